"""Where tables begin in a sheet: heads of one to three levels, below titles, and again further down."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from db.intake import titles
from db.intake.targets import head_words, nearly_tells_head, tells_head
from db.sheets.book import Cell, Formula, Sheet, Span

MOST_LEVELS = 3
MOST_TABLES = 50  # of one sheet; what follows belongs to the last
FIRST_CELLS = 4  # of a row, by which a second head is suspected
SEARCHED = 20  # rows in which a head of unknown titles is looked for
LONG = 20  # characters: a title is shorter


@dataclass(frozen=True)
class Block:
    """One head and what follows it, all counted from 0: the levels of each column's title, and the rows above that
    belong to it (its title), its own, and those below up to the next block."""

    above: range
    top: int
    bottom: int
    below: range
    levels: Mapping[int, tuple[str, ...]]


def blocks(sheet: Sheet) -> list[Block]:
    heads = list(islice(_heads(sheet), MOST_TABLES))
    found, start = [], 0
    for n, (top, bottom) in enumerate(heads):
        stop = len(sheet.rows)
        if n + 1 < len(heads):
            stop = _title_begins(sheet, bottom + 1, heads[n + 1][0])
        found.append(Block(range(start, top), top, bottom, range(bottom + 1, stop), _levels(sheet, top, bottom)))
        start = stop
    return found


def filled(row: Sequence[Cell]) -> list[tuple[int, Cell]]:
    return [(column, cell) for column, cell in enumerate(row) if cell is not None and cell != ""]


def _heads(sheet: Sheet) -> Iterator[tuple[int, int]]:
    """First and last row of each head. A head that comes again in the same words is no new one."""
    first: tuple[str, ...] | None = None
    at = start = 0
    while at < len(sheet.rows):
        row = sheet.rows[at]
        if not (_is_first_head(row) if first is None else _may_be_head(row) and _is_head(row)):
            at += 1
            continue
        top, bottom = _upwards(sheet, at, start, first is None), _downwards(sheet, at)
        told = tuple(titles.key(cell) for _column, cell in filled(row) if isinstance(cell, str))
        if told != first:
            yield top, bottom
            first = told
        at = start = bottom + 1
    if first is None and (unknown := _unknown_head(sheet)) is not None:
        yield unknown, unknown


def _is_first_head(row: Sequence[Cell]) -> bool:
    there = filled(row)
    texts = [cell for _column, cell in there if isinstance(cell, str)]
    if len(texts) < 2 or len(texts) < len(there) * 0.8:
        return False
    told = sum(map(nearly_tells_head, texts))
    return told >= 2 and told * 4 >= len(there) and any(map(tells_head, texts))


def _may_be_head(row: Sequence[Cell]) -> bool:
    """Quick, as it is asked of every row."""
    told, tried = head_words(), 0
    for cell in row:
        if isinstance(cell, str):
            if len(cell) < LONG and "".join(cell.split()).casefold() in told:
                return True
            tried += 1
            if tried == FIRST_CELLS:
                return False
        elif cell is not None:
            return False
    return False


def _is_head(row: Sequence[Cell]) -> bool:
    there = filled(row)
    texts = [cell for _column, cell in there if isinstance(cell, str)]
    told = sum(map(tells_head, texts))
    return len(texts) == len(there) and told * 2 >= len(texts) and (told >= 3 or told == len(texts) >= 2)


def _downwards(sheet: Sheet, at: int) -> int:
    """Further levels: rows that cells of the head reach into, or that go on with titles."""
    bottom = at
    while bottom + 1 < len(sheet.rows) and bottom - at < MOST_LEVELS - 1:
        row = sheet.rows[bottom + 1]
        texts = [cell for _column, cell in filled(row) if isinstance(cell, str)]
        if len(texts) != len(filled(row)):
            break
        reached = any(span.top <= bottom < span.bottom and span.top >= at for span in sheet.merged)
        told = sum(map(tells_head, texts))
        above = {column for column, _cell in filled(sheet.rows[bottom])}
        goes_on = told >= 2 and told * 2 >= len(texts) and any(c not in above for c, _cell in filled(row))
        if not (reached or goes_on):
            break
        bottom += 1
    return bottom


def _upwards(sheet: Sheet, at: int, start: int, is_first: bool) -> int:
    """Levels above the first titles that were known: 基本情况 over several columns. Further down only merged cells tell
    a level from the last row of another table."""
    top = at
    wide = max((column for column, _cell in filled(sheet.rows[at])), default=0) + 1
    while top > start and at - top < MOST_LEVELS - 1:
        there = filled(sheet.rows[top - 1])
        if not there or not all(isinstance(cell, str) and _may_be_title(cell) for _column, cell in there):
            break
        spans = [span for span in sheet.merged if span.top <= top - 1 <= span.bottom]
        is_level = any(span.bottom >= top for span in spans) or (is_first and len(there) > 1)
        is_group = any(span.left < span.right and span.right - span.left + 1 < wide * 0.8 for span in spans)
        if not (is_level or (is_group and there[0][0] > 0)):
            break
        top -= 1
    return top


def _may_be_title(text: str) -> bool:
    return len(titles.shown(text)) <= LONG and not re.search("[:：]", text)


def _levels(sheet: Sheet, top: int, bottom: int) -> dict[int, tuple[str, ...]]:
    """The titles of each column from above; a merged cell's title counts for all that it covers."""
    spans = [span for span in sheet.merged if span.bottom >= top and span.top <= bottom]
    wide = max((len(sheet.rows[row]) for row in range(top, bottom + 1)), default=0)
    wide = max(wide, max((span.right + 1 for span in spans), default=0))
    found: dict[int, tuple[str, ...]] = {}
    for column in range(wide):
        levels = [_title(sheet, row, column, spans, bottom) for row in range(top, bottom + 1)]
        told = [text for n, text in enumerate(levels) if text and text != (levels[n - 1] if n else "")]
        if told:
            found[column] = tuple(told)
    return found


