"""The factors told by who lives there, and by what is hard for them."""

from db.choices import Factor, HardshipKind, SelfCare
from db.risk.facts import GROWN, OLD, Facts
from db.risk.hit import Found, Hit, Record

K = HardshipKind
ELDERLY, VERY_OLD = 70, 80  # years


def _of_hardship(facts: Facts, *told: tuple[Factor, tuple[HardshipKind, ...]]) -> Found:
    for factor, kinds in told:
        if (hard := facts.hard(*kinds)) is not None:
            yield factor, Hit(Record.HARDSHIP, hard.id)


def living(facts: Facts) -> Found:
    here = facts.here
    yield from _of_hardship(
        facts,
        (Factor.ALONE, (K.ALONE,)),
        (Factor.EMPTY_NEST, (K.EMPTY_NEST,)),
        (Factor.AGED_80, (K.VERY_OLD,)),
    )
    if facts.is_alone and here and facts.hard(K.ALONE) is None:
        yield Factor.ALONE, Hit(Record.RESIDENT, here[0].id)
    if len(here) > 1 and all(one.age is not None and one.age >= OLD for one in here):
        yield Factor.EMPTY_NEST, Hit(Record.RESIDENT, here[0].id, len(here))
    left = facts.hard(K.LEFT_BEHIND)
    if left is not None and any(one.age is not None and one.age >= OLD for one in here):
        yield Factor.LEFT_BEHIND_OLD, Hit(Record.HARDSHIP, left.id)
    oldest = max((one for one in here if one.age is not None), key=lambda one: one.age or 0, default=None)
    if oldest is not None and (oldest.age or 0) >= ELDERLY:
        factor = Factor.AGED_80 if (oldest.age or 0) >= VERY_OLD else Factor.AGED_70
        yield factor, Hit(Record.RESIDENT, oldest.id)


def body(facts: Facts) -> Found:
    bands = {
        SelfCare.MILD: Factor.CARE_MILD,
        SelfCare.MODERATE: Factor.CARE_MODERATE,
        SelfCare.UNABLE: Factor.CARE_UNABLE,
    }
    for one in facts.here:
        if one.self_care in bands:
            yield bands[one.self_care], Hit(Record.RESIDENT, one.id)
        if one.is_disabled:
            factor = Factor.DISABILITY_SEVERE if one.is_severely_disabled else Factor.DISABILITY
            yield factor, Hit(Record.RESIDENT, one.id)
    yield from _of_hardship(facts, (Factor.CARE_MODERATE, (K.FRAIL,)), (Factor.DISABILITY, (K.DISABILITY,)))


def illness(facts: Facts) -> Found:
    yield from _of_hardship(facts, (Factor.ILLNESS, (K.ILLNESS,)), (Factor.MENTAL, (K.MENTAL,)))
    for one in facts.here:
        if one.mental_level is not None and one.mental_level >= 3:
            yield Factor.MENTAL_UNSTABLE, Hit(Record.RESIDENT, one.id, one.mental_level)


def livelihood(facts: Facts) -> Found:
    yield from _of_hardship(
        facts,
        (Factor.EXTREME_POVERTY, (K.EXTREME_POVERTY,)),
        (Factor.MINIMUM_INCOME, (K.MINIMUM_INCOME,)),
        (Factor.MARGINAL, (K.MARGINAL, K.UNEMPLOYED)),
        (Factor.EXPENSES, (K.EXPENSES, K.SUDDEN)),
    )


def family(facts: Facts) -> Found:
    yield from _of_hardship(
        facts,
        (Factor.ONLY_CHILD_LOST, (K.LOST_ONLY_CHILD,)),
        (Factor.BEREAVED, (K.BEREAVED,)),
        (Factor.SINGLE_PARENT, (K.SINGLE_PARENT,)),
        (Factor.CHILD, (K.CHILD,)),
    )
    here, children = facts.here, [one for one in facts.here if one.age is not None and one.age < GROWN]
    left = facts.hard(K.LEFT_BEHIND)
    if left is not None and (children or all(one.age is None for one in here)):
        yield Factor.CHILD_LEFT, Hit(Record.HARDSHIP, left.id)
    if children and len(children) == len(here):
        yield Factor.CHILD_ALONE, Hit(Record.RESIDENT, children[0].id, len(children))
