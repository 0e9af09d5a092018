"""The early warnings of a briefing: inside the house each with its door and who saw it, outside as numbers."""

from collections import defaultdict
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.briefing import BriefingAsked, Warned, Warnings
from db.choices import AlertKind, Audience
from db.models import Alert, Household
from db.queries.alerts import raised
from db.queries.briefing_period import in_scope
from db.queries.heat_map import FEWEST
from db.rights import BRIEF, Person, require


def warnings(s: Session, viewer: Person, asked: BriefingAsked) -> Warnings:
    """Each warning raised in the period once. On the notice board no number rests on fewer than `FEWEST` households:
    what is rarer is told together, or only that there was some."""
    require(viewer, BRIEF[asked.audience])
    homes: dict[AlertKind, list[int]] = defaultdict(list)
    for kind, household_id in s.execute(_asked(asked)):
        homes[kind].append(household_id)
    counts = {kind: len(homes[kind]) for kind in AlertKind if kind in homes}
    match asked.audience:
        case Audience.INTERNAL:
            return Warnings(counts, listed=_listed(s, viewer, asked))
        case Audience.COMMITTEE:
            return Warnings(counts)
    many = {kind: n for kind, n in counts.items() if len(set(homes[kind])) >= FEWEST}
    few = [home for kind in counts if kind not in many for home in homes[kind]]
    is_few = 0 < len(set(few)) < FEWEST
    return Warnings(many, others=0 if is_few else len(few), has_few=is_few)


def raised_in(s: Session, viewer: Person, asked: BriefingAsked) -> int:
    """How many were raised, for whoever looks at what is withheld."""
    require(viewer, BRIEF[asked.audience])
    return len(s.execute(_asked(asked)).all())


def _asked(asked: BriefingAsked) -> Any:
    found = columns(col(Alert.kind), col(Alert.household_id)).join(
        Household, col(Household.id) == col(Alert.household_id)
    )
    return found.where(col(Alert.on).between(asked.start, asked.end), *in_scope(asked))


def _listed(s: Session, viewer: Person, asked: BriefingAsked) -> tuple[Warned, ...]:
    is_narrower = asked.hardship is not None or asked.round_id is not None
    there = {home for _kind, home in s.execute(_asked(asked))} if is_narrower else None
    rows = raised(s, viewer, asked.start, asked.end, asked.building_id)
    return tuple(
        Warned(row.kind, row.said, row.door, row.on, row.seen_by, row.seen_on)
        for row in rows
        if there is None or row.household_id in there
    )
