"""The facts of the papers of the loop: the slip, the consent sheet, the handover sheet, the blank visit sheet."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from db import telling
from db.choices import HouseholdState, Purpose, ReferralState
from db.errors import NotFound, Refused
from db.models import (
    Account,
    Building,
    Consent,
    Estate,
    EstateFields,
    Household,
    Need,
    Organisation,
    OrganisationFields,
    Referral,
    Resident,
)
from db.papers import BlankSheet, ConsentSheet, Handover, Slip
from db.queries.known import known
from db.rights import Person, Right, require
from db.rules import age, holds
from db.words import _

STILL_VISITED = (HouseholdState.ACTIVE, HouseholdState.PAUSED)


def slip(s: Session, viewer: Person, referral_id: int, today: date) -> Slip:
    """A slip as it is handed over: only while the consent it rests on holds, and only of whom that consent is."""
    require(viewer, Right.SEE_PEOPLE)
    sent = s.get(Referral, referral_id)
    if sent is None:
        raise NotFound(_("This record is not there any more. Go back and look it up again."))
    to = s.get_one(Organisation, sent.organisation_id)
    consent = s.get_one(Consent, sent.consent_id)
    if sent.state is ReferralState.TAKEN_BACK:
        raise Refused(_("This slip was taken back. It is not printed any more."))
    whose = s.get_one(Need, sent.need_id).resident_id
    if not holds(consent, Purpose.SHARING, today, to.name, whose):
        said = _("The consent that {name} may be told holds no longer. The slip is not printed; ask for it anew.")
        raise Refused(said.format(name=to.name))
    household = s.get_one(Household, sent.household_id)
    of = _person(s, household, consent.resident_id or whose)
    sender = s.get_one(Account, sent.sent_by_id)
    estate, is_demonstration = the_estate(s)
    return Slip(
        number=telling.slip(sent.year, sent.no),
        estate=estate,
        is_demonstration=is_demonstration,
        sent_on=sent.sent_on,
        sent_by=sender.display or sender.name,
        department=sender.department,
        position=sender.position,
        to=OrganisationFields.model_validate(to, from_attributes=True),
        person=of.name if of else "",
        door=_door(s, household),
        phone=of.phone if of else "",
        reason=sent.reason,
        reply_by=sent.reply_by,
        consent_on=consent.given_on,
        consent_way=consent.way,
        consent_until=consent.until,
    )


def slip_id(s: Session, viewer: Person, told: str) -> int:
    """The slip with a number as written on it: 2026-031."""
    require(viewer, Right.SEE_PEOPLE)
    year, _dash, no = told.strip().partition("-")
    if year.isdecimal() and no.isdecimal() and len(year) == 4 and len(no) < 7:
        found = s.exec(select(Referral.id).where(Referral.year == int(year), Referral.no == int(no))).first()
        if found is not None:
            return found
    raise NotFound(_("There is no slip {number}.").format(number=told.strip()))


def consent_sheet(s: Session, viewer: Person, household_id: int | None, receiver: str, today: date) -> ConsentSheet:
    """What is handed out to be signed. `receiver` may be nobody: then a line is left for it."""
    require(viewer, Right.RECORD)
    estate, is_demonstration = the_estate(s)
    to = s.exec(select(Organisation).where(Organisation.name == receiver)).first() if receiver else None
    household = s.get(Household, household_id) if household_id is not None else None
    if household_id is not None and household is None:
        raise NotFound(_("There is no household with this number."))
    residents: Sequence[Resident] = []
    if household_id is not None:
        living = select(Resident).where(Resident.household_id == household_id, Resident.lives_here)
        residents = s.exec(living.order_by(col(Resident.is_head).desc(), col(Resident.id))).all()
    return ConsentSheet(
        estate=estate,
        is_demonstration=is_demonstration,
        made_on=today,
        no=household.no if household else None,
        door=_door(s, household) if household else "",
        people=tuple((one.name, age(one.birth_date, today)) for one in residents),
        receiver=receiver,
        contact=to.contact if to else "",
        contact_phone=to.phone if to else "",
    )


def handover(
    s: Session,
    viewer: Person,
    today: date,
    from_id: int | None,
    to_id: int | None = None,
    household_ids: Sequence[int] | None = None,
) -> Handover:
    """What goes over from one colleague to another: these households, or all of the one who gives.

    Files that need no visits any more go over too; they are counted, not told.
    """
    require(viewer, Right.SEE_PEOPLE)
    mine = select(Household.id, Household.state)
    if household_ids is None:
        asked = mine.where(Household.responsible_id == from_id, Household.state != HouseholdState.CLOSED)
    else:
        asked = mine.where(col(Household.id).in_(household_ids))
    found = s.exec(asked).all()
    going = [key for key, state in found if key is not None and state in STILL_VISITED]
    estate, is_demonstration = the_estate(s)
    return Handover(
        estate=estate,
        is_demonstration=is_demonstration,
        made_on=today,
        giver=_name(s, from_id),
        taker=_name(s, to_id),
        households=known(s, viewer, going, today),
        gone=len(found) - len(going),
    )


def blank_sheet(s: Session, viewer: Person, today: date) -> BlankSheet:
    require(viewer, Right.RECORD)
    estate, is_demonstration = the_estate(s)
    return BlankSheet(estate, is_demonstration, today)


def organisations(s: Session, viewer: Person) -> tuple[str, ...]:
    """The names of those who can be told."""
    require(viewer, Right.RECORD)
    return tuple(s.exec(select(Organisation.name).where(Organisation.active).order_by(col(Organisation.id))))


def organisation_named(s: Session, viewer: Person, name: str) -> str:
    """The name of an organisation as it stands in the list; what is not there is refused with what is."""
    names = organisations(s, viewer)
    if name.strip() in names:
        return name.strip()
    said = _("There is no organisation {name}. There are: {names}")
    raise NotFound(said.format(name=name.strip(), names=_(", ").join(names) or _("none")))


def household_numbered(s: Session, viewer: Person, no: int) -> int:
    """The household with an archive number."""
    require(viewer, Right.RECORD)
    found = s.exec(select(Household.id).where(Household.no == no)).first()
    if found is None:
        raise NotFound(_("There is no household with this number."))
    return found


def the_estate(s: Session) -> tuple[EstateFields, bool]:
    """What the office says about itself, and whether all of it is invented."""
    estate = s.exec(select(Estate)).one()
    return EstateFields.model_validate(estate, from_attributes=True), estate.demonstration


def _person(s: Session, household: Household, resident_id: int | None) -> Resident | None:
    """This resident, or the head of the household."""
    here = select(Resident).where(Resident.household_id == household.id)
    if resident_id is not None:
        return s.exec(here.where(Resident.id == resident_id)).first()
    return s.exec(here.order_by(col(Resident.is_head).desc(), col(Resident.id))).first()


def _door(s: Session, household: Household) -> str:
    return telling.door(s.get_one(Building, household.building_id).name, household.unit, household.room)


def _name(s: Session, account_id: int | None) -> str:
    account = s.get(Account, account_id) if account_id is not None else None
    return (account.display or account.name) if account else ""
