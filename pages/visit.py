"""Entering a visit (`/visit`): find the household, see what to know, write what was found; or put a visit right."""

import streamlit as st

from db import clock, store
from db.errors import NotFound
from db.queries import door as doors
from db.queries import visit as queries
from db.rights import Right
from db.words import _
from pages.parts import find, go, held, look, opened, saving, visit_ask, visit_done, visit_facts, visit_form
from pages.parts.guard import guard

person = guard(Right.RECORD)
today = clock.today()
no, visit_id, saved_id = (go.number_asked(name) for name in ("no", "visit", "saved"))

stored = None
try:
    with store.reading() as s:
        if (asked := visit_id or saved_id) is not None:
            stored = queries.stored(s, person, asked)
            no = stored.no
        door = doors.door(s, person, no, today) if no is not None else None
except NotFound as gone:
    st.info(str(gone))
    st.stop()

if no is None:
    find.show(person, today)
    st.stop()
if door is None:
    if look.nothing(_("There is no household with this number."), "search", _("Find a household"), "visit.find"):
        go.here()
    st.stop()
if saved_id is not None and stored is not None:
    visit_done.show(person, door, stored, today)
    st.stop()

opened.log_once(person, door.id)
visit_facts.heading(door)
left, right = st.columns([9, 14], gap="medium")
with left:
    visit_facts.show(door, today)
with right:
    form = held.held(person, door.id, stored)
    visit_ask.gather(form)
    with st.container():  # a place of their own, so that what comes and goes here moves no field
        saving.resolve(person, door, form)
        visit_form.earlier_today(person, door, form, today)
    outcome = visit_form.ask_outcome(form)
    if outcome is None:
        st.caption(_("Choose one first. No answer or a refusal is noted with one more tap."))
        save = False
    elif outcome.seen:
        save = visit_form.parts(person, door, form, today)
    else:
        save = visit_form.not_met(person, door, form, outcome)
    held.keep(person, form)
    if save and outcome is not None:
        saving.save(person, door, form, visit_form.to_store(form, outcome))
    visit_form.draft_line(form)
