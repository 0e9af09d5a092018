"""Names of buildings: 5幢, ５号楼, 五栋 and 5# are one. Written forms are evened out here, for doors as well.

A phase, a lane and a part of the estate (2期, 118弄, 东区) belong to the building's name, as there is another building
of the same number beyond them. The estate's own name and the street do not: they are the `before` of what was found.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from db.reading.cell import text_of
from db.reading.numerals import WRITTEN, in_digits
from db.words import _

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
MARK = "号楼|栋|幢|座|#楼?|楼"
NUMERALS = re.compile(
    f"[{WRITTEN}]+(?=号楼|[栋幢座号楼#层期区弄室户]|单元|门|梯)"
    f"|(?<![{HAN}])[{WRITTEN}]+(?![{HAN}])"
    f"|(?<=[元栋幢座楼门])[{WRITTEN}]{{3,4}}$"
)
ENGLISH = (
    (re.compile(r"\b(?:BUILDING|BLDG\.?|BLOCK|TOWER) *(?:NO\.? *)?([A-Z]?\d+[A-Z]?|[A-Z])\b"), r"\1栋 "),
    (re.compile(r"\bUNIT *(?:NO\.? *)?(\d+)\b"), r"\1单元 "),
    (re.compile(r"\b(\d+)(?:ST|ND|RD|TH) FLOOR\b|\bFLOOR *(\d+)\b"), r"\1\2层 "),
    (re.compile(r"\b(?:ROOM|RM\.?|APARTMENT|APT\.?|FLAT) *(?:NO\.? *)?(?=[A-Z]?\d)"), " "),
)
DASHES = re.compile(r" *[-‐‑‒–—―−－~_/\\·.]+ *")
COMMAS = re.compile(r"[,、;:]+(?=[^\d]|$)|(?<!\d)[,、;:]+")
# A blank between two figures parts them; anywhere else it is only wide.
BLANK_INSIDE = re.compile(r"(?<=[A-Z\d]) +(?=[A-Z\d])")
SHARP_FIRST = re.compile(r"(?<![\dA-Z])#(\d+)")
ORDINAL = re.compile(r"第(?=\d)")
UNIT = re.compile(
    r"(?<!\d)0*(\d{1,2})(?:号?(?:单元|门(?!面|卫|店|口|房)|梯)|U(?=-?\d{2}))|(?<![A-Z\d])U-?(\d{1,2})(?!\d)-?"
)
INNER = re.compile(rf"(?:{MARK}|号)(?=.)")
ENDING = re.compile(rf"(?:{MARK}|号)+$")
ZEROS = re.compile(r"(?<!\d)0+(?=\d)")
PART = r"(?:\d+弄|(?:[A-Z]|\d{1,2}|[东西南北中前后新老])(?:期|区|苑|组团))"
NAME = r"(?:[A-Z]{0,2}\d{1,4}[A-Z]?|[A-Z]|[东西南北中甲乙丙丁戊](?=[栋幢座楼]))"
MARKED = re.compile(rf"(?<![A-Z\d])(?P<part>{PART}-?)?(?P<name>{NAME}(?:{MARK})(?:[A-Z]座)?)")
LANE = re.compile(r"(?<!\d)(?P<part>\d+弄-?)(?P<name>\d{1,4}号)")
A_FLOOR = re.compile(r"-?\d{1,2}楼")
BY_NUMBER = re.compile(r"(?<![A-Z\d])(?P<part>)(?P<name>\d{1,4}号)(?=[A-Z\d]|[东西中]户|商铺)")
DASHED = re.compile(rf"({PART}-?)?([A-Z]{{0,2}}\d{{1,4}}[A-Z]?|[A-Z])-(?=.)")
LETTERED = re.compile(r"([A-Z])(\d{3,4}[A-Z]?)$")
SUB_ROOM = re.compile(r"\d{3,5}[A-Z]?-\d{1,2}")
# A name in front, unless it says what kind of room follows.
ROOM_WORDS = "商铺|底商|门面|地下|负|车库|储藏|别墅|[东西南北中甲乙丙丁]单元|[东西中南北左右][户边侧]"
ESTATE = re.compile(rf"((?!{ROOM_WORDS})[^\W\dA-Z_]{{2,}})-?(?=[A-Z\d])")


def evened(text: str) -> str:
    """A door or a building in one spelling: digits, upper case, one dash, units as 2单元."""
    told = text_of(text).upper()
    if told.isascii():
        for pattern, ours in ENGLISH:
            told = pattern.sub(ours, told)
    else:
        told = ENGLISH[1][0].sub(ENGLISH[1][1], told) if "UNIT" in told else told
        told = NUMERALS.sub(lambda found: in_digits(found.group()), told)
    told = BLANK_INSIDE.sub("-", COMMAS.sub(" ", DASHES.sub("-", told)))
    told = SHARP_FIRST.sub(r"\1#", ORDINAL.sub("", told.replace(" ", "")))
    return UNIT.sub(lambda found: f"{int(found[1] or found[2])}单元", told)


@lru_cache(maxsize=4096)
def building_key(name: str) -> str:
    """What two spellings of one building have in common: 5 for 5幢 and for 五栋, A for A座, 2期1 for 二期01栋."""
    told = evened(name).strip("-")
    bare = INNER.sub("-", ENDING.sub("", told))
    return ZEROS.sub("", re.sub(r"-+", "-", bare.replace("期-", "期")).strip("-")) or told


@dataclass(frozen=True)
class Known:
    """The estate's buildings by key. `worded` are those called by a word instead of a number, the longest first."""

    keys: Mapping[str, tuple[str, ...]]
    worded: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8)
