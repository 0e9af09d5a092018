"""The briefing section by section: its words, where its figures come from, and the words people write instead."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from db.changes import briefing_draft as change
from db.edits import Edit, Mark
from db.models import EditFields
from db.queries.briefing_drafts import written
from db.rights import Person, Right
from db.words import _
from pages.parts import edit, go, look, state
from pages.parts.briefing_draft import Draft
from reports.blocks import Listing, Para, Section, Trace, text_of
from reports.composing import section_titles

MOST = 6000  # characters of a section's own words
SHOWN = "briefing.section.shown"


def show(person: Person, draft: Draft) -> None:
    n = sum(key in draft.said.edits for key in (each.key for each in draft.delivered))
    look.section(_("Section by section"), _("{n} edited").format(n=n) if n else "")
    there = {each.key: each for each in draft.delivered}
    for key in draft.said.edits:
        there.setdefault(key, Section(key, "", ()))
    if not there:
        return
    titles = section_titles()
    chosen = st.selectbox(
        _("Section"),
        list(there),
        index=list(there).index(state.value(SHOWN)) if state.value(SHOWN) in there else 0,
        format_func=lambda key: _named(titles.get(str(key), ""), str(key), draft),
        label_visibility="collapsed",
        key=f"briefing.section.{draft.asked.audience}.{draft.version}",  # its words say what was edited
    )
    state.put(SHOWN, chosen)
    if chosen is None or chosen not in there:
        return
    with st.container(border=True, gap="small"):
        _section(person, draft, there[chosen], titles.get(chosen, chosen))


def _named(title: str, key: str, draft: Draft) -> str:
    if key in draft.marks:
        return _("{title} (figures differ)").format(title=title)
    return _("{title} (edited)").format(title=title) if key in draft.said.edits else title


def _section(person: Person, draft: Draft, section: Section, title: str) -> None:
    mine = draft.said.edits.get(section.key)
    delivered = text_of(section.blocks)
    st.text((mine.words if mine else delivered) or _("This section has tables or pictures only."))
    if mine:
        _edited(draft, mine, delivered, draft.marks.get(section.key))
    if person.may(Right.RECORD):
        _deeds(person, draft, section.key, title, mine, delivered)
    _figures(section)


def _edited(draft: Draft, mine: Edit, delivered: str, mark: Mark | None) -> None:
    if mark:
        for sentence in _marked(mark):
            line = look.plain(sentence)
            st.caption(f":material/error: {line}")
    with look.beside():
        st.caption(_("Written by {name}").format(name=look.plain(mine.by)), width="content")
        with st.popover(_("What the facts say"), type="tertiary"):
            st.text(delivered or _("Nothing"))


def _marked(mark: Mark) -> Iterator[str]:
    if mark.gone or mark.new:
        gone, new = (_(", ").join(each) or _("none") for each in (mark.gone, mark.new))
        yield _("The facts have changed since this was written: {gone} → {new}.").format(gone=gone, new=new)
    if mark.unknown:
        told = _(", ").join(mark.unknown)
        yield _("Figures that the facts do not have: {figures}.").format(figures=told)


def _deeds(person: Person, draft: Draft, key: str, title: str, mine: Edit | None, delivered: str) -> None:
    asked, spoken = draft.asked, draft.said.language
    version = mine.version if mine else 0
    with look.beside():
        if st.button(_("Edit this text"), icon=":material/edit:", key=f"briefing.edit.{key}"):
            stands = mine.words if mine else delivered
            edit.dialog(
                title,
                EditFields,
                f"briefing.words.{asked.audience}.{asked.start}.{key}.{version}.{hash(delivered)}",
                lambda s, seen, answers: change.save_edit(
                    s, person, asked, spoken, key, seen, answers["words"], delivered
                ),
                version=version,
                newest=lambda s: _newest(s, person, draft, key),
                only=(),
                above=lambda: {"words": _area(stands, f"briefing.area.{asked.audience}.{asked.start}.{key}.{version}")},
            )
        if mine and st.button(_("Put back"), icon=":material/undo:", type="tertiary", key=f"briefing.back.{key}"):
            edit.do(_("Text as the facts write it"), lambda s: change.put_back(s, person, asked, spoken, key))


def _area(stands: str, key: str) -> str:
    st.caption(_("A line is a paragraph. Tables and pictures of the section stay as they are."))
    return st.text_area(
        _("Text of this section"), stands, height=360, max_chars=MOST, key=key, label_visibility="collapsed"
    )


def _newest(s: Any, person: Person, draft: Draft, key: str) -> int:
    there = written(s, person, draft.asked, draft.said.language).edits.get(key)
    return there.version if there else 0


def _figures(section: Section) -> None:
    """Every figure of the section; those that a list of the app holds open it."""
    traces = list(dict.fromkeys(_traces(section)))
    if not traces:
        return
    st.caption(_("Where the figures come from"))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        for n, trace in enumerate(traces):
            words = look.plain(f"{trace.words} {trace.n}")
            if not trace.page:
                st.caption(words, width="content")
            elif st.button(words, type="tertiary", icon=":material/list:", key=f"briefing.trace.{section.key}.{n}"):
                go.to(trace.page, dict(trace.query))


def _traces(section: Section) -> Iterator[Trace]:
    for block in section.blocks:
        if isinstance(block, Para | Listing):
            yield from block.traces
