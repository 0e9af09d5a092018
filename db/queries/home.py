"""What was done this month, beside the same days of last month, and what there is to begin with."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.choices import HouseholdState, Outcome
from db.clock import midnight
from db.models import Building, Estate, Household, Visit
from db.rights import Person

SEEN = [outcome for outcome in Outcome if outcome.seen]


@dataclass(frozen=True)
class Done:
    """The visits of some days."""

    start: date
    end: date
    visits: int
    households: int  # in which somebody was spoken with
    in_vain: int  # visits at which nobody was


@dataclass(frozen=True)
class Home:
    estate: str
    is_demonstration: bool
    buildings: int
    active: int
    opened: int  # files opened this month
    visits: int  # ever, as far as anybody must know: 0 or more
    now: Done
    before: Done

    @property
    def is_empty(self) -> bool:
        return not (self.buildings and self.active and self.visits)


def home(s: Session, viewer: Person, today: date) -> Home:
    """Sums only: anybody who signs in may know how much was done."""
    estate = s.exec(select(Estate)).first()
    first = today.replace(day=1)
    last_first = (first - timedelta(days=1)).replace(day=1)
    same_day = min(last_first + timedelta(days=today.day - 1), first - timedelta(days=1))
    now, before = _done(s, viewer, [(first, today), (last_first, same_day)])
    active = col(Household.state) == HouseholdState.ACTIVE
    opened = func.sum(case((and_(active, col(Household.opened_on) >= first), 1), else_=0))
    numbers = s.execute(columns(func.sum(case((active, 1), else_=0)), opened, func.max(col(Household.visits)))).one()
    return Home(
        estate=estate.name if estate else "",
        is_demonstration=bool(estate and estate.demonstration),
        buildings=s.exec(select(func.count()).select_from(Building)).one(),
        active=numbers[0] or 0,
        opened=numbers[1] or 0,
        visits=numbers[2] or 0,
        now=now,
        before=before,
    )


def _done(s: Session, viewer: Person, periods: list[tuple[date, date]]) -> list[Done]:
    """One statement for all periods: it reads the visits from the first of them on, and no others."""
    asked: list[Any] = []
    for start, end in periods:
        within = and_(col(Visit.at) >= midnight(start), col(Visit.at) < midnight(end + timedelta(days=1)))
        met = col(Visit.outcome).in_(SEEN)
        asked += [
            func.count(case((within, 1))),
            func.count(case((and_(within, met), col(Visit.household_id))).distinct()),
            func.count(case((and_(within, ~met), 1))),
        ]
    first = min(start for start, _end in periods)
    row = s.execute(columns(*asked).where(col(Visit.at) >= midnight(first))).one()
    return [Done(start, end, *row[3 * n : 3 * n + 3]) for n, (start, end) in enumerate(periods)]
