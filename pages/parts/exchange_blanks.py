"""Blank tables for those who have no list yet: filled in, they come back through the import."""

from functools import partial

import streamlit as st

from db import store
from db.choices import TableKind
from db.queries.offered import offered
from db.rights import Person, Right
from db.words import _, language, speaking
from reports.blank_tables import FOR_FILLING_IN, blank_table

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(person: Person) -> None:
    with st.popover(_("Blank tables to fill in"), icon=":material/table_view:"):
        with store.reading() as s:
            there = offered(s, person)
        for kind in FOR_FILLING_IN:
            if kind is TableKind.STAFF and not person.may(Right.ACCOUNTS):
                continue
            st.download_button(
                _(kind.label),
                data=partial(_blank, kind, tuple(there.buildings.values()), tuple(there.staff.values()), language()),
                file_name=f"{_(kind.label)}.xlsx",
                mime=XLSX,
                icon=":material/download:",
                on_click="ignore",
                type="tertiary",
                key=f"exchange.blank.{kind}",
            )


def _blank(kind: TableKind, buildings: tuple[str, ...], staff: tuple[str, ...], spoken: str) -> bytes:
    with speaking(spoken):
        return blank_table(kind, buildings, staff)
