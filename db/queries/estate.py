"""The estate as it stands: what it says about itself, and its buildings with their sizes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from db.fields import On, fields_of
from db.models import Building, BuildingFields, Estate, EstateFields, Household
from db.rights import Person, Right, require
from db.words import _


@dataclass(frozen=True)
class Ours:
    """The estate, with its fields by name and as they are told."""

    version: int
    fields: dict[str, Any]
    told: list[tuple[str, str]]


@dataclass(frozen=True)
class Standing:
    """A building and how many homes and files it has."""

    id: int
    version: int
    name: str
    units: int
    floors: int
    doors: int
    files: int
    fields: dict[str, Any]

    @property
    def homes(self) -> int:
        return self.units * self.floors * self.doors


def estate(s: Session, viewer: Person) -> Ours:
    require(viewer, Right.ESTATE)
    stored = s.exec(select(Estate)).one()
    fields = {name: getattr(stored, name) for name in EstateFields.model_fields}
    told = [(_(field.show.label), str(fields[field.name])) for field in fields_of(EstateFields, On.ALL)]
    return Ours(stored.version, fields, told)


def standing(s: Session, viewer: Person) -> list[Standing]:
    require(viewer, Right.ESTATE)
    rows = s.exec(
        select(Building, func.count(col(Household.id)))
        .join(Household, col(Household.building_id) == col(Building.id), isouter=True)
        .group_by(col(Building.id))
        .order_by(col(Building.position))
    )
    return [
        Standing(
            b.id or 0,
            b.version,
            b.name,
            b.units,
            b.floors,
            b.doors,
            files,
            {name: getattr(b, name) for name in BuildingFields.model_fields},
        )
        for b, files in rows
    ]
