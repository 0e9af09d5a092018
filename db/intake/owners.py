"""A list of owners and tenants: who stands at which door, as what, and whether they live there.

Lists of this kind leave a door out where it is that of the row above (merged cells), name owner and tenant in one row,
and say in one word what became of somebody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import TypeVar

from db.choices import DoorSure, OccupantRole, OccupantState, TableKind
from db.fields import Choice
from db.intake.table import Body, Table
from db.intake.targets import targets_of
from db.reading import days, doors, phones
from db.reading.buildings import building_key
from db.reading.cell import as_typed, folded, says_nothing, text_of
from db.reading.chosen import own
from db.reading.doors import Door
from db.reading.names import names
from db.reading.read import Read
from db.sheets.book import Cell, Formula
from db.words import _

C = TypeVar("C", bound=Choice)
WHOLE, BUILDING, UNIT, FLOOR, ROOM = DOOR = tuple(
    f"household.{name}" for name in ("door", "building", "unit", "floor", "room")
)
STATES: tuple[tuple[OccupantState | None, str], ...] = (
    (OccupantState.DECEASED, "去世|逝世|过世|离世|亡故|身故|病故|已故|死亡|deceased|died"),
    (OccupantState.VACANT, "未售|未交房|未入住|未装修|待租|待出租|空置|空房|空关|空着|无人|没人|vacant|empty"),
    (None, "未出租|未搬|待售|挂牌|出售中|拟售|非自住|偶尔|有时|for ?sale"),
    (OccupantState.MOVED, "搬离|搬走|搬出|搬家|已搬|迁出|迁走|退租|moved"),
    (OccupantState.SOLD, "已售|售出|已出售|已卖|卖出|过户|转让|sold"),
    (OccupantState.RENTED, "出租|租赁|租住|在租|承租|转租|合租|整租|rented|rental|let ?out"),
    (OccupantState.LIVING, "自住|入住|常住|居住|在住|自用|lives|living|occupied"),
)
ROLES: tuple[tuple[OccupantRole, str], ...] = (
    (OccupantRole.TENANT, "租户|租客|承租|租赁|租住|tenant|renter"),
    (OccupantRole.OCCUPANT, "使用人|同住|居住人|实际居住|家属|亲属|父|母|配偶|妻|夫|子|女|occupant|family"),
    (OccupantRole.OWNER, "业主|产权人|房主|房东|户主|owner|landlord"),
)
# What a column of a list of residents is on a list of owners.
AS_OWNERS = {
    "resident.name": "owner.name",
    "resident.head": "owner.name",
    "resident.phone": "owner.phone",
    "resident.relation": "occupant.role",
    "resident.living": "occupant.state",
}
ELSEWHERE = re.compile(r"外地|国外|随子女|随儿|随女|养老院|敬老院|医院|nursing|abroad")


@dataclass(frozen=True)
class Occupant:
    """One person of one row, or nobody at a door that stands empty. `door` is the door as written, `said` the words
    on the state where they could not be read; `why` says what is wrong with the door, which then names no building.
    """

    row: int
    building: str
    unit: int | None
    room: str
    door: str
    name: str = ""
    role: OccupantRole | None = None
    state: OccupantState | None = None
    day: date | None = None
    phone: str = ""
    said: str = ""
    why: str = ""
    sure: DoorSure | None = None


@dataclass(frozen=True)
class _Place:
    building: str = ""
    unit: int | None = None
    room: str = ""
    door: str = ""
    why: str = ""
    sure: DoorSure | None = None


def as_owners(table: Table) -> Table:
    """A table that looked like a list of residents, and is one of owners and tenants by a person's word."""
    if table.kind is TableKind.OWNERS:
        return table
    targets = (AS_OWNERS.get(column.target, column.target) for column in table.columns)
    known = {target.key for target in targets_of(TableKind.OWNERS)}
    columns, taken = [], set[str]()
    for column, target in zip(table.columns, targets, strict=True):
        kept = target if target in known and target not in taken else ""
        taken.add(kept)
        columns.append(replace(column, target=kept))
    return replace(table, kind=TableKind.OWNERS, columns=tuple(columns))


def occupants(table: Table, known: Sequence[str] = ()) -> tuple[Occupant, ...]:
    """Everybody on the list. `known` are the names of the estate's buildings."""
    at = {column.target: column.index for column in table.columns if column.target}
    found: list[Occupant] = []
    above: dict[str, Cell] = {}
    for body in table.body:
        cells = {name: _cell(body, index) for name, index in at.items()}
        told = _with_above({name: cells.get(name) for name in DOOR}, above)
        if any(cell is not None for cell in told.values()):
            above = told
            found.extend(_of_row(body.row, cells, _place(told, tuple(known)), table.year))
    return tuple(found)


def _cell(body: Body, index: int) -> Cell:
    cell = body.cells[index] if index < len(body.cells) else None
    if isinstance(cell, Formula) or (isinstance(cell, str) and not cell.strip()):
        return None
    return cell


