"""From the factors that hold to a sum and the tier it advises, line by line."""

import json
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import date

from db.choices import Factor, Group, Tier, Trigger
from db.risk.factors import LADDERS
from db.risk.hit import Hit, Record
from db.risk.rules import MOST, WEIGHTS, Rules

LIGHTER: Mapping[Factor, tuple[Factor, ...]] = {
    heavy: ladder[:place] for ladder in LADDERS for place, heavy in enumerate(ladder)
}


@dataclass(frozen=True)
class Line:
    """A factor that held. `points` by the rules, `counted` what of them the group's cap left; both 0 where a heavier
    one of its ladder held."""

    factor: Factor
    hit: Hit
    points: int
    counted: int


@dataclass(frozen=True)
class Result:
    """`lines` largest first. `floor`: the factors that a floor rests on, where it decided the tier."""

    score: int
    tier: Tier
    lines: tuple[Line, ...]
    triggers: Mapping[Trigger, Hit]
    floor: frozenset[Factor] = frozenset()


def weigh(rules: Rules, held: Mapping[Factor, Hit], triggers: Mapping[Trigger, Hit]) -> Result:
    """The groups' sum, each up to its cap, at most 100; the closest tier of what sum, floors and triggers say."""
    outweighed = {lighter for factor in held for lighter in LIGHTER.get(factor, ())}
    weighed = [
        (0 if factor in outweighed else rules.points.get(factor, 0), factor, hit) for factor, hit in held.items()
    ]
    order = list(Factor)
    weighed.sort(key=lambda each: (-each[0], order.index(each[1])))
    left = dict(rules.caps)
    lines = []
    for points, factor, hit in weighed:
        group = WEIGHTS[factor].group
        counted = min(points, left.get(group, 0))
        left[group] = left.get(group, 0) - counted
        lines.append(Line(factor, hit, points, counted))
    lines.sort(key=lambda line: (-line.counted, -line.points, order.index(line.factor)))
    score = min(sum(line.counted for line in lines), MOST)
    tier = tier_of(rules, score)
    floor: frozenset[Factor] = frozenset()
    for each in rules.floors:
        of = frozenset(factor for factor in held if _stands_for(factor, each.of))
        if each.tier < tier and of and all(any(_stands_for(f, {one}) for f in held) for one in each.all):
            tier, floor = each.tier, of | frozenset(factor for factor in held if _stands_for(factor, each.all))
    if triggers:
        tier = Tier.ONE
    return Result(score, tier, tuple(lines), dict(triggers), floor)


def _stands_for(factor: Factor, named: Set[Factor]) -> bool:
    """Whether a floor names this factor or a lighter one of its ladder: what is heavier never has a wider tier."""
    return factor in named or any(lighter in named for lighter in LIGHTER.get(factor, ()))


def tier_of(rules: Rules, score: int) -> Tier:
    return next((tier for tier in Tier if score >= rules.starts.get(tier, MOST + 1)), Tier.ROUTINE)


def by_group(lines: Iterable[Line]) -> dict[Group, int]:
    found: dict[Group, int] = {}
    for line in lines:
        group = WEIGHTS[line.factor].group
        found[group] = found.get(group, 0) + line.counted
    return found


def if_lowered(rules: Rules, result: Result) -> Result:
    """What would be left if everything were done that somebody can do."""
    return weigh(rules, {line.factor: line.hit for line in result.lines if not WEIGHTS[line.factor].lower}, {})


def to_text(result: Result) -> str:
    """JSON of what held: with the version of the rules all there is to explain the result."""
    return json.dumps(
        {
            "lines": [[line.factor, line.points, line.counted, *_hit(line.hit)] for line in result.lines],
            "triggers": [[trigger, *_hit(hit)] for trigger, hit in sorted(result.triggers.items())],
            "floor": sorted(result.floor),
        },
        separators=(",", ":"),
    )


def from_text(score: int, tier: Tier, text: str) -> Result:
    """As it was worked out; what the code no longer knows is left out of the lines, and in the sum and the tier."""
    told = json.loads(text)
    known, above = {factor.value: factor for factor in Factor}, {trigger.value: trigger for trigger in Trigger}
    lines = [
        Line(known[name], _read(hit), points, counted) for name, points, counted, *hit in told["lines"] if name in known
    ]
    triggers = {above[name]: _read(hit) for name, *hit in told["triggers"] if name in above}
    floor = frozenset(known[name] for name in told["floor"] if name in known)
    return Result(score, tier, tuple(lines), triggers, floor)


def unknown(text: str) -> list[tuple[str, int]]:
    """Of a stored result, the factors that the code no longer knows, by value, and what each counted."""
    known = {factor.value for factor in Factor}
    return [(name, counted) for name, _points, counted, *_rest in json.loads(text)["lines"] if name not in known]


def _hit(hit: Hit) -> list[object]:
    since, until = (day.isoformat() if day else None for day in (hit.since, hit.until))
    return [hit.record, hit.record_id, hit.n, since, until]


def _read(told: list[object]) -> Hit:
    record, record_id, n, since, until = told
    days = [date.fromisoformat(str(day)) if day else None for day in (since, until)]
    return Hit(Record(str(record)), int(str(record_id)), int(str(n)), *days)
