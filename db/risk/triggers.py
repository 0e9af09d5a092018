"""What stands above every sum: talk of not wanting to live, a smell of gas, a child in danger, no sign of life."""

from db.choices import Circumstance, HardshipKind, Hazard, SelfCare, Tier, Trigger
from db.risk.calls import MISSES
from db.risk.facts import Facts
from db.risk.hit import Hit, Record, of_call
from db.risk.people import ELDERLY

K = HardshipKind
DANGER = 30  # days for which talk of not wanting to live, or a child in danger, stands above the sum


def triggers(facts: Facts) -> dict[Trigger, Hit]:
    """What stands above all sums."""
    found: dict[Trigger, Hit] = {}
    for trigger, said in (
        (Trigger.DESPAIR, Circumstance.DESPAIR),
        (Trigger.CHILD_DANGER, Circumstance.CHILD_DANGER),
    ):
        for call in facts.within(DANGER):
            if said in call.circumstances:
                found[trigger] = of_call(call, DANGER)
                break
    for call in facts.calls:
        if Circumstance.GAS_SMELL in call.circumstances:
            found[Trigger.GAS_SMELL] = of_call(call)
            break
        if call.face and call.seen and call.looked:
            break  # whoever was there since did not note it again
    if (hit := _no_sign(facts)) is not None:
        found[Trigger.UNSEEN] = hit
    return found


def _no_sign(facts: Facts) -> Hit | None:
    """Called on twice without a sign, once of it at the door, or once with newspapers piling up there, where somebody
    may lie inside. Named after the call that made it so: another one in vain is no new danger."""
    if not may_need_help(facts):
        return None
    misses = facts.misses[::-1]
    at_the_door = False
    for n, call in enumerate(misses, start=1):
        at_the_door = at_the_door or call.face
        if Hazard.SIGNS in call.hazards or (n >= MISSES and at_the_door):
            return Hit(Record.VISIT, call.id, len(misses), misses[0].day)
    return None


def may_need_help(facts: Facts) -> bool:
    """Whether nobody strong enough to call for help is known to live there."""
    here = facts.here
    all_old = bool(here) and all(one.age is not None and one.age >= ELDERLY for one in here)
    weak = any(one.self_care in (SelfCare.MODERATE, SelfCare.UNABLE) or one.is_severely_disabled for one in here)
    told = facts.hard(K.ALONE, K.EMPTY_NEST, K.VERY_OLD, K.FRAIL)
    return facts.is_alone or all_old or weak or told is not None or facts.tier is Tier.ONE
