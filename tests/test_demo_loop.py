"""The loop in the demonstration estate: what the deeds would have left, nothing else, and enough of it to look at."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from db import rules, store
from db.changes import daily, measure
from db.choices import (
    ClosingKind,
    HouseholdState,
    MeasureKind,
    MeasureState,
    NeedState,
    Outcome,
    PlanState,
    PlanWhy,
    Purpose,
    ReferralState,
    TurnKind,
)
from db.clock import day_of
from db.demo.needs import COURSES
from db.demo.offices import OFFICES, addressed
from db.demo.story import THREADS
from db.models import (
    Account,
    Approval,
    ClosingFields,
    Consent,
    Evaluation,
    EvaluationFields,
    Figure,
    Household,
    Measure,
    MeasureFields,
    Need,
    NeedClosing,
    NeedFields,
    Organisation,
    PlannedVisit,
    Referral,
    ReferralFields,
    Round,
    Setting,
    Turn,
    Visit,
)
from db.queries.figures import counted
from db.rights import MAY, Right
from tests.conftest import DAY
from tests.test_demo import HOUSEHOLDS, VISITS, _fill
from tests.test_loop_always import holds

LEFT = (HouseholdState.CLOSED, HouseholdState.MOVED, HouseholdState.DECEASED)
KEPT = {
    "household": "id, state, open_on, due_on, call_on, due_since, last_risk, last_home_at, version",
    "need": "id, state, closed_on, check_on, version",
    "needclosing": "id, confirmed_on, reopened_on",
    "measure": "id, state, done_on",
    "referral": "id, state, replied_on",
    "plannedvisit": "id, state, visit_id, fulfilled_on, dropped_why",
    "turn": "id",
    "figure": "day, name, number",
}


@pytest.fixture(scope="module")
def _filled(_empty_house, tmp_path_factory) -> str:
    """One filled house for every question of this file; what a question changes, it rolls back."""
    file = tmp_path_factory.mktemp("demonstration") / "nuanfang.db"
    file.write_bytes(_empty_house.read_bytes())
    return _fill(f"sqlite:///{file.as_posix()}", seed=4)


@pytest.fixture
def s(_filled) -> Iterator[Session]:
    engine = store.connect(_filled)
    with Session(engine.execution_options(writes=True)) as opened:
        yield opened
    engine.dispose()


def kept(s: Session) -> dict[str, list]:
    s.flush()
    return {
        name: list(map(tuple, s.execute(text(f"SELECT {columns} FROM {name} ORDER BY {columns}"))))
        for name, columns in KEPT.items()
    }


def test_each_household_stands_as_the_deeds_would_leave_it(s):
    before = kept(s)
    for home in s.exec(select(Household.id).order_by(Household.id)):
        holds(s, home, DAY)  # works out the visits, the due days and the plans anew
    assert kept(s) == before
    s.rollback()


def test_the_first_morning_changes_nothing(s):
    """Its figures are there already, worked out from the story: the questions count the same."""
    before = kept(s)
    stored = dict(s.exec(select(Figure.name, Figure.number).where(Figure.day == DAY)).all())
    assert stored == counted(s, DAY) and stored["overdue"] and stored["needs"]
    assert s.exec(select(Setting)).first() is None and daily.catch_up(s, DAY)
    assert kept(s) == before
    s.rollback()


def test_there_is_a_figure_for_every_morning_of_more_than_a_year(s):
    days = s.exec(select(func.count(func.distinct(Figure.day)), func.min(Figure.day), func.max(Figure.day))).one()
    assert tuple(days) == (400, DAY - timedelta(days=399), DAY)
    by_day: dict = {}
    for figure in s.exec(select(Figure)):
        by_day.setdefault(figure.day, {})[figure.name] = figure.number
    for of in by_day.values():
        assert 0 <= of["overdue"] <= of["followed"] <= of["active"] <= HOUSEHOLDS
        assert 0 <= of["met"] <= of["due"] <= of["followed"] and of["needs"] >= 0
    assert len({of["overdue"] for of in by_day.values()}) > 5


def test_every_thread_is_a_problem_somebody_can_do_something_about():
    assert {thread.name for thread in THREADS} == set(COURSES)
    for thread in THREADS:
        course = COURSES[thread.name]
        assert len(course.promises) == len(thread.promised), thread.name
        assert MeasureKind.FEE_RELIEF not in course.promises and course.words and course.evidence
        assert len(course.results) == len(course.promises) + len(course.ours), thread.name
        for kind in (kind for kind, *_more in (*course.ours, *course.others)):
            assert kind is not MeasureKind.FEE_RELIEF
        for sentence in thread.asked:
            assert (kind := addressed(sentence)) is None or kind in OFFICES


def test_what_is_written_passes_the_checks_of_the_forms(s):
    for need in s.exec(select(Need)):
        NeedFields.model_validate(need.model_dump())
        assert not rules.judging(need.words)
    for one in s.exec(select(Measure)):
        measure.sound({name: getattr(one, name) for name in MeasureFields.model_fields})
        assert "{" not in one.words + one.result and (one.result or one.state.is_open or not one.done_on)
        assert one.added_on <= (one.done_on or one.added_on) <= DAY
        assert one.helped is None or (one.state is MeasureState.DONE and one.helped_on is not None)
    for closing in s.exec(select(NeedClosing)):
        ClosingFields.model_validate(closing.model_dump())
        days = [closing.asked_on, closing.confirmed_on or closing.sent_back_on, closing.reopened_on]
        days = [day for day in days if day is not None]
        assert days == sorted(days) and days[-1] < DAY
        assert (closing.sent_back_on is None) == (not closing.sent_back_why)
    for found in s.exec(select(Evaluation)):
        EvaluationFields.model_validate(found.model_dump())
    for slip in s.exec(select(Referral)):
        ReferralFields.model_validate(slip.model_dump())
        assert slip.sent_on <= slip.reply_by and slip.sent_on <= (slip.replied_on or DAY) <= DAY
        assert slip.state is not ReferralState.REFUSED or slip.reply


def test_nothing_is_before_the_visit_that_found_it(s):
    for need, visit in s.exec(select(Need, Visit).join(Visit, col(Visit.id) == col(Need.visit_id))):
        assert need.household_id == visit.household_id and need.raised_on == day_of(visit.at)
        assert need.raised_by_id == visit.recorded_by_id and need.token.startswith(visit.token)
    for one, need in s.exec(select(Measure, Need).join(Need, col(Need.id) == col(Measure.need_id))):
        assert one.household_id == need.household_id and need.raised_on <= one.added_on
    pairs = select(Evaluation, Need, Visit).join(Need, col(Need.id) == col(Evaluation.need_id))
    for found, need, visit in s.exec(pairs.join(Visit, col(Visit.id) == col(Evaluation.visit_id))):
        assert visit.household_id == need.household_id and need.raised_on <= found.on == day_of(visit.at)


def test_fee_relief_is_never_decided_by_who_asked(s):
    may = {key for key, role in s.exec(select(Account.id, Account.role)) if Right.APPROVE in MAY[role]}
    asked = s.exec(select(Approval, Measure).join(Measure, col(Measure.id) == col(Approval.measure_id))).all()
    last = {one.id: (approval, one) for approval, one in asked}  # the newest of each measure
    assert asked and all(one.kind is MeasureKind.FEE_RELIEF for _approval, one in asked)
    for approval, _one in asked:
        if approval.decided_on is not None:
            assert approval.decided_by_id in may - {approval.asked_by_id}
            assert approval.asked_on <= approval.decided_on < DAY and (approval.approved or approval.why)
    for approval, one in last.values():
        assert (one.state is MeasureState.WAITING) == (approval.decided_on is None)
        assert (one.state is MeasureState.REFUSED) == (approval.approved is False)
        assert approval.amount == one.amount
    assert {approval.approved for approval, _one in asked} == {True, False, None}


def test_slips_rest_on_a_consent_and_are_numbered_as_they_were_sent(s):
    pairs = select(Referral, Consent, Organisation).join(Consent, col(Consent.id) == col(Referral.consent_id))
    found = s.exec(pairs.join(Organisation, col(Organisation.id) == col(Referral.organisation_id))).all()
    assert len(found) > 20
    for slip, consent, to in found:
        assert consent.household_id == slip.household_id
        assert rules.holds(consent, Purpose.SHARING, slip.sent_on, to.name)
    years: dict[int, list] = {}
    for slip, _consent, _to in sorted(found, key=lambda one: (one[0].year, one[0].no)):
        assert slip.year == slip.sent_on.year
        years.setdefault(slip.year, []).append(slip)
    for slips in years.values():
        assert [slip.no for slip in slips] == list(range(1, len(slips) + 1))
        assert [slip.sent_on for slip in slips] == sorted(slip.sent_on for slip in slips)


def test_the_file_is_what_its_last_turn_says(s):
    last: dict = {}
    since: dict = {}  # a tier that was looked at and kept is not a new one
    for turn in s.exec(select(Turn).order_by(col(Turn.at), col(Turn.id))):
        before = last.get((turn.household_id, turn.kind))
        assert before is None or turn.before == before.after, "each turn begins where the one before ended"
        last[turn.household_id, turn.kind] = turn
        if turn.kind is TurnKind.TIER and turn.before != turn.after:
            since[turn.household_id] = day_of(turn.at)
    for home in s.exec(select(Household)):
        tier = last.get((home.id, TurnKind.TIER))
        assert (tier.after if tier else None) == home.tier
        assert tier is None or (since[home.id], tier.why) == (home.tier_since, home.tier_why)
        state = last.get((home.id, TurnKind.STATE))
        assert (state.after if state else HouseholdState.ACTIVE) == home.state
        kept_by = last.get((home.id, TurnKind.RESPONSIBLE))
        assert kept_by is None or kept_by.after == str(home.responsible_id)
    kinds = Counter(turn.kind for turn in last.values())
    assert set(kinds) == set(TurnKind)
    gone = s.exec(select(Account.id).where(col(Account.active).is_(False))).one()
    assert any(turn.before == str(gone) for turn in last.values() if turn.kind is TurnKind.RESPONSIBLE)


def test_there_is_enough_of_everything_to_look_at(s):
    needs = s.exec(select(Need)).all()
    full = sum(
        visit.outcome in (Outcome.MET, Outcome.FAMILY) and len(visit.said) >= 30 for visit in s.exec(select(Visit))
    )
    assert full / 9 < len(needs) < full / 4
    still = [need for need in needs if need.state is not NeedState.CLOSED]
    assert HOUSEHOLDS * 0.4 < len(still) < HOUSEHOLDS * 0.8
    assert {need.state for need in needs} == set(NeedState)
    ages = [(DAY - need.raised_on).days for need in still]
    assert min(ages) < 20 and max(ages) > 120
    closings = s.exec(select(NeedClosing)).all()
    kinds = Counter(closing.kind for closing in closings)
    assert set(kinds) == set(ClosingKind) and kinds[ClosingKind.SOLVED] > len(closings) / 2
    assert any(closing.is_waiting for closing in closings) and any(closing.sent_back_on for closing in closings)
    assert any(closing.reopened_by_id for closing in closings)
    assert any(closing.reopened_on and not closing.reopened_by_id for closing in closings), "came back by itself"
    measures = s.exec(select(Measure)).all()
    assert {one.state for one in measures} == set(MeasureState)
    promises = [one for one in measures if one.is_promise]
    late = [one for one in promises if one.state is MeasureState.OPEN and one.due < DAY]
    assert len(promises) > len(measures) / 3 and 0 < len(late) < len(promises) / 8
    slips = s.exec(select(Referral)).all()
    assert {slip.state for slip in slips} >= set(ReferralState) - {ReferralState.TAKEN_BACK}
    assert any(slip.state.is_open and slip.reply_by < DAY for slip in slips)
    assert 8 <= len(s.exec(select(Organisation)).all()) <= 10


@pytest.mark.parametrize("why", [PlanWhy.FOLLOW_UP, PlanWhy.INTERVAL, PlanWhy.FESTIVAL, PlanWhy.CHECK])
def test_visits_are_planned_for_every_reason(s, why):
    plans = s.exec(select(PlannedVisit).where(PlannedVisit.why == why)).all()
    assert {plan.state for plan in plans} >= {PlanState.FULFILLED}
    for plan in plans:
        assert plan.start <= plan.end and (plan.on is None or plan.start <= plan.on <= plan.end)
        assert plan.made_on < DAY and plan.account_id is not None
        assert (plan.state is PlanState.DROPPED) == bool(plan.dropped_why)
    rounds = {one.id: one for one in s.exec(select(Round))}
    if why is PlanWhy.FESTIVAL:
        assert {plan.round_id for plan in plans} <= set(rounds)
        for plan in plans:
            assert (plan.start, plan.end) == (rounds[plan.round_id].start, rounds[plan.round_id].end)
        assert min(one.end for one in rounds.values()) < DAY
    else:
        assert all(plan.round_id is None for plan in plans)


def test_a_day_agreed_at_the_door_is_planned(s):
    agreed = s.exec(select(Visit.id, Visit.next_on).where(col(Visit.next_on).is_not(None))).all()
    plans = s.exec(select(PlannedVisit).where(PlannedVisit.why == PlanWhy.FOLLOW_UP)).all()
    assert {(plan.from_visit_id, plan.on) for plan in plans} == set(agreed) and len(agreed) > VISITS / 4
    left = select(PlannedVisit.id).join(Household, col(Household.id) == col(PlannedVisit.household_id))
    assert not s.exec(left.where(col(Household.state).in_(LEFT), PlannedVisit.state == PlanState.OPEN)).all()
