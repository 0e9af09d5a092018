"""When somebody should next call at one household, and why: the regular window, and what is planned besides.

What is planned besides is told to staff only: a visit after a great change, or to look at a problem again, says much.
"""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from db import settings
from db.choices import HouseholdState, PlanState
from db.models import Account, PlanFields, PlannedVisit
from db.next_step import late
from db.queries import loop
from db.queries.household import File
from db.rhythm import Beat
from db.rights import Person


@dataclass(frozen=True)
class PlanFile:
    id: int
    version: int
    fields: PlanFields
    of: str  # for whom it is meant
    is_due: bool
    late: int  # days past its window


@dataclass(frozen=True)
class DueHere:
    """`beat` is what the tier asks for; `late` how many days the regular visit is overdue."""

    beat: Beat | None
    is_due: bool
    late: int
    plans: tuple[PlanFile, ...]


def due_here(s: Session, viewer: Person, found: File, today: date) -> DueHere:
    names = dict(s.exec(select(Account.id, Account.display)).all())
    asked = select(PlannedVisit).where(PlannedVisit.household_id == found.id, PlannedVisit.state == PlanState.OPEN)
    there = s.exec(asked.order_by(col(PlannedVisit.end), col(PlannedVisit.id))) if not found.is_masked else ()
    plans = tuple(
        PlanFile(
            p.id or 0,
            p.version,
            loop.typed(viewer, PlanFields, p),
            names.get(p.account_id or 0, ""),
            p.start <= today,
            late(p.end, today),
        )
        for p in there
    )
    tier = found.fields.tier
    is_active = found.state is HouseholdState.ACTIVE
    beat = settings.the_rhythm(s).beats.get(tier) if tier and is_active else None
    open_on, due_on, _call_on = found.due
    return DueHere(beat, open_on is not None and open_on <= today, late(due_on, today), plans)
