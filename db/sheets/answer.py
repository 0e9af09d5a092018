"""What the reading process sends back, line by line: a sheet, its rows in pieces, and at last what kind of file it was.

Plain JSON: whatever a hostile file does to this process, the one that asked gets text and numbers. Days and formulas
are sent as text, with the places where they stand (row in its piece, and column, from 0).
"""

import json
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Any, BinaryIO

from db.sheets.limits import (
    DIGITS_LOST,
    HEAD_ROWS,
    MOST_CELLS,
    MOST_COLUMNS,
    MOST_IN_A_CELL,
    MOST_OF_A_NAME,
    MOST_SAID,
    MOST_SPANS,
)
from db.sheets.places import place
from db.sheets.scan import Formulas
from db.sheets.why import Left, Unreadable, Why

ROWS_A_PIECE = 100
# What no XML and no screen takes, and what turns the direction of reading round.
NOT_TEXT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufeff\ufffe\uffff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]"
)
SOME_DAY = date(2000, 1, 1)
Places = dict[str, list[tuple[int, int]]]
Rectangle = tuple[tuple[int, int], tuple[int, int]]
# Nothing sent refers to itself, and looking for that would take as long again.
dumped = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


class Answer:
    def __init__(self, out: BinaryIO, most_rows: int) -> None:
        self.out, self.most_rows, self.last_row = out, most_rows, most_rows + HEAD_ROWS
        self.notes: list[tuple[str, dict[str, str]]] = []
        self.texts = _Texts()
        self.cells = self.said = 0

    def note(self, left: Left, **where: str) -> None:
        self.notes.append((left, {key: name(value) for key, value in where.items()}))

    def refuse_far(self, sheet: str, column: int, row: int) -> None:
        """`column` and `row` of the first cell that stands too far, from 1."""
        where: dict[str, str | int] = {"sheet": name(sheet), "cell": place(row - 1, column - 1)}
        if column > MOST_COLUMNS:
            raise Unreadable(Why.COLUMNS, most=MOST_COLUMNS, **where)
        raise Unreadable(Why.ROWS, most=self.most_rows, **where)

    def sheet(
        self,
        title: str,
        rows: Sequence[Sequence[Any]],
        formulas: Formulas,
        *,
        hidden: bool = False,
        hidden_rows: Iterable[int] = (),
        hidden_columns: Iterable[int] = (),
        merged: Sequence[Rectangle] = (),
    ) -> None:
        title = name(title)
        last = max(len(rows), max(formulas, default=-1) + 1)
        if not last:
            self.note(Left.EMPTY_SHEET, sheet=title)
            return
        wide = max((len(row) for row in rows), default=0)
        about = {
            "name": title,
            "hidden": hidden,
            "hidden_rows": [row for row in hidden_rows if row < last],
            "hidden_columns": list(hidden_columns),
            "merged": _within(merged, last, max(wide, MOST_COLUMNS)),
        }
        self._say("sheet", about)
        for first in range(0, last, ROWS_A_PIECE):
            places: Places = {}
            piece = [
                self._row(title, number, list(rows[number]) if number < len(rows) else [], formulas, places)
                for number in range(first, min(first + ROWS_A_PIECE, last))
            ]
            self.cells += sum(map(len, piece))
            if self.cells > MOST_CELLS:
                raise Unreadable(Why.TOO_MUCH)
            self._say("rows", piece, places)

    def _row(self, title: str, number: int, row: list[Any], formulas: Formulas, places: Places) -> list[Any]:
        texts, at = self.texts, number % ROWS_A_PIECE
        kinds = set(map(type, row))
        try:
            row = [texts[v] if type(v) is str else _number(v) if type(v) is float else v for v in row]
        except _TooLong as long:
            column = row.index(long.raw)
            raise Unreadable(Why.CELL, sheet=title, cell=place(number, column), most=MOST_IN_A_CELL) from None
        for kind in kinds & TOLD.keys():
            key, tell = TOLD[kind]
            columns = [column for column, value in enumerate(row) if type(value) is kind]
            for column in columns:
                row[column] = tell(row[column])
            if key:
                places.setdefault(key, []).extend((at, column) for column in columns)
        if there := formulas.get(number):
            row += [None] * (max(there) + 1 - len(row))
            for column, text in there.items():
                row[column] = texts[text]
                places.setdefault("formula", []).append((at, column))
        while row and row[-1] is None:
            row.pop()
        return row

    def end(self, kind: str) -> None:
        self._say("end", kind, self.notes)

    def refused(self, unreadable: Unreadable) -> None:
        self._say("refused", unreadable.why, unreadable.where)

    def _say(self, *words: Any) -> None:
        line = dumped(words).encode() + b"\n"
        self.said += len(line)
        if self.said > MOST_SAID and words[0] == "rows":
            raise Unreadable(Why.TOO_MUCH)
        self.out.write(line)
        self.out.flush()


class _TooLong(Exception):  # noqa: N818 (told with its place by who knows that)
    def __init__(self, raw: str) -> None:
        self.raw = raw


class _Texts(dict[str, str | None]):
    """Each text once made fit to be shown; blank ones are None. A register says the same thousands of times."""

    def __missing__(self, raw: str) -> str | None:
        text = NOT_TEXT.sub("", raw.replace("\r\n", "\n").replace("\r", "\n"))
        if len(text) > MOST_IN_A_CELL:
            raise _TooLong(raw)
        self[raw] = made = text if text.strip() else None
        return made


def name(raw: str) -> str:
    return " ".join(NOT_TEXT.sub("", raw).split())[:MOST_OF_A_NAME]


def _number(value: float) -> float | int | str:
    if -DIGITS_LOST < value < DIGITS_LOST:
        return int(value) if value.is_integer() else value
    return value if isfinite(value) else str(value)


def _moment(value: datetime) -> str:
    """To the second: days are kept as fractions, so 10:15 may be 10:14:59.9999."""
    try:
        return (value + timedelta(milliseconds=500)).replace(microsecond=0).isoformat()
    except OverflowError:
        return value.replace(microsecond=0).isoformat()


def _time(value: time) -> str:
    return _moment(datetime.combine(SOME_DAY, value))[11:]


def _duration(value: timedelta) -> str:
    minutes, seconds = divmod(round(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")


TOLD: dict[type, tuple[str, Any]] = {
    datetime: ("moment", _moment),
    date: ("day", date.isoformat),
    time: ("time", _time),
    timedelta: ("", _duration),
}


def _within(merged: Sequence[Rectangle], rows: int, columns: int) -> list[tuple[int, int, int, int]]:
    """The spans inside what the sheet holds. Real ones never overlap, so together they cover no more than the sheet."""
    if len(merged) > MOST_SPANS:
        raise Unreadable(Why.UNPACKS)
    spans, area = [], 0
    for (top, left), (bottom, right) in merged:
        bottom, right = min(bottom, rows - 1), min(right, columns - 1)
        if top <= bottom and left <= right and (top, left) != (bottom, right):
            spans.append((top, left, bottom, right))
            area += (bottom - top + 1) * (right - left + 1)
    if area > rows * columns:
        raise Unreadable(Why.DAMAGED)
    return spans
