"""Follow-up: the lists and what narrows them down, decisions in place, the list as a spreadsheet, partners' figures."""

from functools import partial
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from db import clock, sign_in, store
from db.changes import household, measure, need, referral
from db.choices import (
    ClosingKind,
    ConsentWay,
    Deed,
    Level,
    MeasureKind,
    NeedKind,
    OutsideHelp,
    Purpose,
    ReferralState,
    Word,
)
from db.errors import NotAllowed, Refused
from db.models import LogEntry
from db.queries.offered import offered
from db.queries.open_work import Work, measures, needs, slips, waiting
from pages.parts import follow_asked, follow_lists, list_out
from tests.conftest import DAY
from tests.test_home import days, file

TO = "和安街道民政办"


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def work(home, cast):
    """A grave old problem and a light new one here, a solved one and one whose end waits at 5栋 201."""
    who, there = cast["visitor"], file(cast, "201", "5栋", whose="manager", seen=1)
    with store.writing() as s:

        def raised(key, age, words, severity=Level.LIGHT, kind=NeedKind.REPAIR):
            return need.raise_need(s, who, key, days(-age), {"kind": kind, "words": words, "severity": severity})

        def done(key, kind, words, due, **more):
            return measure.add_measure(s, who, key, days(-40), {"kind": kind, "words": words, "due": days(due), **more})

        grave = raised(home, 40, "浴室滑", Level.GRAVE, NeedKind.SAFETY)
        light = raised(home, 2, "漏水")
        solved, asked = raised(there, 30, "台阶"), raised(there, 9, "插排")
        closing = {"evidence": "看过", "word": Word.SATISFIED, "kind": ClosingKind.SOLVED}
        need.close_need(s, cast["manager"], solved, days(-3), closing)
        need.close_need(s, who, asked, DAY, closing)
        promise = done(grave, MeasureKind.HANDRAIL, "装扶手", -4, is_promise=True)
        done(light, MeasureKind.REPAIR, "换水管", 3)
        relief = done(grave, MeasureKind.FEE_RELIEF, "大病", 5, amount=600)
        finished = done(grave, MeasureKind.CARD, "联系卡", -9)
        measure.finish(s, who, finished, days(-9), "办好了")
        office = referral.add_organisation(s, who, {"name": TO, "kind": OutsideHelp.STREET})
        given = {"purpose": Purpose.SHARING, "receiver": TO, "way": ConsentWay.WRITTEN, "given_on": days(-40)}
        household.add_consent(s, who, home, days(-40), given)
        late = referral.send(s, who, grave, days(-30), _slip(office, "护理补贴", -2))
        answered = referral.send(s, who, grave, days(-29), _slip(office, "临时救助", -5))
        reply = {"state": ReferralState.ACCEPTED, "replied_on": days(-9)}
        referral.record_reply(s, who, answered, DAY, reply)
    return {"grave": grave, "light": light, "solved": solved, "asked": asked, "there": there,
            "promise": promise, "relief": relief, "late": late, "answered": answered}  # fmt: skip


def _slip(office, reason, by):
    return {"organisation_id": office, "reason": reason, "reply_by": days(by)}


def words(cast, ask, what="words", who="visitor", **asked):
    with store.reading() as s:
        return [getattr(row, what) for row in ask(s, cast[who], Work(**asked), DAY).rows]


def told(at) -> str:
    parts = [*at.title, *at.text, *at.markdown, *at.caption, *at.info, *at.subheader, *at.metric]
    return "\n".join(str(each.value) for each in parts).replace("\\", "")


def test_problems_come_gravest_first_and_oldest_among_them(work, cast):
    assert words(cast, needs) == ["浴室滑", "插排", "漏水"]
    assert words(cast, needs, "days") == [40, 9, 2]
    assert words(cast, needs, "is_asked") == [False, True, False]
    assert words(cast, needs, "ended") == [None] * 3, "asked for is not ended"


def test_every_condition_narrows_the_problems_down(work, cast):
    assert words(cast, needs, need=NeedKind.SAFETY) == ["浴室滑"]
    assert words(cast, needs, age=0) == ["漏水"]
    assert words(cast, needs, age=2) == ["浴室滑"]
    assert words(cast, needs, building_id=2) == ["插排"]
    assert words(cast, needs, responsible_id=cast["manager"].id) == ["插排"]
    assert words(cast, needs, is_ended=True) == ["台阶"]
    assert words(cast, needs, is_ended=True, ended=ClosingKind.FOR_NOW) == []
    assert words(cast, needs, is_ended=True, since=days(-2)) == []
    assert words(cast, needs, is_ended=True, ended=ClosingKind.SOLVED, since=days(-3)) == ["台阶"]


