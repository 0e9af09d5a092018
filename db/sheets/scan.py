"""What a sheet's own text tells before it is read: where its last cell stands, its formulas, what is hidden.

A spreadsheet of 1.5 kB may claim seventeen thousand million cells; whoever lays them out has lost. So this looks
first, with patterns that run over the text once each. `straight` writes anew what such patterns would miss.
"""

import re
from html import unescape
from typing import NamedTuple

from db.sheets.limits import MOST_COLUMNS, MOST_OF_A_FORMULA
from db.sheets.places import LAST_COLUMN, LAST_ROW, column_number, span
from db.sheets.straight import straightened
from db.sheets.why import Unreadable, Why

Formulas = dict[int, dict[int, str]]  # row → column → text, from 0

UNUSUAL = re.compile(
    rb"<(?:!"
    rb'|c(?! r="[A-Z]{1,3}[1-9][0-9]{0,6}"[ />])[\s/>]'
    rb'|row(?! r="[1-9][0-9]{0,6}"[ />])[\s/>]'
    rb"|[\w.-]+:(?:c|row|f|v|is|t|col|sheetData)[\s/>])"
)
UNUSUAL_AFTER = re.compile(rb"<[\w.-]+:(?:c|row|mergeCell|sheetData)[\s/>]|<sheetData[\s/>]")
FORMULA = re.compile(rb'<c r="([A-Z]+)([0-9]+)"[^>]*><f((?: [^>]*)?)(?:/>|(?<!/)>([^<]*)</f>)')
ANY_FORMULA = re.compile(rb"<f[\s/>]")
HIDDEN_ROW = re.compile(rb'<row r="([0-9]+)"[^>]*\shidden="(?:1|true)"')
COLUMN = re.compile(rb"<col\s[^>]*>")
ATTRIBUTE = re.compile(rb'\s(\w+)\s*=\s*["\']([^"\']*)["\']')


class Seen(NamedTuple):
    """`far` is the first cell found beyond the limits (column and row from 1), or None."""

    text: bytes
    far: tuple[int, int] | None
    formulas: Formulas
    hidden_rows: list[int]
    hidden_columns: list[int]


def seen(raw: bytes, last_row: int) -> Seen:
    if _is_unusual(raw):
        raw = straightened(raw)
    far = _far(raw, last_row)
    if far is not None:
        return Seen(raw, far, {}, [], [])
    hidden_rows = [int(number) - 1 for number in HIDDEN_ROW.findall(raw)] if b"hidden" in raw else []
    return Seen(raw, None, _formulas(raw, last_row), hidden_rows, _hidden_columns(raw))


def _is_unusual(raw: bytes) -> bool:
    end = raw.find(b"</sheetData>")
    end = len(raw) if end < 0 else end
    if UNUSUAL.search(raw, 0, end) or UNUSUAL_AFTER.search(raw, end):
        return True
    formulas = len(ANY_FORMULA.findall(raw))
    return bool(formulas) and formulas != len(FORMULA.findall(raw))


def _far(raw: bytes, last_row: int) -> tuple[int, int] | None:
    for found in _far_pattern(last_row).finditer(raw):
        column, row = column_number(found[1].decode()), int(found[2])
        if column > LAST_COLUMN or row > LAST_ROW:
            raise Unreadable(Why.DAMAGED)
        if column > MOST_COLUMNS or row > last_row:
            return column, row
    return None


def _far_pattern(last_row: int) -> re.Pattern[bytes]:
    """Cells that hold something and may stand too far: few in any real sheet. A style alone is no content."""
    first, digits = str(last_row)[0], len(str(last_row))
    letters = rb"[D-Z][A-Z]|C[C-Z]|[A-Z]{3,}"  # column 80 is CB
    numbers = rb"[0-9]{%d,}|[%s-9][0-9]{%d}" % (digits + 1, first.encode(), digits - 1)
    blank = rb"(?:<v\s*/>|<v></v>)?</c>"
    far = rb'<c r="(?=(?:%s)[0-9]|[A-Z]+(?:%s)")([A-Z]+)([0-9]+)"' % (letters, numbers)
    return re.compile(far + rb"[^>]*(?<!/)>(?!%s)" % blank)


def _formulas(raw: bytes, last_row: int) -> Formulas:
    found: Formulas = {}
    shared: dict[bytes, str] = {}
    if not ANY_FORMULA.search(raw):
        return found
    for cell in FORMULA.finditer(raw):
        text = "=" + unescape((cell[4] or b"")[: 4 * MOST_OF_A_FORMULA].decode("utf-8", "replace"))[:MOST_OF_A_FORMULA]
        row, column = int(cell[2]) - 1, column_number(cell[1].decode()) - 1
        if cell[3]:
            said: dict[bytes, bytes] = dict(ATTRIBUTE.findall(cell[3]))
            if b"si" in said:  # many cells share one formula, and only the first of them writes it out
                text = shared.setdefault(said[b"si"], text) if text == "=" else text
                shared.setdefault(said[b"si"], text)
            if said.get(b"t") in (b"array", b"dataTable"):
                _spread(found, said.get(b"ref", b"").decode("ascii", "replace"), text, last_row)
        found.setdefault(row, {})[column] = text
    return found


def _spread(found: Formulas, over: str, text: str, last_row: int) -> None:
    """One formula that fills many cells: all of them hold what it gave."""
    if (told := span(over)) is None:
        return
    top, left, bottom, right = told
    for row in range(top, min(bottom + 1, last_row)):
        found.setdefault(row, {}).update(dict.fromkeys(range(left, min(right + 1, MOST_COLUMNS)), text))


def _hidden_columns(raw: bytes) -> list[int]:
    hidden: set[int] = set()
    for column in COLUMN.finditer(raw, 0, max(raw.find(b"<sheetData"), 0)):
        said: dict[bytes, bytes] = dict(ATTRIBUTE.findall(column[0]))
        first, last = said.get(b"min", b"1"), said.get(b"max", b"1")
        if said.get(b"hidden") in (b"1", b"true") and first.isdigit() and last.isdigit():
            hidden.update(range(max(int(first[:9]), 1) - 1, min(int(last[:9]), MOST_COLUMNS)))
    return sorted(hidden)
