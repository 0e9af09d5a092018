"""The register beside a list of owners and tenants, before anything is decided."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import alike, comparing, telling
from db.choices import HouseholdState
from db.intake.owners import Occupant, in_columns
from db.listed import Compared, Dweller, Home, Listed, Place
from db.models import Building, Household, Resident
from db.reading.buildings import building_key
from db.rights import Person, Right, require

OPEN = (HouseholdState.ACTIVE, HouseholdState.PAUSED)


def compared(s: Session, viewer: Person, occupants: Sequence[Occupant], today: date) -> Compared:
    """How every active or paused file stands to the list."""
    require(viewer, Right.IMPORT)
    return comparing.compare(homes(s), _listed(occupants, _buildings(s)), today)


def _buildings(s: Session) -> dict[int, str]:
    standing = s.exec(select(Building.id, Building.name).order_by(col(Building.position)))
    return {key: name for key, name in standing if key is not None}


def homes(s: Session) -> list[Home]:
    """Every active or paused file as it is compared."""
    people, names = _people(s), _buildings(s)
    known = tuple(names.values())
    h = Household
    asked = columns(
        *(col(h.id), col(h.no), col(h.version), col(h.building_id), col(h.unit), col(h.room)),
        *(col(h.state), col(h.paused_until)),
    )
    found = []
    for key, no, version, building_id, unit, room, state, until in s.execute(
        asked.where(col(h.state).in_(OPEN)).order_by(col(h.no))
    ).tuples():
        door = telling.door(names[building_id], unit, room)
        place = _place(building_id, names[building_id], unit, room, known)
        found.append(Home(key or 0, no, version, place, door, state, until, tuple(people[key or 0])))
    return found


def _place(building_id: int, name: str, unit: int | None, room: str, known: tuple[str, ...]) -> Place:
    """The door as the list's doors are read: 7号 and 7, 1202室 and 1202 are one."""
    read = in_columns(name, unit, None, room, known).value
    if read is None or not read.room:
        return Place(building_id, unit, alike.room_key(room))
    return Place(building_id, read.unit if unit is None else unit, alike.room_key(read.room))


def _people(s: Session) -> dict[int, list[Dweller]]:
    r = Resident
    asked = columns(col(r.household_id), col(r.id), col(r.version), col(r.name), col(r.phone)).where(col(r.lives_here))
    found: dict[int, list[Dweller]] = defaultdict(list)
    for household_id, key, version, name, phone in s.execute(asked.order_by(col(r.is_head).desc(), col(r.id))).tuples():
        found[household_id].append(Dweller(key or 0, version, name, phone))
    return found


def _listed(occupants: Sequence[Occupant], names: dict[int, str]) -> list[Listed]:
    """Of two buildings that share a key, the one of exactly this name; else the place is not known."""
    exact = {name: key for key, name in names.items()}
    by_key: dict[str, list[int]] = defaultdict(list)
    for key, name in names.items():
        by_key[building_key(name)].append(key)
    found = []
    for each in occupants:
        ids = [exact[each.building]] if each.building in exact else by_key.get(building_key(each.building), [])
        known = each.building and len(ids) == 1
        found.append(Listed(each, Place(ids[0], each.unit, alike.room_key(each.room)) if known else None))
    return found
