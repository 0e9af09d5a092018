"""A table found in a sheet, how its columns are understood, and the records that come of its rows."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db.choices import TableKind
from db.sheets.book import Cell, Span


@dataclass(frozen=True)
class Column:
    """A column of a table. `title` joins the levels of its head; `target` is the key of what it means, "" for none.

    `why` says the guess in a sentence; `samples` are a few of its cells, as text. Not `sure`: its name and what is in
    it say different things, and somebody should look.
    """

    index: int
    letter: str
    title: str
    target: str
    why: str
    samples: tuple[str, ...] = ()
    hidden: bool = False
    sure: bool = True


@dataclass(frozen=True)
class Body:
    """One row of data: its number as the spreadsheet counts, and its cells."""

    row: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class LeftOut:
    """Rows that are no data, and why: a title, a hint, a note at the foot, a line of a template nobody filled in.

    A note beside the table stands in a row that may be data all the same. `sheet` names another sheet of the file, on
    which no table was found; it is told with the first table.
    """

    first: int
    last: int
    why: str
    text: str = ""
    sheet: str = ""


@dataclass(frozen=True)
class Table:
    """`head` are the first and last row of the head. `year` is what the sheet says of itself (a title, a day of
    filling in), for days written without one. `merged` are cells of the body that go over several rows, counted as the
    sheet's; `unused` the rows of a template that nobody filled in, in case the columns are understood otherwise."""

    sheet: str
    kind: TableKind
    head: tuple[int, int]
    columns: tuple[Column, ...]
    body: tuple[Body, ...]
    left_out: tuple[LeftOut, ...] = ()
    title: str = ""
    year: int | None = None
    shape: str = ""  # the same for every file with these titles in this order
    merged: tuple[Span, ...] = ()
    unused: tuple[Body, ...] = ()


@dataclass(frozen=True)
class Problem:
    """What is wrong with, or was assumed of, one cell. A grave one keeps the row out."""

    column: str
    why: str
    grave: bool = False


@dataclass(frozen=True)
class Record:
    """What one row says, by noun: the answers for the `…Fields` classes, not yet checked against them.

    household: `building` is a name, not an id; `raw_address`, `door_sure` beside unit, floor, room.
    residents: one for each person named in the row; the first is whom the row is about.
    hardships: answers of `HardshipFields`. visit, needs, measures: of `VisitFields`, `NeedFields`, `MeasureFields`,
    with `staff` (names) in the visit and what closes a need in its `closing`. building, account: of their own classes.
    On a list of owners and tenants the residents have `name`, `phone`, `role`, `state`, `moved_in` and `moved_out`.
    """

    table: str  # the sheet's name
    row: int
    household: Mapping[str, Any] = field(default_factory=dict)
    residents: tuple[Mapping[str, Any], ...] = ()
    hardships: tuple[Mapping[str, Any], ...] = ()
    visit: Mapping[str, Any] = field(default_factory=dict)
    needs: tuple[Mapping[str, Any], ...] = ()
    measures: tuple[Mapping[str, Any], ...] = ()
    building: Mapping[str, Any] = field(default_factory=dict)
    account: Mapping[str, Any] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    @property
    def is_refused(self) -> bool:
        return any(problem.grave for problem in self.problems)
