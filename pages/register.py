"""The register (`/register`): narrow down, read the numbers, open one; households or, by a switch, visits."""

from functools import partial
from typing import Any

import streamlit as st

from db import clock, store
from db.queries.offered import offered
from db.queries.register import Page, households, visits
from db.rights import Right
from db.words import _, language
from pages.parts import asking, filters, found_list, look, new_file, state, table
from pages.parts.guard import guard

person = guard()
today = clock.today()
with store.reading() as s:
    there = offered(s, person)
line = _("{estate}, {n} households on file").format(estate=there.estate, n=there.active)
action = look.head(_("Register"), line)

asked, is_visits = filters.ask(person, there, today, 20 if look.on_a_phone() else 50)
with store.reading() as s:
    called = visits(s, person, asked, today) if is_visits else None
    filed = None if is_visits else households(s, person, asked, today)
found: Page[Any] = called or filed or Page([], 0)
asking.remember(asked)

with action:
    if person.may(Right.EXPORT) and found.rows:
        st.download_button(
            _("Export list"),
            data=partial(found_list.made, state.secret(), asked, is_visits, language()),
            file_name=found_list.name_for(there.estate, today),
            mime=found_list.XLSX,
            icon=":material/download:",
            on_click="ignore",
            key="register.export",
        )
    if person.may(Right.RECORD):
        new_file.button(person, there, today)

found_list.numbers(found, asked, is_visits)
if called and called.rows:
    table.visits(person, called.rows, "register.visits")
elif filed and filed.rows:
    table.households(person, filed.rows, today, "register.table")
else:
    found_list.nothing(asked, bool(there.active))
found_list.turn(found)
