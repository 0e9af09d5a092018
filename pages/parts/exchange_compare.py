"""A list of owners and tenants beside the register: what it says of each file, and what a person decides about it."""

import json
from datetime import date, timedelta
from typing import Any, NamedTuple

import streamlit as st

from db import clock, store, telling
from db.changes import columns
from db.changes.batch import undo
from db.changes.compared import Decision, counted, settle
from db.changes.state import LONGEST_PAUSE
from db.choices import Answer, Case, TableKind
from db.comparing import PAUSE
from db.errors import Conflict, Refused
from db.intake.owners import as_owners, occupants
from db.intake.table import Table
from db.listed import Compared, Line
from db.queries.compared import compared
from db.queries.offered import offered
from db.rights import Person
from db.words import _, filled, language
from pages.parts import edit, exchange_columns, exchange_read, look, state
from pages.parts.exchange_read import MINUTES, Opened

AT_ONCE = 20
ROUND, AGAIN, DONE = "compare.round", "compare.again", "compare.done"
ICONS = {
    Case.VERIFY: "check_circle",
    Case.PHONE: "call",
    Case.VACANT: "door_open",
    Case.MOVED: "moving",
    Case.DECEASED: "local_florist",
    Case.ASK: "help",
}


class Held(NamedTuple):
    """What was decided about one file, kept while the others are looked at."""

    answer: Answer
    until: date | None = None


def show(person: Person) -> None:
    if done := state.value(DONE):
        _told(person, done)
        return
    file = _asked(person)
    if file is None:
        return
    if not file.tables:
        sentence = _("No table was found in this file. A table has a row of titles, such as name, door, telephone.")
        look.nothing(sentence, "table_view")
        return
    at = _which(file)
    key = f"compare.{file.key}.{at}"
    table = exchange_columns.ask(person, _as_owners(file, at), at, key)
    with st.spinner(_("Comparing with the register")):
        chosen = json.dumps([(column.index, column.target) for column in table.columns])
        found = _compared(person.id, f"{key}.{chosen}", language(), clock.today(), _again(), (person, table))
    look.section(_("How the files stand to the list"), filled(_("{n} {n:row|rows}"), n=len(table.body)))
    _counts(found)
    if not found.lines:
        look.nothing(_("No file of ours stands at a door of this list."), "door_front")
        return
    held: dict[int, Held] = dict(state.value(f"{key}.held") or {})
    _lines(found, held, key)
    state.put(f"{key}.held", held)
    _write(person, file, table, found, held)


def _as_owners(file: Opened, at: int) -> Opened:
    """Whatever it looked like: who drops a list here says that it is one of owners and tenants."""
    return file._replace(tables=(*file.tables[:at], as_owners(file.tables[at]), *file.tables[at + 1 :]))


def _again() -> int:
    return int(state.value(AGAIN, 0))


@st.cache_resource(max_entries=4, ttl=MINUTES, show_spinner=False)
def _compared(person_id: int, key: str, spoken: str, today: date, again: int, _all: tuple[Person, Table]) -> Compared:
    """In the language in which its sentences were made."""
    person, table = _all
    with store.reading() as s:
        known = tuple(offered(s, person).buildings.values())
        return compared(s, person, occupants(table, known), today)


def _asked(person: Person) -> Opened | None:
    return exchange_read.dropped(
        person,
        _("A list of owners and tenants: .xlsx, .xls or .csv, at most 10 MB"),
        _("Nothing is written until you have decided about each file; nobody new is put on file."),
        f"compare.file.{state.value(ROUND, 0)}",
    )


def _which(file: Opened) -> int:
    likely = [at for at, table in enumerate(file.tables) if table.kind is TableKind.OWNERS]
    first = likely[0] if likely else 0
    if len(file.tables) == 1:
        return first
    chosen = st.segmented_control(
        _("Which table"),
        list(range(len(file.tables))),
        default=first,
        required=True,
        format_func=lambda at: look.plain(file.tables[at].sheet),
        key=f"compare.{file.key}.table",
    )
    return int(chosen)


def _counts(found: Compared) -> None:
    """What is only counted: part of an estate is no reason to doubt the rest."""
    told_of = [
        (found.not_listed, _("{n} files stand at doors that are not on the list.")),
        (found.strange, _("{n} doors of the list have no file here.")),
        (found.agreed, _("{n} files are paused, and empty by the list.")),
        (found.unnamed, _("{n} files name nobody, so there was nothing to compare.")),
    ]
    said = [sentence.format(n=n) for n, sentence in told_of if n]
    if said:
        st.caption(look.plain(" ".join(said)))
    if found.unread:
        title = _("Rows whose door is not known here: {n}").format(n=len(found.unread))
        with st.expander(title, icon=":material/wrong_location:"):
            for each in found.unread[: AT_ONCE * 5]:
                why = each.why or _("no building of this name is on file")
                st.text(_("Row {row}: {what}").format(row=each.row, what=_(", ").join(filter(None, (each.door, why)))))


