"""Buildings and staff on a list: made, changed or known already; and the buildings that doors alone speak of."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from db.changes.estate import MOST_HOMES, sound
from db.changes.gate import checked
from db.choices import LineState, Role
from db.models import Account, AccountFields, Building, BuildingFields
from db.queries.import_preview_compare import plain_fields
from db.queries.import_preview_register import Register, staff_key
from db.queries.import_preview_rows import Row, dump
from db.queries.import_preview_work import Made
from db.reading.buildings import best_name, building_key
from db.words import _

MOST = {"units": 20, "floors": 120, "doors": 40}
USUAL = {"units": 1, "floors": 6, "doors": 2}


@dataclass(frozen=True)
class NewBuilding:
    """A building that the list's doors speak of, with the shape they tell; `rows`: how many of them."""

    key: str
    name: str
    units: int
    floors: int
    doors: int
    rows: int

    def made(self) -> Made:
        values = {"name": self.name, "units": self.units, "floors": self.floors, "doors": self.doors}
        return Made(0, 0, checked(BuildingFields, values).model_dump(), self.key)


def new_buildings(rows: Iterable[Row]) -> tuple[NewBuilding, ...]:
    """Each as large as the doors seen in it need."""
    names: dict[str, Counter[str]] = defaultdict(Counter)
    shapes: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(USUAL, 0))
    for row in rows:
        if row.door is None or row.door[0]:
            continue
        key, told = row.door[1], row.record.household
        names[key][row.building] += 1
        room, floor = str(told.get("room") or ""), told.get("floor")
        number = int(room[-2:]) if room.isdigit() and len(room) >= 3 else 0
        floor = floor or (int(room[:-2]) if room.isdigit() and 3 <= len(room) <= 4 else 0)
        for name, seen in (("units", told.get("unit") or 0), ("floors", floor), ("doors", number)):
            shapes[key][name] = max(shapes[key][name], min(int(seen), MOST[name]))
    return tuple(
        NewBuilding(key, best_name(found.elements()), **_shape(shapes[key]), rows=found.total())
        for key, found in sorted(names.items())
    )


def _shape(seen: Mapping[str, int]) -> dict[str, int]:
    """No larger than a building may be: one slip of the pen in a door keeps no list out."""
    shape = {name: number or USUAL[name] for name, number in seen.items()}
    shape["doors"] = max(min(shape["doors"], MOST_HOMES // (shape["units"] * shape["floors"])), 1)
    return shape


def buildings(rows: Iterable[Row], register: Register) -> list[Made]:
    """Rows of a table of buildings. Nothing is moved on the plan, and no shape shrinks unseen: it is shown."""
    found, seen = list[Made](), dict[str, int]()
    for row in rows:
        values = dump(row, {}, lambda row=row: checked(BuildingFields, row.record.building))  # type: ignore[misc]
        if values is None or row.is_refused:
            continue
        key = building_key(values["name"])
        if (first := seen.setdefault(key, row.record.row)) != row.record.row:
            row.refuse(_("Row {n} names the same building.").format(n=first))
            continue
        ours = register.building(values["name"])
        if ours is None:
            if dump(row, {}, lambda values=values: sound(values)) is not None:  # type: ignore[misc]
                row.fresh = True
                found.append(Made(row.record.row, 0, values, key))
            continue
        changed = _against(row, BuildingFields, "building", row.record.building, values, ours, {"name"})
        whole = {name: getattr(ours, name) for name in BuildingFields.model_fields} | changed
        if dump(row, {}, lambda whole=whole: sound(whole)) is None:  # type: ignore[misc]
            continue
        found += [Made(row.record.row, ours.id or 0, changed)] if changed else []
    return found


def accounts(rows: Iterable[Row], register: Register, there: Mapping[int, Account], may: bool) -> list[Made]:
    """Rows of a table of staff. A new account has a password nobody knows until an administrator gives one."""
    found, seen = list[Made](), dict[str, int]()
    for row in rows:
        told: dict[str, Any] = {"role": Role.VISITOR, **row.record.account}
        told["name"] = told.get("name") or told.get("display")
        values = dump(row, {}, lambda told=told: checked(AccountFields, told))  # type: ignore[misc]
        if values is None or row.is_refused:
            continue
        key = staff_key(values["name"])
        known = register.staff.get(key) or register.staff.get(staff_key(values["display"]), [])
        if (first := seen.setdefault(key, row.record.row)) != row.record.row:
            row.refuse(_("Row {n} names the same person.").format(n=first))
        elif not may:
            row.refuse(_("Only an administrator adds accounts."))
        elif not known:
            row.fresh = True
            found.append(Made(row.record.row, 0, values, key))
        else:  # what an account may do is changed on its own page, never by a list
            fixed = {"name", "role", "display"}
            changed = _against(row, AccountFields, "account", row.record.account, values, there[known[0]], fixed)
            found += [Made(row.record.row, known[0], changed)] if changed else []
    return found


def _against(
    row: Row, model: Any, record: str, answers: Mapping[str, Any], values: Mapping[str, Any],
    ours: Building | Account, passed_over: set[str],
) -> dict[str, Any]:  # fmt: skip
    changed, changes = plain_fields(model, record, answers, values, ours.model_dump(), frozenset(passed_over))
    row.changes += changes
    row.state = LineState.CHANGED if changes else LineState.SAME
    return changed
