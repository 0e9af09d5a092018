"""Whatever is done, in whatever order: no problem is lost, nothing counts twice, nobody who has left is due."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from db import store
from db.changes import daily, due, measure, need, plan, referral, state, visit
from db.choices import ClosingKind, HouseholdState, MeasureState, NeedState, Outcome, PlanState, ReferralState, Way
from db.clock import midnight
from db.errors import Refused
from db.models import Household, Measure, Need, NeedClosing, PlannedVisit, Referral, Setting, Turn
from tests.conftest import DAY
from tests.test_loop import LEAK, MEND, OFFICE, RELIEF, agree, slip

Cast = dict[str, Any]
Deed = Callable[[Session, Cast, int, date, int], object]


def pick(s: Session, table: Any, n: int) -> int:
    """Any record of a kind, or one that is not there."""
    keys = list(s.exec(select(table.id).order_by(table.id)))
    return keys[n % len(keys)] if keys else 999


def ending(kind: ClosingKind, today: date) -> dict[str, Any]:
    return {"kind": kind, "evidence": "看过", "word": "satisfied", "check_on": today + timedelta(days=9)}


def called(way: Way, outcome: Outcome) -> Deed:
    def deed(s: Session, cast: Cast, home: int, today: date, n: int) -> object:
        at = midnight(today) + timedelta(hours=9)
        told = {"at": at, "outcome": outcome, "way": way, "said": "好", "next_on": today + timedelta(days=n % 9)}
        changes = ["hospital"] if n % 3 == 0 else []
        return visit.record_visit(s, cast["visitor"], home, f"{today}{n}", at, {**told, "changes": changes})

    return deed


DEEDS: dict[str, Deed] = {
    "raise": lambda s, c, h, d, n: need.raise_need(s, c["visitor"], h, d, LEAK, token=f"t{n % 4}"),
    "measure": lambda s, c, h, d, n: measure.add_measure(s, c["visitor"], pick(s, Need, n), d, MEND),
    "relief": lambda s, c, h, d, n: measure.add_measure(s, c["visitor"], pick(s, Need, n), d, RELIEF),
    "decide": lambda s, c, h, d, n: measure.decide(s, c["manager"], pick(s, Measure, n), d, n % 2 == 0, "因故"),
    "again": lambda s, c, h, d, n: measure.ask_again(s, c["visitor"], pick(s, Measure, n), d, 300, "补齐"),
    "finish": lambda s, c, h, d, n: measure.finish(s, c["visitor"], pick(s, Measure, n), d, "办了"),
    "give up": lambda s, c, h, d, n: measure.give_up(s, c["visitor"], pick(s, Measure, n), "不办了"),
    "send": lambda s, c, h, d, n: referral.send(
        s, c["visitor"], pick(s, Need, n), d, slip(1, reply_by=d + timedelta(days=5))
    ),
    "reply": lambda s, c, h, d, n: referral.record_reply(
        s,
        c["visitor"],
        pick(s, Referral, n),
        d,
        {"state": referral.REPLIES[n % 3], "reply": "收到", "replied_on": d},
    ),
    "close": lambda s, c, h, d, n: need.close_need(
        s, c["visitor" if n % 2 else "manager"], pick(s, Need, n), d, ending(list(ClosingKind)[n % 3], d)
    ),
    "confirm": lambda s, c, h, d, n: need.confirm_closing(s, c["manager"], pick(s, NeedClosing, n), d),
    "send back": lambda s, c, h, d, n: need.send_back(s, c["manager"], pick(s, NeedClosing, n), d, "再看"),
    "reopen": lambda s, c, h, d, n: need.reopen_need(s, c["visitor"], pick(s, Need, n), d, "又来了"),
    "visit": called(Way.HOME, Outcome.MET),
    "call": called(Way.PHONE, Outcome.MET),
    "in vain": called(Way.HOME, Outcome.NO_ANSWER),
    "plan": lambda s, c, h, d, n: plan.plan_visit(
        s, c["visitor"], h, d, {"start": d, "end": d + timedelta(days=n % 20), "why": "asked"}
    ),
    "drop": lambda s, c, h, d, n: plan.drop_plan(s, c["visitor"], pick(s, PlannedVisit, n), "改期"),
    "pause": lambda s, c, h, d, n: state.pause(s, c["visitor"], h, d, d + timedelta(days=1 + n % 12), "住院"),
    "move": lambda s, c, h, d, n: state.leave(s, c["visitor"], h, d, HouseholdState.MOVED, "搬走"),
    "close file": lambda s, c, h, d, n: state.close(s, c["manager"], h, d, "稳定"),
    "activate": lambda s, c, h, d, n: state.activate(s, c["manager"], h, d, "回来"),
    "days pass": lambda s, c, h, d, n: None,
}
STEPS = st.lists(
    st.tuples(st.sampled_from(sorted(DEEDS)), st.integers(0, 40), st.integers(0, 8)), min_size=5, max_size=30
)


@pytest.fixture
def with_consent(home, cast) -> int:
    with store.writing() as s:
        referral.add_organisation(s, cast["manager"], OFFICE)
        agree(s, cast, home)
    return home


@settings(max_examples=30, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=STEPS)
def test_always(with_consent, cast, steps):
    with Session(store.engine().execution_options(writes=True)) as s:
        today, seen, turns = DAY, set[int](), 0
        for name, n, days in steps:
            today += timedelta(days=days)
            daily.catch_up(s, today)
            with s.begin_nested() as one:
                try:
                    DEEDS[name](s, cast, with_consent, today, n)
                except Refused:
                    one.rollback()
            s.expire_all()
            holds(s, with_consent, today)
            needs, now = set(s.exec(select(Need.id))), len(s.exec(select(Turn.id)).all())
            assert seen <= needs and turns <= now, "nothing is lost"
            seen, turns = needs, now
        s.rollback()


def holds(s: Session, home: int, today: date) -> None:
    """What is true after every deed."""
    file = s.get_one(Household, home)
    if file.state is not HouseholdState.ACTIVE:
        assert (file.open_on, file.due_on, file.call_on) == (None, None, None)
    else:
        assert (file.due_on is None) == (file.open_on is None) == (file.tier is None)
        assert file.due_on is None or file.open_on <= file.due_on
    left = file.state in need.GONE
    for each in s.exec(select(Need).where(Need.household_id == home)):
        under = need.beneath(s, each.id)
        counted = [
            c
            for c in s.exec(select(NeedClosing).where(NeedClosing.need_id == each.id))
            if c.confirmed_on and not c.reopened_on
        ]
        assert (each.state is NeedState.CLOSED) == (len(counted) == 1) == (each.closed_on is not None)
        assert len(counted) <= 1, "no problem is counted as closed twice"
        assert not (each.state is NeedState.CLOSED and under), "nothing closes with something open beneath it"
        assert not (left and each.state is not NeedState.CLOSED)
        assert each.check_on is None or each.check_on > today or file.state is not HouseholdState.ACTIVE
        touched = s.exec(select(Measure.id).where(Measure.need_id == each.id)).first()
        touched = touched or s.exec(select(Referral.id).where(Referral.need_id == each.id)).first()
        assert each.state is not NeedState.OPEN or touched is None, "what is in hand is not called open"
    tokens = list(s.exec(select(Need.token).where(Need.token != None)))  # noqa: E711
    assert len(tokens) == len(set(tokens))
    for each in s.exec(select(PlannedVisit).where(PlannedVisit.household_id == home)):
        assert (each.state is PlanState.FULFILLED) == (each.visit_id is not None)
        assert each.fulfilled_on is None or each.fulfilled_on >= each.start
        assert not (left and each.state is PlanState.OPEN), "a household that left is due to nobody"
    for each in s.exec(select(Measure).where(Measure.household_id == home)):
        assert (each.state is MeasureState.DONE) == (each.done_on is not None)
    for each in s.exec(select(Referral).where(Referral.household_id == home)):
        assert each.state is ReferralState.SENT or each.replied_on is not None
    before = (file.open_on, file.due_on, file.call_on, file.last_home_at)
    visit.refresh(s, home)
    assert before == (file.open_on, file.due_on, file.call_on, file.last_home_at), "kept, as if counted anew"


def test_the_first_day_with_a_new_version_counts_everything_anew(home, cast):
    with store.writing() as s:
        file = s.get_one(Household, home)
        wanted = file.due_on
        file.due_on = file.open_on = None
        s.add(file)
        s.flush()
        assert daily.is_due(s, DAY) and daily.catch_up(s, DAY) and not daily.is_due(s, DAY)
        assert s.get_one(Household, home).due_on == wanted
        s.delete(s.exec(select(Setting)).one())
        due.settle_all(s)
        assert s.get_one(Household, home).due_on == wanted
