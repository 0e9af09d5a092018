"""The rows of a list, checked field by field and put together by door: one household is often many rows."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import SQLModel

from db import alike, telling
from db.changes.gate import checked
from db.changes.household import floor_of, tail_fits, unit_fits
from db.choices import LineChoice, LineState
from db.errors import Invalid
from db.intake.table import Problem, Record, Table
from db.models import BuildingFields, HardshipFields, HouseholdFields, ResidentFields
from db.queries.import_preview_compare import Change
from db.queries.import_preview_register import Register
from db.reading.buildings import building_key
from db.words import _

Door = tuple[int, str, int | None, str]  # building id or 0, key of a new building, unit, room as compared


@dataclass(frozen=True)
class Like:
    """A file that this row may be about, and why. `resident_id`: the person in it who is alike, or 0."""

    household_id: int
    no: int
    door: str
    name: str
    why: str
    resident_id: int = 0


@dataclass
class Told:
    """A person of one household as one or more rows tell them."""

    row: "Row"
    answers: dict[str, Any]
    values: dict[str, Any]
    ours: Mapping[str, Any] | None = None
    changes: list[Change] = field(default_factory=list)
    set: dict[str, Any] = field(default_factory=dict)


@dataclass
class Row:
    """One row under way. `key` names its decision; rows of a door that is in doubt share one."""

    record: Record
    key: str
    building: str = ""
    door: Door | None = None
    people: list[Told] = field(default_factory=list)
    hards: list[dict[str, Any]] = field(default_factory=list)
    state: LineState = LineState.NEW
    problems: list[Problem] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    likes: tuple[Like, ...] = ()
    offered: tuple[LineChoice, ...] = (LineChoice.TAKE, LineChoice.SKIP)
    proposed: LineChoice = LineChoice.TAKE
    no: int = 0
    fresh: bool = False  # it brings a person, a household or a visit that was not there
    edited: bool = False  # what it would change was put right by somebody since

    def refuse(self, why: str, column: str = "") -> None:
        self.problems.append(Problem(column, why, grave=True))
        self.state = LineState.REFUSED

    @property
    def is_refused(self) -> bool:
        return self.state is LineState.REFUSED


@dataclass
class Group:
    """The rows of one door (or, where no door is written, of one name)."""

    rows: list[Row] = field(default_factory=list)
    people: dict[str, Told] = field(default_factory=dict)
    target: int = 0
    state: LineState = LineState.NEW
    likes: tuple[Like, ...] = ()
    matched: dict[str, int] = field(default_factory=dict)  # name to resident, where JOIN says so


def rows(table: Table, records: Sequence[Record], register: Register, makes_buildings: bool) -> list[Row]:
    """Each row with what is wrong with it."""
    titles = {column.target.rpartition(".")[2]: column.title for column in table.columns if column.target}
    checks = _Checks(titles)
    found = []
    for record in records:
        row = Row(record, f"{record.table}!{record.row}", problems=[p for p in record.problems if not p.grave])
        found.append(row)
        for problem in record.problems:
            if problem.grave:
                row.refuse(problem.why, problem.column)
        _door(row, register, makes_buildings, checks)
        for answers in record.residents:
            if str(answers.get("name") or "").strip():
                values = checks.person(row, answers)
                if values is not None:
                    row.people.append(Told(row, dict(answers), values))
        row.hards = [values for answers in record.hardships if (values := checks.hardship(row, answers))]
    return found


class _Checks:
    def __init__(self, titles: Mapping[str, str]) -> None:
        self.titles = titles
        self.hards: dict[Any, dict[str, Any]] = {}
        self.buildings: dict[str, str] = {}

    def building(self, name: str) -> str:
        """What is wrong with the name of a new one."""
        if name not in self.buildings:
            try:
                checked(BuildingFields, {"name": name})
                self.buildings[name] = ""
            except Invalid as wrong:
                self.buildings[name] = str(wrong)
        return self.buildings[name]

    def person(self, row: Row, answers: Mapping[str, Any]) -> dict[str, Any] | None:
        def sound() -> SQLModel:
            fields = checked(ResidentFields, answers)
            tail_fits(fields)
            return fields

        return dump(row, self.titles, sound)

    def hardship(self, row: Row, answers: Mapping[str, Any]) -> dict[str, Any] | None:
        if len(answers) > 1:
            return dump(row, self.titles, lambda: checked(HardshipFields, answers))
        kind = answers.get("kind")
        if kind not in self.hards:
            told = dump(row, self.titles, lambda: checked(HardshipFields, answers))
            if told is None:
                return None
            self.hards[kind] = told
        return dict(self.hards[kind])


def dump(row: Row, titles: Mapping[str, str], sound: Callable[[], SQLModel]) -> dict[str, Any] | None:
    """The checked answers; what is wrong refuses the row, with the column it stands in."""
    try:
        return dict(sound())
    except Invalid as wrong:
        for name, why in wrong.problems.items():
            row.refuse(why, titles.get(name, ""))
        return None


def _door(row: Row, register: Register, makes_buildings: bool, checks: _Checks) -> None:
    told = row.record.household
    name, room = str(told.get("building") or "").strip(), str(told.get("room") or "").strip()
    if not name or not room:
        return
    building = register.building(name)
    row.building = building.name if building else name
    if building is not None and building.id is not None:
        unit = told.get("unit") or (1 if building.units == 1 else None)
        row.door = (building.id, "", unit, alike.room_key(room))
        if said := unit_fits(told.get("unit"), building.units):
            row.refuse(said)
    elif register.buildings.get(building_key(name)):
        row.refuse(_("Several buildings are called {name}. Write which one.").format(name=name))
    else:
        row.door = (0, building_key(name), told.get("unit"), alike.room_key(room))
        if why := checks.building(name):
            row.refuse(why)
        elif not makes_buildings:
            said = _("There is no building {name}. Add it, or allow new buildings to be made.")
            row.refuse(said.format(name=name))


def grouped(found: Iterable[Row]) -> list[Group]:
    """By door; without one, by name. The same person told twice is one person."""
    groups: dict[object, Group] = {}
    for row in found:
        if row.is_refused:
            continue
        names = [alike.name_key(each.values["name"]) for each in row.people]
        if row.door is None and not names:
            row.refuse(_("Neither a door nor a name: nobody can tell whom this is about."))
            continue
        group = groups.setdefault(row.door or names[0], Group())
        group.rows.append(row)
        for name, each in zip(names, list(row.people), strict=True):
            _same_person(group, row, name, each)
    return list(groups.values())


def _same_person(group: Group, row: Row, name: str, each: Told) -> None:
    first = group.people.setdefault(name, each)
    if first is each:
        return
    row.people[row.people.index(each)] = first
    for column, value in each.answers.items():
        if value in (None, "") or column == "name":
            continue
        if first.answers.get(column) in (None, ""):
            first.answers[column], first.values[column] = value, each.values[column]
        elif column in ("note", "outside_contacts"):
            first.values[column] = _longer(first.values[column], each.values[column])
        elif first.values[column] != each.values[column] and column not in ("birth_text", "is_head"):
            said = _("Row {n} tells the same person otherwise. Make one row of the two, or write another name.")
            row.refuse(said.format(n=first.row.record.row))
            return


def _longer(ours: str, theirs: str) -> str:
    return ours if theirs in ours else f"{ours}\n{theirs}"


def household_values(row: Row, building_id: int, told: Mapping[str, Any]) -> dict[str, Any] | None:
    """A new file's own fields."""
    answers = {**told, "building_id": building_id}
    if answers.get("floor") is None:
        answers["floor"] = floor_of(str(told.get("room") or ""))
    return dump(row, {}, lambda: checked(HouseholdFields, answers))


def door_told(row: Row) -> str:
    told = row.record.household
    if row.building and told.get("room"):
        return telling.door(row.building, told.get("unit"), str(told["room"]))
    return str(told.get("raw_address") or "")
