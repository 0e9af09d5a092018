"""One household, one file: what is known, when it is due, who lives there, what is hard, what was agreed to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from db import telling
from db.choices import HouseholdState
from db.models import (
    Account,
    Building,
    Consent,
    ConsentFields,
    FormerNumber,
    Hardship,
    HardshipFields,
    Household,
    HouseholdFields,
    Resident,
    ResidentFields,
    ScaleResult,
    ScaleResultFields,
)
from db.queries import loop
from db.rhythm import Due
from db.rights import Person, Right, require
from db.rules import age
from db.words import N_


class Standing(StrEnum):
    """What a consent is worth on a day."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


STANDING = {
    Standing.VALID: N_("Valid"),
    Standing.EXPIRED: N_("Expired"),
    Standing.WITHDRAWN: N_("Withdrawn"),
}


@dataclass(frozen=True)
class ResidentFile:
    id: int
    version: int
    fields: ResidentFields
    age: int | None
    scales: tuple[ScaleResultFields, ...]


@dataclass(frozen=True)
class HardshipFile:
    id: int
    version: int
    fields: HardshipFields
    of: str  # the resident's name, or nothing for the whole household
    ended_on: date | None


@dataclass(frozen=True)
class ConsentFile:
    id: int
    fields: ConsentFields
    of: str
    standing: Standing
    withdrawn_on: date | None


@dataclass(frozen=True)
class File:
    """The file as this viewer may read it."""

    id: int
    no: int
    version: int
    door: str
    building: str
    state: HouseholdState
    state_why: str
    paused_until: date | None
    opened_on: date
    fields: HouseholdFields
    responsible: str
    tier_since: date | None
    tier_by: str
    residents: tuple[ResidentFile, ...]
    hardships: tuple[HardshipFile, ...]
    consents: tuple[ConsentFile, ...]
    visits: int
    last_met_at: datetime | None
    due: Due
    is_masked: bool

    @property
    def head(self) -> ResidentFile | None:
        return next((each for each in self.residents if each.fields.is_head), None)

    @property
    def hard_now(self) -> tuple[HardshipFile, ...]:
        return tuple(each for each in self.hardships if each.ended_on is None)


def file(s: Session, viewer: Person, no: int, today: date) -> File | None:
    """The file with this archive number, or the one that it was joined into; None when there is none."""
    h = s.exec(select(Household).where(Household.no == no)).first()
    if h is None:
        into = select(FormerNumber.household_id).where(FormerNumber.no == no)
        h = s.exec(select(Household).where(col(Household.id).in_(into))).first()
    if h is None:
        return None
    assert h.id is not None
    building = s.get_one(Building, h.building_id)
    names = dict(s.exec(select(Account.id, Account.display)).all())
    residents = _residents(s, viewer, h.id, today)
    people = {each.id: each.fields.name for each in residents}
    sees = viewer.may(Right.SEE_PEOPLE)
    return File(
        id=h.id,
        no=h.no,
        version=h.version,
        door=telling.door(building.name, h.unit, h.room) if sees else building.name,
        building=building.name,
        state=h.state,
        state_why=loop.private(viewer, h.state_why),
        paused_until=h.paused_until,
        opened_on=h.opened_on,
        fields=loop.typed(viewer, HouseholdFields, h),
        responsible=names.get(h.responsible_id, ""),
        tier_since=h.tier_since,
        tier_by=names.get(h.tier_by_id, ""),
        residents=residents,
        hardships=_hardships(s, viewer, h.id, people),
        consents=_consents(s, viewer, h.id, people, today),
        visits=h.visits,
        last_met_at=h.last_met_at,
        due=Due(h.open_on, h.due_on, h.call_on),
        is_masked=not sees,
    )


def _residents(s: Session, viewer: Person, household_id: int, today: date) -> tuple[ResidentFile, ...]:
    stored = s.exec(
        select(Resident)
        .where(Resident.household_id == household_id)
        .order_by(col(Resident.is_head).desc(), col(Resident.lives_here).desc(), col(Resident.id))
    ).all()
    asked = (
        select(ScaleResult)
        .join(Resident, col(Resident.id) == col(ScaleResult.resident_id))
        .where(Resident.household_id == household_id)
        .order_by(col(ScaleResult.assessed_on).desc().nulls_last(), col(ScaleResult.id).desc())
    )
    results = s.exec(asked).all() if viewer.may(Right.SEE_PEOPLE) else []
    return tuple(
        ResidentFile(
            _id(r.id),
            r.version,
            masked := loop.typed(viewer, ResidentFields, r),
            age(masked.birth_date, today),
            tuple(loop.typed(viewer, ScaleResultFields, each) for each in results if each.resident_id == r.id),
        )
        for r in stored
    )


def _hardships(s: Session, viewer: Person, household_id: int, people: Mapping[int, str]) -> tuple[HardshipFile, ...]:
    """Who may not see people does not read what is hard for them: a kind stands for a person here."""
    if not viewer.may(Right.SEE_PEOPLE):
        return ()
    stored = s.exec(select(Hardship).where(Hardship.household_id == household_id).order_by(col(Hardship.id)))
    return tuple(
        HardshipFile(
            _id(h.id), h.version, loop.typed(viewer, HardshipFields, h), people.get(h.resident_id or 0, ""), h.ended_on
        )
        for h in stored
    )


def _consents(
    s: Session, viewer: Person, household_id: int, people: Mapping[int, str], today: date
) -> tuple[ConsentFile, ...]:
    stored = s.exec(
        select(Consent)
        .where(Consent.household_id == household_id)
        .order_by(col(Consent.given_on).desc(), col(Consent.id).desc())
    )
    return tuple(
        ConsentFile(
            _id(c.id),
            loop.typed(viewer, ConsentFields, c),
            people.get(c.resident_id or 0, ""),
            standing(c.until, c.withdrawn_on, today),
            c.withdrawn_on,
        )
        for c in stored
    )


def standing(until: date | None, withdrawn_on: date | None, today: date) -> Standing:
    if withdrawn_on is not None and withdrawn_on <= today:
        return Standing.WITHDRAWN
    return Standing.EXPIRED if until is not None and until < today else Standing.VALID


def version_of(s: Session, viewer: Person, table: type[SQLModel], key: int) -> int:
    """The version stored now, for who has been shown both texts."""
    require(viewer, Right.RECORD)
    stored: Any = s.get_one(table, key)
    return int(stored.version)


def _id(key: Any) -> int:
    assert key is not None
    return int(key)
