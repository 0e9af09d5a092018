"""What was taken in, joined or compared, newest first, and the way back."""

from functools import partial
from typing import Any

import streamlit as st

from db import clock, store, telling
from db.changes.batch import undo
from db.choices import BatchKind
from db.queries.imports import Done, imports, why_not
from db.rights import Person
from db.words import _
from pages.parts import edit, exchange_columns, look

ICONS = {BatchKind.IMPORT: "upload_file", BatchKind.MERGE: "merge", BatchKind.CHECK: "compare_arrows"}


def show(person: Person) -> None:
    with store.reading() as s:
        found = imports(s, person)
    if not found:
        look.nothing(_("Nothing was taken in yet."), "history")
        return
    for each in found:
        _line(person, each)


def _line(person: Person, each: Done) -> None:
    with st.container(border=True), look.row():
        with look.words():
            title = f":material/{ICONS[each.kind]}: {look.plain(each.title)}"
            st.markdown(title)
            by = each.by or _("at the command line")
            st.caption(look.plain("　".join([_(each.kind.label), telling.moment(each.at), by])))
            if told := exchange_columns.told(each.counts):
                st.text(told)
            if each.undone_at is not None:
                words = _("Taken back on {time} by {name}")
                back = words.format(time=telling.moment(each.undone_at), name=each.undone_by or _("the command line"))
                st.caption(look.plain(back))
        if not each.is_undone and st.button(_("Take it back"), icon=":material/undo:", key=f"exchange.done.{each.id}"):
            _ask(person, each)


def _ask(person: Person, each: Done) -> None:
    """Why it cannot be taken back is said before anybody presses anything."""

    def fill() -> None:
        with store.reading() as s:
            why = why_not(s, person, each.id)
        if why:
            st.info(look.plain(why))
            return
        st.text(exchange_columns.told(each.counts))
        st.caption(_("All of it goes as if it had never been done; what was changed is as it was."))
        if st.button(_("Take it back"), type="primary", width="stretch", key="exchange.done.do"):
            edit.do(_("Taken back: {name}").format(name=each.title), partial(_undo, person, each.id))

    st.dialog(_("Take it back"))(fill)()


def _undo(person: Person, batch_id: int, s: Any) -> None:
    undo(s, person, batch_id, clock.now())
