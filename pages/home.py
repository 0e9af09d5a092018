"""Home (`/`): what was done this month, what is unfinished, what comes next."""

import streamlit as st

from db import clock, store, telling
from db.queries.home import home
from db.queries.register_visits import newest
from db.queries.visit import drafts
from db.rights import Right
from db.words import _
from pages.parts import go, home_parts, look, table
from pages.parts.guard import guard

person = guard()
today = clock.today()
with store.reading() as s:
    found = home(s, person, today)
    unfinished = drafts(s, person)
    latest = newest(s, person, 8) if person.may(Right.SEE_PEOPLE) else []
records = person.may(Right.RECORD)

line = _("{day}, {estate}").format(day=telling.full_day(today), estate=found.estate)
title = home_parts.in_words(found, records)
with look.head(title, line):
    if (
        records
        and not found.is_empty
        and st.button(_("Record visit"), type="primary", icon=":material/edit_note:", key="home.visit")
    ):
        go.to("visit")
if found.is_empty:
    home_parts.first_steps(person, found)
else:
    home_parts.figures(found)
if unfinished:
    home_parts.drafts(unfinished, today)
if latest:
    look.section(_("Latest visits"))
    table.visits(person, latest, "home.latest")
elif not records:
    st.caption(_("Briefings that were made for you are on the briefing page. The map shows the estate in numbers."))
