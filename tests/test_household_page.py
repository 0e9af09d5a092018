"""One household's file: what it shows to whom, its visits in pages, and the line in the log."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import household, measure, need, referral
from db.changes.visit import record_visit
from db.choices import (
    ClosingKind,
    ConsentWay,
    Deed,
    HardshipKind,
    HouseholdState,
    Level,
    MeasureKind,
    NeedKind,
    OutsideHelp,
    Purpose,
    ReferralState,
    Scale,
    Word,
)
from db.choices.story import StoryKind
from db.models import Household, HouseholdFields, LogEntry, Resident, ResidentFields
from db.queries import loop
from db.queries.household import Standing, file
from db.queries.timeline import timeline
from db.queries.visit_files import pictures
from pages.parts import look, opened
from tests.conftest import DAY, MORNING

SECRETS = ("陈玉芬", "1202", "13800002207", "浴室", "独居", "家中有狗", "Barthel", "55 分")


@pytest.fixture
def full(home, cast, monkeypatch):
    """陈玉芬's file with a son elsewhere, a scale result, consents of three standings, and twelve visits."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    who = cast["visitor"]
    with store.writing() as s:
        h = s.get_one(Household, home)
        answers = {"building_id": h.building_id, "unit": 1, "room": "1202", "tier": h.tier, "responsible_id": who.id}
        household.edit_household(
            s, who, home, h.version, DAY, {**answers, "safety_note": "家中有狗", "verified_on": DAY}
        )
        household.add_resident(
            s, who, home, {"name": "陈立", "relation": "son", "lives_here": False, "is_emergency": True}
        )
        [chen] = s.exec(select(Resident).where(Resident.name == "陈玉芬")).all()
        result = {"scale": Scale.BARTHEL, "score": "55 分", "assessed_by": "和安卫生站", "assessed_on": DAY}
        household.add_scale_result(s, who, chen.id, result)
        ended = household.add_hardship(s, who, home, {"kind": HardshipKind.ILLNESS})
        household.end_hardship(s, who, ended, DAY)
        for purpose, given, until in (
            (Purpose.ARCHIVE, DAY, None),
            (Purpose.PHOTO, DAY - timedelta(days=90), DAY - timedelta(days=1)),
            (Purpose.PUBLICATION, DAY, None),
        ):
            consent = {"purpose": purpose, "way": ConsentWay.WRITTEN, "given_on": given, "until": until}
            last = household.add_consent(s, who, home, DAY, consent)
        household.withdraw_consent(s, who, last, DAY)
        for n in range(12):
            at = MORNING - timedelta(days=10 * n)
            answers = {
                "at": at,
                "outcome": "met",
                "said": f"第{n}次，**不敢**去浴室",
                "safety": Level.GRAVE,
                "safety_why": "滑",
            }
            record_visit(s, who, home, f"t{n}", MORNING, answers)
    return home


def told(at) -> str:
    parts = [*at.title, *at.text, *at.markdown, *at.caption, *at.error, *at.info, *at.expander, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts).replace(
        "\\", ""
    )


def test_the_file_holds_what_is_known(full, cast):
    with store.reading() as s:
        found = file(s, cast["visitor"], 1, DAY)
        assert file(s, cast["visitor"], 99, DAY) is None
    assert (found.door, found.responsible, found.tier_by, found.visits) == ("3栋 1单元 1202", "何静", "何静", 12)
    assert [(r.fields.name, r.age) for r in found.residents] == [("陈玉芬", 83), ("陈立", None)]
    assert found.head.scales[0].score == "55 分"
    assert [h.fields.kind for h in found.hard_now] == [HardshipKind.ALONE]
    assert len(found.hardships) == 2, "what has ended is kept"
    standings = {c.fields.purpose: c.standing for c in found.consents}
    assert standings == {
        Purpose.ARCHIVE: Standing.VALID,
        Purpose.PHOTO: Standing.EXPIRED,
        Purpose.PUBLICATION: Standing.WITHDRAWN,
    }


def test_visits_come_newest_first_ten_at_a_time(full, cast):
    with store.reading() as s:
        only = [StoryKind.VISIT]
        first, second = (timeline(s, cast["visitor"], full, DAY, only, page) for page in (1, 2))
    assert [entry.visit.fields.said[:3] for entry in first] == [f"第{n}次" for n in range(10)]
    assert len(second) == 2 and first[0].visit.staff == ("何静",)


def test_a_partner_reads_a_skeleton(full, cast):
    with store.reading() as s:
        found = file(s, cast["reader"], 1, DAY)
        visits = timeline(s, cast["reader"], full, DAY)
        assert pictures(s, cast["reader"], [1, 2]) == {}
    assert found.is_masked and not found.hardships
    for secret in SECRETS:
        assert secret not in str(found) + str(visits)


