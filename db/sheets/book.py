"""Sheets of rows of cells: what every kind of file becomes."""

from dataclasses import dataclass, field
from datetime import date, datetime, time


@dataclass(frozen=True)
class Formula:
    """A live formula. What it last gave is somebody else's word, so it is named, not taken."""

    text: str


Cell = str | int | float | bool | date | datetime | time | Formula | None


@dataclass(frozen=True)
class Span:
    """Merged cells, from first to last row and column, all counted from 0 and included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0]` is the sheet's first row, empty ones kept in their place, so that row n of the spreadsheet
    is `rows[n - 1]`; rows may be of different lengths. Blank cells are None; whole numbers are `int`, but
    from 1e15 on a number stays `float`: its last digits were lost when it was typed (an identity number, say).
    """

    name: str
    rows: tuple[tuple[Cell, ...], ...]
    merged: tuple[Span, ...] = ()
    hidden_columns: frozenset[int] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden: bool = False


@dataclass(frozen=True)
class Book:
    """A file. `notes` are sentences about what was left out on reading (a picture, a comment, an empty sheet)."""

    name: str
    kind: str  # xlsx, xls, csv
    sha256: str
    sheets: tuple[Sheet, ...]
    notes: tuple[str, ...] = field(default=())
