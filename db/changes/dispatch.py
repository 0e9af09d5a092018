"""To whom an issue went, and that it arrived. The issue itself stays as it is."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from sqlmodel import Session

from db import log
from db.changes.gate import checked, edit, loaded
from db.choices import Deed
from db.errors import Invalid
from db.models import Dispatch, DispatchFields, Issue
from db.rights import BRIEF, Person, Right, require
from db.words import _


def add_dispatch(s: Session, actor: Person, issue_id: int, answers: Mapping[str, Any], today: date) -> int:
    there = _may(s, actor, issue_id)
    typed = _checked(there, answers, today)
    made = Dispatch(**typed.model_dump(), issue_id=issue_id, by_id=actor.id)
    s.add(made)
    s.flush()
    assert made.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD, "dispatch", made.id)
    return made.id


def edit_dispatch(
    s: Session, actor: Person, dispatch_id: int, version: int, answers: Mapping[str, Any], today: date
) -> None:
    """The receipt that came, or what was mistyped."""
    stored = loaded(s, Dispatch, dispatch_id)
    there = _may(s, actor, stored.issue_id)
    if edit(s, stored, version, _checked(there, answers, today)):
        log.write(s, actor.id, actor.name, Deed.EDIT, "dispatch", dispatch_id)


def _may(s: Session, actor: Person, issue_id: int) -> Issue:
    require(actor, Right.RECORD)
    there = loaded(s, Issue, issue_id)
    require(actor, BRIEF[there.audience])
    return there


def _checked(there: Issue, answers: Mapping[str, Any], today: date) -> DispatchFields:
    typed = checked(DispatchFields, answers)
    problems: dict[str, str] = {}
    if typed.sent_on < there.issued_on:
        problems["sent_on"] = _("It went out on the day it was issued, or later.")
    if typed.received_on is None and typed.received_by:
        problems["received_on"] = _("Write the day it was received as well.")
    if typed.received_on is not None and typed.received_on < typed.sent_on:
        problems["received_on"] = _("It was received on the day it went out, or later.")
    if max(typed.sent_on, typed.received_on or typed.sent_on) > today:
        problems["sent_on"] = _("Write days that have been, not days to come.")
    if problems:
        raise Invalid(problems)
    return typed