def _with_above(cells: Mapping[str, Cell], above: Mapping[str, Cell]) -> dict[str, Cell]:
    """The door of this row. What is left out at its beginning is that of the row above: its building, or all of it."""
    if all(cell is None for cell in cells.values()):
        return dict(above)
    found = dict(cells)
    if cells[WHOLE] is None and cells[ROOM] is not None and cells[BUILDING] is None:
        found[BUILDING] = above.get(BUILDING)
        if cells[UNIT] is None:
            found[UNIT] = above.get(UNIT)
    return found


def _place(cells: Mapping[str, Cell], known: tuple[str, ...]) -> _Place:
    """Whole in one column, or in columns of its parts; where there are both, the parts."""
    in_parts = cells[ROOM] is not None
    names = DOOR[1:] if in_parts else DOOR[:1]
    written = " ".join(as_typed(cells[name]) for name in names if cells[name] is not None)
    if in_parts and cells[BUILDING] is not None:
        read = in_columns(cells[BUILDING], cells[UNIT], cells[FLOOR], cells[ROOM], known)
    elif in_parts:
        read = doors.joined(None, cells[UNIT], cells[FLOOR], cells[ROOM], known)
    else:
        read = doors.door(cells[WHOLE], known)
    if read.value is None or not read.value.building or not read.value.room:
        return _Place(door=written, why=read.note or _("“{text}” cannot be read as a door.").format(text=written))
    return _Place(read.value.building, read.value.unit, read.value.room, written, sure=read.value.sure)


def in_columns(building: Cell, unit: Cell, floor: Cell, room: Cell, known: tuple[str, ...]) -> Read[Door]:
    """A door with a column for its building. What stands in the others is taken as it is where reading all of it
    together finds another building in it (28弄, 7号3楼). The register's own doors are evened out in the same way."""
    read, name = doors.joined(building, unit, floor, room, known), text_of(building)
    if read.refused or (read.value and read.value.room and building_key(read.value.building) == building_key(name)):
        return read
    number = text_of(unit)
    stair = int(number) if number.isdigit() else None
    return Read(Door(name, stair, None, text_of(room), "", DoorSure.LIKELY), read.note, sure=False)


def _of_row(row: int, cells: Mapping[str, Cell], place: _Place, year: int | None) -> Iterator[Occupant]:
    """Everybody named in the row; a door that stands empty or is sold may name nobody."""
    state, said = state_of(cells.get("occupant.state"))
    role = role_of(cells.get("occupant.role"))
    came, left = (days.day(cells.get(f"occupant.moved_{way}"), year).value for way in ("in", "out"))
    owners, tenants = _named(cells.get("owner.name")), _named(cells.get("tenant.name"))
    where = Occupant(row, place.building, place.unit, place.room, place.door, said=said, why=place.why, sure=place.sure)
    if role in (OccupantRole.TENANT, OccupantRole.OCCUPANT) and state is OccupantState.RENTED:
        state = None  # they rent it: that they live there is said already
    if tenants:
        role, state = role or OccupantRole.OWNER, state or OccupantState.RENTED
    gone = state in (OccupantState.MOVED, OccupantState.SOLD, OccupantState.DECEASED)
    where = replace(where, day=left or came if gone else came or left)
    for name, phone in _with_phones(owners or [""] * bool(state and not tenants), cells.get("owner.phone")):
        yield replace(where, name=name, role=role, state=state, phone=phone)
    theirs = state if state in (OccupantState.MOVED, OccupantState.VACANT) else None
    for name, phone in _with_phones(tenants, cells.get("tenant.phone")):
        yield replace(where, name=name, role=OccupantRole.TENANT, state=theirs, phone=phone)


def _with_phones(people: Sequence[str], cell: Cell) -> Iterator[tuple[str, str]]:
    """As many numbers as people are theirs in turn; else they are the first one's."""
    read = phones.phones(cell).value or ""
    each = read.split("、")
    told = each if len(each) == len(people) else [read]
    yield from zip_longest(people, told[: len(people)], fillvalue="")


def _named(cell: Cell) -> list[str]:
    """张三、李四 are two. What names nobody (某公司, 开发商) is no neighbour of ours."""
    return [each.name for each in names(cell).value or ()]


def state_of(cell: Cell) -> tuple[OccupantState | None, str]:
    """What became of somebody, and the words where they say it in no way known here."""
    typed = as_typed(cell) if cell is not None else ""
    if says_nothing(text_of(typed)):
        return None, ""
    if ELSEWHERE.search(folded(typed)):
        return None, typed[:40]
    found = own(OccupantState, folded(text_of(typed))) or _first(typed, STATES)
    return found, "" if found else typed[:40]


def role_of(cell: Cell) -> OccupantRole | None:
    typed = as_typed(cell) if cell is not None else ""
    return own(OccupantRole, folded(text_of(typed))) or _first(typed, ROLES)


def _first(typed: str, words: Sequence[tuple[C | None, str]]) -> C | None:
    word = folded(text_of(typed))
    return next((choice for choice, pattern in words if re.search(pattern, word)), None)
