"""What goes from one colleague to another when all of one person's households are handed over."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import HouseholdState, MeasureState, NeedState, PlanState, Tier
from db.models import Household, Measure, Need, PlannedVisit
from db.rights import Person, Right, require


@dataclass
class GoesOver:
    """`homes` are the active households by tier; `resting` those paused, moved or deceased that go along."""

    homes: dict[Tier | None, int] = field(default_factory=dict)
    resting: int = 0
    overdue: int = 0
    planned: int = 0
    needs: int = 0
    promises: int = 0

    @property
    def total(self) -> int:
        return sum(self.homes.values()) + self.resting


def goes_over(s: Session, viewer: Person, from_id: int | None, today: date) -> GoesOver:
    """The same households as the deed takes (`changes.plan.reassign`), in numbers. None: those nobody is named for."""
    require(viewer, Right.PLAN)
    h = Household
    theirs = col(h.responsible_id).is_(None) if from_id is None else col(h.responsible_id) == from_id
    there = and_(theirs, col(h.state) != HouseholdState.CLOSED)
    found = GoesOver()
    late = func.sum(case((col(h.due_on) < today, 1), else_=0))
    by: Any = columns(col(h.tier), col(h.state), func.count(), late).where(there).group_by(col(h.tier), col(h.state))
    for tier, state, n, overdue in s.execute(by):
        if state is HouseholdState.ACTIVE:
            found.homes[tier] = found.homes.get(tier, 0) + n
            found.overdue += overdue or 0
        else:
            found.resting += n
    ids = columns(col(h.id)).where(there)
    plan = PlannedVisit
    whose = col(plan.account_id).is_(None) if from_id is None else col(plan.account_id) == from_id
    found.planned = _count(s, plan, col(plan.state) == PlanState.OPEN, whose, col(plan.household_id).in_(ids))
    found.needs = _count(s, Need, col(Need.state) != NeedState.CLOSED, col(Need.household_id).in_(ids))
    found.promises = _count(
        s, Measure, col(Measure.state) == MeasureState.OPEN, col(Measure.is_promise), col(Measure.household_id).in_(ids)
    )
    return found


def _count(s: Session, table: Any, *conditions: Any) -> int:
    return s.execute(columns(func.count()).select_from(table).where(*conditions)).scalar_one()
