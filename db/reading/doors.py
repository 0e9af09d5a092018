"""A door as somebody wrote it: 5号楼1单元102, 3-1-1202, A座1201室, 八栋二单元606, 118弄1号33B室.

Three numbers are building, unit and room; two are building and room: a unit that nobody wrote is not invented.
Buildings are told apart in `buildings`; where a door stands in its building is worked out by `db.rooms`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from db.choices import DoorSure
from db.reading.buildings import DASHED, MARKED, PART, building_in, building_key, evened, known_by
from db.reading.cell import as_typed, remembered, says_nothing, text_of, without_identities
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

LONGEST = 20  # of a building's name and of a room, as the register keeps them
BARE = re.compile(r"[A-Z]{0,2}\d{1,4}[A-Z]?|[A-Z]")
UNIT_FIRST = re.compile(r"(\d{1,2})(?:单元|-(?=\d{3}|\d{1,2}-|[A-Z]\d{2}|\d{2}[A-Z]))-?(.*)")
SHOPS = re.compile(r"(0)(?:单元)?-(.+)")
ON_FLOOR = re.compile(r"(\d{1,3})(?:层|楼|F(?=-|\d|$))-?")
BELOW = re.compile(r"(?:(?:地下|负|B)(\d)|(-[1-3]))(?:层|楼|F)-?")
CELLAR = re.compile(r"地下|负")
ENDS = re.compile(r"(?<=[A-Z\d])(?:号房|号室|[室号户房])$")
TELLS_FLOOR = re.compile(r"0?(\d{1,2})(?:\d\d[A-Z]?|[A-Z])(?:-\d{1,2})?")
MAY_BE_TWO = re.compile(r"[4-9]0\d\d\D*")
PLAIN = re.compile(
    r"[A-Z]?\d{1,5}[A-Z]?|\d{3,5}[A-Z]?-\d{1,2}|[A-Z]|-\d{3}|\d{1,3}号[\dA-Z]*"
    r"|(?:\d{1,3}层)?(?:[甲乙丙丁戊]|[东西中南北左右]+[户边侧]?|(?:商铺|底商|门面|地下室)-?\d*)"
)
ASIDE = re.compile(r"[(\[【]([^)\]】]*)[)\]】]")
MONTHS = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*"
AS_DAY = re.compile(
    r"(?:19|20)\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?: .*)?|\d{1,2}月(?:\d{1,2}日?)?|(?:19|20)\d\d年\d{1,2}月"
    rf"|\d{{1,2}}-{MONTHS}(?:-\d+)?|{MONTHS}-\d{{1,4}}",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Door:
    """`building` is the register's name where it is there, else as written; `prefix` what stood in front of it (the
    estate, the street). `room` is empty where the text names none, the whole text where it could not be read.
    """

    building: str
    unit: int | None
    floor: int | None
    room: str
    prefix: str
    sure: DoorSure


def door(value: Cell, known: Sequence[str] = ()) -> Read[Door]:
    """The door in one cell. `known` are the names of the estate's buildings. The raw text stays with the caller."""
    if isinstance(value, date | time):
        return _spoilt(text_of(value))
    return _door(value if isinstance(value, str) else text_of(value), tuple(known))


def joined(building: Cell, unit: Cell, floor: Cell, room: Cell, known: Sequence[str] = ()) -> Read[Door]:
    """The door of a table with building, unit, floor and room in columns of their own; any of them may be empty."""
    cells = [building, unit, floor, room]
    if spoilt := [each for each in cells if isinstance(each, date | time)]:
        return _spoilt(text_of(spoilt[0]))
    name, stair, level, number = ("" if says_nothing(text := text_of(each)) else text for each in cells)
    return _joined(name, stair, level, number, tuple(known))


@remembered
def _joined(building: str, unit: str, floor: str, door: str, known: tuple[str, ...]) -> Read[Door]:
    name, stair, level, number = (evened(each) for each in (building, unit, floor, door))
    if re.fullmatch(r"\d{1,2}", stair):
        stair = f"{int(stair)}单元"
    number = _without_building(number, name, bool(stair))
    if stair and number.startswith((stair, f"{stair.removesuffix('单元')}-")):
        stair = ""
    level = level.rstrip("层楼F")
    if not re.fullmatch(r"(?:-|负|地下|B)?\d{1,3}", level) or int(re.sub(r"\D", "", level)) == 0:
        level = ""
    elif BARE.fullmatch(room := ENDS.sub("", number)) and room.startswith(level) and len(room) > 2:
        level = ""  # 12 and 1202: the room says it already
    level = level.replace("-", "负")
    marked = f"{name}栋" if BARE.fullmatch(name) else name
    parts = f"{marked}{stair}{level and level + '层'}{number}"
    typed = " ".join(filter(None, (building, unit, floor, door)))
    return _read(parts, typed, known, bare=name if marked != name else "")


