"""Households, who lives there, what is hard for them, what they agreed to."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select

from db import log, search
from db.changes import due, turn
from db.changes.gate import checked, edit, loaded
from db.changes.numbering import numbers
from db.choices import Deed, Purpose, TurnKind
from db.errors import Invalid
from db.models import (
    Building,
    Consent,
    ConsentFields,
    Estate,
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
from db.rights import Person, Right, require
from db.words import _

A_YEAR = timedelta(days=366)
DECIDED = ("tier", "tier_why")  # a deed of its own (`changes.tier`); not among the answers, they stay as they are
TURNS = {TurnKind.TIER: "tier", TurnKind.RESPONSIBLE: "responsible_id"}


def add_household(s: Session, actor: Person, today: date, answers: Mapping[str, Any]) -> int:
    """Open a file and give it the next archive number. Likely doubles are asked for first (`queries.doubles`)."""
    require(actor, Right.RECORD)
    fields = checked(HouseholdFields, answers)
    _check(s, fields, today)
    # The estate's row is locked so that two files opened at once queue for their numbers.
    loaded(s, Estate, s.exec(select(Estate.id)).first())
    no = next_number(s)
    household = Household(**fields.model_dump(), id=numbers(s, Household, 1)[0], no=no, opened_on=today)
    _stamp(household, actor, today, {"tier", "safety_note"})
    due.settle(s, household)
    s.flush()
    assert household.id is not None
    if household.tier is not None:
        turn.note(s, household.id, TurnKind.TIER, None, household.tier, household.tier_why, actor.id)
    search.renew(s, household.id)
    log.write(s, actor.id, actor.name, Deed.ADD, "household", household.id)
    return household.id


def next_number(s: Session) -> int:
    """The archive number after the highest ever given: those of files that were joined into others lead there."""
    given = (s.exec(select(func.max(Household.no))).one(), s.exec(select(func.max(FormerNumber.no))).one())
    return max(no or 0 for no in given) + 1


def edit_household(
    s: Session, actor: Person, household_id: int, version: int, today: date, answers: Mapping[str, Any]
) -> None:
    require(actor, Right.RECORD)
    household = loaded(s, Household, household_id)
    stands = {name: getattr(household, name) for name in DECIDED}
    fields = checked(HouseholdFields, stands | dict(answers))
    _check(s, fields, today)
    before = {kind: getattr(household, name) for kind, name in TURNS.items()}
    changed = edit(s, household, version, fields)
    if changed:
        _stamp(household, actor, today, set(changed))
        due.settle(s, household)
        for kind, name in TURNS.items():
            if name in changed:
                why = household.tier_why if kind is TurnKind.TIER else ""
                turn.note(s, household_id, kind, before[kind], getattr(household, name), why, actor.id)
        search.renew(s, household_id)
        log.write(s, actor.id, actor.name, Deed.EDIT, "household", household_id, ", ".join(changed))


def _check(s: Session, fields: HouseholdFields, today: date) -> None:
    """What no single field can know."""
    problems = {}
    if fields.floor is None:
        fields.floor = floor_of(fields.room)
    building = s.get(Building, fields.building_id)
    if building is None:
        raise Invalid({"building_id": _("Choose the building.")})
    if said := unit_fits(fields.unit, building.units):
        problems["unit"] = said
    if fields.safety_note and fields.safety_review_on is None:
        fields.safety_review_on = today + timedelta(days=365)
    if fields.safety_review_on and fields.safety_review_on > today + A_YEAR:
        problems["safety_review_on"] = _("Review the safety note within a year.")
    if problems:
        raise Invalid(problems)


def unit_fits(unit: int | None, units: int) -> str:
    """What is wrong with a unit in a building of so many; nothing, when it fits."""
    if unit and not units:
        return _("This building has no units. Leave the unit empty.")
    if unit is not None and unit > units:
        return _("This building has {units} units. Check the unit, or change the building.").format(units=units)
    return ""


def _stamp(household: Household, actor: Person, today: date, changed: set[str]) -> None:
    """Who set the tier and wrote the safety note, and since when."""
    if "tier" in changed and household.tier is not None:
        household.tier_since, household.tier_by_id = today, actor.id
        household.settled_tier = household.risk_tier
    if "safety_note" in changed:
        household.safety_author_id = actor.id if household.safety_note else None


def floor_of(room: str) -> int | None:
    """The floor that a room number such as 1202 tells; None where it tells nothing."""
    return int(room[:-2]) if room.isdigit() and 3 <= len(room) <= 4 else None


def add_resident(s: Session, actor: Person, household_id: int, answers: Mapping[str, Any]) -> int:
    require(actor, Right.RECORD)
    loaded(s, Household, household_id)
    fields = checked(ResidentFields, answers)
    tail_fits(fields)
    first = s.exec(select(Resident.id).where(Resident.household_id == household_id)).first() is None
    resident = Resident(**fields.model_dump(), household_id=household_id)
    resident.is_head = resident.is_head or first
    s.add(resident)
    s.flush()
    assert resident.id is not None
    _one_head(s, resident)
    search.renew(s, household_id)
    log.write(s, actor.id, actor.name, Deed.ADD, "resident", resident.id)
    return resident.id


def edit_resident(s: Session, actor: Person, resident_id: int, version: int, answers: Mapping[str, Any]) -> None:
    require(actor, Right.RECORD)
    resident = loaded(s, Resident, resident_id)
    fields = checked(ResidentFields, answers)
    tail_fits(fields)
    changed = edit(s, resident, version, fields)
    if changed:
        _one_head(s, resident)
        search.renew(s, resident.household_id)
        log.write(s, actor.id, actor.name, Deed.EDIT, "resident", resident_id, ", ".join(changed))


def tail_fits(fields: ResidentFields) -> None:
    tail = fields.identity_tail
    if tail and not (len(tail) == 4 and tail[:3].isdigit() and (tail[3].isdigit() or tail[3] in "Xx")):
        raise Invalid({"identity_tail": _("Only the last four characters of the identity number, or nothing.")})


def _one_head(s: Session, resident: Resident) -> None:
    if resident.is_head:
        others = select(Resident).where(
            Resident.household_id == resident.household_id, col(Resident.is_head), Resident.id != resident.id
        )
        for other in s.exec(others):
            other.is_head = False
            s.add(other)
        s.flush()


def add_scale_result(s: Session, actor: Person, resident_id: int, answers: Mapping[str, Any]) -> int:
    require(actor, Right.RECORD)
    loaded(s, Resident, resident_id)
    result = ScaleResult(
        **checked(ScaleResultFields, answers).model_dump(), resident_id=resident_id, recorded_by_id=actor.id
    )
    return _kept(s, actor, result, "scale result")


def add_hardship(
    s: Session, actor: Person, household_id: int, answers: Mapping[str, Any], resident_id: int | None = None
) -> int:
    """A hardship of the whole household, or of one resident. The same kind twice is the same hardship."""
    require(actor, Right.RECORD)
    loaded(s, Household, household_id)
    fields = checked(HardshipFields, answers)
    _lives_there(s, household_id, resident_id)
    same = select(Hardship.id).where(
        Hardship.household_id == household_id,
        Hardship.kind == fields.kind,
        Hardship.resident_id == resident_id,
        col(Hardship.ended_on).is_(None),
    )
    if (known := s.exec(same).first()) is not None:
        return known
    return _kept(
        s,
        actor,
        Hardship(**fields.model_dump(), household_id=household_id, resident_id=resident_id),
        "hardship",
    )


def edit_hardship(s: Session, actor: Person, hardship_id: int, version: int, answers: Mapping[str, Any]) -> None:
    require(actor, Right.RECORD)
    changed = edit(s, loaded(s, Hardship, hardship_id), version, checked(HardshipFields, answers))
    if changed:
        log.write(s, actor.id, actor.name, Deed.EDIT, "hardship", hardship_id, ", ".join(changed))


def end_hardship(s: Session, actor: Person, hardship_id: int, day: date) -> None:
    require(actor, Right.RECORD)
    hardship = loaded(s, Hardship, hardship_id)
    hardship.ended_on = day
    hardship.version += 1
    s.add(hardship)
    log.write(s, actor.id, actor.name, Deed.EDIT, "hardship", hardship_id, "ended_on")


def add_consent(
    s: Session,
    actor: Person,
    household_id: int,
    today: date,
    answers: Mapping[str, Any],
    resident_id: int | None = None,
) -> int:
    """Record a consent. Sharing names its receiver; no consent is given in the future or ends before it begins."""
    require(actor, Right.RECORD)
    loaded(s, Household, household_id)
    fields = checked(ConsentFields, answers)
    _lives_there(s, household_id, resident_id)
    problems = {}
    if fields.purpose is Purpose.SHARING and not fields.receiver:
        problems["receiver"] = _("Say with which office it may be shared.")
    if fields.given_on > today:
        problems["given_on"] = _("The day of consent cannot be later than today.")
    if fields.until and fields.until < fields.given_on:
        problems["until"] = _("The consent would end before it begins.")
    if problems:
        raise Invalid(problems)
    consent = Consent(
        **fields.model_dump(), household_id=household_id, resident_id=resident_id, recorded_by_id=actor.id
    )
    return _kept(s, actor, consent, "consent")


def withdraw_consent(s: Session, actor: Person, consent_id: int, day: date) -> None:
    require(actor, Right.RECORD)
    consent = loaded(s, Consent, consent_id)
    consent.withdrawn_on = consent.withdrawn_on or day
    s.add(consent)
    log.write(s, actor.id, actor.name, Deed.EDIT, "consent", consent_id, "withdrawn_on")


def _lives_there(s: Session, household_id: int, resident_id: int | None) -> None:
    if resident_id is not None and loaded(s, Resident, resident_id).household_id != household_id:
        raise Invalid({"resident_id": _("This person belongs to another household. Choose again.")})


def _kept(s: Session, actor: Person, record: SQLModel, what: str) -> int:
    s.add(record)
    s.flush()
    record_id: int = record.id  # type: ignore[attr-defined]
    log.write(s, actor.id, actor.name, Deed.ADD, what, record_id)
    return record_id
