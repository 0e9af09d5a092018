"""The draft as a file, and signing it: its number, what is to be known before, and the one button that issues it."""

from datetime import date
from functools import partial

import streamlit as st

from db import clock, store, telling
from db.changes import issue as change
from db.changes.issue import Wanted
from db.choices import Audience
from db.errors import Conflict, Invalid, Refused
from db.numbers import Numbers
from db.queries.issues import numbers_now
from db.rights import Person, Right
from db.words import _, speaking
from pages.parts import briefing_checks, briefing_draft, edit, go, look, paper_password, state
from pages.parts.briefing_draft import Draft
from reports import composing
from reports.briefing import name_for

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def buttons(person: Person, draft: Draft, label: str, template_id: int | None, today: date) -> None:
    """The draft for whoever may make one; below it the signature, for who may give it."""
    asked, said = draft.asked, draft.said
    with speaking(said.language):
        name = name_for(said.facts.estate.name, asked.start, asked.end, asked.audience)
    make = partial(briefing_draft.made, state.secret(), asked, said.language, said.layout, said.corrects)
    place = st.container()
    password = paper_password.ask("briefing.password")
    place.download_button(
        label,
        data=partial(make, password=password),
        file_name=name,
        mime="application/pdf",
        type="primary",
        width="stretch",
        icon=":material/description:",
        on_click="ignore",
        disabled=paper_password.is_refused(password),
        key="briefing.make",
    )
    st.download_button(
        _("The same for Word"),
        data=partial(make, is_docx=True),
        file_name=name.removesuffix(".pdf") + ".docx",
        mime=DOCX,
        type="tertiary",
        icon=":material/draft:",
        on_click="ignore",
        key="briefing.word",
    )
    if not person.may(Right.ISSUE):
        st.caption(_("A draft without a number. The project manager signs it."))
        return
    with store.reading() as s:
        number = numbers_now(s, person, asked.audience, today)
    words = _("Issue as no. {no}").format(no=number.no)
    if st.button(words, icon=":material/approval:", width="stretch", key="briefing.issue"):
        st.dialog(words)(partial(_sign, person, draft, number, template_id, today))()


def _sign(person: Person, draft: Draft, number: Numbers, template_id: int | None, today: date) -> None:
    said, found = draft.said, draft.said.facts
    st.text(composing.cover(said).title)
    asked, pages = draft.asked, _("{n} pages").format(n=draft.paper.pages)
    told = (_(asked.audience.label), telling.period(asked.start, asked.end), pages)
    st.caption(look.plain("　".join(told)))
    for sentence in briefing_checks.doubts(draft):
        st.error(look.plain(sentence))
    if asked.audience is not Audience.INTERNAL:
        kept = found.households_left_out
        n = found.totals.households - kept
        st.text(_("Households told of one by one: {n}. Withheld: {kept}.").format(n=n, kept=kept))
    why = ""
    if said.corrects:
        no = said.corrects.numbers.no
        st.text(_("It corrects no. {no}, which stays as it is and names this one.").format(no=no))
        why = st.text_input(_("What is corrected (required)"), max_chars=change.MOST_WHY, key=f"sign.why.{no}")
    st.caption(_("It gets its number, and is kept with its facts as it stands. Nobody can change it afterwards."))
    if st.button(_("Sign and issue"), type="primary", icon=":material/approval:", width="stretch", key="sign.do"):
        _issue(person, draft, template_id, why, today)


def _issue(person: Person, draft: Draft, template_id: int | None, why: str, today: date) -> None:
    said = draft.said
    corrects = said.corrects.id if said.corrects else None
    wanted = Wanted(
        draft.asked, said.language, said.layout, template_id, draft.seen, draft.version, corrects_id=corrects, why=why
    )
    try:
        with store.writing() as s:
            one = change.issue(s, person, wanted, today, composing.made)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except (Conflict, Refused) as refused:
        st.error(str(refused))
    else:
        state.drop("briefing.template.saved", briefing_draft.HELD)
        state.put(edit.SAVED, (_("Briefing issued"), telling.time(clock.now())))
        go.here({"issue": one})
