"""What a household's file says of when it is due: kept by every deed that could change it, so that lists only read."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from db import rhythm, settings
from db.choices import HouseholdState, PlanState
from db.clock import day_of
from db.models import Household, PlannedVisit, Visit
from db.rhythm import FACE_TO_FACE, Due, Rhythm


def settle(s: Session, household: Household, beats: Rhythm | None = None) -> None:
    """Work out the regular window anew. Nothing paused, closed, moved or deceased is due."""
    household.open_on, household.due_on, household.call_on = window(beats or settings.the_rhythm(s), household)
    s.add(household)


def window(beats: Rhythm, household: Any) -> Due:
    """When a household (or a row that is to become one) is due."""
    if household.state is not HouseholdState.ACTIVE:
        return Due()
    home, met = household.last_home_at, household.last_met_at
    return rhythm.due(
        beats,
        household.tier,
        household.due_since or household.opened_on,
        day_of(home) if home else None,
        day_of(met) if met else None,
        household.tier_since,
    )


def settle_all(s: Session) -> None:
    """After the rhythm was changed, or when a new version counts differently."""
    beats = settings.the_rhythm(s)
    for household in s.exec(select(Household)):
        settle(s, household, beats)
    s.flush()


def fulfil(s: Session, household_id: int) -> None:
    """Let each plan be fulfilled by the first visit in its window or after it; a visit that was changed lets it go.

    Only seeing somebody counts, and a call only where the plan says so.
    """
    plans = s.exec(
        select(PlannedVisit)
        .where(PlannedVisit.household_id == household_id, PlannedVisit.state != PlanState.DROPPED)
        .order_by(col(PlannedVisit.start))
    ).all()
    if not plans:
        return
    visits: Sequence[Any] = s.exec(
        select(Visit.id, Visit.at, Visit.way, Visit.outcome)
        .where(Visit.household_id == household_id)
        .order_by(col(Visit.at), col(Visit.id))
    ).all()
    seen = [(each.id, day_of(each.at), each.way in FACE_TO_FACE) for each in visits if each.outcome.seen]
    for plan in plans:
        hit = next(
            (
                (key, day)
                for key, day, face in seen
                if day >= plan.start and (face or plan.phone_counts) and key != plan.from_visit_id
            ),
            None,
        )
        plan.visit_id, plan.fulfilled_on = hit or (None, None)
        plan.state = PlanState.FULFILLED if hit else PlanState.OPEN
        s.add(plan)
    s.flush()


def drop_open(s: Session, household_id: int, why: str, before: date | None = None) -> None:
    """Give up what is planned and open: all of it, or what has ended before a day."""
    asked = select(PlannedVisit).where(PlannedVisit.household_id == household_id, PlannedVisit.state == PlanState.OPEN)
    if before is not None:
        asked = asked.where(col(PlannedVisit.end) < before)
    for plan in s.exec(asked):
        plan.state, plan.dropped_why = PlanState.DROPPED, why
        plan.version += 1
        s.add(plan)
    s.flush()
