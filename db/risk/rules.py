"""What each factor weighs: points, caps, thresholds and floors. Data, with presets; the words of each factor beside.

The points are ours and say so: no published table of weights was found. What is published are classes of households
with a visiting interval; those are floors (a tier at the least), kept apart from the sum.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from db.choices import Factor, Group, Tier
from db.risk.factors import LADDERS
from db.words import N_

ENGINE = "2026-11"  # goes up when factors are added or read another way: the rules are stored anew then
MOST = 100
OURS_SAYS = N_("Ours")
AGED = N_("Ours, after the six groups of older people in special difficulty (ten ministries, 2022)")
AUTHORITY = N_("As certified by others; the points are ours")
HAZARDS = N_("Ours, after the checks of home visits: fire, power, gas, water (Beijing 2018)")
CHANGES = N_("Ours, after Inner Mongolia 2022: a visit within 24 hours of a great change")


class Weight(NamedTuple):
    """Of one factor: its group, its points, why it counts, where that comes from, and what would lower it (empty:
    nothing anybody does)."""

    group: Group
    points: int
    reason: str
    source: str
    lower: str = ""


F, G = Factor, Group
LOOK_AGAIN = N_("Put right at home, and seen at the next visit")
MEET = N_("Meet somebody of the household")
WEIGHTS: Mapping[Factor, Weight] = {
    F.ALONE: Weight(G.LIVING, 15, N_("Nobody is there to notice or to call for help."), AGED),
    F.EMPTY_NEST: Weight(G.LIVING, 7, N_("Who would help is old as well."), AGED),
    F.LEFT_BEHIND_OLD: Weight(G.LIVING, 8, N_("Family is far away."), AGED),
    F.AGED_70: Weight(G.LIVING, 5, N_("Falls and illness become more likely."), OURS_SAYS),
    F.AGED_80: Weight(G.LIVING, 10, N_("Falls and illness are likely, and heal slowly."), AGED),
    F.CARE_MILD: Weight(G.BODY, 5, N_("Needs a hand now and then."), AUTHORITY),
    F.CARE_MODERATE: Weight(G.BODY, 12, N_("Needs help every day."), AUTHORITY),
    F.CARE_UNABLE: Weight(G.BODY, 20, N_("Depends on others for everything."), AUTHORITY),
    F.DISABILITY: Weight(G.BODY, 6, N_("A certified disability."), AUTHORITY),
    F.DISABILITY_SEVERE: Weight(G.BODY, 14, N_("A certified severe disability."), AUTHORITY),
    F.ILLNESS: Weight(G.ILLNESS, 12, N_("Treatment, weakness and cost."), OURS_SAYS),
    F.MENTAL: Weight(G.ILLNESS, 12, N_("Treatment must not break off. As reported, never judged by us."), OURS_SAYS),
    F.MENTAL_UNSTABLE: Weight(
        G.ILLNESS, 22, N_("Graded by the health centre; to be seen again within two weeks."), AUTHORITY
    ),
    F.FALL: Weight(G.EVENT, 15, N_("A second fall often follows the first."), CHANGES),
    F.HOSPITAL: Weight(G.EVENT, 20, N_("The first month after hospital is the hardest."), CHANGES),
    F.DIAGNOSIS: Weight(G.EVENT, 8, N_("A shock, and much to arrange."), CHANGES),
    F.LOSS: Weight(G.EVENT, 12, N_("Grief is heaviest in the first months."), CHANGES),
    F.CARER_LEFT: Weight(G.EVENT, 14, N_("Who helped is gone."), CHANGES),
    F.JOB_LOST: Weight(G.EVENT, 8, N_("Income has stopped."), CHANGES),
    F.FIRE_GAS: Weight(G.HOME, 10, N_("Fire and gas endanger the whole house."), HAZARDS, LOOK_AGAIN),
    F.FIRE_GAS_MORE: Weight(G.HOME, 16, N_("Several such hazards meet in one home."), HAZARDS, LOOK_AGAIN),
    F.FALLS_AT_HOME: Weight(G.HOME, 6, N_("A wet floor or a loose window hurts people."), HAZARDS, LOOK_AGAIN),
    F.CLUTTER: Weight(G.HOME, 4, N_("The way out is not free."), HAZARDS, LOOK_AGAIN),
    F.MEDICINE: Weight(G.HOME, 6, N_("Medicine is missed or out of date."), HAZARDS, LOOK_AGAIN),
    F.UNFIT_HOME: Weight(G.HOME, 3, N_("The home protects badly."), HAZARDS, LOOK_AGAIN),
    F.EXTREME_POVERTY: Weight(G.LIVELIHOOD, 12, N_("No income and nobody to support them."), AUTHORITY),
    F.MINIMUM_INCOME: Weight(G.LIVELIHOOD, 8, N_("Every unplanned expense is too much."), AUTHORITY),
    F.MARGINAL: Weight(G.LIVELIHOOD, 5, N_("Little income."), AUTHORITY),
    F.EXPENSES: Weight(G.LIVELIHOOD, 6, N_("Expenses beyond what they have."), OURS_SAYS),
    F.ONLY_CHILD_LOST: Weight(G.FAMILY, 14, N_("Nobody left to lean on."), AGED),
    F.BEREAVED: Weight(G.FAMILY, 8, N_("Somebody is missing."), OURS_SAYS),
    F.SINGLE_PARENT: Weight(G.FAMILY, 6, N_("All rests on one."), OURS_SAYS),
    F.CHILD: Weight(G.FAMILY, 15, N_("Parents cannot look after the child."), AUTHORITY),
    F.CHILD_LEFT: Weight(G.FAMILY, 10, N_("Parents are away."), AUTHORITY),
    F.CHILD_ALONE: Weight(
        G.FAMILY, 45, N_("Only children are registered here."), OURS_SAYS, N_("Register who looks after the child")
    ),
    F.LOW: Weight(G.SIGNS, 5, N_("Low, silent, or would not speak of it."), OURS_SAYS, N_("Time, company, a listener")),
    F.RESTLESS: Weight(G.SIGNS, 7, N_("Restless or strongly moved."), OURS_SAYS, N_("Time, company, a listener")),
    F.CONFUSED: Weight(G.SIGNS, 10, N_("Confused or hard to wake."), OURS_SAYS, N_("Seen by a doctor")),
    F.INJURY: Weight(G.SIGNS, 12, N_("Where an injury comes from is not known."), OURS_SAYS, N_("Seen by a doctor")),
    F.AGGRESSION: Weight(G.SIGNS, 14, N_("Threats endanger the family, neighbours and staff."), OURS_SAYS),
    F.STRAINED: Weight(G.SIGNS, 5, N_("The home is under strain."), OURS_SAYS, N_("Relief for who cares")),
    F.NO_CONTACT: Weight(
        G.CONTACT, 6, N_("Nobody can be rung in need."), OURS_SAYS, N_("Register somebody to ring, with a number")
    ),
    F.NEVER_MET: Weight(G.CONTACT, 5, N_("Nobody has seen how they are."), OURS_SAYS, MEET),
    F.MISSED: Weight(G.CONTACT, 4, N_("How they are is not known since."), OURS_SAYS, MEET),
    F.MISSED_TWICE: Weight(G.CONTACT, 10, N_("Missed calls in a row may mean something happened."), OURS_SAYS, MEET),
    F.REFUSED: Weight(G.CONTACT, 5, N_("Who refuses help may need it."), OURS_SAYS, MEET),
    F.OVERDUE: Weight(G.CONTACT, 4, N_("Seen less often than agreed."), OURS_SAYS, MEET),
    F.LONG_OVERDUE: Weight(G.CONTACT, 10, N_("Not seen for far too long."), OURS_SAYS, MEET),
    F.OLD_NEED: Weight(G.OPEN, 4, N_("Help is slow in coming."), OURS_SAYS, N_("Solve the problem")),
    F.VERY_OLD_NEED: Weight(G.OPEN, 8, N_("Help has not come."), OURS_SAYS, N_("Solve the problem")),
    F.GRAVE_NEED: Weight(G.OPEN, 8, N_("A grave problem is not solved."), OURS_SAYS, N_("Solve the problem")),
    F.BROKEN_PROMISE: Weight(G.OPEN, 6, N_("What was promised was not done."), OURS_SAYS, N_("Keep the promise")),
    F.HEALTH_LIGHT: Weight(G.SCALES, 2, N_("As the visitor saw it."), OURS_SAYS),
    F.HEALTH_MIDDLE: Weight(G.SCALES, 6, N_("As the visitor saw it."), OURS_SAYS),
    F.HEALTH_GRAVE: Weight(G.SCALES, 14, N_("As the visitor saw it."), OURS_SAYS),
    F.SAFETY_LIGHT: Weight(G.SCALES, 2, N_("As the visitor saw it."), OURS_SAYS),
    F.SAFETY_MIDDLE: Weight(G.SCALES, 7, N_("As the visitor saw it."), OURS_SAYS),
    F.SAFETY_GRAVE: Weight(G.SCALES, 16, N_("As the visitor saw it."), OURS_SAYS),
    F.STABILITY_LIGHT: Weight(G.SCALES, 2, N_("As the visitor saw it."), OURS_SAYS),
    F.STABILITY_MIDDLE: Weight(G.SCALES, 5, N_("As the visitor saw it."), OURS_SAYS),
    F.STABILITY_GRAVE: Weight(G.SCALES, 12, N_("As the visitor saw it."), OURS_SAYS),
}
CAPS: Mapping[Group, int] = {
    G.LIVING: 25,
    G.BODY: 28,
    G.ILLNESS: 28,
    G.EVENT: 35,
    G.HOME: 24,
    G.LIVELIHOOD: 15,
    G.FAMILY: 45,
    G.SIGNS: 22,
    G.CONTACT: 20,
    G.OPEN: 16,
    G.SCALES: 26,
}
STARTS: Mapping[Tier, int] = {Tier.ONE: 70, Tier.TWO: 40, Tier.THREE: 20}


@dataclass(frozen=True)
class Floor:
    """Whoever has one of `of`, and all of `all`, is in this tier at least."""

    tier: Tier
    of: frozenset[Factor]
    all: frozenset[Factor] = frozenset()


@dataclass(frozen=True)
class Rules:
    """`starts` is the least sum of each tier; what reaches none is routine. A tier left out is not used."""

    name: str
    source: str
    points: Mapping[Factor, int]
    caps: Mapping[Group, int]
    starts: Mapping[Tier, int]
    floors: tuple[Floor, ...] = ()


POINTS: Mapping[Factor, int] = {factor: weight.points for factor, weight in WEIGHTS.items()}
OURS = Rules(N_("Points alone"), N_("Ours; the tier follows the sum."), POINTS, CAPS, STARTS)
OLD_AWAY = frozenset({F.ALONE, F.EMPTY_NEST, F.LEFT_BEHIND_OLD})
PRESETS: Mapping[str, Rules] = {
    "ours": OURS,
    "ministries_2022": replace(
        OURS,
        name=N_("Six groups monthly (ten ministries, 2022)"),
        source=N_(
            "Alone, empty nest, left behind, unable to care for self, severely disabled, lost an only child: tier 2 at "
            "least."
        ),
        floors=(
            Floor(
                Tier.TWO,
                OLD_AWAY | {F.CARE_MODERATE, F.CARE_UNABLE, F.DISABILITY_SEVERE, F.ONLY_CHILD_LOST},
            ),
        ),
    ),
    "inner_mongolia_2022": replace(
        OURS,
        name=N_("Inner Mongolia 2022"),
        source=N_(
            "80 and over and alone, empty nest or left behind: tier 1. Unable to care for self, extreme poverty, lost "
            "an only child, child in difficulty: tier 2 at least."
        ),
        floors=(
            Floor(Tier.ONE, OLD_AWAY, frozenset({F.AGED_80})),
            Floor(
                Tier.TWO,
                frozenset(
                    {F.CARE_MODERATE, F.CARE_UNABLE, F.EXTREME_POVERTY, F.ONLY_CHILD_LOST, F.CHILD, F.CHILD_ALONE}
                ),
            ),
        ),
    ),
}


def wrong(rules: Rules) -> dict[str, tuple[str, Mapping[str, Any]]]:
    """What cannot hold, by name of a factor, group or tier: a sentence and what to fill in there."""
    problems: dict[str, tuple[str, Mapping[str, Any]]] = {}
    for factor in Factor:
        if not 0 <= rules.points.get(factor, 0) <= MOST:
            problems[factor] = N_("Points are between 0 and {n}."), {"n": MOST}
    for ladder in LADDERS:
        for lighter, heavier in zip(ladder, ladder[1:], strict=False):
            if rules.points.get(lighter, 0) > rules.points.get(heavier, 0):
                problems[heavier] = N_("What is heavier counts no less than “{what}”."), {"what": lighter.label}
    for group in Group:
        if not 0 <= rules.caps.get(group, 0) <= MOST:
            problems[group] = N_("Points are between 0 and {n}."), {"n": MOST}
    before = MOST + 1
    for tier in (Tier.ONE, Tier.TWO, Tier.THREE):
        start = rules.starts.get(tier)
        if start is None:
            continue
        if not 1 <= start < before:
            problems[tier] = N_("A closer tier begins higher: between 1 and {n} here."), {"n": before - 1}
        before = min(before, start)
    if Tier.ONE not in rules.starts or Tier.TWO not in rules.starts:
        problems["starts"] = N_("Tier 1 and tier 2 are always used."), {}
    return problems


def to_text(rules: Rules) -> str:
    """JSON, with the words of every factor: a result of today is to be read when the code knows other factors."""
    told = {
        "name": rules.name,
        "source": rules.source,
        "points": dict(rules.points),
        "caps": dict(rules.caps),
        "starts": dict(rules.starts),
        "floors": [{"tier": each.tier, "of": sorted(each.of), "all": sorted(each.all)} for each in rules.floors],
        "words": {f: [f.label, w.group, w.reason, w.source] for f, w in WEIGHTS.items()},
    }
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Rules:
    """As stored; a factor newer than the text weighs what it is delivered with, one that is gone is left out."""
    if not text:
        return OURS
    told = json.loads(text)
    known, groups = {factor.value: factor for factor in Factor}, {group.value: group for group in Group}
    return Rules(
        told["name"],
        told["source"],
        {**POINTS, **{known[name]: n for name, n in told["points"].items() if name in known}},
        {**CAPS, **{groups[name]: n for name, n in told["caps"].items() if name in groups}},
        {Tier(name): n for name, n in told["starts"].items()},
        tuple(
            Floor(
                Tier(each["tier"]),
                frozenset(known[name] for name in each["of"] if name in known),
                frozenset(known[name] for name in each["all"] if name in known),
            )
            for each in told["floors"]
        ),
    )


def label_in(text: str, factor: str) -> str:
    """What a factor was called in these rules; the code may have lost it since."""
    told = json.loads(text).get("words", {}).get(factor)
    return str(told[0]) if told else factor
