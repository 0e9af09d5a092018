"""An .xls: records one after another in a stream of a file system of its own. Looked through first, then read."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

from db.sheets.answer import Answer
from db.sheets.limits import MOST_COLUMNS, MOST_SHEETS
from db.sheets.scan import Formulas
from db.sheets.why import Left, Unreadable, Why

# Records by their numbers, as the format's description has them.
BEGINS, ENDS = {0x0009, 0x0209, 0x0409, 0x0809}, 0x000A
LOCKED, SHEET, OUTSIDE = 0x002F, 0x0085, 0x01AE
CELLS = {0x0203, 0x0204, 0x00FD, 0x027E, 0x00BD, 0x0205, 0x00D6, 0x0006, 0x0206, 0x0406}
MANY_NUMBERS, FORMULAS = 0x00BD, {0x0006, 0x0206, 0x0406}
ROW, COLUMNS = 0x0208, 0x007D
HIDDEN_ROW, HIDDEN_COLUMN = 0x20, 0x01
OURSELVES, ADD_INS = b"\x01\x04", b"\x01\x3a"  # how the table of outside books names the book itself

Record = tuple[int, bytes]


class Listed(NamedTuple):
    name: str
    at: int
    hidden: bool
    kind: int


class Seen(NamedTuple):
    far: tuple[int, int] | None
    formulas: Formulas
    hidden_rows: list[int]
    hidden_columns: list[int]


def read(content: bytes, answer: Answer) -> None:
    stream = _stream(content)
    listed = _listed(stream)
    # All of them before any is read: calamine lays out every sheet when it opens the file.
    looked = [_seen(stream, sheet.at, answer.last_row) for sheet in listed]
    for sheet, seen in zip(listed, looked, strict=True):
        if seen.far is not None:
            answer.refuse_far(sheet.name, *seen.far)
    for (title, is_table, opened), sheet, seen in zip(_opened(content), listed, looked, strict=True):
        if not is_table:
            answer.note(Left.CHART_SHEET, sheet=title)
            continue
        answer.sheet(
            title,
            opened.to_python(skip_empty_area=False),
            seen.formulas,
            hidden=sheet.hidden,
            hidden_rows=seen.hidden_rows,
            hidden_columns=seen.hidden_columns,
            merged=opened.merged_cell_ranges or [],
        )
    answer.end("xls")


def _opened(content: bytes) -> list[tuple[str, bool, Any]]:
    """The sheets as calamine reads them: title, whether it is a table, and the sheet itself."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum  # only ever in a process of its own

    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        about = book.sheets_metadata
        return [
            (each.name, each.typ == SheetTypeEnum.WorkSheet, book.get_sheet_by_index(n)) for n, each in enumerate(about)
        ]
    except CalamineError as broken:
        raise Unreadable(Why.DAMAGED) from broken


def _stream(content: bytes) -> bytes:
    """The workbook's own stream; refuses what else such a file system may hold."""
    from olefile import OleFileIO  # type: ignore[import-untyped]

    try:
        with OleFileIO(BytesIO(content)) as system:
            names = {part.lower() for path in system.listdir(streams=True, storages=True) for part in path}
            if names & {"encryptedpackage", "encryptioninfo"}:
                raise Unreadable(Why.PASSWORD)
            if names & {"worddocument", "powerpoint document"}:
                raise Unreadable(Why.WORDS)
            if names & {"_vba_project_cur", "_vba_project", "vba", "macros"}:
                raise Unreadable(Why.MACRO)
            if any(each.startswith("mbd") or "ole10native" in each for each in names):
                raise Unreadable(Why.EMBEDDED)
            for name in ("Workbook", "Book"):
                if system.exists(name):
                    with system.openstream(name) as stream:
                        return bytes(stream.read())
    except Unreadable:
        raise
    except Exception as broken:  # whatever a broken file system makes its reader raise
        raise Unreadable(Why.DAMAGED) from broken
    raise Unreadable(Why.NO_TABLE)


def _records(stream: bytes, at: int) -> Iterator[Record]:
    """From one beginning to its end; what is nested in it (a chart) is passed over."""
    depth = 0
    while at + 4 <= len(stream):
        kind, size = stream[at] | stream[at + 1] << 8, stream[at + 2] | stream[at + 3] << 8
        if kind in BEGINS:
            depth += 1
        elif kind == ENDS:
            depth -= 1
            if depth <= 0:
                return
        elif depth == 1:
            yield kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _listed(stream: bytes) -> list[Listed]:
    found = []
    for kind, body in _records(stream, 0):
        if kind == LOCKED:
            raise Unreadable(Why.PASSWORD)
        if kind == OUTSIDE and body[2:4] not in (OURSELVES, ADD_INS):
            raise Unreadable(Why.LINK)
        if kind == SHEET and len(body) >= 6:
            found.append(Listed(_title(body[6:]), int.from_bytes(body[:4], "little"), bool(body[4] & 3), body[5]))
    if any(sheet.kind in (1, 6) for sheet in found):
        raise Unreadable(Why.MACRO)
    if not found or len(found) > MOST_SHEETS:
        raise Unreadable(Why.UNPACKS if found else Why.DAMAGED)
    return found


def _title(body: bytes) -> str:
    """A length, whether a letter takes two bytes, and the letters; older files know no such mark."""
    if len(body) > 2 and body[1] == 1:
        return body[2:].decode("utf-16-le", "replace")
    return body[2 if body[1:2] == b"\0" else 1 :].decode("gb18030", "replace")


def _seen(stream: bytes, at: int, last_row: int) -> Seen:
    formulas: Formulas = {}
    hidden_rows: list[int] = []
    hidden_columns: set[int] = set()
    for kind, body in _records(stream, at):
        if kind in CELLS and len(body) >= 6:
            row, column = body[0] | body[1] << 8, body[2] | body[3] << 8
            last = body[-2] | body[-1] << 8 if kind == MANY_NUMBERS else column
            if row >= last_row or max(column, last) >= MOST_COLUMNS:
                return Seen((max(column, last) + 1, row + 1), {}, [], [])
            if kind in FORMULAS:
                formulas.setdefault(row, {})[column] = "="  # kept as numbers for a machine, not as text
        elif kind == ROW and len(body) >= 14 and body[12] & HIDDEN_ROW:
            hidden_rows.append(body[0] | body[1] << 8)
        elif kind == COLUMNS and len(body) >= 10 and body[8] & HIDDEN_COLUMN:
            first, last = body[0] | body[1] << 8, body[2] | body[3] << 8
            hidden_columns.update(range(first, min(last + 1, MOST_COLUMNS)))
    return Seen(None, formulas, sorted(hidden_rows), sorted(hidden_columns))
