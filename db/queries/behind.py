"""The households behind a cell of a picture, with the day the cell speaks of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Annotated, NamedTuple

from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col

from db import telling
from db.choices import Tier
from db.fields import On, Show
from db.models import Building, Household
from db.queries import rows
from db.rights import Person, Right, require
from db.words import N_

MOST = 200  # listed at once; more is a case for the register
MOST_ASKED = 5000  # values in one statement


class BehindRow(SQLModel):
    """A household behind a cell. `said`: the cell's own words about it, such as the reason of a turn."""

    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.TOLD)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.TOLD)]
    on: Annotated[date | None, Show(N_("Day"), personal=False, on=On.TOLD)]
    said: Annotated[str, Show(N_("In words"), personal=True, on=On.TOLD)]


class Told(NamedTuple):
    on: date | None = None
    said: str = ""


@dataclass(frozen=True)
class Behind:
    """The first of them as one walks, and how many there are."""

    rows: tuple[BehindRow, ...]
    total: int


def behind(s: Session, viewer: Person, told: Mapping[int, Told]) -> Behind:
    """Whoever may not see people gets no list: a cell would point at doors."""
    require(viewer, Right.SEE_PEOPLE)
    h = Household
    ids = sorted(told)[:MOST_ASKED]
    asked = (
        columns(col(h.id), col(h.no), col(h.unit), col(h.room), col(h.tier), col(Building.name), rows.head_name())
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(h.id).in_(ids))
        .order_by(*rows.as_one_walks(), col(h.no))
        .limit(MOST)
    )
    found = [
        BehindRow.model_construct(
            no=no,
            door=telling.door(building, unit, room),
            head=head or "",
            tier=tier,
            on=told[household_id].on,
            said=told[household_id].said,
        )
        for household_id, no, unit, room, tier, building, head in s.execute(asked)
    ]
    return Behind(tuple(found), len(told))
