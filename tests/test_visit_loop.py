"""The loop within the visit: problems with measures and promises, what came of them, and what a save plans."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import measure, need, plan, referral, visit, visit_loop
from db.choices import (
    Appeal,
    Change,
    Doer,
    HardshipKind,
    Hazard,
    Helped,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    NeedState,
    Outcome,
    OutsideHelp,
    PlanWhy,
    Solved,
    Way,
    Word,
)
from db.errors import Conflict, Invalid, NotAllowed, Refused
from db.models import Approval, Evaluation, Household, Measure, Need, Visit
from db.queries import brought, door, suggested, unsettled
from tests.conftest import DAY, MORNING
from tests.test_visit_page import drafts, group, tap, told, turn_to, visits

WEEK = timedelta(days=7)


def rows(table: Any) -> list[Any]:
    with store.reading() as s:
        return list(s.exec(select(table).order_by(table.id)))


def at_leaf(page: Any, leaf: str) -> Any:
    return tap(turn_to(page, 4), "内容", leaf)


def met(open_page: Any, **query: str) -> Any:
    return tap(open_page("visit", no="1", **query), "结果（必填）", Outcome.MET)


def written(page: Any, label: str, text: str, n: int = 0) -> Any:
    return [t for t in page.text_input if t.label == label][n].set_value(text).run()


def pressed(page: Any, label: str, n: int = 0) -> Any:
    return [b for b in page.button if b.label == label][n].click().run()


def problem(page: Any, words: str = "浴室地面湿滑，没有扶手") -> Any:
    """One problem as it is written on a phone: a tap, a line, a tap, a tick."""
    at_leaf(page, "problems")
    tap(page, "遇到什么问题", NeedKind.SAFETY)
    written(page, "问题（必填）", words)
    tap(page, "建议，点一下加上", MeasureKind.HANDRAIL)
    next(c for c in page.checkbox if c.label == "当面答应了").check().run()
    return page


def said_something(page: Any) -> Any:
    return tap(turn_to(page, 1), "主要诉求", [Appeal.NONE])


def save(page: Any) -> Any:
    return page.button(key="visit.save").click().run()


def raised(cast: Any, home: int, **more: Any) -> int:
    """A problem of ten days ago."""
    answers = {"kind": NeedKind.SAFETY, "words": "浴室地面湿滑", **more}
    with store.writing() as s:
        return need.raise_need(s, cast["visitor"], home, clock.today() - timedelta(days=10), answers)


def meant(cast: Any, need_id: int, **more: Any) -> int:
    answers = {"kind": MeasureKind.HANDRAIL, "words": "浴室门口", "due": clock.today() - timedelta(days=4), **more}
    with store.writing() as s:
        return measure.add_measure(s, cast["visitor"], need_id, clock.today() - timedelta(days=10), answers)


def test_a_problem_with_a_promise_is_written_in_four_taps_and_a_line(open_page, home):
    page = said_something(problem(met(open_page)))
    save(page)
    [stored], [there] = rows(Need), rows(Measure)
    [visit_stored] = visits()
    assert (stored.kind, stored.words, stored.visit_id) == (NeedKind.SAFETY, "浴室地面湿滑，没有扶手", visit_stored.id)
    assert stored.state is NeedState.IN_HAND and stored.severity is Level.MIDDLE
    assert (there.kind, there.is_promise, there.doer) == (MeasureKind.HANDRAIL, True, Doer.WE)
    assert there.due == clock.today() + WEEK and there.visit_id == visit_stored.id
    assert "浴室地面湿滑，没有扶手" in told(page) and "已当面答应" in told(page) and not drafts()


def test_nothing_is_entered_by_itself(open_page, home):
    page = said_something(met(open_page))
    at_leaf(page, "problems")
    save(page)
    assert len(visits()) == 1 and not rows(Need) and not rows(Measure)


def test_lines_are_in_the_draft_and_go_on_in_another_tab(open_page, home):
    problem(met(open_page))
    page = at_leaf(open_page("visit", no="1"), "problems")
    assert "浴室地面湿滑，没有扶手" in told(page)
    pressed(page, "改")
    assert next(t for t in page.text_input if t.label == "问题（必填）").value == "浴室地面湿滑，没有扶手"
    assert next(c for c in page.checkbox if c.label == "当面答应了").value
    assert next(d for d in page.date_input if d.label == "办结期限（必填）").value == clock.today() + WEEK
    save(said_something(page))
    assert len(rows(Need)) == len(rows(Measure)) == 1 and rows(Measure)[0].is_promise


def test_a_problem_begun_before_a_reload_stays_open_once_its_line_is_written(open_page, home):
    tap(at_leaf(met(open_page), "problems"), "遇到什么问题", NeedKind.SAFETY)
    page = at_leaf(open_page("visit", no="1"), "problems")
    written(page, "问题（必填）", "浴室地面湿滑")
    tap(page, "建议，点一下加上", MeasureKind.HANDRAIL)
    assert any(c.label == "当面答应了" for c in page.checkbox)


def test_several_problems_and_measures_are_removable(open_page, home):
    page = problem(met(open_page))
    tap(page, "建议，点一下加上", MeasureKind.CALLS)
    pressed(page, "写好了")
    tap(page, "再记一个问题", NeedKind.MEDICAL)
    written(page, "问题（必填）", "降压药断了两天")
    page.selectbox[0].select(MeasureKind.ERRANDS).run()
    pressed(page, "写好了")
    tap(page, "再记一个问题", NeedKind.OTHER)
    pressed(page, "删去")  # the third problem
    pressed(page, "改", 0)
    pressed(page, "删去", 1)  # of the first its first measure
    save(said_something(page))
    assert [(one.kind, one.words) for one in rows(Need)] == [
        (NeedKind.SAFETY, "浴室地面湿滑，没有扶手"),
        (NeedKind.MEDICAL, "降压药断了两天"),
    ]
    assert [one.kind for one in rows(Measure)] == [MeasureKind.CALLS, MeasureKind.ERRANDS]


def test_what_is_wrong_is_told_with_its_line_all_at_once_and_nothing_is_half_saved(open_page, home):
    page = tap(turn_to(problem(met(open_page)), 3), "安全风险", Level.GRAVE)
    at_leaf(page, "problems")
    pressed(page, "写好了")
    tap(page, "再记一个问题", NeedKind.FEES)
    page.selectbox[0].select(MeasureKind.FEE_RELIEF).run()
    assert "要报批，不能当面答应。" in told(page) and not page.checkbox
    turn_to(page, 5)
    save(page)
    for line in ("选了“重”", "问题 2（物业费）：问题：请填写。", "问题 2（物业费）的措施 1（减免部分物业费）："):
        assert line in told(page), told(page)
    assert not visits() and not rows(Need) and not rows(Measure) and len(drafts()) == 1
    tap(turn_to(page, 3), "安全风险", Level.LIGHT)
    save(turn_to(page, 5))
    page.button(key="visit.way").click().run()
    written(page, "问题（必填）", "欠费三个月")
    page.number_input[0].set_value(600).run()
    save(said_something(page))
    [_first, fees] = rows(Measure)
    assert (fees.state, fees.amount) == (MeasureState.WAITING, 600) and len(rows(Approval)) == 1
    assert "已报项目经理审批" in told(page)


def test_a_form_saved_in_two_windows_brings_nothing_twice(open_page, home):
    first = said_something(problem(met(open_page)))
    second = open_page("visit", no="1")
    save(first)
    save(second)
    assert len(visits()) == len(rows(Need)) == len(rows(Measure)) == 1


def test_two_texts_of_one_form_lose_no_problem(open_page, home, cast):
    """The same form stored by another window with other words: the problems of this one go with what is chosen."""
    page = problem(met(open_page))
    token = drafts()[0].token
    said_something(page)
    with store.writing() as s:
        answers = {"at": clock.now(), "outcome": Outcome.FAMILY, "said": "别的话"}
        visit.record_visit(s, cast["visitor"], home, token, clock.now(), answers)
    save(page)
    assert "别的话" in told(page) and not rows(Need)
    pressed(page, "按所选保存")
    assert len(visits()) == 1 and [one.words for one in rows(Need)] == ["浴室地面湿滑，没有扶手"]


def test_it_is_asked_whether_it_helped(open_page, home, cast):
    with store.writing() as s:
        answers = {"at": clock.now() - timedelta(days=12), "outcome": Outcome.MET, "said": "x", "safety": Level.GRAVE}
        visit.record_visit(s, cast["visitor"], home, "before", clock.now(), answers | {"safety_why": "浴室湿滑"})
    need_id = raised(cast, home)
    under_way = meant(cast, need_id, is_promise=True)
    done_before = meant(cast, need_id, kind=MeasureKind.CHECK, words="")
    relief = meant(cast, need_id, kind=MeasureKind.FEE_RELIEF, amount=300, words="")
    with store.writing() as s:
        measure.finish(s, cast["visitor"], done_before, clock.today(), "换了开关")
    page = met(open_page)
    assert "上次的事还有 1 件没问" in told(page)
    tap(turn_to(page, 3), "安全风险", Level.LIGHT)
    page.button(key="visit.ask_now").click().run()
    assert "安全风险：重 → 轻" in told(page) and "减免部分物业费（待审批）" in told(page)
    assert group(page, "解决了吗").value is None
    page.checkbox[0].check().run()
    written(page, "办理结果", "门口和马桶边各装一处")
    tap(page, "起作用了吗", Helped.YES)
    tap(page, "起作用了吗：水电气检查", Helped.LITTLE)
    tap(page, "解决了吗", Solved.PARTLY)
    tap(page, "住户意见", Word.SATISFIED)
    written(page, "新的困难", "夜里起身还是头晕")
    assert "上次的事还有" not in told(page)
    page = open_page("visit", no="1")  # all of it is in the draft
    save(said_something(page))
    [said] = rows(Evaluation)
    assert (said.need_id, said.solved, said.word) == (need_id, Solved.PARTLY, Word.SATISFIED)
    assert (said.new_difficulty, said.risk_before, said.risk_after) == ("夜里起身还是头晕", 3, 1)
    by_id = {one.id: one for one in rows(Measure)}
    assert (by_id[under_way].state, by_id[under_way].helped) == (MeasureState.DONE, Helped.YES)
    assert by_id[under_way].result == "门口和马桶边各装一处"
    assert (by_id[done_before].result, by_id[done_before].helped) == ("换了开关", Helped.LITTLE)
    assert by_id[relief].state is MeasureState.WAITING
    assert "浴室地面湿滑：部分解决，满意" in told(page)
    assert "装扶手、坡道　浴室门口：门口和马桶边各装一处" in told(page)


def test_a_new_difficulty_becomes_a_problem_by_a_tap(open_page, home, cast):
    raised(cast, home)
    page = at_leaf(met(open_page), "follow")
    tap(page, "解决了吗", Solved.YES)
    written(page, "新的困难", "夜里头晕")
    pressed(page, "记成新问题")
    assert next(t for t in page.text_input if t.label == "问题（必填）").value == "夜里头晕"
    save(said_something(page))
    assert [one.words for one in rows(Need)] == ["浴室地面湿滑", "夜里头晕"]
    assert "到档案里办结" in told(page)


def test_what_was_done_says_what_came_of_it(open_page, home, cast):
    under_way = meant(cast, raised(cast, home))
    page = at_leaf(met(open_page), "follow")
    page.checkbox[0].check().run()
    save(said_something(page))
    assert "回访“浴室地面湿滑”：办完的措施，请简单写明结果。" in told(page) and not visits()
    page.button(key="visit.way").click().run()
    page.checkbox[0].uncheck().run()
    save(page)
    assert len(visits()) == 1 and {one.id: one.state for one in rows(Measure)} == {under_way: MeasureState.OPEN}


def test_what_a_colleague_ended_meanwhile_does_not_stop_a_save(open_page, home, cast):
    under_way = meant(cast, raised(cast, home))
    page = at_leaf(met(open_page), "follow")
    page.checkbox[0].check().run()
    written(page, "办理结果", "装好了")
    with store.writing() as s:
        measure.give_up(s, cast["manager"], under_way, "业主不同意打孔")
    save(said_something(page))
    assert len(visits()) == 1 and rows(Measure)[0].state is MeasureState.DROPPED


def test_next_and_back_pass_over_no_leaf(open_page, home, cast):
    raised(cast, home)
    page = turn_to(met(open_page), 3)
    seen = []
    for _step in range(4):
        page.button(key="visit.next").click().run()
        there = [g for g in page.button_group if g.label == "内容"]
        seen.append(there[0].value if there else "附件")
    assert seen == ["follow", "problems", "help", "附件"]
    page.button(key="visit.back").click().run()
    assert group(page, "内容").value == "help"


def test_putting_a_visit_right_leaves_its_problems_and_may_add_one(open_page, home, cast):
    save(said_something(problem(met(open_page))))
    [before] = rows(Need)
    page = open_page("visit", visit="1")
    at_leaf(page, "problems")
    assert "浴室地面湿滑，没有扶手" in told(page) and "到住户档案里改" in told(page)
    assert group(page, "内容").options == ["问题", "帮扶、约定"]  # nothing is asked about anew
    tap(page, "遇到什么问题", NeedKind.MEDICAL)
    written(page, "问题（必填）", "降压药断了两天")
    save(page)
    assert [one.words for one in rows(Need)] == ["浴室地面湿滑，没有扶手", "降压药断了两天"]
    assert rows(Need)[0] == before and {one.visit_id for one in rows(Need)} == {1}


def test_the_door_says_first_what_was_promised(open_page, home, cast):
    need_id = raised(cast, home, words="<b>浴室</b>湿滑 [x](http://y)")
    meant(cast, need_id, is_promise=True)
    with store.writing() as s:
        household = s.get_one(Household, home)
        household.avoid, household.safety_note = "别问她儿子的事", "家中有狗"
        s.add(household)
        today = clock.today()
        answers = {"start": today, "end": today + WEEK, "why": PlanWhy.ASKED, "words": "看床边扶手"}
        plan.plan_visit(s, cast["visitor"], home, today, answers)
    page = open_page("visit", no="1")
    said = told(page)
    places = [said.index(one) for one in ("别问她儿子的事", "装扶手、坡道　浴室门口", "<b>浴室</b>湿滑", "看床边扶手")]
    assert places == sorted(places) and "晚了 4 天" in "".join(b.label for b in page.get("badge")) + said
    assert page.error[0].value == "家中有狗"


def test_a_save_says_what_it_planned(open_page, home):
    page = tap(met(open_page), "方式", Way.PHONE)
    tap(page, "上次以来的大变化", [Change.HOSPITAL])
    at_leaf(page, "help")
    day = clock.today() + WEEK
    next(d for d in page.date_input if d.label == "下次走访").set_value(day).run()
    save(page)
    assert "重大变化（住院）" in page.error[0].value and "已列入计划：回访" in told(page)
    assert page.button(key="visit.next_door").label == "下一户"  # nobody else is to be called on


def test_after_a_save_the_next_door_of_the_walk_is_offered(open_page, home, cast):
    from db.changes import household as files

    with store.writing() as s:
        for room in ("1203", "1102"):
            answers = {"building_id": 1, "unit": 1, "room": room, "responsible_id": cast["visitor"].id}
            other = files.add_household(s, cast["visitor"], clock.today(), answers)
            window = {"start": clock.today(), "end": clock.today(), "on": clock.today()}
            plan.plan_visit(s, cast["visitor"], other, clock.today(), window)
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.NO_ANSWER)
    save(page)
    assert page.button(key="visit.next_door").label == "下一户：3栋 1单元 1203"
    page.button(key="visit.next_door").click().run()
    assert page.query_params["no"] == "2" and group(page, "结果（必填）").value is None


# Without a screen


def stored(s: Any, cast: Any, home: int, token: str = "t", **more: Any) -> int:
    answers = {"at": MORNING, "outcome": Outcome.MET, "said": "x", **more}
    return visit.record_visit(s, cast["visitor"], home, token, MORNING, answers)


def test_a_form_sent_twice_brings_its_lines_once(s, home, cast):
    need_id = need.raise_need(s, cast["visitor"], home, DAY - WEEK, {"kind": "care", "words": "没人做饭"})
    under_way = measure.add_measure(s, cast["visitor"], need_id, DAY - WEEK, {"kind": "errands", "due": DAY})
    needs = [
        {"key": "a", "kind": "safety", "words": "湿滑", "measures": [{"kind": "handrail", "due": "2026-12-01"}]},
        {"key": "b", "kind": "fees", "words": "欠费"},
    ]
    done = [{"measure_id": under_way, "result": "送了一周饭", "helped": "yes"}]
    followed = [{"need_id": need_id, "solved": "yes", "word": "satisfied", "done": done}]
    for _send in range(2):
        visit_id = stored(s, cast, home)
        visit_loop.record_loop(s, cast["visitor"], visit_id, DAY, needs, followed, 2)
    assert [one.words for one in s.exec(select(Need).order_by(Need.id))] == ["没人做饭", "湿滑", "欠费"]
    assert len(s.exec(select(Measure)).all()) == 2 and len(s.exec(select(Evaluation)).all()) == 1


def test_other_words_under_one_key_are_not_dropped_silently(s, home, cast):
    visit_id = stored(s, cast, home)
    line = {"key": "a", "kind": "safety", "words": "湿滑", "measures": []}
    visit_loop.record_loop(s, cast["visitor"], visit_id, DAY, [line])
    for other in ({"words": "漏水"}, {"measures": [{"kind": "repair", "due": "2026-12-01"}]}):
        with pytest.raises(Refused, match="问题 1（家中隐患）：这个问题在另一个窗口已保存"):
            visit_loop.record_loop(s, cast["visitor"], visit_id, DAY, [{**line, **other}])


@pytest.mark.parametrize(
    ("needs", "followed", "key"),
    [
        ([{"kind": "safety", "words": " "}], [], "needs.0.words"),
        ([{"kind": "", "words": "湿滑"}], [], "needs.0.kind"),
        ([{"kind": "fees", "words": "x", "measures": [{"kind": "gift"}]}], [], "needs.0.measures.0.due"),
        (
            [{"kind": "fees", "words": "x", "measures": [{"kind": "fee_relief", "due": DAY}]}],
            [],
            "needs.0.measures.0.amount",
        ),
        ([], [{"need_id": 1, "new_difficulty": "头晕"}], "followed.0.solved"),
        ([], [{"need_id": 1, "word": "satisfied"}], "followed.0.solved"),
        ([], [{"need_id": 1, "done": [{"measure_id": 1, "result": ""}]}], "followed.0.done"),
    ],
)
def test_each_wrong_line_is_named(needs, followed, key):
    assert list(visit_loop.wrong(needs, followed)) == [key]


def test_a_measure_of_another_problem_is_not_ended(s, home, cast):
    mine = need.raise_need(s, cast["visitor"], home, DAY, {"kind": "care", "words": "没人做饭"})
    other = need.raise_need(s, cast["visitor"], home, DAY, {"kind": "fees", "words": "欠费"})
    under_way = measure.add_measure(s, cast["visitor"], other, DAY, {"kind": "papers", "due": DAY})
    visit_id = stored(s, cast, home)
    with pytest.raises(Invalid):
        done = [{"measure_id": under_way, "result": "x"}]
        visit_loop.record_loop(s, cast["visitor"], visit_id, DAY, [], [{"need_id": mine, "done": done}])


def test_what_ended_since_somebody_was_met_is_asked_about_once(s, home, cast):
    boss = cast["manager"]
    ended, for_now, old = (
        need.raise_need(s, boss, home, DAY - 4 * WEEK, {"kind": "care", "words": words}) for words in "甲乙丙"
    )
    closing: dict[str, Any] = {"kind": "solved", "evidence": "看过", "word": "satisfied"}
    need.close_need(s, boss, old, DAY - 3 * WEEK, closing)
    need.close_need(s, boss, ended, DAY - WEEK, closing)
    need.close_need(s, boss, for_now, DAY - 3 * WEEK, closing | {"kind": "for_now", "check_on": DAY + WEEK})
    before = MORNING - 2 * WEEK
    visit.record_visit(s, boss, home, "b", MORNING, {"at": before, "outcome": Outcome.MET, "said": "x"})
    there = door.door(s, cast["visitor"], 1, DAY)
    assert there is not None and [one.words for one in there.troubles] == ["甲", "乙"]
    visit_id = stored(s, cast, home)
    visit_loop.record_loop(s, boss, visit_id, DAY, [], [{"need_id": ended, "solved": "no"}])
    told_of = brought.brought(s, cast["visitor"], visit_id).asked
    assert [(one.can_close, one.can_reopen) for one in told_of] == [(False, True)]
    asked = unsettled.unsettled(s, cast["visitor"], home, DAY - WEEK)
    assert [one.words for one in asked] == ["乙"]


def test_suggestions_begin_with_what_was_seen_today_and_name_who_serves_it(s, home, cast):
    who = cast["visitor"]
    for kind, name, serves in (
        (OutsideHelp.COMMITTEE, "和安社区居委会", []),
        (OutsideHelp.FAMILY, "家属会", [HardshipKind.CHILD]),
        (OutsideHelp.GAS, "燃气公司", []),
        (OutsideHelp.POLICE, "派出所", []),
    ):
        referral.add_organisation(s, who, {"kind": kind, "name": name, "serves": serves, "phone": "000-1234"})
    retired = referral.add_organisation(s, who, {"kind": OutsideHelp.GAS, "name": "旧燃气站"})
    referral.retire_organisation(s, who, retired)
    found = suggested.suggested(s, who, (HardshipKind.ALONE,), (Hazard.GAS_HOSE,))
    assert found.measures[:2] == (MeasureKind.CHECK, MeasureKind.REPAIR) and MeasureKind.CALLS in found.measures
    assert [(one.name, one.phone) for one in found.offices] == [
        ("燃气公司", "000-1234"),
        ("和安社区居委会", "000-1234"),
    ]
    assert suggested.suggested(s, who, (), ()) == suggested.Suggested((), ())


@pytest.mark.parametrize(
    ("kind", "doer"),
    [(MeasureKind.GIFT, Doer.WE), (MeasureKind.ALLOWANCE, Doer.STREET), (MeasureKind.TREATMENT, Doer.OTHER)],
)
def test_a_new_line_is_due_in_a_week_by_whom_it_usually_is_done(kind, doer):
    assert suggested.begun(kind, date(2028, 2, 25)) == {"kind": kind.value, "doer": doer.value, "due": "2028-03-03"}


def test_a_partner_is_told_nothing_of_it(s, home, cast):
    reader = cast["reader"]
    for asked in (
        lambda: unsettled.unsettled(s, reader, home, DAY),
        lambda: suggested.suggested(s, reader, (), ()),
        lambda: brought.brought(s, reader, 1),
        lambda: brought.next_call(s, reader, home, DAY),
        lambda: visit_loop.record_loop(s, reader, 1, DAY, []),
    ):
        with pytest.raises(NotAllowed):
            asked()


def test_a_conflict_is_told_before_any_line_is_written(s, home, cast):
    stored(s, cast, home)
    with pytest.raises(Conflict):
        stored(s, cast, home, said="y")
    assert not s.exec(select(Need)).all() and len(s.exec(select(Visit)).all()) == 1
