"""Problems: raised, ended with evidence and somebody's confirmation, opened again without losing their history."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sqlmodel import Session, col, select

from db import log
from db.changes.gate import checked, edit, loaded, tidy
from db.choices import ClosingKind, Deed, HouseholdState, MeasureState, NeedState, PlanState, PlanWhy, ReferralState
from db.errors import Invalid, Refused
from db.fields import Choice
from db.models import (
    ClosingFields,
    Household,
    Measure,
    Need,
    NeedClosing,
    NeedFields,
    Organisation,
    PlannedVisit,
    Referral,
    Resident,
)
from db.rights import Person, Right, require
from db.words import _

GONE = (HouseholdState.CLOSED, HouseholdState.MOVED, HouseholdState.DECEASED)


class Beneath(NamedTuple):
    """Something open beneath a problem."""

    need_id: int
    what: Choice  # the measure's kind
    state: Choice
    words: str


def raise_need(
    s: Session,
    actor: Person,
    household_id: int,
    today: date,
    answers: Mapping[str, Any],
    visit_id: int | None = None,
    token: str | None = None,
) -> int:
    """Write down a problem. One sent twice with its visit (same `token`) is one problem."""
    require(actor, Right.RECORD)
    household = loaded(s, Household, household_id)
    fields = checked(NeedFields, answers)
    if token and (known := s.exec(select(Need.id).where(Need.token == token)).first()) is not None:
        return known
    _still_here(household)
    _theirs(s, household_id, fields.resident_id)
    need = Need(
        **fields.model_dump(),
        household_id=household_id,
        visit_id=visit_id,
        token=token,
        raised_on=today,
        raised_by_id=actor.id,
    )
    s.add(need)
    s.flush()
    assert need.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD, "need", need.id)
    return need.id


def edit_need(s: Session, actor: Person, need_id: int, version: int, answers: Mapping[str, Any]) -> None:
    require(actor, Right.RECORD)
    need = loaded(s, Need, need_id)
    fields = checked(NeedFields, answers)
    _theirs(s, need.household_id, fields.resident_id)
    if changed := edit(s, need, version, fields):
        log.write(s, actor.id, actor.name, Deed.EDIT, "need", need_id, ", ".join(changed))


def beneath(s: Session, need_id: int) -> list[Beneath]:
    """What is still open beneath a problem: measures, promises and approvals first, then slips without an end."""
    measures = s.exec(select(Measure).where(Measure.need_id == need_id).order_by(col(Measure.due)))
    found = [Beneath(need_id, m.kind, m.state, m.words) for m in measures if m.state.is_open]
    slips = s.exec(
        select(Referral, Organisation)
        .join(Organisation, col(Organisation.id) == col(Referral.organisation_id))
        .where(Referral.need_id == need_id)
        .order_by(col(Referral.id))
    )
    return found + [Beneath(need_id, to.kind, slip.state, to.name) for slip, to in slips if slip.state.is_open]


def told(open_things: list[Beneath]) -> str:
    """扶手或坡道（办理中）、街道民政（已发出）"""
    return _(", ").join(
        _("{what} ({state})").format(what=each.words or _(each.what.label), state=_(each.state.label))
        for each in open_things
    )


def close_need(s: Session, actor: Person, need_id: int, today: date, answers: Mapping[str, Any]) -> int:
    """Say how a problem ended. Who may confirm confirms with it; anybody else's waits for somebody who may."""
    require(actor, Right.RECORD)
    need = loaded(s, Need, need_id)
    fields = checked(ClosingFields, answers)
    if need.state is NeedState.CLOSED:
        raise Refused(_("This problem is closed already. Reopen it first."))
    if waiting(s, need_id) is not None:
        raise Refused(_("Its closing waits for confirmation already."))
    if still := beneath(s, need_id):
        raise Refused(_("Not closed: still open beneath it: {what}. End these first.").format(what=told(still)))
    if fields.kind is ClosingKind.FOR_NOW:
        if fields.check_on is None or fields.check_on <= today:
            raise Invalid({"check_on": _("Closed for now: choose a later day on which somebody looks again.")})
    else:
        fields.check_on = None
    closing = NeedClosing(**fields.model_dump(), need_id=need_id, asked_by_id=actor.id, asked_on=today)
    s.add(closing)
    s.flush()
    assert closing.id is not None
    log.write(s, actor.id, actor.name, Deed.EDIT, "need", need_id, "closing asked")
    if actor.may(Right.CONFIRM):
        confirm_closing(s, actor, closing.id, today)
    return closing.id