def _without_building(number: str, name: str, has_unit: bool) -> str:
    """The room's own column without the building, where it names it again."""
    if not name:
        return number
    if (marked := MARKED.match(number)) and building_key(marked[0]) == building_key(name):
        return number[marked.end() :].lstrip("-")
    again = DASHED.match(number)
    if again and building_key(again[0].strip("-")) == building_key(name) and (has_unit or number.count("-") > 1):
        return number[again.end() :]
    return number


@remembered
def _door(typed: str, known: tuple[str, ...]) -> Read[Door]:
    told = without_identities(text_of(typed))
    if says_nothing(told):
        return Read(None)
    return _spoilt(told) if AS_DAY.fullmatch(told) else _read(told, as_typed(typed), known)


def _spoilt(text: str) -> Read[Door]:
    said = _("The spreadsheet has made a day of this door ({text}). Set the cell to text and write the door again.")
    return Read(None, said.format(text=text), sure=False, refused=True)


def _read(told: str, typed: str, known: tuple[str, ...], bare: str = "") -> Read[Door]:
    """`bare` is a building's number from a column of its own: it was given a mark to be read, and loses it again."""
    asides = [each for each in ASIDE.findall(told) if each.strip() and not _is_part(each)]
    text = evened(ASIDE.sub(lambda found: found[1] if _is_part(found[1]) else " ", told))
    found = building_in(text, known_by(known))
    unit, floor, room, note = _inside(found.rest)
    short = typed[:60]
    if not found.name and not re.search(r"\d", text):
        sentence = _("“{text}” cannot be read as a door.").format(text=short)
        return Read(Door("", None, None, typed[:LONGEST], "", DoorSure.UNREAD), sentence, sure=False)
    notes = [found.note, note]
    if not found.name:
        notes.append(_("No building is named in “{text}”.").format(text=short))
    if not room:
        notes.append(_("No room is named in “{text}”.").format(text=short))
    said = " ".join(filter(None, notes))
    name = bare if bare and building_key(found.name) == bare and found.name not in known else found.name
    sure = DoorSure.LIKELY if said else DoorSure.SURE
    return Read(
        Door(name[:LONGEST], unit, floor, room[:LONGEST], found.before, sure), said, not said, "；".join(asides)
    )


def _is_part(text: str) -> bool:
    """（二期）is no remark: it says which building."""
    return bool(re.fullmatch(PART, evened(text)))


def _inside(text: str) -> tuple[int | None, int | None, str, str]:
    """Unit, floor and room from what follows the building, and what was assumed."""
    unit, floor, notes = None, None, []
    if not BELOW.match(text):
        text = text.lstrip("-")
    if shops := SHOPS.fullmatch(text):
        unit, text = 0, shops[2]
        notes.append(_("0 in place of a unit: read as shops."))
    elif first := UNIT_FIRST.fullmatch(text):
        unit, text = int(first[1]), first[2]
    if below := BELOW.match(text):
        floor, text = -int(below[1] or below[2][1:]), text[below.end() :] or text
        if below[2]:
            notes.append(_("“{text}” was read as below the ground.").format(text=below[0]))
    elif CELLAR.match(text):
        floor = -1
    elif at := ON_FLOOR.match(text):
        floor, text = int(at[1]), text[at.end() :]
    room = ENDS.sub("", text)
    if floor and re.fullmatch(r"\d{1,2}|[A-Z]", room):  # 14层05 is another door than 13层05
        room = f"{floor}{room.zfill(2) if room.isdigit() else room}"
        notes.append(_("Floor and door were joined to {room}.").format(room=room))
    elif floor and floor > 0 and room and not re.search(r"\d", room):
        room = f"{floor}层{room}"
    if floor is None and (tells := TELLS_FLOOR.fullmatch(room)) and not MAY_BE_TWO.fullmatch(room):
        floor = int(tells[1]) or None  # 5010 may be floor 5, door 010: the building's shape will tell
    if room and not PLAIN.fullmatch(room):
        notes.append(_("“{room}” is kept as the room, as it is written.").format(room=room[:LONGEST]))
    return unit, floor if floor is None or -5 <= floor <= 150 else None, room, " ".join(notes)
