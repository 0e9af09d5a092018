"""The factors told by visits: what happened lately, what was seen, whether somebody was met, what is open."""

from collections.abc import Iterable, Mapping

from db.choices import (
    Change,
    Circumstance,
    Environment,
    Factor,
    FamilyLife,
    Hazard,
    Level,
    Mind,
    Outcome,
)
from db.risk.facts import Call, Facts
from db.risk.hit import Found, Hit, Record, of_call

RECENT, LATELY = 30, 90  # days
OLD_NEED, VERY_OLD_NEED = 30, 90  # days open
LONG_OVERDUE = 30  # days past
MISSES = 2  # calls in a row without a sign
FIRE_GAS = frozenset(
    {
        Hazard.WIRING,
        Hazard.SOCKETS,
        Hazard.EBIKE,
        Hazard.GAS_HOSE,
        Hazard.FUMES,
        Hazard.GAS_BOTTLE,
        Hazard.HEATER,
    }
)
EVENTS: tuple[tuple[Factor, int, frozenset[Change]], ...] = (
    (Factor.FALL, RECENT, frozenset({Change.FALL})),
    (Factor.HOSPITAL, RECENT, frozenset({Change.HOSPITAL, Change.DISCHARGED})),
    (Factor.DIAGNOSIS, RECENT, frozenset({Change.DIAGNOSIS})),
    (Factor.LOSS, LATELY, frozenset({Change.BEREAVEMENT})),
    (Factor.CARER_LEFT, LATELY, frozenset({Change.CARER_LEFT})),
    (Factor.JOB_LOST, LATELY, frozenset({Change.JOB_LOSS})),
)


def events(facts: Facts) -> Found:
    for factor, days, changes in EVENTS:
        for call in facts.within(days):
            if changes.intersection(call.changes):
                yield factor, of_call(call, days)


def home(facts: Facts) -> Found:
    """As it was when somebody last looked."""
    look = facts.last_look
    if look is None:
        return
    hit = of_call(look)
    if burning := FIRE_GAS.intersection(look.hazards):
        yield Factor.FIRE_GAS, hit._replace(n=len(burning))
        if len(burning) > 1:
            yield Factor.FIRE_GAS_MORE, hit._replace(n=len(burning))
    if {Hazard.SLIPPERY, Hazard.FALLING, Hazard.PIPES}.intersection(look.hazards):
        yield Factor.FALLS_AT_HOME, hit
    if Hazard.BLOCKED in look.hazards or Environment.CLUTTERED in look.environment:
        yield Factor.CLUTTER, hit
    if Hazard.MEDICINE in look.hazards:
        yield Factor.MEDICINE, hit
    poor = {Environment.DAMP, Environment.COLD, Environment.DARK, Environment.SMELL}.intersection(look.environment)
    if {Hazard.ALARM, Hazard.COOLING, Hazard.OTHER}.intersection(look.hazards) or poor:
        yield Factor.UNFIT_HOME, hit


SIGNS: tuple[tuple[Factor, frozenset[Mind | Circumstance | FamilyLife]], ...] = (
    (Factor.LOW, frozenset({Mind.LOW, Mind.SILENT, Circumstance.WITHHOLDS})),
    (Factor.RESTLESS, frozenset({Mind.RESTLESS, Circumstance.EMOTION})),
    (Factor.CONFUSED, frozenset({Mind.CONFUSED, Circumstance.DROWSY})),
    (Factor.INJURY, frozenset({Circumstance.INJURY})),
    (Factor.AGGRESSION, frozenset({Circumstance.AGGRESSION})),
    (Factor.STRAINED, frozenset({FamilyLife.QUARRELS, FamilyLife.STRAINED})),
)


def signs(facts: Facts) -> Found:
    """As at the last meeting at which anything of the kind was noted: a call that noted nothing takes nothing back."""
    told = next((call for call in facts.calls if call.seen and call.looked), None)
    if told is None:
        return
    there: set[tuple[str, str]] = {(type(sign).__name__, sign) for sign in (*told.mind, *told.circumstances)}
    there |= {(type(sign).__name__, sign) for sign in told.family}
    for factor, signs in SIGNS:
        if any((type(sign).__name__, sign) in there for sign in signs):  # equal values of two lists are not the same
            yield factor, of_call(told)


def contact(facts: Facts) -> Found:
    here = Hit(Record.HOUSEHOLD, facts.household_id)
    if not facts.others_to_ring and not any(one.can_be_rung for one in facts.people):
        yield Factor.NO_CONTACT, here
    if not facts.is_met:
        yield Factor.NEVER_MET, here
    if misses := not_met(facts.calls):
        hit = Hit(Record.VISIT, misses[0].id, len(misses), misses[-1].day)
        yield Factor.MISSED, hit
        if len(misses) >= MISSES:
            yield Factor.MISSED_TWICE, hit
    there = facts.calls[len(misses) :]  # calls in vain since then take no refusal back
    if there and there[0].outcome is Outcome.REFUSED:
        yield Factor.REFUSED, of_call(there[0])
    late = (facts.day - facts.due_on).days if facts.due_on is not None else 0
    if late > 0:
        yield Factor.OVERDUE, here._replace(since=facts.due_on)
    if late > LONG_OVERDUE:
        yield Factor.LONG_OVERDUE, here._replace(since=facts.due_on)


def not_met(calls: Iterable[Call]) -> list[Call]:
    """The newest calls in a row at which nobody was met, whatever the reason save a refusal."""
    found = []
    for call in calls:
        if call.seen or call.outcome is Outcome.REFUSED:
            break
        found.append(call)
    return found


def still_open(facts: Facts) -> Found:
    for trouble in facts.troubles:
        days = (facts.day - trouble.raised_on).days
        hit = Hit(Record.NEED, trouble.id, since=trouble.raised_on)
        if days >= OLD_NEED:
            yield Factor.OLD_NEED, hit
        if days >= VERY_OLD_NEED:
            yield Factor.VERY_OLD_NEED, hit
        if trouble.severity is Level.GRAVE:
            yield Factor.GRAVE_NEED, hit
    for promise in facts.promises:
        if promise.due < facts.day:
            yield Factor.BROKEN_PROMISE, Hit(Record.MEASURE, promise.id, since=promise.due)


SCALES: Mapping[str, tuple[Factor, Factor, Factor]] = {
    "health": (Factor.HEALTH_LIGHT, Factor.HEALTH_MIDDLE, Factor.HEALTH_GRAVE),
    "safety": (Factor.SAFETY_LIGHT, Factor.SAFETY_MIDDLE, Factor.SAFETY_GRAVE),
    "stability": (Factor.STABILITY_LIGHT, Factor.STABILITY_MIDDLE, Factor.STABILITY_GRAVE),
}


def scales(facts: Facts) -> Found:
    """Each scale as it was last filled in."""
    for scale, steps in SCALES.items():
        level = getattr(facts, scale)
        if level:
            told = next((call for call in facts.calls if getattr(call, scale) is not None), None)
            hit = of_call(told) if told else Hit(Record.HOUSEHOLD, facts.household_id)
            yield steps[level - 1], hit