def test_a_problem_closed_twice_stands_once_and_with_its_last_end(work, cast):
    with store.writing() as s:
        need.reopen_need(s, cast["manager"], work["solved"], DAY, "又坏了")
        closing = {"evidence": "移交", "word": Word.NOT_ASKED, "kind": ClosingKind.PROCEDURAL}
        need.close_need(s, cast["manager"], work["solved"], DAY, closing)
    assert words(cast, needs, "ended", is_ended=True) == [ClosingKind.PROCEDURAL]


def test_measures_come_by_the_day_they_are_due(work, cast):
    assert words(cast, measures) == ["装扶手", "换水管", "大病"]
    assert words(cast, measures, "late") == [4, 0, 0]
    assert words(cast, measures, is_late=True) == ["装扶手"]
    assert words(cast, measures, is_promise=True) == ["装扶手"]
    assert words(cast, measures, measure=MeasureKind.FEE_RELIEF) == ["大病"]
    assert words(cast, measures, is_ended=True) == ["联系卡"]


def test_slips_without_a_reply_come_first(work, cast):
    assert words(cast, slips, "reason") == ["护理补贴", "临时救助"]
    assert words(cast, slips, "late") == [2, 0], "whoever has answered is not late"
    assert words(cast, slips, "reason", is_late=True) == ["护理补贴"]
    assert words(cast, slips, "reason", is_unanswered=True) == ["护理补贴"]
    assert words(cast, slips, "number") == [f"{DAY.year}-001", f"{DAY.year}-002"]


def test_lists_are_paged_and_a_page_too_far_is_the_last(work, cast):
    with store.reading() as s:
        page = needs(s, cast["visitor"], Work(page=9, size=2), DAY)
    assert (page.total, page.pages, page.number, len(page.rows)) == (3, 2, 2, 1)


def test_what_waits_is_told_with_who_asked_and_whether_it_was_oneself(work, cast):
    with store.reading() as s:
        found, total = waiting(s, cast["manager"])
        own, _total = waiting(s, cast["visitor"])
    assert total == 2
    assert [(each.words, each.amount, each.ended, each.by, each.is_own) for each in found] == [
        ("大病", 600, None, "何静", False),
        ("插排", None, ClosingKind.SOLVED, "何静", False),
    ]
    assert [each.is_own for each in own] == [True, True]


@pytest.mark.parametrize("ask", [needs, measures, slips])
def test_a_partner_gets_no_list(work, cast, ask):
    with store.reading() as s, pytest.raises(NotAllowed):
        ask(s, cast["reader"], Work(), DAY)
    with store.reading() as s, pytest.raises(NotAllowed):
        waiting(s, cast["reader"])


def test_an_address_is_read_back_and_nonsense_asks_for_nothing(work, cast):
    with store.reading() as s:
        there = offered(s, cast["visitor"])
    for shown, asked in (
        ("needs", Work(need=NeedKind.CARE, age=3, building_id=1, responsible_id=cast["visitor"].id, page=2)),
        ("needs", Work(is_ended=True, ended=ClosingKind.SOLVED, since=DAY)),
        ("measures", Work(measure=MeasureKind.CARD, is_late=True, is_promise=True)),
        ("slips", Work(is_ended=True)),
    ):
        assert follow_asked.read(follow_asked.written(shown, asked), there) == asked
    odd = {"kind": "gold", "age": "77", "building": "99", "staff": "x", "since": "never", "page": "-4", "ended": "?"}
    assert follow_asked.read(odd, there) == Work()


def test_the_page_opens_with_the_problems_and_their_filters(work, open_page):
    at = open_page("follow_up")
    assert not at.exception, at.exception
    assert at.title[0].value == "跟进"
    assert list(at.dataframe[0].value["问题"]) == ["浴室滑", "插排", "漏水"]
    assert list(at.dataframe[0].value["状态"]) == ["办理中", "办结待确认", "办理中"]
    at.selectbox(key="follow.need.0").set_value(NeedKind.SAFETY).run()
    assert list(at.dataframe[0].value["问题"]) == ["浴室滑"]
    assert at.query_params["kind"] in ("safety", ["safety"])
    at.button(key="follow.clear").click().run()
    assert len(at.dataframe[0].value) == 3 and "kind" not in at.query_params


