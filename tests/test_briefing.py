"""The briefing: what each audience reads, and what none of them may."""

from datetime import date, timedelta
from io import BytesIO

import pypdf
import pytest
from sqlmodel import Session, select

from db.briefing_days import following
from db.choices import Appeal, Audience, BriefingKind, HardshipKind, Hazard, Level, OwnMeasure, Purpose
from db.errors import NotAllowed, Refused
from db.models import Consent, Estate
from db.outward import Names
from db.queries.briefing import BriefingAsked, earlier, facts
from db.queries.heat_map import FEWEST
from db.words import use_language
from reports.briefing import drawn, name_for
from tests import papers
from tests.conftest import DAY
from tests.test_paper_text import squeezed

FIRST = date(2026, 11, 1)
QUARTER, YEAR = BriefingKind.QUARTER, BriefingKind.YEAR
NAMES = ("陈玉芬", "玉芬", "沈兰", "欧阳建国")
DOORS = ("1202", "301", "702", "1单元")
PHONES = ("13800002207", "13900001111", "13700000002")
ILLNESS = ("精神障碍", "高龄老人", "独居老人", "睡眠差", "跌倒", "因病")


@pytest.fixture
def month(s: Session, cast, home):
    estate = s.exec(select(Estate)).one()
    estate.report_to, estate.issuing_unit = "和安街道办事处", "和安苑物业服务中心"
    s.add(estate)
    return papers.month(s, cast, home)


def asked(audience=Audience.INTERNAL, **more) -> BriefingAsked:
    return BriefingAsked(FIRST, DAY, audience=audience, **more)


def read(found) -> str:
    """The whole paper as it is copied out, without blanks."""
    reader = pypdf.PdfReader(BytesIO(drawn(found).content))
    return squeezed("".join(page.extract_text() for page in reader.pages))


def pictures(found) -> int:
    reader = pypdf.PdfReader(BytesIO(drawn(found).content))
    return sum(len(page.images) for page in reader.pages)


def test_the_internal_paper_says_all_its_parts(s, cast, month):
    found = facts(s, cast["visitor"], asked(), DAY)
    text = read(found)
    assert found.adds_up()
    for said in (
        "困难住户走访简报",
        "和安苑小区物业关于2026年11月1日至23日困难群众走访情况的简报",
        "2026年11月1日至23日，和安苑物业服务中心组织客服部工作人员1人走访困难住户",
        "共走访3次，到访3户，涉及在册成员3人",
        "和安苑物业服务中心",
        "2026年11月23日",
        "内部资料",
        "一、走访情况",
        "共走访3次，到访3户",
        "见到本人2次，没人应1次",
        "上月同期（2026年10月1日至23日）走访1次，到访1户",
        "3栋1单元1202陈玉芬（83岁）",
        "何静（客服部管家）",
        "独居老人、高龄老人",
        "未登记困难类型",
        "何静（客服部管家）",
        "二、诉求与见闻",
        "（一）共性问题",
        "走访中有1户提出诉求：护理照料1户（占100%）、就医取药1户（占100%）",
        "（二）特殊和紧急个案",
        "1.3栋1单元1202陈玉芬（83岁）",
        squeezed(papers.SAID).replace("👵", "〓"),
        "浴室地面湿，没有扶手",
        "健康风险重（陈玉芬两周内跌倒两次）",
        "本单位可办：装扶手、坡道，定期上门",
        "需请居委会、社区卫生服务中心协助",
        "三、原因与风险",
        "年老1户",
        "地面湿滑、无扶手",
        "未评估",
        "四、措施与跟进",
        "走访提出的措施装扶手、坡道1次，定期上门1次",
        "本期没有物业费减免申请",
        "五、请有关单位办理",
        "需提请有关单位办理1项",
        "11月20日走访",
        "六、下步安排",
        "11月30日",
        "看扶手装好没有",
        "七、图片",
        "八、附件",
        "陈玉芬家浴室",
        "沈兰家客厅",
        "残疾证复印件",
    ):
        assert said in text, said
    assert "门口报纸" not in text, "欧阳建国 agreed to no photo"
    assert "报：" not in text and "送：" not in text, "what names people is sent to nobody outside by itself"
    assert pictures(found) == 2


