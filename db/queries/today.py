"""What one person has before them today: the walk and why, what is overdue, whom to ring, what was promised."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import MeasureState
from db.models import Building, Household, Measure, Resident
from db.queries.kept import kept
from db.queries.walk import MOST, Call, active, calls, door_of, households, missed, overdue, overdue_total
from db.rights import Person, Right, require
from db.words import _, language

__all__ = ["Call", "Promise", "Ring", "Today", "calls", "day", "missed", "overdue"]


@dataclass(frozen=True)
class Ring:
    """A household whose sign of life is due."""

    no: int
    door: str
    head: str
    phone: str
    days: int  # since it was due


@dataclass(frozen=True)
class Promise:
    measure_id: int
    no: int
    door: str
    what: str
    late: int


@dataclass(frozen=True)
class Today:
    """The first of each, and how many there are."""

    calls: tuple[Call, ...]
    overdue: tuple[Call, ...]
    overdue_total: int
    missed: int  # planned visits whose window has passed
    rings: tuple[Ring, ...]
    rings_total: int
    promises: tuple[Promise, ...]
    promises_total: int

    @property
    def is_empty(self) -> bool:
        return not (self.calls or self.overdue or self.missed or self.rings or self.promises)


def day(s: Session, viewer: Person, account_id: int, today: date) -> Today:
    """A person's day."""
    require(viewer, Right.SEE_PEOPLE)
    return _day(s, viewer, account_id, today, language())


@kept
def _day(s: Session, viewer: Person, account_id: int, today: date, _spoken: str) -> Today:
    walk = calls(s, viewer, account_id, today)
    there = [call.household_id for call in walk]
    passed = overdue(s, viewer, today, MOST, account_id, there)
    past = overdue_total(s, viewer, today, account_id), missed(s, viewer, today, account_id)
    rings, rings_total = _rings(s, account_id, today, [*there, *(call.household_id for call in passed)])
    promises, promises_total = _due_promises(s, account_id, today)
    return Today(tuple(walk), passed, *past, rings, rings_total, promises, promises_total)


def _rings(s: Session, account_id: int, today: date, but: Sequence[int]) -> tuple[tuple[Ring, ...], int]:
    h, r = Household, Resident
    phone: Any = columns(col(r.phone)).where(col(r.household_id) == col(h.id), col(r.phone) != "")
    phone = phone.order_by(col(r.is_head).desc(), col(r.lives_here).desc(), col(r.id)).limit(1)
    asked = households().add_columns(phone.scalar_subquery().label("phone"), col(h.call_on), func.count().over())
    asked = asked.where(active(account_id), col(h.call_on) <= today, col(h.id).not_in(but))
    rows = s.execute(asked.order_by(col(h.call_on), col(h.no)).limit(MOST)).all()
    found = (Ring(row.no, door_of(row), row.head or "", row.phone or "", (today - row.call_on).days) for row in rows)
    return tuple(found), rows[0][-1] if rows else 0


def _due_promises(s: Session, account_id: int, today: date) -> tuple[tuple[Promise, ...], int]:
    m, h = Measure, Household
    asked = (
        columns(
            col(m.id).label("measure_id"), col(m.kind), col(m.words), col(m.due), col(h.no), col(h.unit), col(h.room)
        )
        .add_columns(col(Building.name).label("building"), func.count().over())
        .join(h, col(h.id) == col(m.household_id))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(m.state) == MeasureState.OPEN, col(m.due) <= today, col(m.is_promise))
        .where(or_(col(h.responsible_id) == account_id, col(m.added_by_id) == account_id))
    )
    rows = s.execute(asked.order_by(col(m.due), col(m.id)).limit(MOST)).all()
    found = (
        Promise(row.measure_id, row.no, door_of(row), row.words or _(row.kind.label), (today - row.due).days)
        for row in rows
    )
    return tuple(found), rows[0][-1] if rows else 0
