"""Each factor counts where it should and not next door, with the record it came from; so does each trigger."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from db.choices import (
    Change,
    Circumstance,
    DisabilityGrade,
    Environment,
    Factor,
    FamilyLife,
    Group,
    HardshipKind,
    Hazard,
    Level,
    Mind,
    Outcome,
    SelfCare,
    Tier,
    Trigger,
)
from db.risk.factors import LADDERS, changes_on, held
from db.risk.facts import Promise, Trouble
from db.risk.hit import Hit, Record
from db.risk.rules import CAPS, OURS, PRESETS, WEIGHTS, Floor, wrong
from db.risk.triggers import triggers
from db.risk.weigh import by_group, if_lowered, weigh
from tests.conftest import DAY
from tests.risk_cases import HOUSE, ago, call, hard, quiet, seen, someone, two

F, K, C, R, O = Factor, HardshipKind, Circumstance, Record, Outcome  # noqa: E741 (as short as the tables need)
H, E, M, L, W, X = Hazard, Environment, Mind, Level, FamilyLife, Change
OLD, YOUNG = someone(75), someone(45)
A_WEEK_AGO = 1000 - 7  # the number of a visit made then
Told = dict[str, Any]


def only(*kinds: HardshipKind) -> Told:
    return {"hardships": hard(*kinds)}


def who(*people: Any) -> Told:
    return {"people": people}


def week_ago(**more: Any) -> Told:
    return seen(7, **more)


def trouble(days: int, severity: Level = L.MIDDLE) -> Told:
    return {"troubles": (Trouble(31, severity, ago(days)),)}


def scale(name: str, level: Level) -> Told:
    return week_ago(**{name: level})


CERTIFIED = {"is_disabled": True, "disability_grade": DisabilityGrade.TWO}
IN_VAIN = call(7, O.NO_ANSWER)
# Of each factor: where it holds, the record it came from, and the nearest cases in which it does not.
PAIRS: dict[Factor, tuple[Told, tuple[Record, int], tuple[Told, ...]]] = {
    F.ALONE: (who(someone(60)), (R.RESIDENT, 1), (who(someone(59)), who(someone(None)), who(*two(75, 30)))),
    F.EMPTY_NEST: (who(*two(75, 60)), (R.RESIDENT, 1), (who(*two(75, 59)), who(OLD), only(K.LEFT_BEHIND))),
    F.LEFT_BEHIND_OLD: (
        who(*two(60, 40)) | only(K.LEFT_BEHIND),
        (R.HARDSHIP, 20),
        (who(*two(59, 40)) | only(K.LEFT_BEHIND), who(*two(60, 40))),
    ),
    F.AGED_70: (who(*two(70, 40)), (R.RESIDENT, 1), (who(*two(69, 40)), who(*two(80, 40)))),
    F.AGED_80: (
        who(*two(40, 80)),
        (R.RESIDENT, 2),
        (who(*two(40, 79)), who(YOUNG, someone(85, id=2, lives_here=False))),
    ),
    F.CARE_MILD: (
        who(someone(self_care=SelfCare.MILD)),
        (R.RESIDENT, 1),
        (who(someone(self_care=SelfCare.ABLE)), who(someone(self_care=SelfCare.MODERATE))),
    ),
    F.CARE_MODERATE: (
        who(someone(self_care=SelfCare.MODERATE)),
        (R.RESIDENT, 1),
        (
            who(someone(self_care=SelfCare.MILD)),
            who(YOUNG, someone(id=2, lives_here=False, self_care=SelfCare.MODERATE)),
        ),
    ),
    F.CARE_UNABLE: (
        who(someone(self_care=SelfCare.UNABLE)),
        (R.RESIDENT, 1),
        (who(someone(self_care=SelfCare.MODERATE)), only(K.FRAIL)),
    ),
    F.DISABILITY: (
        who(someone(is_disabled=True, disability_grade=DisabilityGrade.THREE)),
        (R.RESIDENT, 1),
        (who(YOUNG), who(YOUNG, someone(id=2, lives_here=False, is_disabled=True))),
    ),
    F.DISABILITY_SEVERE: (
        who(someone(**CERTIFIED)),
        (R.RESIDENT, 1),
        (who(someone(is_disabled=True)), who(someone(is_disabled=True, disability_grade=DisabilityGrade.THREE))),
    ),
    F.ILLNESS: (only(K.ILLNESS), (R.HARDSHIP, 20), (only(K.DISABILITY), scale("health", L.GRAVE))),
    F.MENTAL: (
        only(K.MENTAL),
        (R.HARDSHIP, 20),
        (only(K.ILLNESS), who(someone(mental_level=2)), week_ago(mind=(M.CONFUSED,))),
    ),
    F.MENTAL_UNSTABLE: (
        who(someone(mental_level=3)),
        (R.RESIDENT, 1),
        (who(someone(mental_level=2)), only(K.MENTAL), who(YOUNG, someone(id=2, lives_here=False, mental_level=5))),
    ),
    F.FALL: (
        week_ago(changes=(X.FALL,)),
        (R.VISIT, A_WEEK_AGO),
        (seen(31, changes=(X.FALL,)), week_ago(hazards=(H.SLIPPERY,))),
    ),
    F.HOSPITAL: (
        week_ago(changes=(X.DISCHARGED,)),
        (R.VISIT, A_WEEK_AGO),
        (seen(31, changes=(X.HOSPITAL,)), only(K.ILLNESS)),
    ),
    F.DIAGNOSIS: (
        week_ago(changes=(X.DIAGNOSIS,)),
        (R.VISIT, A_WEEK_AGO),
        (seen(31, changes=(X.DIAGNOSIS,)), week_ago(changes=(X.OTHER,))),
    ),
    F.LOSS: (
        week_ago(changes=(X.BEREAVEMENT,)),
        (R.VISIT, A_WEEK_AGO),
        (seen(91, changes=(X.BEREAVEMENT,)), only(K.BEREAVED)),
    ),
    F.CARER_LEFT: (
        week_ago(changes=(X.CARER_LEFT,)),
        (R.VISIT, A_WEEK_AGO),
        (seen(91, changes=(X.CARER_LEFT,)), week_ago(changes=(X.MOVE,))),
    ),
    F.JOB_LOST: (
        week_ago(changes=(X.JOB_LOSS,)),
        (R.VISIT, A_WEEK_AGO),
        (seen(91, changes=(X.JOB_LOSS,)), only(K.UNEMPLOYED)),
    ),
    F.FIRE_GAS: (
        week_ago(hazards=(H.EBIKE,)),
        (R.VISIT, A_WEEK_AGO),
        (
            week_ago(hazards=(H.BLOCKED,)),
            {"calls": (call(1, environment=(E.TIDY,)), call(7, hazards=(H.EBIKE,)))},  # put right since
            week_ago(face=False, hazards=(H.EBIKE,)),
        ),
    ),
    F.FIRE_GAS_MORE: (
        week_ago(hazards=(H.EBIKE, H.WIRING)),
        (R.VISIT, A_WEEK_AGO),
        (
            week_ago(hazards=(H.EBIKE, H.BLOCKED)),
            {"calls": (call(1, hazards=(H.EBIKE,)), call(7, hazards=(H.EBIKE, H.WIRING)))},
        ),
    ),
    F.FALLS_AT_HOME: (
        week_ago(hazards=(H.SLIPPERY,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(hazards=(H.EBIKE,)), week_ago(changes=(X.FALL,))),
    ),
    F.CLUTTER: (
        week_ago(environment=(E.CLUTTERED,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(environment=(E.FAIR,)), week_ago(hazards=(H.PIPES,))),
    ),
    F.MEDICINE: (
        week_ago(hazards=(H.MEDICINE,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(hazards=(H.OTHER,)), only(K.ILLNESS)),
    ),
    F.UNFIT_HOME: (
        week_ago(environment=(E.DAMP,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(environment=(E.CLUTTERED,)), week_ago(hazards=(H.MEDICINE,))),
    ),
    F.EXTREME_POVERTY: (only(K.EXTREME_POVERTY), (R.HARDSHIP, 20), (only(K.MINIMUM_INCOME),)),
    F.MINIMUM_INCOME: (only(K.MINIMUM_INCOME), (R.HARDSHIP, 20), (only(K.MARGINAL),)),
    F.MARGINAL: (only(K.UNEMPLOYED), (R.HARDSHIP, 20), (only(K.EXPENSES), week_ago(changes=(X.JOB_LOSS,)))),
    F.EXPENSES: (only(K.SUDDEN), (R.HARDSHIP, 20), (only(K.MARGINAL), only(K.OTHER, K.VETERAN))),
    F.ONLY_CHILD_LOST: (only(K.LOST_ONLY_CHILD), (R.HARDSHIP, 20), (only(K.BEREAVED),)),
    F.BEREAVED: (only(K.BEREAVED), (R.HARDSHIP, 20), (only(K.LOST_ONLY_CHILD), week_ago(changes=(X.BEREAVEMENT,)))),
    F.SINGLE_PARENT: (only(K.SINGLE_PARENT), (R.HARDSHIP, 20), (who(*two(36, 8)),)),
    F.CHILD: (only(K.CHILD), (R.HARDSHIP, 20), (who(*two(36, 8)), only(K.LEFT_BEHIND))),
    F.CHILD_LEFT: (
        who(*two(71, 9)) | only(K.LEFT_BEHIND),
        (R.HARDSHIP, 20),
        (who(*two(71, 68)) | only(K.LEFT_BEHIND), who(YOUNG) | only(K.LEFT_BEHIND), who(*two(71, 9))),
    ),
    F.CHILD_ALONE: (
        who(*two(17, 10)),
        (R.RESIDENT, 1),
        (who(*two(18, 10)), who(*two(10, None)), who(), only(K.CHILD)),
    ),
    F.LOW: (
        week_ago(circumstances=(C.WITHHOLDS,)),
        (R.VISIT, A_WEEK_AGO),
        (
            week_ago(circumstances=(C.HEARING,)),
            {"calls": (call(1, face=False, mind=(M.CALM,)), call(7, mind=(M.LOW,)))},
        ),
    ),
    F.RESTLESS: (
        week_ago(mind=(M.RESTLESS,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(mind=(M.LOW,)), week_ago(family=(W.QUARRELS,))),
    ),
    F.CONFUSED: (
        week_ago(circumstances=(C.DROWSY,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(mind=(M.SILENT,)), only(K.MENTAL)),
    ),
    F.INJURY: (week_ago(circumstances=(C.INJURY,)), (R.VISIT, A_WEEK_AGO), (week_ago(changes=(X.FALL,)),)),
    F.AGGRESSION: (
        week_ago(circumstances=(C.AGGRESSION,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(circumstances=(C.EMOTION,)), week_ago(family=(W.QUARRELS,))),
    ),
    F.STRAINED: (
        week_ago(family=(W.STRAINED,)),
        (R.VISIT, A_WEEK_AGO),
        (week_ago(family=(W.ALONE, W.FEW_VISITS)), week_ago(family=(W.CARED_FOR,))),
    ),
    F.NO_CONTACT: (
        {"others_to_ring": False},
        (R.HOUSEHOLD, HOUSE),
        ({"others_to_ring": False, "people": (someone(can_be_rung=True),)}, {"others_to_ring": True}),
    ),
    F.NEVER_MET: ({"is_met": False, "calls": ()}, (R.HOUSEHOLD, HOUSE), ({"calls": ()}, {"calls": (IN_VAIN,)})),
    F.MISSED: (
        {"calls": (IN_VAIN, call(9))},
        (R.VISIT, A_WEEK_AGO),
        ({"calls": (call(1), IN_VAIN)}, {"calls": (call(7, O.REFUSED),)}),
    ),
    F.MISSED_TWICE: (
        {"calls": (IN_VAIN, call(9, O.NOT_IN), call(12))},
        (R.VISIT, A_WEEK_AGO),
        (
            {"calls": (IN_VAIN, call(9), call(12, O.NO_ANSWER))},
            {"calls": (IN_VAIN, call(9, O.REFUSED), call(12, O.NOT_IN))},
        ),
    ),
    F.REFUSED: (
        {"calls": (call(1, O.NO_ANSWER), call(7, O.REFUSED))},  # a call in vain takes no refusal back
        (R.VISIT, A_WEEK_AGO),
        ({"calls": (call(1), call(7, O.REFUSED))}, {"calls": (IN_VAIN,)}),
    ),
    F.OVERDUE: ({"due_on": ago(1)}, (R.HOUSEHOLD, HOUSE), ({"due_on": DAY}, {"due_on": None})),
    F.LONG_OVERDUE: ({"due_on": ago(31)}, (R.HOUSEHOLD, HOUSE), ({"due_on": ago(30)}, {"due_on": None})),
    F.OLD_NEED: (trouble(30), (R.NEED, 31), (trouble(29), {"troubles": ()})),
    F.VERY_OLD_NEED: (trouble(90), (R.NEED, 31), (trouble(89),)),
    F.GRAVE_NEED: (trouble(0, L.GRAVE), (R.NEED, 31), (trouble(0, L.MIDDLE), scale("safety", L.GRAVE))),
    F.BROKEN_PROMISE: (
        {"promises": (Promise(41, ago(1)),)},
        (R.MEASURE, 41),
        ({"promises": (Promise(41, DAY),)}, trouble(100)),
    ),
}
PAIRS |= {
    Factor(f"{name}_{step}"): (
        scale(name, level),
        (R.VISIT, A_WEEK_AGO),
        (scale(name, other), scale("safety" if name == "health" else "health", level)),
    )
    for name in ("health", "safety", "stability")
    for step, level, other in (("light", L.LIGHT, L.NONE), ("middle", L.MIDDLE, L.LIGHT), ("grave", L.GRAVE, L.MIDDLE))
}


def test_no_factor_is_without_its_pair_and_its_weight():
    assert set(PAIRS) == set(Factor) == set(WEIGHTS)
    assert all(nearest for _there, _record, nearest in PAIRS.values())


def test_nothing_counts_in_a_quiet_household():
    assert held(quiet()) == {} and triggers(quiet()) == {}
    assert weigh(OURS, {}, {}).score == 0


@pytest.mark.parametrize("factor", Factor)
def test_a_factor_holds_with_the_record_it_came_from(factor):
    there, record, _nearest = PAIRS[factor]
    facts = quiet(**there)
    hit = held(facts)[factor]
    assert hit[:2] == record
    line = next(line for line in weigh(OURS, held(facts), {}).lines if line.factor is factor)
    assert line.counted == line.points == OURS.points[factor] > 0
    without = {each: hit for each, hit in held(facts).items() if each is not factor}
    assert weigh(OURS, held(facts), {}).score > weigh(OURS, without, {}).score


@pytest.mark.parametrize(("factor", "nearest"), [(factor, told) for factor, pair in PAIRS.items() for told in pair[2]])
def test_and_does_not_hold_next_door(factor, nearest):
    assert factor not in held(quiet(**nearest))


@pytest.mark.parametrize("factor", [f for f in Factor if PAIRS[f][1][0] is R.HARDSHIP])
def test_a_hardship_that_is_over_counts_no_more(factor):
    there, _record, _nearest = PAIRS[factor]
    assert factor not in held(quiet(**{**there, "hardships": ()}))


@pytest.mark.parametrize("kind", [K.ALONE, K.EMPTY_NEST, K.VERY_OLD, K.FRAIL, K.DISABILITY, K.MARGINAL, K.EXPENSES])
def test_what_the_list_of_hardships_says_counts_without_a_birth_date(kind):
    [(_factor, hit)] = held(quiet(people=(someone(None),), hardships=hard(kind))).items()
    assert hit[:2] == (R.HARDSHIP, 20)


@pytest.mark.parametrize(
    ("change", "factor", "last"),
    [
        (X.FALL, F.FALL, 30),
        (X.HOSPITAL, F.HOSPITAL, 30),
        (X.DISCHARGED, F.HOSPITAL, 30),
        (X.DIAGNOSIS, F.DIAGNOSIS, 30),
        (X.BEREAVEMENT, F.LOSS, 90),
        (X.CARER_LEFT, F.CARER_LEFT, 90),
        (X.JOB_LOSS, F.JOB_LOST, 90),
    ],
)
def test_what_happened_counts_to_its_last_day_and_says_when_it_ends(change, factor, last):
    assert held(quiet(**seen(last, changes=(change,))))[factor].until == DAY + timedelta(days=1)
    assert factor not in held(quiet(**seen(last + 1, changes=(change,))))


def test_left_behind_without_any_age_is_taken_for_a_child():
    assert F.CHILD_LEFT in held(quiet(people=(), hardships=hard(K.LEFT_BEHIND)))


@pytest.mark.parametrize("ladder", LADDERS)
def test_of_a_ladder_the_heaviest_alone_counts(ladder):
    hit = Hit(R.VISIT, 1)
    for top in range(1, len(ladder) + 1):
        found = weigh(OURS, dict.fromkeys(ladder[:top], hit), {})
        assert found.score == OURS.points[ladder[top - 1]]
        assert [line.factor for line in found.lines if line.counted] == [ladder[top - 1]]
        assert {line.factor for line in found.lines} == set(ladder[:top]), "the lighter ones are told, with nothing"


@pytest.mark.parametrize("group", Group)
def test_a_group_counts_up_to_its_cap_largest_first(group):
    there = {factor: Hit(R.VISIT, 1) for factor in Factor if WEIGHTS[factor].group is group}
    found = weigh(OURS, there, {})
    assert by_group(found.lines)[group] == found.score == min(CAPS[group], sum(line.points for line in found.lines))
    small = replace(OURS, caps={**CAPS, group: 3})
    assert weigh(small, there, {}).score == 3 and weigh(small, there, {}).lines[0].counted == 3


def test_a_sum_ends_at_a_hundred():
    assert weigh(OURS, dict.fromkeys(Factor, Hit(R.VISIT, 1)), {}).score == 100


@pytest.mark.parametrize(
    ("score", "tier"), [(0, "4"), (19, "4"), (20, "3"), (39, "3"), (40, "2"), (69, "2"), (70, "1")]
)
def test_the_tier_follows_the_sum(score, tier):
    points = {**dict.fromkeys(Factor, 0), F.CHILD_ALONE: score}
    rules = replace(OURS, points=points, caps={**CAPS, Group.FAMILY: 100})
    assert weigh(rules, {F.CHILD_ALONE: Hit(R.RESIDENT, 1)}, {}).tier == tier


@pytest.mark.parametrize(
    ("preset", "there", "tier", "floor"),
    [
        ("ministries_2022", who(someone(66)), Tier.TWO, {F.ALONE}),
        ("ministries_2022", who(*two(40, 35)), Tier.ROUTINE, set()),
        ("inner_mongolia_2022", who(someone(80)), Tier.ONE, {F.ALONE, F.AGED_80}),
        ("inner_mongolia_2022", who(someone(79)), Tier.THREE, set()),
        ("inner_mongolia_2022", who(*two(80, 50)), Tier.ROUTINE, set()),
        ("inner_mongolia_2022", only(K.EXTREME_POVERTY), Tier.TWO, {F.EXTREME_POVERTY}),
        ("ours", who(someone(80)), Tier.THREE, set()),
    ],
)
def test_floors_are_those_of_the_published_rules(preset, there, tier, floor):
    found = weigh(PRESETS[preset], held(quiet(**there)), {})
    assert (found.tier, found.floor) == (tier, floor)


@pytest.mark.parametrize("ladder", LADDERS)
def test_a_floor_holds_as_well_for_what_is_heavier_than_it_names(ladder):
    """Who turns eighty is not followed less closely because the floor says seventy."""
    lightest, heaviest = ladder[0], ladder[-1]
    there = {heaviest: Hit(R.VISIT, 1), F.EXPENSES: Hit(R.VISIT, 1)}
    for floor in (
        Floor(Tier.ONE, frozenset({lightest})),
        Floor(Tier.ONE, frozenset({F.EXPENSES}), frozenset({lightest})),
    ):
        rules = replace(OURS, floors=(floor,))
        found = weigh(rules, there, {})
        assert (found.tier, found.floor) == (Tier.ONE, {heaviest} | (floor.of & there.keys()))
        assert weigh(rules, {F.NO_CONTACT: Hit(R.VISIT, 1)}, {}).tier is Tier.ROUTINE


def test_presets_are_sound_and_what_cannot_hold_is_refused():
    assert all(wrong(rules) == {} for rules in PRESETS.values())
    assert set(wrong(replace(OURS, points={**OURS.points, F.FALL: 101}))) == {F.FALL}
    assert set(wrong(replace(OURS, points={**OURS.points, F.CARE_MILD: 13}))) == {F.CARE_MODERATE}
    assert set(wrong(replace(OURS, caps={**CAPS, Group.HOME: -1}))) == {Group.HOME}
    assert set(wrong(replace(OURS, starts={Tier.ONE: 70, Tier.TWO: 70}))) == {Tier.TWO}
    assert set(wrong(replace(OURS, starts={Tier.ONE: 70}))) == {"starts"}
    assert wrong(replace(OURS, starts={Tier.ONE: 70, Tier.TWO: 40})) == {}, "tier three may be left out"


def test_what_would_be_left_if_all_were_done_leaves_what_nobody_can_change():
    facts = quiet(people=(someone(83),), others_to_ring=False, **week_ago(hazards=(H.EBIKE,)))
    found = weigh(OURS, held(facts), {})
    left = {line.factor for line in if_lowered(OURS, found).lines}
    assert left == {F.ALONE, F.AGED_80} and if_lowered(OURS, found).score == 25 < found.score


GAS = {"circumstances": (C.GAS_SMELL,)}
DOOR, PHONE = call(3, O.NO_ANSWER), call(4, O.NOT_REACHED, face=False)
# Of each trigger: where it fires and the visit it is named after; the nearest cases in which it does not.
AT_ONCE: dict[Trigger, tuple[list[tuple[Told, int]], list[Told]]] = {
    Trigger.DESPAIR: (
        [
            (week_ago(circumstances=(C.DESPAIR,)), A_WEEK_AGO),
            (week_ago(face=False, circumstances=(C.DESPAIR,)), A_WEEK_AGO),
        ]
        + [({"calls": (call(1, mind=(M.CALM,)), call(30, circumstances=(C.DESPAIR,)))}, 970)],
        [
            seen(31, circumstances=(C.DESPAIR,)),
            week_ago(mind=(M.LOW,)),
            week_ago(circumstances=(C.EMOTION, C.WITHHOLDS)),
        ],
    ),
    Trigger.CHILD_DANGER: (
        [(week_ago(circumstances=(C.CHILD_DANGER,)), A_WEEK_AGO)],
        [seen(31, circumstances=(C.CHILD_DANGER,)), who(*two(13, 10)), week_ago(circumstances=(C.INJURY,))],
    ),
    Trigger.GAS_SMELL: (
        [
            (seen(300, **GAS), 700),  # until somebody was there and noted something else
            (seen(7, O.NO_ANSWER, **GAS), A_WEEK_AGO),  # smelt through the door
            ({"calls": (call(1), call(7, **GAS))}, A_WEEK_AGO),  # a visit that noted nothing takes nothing back
            ({"calls": (call(1, face=False, mind=(M.CALM,)), call(7, **GAS))}, A_WEEK_AGO),
            ({"calls": (call(1, O.NO_ANSWER), call(7, **GAS))}, A_WEEK_AGO),
            ({"calls": (call(7, face=False, **GAS), call(9, **GAS))}, A_WEEK_AGO),  # told again is a danger anew
        ],
        [week_ago(hazards=(H.GAS_HOSE, H.FUMES)), {"calls": (call(1, environment=(E.TIDY,)), call(7, **GAS))}],
    ),
    Trigger.UNSEEN: (
        [
            (who(OLD) | {"calls": (DOOR, PHONE, call(9))}, 997),
            (who(OLD) | {"calls": (PHONE, replace(DOOR, day=ago(5), id=995))}, 996),
            (who(OLD) | {"calls": (call(1, O.NO_ANSWER), DOOR, PHONE)}, 997),  # a third call is no new danger
            (who(OLD) | {"calls": (DOOR, PHONE, replace(PHONE, id=995, day=ago(5)))}, 997),  # the first at the door
            (who(OLD) | {"calls": (replace(DOOR, hazards=(H.SIGNS,)),)}, 997),
            (who(OLD) | {"calls": (call(1, O.NO_ANSWER), replace(DOOR, hazards=(H.SIGNS,)))}, 997),
            (who(someone(45, self_care=SelfCare.MODERATE)) | {"calls": (DOOR, PHONE)}, 997),
            (who(someone(45, **CERTIFIED)) | {"calls": (DOOR, PHONE)}, 997),
            (who(*two(75, 71)) | {"calls": (DOOR, PHONE)}, 997),
            (who(YOUNG) | {"calls": (DOOR, PHONE), "tier": Tier.ONE}, 997),
            (only(K.FRAIL) | {"calls": (DOOR, PHONE)}, 997),
        ],
        [
            who(OLD) | {"calls": (DOOR, call(9))},
            who(OLD) | {"calls": (PHONE, replace(PHONE, id=995, day=ago(5)))},  # the phone is off
            who(*two(40, 38)) | {"calls": (DOOR, PHONE)},  # a young family is at work
            who(*two(75, 45)) | {"calls": (DOOR, PHONE)},
            who(OLD) | {"calls": (replace(DOOR, outcome=O.NOT_IN, changes=(X.HOSPITAL,)), PHONE)},  # known to be away
            who(OLD) | {"calls": (replace(DOOR, outcome=O.REFUSED), PHONE)},  # somebody is there
            who(OLD) | {"calls": (call(1, face=False), DOOR, PHONE)},  # heard of since
            who(OLD) | {"calls": (DOOR, call(4, O.REFUSED), PHONE)},
        ],
    ),
}


def test_no_trigger_is_without_its_cases():
    assert set(AT_ONCE) == set(Trigger) and all(fires and not_ for fires, not_ in AT_ONCE.values())


@pytest.mark.parametrize(
    ("trigger", "there", "visit"), [(t, told, visit) for t, pair in AT_ONCE.items() for told, visit in pair[0]]
)
def test_a_trigger_sets_the_closest_tier_whatever_the_sum(trigger, there, visit):
    facts = quiet(**there)
    found = triggers(facts)
    assert found[trigger][:2] == (R.VISIT, visit)
    assert weigh(OURS, held(facts), found).tier is Tier.ONE
    nothing = replace(OURS, points=dict.fromkeys(Factor, 0))
    assert weigh(nothing, held(facts), found).tier is Tier.ONE and weigh(nothing, held(facts), {}).tier is Tier.ROUTINE


@pytest.mark.parametrize(("trigger", "there"), [(t, told) for t, pair in AT_ONCE.items() for told in pair[1]])
def test_and_does_not_fire_next_door(trigger, there):
    assert trigger not in triggers(quiet(**there))


@pytest.mark.parametrize("said", [C.DESPAIR, C.CHILD_DANGER])
def test_what_was_said_stands_for_thirty_days_and_the_day_it_ends_is_known(said):
    facts = quiet(**seen(0, circumstances=(said,)))
    [hit] = triggers(facts).values()
    assert hit.until == changes_on(replace(facts, due_on=None)) == ago(-31)
    assert triggers(replace(facts, day=ago(-30))) and not triggers(replace(facts, day=ago(-31)))


def test_what_would_be_left_if_all_were_done_is_without_the_danger():
    facts = quiet(**week_ago(circumstances=(C.DESPAIR,)))
    assert if_lowered(OURS, weigh(OURS, held(facts), triggers(facts))).tier is Tier.ROUTINE
