"""What the office calls its tiers: the names stand everywhere, stay text, and are of this house alone."""

from dataclasses import replace
from io import BytesIO

import pypdf
import pytest
from openpyxl import load_workbook
from sqlmodel import select

from db import clock, settings, store, tiers
from db.changes import household
from db.changes.risk_rules import set_rules
from db.changes.setting import set_rhythm
from db.changes.tiers import set_tiers
from db.choices import Tier
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Household, LogEntry, RuleSet
from db.privacy import told
from db.queries import register
from db.queries.asked import Asked
from db.queries.cards import cards
from db.queries.risk import the_rules
from db.queries.stood import Standing
from db.queries.tiers import homes, in_use, the_tiers
from db.rhythm import PRESETS as PRESETS_OF_RHYTHM
from db.risk.rules import OURS, PRESETS, Floor
from db.risk.used import used
from db.tiers import Palette, Tiers
from db.words import _, speaking
from reports.cards import pdf
from reports.files import spreadsheet
from tests.conftest import DAY

COLOURS = Tiers({"1": "红", "2": "黄", "4": "绿"}, has_three=False, palette=Palette.THREE)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


def name(who, wanted, version=0):
    with store.writing() as s:
        set_tiers(s, who, version, wanted)


def words():
    return [_(tier.label) for tier in Tier.offered()]


def test_as_delivered_tiers_are_told_in_the_readers_language(cast):
    assert words() == ["一级", "二级", "三级", "日常"]
    with speaking("en"):
        assert words() == ["Tier 1", "Tier 2", "Tier 3", "Routine"]


def test_names_stand_in_both_languages_once_they_are_set(cast):
    name(cast["manager"], Tiers({"1": "红", "2": "橙"}))
    assert words() == ["红", "橙", "三级", "日常"]
    with speaking("en"):
        assert words() == ["红", "橙", "Tier 3", "Routine"]
    assert told(Tier.ONE) == "红" and told([Tier.ONE, Tier.THREE]) == "红、三级"


def test_a_name_that_is_ours_is_stored_as_none_and_follows_the_language(cast):
    name(cast["manager"], Tiers({"1": "Tier 1", "2": " 二级 ", "3": "黄"}))
    with store.reading() as s:
        assert the_tiers(s, cast["manager"])[0].names == {"3": "黄"}


def test_names_are_kept_with_the_house_and_learned_when_it_opens(cast, home):
    name(cast["manager"], COLOURS)
    store.forget_engines()
    assert Tier.ONE.label == "Tier 1"  # no house is open
    with store.reading() as s:
        assert Tier.ONE.label == "红" and tiers.now().palette is Palette.THREE
        assert s.get_one(Household, home).tier.label == "黄"


def test_another_process_learns_them_in_its_next_run(cast, open_page):
    name(cast["manager"], COLOURS)
    tiers.use(tiers.DELIVERED)  # as a process that had opened the house before
    assert words() == ["一级", "二级", "三级", "日常"]
    open_page("home", "visitor")
    assert words() == ["红", "黄", "绿"]


def test_what_is_undone_is_not_learned(cast):
    with pytest.raises(RuntimeError), store.writing() as s:
        set_tiers(s, cast["manager"], 0, COLOURS)
        raise RuntimeError
    assert words() == ["一级", "二级", "三级", "日常"]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("*红*", "只能用文字和数字"),
        ("[红](a.b)", "只能用文字和数字"),
        (":red[红]", "只能用文字和数字"),
        ("=1+1", "只能用文字和数字"),
        ("红\n黄", "只能用文字和数字"),
        ("<b>红", "只能用文字和数字"),
        ("-红", "只能用文字和数字"),
        ("🔴", "只能用文字和数字"),
        ("很长很长很长很长的名称", "最多 10 个字"),
        ("二级", "已有别的等级"),
        ("tier 2", "已有别的等级"),
    ],
)
def test_a_name_that_could_be_anything_but_a_name_is_refused_beside_it(cast, typed, said):
    with pytest.raises(Invalid) as wrong:
        name(cast["manager"], Tiers({"1": typed}))
    [(key, sentence)] = wrong.value.problems.items()
    assert key in "12" and said in sentence and sentence.endswith("。")
    assert words() == ["一级", "二级", "三级", "日常"]


def test_three_tiers_may_be_called_one_two_three_and_the_one_left_out_is_told_from_them(cast):
    name(cast["manager"], Tiers({"4": "三级"}, has_three=False))
    assert words() == ["一级", "二级", "三级"] and Tier.THREE.label == "原三级"
    name(cast["manager"], Tiers({"3": "原三级", "4": "三级"}, has_three=False), version=1)  # nothing else is wanted
    with store.reading() as s:
        assert the_tiers(s, cast["manager"])[1].version == 1


@pytest.mark.parametrize("has_three", [True, False])
def test_a_tier_left_out_is_checked_as_well(cast, has_three):
    with pytest.raises(Invalid):
        name(cast["manager"], Tiers({"3": ":red[x]"}, has_three=has_three))


