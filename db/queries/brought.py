"""What a visit brought: what was planned by itself, what was written into the loop, and where one goes next."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from db.choices import MeasureState, NeedKind, NeedState, PlanState, Solved, Word
from db.clock import day_of
from db.models import Building, Evaluation, Household, Measure, Need, PlannedVisit, Visit
from db.queries.door import Planned
from db.queries.rows import as_one_walks
from db.queries.unsettled import Work
from db.queries.walk import Call, calls
from db.rights import Person, Right, require
from db.words import _


@dataclass(frozen=True)
class Raised:
    """A problem written down with the visit, and what is done about it."""

    kind: NeedKind
    words: str
    works: tuple[Work, ...]


@dataclass(frozen=True)
class Asked:
    """A problem of before, and what was said of it. `can_close`: told solved and not closed; `can_reopen`: closed, and
    told not solved."""

    words: str
    solved: Solved
    word: Word
    can_close: bool
    can_reopen: bool


@dataclass(frozen=True)
class Brought:
    plans: tuple[Planned, ...]
    raised: tuple[Raised, ...]
    asked: tuple[Asked, ...]
    done: tuple[str, ...]  # measures of this household that were done on the day of the visit


def brought(s: Session, viewer: Person, visit_id: int) -> Brought:
    require(viewer, Right.RECORD)
    visit = s.get_one(Visit, visit_id)
    plans = select(PlannedVisit).where(PlannedVisit.from_visit_id == visit_id, PlannedVisit.state != PlanState.DROPPED)
    needs = s.exec(select(Need).where(Need.visit_id == visit_id).order_by(col(Need.id))).all()
    works: dict[int, list[Work]] = {}
    under = select(Measure).where(Measure.visit_id == visit_id).order_by(col(Measure.due), col(Measure.id))
    for m in s.exec(under):
        works.setdefault(m.need_id, []).append(Work.of(m))
    done = select(Measure).where(
        Measure.household_id == visit.household_id,
        Measure.state == MeasureState.DONE,
        Measure.done_on == day_of(visit.at),
    )
    told = s.exec(
        select(Evaluation, Need)
        .join(Need, col(Need.id) == col(Evaluation.need_id))
        .where(Evaluation.visit_id == visit_id)
        .order_by(col(Evaluation.id))
    )
    return Brought(
        tuple(
            Planned(plan.why, plan.start, plan.end, plan.on, plan.words)
            for plan in s.exec(plans.order_by(col(PlannedVisit.end), col(PlannedVisit.id)))
        ),
        tuple(Raised(need.kind, need.words, tuple(works.get(need.id or 0, ()))) for need in needs),
        tuple(_asked(one, need) for one, need in told),
        tuple(
            _("{line}: {why}").format(line=Work.of(m).what, why=m.result)
            for m in s.exec(done.order_by(col(Measure.id)))
        ),
    )


def _asked(told: Evaluation, need: Need) -> Asked:
    is_closed = need.state is NeedState.CLOSED
    return Asked(
        words=need.words,
        solved=told.solved,
        word=told.word,
        can_close=told.solved is Solved.YES and not is_closed,
        can_reopen=told.solved is not Solved.YES and is_closed,
    )


def next_call(s: Session, viewer: Person, household_id: int, today: date) -> Call | None:
    """Of today's calls of this person, the one that comes after this door as one walks; from the first again."""
    require(viewer, Right.RECORD)
    left = {call.household_id: call for call in calls(s, viewer, viewer.id, today) if call.household_id != household_id}
    if not left:
        return None
    here = select(Household.id).join(Building, col(Building.id) == col(Household.building_id))
    order = list(s.exec(here.where(col(Household.id).in_([*left, household_id])).order_by(*as_one_walks())))
    place = order.index(household_id) + 1
    return left[[*order[place:], *order][0] or 0]
