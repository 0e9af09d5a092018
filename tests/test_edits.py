"""What people write into a briefing: kept with the text it was written over, marked when figures move, never lost."""

from datetime import date

import pytest
from sqlmodel import Session

from db import store
from db.briefing import BriefingAsked
from db.changes.briefing_draft import put_back, save_edit, take_over
from db.choices import Audience, BriefingKind, HardshipKind
from db.edits import Edit, Mark, figures, from_text, key_of, mark, to_text, valued
from db.errors import Conflict, Invalid, NotAllowed, NotFound
from db.outward import Names
from db.queries.briefing_drafts import people_in, written
from tests.conftest import DAY

ASKED = BriefingAsked(date(2026, 11, 1), DAY, kind=BriefingKind.MONTH)
OVER = "本月走访12户15次。\n未见到3户。"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("走访12户、15人次", {"12": 1, "15": 1}),
        ("共１，２００元，又 1,200 元", {"1200": 2}),
        ("3户和3户，03户", {"3": 3}),
        ("占37.5%，满意100.0%", {"37.5": 1, "100": 1}),
        ("走访十二户，两次未见，一百零五件", {"12": 1, "2": 1, "105": 1}),
        ("一户一档，进一步做实，第三次会议，十分感谢", {}),
        ("转介单2026-031", {"2026": 1, "31": 1}),
        ("", {}),
    ],
)
def test_figures_are_read_however_they_are_written(text, found):
    assert figures(text) == found


@pytest.mark.parametrize(("numeral", "n"), [("十", 10), ("二十", 20), ("三十一", 31), ("一百零五", 105), ("两", 2)])
def test_chinese_numerals_are_valued(numeral, n):
    assert valued(numeral) == n


def test_an_edit_that_keeps_its_figures_is_not_marked():
    assert not mark(Edit("这个月走了12户、15次，3户没见着。", OVER), OVER, "")
    assert not mark(Edit("感谢大家。", OVER), OVER, ""), "figures may be left out"


def test_an_edit_is_marked_when_the_facts_move_on():
    now = "本月走访13户16次。\n未见到3户。"
    assert mark(Edit("走了12户15次。", OVER), now, "") == Mark(("12", "15"), ("13", "16"), ("12", "15"))


def test_an_edit_with_a_figure_the_facts_do_not_have_is_marked_and_tables_count():
    assert mark(Edit("走访20户。", OVER), OVER, "") == Mark(unknown=("20",))
    assert mark(Edit("走访二十户。", OVER), OVER, "") == Mark(unknown=("20",))
    assert not mark(Edit("走访20户。", OVER), OVER, "3栋\t20")


def test_edits_come_back_from_their_text():
    there = {"cases": Edit("甲\n“乙”<b>", "丙", "何静", 3)}
    assert from_text(to_text(there)) == there and from_text("") == {}


def test_a_month_under_way_is_the_same_briefing_tomorrow_and_everything_else_tells_it_apart():
    tomorrow = BriefingAsked(ASKED.start, DAY.replace(day=24), kind=BriefingKind.MONTH)
    assert key_of(tomorrow, "zh_CN") == key_of(ASKED, "zh_CN")
    others = [
        key_of(ASKED, "en"),
        key_of(BriefingAsked(date(2026, 10, 1), DAY, kind=BriefingKind.MONTH), "zh_CN"),
        key_of(BriefingAsked(ASKED.start, DAY, kind=BriefingKind.QUARTER), "zh_CN"),
        key_of(BriefingAsked(ASKED.start, DAY), "zh_CN"),
        key_of(BriefingAsked(ASKED.start, DAY, 2, kind=BriefingKind.MONTH), "zh_CN"),
        key_of(BriefingAsked(ASKED.start, DAY, None, HardshipKind.ALONE, kind=BriefingKind.MONTH), "zh_CN"),
        key_of(BriefingAsked(ASKED.start, DAY, audience=Audience.NOTICE, kind=BriefingKind.MONTH), "zh_CN"),
        key_of(BriefingAsked(ASKED.start, DAY, kind=BriefingKind.ROUND, round_id=7), "zh_CN"),
    ]
    assert len({key_of(ASKED, "zh_CN"), *others}) == 9 and max(map(len, others)) <= 200


def saved(s, who, section, words, version=0, over=OVER):
    return save_edit(s, who, ASKED, "zh_CN", section, version, words, over)


