"""The rows of lists: households and visits as shown to somebody, and one page of them."""

from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Annotated, Any, Generic, TypeVar

from sqlalchemy import Row
from sqlalchemy import select as columns
from sqlmodel import SQLModel, col

from db import telling
from db.choices import HardshipKind, HouseholdState, Level, Outcome, Tier, Way
from db.clock import day_of
from db.fields import On, Show
from db.models import Building, Household, Resident
from db.order import by_character
from db.words import N_

KINDS = {kind.value: kind for kind in HardshipKind}
LEVELS: dict[int | None, Level] = {int(level): level for level in Level}


class HouseholdRow(SQLModel):
    """A household as lists show it. `advised`: the tier that the factors advise, where it is not the one it has."""

    id: int
    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.REGISTER)]
    building: Annotated[str, Show(N_("Building"), personal=False, on=On.EXPORT)]
    unit: Annotated[int | None, Show(N_("Unit"), personal=True, on=On.EXPORT)]
    room: Annotated[str, Show(N_("Room"), personal=True, on=On.EXPORT)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]
    people: Annotated[int, Show(N_("People"), personal=False, on=On.TOLD)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.TOLD)]
    risk_score: Annotated[int | None, Show(N_("Risk score"), personal=True, on=On.TOLD)]
    advised: Annotated[Tier | None, Show(N_("Advised tier"), personal=True, on=On.TOLD)]
    kinds: Annotated[list[HardshipKind], Show(N_("Hardships"), personal=True, on=On.TOLD)]
    last_risk: Annotated[Level | None, Show(N_("Gravest risk last seen"), personal=True, on=On.TOLD)]
    last_met_at: Annotated[datetime | None, Show(N_("Last met"), personal=False, on=On.TOLD)]
    days: Annotated[int | None, Show(N_("Days since last met"), personal=False, on=On.TOLD)]
    last_visit_at: Annotated[datetime | None, Show(N_("Last visit"), personal=False, on=On.TOLD)]
    last_outcome: Annotated[Outcome | None, Show(N_("Last outcome"), personal=False, on=On.TOLD)]
    visits: Annotated[int, Show(N_("Visits"), personal=False, on=On.TOLD)]
    responsible: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.TOLD)]
    state: Annotated[HouseholdState, Show(N_("State of the file"), personal=False, on=On.TOLD)]


class VisitRow(SQLModel):
    """A visit as lists show it."""

    id: int
    at: Annotated[datetime, Show(N_("Date and time"), personal=False, on=On.TOLD)]
    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.TOLD)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.TOLD)]
    way: Annotated[Way, Show(N_("Way"), personal=False, on=On.TOLD)]
    outcome: Annotated[Outcome, Show(N_("Outcome"), personal=False, on=On.TOLD)]
    risk: Annotated[Level | None, Show(N_("Gravest risk seen"), personal=True, on=On.TOLD)]
    staff: Annotated[str, Show(N_("Visitors"), personal=False, on=On.TOLD)]
    said: Annotated[str, Show(N_("What was said"), personal=True, on=On.TOLD)]


Listed = TypeVar("Listed", bound=SQLModel)


@dataclass(frozen=True)
class Page(Generic[Listed]):
    """One page of what matches. `said` tells what the viewer asked and may not."""

    rows: list[Listed]
    total: int
    number: int = 1
    size: int = 50
    by_tier: dict[Tier | None, int] = field(default_factory=dict)
    is_more: bool = False  # there are more than `total`; nobody counted on
    said: str = ""

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))


def head_name() -> Any:
    """Of the household in the statement around it: who is its head, as `head`; none while nobody is."""
    r = Resident
    name = columns(col(r.name)).where(col(r.household_id) == col(Household.id), col(r.is_head)).limit(1)
    return name.scalar_subquery().label("head")


def as_one_walks(back: bool = False) -> list[Any]:
    """By building, unit, floor and room; a door whose unit or floor is not known comes first."""
    place = [col(Household.unit), col(Household.floor)]
    if back:
        room = by_character(col(Household.room)).desc()
        return [col(Building.position).desc(), *(key.desc().nulls_last() for key in place), room]
    return [col(Building.position), *(key.asc().nulls_first() for key in place), by_character(col(Household.room))]


def household(row: Row[Any], today: date) -> HouseholdRow:
    met = row.last_met_at
    return HouseholdRow.model_construct(
        **{
            **dict(zip(row._fields, row, strict=True)),
            "door": telling.door(row.building, row.unit, row.room),
            "head": row.head or "",
            "advised": None if row.risk_tier == row.tier else row.risk_tier,
            "kinds": list(_kinds(row.kinds)),
            "last_risk": LEVELS.get(row.last_risk),
            "days": None if met is None else (today - day_of(met)).days,
            "responsible": row.responsible or "",
        }
    )


@lru_cache(maxsize=2000)
def _kinds(joined: str | None) -> tuple[HardshipKind, ...]:
    """Each kind once, in the order of the list of kinds. Households have much the same ones, so they are kept."""
    there = set(joined.split(",")) if joined else ()
    return tuple(kind for value, kind in KINDS.items() if value in there)


def visit(row: Row[Any]) -> VisitRow:
    told = [level for level in (row.health, row.safety, row.stability) if level is not None]
    return VisitRow.model_construct(
        **{
            **dict(zip(row._fields, row, strict=True)),
            "door": telling.door(row.building, row.unit, row.room),
            "head": row.head or "",
            "risk": max(told, default=None),
            "staff": row.staff or "",
        }
    )
