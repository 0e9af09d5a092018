"""What a briefing says of problems and what was done about them, as it stood on the evening of its last day.

What was given up bears no day, so it is told as given up whenever that was; all else is told by its days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from statistics import median
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.briefing import BriefingAsked, turned
from db.briefing_loop import Balance, Effect, Money, Relief, Works
from db.choices import ClosingKind, Doer, Helped, MeasureKind, MeasureState, Solved, Word
from db.models import Approval, Evaluation, Household, Measure, Need, NeedClosing
from db.queries.briefing_few import is_few, tallied
from db.queries.briefing_period import in_scope

ONE_DAY = timedelta(days=1)
UNASKED = "unasked"  # of a measure nobody has said whether it helped


def balance(s: Session, asked: BriefingAsked, day: date) -> tuple[Balance, bool]:
    """Every part counted by itself, so that a sum that is wrong shows; and whether it is too little to be told."""
    n, c = Need, NeedClosing
    start, before = asked.start, asked.start - ONE_DAY
    both: Any = columns(col(c.kind), col(n.household_id))
    closings = _of_need(asked, both.join(n, col(n.id) == col(c.need_id)))
    closed: dict[ClosingKind, list[int]] = defaultdict(list)
    for kind, home in s.execute(closings.where(col(c.confirmed_on).between(start, day))):
        closed[kind].append(home)
    back = closings.where(col(c.reopened_on).between(start, day))
    raised = _needs(s, asked, col(n.raised_on).between(start, day))
    carried, left = (_needs(s, asked, _is_open(on)) for on in (before, day))
    reopened = [home for _kind, home in s.execute(back)]
    ended = [home for homes in closed.values() for home in homes]
    if any(is_few(asked, homes) for homes in (raised, ended, [*raised, *carried, *left, *ended])):
        return Balance(), True
    days, came_back = _solved(s, asked, day)
    return (
        Balance(
            carried=len(carried),
            raised=len(raised),
            reopened=len(reopened),
            closed=tallied(asked, closed) or ({None: sum(map(len, closed.values()))} if closed else {}),
            open=len(left),
            middle=round(median(days)) if days else None,
            stays_closed=not came_back,
        ),
        False,
    )


def _needs(s: Session, asked: BriefingAsked, which: ColumnElement[bool]) -> list[int]:
    """The households of problems, once for each."""
    return list(s.execute(_of_need(asked, columns(col(Need.household_id))).where(which)).scalars())


def _of_need(asked: BriefingAsked, found: Select[Any]) -> Select[Any]:
    if scope := in_scope(asked):
        return found.join(Household, col(Household.id) == col(Need.household_id)).where(*scope)
    return found


def _is_open(day: date) -> ColumnElement[bool]:
    """A problem that was raised by a day, and of which no closing held on its evening."""
    c = NeedClosing
    came_back = col(c.reopened_on)
    held = exists().where(
        col(c.need_id) == col(Need.id), col(c.confirmed_on) <= day, or_(came_back.is_(None), came_back > day)
    )
    return and_(col(Need.raised_on) <= day, ~held)


def open_from(s: Session, asked: BriefingAsked, day: date) -> frozenset[int]:
    """The visits at which problems were raised that were open on the evening of a day."""
    found = _of_need(asked, columns(col(Need.visit_id))).where(col(Need.visit_id).is_not(None), _is_open(day))
    return frozenset(visit for visit in s.execute(found).scalars() if visit is not None)


def _solved(s: Session, asked: BriefingAsked, day: date) -> tuple[list[int], bool]:
    """How many days each problem took that was solved in the period, and whether one of those closed has come back."""
    n, c = Need, NeedClosing
    told: Any = columns(col(c.kind), col(n.raised_on), col(c.confirmed_on), col(c.reopened_on))
    found = s.execute(
        _of_need(asked, told.join(n, col(n.id) == col(c.need_id))).where(col(c.confirmed_on).between(asked.start, day))
    ).all()
    days = [(one.confirmed_on - one.raised_on).days for one in found if one.kind is ClosingKind.SOLVED]
    return days, any(one.reopened_on for one in found)


def works(s: Session, asked: BriefingAsked, day: date) -> tuple[Works, Works, list[str]]:
    """Our measures and those of others; and which of the two are too few to be told."""
    m = Measure
    told: Any = columns(
        col(m.kind), col(m.doer), col(m.household_id), col(m.state), col(m.added_on), col(m.done_on), col(m.due)
    )
    found = _of_measure(asked, told).where(
        col(m.kind) != MeasureKind.FEE_RELIEF,
        col(m.added_on) <= day,
        or_(is_open(day), col(m.done_on) >= asked.start, col(m.added_on) >= asked.start),
    )
    rows = s.execute(found).all()
    ours = [row for row in rows if row.doer is Doer.WE]
    theirs = [row for row in rows if row.doer is not Doer.WE]
    few = [name for name, of in (("ours", ours), ("theirs", theirs)) if is_few(asked, (row.household_id for row in of))]
    return (
        Works() if "ours" in few else _works(asked, day, ours),
        Works() if "theirs" in few else _works(asked, day, theirs),
        few,
    )


def _works(asked: BriefingAsked, day: date, rows: list[Any]) -> Works:
    done: dict[MeasureKind, list[int]] = defaultdict(list)
    for row in rows:
        if row.state is MeasureState.DONE and asked.start <= row.done_on <= day:
            done[row.kind].append(row.household_id)
    left = [row for row in rows if is_left(row, day)]
    return Works(
        done=tallied(asked, done) or ({None: sum(map(len, done.values()))} if done else {}),
        added=sum(asked.start <= row.added_on for row in rows),
        under_way=len(left),
        late=sum(row.due < day for row in left),
    )


def is_left(row: Any, day: date) -> bool:
    """A measure still to be done on the evening of a day; as `is_open`, of a row."""
    return row.state is MeasureState.OPEN or (row.state is MeasureState.DONE and row.done_on > day)


def is_open(day: date) -> ColumnElement[bool]:
    """A measure under way on the evening of a day."""
    m = Measure
    later = (col(m.state) == MeasureState.DONE) & (col(m.done_on) > day)
    return (col(m.added_on) <= day) & ((col(m.state) == MeasureState.OPEN) | later)


def _of_measure(asked: BriefingAsked, found: Select[Any]) -> Select[Any]:
    if scope := in_scope(asked):
        return found.join(Household, col(Household.id) == col(Measure.household_id)).where(*scope)
    return found


def money(s: Session, asked: BriefingAsked, day: date) -> tuple[Money, bool]:
    """Requests for relief of property fees, each time one was asked; and whether they are too few to be told."""
    a, m = Approval, Measure
    undecided = col(a.decided_on).is_(None) & (col(m.state) == MeasureState.WAITING)
    decided = col(a.decided_on).between(asked.start, day)
    which = {
        "asked": col(a.asked_on).between(asked.start, day),
        "approved": decided & col(a.approved).is_(True),
        "refused": decided & col(a.approved).is_(False),
        "waiting": (col(a.asked_on) <= day) & (undecided | (col(a.decided_on) > day)),
    }
    found: dict[str, Relief] = {}
    homes: list[int] = []
    for name, condition in which.items():
        told: Any = columns(col(a.amount), col(m.household_id)).join(m, col(m.id) == col(a.measure_id))
        rows = s.execute(_of_measure(asked, told).where(condition)).all()
        found[name] = Relief(len(rows), sum(row.amount for row in rows))
        homes += [row.household_id for row in rows]
    is_little = is_few(asked, homes)
    return Money() if is_little else Money(**found), is_little


def _by(rows: Sequence[Any], name: str) -> dict[Any, list[int]]:
    """The household of each row, by what the row says."""
    found: dict[Any, list[int]] = defaultdict(list)
    for row in rows:
        found[getattr(row, name)].append(row.household_id)
    return found


def _in_order(kinds: Iterable[Any], counts: Mapping[Any, int]) -> dict[Any, int]:
    return {kind: counts[kind] for kind in (*kinds, None) if kind in counts}


def effect(s: Session, asked: BriefingAsked, day: date) -> tuple[Effect, bool]:
    """What follow-ups heard, and whether measures have helped; and whether that is too little to be told."""
    e, n = Evaluation, Need
    told: Any = columns(col(e.solved), col(e.word), col(e.risk_before), col(e.risk_after), col(n.household_id))
    found = _of_need(asked, told.join(n, col(n.id) == col(e.need_id))).where(col(e.on).between(asked.start, day))
    rows = s.execute(found).all()
    measures: Any = columns(col(Measure.helped), col(Measure.household_id))
    done = _of_measure(asked, measures).where(
        col(Measure.state) == MeasureState.DONE, col(Measure.done_on).between(asked.start, day)
    )
    helped = s.execute(done).all()
    if any(is_few(asked, [row.household_id for row in those]) for those in (rows, [*rows, *helped])):
        return Effect(), True
    said = defaultdict[Any, list[int]](list)
    for row in helped:
        said[row.helped or UNASKED].append(row.household_id)
    told_of = tallied(asked, said)
    unasked = told_of.pop(UNASKED, 0) + told_of.pop(None, 0)  # on the notice board rarer ones may stand among these
    ways = [turned(row.risk_before, row.risk_after) for row in rows]
    return (
        Effect(
            asked=len(rows),
            solved=_in_order(Solved, tallied(asked, _by(rows, "solved"))),
            words=_in_order(Word, tallied(asked, _by(rows, "word"))),
            helped=_in_order(Helped, told_of) | ({None: unasked} if unasked else {}),
            lower=ways.count(-1),
            same=ways.count(0),
            higher=ways.count(1),
            unknown=ways.count(None),
        ),
        False,
    )