def known_by(names: tuple[str, ...]) -> Known:
    found: dict[str, list[str]] = {}
    for name in names:
        found.setdefault(building_key(name), []).append(name)
    told = [(evened(name), name) for name in names]
    worded = [each for each in told if not re.search(r"[A-Z\d]", each[0])]
    return Known(
        {key: tuple(each) for key, each in found.items()}, tuple(sorted(worded, key=lambda each: -len(each[0])))
    )


class Found(NamedTuple):
    """What stands before the building, its name, what follows it, and a sentence on what was assumed."""

    before: str
    name: str
    rest: str
    note: str = ""


def building_in(text: str, known: Known) -> Found:
    """The building that an evened text begins with, under the register's name where it is there."""
    for worded, name in known.worded:
        if (at := text.find(worded)) >= 0:
            return Found(text[:at].strip("-"), name, text[at + len(worded) :])
    marked = MARKED.search(text)
    if marked and _is_floor(marked, text):
        return _unnamed("", text, known)
    lane = LANE.search(text)
    if lane and A_FLOOR.fullmatch(text[lane.end() :]):
        marked = None  # 28弄7号3楼: no building is called 3楼 there
    for found in (marked, lane, BY_NUMBER.search(text)):
        if found:
            return _found(found, text, known)
    estate = ESTATE.match(text)
    before, text = (estate[1], text[estate.end() :]) if estate else ("", text)
    if (dashed := DASHED.match(text)) and not SUB_ROOM.fullmatch(text):
        part, name, rest = (dashed[1] or "").strip("-"), dashed[2], text[dashed.end() :]
        if ours := _ours(known, before, part, name):
            return Found(before, ours, rest, _beyond(ours, part))
        is_two = "-" not in rest and "单元" not in rest
        said = _("Two numbers were read as building and room: no unit is written.") if is_two else ""
        return Found(before, f"{part}{ZEROS.sub('', name)}", rest, said)
    if (lettered := LETTERED.match(text)) and (ours := _ours(known, before, "", lettered[1])):
        said = _("“{text}” was read as building {building} and a room.").format(text=text, building=ours)
        return Found(before, ours, lettered[2], said)
    return _unnamed(before, text, known)


def _found(found: re.Match[str], text: str, known: Known) -> Found:
    before, rest = text[: found.start()].strip("-"), text[found.end() :]
    part, name = (found["part"] or "").strip("-"), ZEROS.sub("", found["name"])
    if found.re is LANE and (not rest or A_FLOOR.fullmatch(rest) or building_key(part) in known.keys):
        row = _ours(known, before, "", part)
        return Found(
            before, row or part, f"{name}{rest}", "" if row else _("A row of houses: the lane is the building.")
        )
    if ours := _ours(known, before, part, name):
        return Found(before, ours, rest, _beyond(ours, part))
    if found.re is BY_NUMBER:
        return Found(before, name, rest, _("“{name}” was taken for the building.").format(name=name))
    return Found(before, f"{part}{name}", rest)


def _ours(known: Known, before: str, part: str, name: str) -> str:
    """The register's name: with all that stands in front, with the part of the estate, by itself. Never one of two."""
    for tried in (f"{before}{part}{name}", f"{part}{name}", name):
        named = known.keys.get(building_key(tried), ())
        if len(named) == 1:
            return named[0]
    return ""


def _beyond(ours: str, part: str) -> str:
    """A sentence where the register's name says nothing of the phase or lane that the text names."""
    if not part or building_key(part) in building_key(ours):
        return ""
    return _("The register has {building} without “{part}”.").format(building=ours, part=part)


def _is_floor(found: re.Match[str], text: str) -> bool:
    """5楼503: the room begins with that floor, and nothing else names a building."""
    said = re.fullmatch(r"(\d{1,3})楼", found["name"])
    return bool(said and re.match(rf"{said[1]}\d\d(?!\d)", text[found.end() :].lstrip("-")))


def _unnamed(before: str, text: str, known: Known) -> Found:
    """No building is named. Where the estate has one only, it is that one."""
    names = [name for each in known.keys.values() for name in each]
    if len(names) != 1:
        return Found(before, "", text)
    return Found(before, names[0], text, _("No building is written: there is only {name}.").format(name=names[0]))


def best_name(names: Iterable[str]) -> str:
    """The name for a new building that a list spells in several ways: the commonest one with a word for building."""
    told = Counter(names)
    worded = {name: n for name, n in told.items() if ENDING.search(name)}
    if worded:
        return max(worded, key=lambda name: (worded[name], name.endswith("栋"), name))
    plain = max(told, key=lambda name: (told[name], name), default="")
    return f"{plain}栋" if re.fullmatch(r"[A-Z]?\d+[A-Z]?|[A-Z]", plain) else plain
