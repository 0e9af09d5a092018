"""Month by month, by building or hardship: who was visited and met, how grave it looked, who was followed closely.

How many were overdue at the end of a month cannot be known afterwards and is not told.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Subquery, case, func, literal, or_, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import HardshipKind, Level, Outcome
from db.clock import day_of, midnight
from db.fields import Moment
from db.models import Hardship, Household, Visit
from db.queries.asked import Asked, allowed, of_households
from db.queries.figures import same_day
from db.queries.heat_map import FEWEST, standing
from db.queries.kept import kept
from db.queries.stood import CLOSE, ONE_DAY, History, histories, of_the_past
from db.rights import Person, Right

MOST_MONTHS = 24
Key = int | HardshipKind
Span = tuple[date, date]


class By(StrEnum):
    """What stands against the months."""

    BUILDING = "building"
    KIND = "kind"


class MonthSums(NamedTuple):
    """Of one month. None: not known, or too few to be told to a partner.

    `mean`: of the gravest risk of each visit that had one. `close`: active in tier one or two when the month ended.
    """

    visits: int | None = None
    met: int | None = None
    mean: float | None = None
    close: int | None = None


class MonthCell(NamedTuple):
    """`before`: the month before this one; beside a month that still runs, its same days."""

    month: int
    key: Key
    now: MonthSums
    before: MonthSums


@dataclass(frozen=True)
class Months:
    """`spans` are first and last day of each month in order, the last one as far as it has come; `keys` all that
    were asked for. There is no cell where nobody was on file and nobody was visited."""

    by: By
    spans: tuple[Span, ...]
    keys: tuple[tuple[Key, str], ...]
    cells: tuple[MonthCell, ...]
    runs: bool
    hides_few: bool


class _Counted(NamedTuple):
    visits: int = 0
    called: int = 0  # households
    met: int = 0
    weighed: int = 0  # households whose risk was seen
    mean: float | None = None


@kept
def months(s: Session, viewer: Person, asked: Asked, start: date, end: date, by: By, today: date) -> Months:
    """At most six statements. Who may not see people is told no number of fewer than `FEWEST` households."""
    sees = viewer.may(Right.SEE_PEOPLE)
    may = of_the_past(allowed(viewer, asked)[0])
    conditions = of_households(viewer, may, today)
    spans = spans_of(start, end, today)
    runs = bool(spans) and spans[-1][1] == today and not _is_last(today)
    # One month more, so that the first one stands beside another; a month that runs stands beside its same days.
    whole = [_month_before(spans[0]), *spans]
    beside = [(whole[-2][0], same_day(today, 1))] if runs else []
    counted = _visits(s, conditions, may, by, whole + beside)
    files = _files(s, conditions, may, by, [last for _first, last in whole])
    since = s.execute(columns(func.min(col(Visit.at)))).scalar()
    begun = [since is not None and day_of(since) <= last for _first, last in whole]  # visits were kept by then
    fewest = 1 if sees else FEWEST

    def sums(key: Key, place: int, month: int) -> MonthSums:
        """Visits of one of the spans, files as they stood at the end of one of the months."""
        one, (on_file, close) = counted.get((key, place), _Counted()), files.get((key, month), (0, 0))
        is_kept = begun[month] and bool(on_file or one.visits)
        return MonthSums(
            visits=one.visits if is_kept and (sees or one.called >= fewest) else None,
            met=one.met if is_kept and (sees or one.met >= fewest) else None,
            mean=one.mean if one.weighed >= fewest else None,
            close=close if on_file and (sees or close >= fewest) else None,
        )

    keys, last = _keys(s, may, by, counted, files), len(spans) - 1
    cells = []
    for key, _name in keys:
        for month in range(len(spans)):
            now = sums(key, month + 1, month + 1)
            before = sums(key, len(whole) if runs and month == last else month, month)
            if now != MonthSums():
                cells.append(MonthCell(month, key, now, before))
    return Months(by, spans, keys, tuple(cells), runs, hides_few=not sees)


def spans_of(start: date, end: date, today: date) -> tuple[Span, ...]:
    """The months a period touches, whole but for one that still runs; at most the last `MOST_MONTHS`."""
    found, first, end = [], start.replace(day=1), min(end, today)
    while first <= max(end, start.replace(day=1)):
        following = (first + timedelta(days=31)).replace(day=1)
        found.append((first, min(following - ONE_DAY, today)))
        first = following
    return tuple(found[-MOST_MONTHS:])


def lasting(may: Asked) -> Subquery:
    """Each household's kinds of hardship once, with the day the last of a kind ended; none while one lasts."""
    d = Hardship
    ended = case((func.count(col(d.ended_on)) == func.count(), func.max(col(d.ended_on))))
    asked = columns(col(d.household_id), col(d.kind), ended.label("ended_on"))
    if may.kinds:
        asked = asked.where(col(d.kind).in_(may.kinds))
    return asked.group_by(col(d.household_id), col(d.kind)).subquery("lasting")


