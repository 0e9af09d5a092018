"""The figures offices ask for as a table: buildings by kind of hardship, and what was done month by month."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.choices import HardshipKind
from db.clock import day_of, midnight
from db.models import Building, Household, Need, Visit
from db.queries import register
from db.queries.asked import Asked, allowed, of_households, of_visits
from db.rights import Person, Right, require
from db.untold import FEW, hidden, is_little

MONTHS = 12  # with the one under way


@dataclass(frozen=True)
class BuildingSum:
    """Households and people on file, and households by kind: one with two kinds counts in both."""

    name: str
    households: int
    people: int
    by_kind: dict[HardshipKind, int]


@dataclass(frozen=True)
class MonthSum:
    """What was done in a month that begins on `first`: visits, those that met somebody, households visited, problems
    raised and ended."""

    first: date
    visits: int
    met: int
    households: int
    raised: int
    closed: int


@dataclass(frozen=True)
class Sums:
    """`kinds` are those that occur, in the order of the list of kinds; `together` is all buildings."""

    buildings: tuple[BuildingSum, ...]
    together: BuildingSum
    kinds: tuple[HardshipKind, ...]
    months: tuple[MonthSum, ...]


def sums(s: Session, viewer: Person, asked: Asked, today: date) -> Sums:
    """Of the households that match the register's filters, and of the visits that match them."""
    require(viewer, Right.EXPORT)
    homes: dict[str, list[register.HouseholdRow]] = {}
    for row in register.export(s, viewer, asked, today):
        homes.setdefault(row.building, []).append(row)
    places = dict(s.execute(columns(col(Building.name), col(Building.position))).tuples().all())
    buildings = tuple(
        BuildingSum(name, len(there), sum(row.people for row in there), Counter(k for row in there for k in row.kinds))
        for name, there in sorted(homes.items(), key=lambda each: places[each[0]])
    )
    there_are = {kind for building in buildings for kind in building.by_kind}
    kinds = tuple(kind for kind in HardshipKind if kind in there_are)
    by_kind = {kind: sum(each.by_kind[kind] for each in buildings) for kind in kinds}
    households, people = sum(each.households for each in buildings), sum(each.people for each in buildings)
    return Sums(buildings, BuildingSum("", households, people, by_kind), kinds, _months(s, viewer, asked, today))


def withheld(found: Sums) -> Sums:
    """The same for others' eyes: no number is told that would point at a family, nor can be found by subtracting."""
    there = found.buildings
    told = [
        _withheld([each.households for each in there]),
        _withheld([each.people for each in there]),
        *(_withheld([each.by_kind[kind] for each in there]) for kind in found.kinds),
    ]
    buildings = tuple(
        BuildingSum(each.name, households, people, dict(zip(found.kinds, by_kind, strict=True)))
        for each, (households, people, *by_kind) in zip(there, zip(*told, strict=True), strict=True)
    )
    whole = found.together
    by_kind = {kind: _few(n) for kind, n in whole.by_kind.items()}
    together = BuildingSum("", _few(whole.households), _few(whole.people), by_kind)
    months = tuple(
        MonthSum(
            each.first, _few(each.visits), _few(each.met), _few(each.households), _few(each.raised), _few(each.closed)
        )
        for each in found.months
    )
    return Sums(buildings, together, found.kinds, months)


def _withheld(column: list[int]) -> list[int]:
    gone = hidden(column, sum(column))
    return [FEW if line in gone else n for line, n in enumerate(column)]


def _few(n: int) -> int:
    return FEW if is_little(n) else n


def _months(s: Session, viewer: Person, asked: Asked, today: date) -> tuple[MonthSum, ...]:
    firsts = [today.replace(day=1)]
    while len(firsts) < MONTHS:
        firsts.insert(0, (firsts[0] - timedelta(days=1)).replace(day=1))
    may, _said = allowed(viewer, asked)
    v = Visit
    visits = columns(col(v.at), col(v.outcome), col(v.household_id)).join(
        Household, col(Household.id) == col(v.household_id)
    )
    found = s.execute(visits.where(col(v.at) >= midnight(firsts[0]), *of_visits(viewer, may))).all()
    in_month: Counter[tuple[date, str]] = Counter()
    homes: dict[date, set[int]] = {first: set() for first in firsts}
    for at, outcome, household_id in found:
        first = day_of(at).replace(day=1)
        in_month[first, "visits"] += 1
        in_month[first, "met"] += outcome.seen
        homes.setdefault(first, set()).add(household_id)
    of_them = select(Household.id).where(*of_households(viewer, may, today))
    for name, day in (("raised", col(Need.raised_on)), ("closed", col(Need.closed_on))):
        of_needs = columns(day).where(day >= firsts[0], col(Need.household_id).in_(of_them))
        for (on,) in s.execute(of_needs):
            in_month[on.replace(day=1), name] += 1
    return tuple(
        MonthSum(first, in_month[first, "visits"], in_month[first, "met"], len(homes[first]),
                 in_month[first, "raised"], in_month[first, "closed"])
        for first in firsts
    )  # fmt: skip