def waiting(s: Session, need_id: int) -> NeedClosing | None:
    """The closing of this problem that nobody has confirmed or sent back yet."""
    asked = select(NeedClosing).where(NeedClosing.need_id == need_id).order_by(col(NeedClosing.id).desc())
    newest = s.exec(asked).first()
    return newest if newest is not None and newest.is_waiting else None


def confirm_closing(s: Session, actor: Person, closing_id: int, today: date) -> None:
    require(actor, Right.CONFIRM)
    closing = _asked(s, closing_id)
    need = loaded(s, Need, closing.need_id)
    if still := beneath(s, closing.need_id):
        raise Refused(_("Not closed: still open beneath it: {what}. End these first.").format(what=told(still)))
    closing.confirmed_by_id, closing.confirmed_on = actor.id, today
    need.state, need.closed_on, need.check_on = NeedState.CLOSED, today, closing.check_on
    need.version += 1
    s.add(closing)
    s.add(need)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "need", need.id, "closing confirmed")


def send_back(s: Session, actor: Person, closing_id: int, today: date, why: str) -> None:
    """The problem stays open, and the asker reads why."""
    require(actor, Right.CONFIRM)
    closing = _asked(s, closing_id)
    closing.sent_back_by_id, closing.sent_back_on, closing.sent_back_why = actor.id, today, reason(why)
    s.add(closing)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "need", closing.need_id, "closing sent back")


def reopen_need(s: Session, actor: Person, need_id: int, today: date, why: str) -> None:
    """Open a closed problem again; what was, stays written."""
    require(actor, Right.RECORD)
    need = loaded(s, Need, need_id)
    if need.state is not NeedState.CLOSED:
        raise Refused(_("This problem is open already."))
    _still_here(loaded(s, Household, need.household_id))
    _open_again(s, need, today, reason(why), actor.id)
    log.write(s, actor.id, actor.name, Deed.EDIT, "need", need_id, "reopened")


def bring_back(s: Session, today: date) -> int:
    """What was closed for now comes back on its day, with a check planned. Gives how many; run once a day."""
    asked = (
        select(Need, Household)
        .join(Household, col(Household.id) == col(Need.household_id))
        .where(col(Need.check_on) <= today, Household.state == HouseholdState.ACTIVE)
    )
    found = s.exec(asked).all()
    for need, household in found:
        _open_again(s, need, today, "", None)
        check = PlannedVisit(household_id=need.household_id, start=today, end=today, why=PlanWhy.CHECK, made_on=today)
        check.state, check.need_id, check.account_id = PlanState.OPEN, need.id, household.responsible_id
        check.words = need.words
        s.add(check)
    s.flush()
    return len(found)


def _open_again(s: Session, need: Need, today: date, why: str, by_id: int | None) -> None:
    last = s.exec(
        select(NeedClosing)
        .where(NeedClosing.need_id == need.id, col(NeedClosing.confirmed_on).is_not(None))
        .order_by(col(NeedClosing.id).desc())
    ).first()
    if last is not None:
        last.reopened_on, last.reopened_by_id, last.reopened_why = today, by_id, why
        s.add(last)
    need.state, need.closed_on, need.check_on = _in_hand(s, need.id), None, None
    need.version += 1
    s.add(need)
    s.flush()


