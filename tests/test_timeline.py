"""The story of a household on one line: everything that happened, in order, in pages, and masked for partners."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import household, measure, need, referral, state
from db.changes.visit import record_visit
from db.changes.visit_loop import record_loop
from db.choices import (
    ClosingKind,
    ConsentWay,
    HouseholdState,
    Level,
    MeasureKind,
    NeedKind,
    OutsideHelp,
    Purpose,
    ReferralState,
    Solved,
    Tier,
    Word,
)
from db.choices.story import Event, StoryKind
from db.models import Consent, Household, HouseholdFields, Need, Resident
from db.next_step import Step
from db.queries import loop
from db.queries.household import file
from db.queries.offers import offers, offices
from db.queries.timeline import kinds, timeline
from db.queries.visit_files import pictures, risks
from tests.conftest import DAY, MORNING

SECRETS = ("陈玉芬", "1202", "浴室", "扶手装在门口", "换了插排", "欠物业费半年", "出院", "补贴", "暂住女儿家", "好多了")


def day(n: int):
    return DAY + timedelta(days=n)


@pytest.fixture
def frozen(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MORNING - timedelta(days=20))


@pytest.fixture
def told(frozen, home, cast, monkeypatch):
    """A household through the whole loop: raised, promised, relief refused and asked again, referred, closed, back."""
    who, boss = cast["visitor"], cast["manager"]
    with store.writing() as s:
        visit = {
            "at": MORNING - timedelta(days=20),
            "outcome": "met",
            "said": "说浴室滑",
            "safety": Level.GRAVE,
            "safety_why": "滑",
        }
        visit_id = record_visit(s, who, home, "t1", MORNING - timedelta(days=20), visit)
        asked = {"kind": NeedKind.SAFETY, "words": "夜里不敢去浴室", "severity": Level.GRAVE}
        promise = {"kind": MeasureKind.HANDRAIL, "words": "扶手装在门口", "due": day(-4), "is_promise": True}
        record_loop(s, who, visit_id, day(-20), [{**asked, "measures": [promise]}])
    with store.writing() as s:
        bath = loop.open_needs(s, who, home, DAY)[0]
        check = measure.add_measure(s, who, bath.id, day(-18), {"kind": MeasureKind.CHECK, "due": day(-10)})
        measure.finish(s, who, check, day(-12), "换了插排", None, day(-12))
        fees = need.raise_need(s, who, home, day(-15), {"kind": NeedKind.FEES, "words": "欠物业费半年"})
        relief = {"kind": MeasureKind.FEE_RELIEF, "amount": 600, "words": "附票据", "due": day(3)}
        asked_id = measure.add_measure(s, who, fees, day(-15), relief)
        measure.decide(s, boss, asked_id, day(-14), False, "票据不全")
        measure.ask_again(s, who, asked_id, day(-13), 500, "附票据和出院小结")
        street = referral.add_organisation(s, boss, {"name": "街道民政", "kind": OutsideHelp.STREET})
        sharing = {"purpose": Purpose.SHARING, "receiver": "街道民政", "way": ConsentWay.WRITTEN, "given_on": day(-9)}
        household.add_consent(s, who, home, day(-9), sharing)
        care = need.raise_need(s, who, home, day(-9), {"kind": NeedKind.CARE, "words": "出院后没人照料"})
        slip = {"organisation_id": street, "reason": "请评估居家护理补贴", "reply_by": day(-2)}
        slip_id = referral.send(s, who, care, day(-8), slip)
        answer = {"state": ReferralState.ACCEPTED, "reply": "下周上门评估补贴", "replied_on": day(-3)}
        referral.record_reply(s, who, slip_id, day(-3), answer)
        mind = need.raise_need(s, who, home, day(-7), {"kind": NeedKind.MIND, "words": "整天不出门"})
        ended = {"kind": ClosingKind.FOR_NOW, "evidence": "说好多了", "word": Word.MOSTLY, "check_on": day(9)}
        first = need.close_need(s, who, mind, day(-6), ended)
        need.send_back(s, boss, first, day(-6), "再去看一次")
        need.confirm_closing(s, boss, need.close_need(s, who, mind, day(-5), ended), day(-4))
        need.reopen_need(s, who, mind, day(-2), "又不下楼了")
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    with store.writing() as s:
        h = s.get_one(Household, home)
        kept = {name: getattr(h, name) for name in HouseholdFields.model_fields}
        changed = {"tier": Tier.ONE, "tier_why": "出院不满一月", "avoid": "别提女儿"}
        household.edit_household(s, boss, home, h.version, DAY, {**kept, **changed})
        visit = {"at": MORNING, "outcome": "met", "said": "好多了", "safety": Level.LIGHT, "health": Level.MIDDLE}
        visit_id = record_visit(s, who, home, "t2", MORNING, visit)
        said = {"need_id": bath.id, "solved": Solved.PARTLY, "word": Word.MOSTLY}
        record_loop(s, who, visit_id, DAY, (), [said], risk_before=3)
    return home


def whole(s, viewer, home, **more):
    return timeline(s, viewer, home, DAY, size=100, **more)


def test_everything_is_on_the_line_newest_first_and_in_order_of_cause(told, cast, s):
    shown = whole(s, cast["visitor"], told)
    assert [each.day for each in shown] == sorted((each.day for each in shown), reverse=True)
    events = [each.event for each in shown]
    for event in Event:
        expected = {Event.DROPPED: 0, Event.ASKED_TO_CLOSE: 0, Event.WITHDRAWN: 0, Event.VISITED: 2, Event.RAISED: 4}
        expected |= {Event.RELIEF_ASKED: 2, Event.ADDED: 2, Event.TURNED: 2}
        expected[Event.EDITED] = events.count(Event.EDITED)
        assert events.count(event) == expected.get(event, 1), event
    visited = (Event.VISITED, Event.RAISED, Event.ADDED)
    first = [each for each in shown if each.day == day(-20) and each.event in visited]
    assert [each.event for each in first] == [Event.ADDED, Event.RAISED, Event.VISITED]
    assert first[2].visit.fields.said == "说浴室滑" and first[2].visit.staff == ("何静",)
    decided = next(each for each in shown if each.event is Event.DECIDED)
    assert (decided.what, decided.words, decided.by) == ("没批　600 元", "票据不全", "李敏")
    done = next(each for each in shown if each.event is Event.DONE)
    assert (done.what, done.words, done.by) == ("水电气检查", "换了插排", "何静")
    reply = next(each for each in shown if each.event is Event.REPLIED)
    assert (reply.what, reply.words, reply.by) == ("街道民政　已受理", "下周上门评估补贴", "何静")
    turned = next(each for each in shown if each.event is Event.TURNED)
    assert (turned.what, turned.words, turned.by) == ("等级 二级 → 一级", "出院不满一月", "李敏")
    assert "风险重 → 中" in next(each.words for each in shown if each.event is Event.EVALUATED)
    assert "转介单 2026-001" in next(each.words for each in shown if each.event is Event.SENT)


def test_edits_name_the_fields_and_who_changed_them(told, cast, s):
    edits = whole(s, cast["visitor"], told, only=[StoryKind.EDIT])
    assert {each.event for each in edits} == {Event.EDITED}
    newest = edits[0]
    assert newest.by == "李敏" and "避免事项" in newest.words and "等级" in newest.words
    assert any("陈玉芬" in each.words for each in edits), "whom an added person is"
    assert "别提女儿" not in str(edits), "the log holds no values"


def test_pages_neither_lose_nor_repeat_and_pills_count_right(told, cast, s):
    counted = kinds(s, cast["visitor"], told)
    everything = whole(s, cast["visitor"], told)
    assert sum(counted.values()) == len(everything)
    paged = [each for page in range(1, 12) for each in timeline(s, cast["visitor"], told, DAY, page=page, size=3)]
    assert paged == list(everything)
    for kind, number in counted.items():
        assert len(whole(s, cast["visitor"], told, only=[kind])) == number, kind


def test_a_partner_reads_when_somebody_called_and_nothing_of_what_is_hard(told, cast, s):
    partner = cast["reader"]
    shown = whole(s, partner, told)
    assert set(kinds(s, partner, told)) == {StoryKind.VISIT, StoryKind.TURN, StoryKind.CONSENT}
    for kind in (StoryKind.NEED, StoryKind.MEASURE, StoryKind.REFERRAL, StoryKind.EDIT):
        assert not whole(s, partner, told, only=[kind]), f"a partner who asks for {kind} gets none"
    file_ = file(s, partner, s.get_one(Household, told).no, DAY)
    # That a flat asked for fee relief, or to whom it was referred, is as personal as a name.
    for secret in (*SECRETS, "街道民政", "减免", "600", "fee_relief", "2026-001"):
        assert secret not in str(shown) + str(file_), secret
    assert risks(s, partner, told) == {} and pictures(s, partner, [1]) == {}
    every = [n.id for n in s.exec(select(Need))]
    assert every and not loop.needs(s, partner, every, DAY)
    assert not loop.open_needs(s, partner, told, DAY) and not loop.closed_needs(s, partner, told, DAY)


def test_another_household_s_story_stays_there(told, cast, s):
    who = cast["visitor"]
    h = s.get_one(Household, told)
    other = household.add_household(s, who, DAY, {"building_id": h.building_id, "unit": 1, "room": "101"})
    events = [each.event for each in whole(s, who, other)]
    assert events == [Event.OPENED]
    assert not loop.open_needs(s, who, other, DAY) and not kinds(s, who, other).get(StoryKind.NEED)


def test_the_next_step_of_each_problem(told, cast, s):
    who, boss = cast["visitor"], cast["manager"]
    steps = {each.fields.kind: each.next for each in loop.open_needs(s, who, told, DAY)}
    assert loop.open_needs(s, who, told, DAY)[0].fields.kind is NeedKind.SAFETY, "what is late stands first"
    assert (steps[NeedKind.SAFETY].step, steps[NeedKind.SAFETY].late) == (Step.DO, 4)
    assert steps[NeedKind.FEES].step is Step.DECIDE
    assert (steps[NeedKind.CARE].step, steps[NeedKind.CARE].what) == (Step.ANSWER, "街道民政 2026-001")
    assert steps[NeedKind.MIND].step is Step.BEGIN
    relief = next(each for each in loop.open_needs(s, who, told, DAY) if each.fields.kind is NeedKind.FEES)
    measure.decide(s, boss, relief.measures[0].id, DAY, False, "已超额度")
    assert loop.need(s, who, relief.id, DAY).next.step is Step.ANOTHER
    bath = next(each for each in loop.open_needs(s, who, told, DAY) if each.fields.kind is NeedKind.SAFETY)
    rail = next(each for each in bath.measures if each.state.is_open)
    measure.finish(s, who, rail.id, DAY, "装好了")
    assert loop.need(s, who, bath.id, DAY).next.step is Step.CLOSE
    closing = need.close_need(
        s, who, bath.id, DAY, {"kind": ClosingKind.SOLVED, "evidence": "看过", "word": Word.SATISFIED}
    )
    asked = loop.need(s, who, bath.id, DAY)
    assert asked.next.step is Step.CONFIRM and asked.waiting.id == closing and not asked.beneath


def test_a_pause_and_a_withdrawn_consent_are_told(told, cast, s):
    who = cast["visitor"]
    state.pause(s, who, told, DAY, day(10), "暂住女儿家")
    [given] = s.exec(select(Consent).where(Consent.household_id == told)).all()
    household.withdraw_consent(s, who, given.id, DAY)
    turned = whole(s, who, told)[0]
    withdrawn = next(each for each in whole(s, who, told) if each.event is Event.WITHDRAWN)
    assert (turned.what, turned.words) == ("档案状态 在档 → 暂停", "暂住女儿家")
    assert (withdrawn.day, withdrawn.what) == (DAY, "提供给其他单位")
    care = next(each for each in loop.open_needs(s, who, told, DAY) if each.slips)
    assert not care.slips[0].is_covered, "the slip says that its consent holds no longer"
    state.leave(s, who, told, DAY, HouseholdState.MOVED, "搬去女儿家")
    assert not loop.open_needs(s, who, told, DAY)
    assert "搬去女儿家" in str(whole(s, who, told))


def test_suggestions_follow_hardship_and_hazard_and_say_why(told, cast, s):
    there = offers(s, cast["visitor"], told)
    assert MeasureKind.CALLS in there.measures and [each.value for each in there.because] == ["alone"]
    assert list(there.residents.values()) == ["陈玉芬"] and there.needs == 4
    offered = offices(s, cast["visitor"], told, DAY)
    assert [(each.fields.name, each.is_suggested, each.consent_on) for each in offered] == [
        ("街道民政", False, day(-9))
    ]


def test_risk_now_and_before(told, cast, s):
    seen = risks(s, cast["visitor"], told)
    assert [each.level for each in seen["safety"]] == [Level.LIGHT, Level.GRAVE]
    assert [each.level for each in seen["health"]] == [Level.MIDDLE, None]
    assert [each.day for each in seen["safety"]] == [DAY, day(-20)]


def test_whose_problem_it_is_is_told_to_staff_only(told, cast, s):
    [chen] = s.exec(select(Resident).where(Resident.name == "陈玉芬")).all()
    answers = {"kind": NeedKind.MIND, "words": "想人陪", "resident_id": chen.id}
    key = need.raise_need(s, cast["visitor"], told, DAY, answers)
    assert loop.need(s, cast["visitor"], key, DAY).of == "陈玉芬"
    assert not loop.needs(s, cast["reader"], [key], DAY)
