"""The rows of a file that could not be taken in, as the file they came from, each with the reason in front."""

from collections.abc import Mapping, Sequence
from datetime import time
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from db.layouts import REASON
from db.sheets.book import Book, Cell, Formula, Sheet, Span
from db.words import _
from reports.files import SETTINGS, WIDEST, formats_of, sheet_name, text_for, write

REASON_WIDE = 40  # digits


def refused_file(book: Book, refused: Mapping[int, Sequence[str]], sheet: str, head: tuple[int, int] = (1, 1)) -> bytes:
    """`refused`: sentences by row, counted as the spreadsheet counts. `head`: its first and last row, as in `Table`;
    what stands above it is kept. Everything else is the user's own: columns, order, days, numbers, hidden columns.
    """
    [found] = [each for each in book.sheets if each.name == sheet]
    out = BytesIO()
    with Workbook(out, SETTINGS) as made_book:
        formats = formats_of(made_book)
        made = made_book.add_worksheet(sheet_name(sheet) or _("List"))
        for number in range(head[1]):
            _row(made, number, found.rows[number], formats, "head" if number >= head[0] - 1 else "above")
        _merged(made, found, head[1], formats, head[0] - 1)
        made.write_string(head[1] - 1, 0, _(REASON), formats["head"])
        line = head[1] - 1
        for line, number in enumerate(sorted(refused), head[1]):
            made.write_string(line, 0, text_for("\n".join(refused[number])), formats["wrapped"])
            _row(made, line, _whole(found, number - 1), formats)
        made.set_column(0, 0, REASON_WIDE)
        for column in range(max(map(len, found.rows), default=0)):
            made.set_column(column + 1, column + 1, _width(found, column, refused), None, _options(found, column))
        made.freeze_panes(head[1], 1)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
    return out.getvalue()


def _row(made: Worksheet, line: int, cells: Sequence[Cell], formats: dict[str, Any], kind: str = "") -> None:
    for column, value in enumerate(cells, 1):
        if value is None or value == "":
            continue
        if kind:
            made.write_string(line, column, text_for(_plain(value)), formats[kind])
        else:
            write(made, line, column, _plain(value) if isinstance(value, Formula | time | bool) else value, formats)


def _whole(found: Sheet, number: int) -> list[Cell]:
    """A row of data with what stands in cells merged over several rows: the rows around it may not come along."""
    cells = list(found.rows[number])
    for span in found.merged:
        if span.top < number <= span.bottom:
            cells += [None] * (span.left + 1 - len(cells))
            cells[span.left] = cells[span.left] or _at(found, span)
    return cells


def _plain(value: Cell) -> str:
    """A formula comes back as the text it was, and is one no longer."""
    match value:
        case Formula(text=text):
            return text
        case time():
            return value.strftime("%H:%M")
        case bool():
            return "TRUE" if value else "FALSE"
    return str(value)


def _merged(made: Worksheet, found: Sheet, last: int, formats: dict[str, Any], head: int) -> None:
    """Titles and heads over several columns stay so. What they say is already written."""
    taken: set[tuple[int, int]] = set()
    for span in found.merged:
        places = {(r, c) for r in range(span.top, span.bottom + 1) for c in range(span.left, span.right + 1)}
        if span.bottom < last and len(places) > 1 and not places & taken:  # a broken file may have them overlap
            taken |= places
            kind = "head" if span.top >= head else "above"
            made.merge_range(span.top, span.left + 1, span.bottom, span.right + 1, "", formats[kind])
            made.write_string(span.top, span.left + 1, text_for(_plain(_at(found, span) or "")), formats[kind])


def _at(found: Sheet, span: Span) -> Cell:
    row = found.rows[span.top]
    return row[span.left] if span.left < len(row) else None


def _width(found: Sheet, column: int, refused: Mapping[int, Sequence[str]]) -> int:
    shown = [found.rows[number - 1] for number in refused]
    longest = max((len(_plain(row[column] or "")) for row in shown if column < len(row)), default=0)
    return min(max(longest * 2, 8), WIDEST)


def _options(found: Sheet, column: int) -> dict[str, Any]:
    return {"hidden": column in found.hidden_columns}
