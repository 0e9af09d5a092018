"""The estate from above: each building, where it stands on the plan, how many households it has and how grave it is."""

from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import HouseholdState, Tier
from db.models import Building, Household
from db.queries.asked import Asked, allowed, of_households
from db.queries.heat_map import FEWEST, starts
from db.queries.kept import kept
from db.rights import Person, Right, require


class Plot(NamedTuple):
    """A building on the plan; without a place `row` and `column` are None.

    `households` match the filters; None means fewer than this viewer may be told of, and then nothing else is told.
    """

    building_id: int
    building: str
    row: int | None
    column: int | None
    households: int | None
    tier: Tier | None  # the closest
    assessed: int  # households a person gave a tier
    score: float | None  # the mean of the risk scores that are known
    scored: int
    overdue: int

    @property
    def late(self) -> float | None:
        """The share of its households that is overdue."""
        return self.overdue / self.households if self.households else None


@dataclass(frozen=True)
class EstatePlan:
    """`starts`: the least score of each tier by today's rules; the last tier begins at 0."""

    plots: tuple[Plot, ...]
    starts: tuple[tuple[Tier, int], ...]
    hides_few: bool

    @property
    def households(self) -> int:
        return sum(plot.households or 0 for plot in self.plots)


@kept
def estate_plan(s: Session, viewer: Person, asked: Asked, today: date) -> EstatePlan:
    """Three statements. Who may not see people is told nothing that rests on fewer than `FEWEST` households."""
    sees = viewer.may(Right.SEE_PEOPLE)
    numbers = _numbers(s, viewer, allowed(viewer, asked)[0], today)
    standing = s.execute(
        columns(col(Building.id), col(Building.name), col(Building.row), col(Building.column)).order_by(
            col(Building.position)
        )
    )
    plots = []
    for key, name, row, column in standing:
        n, tier, assessed, score, scored, overdue = numbers.get(key, (0, None, 0, None, 0, 0))
        if not sees and n < FEWEST:
            plots.append(Plot(key, name, row, column, None, None, 0, None, 0, 0))
            continue
        if not sees and scored < FEWEST:
            score, scored = None, 0
        plots.append(Plot(key, name, row, column, n, tier, assessed, score, scored, overdue))
    return EstatePlan(tuple(plots), starts(s), not sees)


Numbers = tuple[int, Tier | None, int, float | None, int, int]


def _numbers(s: Session, viewer: Person, asked: Asked, today: date) -> dict[int, Numbers]:
    h = Household
    late = case(((col(h.state) == HouseholdState.ACTIVE) & (col(h.due_on) < today), 1), else_=0)
    told: list[Any] = [
        func.count(),
        func.min(col(h.tier)),
        func.count(col(h.tier)),
        func.avg(col(h.risk_score)),
        func.count(col(h.risk_score)),
        func.sum(late),
    ]
    rows = s.execute(
        columns(col(h.building_id), *told).where(*of_households(viewer, asked, today)).group_by(col(h.building_id))
    )
    return {
        building: (n, Tier(tier) if tier else None, assessed, None if score is None else float(score), scored, late)
        for building, n, tier, assessed, score, scored, late in rows
    }


class Placed(NamedTuple):
    """A building as the plan is edited: its version, and where it stands."""

    building_id: int
    version: int
    building: str
    row: int | None
    column: int | None


def places(s: Session, viewer: Person) -> list[Placed]:
    require(viewer, Right.ESTATE)
    b = Building
    told: list[Any] = [col(b.id), col(b.version), col(b.name), col(b.row), col(b.column)]
    return [Placed(*row) for row in s.execute(columns(*told).order_by(col(b.position)))]


def in_rows(buildings: int, beside: int) -> list[tuple[int, int]]:
    """The places of so many buildings in rows of `beside`, as one reads."""
    return [(n // beside + 1, n % beside + 1) for n in range(buildings)]
