"""The one way a table comes in: `read_book`. A process of its own opens the file; here only its answer is heard.

Pages stay quick meanwhile: the work is done elsewhere and less urgently, at most two files at a time, and what comes
back is taken in small pieces.
"""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime, time
from importlib.util import find_spec
from pathlib import Path, PurePath
from threading import BoundedSemaphore, Timer
from typing import Any

from db.errors import Refused
from db.sheets.answer import NOT_TEXT
from db.sheets.book import Book, Cell, Formula, Sheet, Span
from db.sheets.limits import AT_ONCE, MB, MOST_BYTES, MOST_ROWS, MOST_ROWS_UNGUARDED, MOST_SAID, SECONDS, WAIT
from db.sheets.sentences import said
from db.sheets.why import Left, Unreadable, Why

ROOT = Path(__file__).parents[2]
READERS = ("python_calamine", "olefile")
LONGEST_LINE = 60 * MB  # more than `answer` ever says
NO_TIME_LEFT = {-24, -9}  # SIGXCPU, SIGKILL
KEPT_ENDING, MOST_OF_A_FILES_NAME = 8, 150  # characters

_turns = BoundedSemaphore(AT_ONCE)


def read_book(content: bytes, name: str) -> Book:
    """The tables of an .xlsx, .xls or .csv. Raises `Refused` with a sentence that says what to do."""
    path = PurePath(" ".join(NOT_TEXT.sub("", name).replace("\\", "/").split())[-MOST_OF_A_FILES_NAME:])
    try:
        if not content.strip():
            raise Unreadable(Why.EMPTY)
        if len(content) > MOST_BYTES:
            raise Unreadable(Why.LARGE)
        with _turn():
            return _heard(content, path)
    except Unreadable as unreadable:
        raise Refused(said(unreadable.why, unreadable.where, path.stem)) from None


@contextmanager
def _turn() -> Iterator[None]:
    if not _turns.acquire(timeout=WAIT):
        raise Unreadable(Why.BUSY)
    try:
        yield
    finally:
        _turns.release()


def _heard(content: bytes, path: PurePath) -> Book:
    sheets: list[_Sheet] = []
    try:
        for line in _lines(content, path.suffix.lower()[:KEPT_ENDING]):
            match json.loads(line):
                case ["sheet", about]:
                    sheets.append(_Sheet(about))
                case ["rows", rows, places]:
                    sheets[-1].take(rows, places)
                case ["refused", why, where]:
                    raise Unreadable(Why(why), **where)
                case ["end", kind, notes]:
                    if not sheets:
                        raise Unreadable(Why.NOTHING)
                    return Book(
                        path.name,
                        str(kind),
                        hashlib.sha256(content).hexdigest(),
                        _told_apart(sheet.made(path.stem) for sheet in sheets),
                        tuple(said(Left(left), where, path.stem) for left, where in notes),
                    )
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, RecursionError) as garbled:
        raise Unreadable(Why.DAMAGED) from garbled
    raise Unreadable(Why.DAMAGED)


def _lines(content: bytes, ending: str) -> Iterator[bytes]:
    """What the reading process says, until it has ended; by then it is gone, whatever happened."""
    process = _started(ending)
    assert process.stdin and process.stdout
    clock = Timer(SECONDS, process.kill)
    clock.start()
    try:
        with suppress(BrokenPipeError):  # it died early: its silence is the answer
            process.stdin.write(content)
        with suppress(BrokenPipeError):
            process.stdin.close()
        heard = 0
        while line := process.stdout.readline(LONGEST_LINE):
            heard += len(line)
            if heard > 2 * MOST_SAID:
                raise Unreadable(Why.TOO_MUCH)
            yield line
        ended = process.wait()
        if ended:
            raise Unreadable(Why.SLOW if ended in NO_TIME_LEFT or not clock.is_alive() else Why.TOO_MUCH)
    finally:
        clock.cancel()
        process.kill()
        process.stdout.close()
        process.wait()


def _started(ending: str) -> subprocess.Popen[bytes]:
    """Without the server's environment, which knows where the data is, and without `site`, which takes as long as
    reading a small table. It is told where the code is, so it does not matter in which folder the server was started.
    """
    kept = {key: os.environ[key] for key in ("SYSTEMROOT", "LD_LIBRARY_PATH") if key in os.environ}
    most_rows = MOST_ROWS if os.name == "posix" else MOST_ROWS_UNGUARDED
    return subprocess.Popen(
        [sys.executable, "-S", "-P", "-m", "db.sheets.child", ending, str(most_rows)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # a panic would tell what it read
        env=kept | {"PYTHONPATH": os.pathsep.join(_code()), "PYTHONUTF8": "1"},
        creationflags=_unobtrusive(),
    )


def _code() -> list[str]:
    """Ours, and where the two readers of workbooks are installed; found without importing them here."""
    found = [spec.origin for name in READERS if (spec := find_spec(name)) and spec.origin]
    return list(dict.fromkeys([str(ROOT), *(str(Path(origin).parents[1]) for origin in found)]))


def _unobtrusive() -> int:
    """On Windows: no window, and less urgent than the pages. Elsewhere the process says so itself."""
    return getattr(subprocess, "CREATE_NO_WINDOW", 0) | getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)


def _told_apart(sheets: Iterator[Sheet]) -> tuple[Sheet, ...]:
    """No two of one name: spreadsheet programs allow none, but others write such files, or names that differ unseen."""
    found: dict[str, Sheet] = {}
    for each in sheets:
        number, name = 1, each.name
        while name in found:
            number += 1
            name = f"{each.name} ({number})"
        found[name] = replace(each, name=name)
    return tuple(found.values())


class _Sheet:
    """A sheet as its pieces come in."""

    def __init__(self, about: dict[str, Any]) -> None:
        self.about = about
        self.rows: list[tuple[Cell, ...]] = []

    def take(self, rows: list[list[Cell]], places: dict[str, list[tuple[int, int]]]) -> None:
        for key, where in places.items():
            make = MADE[key]
            for row, column in where:
                rows[row][column] = make(rows[row][column])
        self.rows.extend(map(tuple, rows))

    def made(self, otherwise: str) -> Sheet:
        about = self.about
        return Sheet(
            name=about["name"] or otherwise,
            rows=tuple(self.rows),
            merged=tuple(Span(*span) for span in about["merged"]),
            hidden_columns=frozenset(about["hidden_columns"]),
            hidden_rows=frozenset(about["hidden_rows"]),
            hidden=bool(about["hidden"]),
        )


MADE: dict[str, Any] = {
    "day": date.fromisoformat,
    "moment": datetime.fromisoformat,
    "time": time.fromisoformat,
    "formula": Formula,
}
