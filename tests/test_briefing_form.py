"""The form of the briefing, measured on the finished PDF by a program that knows nothing of how it was made."""

from dataclasses import replace
from datetime import date
from io import BytesIO
from random import Random
from typing import Any

import pypdf
import pytest
from sqlmodel import Session, select

from db.briefing_visits import Round
from db.choices import Audience, BriefingKind, PlanWhy
from db.models import Estate
from db.queries.briefing import BriefingAsked, facts
from db.words import use_language
from reports import cover, headline, preview, sheet, titles
from reports.blocks import Block, Head, Listing, Note, Para, PhotoRow, Section
from reports.briefing import drawn
from reports.table import Column
from tests import papers
from tests.conftest import DAY
from tests.measures import MM, Page, Rule, measured, said
from tests.test_paper_text import squeezed

HAN = "走访组逐户问身体问用药看地面看电线看燃气软管能办的当场办"  # 28 characters, none of them a mark
FULL = HAN * 22
CHARACTER, LINE = 156 * MM / 28, 225 * MM / 22
HEAD, FOOT = 11, 5  # lines they take: the head with a heading, the foot with the room above it
LEFT, RIGHT, BOTTOM, TOP = 28 * MM, 184 * MM, 35 * MM, 260 * MM
NEAR, OVERHANG = 0.35, 0.7  # points; some characters reach out of their square


@pytest.fixture
def found(s: Session, cast: dict[str, Any]) -> Any:
    """The facts of a month, for whichever audience; the estate has said whom it reports to."""
    estate = s.exec(select(Estate)).one()
    estate.issuing_unit, estate.report_to = "和安苑物业服务中心", "和安街道办事处，和安街道民政办公室"
    estate.send_to = "和安社区居民委员会\n和安社区卫生服务中心、和安派出所\n街道残疾人联合会\n街道社会工作服务站。"
    s.add(estate)
    s.flush()

    def gathered(audience: Audience = Audience.INTERNAL, kind: BriefingKind = BriefingKind.MONTH, **more: Any) -> Any:
        start, end = more.pop("days", (date(2026, 11, 1), date(2026, 11, 30)))
        found = facts(s, cast["manager"], BriefingAsked(start, end, audience=audience, kind=kind), DAY)
        return replace(found, **more)

    return gathered


def paragraphs(*words: str) -> list[Section]:
    return [Section("visits", "走访情况", tuple(map(Para, words)), "走访情况")]


def issued(found: Any, written: Any, **told: Any) -> list[Page]:
    receivers = {} if found.asked.audience is Audience.NOTICE else given(found)
    told = {"number": 3, "copies": 30} | receivers | told
    return measured(drawn(found, replace(cover.draft(found), **told), written).content)


def given(found: Any) -> dict[str, str]:
    """As a template gives them: by itself a paper with names in it is sent to nobody outside."""
    assert not (found.asked.audience is Audience.INTERNAL and cover.draft(found).report_to)
    return {name: getattr(found.estate, name) for name in ("report_to", "send_to", "pass_to")}


def foot(page: Page) -> list[Rule]:
    """Black rules as wide as the text, from the top down."""
    wide = [rule for rule in page.rules if not rule.red and rule.right - rule.left > 150 * MM and rule.thick < 1]
    return sorted(wide, key=lambda rule: -rule.top)


