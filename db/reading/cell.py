"""A cell as text, which texts say that there is nothing, and readings that are kept."""

import re
import unicodedata
from collections.abc import Callable
from datetime import date, datetime, time
from functools import lru_cache, wraps
from typing import ParamSpec, TypeVar

from db.sheets.book import Cell, Formula
from db.words import language

P = ParamSpec("P")
T = TypeVar("T")

KEPT = 8192  # readings of one kind: a column repeats itself, and memory is finite
EXACT = 10**15  # a spreadsheet keeps fifteen digits of a number; what follows is zeros
UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff]+")
# Eighteen figures, or fifteen: place, day of birth, a number of that day. Some write the eighteen in groups.
_GAP = r"[ \u3000\xa0.·\-–—_]{0,2}"
_EIGHTEEN = [
    r"[1-9]",
    *[r"\d"] * 5,
    f"(?:1{_GAP}[89]|2{_GAP}0)",
    r"\d",
    r"\d",
    f"(?:0{_GAP}[1-9]|1{_GAP}[0-2])",
    *[r"\d"] * 5,
]
IDENTITY = re.compile(
    rf"(?<!\d){_GAP.join([*_EIGHTEEN, '[0-9Xx]'])}(?!\d)"
    r"|(?<!\d)[1-9]\d{5}\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])\d{3}(?!\d)"
)
WIDE_FIGURES = re.compile("[０-９]")
# Dashes and dots, and the three stars that are our own mask.
STROKES = re.compile(r"[-‐‑‒–—―−_/\\.。·…~*?、,]+")
BETWEEN = re.compile(r"[、,;/|+&\n]+")
NOTHING = frozenset(
    {
        *(
            "无",
            "没有",
            "没",
            "暂无",
            "空",
            "不详",
            "不祥",
            "未详",
            "未知",
            "不清",
            "不清楚",
            "不知道",
            "不适用",
            "无此项",
        ),
        *("未填", "未登记", "未提供", "未留", "待补", "待填", "待核实", "无电话", "无手机", "无号码", "无联系方式"),
        *("none", "null", "nil", "nan", "n/a", "na", "unknown", "not known", "no phone"),
    }
)


def remembered(read: Callable[P, T]) -> Callable[P, T]:
    """Keep what a cell gave, by what stands in it (1 is not True) and by the language its note is written in."""

    @lru_cache(maxsize=KEPT, typed=True)
    def kept(spoken: str, *cell: P.args, **more: P.kwargs) -> T:
        return read(*cell, **more)

    @wraps(read)
    def asked(*cell: P.args, **more: P.kwargs) -> T:
        for each in cell:
            if isinstance(each, str) and len(each) >= 15 and without_identities(each) != each:
                return read(*cell, **more)  # not even for a while
        return kept(language(), *cell, **more)  # type: ignore[arg-type]  # cells can be hashed, all of them

    return asked


def text_of(cell: Cell) -> str:
    """As compared: NFKC (full-width digits, look-alikes), no unseen characters, one blank where there were several."""
    match cell:
        case str():
            return " ".join(UNSEEN.sub(" ", unicodedata.normalize("NFKC", cell)).split())
        case None:
            return ""
        case bool():
            return "TRUE" if cell else "FALSE"
        case float() if cell.is_integer() and abs(cell) < EXACT:
            return str(int(cell))
        case datetime():
            return f"{cell:%Y-%m-%d}" if cell.time() == time() else f"{cell:%Y-%m-%d %H:%M}"
        case date() | time():
            return cell.isoformat()
        case Formula():
            return cell.text
    return str(cell)


def as_typed(cell: Cell) -> str:
    """For what is left over: the text as somebody wrote it, without the padding and without identity numbers."""
    return without_identities(" ".join(UNSEEN.sub(" ", cell).split()) if isinstance(cell, str) else text_of(cell))


def without_identities(text: str) -> str:
    """Whatever column it stands in, an identity number is not kept: …1234."""
    if len(text) < 15:
        return text
    if WIDE_FIGURES.search(text) and IDENTITY.search(narrow := unicodedata.normalize("NFKC", text)):
        text = narrow
    return IDENTITY.sub(lambda found: f"…{''.join(filter(str.isalnum, found[0]))[-4:]}", text)


def says_nothing(text: str) -> bool:
    """无, 不详, a dash: an answer that there is none."""
    return not text or text.casefold() in NOTHING or bool(STROKES.fullmatch(text))


def folded(text: str) -> str:
    """As words are looked up: no blanks, lower case, one kind of comma."""
    return BETWEEN.sub("、", "".join(text.split())).casefold()
