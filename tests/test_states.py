"""A file is paused, left, closed and opened again: each with a reason, each stopping or restarting what is due."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from db.changes import daily, household, measure, need, plan, referral, state, visit
from db.choices import HouseholdState, NeedState, Outcome, PlanState, PlanWhy, Tier, TurnKind
from db.errors import Invalid, NotAllowed, Refused
from db.models import Household, Measure, Need, NeedClosing, PlannedVisit, Turn
from tests.conftest import DAY, MORNING
from tests.test_loop import LEAK, MEND, SOLVED

UNTIL = DAY + timedelta(days=40)
MET = {"at": MORNING, "outcome": Outcome.MET, "said": "一切都好"}


def due(s: Session, home: int):
    file = s.get_one(Household, home)
    return file.open_on, file.due_on, file.call_on


def turns(s: Session, kind: TurnKind = TurnKind.STATE) -> list[tuple[str, str, str]]:
    return [(t.before, t.after, t.why) for t in s.exec(select(Turn).where(Turn.kind == kind).order_by(Turn.id))]


def test_a_pause_stops_what_is_due_and_ends_by_itself(home, cast, s):
    visit.record_visit(s, cast["visitor"], home, "a", MORNING, {**MET, "next_on": DAY + timedelta(days=10)})
    assert due(s, home) == (DAY + timedelta(days=23), DAY + timedelta(days=30), None)
    state.pause(s, cast["visitor"], home, DAY, UNTIL, "住院")
    assert due(s, home) == (None, None, None)
    daily.catch_up(s, UNTIL - timedelta(days=1))
    assert s.get_one(Household, home).state is HouseholdState.PAUSED
    daily.catch_up(s, UNTIL)
    file = s.get_one(Household, home)
    assert (file.state, file.paused_until) == (HouseholdState.ACTIVE, None)
    assert due(s, home) == (UNTIL, UNTIL + timedelta(days=30), None), "counted anew from the day it woke"
    assert turns(s) == [("active", "paused", "住院"), ("paused", "active", "")]
    assert s.exec(select(PlannedVisit)).one().state is PlanState.DROPPED, "its window passed during the pause"


def test_what_was_closed_for_now_waits_while_a_file_is_closed_and_comes_back_with_it(home, cast, s):
    who = cast["manager"]
    leak = need.raise_need(s, who, home, DAY, LEAK)
    need.close_need(s, who, leak, DAY, {**SOLVED, "kind": "for_now", "check_on": DAY + timedelta(days=9)})
    state.close(s, who, home, DAY, "稳定")
    daily.catch_up(s, UNTIL)
    assert s.get_one(Need, leak).state is NeedState.CLOSED
    state.activate(s, who, home, UNTIL, "又住院了")
    daily.catch_up(s, UNTIL + timedelta(days=1))
    assert s.get_one(Need, leak).state is NeedState.OPEN


def test_what_was_agreed_by_phone_may_be_kept_by_phone(home, cast, s):
    calls = [{**MET, "way": "phone", "at": MORNING - timedelta(days=n)} for n in (9, 5)]
    agreed = visit.record_visit(
        s, cast["visitor"], home, "a", MORNING, {**calls[0], "next_on": DAY - timedelta(days=6)}
    )
    visit.record_visit(s, cast["visitor"], home, "b", MORNING, calls[1])
    assert s.exec(select(PlannedVisit)).one().state is PlanState.FULFILLED
    told = {**MET, "at": MORNING - timedelta(days=9), "next_on": DAY - timedelta(days=6)}
    visit.edit_visit(s, cast["visitor"], agreed, 1, MORNING, told)
    assert s.exec(select(PlannedVisit)).one().state is PlanState.OPEN, "agreed face to face: a call does not do"


@pytest.mark.parametrize("until", [DAY, DAY - timedelta(days=1), DAY + timedelta(days=400)])
def test_a_pause_ends_on_a_day_within_a_year(home, cast, s, until):
    with pytest.raises(Invalid):
        state.pause(s, cast["visitor"], home, DAY, until, "住院")


@pytest.mark.parametrize("left", [HouseholdState.MOVED, HouseholdState.DECEASED])
def test_who_leaves_takes_everything_open_along_and_nothing_is_lost(home, cast, s, left):
    who = cast["visitor"]
    leak = need.raise_need(s, who, home, DAY, LEAK)
    mend = measure.add_measure(s, who, leak, DAY, MEND)
    mind = need.raise_need(s, who, home, DAY, {"kind": "mind", "words": "想女儿"})
    need.close_need(s, who, mind, DAY, SOLVED)  # waits for confirmation
    plan.plan_visit(s, who, home, DAY, {"start": DAY, "end": UNTIL})
    assert state.leave(s, who, home, DAY, left, "随女儿去外地") == 2
    assert due(s, home) == (None, None, None)
    assert {n.state for n in s.exec(select(Need))} == {NeedState.CLOSED} and s.get_one(Measure, mend).result
    assert {c.evidence for c in s.exec(select(NeedClosing))} == {"随女儿去外地"}
    assert s.exec(select(PlannedVisit)).one().state is PlanState.DROPPED
    with pytest.raises(Refused):
        need.raise_need(s, who, home, DAY, LEAK)
    with pytest.raises(Refused):
        need.reopen_need(s, who, leak, DAY, "又漏了")
    with pytest.raises(Refused):
        plan.plan_visit(s, who, home, DAY, {"start": DAY, "end": UNTIL})


def test_saying_that_somebody_moved_and_came_back_closes_nothing(home, cast, s):
    who, boss = cast["visitor"], cast["manager"]
    leak = need.raise_need(s, who, home, DAY, LEAK)
    ended = need.raise_need(s, who, home, DAY, {"kind": "mind", "words": "想女儿"})
    need.close_need(s, boss, ended, DAY, {**SOLVED, "kind": "procedural"})
    state.leave(s, who, home, DAY, HouseholdState.MOVED, "随女儿去外地")
    state.activate(s, who, home, DAY, "点错了")
    assert s.get_one(Need, leak).state is NeedState.OPEN, "nobody who may confirm has said that it ended"
    assert s.get_one(Need, ended).state is NeedState.CLOSED, "that one had ended before"
    [closing] = s.exec(select(NeedClosing).where(NeedClosing.need_id == leak)).all()
    assert (closing.evidence, closing.reopened_why) == ("随女儿去外地", "点错了"), "what was stays written"


def test_a_file_is_closed_only_when_nothing_is_open_and_the_page_says_what_is(home, cast, s):
    who = cast["manager"]
    leak = need.raise_need(s, who, home, DAY, LEAK)
    measure.add_measure(s, who, leak, DAY, MEND)
    with pytest.raises(Refused, match="1 个问题没办结：厨房水管漏水<b>：换接头"):
        state.close(s, who, home, DAY, "不再需要")
    measure.finish(s, who, 1, DAY, "换好")
    need.close_need(s, who, leak, DAY, SOLVED)
    with pytest.raises(Invalid):
        state.close(s, who, home, DAY, "")
    state.close(s, who, home, DAY, "生活已稳定")
    assert due(s, home) == (None, None, None)
    later = DAY + timedelta(days=100)
    state.activate(s, who, home, later, "又住院了")
    assert s.get_one(Household, home).state is HouseholdState.ACTIVE
    assert due(s, home)[1] == later + timedelta(days=30)


FROM = {
    "pause": lambda s, who, home: state.pause(s, who, home, DAY, UNTIL, "住院"),
    "move": lambda s, who, home: state.leave(s, who, home, DAY, HouseholdState.MOVED, "搬走"),
    "die": lambda s, who, home: state.leave(s, who, home, DAY, HouseholdState.DECEASED, "去世"),
    "close": lambda s, who, home: state.close(s, who, home, DAY, "稳定"),
    "activate": lambda s, who, home: state.activate(s, who, home, DAY, "回来了"),
}
ALLOWED = {  # what may follow what
    "start": {"pause", "move", "die", "close"},
    "pause": {"move", "die", "close", "activate"},
    "move": {"activate"},
    "die": {"activate"},
    "close": {"activate"},
    "activate": {"pause", "move", "die", "close"},
}


@pytest.mark.parametrize("before", ALLOWED)
@pytest.mark.parametrize("then", FROM)
def test_each_state_lets_through_what_it_should_and_nothing_else(home, cast, s, before, then):
    who = cast["visitor"]
    if before == "activate":
        FROM["pause"](s, who, home)
    if before != "start":
        FROM[before](s, who, home)
    stands = s.get_one(Household, home).state
    if then in ALLOWED[before]:
        FROM[then](s, who, home)
        assert s.get_one(Household, home).state is not stands
    else:
        with pytest.raises(Refused):
            FROM[then](s, who, home)
        assert s.get_one(Household, home).state is stands


@pytest.mark.parametrize("deed", FROM)
def test_a_partner_turns_no_file(home, cast, s, deed):
    with pytest.raises(NotAllowed):
        FROM[deed](s, cast["reader"], home)


def test_an_edit_of_tier_or_visitor_is_a_turn_with_its_reason(home, cast, s):
    who = cast["manager"]
    file = s.get_one(Household, home)
    answers = {name: getattr(file, name) for name in ("building_id", "unit", "room", "responsible_id")}
    told = {**answers, "tier": Tier.ONE, "tier_why": "出院，跌倒一次", "responsible_id": who.id}
    household.edit_household(s, who, home, file.version, DAY, told)
    assert turns(s, TurnKind.TIER) == [("", "2", ""), ("2", "1", "出院，跌倒一次")]
    assert turns(s, TurnKind.RESPONSIBLE) == [(str(cast["visitor"].id), str(who.id), "")]
    assert due(s, home) == (DAY, DAY + timedelta(days=7), DAY + timedelta(days=2))


def test_handing_over_gives_everything_in_one_deed(home, cast, s):
    plan.plan_visit(s, cast["visitor"], home, DAY, {"start": DAY, "end": UNTIL, "why": PlanWhy.ASKED})
    with pytest.raises(NotAllowed):
        plan.reassign(s, cast["visitor"], DAY, cast["visitor"].id, cast["manager"].id, "休假")
    with pytest.raises(Invalid):
        plan.reassign(s, cast["manager"], DAY, cast["visitor"].id, 999, "休假")
    with pytest.raises(Invalid):
        plan.reassign(s, cast["manager"], DAY, cast["visitor"].id, cast["manager"].id, " ")
    assert plan.reassign(s, cast["manager"], DAY, cast["visitor"].id, cast["manager"].id, "休假") == [home]
    assert s.get_one(Household, home).responsible_id == cast["manager"].id
    assert s.exec(select(PlannedVisit)).one().account_id == cast["manager"].id
    assert turns(s, TurnKind.RESPONSIBLE)[-1] == (str(cast["visitor"].id), str(cast["manager"].id), "休假")


def test_a_slip_is_taken_back_when_the_household_leaves(home, cast, s):
    from tests.test_loop import OFFICE, agree, slip

    leak = need.raise_need(s, cast["visitor"], home, DAY, LEAK)
    office = referral.add_organisation(s, cast["manager"], OFFICE)
    agree(s, cast, home)
    referral.send(s, cast["visitor"], leak, DAY, slip(office))
    state.leave(s, cast["visitor"], home, DAY, HouseholdState.MOVED, "搬走")
    assert need.beneath(s, leak) == []


def test_a_round_begun_twice_plans_nobody_twice_and_no_window_is_without_end(home, cast, s):
    who, days = cast["manager"], {"start": DAY, "end": DAY + timedelta(days=7)}
    asked = {"name": "助残日 2026", "why": PlanWhy.FESTIVAL, **days}
    plan.start_round(s, who, DAY, asked, [home])
    with pytest.raises(Refused, match="已经"):
        plan.start_round(s, who, DAY, asked, [home])
    assert len(s.exec(select(PlannedVisit)).all()) == 1
    plan.start_round(s, who, DAY, {**asked, "name": "高温"}, [home])
    endless = {"start": DAY, "end": DAY + timedelta(days=121)}
    for deed in (
        lambda: plan.start_round(s, who, DAY, {**asked, **endless, "name": "冬天"}, [home]),
        lambda: plan.plan_visit(s, who, home, DAY, endless),
    ):
        with pytest.raises(Invalid) as wrong:
            deed()
        assert set(wrong.value.problems) == {"end"}