def test_a_page_is_a4_with_twenty_two_lines_of_twenty_eight_characters(found):
    pages = issued(found(), paragraphs(FULL * 4))
    for page in pages:
        assert (page.width / MM, page.height / MM) == pytest.approx((210, 297), abs=0.1)
        for letter in page.letters:
            assert letter.x >= LEFT - NEAR and letter.right <= RIGHT + OVERHANG, letter
    first = next(line for line in pages[0].lines() if said(line).startswith(HAN[:20]))
    assert said(first) == HAN[:26] and first[0].x == pytest.approx(LEFT + 2 * CHARACTER, abs=NEAR)
    lines = pages[1].lines()[:-1]  # without the page number
    assert len(lines) == 22
    for line in lines:
        assert len(line) == 28 and {letter.size for letter in line} == {16}
        assert line[0].x == pytest.approx(LEFT, abs=NEAR)
        assert line[-1].x + CHARACTER == pytest.approx(RIGHT, abs=NEAR)
    apart = [above[0].y - below[0].y for above, below in zip(lines, lines[1:], strict=False)]
    assert apart == pytest.approx([LINE] * 21, abs=0.1)
    assert TOP - LINE < lines[0][0].low < lines[0][0].high < TOP
    assert BOTTOM < lines[-1][0].low < lines[-1][0].high < BOTTOM + LINE


def test_the_head_stands_in_its_order_over_a_red_rule_as_wide_as_the_text(found):
    [page] = issued(found(), paragraphs("本期无。"), running=15)
    mark, name = page.line("内部资料注意保存"), page.line("困难住户走访简报")
    number, unit, title = page.line("第3期（总第15期）"), page.line("和安苑物业服务中心2026年"), page.line("困难群众")
    [red] = [rule for rule in page.rules if rule.red]
    places = [mark[0].y, name[0].y, number[0].y, unit[0].y, red.top, title[0].y]
    assert places == sorted(places, reverse=True)
    assert (red.left, red.right) == pytest.approx((LEFT, RIGHT), abs=NEAR) and 0.5 < red.thick < 1.5
    assert mark[0].x == pytest.approx(LEFT, abs=NEAR) and unit[0].x == pytest.approx(LEFT, abs=NEAR)
    assert unit[-1].x + 16 == pytest.approx(RIGHT, abs=NEAR) and said(unit).endswith("2026年11月23日")
    assert [line[0].size for line in (mark, name, number, unit, title)] == [16, 42, 16, 16, 22]
    for line in (name, number, title):
        middle = (line[0].x + line[-1].x + line[-1].size) / 2
        assert middle == pytest.approx((LEFT + RIGHT) / 2, abs=2)
    assert page.images == 0 and "〔" not in page.text()


def test_lines_below_the_head_stand_where_lines_stand_on_every_page(found):
    for told in ({}, {"note": "请各班组照此跟进。"}, {"correction": "更正第2期。"}, {"title": HAN + HAN}):
        first, second = issued(found(), paragraphs(FULL * 2), **told)[:2]
        lines = [page.lines()[-2][0].y for page in (first, second)]
        assert lines[0] == pytest.approx(lines[1], abs=0.1), told


def test_headings_have_their_sizes_and_every_page_its_number_outside(found):
    blocks: tuple[Block, ...] = (Head("1. 3栋陈某", 3), *map(Para, [FULL, FULL, FULL]), Note("说明：灰色的字。"))
    common = Section("problems", "共性问题", (Para(HAN),), "诉求与见闻")
    pages = issued(found(), [common, Section("cases", "特殊个案", blocks, "诉求与见闻")])
    for words in ("一、诉求与见闻", "（一）共性问题", "（二）特殊个案", "1.3栋陈某"):
        [line] = [line for page in pages for line in page.lines() if said(line) == words]
        assert line[0].size == 16 and line[0].x == pytest.approx(LEFT + 2 * CHARACTER, abs=NEAR), words
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        line = page.line(f"—{number}—")
        assert {letter.size for letter in line} == {14} and {letter.colour for letter in line} == {(0, 0, 0)}
        assert BOTTOM - line[0].high == pytest.approx(7 * MM, abs=1)
        inner = RIGHT - 14 - line[-1].right if number % 2 else line[0].x - LEFT - 14
        assert inner == pytest.approx(0, abs=1)


