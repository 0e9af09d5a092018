"""The early warnings of a briefing: inside the house each with its door and who saw it, outside as numbers."""

from collections import Counter
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.briefing import BriefingAsked, Warned, Warnings
from db.choices import AlertKind, Audience
from db.models import Alert, Household
from db.queries.alerts import raised
from db.queries.briefing_period import in_scope
from db.rights import BRIEF, Person, require


def warnings(s: Session, viewer: Person, asked: BriefingAsked) -> Warnings:
    """Each warning raised in the period once; for the committee their number by kind. A notice board is no place for
    them."""
    require(viewer, BRIEF[asked.audience])
    if asked.audience is Audience.NOTICE:
        return Warnings()
    found = Counter(kind for kind, _household_id in s.execute(_asked(asked)))
    counts = {kind: found[kind] for kind in AlertKind if kind in found}
    return Warnings(counts, _listed(s, viewer, asked) if asked.audience is Audience.INTERNAL else ())


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