@pytest.mark.parametrize(
    ("show", "column", "first"),
    [("measures", "具体内容", "装扶手"), ("slips", "请对方做什么", "护理补贴"), ("needs", "问题", "浴室滑")],
)
def test_each_list_has_its_address(work, open_page, show, column, first):
    at = open_page("follow_up", "visitor", show=show)
    assert not at.exception, at.exception
    assert at.dataframe[0].value[column][0] == first


def test_a_bookmarked_list_opens_narrowed_down(work, open_page):
    at = open_page("follow_up", "visitor", show="needs", ended="solved", since="2026-11-01")
    assert list(at.dataframe[0].value["问题"]) == ["台阶"]
    at = open_page("follow_up", "visitor", show="measures", late="1")
    assert list(at.dataframe[0].value["具体内容"]) == ["装扶手"]


def test_an_empty_list_says_where_its_things_come_from(home, open_page):
    assert "登记走访时或在住户档案里记问题" in told(open_page("follow_up"))
    assert "没有合条件的" in told(open_page("follow_up", "visitor", age="0"))
    assert "没有待批的事" in told(open_page("follow_up", "manager", show="waiting"))
    assert "没有办完的措施" in told(open_page("follow_up", "manager", show="outcomes"))


def test_who_may_decides_in_place_and_who_may_not_only_reads(work, cast, open_page):
    at = open_page("follow_up", "visitor", show="waiting")
    assert "物业费减免 600 元" in told(at) and "办结：插排" in told(at)
    assert not [button for button in at.button if button.label == "审批"]
    at = open_page("follow_up", "manager", show="waiting")
    at.button(key=f"home.relief.{work['relief']}").click().run()
    assert {f"relief.{work['relief']}.yes", f"relief.{work['relief']}.no"} <= {button.key for button in at.button}
    with store.writing() as s:
        measure.decide(s, cast["manager"], work["relief"], DAY, approved=True)
    at = open_page("follow_up", "manager", show="waiting")
    assert "物业费减免" not in told(at)
    [closing] = [button for button in at.button if button.label == "审批"]
    closing.click().run()
    key = closing.key.removeprefix("home.")
    assert {f"{key}.yes", f"{key}.no"} <= {button.key for button in at.button}


def test_what_helped_is_told_in_figures(work, cast, open_page):
    at = open_page("follow_up", "visitor", show="outcomes")
    assert not at.exception, at.exception
    assert list(at.dataframe[0].value["已办结"]) == [1]


def test_the_plan_stands_in_its_tab(work, open_page):
    at = open_page("follow_up", "manager", show="plans")
    assert not at.exception, at.exception


def test_a_partner_reads_figures_and_nothing_else(work, open_page):
    for query in ({}, {"show": "needs"}, {"show": "waiting"}, {"show": "plans"}):
        at = open_page("follow_up", "reader", **query)
        assert not at.exception, at.exception
        assert at.metric and not at.button and not at.get("download_button")
        shown = told(at) + "".join(str(each.value) for each in at.dataframe)
        for secret in ("陈玉芬", "1202", "浴室滑", "装扶手", "大病", TO):
            assert secret not in shown


def taken(secret: str, shown: str, work: Work) -> bytes:
    return list_out.made(secret, partial(follow_lists.gathered, shown, work), list_out.Way(), None, "zh_CN")


def secret_of(who) -> str:
    with store.writing() as s:
        return sign_in.open_session(s, who.id, clock.now())[0]


def test_a_list_goes_out_filtered_and_with_a_line_in_the_log(work, cast):
    made = taken(secret_of(cast["visitor"]), "measures", Work(is_promise=True, page=7))
    head, row = (list(cells) for cells in openpyxl.load_workbook(BytesIO(made)).active.iter_rows(values_only=True))
    found = dict(zip(head, row, strict=True))
    assert (found["档案号"], found["户主"], found["具体内容"], found["晚了几天"]) == (1, "陈玉芬", "装扶手", 4)
    with store.reading() as s:
        [entry] = s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT)).all()
    assert (entry.who, entry.record, entry.detail) == ("何静", "measures", "1 rows, by is_promise")


def test_a_partner_or_a_stranger_takes_no_list_out(work, cast):
    with pytest.raises(NotAllowed):
        taken(secret_of(cast["reader"]), "needs", Work())
    with pytest.raises(Refused):
        taken("nobody", "needs", Work())
    with store.reading() as s:
        assert not s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT)).all()
