"""The estate and its buildings."""

import re
from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, select

from db import log, search
from db.changes.gate import checked, edit, loaded
from db.choices import Deed
from db.errors import Invalid
from db.models import Building, BuildingFields, Estate, EstateFields, Household
from db.rights import Person, Right, require
from db.words import _


def natural(name: str) -> str:
    """A name as a key that sorts as people order it: 2栋 before 10栋."""
    return re.sub(r"\d+", lambda number: number.group().zfill(9), name)


def edit_estate(s: Session, actor: Person, version: int, answers: Mapping[str, Any]) -> None:
    require(actor, Right.ESTATE)
    estate = loaded(s, Estate, s.exec(select(Estate.id)).first())
    if edit(s, estate, version, checked(EstateFields, answers)):
        log.write(s, actor.id, actor.name, Deed.EDIT, "estate", estate.id)


def add_building(s: Session, actor: Person, answers: Mapping[str, Any]) -> int:
    require(actor, Right.ESTATE)
    fields = checked(BuildingFields, answers)
    _name_free(s, fields.name, None)
    estate_id = s.exec(select(Estate.id)).one()
    assert estate_id is not None
    building = Building(**fields.model_dump(), estate_id=estate_id)
    s.add(building)
    s.flush()
    assert building.id is not None
    _put_in_order(s)
    log.write(s, actor.id, actor.name, Deed.ADD, "building", building.id)
    return building.id


def edit_building(s: Session, actor: Person, building_id: int, version: int, answers: Mapping[str, Any]) -> None:
    require(actor, Right.ESTATE)
    building = loaded(s, Building, building_id)
    fields = checked(BuildingFields, answers)
    _name_free(s, fields.name, building_id)
    changed = edit(s, building, version, fields)
    if not changed:
        return
    if "name" in changed:  # doors are searched by the building's name
        _put_in_order(s)
        for household_id in s.exec(select(Household.id).where(Household.building_id == building_id)).all():
            assert household_id is not None
            search.renew(s, household_id)
    log.write(s, actor.id, actor.name, Deed.EDIT, "building", building_id)


def _name_free(s: Session, name: str, but: int | None) -> None:
    taken = s.exec(select(Building.id).where(Building.name == name)).first()
    if taken is not None and taken != but:
        raise Invalid({"name": _("There is a building of this name already. Choose it from the list.")})


def _put_in_order(s: Session) -> None:
    for position, building in enumerate(sorted(s.exec(select(Building)), key=lambda b: natural(b.name))):
        building.position = position
        s.add(building)
    s.flush()
