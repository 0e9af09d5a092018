"""What the dialogs of the loop offer for a household: its people, what the rules suggest, whom one can ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import settings
from db.choices import HardshipKind, MeasureKind, OutsideHelp, Purpose
from db.fields import Choice
from db.models import Consent, Hardship, Need, Organisation, OrganisationFields, Resident, Visit
from db.rights import Person, Right, require
from db.rules import holds
from db.suggestions import Suggestion, for_what, suits

LOOKED_BACK = 10  # visits among which the last meeting is looked for


@dataclass(frozen=True)
class Office:
    """Somebody outside who can be asked. `consent_on` is the day of the consent that lets them be told, if any."""

    id: int
    fields: OrganisationFields
    is_suggested: bool
    consent_on: date | None


@dataclass(frozen=True)
class Offers:
    """`because` are the hardships and the hazards last seen that the rules have something for."""

    residents: Mapping[int, str]
    needs: int
    measures: tuple[MeasureKind, ...]
    others: tuple[OutsideHelp, ...]
    because: tuple[Choice, ...]


def offers(s: Session, viewer: Person, household_id: int) -> Offers:
    require(viewer, Right.RECORD)
    living = select(Resident.id, Resident.name).where(Resident.household_id == household_id)
    people = s.exec(living.order_by(col(Resident.is_head).desc(), col(Resident.id)))
    needs = s.exec(select(func.count()).select_from(Need).where(Need.household_id == household_id)).one()
    rules = settings.the_suggestions(s)
    because = tuple(each for each in _found(s, household_id) if each in rules)
    hit: Suggestion = for_what(rules, because)
    return Offers({key: name for key, name in people if key is not None}, needs, hit.measures, hit.others, because)


def offices(
    s: Session, viewer: Person, household_id: int, today: date, resident_id: int | None = None
) -> tuple[Office, ...]:
    """Whom one can ask: those the rules suggest and who serve what is hard here come first. `resident_id`: whose
    problem it is, if it is one person's."""
    require(viewer, Right.RECORD)
    rules = settings.the_suggestions(s)
    found = _found(s, household_id)
    hit = for_what(rules, found)
    hard = [each for each in found if isinstance(each, HardshipKind)]
    there = s.exec(select(Organisation).where(col(Organisation.active)).order_by(col(Organisation.id)))
    agreed = select(Consent).where(Consent.household_id == household_id, Consent.purpose == Purpose.SHARING)
    consents = s.exec(agreed.order_by(col(Consent.given_on).desc(), col(Consent.id).desc())).all()
    told = []
    for one in there:
        given = next((each for each in consents if holds(each, Purpose.SHARING, today, one.name, resident_id)), None)
        fields = OrganisationFields.model_validate(one, from_attributes=True)
        told.append(Office(one.id or 0, fields, suits(one, hit, hard), given.given_on if given else None))
    return tuple(sorted(told, key=lambda each: not each.is_suggested))


def _found(s: Session, household_id: int) -> list[Choice]:
    """What is hard now, then the hazards seen when somebody was last met."""
    hard: Any = select(Hardship.kind).where(Hardship.household_id == household_id, col(Hardship.ended_on).is_(None))
    found: list[Choice] = list(s.exec(hard.order_by(col(Hardship.id))))
    visits: Any = select(Visit.hazards, Visit.outcome).where(Visit.household_id == household_id)
    newest = s.exec(visits.order_by(col(Visit.at).desc(), col(Visit.id).desc()).limit(LOOKED_BACK))
    return found + next((list(hazards) for hazards, outcome in newest if outcome.seen), [])
