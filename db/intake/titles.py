"""Titles of columns as compared: padding, line breaks, brackets and stars are how a head is written, no part of it."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from db.reading.cell import UNSEEN, text_of
from db.sheets.book import Cell

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
BETWEEN = "\u3000"  # between the levels of a joined title
OPENING, CLOSING = "([{【〔<《“「", ")]}】〕>》”」"
BRACKETS = str.maketrans(OPENING + CLOSING, "(" * len(OPENING) + ")" * len(CLOSING))
ASIDE = re.compile(r"\([^()]*\)")
# A star or a number that says only that the column must be filled in, or which it is.
DECORATION = re.compile(r"^(?:[*★※●#]|\(?\d{1,2}[.、)](?=\D))+|[*★※:]+$")
FILLING = re.compile(
    r"必填项?|选填项?|必选|可不填|可选|非必填|请填写|请选择|下拉选择?|单选|多选|required|optional|yyyy.{0,9}",
    re.IGNORECASE,
)
MARKS = re.compile(r"[\s'’`_\-—–·.,:;*★※\"]+")
# What may stand before or behind a known title without making it another one.
OF_WHOM = re.compile(
    r"^(?:老年人|老人|本人|户主|居民|住户|家庭|个人|残疾人|残疾|被走访人|被访人|受访人|困难群众|群众|困难户|救助对象|走访对象|服务对象|帮扶对象"
    r"|慰问对象|对象|人员|常用|有效|主要|目前|现|具体|详细|所在|所属|实际|最新|the|resident'?s?)(?=..)"
)
OF_WHAT = re.compile(r"(?:情况|信息|一栏|栏|填写|登记|名称|内容|明细|[1一])$")
WITHIN = re.compile(r"[/、或和及与|]")


@lru_cache(maxsize=8192)
def key(title: str) -> str:
    """The whole title, evened out: 联系\\n电话* is 联系电话; what stands in brackets stays."""
    text = _even(title)
    text = FILLING.sub("", text) if len(text) > 2 else text
    return DECORATION.sub("", ASIDE.sub(lambda a: a[0] if a[0] != "()" else "", text))


@lru_cache(maxsize=8192)
def bare(title: str) -> str:
    """The title without what stands in brackets, also where one of them is missing."""
    whole = key(title)
    text = ASIDE.sub("", whole) or whole.strip("()")
    return DECORATION.sub("", text.partition("(")[0].replace(")", "") or text.strip("()"))


def _even(title: str) -> str:
    text = unicodedata.normalize("NFKC", UNSEEN.sub(" ", title)).translate(BRACKETS).casefold()
    return MARKS.sub("", DECORATION.sub("", "".join(text.split())))


def near(title: str) -> Iterator[str]:
    """Keys that the title nearly is: without 老人 in front or 情况 behind, or one of the two that it names."""
    text = bare(title)
    for _turn in range(3):
        shorter = OF_WHOM.sub("", text) or text
        if shorter == text:
            break
        yield shorter
        text = shorter
    for whole in (bare(title), text):
        if (shorter := OF_WHAT.sub("", whole)) != whole and len(shorter) > 1:
            yield shorter
    if len(parts := WITHIN.split(bare(title))) == 2:
        yield from (part for part in parts if len(part) > 1)


def shown(cell: Cell) -> str:
    """A title as people read it: on one line, 备　注 without its padding."""
    text = " ".join(UNSEEN.sub(" ", cell).split()) if isinstance(cell, str) else text_of(cell)
    return re.sub(rf"(?<=[{HAN}]) (?=[{HAN}])", "", text)


def joined(levels: Sequence[str]) -> str:
    return BETWEEN.join(levels)
