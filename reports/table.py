"""A table whose words wrap, whose rows may go on over the page, and whose head is repeated there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from reports import colours, sheet
from reports.flowables import Drawn, add, ink, lay
from reports.sheet import Style

LEAST = 2  # lines of a row worth beginning at the foot of a page
SHORT = 10  # rows of a table that is not parted


@dataclass(frozen=True)
class Column:
    """A heading and the share of the width it takes."""

    head: str
    share: float
    align: str = "left"


def folded(what: str, count: str, rows: Sequence[Sequence[str]]) -> tuple[list[Column], list[list[str]]]:
    """A list of words and counts in two halves side by side, for a table half as long."""
    half = -(-len(rows) // 2)
    right = [*rows[half:], *([("", "")] if len(rows) % 2 else [])]
    columns = [Column(what, 3), Column(count, 1.6, "centre")] * 2
    return columns, [[*here, *there] for here, there in zip(rows[:half], right, strict=True)]


@dataclass(frozen=True)
class Row:
    """The lines of each cell, and how the row is set."""

    cells: tuple[tuple[Drawn, ...], ...]
    style: Style
    goes_on: bool = False  # no rule below: the rest of it stands on the next page

    @cached_property
    def lines(self) -> int:
        return max(len(cell) for cell in self.cells)

    @cached_property
    def height(self) -> float:
        return self.lines * self.style.leading + 2 * sheet.CELL

    def parted(self, lines: int) -> tuple["Row", "Row"]:
        """The row up to so many lines, and the rest of it."""
        here = replace(self, cells=tuple(cell[:lines] for cell in self.cells), goes_on=True)
        return here, replace(self, cells=tuple(cell[lines:] for cell in self.cells))


class Table(Flowable):  # type: ignore[misc]
    """Ledger lines: strong above, below and under the head, fine between rows. The last row may be a total."""

    def __init__(self, columns: Sequence[Column], rows: Sequence[Sequence[str]], total: bool = False) -> None:
        super().__init__()
        self.columns, self.texts, self.total = columns, rows, total
        self.rows: list[Row] = []
        self.head: Row | None = None
        self.laid = -1.0
        self.spaceAfter = sheet.CELL * 3

    def _lay(self, room: float) -> None:
        shares = sum(column.share for column in self.columns)
        self.widths = [room * column.share / shares for column in self.columns]
        self.head = self._row([column.head for column in self.columns], sheet.HEAD_CELL)
        last = len(self.texts) - 1
        self.rows = [
            self._row(texts, sheet.HEAD_CELL if self.total and number == last else sheet.CELL_TEXT)
            for number, texts in enumerate(self.texts)
        ]
        self.laid = room

    def _row(self, texts: Sequence[str], style: Style) -> Row:
        cells = []
        for column, width, words in zip(self.columns, self.widths, texts, strict=True):
            cells.append(tuple(lay(words, replace(style, align=column.align), width - 2 * sheet.CELL)))
        return Row(tuple(cells), style)

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        if self.laid != room:
            self._lay(room)
        self.width, self.height = room, sum(row.height for row in self._all())
        return room, self.height

    def _all(self) -> list[Row]:
        assert self.head is not None
        return [self.head, *self.rows]

    def split(self, room: float, height: float) -> list[Flowable]:
        """What fits here and the rest. A row begins at the foot of a page only with lines enough to be read."""
        self.wrap(room, height)
        assert self.head is not None
        if len(self.rows) <= SHORT and self.height <= sheet.BLOCK_HEIGHT / 2:
            return []  # better as a whole on the next page
        left = height - self.head.height
        here: list[Row] = []
        for number, row in enumerate(self.rows):
            if row.height <= left:
                here.append(row)
                left -= row.height
                continue
            rest = self.rows[number:]
            fit = int((left - 2 * sheet.CELL) / row.style.leading + 1e-6)
            fit = min(fit, row.lines - LEAST)
            if fit >= LEAST:
                part, remains = row.parted(fit)
                here, rest = [*here, part], [remains, *rest[1:]]
            return [self._part(here), self._part(rest)] if here else []
        return [self]

    def _part(self, rows: list[Row]) -> "Table":
        made = Table(self.columns, (), self.total)
        made.rows, made.head, made.widths, made.laid = rows, self.head, self.widths, self.laid
        made.spaceAfter = self.spaceAfter
        return made

    def draw(self) -> None:
        y, rules = (
            self.height,
            [f"{sheet.STRONG_RULE:.2f} w 0 {self.height:.2f} m {self.width:.2f} {self.height:.2f} l S"],
        )
        for number, row in enumerate(self._all()):
            x = 0.0
            for width, cell in zip(self.widths, row.cells, strict=True):
                if cell:
                    add(self.canv, ink(cell, row.style, self.canv._doc, x + sheet.CELL, y - sheet.CELL))
                x += width
            y -= row.height
            if not row.goes_on:
                thick = sheet.STRONG_RULE if number in (0, len(self.rows)) else sheet.FINE_RULE
                rules.append(f"{thick:.2f} w 0 {y:.2f} m {self.width:.2f} {y:.2f} l S")
        red, green, blue = HexColor(colours.PAPER_INK).rgb()
        add(self.canv, f"q {red} {green} {blue} RG {' '.join(rules)} Q")
