"""What lasts in a household, as facts of the risk: its people and hardships; and the tier that follows from these."""

from datetime import date
from random import Random

from db.changes.facts import mental_level
from db.choices import Scale, Tier
from db.demo.people import Family
from db.demo.usual import LEVELS
from db.risk.factors import held
from db.risk.facts import Facts, Hard, Someone
from db.risk.rules import OURS
from db.risk.weigh import tier_of, weigh
from db.rules import age

# What everyday life adds to the sum of what lasts: a problem open, a step in the bathroom, a call in vain.
EVERYDAY, SHAKE = 2, 5
UNDECIDED = 0.06  # of the households: nobody has set a tier yet


def people(family: Family, day: date) -> tuple[Someone, ...]:
    """Named by their place in the list, who speaks for the household first."""
    told = {at: level for row, at in family.scales if row["scale"] is Scale.MENTAL_RISK
            if (level := mental_level(row["score"])) is not None}  # fmt: skip
    found = [
        Someone(
            id=at,
            age=age(row.get("birth_date"), day),
            lives_here=row.get("lives_here", True),
            self_care=row.get("self_care"),
            is_disabled=row.get("disability_kind") is not None or row.get("disability_grade") is not None,
            disability_grade=row.get("disability_grade"),
            mental_level=told.get(at),
            can_be_rung=bool(row.get("is_emergency") and row.get("phone")),
        )
        for at, row in enumerate(family.residents)
    ]
    return tuple(sorted(found, key=lambda one: not family.residents[one.id].get("is_head")))


def hardships(family: Family) -> tuple[Hard, ...]:
    """As long as the file is kept: one that ends, ends with it."""
    return tuple(Hard(at, row["kind"]) for at, (row, _of) in enumerate(family.hardships))


def birthdays(family: Family) -> tuple[date, ...]:
    rows = (row for row in family.residents if row.get("lives_here", True))
    return tuple(row["birth_date"] for row in rows if row.get("birth_date") is not None)


def others_to_ring(family: Family) -> bool:
    return any(c.isdigit() for row in family.residents for c in row.get("outside_contacts", ""))


def first_tier(dice: Random, family: Family, day: date) -> Tier | None:
    """As a person sets it who knows the family: near to what the factors will say, not always the same."""
    shaken, is_undecided = dice.uniform(-SHAKE, SHAKE), dice.random() < UNDECIDED
    if is_undecided:
        return None
    health, safety, stability = LEVELS[family.kind]
    facts = Facts(0, day, day, people(family, day), hardships(family), is_met=True, health=health, safety=safety,
                  stability=stability, others_to_ring=others_to_ring(family))  # fmt: skip
    score = weigh(OURS, held(facts), {}).score
    return tier_of(OURS, max(0, round(score + EVERYDAY + shaken)))
