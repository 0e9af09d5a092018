"""What is known of many households at once, for papers: a fixed number of questions however many there are."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from db import telling
from db.choices import Circumstance, HardshipKind, NeedState, PlanState, Purpose
from db.models import (
    Account,
    Building,
    Consent,
    Hardship,
    Household,
    Measure,
    Need,
    NeedClosing,
    Organisation,
    PlannedVisit,
    Referral,
    Resident,
    Visit,
)
from db.next_step import OF_MEASURE, Next, Open, Step, next_step
from db.papers import Known, LastTime, Planned, Sent, Someone, Trouble, Work
from db.queries.rows import as_one_walks
from db.rights import Person, Right, require
from db.rules import age, holds


@dataclass
class _Shelf:
    """All that was read, by household."""

    people: Mapping[int, list[Resident]]
    kinds: Mapping[int, set[HardshipKind]]
    troubles: Mapping[int, list[Trouble]]
    plans: Mapping[int, list[Planned]]
    visits: Mapping[int, list[Any]]
    photos: set[int] = field(default_factory=set)


def known(s: Session, viewer: Person, household_ids: Collection[int], today: date) -> tuple[Known, ...]:
    """These households as whoever goes there must know them, in walking order."""
    require(viewer, Right.SEE_PEOPLE)
    ids = list(dict.fromkeys(household_ids))
    if not ids:
        return ()
    found = s.exec(
        select(Household, Building.name, Account.display)
        .join(Building, col(Building.id) == col(Household.building_id))
        .outerjoin(Account, col(Account.id) == col(Household.responsible_id))
        .where(col(Household.id).in_(ids))
        .order_by(*as_one_walks())
    ).all()
    people = _people(s, ids)
    shelf = _Shelf(people, _kinds(s, ids), _troubles(s, ids, people, today), _plans(s, ids), _visits(s, ids))
    given = s.exec(select(Consent).where(col(Consent.household_id).in_(ids), Consent.purpose == Purpose.PHOTO))
    shelf.photos = {each.household_id for each in given if holds(each, Purpose.PHOTO, today)}
    return tuple(_known(shelf, household, building, who or "", today) for household, building, who in found)


def _by_household(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.household_id].append(row)
    return found


def _people(s: Session, ids: list[int]) -> dict[int, list[Resident]]:
    asked = select(Resident).where(col(Resident.household_id).in_(ids))
    return _by_household(s.exec(asked.order_by(col(Resident.is_head).desc(), col(Resident.id))))


def _kinds(s: Session, ids: list[int]) -> dict[int, set[HardshipKind]]:
    found: dict[int, set[HardshipKind]] = defaultdict(set)
    asked = select(Hardship).where(col(Hardship.household_id).in_(ids), col(Hardship.ended_on).is_(None))
    for each in s.exec(asked):
        found[each.household_id].add(each.kind)
    return found


def _troubles(
    s: Session, ids: list[int], people: Mapping[int, list[Resident]], today: date
) -> dict[int, list[Trouble]]:
    """Problems that are not closed, the gravest and then the oldest first."""
    here = col(Need.household_id).in_(ids), Need.state != NeedState.CLOSED
    needs = s.exec(select(Need).where(*here).order_by(col(Need.severity).desc(), col(Need.raised_on), col(Need.id)))
    works, slips = _works(s, ids), _slips(s, ids)
    asked = select(NeedClosing.need_id).join(Need, col(Need.id) == col(NeedClosing.need_id))
    is_waiting = col(NeedClosing.confirmed_on).is_(None), col(NeedClosing.sent_back_on).is_(None)
    waiting = set(s.exec(asked.where(*here, *is_waiting)))
    found: dict[int, list[Trouble]] = defaultdict(list)
    for need in needs:
        assert need.id is not None
        mine, sent = works.get(need.id, []), slips.get(need.id, [])
        found[need.household_id].append(
            Trouble(
                kind=need.kind,
                words=need.words,
                severity=need.severity,
                of=next((one.name for one in people.get(need.household_id, ()) if one.id == need.resident_id), ""),
                raised_on=need.raised_on,
                works=tuple(work for work in mine if work.state.is_open),
                slips=tuple(slip for slip in sent if slip.state.is_open),
                next=_next(mine, sent, need.id in waiting, today),
            )
        )
    return found


def _next(works: Sequence[Work], slips: Sequence[Sent], is_asked: bool, today: date) -> Next:
    waiting = [Open(OF_MEASURE[w.state], w.what, w.who, w.due) for w in works if w.state.is_open]
    waiting += [Open(Step.ANSWER, slip.to, slip.number, slip.reply_by) for slip in slips if slip.state.is_open]
    states = {work.state for work in works} | {slip.state for slip in slips}
    return next_step(waiting, states, is_asked, today)


def _works(s: Session, ids: list[int]) -> dict[int, list[Work]]:
    found: dict[int, list[Work]] = defaultdict(list)
    asked = select(Measure).where(col(Measure.household_id).in_(ids))
    for m in s.exec(asked.order_by(col(Measure.due), col(Measure.id))):
        found[m.need_id].append(Work(m.kind, m.words, m.doer, m.doer_name, m.due, m.is_promise, m.state))
    return found


def _slips(s: Session, ids: list[int]) -> dict[int, list[Sent]]:
    asked = (
        select(Referral, Organisation.name)
        .join(Organisation, col(Organisation.id) == col(Referral.organisation_id))
        .where(col(Referral.household_id).in_(ids))
        .order_by(col(Referral.reply_by), col(Referral.id))
    )
    found: dict[int, list[Sent]] = defaultdict(list)
    for slip, to in s.exec(asked):
        number = telling.slip(slip.year, slip.no)
        found[slip.need_id].append(Sent(number, to, slip.sent_on, slip.reply_by, slip.state))
    return found


def _plans(s: Session, ids: list[int]) -> dict[int, list[Planned]]:
    asked = select(PlannedVisit).where(col(PlannedVisit.household_id).in_(ids), PlannedVisit.state == PlanState.OPEN)
    found: dict[int, list[Planned]] = defaultdict(list)
    for plan in s.exec(asked.order_by(col(PlannedVisit.end), col(PlannedVisit.id))):
        found[plan.household_id].append(Planned(plan.why, plan.start, plan.end, plan.on, plan.words))
    return found


def _visits(s: Session, ids: list[int]) -> dict[int, list[Any]]:
    """The last visit, and the last at which somebody was met, newest first."""
    last = or_(col(Visit.at) == col(Household.last_visit_at), col(Visit.at) == col(Household.last_met_at))
    return _by_household(
        s.exec(
            select(  # type: ignore[call-overload]
                Visit.household_id,
                Visit.at,
                Visit.way,
                Visit.outcome,
                Visit.circumstances,
                Visit.own_words,
                Visit.next_focus,
            )
            .join(Household, col(Household.id) == col(Visit.household_id))
            .where(col(Household.id).in_(ids), last)
            .order_by(col(Visit.at).desc(), col(Visit.id).desc())
        )
    )


def _known(shelf: _Shelf, household: Household, building: str, responsible: str, today: date) -> Known:
    assert household.id is not None
    key = household.id
    people, visits = shelf.people.get(key, []), shelf.visits.get(key, [])
    met = next((visit for visit in visits if visit.outcome.seen), None)
    seen: set[Circumstance] = {each for visit in visits for each in visit.circumstances}
    return Known(
        id=key,
        no=household.no,
        door=telling.door(building, household.unit, household.room),
        tier=household.tier,
        state=household.state,
        responsible=responsible,
        safety_note=household.safety_note,
        safety_review_on=household.safety_review_on,
        avoid=household.avoid,
        circumstances=tuple(each for each in Circumstance if each in seen),
        tags=household.tags,
        people=tuple(_someone(one, today) for one in people),
        others=tuple(one.outside_contacts for one in people if one.outside_contacts),
        kinds=tuple(kind for kind in HardshipKind if kind in shelf.kinds.get(key, ())),
        last=LastTime(visits[0].at, visits[0].way, visits[0].outcome) if visits else None,
        met_at=household.last_met_at,
        promised=met.own_words if met else "",
        focus=next((visit.next_focus for visit in visits if visit.next_focus), ""),
        troubles=tuple(shelf.troubles.get(key, ())),
        plans=tuple(shelf.plans.get(key, ())),
        due_on=household.due_on,
        call_on=household.call_on,
        may_photo=key in shelf.photos,
    )


def _someone(one: Resident, today: date) -> Someone:
    return Someone(
        name=one.name,
        sex=one.sex,
        age=age(one.birth_date, today),
        relation=one.relation,
        phone=one.phone,
        is_head=one.is_head,
        is_emergency=one.is_emergency,
        lives_here=one.lives_here,
        note=one.note,
    )
