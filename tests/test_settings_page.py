"""What the office sets: rhythm, suggestions, organisations; what it would do; two at once; and who may."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import select

from db import clock, rhythm, settings, store, suggestions
from db.changes import household, referral, setting, visit
from db.choices import HardshipKind, Hazard, MeasureKind, Outcome, OutsideHelp, Tier
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Household, LogEntry, Organisation, Setting
from db.queries import setting as queries
from db.queries.offers import offices
from db.queries.suggested import suggested
from db.rhythm import OURS, PRESETS, Beat, Rhythm
from db.suggestions import PRESET, Suggestion
from tests.conftest import DAY, MORNING

CALLS = Suggestion((MeasureKind.CALLS,), (OutsideHelp.FAMILY,))


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


def beats(**changed: Beat | None) -> Rhythm:
    found = {**OURS.beats, **{Tier[name]: beat for name, beat in changed.items()}}
    return Rhythm("自定", "", {tier: beat for tier, beat in found.items() if beat})


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_set_and_every_file_is_counted_by_it_at_once(home, cast, s, name):
    setting.set_rhythm(s, cast["manager"], 0, PRESETS[name])
    assert settings.the_rhythm(s) == PRESETS[name]
    file = s.get_one(Household, home)
    beat = PRESETS[name].beats[Tier.TWO]
    assert file.due_on == DAY + timedelta(days=beat.days)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (beats(ONE=Beat(0, 0)), "1"),
        (beats(ONE=Beat(7, 7)), "1"),
        (beats(ONE=Beat(7, -1)), "1"),
        (beats(ONE=Beat(7, 2, call=8)), "1"),
        (beats(ONE=Beat(31, 2)), "2"),  # tier two would be seen more often than tier one
        (beats(ROUTINE=Beat(367, 30)), "4"),
        (replace(OURS, beats={}), "beats"),
        (replace(OURS, change_days=0), "change_days"),
        (replace(OURS, change_days=8), "change_days"),
    ],
)
def test_a_rhythm_nobody_can_keep_is_refused(home, cast, s, wanted, field):
    with pytest.raises(Invalid) as wrong:
        setting.set_rhythm(s, cast["manager"], 0, wanted)
    assert set(wrong.value.problems) == {field} and wrong.value.problems[field].endswith("。")
    assert not s.exec(select(Setting)).all()


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_rules_are_set_by_managers(cast, s, who):
    for deed in (
        lambda: setting.set_rhythm(s, cast[who], 0, PRESETS["weihai_2020"]),
        lambda: setting.set_suggestions(s, cast[who], 0, {HardshipKind.ALONE: CALLS}),
        lambda: queries.the_rhythm(s, cast[who]),
        lambda: queries.the_suggestions(s, cast[who]),
        lambda: queries.effect(s, cast[who], "", DAY),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_what_a_rhythm_would_do_is_told_before_and_is_what_it_does(home, cast, s):
    later = DAY + timedelta(days=20)
    wanted = rhythm.to_text(PRESETS["red_yellow_green"])
    [told] = queries.effect(s, cast["manager"], wanted, later)
    assert (told.tier, told.homes, told.now, told.then) == (Tier.TWO, 1, 0, 1)
    setting.set_rhythm(s, cast["manager"], 0, PRESETS["red_yellow_green"])
    [after] = queries.effect(s, cast["manager"], wanted, later)
    assert (after.now, after.then) == (1, 1)


def test_who_wrote_second_is_shown_both_rhythms_and_nothing_is_overwritten(home, cast, s):
    setting.set_rhythm(s, cast["manager"], 0, PRESETS["weihai_2020"])
    with pytest.raises(Conflict) as both:
        setting.set_rhythm(s, cast["admin"], 0, beats(ONE=Beat(3, 1)))
    assert both.value.differences == {"1": (Beat(2, 1, phone=True), Beat(3, 1))}
    assert settings.the_rhythm(s).name == "Weihai 2020"
    there, stand = queries.the_rhythm(s, cast["admin"])
    assert (there.name, stand.version, stand.by) == ("Weihai 2020", 1, "李敏")
    setting.set_rhythm(s, cast["admin"], 0, PRESETS["weihai_2020"])  # the same twice is no conflict
    setting.set_rhythm(s, cast["admin"], 1, beats(ONE=Beat(3, 1)))
    assert settings.the_rhythm(s).beats[Tier.ONE] == Beat(3, 1)


def test_a_suggestion_is_changed_and_the_others_stay(cast, s):
    setting.set_suggestions(s, cast["manager"], 0, {HardshipKind.ALONE: CALLS})
    there, stand = queries.the_suggestions(s, cast["manager"])
    assert there[HardshipKind.ALONE] == CALLS and stand.version == 1
    assert {k: v for k, v in there.items() if k is not HardshipKind.ALONE} == {
        k: v for k, v in PRESET.items() if k is not HardshipKind.ALONE
    }
    with pytest.raises(Conflict) as both:
        setting.set_suggestions(s, cast["admin"], 0, {HardshipKind.ALONE: Suggestion((), CALLS.others)})
    assert both.value.differences == {"HardshipKind.alone.measures": ([MeasureKind.CALLS], [])}
    setting.set_suggestions(s, cast["admin"], 1, {Hazard.OTHER: CALLS})
    assert suggestions.from_text(s.get_one(Setting, settings.SUGGESTIONS).value)[Hazard.OTHER] == CALLS
    setting.set_suggestions(s, cast["admin"], 0, {Hazard.OTHER: CALLS})  # the same twice is no conflict


def test_an_other_hardship_is_no_other_hazard(home, cast, s):
    """Both are stored as “other”: each keeps a rule of its own, and an office that serves the one serves that one."""
    card = Suggestion((MeasureKind.CARD,), (OutsideHelp.FAMILY,))
    setting.set_suggestions(s, cast["manager"], 0, {Hazard.OTHER: CALLS})
    assert suggested(s, cast["visitor"], (HardshipKind.OTHER,), ()).measures == ()
    setting.set_suggestions(s, cast["manager"], 1, {HardshipKind.OTHER: card})
    there = settings.the_suggestions(s)
    assert (there[Hazard.OTHER], there[HardshipKind.OTHER]) == (CALLS, card)
    office = {"name": "家属会", "kind": OutsideHelp.FAMILY, "serves": [HardshipKind.OTHER]}
    referral.add_organisation(s, cast["manager"], office)
    seen = {"at": MORNING, "outcome": Outcome.MET, "said": "楼道有异味", "hazards": [Hazard.OTHER]}
    visit.record_visit(s, cast["visitor"], home, "a", MORNING, seen)
    assert [each.is_suggested for each in offices(s, cast["visitor"], home, DAY)] == [False]


def test_what_is_set_stands_in_the_log(cast, s):
    setting.set_rhythm(s, cast["manager"], 0, PRESETS["weihai_2020"])
    setting.set_suggestions(s, cast["manager"], 0, {HardshipKind.ALONE: CALLS})
    lines = [(each.who, each.detail) for each in s.exec(select(LogEntry)) if each.record == "setting"]
    assert lines == [("李敏", "rhythm"), ("李敏", "suggestions")]


def told(at) -> str:
    parts = [*at.title, *at.subheader, *at.text, *at.markdown, *at.caption, *at.error, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts)


def test_a_visitor_keeps_buildings_and_organisations_and_reads_no_rules(home, open_page):
    at = open_page("settings", "visitor", part="rhythm")
    assert at.button_group(key="settings.part").options == ["小区和楼栋", "小区平面", "可找的单位"]
    assert "3栋" in told(at) and "走访频次" not in told(at)


def test_a_manager_sets_a_preset_after_reading_what_it_does(home, cast, open_page):
    with store.writing() as s:
        household.edit_household(
            s,
            cast["visitor"],
            home,
            s.get_one(Household, home).version,
            DAY - timedelta(days=20),
            {"building_id": 1, "unit": 1, "room": "1202", "tier": Tier.ONE},
        )
        s.get_one(Household, home).opened_on = DAY - timedelta(days=5)
    at = open_page("settings", "manager", part="rhythm")
    assert "每周、每月、每季、每半年" in told(at)
    at.selectbox(key="settings.rhythm.0").set_value("weihai_2020").run()
    assert "现在超期 0 户，改后 **1** 户" in told(at)
    at.button(key="settings.rhythm.set.0").click().run()
    assert not at.exception
    with store.reading() as s:
        assert settings.the_rhythm(s) == PRESETS["weihai_2020"]
    assert "这就是现行规则。" in told(at)


def test_own_numbers_are_checked_where_they_are_typed(home, open_page):
    at = open_page("settings", "manager", part="rhythm")
    at.selectbox(key="settings.rhythm.0").set_value("own").run()
    at.number_input(key="settings.beat.1.0.slack").set_value(7).run()
    at.button(key="settings.rhythm.set.0").click().run()
    assert "一级：可提前的天数要少于走访间隔。" in told(at)
    at.number_input(key="settings.beat.1.0.days").set_value(10).run()
    at.button(key="settings.rhythm.set.0").click().run()
    with store.reading() as s:
        there = settings.the_rhythm(s)
    assert there.beats[Tier.ONE] == Beat(10, 7, call=2) and there.name == "Own numbers"


def test_a_suggestion_is_edited_by_tapping_and_goes_back_to_the_preset(cast, open_page):
    at = open_page("settings", "manager", part="suggestions")
    key = "settings.suggestion.HardshipKind.alone"
    at.button_group(key=f"{key}.0.measures").set_value([MeasureKind.CARD]).run()
    at.button(key=f"{key}.0.save").click().run()
    with store.reading() as s:
        assert settings.the_suggestions(s)[HardshipKind.ALONE].measures == (MeasureKind.CARD,)
    at.button(key=f"{key}.1.preset").click().run()
    assert not at.exception
    with store.reading() as s:
        assert settings.the_suggestions(s)[HardshipKind.ALONE] == PRESET[HardshipKind.ALONE]


def test_organisations_are_listed_retired_and_offered_again(cast, open_page):
    with store.writing() as s:
        office = {"name": "和平街道[民政]", "kind": OutsideHelp.STREET, "serves": [HardshipKind.ALONE]}
        key = referral.add_organisation(s, cast["manager"], office)
    at = open_page("settings", "visitor", part="organisations")
    assert "和平街道[民政]" in [each.value for each in at.text]
    for active in (False, True):
        at.button(key=f"settings.organisation.retire.{key}").click().run()
        with store.reading() as s:
            assert s.get_one(Organisation, key).active is active
    with store.reading() as s, pytest.raises(NotAllowed):
        queries.organisations(s, cast["reader"])
