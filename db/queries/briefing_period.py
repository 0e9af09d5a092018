"""One period of visits, in numbers: what was read, how it is counted, and what it is compared with."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TypeVar

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col, select

from db.briefing import Before, BriefingAsked, Place, Totals
from db.choices import Audience, HouseholdState
from db.clock import midnight
from db.models import Building, Household, Visit
from db.queries.briefing_files import Files, has_hardship

Key = TypeVar("Key")


@dataclass(frozen=True)
class Period:
    """What was read for one period and scope."""

    asked: BriefingAsked
    visits: Sequence[Visit]
    files: Files

    @cached_property
    def latest(self) -> list[Visit]:
        """Each household's last visit of the period at which somebody was spoken with, else its last."""
        found: dict[int, Visit] = {}
        for visit in self.visits:  # in order of time
            before = found.get(visit.household_id)
            if before is None or visit.outcome.seen or not before.outcome.seen:
                found[visit.household_id] = visit
        return list(found.values())

    @cached_property
    def visited(self) -> set[int]:
        return {visit.household_id for visit in self.visits}

    def listed(self, visits: Iterable[Visit]) -> list[Visit]:
        return [visit for visit in visits if visit.household_id in self.files.listed]


def _in_scope(asked: BriefingAsked) -> list[ColumnElement[bool]]:
    """Conditions on `Household`."""
    found: list[ColumnElement[bool]] = []
    if asked.building_id is not None:
        found.append(col(Household.building_id) == asked.building_id)
    if asked.hardship is not None:
        found.append(has_hardship(asked))
    return found


def _within(start: date, end: date) -> list[ColumnElement[bool]]:
    return [col(Visit.at) >= midnight(start), col(Visit.at) < midnight(end + timedelta(days=1))]


def read_visits(s: Session, asked: BriefingAsked) -> Sequence[Visit]:
    """The visits of the period and scope, in order of time."""
    question = select(Visit).where(*_within(asked.start, asked.end))
    if scope := _in_scope(asked):
        question = question.join(Household, col(Household.id) == col(Visit.household_id)).where(*scope)
    return s.exec(question.order_by(col(Visit.at), col(Visit.id))).all()


def totals(s: Session, period: Period) -> Totals:
    visits, files = period.visits, period.files
    on_file_in: dict[int, int] = dict(
        s.exec(
            select(Household.building_id, func.count())
            .where(col(Household.state) == HouseholdState.ACTIVE, *_in_scope(period.asked))
            .group_by(col(Household.building_id))
        ).all()
    )
    of_building = Counter(files.building_id(v.household_id) for v in visits)
    visited = period.visited
    visited_in = Counter(files.building_id(h) for h in visited)
    active_in = Counter(files.building_id(h) for h in visited if h in files.active)
    places = [
        Place(b.name, on_file_in.get(b.id, 0), active_in[b.id], visited_in[b.id], of_building[b.id])
        for b in s.exec(select(Building).order_by(col(Building.position)))
        if b.id is not None and period.asked.building_id in (None, b.id)
    ]
    hardships = (
        {} if period.asked.audience is Audience.NOTICE else counted(k for h in visited for k in files.hardships(h))
    )
    return Totals(
        visits=len(visits),
        households=len(visited),
        on_file=sum(on_file_in.values()),
        visited_on_file=sum(active_in.values()),
        outcomes=counted(v.outcome for v in visits),
        ways=counted(v.way for v in visits),
        places=tuple(places),
        hardships=hardships,
        without_hardship=sum(not files.hardships(h) for h in visited),
        before=_before(s, period.asked),
    )


def _before(s: Session, asked: BriefingAsked) -> Before:
    """The same days of last month for days within one month; else as many days just before."""
    start, end, is_last_month = earlier(asked.start, asked.end)
    question = select(func.count(), func.count(func.distinct(Visit.household_id))).where(*_within(start, end))
    if scope := _in_scope(asked):
        question = question.join(Household, col(Household.id) == col(Visit.household_id)).where(*scope)
    visits, households = s.exec(question).one()
    return Before(start, end, visits, households, is_last_month)


def earlier(start: date, end: date) -> tuple[date, date, bool]:
    """The period to compare with, and whether it is the same days of the month before."""
    if (start.year, start.month) != (end.year, end.month):
        return start - (end - start) - timedelta(days=1), start - timedelta(days=1), False
    last = start.replace(day=1) - timedelta(days=1)
    is_whole = start.day == 1 and (end + timedelta(days=1)).month != end.month
    until = last.day if is_whole else min(end.day, last.day)
    return last.replace(day=min(start.day, last.day)), last.replace(day=until), True


def counted(found: Iterable[Key]) -> dict[Key, int]:
    """How often each, the commonest first."""
    return dict(Counter(found).most_common())
