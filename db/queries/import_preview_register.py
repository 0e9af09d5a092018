"""The register as an import looks at it: everything once, in a few questions, found by door, name and telephone."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from db import alike
from db.changes.batch_rows import from_text, some
from db.choices import HouseholdState
from db.models import (
    Account,
    Batch,
    BatchRow,
    Building,
    Hardship,
    HardshipFields,
    Household,
    HouseholdFields,
    Resident,
    ResidentFields,
    Visit,
    VisitFields,
)
from db.reading.buildings import building_key

OPEN = (HouseholdState.ACTIVE, HouseholdState.PAUSED)
BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")


@lru_cache(maxsize=10_000)
def staff_key(name: str) -> str:
    """孙莉（客服主管） is 孙莉."""
    return alike.name_key(BRACKETS.sub("", name))


@dataclass
class Register:
    """Rows are mappings of their columns. `homes` and `people` are by id; what is gone for good keeps its door."""

    buildings: dict[str, list[Building]] = field(default_factory=dict)
    names_of: dict[int, str] = field(default_factory=dict)
    homes: dict[int, Mapping[str, Any]] = field(default_factory=dict)
    living: dict[int, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    hards: dict[int, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    ended: set[tuple[int, str, int | None]] = field(default_factory=set)  # household, kind, resident
    doors: dict[tuple[int, str], list[int]] = field(default_factory=lambda: defaultdict(list))
    names: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    phones: dict[str, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    births: dict[date, list[Mapping[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    staff: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def building(self, name: str) -> Building | None:
        """By its key; of two that share one, the one of exactly this name."""
        found = self.buildings.get(building_key(name), [])
        exact = [each for each in found if each.name == name.strip()]
        return (exact or found)[0] if exact or len(found) == 1 else None

    def at(self, building_id: int, unit: int | None, room: str) -> list[int]:
        """The files of a door. A unit that nobody wrote may be any."""
        found = self.doors.get((building_id, alike.room_key(room)), ())
        exact = [key for key in found if self.homes[key]["unit"] == unit]
        loose = [key for key in found if unit is None or self.homes[key]["unit"] is None]
        return exact or loose


def read(s: Session) -> Register:
    found = Register()
    for building in s.exec(select(Building).order_by(col(Building.position))):
        s.expunge(building)
        found.buildings.setdefault(building_key(building.name), []).append(building)
        found.names_of[building.id or 0] = building.name
    for row in _rows(s, Household, ("id", "no", "state", "version", *HouseholdFields.model_fields)):
        found.homes[row["id"]] = row
        found.doors[row["building_id"], alike.room_key(row["room"])].append(row["id"])
    for row in _rows(s, Resident, ("id", "household_id", *ResidentFields.model_fields)):
        found.living[row["household_id"]].append(row)
        found.names[alike.name_key(row["name"])].append(row)
        for phone in alike.telephones(row["phone"]) if row["phone"] else ():
            found.phones[phone].append(row)
        if row["birth_date"] and not row["birth_text"]:
            found.births[row["birth_date"]].append(row)
    names = ("id", "household_id", "resident_id", "ended_on", *HardshipFields.model_fields)
    for row in _rows(s, Hardship, names):
        if row["ended_on"] is None:
            found.hards[row["household_id"]].append(row)
        else:
            found.ended.add((row["household_id"], row["kind"], row["resident_id"]))
    accounts = columns(col(Account.id), col(Account.name), col(Account.display)).where(col(Account.deleted).is_(False))
    for key, name, display in s.execute(accounts):
        for each in {staff_key(name), staff_key(display)} - {""}:
            found.staff[each].append(key)
    return found


def _rows(s: Session, model: type[SQLModel], names: Sequence[str]) -> Iterable[Mapping[str, Any]]:
    asked = columns(*(getattr(model, name) for name in names)).order_by(model.id)  # type: ignore[attr-defined]
    return [dict(row) for row in s.execute(asked).mappings()]


def visits_of(s: Session, ids: Sequence[int], since: datetime, until: datetime) -> dict[int, list[Mapping[str, Any]]]:
    """The visits of these households within the days that a list speaks of."""
    found: dict[int, list[Mapping[str, Any]]] = defaultdict(list)
    names = ("id", "household_id", "token", *VisitFields.model_fields)
    for few in some(sorted(set(ids))):
        asked = columns(*(getattr(Visit, name) for name in names)).where(
            col(Visit.household_id).in_(few), col(Visit.at) >= since, col(Visit.at) <= until
        )
        for row in s.execute(asked.order_by(col(Visit.id))).mappings():
            found[row["household_id"]].append(dict(row))
    return found


def brought(s: Session, record: str, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What imports have written into these records, the newest word of each column: a value that the list still has
    and the register no longer was put right by somebody since."""
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for few in some(sorted(set(ids))):
        asked = (
            columns(col(BatchRow.record_id), col(BatchRow.after))
            .join(Batch, col(Batch.id) == col(BatchRow.batch_id))
            .where(col(BatchRow.record) == record, col(BatchRow.record_id).in_(few), col(Batch.undone_at).is_(None))
        )
        for key, after in s.execute(asked.order_by(col(BatchRow.id))):
            found[key] |= from_text(after)
    return found
