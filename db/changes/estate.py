"""The estate and its buildings."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, select

from db import log, search, shapes
from db.changes.gate import checked, edit, loaded
from db.choices import Deed
from db.errors import Conflict, Invalid
from db.models import Building, BuildingFields, Estate, EstateFields, Household
from db.rights import Person, Right, require
from db.words import _

MOST_HOMES = 4000  # more than any that stands: drawn door by door, a slip of the hand would fill the screen and memory


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
    fields = sound(answers)
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
    fields = sound(answers)
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


@dataclass(frozen=True)
class Place:
    """Where a building shall stand on the plan, seen at `version`; both None: nowhere."""

    building_id: int
    version: int
    row: int | None
    column: int | None


def place_buildings(s: Session, actor: Person, places: Sequence[Place]) -> int:
    """Place buildings on the plan, all or none; gives how many moved.

    Raises `Conflict` by building where somebody else saved one since, with the place now and the place wanted.
    """
    require(actor, Right.ESTATE)
    moved: list[tuple[Building, Place]] = []
    conflicts: dict[str, tuple[Any, Any]] = {}
    for place in places:
        building = loaded(s, Building, place.building_id)
        now, wanted = (building.row, building.column), (place.row, place.column)
        if now == wanted:
            continue
        if building.version != place.version:
            conflicts[building.name] = (now, wanted)
        moved.append((building, place))
    if conflicts:
        raise Conflict(_("Somebody changed buildings while you placed them. Compare, then save again."), conflicts)
    for building, place in moved:
        answers = {name: getattr(building, name) for name in BuildingFields.model_fields}
        edit(s, building, place.version, checked(BuildingFields, answers | {"row": place.row, "column": place.column}))
    _places_free(s)
    if moved:
        log.write(s, actor.id, actor.name, Deed.EDIT, "estate plan", detail=f"{len(moved)} buildings placed")
    return len(moved)


def _places_free(s: Session) -> None:
    """A place has a row and a column, and one building."""
    problems: dict[str, str] = {}
    taken: dict[tuple[int, int], str] = {}
    for b in s.exec(select(Building).order_by(col(Building.position))):
        if b.row is None or b.column is None:
            if (b.row, b.column) != (None, None):
                problems[b.name] = _("{building}: fill in both row and column, or neither.").format(building=b.name)
        elif (other := taken.setdefault((b.row, b.column), b.name)) != b.name:
            said = _("{one} and {other} cannot both stand in row {row}, column {column}.")
            problems[b.name] = said.format(one=other, other=b.name, row=b.row, column=b.column)
    if problems:
        raise Invalid(problems)


def sound(answers: Mapping[str, Any]) -> BuildingFields:
    """The answers, refused where no building of that shape can stand."""
    fields = checked(BuildingFields, answers)
    if (homes := shapes.shape_of(fields).homes) > MOST_HOMES:
        said = _("{n} homes in one building: at most {most}. Check units, floors and doors.")
        raise Invalid({"doors": said.format(n=homes, most=MOST_HOMES)})
    shapes.tidied(fields)
    return fields


def _name_free(s: Session, name: str, but: int | None) -> None:
    taken = s.exec(select(Building.id).where(Building.name == name)).first()
    if taken is not None and taken != but:
        raise Invalid({"name": _("There is a building of this name already. Choose it from the list.")})


def _put_in_order(s: Session) -> None:
    for position, building in enumerate(sorted(s.exec(select(Building)), key=lambda b: natural(b.name))):
        building.position = position
        s.add(building)
    s.flush()
