"""Which factors hold for a household on a day, and until when. What they weigh is told in `rules`."""

from collections.abc import Callable
from datetime import date

from db.choices import Factor
from db.risk import calls, people
from db.risk.calls import LATELY, LONG_OVERDUE, OLD_NEED, RECENT, VERY_OLD_NEED
from db.risk.facts import GROWN, OLD, Facts
from db.risk.hit import Found, Hit
from db.risk.people import ELDERLY, VERY_OLD
from db.risk.triggers import DANGER

# Heavier ones of the same thing come later in a ladder, and only the heaviest that holds counts.
LADDERS: tuple[tuple[Factor, ...], ...] = (
    (Factor.EMPTY_NEST, Factor.LEFT_BEHIND_OLD, Factor.ALONE),
    (Factor.AGED_70, Factor.AGED_80),
    (Factor.CARE_MILD, Factor.CARE_MODERATE, Factor.CARE_UNABLE),
    (Factor.DISABILITY, Factor.DISABILITY_SEVERE),
    (Factor.MENTAL, Factor.MENTAL_UNSTABLE),
    (Factor.FIRE_GAS, Factor.FIRE_GAS_MORE),
    (Factor.MARGINAL, Factor.MINIMUM_INCOME, Factor.EXTREME_POVERTY),
    (Factor.BEREAVED, Factor.ONLY_CHILD_LOST),
    (Factor.CHILD_LEFT, Factor.CHILD, Factor.CHILD_ALONE),
    (Factor.LOW, Factor.RESTLESS, Factor.CONFUSED),
    (Factor.MISSED, Factor.MISSED_TWICE),
    (Factor.OVERDUE, Factor.LONG_OVERDUE),
    (Factor.OLD_NEED, Factor.VERY_OLD_NEED),
    (Factor.HEALTH_LIGHT, Factor.HEALTH_MIDDLE, Factor.HEALTH_GRAVE),
    (Factor.SAFETY_LIGHT, Factor.SAFETY_MIDDLE, Factor.SAFETY_GRAVE),
    (Factor.STABILITY_LIGHT, Factor.STABILITY_MIDDLE, Factor.STABILITY_GRAVE),
)
READERS: tuple[Callable[[Facts], Found], ...] = (
    people.living,
    people.body,
    people.illness,
    calls.events,
    calls.home,
    people.livelihood,
    people.family,
    calls.signs,
    calls.contact,
    calls.still_open,
    calls.scales,
)


def held(facts: Facts) -> dict[Factor, Hit]:
    """Every factor that holds on the facts' day, those that a heavier one of their ladder outweighs included."""
    found: dict[Factor, Hit] = {}
    for read in READERS:
        for factor, hit in read(facts):
            known = found.get(factor)
            # Of two records that say the same, the one that says it longer stands.
            if known is None or (known.until is not None and (hit.until is None or hit.until > known.until)):
                found[factor] = hit
    return found


def changes_on(facts: Facts) -> date | None:
    """The first day after this one on which time alone could make another factor hold, or one hold no more."""
    days: list[date] = []
    for call in facts.calls:
        if call.changes or call.circumstances:
            days += [_after(call.day, n + 1) for n in {RECENT, LATELY, DANGER}]
    if facts.due_on is not None:
        days += [_after(facts.due_on, 1), _after(facts.due_on, LONG_OVERDUE + 1)]
    for trouble in facts.troubles:
        days += [_after(trouble.raised_on, n) for n in (OLD_NEED, VERY_OLD_NEED)]
    days += [_after(promise.due, 1) for promise in facts.promises]
    for born in facts.birthdays:
        days += [_birthday(born, years) for years in (0, GROWN, OLD, ELDERLY, VERY_OLD)]
    return min((day for day in days if day > facts.day), default=None)


def _after(day: date, n: int) -> date:
    """No list is sure to hold only days that a calendar can count on from: what passes its end is never reached."""
    return date.fromordinal(min(day.toordinal() + n, date.max.toordinal()))


def _birthday(born: date, years: int) -> date:
    """A birthday on 29 February is kept on 1 March in other years, as in `rules.age`."""
    year = min(born.year + years, date.max.year)
    try:
        return born.replace(year=year)
    except ValueError:
        return date(year, 3, 1)
