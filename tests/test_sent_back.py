"""What a street office's clerk would send back: a thing asked for twice, a day gone by as a plan, numbers that part."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from db.briefing import Warned, Warnings
from db.briefing_board import on_the_board
from db.briefing_loop import Common, Commons
from db.briefing_visits import Before, Place, Round
from db.changes import need, referral
from db.choices import AlertKind, Appeal, Audience, BriefingKind, Outcome, OutsideHelp, PlanWhy, ReferralState, Way
from db.models import Organisation
from db.queries.briefing_few import places
from db.queries.heat_map import FEWEST
from db.words import use_language
from reports import briefing_command, fitting, titles, written, written_found, written_visits
from reports import sheet as paper_sheet
from reports.blocks import Head, Para, Section
from reports.flowables import Text, Together
from reports.fonts import SONG, font
from reports.outline import outlined
from reports.saying import answered, counted, listed
from reports.table import WHOLE, Column, Table
from reports.text import broken
from tests import papers
from tests.conftest import DAY
from tests.test_written import FIRST, everything, sheet, told

SPRING = Round("重阳敬老走访", PlanWhy.FESTIVAL, "", 9, visited=6, afterwards=2, missed=1, left=0, dropped=0, brought=3)


@pytest.fixture
def month(s, cast, home):
    return papers.month(s, cast, home)


def test_what_was_referred_since_is_not_asked_once_more(s, cast, month):
    """Whatever became of the slip; what a later visit asks for is asked."""
    who, chen = cast["visitor"], month["chen"]
    office = Organisation(name="和安居委会", kind=OutsideHelp.SOCIAL_WORK)
    s.add(office)
    s.flush()
    papers.visit(s, chen, DAY - timedelta(days=3), who, outside_help=["social_work"], outside_words="请社工结对")
    assert [ask.words for ask in sheet(s).asks if OutsideHelp.SOCIAL_WORK in ask.kind] == ["请社工结对"]
    trouble = need.raise_need(s, who, chen, DAY - timedelta(days=3), {"kind": "mind", "words": "一个人闷"})
    asked = {"organisation_id": office.id, "reason": "请社工结对", "reply_by": DAY}
    slip = referral.send(s, who, trouble, DAY - timedelta(days=2), asked)
    assert [ask.ref for ask in sheet(s).asks if OutsideHelp.SOCIAL_WORK in ask.kind] == ["2026-001"]
    referral.record_reply(
        s,
        who,
        slip,
        DAY - timedelta(days=1),
        {"state": "done", "replied_on": DAY - timedelta(days=1), "reply": "已结对"},
    )
    assert not [ask for ask in sheet(s).asks if OutsideHelp.SOCIAL_WORK in ask.kind]
    papers.visit(s, chen, DAY, who, outside_help=["social_work"], outside_words="请社工再来")
    assert [ask.words for ask in sheet(s).asks if OutsideHelp.SOCIAL_WORK in ask.kind] == ["请社工再来"]


def test_a_next_visit_whose_day_has_come_is_no_plan(s, cast, month):
    key = papers.visit(s, month["ouyang"], DAY - timedelta(days=5), cast["visitor"], said="在家。")
    found = sheet(s, cases=(key,))
    [case] = found.cases
    for day, is_told in ((found.day, False), (found.day + timedelta(days=1), True)):
        fields = case.told.model_copy(update={"next_on": day, "next_focus": "看药"})
        story = told(replace(found, cases=(replace(case, told=fields, open=()),)), "cases")
        assert ("看药" in story) == is_told


@pytest.mark.parametrize(
    ("before", "when", "then"),
    [
        (Before(date(2026, 9, 1), date(2026, 9, 30), 9, 8, BriefingKind.MONTH), "上月（2026年9月）", "比上月减少"),
        (Before(date(2026, 10, 1), date(2026, 10, 23), 9, 8, BriefingKind.MONTH), "上月同期（", "比上月同期减少"),
        (Before(date(2026, 7, 1), date(2026, 9, 30), 9, 8, BriefingKind.QUARTER), "上季度（", "比上季度减少"),
        (Before(date(2025, 1, 1), date(2025, 11, 23), 9, 8, BriefingKind.YEAR), "上年同期（", "比上年同期减少"),
    ],
)
def test_same_days_are_said_of_days_and_not_of_a_whole_month(s, cast, month, before, when, then):
    need.raise_need(s, cast["visitor"], month["chen"], DAY, {"kind": "care", "words": "没人照料"})
    found = sheet(s)
    found = replace(found, totals=replace(found.totals, before=before), problems=replace(found.problems, before=5))
    assert when in written_visits.compared(found) and then in told(found, "problems")


def test_a_quarter_that_is_not_over_goes_as_far_as_today(monkeypatch):
    monkeypatch.setattr(briefing_command.clock, "today", lambda: DAY)
    asked = SimpleNamespace(kind=BriefingKind.QUARTER, start=date(2026, 10, 5), end=None)
    found = briefing_command.period(None, asked)
    assert (found.start, found.end) == (date(2026, 10, 1), DAY)
    asked.start = date(2026, 7, 1)
    assert briefing_command.period(None, asked).end == date(2026, 9, 30)


def test_a_round_says_what_it_is_about_and_on_the_board_nothing_of_a_few(s, cast, month):
    found = replace(sheet(s), round=SPRING)
    assert titles.title(found).endswith("关于重阳敬老走访慰问困难居民情况的简报")
    story = told(found, "visits")
    assert "本轮住户在档" in story and "按期上门走访 6 户，轮后补访 2 户，上门未见到人 1 户" in story
    asked = replace(found.asked, audience=Audience.NOTICE)
    found = replace(found, totals=replace(found.totals, hardships={}, without_hardship=0))  # no hardship is told there
    board = on_the_board(replace(found, asked=asked, too_few=frozenset()))
    assert "计划走访 9 户。" in told(board, "visits"), "2 and 1 are too few, and not to be found by subtracting 6"
    many = on_the_board(replace(found, asked=asked, round=replace(SPRING, planned=12, afterwards=6, missed=0)))
    assert "计划走访 12 户，按期上门走访 6 户，轮后补访 6 户。" in told(many, "visits")
    assert "送去慰问品不足 5 户" in told(many, "visits")


def test_phone_calls_are_said_to_be_among_those_met(s, cast, month):
    found = sheet(s)
    assert "电话联系上的计入见到。" not in told(found, "visits")
    called = replace(found, totals=replace(found.totals, ways={Way.HOME: 2, Way.PHONE: 1}))
    assert "电话联系上的计入见到。" in told(called, "visits")
    nobody = replace(called, totals=replace(called.totals, met=0, outcomes={Outcome.NO_ANSWER: 3}))
    assert "没有见到人。" in told(nobody, "visits") and "计入见到" not in told(nobody, "visits")


def test_advice_is_not_compared_where_there_was_none_before(s, cast, month):
    found = sheet(s)
    before = tuple(replace(each, advised_before=0 if each.tier else 4) for each in found.tiers.lines)
    blocks = written_found.risks(replace(found, tiers=replace(found.tiers, lines=before)))
    assert [block for block in blocks if isinstance(block, Para) and "期初没有按因素评估" in block.words]


def test_words_stand_so_that_each_is_read_as_one():
    use_language("zh_CN")
    assert listed(["定期上门", "装扶手、坡道"]) == "定期上门，装扶手、坡道" and listed(["甲", "乙"]) == "甲、乙"
    assert counted({None: 19}, "{word} {n} 次") == "共 19 次。"
    assert counted({Way.HOME: 6, None: 5}, "{word} {n} 次") == "上门 6 次，其余 5 次。"
    use_language("en")
    assert listed(["Older, living alone", "Disability"]) == "Older, living alone; Disability", "a comma is not a border"
    use_language("zh_CN")


@pytest.mark.parametrize(("lines", "is_parted"), [(WHOLE, False), (WHOLE + 1, True)])
def test_a_row_of_a_few_lines_stays_in_one_piece(lines, is_parted):
    table = Table([Column("走访人员", 1)], [["何静宜"]] * 20 + [["\n".join(["何静宜"] * lines)], ["何静宜"]])
    wide, high = 200, 10_000
    table.wrap(wide, high)
    room = sum(row.height for row in (*table.heads, *table.rows[:-1])) - 2.5 * table.rows[0].style.leading
    here, rest = table.split(wide, room)
    assert (rest.rows[0].lines < lines) == is_parted and len(here.rows) == 20 + is_parted


@pytest.mark.parametrize("rows", [12, 200])
def test_no_heading_stays_behind_where_nothing_of_its_table_fits(rows):
    wide, room = 300, 60.0
    table = Table([Column("走访人员", 1)], [["何静宜\n赵一帆\n孙丽萍"]] * rows)
    both = Together([Text("请有关单位办理", paper_sheet.TABLE_TITLE)], table)
    assert both.split(wide, room) == [], "all of it goes to the next page"
    assert len(both.split(wide, paper_sheet.BLOCK_HEIGHT)) == 3 or rows == 12


def test_that_there_is_nothing_stands_before_the_headings_of_the_rest():
    use_language("zh_CN")
    a, b = Section("a", "甲", (Para("有。"),), "部分"), Section("b", "乙", (Para("也有。"),), "部分")
    nothing = Section("c", "丙", (Para("没有。", is_nothing=True),), "部分")
    words = [block.words for block in outlined([a, b, nothing]) if isinstance(block, Head | Para)]
    assert words == ["一、部分", "没有。", "（一）甲", "有。", "（二）乙", "也有。"]


def test_a_phone_call_is_no_special_case_unless_something_was_noted(s, cast, home):
    key = papers.visit(s, home, DAY, cast["visitor"], way=Way.PHONE, said="人没事。")
    assert not sheet(s).cases and told(sheet(s), "cases") == "本期走访没有记录特殊和紧急情况。"
    assert [case.visit_id for case in sheet(s, cases=(key,)).cases] == [key], "chosen by hand it is told"
    assert [each.visit_id for each in sheet(s).candidates] == [key], "and may be chosen"
    assert not [each for each in written.sections(sheet(s, cases=())) if each.key == "cases"], "none was wanted"
    grave = papers.visit(s, home, DAY, cast["visitor"], said="摔了一跤。", changes=["fall"])
    assert [case.visit_id for case in sheet(s).cases] == [grave]


def test_a_warning_a_reply_and_a_state_are_said_once(s, cast, month):
    for kind, said in (
        (AlertKind.MOOD_FELL, "情绪连续三次不好"),
        (AlertKind.TIER_ROSE, "建议等级上升：由二级升为一级。"),
    ):
        warned = Warned(kind, "由二级升为一级", "3栋 1202", DAY, "", None)
        found = replace(sheet(s), warnings=Warnings({kind: 1}, (warned,)))
        *_, table = written_found.warnings(found)
        assert table.rows[0][0] == said
    assert answered(ReferralState.DONE, "已办结，回执寄回。") == "已办结，回执寄回"
    assert answered(ReferralState.DONE, "窗口已答复。") == "已办结，窗口已答复"
    assert answered(ReferralState.DONE, "") == "已办结"


def test_what_most_households_ask_for_stands_first(s, cast, month):
    kinds = (Common(Appeal.CARE, 9, 2, None), Common(Appeal.MEDICAL, 5, 4, None), Common(None, 9, 9, None))
    found = replace(sheet(s), appeals=Commons(kinds, 23, 9, None))
    words = written_found._appeals(found)[0].words
    assert words.index("就医取药") < words.index("护理照料") < words.index("其余"), "rarer kinds together come last"


def test_days_and_ages_stay_whole_in_english_too():
    words = "Photo 1 3栋, 1202 陈玉芬 (83 years) of 28 Sep 2026, 5 days late"
    widths = [font(SONG).widths[c] for c in words]
    for room in range(60, 400, 7):
        lines = [words[line.start : line.end] for line in broken(words, widths, 10, room)]
        for whole in ("83 years", "28 Sep", "Sep 2026", "5 days"):
            assert whole in "|".join(lines) or (whole == "Sep 2026" and room < 70), (room, lines)


def test_columns_are_as_wide_as_their_words_and_no_name_is_parted():
    heads = ("日期", "住户", "为什么去", "看什么")
    rows = tuple(("2027年1月14日", "3栋 2单元 501　王爱民（59 岁）", "回访", "问工作找到没有") for _n in range(12))
    made = fitting.listing("", heads, rows, home=1)
    assert made.rows[0][1] == "3栋 2单元 501 王爱民（59 岁）", "beside one another where there is room"
    table = Table(made.columns, made.rows)
    table.wrap(paper_sheet.BLOCK_WIDTH, 10_000)
    assert {row.lines for row in table.rows} == {1}
    wide = tuple((*row[:3], "请卫生服务中心精防医生随访，必要时请警务室协助，并告知家属" * 2) for row in rows)
    made = fitting.listing("", heads, wide, home=1)
    assert made.rows[0][1] in ("3栋 2单元 501\n王爱民（59 岁）", "3栋 2单元 501 王爱民（59 岁）")
    table = Table(made.columns, made.rows)
    table.wrap(paper_sheet.BLOCK_WIDTH, 10_000)
    assert all(len(row.cells[0]) == 1 and len(row.cells[1]) == made.rows[0][1].count("\n") + 1 for row in table.rows)
    assert fitting.listing("", heads, ()).rows == ()


def test_the_board_gets_no_table_of_a_building_nobody_went_to_and_no_balance_of_a_few(s, cast, month):
    asked = sheet(s, Audience.NOTICE).asked
    alone, one, two = Place("7栋", FEWEST, 0, 0), Place("1栋", 20, 2, 2), Place("2栋", 9, 4, 4)
    assert [each.name for each in places(asked, [alone, replace(one, visited=9)], "其他")] == ["7栋", "1栋"]
    assert not places(asked, [alone, one, two], "其他")
    for no in range(FEWEST):
        home = papers.neighbour(s, 60 + no, f"邻居{no}", room=f"60{no}")
        need.raise_need(s, cast["visitor"], home, FIRST - timedelta(days=3), {"kind": "care", "words": "没人照料"})
    story = told(sheet(s, Audience.NOTICE), "balance")
    assert story == f"问题办理　上期结转 {FEWEST} 件，本期无新增，本期无办结，期末未结 {FEWEST} 件。"
    need.raise_need(s, cast["visitor"], month["chen"], DAY, {"kind": "fees", "words": "欠物业费"})
    assert "上期结转" not in everything(sheet(s, Audience.NOTICE)), "one new problem points at one household"
    assert "本期新增 1 件" in told(sheet(s), "balance")
