"""The visit page: two taps, six parts, the draft, two texts."""

from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import visit
from db.choices import AT_ONCE, Appeal, Circumstance, ConsentWay, Hazard, Level, Outcome, Way
from db.models import Attachment, Draft, Household, Resident, Visit, VisitBy
from db.words import told_in
from tests.test_photos import drawn


def group(page: Any, label: str) -> Any:
    return next(g for g in page.button_group if g.label == label)


def tap(page: Any, label: str, value: Any) -> Any:
    return group(page, label).set_value(value).run()


def turn_to(page: Any, part: int) -> Any:
    return tap(page, "部分", part)


def told(page: Any) -> str:
    return "\n".join(str(e.value) for kind in ("text", "markdown", "caption", "info", "error") for e in page.get(kind))


def visits() -> list[Visit]:
    with store.reading() as s:
        return list(s.exec(select(Visit).order_by(Visit.id)))


def drafts() -> list[Draft]:
    with store.reading() as s:
        return list(s.exec(select(Draft)))


@pytest.mark.parametrize("outcome", [Outcome.NO_ANSWER, Outcome.NOT_IN, Outcome.REFUSED])
def test_a_door_that_stays_shut_takes_two_taps(open_page, home, outcome):
    page = tap(open_page("visit", no="1"), "结果（必填）", outcome)
    page.button(key="visit.save").click().run()
    [stored] = visits()
    assert (stored.outcome, stored.way, stored.said) == (outcome, Way.HOME, "")
    assert abs(clock.now() - stored.at) < timedelta(minutes=2)
    assert "已保存" in told(page) and not drafts()
    assert [b.label for b in page.button] == ["排一次走访", "看依据", "下一户", "打开档案", "更正"]


def test_what_was_noticed_at_the_door_is_put_into_words(open_page, home):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.NO_ANSWER)
    tap(page, "门口情形", ["Newspapers not taken in", "A smell"])
    assert "闻到燃气味" in told(page)
    next(t for t in page.text_input if t.label == "门口情形说明").set_value("敲门三次").run()
    page.button(key="visit.save").click().run()
    assert visits()[0].door_note == "报纸未取，有异味，敲门三次"


def test_nothing_found_is_chosen_beforehand(open_page, home):
    page = open_page("visit", no="1")
    assert group(page, "结果（必填）").value is None
    tap(page, "结果（必填）", Outcome.MET)
    assert group(page, "走访人").value == [1]
    turn_to(page, 3)
    assert [group(page, f"{name}风险").value for name in ("健康", "安全", "社会稳定")] == [None] * 3
    tap(turn_to(page, 4), "内容", "help")
    assert next(d for d in page.date_input if d.label == "下次走访").value is None


def test_a_full_visit_goes_through_the_parts_in_any_order(open_page, home, cast):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    turn_to(page, 3)
    tap(page, "安全风险", Level.GRAVE)
    next(t for t in page.text_input if "安全" in t.label).set_value("浴室<b>湿滑</b>，跌过一次").run()
    turn_to(page, 1)
    tap(page, "主要诉求", [Appeal.REPAIR])
    page.text_area[0].set_value("=1+1 夜里不敢去浴室。䶮 👵").run()
    turn_to(page, 2)
    tap(page, "安全隐患", [Hazard.SLIPPERY, Hazard.ALARM])
    turn_to(page, 0)
    tap(page, "走访人", [cast["visitor"].id, cast["manager"].id])
    turn_to(page, 5)
    page.button(key="visit.save").click().run()
    [stored] = visits()
    assert (stored.said, stored.safety, stored.safety_why) == (
        "=1+1 夜里不敢去浴室。䶮 👵",
        Level.GRAVE,
        "浴室<b>湿滑</b>，跌过一次",
    )
    assert (stored.appeals, stored.hazards) == ([Appeal.REPAIR], [Hazard.SLIPPERY, Hazard.ALARM])
    with store.reading() as s:
        assert {by.name for by in s.exec(select(VisitBy))} == {"何静", "李敏"}
        assert s.get_one(Household, home).last_risk == 3


def test_a_grave_risk_asks_why_and_keeps_everything(open_page, home):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    turn_to(page, 3)
    tap(page, "健康风险", Level.GRAVE)
    page.button(key="visit.save").click().run()
    assert "健康风险：选了“重”，请用几个字写看到了什么。" in told(page)
    assert not visits() and group(page, "健康风险").value is Level.GRAVE
    turn_to(page, 5)
    page.button(key="visit.save").click().run()
    page.button(key="visit.way").click().run()
    assert group(page, "健康风险").value is Level.GRAVE


