"""What leaves the house (`/reports`): this month's briefing in one click, for an audience, seen before it goes.

Not named reports.py: Streamlit puts this folder first among those it imports from, and would take it for the room.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from db import clock, store
from db.changes.paper import log_briefing
from db.errors import Refused
from db.queries.briefing import BriefingAsked, buildings, facts
from db.rights import Person
from db.words import _, language, use_language
from pages.parts import briefing_form, look
from pages.parts.guard import guard
from reports.briefing import drawn, name_for, pdf
from reports.preview import pages

SHOWN = 2  # pages of the preview


def made(viewer: Person, asked: BriefingAsked, spoken: str) -> bytes:
    """The file, when it is asked for: written to the log first. Runs in a thread that knows nothing of the page."""
    use_language(spoken)
    with store.writing() as s:
        log_briefing(s, viewer, asked)
        found = facts(s, viewer, asked, clock.today())
    return pdf(found)


person = guard()
today, spoken = clock.today(), language()
with store.reading() as s:
    places = buildings(s, person)
look.head(_("Briefings"), _("What was done, who is at risk, what is asked of whom: for those who are to know."))

left, right = st.columns([10, 21], gap="medium")
with left, st.container(border=True, gap="small"):
    asked, sentence = briefing_form.ask(person, today, places)
    button = st.container()
with left:
    below = st.container(gap="small")
    paper_language = briefing_form.ask_language()

use_language(paper_language)
try:
    with store.reading() as s:
        found = facts(s, person, asked, today)
        use_language(spoken)
        cases = briefing_form.ask_cases(below, found)
        use_language(paper_language)
        if cases is not None:
            asked = replace(asked, cases=cases)
            found = facts(s, person, asked, today)
except Refused as refused:
    use_language(spoken)
    with left:
        st.error(str(refused))
    st.stop()
paper = drawn(found)
name = name_for(found.estate.name, asked.start, asked.end, asked.audience)
use_language(spoken)

with sentence:
    line = briefing_form.who_reads(found)
    st.caption(line)
with button:
    st.download_button(
        briefing_form.make_label(asked, today),
        data=partial(made, person, asked, paper_language),
        file_name=name,
        mime="application/pdf",
        type="primary",
        width="stretch",
        icon=":material/description:",
        on_click="ignore",
        key="briefing.make",
    )
with left:
    look.section(_("Check before it goes out"))
    briefing_form.checks(found, paper.missed)

with right:
    look.section(_("Preview"), _("{audience}, {n} pages").format(audience=_(asked.audience.label), n=paper.pages))
    for place, picture in zip(st.columns(SHOWN, gap="small"), pages(paper.content, SHOWN), strict=False):
        place.image(picture, width="stretch")
    n = SHOWN
    if paper.pages > n:
        st.caption(_("These are the first {n} pages. The file holds them all.").format(n=n))
