"""The briefing in words: written from the facts as the trade writes, and every figure leads to its rows."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import Session

from db import store, telling
from db.briefing import Briefing
from db.briefing_visits import MonthLine
from db.changes import measure, need, referral
from db.choices import Audience, BriefingKind, ClosingKind, NeedKind, Outcome, OutsideHelp, Purpose, Role, Way, Word
from db.demo import fill
from db.models import Organisation
from db.queries import open_work, register
from db.queries.briefing import BriefingAsked, facts
from db.queries.briefing_round import of_round
from db.queries.offered import offered
from db.rights import Person
from db.words import use_language
from pages.parts import address, follow_asked
from reports import charts, written
from reports.blocks import Chart, Head, Listing, Note, Para, Section, Trace, text_of
from reports.colours import printed
from reports.outline import heading, outlined
from reports.saying import days_late
from reports.scene import Box, Words
from tests import papers
from tests.conftest import DAY

KEYS = ["opening", "visits", "problems", "cases", "causes", "risks", "hazards", "warnings", "measures"]
KEYS += ["money", "balance", "effect", "promises", "asks", "next", "pictures", "attachments"]
FIRST = date(2026, 11, 1)
WHO = Person(1, "王主任", Role.ADMIN)


@pytest.fixture
def month(s: Session, cast, home):
    return papers.month(s, cast, home)


def sheet(s: Session, audience: Audience = Audience.INTERNAL, end: date = DAY, **more) -> Briefing:
    kind = more.pop("kind", BriefingKind.MONTH)
    return facts(s, WHO, BriefingAsked(end.replace(day=1), end, audience=audience, kind=kind, **more), DAY)


def section(found: Briefing, key: str) -> Section:
    return next(each for each in written.sections(found) if each.key == key)


def told(found: Briefing, key: str) -> str:
    return text_of(section(found, key).blocks)


def everything(found: Briefing) -> str:
    """All words of the paper, a block a line."""
    lines = []
    for block in outlined(written.sections(found)):
        match block:
            case Para(words, lead):
                lines.append(lead + words)
            case Head(words) | Note(words):
                lines.append(words)
            case Listing(title, columns, rows):
                lines += [title, *(column.head for column in columns), *(cell for row in rows for cell in row)]
            case Chart(title, scene, caption):
                lines += [title, scene.said, caption]
    return "\n".join(lines)


def test_sections_bear_their_names_in_the_delivered_order(s, cast, month):
    assert [key for key, _part, _title, _write in written.SECTIONS] == KEYS
    told_keys = [each.key for each in written.sections(sheet(s))]
    assert told_keys == [key for key in KEYS if key in told_keys] and {"opening", "cases", "next"} <= set(told_keys)


def test_the_opening_says_when_who_and_to_how_many(s, cast, month):
    found = sheet(s)
    assert told(found, "opening") == (
        "2026年11月1日至23日，安居物业服务有限公司组织客服部工作人员 1 人走访困难住户，共走访 3 次，到访 3 户，"
        "涉及在册成员 3 人。现将有关情况通报如下。"
    )
    assert told(sheet(s, Audience.COMMITTEE), "opening").endswith("现将有关情况报告如下。")
    accompanied = replace(found, crew=replace(found.crew, accompanied=2))
    assert "其中 2 次有其他单位人员同行。" in told(accompanied, "opening")


def test_a_case_is_told_as_found_done_and_open(s, cast, month):
    """What was done comes from the deeds: a measure, a slip with its reply, a problem closed."""
    who, boss, chen = cast["visitor"], cast["manager"], month["chen"]
    office = Organisation(name="和安居委会", kind=OutsideHelp.COMMITTEE)
    s.add(office)
    s.flush()
    first = need.raise_need(s, who, chen, DAY - timedelta(days=2), {"kind": NeedKind.SAFETY, "words": "浴室没有扶手"})
    rail = {"kind": "handrail", "words": "浴室装扶手", "doer": "we", "due": DAY, "is_promise": True}
    key = measure.add_measure(s, who, first, DAY - timedelta(days=2), rail)
    measure.finish(s, who, key, DAY, "装好两根，老人试过")
    need.close_need(s, boss, first, DAY, {"kind": ClosingKind.SOLVED, "evidence": "现场看过", "word": Word.SATISFIED})
    second = need.raise_need(s, who, chen, DAY, {"kind": NeedKind.CARE, "words": "没人照料三餐"})
    asked = {"organisation_id": office.id, "reason": "请联系日间照料", "reply_by": DAY + timedelta(days=7)}
    referral.send(s, who, second, DAY, asked)
    measure.add_measure(s, who, second, DAY, {"kind": "calls", "words": "每天一个电话", "doer": "we", "due": DAY})
    cases = section(sheet(s), "cases").blocks
    [head, seen, done, left, *_others] = cases
    assert isinstance(head, Head) and head.words == "1. 3栋 1单元 1202　陈玉芬（83 岁）"
    assert sheet(s).ours.late == 0, "what is due today is not late"
    assert isinstance(seen, Para) and seen.lead == "发现　"
    assert "陈玉芬说夜里不敢去浴室，怕摔。" in seen.words
    assert "健康风险重（陈玉芬两周内跌倒两次），安全风险中（地面湿滑），社会稳定风险无。" in seen.words
    assert isinstance(done, Para) and done.words == (
        "11月23日转介和安居委会（2026-001）：请联系日间照料。"
        "11月23日办完装扶手、坡道（浴室装扶手，当面答应的），装好两根，老人试过。"
        "11月23日“浴室没有扶手”一事办结，实质性解决，现场看过。"
    )
    assert isinstance(left, Para) and left.lead == "待办　"
    for words in (
        "护理照料（没人照料三餐）：定期上门（每天一个电话），11月23日前办；待和安居委会（2026-001）答复，应于11月30日前答复。",
        "需请社区卫生服务中心协助。",
        "下次走访",
    ):
        assert words in left.words, words
    assert "装扶手" not in left.words, "what has been done is not proposed again"
    assert left.words.count("居委会（2026-001）") == 1 and "需请居委会" not in left.words, "no matter is told twice"
    asks = section(sheet(s), "asks").blocks
    [table] = [block for block in asks if isinstance(block, Listing)]
    assert (
        "和安居委会",
        "3栋 1单元 1202 陈玉芬（83 岁）",
        "请联系日间照料",
        "转介单 2026-001",
        "11月30日",
    ) in table.rows


def test_the_balance_is_told_with_its_sum(s, cast, month):
    need.raise_need(s, cast["visitor"], month["chen"], FIRST - timedelta(days=3), {"kind": "care", "words": "没人照料"})
    need.raise_need(s, cast["visitor"], month["shen"], FIRST, {"kind": "fees", "words": "欠物业费"})
    said = told(sheet(s), "balance")
    assert said == "问题办理　上期结转 1 件，本期新增 1 件，本期无办结，期末未结 2 件（1 + 1 = 2）。"
    problems = told(sheet(s), "problems")
    assert problems.startswith("本期登记问题 1 件，涉及 1 户，比上月同期增加 1 件。"), "none in those days of October"


def test_nothing_is_said_in_words_and_in_one_place(s, cast, month):
    blocks = outlined(written.sections(sheet(s, end=date(2026, 3, 31))))
    nothing = [block.words for block in blocks if isinstance(block, Para) and block.is_nothing]
    assert "本期没有登记问题。本期没有记录诉求。" in nothing
    assert any("本期没有物业费减免申请。" in words and "本期没有当面答应的事项。" in words for words in nothing)
    assert not [block for block in blocks if isinstance(block, Head) and block.level > 1], "no heading over nothing"
    assert "0 户" not in "".join(nothing) and "0 件" not in "".join(nothing)


def test_what_was_not_recorded_is_said_and_not_invented(s, cast, month):
    papers.visit(s, month["ouyang"], DAY, cast["visitor"], said="在家。", own_measures=["calls"])
    found = sheet(s, cases=(month["first"],))
    assert "未评估" in everything(found)
    bare = replace(found.cases[0], staff=(), done=(), open=(), hardships=(), tier=None)
    story = text_of(section(replace(found, cases=(bare,)), "cases").blocks)
    assert "走访人未记录，上门，见到本人。" in story
    assert "本期没有办理记录。" in story and "困难类型" not in story and "等级" not in story


@pytest.fixture
def estate(house) -> Iterator[Session]:
    with store.writing() as opened:
        fill(opened, DAY, households=100, visits=1300, seed=11)
        yield opened


def traces(found: Briefing) -> list[Trace]:
    blocks = outlined(written.sections(found))
    return [trace for block in blocks if isinstance(block, Para | Listing) for trace in block.traces]


def listed(s: Session, trace: Trace) -> int:
    """How many rows the page shows at this address."""
    query = dict(trace.query)
    if trace.page == "register":
        asked = address.read(query)
        rows = register.visits if query.get("show") == "visits" else register.households
        return rows(s, WHO, asked, DAY).total
    assert trace.page == "follow_up"
    work = follow_asked.read(query, offered(s, WHO))
    rows = {"measures": open_work.measures, "slips": open_work.slips}.get(query.get("show", ""), open_work.needs)
    return rows(s, WHO, work, DAY).total


@pytest.mark.parametrize("building", [None, 3])
def test_every_figure_with_a_page_opens_exactly_its_rows(estate, building):
    opened = [trace for trace in traces(sheet(estate, building_id=building)) if trace.page]
    assert {trace.page for trace in opened} == {"register", "follow_up"} and len(opened) > 12
    for trace in opened:
        assert listed(estate, trace) == trace.n, trace


def test_a_month_gone_by_opens_what_lists_of_today_still_show(estate):
    opened = [trace for trace in traces(sheet(estate, end=date(2026, 9, 30))) if trace.page]
    assert opened and all(dict(trace.query)["show"] == "visits" for trace in opened)
    for trace in opened:
        assert listed(estate, trace) == trace.n, trace


@pytest.mark.parametrize("audience", list(Audience))
@pytest.mark.parametrize("language", ["zh_CN", "en"])
def test_whatever_is_written_is_whole(estate, audience, language):
    """No place left open, no bare value, no doubled stop; in English no Chinese but what people typed."""
    use_language(language)
    found = [sheet(estate, audience), sheet(estate, audience, end=date(2026, 9, 30), kind=BriefingKind.QUARTER)]
    found.append(facts(estate, WHO, of_round(estate, WHO, 1, DAY, audience), DAY))
    for each in found:
        words = everything(each)
        assert not re.search(r"[{}]|\bTrue\b|\bFalse\b|datetime|<\w+\.", words)
        assert language == "en" or "None" not in words
        assert not re.search(r"。。|，，|，。|\.\.(?!\.)|,,|, \.|：。|（）|\(\)", words), re.findall(
            r".{9}(?:。。|，，|，。|\.\.|,,|：。|（）)", words
        )
        for block in outlined(written.sections(each)):
            if isinstance(block, Para):
                assert block.words.strip() and block.words.strip()[-1] in "。.：！？!?”", block


def test_the_notice_board_is_told_that_numbers_are_too_few(s, cast, month):
    story = everything(sheet(s, Audience.NOTICE))
    assert "本期到访户数不足 5 户" in story and "户数很少，不列数字" in story
    assert "陈" not in story and "1202" not in story


def test_headings_are_numbered_and_a_part_with_one_section_has_one():
    use_language("zh_CN")
    a, b = Section("a", "甲", (Para("有。"),), "部分"), Section("b", "乙", (Para("也有。"),), "部分")
    nothing = Section("c", "丙", (Para("没有。", is_nothing=True),), "部分")
    words = [block.words for block in outlined([a, b, nothing]) if isinstance(block, Head)]
    assert words == ["一、部分", "（一）甲", "（二）乙"]
    assert [type(block) for block in outlined([a, nothing])] == [Head, Para, Para]
    assert [block.words for block in outlined([a])] == ["一、甲", "有。"]
    assert outlined([Section("o", "", (Para("导语。"),)), a])[0] == Para("导语。")
    use_language("en")
    assert [heading(level, 2, "Risk") for level in (1, 2, 3)] == ["2. Risk", "(2) Risk", "2. Risk"]


def test_charts_say_their_figures_and_stay_apart_in_grey():
    use_language("zh_CN")
    rows = [("独居老人", 18), ("低保", 6), ("残疾", 0)]
    bars = charts.bars(rows, "困难类型", printed())
    words = [mark.text for mark in bars.marks if isinstance(mark, Words)]
    assert all(name in words and str(n) in words for name, n in rows)
    longs = [mark.wide for mark in bars.marks if isinstance(mark, Box)]
    assert longs[0] == pytest.approx(3 * longs[1]) and len(longs) == 2, "nothing is drawn for none"
    months = [MonthLine(date(2026, n, 1), date(2026, n, 28), n * 2, n, n) for n in (11, 12)]
    trend = charts.trend([*months, MonthLine(date(2027, 1, 1), date(2027, 1, 31), 0, 0, 0)], printed())
    words = [mark.text for mark in trend.marks if isinstance(mark, Words)]
    assert {"22", "11", "24", "12", "11月", "12月", "1月", "2027年"} <= set(words)
    assert trend.said.endswith("11月 22，12月 24，2027年1月 0")
    for scene in (bars, trend):
        assert all(
            0 <= mark.x <= scene.wide and 0 <= mark.y <= scene.high for mark in scene.marks if hasattr(mark, "x")
        )
    dark, light = (grey(mark.fill) for mark in trend.marks[:4:2] if isinstance(mark, Box) and mark.fill)
    assert light - dark > 60


def grey(colour: str) -> float:
    red, green, blue = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def test_a_call_is_not_told_as_a_meeting(s, cast, month):
    for n, (outcome, said) in enumerate(
        [(Outcome.MET, "电话，已通话"), (Outcome.FAMILY, "电话，家人接听"), (Outcome.NO_ANSWER, "电话，没人接")]
    ):
        home = papers.neighbour(s, 30 + n, f"邻居{n}", room=f"80{n}")
        key = papers.visit(s, home, DAY, cast["visitor"], way=Way.PHONE, outcome=outcome, said="说了几句。")
        assert f"走访，{said}。" in told(sheet(s, cases=(key,)), "cases")
    assert telling.way_and_outcome(Way.HOME, Outcome.MET) == "上门，见到本人"


def test_visits_and_households_are_counted_once_in_words(s, cast, month):
    paras = [block.words for block in outlined(written.sections(sheet(s))) if isinstance(block, Para)]
    assert len([words for words in paras if "走访 3 次" in words]) == 1
    assert not [words for words in paras if re.search(r"(?<!\d)0 [户件项次份]", words)], "a nought says nothing"


def test_english_says_one_visit_and_two_visits(s, cast, month):
    use_language("en")
    assert "3 visits to 3 households with 3 people on file" in told(sheet(s), "opening")
    first = sheet(s, end=date(2026, 11, 11))
    assert "sent 1 member of staff" in told(first, "opening")
    assert "1 visit to 1 household with 1 person on file" in told(first, "opening")
    assert [days_late(n) for n in (0, 1, 2)] == ["", "1 day late", "2 days late"]
    for found in (sheet(s), first):
        assert not re.search(r"(?<![\d.])1 (?:visits|households|people|days|measures|slips)\b", everything(found))


def test_promises_add_up_in_words(s, cast, month):
    who, home = cast["visitor"], month["chen"]
    trouble = need.raise_need(s, who, home, FIRST - timedelta(days=9), {"kind": "care", "words": "没人照料"})
    deed = {"kind": "calls", "doer": "we", "is_promise": True}
    days = (FIRST - timedelta(days=5), FIRST, FIRST, DAY)
    keys = [
        measure.add_measure(s, who, trouble, day, {**deed, "words": f"{n}", "due": DAY}) for n, day in enumerate(days)
    ]
    measure.finish(s, who, keys[0], DAY, "打了")
    measure.give_up(s, who, keys[1], "不用了")
    p = sheet(s).promises
    assert (p.carried, p.made, p.kept, p.given_up, p.open) == (1, 3, 1, 1, 2) and sheet(s).adds_up()
    said = told(sheet(s), "promises")
    assert "期初未兑现 1 件，本期答应 3 件，兑现 1 件" in said and "期末未兑现 2 件（1 + 3 − 1 − 1 = 2）" in said


def test_one_matter_is_asked_once_and_a_proposal_lapses(s, cast, month):
    """A slip, a measure and a visit's words about one problem are one line; a later meeting asks anew or not at all."""
    who, shen = cast["visitor"], month["shen"]
    office = Organisation(name="和安居委会", kind=OutsideHelp.COMMITTEE)
    s.add(office)
    s.flush()
    papers.consent(s, shen, Purpose.SHARING)
    wish = {"outside_help": ["committee", "health"], "outside_words": "请居委会调解员到场。"}
    papers.visit(s, shen, DAY - timedelta(days=6), who, **wish)
    trouble = need.raise_need(s, who, shen, DAY - timedelta(days=6), {"kind": "safety", "words": "邻里吵闹"})
    of = {"organisation_id": office.id, "reason": "请居委会调解员到场。", "reply_by": DAY + timedelta(days=7)}
    referral.send(s, who, trouble, DAY, of)
    due = DAY - timedelta(days=1)
    of = {"kind": "other", "words": "居委会调解员到场", "doer": "committee", "due": due}
    measure.add_measure(s, who, trouble, DAY - timedelta(days=3), of)
    [line] = [each for each in sheet(s).asks if "沈兰" in each.household]
    assert (line.ref, line.by, line.late) == ("2026-001", due, 1)
    ouyang, wish = month["ouyang"], {"outside_help": ["street"], "outside_words": "请街道看能否救助。"}
    papers.visit(s, ouyang, DAY - timedelta(days=6), who, **wish)
    assert [each.words for each in sheet(s).asks if "欧阳" in each.household] == ["请街道看能否救助。"]
    papers.visit(s, ouyang, DAY - timedelta(days=1), who)
    assert not [each for each in sheet(s).asks if "欧阳" in each.household], "met again, and nothing was asked"
    year = papers.visit(s, papers.neighbour(s, 40, "唐老", room="901"), date(2026, 7, 1), who, **wish)
    assert year and not [each for each in sheet(s, kind=BriefingKind.YEAR).asks if "唐老" in each.household], "90 days"
