"""`python -m db import FILE` and `python -m db undo BATCH`: a file taken in without anybody to ask.

What is doubtful and what is likely a double is left out and told, never guessed. Buildings that only the list knows are
made, as a new house has none.
"""

from argparse import Namespace
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlmodel import Session, col, select

from db import clock, store, weighing
from db.changes import batch, daily, imports
from db.changes.columns import remembered_columns
from db.choices import LineState, Role, TableKind
from db.errors import Refused
from db.intake.table import Table
from db.models import Account
from db.queries.import_preview import Line, Preview, preview
from db.queries.import_preview_choices import Choices
from db.rights import Person
from db.words import _

ORDER = (TableKind.BUILDINGS, TableKind.STAFF, TableKind.HOUSEHOLDS, TableKind.VISITS)
COUNTED = ("households", "residents", "visits", "needs", "measures", "buildings", "accounts", "changed")
CHOICES = Choices(new_buildings=True)
Answer = dict[str, Any]


@dataclass
class Told:
    """What came of all tables of a file."""

    rows: int = 0
    accepted: int = 0
    rejected: list[Answer] = field(default_factory=list)
    asked: list[Answer] = field(default_factory=list)
    same: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(COUNTED, 0))
    batches: list[int] = field(default_factory=list)


class _NotKept(Exception):  # noqa: N818 (it is no fault: a dry run ends with it)
    """Everything was tried and nothing is to be kept."""


def take_in(asked: Namespace) -> tuple[str, Answer]:
    from db.intake import understand  # the readers are only needed here
    from db.sheets.file import read_book

    book = read_book(asked.file.read_bytes(), asked.file.name)
    tables = [table for table in understand(book, clock.today()) if table.kind in ORDER]
    if not tables:
        raise Refused(_("No table of households, visits, buildings or staff was found in this file."))
    told, now = Told(), clock.now()
    try:
        with store.writing() as s:
            daily.catch_up(s, clock.today())
            who = keeper(s)
            for table in sorted(tables, key=lambda table: ORDER.index(table.kind)):
                _table(s, who, table, told, now, asked.file, book.sha256)
            if asked.dry_run:
                raise _NotKept
    except _NotKept:
        told.batches.clear()
    for made in told.batches:
        weighing.in_pieces(who, made, now)
    return _said(told, asked.dry_run), _answer(told)


def _table(s: Session, who: Person, table: Table, told: Told, now: datetime, file: Path, sha256: str) -> None:
    from db.intake import records, remap

    if known := remembered_columns(s, who, table.shape):  # as somebody chose when such a list was last taken in
        table = remap(table, known[1], known[0])
    found = preview(s, who, table, records(table, clock.today()), CHOICES, clock.day_of(now))
    _count(found, told)
    made = imports.take_in(s, who, found, CHOICES, now, title=file.name, sha256=sha256)
    if made:
        told.batches.append(made)


def _count(found: Preview, told: Told) -> None:
    told.rows += len(found.lines)
    told.same += found.count(LineState.SAME)
    for line in found.lines:
        if line.state is LineState.REFUSED:
            grave = [problem for problem in line.problems if problem.grave]
            told.rejected += [
                {"row": line.row, "column": problem.column, "why": problem.why, "sheet": line.sheet}
                for problem in grave
            ]
        elif line.is_asked:
            told.asked.append({"row": line.row, "why": _why(line), "sheet": line.sheet})
        else:
            told.accepted += 1
    for name in COUNTED:
        told.counts[name] += found.work.counts.get(name, 0)


def _why(line: Line) -> str:
    files = [f"{like.no:04} ({like.why})" for like in line.likes]
    return _("; ").join(files or [problem.why for problem in line.problems])


def _answer(told: Told) -> Answer:
    return {
        "rows": told.rows,
        "accepted": told.accepted,
        "rejected": told.rejected,
        **told.counts,
        "same": told.same,
        "doubtful": len(told.asked),
        "left_out": told.asked,
        "batch": told.batches[-1] if told.batches else None,
        "batches": told.batches,
    }


def _said(told: Told, is_dry: bool) -> str:
    counts = told.counts
    said = _("{rows} rows: {households} new households, {residents} new people, {visits} new visits; {same} on file.")
    lines = [said.format(rows=told.rows, same=told.same, **{name: counts[name] for name in COUNTED[:3]})]
    for each in told.asked:
        lines.append(_("Row {row} was left out, somebody must decide: {why}").format(row=each["row"], why=each["why"]))
    for each in told.rejected:
        where = _("row {row}, {column}") if each["column"] else _("row {row}")
        where = where.format(row=each["row"], column=each["column"])
        lines.append(_("Not taken in: {where}: {why}").format(where=where, why=each["why"]))
    if is_dry:
        lines.append(_("Nothing was written: this was a trial."))
    elif told.batches:
        ids = ", ".join(map(str, reversed(told.batches)))  # the last goes first
        lines.append(_("Written. To take it back: python -m db undo {batch}").format(batch=ids))
    else:
        lines.append(_("Nothing was written: all of it is on file."))
    return "\n".join(lines)


def undo(asked: Namespace) -> tuple[str, Answer]:
    with store.writing() as s:
        batch.undo(s, keeper(s), asked.batch, clock.now())
    return _("Taken back as a whole."), {"batch": asked.batch}


def keeper(s: Session) -> Person:
    """In whose name the command line writes what needs an account: the first administrator's who may sign in."""
    asked = select(Account).where(Account.role == Role.ADMIN, col(Account.active), col(Account.deleted).is_(False))
    found = s.exec(asked.order_by(col(Account.id))).first()
    if found is None or found.id is None:
        raise Refused(_("There is no administrator yet. Set up the estate first."))
    return Person(found.id, found.display or found.name, Role.ADMIN, found.department, found.position)
