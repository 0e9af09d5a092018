"""The buildings as they stand: which flats are on file, how close, how late, how much is open. Never whose they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import settings
from db.choices import HouseholdState, NeedState, Tier
from db.clock import day_of
from db.models import Building, BuildingFields, Household, Need
from db.queries.asked import Asked, of_households
from db.queries.kept import kept
from db.rights import Person, Right, require
from db.rooms import Door, Spot, arrange
from db.shapes import Shape, shape_of
from db.words import _

ON_FILE = (HouseholdState.ACTIVE, HouseholdState.PAUSED)  # drawn in any case; others where they are asked for


class Street(NamedTuple):
    """A building and how it stands with the households asked for. `close` are those of tier one."""

    id: int
    name: str
    files: int
    late: int
    close: int


class Home(NamedTuple):
    """One file. `days` since last met, None: never; `late` days past the last day of its window; `open` problems."""

    id: int
    no: int
    room: str
    tier: Tier | None
    days: int | None
    late: int
    open: int
    is_asked: bool  # the filters let it through


@dataclass(frozen=True)
class Flat:
    """A door behind which somebody is on file; several files may share it. See `db.rooms` for what is not known."""

    unit: int | None
    level: int | None
    door: int
    homes: tuple[Home, ...]

    @property
    def shown(self) -> tuple[Home, ...]:
        """The files that count: those asked for, or all where none is."""
        return tuple(home for home in self.homes if home.is_asked) or self.homes

    @property
    def is_asked(self) -> bool:
        return any(home.is_asked for home in self.homes)

    @property
    def tier(self) -> Tier | None:
        """The closest."""
        return min((home.tier for home in self.shown if home.tier), default=None)

    @property
    def days(self) -> int | None:
        """Of who was met least lately."""
        days = [home.days for home in self.shown]
        return None if None in days else max(day for day in days if day is not None)

    @property
    def late(self) -> int:
        return max(home.late for home in self.shown)

    @property
    def open(self) -> int:
        return sum(home.open for home in self.shown)

    @property
    def room(self) -> str:
        return self.shown[0].room


@dataclass(frozen=True)
class Block:
    """A building with its shape and its flats. `files` and `late` count the households asked for; it `is_narrowed`
    when those are not all on file.
    """

    id: int
    name: str
    shape: Shape
    flats: tuple[Flat, ...]
    files: int
    late: int
    is_narrowed: bool = False


@dataclass(frozen=True)
class Elevation:
    """`tiers` are those in use: what the office calls each, and the days between two visits where there is a rhythm."""

    blocks: tuple[Block, ...]
    tiers: tuple[tuple[Tier, str, int | None], ...]


@kept
def streets(s: Session, viewer: Person, asked: Asked, today: date) -> tuple[Street, ...]:
    """Every building (of those asked for), in the order of their names. One statement."""
    require(viewer, Right.SEE_PEOPLE)
    h = Household
    is_asked = _true(viewer, asked, today)
    standing = (
        columns(
            col(Building.id),
            col(Building.name),
            *(func.count(case((is_asked & also, 1))) for also in (True, _late(today), col(h.tier) == Tier.ONE)),
        )
        .outerjoin(h, col(h.building_id) == col(Building.id))
        .group_by(col(Building.id), col(Building.name), col(Building.position))
        .order_by(col(Building.position))
    )
    if asked.building_ids:
        standing = standing.where(col(Building.id).in_(asked.building_ids))
    return tuple(Street(*row) for row in s.execute(standing))


@kept
def elevation(s: Session, viewer: Person, asked: Asked, today: date, building_ids: tuple[int, ...]) -> Elevation:
    """Some buildings, in the order of their names, with every flat on file. Three statements, however many.

    A flat is a family: who may not see people is refused.
    """
    require(viewer, Right.SEE_PEOPLE)
    standing = s.exec(select(Building).where(col(Building.id).in_(building_ids)).order_by(col(Building.position))).all()
    homes: dict[int, list[tuple[Door, Home]]] = {}
    for row in s.execute(_homes(viewer, asked, today, building_ids)):
        door = Door(row.id, row.unit, row.floor, row.room)
        homes.setdefault(row.building_id, []).append((door, _home(row, today)))
    is_narrowed = bool(set(asked.named()) - {"building_ids"})
    blocks = tuple(_block(each, homes.get(each.id or 0, []), is_narrowed) for each in standing)
    beats = settings.the_rhythm(s).beats
    there = {*Tier.offered(), *(flat.tier for block in blocks for flat in block.flats)}
    tiers = ((tier, _(tier.label), beats[tier].days if tier in beats else None) for tier in Tier if tier in there)
    return Elevation(blocks, tuple(tiers))


def _homes(viewer: Person, asked: Asked, today: date, building_ids: Sequence[int]) -> Any:
    h = Household
    open_: Any = columns(func.count()).where(col(Need.household_id) == col(h.id), col(Need.state) != NeedState.CLOSED)
    stored: list[Any] = [h.id, h.no, h.building_id, h.unit, h.floor, h.room, h.tier, h.state, h.last_met_at, h.due_on]
    drawn = {*ON_FILE, *asked.states} if asked.states else set(HouseholdState)
    return (
        columns(
            *(col(each) for each in stored),
            open_.scalar_subquery().label("open"),
            case((_true(viewer, asked, today), 1), else_=0).label("is_asked"),
        )
        .where(col(h.building_id).in_(building_ids), col(h.state).in_(drawn))
        .order_by(col(h.no))
    )


def _true(viewer: Person, asked: Asked, today: date) -> ColumnElement[bool]:
    return and_(True, *of_households(viewer, asked, today))


def _late(today: date) -> ColumnElement[bool]:
    return (col(Household.state) == HouseholdState.ACTIVE) & (col(Household.due_on) < today)


def _home(row: Any, today: date) -> Home:
    is_late = row.state is HouseholdState.ACTIVE and row.due_on is not None and row.due_on < today
    return Home(
        id=row.id,
        no=row.no,
        room=row.room,
        tier=row.tier,
        days=(today - day_of(row.last_met_at)).days if row.last_met_at else None,
        late=(today - row.due_on).days if is_late else 0,
        open=row.open,
        is_asked=bool(row.is_asked),
    )


def _block(building: Building, homes: list[tuple[Door, Home]], is_narrowed: bool) -> Block:
    shape = shape_of(BuildingFields.model_validate(building, from_attributes=True))
    spots = arrange(shape, [door for door, _home in homes])
    behind: dict[Spot, list[Home]] = {}
    for door, home in homes:
        behind.setdefault(spots[door.key], []).append(home)
    asked = [home for _door, home in homes if home.is_asked]
    return Block(
        id=building.id or 0,
        name=building.name,
        shape=shape,
        flats=tuple(Flat(*spot, tuple(there)) for spot, there in behind.items()),
        files=len(asked),
        late=sum(1 for home in asked if home.late),
        is_narrowed=is_narrowed,
    )
