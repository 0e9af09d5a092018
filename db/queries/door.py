"""What a visitor should know at the door."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from db import telling
from db.choices import (
    Appeal,
    Circumstance,
    HardshipKind,
    Hazard,
    HouseholdState,
    Level,
    Outcome,
    PlanState,
    PlanWhy,
    Purpose,
    Sex,
    Tier,
    Way,
)
from db.clock import day_of
from db.models import Building, Consent, Hardship, Household, PlannedVisit, Resident, Visit
from db.queries.kept import kept
from db.queries.unsettled import Trouble, Work, unsettled
from db.rights import Person, Right, require
from db.rules import age, holds
from db.words import _


@dataclass(frozen=True)
class Someone:
    """One who lives there, or is to be rung."""

    id: int
    name: str
    sex: Sex | None
    age: int | None
    relation: str
    phone: str
    is_head: bool
    is_emergency: bool
    lives_here: bool


@dataclass(frozen=True)
class LastTime:
    at: datetime
    way: Way
    outcome: Outcome
    appeals: list[Appeal]
    hazards: list[Hazard]
    circumstances: list[Circumstance]
    promised: str
    focus: str
    next_on: date | None


@dataclass(frozen=True)
class Planned:
    """A visit that is planned, with the window of days in which it is to be made."""

    why: PlanWhy
    start: date
    end: date
    on: date | None
    words: str


@dataclass(frozen=True)
class Door:
    """A household as one stands before it. `last` is the last visit, `met` the last at which somebody was met.

    `troubles` are to be asked about: what is open, and what ended since somebody was met. `risks` are the last word on
    each of the three scales, `risk` the gravest of them.
    """

    id: int
    no: int
    door: str
    tier: Tier | None
    state: HouseholdState
    safety_note: str
    avoid: str
    people: list[Someone]
    kinds: list[HardshipKind]
    last: LastTime | None
    met: LastTime | None
    visits: int
    may_photo: bool
    photos_until: date | None
    others: str
    troubles: tuple[Trouble, ...]
    plans: tuple[Planned, ...]
    due_on: date | None
    risks: Mapping[str, Level | None]
    risk: int | None

    @property
    def promises(self) -> list[Work]:
        """What was promised at the door and is not done, what is due first at the head."""
        found = [work for trouble in self.troubles for work in trouble.works if work.is_promise and work.state.is_open]
        return sorted(found, key=lambda work: (work.due, work.id))

    @property
    def head(self) -> Someone | None:
        return next((one for one in self.people if one.is_head), self.people[0] if self.people else None)


def door(s: Session, viewer: Person, no: int, today: date) -> Door | None:
    require(viewer, Right.RECORD)
    return _door(s, viewer, no, today)


@kept  # a form that is being filled in stands before the same door in each of its runs
def _door(s: Session, viewer: Person, no: int, today: date) -> Door | None:
    found = s.exec(
        select(Household, Building.name)
        .join(Building, col(Building.id) == col(Household.building_id))
        .where(Household.no == no)
    ).first()
    if found is None:
        return None
    household, building = found
    assert household.id is not None
    people = s.exec(select(Resident).where(Resident.household_id == household.id).order_by(col(Resident.id))).all()
    hard = select(Hardship.kind).where(Hardship.household_id == household.id, col(Hardship.ended_on).is_(None))
    kinds = set(s.exec(hard))
    consents = s.exec(select(Consent).where(Consent.household_id == household.id, Consent.purpose == Purpose.PHOTO))
    allowed = [consent for consent in consents if holds(consent, Purpose.PHOTO, today)]
    visits = (
        select(Visit)
        .where(Visit.household_id == household.id)
        .order_by(col(Visit.at).desc(), col(Visit.id).desc())
        .limit(1)  # `first()` alone would fetch them all
    )
    seen = visits.where(col(Visit.outcome).in_([outcome for outcome in Outcome if outcome.seen]))
    met = _last(s.exec(seen).first()) if household.last_met_at else None
    plans = select(PlannedVisit).where(PlannedVisit.household_id == household.id, PlannedVisit.state == PlanState.OPEN)
    return Door(
        id=household.id,
        no=household.no,
        door=telling.door(building, household.unit, household.room),
        tier=household.tier,
        state=household.state,
        safety_note=household.safety_note,
        avoid=household.avoid,
        people=[_someone(one, today) for one in sorted(people, key=lambda one: not one.is_head)],
        kinds=[kind for kind in HardshipKind if kind in kinds],
        last=_last(s.exec(visits).first()),
        met=met,
        visits=household.visits,
        may_photo=bool(allowed),
        photos_until=_until(allowed),
        others="，".join(one.outside_contacts for one in people if one.outside_contacts),
        troubles=unsettled(s, viewer, household.id, day_of(met.at) if met else household.opened_on),
        plans=tuple(
            Planned(plan.why, plan.start, plan.end, plan.on, plan.words)
            for plan in s.exec(plans.order_by(col(PlannedVisit.end), col(PlannedVisit.id)))
        ),
        due_on=household.due_on,
        risks={scale: _level(getattr(household, f"last_{scale}")) for scale in ("health", "safety", "stability")},
        risk=household.last_risk,
    )


def _level(told: int | None) -> Level | None:
    return None if told is None else Level(str(told))


def _until(consents: list[Consent]) -> date | None:
    """The last day any of them covers; None when one has no end."""
    ends = [consent.until for consent in consents]
    return max((end for end in ends if end), default=None) if None not in ends else None


def _someone(one: Resident, today: date) -> Someone:
    assert one.id is not None
    return Someone(
        id=one.id,
        name=one.name,
        sex=one.sex,
        age=age(one.birth_date, today),
        relation=_(one.relation.label) if one.relation else "",
        phone=one.phone,
        is_head=one.is_head,
        is_emergency=one.is_emergency,
        lives_here=one.lives_here,
    )


def _last(visit: Visit | None) -> LastTime | None:
    if visit is None:
        return None
    return LastTime(
        at=visit.at,
        way=visit.way,
        outcome=visit.outcome,
        appeals=[appeal for appeal in visit.appeals if appeal is not Appeal.NONE],
        hazards=visit.hazards,
        circumstances=visit.circumstances,
        promised=visit.own_words,
        focus=visit.next_focus,
        next_on=visit.next_on,
    )
