"""Early warnings: what has got worse, told once each."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta
from typing import NamedTuple

from db.choices import AlertKind, Hazard, Mind, Trigger
from db.risk.calls import MISSES, not_met
from db.risk.facts import Call, Facts
from db.risk.hit import Hit
from db.risk.weigh import Result

LOW = {Mind.CALM: 0, Mind.SILENT: 1, Mind.LOW: 1, Mind.RESTLESS: 2, Mind.CONFUSED: 3}
LOW_TIMES = 3
FRESH = timedelta(days=30)  # what is older was known before anybody asked to be warned


class Early(NamedTuple):
    """`about` names what it is about within the household: the same is not told twice. `told`: values, no words."""

    kind: AlertKind
    about: str
    told: str = ""
    visit_id: int | None = None


def warnings(
    facts: Facts, triggers: Mapping[Trigger, Hit], before: Result | None, now: Result | None
) -> Iterator[Early]:
    """What is to be told today. `now` is None where the household wants no evaluation: then only what happened is
    told, and what stands above all sums."""
    for trigger, hit in triggers.items():
        yield Early(AlertKind.TRIGGER, f"{trigger}.{hit.record_id}", trigger, hit.record_id)
    if facts.calls and facts.day - facts.calls[0].day <= FRESH:
        yield from _same_hazard(facts)
        yield from _low(facts)
        misses = not_met(facts.calls)
        if len(misses) >= MISSES and Trigger.UNSEEN not in triggers:
            second = misses[len(misses) - MISSES]
            yield Early(AlertKind.MISSED_TWICE, str(second.id), visit_id=second.id)
    for promise in facts.promises:
        if timedelta(0) < facts.day - promise.due <= FRESH:
            yield Early(AlertKind.PROMISE_BROKEN, str(promise.id), promise.due.isoformat())
    if now is not None and before is not None and now.tier < before.tier and not now.triggers:
        yield Early(AlertKind.TIER_ROSE, f"{facts.day.isoformat()}.{now.tier}", f"{before.tier}>{now.tier}")


def _looks(facts: Facts) -> list[Call]:
    return [call for call in facts.calls if call.face and call.seen and call.looked]


def _same_hazard(facts: Facts) -> Iterator[Early]:
    """At the last two looks, and not at the one before: a hazard that stays is told of once."""
    looks = _looks(facts)
    if len(looks) < 2:
        return
    earlier = set(looks[2].hazards) if len(looks) > 2 else set[Hazard]()
    for hazard in dict.fromkeys(looks[0].hazards):
        if hazard in looks[1].hazards and hazard not in earlier:
            yield Early(AlertKind.SAME_HAZARD, f"{hazard}.{looks[0].id}", hazard, looks[0].id)


def _low(facts: Facts) -> Iterator[Early]:
    """The mood at the last three meetings that noted any: never calm, and at none better than the time before."""
    noted = [(max(LOW[mind] for mind in call.mind), call) for call in facts.calls if call.seen and call.mind]
    if not _is_falling(noted[:LOW_TIMES]) or _is_falling(noted[1 : LOW_TIMES + 1]):
        return
    yield Early(AlertKind.MOOD_FELL, str(noted[0][1].id), visit_id=noted[0][1].id)


def _is_falling(noted: Sequence[tuple[int, Call]]) -> bool:
    grades = [grade for grade, _call in noted]
    return len(grades) == LOW_TIMES and min(grades) > 0 and grades == sorted(grades, reverse=True)
