"""An own layout of a list: its name, its columns in the order they are wanted, and what stands above each."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from db import store
from db.changes import layout as change
from db.choices import Listed, Whom
from db.errors import Invalid, Refused
from db.layouts import BLANK, MOST_COLUMNS, MOST_TITLE, SERIAL, Column, Layout
from db.queries.layouts import known_columns
from db.rights import Person
from db.words import _
from pages.parts import edit, look, state
from reports.layouts import label

TURN = "layout.turn"
Kept = tuple[int, int, Layout]


def offer(person: Person, own: Sequence[Kept], chosen: object, key: str, shuts: str) -> None:
    """To change the own layout that is chosen, or to make one. The popover `shuts`, as it would lie over the dialog."""
    there = next((each for each in own if each[2] == chosen), None)
    words = _("Change this layout") if there else _("Make an own layout")
    shut = partial(state.put, shuts, False)
    if st.button(words, icon=":material/view_column:", type="tertiary", key=f"{key}.layout", on_click=shut):
        turn = state.value(TURN, 0) + 1  # widgets of its own each time it is opened
        state.put(TURN, turn)
        st.dialog(_("Layout"), width="medium")(partial(_fill, person, there, f"layout.{turn}"))()


def _fill(person: Person, there: Kept | None, key: str) -> None:
    layout = there[2] if there else Layout(Listed.HOUSEHOLDS, ())
    name = st.text_input(_("Name of the layout"), layout.name, max_chars=change.MOST_NAME, key=f"{key}.name")
    kinds, people = list(Listed), list(Whom)
    of = Listed(
        st.selectbox(_("Rows"), kinds, kinds.index(layout.of), format_func=lambda one: _(one.label), key=f"{key}.of")
    )
    whom = Whom.EVERYBODY
    if of is Listed.PEOPLE:
        whom = Whom(
            st.selectbox(
                _("Whose rows"),
                people,
                people.index(layout.whom),
                format_func=lambda one: _(one.label),
                key=f"{key}.whom",
            )
        )
    known = [SERIAL, *known_columns(of), BLANK]
    wanted = Layout(of, (), name, whom)
    chosen = st.multiselect(
        _("Columns, in the order they are chosen"),
        known,
        [column.key for column in layout.columns if column.key in known] if layout.of is of else [],
        format_func=lambda one: label(wanted, one),
        placeholder=_("Choose"),
        max_selections=MOST_COLUMNS,
        key=f"{key}.columns.{of}",
    )
    titles = {column.key: column.title for column in layout.columns}
    with st.expander(_("Titles of their own"), expanded=any(titles.values())):
        columns = tuple(Column(one, _title(wanted, one, titles.get(one, ""), key)) for one in chosen)
    wanted = Layout(of, columns, name, whom)
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save"), type="primary", icon=":material/check:", key=f"{key}.save"):
            _save(person, there, wanted)
        if there and st.button(_("Save as another"), key=f"{key}.other"):
            _save(person, None, wanted)
        if there and st.button(_("Take away"), type="tertiary", icon=":material/delete:", key=f"{key}.remove"):
            edit.do(_("Layout taken away"), lambda s: change.remove_layout(s, person, there[0]))


def _title(wanted: Layout, one: str, title: str, key: str) -> str:
    usual = label(wanted, one)
    return st.text_input(
        look.plain(usual), title, placeholder=usual, max_chars=MOST_TITLE, key=f"{key}.title.{wanted.of}.{one}"
    )


def _save(person: Person, there: Kept | None, wanted: Layout) -> None:
    layout_id, version = (there[0], there[1]) if there else (None, 0)
    try:
        with store.writing() as s:
            change.save_layout(s, person, layout_id, version, wanted)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Refused as refused:
        st.error(look.plain(str(refused)))
    else:
        edit.done(_("Layout"))