def test_the_foot_stands_at_the_foot_of_the_last_page_and_never_alone(found):
    """On short pages, on long ones, and on one that is full to the last line: paragraphs of many lengths."""
    facts = found()
    for lines in (2, *range(5, 13), *range(25, 33), 61):
        *before, last = issued(facts, paragraphs((HAN * lines)[2:]))
        rules = foot(last)
        assert not any(foot(page) for page in before), lines
        assert [rule.thick for rule in rules] == pytest.approx([0.35, 0.25, 0.35], abs=0.02)
        assert rules[-1].bottom == pytest.approx(BOTTOM, abs=NEAR)
        assert all((r.left, r.right) == pytest.approx((LEFT, RIGHT), abs=NEAR) for r in rules)
        text = [line for line in last.lines() if line[0].y > rules[0].top]
        assert len(text) >= 2 and said(text[-1])[0] in HAN, lines
        assert text[-1][0].low - rules[0].top > 5 * MM, lines
        assert len(before) + 1 == -(-(HEAD + lines + FOOT) // 22), f"{lines}: more pages than it needs"


def test_the_foot_follows_a_table_as_well(found):
    facts, columns = found(), (Column("日期", 1), Column("看什么", 4))
    for rows in (3, 9, 11, 25, 60):
        table = Listing("下步回访", columns, tuple((f"{n}日", HAN) for n in range(rows)))
        pages = issued(facts, [Section("next", "下步安排", (Para(HAN * 5), table), "下步安排")])
        last = foot(pages[-1])[-1]
        assert last.bottom == pytest.approx(BOTTOM, abs=NEAR) and last.thick == pytest.approx(0.35, abs=0.02)
        assert squeezed("".join(page.text() for page in pages)).count(HAN) == rows + 5


def test_the_foot_names_who_gets_it_with_the_label_hanging(found):
    [page] = issued(found(), paragraphs("本期无。"))
    first, second, copies = page.line("报："), page.line("送："), page.line("共印30份")
    assert said(first) == "报：和安街道办事处，和安街道民政办公室。"
    [goes_on] = [line for line in page.lines() if copies[0].y < line[0].y < second[0].y]
    assert goes_on[0].x == pytest.approx(second[2].x, abs=NEAR) and second[0].x == pytest.approx(LEFT + 14, abs=NEAR)
    assert said(second + goes_on).endswith("街道社会工作服务站。") and "。，" not in said(second)
    assert copies[-1].right == pytest.approx(RIGHT - 14, abs=1)
    assert {letter.size for line in (first, second, goes_on, copies) for letter in line} == {14}


def test_nobody_to_name_and_no_copies_leaves_no_foot(found):
    [page] = issued(found(Audience.NOTICE), paragraphs("本期无。"), copies=None)
    assert not foot(page) and "报：" not in page.text()
    [page] = issued(found(Audience.NOTICE), paragraphs("本期无。"))
    assert [rule.thick for rule in foot(page)] == pytest.approx([0.35, 0.35], abs=0.02)


def test_a_draft_has_no_number_and_says_so_and_a_correction_names_what_it_corrects(found):
    told = drawn(found(), None, paragraphs("本期无。")).content
    [page] = measured(told)
    assert "（草稿）" in page.text() and "期（总" not in page.text() and "第" not in said(page.lines()[2])
    words = cover.correcting(2, date(2026, 11, 2), "走访户数有误。")
    [page] = issued(found(), paragraphs("本期无。"), correction=words, issued_on=date(2026, 12, 1))
    assert said(page.line("更正")) == "更正2026年11月2日第2期：走访户数有误。"
    assert "草稿" not in page.text() and "2026年12月1日" in page.text() and "11月23日" not in page.text()


def test_the_editors_note_stands_between_the_rule_and_the_title(found):
    typed = "<b>请看</b> 3 < 5，{when} &amp; 甲。" + "请各班组照此跟进。" * 6
    [page] = issued(found(), paragraphs("本期无。"), note=typed)
    assert squeezed(typed) in squeezed(page.text())
    [red] = [rule for rule in page.rules if rule.red]
    note, title = page.line("编者按："), page.line("困难群众")
    assert red.bottom > note[0].high and note[0].y > title[0].y and note[0].size == 14


@pytest.mark.parametrize(
    ("audience", "kind", "told"),
    [
        (Audience.INTERNAL, BriefingKind.MONTH, "和安苑小区物业关于2026年11月份困难群众走访情况的简报"),
        (Audience.INTERNAL, BriefingKind.QUARTER, "和安苑小区物业关于2026年第四季度困难群众走访情况的简报"),
        (Audience.INTERNAL, BriefingKind.YEAR, "和安苑小区物业关于2026年度困难群众走访情况的简报"),
        (Audience.COMMITTEE, BriefingKind.MONTH, "安居物业服务有限公司2026年11月份困难居民帮扶工作汇报"),
        (Audience.NOTICE, BriefingKind.MONTH, "和安苑小区物业2026年11月份走访帮扶困难居民工作公示"),
    ],
)
def test_titles_follow_the_trade(found, audience, kind, told):
    assert titles.title(found(audience, kind)) == told


def test_a_round_is_named_in_the_title(found):
    spring = Round("春节", PlanWhy.FESTIVAL, "", 9, visited=8, afterwards=0, missed=1, left=0, dropped=0, brought=8)
    assert titles.title(found(round=spring)) == "和安苑小区物业关于春节走访慰问困难居民情况的简报"


def test_a_title_may_be_chosen_or_typed_with_places(found):
    facts = found()
    assert titles.title(facts, titles.HELP) == "安居物业服务有限公司2026年11月份困难居民帮扶工作汇报"
    assert titles.title(facts, "{estate}{when}走访小结 {x} {0}") == "和安苑2026年11月份走访小结 {x} {0}"
    assert titles.house(replace(facts, estate=facts.estate.model_copy(update={"name": "春江社区"}))) == "春江社区物业"


@pytest.mark.parametrize(
    ("words", "lines"),
    [
        ("和安苑物业关于2026年11月份困难群众走访情况的简报", ["和安苑物业关于2026年11月份", "困难群众走访情况的简报"]),
        ("安居物业服务有限公司11月困难居民帮扶工作汇报", ["安居物业服务有限公司11月", "困难居民帮扶工作汇报"]),
        ("和安苑小区物业关于春节走访慰问困难居民情况的简报", ["和安苑小区物业关于春节走访慰问", "困难居民情况的简报"]),
        ("十一月走访情况", ["十一月走访情况"]),
        ("第一行\n第二行", ["第一行", "第二行"]),
    ],
)
def test_a_title_is_parted_where_it_reads_best(words, lines):
    assert headline.lines_of(words, sheet.TITLE, sheet.BLOCK_WIDTH) == lines


def test_a_long_title_is_a_wedge_or_a_diamond_and_loses_nothing():
    for length in range(21, 60):
        words = (HAN + "的情况和下步安排的简报，共三十户以及其他有关事项说明")[:length]
        widths = [1000.0] * length
        lines = headline.shaped(words, widths, 22, 442)
        long = list(map(len, lines))
        assert "".join(lines) == words and max(long) <= 20
        assert not any(b < a and b < c for a, b, c in zip(long, long[1:], long[2:], strict=False)), lines


def test_a_long_name_is_set_smaller_and_a_longer_one_on_two_lines(found, s):
    estate = s.exec(select(Estate)).one()
    for name, size, lines in (("和安街道和安苑困难住户走访简报", 442.2 / 15, 1), ("和安苑物业" * 5 + "简报", 22, 2)):
        estate.briefing_name = name
        [page] = issued(found(), paragraphs("本期无。"))
        told = [line for line in page.lines() if line[0].size == pytest.approx(size, abs=0.2)][:lines]
        assert "".join(map(said, told)) == name
        for letter in (letter for line in told for letter in line):
            assert letter.x >= LEFT - NEAR and letter.right <= RIGHT + OVERHANG


def test_bookmarks_and_what_the_file_says_of_itself(found):
    blocks: tuple[Block, ...] = (Head("1. 3栋陈某", 3), Para(HAN))
    written = [
        Section("a", "个案", blocks, "见闻"),
        Section("b", "共性问题", (Para(HAN),), "风险"),
        Section("c", "个案", blocks, "风险"),
    ]
    reader = pypdf.PdfReader(BytesIO(drawn(found(), None, written).content))
    assert outline(reader.outline) == [
        "和安苑小区物业关于2026年11月份困难群众走访情况的简报",
        "一、个案",
        ["1. 3栋陈某"],
        "二、风险",
        ["（一）共性问题", "（二）个案", ["1. 3栋陈某"]],
    ]
    about = reader.metadata
    assert about is not None and about.title == "和安苑小区物业关于2026年11月份困难群众走访情况的简报"
    assert (about.author, about.subject) == ("和安苑物业服务中心", "困难住户走访简报")
    assert "2026年11月" in about["/Keywords"] and "和安苑" in about["/Keywords"]
    assert reader.trailer["/Root"]["/Lang"] == "zh-CN"


def outline(entries: Any) -> list[Any]:
    return [outline(each) if isinstance(each, list) else each.title for each in entries]


def test_the_same_issue_is_the_same_bytes_and_another_cover_is_not(found):
    facts, written = found(), paragraphs(FULL)
    one = replace(cover.draft(facts), number=3)
    assert drawn(facts, one, written).content == drawn(facts, one, written).content
    assert drawn(facts, one, written).content != drawn(facts, replace(one, number=4), written).content
    assert pypdf.PdfReader(BytesIO(drawn(facts, one, written, password="桂花").content)).is_encrypted


def test_the_english_paper_is_plain_and_keeps_the_same_page(found):
    use_language("en")
    [page] = issued(found(), [Section("visits", "The visits", (Para("Nothing. " * 40),), "The visits")], running=9)
    text = page.text()
    for words in ("Issueno.3(9sincethefirst)", "1.Thevisits", "Copies:30", "23Nov2026", "Briefingof和安苑onvisits"):
        assert words in text, words
    assert foot(page)[-1].bottom == pytest.approx(BOTTOM, abs=NEAR)
    assert all(letter.x >= LEFT - NEAR and letter.right <= RIGHT + OVERHANG for letter in page.letters)


def test_any_page_can_be_seen_as_a_picture(found):
    content = drawn(found(), None, paragraphs(FULL * 3)).content
    first, third = preview.pages(content, [1, 3], 300)
    assert first.startswith(b"\x89PNG") and third.startswith(b"\x89PNG") and first != third
    assert preview.pages(content, [0, 99]) == []


def test_no_mixture_of_blocks_notes_and_receivers_stops_the_paper_or_moves_its_foot(found):
    facts, chance, columns = found(), Random(5), (Column("日期", 1), Column("看什么", 4))
    photo = papers.jpeg(size=(300, 600))
    makes = (
        lambda: Head("1. 3栋陈某", 3),
        lambda: Note(HAN * chance.randrange(1, 4)),
        lambda: PhotoRow(((photo, "门口"),) * chance.randrange(1, 3)),
        lambda: Para(HAN * chance.choice([1, 2, 3, 6, 12, 40])),
        lambda: Listing(
            "下步回访", columns, (("1日", HAN * chance.choice([1, 5, 60])),) * chance.choice([0, 1, 9, 11, 40])
        ),
    )
    for _round in range(25):
        blocks = tuple(chance.choice(makes)() for _block in range(chance.randrange(1, 9)))
        told = {
            "title": chance.choice([HAN[:10], HAN * 3, HAN * 8]),
            "note": HAN * chance.choice([0, 1, 20, 60]),
            "report_to": "和安街道办事处，" * chance.choice([1, 25]),
            "send_to": "和安社区\n" * chance.choice([0, 1, 40]),
        }
        pages = issued(facts, [Section("cases", "个案", blocks, "个案")], **told)
        assert foot(pages[-1])[-1].bottom == pytest.approx(BOTTOM, abs=NEAR), (blocks, told)
