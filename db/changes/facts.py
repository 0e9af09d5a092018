"""What is known of households, gathered for the factors: nine statements for any number of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Row, Text, and_, case, func, or_, true, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import (
    Change,
    Circumstance,
    Environment,
    FamilyLife,
    Hazard,
    MeasureState,
    Mind,
    NeedState,
    Outcome,
    Scale,
)
from db.clock import day_of, midnight
from db.fields import Choice
from db.models import Hardship, Household, Measure, Need, Resident, ScaleResult, Visit
from db.rhythm import FACE_TO_FACE
from db.risk.facts import Call, Facts, Hard, Promise, Someone, Trouble
from db.rules import age

BACK = timedelta(days=92)  # nothing that happened earlier weighs by itself
LEAST = 6  # of the newest visits, however old
LOOKS = 3  # of the newest at home that noted anything: what early warnings compare
LISTS = ("changes", "environment", "mind", "family", "hazards", "circumstances")
Told = TypeVar("Told")
Chosen = TypeVar("Chosen", bound=Choice)


def gather(s: Session, ids: Sequence[int], today: date) -> list[Facts]:
    """The facts of these households on a day, in no order."""
    h = Household
    stored = s.execute(
        columns(
            *(col(each) for each in (h.id, h.opened_on, h.due_on, h.last_met_at, h.tier)),
            *(col(each) for each in (h.last_health, h.last_safety, h.last_stability)),
        ).where(col(h.id).in_(ids))
    ).all()
    people, ring, born = _people(s, ids, today)
    hard = _hardships(s, ids)
    calls = _calls(s, ids, today)
    troubles, promises = _troubles(s, ids), _promises(s, ids)
    return [
        Facts(
            household_id=row.id,
            day=today,
            opened_on=row.opened_on,
            people=people.get(row.id, ()),
            hardships=hard.get(row.id, ()),
            calls=calls.get(row.id, ()),
            troubles=troubles.get(row.id, ()),
            promises=promises.get(row.id, ()),
            health=row.last_health,
            safety=row.last_safety,
            stability=row.last_stability,
            due_on=row.due_on,
            others_to_ring=row.id in ring,
            is_met=row.last_met_at is not None,
            tier=row.tier,
            birthdays=born.get(row.id, ()),
        )
        for row in stored
    ]


def _grouped(rows: Iterable[Row[Any]], made: Callable[[Any], Told]) -> dict[int, tuple[Told, ...]]:
    found: dict[int, list[Told]] = defaultdict(list)
    for row in rows:
        found[row.household_id].append(made(row))
    return {key: tuple(each) for key, each in found.items()}


def _people(
    s: Session, ids: Sequence[int], today: date
) -> tuple[dict[int, tuple[Someone, ...]], set[int], dict[int, tuple[date, ...]]]:
    """Who they are, which households name others to ring, and the birthdays of those who live there."""
    r = Resident
    stored = (r.household_id, r.id, r.birth_date, r.lives_here, r.self_care, r.disability_kind, r.disability_grade)
    asked = columns(*(col(each) for each in stored), col(r.is_emergency), col(r.phone), col(r.outside_contacts))
    rows = s.execute(asked.where(col(r.household_id).in_(ids)).order_by(col(r.is_head).desc(), col(r.id))).all()
    levels = _mental_levels(s, ids)

    def someone(row: Row[Any]) -> Someone:
        return Someone(
            id=row.id,
            age=age(row.birth_date, today),
            lives_here=row.lives_here,
            self_care=row.self_care,
            is_disabled=row.disability_kind is not None or row.disability_grade is not None,
            disability_grade=row.disability_grade,
            mental_level=levels.get(row.id),
            can_be_rung=row.is_emergency and bool(row.phone),
        )

    born: dict[int, list[date]] = defaultdict(list)
    for row in rows:
        if row.lives_here and row.birth_date is not None:
            born[row.household_id].append(row.birth_date)
    ring = {row.household_id for row in rows if any(c.isdigit() for c in row.outside_contacts)}
    return _grouped(rows, someone), ring, {key: tuple(days) for key, days in born.items()}


def _mental_levels(s: Session, ids: Sequence[int]) -> dict[int, int]:
    """As the health centre gave it last; what is no number from 0 to 5 is kept as written and weighs nothing."""
    t = ScaleResult
    asked = columns(col(t.resident_id), col(t.score)).join(Resident, col(Resident.id) == col(t.resident_id))
    asked = asked.where(col(t.scale) == Scale.MENTAL_RISK, col(Resident.household_id).in_(ids))
    found: dict[int, int] = {}
    for resident_id, score in s.execute(asked.order_by(col(t.assessed_on).asc().nulls_first(), col(t.id))):
        if (level := mental_level(score)) is not None:
            found[resident_id] = level
    return found


def mental_level(score: str) -> int | None:
    digits = [int(c) for c in score if c in "012345"]
    return digits[0] if len(digits) == 1 else None


def _hardships(s: Session, ids: Sequence[int]) -> dict[int, tuple[Hard, ...]]:
    h = Hardship
    asked = columns(col(h.household_id), col(h.id), col(h.kind)).where(
        col(h.household_id).in_(ids), col(h.ended_on).is_(None)
    )
    return _grouped(s.execute(asked.order_by(col(h.id))), lambda row: Hard(row.id, row.kind))


def _calls(s: Session, ids: Sequence[int], today: date) -> dict[int, tuple[Call, ...]]:
    """Of the last quarter, at least the newest ones, all since somebody was met, and the last that noted how things
    are: were one of these left out, time would change what is said of a household though nothing has happened."""
    v = Visit
    lists = {name: type_coerce(getattr(v, name), Text) for name in LISTS}  # as text, see `_chosen`
    noted = and_(
        col(v.outcome).in_([outcome for outcome in Outcome if outcome.seen]),
        or_(*(text != "[]" for name, text in lists.items() if name != "changes")),
    )
    look = and_(noted, col(v.way).in_(FACE_TO_FACE))

    def so_far(what: ColumnElement[bool]) -> ColumnElement[int]:
        newest_first = col(v.at).desc(), col(v.id).desc()
        return func.sum(case((what, 1), else_=0)).over(partition_by=col(v.household_id), order_by=newest_first)

    numbers = so_far(true()).label("place"), so_far(noted).label("notes"), so_far(look).label("looks")
    numbered = columns(col(v.id).label("id"), *numbers).where(col(v.household_id).in_(ids)).subquery().c
    stored = (v.household_id, v.id, v.at, v.outcome, v.way, v.health, v.safety, v.stability)
    asked = (
        columns(*(col(each) for each in stored), *(text.label(name) for name, text in lists.items()))
        .join(numbered.id.table, numbered.id == col(v.id))
        .join(Household, col(Household.id) == col(v.household_id))
        .where(
            or_(
                numbered.place <= LEAST,
                col(v.at) >= midnight(today - BACK),
                col(Household.last_met_at).is_(None),
                col(v.at) > col(Household.last_met_at),
                and_(numbered.notes == 1, noted),
                and_(numbered.looks <= LOOKS, look),
            )
        )
        .order_by(col(v.household_id), col(v.at).desc(), col(v.id).desc())
    )
    return _grouped(s.execute(asked), _call)


def _call(row: Row[Any]) -> Call:
    return Call(
        id=row.id,
        day=day_of(row.at),
        outcome=row.outcome,
        face=row.way in FACE_TO_FACE,
        changes=_chosen(Change, row.changes),
        environment=_chosen(Environment, row.environment),
        mind=_chosen(Mind, row.mind),
        family=_chosen(FamilyLife, row.family),
        hazards=_chosen(Hazard, row.hazards),
        circumstances=_chosen(Circumstance, row.circumstances),
        health=row.health,
        safety=row.safety,
        stability=row.stability,
    )


@lru_cache(maxsize=4096)
def _chosen(choice: type[Chosen], text: str | None) -> tuple[Chosen, ...]:
    """A stored list. Visits repeat each other's lists, so each is read once: half of the time of gathering."""
    return tuple(choice(value) for value in json.loads(text or "[]"))


def _troubles(s: Session, ids: Sequence[int]) -> dict[int, tuple[Trouble, ...]]:
    n = Need
    asked = columns(col(n.household_id), col(n.id), col(n.severity), col(n.raised_on)).where(
        col(n.household_id).in_(ids), col(n.state) != NeedState.CLOSED
    )
    rows = s.execute(asked.order_by(col(n.raised_on), col(n.id)))
    return _grouped(rows, lambda row: Trouble(row.id, row.severity, row.raised_on))


def _promises(s: Session, ids: Sequence[int]) -> dict[int, tuple[Promise, ...]]:
    m = Measure
    asked = columns(col(m.household_id), col(m.id), col(m.due)).where(
        col(m.household_id).in_(ids), col(m.is_promise), col(m.state) == MeasureState.OPEN
    )
    return _grouped(s.execute(asked.order_by(col(m.due), col(m.id))), lambda row: Promise(row.id, row.due))
