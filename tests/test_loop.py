"""Problems, measures, fee relief, slips: each step that is allowed, and each that is not."""

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from db import log
from db.changes import daily, household, measure, need, referral, visit, visit_loop
from db.choices import (
    ClosingKind,
    Doer,
    Helped,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    NeedState,
    Outcome,
    OutsideHelp,
    PlanWhy,
    Purpose,
    ReferralState,
    Solved,
    Word,
)
from db.errors import Conflict, Invalid, NotAllowed, Refused
from db.models import Approval, Evaluation, Measure, Need, NeedClosing, PlannedVisit, Referral
from tests.conftest import DAY, MORNING

TOMORROW, LATER = DAY + timedelta(days=1), DAY + timedelta(days=30)
LEAK = {"kind": NeedKind.REPAIR, "words": "厨房水管漏水<b>"}
MEND = {"kind": MeasureKind.REPAIR, "words": "换接头", "due": TOMORROW}
RELIEF = {"kind": MeasureKind.FEE_RELIEF, "amount": 600, "due": LATER, "words": "大病支出，附住院票据"}
SOLVED = {"kind": ClosingKind.SOLVED, "evidence": "水管已换，附照片", "word": Word.SATISFIED}
OFFICE = {"name": "和平街道民政", "kind": OutsideHelp.STREET}


@pytest.fixture
def leak(home, cast, s: Session) -> int:
    return need.raise_need(s, cast["visitor"], home, DAY, LEAK)


@pytest.fixture
def office(cast, s: Session) -> int:
    return referral.add_organisation(s, cast["manager"], OFFICE)


def agree(s, cast, home, receiver=OFFICE["name"], **more) -> int:
    answers = {"purpose": Purpose.SHARING, "receiver": receiver, "way": "written", "given_on": DAY, **more}
    return household.add_consent(s, cast["visitor"], home, DAY, answers)


def slip(office: int, **more) -> dict:
    return {"organisation_id": office, "reason": "申请居家护理补贴", "reply_by": LATER, **more}


def test_a_problem_is_open_until_something_is_done_about_it(home, cast, s, leak):
    assert s.get_one(Need, leak).state is NeedState.OPEN
    done = measure.add_measure(s, cast["visitor"], leak, DAY, MEND)
    stored = s.get_one(Measure, done)
    assert (s.get_one(Need, leak).state, stored.state, stored.household_id) == (
        NeedState.IN_HAND,
        MeasureState.OPEN,
        home,
    )
    measure.finish(s, cast["visitor"], done, DAY, "接头已换，不漏了", Helped.YES)
    assert (stored.state, stored.done_on, stored.result, stored.helped) == (
        MeasureState.DONE,
        DAY,
        "接头已换，不漏了",
        Helped.YES,
    )
    assert s.get_one(Need, leak).state is NeedState.IN_HAND, "done is not yet closed"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"words": "漏水"}, "kind"),
        ({"kind": NeedKind.REPAIR, "words": " "}, "words"),
        ({**LEAK, "words": "长" * 301}, "words"),
    ],
)
def test_a_problem_says_what_it_is(home, cast, s, answers, field):
    with pytest.raises(Invalid) as wrong:
        need.raise_need(s, cast["visitor"], home, DAY, answers)
    assert set(wrong.value.problems) == {field}


def test_a_problem_is_of_somebody_who_lives_there(home, cast, s):
    other = household.add_household(s, cast["visitor"], DAY, {"building_id": 1, "room": "101"})
    stranger = household.add_resident(s, cast["visitor"], other, {"name": "别户人"})
    with pytest.raises(Invalid):
        need.raise_need(s, cast["visitor"], home, DAY, {**LEAK, "resident_id": stranger})


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"kind": MeasureKind.REPAIR}, "due"),
        ({**RELIEF, "amount": None}, "amount"),
        ({**RELIEF, "amount": 0}, "amount"),
        ({**RELIEF, "is_promise": True}, "is_promise"),
        ({"kind": MeasureKind.OTHER, "due": DAY}, "words"),
    ],
)
def test_a_measure_says_what_by_whom_and_until_when(cast, s, leak, answers, field):
    with pytest.raises(Invalid) as wrong:
        measure.add_measure(s, cast["visitor"], leak, DAY, answers)
    assert set(wrong.value.problems) == {field}
    assert s.get_one(Need, leak).state is NeedState.OPEN


