"""Hazard × building: in how many homes a hazard stood when somebody last looked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Text, func, or_, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import Hazard
from db.clock import day_of, midnight
from db.models import Household, Visit
from db.privacy import text
from db.queries.asked import Asked, allowed, of_households
from db.queries.behind import Behind, Told, behind
from db.queries.heat_map import FEWEST, standing
from db.queries.kept import kept
from db.queries.months import was_met
from db.queries.stood import ONE_DAY
from db.rhythm import FACE_TO_FACE
from db.rights import Person, Right, require

NOTHING = "[]"


class HazardCell(NamedTuple):
    """`looked`: the households of the building whose home somebody saw in the period."""

    building_id: int
    building: str
    hazard: Hazard
    households: int
    looked: int


@dataclass(frozen=True)
class Hazards:
    """`buildings` are all that were asked for; `hazards` only those that occur, the commonest first. `looked`: the
    households seen in each building, for those where nothing stood as well."""

    start: date
    end: date
    buildings: tuple[tuple[int, str], ...]
    hazards: tuple[Hazard, ...]
    cells: tuple[HazardCell, ...]
    looked: tuple[tuple[int, int], ...]
    hides_few: bool


class Stands(NamedTuple):
    household_id: int
    building_id: int
    at: datetime
    hazards: list[Hazard]


@kept
def hazards(s: Session, viewer: Person, asked: Asked, start: date, end: date, today: date) -> Hazards:
    """Three statements. Who may not see people gets no cell of fewer than `FEWEST` households."""
    sees = viewer.may(Right.SEE_PEOPLE)
    may, _said = allowed(viewer, asked)
    conditions = of_households(viewer, may, today)
    buildings, looked = standing(s, may), _looked(s, conditions, start, end)
    there: dict[tuple[int, Hazard], set[int]] = {}
    for each in _stands(s, conditions, start, end):
        for hazard in each.hazards:
            there.setdefault((each.building_id, hazard), set()).add(each.household_id)
    fewest = 1 if sees else FEWEST
    cells = tuple(
        HazardCell(building_id, name, hazard, len(homes), looked[building_id])
        for building_id, name in buildings
        for hazard in Hazard
        if len(homes := there.get((building_id, hazard), ())) >= fewest
    )
    sizes: dict[Hazard, int] = {}
    for cell in cells:
        sizes[cell.hazard] = sizes.get(cell.hazard, 0) + cell.households
    return Hazards(
        start,
        end,
        buildings,
        tuple(sorted(sizes, key=lambda hazard: (-sizes[hazard], list(Hazard).index(hazard)))),
        cells,
        tuple((building_id, n) for building_id, n in looked.items() if n >= fewest),
        hides_few=not sees,
    )


@kept
def hazard_homes(
    s: Session, viewer: Person, asked: Asked, start: date, end: date, building_id: int, hazard: Hazard, today: date
) -> Behind:
    """The households of one cell, each with the day it was seen and all that stood there."""
    require(viewer, Right.SEE_PEOPLE)
    conditions = of_households(viewer, allowed(viewer, asked)[0], today)
    found: dict[int, Told] = {}
    for each in _stands(s, [*conditions, col(Household.building_id) == building_id], start, end):
        if hazard in each.hazards:
            found[each.household_id] = Told(day_of(each.at), text(each.hazards))
    return behind(s, viewer, found)


def _within(start: date, end: date) -> list[ColumnElement[bool]]:
    """Visits of these days at which somebody stood at the door or came in."""
    at = col(Visit.at)
    return [at >= midnight(start), at < midnight(end + ONE_DAY), col(Visit.way).in_(FACE_TO_FACE)]


def _noted(column: Any) -> ColumnElement[bool]:
    """Something of the list was ticked."""
    return type_coerce(column, Text) != NOTHING


def _look() -> ColumnElement[bool]:
    """Somebody was spoken with and something was noted of what was seen: an empty part does not say “no hazard”."""
    v = Visit
    return was_met() & or_(*(_noted(part) for part in (v.hazards, v.environment, v.mind, v.family, v.circumstances)))


def _stands(s: Session, conditions: Sequence[ColumnElement[bool]], start: date, end: date) -> Iterator[Stands]:
    """What each home's last look saw, and what was noted at its door since without being let in. Oldest first."""
    v, h, within = Visit, Household, _within(start, end)
    looks: Any = columns(col(v.household_id), func.max(col(v.at)).label("at")).where(*within, _look())
    last = looks.group_by(col(v.household_id)).subquery().c
    found = s.execute(
        columns(col(h.id), col(h.building_id), col(v.at), col(v.hazards))
        .select_from(v)
        .join(h, col(h.id) == col(v.household_id))
        .outerjoin(last.household_id.table, last.household_id == col(v.household_id))
        .where(*within, _noted(v.hazards), or_(last.at.is_(None), col(v.at) >= last.at), *conditions)
        .order_by(col(v.at), col(v.id))
    )
    return (Stands(*told) for told in found)


def _looked(s: Session, conditions: Sequence[ColumnElement[bool]], start: date, end: date) -> dict[int, int]:
    v, h = Visit, Household
    found = s.execute(
        columns(col(h.building_id), func.count(col(h.id).distinct()))
        .select_from(v)
        .join(h, col(h.id) == col(v.household_id))
        .where(*_within(start, end), or_(_look(), _noted(v.hazards)), *conditions)
        .group_by(col(h.building_id))
    )
    return dict(found.tuples().all())
