"""One period of visits, in numbers: what was read, how it is counted, and what it is compared with."""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.briefing import BriefingAsked
from db.briefing_days import earlier, last_of, shifted
from db.briefing_visits import Before, MonthLine, Place, Totals
from db.choices import Audience, BriefingKind, HouseholdState, Outcome, Tier
from db.clock import midnight
from db.models import Building, Household, PlannedVisit, Visit
from db.queries.briefing_few import is_few, places, tallied
from db.queries.briefing_files import Files, has_hardship
from db.queries.heat_map import FEWEST
from db.queries.stood import History, Standing, histories
from db.words import _

Key = TypeVar("Key", bound=Hashable)
TREND = 6  # months
SEEN = [outcome for outcome in Outcome if outcome.seen]


@dataclass(frozen=True)
class Period:
    """What was read for one period and scope."""

    asked: BriefingAsked
    visits: Sequence[Visit]
    files: Files
    stood: dict[int, History]  # every household of the scope, on the evenings before the period and of its last day

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

    @cached_property
    def day(self) -> date:
        """The day as of which things are told."""
        return min(self.asked.end, self.files.today)

    @cached_property
    def on_file(self) -> dict[int, int]:
        """Households that were active on the last day, with their building. Whoever was visited before a list brought
        the file was known then as well."""
        now = {home: one.stood[1] for home, one in self.stood.items()}
        late = {home for home in self.visited if now.get(home) is Standing.NOT_YET}
        return {home: self.stood[home].building_id for home, one in now.items() if is_active(one) or home in late}

    def tier(self, household_id: int) -> Tier | None:
        """As it was set on the last day."""
        stood = self.stood[household_id].stood[1]
        return Tier(stood.value) if stood.is_tier else None

    def listed(self, visits: Iterable[Visit]) -> list[Visit]:
        return [visit for visit in visits if visit.household_id in self.files.listed]

    def homes(self, kinds: Callable[[Visit], Iterable[Key]]) -> dict[Key, list[int]]:
        """For each kind the household of every visit that has it."""
        found: dict[Key, list[int]] = defaultdict(list)
        for visit in self.visits:
            for kind in kinds(visit):
                found[kind].append(visit.household_id)
        return found


def is_active(stood: Standing) -> bool:
    return stood.is_tier or stood is Standing.NOT_ASSESSED


def stood(s: Session, asked: BriefingAsked, today: date) -> dict[int, History]:
    days = [asked.start - timedelta(days=1), max(min(asked.end, today), asked.start)]
    return {each.household_id: each for each in histories(s, in_scope(asked), days)}


def in_scope(asked: BriefingAsked) -> list[ColumnElement[bool]]:
    """Conditions on `Household`."""
    found: list[ColumnElement[bool]] = []
    if asked.building_id is not None:
        found.append(col(Household.building_id) == asked.building_id)
    if asked.hardship is not None:
        found.append(has_hardship(asked))
    if asked.round_id is not None:
        of_round = select(PlannedVisit.household_id).where(PlannedVisit.round_id == asked.round_id)
        found.append(col(Household.id).in_(of_round))
    return found


def _within(start: date, end: date) -> list[ColumnElement[bool]]:
    return [col(Visit.at) >= midnight(start), col(Visit.at) < midnight(end + timedelta(days=1))]


def read_visits(s: Session, asked: BriefingAsked) -> Sequence[Visit]:
    """The visits of the period and scope, in order of time."""
    question = visits_of(asked, select(Visit), asked.start, asked.end)
    return s.exec(question.order_by(col(Visit.at), col(Visit.id))).all()


def visits_of(asked: BriefingAsked, told: Any, start: date, end: date) -> Any:
    """A question about visits, limited to some days and to the scope."""
    question = told.where(*_within(start, end))
    if scope := in_scope(asked):
        question = question.join(Household, col(Household.id) == col(Visit.household_id)).where(*scope)
    return question


def totals(s: Session, period: Period) -> Totals:
    """On the notice board nothing but what is on file is told where too few were visited."""
    asked, files = period.asked, period.files
    is_notice = asked.audience is Audience.NOTICE
    visited = set() if is_few(asked, period.visited) else period.visited
    buildings = _buildings(s, period)
    known = () if is_notice else counted(kind for home in visited for kind in files.hardships(home))
    return Totals(
        visits=len(period.visits) if visited else 0,
        households=len(visited),
        persons=sum(map(files.persons, visited)),
        met=_met(period) if visited else 0,
        on_file=len(period.on_file),
        visited_on_file=_still_on_file(period),
        overdue=_overdue(s, period),
        outcomes=tallied(asked, period.homes(lambda visit: [visit.outcome])) if visited else {},
        ways=tallied(asked, period.homes(lambda visit: [visit.way])) if visited else {},
        places=places(asked, buildings, _("Other buildings")) if visited or not is_notice else (),
        hardships=dict(known),
        without_hardship=0 if is_notice else sum(not files.hardships(home) for home in visited),
        before=_before(s, asked),
        trend=tuple(_trend(s, asked)),
    )


