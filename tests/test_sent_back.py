"""What a street office's clerk would send back: a thing asked for twice, a day gone by as a plan, numbers that part."""

from dataclasses import replace
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from db.briefing_visits import Before, Place, Round
from db.changes import need, referral
from db.choices import Audience, BriefingKind, Outcome, OutsideHelp, PlanWhy, Way
from db.models import Organisation
from db.queries.briefing_few import places
from db.queries.heat_map import FEWEST
from db.words import use_language
from reports import briefing_command, titles, written_found, written_visits
from reports import sheet as paper_sheet
from reports.blocks import Head, Para, Section
from reports.flowables import Text, Together
from reports.outline import outlined
from reports.saying import counted, in_cell, listed
from reports.table import WHOLE, Column, Table
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
    board = replace(found, asked=replace(found.asked, audience=Audience.NOTICE), too_few=frozenset())
    assert "计划走访 9 户。" in told(board, "visits"), "3 others are too few to be found by subtracting"
    many = replace(board, round=replace(SPRING, planned=11, afterwards=4))
    assert "计划走访 11 户，按期上门走访 6 户。" in told(many, "visits") and "送" not in told(many, "visits")


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
    assert in_cell("7栋 1单元 201　王长顺") == "7栋 1单元 201\n王长顺" and in_cell("7栋　王某") == "7栋　王某"


@pytest.mark.parametrize(("lines", "is_parted"), [(WHOLE, False), (WHOLE + 1, True)])
def test_a_row_of_a_few_lines_stays_in_one_piece(lines, is_parted):
    table = Table([Column("走访人员", 1)], [["何静宜"]] * 20 + [["\n".join(["何静宜"] * lines)]])
    wide, high = 200, 10_000
    table.wrap(wide, high)
    room = sum(row.height for row in (*table.heads, *table.rows)) - 2.5 * table.rows[0].style.leading
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


def test_the_board_gets_no_table_of_a_building_nobody_went_to_and_no_balance_of_a_few(s, cast, month):
    asked = sheet(s, Audience.NOTICE).asked
    alone, one, two = Place("7栋", FEWEST, 0, 0), Place("1栋", 20, 2, 2), Place("2栋", 9, 4, 4)
    assert [each.name for each in places(asked, [alone, replace(one, visited=9)], "其他")] == ["7栋", "1栋"]
    assert not places(asked, [alone, one, two], "其他")
    for no in range(FEWEST):
        home = papers.neighbour(s, 60 + no, f"邻居{no}", room=f"60{no}")
        need.raise_need(s, cast["visitor"], home, FIRST - timedelta(days=3), {"kind": "care", "words": "没人照料"})
    story = told(sheet(s, Audience.NOTICE), "balance")
    assert f"上期结转 {FEWEST} 件，本期新增 0 件" in story
    need.raise_need(s, cast["visitor"], month["chen"], DAY, {"kind": "fees", "words": "欠物业费"})
    assert "上期结转" not in everything(sheet(s, Audience.NOTICE)), "one new problem points at one household"
    assert "本期新增 1 件" in told(sheet(s), "balance")