@pytest.mark.parametrize("found", sorted(AT_ONCE))
def test_what_cannot_wait_is_said_before_the_form_is_finished(open_page, home, found: Circumstance):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    turn_to(page, 2)
    assert not page.error
    tap(page, "特殊情况", [found])
    assert page.error[0].value.startswith(f"**{told_in('zh_CN', found.label)}**")  # tests/test_guides.py reads on


def test_a_judging_word_is_answered_where_it_is_typed(open_page, home):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    turn_to(page, 1)
    page.text_area[0].set_value("老人态度消极，不配合。").run()
    assert "不配合" in page.info[0].value and "写看到、听到的情形" in page.info[0].value
    page.text_area[0].set_value("沉默约一刻钟。").run()
    assert not page.info


def test_a_draft_goes_on_in_another_tab_of_the_same_person_only(open_page, home):
    page = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    turn_to(page, 1)
    page.text_area[0].set_value("说到一半").run()
    other = open_page("visit", no="1")
    assert group(other, "结果（必填）").value is Outcome.MET and "的草稿写" in told(other)
    turn_to(other, 1)
    assert other.text_area[0].value == "说到一半"
    assert len(drafts()) == 1
    colleague = open_page("visit", "manager", no="1")
    assert group(colleague, "结果（必填）").value is None and "草稿" not in told(colleague)


def test_drafts_are_listed_and_can_be_thrown_away(open_page, home):
    tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    page = open_page("visit")
    assert "1 份未写完" in told(page)
    page.button(key=f"visit.draft.{drafts()[0].id}").click().run()
    page.button(key="visit.discard").click().run()
    assert not drafts() and group(page, "结果（必填）").value is None


def test_a_second_window_is_told_of_what_the_first_wrote(open_page, home):
    first = tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET)
    second = open_page("visit", no="1")
    turn_to(first, 1)
    first.text_area[0].set_value("第一扇窗").run()
    turn_to(second, 1)
    assert "您在另一个窗口" in told(second)
    second.button(key="visit.take").click().run()
    turn_to(second, 1)
    assert second.text_area[0].value == "第一扇窗"


def test_a_form_saved_in_another_window_is_not_saved_twice(open_page, home):
    first = tap(open_page("visit", no="1"), "结果（必填）", Outcome.NO_ANSWER)
    second = open_page("visit", no="1")
    first.button(key="visit.save").click().run()
    second.button(key="visit.save").click().run()
    assert len(visits()) == 1


def _recorded(cast: Any, home: int, **more: Any) -> int:
    now = clock.now()
    answers = {"at": now, "outcome": Outcome.MET, "said": "原来的话", **more}
    with store.writing() as s:
        return visit.record_visit(s, cast["visitor"], home, "t", now, answers)


def test_who_only_looks_at_a_visit_leaves_no_draft_behind(open_page, home, cast):
    at = clock.now().replace(second=0, microsecond=0)
    visit_id = _recorded(cast, home, at=at, hazards=[Hazard.SOCKETS], health=Level.LIGHT, next_on=clock.today())
    page = open_page("visit", visit=str(visit_id), part="3")
    assert group(page, "安全隐患").value == [Hazard.SOCKETS] and not page.exception
    for part in range(6):
        turn_to(page, part)
    assert not drafts()


def test_a_visit_is_put_right(open_page, home, cast):
    visit_id = _recorded(cast, home)
    page = turn_to(open_page("visit", visit=str(visit_id)), 1)
    assert page.text_area[0].value == "原来的话"
    page.text_area[0].set_value("更正的话").run()
    page.button(key="visit.save").click().run()
    assert [v.said for v in visits()] == ["更正的话"] and not drafts()


