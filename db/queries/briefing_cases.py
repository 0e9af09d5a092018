"""A briefing's cases: the visits told in words, and from the records what was done since and what is open."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import telling
from db.briefing import gravity, is_special
from db.briefing_visits import Candidate, Case, Step
from db.choices import Doer, MeasureKind, MeasureState, PlanState, ReferralState
from db.choices.story import Event
from db.models import Measure, Need, NeedClosing, Organisation, PlannedVisit, Referral, Visit, VisitFields
from db.next_step import late
from db.queries.briefing_files import Files
from db.queries.briefing_lists import ENDED, slip_state
from db.queries.briefing_loop import is_left
from db.queries.briefing_period import Period

CASES = 5  # told in words when nobody chooses
OFFERED = 30


def cases(s: Session, period: Period) -> tuple[Case, ...]:
    """Those chosen by hand, else the gravest; in the order of their gravity."""
    chosen = period.asked.cases
    if chosen is None:
        visits = [visit for visit in by_gravity(period)[:CASES] if is_special(visit)]
    else:
        visits = sorted((v for v in period.listed(period.visits) if v.id in chosen), key=gravity, reverse=True)
    done, left = _steps(s, period, {visit.household_id for visit in visits})
    return tuple(_case(period, visit, done, left) for visit in visits)


def candidates(period: Period) -> tuple[Candidate, ...]:
    return tuple(
        Candidate(visit.id or 0, visit.at, period.files.label(visit.household_id))
        for visit in by_gravity(period)[:OFFERED]
    )


def by_gravity(period: Period) -> list[Visit]:
    """One visit of each household that may be told, the gravest first; only those at which something was written."""
    told: dict[int, Visit] = {}
    for visit in sorted(period.listed(period.visits), key=gravity, reverse=True):
        if visit.said or visit.seen or visit.circumstances or visit.hazards or visit.changes:
            told.setdefault(visit.household_id, visit)
    return list(told.values())


Steps = dict[int, list[Step]]


def _case(period: Period, visit: Visit, done: Steps, left: Steps) -> Case:
    files, home = period.files, visit.household_id
    return Case(
        visit.id or 0,
        files.label(home),
        files.hardships(home),
        files.staff.get(visit.id or 0, ()),
        _told(files, visit),
        period.tier(home),
        tuple(sorted(done[home], key=_order)),
        tuple(sorted(left[home], key=_order)),
    )


def _order(step: Step) -> tuple[date, int]:
    return step.on or date.max, list(Event).index(step.event)


def _told(files: Files, visit: Visit) -> VisitFields:
    """What was typed of a visit, each text as the audience may read it."""
    told = VisitFields.model_validate(visit, from_attributes=True)
    changed: dict[str, Any] = {}
    for name in VisitFields.model_fields:
        value = getattr(told, name)
        if type(value) is str:
            changed[name] = files.words(value, visit.household_id)
    return told.model_copy(update=changed)


def _steps(s: Session, period: Period, homes: set[int]) -> tuple[Steps, Steps]:
    """By household: what was done in the period, and what was still to be done on its last evening."""
    done: Steps = defaultdict(list)
    left: Steps = defaultdict(list)
    if homes:
        for of in (_of_measures, _of_slips, _of_needs, _of_plans):
            for home, step, is_done in of(s, period, homes):
                (done if is_done else left)[home].append(step)
    return done, left


Told = Iterator[tuple[int, Step, bool]]


def _of_measures(s: Session, period: Period, homes: set[int]) -> Told:
    start, day, files = period.asked.start, period.day, period.files
    asked = select(Measure).where(col(Measure.household_id).in_(homes), Measure.added_on <= day)
    for m in s.exec(asked.order_by(col(Measure.due), col(Measure.id))):
        home = m.household_id
        name = files.words(m.doer_name, home)
        words, by = files.words(m.words, home), None if m.doer is Doer.WE else m.doer
        step = Step(Event.DONE, m.done_on, m.kind, name, words, "", m.is_promise, need=m.need_id, office=by)
        if is_left(m, day):
            yield home, _open(step, Event.ADDED, m.due, day), False
        elif m.state is MeasureState.WAITING and m.kind is MeasureKind.FEE_RELIEF:
            yield home, _open(step, Event.RELIEF_ASKED, None, day), False
        elif m.state is MeasureState.DONE and m.done_on is not None and start <= m.done_on:
            yield home, replace(step, result=files.words(m.result, home)), True


def _open(step: Step, event: Event, due: date | None, day: date) -> Step:
    return replace(step, event=event, on=due, late=late(due, day))


def _of_slips(s: Session, period: Period, homes: set[int]) -> Told:
    start, day, files = period.asked.start, period.day, period.files
    asked = select(Referral, Organisation).join(Organisation, col(Organisation.id) == col(Referral.organisation_id))
    for slip, to in s.exec(
        asked.where(col(Referral.household_id).in_(homes), col(Referral.sent_on) <= day).order_by(col(Referral.id))
    ):
        home, state = slip.household_id, slip_state(slip, day)
        name = f"{to.name}（{telling.slip(slip.year, slip.no)}）"
        of: dict[str, Any] = {"need": slip.need_id, "office": to.kind}
        if slip.sent_on >= start:
            yield home, Step(Event.SENT, slip.sent_on, None, name, files.words(slip.reason, home), **of), True
        if state is not ReferralState.SENT and slip.replied_on is not None and slip.replied_on >= start:
            result = files.words(slip.reply, home)
            yield home, Step(Event.REPLIED, slip.replied_on, state, name, result=result, **of), True
        if state not in ENDED:
            over = late(slip.reply_by, day) if state is ReferralState.SENT else 0
            words = files.words(slip.reason, home)
            yield home, Step(Event.SENT, slip.reply_by, state, name, words, late=over, **of), False


def _of_needs(s: Session, period: Period, homes: set[int]) -> Told:
    start, day, files = period.asked.start, period.day, period.files
    found = s.exec(select(Need).where(col(Need.household_id).in_(homes), Need.raised_on <= day)).all()
    held: dict[int, NeedClosing] = {}
    asked = select(NeedClosing).where(col(NeedClosing.need_id).in_([need.id for need in found]))
    for closing in s.exec(asked.where(col(NeedClosing.confirmed_on) <= day).order_by(col(NeedClosing.id))):
        if closing.reopened_on is None or closing.reopened_on > day:
            held[closing.need_id] = closing
    for need in found:
        home, words = need.household_id, files.words(need.words, need.household_id)
        ended = held.get(need.id or 0)
        if ended is None:
            yield home, Step(Event.RAISED, None, need.kind, words=words, need=need.id), False
        elif ended.confirmed_on is not None and ended.confirmed_on >= start:
            step = Step(Event.CLOSED, ended.confirmed_on, ended.kind, words=words, need=need.id)
            yield home, replace(step, result=files.words(ended.evidence, home)), True


def _of_plans(s: Session, period: Period, homes: set[int]) -> Told:
    """The next visits that were planned then and are still to come."""
    plan, files = PlannedVisit, period.files
    is_ahead = (func.coalesce(col(plan.on), col(plan.end)) > period.day) & (col(plan.made_on) <= period.day)
    asked = select(plan).where(col(plan.household_id).in_(homes), plan.state == PlanState.OPEN, is_ahead)
    for each in s.exec(asked.order_by(col(plan.end), col(plan.id))):
        words = files.words(each.words, each.household_id)
        yield each.household_id, Step(Event.VISITED, each.on or each.end, each.why, words=words), False
