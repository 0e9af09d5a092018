"""The office's own rules of risk: what cannot hold is refused, what they would do is told before, and versions stay."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from db import clock, store
from db.changes import household, visit
from db.changes.risk_rules import differing, set_rules, told
from db.choices import Factor, Group, HardshipKind, Outcome, Sex, Tier
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Assessment, Household, LogEntry, RuleSet
from db.queries.risk import preview, the_rules
from db.queries.rule_history import versions
from db.risk.rules import CAPS, MOST, OURS, PRESETS, STARTS, WEIGHTS, Rules, from_text, to_text, wrong
from tests.conftest import DAY, MORNING

ALONE = {**OURS.points, Factor.ALONE: 25}


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)


def set_(who, rules, why="试行", version=None):
    with store.writing() as s:
        return set_rules(s, who, the_rules(s, who)[1] if version is None else version, rules, why)


def in_force(who):
    with store.reading() as s:
        return the_rules(s, who)[0]


@pytest.mark.parametrize("name", PRESETS)
def test_every_preset_can_be_set_and_is_read_again_as_it_was(cast, home, name):
    set_(cast["manager"], PRESETS[name])
    assert in_force(cast["manager"]) == PRESETS[name]


@pytest.mark.parametrize(
    ("rules", "key"),
    [
        (replace(OURS, points={**OURS.points, Factor.FALL: MOST + 1}), Factor.FALL),
        (replace(OURS, points={**OURS.points, Factor.FALL: -1}), Factor.FALL),
        (replace(OURS, points={**OURS.points, Factor.AGED_70: 11}), Factor.AGED_80),  # the heavier counts less
        (replace(OURS, caps={**CAPS, Group.HOME: MOST + 1}), Group.HOME),
        (replace(OURS, caps={**CAPS, Group.HOME: -1}), Group.HOME),
        (replace(OURS, starts={**STARTS, Tier.TWO: 70}), Tier.TWO),
        (replace(OURS, starts={**STARTS, Tier.ONE: MOST + 1}), Tier.ONE),
        (replace(OURS, starts={**STARTS, Tier.THREE: 0}), Tier.THREE),
        (replace(OURS, starts={Tier.ONE: 70, Tier.THREE: 20}), "starts"),
    ],
)
def test_rules_that_cannot_hold_are_refused_with_a_sentence(cast, home, rules, key):
    before = in_force(cast["manager"])
    with pytest.raises(Invalid) as refused:
        set_(cast["manager"], rules)
    assert set(refused.value.problems) == {key} and refused.value.problems[key].endswith("。")
    assert in_force(cast["manager"]) == before


def test_nothing_counts_and_everything_counts_are_both_rules(cast, home):
    nothing = replace(OURS, points=dict.fromkeys(Factor, 0), caps=dict.fromkeys(Group, 0))
    everything = replace(OURS, points=dict.fromkeys(Factor, MOST), caps=dict.fromkeys(Group, MOST))
    for rules in (nothing, everything):
        assert not wrong(rules)
        set_(cast["manager"], rules)
        with store.reading() as s:
            score = s.get_one(Household, home).risk_score
        assert score == (0 if rules is nothing else MOST)


@given(
    st.dictionaries(st.sampled_from(Factor), st.integers(0, MOST)),
    st.dictionaries(st.sampled_from(Group), st.integers(0, MOST)),
)
def test_what_is_stored_says_the_same_when_it_is_read(points, caps):
    rules = replace(OURS, points={**OURS.points, **points}, caps={**CAPS, **caps})
    assert from_text(to_text(rules)) == rules


def test_every_factor_says_why_it_counts_and_where_that_comes_from():
    assert set(WEIGHTS) == set(Factor) == set(OURS.points)
    assert all(weight.reason and weight.source for weight in WEIGHTS.values())
    assert set(CAPS) == set(Group) and not wrong(OURS)
    assert all(not wrong(each) for each in PRESETS.values())


@pytest.mark.parametrize("who", ["visitor", "reader"])
def test_rules_are_set_and_read_by_managers(cast, s, who):
    for deed in (
        lambda: set_rules(s, cast[who], 0, PRESETS["ministries_2022"]),
        lambda: the_rules(s, cast[who]),
        lambda: preview(s, cast[who], to_text(OURS)),
        lambda: versions(s, cast[who]),
    ):
        with pytest.raises(NotAllowed):
            deed()


@pytest.fixture
def street(cast, home):
    """Four households: 陈玉芬, very old and alone; one with a grave illness; one with nothing known; one paused."""
    who = cast["visitor"]
    with store.writing() as s:
        for n, kinds in ((2, [HardshipKind.ILLNESS]), (3, []), (4, [HardshipKind.ILLNESS])):
            key = household.add_household(s, who, DAY, {"building_id": 1, "unit": 1, "room": f"{n}01"})
            resident = {"name": f"张{n}", "sex": Sex.MALE, "birth_date": date(1980, 1, n), "is_head": True}
            household.add_resident(s, who, key, resident)
            for kind in kinds:
                household.add_hardship(s, who, key, {"kind": kind})
        visit.record_visit(s, who, home, "a", MORNING, {"at": MORNING, "outcome": Outcome.MET, "said": "还好"})
    return home


def advised():
    with store.reading() as s:
        return {h.no: (h.risk_score, h.risk_tier, h.tier) for h in s.exec(select(Household))}


@pytest.mark.parametrize(
    "rules",
    [
        PRESETS["ministries_2022"],
        PRESETS["inner_mongolia_2022"],
        replace(OURS, points=ALONE, caps={**CAPS, Group.LIVING: 60}),
        replace(OURS, starts={Tier.ONE: 12, Tier.TWO: 6, Tier.THREE: 3}),
        replace(OURS, starts={Tier.ONE: 100, Tier.TWO: 99}),
    ],
)
def test_what_the_preview_says_is_what_setting_does_and_no_tier_of_a_person_is_touched(cast, street, rules):
    before = advised()
    with store.reading() as s:
        said = preview(s, cast["manager"], to_text(rules))
    set_(cast["manager"], rules)
    after = advised()
    pairs = [(before[no][1], after[no][1]) for no in before]
    assert said.households == len(pairs) == 4
    assert said.closer == sum(now < was for was, now in pairs)
    assert said.wider == sum(now > was for was, now in pairs)
    assert said.changed == sum(now is not was for was, now in pairs)
    for each in said.tiers:
        assert each.now == sum(was is each.tier for was, _now in pairs)
        assert each.then == sum(now is each.tier for _was, now in pairs)
    assert {no: each[2] for no, each in before.items()} == {no: each[2] for no, each in after.items()}


def test_a_preview_changes_something_and_writes_nothing(cast, street):
    rules = replace(OURS, starts={Tier.ONE: 12, Tier.TWO: 6, Tier.THREE: 3})
    before = advised()
    with store.reading() as s:
        assert preview(s, cast["manager"], to_text(rules)).changed
    assert advised() == before
    with store.reading() as s:
        assert preview(s, cast["manager"], to_text(in_force(cast["manager"]))).changed == 0


def test_a_result_of_before_keeps_the_rules_it_was_worked_out_by(cast, street):
    set_(cast["manager"], replace(OURS, points=ALONE, caps={**CAPS, Group.LIVING: 60}))
    with store.reading() as s:
        kept = s.exec(select(Assessment).where(Assessment.household_id == street).order_by(Assessment.id)).all()
        rules = [from_text(s.get_one(RuleSet, each.rules_id).value) for each in kept]
    assert rules[0].points[Factor.ALONE] == 15 and rules[-1].points[Factor.ALONE] == 25
    assert kept[-1].score > kept[-2].score


def test_every_version_says_who_why_and_what_it_changed(cast, street):
    set_(cast["manager"], replace(OURS, points=ALONE, name="Own numbers"), "独居的多了")
    set_(cast["admin"], PRESETS["ministries_2022"], "按部委文件")
    with store.reading() as s:
        newest, middle, first = versions(s, cast["manager"])
    assert (first.by, first.before) == ("", None)
    assert (middle.by, middle.why) == ("李敏", "独居的多了")
    assert differing(middle.before, middle.rules) == {"points.alone": (15, 25)}
    assert (newest.by, newest.why, newest.rules) == ("王主任", "按部委文件", PRESETS["ministries_2022"])
    assert set(differing(newest.before, newest.rules)) == {"points.alone", "floors"}
    with store.reading() as s:
        lines = [line.who for line in s.exec(select(LogEntry)) if line.record == "risk rules"]
    assert lines == ["李敏", "王主任"]


def test_who_set_second_is_shown_both_and_nothing_is_overwritten(cast, street):
    with store.reading() as s:
        number = the_rules(s, cast["manager"])[1]
    set_(cast["manager"], replace(OURS, points=ALONE))
    mine = replace(OURS, points={**OURS.points, Factor.ALONE: 20}, starts={Tier.ONE: 60, Tier.TWO: 40})
    with pytest.raises(Conflict) as both:
        set_(cast["admin"], mine, version=number)
    assert both.value.differences == {"points.alone": (25, 20), "starts.1": (70, 60), "starts.3": (20, None)}
    assert in_force(cast["admin"]).points[Factor.ALONE] == 25
    assert set_(cast["admin"], replace(OURS, points=ALONE), version=number) == 0  # the same twice is no conflict


def test_what_is_wrong_is_told_by_the_name_people_read():
    low = Rules("", "", {**OURS.points, Factor.AGED_70: 11}, CAPS, STARTS)
    assert told(wrong(low)) == {Factor.AGED_80: "高龄老人：更重的情形分值不低于「70 至 79 岁」。"}
