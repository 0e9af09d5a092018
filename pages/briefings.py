"""What leaves the house (`/reports`): this month's briefing in one click, for an audience, seen before it goes.

Not named reports.py: Streamlit puts this folder first among those it imports from, and would take it for the room.
"""

from dataclasses import replace
from functools import partial

import streamlit as st

from db import clock, store
from db.errors import Refused
from db.queries.briefing import Briefing, BriefingAsked, buildings, facts
from db.words import _, speaking
from pages.parts import briefing_form, look, other_papers, state
from pages.parts.guard import guard
from reports.briefing import drawn, name_for
from reports.preview import pages

SHOWN = 2  # pages of the preview


def gathered(asked: BriefingAsked) -> Briefing:
    with speaking(paper_language), store.reading() as s:
        return facts(s, person, asked, today)


person = guard()
today = clock.today()
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

try:
    found = gathered(asked)
    cases = briefing_form.ask_cases(below, found)
    if cases is not None:
        asked = replace(asked, cases=cases)
        found = gathered(asked)
except Refused as refused:
    with left:
        st.error(str(refused))
    other_papers.show(person, today, paper_language)
    st.stop()
with speaking(paper_language):
    paper = drawn(found)
    name = name_for(found.estate.name, asked.start, asked.end, asked.audience)

with sentence:
    line = briefing_form.who_reads(found)
    st.caption(line)
with button:
    st.download_button(
        briefing_form.make_label(asked, today),
        data=partial(briefing_form.made, state.secret(), asked, paper_language),
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

other_papers.show(person, today, paper_language)
