"""Asking others: a numbered slip that rests on a consent, their reply, and the list of whom one can ask."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from db import clock, log
from db.changes.gate import checked, edit, loaded
from db.changes.need import reason, take_in_hand
from db.choices import Deed, Purpose, ReferralState
from db.errors import Invalid, Refused
from db.fields import field_of
from db.models import (
    Consent,
    Estate,
    Need,
    Organisation,
    OrganisationFields,
    Referral,
    ReferralFields,
    ReplyFields,
)
from db.rights import Person, Right, require
from db.rules import holds
from db.words import _

REPLIES = (ReferralState.ACCEPTED, ReferralState.DONE, ReferralState.REFUSED)


class NoConsent(Refused):
    """Nobody has agreed that this organisation is told. Nothing was sent; `receiver` is whom the consent must name."""

    def __init__(self, receiver: str) -> None:
        self.receiver = receiver
        said = _("Not sent: there is no consent that {name} may be told. Get it signed, record it, then send.")
        super().__init__(said.format(name=receiver))


def send(s: Session, actor: Person, need_id: int, today: date, answers: Mapping[str, Any]) -> int:
    """Send a slip: refused without a consent to sharing that names the receiver (PIPL Art. 23)."""
    require(actor, Right.RECORD)
    need = loaded(s, Need, need_id)
    fields = checked(ReferralFields, answers)
    receiver = loaded(s, Organisation, fields.organisation_id)
    if not receiver.active:
        label = field_of(ReferralFields, "organisation_id").show.label
        raise Invalid({"organisation_id": _("{field}: choose one of the list.").format(field=_(label))})
    if fields.reply_by < today:
        raise Invalid({"reply_by": _("Choose a day from today on.")})
    consent = covering(s, need.household_id, receiver.name, today, need.resident_id)
    if consent is None or consent.id is None:
        raise NoConsent(receiver.name)
    take_in_hand(s, need)
    # The estate's row is locked so that two slips sent at once queue for their numbers.
    loaded(s, Estate, s.exec(select(Estate.id)).first())
    no = (s.exec(select(func.max(Referral.no)).where(Referral.year == today.year)).one() or 0) + 1
    slip = Referral(
        **fields.model_dump(),
        need_id=need_id,
        household_id=need.household_id,
        consent_id=consent.id,
        year=today.year,
        no=no,
        sent_by_id=actor.id,
        sent_on=today,
        recorded_at=clock.now(),
    )
    s.add(slip)
    s.flush()
    assert slip.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD, "referral", slip.id)
    return slip.id


def covering(s: Session, household_id: int, receiver: str, day: date, resident_id: int | None = None) -> Consent | None:
    """A consent of this household, or of the person whose problem it is, that lets this receiver be told on this day;
    the newest."""
    given = select(Consent).where(Consent.household_id == household_id, Consent.purpose == Purpose.SHARING)
    newest = s.exec(given.order_by(col(Consent.given_on).desc(), col(Consent.id).desc()))
    return next((one for one in newest if holds(one, Purpose.SHARING, day, receiver, resident_id)), None)


def record_reply(s: Session, actor: Person, referral_id: int, today: date, answers: Mapping[str, Any]) -> None:
    """Accepted keeps the slip open; done and turned down end it. A refusal says why."""
    require(actor, Right.RECORD)
    slip = loaded(s, Referral, referral_id)
    fields = checked(ReplyFields, answers)
    problems = {}
    if fields.state not in REPLIES:
        problems["state"] = _("Choose: accepted, done or turned down.")
    if fields.state is ReferralState.REFUSED and not fields.reply:
        problems["reply"] = _("Write the reason they gave.")
    if not slip.sent_on <= fields.replied_on <= today:
        problems["replied_on"] = _("A reply comes after the slip was sent, and not later than today.")
    if problems:
        raise Invalid(problems)
    _still_open(slip)
    slip.state, slip.reply, slip.replied_on = fields.state, fields.reply, fields.replied_on
    slip.version += 1
    s.add(slip)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "referral", referral_id, str(fields.state))


def take_back(s: Session, actor: Person, referral_id: int, today: date, why: str) -> None:
    require(actor, Right.RECORD)
    slip = loaded(s, Referral, referral_id)
    _still_open(slip)
    slip.state, slip.reply, slip.replied_on = ReferralState.TAKEN_BACK, reason(why), today
    slip.version += 1
    s.add(slip)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "referral", referral_id, "taken back")


def _still_open(slip: Referral) -> None:
    if not slip.state.is_open:
        raise Refused(_("This slip has ended already. Send a new one."))


def add_organisation(s: Session, actor: Person, answers: Mapping[str, Any]) -> int:
    require(actor, Right.RECORD)
    fields = checked(OrganisationFields, answers)
    _name_free(s, fields.name, None)
    made = Organisation(**fields.model_dump())
    s.add(made)
    s.flush()
    assert made.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD, "organisation", made.id)
    return made.id


def edit_organisation(
    s: Session, actor: Person, organisation_id: int, version: int, answers: Mapping[str, Any]
) -> None:
    """A name that slips or consents rest on stays; a new office is a new entry."""
    require(actor, Right.RECORD)
    known = loaded(s, Organisation, organisation_id)
    fields = checked(OrganisationFields, answers)
    if fields.name != known.name:
        _name_free(s, fields.name, organisation_id)
        if s.exec(select(Consent.id).where(Consent.receiver == known.name)).first() is not None:
            raise Invalid({"name": _("Consents name this office. Retire it, and add the new one.")})
    if changed := edit(s, known, version, fields):
        log.write(s, actor.id, actor.name, Deed.EDIT, "organisation", organisation_id, ", ".join(changed))


def retire_organisation(s: Session, actor: Person, organisation_id: int, active: bool = False) -> None:
    """No longer offered; what was sent there stays. With `active` it is offered again."""
    require(actor, Right.RECORD)
    known = loaded(s, Organisation, organisation_id)
    known.active = active
    known.version += 1
    s.add(known)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "organisation", organisation_id, "active")


def _name_free(s: Session, name: str, but: int | None) -> None:
    taken = s.exec(select(Organisation.id).where(Organisation.name == name)).first()
    if taken is not None and taken != but:
        raise Invalid({"name": _("There is an organisation of this name already.")})
