"""Which households a deed has touched, so that their risk is worked out at its end: no deed has to think of it."""

from typing import Any

from sqlalchemy import event, inspect
from sqlmodel import Session

from db import clock
from db.changes.assess import assess
from db.models import Hardship, Household, Measure, Need, Resident, ScaleResult, Visit

OF_A_HOUSEHOLD = (Hardship, Measure, Need, Resident, Visit)
# Of the household's own row, what the factors read.
READ = ("by_hand", "due_on", "last_health", "last_met_at", "last_safety", "last_stability", "state", "tier")
TOUCHED = "touched"


def watch() -> None:
    """Note down from here on what every session writes."""
    if not event.contains(Session, "after_flush", _note):
        event.listen(Session, "after_flush", _note)


def settle(s: Session) -> None:
    """Assess what was touched, as the last thing of a deed."""
    s.flush()
    ids = s.info.pop(TOUCHED, None)
    if ids:
        assess(s, ids, clock.now())
        s.flush()
        s.info.pop(TOUCHED, None)  # what assessing itself has written


def _note(s: Session, _context: Any) -> None:
    found: set[int] = s.info.setdefault(TOUCHED, set())
    for record in (*s.new, *s.dirty, *s.deleted):
        match record:
            case Household(id=int(key)) if record in s.new or _reads(record):
                found.add(key)
            case ScaleResult(resident_id=resident_id):
                found.add(s.get_one(Resident, resident_id).household_id)
            case _ if isinstance(record, OF_A_HOUSEHOLD) and (s.is_modified(record) or record in s.deleted):
                found.add(record.household_id)


def _reads(record: Household) -> bool:
    attributes = inspect(record).attrs
    return any(attributes[name].history.has_changes() for name in READ)
