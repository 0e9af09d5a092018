"""A picture in sums as a grid: rows, columns, and what stands in each cell. Every way of drawing it reads this."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from textwrap import wrap

from db.words import _, language
from reports.colours import Theme

MANY = 9  # columns with long names: from here on they stand below one another, and the rows beside
MOST_ROWS, MOST_BESIDE, MOST_ON_A_PHONE = 24, 14, 5  # rows shown at once: below one another, beside, on a phone
Value = str | int | float | None


@dataclass(frozen=True)
class Head:
    """The head of a row or column. `key` says in a click which it is."""

    key: str
    name: str


@dataclass(frozen=True)
class Square:
    """A cell that holds something. Its colour follows `value` on a scale of numbers, else the word `step`.

    `tip` and `told`: what is said of it when somebody points at it, and in a table; both as the grid names them.
    """

    row: str
    column: str
    figure: str
    value: float
    step: str = ""
    weight: float | None = None  # rows are ranked by it; None: by the value
    is_quiet: bool = False  # no fill: it stands beside what the picture is about
    tip: tuple[str, ...] = ()
    told: tuple[Value, ...] = ()


@dataclass(frozen=True)
class Grid:
    """`top`: the end of a scale of numbers, which begins at 0. Without one the scale has `steps`: each word and its
    place among the fills of the tiers, None for what is not known. `is_mean`: the values of a row are averaged, not
    added up. `stays`: rows and columns never change places."""

    title: str  # of the legend: what the colour tells
    said: str
    row_title: str
    column_title: str
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    squares: tuple[Square, ...]
    tips: tuple[str, ...] = ()
    heads: tuple[str, ...] = ()
    top: float | None = None
    steps: tuple[tuple[str, int | None], ...] = ()
    unit: str = ""
    is_mean: bool = False
    long_names: bool = False  # of columns
    stays: bool = False
    notes: tuple[str, ...] = ()

    def turned(self) -> "Grid":
        """Rows and columns change places."""
        return replace(
            self,
            row_title=self.column_title,
            column_title=self.row_title,
            rows=self.columns,
            columns=self.rows,
            squares=tuple(replace(one, row=one.column, column=one.row) for one in self.squares),
        )

    def only(self, rows: Sequence[Head]) -> "Grid":
        keys = {head.key for head in rows}
        return replace(self, rows=tuple(rows), squares=tuple(one for one in self.squares if one.row in keys))

    def ranked(self) -> list[Head]:
        """The rows, most affected first; those that hold nothing stay in order at the end."""
        weights: dict[str, list[float]] = {}
        for one in self.squares:
            if not one.is_quiet:
                weights.setdefault(one.row, []).append(one.value if one.weight is None else one.weight)

        def weight(head: Head) -> float:
            there = weights.get(head.key, [])
            return sum(there) / (len(there) if self.is_mean else 1) if there else -1

        return sorted(self.rows, key=lambda head: -weight(head))

    def table(self) -> tuple[list[str], list[list[object]]]:
        """All that is told, a line a cell, in the order of rows and columns."""
        rows, columns = ({head.key: n for n, head in enumerate(heads)} for heads in (self.rows, self.columns))
        ordered = sorted(self.squares, key=lambda one: (rows[one.row], columns[one.column]))
        return list(self.heads), [list(one.told) for one in ordered]


def pages(grid: Grid, is_phone: bool = False) -> int:
    return -(-len(grid.rows) // at_once(grid, is_phone)) or 1


def at_once(grid: Grid, is_phone: bool = False) -> int:
    """How many rows are shown at once."""
    if not turns(grid, is_phone):
        return MOST_ROWS
    return MOST_ON_A_PHONE if is_phone else MOST_BESIDE


def part(grid: Grid, number: int = 1, is_phone: bool = False) -> Grid:
    """The rows of one page. All in their own order where they fit, else the most affected first, and a note says so."""
    most = at_once(grid, is_phone)
    if len(grid.rows) <= most:
        return grid
    start = (number - 1) * most
    shown = grid.only(grid.ranked()[start : start + most])
    note = _("{what}: {start} to {end} of {n}, most affected first.").format(
        start=start + 1, end=start + len(shown.rows), n=len(grid.rows), what=grid.row_title
    )
    return replace(shown, notes=(note, *grid.notes))


def turns(grid: Grid, is_phone: bool = False) -> bool:
    """Whether columns are drawn as rows: long names go down the side, and so do many on a phone."""
    if grid.stays:
        return False
    return len(grid.columns) > MOST_ON_A_PHONE if is_phone else grid.long_names and len(grid.columns) > MANY


def stands(grid: Grid, is_phone: bool = False) -> Grid:
    """The grid as it is drawn."""
    return grid.turned() if turns(grid, is_phone) else grid


def in_lines(words: str) -> str:
    """A long name on two or three lines, for a narrow column; no line begins with a comma."""
    if "\n" in words:
        return words
    if language() == "en":
        return "\n".join(wrap(words, 12))
    lines: list[str] = []
    for piece in re.findall("[^、，]+[、，]?", words):
        size = 3 if len(piece.rstrip("、，")) in (5, 6) else 4
        cut = [piece[start : start + size] for start in range(0, len(piece), size)]
        if len(cut) > 1 and cut[-1] in "、，":
            cut[-2:] = [cut[-2] + cut[-1]]
        lines += cut
    return "\n".join(lines)


def fills(grid: Grid, tint: Theme) -> dict[str, tuple[str, str]]:
    """Each step's word with its fill and letters; what is not known has the paper's own colour."""
    return {word: (tint.paper, tint.ink) if place is None else tint.tiers[place] for word, place in grid.steps}
