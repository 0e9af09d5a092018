"""Where a row's household lives: from one cell, from columns for building, unit and room, or from both."""

from db.choices import DoorSure
from db.intake.cells import is_said, whole, words
from db.intake.draft import Draft
from db.reading import doors
from db.reading.doors import Door
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

PARTS = ("building", "unit", "floor", "room")
LONGEST_ROOM = 20


def place(d: Draft) -> None:
    """Sets building, unit, floor and room, the address as it came, and how sure the reading is."""
    parts: dict[str, Cell] = {name: d.cell(f"household.{name}") for name in PARTS}
    address, raw = d.cell("household.door"), d.cell("household.raw_address")
    in_columns = is_said(parts["building"]) or is_said(parts["unit"])
    if in_columns or (is_said(parts["room"]) and is_said(address)):
        _of_columns(d, parts, address)
    elif is_said(parts["room"]):  # 房号 with the whole door in it
        _of_text(d, "household.room", parts["floor"])
    elif is_said(address):
        _of_text(d, "household.door", parts["floor"])
    if is_said(raw):
        d.of("household")["raw_address"] = words(raw)


def _of_text(d: Draft, key: str, floor: Cell) -> None:
    home, text = d.of("household"), d.cell(key)
    found = d.take(key, doors.door(text))
    if isinstance(found, Door):
        _set(d, found)
        home.setdefault("door_sure", found.sure)
        home["raw_address"] = words(text)
        if home.get("floor") is None and is_said(floor):
            home["floor"] = whole(floor).value


def _of_columns(d: Draft, parts: dict[str, Cell], address: Cell) -> None:
    home = d.of("household")
    at = doors.door(address).value if is_said(address) else None
    if at is not None:  # 住址 says the building, 房号 the door
        for name in PARTS:
            if not is_said(parts[name]) and name != "floor":
                parts[name] = getattr(at, name) if getattr(at, name) != "" else None
    found = doors.joined(parts["building"], parts["unit"], parts["floor"], parts["room"])
    unit = whole(parts["unit"]).value if is_said(parts["unit"]) else None
    if found.value is not None and found.value.sure is not DoorSure.SURE and _is_plain(parts, unit):
        floor = whole(parts["floor"]).value if is_said(parts["floor"]) else found.value.floor
        plain = Door(words(parts["building"]), unit, floor, words(parts["room"]), "", DoorSure.LIKELY)
        found = Read(plain, "", True, "")  # columns of their own say it; nothing was assumed
    key = "household.room" if "household.room" in d.spots else "household.building"
    door = d.take(key, found)
    if not isinstance(door, Door):
        return
    _set(d, door)
    if home.get("floor") is None and is_said(parts["floor"]):
        home["floor"] = whole(parts["floor"]).value
    if found.note:
        home.setdefault("door_sure", door.sure)
        typed = [words(parts[name]) for name in PARTS if is_said(parts[name])]
        home["raw_address"] = words(address) if is_said(address) else " ".join(typed)
    elif is_said(address):
        home["raw_address"] = words(address)


def _is_plain(parts: dict[str, Cell], unit: int | None) -> bool:
    """Building and room each in their column, and a number or nothing for the unit."""
    named = is_said(parts["building"]) and is_said(parts["room"])
    return named and (unit is not None or not is_said(parts["unit"])) and len(words(parts["room"])) <= LONGEST_ROOM


def _set(d: Draft, door: Door) -> None:
    home = d.of("household")
    for name in PARTS:
        value = getattr(door, name)
        if value is not None and value != "":
            home[name] = value


def is_told(d: Draft) -> bool:
    home = d.answers.get("household", {})
    return bool(home.get("room") or home.get("building"))


def nobody_told(d: Draft) -> None:
    d.say("", _("Neither a door nor a name: nobody can tell whom this is about."), grave=True)
