"""Templates: how an office wants its briefings, kept by name, offered again next month."""

from dataclasses import replace

import pytest
from sqlmodel import Session, select

from db import store
from db.changes.template import remove_template, save_template, set_started
from db.choices import Audience, Deed
from db.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from db.models import LogEntry, TemplateFields
from db.numbers import Numbers, following
from db.numbers import from_text as numbers_from
from db.numbers import to_text as numbers_to
from db.queries.briefing_drafts import last_used, saved, template_named
from db.queries.issues import numbers_now
from db.templates import KEYS, Layout, Part, from_text, to_text
from tests.conftest import DAY


def shown(layout: Layout) -> list[str]:
    return layout.arranged(KEYS)


def test_the_delivered_layout_prints_every_section_in_its_order():
    assert shown(Layout()) == list(KEYS) and from_text("") == Layout()


def test_a_layout_comes_back_from_its_text_as_it_was():
    around = TemplateFields(title="{when}简报", note="请阅。", own_receivers=True, report_to="街道", copies=6)
    layout = replace(Layout(), around=around).with_part(Part("money", False, "费用减免")).moved("asks", -3)
    assert from_text(to_text(layout)) == layout
    assert "money" not in shown(layout) and layout.title_of("money") == "费用减免"
    assert shown(layout).index("asks") == KEYS.index("asks") - 4, "three up, and one before it is left out"


def test_moving_beyond_the_ends_changes_nothing():
    assert Layout().moved(KEYS[0], -1) == Layout() == Layout().moved(KEYS[-1], 1)


def test_what_a_later_version_brings_comes_where_it_was_delivered_and_what_it_dropped_is_forgotten():
    old = tuple(Part(key) for key in reversed(KEYS) if key not in ("warnings", "opening"))
    text = to_text(Layout((*old, Part("gone"))))
    found = from_text(text)
    order = [part.key for part in found.parts]
    assert sorted(order) == sorted(KEYS) and order[0] == "opening"
    assert order.index("warnings") == order.index("hazards") + 1


def test_a_section_left_out_stays_where_it_stood():
    layout = Layout().with_part(Part("cases", is_on=False))
    assert [part.key for part in from_text(to_text(layout)).parts] == list(KEYS)


def test_numbers_go_on_within_the_year_and_from_the_first():
    nothing = Numbers(2026, 0, 0)
    assert following(2026, nothing, nothing) == Numbers(2026, 1, 1)
    assert following(2026, nothing, Numbers(2026, 10, 34)) == Numbers(2026, 11, 35)
    assert following(2027, Numbers(2027, 0, 36), Numbers(2026, 10, 34)) == Numbers(2027, 1, 37)
    assert following(2026, Numbers(2026, 12, 36), Numbers(2026, 10, 34)) == Numbers(2026, 13, 37)
    before = {Audience.NOTICE: Numbers(2026, 3, 9)}
    assert numbers_from(numbers_to(before)) == before and numbers_from("") == {}


def test_a_template_is_kept_by_name_and_offered_next_month(cast, s: Session):
    who = cast["manager"]
    first = save_template(s, who, None, 0, " 街道 版 ", Layout().with_part(Part("money", False)), DAY)
    save_template(s, who, None, 0, "短的", Layout().with_part(Part("cases", False)), DAY.replace(day=1))
    assert [each.name for each in saved(s, who)] == ["街道 版", "短的"]
    assert last_used(s, cast["visitor"], Audience.INTERNAL) == first
    assert not template_named(s, who, " 街道 版").layout.part("money").is_on
    with pytest.raises(Refused, match="街道 版, 短的"):
        template_named(s, who, "没有的")
    entries = s.exec(select(LogEntry).where(LogEntry.record == "briefing template")).all()
    assert [(entry.deed, entry.detail) for entry in entries] == [(Deed.ADD, ""), (Deed.ADD, "")]


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_only_who_signs_sets_templates_and_numbers(cast, s: Session, who):
    for deed in (
        lambda: save_template(s, cast[who], None, 0, "甲", Layout(), DAY),
        lambda: remove_template(s, cast[who], 1),
        lambda: set_started(s, cast[who], 0, Audience.INTERNAL, {"no": 1, "total": 1}, DAY),
    ):
        with pytest.raises(NotAllowed):
            deed()
    assert saved(s, cast["reader"]) == ()