def gravest() -> Any:
    """Of a visit: the gravest of its three scales, None where none was filled in."""
    scales = (col(Visit.health), col(Visit.safety), col(Visit.stability))
    return case(*((or_(*(scale == level for scale in scales)), int(level)) for level in reversed(Level)), else_=None)


def was_met() -> ColumnElement[bool]:
    return col(Visit.outcome).in_([outcome for outcome in Outcome if outcome.seen])


def _visits(
    s: Session, conditions: Sequence[ColumnElement[bool]], may: Asked, by: By, spans: Sequence[Span]
) -> dict[tuple[Key, int], _Counted]:
    """One statement: each span is a row of a small table, so that an index finds its visits."""
    span, v, h, kinds = _table(spans), Visit, Household, lasting(may)
    risk, whose = gravest(), col(v.household_id)
    key: Any = col(h.building_id) if by is By.BUILDING else kinds.c.kind
    numbers: list[Any] = [
        func.count(),
        func.count(whose.distinct()),
        func.count(case((was_met(), whose)).distinct()),
        func.count(case((risk.is_not(None), whose)).distinct()),
        func.avg(risk),
    ]
    asked = columns(key, span.c.place, *numbers).select_from(span)
    asked = asked.join(v, (col(v.at) >= span.c.begins) & (col(v.at) < span.c.ends)).join(h, col(h.id) == whose)
    if by is By.KIND:
        lasts = kinds.c.ended_on.is_(None) | (kinds.c.ended_on >= span.c.first)
        asked = asked.join(kinds, (kinds.c.household_id == whose) & lasts)
    found = s.execute(asked.where(*conditions).group_by(key, span.c.place))
    return {
        (one, place): _Counted(visits, called, met, weighed, None if mean is None else float(mean))
        for one, place, visits, called, met, weighed, mean in found
    }


def _table(spans: Sequence[Span]) -> Subquery:
    def row(place: int, first: date, last: date) -> Any:
        begins, ends = midnight(first), midnight(last + ONE_DAY)
        moments = [literal(moment, Moment).label(name) for moment, name in ((begins, "begins"), (ends, "ends"))]
        return columns(literal(place).label("place"), *moments, literal(first).label("first"))

    return union_all(*(row(place, *span) for place, span in enumerate(spans))).subquery("span")


def _files(
    s: Session, conditions: Sequence[ColumnElement[bool]], may: Asked, by: By, days: Sequence[date]
) -> dict[tuple[Key, int], tuple[int, int]]:
    """On file, and followed closely, at the end of each day."""
    kinds = _kinds(s, conditions, may) if by is By.KIND else {}
    found: dict[tuple[Key, int], list[int]] = {}
    for each in histories(s, conditions, days):
        for place, stood in enumerate(each.stood):
            if not stood.on_file:
                continue
            for key in _keys_of(each, kinds, days[place], by):
                both = found.setdefault((key, place), [0, 0])
                both[0] += 1
                both[1] += stood in CLOSE
    return {where: (on_file, close) for where, (on_file, close) in found.items()}


def _keys_of(each: History, kinds: dict[int, dict[HardshipKind, date | None]], day: date, by: By) -> Iterator[Key]:
    if by is By.BUILDING:
        yield each.building_id
        return
    for kind, ended_on in kinds.get(each.household_id, {}).items():
        if ended_on is None or ended_on > day:
            yield kind


def _kinds(
    s: Session, conditions: Sequence[ColumnElement[bool]], may: Asked
) -> dict[int, dict[HardshipKind, date | None]]:
    each = lasting(may).c
    asked = columns(each.household_id, each.kind, each.ended_on)
    asked = asked.join(Household, col(Household.id) == each.household_id).where(*conditions)
    found: dict[int, dict[HardshipKind, date | None]] = {}
    for household_id, kind, ended_on in s.execute(asked):
        found.setdefault(household_id, {})[kind] = ended_on
    return found


def _keys(s: Session, may: Asked, by: By, *found: dict[tuple[Key, int], Any]) -> tuple[tuple[Key, str], ...]:
    if by is By.BUILDING:
        return standing(s, may)
    there = {key for each in found for key, _place in each}
    return tuple((kind, kind.label) for kind in HardshipKind if kind in there)


def _month_before(span: Span) -> Span:
    last = span[0] - ONE_DAY
    return last.replace(day=1), last


def _is_last(day: date) -> bool:
    return (day + ONE_DAY).day == 1
