"""A round of visits as a briefing tells it: who was to be visited, who was, whom nobody met, who got something."""

from datetime import date

from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.briefing import BriefingAsked
from db.briefing_visits import Round
from db.choices import Audience, BriefingKind, OwnMeasure, PlanState
from db.models import Household, PlannedVisit
from db.models import Round as Stored
from db.queries.briefing_few import is_few
from db.queries.briefing_period import Period, in_scope
from db.rights import BRIEF, Person, require


def of_round(
    s: Session, viewer: Person, round_id: int, today: date, audience: Audience = Audience.INTERNAL
) -> BriefingAsked:
    """What a briefing on a round is asked: its own days, as far as they have come."""
    require(viewer, BRIEF[audience])
    found = s.get_one(Stored, round_id)
    end = max(found.start, min(found.end, today))
    return BriefingAsked(found.start, end, audience=audience, kind=BriefingKind.ROUND, round_id=round_id)


def told(s: Session, period: Period) -> tuple[Round | None, bool]:
    """None for a briefing on something else. A household counts once: as visited, if any plan of it was fulfilled."""
    asked, p = period.asked, PlannedVisit
    if asked.round_id is None:
        return None, False
    found = s.get_one(Stored, asked.round_id)
    plans = columns(col(p.household_id), col(p.state), col(p.fulfilled_on)).join(
        Household, col(Household.id) == col(p.household_id)
    )
    when: dict[int, set[date | PlanState | None]] = {}
    for home, state, on in s.execute(plans.where(col(p.round_id) == asked.round_id, *in_scope(asked))):
        when.setdefault(home, set()).add(on if state is PlanState.FULFILLED else state)
    days = {home: [each for each in there if isinstance(each, date)] for home, there in when.items()}
    visited = {home for home, on in days.items() if any(day <= period.day for day in on)}
    afterwards = {home for home, on in days.items() if on} - visited
    left = {home for home, there in when.items() if PlanState.OPEN in there} - visited - afterwards
    gone = left & period.visited
    brought = {visit.household_id for visit in period.visits if OwnMeasure.GIFT in visit.own_measures}
    made = Round(
        found.name,
        found.why,
        found.words,
        planned=len(when),
        visited=len(visited),
        afterwards=len(afterwards),
        missed=len(gone),
        left=len(left - gone),
        dropped=len(when) - len(visited) - len(afterwards) - len(left),
        brought=len(brought & set(when)),
    )
    return (None, True) if is_few(asked, when) else (made, False)