def test_the_committee_reads_no_name_no_door_no_phone_and_only_of_those_who_agreed(s, cast, month):
    found = facts(s, cast["manager"], asked(Audience.COMMITTEE), DAY)
    text = read(found)
    for gone in (*NAMES, *DOORS, *PHONES, "沈兰家客厅", "睡眠差", "残疾证复印件"):
        assert gone not in text, gone
        assert gone not in repr(found), f"{gone} is hidden on paper but stands in the facts"
    assert "3栋陈某（83岁）" in text
    assert "5栋沈某" not in text
    assert "隔壁沈某每天敲门" in text, "a neighbour named in a text is masked too"
    assert "另有2次走访（2户）计入总数" in text
    assert "共走访3次，到访3户" in text, "totals count all"
    assert found.adds_up() and len(found.visits) == 1
    assert pictures(found) == 1


def test_the_notice_board_reads_numbers_and_what_was_done_only(s, cast, month):
    papers.consent(s, month["chen"], Purpose.PUBLICATION)
    found = facts(s, cast["manager"], asked(Audience.NOTICE), DAY)
    text = read(found)
    for gone in (
        *NAMES,
        *DOORS,
        *PHONES,
        *ILLNESS,
        "陈某",
        "沈某",
        "何静",
        "83岁",
        "陈玉芬家浴室",
        "浴室地面湿",
        "心理",
        "残联",
    ):
        assert gone not in text, gone
        assert gone not in repr(found), gone
    assert "本期到访户数不足5户，为不使住户被认出，不公布数字" in text and "电线老化" not in text
    assert not found.totals.visits and not found.hazards and not found.measures, "not even in the facts"
    assert {"visits", "hazards", "measures"} <= found.too_few
    assert pictures(found) == 1, "chosen for publication, with no words"


def test_the_notice_board_is_told_of_what_is_common_and_the_rest_together(s, cast, month):
    for n in range(FEWEST):
        home = papers.neighbour(s, 10 + n, f"邻居{n}", room=f"5{n:02}")
        told = {"hazards": [Hazard.WIRING], "appeals": [Appeal.REPAIR], "own_measures": [OwnMeasure.CHECK]}
        papers.visit(s, home, DAY, cast["visitor"], **told)
    found = facts(s, cast["manager"], asked(Audience.NOTICE), DAY)
    text = read(found)
    assert "共走访8次，到访8户" in text and found.adds_up()
    # 沈兰 is in none of these; 陈玉芬's hazard, appeals and measures would stand alone, so the common ones hide them.
    assert [(each.hazard, each.households) for each in found.hazards] == [(None, 6)]
    assert [(each.kind, each.households) for each in found.appeals.kinds] == [(None, 6)]
    assert found.measures == {None: 7} and found.totals.outcomes == {None: 8}
    for n in range(FEWEST):
        home = papers.neighbour(s, 20 + n, f"街坊{n}", room=f"6{n:02}")
        papers.visit(s, home, DAY, cast["visitor"], hazards=[Hazard.PIPES])
    found = facts(s, cast["manager"], asked(Audience.NOTICE), DAY)
    assert [each.hazard for each in found.hazards] == [Hazard.WIRING, None]
    assert "电线老化" in read(found) and "地面湿滑" not in read(found)
    assert found.totals.places == (), "one building with few on file, and one beside it"


def test_a_withdrawn_consent_takes_photo_and_case_out(s, cast, month):
    for consent in s.exec(select(Consent)):
        consent.withdrawn_on = DAY
        s.add(consent)
    s.flush()
    committee = facts(s, cast["manager"], asked(Audience.COMMITTEE), DAY)
    assert not committee.cases and not committee.visits and not committee.photos and not committee.at_risk
    assert committee.households_left_out == 3 and committee.adds_up()
    assert not facts(s, cast["manager"], asked(), DAY).photos


