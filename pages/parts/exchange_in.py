"""A spreadsheet taken in: the file, what its columns mean, what would happen, and then all of it or nothing."""

import json
from contextlib import suppress
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from db import clock, store, telling, weighing
from db.changes import columns, imports
from db.changes.batch import undo
from db.choices import LineChoice, LineState, TableKind
from db.errors import Conflict, Refused
from db.intake.table import Table
from db.queries.import_preview import Preview
from db.queries.import_preview_choices import Choices
from db.queries.imports import same_file
from db.queries.offered import offered
from db.rights import Person
from db.words import N_, _, filled, language, speaking
from pages.parts import edit, exchange_blanks, exchange_columns, exchange_lines, exchange_read, look, state
from pages.parts.exchange_blanks import XLSX
from pages.parts.exchange_read import Opened
from reports.refused import refused_file

ROUND, AGAIN, DONE = "exchange.round", "exchange.again", "exchange.done"
LIVE = 2000  # rows up to which every choice is worked out at once
ROWS_OF = N_("{name} ({n} {n:row|rows})")
NOBODY = 0  # of those who went: noted as a companion


def show(person: Person) -> None:
    if told := state.value(DONE):
        _told(person, told)
    file = _asked(person)
    if file is None:
        return
    _notes(person, file)
    tables = [at for at, table in enumerate(file.tables) if table.kind is not TableKind.OWNERS]
    if not tables:
        _nothing(file)
        return
    at = tables[0]
    if len(tables) > 1:
        at = st.segmented_control(
            _("Which table"),
            tables,
            default=tables[0],
            required=True,
            format_func=lambda n: look.plain(_table_told(file.tables[n])),
            key=f"exchange.{file.key}.table",
        )
        st.caption(_("Each table of the file is taken in by itself."))
    key = f"exchange.{file.key}.{at}"
    table = exchange_columns.ask(person, file, at, key)
    choices, found = _compared(person, file, at, table, key)
    if found is None:
        return
    look.section(_("What would happen"), _table_told(table))
    summary = st.container()  # above the rows, and it counts what is decided below
    decisions = exchange_lines.show(found, key)
    choices = replace(choices, lines=decisions)
    if len(found.lines) <= LIVE and decisions:
        found = exchange_read.compared(person, file, at, table, choices, clock.today(), _again())
    with summary:
        _summary(found)
    _left_out(table)
    _take_in(person, file, found, choices)


def _again() -> int:
    return int(state.value(AGAIN, 0))


def _asked(person: Person) -> Opened | None:
    """The file, read; what is wrong with it is said where it was dropped."""
    left, right = st.columns([3, 2], gap="large")
    with right:
        exchange_blanks.show(person)
    with left:
        return exchange_read.dropped(
            person,
            _("A spreadsheet: .xlsx, .xls or .csv, at most 10 MB"),
            _("Drop the list as you keep it. Nothing is written until you have seen what would happen."),
            f"exchange.file.{state.value(ROUND, 0)}",
        )


def _notes(person: Person, file: Opened) -> None:
    with store.reading() as s:
        before = same_file(s, person, file.book.sha256)
    for each in before[:1]:
        said = _("This very file was taken in on {time}. What is on file already stays as it is.")
        st.info(look.plain(said.format(time=telling.moment(each.at))))
    for note in file.book.notes:
        st.caption(look.plain(note))


def _nothing(file: Opened) -> None:
    if file.tables:
        look.nothing(_("This is a list of owners and tenants. Use “Compare with a list”."), "compare_arrows")
        return
    sentence = _("No table was found in this file. A table has a row of titles, such as name, door, telephone.")
    look.nothing(sentence, "table_view")


def _table_told(table: Table) -> str:
    """台账　住户与成员　28 行"""
    n = len(table.body)
    return "　".join([table.sheet, _(table.kind.label), filled(_("{n} {n:row|rows}"), n=n)])


def _compared(person: Person, file: Opened, at: int, table: Table, key: str) -> tuple[Choices, Preview | None]:
    """With what must be known before rows can be compared: new buildings, and names that are no account here."""
    names = dict(state.value(f"{key}.names") or {})
    choices = Choices(new_buildings=bool(state.value(f"{key}.buildings", True)), staff=names)
    try:
        with st.spinner(_("Comparing with the register")):
            found = exchange_read.compared(person, file, at, table, choices, clock.today(), _again())
    except Refused as refused:
        st.error(look.plain(str(refused)))
        return choices, None
    if found.new_buildings:
        told = _(", ").join(filled(_(ROWS_OF), name=each.name, n=each.rows) for each in found.new_buildings)
        st.checkbox(
            look.plain(_("Make the buildings that are not on file yet: {names}").format(names=told)),
            value=True,
            key=f"{key}.buildings",
        )
    if found.unknown_staff or choices.staff:
        _names(person, found, choices, key)
    return choices, found


