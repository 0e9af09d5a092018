"""The rows of households and of visits, from what they say to what would be written, household by household."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session

from db.changes.batch_rows import plain
from db.choices import LineChoice, LineState, TableKind
from db.intake.table import Table
from db.queries.import_preview_calls import Staff, call, placed, token
from db.queries.import_preview_choices import Choices
from db.queries.import_preview_homes import Draft, drafted, home_of
from db.queries.import_preview_match import match
from db.queries.import_preview_register import Register, brought, visits_of
from db.queries.import_preview_rows import Row, grouped
from db.queries.import_preview_work import Call, Home

TAKEN = (LineChoice.TAKE, LineChoice.JOIN, LineChoice.KEEP)
A_DAY = timedelta(days=1)
Calls = dict[int, Call]  # by the row's place in memory: two rows of one sheet may share a key


def by_household(
    s: Session, table: Table, told: Sequence[Row], register: Register, staff: Staff, choices: Choices, today: date
) -> list[Home]:
    """What each row is about, its state, and the work of those that are taken in."""
    calls: Calls = {}
    if table.kind is TableKind.VISITS:
        titles = {column.target.rpartition(".")[2]: column.title for column in table.columns if column.target}
        for row in told:
            if not row.is_refused and (new := call(row, titles, staff, today)) is not None:
                calls[id(row)] = new
    groups = grouped(told)
    for group in groups:
        match(group, register, choices)
    drafts = [draft for group in groups if (draft := drafted(group, register, choices, staff)) is not None]
    _beside(s, drafts, calls)
    _put_right_since(s, drafts)
    for row in told:
        _settle(row)
    taken = {row.key for row in told if is_taken(row, choices)}
    return [home for draft in drafts if (home := _home(draft, calls, taken)) is not None]


def is_taken(row: Row, choices: Choices) -> bool:
    return not row.is_refused and choices.of(row.key, row.proposed).choice in TAKEN


def _home(draft: Draft, calls: Calls, taken: set[str]) -> Home | None:
    there = [row for row in draft.group.rows if row.key in taken and not row.is_refused]
    if not there:
        return None
    home = home_of(draft, taken)
    home = replace(home, calls=tuple(calls[id(row)] for row in there if id(row) in calls))
    brings = home.values or home.people or home.hards or home.calls
    return home if brings else None


def _beside(s: Session, drafts: Sequence[Draft], calls: Calls) -> None:
    """Visits that are on file already, by their token or by their day."""
    days = [each.values["at"] for each in calls.values()]
    known: Mapping[int, Any] = {}
    if days:
        ids = [draft.ours for draft in drafts if draft.ours]
        known = visits_of(s, ids, min(days) - A_DAY, max(days) + A_DAY)
    for draft in drafts:
        there = [row for row in draft.group.rows if id(row) in calls]
        tokens = {token(draft.ours, calls[id(row)].content) for row in there}
        in_file = dict[str, int]()
        for row in there:
            kept = placed(row, calls[id(row)], known.get(draft.ours, ()), draft.ours, in_file, tokens)
            if kept is None:
                del calls[id(row)]
            else:
                calls[id(row)] = kept


def _put_right_since(s: Session, drafts: Sequence[Draft]) -> None:
    """What an import brought and somebody has changed since is not put back unasked. A row that brings something new
    besides brings that alone."""
    people = {told.ours["id"]: told for draft in drafts for told in draft.people if told.ours is not None and told.set}
    houses = {draft.ours: draft for draft in drafts if draft.ours and draft.values}
    for key, before in brought(s, "resident", list(people)).items():
        told = people[key]
        if _is_put_right(told.set, before):
            told.row.edited = True
            told.set = {} if told.row.fresh else told.set
    for key, before in brought(s, "household", list(houses)).items():
        draft = houses[key]
        if _is_put_right(draft.values, before):
            row = draft.house_row or draft.group.rows[0]
            row.edited = True
            draft.values = {} if row.fresh else draft.values


def _is_put_right(wanted: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    return any(name in before and before[name] == plain(value) for name, value in wanted.items())


def _settle(row: Row) -> None:
    """The row's state, now that all is known that it brings."""
    if row.state is LineState.NEW and not row.fresh:
        row.state = LineState.CHANGED if row.changes else LineState.SAME
    if row.edited and row.state is LineState.CHANGED:
        row.proposed = LineChoice.SKIP