def test_cases_are_chosen_by_gravity_and_can_be_chosen_otherwise(s, cast, month):
    proposed = facts(s, cast["visitor"], asked(), DAY)
    assert [case.visit_id for case in proposed.cases] == [month["first"], month["second"]]
    chosen = facts(s, cast["visitor"], asked(cases=(month["second"],)), DAY)
    assert [case.visit_id for case in chosen.cases] == [month["second"]]
    outward = facts(s, cast["visitor"], asked(Audience.COMMITTEE, cases=(month["second"],)), DAY)
    assert outward.cases == (), "choosing does not stand for consent"


def test_unknown_is_never_nought_and_the_numbers_add_up(s, cast, month):
    found = facts(s, cast["visitor"], asked(), DAY)
    safety = next(scale for scale in found.risks if scale.label == "Safety risk")
    assert safety.levels == {Level.GRAVE: 0, Level.MIDDLE: 1, Level.LIGHT: 0, Level.NONE: 0, None: 2}
    assert found.totals.without_hardship == 1
    assert sum(found.totals.hardships.values()) == 3, "two kinds in one household count in both"
    assert [(h.hazard, h.households) for h in found.hazards] == [(Hazard.SLIPPERY, 1), (Hazard.WIRING, 1)]


def test_building_and_hardship_limit_what_is_counted(s, cast, month):
    [three] = [p for p in facts(s, cast["visitor"], asked(), DAY).totals.places if p.name == "3栋"]
    only = facts(s, cast["visitor"], asked(hardship=HardshipKind.MENTAL), DAY)
    assert (three.visits, only.totals.visits, only.totals.on_file) == (1, 1, 1)
    assert "本期范围：精神障碍" in read(only)


def test_a_hardship_may_not_be_asked_where_it_would_tell_who_has_it(s, cast, month):
    for who, audience in (("manager", Audience.NOTICE), ("reader", Audience.COMMITTEE)):
        with pytest.raises(Refused, match="不按一类困难"):
            facts(s, cast[who], asked(audience, hardship=HardshipKind.MENTAL), DAY)


def test_a_partner_gets_no_internal_paper(s, cast, month):
    with pytest.raises(NotAllowed):
        facts(s, cast["reader"], asked(), DAY)
    assert facts(s, cast["reader"], asked(Audience.COMMITTEE), DAY).cases


def test_an_empty_month_says_so_in_words(s, cast, month):
    found = facts(s, cast["visitor"], BriefingAsked(date(2026, 3, 1), date(2026, 3, 31)), DAY)
    text = read(found)
    assert "本期没有走访记录" in text and "2026年3月困难群众走访情况" in text and "没有记录诉求" in text
    assert found.cases == () and found.adds_up()


def test_an_estate_without_households_still_makes_a_paper(s, cast):
    text = read(facts(s, cast["visitor"], asked(), DAY))
    assert "本期没有走访记录" in text and "没有在档住户" in text


def test_the_paper_can_be_had_in_english_with_the_words_as_typed(s, cast, month):
    use_language("en")
    text = read(facts(s, cast["visitor"], asked(), DAY))
    assert "3visitsto3householdswith3peopleonfile" in text and "Older,livingalone" in text
    assert "夜里不敢去浴室" in text
    assert name_for("和安苑", FIRST, DAY, Audience.NOTICE).isprintable()


def test_a_paper_of_the_demonstration_estate_says_so(s, cast, month):
    assert "演示" not in read(facts(s, cast["visitor"], asked(), DAY))
    s.exec(select(Estate)).one().demonstration = True
    assert read(facts(s, cast["visitor"], asked(Audience.NOTICE), DAY)).startswith("小区公告演示")


def test_a_character_no_font_has_is_reported(s, cast, month):
    assert drawn(facts(s, cast["visitor"], asked(), DAY)).missed == ("👵",)