def test_a_section_is_kept_with_who_wrote_it_and_over_what(cast, s: Session):
    version = saved(s, cast["visitor"], "visits", "走了12户。\r\n<b>=1+1</b>\u202e")
    found = written(s, cast["manager"], ASKED, "zh_CN")
    assert found.edits == {"visits": Edit("走了12户。\n<b>=1+1</b>", OVER, "何静", version)}
    assert written(s, cast["manager"], ASKED, "en").edits == {}


def test_typing_the_facts_text_again_or_putting_back_leaves_no_edit(cast, s: Session):
    who = cast["visitor"]
    version = saved(s, who, "visits", "走了12户。")
    saved(s, who, "visits", OVER, version)
    assert written(s, who, ASKED, "zh_CN").edits == {}
    saved(s, who, "visits", "又写。")
    put_back(s, who, ASKED, "zh_CN", "visits")
    put_back(s, who, ASKED, "zh_CN", "visits")
    assert written(s, who, ASKED, "zh_CN").edits == {}


def test_two_people_may_write_into_two_sections_but_into_one_both_texts_are_shown(cast, s: Session):
    first = saved(s, cast["visitor"], "visits", "何静写的。")
    saved(s, cast["manager"], "cases", "李敏写的。")
    with pytest.raises(Conflict) as both:
        saved(s, cast["manager"], "visits", "李敏也写。")
    assert both.value.differences == {"words": ("何静写的。", "李敏也写。")}
    put_back(s, cast["visitor"], ASKED, "zh_CN", "visits")
    with pytest.raises(Conflict) as both:
        saved(s, cast["manager"], "visits", "李敏也写。", first)
    assert both.value.differences == {"words": (OVER, "李敏也写。")}
    saved(s, cast["manager"], "visits", "李敏也写。")
    assert set(written(s, cast["manager"], ASKED, "zh_CN").edits) == {"visits", "cases"}


def test_saving_the_same_words_over_newer_facts_says_that_they_still_hold(cast, s: Session):
    who = cast["visitor"]
    version = saved(s, who, "visits", "走访情况良好。")
    newer = saved(s, who, "visits", "走访情况良好。", version, over="本月走访13户。")
    assert newer > version and written(s, who, ASKED, "zh_CN").edits["visits"].over == "本月走访13户。"


def test_a_partner_neither_writes_nor_reads_drafts_and_a_wrong_section_is_refused(cast, s: Session):
    outward = BriefingAsked(ASKED.start, DAY, audience=Audience.COMMITTEE, kind=BriefingKind.MONTH)
    save_edit(s, cast["visitor"], outward, "zh_CN", "visits", 0, "陈玉芬说的话", OVER)
    with pytest.raises(NotAllowed):
        save_edit(s, cast["reader"], outward, "zh_CN", "visits", 0, "街道写的", OVER)
    assert written(s, cast["reader"], outward, "zh_CN").edits == {}
    with pytest.raises(NotAllowed):
        written(s, cast["reader"], ASKED, "zh_CN")
    with pytest.raises(NotFound):
        saved(s, cast["visitor"], "__proto__", "写")
    with pytest.raises(Invalid):
        saved(s, cast["visitor"], "visits", "字" * 6001)


def test_a_correction_begins_with_the_words_of_the_issue_unless_somebody_has_begun(cast, s: Session):
    text = to_text({"visits": Edit("走了12户。", OVER, "何静", 9)})
    with pytest.raises(NotAllowed):
        take_over(s, cast["visitor"], ASKED, "zh_CN", text)
    take_over(s, cast["manager"], ASKED, "zh_CN", text)
    assert written(s, cast["manager"], ASKED, "zh_CN").edits["visits"].words == "走了12户。"
    take_over(s, cast["manager"], ASKED, "zh_CN", to_text({"cases": Edit("别的", "")}))
    assert set(written(s, cast["manager"], ASKED, "zh_CN").edits) == {"visits"}


def test_who_is_named_in_typed_words_is_found(cast, home):
    with store.reading() as s:
        found = people_in(s, cast["visitor"], ["陈玉芬家在3栋1单元1202室", "玉芬的电话13800002207，共3户", ""])
        assert found[:2] == ("陈玉芬", "玉芬") and "13800002207" in found and "3户" not in found
        assert people_in(s, cast["visitor"], ["本月走访3户。"]) == () == people_in(s, cast["visitor"], [])
        with pytest.raises(NotAllowed):
            people_in(s, cast["reader"], ["陈玉芬"])
    assert Names(["陈玉芬"]).told_in("陈玉芬") == ("陈玉芬",), "a part of a name that was found is not told again"