def take_in_hand(s: Session, need: Need) -> None:
    """Something is being done about it: within the deed that adds a measure or sends a slip."""
    if need.state is NeedState.CLOSED:
        raise Refused(_("This problem is closed. Reopen it first."))
    if (asked := waiting(s, need.id or 0)) is not None:
        s.delete(asked)  # something more is to be done: its end is no longer asked for
    need.state = NeedState.IN_HAND
    s.add(need)


def end_beneath(s: Session, actor: Person, household_id: int, today: date, why: str) -> int:
    """A household left: its problems end with it, procedurally, and what was open beneath them is given up.

    Gives how many problems ended. Nothing is deleted.
    """
    require(actor, Right.RECORD)
    needs = s.exec(select(Need).where(Need.household_id == household_id, Need.state != NeedState.CLOSED)).all()
    for need in needs:
        for measure in s.exec(select(Measure).where(Measure.need_id == need.id)):
            if measure.state.is_open:
                measure.state, measure.result = MeasureState.DROPPED, why
                measure.version += 1
                s.add(measure)
        for slip in s.exec(select(Referral).where(Referral.need_id == need.id)):
            if slip.state.is_open:
                slip.state, slip.reply, slip.replied_on = ReferralState.TAKEN_BACK, why, today
                slip.version += 1
                s.add(slip)
        assert need.id is not None
        if (asked := waiting(s, need.id)) is not None:
            s.delete(asked)
            s.flush()
        ended = {"kind": ClosingKind.PROCEDURAL, "evidence": why, "word": "not_asked"}
        closing = NeedClosing(**checked(ClosingFields, ended).model_dump(), need_id=need.id, asked_by_id=actor.id,
                              asked_on=today, confirmed_by_id=actor.id, confirmed_on=today)  # fmt: skip
        need.state, need.closed_on, need.check_on = NeedState.CLOSED, today, None
        need.version += 1
        s.add(closing)
        s.add(need)
    s.flush()
    return len(needs)


def open_beneath(s: Session, actor: Person, household_id: int, today: date, left: str, why: str) -> int:
    """A household that left is back: what ended with it, for the reason `left`, is open again. Gives how many.

    Else "moved", then "back again", would close any problem without whoever confirms.
    """
    require(actor, Right.RECORD)
    c = NeedClosing
    ended = c.kind == ClosingKind.PROCEDURAL, c.evidence == left, col(c.reopened_on).is_(None)
    by_leaving = select(c.need_id).where(*ended, c.asked_by_id == c.confirmed_by_id, c.asked_on == c.confirmed_on)
    closed = select(Need).where(Need.household_id == household_id, Need.state == NeedState.CLOSED)
    found = s.exec(closed.where(col(Need.id).in_(by_leaving))).all()
    for need in found:
        _open_again(s, need, today, why, actor.id)
    return len(found)


def reason(why: str) -> str:
    """A reason is asked for wherever something is turned down, given up or undone."""
    clean = str(tidy(why or ""))[:300]
    if not clean:
        raise Invalid({"why": _("Write the reason in a few words.")})
    return clean


def _asked(s: Session, closing_id: int) -> NeedClosing:
    closing = loaded(s, NeedClosing, closing_id)
    if not closing.is_waiting:
        raise Refused(_("Somebody has decided this already. Nothing was changed."))
    return closing


def _in_hand(s: Session, need_id: int | None) -> NeedState:
    known = s.exec(select(Measure.id).where(Measure.need_id == need_id)).first()
    known = known or s.exec(select(Referral.id).where(Referral.need_id == need_id)).first()
    return NeedState.IN_HAND if known else NeedState.OPEN


def _still_here(household: Household) -> None:
    if household.state in GONE:
        raise Refused(_("This file is closed. Reopen the file first."))


def _theirs(s: Session, household_id: int, resident_id: int | None) -> None:
    if resident_id is not None and loaded(s, Resident, resident_id).household_id != household_id:
        raise Invalid({"resident_id": _("This person belongs to another household. Choose again.")})