def test_the_same_facts_give_the_same_bytes(s, cast, month):
    found = facts(s, cast["visitor"], asked(), DAY)
    assert drawn(found).content == drawn(found).content


def test_a_hundred_visits_flow_over_pages_with_every_visit_listed(s, cast, month):
    for n in range(100):
        papers.visit(
            s, month["chen"], DAY - timedelta(days=n % 20), cast["visitor"], said=f"第{n}回走访，说的话不少。" * 20
        )
    found = facts(s, cast["visitor"], asked(), DAY)
    assert len(found.visits) == 103 and found.adds_up()
    paper = drawn(found)
    text = squeezed("".join(p.extract_text() for p in pypdf.PdfReader(BytesIO(paper.content)).pages))
    assert paper.pages > 6
    annex = text[text.index("本期走访明细") :]
    assert annex.count("何静上门见到本人") + annex.count("何静电话") + annex.count("何静门口") >= 103
    assert annex.count("何静（客服部管家）") == 1, "a post is told once, above"


@pytest.mark.parametrize(
    ("days", "before"),
    [
        ((date(2026, 11, 1), date(2026, 11, 23)), (date(2026, 10, 1), date(2026, 10, 23), BriefingKind.MONTH)),
        ((date(2026, 2, 1), date(2026, 2, 28)), (date(2026, 1, 1), date(2026, 1, 31), BriefingKind.MONTH)),
        ((date(2026, 3, 1), date(2026, 3, 30)), (date(2026, 2, 1), date(2026, 2, 28), BriefingKind.MONTH)),
        ((date(2026, 10, 28), date(2026, 11, 3)), (date(2026, 10, 21), date(2026, 10, 27), BriefingKind.DAYS)),
        ((date(2026, 7, 1), date(2026, 9, 30), QUARTER), (date(2026, 4, 1), date(2026, 6, 30), QUARTER)),
        ((date(2026, 10, 1), date(2026, 11, 23), QUARTER), (date(2026, 7, 1), date(2026, 8, 23), QUARTER)),
        ((date(2028, 1, 1), date(2028, 2, 29), YEAR), (date(2027, 1, 1), date(2027, 2, 28), YEAR)),
    ],
)
def test_a_period_is_compared_with_the_same_days_before(days, before):
    assert earlier(*days) == before


@pytest.mark.parametrize(
    ("end", "kind", "ahead"),
    [
        (date(2026, 11, 23), BriefingKind.MONTH, (date(2026, 11, 24), date(2026, 12, 31))),
        (date(2026, 11, 30), BriefingKind.MONTH, (date(2026, 12, 1), date(2026, 12, 31))),
        (date(2026, 9, 30), QUARTER, (date(2026, 10, 1), date(2026, 12, 31))),
        (date(2026, 11, 23), YEAR, (date(2026, 11, 24), date(2027, 12, 31))),
        (date(2026, 11, 23), BriefingKind.ROUND, (date(2026, 11, 24), date(2026, 12, 23))),
    ],
)
def test_what_lies_ahead_reaches_to_the_end_of_the_next_period(end, kind, ahead):
    assert following(end, kind) == ahead


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("陈玉芬的电话13800002207", "陈某的电话＊＊＊"),
        ("打 138 0000 2207 或 021-55556666", "打 ＊＊＊ 或 ＊＊＊"),
        ("身份证 31010119430506002X", "身份证 ＊＊＊"),
        ("住3栋1单元1202室，对门 3-1-1201", "住3栋＊＊＊，对门 ＊＊＊"),
        ("1202 门铃不响，玉芬说", "＊＊＊门铃不响，陈某说"),
        ("建国来过，王建国、李建国都说好", "某来过，王某、李某都说好"),
        ("2026年11月23日收 1280 元", "2026年11月23日收 1280 元"),
    ],
)
def test_typed_words_leave_without_names_doors_and_numbers(typed, left):
    assert Names(["陈玉芬", "沈兰", "王建国", "李建国"]).without(typed, "1202") == left
