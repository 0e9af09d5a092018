"""The office in figures, each beside what it was on the same day of last month."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import ClosingKind, HouseholdState, NeedState
from db.clock import midnight
from db.models import Figure, Household, Need, NeedClosing, Visit
from db.queries.asked import left_this_month
from db.queries.kept import kept
from db.rights import Person, Right, require

MONTHS = 6  # a line is drawn over so many
FEWEST = 3  # points that make a line
NEAR = 3  # days before one on which nobody counted, whose count stands for it: a long weekend
AGES = (7, 30, 90)  # days: the last of each span a problem can be open for


@dataclass(frozen=True)
class Beside:
    """A number now, as it was on the same day of last month (None: nobody counted then), and over some months."""

    now: int | None
    before: int | None = None
    line: tuple[int, ...] = ()


@dataclass(frozen=True)
class Figures:
    """`start` to `today` are the month so far, `was_start` to `was_end` the same days of last month.

    `due`: active households that have a rhythm and were met since `start`, or whose window ends with this month or
    before. `met`: of them, those met since `start`; one met once counts, though it may be due again (that is
    `overdue`). `covered`: of all households with a rhythm, the percentage that is not overdue. `days`: from the day
    a problem was raised to the day its end was confirmed, the middle one of those solved this month. `ages`: open
    problems by how long they are open, in the spans of `AGES` and beyond.
    """

    start: date
    today: date
    was_start: date
    was_end: date
    active: Beside
    visits: Beside
    met: Beside
    due: Beside
    overdue: Beside
    covered: Beside
    needs: Beside
    solved: Beside
    days: Beside
    ages: tuple[int, ...]


@kept
def figures(s: Session, viewer: Person, today: date) -> Figures:
    """Sums only, for whoever may read a briefing."""
    require(viewer, Right.BRIEF_OUTWARD)
    start, was_end = today.replace(day=1), same_day(today, 1)
    was_start = was_end.replace(day=1)
    now, held = counted(s, today), _held(s, [same_day(today, n) for n in range(MONTHS - 1, 0, -1)])
    was = held.get(was_end, {})
    visits, were = _visits(s, [(start, today), (was_start, was_end)])
    solved, had = _solved(s, start, today), _solved(s, was_start, was_end)

    def beside(name: str) -> Beside:
        line = (*(of[name] for of in held.values() if name in of), now[name])
        return Beside(now[name], was.get(name), line if len(line) >= FEWEST else ())

    return Figures(
        start=start,
        today=today,
        was_start=was_start,
        was_end=was_end,
        active=beside("active"),
        visits=Beside(visits, were),
        met=beside("met"),
        due=beside("due"),
        overdue=beside("overdue"),
        covered=Beside(_covered(now), _covered(was)),
        needs=beside("needs"),
        solved=Beside(len(solved), len(had)),
        days=Beside(_middle(solved), _middle(had)),
        ages=_ages(s, today),
    )


def same_day(today: date, months: int) -> date:
    """The same day some months before; a shorter month ends where it ends."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(today.day, last.day))


def counted(s: Session, today: date) -> dict[str, int]:
    """What stands today and cannot be counted afterwards; kept each morning by `db.changes.daily`."""
    h = Household
    has_rhythm, left = col(h.due_on).is_not(None), left_this_month(today)
    met = has_rhythm & (col(h.last_met_at) >= midnight(today.replace(day=1)))
    numbers = {
        "active": func.count(),
        "followed": _sum(has_rhythm),
        "overdue": _sum(col(h.due_on) < today),
        "met": _sum(met),
        "due": _sum(met | left),
    }
    row = s.execute(columns(*numbers.values()).where(col(h.state) == HouseholdState.ACTIVE)).one()
    needs = s.execute(columns(func.count()).select_from(Need).where(col(Need.state) != NeedState.CLOSED)).scalar_one()
    return {**{name: n or 0 for name, n in zip(numbers, row, strict=True)}, "needs": needs}


def span(age: int, today: date) -> ColumnElement[bool]:
    """Problems whose age in days falls into the span of `AGES` with this number; the last one is open to the past."""
    raised = col(Need.raised_on)
    youngest = raised <= today - timedelta(days=AGES[age - 1] + 1) if age else raised.is_not(None)
    return youngest if age == len(AGES) else youngest & (raised >= today - timedelta(days=AGES[age]))


def _sum(which: ColumnElement[bool]) -> Any:
    return func.sum(case((which, 1), else_=0))


def _held(s: Session, days: Sequence[date]) -> dict[date, dict[str, int]]:
    """What was counted on these mornings, or on the nearest ones just before within the same month."""
    near = {day: [day - timedelta(days=n) for n in range(NEAR + 1) if n < day.day] for day in days}
    asked = columns(col(Figure.day), col(Figure.name), col(Figure.number))
    known: dict[date, dict[str, int]] = {}
    for day, name, number in s.execute(asked.where(col(Figure.day).in_(sum(near.values(), [])))):
        known.setdefault(day, {})[name] = number
    return {day: known[hit] for day in days if (hit := next((one for one in near[day] if one in known), None))}


def _visits(s: Session, periods: Sequence[tuple[date, date]]) -> Sequence[int]:
    at = col(Visit.at)
    asked = [
        func.count(case((and_(at >= midnight(start), at < midnight(end + timedelta(days=1))), 1)))
        for start, end in periods
    ]
    first = min(start for start, _end in periods)
    return s.execute(columns(*asked).where(at >= midnight(first))).one()


def _solved(s: Session, start: date, end: date) -> list[int]:
    """For each problem solved in these days, and not come back since, how many days it took."""
    c = NeedClosing
    asked = columns(col(Need.raised_on), col(c.confirmed_on)).join(c, col(c.need_id) == col(Need.id))
    asked = asked.where(col(c.confirmed_on).between(start, end), solved())
    return [(confirmed - raised).days for raised, confirmed in s.execute(asked)]


def solved() -> ColumnElement[bool]:
    """Of closings: what is solved and has stayed so."""
    return (col(NeedClosing.kind) == ClosingKind.SOLVED) & col(NeedClosing.reopened_on).is_(None)


def _middle(days: Sequence[int]) -> int | None:
    return round(median(days)) if days else None


def _covered(of: Mapping[str, int]) -> int | None:
    """In whole percent, never rounded up to all."""
    followed = of.get("followed")
    return 100 * (followed - of["overdue"]) // followed if followed else None


def _ages(s: Session, today: date) -> tuple[int, ...]:
    asked = [_sum(span(age, today)) for age in range(len(AGES) + 1)]
    row = s.execute(columns(*asked).select_from(Need).where(col(Need.state) != NeedState.CLOSED)).one()
    return tuple(n or 0 for n in row)