def test_two_people_at_one_visit_are_shown_both_texts(open_page, home, cast):
    visit_id = _recorded(cast, home)
    mine = turn_to(open_page("visit", visit=str(visit_id)), 1)
    mine.text_area[0].set_value("管家写的").run()
    with store.writing() as s:
        answers = {"at": visits()[0].at, "outcome": Outcome.MET, "said": "经理写的"}
        visit.edit_visit(s, cast["manager"], visit_id, 1, clock.now(), answers)
    mine.button(key="visit.save").click().run()
    assert "经理写的" in told(mine) and "管家写的" in told(mine)
    assert visits()[0].said == "经理写的"
    choice = next(g for g in mine.button_group if g.key.endswith(".settle.said"))
    choice.set_value("both").run()
    next(b for b in mine.button if b.label == "按所选保存").click().run()
    assert visits()[0].said == "经理写的\n管家写的"


def test_what_only_the_other_changed_is_proposed_as_it_is_stored(open_page, home, cast):
    visit_id = _recorded(cast, home, seen="屋里整洁")
    mine = turn_to(open_page("visit", visit=str(visit_id)), 1)
    mine.text_area[0].set_value("管家写的").run()
    with store.writing() as s:
        answers = {"at": visits()[0].at, "outcome": Outcome.MET, "said": "原来的话", "seen": "经理看到漏水"}
        visit.edit_visit(s, cast["manager"], visit_id, 1, clock.now(), answers)
    mine.button(key="visit.save").click().run()
    proposed = {g.key.rsplit(".", 1)[1]: g.value for g in mine.button_group if ".settle." in g.key}
    assert proposed == {"said": "mine", "seen": "theirs"}
    next(b for b in mine.button if b.label == "按所选保存").click().run()
    assert [(v.said, v.seen) for v in visits()] == [("管家写的", "经理看到漏水")]


def test_a_household_is_found_and_created_at_the_door(open_page, home, cast):
    page = open_page("visit")
    page.text_input(key="visit.search").set_value("玉芬").run()
    assert page.button(key="visit.found.1")
    page.selectbox(key="visit.new.building_id").set_value(1).run()
    page.text_input(key="visit.new.room").set_value("1203").run()
    page.text_input(key="visit.new.name").set_value("陈玉芬").run()
    page.text_input(key="visit.new.phone").set_value("138 0000 2207").run()
    assert "已有档案：姓名相同，电话相同" in told(page)
    save = page.button(key="visit.new.save")
    assert save.label == "是另一户，建档"
    save.click().run()
    with store.reading() as s:
        assert [h.no for h in s.exec(select(Household).order_by(Household.no))] == [1, 2]
        assert [r.name for r in s.exec(select(Resident).where(Resident.is_head))] == ["陈玉芬", "陈玉芬"]
    assert page.query_params["no"] == "2" and group(page, "结果（必填）").value is None


def test_what_is_missing_for_a_new_file_is_told_at_once(open_page, home):
    page = open_page("visit")
    page.button(key="visit.new.save").click().run()
    for field in ("楼栋", "房号", "姓名"):
        assert f"{field}：请填写。" in told(page)


def test_without_buildings_the_way_to_them_is_shown(open_page, cast):
    page = open_page("visit")
    assert [b.label for b in page.button] == ["录入楼栋"] and not page.text_input


def test_a_partner_may_not_enter_visits(open_page, home):
    page = open_page("visit", "reader", no="1")
    assert "陈玉芬" not in told(page) and not page.button_group


def test_no_photo_without_consent_and_with_it_the_picture_is_the_visits(open_page, home):
    page = turn_to(tap(open_page("visit", no="1"), "结果（必填）", Outcome.MET), 5)
    assert "不能存照片" in told(page) and group(page, "添加").options == ["纸质材料"]
    page.button(key=next(b.key for b in page.button if b.label == "记下同意")).click().run()
    assert "请填写" in told(page)
    way = next(g for g in page.button_group if g.key.endswith(".consent.way"))
    way.set_value(ConsentWay.WRITTEN).run()
    next(b for b in page.button if b.label == "记下同意").click().run()
    assert "已有拍照同意" in told(page)
    page.file_uploader[0].set_value(("a.jpg", drawn(), "image/jpeg")).run()
    with store.reading() as s:
        [kept] = s.exec(select(Attachment))
        assert kept.draft_id is not None and kept.consent_id is not None
    other = turn_to(open_page("visit", no="1"), 5)
    assert any(b.label == "删去" for b in other.button)
    turn_to(page, 1)
    tap(page, "主要诉求", [Appeal.NONE])
    page.button(key="visit.save").click().run()
    with store.reading() as s:
        [kept] = s.exec(select(Attachment))
        assert (kept.visit_id, kept.draft_id) == (visits()[0].id, None)