def is_now(period: Period) -> bool:
    """Whether the period reaches to today, so that what is known of today only may be told."""
    return period.asked.end >= period.files.today


def has_before(asked: BriefingAsked) -> bool:
    """Whether there is a period to compare with: a round has none."""
    return asked.round_id is None


def _met(period: Period) -> int | None:
    """Households somebody of which was spoken with. On the notice board not told where those or the others are few."""
    met = {visit.household_id for visit in period.visits if visit.outcome.seen}
    is_untold = is_few(period.asked, met) or is_few(period.asked, period.visited - met)
    return None if is_untold else len(met)


def _still_on_file(period: Period) -> int | None:
    """Of the households visited; not told on the notice board where subtracting would leave a few."""
    on_file, visited = set(period.on_file), period.visited
    is_untold = any(is_few(period.asked, homes) for homes in (visited, visited - on_file, on_file - visited))
    return None if is_untold else len(visited & on_file)


def _buildings(s: Session, period: Period) -> list[Place]:
    """Every building of the scope."""
    files, visited = period.files, period.visited
    on_file_in = Counter(period.on_file.values())
    of_building = Counter(files.building_id(v.household_id) for v in period.visits)
    visited_in = Counter(files.building_id(h) for h in visited)
    return [
        Place(b.name, on_file_in[b.id], visited_in[b.id], of_building[b.id])
        for b in s.exec(select(Building).order_by(col(Building.position)))
        if b.id is not None and period.asked.building_id in (None, b.id)
    ]


def _overdue(s: Session, period: Period) -> int | None:
    """Active households whose window has passed: known of today only."""
    if not is_now(period):
        return None
    late = col(Household.due_on) < period.files.today
    asked = select(Household.id).where(col(Household.state) == HouseholdState.ACTIVE, late, *in_scope(period.asked))
    homes = [home for home in s.exec(asked) if home is not None]
    return None if is_few(period.asked, homes) else len(homes)


def _before(s: Session, asked: BriefingAsked) -> Before | None:
    start, end, kind = earlier(asked.start, asked.end, asked.kind)
    [(visits, homes, _met)] = _counted(s, asked, [(start, end)])
    return None if _is_untold(asked, homes) or not has_before(asked) else Before(start, end, visits, homes, kind)


def _trend(s: Session, asked: BriefingAsked) -> list[MonthLine]:
    """The months up to this period's last, that one as far as the period goes."""
    first = asked.end.replace(day=1)
    back = 12 if asked.kind is BriefingKind.YEAR else TREND
    months = [shifted(first, -n) for n in range(back - 1, -1, -1)]
    spans = [(month, min(last_of(month, 1), asked.end)) for month in months]
    found = [MonthLine(*span, *numbers) for span, numbers in zip(spans, _counted(s, asked, spans), strict=True)]
    is_untold = any(_is_untold(asked, n) for each in found for n in (each.households, each.met))
    return [] if is_untold or not has_before(asked) else found


def _is_untold(asked: BriefingAsked, households: int) -> bool:
    return asked.audience is Audience.NOTICE and 0 < households < FEWEST


def _counted(s: Session, asked: BriefingAsked, spans: Sequence[tuple[date, date]]) -> list[tuple[int, int, int]]:
    """Visits, households visited and households met of some days each, in one statement."""
    home, numbers = col(Visit.household_id), list[Any]()
    for start, end in spans:
        within = _within(start, end)[0] & _within(start, end)[1]
        met = within & col(Visit.outcome).in_(SEEN)
        numbers += [func.count(case((within, 1))), *(_distinct(home, which) for which in (within, met))]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    question = visits_of(asked, columns(*numbers).select_from(Visit), first, last)
    row = s.execute(question).one()
    return [(row[n], row[n + 1], row[n + 2]) for n in range(0, len(row), 3)]


def _distinct(column: Any, which: ColumnElement[bool]) -> Any:
    return func.count(func.distinct(case((which, column))))


def counted(found: Iterable[Key]) -> dict[Key, int]:
    """How often each, the commonest first."""
    return dict(Counter(found).most_common())
