"""Where a registered door stands in its building, from unit, floor and room as somebody wrote them. Pure.

A room number is a habit, not a rule: 1202, 12-02, 12A, 甲, 东户. What can be read is put where it belongs; what cannot,
or does not fit the shape, gets a door of its own at the end of its floor. Nobody is lost.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import NamedTuple

from db.shapes import Shape

HIGHEST = 150  # as the household's own floor
STEMS = "甲乙丙丁戊己庚辛壬癸"
ENDS = re.compile(r"[室号户房]+$")
BELOW = re.compile(r"^(?:地下室?|负|-)(\d(?=\D|\d\d|$))?层?")
UNIT_FIRST = re.compile(r"^(\d{1,2})(?:单元|门|-(?=\d{3}|\d{1,2}-))-?(.+)$")
LANE = re.compile(r"^(\d{1,2})(?:号|-|$)(?:(\d{1,2})[楼层]|(\d{1,2})\d{2}(?!\d))?")
NUMBER = re.compile(r"(?:(\d{1,3})[-层楼])?(\d+)")
FLOOR_FIRST = re.compile(r"^(\d{1,2})[楼层]-?(\D.*)$")
FLOOR_AND_LETTER = re.compile(r"(\d{1,2})[-层楼]?([A-Z])")


class Door(NamedTuple):
    """One registered household's door as written. `key` names the household."""

    key: int
    unit: int | None
    floor: int | None
    room: str


class Spot(NamedTuple):
    """A place in the front view. No unit or no level: it is not known; unit 0: lane houses."""

    unit: int | None
    level: int | None
    door: int


class Read(NamedTuple):
    """What a door says of itself. A guess takes no door that somebody else's number names plainly."""

    unit: int | None
    level: int | None
    door: int | None
    is_guess: bool
    text: str


def read(shape: Shape, door: Door) -> Read:
    text = re.sub(r"[－–—―_.·#\s]+", "-", unicodedata.normalize("NFKC", door.room).strip().upper()).strip("-")
    if door.room.strip().startswith(("-", "－")):
        text = f"-{text}"
    unit, rest = _unit(shape, door.unit, text)
    if shape.is_lane and (lane := LANE.match(rest)):
        told = lane[2] or lane[3]
        return Read(unit, _level(shape, door.floor, told), int(lane[1]), lane.end() != len(rest), rest)
    below = None
    if found := BELOW.match(rest):
        below, rest = -int(found[1] or 1), rest[found.end() :].lstrip("-")
    floor, number, is_guess = _floor_and_number(shape, ENDS.sub("", rest), door.floor)
    told = below if below is not None else floor
    return Read(unit, _level(shape, door.floor, told), number, is_guess or below is not None, text)


def _level(shape: Shape, floor: int | None, told: int | str | None) -> int | None:
    """The floor as stored, else as the room tells it. A lane house is entered, and mostly lived in, from the ground."""
    if floor is not None:
        return floor
    if told is not None and int(told) <= HIGHEST:
        return int(told)
    return shape.levels[min(shape.shops, len(shape.levels) - 1)] if shape.is_lane else None


def _unit(shape: Shape, unit: int | None, text: str) -> tuple[int | None, str]:
    """The unit, and what is left of the room when it named the unit as well."""
    if shape.is_lane:
        return 0, text
    first = UNIT_FIRST.match(text)
    if first and (int(first[1]) == unit if unit else 1 <= int(first[1]) <= shape.units):
        return int(first[1]), first[2]
    return unit or (1 if shape.units == 1 else None), text


def _floor_and_number(shape: Shape, text: str, floor: int | None) -> tuple[int | None, int | None, bool]:
    if (both := FLOOR_AND_LETTER.fullmatch(text)) and floor in (None, int(both[1])):
        return int(both[1]), ord(both[2]) - ord("A") + 1, False
    if plain := NUMBER.fullmatch(text):
        return *_numbered(shape, plain[1], plain[2], floor), False
    told = None
    if first := FLOOR_FIRST.match(text):
        told, text = int(first[1]), first[2]
        floor = told if floor is None else floor
    if numbers := re.findall(r"\d+", text):
        level, number = _numbered(shape, None, max(numbers, key=len), floor)
        return (level if told is None else told), number, True
    return told, _in_words(text, shape.doors_on(floor)), len(text) > 1


def _numbered(shape: Shape, before: str | None, digits: str, floor: int | None) -> tuple[int | None, int | None]:
    """1202 is floor 12, door 2; 12012 is floor 12, door 12. Where the floor is known, what follows it is the door."""
    if len(digits) < 3:
        return int(before) if before else None, int(digits)
    rest = digits.removeprefix(str(floor)) if floor is not None else digits
    if rest not in (digits, "") and int(rest) < 100:
        return floor, int(rest)
    high = int(digits[:-2])
    if len(digits) > 4 and high not in shape.levels and int(digits[:-3]) in shape.levels:
        high = int(digits[:-3])
    return high, int(digits[-2:])


def _in_words(text: str, doors: int) -> int | None:
    """甲 and A are the first door. From the front, west is on the left."""
    for n, stem in enumerate(STEMS, 1):
        if stem in text:
            return n
    if len(text) == 1 and "A" <= text <= "Z":
        return ord(text) - ord("A") + 1
    match text[:1]:
        case "西" | "左":
            return 1
        case "东" | "右":
            return doors or None
        case "中":
            return (doors + 1) // 2 or None
    return None


def arrange(shape: Shape, doors: Iterable[Door]) -> dict[int, Spot]:
    """A place for every household, by its key. Files of the same door share one; a door is never two families' whose
    unit or floor nobody knows.
    """
    told = sorted(((door.key, read(shape, door)) for door in doors), key=lambda each: (each[1].is_guess, each[0]))
    taken: dict[Spot, str] = {}
    found: dict[int, Spot] = {}
    left = []
    for key, one in told:
        spot = _fitting(shape, one)
        known = "" if one.unit is not None and one.level is not None else f"{key} "
        name = known + (one.text if one.is_guess else str(one.door))
        if spot is not None and taken.setdefault(spot, name) == name:
            found[key] = spot
        else:
            left.append((one.unit, one.level, known + one.text, key))
    ends: dict[tuple[int | None, int | None], int] = {}
    for spot in taken:
        row = (spot.unit, spot.level)
        ends[row] = max(ends.get(row, 0), spot.door)
    own: dict[tuple[int | None, int | None, str], Spot] = {}
    for unit, level, text, key in sorted(left, key=lambda each: (each[2], each[3])):
        if (unit, level, text) not in own:
            ends[unit, level] = max(ends.get((unit, level), 0), shape.doors_on(level)) + 1
            own[unit, level, text] = Spot(unit, level, ends[unit, level])
        found[key] = own[unit, level, text]
    return found


def _fitting(shape: Shape, one: Read) -> Spot | None:
    """The door a room names, where such a door can be; a floor beyond the shape is as wide as the others."""
    if one.door is None or one.level is None:
        return None
    stands = one.level in shape.levels and not shape.is_shop(one.level)
    most = shape.doors_on(one.level) if stands else shape.wide
    return Spot(one.unit, one.level, one.door) if 1 <= one.door <= most else None
