"""Columns of a table as wide as their words, so that few of these break and the table is short."""

from collections.abc import Collection, Iterator, Sequence
from math import ceil

from reports import sheet
from reports.blocks import Listing
from reports.fonts import font
from reports.sheet import Style
from reports.table import Column

SEEN = 200  # rows whose words are measured
MOST = 0.92  # of a column's cells stand in one line, if there is room; of a narrow one all, save in a long table
NARROW = sheet.BLOCK_WIDTH / 5
Rows = tuple[tuple[str, ...], ...]


def listing(
    title: str, heads: Sequence[str], rows: Rows, home: int | None = None, lead: str = "", is_dense: bool = False
) -> Listing:
    """A table that is as short as it can be. `home` is the column of households, each a door and a name: the name
    stands beside the door or below it; in a long table some may be parted, if that makes it shorter."""
    text = sheet.DENSE_TEXT if is_dense else sheet.CELL_TEXT
    ways = [(balanced(heads, rows, text=text), rows)]
    if home is not None:
        beside, below = (_with_door(rows, home, mark) for mark in (" ", "\n"))
        ways = [(balanced(heads, beside, {home}, text), beside), (balanced(heads, below, text=text), below)]
        if is_dense:
            ways.insert(1, (balanced(heads, beside, text=text), beside))
    columns, told = min(ways, key=lambda way: _lines(way[0], way[1], text))
    return Listing(title, columns, told, lead=lead, is_dense=is_dense)


def balanced(
    heads: Sequence[str], rows: Rows, whole: Collection[int] = (), text: Style = sheet.CELL_TEXT
) -> tuple[Column, ...]:
    """Columns as wide as their words; where there is not room for all, the widest give, except those that stay
    whole."""
    wide = list(_widths(heads, rows, text))
    room = sheet.BLOCK_WIDTH - sum(wide[n] for n in whole)
    even = sorted(each for n, each in enumerate(wide) if n not in whole)
    if sum(even) > room:  # the narrow ones stay as they are, the others share what is left
        for n, each in enumerate(even):
            if each * (len(even) - n) > room:
                most = room / (len(even) - n)
                wide = [each if at in whole else min(each, most) for at, each in enumerate(wide)]
                break
            room -= each
    more = sheet.BLOCK_WIDTH / sum(wide)
    return tuple(Column(head, share * more) for head, share in zip(heads, wide, strict=True))


def _with_door(rows: Rows, home: int, mark: str) -> Rows:
    return tuple((*row[:home], row[home].replace("　", mark), *row[home + 1 :]) for row in rows)


def _lines(columns: Sequence[Column], rows: Rows, text: Style) -> int:
    """About how many lines they take."""
    rooms = [column.share - 2 * sheet.CELL for column in columns]
    return sum(max(_lines_of(words, room, text) for words, room in zip(row, rooms, strict=True)) for row in _some(rows))


def _lines_of(words: str, room: float, text: Style) -> int:
    return sum(max(ceil(_wide(line, text) / room), 1) for line in words.split("\n"))


def _widths(heads: Sequence[str], rows: Rows, text: Style) -> Iterator[float]:
    """Of each column: room for its head and for most of its cells in one line."""
    some, head = _some(rows), sheet.DENSE_HEAD if text is sheet.DENSE_TEXT else sheet.HEAD_CELL
    for n, words in enumerate(heads):
        cells = sorted(max(_wide(line, text) for line in row[n].split("\n")) for row in some)
        most = cells[min(int(len(cells) * MOST), len(cells) - 1)] if cells else 0
        if text is not sheet.DENSE_TEXT:
            most = max([most, *(cell for cell in cells if cell <= NARROW)])
        yield max(most, font(head.font).stringWidth(words, head.size)) + 2 * sheet.CELL + 0.5


def _some(rows: Rows) -> Rows:
    """Enough of many."""
    return rows[:: max(ceil(len(rows) / SEEN), 1)]


def _wide(words: str, text: Style) -> float:
    return font(text.font).stringWidth(words, text.size)
