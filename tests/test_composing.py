"""What people wrote goes into the paper where it belongs, and nothing around it moves."""

from dataclasses import replace

import pytest

from db import clock, store
from db.briefing import BriefingAsked
from db.choices import Audience, BriefingKind
from db.edits import Edit, Mark
from db.manuscript import Corrected, Manuscript
from db.models import TemplateFields
from db.numbers import Numbers
from db.queries.briefing import facts
from db.templates import KEYS, Layout, Part, from_text, to_text
from reports import composing, written
from reports.blocks import Head, Listing, Note, Para, Trace, text_of
from reports.table import Column
from tests import papers
from tests.conftest import DAY
from tests.test_issue import said_in

TABLE = Listing("表", (Column("楼栋", 1),), (("3栋",),))
BLOCKS = (
    Head("1. 陈某", 3),
    Para("发现地面湿滑。", "发现情况："),
    TABLE,
    Head("2. 沈某", 3),
    Para("走访2次。", traces=(Trace("走访次数", 2, "register"), Trace("户数", 7))),
    Note("注"),
)
HOSTILE = '<b>粗</b> **md** [链](http://x) <img src="/etc/passwd"> =1+1 {estate} 3&amp;4'


@pytest.fixture
def found(cast, home, monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    with store.writing() as s:
        papers.month(s, cast, home)

    def asked(audience=Audience.INTERNAL):
        with store.reading() as s:
            wanted = BriefingAsked(papers.FIRST, DAY, audience=audience, kind=BriefingKind.MONTH)
            return facts(s, cast["manager"], wanted, DAY)

    return asked


def test_the_same_words_change_nothing():
    assert composing.edited(BLOCKS, text_of(BLOCKS)) == BLOCKS


def test_a_changed_paragraph_keeps_its_place_its_lead_and_the_figures_that_are_still_there():
    made = composing.edited(BLOCKS, "发现情况：地面已擦干。\n两次都走到了。")
    assert made == (
        BLOCKS[0],
        Para("地面已擦干。", "发现情况："),
        TABLE,
        BLOCKS[3],
        Para("两次都走到了。", traces=(Trace("走访次数", 2, "register"),)),
        BLOCKS[5],
    )


def test_a_paragraph_put_in_comes_after_the_one_before_and_one_taken_out_goes():
    more = composing.edited(BLOCKS, "先说一句。\n发现情况：发现地面湿滑。\n再说一句。\n走访2次。")
    assert [b.words for b in more if isinstance(b, Para)] == ["先说一句。", "发现地面湿滑。", "再说一句。", "走访2次。"]
    assert more.index(TABLE) == 4, "what was put in stands above the table"
    less = composing.edited(BLOCKS, "走访2次。")
    assert less == (BLOCKS[0], *BLOCKS[2:])
    assert composing.edited(BLOCKS, " \n ") == tuple(b for b in BLOCKS if not isinstance(b, Para))
    assert composing.edited((TABLE,), "新写的。") == (Para("新写的。"), TABLE)


def test_a_template_leaves_out_moves_and_names_sections(found):
    said = Manuscript(found(), "zh_CN")
    usual = [each.key for each in composing.composed(said)]
    assert usual == [key for key in KEYS if key in usual] and len(usual) > 8
    layout = Layout().with_part(Part("visits", True, "走了哪些户")).with_part(Part("risks", False)).moved("asks", -9)
    made = composing.composed(replace(said, layout=layout))
    keys = [each.key for each in made]
    assert "risks" not in keys and keys.index("asks") < keys.index("measures")
    assert next(each.title for each in made if each.key == "visits") == "走了哪些户"


def test_every_section_there_is_may_stand_in_a_template():
    assert {key for key, *_rest in written.SECTIONS} <= set(KEYS)
    assert set(composing.section_titles()) == set(KEYS) and all(composing.section_titles().values())


def test_hostile_words_stand_as_they_were_typed(found):
    said = Manuscript(found(), "zh_CN", edits={"visits": Edit(HOSTILE, "")})
    made = composing.paper(said, composing.composed(said))
    assert HOSTILE.replace(" ", "") in said_in(made.content) and b"/URI" not in made.content


def test_what_was_written_into_a_section_that_has_nothing_to_tell_any_more_is_not_lost(found):
    said = Manuscript(found(Audience.NOTICE), "zh_CN", edits={"causes": Edit("致困原因不公示。", "")})
    assert "causes" not in [each.key for each in composing.as_delivered(said)]
    [section] = [each for each in composing.composed(said) if each.key == "causes"]
    assert section.title and text_of(section.blocks) == "致困原因不公示。"


def test_a_section_is_marked_only_when_its_figures_no_longer_match(found):
    said = Manuscript(found(), "zh_CN")
    delivered = composing.as_delivered(said)
    text = {each.key: text_of(each.blocks) for each in delivered}["visits"]
    same = replace(said, edits={"visits": Edit(text + "\n2026年11月继续走访。", text)})
    assert composing.marks(same, delivered) == {}
    wrong = replace(said, edits={"visits": Edit(text + "\n共走访9871户。", text)})
    assert composing.marks(wrong, delivered) == {"visits": Mark(unknown=("9871",))}
    old = replace(said, edits={"visits": Edit("都好。", "本月走访9871户。")})
    assert "9871" in composing.marks(old, delivered)["visits"].gone


def test_receivers_are_the_estates_unless_the_template_has_others_and_a_board_has_none(found):
    for audience in Audience:
        there = found(audience)
        there = replace(there, estate=there.estate.model_copy(update={"report_to": "街道办", "pass_to": "各部门"}))
        plain = composing.cover(Manuscript(there, "zh_CN"))
        assert plain.report_to == ("街道办" if audience is Audience.COMMITTEE else ""), "names stay in the house"
        assert plain.pass_to == ("" if audience is Audience.NOTICE else "各部门")
        around = TemplateFields(own_receivers=True, report_to="民政科", copies=6, note="请阅。", watermark="内部")
        own = composing.cover(Manuscript(there, "zh_CN", Layout(around=around)))
        assert (own.report_to, own.pass_to, own.copies, own.watermark) == ("民政科", "", 6, "内部")


def test_a_note_stands_in_the_papers_of_the_readers_it_was_written_for_and_in_no_other(found):
    older = from_text('{"around": {"note": "请各组对照落实，张姐牵头。"}}')  # from before a note had readers
    for written_for in Audience:
        around = TemplateFields(note="致全体居民：", note_for=written_for)
        for audience in Audience:
            said = Manuscript(found(audience), "zh_CN", Layout(around=around))
            is_told = written_for is audience
            assert composing.cover(said).note == ("致全体居民：" if is_told else "")
            assert ("致全体居民" in composing.made(said).words) is is_told
    assert from_text(to_text(Layout(around=around))).around == around, "kept with the template"
    assert composing.cover(Manuscript(found(), "zh_CN", older)).note.startswith("请各组")
    assert composing.cover(Manuscript(found(Audience.NOTICE), "zh_CN", older)).note == "", "it was for the staff"


def test_a_draft_has_no_number_and_an_issue_shows_the_running_one_where_it_is_wanted(found):
    said = Manuscript(found(), "zh_CN")
    assert composing.cover(said).is_draft
    signed = replace(said, numbers=Numbers(2026, 3, 15), issued_on=DAY)
    assert (composing.cover(signed).number, composing.cover(signed).running) == (3, None)
    running = replace(signed, layout=Layout(around=TemplateFields(shows_running=True, title="{estate}{when}简报")))
    assert composing.cover(running).running == 15 and composing.cover(running).title == "和安苑2026年11月份简报"
    corrects = replace(signed, corrects=Corrected(1, Numbers(2026, 2, 14), DAY, "有误"), language="en")
    assert "no. 2" in composing.cover(corrects).correction


def test_the_same_manuscript_gives_the_same_bytes_and_all_its_words_are_found(found):
    said = Manuscript(found(), "zh_CN", numbers=Numbers(2026, 3, 15), issued_on=DAY)
    one, two = composing.made(said), composing.made(said)
    assert one.content == two.content and one.composed == two.composed and one.docx
    assert "陈玉芬" in one.words and "和安苑" in one.words and one.words == one.words.lower()
    assert composing.issue_name(one.title, Numbers(2026, 3, 15)).endswith("_2026年第3期")
