"""What a careful colleague looks at once more before a briefing goes out, and exactly what leaves the house with it."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby

import streamlit as st

from db import store
from db.briefing import Briefing
from db.briefing_typed import passages
from db.choices import Audience, OutsideHelp
from db.queries import briefing_drafts as questions
from db.rights import Person, Right
from db.words import _
from pages.parts.briefing_draft import Draft
from pages.parts.look import plain
from reports.composing import section_titles

Offices = Sequence[OutsideHelp | str]


def show(draft: Draft) -> None:
    found = draft.said.facts
    with st.container(border=True, gap="small"):
        _numbers(found)
        _edited(draft)
        if draft.paper.missed:
            signs = " ".join(draft.paper.missed)
            _said("error", _("No font has these; they are printed as 〓: {signs}").format(signs=signs))
        else:
            _said("check", _("Every character can be printed."))
        _outward(draft)
        if found.photos_left_out:
            n = found.photos_left_out
            _said("error", _("Photos without a valid consent for this, left out: {n}.").format(n=n))
        _said("lock", _("Once issued it stays as it is; a mistake is corrected by another issue."))


def doubts(draft: Draft) -> list[str]:
    """What whoever signs must know of, one sentence each."""
    told = []
    titles = section_titles()
    if draft.marks:
        names = _(", ").join(titles[key] for key in draft.marks)
        told.append(_("Edited, and the figures no longer match the facts: {sections}.").format(sections=names))
    if draft.named and draft.asked.audience is not Audience.INTERNAL:
        told.append(_("Your own words tell who somebody is: {who}").format(who=_(", ").join(draft.named)))
    if draft.paper.missed:
        told.append(_("No font has these; they are printed as 〓: {signs}").format(signs=" ".join(draft.paper.missed)))
    return told


def _numbers(found: Briefing) -> None:
    t = found.totals
    if not t.visits:
        _said("info", _("No visit was recorded in this period. Choose other days, or record visits first."))
    elif found.adds_up():
        parts = " + ".join(str(n) for n in t.outcomes.values())
        _said("check", _("The numbers add up: {parts} = {whole} visits.").format(parts=parts, whole=t.visits))
    else:
        _said("error", _("The numbers do not add up. Do not hand it in; tell the administrator."))


def _edited(draft: Draft) -> None:
    if draft.marks:
        names = _(", ").join(section_titles()[key] for key in draft.marks)
        _said("error", _("Edited, and the figures no longer match the facts: {sections}.").format(sections=names))
    elif draft.said.edits:
        n = len(draft.said.edits)
        _said("check", _("Sections with your own words: {n}; their figures match the facts.").format(n=n))


def _outward(draft: Draft) -> None:
    found = draft.said.facts
    if found.asked.audience is Audience.INTERNAL:
        return
    if draft.named:
        _said("error", _("Your own words tell who somebody is: {who}").format(who=_(", ").join(draft.named)))
    if found.asked.audience is Audience.COMMITTEE:
        if found.households_left_out:
            n = found.households_left_out
            _said("error", _("Households without a valid consent to sharing, not listed: {n}.").format(n=n))
        _said("visibility", _("Read the words once: people may have been named in ways not known here."))


def leaves(found: Briefing) -> None:
    """What leaves the house with this paper, beside what stays and why."""
    with st.expander(_("What leaves the house, and what stays"), icon=":material/outbound:"):
        goes, stays = st.columns(2, gap="medium")
        with goes:
            st.markdown(f"**{_('In the paper')}**")
            for each in found.leaves:
                st.text(_line(each.what, each.n, each.how, each.of))
        with stays:
            st.markdown(f"**{_('Withheld')}**")
            for kept in found.left_out:
                st.text(_line(kept.what, kept.n, kept.why, kept.of))
            if not found.left_out:
                st.text(_("Nothing"))


def typed(found: Briefing) -> None:
    """The words people typed that go out with it: what nobody can know to be a name is for her to see."""
    there = passages(found)
    if not there:
        return
    titles = section_titles()
    with st.expander(_("Typed words that go out: {n}").format(n=len(there)), icon=":material/keyboard:"):
        st.caption(_("Known names, doors and numbers are taken out. Whoever else is named in them: edit that section."))
        for key, those in groupby(there, lambda each: each.section):
            st.markdown(f"**{plain(titles[key])}**")
            st.text("\n".join("　".join(filter(None, (each.household, each.words))) for each in those))


def not_listed(person: Person, found: Briefing, today: date) -> None:
    """Who would have to be asked for the paper to list them."""
    if found.asked.audience is not Audience.COMMITTEE or not person.may(Right.SEE_PEOPLE):
        return
    with store.reading() as s:
        there = questions.not_listed(s, person, found.asked, today)
    if not there:
        return
    with st.expander(_("Visited and not listed: {n}").format(n=len(there)), icon=":material/lock_person:"):
        st.caption(_("Only you see this. They have not agreed, or not any more, to these receivers:"))
        st.text("\n".join(f"{each.household}　{_offices(each.missing)}" for each in there))


def _line(what: str, n: int | None, how: str, of: Offices) -> str:
    """走访逐次 12：全文"""
    head = _(what) if n is None else f"{_(what)} {n}"
    return _("{what}: {how}").format(what=head, how=_(how).format(offices=_offices(of)))


def _offices(of: Offices) -> str:
    return _(", ").join(one if type(one) is str else _(OutsideHelp(one).label) for one in of)


def _said(icon: str, sentence: str) -> None:
    line = plain(sentence)
    st.caption(f":material/{icon}: {line}")
