"""A table whose words wrap, whose rows may go on over the page, and whose head is repeated there."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from typing import Any, NamedTuple

from reportlab.platypus.flowables import Flowable

from reports import colours, sheet
from reports.fonts import font
from reports.ink import Drawn, Ink, add, colour, lay
from reports.sheet import Style

LEAST = 2  # lines of a row worth beginning at the foot of a page, and rows of a table on either side
WHOLE = 6  # lines up to which a row is not parted
SHORT = 10  # rows of a table that moves on as a whole where little is left of the page
LITTLE = sheet.BLOCK_HEIGHT / 8


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


class Row(NamedTuple):
    """The words of a row, how it is set, and how many lines it is high.

    Most rows are one line high. Their words are put down as they are; only for the others is each cell's line kept.
    """

    texts: Sequence[str]
    style: Style
    lines: int = 1
    cells: tuple[Sequence[Drawn], ...] | None = None
    goes_on: bool = False  # no rule below: the rest of it stands on the next page

    @property
    def height(self) -> float:
        return self.lines * self.style.leading + 2 * sheet.CELL

    def parted(self, lines: int) -> tuple["Row", "Row"]:
        """The row up to so many lines, and the rest of it."""
        assert self.cells is not None
        here, rest = (tuple(cell[:lines] for cell in self.cells), tuple(cell[lines:] for cell in self.cells))
        return (
            self._replace(lines=lines, cells=here, goes_on=True),
            self._replace(lines=self.lines - lines, cells=rest),
        )


class Table(Flowable):  # type: ignore[misc]
    """Ledger lines: strong above, below and under the head, fine between rows. The last row may be a total."""

    def __init__(
        self, columns: Sequence[Column], rows: Sequence[Sequence[str]], total: bool = False, dense: bool = False
    ) -> None:
        super().__init__()
        self.columns, self.texts, self.total = columns, rows, total
        self.is_whole = False  # rather moves on than be parted, unless a quarter of the page were left
        self.head, self.text = (sheet.DENSE_HEAD, sheet.DENSE_TEXT) if dense else (sheet.HEAD_CELL, sheet.CELL_TEXT)
        self.rows: list[Row] = []
        self.heads: list[Row] = []
        self.laid = -1.0
        self.high = 0.0  # of the rows without the head, summed up once
        self.spaceAfter = sheet.CELL * 3

    def _lay(self, room: float) -> None:
        shares = sum(column.share for column in self.columns)
        self.widths = [room * column.share / shares for column in self.columns]
        self.rooms = [width - 2 * sheet.CELL for width in self.widths]
        self.heads = [self._row([column.head for column in self.columns], self.head)]
        self.rows = [self._row(texts, self.text) for texts in self.texts]
        if self.total and self.texts:
            self.rows[-1] = self._row(self.texts[-1], self.head)
        if self.heads[0].height > sheet.BLOCK_HEIGHT / 3:  # no head that could be repeated on every page
            self.rows[:0], self.heads = self.heads, []
        self.high = sum(row.height for row in self.rows)
        self.laid = room

    def _row(self, texts: Sequence[str], style: Style) -> Row:
        chain, size = font(style.font), style.size
        for words, room in zip(texts, self.rooms, strict=True):
            if not words.isprintable() or chain.stringWidth(words, size) > room:
                break
        else:
            return Row(texts, style)
        aligned = [replace(style, align=column.align) for column in self.columns]
        cells = tuple(map(lay, texts, aligned, self.rooms))
        return Row(texts, style, max(map(len, cells)), cells)

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        if self.laid != room:
            self._lay(room)
        self.width, self.height = room, sum(head.height for head in self.heads) + self.high
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """What fits here and the rest. A row begins at the foot of a page only with lines enough to be read, and no row
        stands alone on either page."""
        self.wrap(room, height)
        little = 2 * LITTLE if self.is_whole else LITTLE
        if height <= little and (self.is_whole or len(self.rows) <= SHORT) and self.height <= sheet.BLOCK_HEIGHT / 2:
            return []  # better as a whole on the next page
        left = height - (self.height - self.high)
        here: list[Row] = []
        for number, row in enumerate(self.rows):
            if row.height <= left:
                here.append(row)
                left -= row.height
                continue
            fit = int((left - 2 * sheet.CELL) / row.style.leading + 1e-6)
            fit = min(fit, row.lines - LEAST)
            if fit >= LEAST and row.lines > WHOLE:
                part, remains = row.parted(fit)
                return self._parted([*here, part], [remains, *self.rows[number + 1 :]])
            most = min(number, len(self.rows) - LEAST)
            if most < LEAST:  # none here, unless a new page would hold no more of it
                most = number if height > sheet.BLOCK_HEIGHT * 0.8 else 0
            return self._parted(here[:most], self.rows[most:]) if most else []
        return [self]

    def _parted(self, here: list[Row], rest: list[Row]) -> list[Flowable]:
        high = sum(row.height for row in here)
        more = 2 * sheet.CELL if here[-1].goes_on else 0  # the room around the words of a parted row stands twice
        return [self._part(here, high), self._part(rest, self.high - high + more)]

    def _part(self, rows: list[Row], high: float) -> "Table":
        made = Table(self.columns, (), self.total)
        made.head, made.text = self.head, self.text
        made.rows, made.heads, made.laid, made.high = rows, self.heads, self.laid, high
        made.widths, made.rooms = self.widths, self.rooms
        made.spaceAfter = self.spaceAfter
        return made

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """All words in one text object, then all fine rules in one path, then the strong ones."""
        words, place, fine = Ink(canvas._doc), y + self.height, []
        begins, ends, strong = f"{x:.2f}", f"{x + self.width:.2f}", [place]
        starts = [x + sheet.CELL + before for before in accumulate(self.widths[:-1], initial=0)]
        aligned = any(column.align != "left" for column in self.columns)
        for row in (*self.heads, *self.rows):
            top = place - sheet.CELL
            if row.cells:
                for start, cell in zip(starts, row.cells, strict=True):
                    words.put(cell, row.style, start, top)
            else:
                words.row(row.texts, row.style, self._begun(row, starts) if aligned else starts, top)
            place -= row.height
            if not row.goes_on:
                fine.append(place)
        strong += [fine.pop(0) for _head in self.heads]
        if fine and not self.rows[-1].goes_on:
            strong.append(fine.pop())
        rules = [f"q {colour(colours.PAPER_INK)} RG"]
        for thick, places in ((sheet.FINE_RULE, fine), (sheet.STRONG_RULE, strong)):
            if places:
                lines = " ".join([f"{begins} {at:.2f} m {ends} {at:.2f} l" for at in places])
                rules.append(f"{thick:.2f} w {lines} S")
        add(canvas, f"{words.done()} {' '.join(rules)} Q")

    def _begun(self, row: Row, starts: Sequence[float]) -> list[float]:
        """Where the words of a row begin when some columns are not set from the left."""
        chain, size, found = font(row.style.font), row.style.size, []
        for start, column, room, words in zip(starts, self.columns, self.rooms, row.texts, strict=True):
            free = 0 if column.align == "left" else room - chain.stringWidth(words, size)
            found.append(start + (free if column.align == "right" else free / 2))
        return found