def test_the_page_shows_the_whole_file(full, open_page):
    at = open_page("household", "visitor", no="1")
    assert not at.exception
    shown = told(at)
    assert at.title[0].value.replace("\\", "") == "3栋 1单元 1202"
    for words in (
        "档案 0001",
        "陈玉芬，女，83 岁",
        "家中有狗",
        "2027年11月23日前复核",
        "陈立",
        "不同住",
        "55 分",
        "拍照：已到期",
    ):
        assert words in shown, words
    assert "第0次，**不敢**去浴室" in shown and "第11次" not in shown


def test_a_typed_door_is_text_in_the_heading_too(home, cast, open_page):
    with store.writing() as s:
        s.get_one(Household, home).room = ":red[x]"
    heading = open_page("household", "visitor", no="1").title[0].value
    assert heading.endswith(r"\:red\[x\]"), heading


@pytest.mark.parametrize("typed", ["http://evil.test", "见 www.evil.test", "a@evil.test", ":material/lock:", ":smile:"])
def test_typed_text_becomes_no_link_and_no_icon(typed):
    """These are made of text after the marks were read; nothing that is seen is added or lost."""
    shown = look.plain(typed).replace("\\", "")
    assert typed not in shown and shown.replace(look.JOINER, "") == typed
    assert look.JOINER not in look.plain("上午9:30，比例 1:2，单价:300元")


def test_a_partner_sees_no_name_on_the_page_and_no_way_to_change(full, open_page):
    at = open_page("household", "reader", no="1")
    assert not at.exception and not at.button
    for secret in SECRETS:
        assert secret not in told(at), secret


@pytest.mark.parametrize("query", [{}, {"no": "99"}, {"no": "1; DROP"}, {"no": "99999999999999999999"}, {"no": "²"}])
def test_a_number_without_a_file_says_what_next(home, open_page, query):
    at = open_page("household", "visitor", **query)
    assert not at.exception
    assert "到住户台账里找一找" in told(at)
    assert [button.label for button in at.button] == ["打开住户台账"]


def views() -> int:
    with store.reading() as s:
        return len(s.exec(select(LogEntry).where(LogEntry.deed == Deed.VIEW)).all())


def test_opening_is_logged_once_for_a_sitting(full, open_page, monkeypatch):
    at = open_page("household", "visitor", no="1")
    at.run()
    assert views() == 1
    monkeypatch.setattr(clock, "now", lambda: MORNING + opened.SITTING + timedelta(seconds=1))
    at.run()
    assert views() == 2
    open_page("household", "reader", no="1")
    assert views() == 2, "what is masked tells of nobody"


def test_a_consent_is_withdrawn_in_place(full, open_page, cast):
    at = open_page("household", "visitor", no="1")
    [withdraw] = [button for button in at.button if button.label == "撤回"]
    withdraw.click().run()
    with store.reading() as s:
        standings = {c.standing for c in file(s, cast["visitor"], 1, date(2026, 11, 23)).consents}
    assert Standing.VALID not in standings
    assert any("已保存" in toast.value and "10:40" in toast.value for toast in at.toast)


