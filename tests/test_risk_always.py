"""Whatever is known of a household, and by whatever lawful rules: more trouble never lowers the score nor widens the
tier, a day that changes something is known beforehand, and what is stored is read as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

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
from db.risk import rules as rules_text
from db.risk import weigh as result_text
from db.risk.factors import LADDERS, changes_on, held
from db.risk.facts import GROWN, Call, Facts, Hard, Promise, Someone, Trouble
from db.risk.rules import MOST, PRESETS, Floor, Rules, wrong
from db.risk.triggers import triggers
from db.risk.weigh import Result, weigh
from db.rules import age
from tests.conftest import DAY
from tests.risk_cases import ago

ALWAYS = settings(max_examples=100, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def some(choice: type, most: int = 2) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(st.sampled_from(choice), max_size=most, unique=True).map(tuple)


def few(each: st.SearchStrategy[Any], most: int) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, max_size=most).map(tuple)


LEVEL = st.none() | st.sampled_from(Level)
# Ages near the steps at which a factor begins, and any other.
YEARS = st.sampled_from([0, 17, 18, 59, 60, 69, 70, 79, 80]) | st.integers(0, 100)
BORN = st.builds(
    lambda years, days: DAY - timedelta(days=round(years * 365.25) + days - 200), YEARS, st.integers(0, 400)
)
PERSON = st.fixed_dictionaries(
    {
        "born": st.none() | BORN | st.sampled_from([date(1944, 2, 29), date(1956, 2, 29)]),
        "lives_here": st.sampled_from([True, True, True, False]),
        "self_care": st.none() | st.sampled_from(SelfCare),
        "is_disabled": st.booleans(),
        "disability_grade": st.none() | st.sampled_from(DisabilityGrade),
        "mental_level": st.none() | st.integers(0, 5),
        "can_be_rung": st.booleans(),
    }
)
CALL = st.fixed_dictionaries(
    {
        "days": st.sampled_from([0, 1, 30, 31, 90, 91]) | st.integers(0, 200),
        "outcome": st.sampled_from([*Outcome, Outcome.MET, Outcome.MET, Outcome.NO_ANSWER]),
        "face": st.booleans(),
        "changes": some(Change),
        "environment": some(Environment),
        "mind": some(Mind),
        "family": some(FamilyLife),
        "hazards": some(Hazard, 3),
        "circumstances": some(Circumstance),
        "health": LEVEL,
        "safety": LEVEL,
        "stability": LEVEL,
    }
)
DAYS = st.integers(-40, 130)
KNOWN = st.fixed_dictionaries(
    {
        "people": few(PERSON, 3),
        "hardships": few(st.sampled_from(HardshipKind), 4),
        "calls": few(CALL, 5),
        "troubles": few(st.tuples(st.sampled_from(Level), st.integers(0, 130)), 2),
        "promises": few(DAYS, 2),
        "due_on": st.none() | DAYS,
        "others_to_ring": st.booleans(),
        "is_met": st.booleans(),
        "tier": st.none() | st.sampled_from(Tier),
    }
)


def on(known: dict[str, Any], day: date = DAY) -> Facts:
    """What `gather` would make of these records on a day: ages are of that day, visits stand newest first."""
    calls = sorted(enumerate(known["calls"]), key=lambda each: (each[1]["days"], -each[0]))
    made = tuple(
        Call(id=100 + n, day=ago(told["days"]), **{name: value for name, value in told.items() if name != "days"})
        for n, told in calls
    )
    levels = {
        scale: next((int(level) for call in made if (level := getattr(call, scale)) is not None), None)
        for scale in ("health", "safety", "stability")
    }
    people = tuple(
        Someone(id=n, age=age(told["born"], day), **{name: value for name, value in told.items() if name != "born"})
        for n, told in enumerate(known["people"], 1)
    )
    return Facts(
        household_id=7,
        day=day,
        opened_on=ago(400),
        people=people,
        hardships=tuple(Hard(n, kind) for n, kind in enumerate(known["hardships"], 20)),
        calls=made,
        troubles=tuple(Trouble(n, level, ago(days)) for n, (level, days) in enumerate(known["troubles"], 30)),
        promises=tuple(Promise(n, ago(days)) for n, days in enumerate(known["promises"], 40)),
        due_on=None if known["due_on"] is None else ago(known["due_on"]),
        others_to_ring=known["others_to_ring"],
        is_met=known["is_met"],
        tier=known["tier"],
        birthdays=tuple(p["born"] for p in known["people"] if p["lives_here"] and p["born"] is not None),
        **levels,
    )


@st.composite
def lawful(draw: st.DrawFn) -> Rules:
    """Any rules that an office may set: points that rise along each ladder, starts that fall, any caps and floors."""
    chance, factors = Random(draw(st.integers(0, 10_000))), st.frozensets(st.sampled_from(Factor), max_size=4)
    points = {factor: chance.randint(0, MOST) for factor in Factor}
    for ladder in LADDERS:
        points |= dict(zip(ladder, sorted(points[factor] for factor in ladder), strict=True))
    starts = sorted(draw(st.lists(st.integers(1, MOST), min_size=2, max_size=3, unique=True)), reverse=True)
    rules = Rules(
        "试行",
        "本单位",
        points,
        {group: chance.randint(0, MOST) for group in Group},
        dict(zip((Tier.ONE, Tier.TWO, Tier.THREE), starts, strict=False)),
        tuple(draw(st.lists(st.builds(Floor, st.sampled_from(Tier), factors, factors), max_size=3))),
    )
    assert wrong(rules) == {}
    return rules


RULES = st.sampled_from(list(PRESETS.values())) | lawful()


def worked_out(rules: Rules, facts: Facts) -> Result:
    return weigh(rules, held(facts), triggers(facts))


Draw = Callable[[Any], Any]


def changed(records: tuple[Any, ...], which: Any, **more: Any) -> tuple[Any, ...]:
    """The records with one of them told otherwise."""
    assume(which is not None)
    return tuple(replace(each, **more) if each is which else each for each in records)


def with_call(facts: Facts, call: Call | None, field: str, draw: Draw, choice: type) -> Facts:
    """One thing more noted at a visit at which something was noted."""
    assume(call is not None)
    noted = (*getattr(call, field), draw(st.sampled_from(choice)))
    return replace(facts, calls=changed(facts.calls, call, **{field: noted}))


def with_person(facts: Facts, draw: Draw, fit: Callable[[Someone], bool], worse: Callable[[Someone], Any]) -> Facts:
    found = [one for one in facts.people if fit(one)]
    assume(found)
    one = draw(st.sampled_from(found))
    return replace(facts, people=tuple(worse(each) if each is one else each for each in facts.people))


def noted(facts: Facts) -> Call | None:
    return next((call for call in facts.calls if call.seen and call.looked), None)


def heavier(facts: Facts, draw: Draw) -> Facts:
    """The next worse level of one of the three scales."""
    scale = draw(st.sampled_from(["health", "safety", "stability"]))
    level = getattr(facts, scale) or 0
    assume(level < 3)
    return replace(facts, **{scale: draw(st.integers(level + 1, 3))})


def graver(facts: Facts, draw: Draw) -> Facts:
    assume(facts.troubles)
    which = draw(st.sampled_from(facts.troubles))
    level = draw(st.sampled_from([level for level in Level if level >= which.severity]))
    return replace(facts, troubles=changed(facts.troubles, which, severity=level))


def older_need(facts: Facts, draw: Draw) -> Facts:
    assume(facts.troubles)
    which = draw(st.sampled_from(facts.troubles))
    raised = which.raised_on - timedelta(days=draw(st.integers(1, 100)))
    return replace(facts, troubles=changed(facts.troubles, which, raised_on=raised))


def grades(one: Someone) -> list[DisabilityGrade]:
    now = one.disability_grade
    return [grade for grade in DisabilityGrade if now is None or grade < now]


CARE = list(SelfCare)
VAIN = (Outcome.NO_ANSWER, Outcome.NOT_REACHED)


def worse_care(one: Someone, draw: Draw) -> Someone:
    return replace(one, self_care=draw(st.sampled_from(CARE[CARE.index(one.self_care) + 1 if one.self_care else 0 :])))


def may_be_worse(one: Someone) -> bool:
    return one.self_care is not SelfCare.UNABLE


MORE: dict[str, Callable[[Facts, Draw], Facts]] = {
    "a hardship": lambda f, d: replace(f, hardships=(*f.hardships, Hard(29, d(st.sampled_from(HardshipKind))))),
    "a hazard": lambda f, d: with_call(f, f.last_look, "hazards", d, Hazard),
    "a change": lambda f, d: with_call(f, d(st.sampled_from(f.calls)) if f.calls else None, "changes", d, Change),
    "a low mind": lambda f, d: with_call(f, noted(f), "mind", d, Mind),
    "strain": lambda f, d: with_call(f, noted(f), "family", d, FamilyLife),
    "a circumstance": lambda f, d: with_call(f, noted(f), "circumstances", d, Circumstance),
    "worse care": lambda f, d: with_person(f, d, may_be_worse, lambda one: worse_care(one, d)),
    "a disability": lambda f, d: with_person(
        f, d, grades, lambda one: replace(one, is_disabled=True, disability_grade=d(st.sampled_from(grades(one))))
    ),
    "a worse mental level": lambda f, d: with_person(
        f,
        d,
        lambda one: one.mental_level != 5,
        lambda one: replace(one, mental_level=d(st.integers((one.mental_level or 0) + 1, 5))),
    ),
    "an older person": lambda f, d: with_person(
        f,
        d,
        lambda one: one.age is not None and one.age >= GROWN,  # a child that grows up is no trouble
        lambda one: replace(one, age=one.age + d(st.integers(1, 40))),
    ),
    "a worse level": heavier,
    "a problem": lambda f, d: replace(f, troubles=(*f.troubles, Trouble(39, d(st.sampled_from(Level)), f.day))),
    "a graver problem": graver,
    "an older problem": older_need,
    "a broken promise": lambda f, d: replace(f, promises=(*f.promises, Promise(49, ago(d(st.integers(1, 99)))))),
    "nobody to ring": lambda f, d: replace(f, others_to_ring=False),
    "one contact less": lambda f, d: with_person(
        f, d, lambda one: one.can_be_rung, lambda one: replace(one, can_be_rung=False)
    ),
    "due earlier": lambda f, d: replace(f, due_on=(f.due_on or f.day) - timedelta(days=d(st.integers(1, 60)))),
    "never met": lambda f, d: replace(f, is_met=False),
    "a call in vain": lambda f, d: replace(f, calls=(Call(999, f.day, d(st.sampled_from(VAIN))), *f.calls)),
    "the closest tier": lambda f, d: replace(f, tier=Tier.ONE),
}


@pytest.mark.parametrize("trouble", MORE)
@ALWAYS
@given(known=KNOWN, rules=RULES, data=st.data())
def test_more_trouble_never_lowers_the_score_nor_widens_the_tier(trouble, known, rules, data):
    facts = on(known)
    worse = MORE[trouble](facts, data.draw)
    before, after = worked_out(rules, facts), worked_out(rules, worse)
    assert after.score >= before.score and after.tier <= before.tier
    assert before.triggers.keys() <= after.triggers.keys()


@ALWAYS
@given(known=KNOWN, rules=RULES, outcome=st.sampled_from(VAIN), face=st.booleans())
def test_a_call_in_vain_never_weighs_less_than_one_that_met_somebody(known, rules, outcome, face):
    facts = on(known)
    met, vain = (
        replace(facts, is_met=facts.is_met or each is Outcome.MET, calls=(Call(999, DAY, each, face), *facts.calls))
        for each in (Outcome.MET, outcome)
    )
    assert worked_out(rules, vain).score >= worked_out(rules, met).score
    assert worked_out(rules, vain).tier <= worked_out(rules, met).tier


@ALWAYS
@given(known=KNOWN, rules=RULES)
def test_a_result_adds_up_and_stays_within_its_bounds(known, rules):
    found = worked_out(rules, on(known))
    assert 0 <= found.score <= MOST and found.score == min(MOST, sum(line.counted for line in found.lines))
    assert all(0 <= line.counted <= line.points for line in found.lines)
    assert found.floor <= {line.factor for line in found.lines}
    assert [line.counted for line in found.lines] == sorted((line.counted for line in found.lines), reverse=True)


@ALWAYS
@given(known=KNOWN, rules=RULES)
def test_what_is_stored_is_read_as_it_was(known, rules):
    found = worked_out(rules, on(known))
    assert result_text.from_text(found.score, found.tier, result_text.to_text(found)) == found
    assert rules_text.from_text(rules_text.to_text(rules)) == rules


@ALWAYS
@given(known=KNOWN, rules=RULES, seed=st.integers(0, 9))
def test_the_order_in_which_things_are_known_does_not_matter(known, rules, seed):
    facts, shuffle = on(known), Random(seed)

    def other(records: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(shuffle.sample(records, len(records)))

    names = ("people", "hardships", "troubles", "promises", "birthdays")
    turned = replace(facts, **{name: other(getattr(facts, name)) for name in names})
    one, two = worked_out(rules, facts), worked_out(rules, turned)
    assert (one.score, one.tier, one.floor, one.triggers) == (two.score, two.tier, two.floor, two.triggers)
    assert [(line.factor, line.counted) for line in one.lines] == [(line.factor, line.counted) for line in two.lines]
    assert changes_on(facts) == changes_on(turned)
    there = list(held(facts).items())
    assert weigh(rules, dict(other(tuple(there))), triggers(facts)) == one == worked_out(rules, facts)


@ALWAYS
@given(known=KNOWN)
def test_nothing_changes_by_itself_before_the_day_that_was_told(known):
    """The daily pass passes over everybody whose day has not come: it may, if nothing differs until then."""
    facts = on(known)
    until = changes_on(facts)
    assert until is None or until > DAY
    there, above = set(held(facts)), triggers(facts)
    last = DAY + timedelta(days=500) if until is None else until - timedelta(days=1)
    watched = {DAY + timedelta(days=n) for n in (1, 2, 7, 29, 30, 31, 89, 90, 91, 200, 365)} | {last}
    for day in sorted(day for day in watched if DAY < day <= last):
        later = on(known, day)
        assert set(held(later)) == there, day
        assert {trigger: hit[:4] for trigger, hit in triggers(later).items()} == {t: h[:4] for t, h in above.items()}


@ALWAYS
@given(known=KNOWN)
def test_what_ends_by_itself_says_when(known):
    """`until` of a factor is the first day without it, if no other record says the same."""
    facts = on(known)
    for factor, hit in held(facts).items():
        if hit.until is not None:
            assert factor in held(on(known, hit.until - timedelta(days=1)))
            assert factor not in held(on(known, hit.until))
    for trigger, hit in triggers(facts).items():
        if hit.until is not None:
            assert trigger in triggers(on(known, hit.until - timedelta(days=1)))
            assert trigger not in triggers(on(known, hit.until))
    assert set(triggers(facts)) <= set(Trigger)
