"""What is done about a problem: measures and promises, and fee relief, which somebody else approves."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from db import log
from db.changes.gate import checked, edit, loaded
from db.changes.need import reason, take_in_hand
from db.choices import Deed, Helped, MeasureKind, MeasureState
from db.errors import Invalid, NotAllowed, Refused
from db.models import Approval, Measure, MeasureFields, Need
from db.rights import Person, Right, require
from db.words import _


def add_measure(
    s: Session, actor: Person, need_id: int, today: date, answers: Mapping[str, Any], visit_id: int | None = None
) -> int:
    """Fee relief waits until it is approved; everything else is under way at once."""
    require(actor, Right.RECORD)
    need = loaded(s, Need, need_id)
    fields = sound(answers)
    take_in_hand(s, need)
    measure = Measure(
        **fields.model_dump(),
        need_id=need_id,
        household_id=need.household_id,
        visit_id=visit_id,
        added_by_id=actor.id,
        added_on=today,
    )
    if fields.kind is MeasureKind.FEE_RELIEF:
        measure.state = MeasureState.WAITING
    s.add(measure)
    s.flush()
    assert measure.id is not None
    if fields.kind is MeasureKind.FEE_RELIEF:
        _ask(s, actor, measure, today)
    log.write(s, actor.id, actor.name, Deed.ADD, "measure", measure.id)
    return measure.id


def edit_measure(s: Session, actor: Person, measure_id: int, version: int, answers: Mapping[str, Any]) -> None:
    """Put a measure right while it is open. What was approved stays as it was approved."""
    require(actor, Right.RECORD)
    measure = loaded(s, Measure, measure_id)
    fields = sound(answers)
    if not measure.state.is_open:
        raise Refused(_("This measure has ended. Add a new one."))
    relief = MeasureKind.FEE_RELIEF in (measure.kind, fields.kind)
    if relief and (fields.kind, fields.amount) != (measure.kind, measure.amount):
        raise Refused(_("What was asked for stays as it was asked. Give this one up and ask anew."))
    if changed := edit(s, measure, version, fields):
        log.write(s, actor.id, actor.name, Deed.EDIT, "measure", measure_id, ", ".join(changed))


def decide(s: Session, actor: Person, measure_id: int, today: date, approved: bool, why: str = "") -> None:
    """Approve fee relief, or turn it down with a reason. Never by the person who asked for it."""
    require(actor, Right.APPROVE)
    measure = loaded(s, Measure, measure_id)
    asked = open_approval(s, measure_id)
    if measure.state is not MeasureState.WAITING or asked is None:
        raise Refused(_("Somebody has decided this already. Nothing was changed."))
    if asked.asked_by_id == actor.id:
        raise NotAllowed(_("You asked for this yourself. Somebody else decides it."), actor.id, actor.name, "approve")
    asked.why = reason(why) if not approved or why else ""
    asked.approved, asked.decided_by_id, asked.decided_on = approved, actor.id, today
    measure.state = MeasureState.OPEN if approved else MeasureState.REFUSED
    measure.version += 1
    s.add(asked)
    s.add(measure)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "measure", measure_id, "approved" if approved else "not approved")


def ask_again(s: Session, actor: Person, measure_id: int, today: date, amount: int | None, words: str) -> None:
    """Fee relief that was not approved is asked for once more, with what was missing."""
    require(actor, Right.RECORD)
    measure = loaded(s, Measure, measure_id)
    if measure.state is not MeasureState.REFUSED:
        raise Refused(_("Only what was not approved can be asked for again."))
    told = {**{name: getattr(measure, name) for name in MeasureFields.model_fields}, "amount": amount, "words": words}
    fields = sound(told)
    take_in_hand(s, loaded(s, Need, measure.need_id))
    measure.amount, measure.words, measure.state = fields.amount, fields.words, MeasureState.WAITING
    measure.version += 1
    s.add(measure)
    _ask(s, actor, measure, today)
    log.write(s, actor.id, actor.name, Deed.EDIT, "measure", measure_id, "asked again")


def finish(
    s: Session, actor: Person, measure_id: int, today: date, result: str, helped: Helped | None = None,
    done_on: date | None = None,
) -> None:  # fmt: skip
    """It is done; what came of it is written down."""
    require(actor, Right.RECORD)
    measure = loaded(s, Measure, measure_id)
    if measure.state is MeasureState.WAITING:
        raise Refused(_("Not approved yet. Wait for the decision, or give it up."))
    if measure.state is not MeasureState.OPEN:
        raise Refused(_("This measure has ended already."))
    day = done_on or today
    if day > today:
        raise Invalid({"done_on": _("The day it was done cannot be later than today.")})
    measure.result = reason(result)
    measure.state, measure.done_on = MeasureState.DONE, day
    if helped is not None:
        measure.helped, measure.helped_on = helped, today
    measure.version += 1
    s.add(measure)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "measure", measure_id, "done")


def give_up(s: Session, actor: Person, measure_id: int, why: str) -> None:
    require(actor, Right.RECORD)
    measure = loaded(s, Measure, measure_id)
    if not measure.state.is_open:
        raise Refused(_("This measure has ended already."))
    measure.state, measure.result = MeasureState.DROPPED, reason(why)
    measure.version += 1
    s.add(measure)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "measure", measure_id, "given up")


def rate(s: Session, actor: Person, measure_id: int, today: date, helped: Helped) -> None:
    """Whether a measure that was done has helped; counted by kind."""
    require(actor, Right.RECORD)
    measure = loaded(s, Measure, measure_id)
    if measure.state is not MeasureState.DONE:
        raise Refused(_("Only what was done can have helped."))
    measure.helped, measure.helped_on = helped, today
    s.add(measure)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "measure", measure_id, "helped")


def open_approval(s: Session, measure_id: int) -> Approval | None:
    """What was asked and is not decided yet."""
    asked = select(Approval).where(Approval.measure_id == measure_id, col(Approval.decided_on).is_(None))
    return s.exec(asked.order_by(col(Approval.id).desc())).first()


def _ask(s: Session, actor: Person, measure: Measure, today: date) -> None:
    assert measure.id is not None and measure.amount is not None
    s.add(Approval(measure_id=measure.id, amount=measure.amount, asked_by_id=actor.id, asked_on=today))
    s.flush()


def sound(answers: Mapping[str, Any]) -> MeasureFields:
    """The answers as a measure that can be stored. Raises `Invalid`."""
    fields = checked(MeasureFields, answers)
    problems = {}
    if fields.kind is MeasureKind.FEE_RELIEF and fields.amount is None:
        problems["amount"] = _("Write how many yuan are to be waived.")
    if fields.kind is MeasureKind.FEE_RELIEF and fields.is_promise:
        problems["is_promise"] = _("Fee relief cannot be promised at the door: it needs approval first.")
    if fields.kind is MeasureKind.OTHER and not fields.words:
        problems["words"] = _("Write what is to be done.")
    if problems:
        raise Invalid(problems)
    return fields