@pytest.fixture
def leak(home, cast, monkeypatch) -> int:
    """A problem with a promise at 陈玉芬's door."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    with store.writing() as s:
        key = need.raise_need(s, cast["visitor"], home, DAY, {"kind": NeedKind.REPAIR, "words": "水管**漏**水"})
        late = DAY - timedelta(days=3)
        promise = {"kind": MeasureKind.REPAIR, "words": "换接头", "due": late, "is_promise": True}
        measure.add_measure(s, cast["visitor"], key, DAY - timedelta(days=9), promise)
    return key


MENU = "of a menu"


class Dialog:
    """A dialog of a page. In a browser it runs by itself; here it stays open by pressing what opened it again."""

    def __init__(self, at, label: str, key: str = "") -> None:
        self.at, self.opens = at, (label, key)
        self.run()

    def button(self, label: str, key: str = ""):
        if key == MENU:
            menu = next(each for each in self.at.menu_button if label in each.options)
            return menu.click_index(menu.options.index(label))
        return next(b for b in self.at.button if b.label == label and (not key or b.key.endswith(key)))

    def run(self):
        opener = self.button(*self.opens)
        if self.opens[1] != MENU:
            opener.click()
        self.at.run()
        assert not self.at.exception
        return self

    def press(self, label: str, key: str = ""):
        self.button(label, key).click()
        return self.run()

    def fill(self, **values):
        for name, value in values.items():
            typed(self.at, f".{name}").set_value(value)
        return self.run()


def typed(at, end: str):
    """The widget whose key ends so."""
    kinds = (*at.text_input, *at.text_area, *at.selectbox, *at.date_input, *at.button_group, *at.number_input)
    return next(w for w in kinds if w.key and w.key.endswith(end))


def the_need(cast, key):
    with store.reading() as s:
        return loop.need(s, cast["visitor"], key, DAY)


def test_what_is_open_stands_on_top_with_its_next_step(leak, open_page):
    shown = told(open_page("household", "visitor", no="1"))
    for words in ("水管**漏**水", "下一步：免费小修，我们，11月20日前。", "晚了 3 天", "当面答应的", "1 件"):
        assert words in shown, words


def test_a_problem_is_written_down_in_place(home, open_page, cast):
    asked = Dialog(open_page("household", "visitor", no="1"), "记问题").press("保存")
    assert "问题：请填写。" in told(asked.at), "an empty one is refused with a sentence"
    asked.fill(kind=NeedKind.CARE, words="没人做饭").press("保存")
    with store.reading() as s:
        [found] = loop.open_needs(s, cast["visitor"], home, DAY)
    assert (found.fields.words, found.fields.kind) == ("没人做饭", NeedKind.CARE)
    assert any("已保存" in toast.value for toast in asked.at.toast)


def test_a_suggested_measure_is_tapped_and_nothing_is_entered_by_itself(leak, open_page, cast):
    asked = Dialog(open_page("household", "visitor", no="1"), "措施")
    assert "按「独居老人」建议" in "".join(group.label for group in asked.at.button_group)
    assert typed(asked.at, ".kind").value is None
    asked.fill(suggested=MeasureKind.CALLS)
    assert typed(asked.at, ".kind").value is MeasureKind.CALLS
    assert len(the_need(cast, leak).measures) == 1
    asked.press("保存")
    added = the_need(cast, leak).measures[-1].fields
    assert (added.kind, added.due) == (MeasureKind.CALLS, DAY + timedelta(days=7))


def test_a_promise_is_kept_and_the_problem_closed_by_two_people(leak, open_page, cast):
    asked = Dialog(open_page("household", "visitor", no="1"), "办结")
    assert "下面还有没办完的" in told(asked.at), "it says what is open"
    assert "申请办结" not in [b.label for b in asked.at.button], "and asks nothing"
    asked = Dialog(asked.at, "记结果").fill(result="已换，不漏了").press("保存")
    assert "下一步：都办完了" in told(asked.at)
    ended = {"kind": ClosingKind.SOLVED, "word": Word.SATISFIED, "evidence": "现场看过"}
    asked = Dialog(asked.at, "办结").fill(**ended).press("申请办结")
    assert "下一步：等经理确认办结" in told(asked.at)
    assert "确认办结" not in [b.label for b in asked.at.button]
    boss = Dialog(open_page("household", "manager", no="1"), "确认办结")
    assert "现场看过" in told(boss.at)
    boss.press("确认")
    assert the_need(cast, leak).closed_on == DAY
    Dialog(open_page("household", "visitor", no="1"), "重新打开").fill(why="又漏了").press("重新打开", ":save")
    again = the_need(cast, leak)
    assert again.closed_on is None and again.closings[0].reopened_why == "又漏了", "what was, stays written"


def test_a_closing_is_sent_back_only_with_a_reason(leak, open_page, cast):
    with store.writing() as s:
        who = cast["visitor"]
        measure.finish(s, who, the_need(cast, leak).measures[0].id, DAY, "已换")
        need.close_need(s, who, leak, DAY, {"kind": "solved", "evidence": "看过", "word": "satisfied"})
    boss = Dialog(open_page("household", "manager", no="1"), "确认办结").press("退回")
    assert "原因" in boss.at.error[-1].value and the_need(cast, leak).waiting
    boss.fill(why="补一张照片").press("退回")
    assert "补一张照片" in told(boss.at) and not the_need(cast, leak).waiting


def test_fee_relief_is_decided_by_somebody_else_and_asked_again(leak, open_page, cast):
    relief = {"kind": MeasureKind.FEE_RELIEF, "amount": 600, "due": DAY}
    with store.writing() as s:
        key = measure.add_measure(s, cast["manager"], leak, DAY, relief)
    for who in ("visitor", "manager"):
        labels = [b.label for b in open_page("household", who, no="1").button]
        assert "审批" not in labels, f"{who}: a visitor may not, and nobody decides on what he asked for himself"
    admin = Dialog(open_page("household", "admin", no="1"), "审批").press("退回")
    assert "原因" in admin.at.error[-1].value, "never turned down without a reason"
    admin.fill(why="票据不全").press("退回")
    asked = open_page("household", "visitor", no="1")
    assert "票据不全" in told(asked)
    Dialog(asked, "再报").fill(words="补了出院小结").press("报批")
    Dialog(open_page("household", "manager", no="1"), "审批").press("同意")
    found = next(each for each in the_need(cast, leak).measures if each.id == key)
    assert [each.approved for each in found.approvals] == [True, False] and found.fields.words == "补了出院小结"


def test_a_referral_without_consent_is_refused_and_the_way_to_one_is_offered(leak, open_page, cast):
    with store.writing() as s:
        office = referral.add_organisation(s, cast["visitor"], {"name": "街道<b>民政", "kind": OutsideHelp.STREET})
    asked = Dialog(open_page("household", "visitor", no="1"), "转介").fill(organisation_id=office)
    assert "还没有同意告知" in asked.at.info[-1].value
    asked.fill(reason="请帮忙修水管").press("发出转介单")
    assert look.plain("街道<b>民政") in asked.at.error[-1].value
    assert not the_need(cast, leak).slips, "refused: nothing was sent"
    asked.press("记同意书", ".open").fill(**{f"{office}.way": ConsentWay.WRITTEN}).press("存下同意书")
    assert typed(asked.at, ".reason").value == "请帮忙修水管", "what was typed is still there"
    asked.press("发出转介单")
    [slip] = the_need(cast, leak).slips
    assert (slip.to, slip.number) == ("街道<b>民政", "2026-001")
    asked = Dialog(asked.at, "记回复").fill(state=ReferralState.REFUSED).press("保存")
    assert the_need(cast, leak).slips[0].state is ReferralState.SENT, "a refusal says why"
    asked.fill(reply="不归街道管").press("保存")
    assert the_need(cast, leak).slips[0].reply == "不归街道管"


def state_of(home) -> Household:
    with store.reading() as s:
        return s.get_one(Household, home)


def test_a_file_is_paused_with_a_reason_and_opened_again(leak, home, open_page):
    assert state_of(home).due_on is not None
    asked = Dialog(open_page("household", "visitor", no="1"), "暂停走访", MENU)
    asked.fill(until=DAY + timedelta(days=20)).press("暂停走访", ":save")
    assert state_of(home).state is HouseholdState.ACTIVE, "not without a reason"
    asked.fill(why="住院").press("暂停走访", ":save")
    paused = state_of(home)
    assert paused.state is HouseholdState.PAUSED and paused.due_on is None, "nothing is due"
    asked = open_page("household", "visitor", no="1")
    assert "暂停，到2026年12月13日　住院" in told(asked)
    Dialog(asked, "结束暂停", MENU).fill(why="出院了").press("结束暂停", ":save")
    assert state_of(home).due_on is not None


def test_leaving_lists_what_ends_and_closing_says_what_is_open(leak, home, open_page, cast):
    asked = Dialog(open_page("household", "visitor", no="1"), "结案", MENU)
    assert "还有未结的" in told(asked.at) and "换接头" in told(asked.at)
    asked = Dialog(open_page("household", "visitor", no="1"), "迁出或去世", MENU)
    assert "1 件问题会一并程序性办结" in asked.at.info[-1].value
    asked.fill(state=HouseholdState.MOVED, why="搬去女儿家").press("保存")
    assert state_of(home).state is HouseholdState.MOVED and state_of(home).due_on is None
    assert the_need(cast, leak).closings[0].fields.kind is ClosingKind.PROCEDURAL
    [menu] = open_page("household", "visitor", no="1").menu_button
    assert menu.options == ["重新打开档案"]


def test_the_handover_view_tells_what_one_minute_allows(leak, full, open_page, cast):
    with store.writing() as s:
        h = s.get_one(Household, full)
        kept = {name: getattr(h, name) for name in HouseholdFields.model_fields}
        household.edit_household(s, cast["visitor"], full, h.version, DAY, {**kept, "avoid": "别提女儿的事"})
        [son] = s.exec(select(Resident).where(Resident.name == "陈立")).all()
        kept = {name: getattr(son, name) for name in ResidentFields.model_fields}
        household.edit_resident(s, cast["visitor"], son.id, 1, {**kept, "phone": "13800002208"})
    shown = told(Dialog(open_page("household", "manager", no="1"), "交接").at)
    for words in ("别提女儿的事", "换接头", "晚了 3 天", "陈立，儿子，紧急联系人　13800002208", "例行走访，"):
        assert words in shown, words


def test_a_partner_is_offered_nothing_and_reads_no_problem(leak, open_page):
    at = open_page("household", "reader", no="1")
    assert not at.exception and not at.button
    for secret in ("漏", "换接头", "独居", "陈玉芬"):
        assert secret not in told(at), secret


def test_the_story_is_narrowed_to_one_kind(full, leak, open_page):
    at = open_page("household", "visitor", no="1")
    typed(at, "household.only").set_value([StoryKind.NEED]).run()
    assert not at.exception
    shown = told(at)
    assert "问题：水管**漏**水" in shown and "上门，见到本人" not in shown