def test_nobody_promises_more_than_once(cast, s, leak):
    first = measure.add_measure(s, cast["visitor"], leak, DAY, {**MEND, "is_promise": True, "doer": Doer.WE})
    version = s.get_one(Measure, first).version
    measure.edit_measure(s, cast["visitor"], first, version, {**MEND, "due": LATER, "is_promise": True})
    with pytest.raises(Conflict) as two:
        measure.edit_measure(s, cast["manager"], first, version, {**MEND, "is_promise": True})
    assert two.value.differences == {"due": (LATER, TOMORROW)}


# Fee relief


def test_fee_relief_is_turned_down_with_a_reason_and_may_be_asked_for_again(cast, s, leak):
    asked = measure.add_measure(s, cast["visitor"], leak, DAY, RELIEF)
    assert s.get_one(Measure, asked).state is MeasureState.WAITING
    with pytest.raises(Refused, match="还没批下来"):
        measure.finish(s, cast["visitor"], asked, DAY, "已减免")
    with pytest.raises(Invalid):
        measure.decide(s, cast["manager"], asked, DAY, False, "  ")
    measure.decide(s, cast["manager"], asked, DAY, False, "票据不全")
    assert s.get_one(Measure, asked).state is MeasureState.REFUSED
    measure.ask_again(s, cast["visitor"], asked, TOMORROW, 400, "补齐票据")
    measure.decide(s, cast["manager"], asked, TOMORROW, True)
    assert s.get_one(Measure, asked).state is MeasureState.OPEN
    told = s.exec(select(Approval).order_by(Approval.id)).all()
    assert [(a.amount, a.approved, a.why, a.decided_by_id) for a in told] == [
        (600, False, "票据不全", cast["manager"].id),
        (400, True, "", cast["manager"].id),
    ]


@pytest.mark.parametrize(("asker", "decider"), [("manager", "manager"), ("visitor", "visitor"), ("visitor", "reader")])
def test_fee_relief_is_decided_by_a_manager_other_than_the_asker(cast, s, leak, asker, decider):
    asked = measure.add_measure(s, cast[asker], leak, DAY, RELIEF)
    with pytest.raises(NotAllowed):
        measure.decide(s, cast[decider], asked, DAY, True)
    assert s.get_one(Measure, asked).state is MeasureState.WAITING


def test_a_decision_is_made_once_and_what_was_asked_stays(cast, s, leak):
    asked = measure.add_measure(s, cast["visitor"], leak, DAY, RELIEF)
    stored = s.get_one(Measure, asked)
    with pytest.raises(Refused, match="报批的内容不能改"):
        measure.edit_measure(s, cast["visitor"], asked, stored.version, {**RELIEF, "amount": 6000})
    measure.decide(s, cast["admin"], asked, DAY, True)
    with pytest.raises(Refused, match="已经有人处理过"):
        measure.decide(s, cast["manager"], asked, DAY, False, "太多")
    with pytest.raises(Refused):
        measure.ask_again(s, cast["visitor"], asked, DAY, 900, "再多些")


@pytest.mark.parametrize("end", [measure.give_up, lambda s, who, key, why: measure.finish(s, who, key, DAY, why)])
def test_what_has_ended_is_not_ended_again(cast, s, leak, end):
    key = measure.add_measure(s, cast["visitor"], leak, DAY, MEND)
    end(s, cast["visitor"], key, "不再需要")
    for again in (
        lambda: measure.finish(s, cast["visitor"], key, DAY, "办了"),
        lambda: measure.give_up(s, cast["visitor"], key, "算了"),
        lambda: measure.edit_measure(s, cast["visitor"], key, s.get_one(Measure, key).version, MEND),
    ):
        with pytest.raises(Refused):
            again()


def test_only_what_was_done_can_have_helped(cast, s, leak):
    key = measure.add_measure(s, cast["visitor"], leak, DAY, MEND)
    with pytest.raises(Refused):
        measure.rate(s, cast["visitor"], key, DAY, Helped.YES)
    with pytest.raises(Invalid):
        measure.finish(s, cast["visitor"], key, DAY, "早了", done_on=TOMORROW)
    measure.finish(s, cast["visitor"], key, DAY, "换好")
    measure.rate(s, cast["visitor"], key, TOMORROW, Helped.LITTLE)
    assert s.get_one(Measure, key).helped is Helped.LITTLE


# Slips


