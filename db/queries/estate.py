"""The estate as it stands: what it says about itself, and its buildings with their sizes."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, func
from sqlmodel import Session, col, select

from db.choices import HouseholdState
from db.fields import On, fields_of
from db.models import Building, BuildingFields, Estate, EstateFields, Household
from db.rights import Person, Right, require
from db.shapes import Shape, shape_of
from db.words import _


@dataclass(frozen=True)
class Ours:
    """The estate, with its fields by name and as they are told."""

    version: int
    fields: dict[str, Any]
    told: list[tuple[str, str]]


@dataclass(frozen=True)
class Standing:
    """A building, its shape and how many households are on file there, as every list counts them: active ones."""

    id: int
    version: int
    name: str
    shape: Shape
    files: int
    fields: dict[str, Any]


def estate(s: Session, viewer: Person) -> Ours:
    require(viewer, Right.ESTATE)
    stored = s.exec(select(Estate)).one()
    fields = {name: getattr(stored, name) for name in EstateFields.model_fields}
    told = [(_(field.show.label), str(fields[field.name])) for field in fields_of(EstateFields, On.ALL)]
    return Ours(stored.version, fields, told)


def standing(s: Session, viewer: Person) -> list[Standing]:
    require(viewer, Right.ESTATE)
    on_file = and_(col(Household.building_id) == col(Building.id), col(Household.state) == HouseholdState.ACTIVE)
    rows = s.exec(
        select(Building, func.count(col(Household.id)))
        .join(Household, on_file, isouter=True)
        .group_by(col(Building.id))
        .order_by(col(Building.position))
    )
    return [
        Standing(
            b.id or 0,
            b.version,
            b.name,
            shape_of(BuildingFields.model_validate(b, from_attributes=True)),
            files,
            {name: getattr(b, name) for name in BuildingFields.model_fields},
        )
        for b, files in rows
    ]
