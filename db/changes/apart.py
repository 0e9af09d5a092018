"""Two files that look like one and are not."""

from datetime import date

from sqlmodel import Session, select

from db import log
from db.changes.gate import loaded
from db.choices import Deed
from db.errors import Invalid
from db.models import Apart, Household
from db.rights import Person, Right, require
from db.words import _


def keep_apart(s: Session, actor: Person, one_id: int, other_id: int, today: date) -> None:
    """Say that two files are two households, so that the list of doubles leaves them out. Said twice is said once."""
    require(actor, Right.IMPORT)
    if one_id == other_id:
        raise Invalid({"other_id": _("A file cannot be compared with itself.")})
    low, high = sorted((one_id, other_id))
    for household_id in (low, high):
        loaded(s, Household, household_id)
    if s.exec(select(Apart.id).where(Apart.one_id == low, Apart.other_id == high)).first() is None:
        s.add(Apart(one_id=low, other_id=high, by_id=actor.id or None, on=today))
        s.flush()
        log.write(s, actor.id, actor.name, Deed.EDIT, "household", low, "kept apart")