def test_a_slip_rests_on_a_consent_that_names_its_receiver(home, cast, s, leak, office):
    with pytest.raises(referral.NoConsent, match="和平街道民政"):
        referral.send(s, cast["visitor"], leak, DAY, slip(office))
    agree(s, cast, home, receiver="别的单位")
    withdrawn = agree(s, cast, home)
    household.withdraw_consent(s, cast["visitor"], withdrawn, DAY)
    with pytest.raises(referral.NoConsent):
        referral.send(s, cast["visitor"], leak, DAY, slip(office))
    assert not s.exec(select(Referral)).all() and s.get_one(Need, leak).state is NeedState.OPEN
    given = agree(s, cast, home)
    first = referral.send(s, cast["visitor"], leak, DAY, slip(office))
    second = referral.send(s, cast["visitor"], leak, DAY, slip(office))
    sent = [s.get_one(Referral, key) for key in (first, second)]
    assert [(one.year, one.no, one.consent_id, one.state) for one in sent] == [
        (2026, 1, given, ReferralState.SENT),
        (2026, 2, given, ReferralState.SENT),
    ]
    assert s.get_one(Need, leak).state is NeedState.IN_HAND


def test_one_persons_consent_does_not_speak_for_another(home, cast, s, office):
    who = cast["visitor"]
    head, son = 1, household.add_resident(s, who, home, {"name": "陈立"})
    answers = {"purpose": Purpose.SHARING, "receiver": OFFICE["name"], "way": "written", "given_on": DAY}
    household.add_consent(s, who, home, DAY, answers, head)
    hers = need.raise_need(s, who, home, DAY, {**LEAK, "resident_id": head})
    his = need.raise_need(s, who, home, DAY, {**LEAK, "resident_id": son})
    assert referral.send(s, who, hers, DAY, slip(office))
    with pytest.raises(referral.NoConsent):
        referral.send(s, who, his, DAY, slip(office))
    agree(s, cast, home)  # the whole household
    assert referral.send(s, who, his, DAY, slip(office))


def test_slips_are_numbered_within_the_year(home, cast, s, leak, office):
    agree(s, cast, home)
    referral.send(s, cast["visitor"], leak, DAY, slip(office))
    new_year = DAY.replace(year=2027, month=1, day=4)
    later = referral.send(s, cast["visitor"], leak, new_year, slip(office, reply_by=new_year))
    assert (s.get_one(Referral, later).year, s.get_one(Referral, later).no) == (2027, 1)


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"state": ReferralState.SENT, "replied_on": DAY}, "state"),
        ({"state": ReferralState.TAKEN_BACK, "replied_on": DAY}, "state"),
        ({"state": ReferralState.REFUSED, "replied_on": DAY}, "reply"),
        ({"state": ReferralState.DONE, "replied_on": TOMORROW}, "replied_on"),
        ({"state": ReferralState.DONE, "replied_on": DAY - timedelta(days=1)}, "replied_on"),
    ],
)
def test_a_reply_is_one_that_can_be(home, cast, s, leak, office, answers, field):
    agree(s, cast, home)
    key = referral.send(s, cast["visitor"], leak, DAY, slip(office))
    with pytest.raises(Invalid) as wrong:
        referral.record_reply(s, cast["visitor"], key, DAY, answers)
    assert set(wrong.value.problems) == {field}


def test_accepted_keeps_a_slip_open_and_an_end_ends_it(home, cast, s, leak, office):
    agree(s, cast, home)
    key = referral.send(s, cast["visitor"], leak, DAY, slip(office))
    referral.record_reply(s, cast["visitor"], key, DAY, {"state": ReferralState.ACCEPTED, "replied_on": DAY})
    assert [each.state for each in need.beneath(s, leak)] == [ReferralState.ACCEPTED]
    ended = {"state": ReferralState.REFUSED, "reply": "不属本辖区", "replied_on": DAY}
    referral.record_reply(s, cast["visitor"], key, DAY, ended)
    assert need.beneath(s, leak) == []
    for again in (
        lambda: referral.record_reply(s, cast["visitor"], key, DAY, ended),
        lambda: referral.take_back(s, cast["visitor"], key, DAY, "不用了"),
    ):
        with pytest.raises(Refused):
            again()


def test_an_office_that_consents_name_keeps_its_name(home, cast, s, office):
    agree(s, cast, home)
    with pytest.raises(Invalid):
        referral.edit_organisation(s, cast["manager"], office, 1, {**OFFICE, "name": "新街道"})
    with pytest.raises(Invalid):
        referral.add_organisation(s, cast["manager"], OFFICE)
    referral.edit_organisation(s, cast["manager"], office, 1, {**OFFICE, "phone": "12345"})


