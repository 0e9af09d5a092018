"""An estate with a past, row by row: what deeds of long ago would have left behind."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import count
from typing import Any

from sqlalchemy import event
from sqlmodel import Session, delete, select

from db import log, store
from db.changes import turn
from db.choices import Deed, HardshipKind, Hazard, HouseholdState, Level, Outcome, Tier, TurnKind, Way
from db.clock import CHINA
from db.models import Building, Hardship, Household, Turn, Visit
from db.rights import Person

_tokens = count()


@contextmanager
def rows() -> Iterator[Session]:
    """Written as they are: nothing is worked out anew for them, but what was counted before no longer holds."""
    with Session(store.engine().execution_options(writes=True)) as s, s.begin():
        yield s
        log.write(s, 1, "", Deed.EDIT, "household", 1)


def at(day: date, hour: int = 10) -> datetime:
    return datetime(day.year, day.month, day.day, hour, tzinfo=CHINA)


def clear(s: Session, home: int, opened_on: date) -> None:
    """The household of the cast, as if its file had been opened on this day and never been touched."""
    s.exec(delete(Turn))
    s.get_one(Household, home).opened_on = opened_on


def buildings(s: Session) -> list[int]:
    return [key for key in s.exec(select(Building.id).order_by(Building.position)) if key is not None]


def file(s: Session, building: int, room: str, opened_on: date, tier: Tier | None = None, **more: Any) -> int:
    no = 1000 + next(_tokens)
    made = Household(building_id=building, unit=1, room=room, no=no, opened_on=opened_on, tier=tier, **more)
    s.add(made)
    s.flush()
    assert made.id is not None
    return made.id


def hard(s: Session, home: int, kind: HardshipKind, ended_on: date | None = None) -> None:
    s.add(Hardship(household_id=home, kind=kind, ended_on=ended_on))
    s.flush()


def turned(
    s: Session, home: int, before: Tier | HouseholdState | None, after: Any, day: date, why: str = "", hour: int = 10
) -> None:
    kind = TurnKind.STATE if isinstance(after, HouseholdState) else TurnKind.TIER
    turn.note(s, home, kind, before, after, why, at=at(day, hour))


def called(
    s: Session,
    who: Person,
    home: int,
    when: datetime,
    outcome: Outcome = Outcome.MET,
    way: Way = Way.HOME,
    *,
    health: Level | None = None,
    safety: Level | None = None,
    hazards: tuple[Hazard, ...] = (),
    **more: Any,
) -> None:
    s.add(
        Visit(
            household_id=home,
            token=f"bygone {next(_tokens)}",
            recorded_by_id=who.id,
            recorded_at=when,
            at=when,
            outcome=outcome,
            way=way,
            health=health,
            safety=safety,
            hazards=list(hazards),
            **more,
        )
    )
    s.flush()


@contextmanager
def statements() -> Iterator[list[str]]:
    """What is asked of the database meanwhile."""
    told: list[str] = []

    def listen(*heard: Any) -> None:
        told.append(heard[2])

    engine = store.engine()
    event.listen(engine, "before_cursor_execute", listen)
    try:
        yield told
    finally:
        event.remove(engine, "before_cursor_execute", listen)
