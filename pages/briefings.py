"""What leaves the house (`/reports`): this month's briefing in one click, seen before it goes, signed, and found again.

Not named reports.py: Streamlit puts this folder first among those it imports from, and would take it for the room.
"""

from dataclasses import replace

import streamlit as st

from db import clock, store, telling
from db.errors import Refused
from db.manuscript import Corrected
from db.queries.briefing import buildings
from db.queries.briefing_drafts import last_used, saved
from db.queries.issues import last
from db.templates import Layout
from db.words import _
from pages.parts import (
    briefing_checks,
    briefing_correct,
    briefing_draft,
    briefing_form,
    briefing_layout,
    briefing_pages,
    briefing_pictures,
    briefing_sign,
    briefing_text,
    edit,
    go,
    issue_list,
    issue_opened,
    look,
    other_papers,
)
from pages.parts.guard import guard

person = guard()
today = clock.today()
edit.tell()
with store.reading() as s:
    before = last(s, person, today)
line = _("What was done, who is at risk, what is asked of whom: for those who are to know.")
if before:
    day = telling.dated(before.issued_on, today)
    line = _("The last one issued: no. {no}, {day}.").format(no=before.numbers.no, day=day)
look.head(_("Briefings"), line)

if (issue_id := go.number_asked("issue")) is not None:
    issue_opened.show(person, issue_id, today)
    st.stop()
if briefing_form.ask_part() == briefing_form.ISSUED:
    issue_list.show(person, today)
    st.stop()

with store.reading() as s:
    places, templates = buildings(s, person), saved(s, person)
left, right = st.columns([10, 21], gap="medium")
correction = briefing_correct.asked(person)
corrects: Corrected | None = None
try:
    with left, st.container(border=True, gap="small"):
        if correction:
            asked, paper_language, corrects = briefing_correct.show(correction)
            sentence = st.container()
        else:
            asked, sentence = briefing_form.ask(person, today, places)
        with store.reading() as s:
            usual = last_used(s, person, asked.audience)
        template = briefing_form.ask_template(templates, usual, asked.audience)
        button = st.container(gap="small")
    with left:
        below = st.container(gap="small")
        if not correction:
            paper_language = briefing_form.ask_language()
            asked = replace(asked, pictures=briefing_pictures.taken())
    layout = template.layout if template else Layout()
    draft = briefing_draft.drawn(person, asked, today, paper_language, layout, corrects)
    if not correction:
        cases = briefing_form.ask_cases(below, draft.said.facts)
        if cases is not None:
            draft = briefing_draft.drawn(person, replace(asked, cases=cases), today, paper_language, layout)
        briefing_pictures.show(below, draft.said.facts)
except Refused as refused:
    with left:
        st.error(str(refused))
    other_papers.show(person, today, briefing_form.language_now())
    st.stop()
found = draft.said.facts

with sentence:
    line = briefing_form.who_reads(found)
    st.caption(line)
with button:
    label = _("Make this briefing") if correction else briefing_form.make_label(asked, today)
    briefing_sign.buttons(person, draft, label, template.id if template else None, today)
    briefing_layout.deeds(person, template, asked.audience, found.estate, today)
with left:
    look.section(_("Check before it goes out"))
    briefing_checks.show(draft)

with right:
    n = draft.paper.pages
    look.section(_("Preview"), _("{audience}, {n} pages").format(audience=_(asked.audience.label), n=n))
    briefing_pages.show(draft.paper.content, n, "briefing.preview")
    briefing_checks.leaves(found)
    briefing_checks.typed(found)
    briefing_checks.not_listed(person, found, today)
    briefing_text.show(person, draft)

other_papers.show(person, today, paper_language)
