"""A list as a spreadsheet: columns from the fields' marks, real dates and numbers, every text inert."""

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import lru_cache
from io import BytesIO
from typing import Any, NamedTuple

from sqlmodel import SQLModel
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from db import privacy
from db.clock import local
from db.fields import Choice, On, Shown, fields_of
from db.words import _
from reports import particulars
from reports.particulars import Particulars
from reports.text import clean

MOST_CHARACTERS = 32767  # in a cell
MOST_ROWS = 1_048_000  # below the head of one sheet
WIDEST, NARROWEST = 48, 6  # columns, in digits; longer texts are wrapped
KEPT = 60  # characters; of a longer text it is not kept how it is written
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r", "　=", "　+", "　-", "　@")
WIDE = re.compile("[⺀-\U0010ffff]")


class Words(NamedTuple):
    """A text as a cell takes it, in which format, and the width it wants."""

    text: str
    kind: str
    width: int


def spreadsheet(
    rows: Sequence[SQLModel],
    on: On = On.EXPORT,
    title: str = "",
    model: type[SQLModel] | None = None,
    told: Particulars | None = None,
) -> bytes:
    """The rows as an XLSX file. `model` names the columns when there may be no rows; rows are masked already."""
    known = model or (type(rows[0]) if rows else None)
    fields: Sequence[Shown] = fields_of(known, on) if known else []
    names = [field.name for field in fields]
    head = [_(field.show.label) for field in fields]
    return listed(head, [[getattr(row, name) for name in names] for row in rows], title, told)


def listed(
    head: Sequence[str],
    rows: Sequence[Sequence[Any]],
    title: str,
    told: Particulars | None = None,
    above: Sequence[str] = (),
) -> bytes:
    """Rows of values under a head, on as many sheets as they need; what they are is told on the last."""
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        book.set_properties({"title": text_for(title)})
        formats = formats_of(book)
        parts = [rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS)] or [rows]
        for number, part in enumerate(parts, 1):
            name = sheet_name(title) or _("List")
            made = book.add_worksheet(name if number == 1 else f"{name[:27]} {number}")
            if head:
                fill(book, made, head, part, above, formats)
            else:
                made.write_string(0, 0, _("There is nothing in this list."), formats["text"])
        if told:
            add_particulars(book, told, formats)
    return out.getvalue()


def add_particulars(book: Workbook, told: Particulars, formats: dict[str, Any] | None = None) -> None:
    """The sheet that says what, when, by whom, by which filters, how many, and whether people can be known by it."""
    fill(book, book.add_worksheet(_("About this list")), [_("What"), _("Value")], particulars.lines(told), (), formats)


def fill(
    book: Workbook,
    made: Worksheet,
    head: Sequence[str],
    rows: Iterable[Sequence[Any]],
    above: Sequence[str] = (),
    formats: dict[str, Any] | None = None,
) -> None:
    """A sheet with a head that stays, columns as wide as what is in them, ready for filtering and for print.

    `above` are lines over the head, each across all columns: its title, who fills it in.
    """
    formats = formats or formats_of(book)
    widths = [words_for(words).width for words in head]
    top, last = len(above), len(head) - 1
    for line, words in enumerate(above):
        how = formats["title" if line == 0 else "above"]
        if last:
            made.merge_range(line, 0, line, last, "", how)
        made.write_string(line, 0, text_for(words), how)
    if above:
        made.set_row(0, 30)
    for column, words in enumerate(head):
        made.write_string(top, column, text_for(words), formats["head"])
    line = top
    for line, row in enumerate(rows, top + 1):
        for column, value in enumerate(row):
            if value is None or value == "":
                continue
            width = write(made, line, column, value, formats)
            if width > widths[column]:
                widths[column] = width
    for column, width in enumerate(widths):
        made.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    made.freeze_panes(top + 1, 0)
    made.autofilter(top, 0, max(line, top + 1), last)
    made.repeat_rows(top)
    made.set_landscape()
    made.set_paper(9)  # A4
    made.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
    made.set_footer("&C&P / &N")
    made.fit_to_pages(1, 0)


def formats_of(book: Workbook) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#F3EEE4", "bottom": 1, "text_wrap": True, "valign": "top"}),
        "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
        "above": book.add_format({"valign": "top"}),
        "text": book.add_format({"valign": "top"}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
        # Shown and edited as text for ever, even when somebody presses Enter in the cell.
        "inert": book.add_format({"valign": "top", "quote_prefix": True}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "number": book.add_format({"valign": "top"}),
    }


def write(made: Worksheet, line: int, column: int, value: Any, formats: dict[str, Any]) -> int:
    """Write one cell as what it is; gives the width it wants. Every cell of every spreadsheet is written here."""
    kind = type(value)
    if kind is not str:
        if kind is bool or isinstance(value, (Choice, list)):
            value = privacy.text(value)
        elif kind is int or kind is float:
            made.write_number(line, column, value, formats["number"])
            return len(str(value))
        elif isinstance(value, datetime):
            made.write_datetime(line, column, local(value).replace(tzinfo=None), formats["moment"])
            return 16
        elif isinstance(value, date):
            made.write_datetime(line, column, datetime(value.year, value.month, value.day), formats["day"])
            return 10
        elif isinstance(value, (int, float)):
            made.write_number(line, column, value, formats["number"])
            return len(str(value))
        else:
            value = str(value)
    words = words_for(value) if len(value) <= KEPT else worked_out(value)
    if words.text:
        made.write_string(line, column, words.text, formats[words.kind])
    return words.width


def worked_out(typed: str) -> Words:
    text = text_for(typed)
    width = max(map(_width, text.split("\n"))) if "\n" in text else _width(text)
    kind = "wrapped" if width > WIDEST - 2 or "\n" in text else "text"
    return Words(text, "inert" if text.startswith(STARTS_A_FORMULA) else kind, width)


# Columns say the same short things over and over.
words_for = lru_cache(maxsize=20_000)(worked_out)


def text_for(text: str) -> str:
    """What a cell can hold: no control characters, no more than a cell takes."""
    kept = clean(text)
    return kept if len(kept) <= MOST_CHARACTERS else kept[: MOST_CHARACTERS - 1] + "…"


def sheet_name(title: str) -> str:
    """A name that spreadsheet programs accept: no signs of theirs, thirty-one characters."""
    return "".join(_plain(clean(title)))[:31].strip("' ")


def _plain(text: str) -> Iterator[str]:
    for character in text:
        yield " " if character in "[]:*?/\\\n" else character


def _width(text: str) -> int:
    """In digits: a Chinese character is as wide as two."""
    return len(text) if text.isascii() else len(text) + len(WIDE.findall(text))
