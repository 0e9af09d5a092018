"""A correction on its way: the same days for the same readers as the issue that it will name."""

from dataclasses import dataclass

import streamlit as st

from db import store, telling
from db.briefing import BriefingAsked
from db.changes.briefing_draft import take_over
from db.errors import Refused
from db.manuscript import Corrected
from db.queries.issues import basis
from db.rights import Person, Right
from db.words import _
from pages.parts import go, state

BEGUN = "briefing.correcting"


@dataclass(frozen=True)
class Correction:
    asked: BriefingAsked
    language: str
    corrects: Corrected


def asked(person: Person) -> Correction | None:
    """The issue that the address says is to be corrected. Its own words are taken into the draft, once."""
    issue_id = go.number_asked("correct")
    if issue_id is None or not person.may(Right.ISSUE):
        state.drop(BEGUN)
        return None
    try:
        with store.reading() as s:
            made_of, spoken, corrects = basis(s, person, issue_id)
        if state.value(BEGUN) != issue_id:
            with store.writing() as s:
                take_over(s, person, made_of.asked, spoken, made_of.edits)
            state.put(BEGUN, issue_id)
    except Refused as refused:
        st.error(str(refused))
        st.stop()
    return Correction(made_of.asked, spoken, corrects)


def show(correction: Correction) -> tuple[BriefingAsked, str, Corrected]:
    """What is corrected, and the way out."""
    asked, number = correction.asked, correction.corrects.numbers
    words = _("Correction of no. {no}, {year}").format(no=number.no, year=number.year)
    st.markdown(f"**{words}**")
    told = (_(asked.audience.label), telling.period(asked.start, asked.end))
    st.text("　".join(told))
    st.caption(_("By the files as they are today. Mend them first, or write into the sections below."))
    if st.button(_("Leave it"), type="tertiary", icon=":material/close:", key="briefing.leave"):
        go.here()
    return asked, correction.language, correction.corrects
