"""What stands on which page: nothing is torn that belongs together, and no page is left half empty."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from random import Random

import docx
import pytest
from docx.oxml.ns import qn

from db.briefing import BriefingAsked
from db.briefing_visits import VisitLine
from db.choices import Audience, HardshipKind, Outcome, Way
from db.queries.briefing import facts
from db.words import use_language
from reports import fitting, placing, sheet, visit_annex
from reports.blocks import Block, Chart, Head, Listing, Note, Para, PhotoRow, Section
from reports.briefing import drawn
from reports.briefing_docx import docx as as_docx
from reports.cover import draft
from reports.flowables import Text
from reports.fonts import font
from reports.paper import About, bound
from reports.scene import Box, Scene, Words
from reports.set_pdf import flowables
from reports.table import Column, Table
from reports.text import broken
from tests import papers
from tests.conftest import DAY
from tests.measures import Page, measured, said

HAN = "走访组逐户问身体问用药看地面看电线看燃气软管能办的当场办"  # a line
ABOUT = About("简报", "和安苑", "简报", DAY)
COLUMNS = (Column("楼栋", 1), Column("情况", 4))
ROOM = sheet.BLOCK_HEIGHT


def chart(high: float, title: str = "各楼栋户数", size: float = 11) -> Chart:
    return Chart(title, Scene(440, high, title, (Box(0, 0, 440, high, "#AA4400"), Words(4, 20, "图", size, "#000000"))))


def listing(rows: int, title: str = "各楼栋走访情况") -> Listing:
    return Listing(title, COLUMNS, tuple((f"{n}栋", "无") for n in range(1, rows + 1)))


def pages(*blocks: Block) -> list[Page]:
    return measured(bound(list(flowables(blocks)), ABOUT).content)


def lines(page: Page) -> list[str]:
    """Without its number."""
    return [said(line) for line in page.lines() if not said(line).startswith("—")]


def test_a_picture_that_does_not_fit_lets_the_rest_of_its_section_come_up():
    first, second = pages(Para(HAN * 16), chart(400), Para("后面的话" * 30), Head("（二）下一节"), Para("完。"))
    told = lines(first)
    assert any(line.startswith("后面的话") for line in told) and "各楼栋户数" not in told
    order = [line for line in lines(second) if line in ("各楼栋户数", "（二）下一节", "完。")]
    assert order == ["各楼栋户数", "（二）下一节", "完。"], "it stays in its section"


def test_a_picture_is_never_put_into_the_middle_of_a_paragraph():
    told = [line for page in pages(Para(HAN * 17), chart(400), Para(HAN * 30), Para("完。")) for line in lines(page)]
    at = told.index("各楼栋户数")
    assert len("".join(told[:at])) == len(HAN) * 47 and told[at + 1 :] == ["图", "完。"]


def test_a_picture_comes_before_what_follows_it_where_it_fits():
    [page] = pages(Para(HAN * 3), chart(200), Para("后面的话"))
    told = lines(page)
    assert told.index("各楼栋户数") < told.index("后面的话")


def test_a_picture_that_nearly_fits_is_made_a_little_smaller_and_one_whose_words_would_be_lost_is_not():
    before = Para(HAN * 9)
    assert len(pages(before, chart(400))) == 1, "a little smaller"
    assert len(pages(before, chart(400, size=6))) == 2, "its words would not be read"
    assert len(pages(Para(HAN * 19), chart(400))) == 2, "too much smaller"


def test_of_two_pictures_the_one_that_fits_comes_first():
    first, second = pages(Para(HAN * 12), chart(520, "大图"), chart(190, "小图"))
    assert "小图" in lines(first) and lines(second)[0] == "大图"


def test_a_table_is_parted_rather_than_leave_a_large_gap_and_no_row_stands_alone():
    """Wherever it begins, and however long it is."""
    for rows in (3, 4, 5, 9, 11, 24):
        for above in range(10, 22):
            made = pages(*(Para(HAN) for _n in range(above)), listing(rows), Para("完。"))
            there = [sum(line.endswith("栋无") for line in lines(page)) for page in made]
            assert sum(there) == rows and 1 not in there, (rows, above, there)
            for page, n in zip(made, there, strict=True):
                assert ("楼栋情况" in lines(page)) is bool(n), "its head stands above each part"
            left = min(letter.y for letter in made[0].letters if letter.y > sheet.BOTTOM) - sheet.BOTTOM
            assert len(made) == 1 or left < ROOM / 4, (rows, above, left)


def test_a_note_never_begins_a_page_alone():
    for above in range(8, 22):
        for noted in (listing(12), listing(3), Para(HAN * 4), chart(120)):
            made = pages(*(Para(HAN) for _n in range(above)), noted, Note("说明：另有未列明的。"))
            [page] = [page for page in made if "说明：另有未列明的。" in lines(page)]
            assert lines(page)[0] != "说明：另有未列明的。", (above, noted)


def test_words_below_a_picture_stay_with_it():
    for above in range(14, 22):
        made = pages(*(Para(HAN) for _n in range(above)), replace(chart(300, size=5), caption="截至2026年11月23日"))
        [page] = [page for page in made if "截至2026年11月23日" in lines(page)]
        assert "各楼栋户数" in lines(page), above


def test_no_mixture_leaves_a_page_nearly_empty_or_a_heading_at_its_foot():
    chance, photo = Random(20261120), papers.jpeg(size=(300, 300))
    makes = (
        lambda: Head("（一）共性问题", 2),
        lambda: Note("说明：" + "另有未列明的。" * chance.randrange(1, 9)),
        lambda: PhotoRow(((photo, "门口"),) * chance.randrange(1, 3)),
        lambda: Para(HAN * chance.choice([1, 2, 3, 6, 12])),
        lambda: listing(chance.choice([1, 3, 7, 11, 40])),
        lambda: chart(chance.choice([60, 150, 300]), size=chance.choice([6, 11])),
    )
    for _round in range(40):
        blocks = [chance.choice(makes)() for _block in range(chance.randrange(2, 14))]
        *before, _last = pages(*blocks, Para("完。"))
        for page in before:
            told = lines(page)
            assert len(told) >= 3 or page.images, (told, blocks)
            assert told[-1] not in ("（一）共性问题", "各楼栋走访情况", "楼栋情况"), blocks


def test_a_paper_without_a_foot_ends_with_three_lines_at_least():
    def ends(*blocks: Block) -> int:
        return len(lines(measured(bound(placing.ended(list(flowables(blocks))), ABOUT).content)[-1]))

    for above in range(17, 24):
        assert ends(*(Para(HAN) for _n in range(above))) >= 3, above
        assert ends(Para(HAN * above)) >= 3, above
        assert ends(*(Para(HAN) for _n in range(above)), Head("六、下步安排", 1), Para("尚无安排。")) >= 3, above
        assert ends(*(Para(HAN) for _n in range(above)), listing(4), Para("尚无安排。")) >= 3, above


def test_what_is_to_stay_whole_moves_on_and_a_very_long_one_does_not_stop_the_paper():
    block = Table(COLUMNS, [("家里人", "无")] * 8)
    block.is_whole = True
    above = Text("上一户\n" * 32, sheet.FORM_TEXT)
    first, second = measured(bound([above, block], ABOUT).content)
    assert not [line for line in lines(first) if line.startswith("家里人")] and len(lines(second)) == 9
    long = Table(COLUMNS, [("家里人", "无")] * 90)
    long.is_whole = True
    assert len(measured(bound([long], ABOUT).content)) > 2


@pytest.mark.parametrize("room", [120, 150, 200, 300, 442])
def test_a_day_is_not_parted(room):
    chain, days = font(sheet.CAPTION.font), ("2026年11月20日", "11月20日", "2026-11-20")
    for before in range(24):
        text = "，".join("扶手装好的样子"[: before % 8] + day for day in days * 2) + "装" * before
        told = [text[line.start : line.end] for line in broken(text, [chain.widths[c] for c in text], 10.5, room)]
        assert sum(line.count(day) for line in told for day in days[:1]) == 2, told
        assert sum(line.count(days[1]) for line in told) == 4 and sum(line.count(days[2]) for line in told) == 2, told


def test_where_a_day_is_wider_than_the_column_it_is_parted_between_its_numbers():
    chain, text = font(sheet.CAPTION.font), "2026年11月20日"
    widths = [chain.widths[c] for c in text]
    assert [text[line.start : line.end] for line in broken(text, widths, 10.5, 50)] == ["2026年", "11月20日"]


HOME, BELOW = "3栋 1单元 1202　陈玉芬（83 岁）", (HardshipKind.ALONE, HardshipKind.VERY_OLD)
STAFF = ("何静（客服部 管家）", "沈涛（工程部 主管）")


def with_visits(found, count: int, *staff: tuple[str, ...]):
    at = datetime(2026, 11, 2, 2, 10)
    told = [VisitLine(at, HOME, BELOW, staff[n % len(staff)], Way.HOME, Outcome.MET) for n in range(count)]
    return replace(found, visits=tuple(told))


@pytest.fixture
def month(s, cast, home):
    papers.month(s, cast, home)
    return facts(s, cast["visitor"], BriefingAsked(papers.FIRST, DAY), DAY)


def test_the_visits_stand_a_line_each_with_names_alone_and_the_posts_told_once(month):
    found = with_visits(month, 60, STAFF[:1], STAFF)
    [table] = visit_annex.visit_table(found)
    assert {row[3] for row in table.rows} == {"何静", "何静、沈涛"}
    assert table.lead == "走访人员：何静（客服部 管家）、沈涛（工程部 主管）"
    made = measured(bound(list(flowables([table])), ABOUT).content)
    assert len(made) == 2, "sixty visits"
    rows = [line for page in made for line in lines(page) if "陈玉芬" in line]
    assert rows.count("11月2日10:103栋1单元1202陈玉芬（83岁）独居老人、高龄老人何静上门见到本人") == 30


def test_two_of_one_name_are_told_apart_by_their_posts(month):
    [table] = visit_annex.visit_table(with_visits(month, 3, STAFF[:1], ("何静（秩序部 队员）",), STAFF[1:]))
    assert {row[3] for row in table.rows} == {"何静（客服部 管家）", "何静（秩序部 队员）", "沈涛"}
    assert table.lead == "走访人员：沈涛（工程部 主管）"


def test_a_name_without_a_post_and_nobody_at_all_are_told(month):
    [table] = visit_annex.visit_table(with_visits(month, 2, ("何静",), ()))
    assert [row[3] for row in table.rows] == ["何静", "未记"] and table.lead == ""


def test_in_english_the_door_stands_above_the_name_where_there_is_no_room_for_both(month):
    use_language("en")
    many = tuple(HardshipKind)[:6]
    found = with_visits(month, 30, STAFF)
    [table] = visit_annex.visit_table(replace(found, visits=tuple(replace(v, hardships=many) for v in found.visits)))
    assert {row[1] for row in table.rows} == {"3栋 1单元 1202\n陈玉芬（83 岁）"}
    [table] = visit_annex.visit_table(replace(found, visits=tuple(replace(v, hardships=()) for v in found.visits)))
    assert {row[1] for row in table.rows} == {"3栋 1单元 1202 陈玉芬（83 岁）"}


def test_the_annex_is_set_in_the_way_that_takes_the_fewest_lines(month):
    """Whatever households have: beside one another where that is shorter, and never a column wider than the page."""
    chance, kinds = Random(7), tuple(HardshipKind)
    for _round in range(20):
        found = with_visits(month, 40, STAFF[:1], STAFF)
        told = [replace(v, hardships=tuple(chance.sample(kinds, chance.randrange(5)))) for v in found.visits]
        [table] = visit_annex.visit_table(replace(found, visits=tuple(told)))
        assert sum(column.share for column in table.columns) == pytest.approx(sheet.BLOCK_WIDTH)
        set_ = Table(table.columns, table.rows, dense=True)
        ways = []
        for mark in ("\n", " "):
            rows = [(row[0], HOME.replace("　", mark), *row[2:]) for row in table.rows]
            heads = [column.head for column in table.columns]
            other = Table(fitting.balanced(heads, rows, text=sheet.DENSE_TEXT), rows, dense=True)
            ways.append(other.wrap(sheet.BLOCK_WIDTH, ROOM)[1])
        assert set_.wrap(sheet.BLOCK_WIDTH, ROOM)[1] <= min(ways) * 1.05


def test_print_and_document_have_the_same_annex(month):
    found = with_visits(month, 70, STAFF)
    printed = "".join(line for page in measured(drawn(found).content) for line in lines(page))
    body = docx.Document(BytesIO(as_docx(found))).element.body
    for text in (printed, "".join(each.text or "" for each in body.iter(qn("w:t"))).replace(" ", "")):
        assert text.count("何静、沈涛") >= 70 and text.count("走访人员：何静（客服部管家）、沈涛（工程部主管）") == 1


def test_in_the_document_a_note_stays_with_its_table_and_a_day_in_one_line(month):
    blocks = (listing(4), Note("说明"), PhotoRow(((papers.jpeg(), "扶手 2026-11-20 装好，转介单 2026-031"),)))
    content = as_docx(month, draft(month), [Section("next", "下步", blocks, "下步")])
    body = docx.Document(BytesIO(content)).element.body
    rows = list(body.iter(qn("w:tr")))
    last_row = next(row for row in rows if "4栋" in "".join(t.text or "" for t in row.iter(qn("w:t"))))
    assert all(list(p.iter(qn("w:keepNext"))) for p in last_row.iter(qn("w:p")))
    assert len(list(body.iter(qn("w:noBreakHyphen")))) == 3, "the number of the slip as well"


def test_the_committee_has_the_note_on_those_left_out_below_the_table(s, cast, home):
    papers.month(s, cast, home)
    found = facts(s, cast["visitor"], BriefingAsked(papers.FIRST, DAY, audience=Audience.COMMITTEE), DAY)
    *_, note = visit_annex.visit_table(found)
    assert isinstance(note, Note) and str(found.visits_left_out) in note.words