def test_days_gone_by_bear_the_names_too(cast):
    name(cast["manager"], COLOURS)
    assert [_(each.label) for each in Standing] == ["红", "黄", "三级", "绿", "未评估", "暂停", "已结束", "未建档"]


@pytest.mark.parametrize("typed", ["红", "红（重点）", "Ⅰ级", "A-1", "A/B", "High risk", "重点·一", "𠮷级", "é"])
def test_what_offices_write_is_taken(cast, typed):
    name(cast["manager"], Tiers({"1": typed}))
    assert Tier.ONE.label == typed


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_tiers_are_named_by_managers(cast, s, who):
    for deed in (
        lambda: set_tiers(s, cast[who], 0, COLOURS),
        lambda: the_tiers(s, cast[who]),
        lambda: homes(s, cast[who]),
        lambda: in_use(s, cast[who]),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_who_wrote_second_is_shown_both_and_nothing_is_overwritten(cast):
    name(cast["manager"], Tiers({"1": "红"}))
    with pytest.raises(Conflict) as both:
        name(cast["admin"], Tiers({"1": "甲"}, palette=Palette.GREY))
    assert both.value.differences == {"1": ("红", "甲"), "palette": (Palette.DUSK, Palette.GREY)}
    assert Tier.ONE.label == "红"
    name(cast["admin"], Tiers({"1": "红"}))  # the same twice is no conflict
    name(cast["admin"], Tiers({"1": "甲"}), version=1)
    assert Tier.ONE.label == "甲"


def test_it_stands_in_the_log(cast):
    name(cast["manager"], Tiers({"1": "红"}))
    with store.reading() as s:
        lines = [(line.who, line.record, line.detail) for line in s.exec(select(LogEntry)) if line.record == "setting"]
    assert lines == [("李敏", "setting", "tiers")]


def test_three_tiers_leave_the_third_out_of_the_rules_and_four_take_it_in_again(cast, home):
    name(cast["manager"], COLOURS)
    with store.reading() as s:
        rules, number, _set = the_rules(s, cast["manager"])
        why = s.get_one(RuleSet, number).why
    assert rules.starts == {Tier.ONE: 70, Tier.TWO: 40} and _(why) == "改用三个等级。"
    name(cast["manager"], replace(COLOURS, has_three=True), version=1)
    with store.reading() as s:
        assert the_rules(s, cast["manager"])[0].starts == OURS.starts


def test_rules_cut_to_three_tiers_lead_nowhere_near_the_third():
    low = replace(OURS, floors=(Floor(Tier.THREE, frozenset()), *PRESETS["ministries_2022"].floors))
    assert [each.tier for each in used(low, has_three=False).floors] == [Tier.TWO]
    for preset in PRESETS.values():
        assert Tier.THREE not in used(preset, has_three=False).starts
        assert used(used(preset, has_three=False), has_three=True) == preset
    narrow = replace(OURS, starts={Tier.ONE: 30, Tier.TWO: 12})
    assert used(narrow, has_three=True).starts == {Tier.ONE: 30, Tier.TWO: 12, Tier.THREE: 6}


def move(cast, home, tier):
    with store.writing() as s:
        answers = {"building_id": 1, "unit": 1, "room": "1202", "tier": tier}
        household.edit_household(s, cast["visitor"], home, s.get_one(Household, home).version, DAY, answers)


def test_the_third_tier_is_offered_only_where_a_household_still_has_it(cast, home):
    move(cast, home, Tier.THREE)
    name(cast["manager"], COLOURS)
    with store.reading() as s:
        assert homes(s, cast["manager"])[Tier.THREE] == 1
        assert in_use(s, cast["manager"]) == list(Tier) and Tier.offered() == [Tier.ONE, Tier.TWO, Tier.ROUTINE]
    move(cast, home, Tier.TWO)
    with store.reading() as s:
        assert in_use(s, cast["manager"]) == [Tier.ONE, Tier.TWO, Tier.ROUTINE]


def test_lists_and_spreadsheets_bear_the_names(cast, home):
    name(cast["manager"], COLOURS)
    with store.reading() as s:
        found = register.export(s, cast["manager"], Asked(), DAY)
        sheet = load_workbook(BytesIO(spreadsheet(found)))
    cells = {cell.value for row in sheet.active.iter_rows() for cell in row}
    assert "黄" in cells and "二级" not in cells


def test_papers_bear_the_names(cast, home):
    name(cast["manager"], Tiers({"2": "重点关注（黄）"}))
    with store.reading() as s:
        paper = pdf(cards(s, cast["manager"], DAY, None, DAY, (home,)))
    text = "".join("".join(page.extract_text() for page in pypdf.PdfReader(BytesIO(paper)).pages).split())
    assert "重点关注（黄）" in text and "二级" not in text


def test_sums_that_are_kept_are_told_anew_with_new_names(cast, home):
    with store.reading() as s:
        before = register.counts(s, cast["manager"], Asked(), DAY)
    name(cast["manager"], COLOURS)
    with store.reading() as s:
        after = register.counts(s, cast["manager"], Asked(), DAY)
    assert [_(tier.label) for tier in before] == [_(tier.label) for tier in after] == ["黄"]


def shown(at):
    parts = [*at.title, *at.subheader, *at.text, *at.markdown, *at.caption, *at.error, *at.info, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts)


@pytest.mark.parametrize(("page", "query"), [("household", {"no": "1"}), ("home", {}), ("register", {}), ("visit", {})])
def test_screens_bear_the_names_and_never_ours(cast, home, open_page, page, query):
    name(cast["manager"], COLOURS)
    at = open_page(page, "manager", **query)
    assert not at.exception
    assert "二级" not in shown(at)


def test_names_are_set_on_the_page_and_what_is_wrong_is_said_beside_the_name(cast, home, open_page):
    at = open_page("settings", "manager", part="tiers")
    at.text_input(key="settings.tiers.1.0").set_value("*红*").run()
    assert [each.value for each in at.error] == ["只能用文字和数字：这个名称会出现在每个页面和文书上。"]
    at.text_input(key="settings.tiers.1.0").set_value("红").run()
    assert not at.error
    at.radio(key="settings.tiers.palette.0").set_value(Palette.FOUR).run()
    at.button(key="settings.tiers.set.0").click().run()
    assert not at.exception and Tier.ONE.label == "红" and tiers.now().palette is Palette.FOUR
    assert "这就是现行的名称和颜色。" in shown(at)


def test_the_page_tells_who_still_has_the_third_tier_and_what_the_advice_would_be(cast, home, open_page):
    move(cast, home, Tier.THREE)
    at = open_page("settings", "manager", part="tiers")
    at.button_group(key="settings.tiers.number.0").set_value(False).run()
    assert "还有 1 户是三级" in shown(at) and "户的建议等级会变" in shown(at)
    at.button(key="settings.tiers.set.0").click().run()
    assert not at.exception and not tiers.now().has_three


def test_the_rhythm_is_set_for_the_tiers_in_use(cast, home, open_page):
    name(cast["manager"], COLOURS)
    at = open_page("settings", "manager", part="rhythm")
    assert "badge[三级" not in shown(at)
    at.selectbox(key="settings.rhythm.0").set_value("own").run()
    assert {each.key for each in at.toggle if each.key.endswith(".on")} == {f"settings.beat.{n}.0.on" for n in "124"}
    at.number_input(key="settings.beat.4.0.days").set_value(60).run()  # sooner than the third, which is not in use
    at.button(key="settings.rhythm.set.0").click().run()
    with store.reading() as s:
        there = settings.the_rhythm(s)
    assert there.beats[Tier.ROUTINE].days == 60 and there.beats[Tier.THREE].days == 91


def test_a_rhythm_typed_while_another_was_set_is_not_lost(cast, home, open_page):
    at = open_page("settings", "manager", part="rhythm")
    at.selectbox(key="settings.rhythm.0").set_value("own").run()
    at.number_input(key="settings.beat.1.0.days").set_value(6).run()
    with store.writing() as s:
        set_rhythm(s, cast["admin"], 0, PRESETS_OF_RHYTHM["weihai_2020"])
    at.button(key="settings.rhythm.set.0").click().run()
    assert not at.exception and "settings.rhythm.two.save" in {each.key for each in at.button}


def test_two_at_once_choose_on_the_page(cast, open_page):
    at = open_page("settings", "manager", part="tiers")
    at.text_input(key="settings.tiers.1.0").set_value("甲").run()
    at.radio(key="settings.tiers.palette.0").set_value(Palette.GREY).run()
    name(cast["admin"], Tiers({"1": "红"}))
    at.button(key="settings.tiers.set.0").click().run()
    assert not at.exception and "红" in shown(at) and "甲" in shown(at)
    at.button_group(key="settings.tiers.two.1.1").set_value("theirs").run()
    at.button(key="settings.tiers.two.1.save").click().run()
    assert not at.exception
    assert Tier.ONE.label == "红" and tiers.now().palette is Palette.GREY


def test_a_broken_setting_locks_nobody_out():
    assert tiers.from_text('{"palette": "sunrise"}') == tiers.DELIVERED == tiers.from_text("")
    assert tiers.from_text(tiers.to_text(COLOURS)) == COLOURS


def test_rules_of_a_page_opened_before_the_number_changed_are_a_conflict(cast, home):
    with store.writing() as s:
        set_rules(s, cast["manager"], the_rules(s, cast["manager"])[1], PRESETS["ministries_2022"], "试")
    with store.reading() as s:
        number = the_rules(s, cast["manager"])[1]
    name(cast["manager"], COLOURS)
    with pytest.raises(Conflict), store.writing() as s:
        set_rules(s, cast["admin"], number, OURS, "试")
