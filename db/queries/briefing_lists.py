"""What a briefing lists of the loop, read first and told once it is known who may be listed: slips and promises."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db import telling
from db.briefing import BriefingAsked
from db.briefing_days import following
from db.briefing_loop import Promise, Promises, Slip, Slips
from db.choices import Doer, HouseholdState, MeasureState, PlanState, ReferralState
from db.models import Household, Measure, Organisation, PlannedVisit, Referral, Visit
from db.next_step import late
from db.queries.briefing_few import is_few
from db.queries.briefing_files import Files, few_of
from db.queries.briefing_loop import ONE_DAY, is_left, is_open, open_from
from db.queries.briefing_period import in_scope

ENDED = (ReferralState.DONE, ReferralState.REFUSED, ReferralState.TAKEN_BACK)
OUTSIDE = (Doer.COMMITTEE, Doer.STREET, Doer.OTHER)


@dataclass(frozen=True)
class Lists:
    """Rows as read, each with its household."""

    slips: Sequence[Any]
    promises: Sequence[Any]
    others: Sequence[Any]  # measures that others are to do
    plans: Sequence[Any]
    due: Sequence[int] | None  # households; not known of a day gone by
    open_from: frozenset[int]  # visits at which a problem was raised that was open at the end

    @property
    def homes(self) -> set[int]:
        return {row.household_id for rows in (self.slips, self.promises, self.others, self.plans) for row in rows}


def read_lists(s: Session, asked: BriefingAsked, today: date) -> Lists:
    day = min(asked.end, today)
    m = Measure
    stored = (m.id, m.household_id, m.need_id, m.kind, m.words, m.doer, m.doer_name, m.due, m.added_on, m.done_on)
    measures = columns(*(col(each) for each in (*stored, m.state))).order_by(col(m.due), col(m.id))
    lately = or_(is_open(day), col(m.done_on).between(asked.start, day), col(m.added_on).between(asked.start, day))
    return Lists(
        slips=_slips(s, asked, day),
        promises=_joined(s, asked, measures.where(col(m.is_promise), lately), m.household_id),
        others=_joined(s, asked, measures.where(is_open(day), col(m.doer).in_(OUTSIDE)), m.household_id),
        plans=_plans(s, asked, day),
        due=None if asked.end < today else _due(s, asked, day),
        open_from=open_from(s, asked, day),
    )


def _plans(s: Session, asked: BriefingAsked, day: date) -> Sequence[Any]:
    """What was planned on the evening of a day for those that come; what was given up since bears no day."""
    h, p = Household, PlannedVisit
    first, last = following(day, asked.kind)
    meant_for = func.coalesce(col(p.on), col(p.end))
    later = (col(p.state) == PlanState.FULFILLED) & (col(p.fulfilled_on) > day)
    found = (
        columns(col(p.household_id), col(p.why), col(p.words), col(p.from_visit_id), meant_for.label("day"))
        .join(h, col(h.id) == col(p.household_id))
        .where(or_(col(p.state) == PlanState.OPEN, later), meant_for.between(first, last), col(p.made_on) <= day)
        .where(col(h.state) == HouseholdState.ACTIVE, *in_scope(asked))
    )
    return s.execute(found.order_by(meant_for, col(p.id))).all()


def _due(s: Session, asked: BriefingAsked, day: date) -> list[int]:
    h = Household
    window = col(h.due_on).between(*following(day, asked.kind))
    found = columns(col(h.id)).where(col(h.state) == HouseholdState.ACTIVE, window, *in_scope(asked))
    return [home for home in s.execute(found).scalars() if home is not None]


def planned_from(s: Session, visits: Sequence[Visit]) -> set[int]:
    """The visits of which a plan was made, whatever became of it."""
    p = PlannedVisit
    ids = [visit.id or 0 for visit in visits]
    asked = columns(col(p.from_visit_id))
    return {
        key for few in few_of(ids) for key in s.execute(asked.where(col(p.from_visit_id).in_(few))).scalars() if key
    }


def _joined(s: Session, asked: BriefingAsked, found: Any, household_id: Any) -> Sequence[Any]:
    if scope := in_scope(asked):
        found = found.join(Household, col(Household.id) == col(household_id)).where(*scope)
    rows: Sequence[Any] = s.execute(found).all()
    return rows


def _slips(s: Session, asked: BriefingAsked, day: date) -> Sequence[Any]:
    """Every slip that was open in the period or ended in it."""
    r, o = Referral, Organisation
    stored = (r.id, r.household_id, r.need_id, r.year, r.no, r.reason, r.sent_on, r.reply_by, r.state, r.reply)
    told: Any = columns(
        *(col(each) for each in (*stored, r.replied_on)), col(o.name).label("to"), col(o.kind).label("office")
    )
    told = told.join(o, col(o.id) == col(r.organisation_id)).where(
        col(r.sent_on) <= day, or_(col(r.state).not_in(ENDED), col(r.replied_on) >= asked.start)
    )
    return _joined(s, asked, told.order_by(col(r.sent_on), col(r.id)), r.household_id)


def slip_state(row: Any, day: date) -> ReferralState:
    """How a slip stood on the evening of a day: the record keeps the last reply only."""
    has_reply = row.replied_on is not None and row.replied_on <= day
    state: ReferralState = row.state if has_reply else ReferralState.SENT
    return state


def slips(files: Files, rows: Sequence[Any], day: date) -> tuple[Slips, bool]:
    """The numbers, and one by one those that were sent in the period or are open."""
    asked = files.asked
    if is_few(asked, (row.household_id for row in rows)):
        return Slips(), True
    states = [(row, slip_state(row, day)) for row in rows]
    ended = Counter(state for row, state in states if state in ENDED)
    left = [(row, state) for row, state in states if state not in ENDED]
    waits = [row for row, state in left if state is ReferralState.SENT]
    wanted = [(row, state) for row, state in states if row.sent_on >= asked.start or state not in ENDED]
    listed = [each for each in wanted if each[0].household_id in files.listed]
    return (
        Slips(
            carried=sum(row.sent_on < asked.start for row in rows),
            sent=sum(row.sent_on >= asked.start for row in rows),
            done=ended[ReferralState.DONE],
            refused=ended[ReferralState.REFUSED],
            taken_back=ended[ReferralState.TAKEN_BACK],
            open=len(left),
            accepted=len(left) - len(waits),
            late=sum(row.reply_by < day for row in waits),
            listed=tuple(_slip(files, row, state, day) for row, state in listed),
            left_out=len(wanted) - len(listed),
        ),
        False,
    )


def _slip(files: Files, row: Any, state: ReferralState, day: date) -> Slip:
    home = row.household_id
    has_reply = state is not ReferralState.SENT
    return Slip(
        telling.slip(row.year, row.no),
        row.to,
        files.label(home),
        files.words(row.reason, home),
        row.sent_on,
        row.reply_by,
        state,
        files.words(row.reply, home) if has_reply else "",
        late(row.reply_by, day) if not has_reply else 0,
    )


def promises(files: Files, rows: Sequence[Any], day: date) -> tuple[Promises, bool]:
    """The numbers, and one by one those past their day."""
    asked = files.asked
    if is_few(asked, (row.household_id for row in rows)):
        return Promises(), True
    kept = [row for row in rows if row.state is MeasureState.DONE and asked.start <= row.done_on <= day]
    left = [row for row in rows if is_left(row, day)]
    past = [row for row in left if row.due < day]
    made = [row for row in rows if asked.start <= row.added_on <= day]
    listed = [row for row in past if row.household_id in files.listed]
    return (
        Promises(
            carried=sum(row.added_on < asked.start and is_left(row, asked.start - ONE_DAY) for row in rows),
            made=len(made),
            kept=len(kept),
            in_time=sum(row.done_on <= row.due for row in kept),
            given_up=sum(row.state is not MeasureState.DONE and not is_left(row, day) for row in made),
            open=len(left),
            late=len(past),
            listed=tuple(
                Promise(
                    files.label(row.household_id),
                    files.words(row.words, row.household_id),
                    files.words(row.doer_name, row.household_id),
                    row.due,
                    late(row.due, day),
                )
                for row in listed
            ),
            left_out=len(past) - len(listed),
        ),
        False,
    )