def _title(sheet: Sheet, row: int, column: int, spans: Sequence[Span], bottom: int) -> str:
    for span in spans:
        if span.top <= row <= span.bottom and span.left <= column <= span.right:
            return titles.shown(_at(sheet, span.top, span.left))
    text = titles.shown(_at(sheet, row, column))
    if text or row == bottom or spans or not titles.shown(_at(sheet, bottom, column)):
        return text
    for left in range(column - 1, -1, -1):  # merged once, and lost in a CSV
        if group := titles.shown(_at(sheet, row, left)):
            return group if titles.shown(_at(sheet, bottom, left)) else ""
        if not titles.shown(_at(sheet, bottom, left)):
            return ""
    return ""


def _at(sheet: Sheet, row: int, column: int) -> Cell:
    cells = sheet.rows[row]
    cell = cells[column] if column < len(cells) else None
    return None if isinstance(cell, Formula) else cell


def _title_begins(sheet: Sheet, first: int, head: int) -> int:
    """Single cells right above a head are its title."""
    start = head
    while start > first and len(filled(sheet.rows[start - 1])) <= 1:
        start -= 1
    return start


def _unknown_head(sheet: Sheet) -> int | None:
    """No title is known: the first row of short texts with something else below it."""
    for at, row in enumerate(sheet.rows[:SEARCHED]):
        there = filled(row)
        short = [cell for _c, cell in there if isinstance(cell, str) and len(cell) <= LONG and not _has_figures(cell)]
        if len(short) < 2 or len(short) != len(there) or len(set(short)) != len(short):
            continue
        below = [cell for each in sheet.rows[at + 1 : at + 6] for _c, cell in filled(each)]
        if any(not isinstance(cell, str) or _has_figures(cell) for cell in below):
            return at
    return None


def _has_figures(text: str) -> bool:
    return any(c.isdigit() for c in text)