def _lines(found: Compared, held: dict[int, Held], key: str) -> None:
    there = [case for case in Case if found.count(case)]
    chosen = st.pills(
        _("Files"),
        there,
        default=there[0],
        required=True,
        format_func=lambda case: f":material/{ICONS[case]}: {_(case.label)} {found.count(case)}",
        label_visibility="collapsed",
        key=f"{key}.case",
    )
    lines = [line for line in found.lines if line.case is chosen]
    if chosen is Case.VERIFY:
        _all_of_them([line for line in lines if line.is_sure], held, key)
    pages = -(-len(lines) // AT_ONCE)
    number = min(int(state.value(f"{key}.page.{chosen}", 1)), pages)
    for line in lines[(number - 1) * AT_ONCE : number * AT_ONCE]:
        _card(line, held, key)
    if pages > 1:
        st.pagination(pages, default=number, key=f"{key}.page.{chosen}")


def _all_of_them(sure: list[Line], held: dict[int, Held], key: str) -> None:
    """Only where the list has the same name living at the same door; everything else is looked at one by one."""
    open_ = [line for line in sure if line.home.id not in held]
    if len(open_) < 2:
        return
    words = _("Mark all {n} of the same name as verified").format(n=len(open_))
    if st.button(words, icon=":material/done_all:", key=f"{key}.all"):
        for line in open_:
            held[line.home.id] = Held(Answer.VERIFY)
            state.drop(f"{key}.answer.{line.home.id}")
        state.put(f"{key}.held", held)
        st.rerun()


def _card(line: Line, held: dict[int, Held], key: str) -> None:
    home = line.home
    with st.container(border=True, gap="small"):
        st.text("　".join(filter(None, (_("No. {no:04}").format(no=home.no), home.door, line.names))))
        for new in line.phones:
            if new.old:
                change = _("{label}: {old} → {new}").format(label=new.name, old=new.old, new=new.new)
            else:
                change = _("{label}: {new} (was empty)").format(label=new.name, new=new.new)
            st.text(change)
        st.caption("  \n".join(look.plain(why) for why in line.why))
        _decide(line, held, key)


def _decide(line: Line, held: dict[int, Held], key: str) -> None:
    """Nothing is chosen beforehand: each is confirmed by a person."""
    known = held.get(line.home.id)
    answer = st.segmented_control(
        _("What to do"),
        list(line.offered),
        default=known.answer if known and known.answer in line.offered else None,
        format_func=lambda each: _(each.label),
        label_visibility="collapsed",
        key=f"{key}.answer.{line.home.id}",
    )
    if answer is None:
        held.pop(line.home.id, None)
        return
    until = None
    if answer is Answer.PAUSE:
        today = clock.today()
        until = st.date_input(
            _("Until"),
            known.until if known and known.until else today + PAUSE,
            min_value=today + timedelta(days=1),
            max_value=today + LONGEST_PAUSE,
            key=f"{key}.until.{line.home.id}",
        )
    held[line.home.id] = Held(answer, until)


def _write(person: Person, file: Opened, table: Table, found: Compared, held: dict[int, Held]) -> None:
    lines = {line.home.id: line for line in found.lines}
    decisions = [
        Decision(lines[key], each.answer, each.until)
        for key, each in held.items()
        if key in lines and each.answer in lines[key].offered and each.answer is not Answer.LEAVE
    ]
    n, now = len(decisions), clock.now()
    label = _("Write {n} decisions").format(n=n) if n else _("Nothing decided yet")
    if not st.button(label, type="primary", icon=":material/save:", disabled=not n, key="compare.do"):
        return
    try:
        with st.spinner(_("Writing")), store.writing() as s:
            made = settle(s, person, decisions, now, file.book.name, file.book.sha256)
            columns.remember_columns(s, person, table, now)
    except Conflict as moved:
        state.put(AGAIN, _again() + 1)
        st.error(look.plain(str(moved)))
    except Refused as refused:
        st.error(look.plain(str(refused)))
    else:
        counts = counted(decisions)
        state.put(DONE, {"batch": made, "name": file.book.name, "time": telling.time(now), "counts": counts})
        st.rerun()


def _told(person: Person, done: dict[str, Any]) -> None:
    """What was written, the way back, and the next list."""
    with st.container(border=True):
        st.markdown(_("**{time} saved**　{what}").format(time=str(done["time"]), what=look.plain(done["name"])))
        st.text(exchange_columns.told(done["counts"]))
        with look.beside():
            if st.button(_("Next list"), type="primary", icon=":material/upload_file:", key="compare.next"):
                _next()
                st.rerun()
            if st.button(_("Take it back"), icon=":material/undo:", key="compare.undo"):
                deed = _("Taken back: {name}").format(name=done["name"])
                _next()
                edit.do(deed, lambda s: undo(s, person, done["batch"], clock.now()))


def _next() -> None:
    state.drop(DONE)
    state.put(ROUND, int(state.value(ROUND, 0)) + 1)
    state.put(AGAIN, _again() + 1)
