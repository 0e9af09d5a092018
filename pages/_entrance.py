"""The entrance: runs first in every run of every page. Who is here, in which language, and where may they go."""

from pathlib import Path
from typing import NamedTuple

import streamlit as st

from db import clock, store
from db.changes import daily
from db.queries.house import house
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import demonstration, first_run, guard, look, me, morning, once, sign_in_form, state

HERE = Path(__file__).parent


class Place(NamedTuple):
    """A screen: its file, its address, its name in the navigation, and the right it needs."""

    file: str
    address: str
    title: str
    icon: str
    right: Right | None = None
    hidden: bool = False


PLACES = {
    "": [
        Place("home", "", N_("Today"), "today"),
        Place("visit", "visit", N_("Record visit"), "edit_note", Right.RECORD),
        Place("follow_up", "follow-up", N_("Follow-up"), "checklist"),
    ],
    N_("Homes"): [
        Place("register", "register", N_("Register"), "view_list"),
        Place("heat_map", "heat-map", N_("Building map"), "apartment"),
        Place("household", "household", N_("Household file"), "folder_shared", hidden=True),
    ],
    N_("Paperwork"): [
        Place("briefings", "reports", N_("Briefings and papers"), "description"),
        Place("exchange", "exchange", N_("Import and export"), "swap_vert", Right.EXPORT),
    ],
    N_("Management"): [
        Place("settings", "settings", N_("Settings"), "tune", Right.ESTATE),
        Place("people", "people", N_("Accounts"), "group", Right.ACCOUNTS),
        Place("guide", "guide", N_("Guide"), "help"),
    ],
}


def open_to(person: Person | None) -> dict[str, list[st.Page]]:
    """The screens of a person; a stranger's address is kept, whatever it is, until somebody has signed in."""
    found = {
        _(section) if section else "": [
            st.Page(
                HERE / f"{place.file}.py",
                title=_(place.title),
                icon=f":material/{place.icon}:",
                url_path=place.address or None,
                default=not place.address,
                visibility="hidden" if place.hidden else "visible",
            )
            for place in places
            if person is None or place.right is None or person.may(place.right)
        ]
        for section, places in PLACES.items()
    }
    return {section: pages for section, pages in found.items() if pages}


guard.speak()
with store.reading() as s:
    estate = house(s)
    is_new_day = estate is not None and daily.is_due(s, clock.today())
person = guard.who() if estate else None
if person is None:
    state.forget_who_was_here()
inside = person is not None and not person.must_change
if inside and is_new_day:
    morning.catch_up()

st.set_page_config(
    page_title=_("Nuanfang"),
    page_icon=look.SMALL_MARK,
    layout="wide" if inside else "centered",
    initial_sidebar_state=232,
)
page = st.navigation(open_to(person), position="sidebar" if inside else "hidden")

if estate is None:
    first_run.welcome()
elif person is None:
    sign_in_form.ask(estate)
elif code := state.take_code():
    sign_in_form.give_cookie(code)
elif person.must_change:
    me.choose_password(person)
else:
    st.logo(look.MARK, icon_image=look.SMALL_MARK, size="large")
    me.foot(person)
    guard.watch()
    if estate.demonstration:
        demonstration.mark(person)
    once.show()
    if told := state.take_notice():
        st.info(look.plain(told))
    page.run()