# Closing


@pytest.mark.parametrize("open_thing", ["measure", "relief", "slip", "accepted"])
def test_nothing_closes_with_something_open_beneath_it(home, cast, s, leak, office, open_thing):
    if open_thing in ("measure", "relief"):
        measure.add_measure(s, cast["visitor"], leak, DAY, MEND if open_thing == "measure" else RELIEF)
    else:
        agree(s, cast, home)
        key = referral.send(s, cast["visitor"], leak, DAY, slip(office))
        if open_thing == "accepted":
            told = {"state": ReferralState.ACCEPTED, "replied_on": DAY}
            referral.record_reply(s, cast["visitor"], key, DAY, told)
    words = {"measure": "换接头", "relief": "大病支出", "slip": "和平街道民政", "accepted": "和平街道民政"}[open_thing]
    with pytest.raises(Refused, match=words):
        need.close_need(s, cast["manager"], leak, DAY, SOLVED)
    assert s.get_one(Need, leak).state is NeedState.IN_HAND and not s.exec(select(NeedClosing)).all()


def test_a_visitors_closing_waits_for_a_manager(cast, s, leak):
    asked = need.close_need(s, cast["visitor"], leak, DAY, SOLVED)
    assert s.get_one(Need, leak).state is NeedState.OPEN
    with pytest.raises(Refused, match="正等确认"):
        need.close_need(s, cast["visitor"], leak, DAY, SOLVED)
    with pytest.raises(NotAllowed):
        need.confirm_closing(s, cast["visitor"], asked, DAY)
    need.confirm_closing(s, cast["manager"], asked, TOMORROW)
    stored = s.get_one(Need, leak)
    assert (stored.state, stored.closed_on) == (NeedState.CLOSED, TOMORROW)
    with pytest.raises(Refused, match="已经有人处理过"):
        need.send_back(s, cast["manager"], asked, DAY, "再看看")


def test_a_closing_sent_back_leaves_the_problem_open_and_says_why(cast, s, leak):
    asked = need.close_need(s, cast["visitor"], leak, DAY, SOLVED)
    with pytest.raises(Invalid):
        need.send_back(s, cast["manager"], asked, DAY, "")
    need.send_back(s, cast["manager"], asked, DAY, "照片看不清")
    assert s.get_one(Need, leak).state is NeedState.OPEN
    again = need.close_need(s, cast["visitor"], leak, DAY, SOLVED)
    need.confirm_closing(s, cast["manager"], again, DAY)
    assert [c.sent_back_why for c in s.exec(select(NeedClosing).order_by(NeedClosing.id))] == ["照片看不清", ""]


def test_more_to_do_takes_back_the_closing_that_was_asked_for(cast, s, leak):
    need.close_need(s, cast["visitor"], leak, DAY, SOLVED)
    measure.add_measure(s, cast["visitor"], leak, DAY, MEND)
    assert need.waiting(s, leak) is None and s.get_one(Need, leak).state is NeedState.IN_HAND


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({**SOLVED, "evidence": ""}, "evidence"),
        ({"kind": ClosingKind.SOLVED, "evidence": "已换"}, "word"),
        ({**SOLVED, "kind": ClosingKind.FOR_NOW}, "check_on"),
        ({**SOLVED, "kind": ClosingKind.FOR_NOW, "check_on": DAY}, "check_on"),
    ],
)
def test_a_closing_says_how_by_what_and_what_the_resident_says(cast, s, leak, answers, field):
    with pytest.raises(Invalid) as wrong:
        need.close_need(s, cast["manager"], leak, DAY, answers)
    assert set(wrong.value.problems) == {field}
    assert s.get_one(Need, leak).state is NeedState.OPEN


def test_closed_for_now_comes_back_by_itself_on_its_day_and_once(home, cast, s, leak):
    need.close_need(s, cast["manager"], leak, DAY, {**SOLVED, "kind": ClosingKind.FOR_NOW, "check_on": LATER})
    daily.catch_up(s, LATER - timedelta(days=1))
    assert s.get_one(Need, leak).state is NeedState.CLOSED
    assert daily.catch_up(s, LATER) and not daily.catch_up(s, LATER)
    stored = s.get_one(Need, leak)
    assert (stored.state, stored.closed_on, stored.check_on) == (NeedState.OPEN, None, None)
    closing = s.exec(select(NeedClosing)).one()
    assert (closing.confirmed_on, closing.reopened_on, closing.reopened_by_id) == (DAY, LATER, None)
    plan = s.exec(select(PlannedVisit)).one()
    assert (plan.why, plan.start, plan.need_id, plan.account_id) == (PlanWhy.CHECK, LATER, leak, cast["visitor"].id)