@pytest.mark.parametrize(
    ("name", "layout", "field"),
    [
        ("  ", Layout(), "name"),
        ("长" * 41, Layout(), "name"),
        ("甲", Layout(tuple(Part(key, False) for key in KEYS)), "parts"),
        ("甲", Layout((*Layout().parts, Part("cases"))), "parts"),
        ("甲", Layout(Layout().parts[1:]), "parts"),
        ("甲", Layout().with_part(Part("cases", True, "题" * 31)), "parts"),
        ("甲", replace(Layout(), around=TemplateFields.model_construct(copies=0)), "copies"),
        ("甲", replace(Layout(), around=TemplateFields.model_construct(note="字" * 601)), "note"),
    ],
)
def test_what_would_not_make_a_paper_is_refused_by_field(cast, s: Session, name, layout, field):
    with pytest.raises(Invalid) as wrong:
        save_template(s, cast["manager"], None, 0, name, layout, DAY)
    assert list(wrong.value.problems) == [field]


def test_a_name_stands_once_and_typed_control_characters_go(cast, s: Session):
    who = cast["manager"]
    titled = Layout().with_part(Part("cases", True, "个\u202e案\x07"))
    first = save_template(s, who, None, 0, "甲", titled, DAY)
    assert saved(s, who)[0].layout.title_of("cases") == "个案"
    with pytest.raises(Invalid):
        save_template(s, who, None, 0, "甲", Layout(), DAY)
    assert save_template(s, who, first, 1, "甲", titled, DAY) == first, "its own name is no double"


def test_two_people_see_both_values_and_nothing_is_overwritten(cast, s: Session):
    who, other = cast["manager"], cast["admin"]
    one = save_template(s, who, None, 0, "甲", Layout(), DAY)
    noted = replace(Layout(), around=TemplateFields(note="甲的话"))
    save_template(s, other, one, 1, "甲", noted, DAY)
    mine = replace(Layout(), around=TemplateFields(note="乙的话")).with_part(Part("money", False))
    with pytest.raises(Conflict) as both:
        save_template(s, who, one, 1, "甲", mine, DAY)
    assert both.value.differences["note"] == ("甲的话", "乙的话") and "parts" in both.value.differences
    assert saved(s, who)[0].layout == noted
    save_template(s, who, one, 2, "甲", mine, DAY)
    remove_template(s, who, one)
    with pytest.raises(NotFound):
        remove_template(s, who, one)


def test_issues_before_the_first_one_here_count(cast, home):
    who = cast["manager"]
    with store.writing() as s:
        set_started(s, who, 0, Audience.COMMITTEE, {"no": 10, "total": 34}, DAY)
    with store.reading() as s:
        assert numbers_now(s, who, Audience.COMMITTEE, DAY) == Numbers(2026, 11, 35)
        assert numbers_now(s, who, Audience.INTERNAL, DAY) == Numbers(2026, 1, 1), "each series by itself"
        assert numbers_now(s, who, Audience.COMMITTEE, DAY.replace(year=2027)) == Numbers(2027, 1, 35)
    with store.writing() as s:
        with pytest.raises(Invalid):
            set_started(s, who, 1, Audience.NOTICE, {"no": 5, "total": 4}, DAY)
        with pytest.raises(Conflict) as both:
            set_started(s, cast["admin"], 0, Audience.COMMITTEE, {"no": 9, "total": 34}, DAY)
        assert both.value.differences == {"no": (10, 9)}
