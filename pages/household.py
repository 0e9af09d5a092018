"""One household, one file (`/household?no=12`): what to know before knocking, the visits, who lives there."""

import streamlit as st

from db import clock, store
from db.queries.alerts import of_household
from db.queries.due_here import due_here
from db.queries.household import file
from db.queries.offered import offered
from db.queries.risk import why
from db.rights import Right
from db.words import _
from pages.parts import (
    edit,
    go,
    household_due,
    household_edit,
    household_file,
    household_handover,
    household_loop,
    household_papers,
    household_state,
    household_story,
    household_warnings,
    household_why,
    look,
    opened,
)
from pages.parts.guard import guard

person = guard()
today = clock.today()
no = go.number_asked()
with store.reading() as s:
    found = file(s, person, no, today) if no is not None else None
    due = due_here(s, person, found, today) if found else None
    told = why(s, person, found.id) if found else None
    warned = of_household(s, person, found.id) if found and told else []
if found is None or due is None:
    look.head(_("Household"), _("One household, one file"))
    sentence = _("There is no file with this number. Look it up in the register.")
    if no is None:
        sentence = _("No file was chosen. Look it up in the register.")
    if look.nothing(sentence, "folder_off", _("Open the register"), "household.register"):
        go.to("register")
    st.stop()

opened.log_once(person, found.id)
edit.tell()
if found.no != no:
    st.info(look.plain(_("No. {no:04} was joined into this file.").format(no=no)))
line = household_file.line(found)
with look.head(look.plain(found.door), line):
    if person.may(Right.RECORD):
        if st.button(_("Handover"), icon=":material/swap_horiz:", key="household.handover"):
            household_handover.open_dialog(person, found, today)
        household_papers.archive_buttons(person, found)
        household_state.menu(person, found, today)
        if st.button(_("Change the file"), icon=":material/edit:", key="household.edit"):
            with store.reading() as s:
                there = offered(s, person)
            household_edit.file(person, found, there.buildings, there.staff, today)
        if st.button(_("Record visit"), type="primary", icon=":material/edit_note:", key="household.visit"):
            go.to("visit", {"no": found.no})
if found.is_masked:
    st.info(_("Your role sees this file without names, doors and what is hard for whom."))
household_file.heading(found, due, today)
if told:
    household_warnings.at_once(person, found, told, warned, today)
left, right = st.columns([3, 2], gap="large")
with left:
    if not found.is_masked:
        household_loop.show(person, found, today)
    household_due.plans(person, found, due, today)
with left if look.on_a_phone() else right:  # there the story would push it far down
    if told:
        household_warnings.show(person, found, told, warned, today)
        household_why.show(person, found, told, today)
with left:
    household_story.show(person, found, today)
with right:
    household_file.also(found)
    household_file.people(person, found, today)
    household_file.hardships(person, found, today)
    household_file.consents(person, found, today)
