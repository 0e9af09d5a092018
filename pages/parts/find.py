"""Which household? By typing, by building and room, among one's own; or a new file, opened at the door."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from db import store, telling
from db.changes.opening import open_file
from db.choices import HardshipKind, HouseholdState
from db.errors import Invalid, Refused
from db.models import HouseholdFields, ResidentFields
from db.queries import find as queries
from db.queries import visit as visits
from db.queries.find import Double, Found, Place
from db.rights import Person
from db.words import N_, _
from pages.parts import form, go, look

SAME = {"door": N_("the same door"), "name": N_("the same name"), "phone": N_("the same phone")}


def show(person: Person, today: date) -> None:
    look.head(_("Record visit"), _("Which household is it?"))
    with store.reading() as s:
        places = queries.places(s, person)
    if not places:
        if look.nothing(
            _("There is no building yet. Enter the buildings first, then their households."),
            "apartment",
            _("Enter buildings"),
            "visit.settings",
        ):
            go.to("settings")
        return
    text = st.text_input(
        _("Name, room or phone"),
        placeholder=_("A part will do: 玉芬, 1202, 3-1202, 2207"),
        live="300ms",
        key="visit.search",
    )
    if text.strip():
        _found(person, text, today)
    else:
        _mine(person, today)
    with st.expander(_("By building and room"), icon=":material/apartment:"):
        _by_place(person, places, today)
    with st.expander(_("Not there: open a new file"), icon=":material/note_add:"):
        _open(person, places, today)


def _found(person: Person, text: str, today: date) -> None:
    with store.reading() as s:
        found = queries.find(s, person, text)
    if not found.rows:
        st.caption(_("Nobody found. Type less, look by building and room, or open a new file below."))
    _lines(found.rows, today, "found")
    if found.total > len(found.rows):
        n = found.total
        st.caption(_("{n} households match; the first are shown. Type one more character.").format(n=n))


def _mine(person: Person, today: date) -> None:
    """Unfinished ones first: what was typed wants to be finished."""
    with store.reading() as s:
        drafts = visits.drafts(s, person)
        mine = queries.own(s, person)
    if drafts:
        look.section(_("Drafts"), _("{n} unfinished").format(n=len(drafts)))
    for draft in drafts:
        with st.container(border=True), look.row():
            with look.words():
                st.text(f"{draft.door}　{draft.head}")
                time = telling.moment(draft.saved_at)
                st.caption(_("Draft of {time}").format(time=time))
            if st.button(_("Go on"), key=f"visit.draft.{draft.id}"):
                go.here({"visit": draft.visit_id} if draft.visit_id else {"no": draft.no})
    if mine:
        look.section(_("Yours, longest not visited first"))
        _lines(mine, today, "mine")


def _lines(rows: Sequence[Found], today: date, key: str) -> None:
    for row in rows:
        with st.container(border=True), look.row():
            with look.words():
                st.text(f"{row.door}　{row.head}")
                st.caption(look.plain(_described(row, today)))
            if st.button(_("Start"), key=f"visit.{key}.{row.no}"):
                go.here({"no": row.no})


def _described(row: Found, today: date) -> str:
    told = [
        _(row.tier.label) if row.tier else _("Not assessed"),
        _("last visit {ago}").format(ago=telling.ago(row.last_visit_at, today))
        if row.last_visit_at
        else telling.ago(None, today),
    ]
    if row.state is not HouseholdState.ACTIVE:
        told.append(_(row.state.label))
    return _(", ").join(told)


def _by_place(person: Person, places: Sequence[Place], today: date) -> None:
    by_id = {place.id: place for place in places}
    building = st.selectbox(
        _("Building"),
        list(by_id),
        index=None,
        placeholder=_("Choose"),
        format_func=lambda one: by_id[one].name,
        key="visit.building",
    )
    if building is None:
        return
    unit = None
    if by_id[building].units > 1:
        unit = st.pills(_("Unit"), range(1, by_id[building].units + 1), format_func=str, key=f"visit.unit.{building}")
    with store.reading() as s:
        there = queries.at(s, person, building, unit).rows
    if not there:
        st.caption(_("No file here yet. Open a new one below."))
        return
    rooms = {row.no: row for row in there}
    chosen = st.selectbox(
        _("Room"),
        list(rooms),
        index=None,
        placeholder=_("Choose"),
        format_func=lambda no: f"{rooms[no].door}　{rooms[no].head}",
        key=f"visit.room.{building}.{unit}",
    )
    if chosen is not None:
        _lines([rooms[chosen]], today, "room")


def _open(person: Person, places: Sequence[Place], today: date) -> None:
    """Door, head, telephone and hardship; the rest can wait for the file."""
    names = {place.id: place.name for place in places}
    door = form.ask(
        HouseholdFields,
        "visit.new",
        only=["building_id", "unit", "room"],
        options={"building_id": names},
        value={"building_id": next(iter(names)) if len(names) == 1 else None},
    )
    head = form.ask(ResidentFields, "visit.new", only=["name", "phone"])
    kinds = st.multiselect(
        _("Hardships"),
        list(HardshipKind),
        format_func=lambda kind: _(kind.label),
        placeholder=_("Choose"),
        key="visit.new.kinds",
    )
    with store.reading() as s:
        doubles = queries.doubles(s, person, door, head["name"], head["phone"])
    for double in doubles:
        _double(double)
    label = _("It is another household: open file") if doubles else _("Open file and start")
    if st.button(label, icon=":material/note_add:", key="visit.new.save"):
        _opened(person, today, door, head, kinds)


def _double(double: Double) -> None:
    same = _(", ").join(_(SAME[what]) for what in double.same)
    with st.container(border=True), look.row():
        with look.words():
            st.text(f"{double.household.door}　{double.household.head}")
            st.caption(_("On file already: {same}").format(same=look.plain(same)))
        if st.button(_("Take this one"), key=f"visit.double.{double.household.no}"):
            go.here({"no": double.household.no})


def _opened(
    person: Person, today: date, door: Mapping[str, Any], head: Mapping[str, Any], kinds: Sequence[HardshipKind]
) -> None:
    try:
        with store.writing() as s:
            no = queries.number(s, person, open_file(s, person, today, door, head, kinds))
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Refused as refused:
        st.error(str(refused))
    else:
        go.here({"no": no})
