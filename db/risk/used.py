"""Rules cut to the tiers that the office uses: a tier left out begins nowhere, and no floor leads to it. Pure."""

from dataclasses import replace

from db.choices import Tier
from db.risk.rules import STARTS, Rules


def used(rules: Rules, *, has_three: bool) -> Rules:
    """A third tier taken in again begins where it is delivered, or half-way below the second."""
    starts = dict(rules.starts)
    if not has_three:
        starts.pop(Tier.THREE, None)
        floors = tuple(floor for floor in rules.floors if floor.tier is not Tier.THREE)
        return replace(rules, starts=starts, floors=floors)
    if Tier.THREE not in starts:
        two = starts[Tier.TWO]
        starts[Tier.THREE] = STARTS[Tier.THREE] if STARTS[Tier.THREE] < two else max(two // 2, 1)
    return replace(rules, starts=starts)
