"""What stands around a list of the register: its numbers, its pages, nothing found, and the list as a spreadsheet."""

from datetime import date
from typing import Any

import streamlit as st

from db.queries import register, register_visits
from db.queries.asked import Asked
from db.queries.rows import HouseholdRow, Page, VisitRow
from db.queries.told_lists import told_register
from db.rights import Person
from db.words import _
from pages.parts import asking, filters, look, new_file
from pages.parts.list_out import Gathered


def numbers(found: Page[Any], asked: Asked, is_visits: bool) -> None:
    """How many were found, of households how many in each tier; which list, in which order; all conditions away."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        filters.ask_which()
        if is_visits:
            many = _("More than **{n}** visits found") if found.is_more else _("**{n}** visits found")
            st.markdown(many.format(n=found.total), width="content")
        else:
            st.markdown(_("**{n}** households found").format(n=found.total), width="content")
            for tier, n in found.by_tier.items():
                with look.beside("xsmall"):
                    look.tier(tier)
                    st.caption(str(n), width="content")
        with st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center", width="stretch"):
            if not is_visits:
                filters.ask_order(asked)
            if asked.named():
                st.button(
                    _("Clear conditions"),
                    icon=":material/filter_alt_off:",
                    type="tertiary",
                    on_click=asking.clear,
                    key="register.clear",
                )
    if found.said:
        st.info(look.plain(found.said))


def nothing(asked: Asked, has_files: bool) -> None:
    if has_files or asked.named():
        sentence = _("Nothing matches. Loosen one condition, or open a new file.")
        look.nothing(sentence, "search_off")
    else:
        look.nothing(
            _("No file yet. Open the first one with “{button}”.").format(button=new_file.label()), "folder_open"
        )


def turn(found: Page[Any]) -> None:
    if found.pages > 1:
        asking.turn(found.pages, found.number)


def name_for(estate: str, day: date) -> str:
    return f"{estate} {day.isoformat()}.xlsx"


def gathered(asked: Asked, is_visits: bool, s: Any, viewer: Person, today: date) -> Gathered:
    """The whole filtered list."""
    named, told = asked.named(), told_register(s, viewer, asked)
    if is_visits:
        called = register_visits.export(s, viewer, asked)
        return Gathered("visits", _("Register of visits"), VisitRow, called, named, told)
    filed = register.export(s, viewer, asked, today)
    return Gathered("households", _("Register of households"), HouseholdRow, filed, named, told)
