"""A month proposed from what is due, and the quarter or year behind it in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db import planning, settings, telling
from db.choices import HouseholdState, PlanState, PlanWhy, Tier
from db.models import Building, Household, PlannedVisit
from db.planning import Home, Proposal
from db.queries.kept import kept
from db.queries.rows import as_one_walks, head_name
from db.rhythm import Beat
from db.rights import Person, Right, require

Busy = dict[tuple[int | None, date], int]


@dataclass(frozen=True)
class Door:
    no: int
    door: str
    head: str
    tier: Tier | None


@kept
def proposal(
    s: Session, viewer: Person, first: date, last: date, free: tuple[date, ...], most: int, today: date
) -> Proposal:
    """Every regular visit of a period with its day and visitor; what is agreed otherwise fills its days before."""
    require(viewer, Right.PLAN)
    there, busy = _due(s, first, last, today)
    return planning.propose(there, planning.working_days(first, last, free), first, last, most, busy)


@kept
def numbers(
    s: Session, viewer: Person, first: date, last: date, free: tuple[date, ...], today: date
) -> Mapping[tuple[int | None, date, Tier | None], int]:
    """Visits by person, month and tier, each following window rolled on from the one before."""
    require(viewer, Right.PLAN)
    there, busy = _due(s, first, last, today)
    return planning.propose(there, planning.working_days(first, last, free), first, last, busy=busy).by_month()


def doors(s: Session, viewer: Person, household_ids: tuple[int, ...]) -> dict[int, Door]:
    """Where the households of a proposal are, for whoever may plan."""
    require(viewer, Right.PLAN)
    found: dict[int, Door] = {}
    for start in range(0, len(household_ids), 1000):
        some = household_ids[start : start + 1000]
        h = Household
        told = [col(h.id), col(h.no), col(Building.name), col(h.unit), col(h.room), col(h.tier), head_name()]
        asked = columns(*told).join(Building, col(Building.id) == col(h.building_id)).where(col(h.id).in_(some))
        for key, no, building, unit, room, tier, head in s.execute(asked):
            found[key] = Door(no, telling.door(building, unit, room), head or "", tier)
    return found


def _due(s: Session, first: date, last: date, today: date) -> tuple[list[Home], Busy]:
    """Who is due by the end of a period, in two statements: the files, and what is planned for them.

    What lies between today and a later period is taken to be kept: on the day planned, else on the window's last.
    """
    beats = settings.the_rhythm(s).beats
    agreed: dict[int, list[date]] = {}
    before: dict[int, date] = {}
    busy: Busy = {}
    p, h = PlannedVisit, Household
    day = func.coalesce(col(p.on), col(p.end))
    plans = (
        columns(col(p.household_id), col(p.account_id), col(p.why), day)
        .join(h, col(h.id) == col(p.household_id))
        .where(col(p.state) == PlanState.OPEN, col(p.start) <= last, day.between(today, last))
        .where(col(h.state) == HouseholdState.ACTIVE)
        .order_by(day, col(p.id))
    )
    for key, who, why, on in s.execute(plans):
        if on < first:
            before[key] = on
        elif why is not PlanWhy.INTERVAL:  # those are what is planned anew
            agreed.setdefault(key, []).append(on)
            busy[who, on] = busy.get((who, on), 0) + 1
    edge = planning.last_to_plan(last)
    asked = (
        columns(col(h.id), col(h.tier), col(h.responsible_id), col(h.open_on), col(h.due_on), col(Building.position))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(h.state) == HouseholdState.ACTIVE, col(h.due_on) <= edge)
        .order_by(*as_one_walks(), col(h.id))
    )
    found = []
    for n, (key, tier, who, open_on, due_on, building) in enumerate(s.execute(asked)):
        if (beat := beats.get(tier)) is not None:
            seen = before.get(key) if key in before and before[key] >= open_on else None
            opens, ends = _following(beat, open_on, due_on, seen, first, today)
            days = tuple(agreed.get(key, ()))
            found.append(Home(key, tier, who, opens, ends, beat.days, beat.slack, (building, n), beat.phone, days))
    return found, busy


def _following(
    beat: Beat, open_on: date, due_on: date, seen: date | None, first: date, today: date
) -> tuple[date, date]:
    """The window that a later period begins with. Who is overdue today and has no day yet stays overdue."""
    if seen is None and due_on < today:
        return open_on, due_on
    last = seen
    while last is not None or due_on < first:
        last = last or due_on
        due_on = last + timedelta(days=beat.days)
        open_on = max(due_on - timedelta(days=beat.slack), last + timedelta(days=1))
        last = None
    return open_on, due_on
