"""A list as a spreadsheet: columns from the fields' marks, real dates and numbers, every text inert."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlmodel import SQLModel
from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from db import privacy
from db.clock import local
from db.fields import On, Shown, fields_of
from db.words import _
from reports.text import clean

MOST_CHARACTERS = 32767  # in a cell
MOST_ROWS = 1_048_575  # below the head of one sheet
WIDEST, NARROWEST = 60, 6  # columns, in digits
SETTINGS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": True,
}
STARTS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def spreadsheet(
    rows: Sequence[SQLModel], on: On = On.EXPORT, title: str = "", model: type[SQLModel] | None = None
) -> bytes:
    """The rows as an XLSX file. `model` names the columns when there may be no rows; rows are masked already."""
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        book.set_properties({"title": text_for(title)})
        known = model or (type(rows[0]) if rows else None)
        fields = fields_of(known, on) if known else []
        parts = [rows[start : start + MOST_ROWS] for start in range(0, len(rows), MOST_ROWS)] or [rows]
        for number, part in enumerate(parts, 1):
            name = sheet_name(title) or _("List")
            _sheet(book, name if number == 1 else f"{name[:27]} {number}", fields, part)
    return out.getvalue()


def _sheet(book: Workbook, name: str, fields: Sequence[Shown], rows: Sequence[SQLModel]) -> None:
    made = book.add_worksheet(name)
    if not fields:
        made.write_string(0, 0, _("There is nothing in this list."), formats_of(book)["text"])
        return
    fill(
        book, made, [_(field.show.label) for field in fields], ([getattr(row, f.name) for f in fields] for row in rows)
    )


def fill(book: Workbook, made: Worksheet, head: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """A sheet with a head that stays, columns as wide as what is in them, ready for filtering and for print."""
    formats = formats_of(book)
    widths = [_width(words) for words in head]
    line = 0
    for column, words in enumerate(head):
        made.write_string(0, column, text_for(words), formats["head"])
    for line, row in enumerate(rows, 1):
        for column, value in enumerate(row):
            widths[column] = max(widths[column], _write(made, line, column, value, formats))
    for column, width in enumerate(widths):
        made.set_column(column, column, min(max(width + 2, NARROWEST), WIDEST))
    made.freeze_panes(1, 0)
    made.autofilter(0, 0, max(line, 1), len(head) - 1)
    made.repeat_rows(0)
    made.set_landscape()
    made.set_paper(9)  # A4
    made.fit_to_pages(1, 0)


def formats_of(book: Workbook) -> dict[str, Any]:
    return {
        "head": book.add_format({"bold": True, "bg_color": "#F3EEE4", "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"valign": "top"}),
        "wrapped": book.add_format({"valign": "top", "text_wrap": True}),
        # Shown and edited as text for ever, even when somebody presses Enter in the cell.
        "inert": book.add_format({"valign": "top", "quote_prefix": True}),
        "day": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd", "align": "left"}),
        "moment": book.add_format({"valign": "top", "num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        "number": book.add_format({"valign": "top"}),
    }


def _write(made: Worksheet, line: int, column: int, value: Any, formats: dict[str, Any]) -> int:
    """Write one cell as what it is; gives the width it wants."""
    if value is None or value == "" or value == []:
        return 0
    if isinstance(value, bool):
        value = privacy.text(value)
    if isinstance(value, datetime):
        made.write_datetime(line, column, local(value).replace(tzinfo=None), formats["moment"])
        return 16
    if isinstance(value, date):
        made.write_datetime(line, column, datetime(value.year, value.month, value.day), formats["day"])
        return 10
    if isinstance(value, (int, float)):
        made.write_number(line, column, value, formats["number"])
        return len(str(value))
    words = text_for(str(privacy.told(value)))
    kind = "inert" if words.startswith(STARTS_A_FORMULA) else "wrapped" if "\n" in words or len(words) > 40 else "text"
    made.write_string(line, column, words, formats[kind])
    return max(map(_width, words.split("\n")))


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
    return sum(2 if ord(character) > 0x2E7F else 1 for character in text)