def test_reopening_keeps_the_history_and_asks_why(cast, s, leak):
    need.close_need(s, cast["manager"], leak, DAY, SOLVED)
    with pytest.raises(Refused):
        need.close_need(s, cast["manager"], leak, DAY, SOLVED)
    with pytest.raises(Refused):
        measure.add_measure(s, cast["visitor"], leak, DAY, MEND)
    with pytest.raises(Invalid):
        need.reopen_need(s, cast["visitor"], leak, TOMORROW, " ")
    need.reopen_need(s, cast["visitor"], leak, TOMORROW, "又漏了")
    with pytest.raises(Refused):
        need.reopen_need(s, cast["visitor"], leak, TOMORROW, "又漏了")
    closing = s.exec(select(NeedClosing)).one()
    assert (closing.evidence, closing.reopened_on, closing.reopened_why) == (SOLVED["evidence"], TOMORROW, "又漏了")
    need.close_need(s, cast["manager"], leak, TOMORROW, SOLVED)
    assert len(s.exec(select(NeedClosing)).all()) == 2


def test_no_slip_is_sent_to_an_office_that_is_no_longer_asked(cast, s, leak, office):
    referral.retire_organisation(s, cast["visitor"], office)
    with pytest.raises(Invalid) as wrong:
        referral.send(s, cast["visitor"], leak, DAY, slip(office))
    assert set(wrong.value.problems) == {"organisation_id"}


def test_a_partner_does_nothing_of_all_this(home, cast, s, leak, office):
    who = cast["reader"]
    for deed in (
        lambda: need.raise_need(s, who, home, DAY, LEAK),
        lambda: need.close_need(s, who, leak, DAY, SOLVED),
        lambda: measure.add_measure(s, who, leak, DAY, MEND),
        lambda: referral.send(s, who, leak, DAY, slip(office)),
        lambda: referral.add_organisation(s, who, OFFICE),
        lambda: visit_loop.record_loop(s, who, 1, DAY),
    ):
        with pytest.raises(NotAllowed):
            deed()


# From the visit


def test_what_a_visit_brings_is_stored_once_however_often_it_is_sent(home, cast, s):
    who = cast["visitor"]
    answers = {"at": MORNING, "outcome": Outcome.MET, "said": "水管漏", "health": Level.MIDDLE}
    brought = [{**LEAK, "measures": [{**MEND, "is_promise": True}, RELIEF]}, {"kind": NeedKind.MIND, "words": "想女儿"}]
    for _again in range(2):
        visit_id = visit.record_visit(s, who, home, "t", MORNING, answers)
        visit_loop.record_loop(s, who, visit_id, DAY, brought)
    assert [(n.words, n.visit_id) for n in s.exec(select(Need).order_by(Need.id))] == [
        (LEAK["words"], visit_id),
        ("想女儿", visit_id),
    ]
    assert [(m.kind, m.is_promise, m.state) for m in s.exec(select(Measure).order_by(Measure.id))] == [
        (MeasureKind.REPAIR, True, MeasureState.OPEN),
        (MeasureKind.FEE_RELIEF, False, MeasureState.WAITING),
    ]


def test_a_follow_up_says_whether_it_helped_and_keeps_the_risk_before_and_after(home, cast, s, leak):
    who = cast["visitor"]
    mended = measure.add_measure(s, who, leak, DAY, MEND)
    answers = {"at": MORNING, "outcome": Outcome.MET, "said": "不漏了", "safety": Level.LIGHT}
    visit_id = visit.record_visit(s, who, home, "t", MORNING, answers)
    done = [{"measure_id": mended, "result": "换了接头", "helped": "yes"}]
    followed = {"need_id": leak, "solved": "yes", "word": "satisfied", "new_difficulty": "怕再漏", "done": done}
    for _again in range(2):
        visit_loop.record_loop(s, who, visit_id, DAY, followed=[followed], risk_before=3)
    told = s.exec(select(Evaluation)).one()
    assert (told.solved, told.word, told.risk_before, told.risk_after, told.new_difficulty) == (
        Solved.YES,
        Word.SATISFIED,
        3,
        1,
        "怕再漏",
    )
    assert s.get_one(Measure, mended).helped is Helped.YES
    assert log.verify(s) == ""
