"""What a careful colleague looks at once more before a briefing goes out, and exactly what leaves the house with it."""

import streamlit as st

from db.briefing import Briefing
from db.choices import Audience
from db.words import _
from pages.parts.briefing_draft import Draft
from pages.parts.look import plain
from reports.composing import section_titles


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
                st.text(_line(each.what, each.n, each.how))
        with stays:
            st.markdown(f"**{_('Withheld')}**")
            for kept in found.left_out:
                st.text(_line(kept.what, kept.n, kept.why))
            if not found.left_out:
                st.text(_("Nothing"))


def _line(what: str, n: int | None, how: str) -> str:
    """走访逐次 12：全文"""
    head = _(what) if n is None else f"{_(what)} {n}"
    return _("{what}: {how}").format(what=head, how=_(how))


def _said(icon: str, sentence: str) -> None:
    line = plain(sentence)
    st.caption(f":material/{icon}: {line}")
