"""The tier: the advice confirmed, another one with a reason, at once by itself; and whose word stands."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import household, state
from db.changes.tier import decide
from db.changes.visit import record_visit
from db.choices import AlertKind, Circumstance, HardshipKind, HouseholdState, Outcome, Tier, TurnKind
from db.choices.story import StoryKind
from db.errors import Conflict, Invalid, NotAllowed, Refused
from db.models import Alert, Household, LogEntry, Turn
from db.queries.alerts import undecided
from db.queries.risk import why
from db.queries.timeline import timeline
from tests.conftest import DAY, MORNING


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)


def stored(home) -> Household:
    with store.reading() as s:
        return s.get_one(Household, home)


def decided(cast, home, tier, reason="", who="manager", version=None, day=DAY):
    with store.writing() as s:
        now = s.get_one(Household, home).version
        decide(s, cast[who], home, now if version is None else version, day, tier, reason)


def visited(cast, home, n=0, outcome=Outcome.MET, **answers):
    with store.writing() as s:
        at = MORNING - timedelta(days=n)
        record_visit(s, cast["visitor"], home, f"{home}{n}", at, {"at": at, "outcome": outcome, **answers})


def turns(home) -> list[Turn]:
    with store.reading() as s:
        asked = select(Turn).where(Turn.household_id == home, Turn.kind == TurnKind.TIER)
        return list(s.exec(asked.order_by(Turn.id)))


def is_open(cast, home) -> bool:
    with store.reading() as s:
        return why(s, cast["visitor"], home).is_open


def told(cast, home) -> list[str]:
    with store.reading() as s:
        return [each.what for each in timeline(s, cast["visitor"], home, DAY, [StoryKind.TURN])]


def test_the_advice_is_confirmed_with_one_word(home, cast):
    assert (stored(home).tier, stored(home).risk_tier) == (Tier.TWO, Tier.THREE) and is_open(cast, home)
    decided(cast, home, Tier.THREE)
    h = stored(home)
    assert (h.tier, h.tier_since, h.tier_by_id, h.settled_tier) == (Tier.THREE, DAY, cast["manager"].id, Tier.THREE)
    assert h.tier_why.startswith(f"依据 {h.risk_score} 分：60 岁以上独居"), "what counted most is the reason"
    assert not is_open(cast, home)
    last = turns(home)[-1]
    assert (last.before, last.after, last.by_id) == (Tier.TWO, Tier.THREE, cast["manager"].id)
    with store.reading() as s:
        logged = s.exec(select(LogEntry).where(LogEntry.detail == "tier")).all()
    assert [(entry.who, entry.record, entry.record_id) for entry in logged] == [("李敏", "household", home)]


def test_another_tier_needs_a_reason_and_holds_until_the_advice_is_another(home, cast):
    with pytest.raises(Invalid) as wrong:
        decided(cast, home, Tier.ONE)
    assert set(wrong.value.problems) == {"why"} and stored(home).tier is Tier.TWO
    decided(cast, home, Tier.ONE, "女儿下月出国")
    assert (stored(home).tier, stored(home).tier_why) == (Tier.ONE, "女儿下月出国")
    assert not is_open(cast, home), "somebody has decided on this advice"
    with store.writing() as s:
        household.add_hardship(s, cast["visitor"], home, {"kind": HardshipKind.ILLNESS})
    assert stored(home).risk_tier is Tier.TWO and is_open(cast, home), "it is another advice now"


def test_what_somebody_else_decided_meanwhile_is_shown_not_overwritten(home, cast):
    opened = stored(home).version
    decided(cast, home, Tier.ONE, "跌倒", who="admin")
    with pytest.raises(Conflict) as both:
        decided(cast, home, Tier.THREE, version=opened)
    assert both.value.differences == {"tier": (Tier.ONE, Tier.THREE)} and stored(home).tier is Tier.ONE
    decided(cast, home, Tier.ONE, "我也这样看", version=opened)
    assert stored(home).tier_why == "我也这样看", "the same tier is no conflict"


def test_only_staff_decide_and_only_of_a_file_that_is_followed(home, cast):
    with pytest.raises(NotAllowed):
        decided(cast, home, Tier.THREE, who="reader")
    with store.writing() as s:
        state.leave(s, cast["manager"], home, DAY, HouseholdState.MOVED, "搬去女儿家")
    with pytest.raises(Refused):
        decided(cast, home, Tier.THREE)


def test_danger_sets_the_closest_tier_at_once_and_a_later_word_stands(home, cast):
    visited(cast, home, circumstances=[Circumstance.DESPAIR])
    h = stored(home)
    assert (h.tier, h.tier_by_id, h.tier_since, h.tier_why) == (Tier.ONE, None, DAY, "说到不想活")
    assert turns(home)[-1].by_id is None and h.due_on == DAY + timedelta(days=7), "it is due by the new tier"
    assert told(cast, home)[0] == "等级 二级 → 一级"
    with store.reading() as s:
        assert timeline(s, cast["visitor"], home, DAY, [StoryKind.TURN])[0].by == "自动"
    decided(cast, home, Tier.TWO, "已转医院，家人陪护")
    with store.writing() as s:
        household.add_hardship(s, cast["visitor"], home, {"kind": HardshipKind.ILLNESS})
    assert stored(home).risk_tier is Tier.ONE and stored(home).tier is Tier.TWO


def test_a_tier_that_is_kept_is_told_as_kept(home, cast):
    since = stored(home).tier_since
    decided(cast, home, Tier.TWO, "先看一个月", day=DAY + timedelta(days=1))
    assert (stored(home).tier_since, stored(home).tier_why) == (since, "先看一个月")
    assert told(cast, home)[0] == "等级 维持二级" and not is_open(cast, home)


def test_who_decides_has_seen_that_the_advice_rose(home, cast):
    visited(cast, home, changes=["fall"], hazards=["gas_hose", "ebike"])
    with store.reading() as s:
        [rose] = s.exec(select(Alert).where(Alert.kind == AlertKind.TIER_ROSE)).all()
    assert rose.seen_on is None
    decided(cast, home, stored(home).risk_tier)
    with store.reading() as s:
        rose = s.get_one(Alert, rose.id)
    assert (rose.seen_on, rose.seen_by_id) == (DAY, cast["manager"].id)


def test_changing_the_file_leaves_the_tier_alone(home, cast):
    h = stored(home)
    with store.writing() as s:
        answers = {"building_id": h.building_id, "unit": 1, "room": "1202", "tags": "听力弱"}
        household.edit_household(s, cast["visitor"], home, h.version, DAY, answers)
    assert (stored(home).tier, stored(home).tags) == (Tier.TWO, "听力弱") and len(turns(home)) == 1


def test_whoever_wants_no_evaluation_is_advised_nothing_and_people_still_decide(home, cast):
    h = stored(home)
    with store.writing() as s:
        answers = {"building_id": h.building_id, "unit": 1, "room": "1202", "by_hand": True}
        household.edit_household(s, cast["visitor"], home, h.version, DAY, answers)
        assert undecided(s, cast["manager"], DAY) == 1, "in the middle of the deed it is as before"
    assert (stored(home).risk_score, stored(home).risk_tier) == (None, None)
    with store.reading() as s:
        found = why(s, cast["visitor"], home)
        assert undecided(s, cast["manager"], DAY) == 0
    assert found.by_hand and not found.past and not found.is_open
    with pytest.raises(Invalid):
        decided(cast, home, Tier.ONE)
    decided(cast, home, Tier.ONE, "两人同去")
    assert stored(home).tier is Tier.ONE
