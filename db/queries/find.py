"""Which household is it? By part of a name, room or phone; by building, unit and room; and its likely doubles."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, false, func
from sqlmodel import Session, col, select

from db import alike, search, telling
from db.choices import HouseholdState, Tier
from db.models import Building, Household, Resident
from db.queries.rows import as_one_walks, head_name
from db.rights import Person, Right, require

MOST = 20  # shown; beyond it typing one more character is quicker than reading


@dataclass(frozen=True)
class Found:
    """A household as a line to choose."""

    id: int
    no: int
    door: str
    head: str
    tier: Tier | None
    state: HouseholdState
    last_visit_at: datetime | None


@dataclass(frozen=True)
class Finding:
    """The first of those found, and how many there are."""

    rows: list[Found]
    total: int


@dataclass(frozen=True)
class Place:
    """A building, with its units and how many files are kept there."""

    id: int
    name: str
    units: int
    households: int


@dataclass(frozen=True)
class Double:
    """A file that may be the same household. `same` holds what matches: door, name, phone."""

    household: Found
    same: tuple[str, ...]


def find(s: Session, viewer: Person, text: str) -> Finding:
    """Households in whose names, doors and phones every typed word stands."""
    require(viewer, Right.RECORD)
    asked = search.asked_words(text)
    if not asked:
        return Finding([], 0)
    return _listed(s, [search.contains(col(Household.words), word) for word in asked])


def at(s: Session, viewer: Person, building_id: int, unit: int | None = None) -> Finding:
    """The households of a building, or of one of its units."""
    require(viewer, Right.RECORD)
    asked = [col(Household.building_id) == building_id]
    if unit is not None:
        asked.append(col(Household.unit) == unit)
    return _listed(s, asked, most=400)


def own(s: Session, viewer: Person, most: int = 5) -> list[Found]:
    """Households this person is responsible for, those not visited longest first."""
    require(viewer, Right.RECORD)
    mine = [col(Household.responsible_id) == viewer.id, col(Household.state) == HouseholdState.ACTIVE]
    return _listed(s, mine, most, [col(Household.last_visit_at).asc().nulls_first()]).rows


def number(s: Session, viewer: Person, household_id: int) -> int:
    """The archive number of a file just opened."""
    require(viewer, Right.RECORD)
    return s.get_one(Household, household_id).no


def places(s: Session, viewer: Person) -> list[Place]:
    require(viewer, Right.RECORD)
    rows = s.exec(
        select(Building.id, Building.name, Building.units, func.count(col(Household.id)))
        .join(Household, col(Household.building_id) == col(Building.id), isouter=True)
        .group_by(col(Building.id), col(Building.name), col(Building.units), col(Building.position))
        .order_by(col(Building.position))
    )
    return [Place(building, name, units, n) for building, name, units, n in rows if building is not None]


def doubles(
    s: Session, viewer: Person, answers: Mapping[str, Any], resident_name: str = "", phone: str = ""
) -> list[Double]:
    """Files that share the door, a person's name or a telephone with the one about to be opened."""
    require(viewer, Right.RECORD)
    same: dict[int, list[str]] = {}
    for what, ids in (
        ("door", _same_door(s, answers)),
        ("name", _same_name(s, resident_name)),
        ("phone", _same_phone(s, phone)),
    ):
        for household_id in ids:
            same.setdefault(household_id, []).append(what)
    rows = _listed(s, [col(Household.id).in_(same)] if same else [false()]).rows
    return sorted((Double(row, tuple(same[row.id])) for row in rows), key=lambda double: -len(double.same))


def _same_door(s: Session, answers: Mapping[str, Any]) -> Sequence[int]:
    room, unit = alike.room_key(answers.get("room") or ""), answers.get("unit")
    if not room or answers.get("building_id") is None:
        return []
    there = select(Household.id, Household.unit, Household.room).where(Household.building_id == answers["building_id"])
    # Somebody who leaves the unit out may mean any.
    return [
        household_id
        for household_id, its_unit, its_room in s.exec(there)
        if household_id is not None
        and alike.room_key(its_room) == room
        and (unit is None or its_unit is None or its_unit == unit)
    ]


def _same_name(s: Session, name: str) -> Sequence[int]:
    name = name.strip()
    return s.exec(select(Resident.household_id).where(Resident.name == name).distinct()).all() if name else []


def _same_phone(s: Session, phone: str) -> Sequence[int]:
    digits = _digits(phone)
    if len(digits) < alike.PHONE:
        return []
    tail = digits[-4:]  # numbers are written with blanks and dashes, seldom within the last four
    near = select(Resident.household_id, Resident.phone).where(search.contains(col(Resident.phone), tail))
    return [household_id for household_id, its in s.exec(near) if _digits(its).endswith(digits[-11:])]


def _digits(phone: str) -> str:
    return "".join(c for c in search.normal(phone) if c.isdigit())


def listed(s: Session, household_ids: Collection[int]) -> dict[int, Found]:
    """Households as lines to choose, by id. Who may ask is the caller's question."""
    if not household_ids:
        return {}
    rows = s.exec(
        select(Household, Building.name, head_name())
        .join(Building, col(Building.id) == col(Household.building_id))
        .where(col(Household.id).in_(household_ids))
    )
    return {line.id: line for line in (_line(household, building, name) for household, building, name in rows)}


def _listed(s: Session, asked: Sequence[ColumnElement[bool]], most: int = MOST, order: Sequence[Any] = ()) -> Finding:
    total = s.exec(select(func.count()).select_from(Household).where(*asked)).one()
    rows = s.exec(
        select(Household, Building.name, head_name())
        .join(Building, col(Building.id) == col(Household.building_id))
        .where(*asked)
        .order_by(*order, *as_one_walks(), col(Household.no))
        .limit(most)
    )
    return Finding([_line(household, building, name) for household, building, name in rows], total)


def _line(household: Household, building: str, head: str | None) -> Found:
    assert household.id is not None
    return Found(
        id=household.id,
        no=household.no,
        door=telling.door(building, household.unit, household.room),
        head=head or "",
        tier=household.tier,
        state=household.state,
        last_visit_at=household.last_visit_at,
    )
