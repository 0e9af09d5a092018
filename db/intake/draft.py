"""One row while it becomes a record: what its cells say by noun, what is kept of them in words, and what is wrong."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from db.intake.cells import harmless, is_blank, is_said, told
from db.intake.readers import Reader, is_together, reader
from db.intake.table import Body, Column, Problem, Table
from db.intake.targets import BY_KEY, OUT
from db.reading.read import Read
from db.reading.written_days import of_serial
from db.sheets.book import Cell, Formula
from db.sheets.places import place
from db.words import _

# A list works these out from others, often by a formula; where the others are read they are not missed.
WORKED_OUT = frozenset({"resident.age", "resident.birth_date", "resident.sex"})


IDENTITY = "resident.identity_tail"
NOTHING_TELLS = frozenset({"need.words"})  # 诉求: 无 is an answer; elsewhere it is as good as an empty cell
OF_DAYS = re.compile(r"日期|时间|年月|走访|回访|\b(?:date|day|on|visit)$", re.IGNORECASE)


class Spot(NamedTuple):
    """A cell with the column it stands in."""

    cell: Cell
    title: str


class Field(NamedTuple):
    """A column that one reading tells."""

    at: int
    title: str
    key: str
    label: str
    noun: str
    name: str
    read: Reader


@dataclass(slots=True)
class Draft:
    row: int
    answers: dict[str, dict[str, Any]] = field(default_factory=dict)
    spots: dict[str, Spot] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)  # what no field takes, with its title
    formulas: dict[str, Problem] = field(default_factory=dict)

    def of(self, noun: str) -> dict[str, Any]:
        return self.answers.setdefault(noun, {})

    def cell(self, key: str) -> Cell:
        spot = self.spots.get(key)
        return spot.cell if spot else None

    def say(self, column: str, why: str, grave: bool = False) -> None:
        problem = Problem(column, why, grave)
        if why and problem not in self.problems:
            self.problems.append(problem)

    def keep(self, label: str, text: str) -> None:
        """Into the note, with its title."""
        if text and (line := _("{label}: {value}").format(label=label, value=text)) not in self.kept:
            self.kept.append(line)

    def take(self, key: str, found: Read[Any]) -> Any:
        """What was read of a cell: its note is said, what is left of it is kept. Gives the value."""
        spot = self.spots.get(key)
        self.say(spot.title if spot else "", found.note, found.refused)
        if found.left:
            self.keep(_(BY_KEY[key].label), found.left)
        return found.value


class Plan:
    """How the rows of a table are read, worked out once."""

    def __init__(self, table: Table, today: date) -> None:
        self.table, self.today, self.year = table, today, table.year
        self.fields: list[Field] = []
        self.together: list[tuple[int, str, str]] = []
        rest: list[tuple[str, int]] = []
        for column in table.columns:
            if column.target == OUT:
                continue
            if not column.target:
                if not column.hidden:
                    rest.append((title_of(column), column.index))
                continue
            target = BY_KEY[column.target]
            if is_together(target):
                self.together.append((column.index, title_of(column), target.key))
            else:
                read = reader(target, self.year)
                told_as = _(target.label)
                self.fields.append(
                    Field(column.index, title_of(column), target.key, told_as, target.noun, target.name, read)
                )
        self.rest = sorted(rest)
        self.of_days = {title for title, _index in rest if OF_DAYS.search(title)}
        self.keys = {column.target for column in table.columns}
        self.carried = _carried(table)

    def draft(self, body: Body, carried: Mapping[str, Cell] | None = None) -> Draft:
        """`carried`: cells that belong to this row although they stand above it."""
        d = Draft(body.row)
        cells, wide = body.cells, len(body.cells)
        for index, title, key in self.together:
            cell = cells[index] if index < wide else None
            if cell is None and carried:
                cell = carried.get(key)
            if cell is None:
                continue
            if key != IDENTITY:
                cell = harmless(cell)
            if isinstance(cell, Formula):
                self._formula(d, index, title, key, cell)
            elif not is_said(cell) and (is_blank(cell) or key not in NOTHING_TELLS):
                continue
            elif key in d.spots and BY_KEY[key].many:
                d.spots[key] = Spot(f"{told(d.spots[key].cell)}、{told(cell)}", d.spots[key].title)
            elif key in d.spots:
                d.keep(title, told(cell))
            else:
                d.spots[key] = Spot(cell, title)
        for index, title, key, label, noun, name, read in self.fields:
            cell = cells[index] if index < wide else None
            if cell is None and carried:
                cell = carried.get(key)
            if cell is None:
                continue
            if isinstance(cell, Formula):
                self._formula(d, index, title, key, cell)
                continue
            found = read(harmless(cell))
            if found.value is not None:
                d.answers.setdefault(noun, {}).setdefault(name, found.value)
            if found.note:
                d.say(title, found.note, found.refused)
            if found.left:
                d.keep(label, found.left)
        for title, index in self.rest:
            cell = cells[index] if index < wide else None
            if cell is not None and not isinstance(cell, Formula) and is_said(cell):
                d.keep(title, told(_day(cell) if title in self.of_days else cell))
        return d

    def _formula(self, d: Draft, index: int, title: str, key: str, cell: Formula) -> None:
        said = _("{cell} holds a formula ({text}). Write what it shows instead.")
        said = said.format(cell=place(d.row - 1, index), text=told(cell)[:60])
        d.formulas[key] = Problem(title, said, grave=True)


def _day(cell: Cell) -> Cell:
    """The spreadsheet's number of a day, in a column that says so."""
    found = of_serial(cell) if isinstance(cell, int) and not isinstance(cell, bool) else None
    return found or cell


def title_of(column: Column) -> str:
    return told(column.title) or _("Column {letter}").format(letter=column.letter)


def formulas_left(d: Draft) -> None:
    """Formulas keep the row out, save where what they work out is known without them."""
    person = d.answers.get("resident", {})
    for key, problem in d.formulas.items():
        told_otherwise = person.get("birth_date" if key == "resident.age" else BY_KEY[key].name)
        if key not in WORKED_OUT or told_otherwise is None:
            d.problems.append(problem)


def _carried(table: Table) -> dict[int, dict[str, int]]:
    """For rows within merged cells: which row says a target's cell, by row and target."""
    by_index = {column.index: column.target for column in table.columns if column.target}
    found: dict[int, dict[str, int]] = {}
    for span in table.merged:
        for column in range(span.left, span.right + 1):
            if (target := by_index.get(column)) is not None and column == span.left:
                for row in range(span.top + 1, span.bottom + 1):
                    found.setdefault(row + 1, {})[target] = span.top + 1
    return found