def _names(person: Person, found: Preview, choices: Choices, key: str) -> None:
    with store.reading() as s:
        staff = offered(s, person).staff
    names = dict.fromkeys([*choices.staff, *(each.name for each in found.unknown_staff)])
    title = _("Names of colleagues that are no account here: {n}").format(n=len(names))
    with st.expander(title, icon=":material/badge:"):
        chosen = {}
        for name in names:
            one = st.selectbox(
                look.plain(_("{name} is").format(name=name)),
                [NOBODY, *staff],
                format_func=lambda who: staff[who] if who else _("nobody here: noted in words"),
                key=f"{key}.name.{name}",
            )
            chosen[name] = one or None
    kept = {name: who for name, who in chosen.items() if who is not None or name in choices.staff}
    if kept != dict(choices.staff):
        state.put(f"{key}.names", kept)
        st.rerun()


def _summary(found: Preview) -> None:
    """People, not rows."""
    if found.work:
        what = exchange_columns.told(found.work.counts)
        st.text(_("Would be written: {what}.").format(what=what))
    else:
        st.text(_("Nothing would be written: all of it is on file already, or needs your decision."))


def _left_out(table: Table) -> None:
    if not table.left_out:
        return
    n = sum(each.last - each.first + 1 for each in table.left_out)
    with st.expander(_("Rows that are no data: {n}").format(n=n)):
        for each in table.left_out:
            rows = str(each.first) if each.first == each.last else f"{each.first}–{each.last}"
            st.text("　".join(filter(None, [_("Row {n}").format(n=rows), each.why, each.text])))


def _take_in(person: Person, file: Opened, found: Preview, choices: Choices) -> None:
    left_out = {line.key for line in found.lines if line.is_asked and line.chosen is LineChoice.SKIP}
    if left_out:
        words = _("{n} {n:doubtful case is|doubtful cases are} left out as things stand: look at them above.")
        st.caption(look.plain(filled(words, n=len(left_out))))
    with look.beside():
        go_on = st.button(
            _("Take it in"), type="primary", icon=":material/check:", disabled=not found.work, key="exchange.take"
        )
        if st.button(_("Compare again"), type="tertiary", icon=":material/refresh:", key="exchange.again.do"):
            state.put(AGAIN, _again() + 1)
            st.rerun()
        _refused(file, found)
    if not go_on:
        return
    bar = st.progress(0.0, text=_("Writing"))
    now = clock.now()
    try:
        with store.writing() as s:
            made = imports.take_in(
                s, person, found, choices, now,
                lambda done, total: bar.progress(done / max(total, 1), text=_("Writing")),
                title=file.book.name, sha256=file.book.sha256,
            )  # fmt: skip
            columns.remember_columns(s, person, found.table, now)
    except Conflict as moved:
        state.put(AGAIN, _again() + 1)
        st.error(look.plain(str(moved)))
        return
    except Refused as refused:
        st.error(look.plain(str(refused)))
        return
    told = {
        "batch": made,
        "name": file.book.name,
        "time": telling.time(now),
        "counts": json.dumps(dict(found.work.counts)),
        "refused": found.count(LineState.REFUSED),
    }
    state.put(DONE, told)
    if made:
        with suppress(Refused):  # somebody writes for long: the next morning weighs what is left
            weighing.in_pieces(person, made, now)
    state.put(AGAIN, _again() + 1)  # what is in the file still is looked at anew: what was doubtful stays to be decided
    st.rerun()


def _refused(file: Opened, found: Preview) -> None:
    """Their own file with only the rows that could not be taken in, and the reason in front of each."""
    if found.refused:
        stem = file.book.name.rpartition(".")[0] or file.book.name
        st.download_button(
            _("Rows that cannot be taken in, with reasons"),
            data=partial(_refused_made, file, found, language()),
            file_name=f"{stem} {_('to be put right')}.xlsx",
            mime=XLSX,
            icon=":material/download:",
            type="tertiary",
            on_click="ignore",
            key="exchange.refused",
        )


def _refused_made(file: Opened, found: Preview, spoken: str) -> bytes:
    with speaking(spoken):
        return refused_file(file.book, found.refused, found.table.sheet, found.table.head)


def _told(person: Person, told: dict[str, Any]) -> None:
    """What was taken in, the way back, and the next file."""
    with st.container(border=True):
        name = look.plain(told["name"])
        title = _("**{time} taken in**　{name}").format(time=told["time"], name=name)
        st.markdown(title)
        st.text(exchange_columns.told(json.loads(told["counts"])))
        if told["refused"]:
            words = _("{n} {n:row|rows} could not be taken in: they can be downloaded below, with the reasons.")
            st.caption(look.plain(filled(words, n=told["refused"])))
        with look.beside():
            if st.button(_("Next file"), type="primary", icon=":material/upload_file:", key="exchange.next"):
                _next()
                st.rerun()
            if told["batch"] and st.button(_("Take it back"), icon=":material/undo:", key="exchange.undo"):
                _next()
                words = _("Taken back: {name}").format(name=told["name"])
                edit.do(words, lambda s: undo(s, person, told["batch"], clock.now()))


def _next() -> None:
    state.drop(DONE)
    state.put(ROUND, int(state.value(ROUND, 0)) + 1)
    state.put(AGAIN, _again() + 1)
