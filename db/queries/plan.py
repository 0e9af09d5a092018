"""What is planned: the days of a month, the visits of one day, who carries how much, and the rounds under way.

Of a household that is paused, closed, moved or deceased nothing is told: nothing of it is due. A regular window that
nobody has planned stands on its last day, with an id of 0.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from db import telling
from db.choices import HouseholdState, PlanState, PlanWhy, Role, Tier
from db.fields import On, Show
from db.models import Account, Building, Household, PlannedVisit, Round
from db.planning import LONGEST
from db.queries.kept import kept
from db.queries.rows import as_one_walks, head_name
from db.queries.walk import open_plan
from db.rights import Person, Right, require
from db.words import N_

P = PlannedVisit
MEANT_FOR: ColumnElement[date] = func.coalesce(col(P.on), col(P.end))
IS_ACTIVE = col(Household.state) == HouseholdState.ACTIVE


class PlanRow(SQLModel):
    """A planned visit as lists show it, or (id 0) a regular window that nobody has planned."""

    id: int
    version: int
    household_id: int
    account_id: int | None
    day: Annotated[date, Show(N_("Day"), personal=False, on=On.TOLD)]
    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.TOLD)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.TOLD)]
    why: Annotated[PlanWhy, Show(N_("Why planned"), personal=True, on=On.TOLD)]
    words: Annotated[str, Show(N_("What to look at"), personal=True, on=On.TOLD)]
    start: Annotated[date, Show(N_("From"), personal=False, on=On.TOLD)]
    end: Annotated[date, Show(N_("To"), personal=False, on=On.TOLD)]
    on: Annotated[date | None, Show(N_("Meant for"), personal=False, on=On.EXPORT)]
    person: Annotated[str, Show(N_("Who goes"), personal=False, on=On.TOLD)]
    fulfilled_on: Annotated[date | None, Show(N_("Visited"), personal=False, on=On.TOLD)]


class DayCount(NamedTuple):
    """How many visits of a day are still to be made, and how many were made."""

    day: date
    open: int
    done: int


@dataclass
class Carried:
    """What one person carries: active households, and visits planned or due in a period, both by tier."""

    account_id: int | None
    person: str
    homes: dict[Tier | None, int] = field(default_factory=dict)
    visits: dict[Tier | None, int] = field(default_factory=dict)
    done: int = 0


@dataclass(frozen=True)
class RoundRow:
    id: int
    name: str
    why: PlanWhy
    start: date
    end: date
    open: int
    done: int


def _open(account_id: int | None, first: date, last: date) -> list[Any]:
    found: list[Any] = [
        col(P.state) == PlanState.OPEN,
        col(P.start) <= last,
        col(P.end) >= first,
        MEANT_FOR.between(first, last),
        IS_ACTIVE,
    ]
    return found if account_id is None else [*found, col(P.account_id) == account_id]


def _done(account_id: int | None, first: date, last: date) -> list[Any]:
    found: list[Any] = [
        col(P.state) == PlanState.FULFILLED,
        col(P.start) >= first - LONGEST,
        col(P.start) <= last,
        col(P.fulfilled_on).between(first, last),
    ]
    return found if account_id is None else [*found, col(P.account_id) == account_id]


def _unplanned(account_id: int | None, first: date, last: date) -> list[Any]:
    """Regular windows that end in these days and no open plan keeps: by a day within, or made when it was late."""
    file: Any = aliased(Household)
    keeps = (
        columns(col(P.household_id))
        .join(file, file.id == col(P.household_id))
        .where(col(P.state) == PlanState.OPEN, col(P.start) <= file.due_on, file.open_on <= MEANT_FOR)
        .where(or_(file.due_on >= MEANT_FOR, file.due_on < col(P.made_on)))
    )
    found: list[Any] = [IS_ACTIVE, col(Household.due_on).between(first, last), col(Household.id).not_in(keeps)]
    return found if account_id is None else [*found, col(Household.responsible_id) == account_id]


@kept
def days(s: Session, viewer: Person, first: date, last: date, account_id: int | None = None) -> tuple[DayCount, ...]:
    """The days of a period on which there is or was something; numbers only, so everybody may know them."""
    require(viewer, Right.BRIEF_OUTWARD)
    at = MEANT_FOR
    planned = columns(at, func.count()).join(Household, col(Household.id) == col(P.household_id))
    made = columns(col(P.fulfilled_on), func.count())
    due = columns(col(Household.due_on), func.count())
    asked = (
        planned.where(*_open(account_id, first, last)).group_by(at),
        due.where(*_unplanned(account_id, first, last)).group_by(col(Household.due_on)),
    )
    waiting = Counter[date]()
    for each in asked:
        waiting.update(dict(s.execute(each).tuples().all()))
    done: dict[date, int] = dict(
        s.execute(made.where(*_done(account_id, first, last)).group_by(col(P.fulfilled_on))).tuples().all()
    )
    return tuple(DayCount(day, waiting[day], done.get(day, 0)) for day in sorted({*waiting, *done}))


def visits(s: Session, viewer: Person, first: date, last: date, account_id: int | None = None) -> list[PlanRow]:
    """The visits of some days, in the order one walks; those made stand behind those still to be made.

    For who may see people: why somebody goes, with the number of the file, is more than a partner may know.
    """
    require(viewer, Right.SEE_PEOPLE)
    head, planned = head_name(), _planned()
    due: Any = (
        columns(col(Household.id).label("household_id"), *_windows(), *_place(), head)
        .join(Building, col(Building.id) == col(Household.building_id))
        .outerjoin(Account, col(Account.id) == col(Household.responsible_id))
        .where(*_unplanned(account_id, first, last))
        .order_by(col(Household.due_on), *as_one_walks(), col(Household.id))
    )
    # One statement each: an "or" between what is open and what was done would read every plan there ever was.
    asked = (due, planned.where(*_open(account_id, first, last)), planned.where(*_done(account_id, first, last)))
    return [_row(row) for each in asked for row in s.execute(each)]


def missed(s: Session, viewer: Person, today: date, account_id: int | None = None) -> list[PlanRow]:
    """Planned visits that nobody made and whose window has passed, the oldest first; of everybody or of one person."""
    require(viewer, Right.SEE_PEOPLE)
    asked = _planned().where(open_plan(account_id), col(P.end) < today)
    return [_row(row) for row in s.execute(asked)]


def _planned() -> Any:
    """Planned visits as rows are made of them, by day and as one walks."""
    told: list[Any] = [col(P.id), col(P.version), col(P.household_id), col(P.account_id), MEANT_FOR.label("day")]
    told += [col(P.why), col(P.words), col(P.start), col(P.end), col(P.on), col(P.fulfilled_on)]
    return (
        columns(*told, *_place(), head_name())
        .join(Household, col(Household.id) == col(P.household_id))
        .join(Building, col(Building.id) == col(Household.building_id))
        .outerjoin(Account, col(Account.id) == col(P.account_id))
        .order_by(MEANT_FOR, *as_one_walks(), col(P.id))
    )


def one(s: Session, viewer: Person, plan_id: int) -> PlannedVisit:
    """A planned visit as it is stored now, for who may change it."""
    require(viewer, Right.RECORD)
    return s.get_one(PlannedVisit, plan_id)


@kept
def carried(s: Session, viewer: Person, first: date, last: date) -> tuple[Carried, ...]:
    """Who carries how much in a period, by tier; households that nobody is responsible for stand last."""
    require(viewer, Right.PLAN)
    there = columns(col(Account.id), col(Account.display)).where(col(Account.active), col(Account.role) != Role.READER)
    found: dict[int | None, Carried] = {
        key: Carried(key, name) for key, name in s.execute(there.order_by(col(Account.id)))
    }
    h = Household
    homes = columns(col(h.responsible_id), col(h.tier), func.count()).where(IS_ACTIVE)
    for who, tier, n in s.execute(homes.group_by(col(h.responsible_id), col(h.tier))):
        _of(s, found, who).homes[tier] = n
    joined = columns(col(P.account_id), col(h.tier), func.count()).join(h, col(h.id) == col(P.household_id))
    planned = joined.where(*_open(None, first, last)).group_by(col(P.account_id), col(h.tier))
    windows = columns(col(h.responsible_id), col(h.tier), func.count()).where(*_unplanned(None, first, last))
    for asked in (planned, windows.group_by(col(h.responsible_id), col(h.tier))):
        for who, tier, n in s.execute(asked):
            visits_of = _of(s, found, who).visits
            visits_of[tier] = visits_of.get(tier, 0) + n
    made = columns(col(P.account_id), func.count()).where(*_done(None, first, last)).group_by(col(P.account_id))
    for who, n in s.execute(made):
        _of(s, found, who).done = n
    order = sorted(found.values(), key=lambda each: (each.account_id is None, each.account_id or 0))
    return tuple(each for each in order if each.homes or each.visits or each.done)


def _of(s: Session, found: dict[int | None, Carried], who: int | None) -> Carried:
    """Somebody who no longer works here may still carry households."""
    if who not in found:
        account = s.get(Account, who) if who is not None else None
        found[who] = Carried(who, account.display if account else "")
    return found[who]


def rounds(s: Session, viewer: Person, today: date) -> list[RoundRow]:
    """Rounds that are coming, going on, or over for a month at most, the latest first; numbers only."""
    require(viewer, Right.BRIEF_OUTWARD)
    waiting = func.sum(case((and_(col(P.state) == PlanState.OPEN, IS_ACTIVE), 1), else_=0))
    made = func.sum(case((col(P.state) == PlanState.FULFILLED, 1), else_=0))
    r = Round
    told = [col(r.id), col(r.name), col(r.why), col(r.start), col(r.end)]
    asked = (
        columns(*told, waiting, made)
        .join(P, col(P.round_id) == col(r.id))
        .join(Household, col(Household.id) == col(P.household_id))
        .where(col(r.end) >= today - timedelta(days=30))
        .group_by(*told)
        .order_by(col(r.start).desc(), col(r.id).desc())
    )
    return [RoundRow(*row) for row in s.execute(asked)]


def _place() -> Sequence[Any]:
    h = Household
    return (
        col(h.no),
        col(h.unit),
        col(h.room),
        col(h.tier),
        col(Building.name).label("building"),
        col(Account.display).label("person"),
    )


def _windows() -> Sequence[Any]:
    h = Household
    return (
        col(h.responsible_id).label("account_id"),
        col(h.due_on).label("day"),
        col(h.open_on).label("start"),
        col(h.due_on).label("end"),
    )


def _row(row: Any) -> PlanRow:
    told: dict[str, Any] = {"id": 0, "version": 0, "why": PlanWhy.INTERVAL, "words": "", "on": None}
    told |= {"fulfilled_on": None, **row._mapping}
    door = telling.door(told.pop("building"), told.pop("unit"), told.pop("room"))
    return PlanRow.model_construct(**{**told, "door": door, "head": row.head or "", "person": row.person or ""})
