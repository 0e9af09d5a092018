"""Lists as offices ask for them, one button each: of the whole estate or one building, masked, with a password."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import streamlit as st

from db import clock, store
from db.choices import HardshipKind, HouseholdState, Ledger, Listed
from db.layouts import Layout
from db.queries.asked import Asked
from db.queries.layouts import layouts
from db.queries.offered import Offered, offered
from db.rights import Person, Right
from db.words import N_, _, language
from pages.parts import found_list, go, list_out, look, paper_password, state
from pages.parts.list_out import Style, Way

# What each is for, as an office would say it.
FOR = {
    Ledger.WHOLE: N_("One row a person with every field; can be taken in again here or elsewhere."),
    Ledger.CALLS: N_("Who was visited when, what was asked for, what was done, how it ended."),
    Ledger.OLDER: N_("Everybody aged 60 and over, as the office for the elderly asks for it."),
    Ledger.DISABLED: N_("Everybody with a disability, as the federation asks for it."),
    Ledger.HOMES: N_("One row a household, with who lives there and what is open."),
    Ledger.SUMS: N_("Numbers by building and hardship, and by month; no names."),
}
BY_DAYS = (Ledger.CALLS, Ledger.SUMS)


def show(person: Person) -> None:
    today = clock.today()
    with store.reading() as s:
        there = offered(s, person)
        own = [layout for _id, _version, layout in layouts(s, person)]
    asked = _asked(person, there, today)
    is_masked, password, is_ready = _way(person)
    look.section(_("Lists that offices ask for"))
    styles: list[Style] = [*Ledger, *own]
    for n, style in enumerate(styles):
        with st.container(border=True), look.row():
            with look.words():
                st.text(list_out.name_of(style))
                if isinstance(style, Ledger):
                    st.caption(_(FOR[style]))
                else:
                    st.caption(_("An own layout"))
            way, of = Way(is_masked, password, style), _of(asked, style)
            st.download_button(
                _("Export"),
                data=partial(
                    list_out.made, state.secret(), partial(found_list.gathered, of, False), way, of, language()
                ),
                file_name=f"{there.estate} {list_out.name_of(style)} {today.isoformat()}.xlsx",
                mime=list_out.XLSX,
                icon=":material/lock:" if password else ":material/download:",
                on_click="ignore",
                disabled=not is_ready,
                key=f"exchange.out.{n}",
            )
    st.caption(_("With other filters, and to make an own layout: the register, “How the list goes out”."))
    if st.button(_("Open the register"), type="tertiary", icon=":material/view_list:", key="exchange.out.register"):
        go.to("register")


def _of(asked: Asked, style: Style) -> Asked:
    """The days are those of visits; a list of people is of everybody, whenever they were visited."""
    by_days = style.of is Listed.VISITS if isinstance(style, Layout) else style in BY_DAYS
    return asked if by_days else replace(asked, visited_from=None, visited_to=None)


def _asked(person: Person, there: Offered, today: date) -> Asked:
    """Everybody on file unless something is chosen; the days are those of the visits."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        building = st.selectbox(
            _("Building"),
            [0, *there.buildings],
            format_func=lambda key: there.buildings[key] if key else _("All buildings"),
            width=200,
            key="exchange.out.building",
        )
        hardship = ""
        if person.may(Right.SEE_PEOPLE):
            hardship = st.selectbox(
                _("Kind of hardship"),
                ["", *HardshipKind],
                format_func=lambda kind: _(HardshipKind(kind).label) if kind else _("All kinds"),
                width=240,
                key="exchange.out.hardship",
            )
        days = st.date_input(
            _("Days of the visits"),
            (today.replace(day=1), today),
            max_value=today + timedelta(days=1),
            format="YYYY-MM-DD",
            width=260,
            key="exchange.out.days",
        )
        with_left = st.checkbox(_("With files that have ended"), key="exchange.out.left")
    first, last = (*days, today)[:2] if isinstance(days, tuple) and days else (None, None)
    return Asked(
        building_ids=(building,) if building else (),
        kinds=(HardshipKind(hardship),) if hardship else (),
        states=() if with_left else (HouseholdState.ACTIVE, HouseholdState.PAUSED),
        visited_from=first,
        visited_to=last,
    )


def _way(person: Person) -> tuple[bool, str, bool]:
    """Masked or not, the password, and whether the files can be made: a refused password makes none."""
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        with st.container(width=320):
            password = paper_password.typed(
                _("Password that opens the file"),
                _("The file opens only with it. It is kept nowhere: tell it to the receiver another way."),
                "exchange.out.password",
            )
        is_masked = st.checkbox(
            _("Without names, doors, phones and illnesses"),
            value=not person.may(Right.SEE_PEOPLE),
            disabled=not person.may(Right.SEE_PEOPLE),
            key="exchange.out.masked",
        )
    return is_masked, password, not paper_password.is_refused(password)
