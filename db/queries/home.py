"""What the home page of each role begins with: what there is, whose tier rose, and whether the house is in order."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import telling
from db.choices import Deed, HouseholdState, Tier, TurnKind
from db.clock import midnight
from db.models import Building, Estate, Household, LogEntry, Turn
from db.queries.kept import kept
from db.queries.people import accounts
from db.queries.rows import head_name
from db.rights import Person, Right, require
from db.words import language

DAYS = 7  # a tier that rose is told of for so long
MOST = 12


@dataclass(frozen=True)
class Home:
    """`nobodys` are active households without a responsible visitor; `visits` is 0 only while nobody was visited."""

    estate: str
    is_demonstration: bool
    buildings: int
    active: int
    visits: int
    nobodys: int

    @property
    def is_empty(self) -> bool:
        return not (self.buildings and self.active and self.visits)


@dataclass(frozen=True)
class Risen:
    """A household that is followed more closely than a week ago."""

    no: int
    door: str
    head: str
    before: Tier
    after: Tier
    why: str


@dataclass(frozen=True)
class Keeping:
    """What an administrator looks after: `backup_at` is the last backup, None without any."""

    backup_at: datetime | None
    locked: int
    waiting: int  # accounts whose owner has not chosen a password yet


@kept
def home(s: Session, viewer: Person, today: date) -> Home:
    """Sums only: anybody who signs in may know how much was done."""
    estate = s.exec(select(Estate)).first()
    nobody = func.sum(case((col(Household.responsible_id).is_(None), 1), else_=0))
    numbers = columns(func.count(), func.max(col(Household.visits)), nobody)
    active, visits, nobodys = s.execute(numbers.where(col(Household.state) == HouseholdState.ACTIVE)).one()
    return Home(
        estate=estate.name if estate else "",
        is_demonstration=bool(estate and estate.demonstration),
        buildings=s.exec(select(func.count()).select_from(Building)).one(),
        active=active,
        visits=visits or 0,
        nobodys=(nobodys or 0) if viewer.may(Right.RECORD) else 0,
    )


def risen(s: Session, viewer: Person, today: date) -> tuple[Risen, ...]:
    """Whose tier rose within the last days, the latest first."""
    require(viewer, Right.SEE_PEOPLE)
    return _risen(s, viewer, today, language())


@kept
def _risen(s: Session, viewer: Person, today: date, _spoken: str) -> tuple[Risen, ...]:
    h, t = Household, Turn
    asked: Any = (
        columns(col(h.no), col(h.unit), col(h.room), col(h.tier), col(t.before), col(t.after), col(t.why))
        .add_columns(col(Building.name).label("building"), head_name())
        .join(h, col(h.id) == col(t.household_id))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(t.kind) == TurnKind.TIER, col(t.at) >= midnight(today - timedelta(days=DAYS)))
        .where(col(t.after) < col(t.before), col(t.after) != "", col(h.state) == HouseholdState.ACTIVE)
        .order_by(col(t.at).desc(), col(t.id).desc())
        .limit(4 * MOST)
    )
    found: dict[int, Risen] = {}
    for row in s.execute(asked):
        if row.tier == row.after and row.no not in found:  # it may have gone back since
            door = telling.door(row.building, row.unit, row.room)
            found[row.no] = Risen(row.no, door, row.head or "", Tier(row.before), Tier(row.after), row.why)
    return tuple(found.values())[:MOST]


def keeping(s: Session, viewer: Person, now: datetime) -> Keeping:
    require(viewer, Right.ACCOUNTS)
    made = columns(func.max(col(LogEntry.at))).where(
        col(LogEntry.record) == "backup", col(LogEntry.deed) == Deed.BACKUP
    )
    those = [each for each in accounts(s, viewer, now) if each.active]
    return Keeping(
        backup_at=s.execute(made).scalar_one(),
        locked=sum(each.locked for each in those),
        waiting=sum(each.must_change for each in those),
    )
