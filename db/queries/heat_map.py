"""Building × hardship kind: how many households, how grave what was last seen there, how many of them overdue."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import HardshipKind, HouseholdState, Level, Tier
from db.models import Building, Hardship, Household, RuleSet
from db.order import by_character
from db.queries.asked import Asked, allowed, of_households
from db.queries.kept import kept
from db.rights import Person, Right
from db.risk.rules import from_text

FEWEST = 5  # households that a partner may be told of: fewer would point at a family


class Cell(NamedTuple):
    """The households of one building with one kind of hardship. There is no cell where there is none."""

    building_id: int
    building: str
    kind: HardshipKind
    households: int
    known: int  # of them, those whose risk was seen at the last visit
    highest: Level | None
    mean: float | None
    tier: Tier | None  # the closest
    overdue: int
    scored: int  # of them, those whose risk was worked out
    score: float | None  # the mean of it, 0 to 100


@dataclass(frozen=True)
class HeatMap:
    """`buildings` are all that were asked for, in order; `kinds` only those that occur, the commonest first. `starts`:
    the least score of each tier by today's rules; the last tier begins at 0."""

    buildings: tuple[tuple[int, str], ...]
    kinds: tuple[HardshipKind, ...]
    cells: tuple[Cell, ...]
    starts: tuple[tuple[Tier, int], ...]
    hides_few: bool


@kept
def heat_map(s: Session, viewer: Person, asked: Asked, today: date) -> HeatMap:
    """Three statements. Who may not see people gets no cell of fewer than `FEWEST` households, and no risk of fewer."""
    may, _said = allowed(viewer, asked)
    sees = viewer.may(Right.SEE_PEOPLE)
    found = _cells(s, viewer, may, today)
    if not sees:
        found = [_without_few(cell) for cell in found if cell.households >= FEWEST]
    sizes: dict[HardshipKind, int] = {}
    for cell in found:
        sizes[cell.kind] = sizes.get(cell.kind, 0) + cell.households
    return HeatMap(
        buildings=standing(s, may),
        kinds=tuple(sorted(sizes, key=lambda kind: (-sizes[kind], list(HardshipKind).index(kind)))),
        cells=tuple(found),
        starts=starts(s),
        hides_few=not sees,
    )


def standing(s: Session, may: Asked) -> tuple[tuple[int, str], ...]:
    """The buildings asked for, or all of them, in order."""
    asked = columns(col(Building.id), col(Building.name)).order_by(col(Building.position))
    if may.building_ids:
        asked = asked.where(col(Building.id).in_(may.building_ids))
    return tuple((key, name) for key, name in s.execute(asked) if key is not None)


def _cells(s: Session, viewer: Person, may: Asked, today: date) -> list[Cell]:
    """A household with the same hardship of two people is one household. Asked for some kinds, others get no cell."""
    h = Household
    current: Any = columns(col(Hardship.household_id).label("household_id"), col(Hardship.kind).label("kind"))
    current = current.where(col(Hardship.ended_on).is_(None))
    if may.kinds:
        current = current.where(col(Hardship.kind).in_(may.kinds))
    each = current.distinct().subquery().c
    risk, score = col(h.last_risk), col(h.risk_score)
    late = case(((col(h.state) == HouseholdState.ACTIVE) & (col(h.due_on) < today), 1), else_=0)
    numbers: list[Any] = [func.count(), func.count(risk), func.max(risk), func.avg(risk), func.min(col(h.tier))]
    numbers += [func.sum(late), func.count(score), func.avg(score)]
    rows = s.execute(
        columns(col(h.building_id), col(Building.name), col(Building.position), each.kind, *numbers)
        .select_from(h)
        .join(each.household_id.table, each.household_id == col(h.id))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(*of_households(viewer, may, today))
        .group_by(col(h.building_id), col(Building.name), col(Building.position), each.kind)
        .order_by(col(Building.position), by_character(each.kind))
    )
    return [
        Cell(
            building_id,
            building,
            kind,
            n,
            known,
            None if highest is None else Level(str(highest)),
            None if mean is None else float(mean),
            Tier(tier) if tier else None,
            late,
            scored,
            None if score is None else float(score),
        )
        for building_id, building, _position, kind, n, known, highest, mean, tier, late, scored, score in rows
    ]


def _without_few(cell: Cell) -> Cell:
    if cell.known < FEWEST:
        cell = cell._replace(known=0, highest=None, mean=None)
    return cell._replace(scored=0, score=None) if cell.scored < FEWEST else cell


def starts(s: Session) -> tuple[tuple[Tier, int], ...]:
    """The least score of each tier that the rules in force use, the closest first; the last begins at 0."""
    newest = columns(col(RuleSet.value)).order_by(col(RuleSet.id).desc()).limit(1)
    known = from_text(s.execute(newest).scalar() or "").starts
    return (*((tier, known[tier]) for tier in Tier if tier in known), (Tier.ROUTINE, 0))
