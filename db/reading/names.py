"""Names as lists write them: several in a cell, with a position beside them, with offices and numbers between."""

import re
from dataclasses import dataclass

from db.reading.cell import as_typed, remembered, says_nothing, text_of, without_identities
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
LONGEST = 60
# 张 三: one name set wide, as in a signature.
WIDE = re.compile(rf"(?<![{HAN}·])([{HAN}]) ([{HAN}])(?![{HAN}])")
ONE = re.compile(r"([^、,;/|+&()]+)(?:\(([^()]*)\))?")
AND = re.compile(rf"(?<=[{HAN}])[和与及](?=[{HAN}]{{2}})")
NUMBERED = re.compile(r"^(?:\(?\d{1,2}[.、)] ?)+")
FIGURES = re.compile(r"(?:电话|手机|tel)?:? ?(\d[\d -]{4,}\d)", re.IGNORECASE)
AND_OTHERS = re.compile(r"等(?:\d+|[一二三四五六七八九十]+)?(?:人|位|名)?$")
OFFICES = re.compile(
    r"(?:部|组|科|室|队|公司|中心|社区|居委会?|街道|街道办|物业|派出所|医院|志愿者|网格|党支部|支部|服务站|[办所站])$"
)
POSITIONS = (
    "项目经理|物业经理|客服主管|客服经理|工程主管|秩序主管|楼栋管家|网格员|网格长|楼栋长|经理|主任|主管|管家|书记|站长|队长|组长|楼长"
    "|师傅|老师|专员|社工|民警|医生|护士|客服|助理|志愿者"
)
BEFORE = re.compile(rf"^({POSITIONS})(?=[{HAN}·]{{2,4}}$)")
BEHIND = re.compile(rf"(?<=[{HAN}]{{2}})({POSITIONS})$")
PLAIN = re.compile(rf"[{HAN}]{{2,3}}")
A_NAME = re.compile(rf"[{HAN}]{{1,6}}|[{HAN}]{{1,6}}(?:·[{HAN}]{{1,8}})+|[^\W\d_][^\W\d_.' -]*(?:[.' -]+[^\W\d_]+)*\.?")


@dataclass(frozen=True)
class Name:
    """A person as a list names one, with the position written beside the name."""

    name: str
    position: str = ""


def names(value: Cell) -> Read[tuple[Name, ...]]:
    """The people named in a cell; offices, numbers and “and three others” are left."""
    return _names(value if isinstance(value, str) else text_of(value))


@remembered
def _names(typed: str) -> Read[tuple[Name, ...]]:
    text = text_of(typed)
    if says_nothing(text):
        return Read(None)
    if PLAIN.fullmatch(text) and not OFFICES.search(text):
        return Read((Name(text),))  # most of them are just that
    left: list[str] = []
    found: list[Name] = []
    text = AND.sub("、", WIDE.sub(r"\1\2", text.replace("•", "·")))
    for one in ONE.finditer(text):
        position = (one[2] or "").strip()
        for part in _parts(one[1], left):
            said = _one(part)
            if said is None:
                left.append(f"{part}({position})" if position else part)
            else:
                found.append(Name(said.name, position or said.position))
            position = "" if said else position
    told = tuple(dict.fromkeys(found))
    kept = without_identities("、".join(left))
    if told:
        return Read(told, left=kept)
    said_so = _("“{text}” names nobody. It goes into the note.").format(text=as_typed(typed)[:60])
    return Read(None, said_so, sure=False, left=as_typed(typed))


def _parts(text: str, left: list[str]) -> list[str]:
    """One person a part. Chinese names stand apart by blanks, others have blanks within."""
    for figures in FIGURES.finditer(text):
        left.append(figures[1].strip())
    text = NUMBERED.sub("", FIGURES.sub(" ", text).strip()).strip(" :.。-")
    if others := AND_OTHERS.search(text):
        left.append(others[0])
        text = text[: others.start()]
    parts = text.split() if re.search(f"[{HAN}]", text) else [text.strip()]
    return [part for part in parts if not says_nothing(part)]


def _one(text: str) -> Name | None:
    position = ""
    if before := BEFORE.search(text):
        position, text = before[1], text[before.end() :]
    elif behind := BEHIND.search(text):
        position, text = behind[1], text[: behind.start()]
    if OFFICES.search(text) or not A_NAME.fullmatch(text) or len(text) > LONGEST:
        return None
    return Name(text, position)
