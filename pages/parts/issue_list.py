"""The briefings that were issued: found by words, year and readers; what was corrected, what has not come back."""

from datetime import date
from functools import partial
from typing import Any

import streamlit as st

from db import store, telling
from db.choices import Audience
from db.queries.issues import PER_PAGE, IssueLine, issues
from db.queries.listed_rows import IssueRow, issue_rows
from db.rights import BRIEF, Person
from db.words import _
from pages.parts import go, list_out, look, state


def show(person: Person, today: date) -> None:
    words, year, audience = _ask(person, today)
    page = int(state.value("issues.page", 1))
    with store.reading() as s:
        found = issues(s, person, today, words, year, audience, page)
    with look.beside():
        look.section(_("Issued"), str(found.total) if found.total else "")
        if found.lines:
            name = f"{_('Issues of the briefing')} {today.isoformat()}.xlsx"
            list_out.offer(person, partial(gathered, words, year, audience), name, "issues")
    if not found.lines:
        if words or year or audience:
            look.nothing(_("No issue says this. Ask for less."), "search_off")
        else:
            look.nothing(_("Nothing has been issued yet. Make a draft and sign it."), "approval")
        return
    for line in found.lines:
        _line(line, today)
    last = -(-found.total // PER_PAGE)
    if last > 1:
        st.pagination(last, key="issues.page")


def gathered(
    words: str, year: int | None, audience: Audience | None, s: Any, viewer: Person, today: date
) -> list_out.Gathered:
    """Every issue that matches. What was searched for is typed text, so only that it was is said."""
    told = [(_("Find in what was issued"), words, True)] if words else []
    told += [(_("Year"), str(year), False)] if year else []
    told += [(_("For whom"), _(audience.label), False)] if audience else []
    named = [name for name, value in (("words", words), ("year", year), ("audience", audience)) if value]
    rows = issue_rows(s, viewer, today, words, year, audience)
    return list_out.Gathered("issues", _("Issues of the briefing"), IssueRow, rows, named, told)


def numbered(line: IssueLine) -> str:
    """2026年第3期"""
    return _("{year}, no. {no}").format(year=line.numbers.year, no=line.numbers.no)


def _ask(person: Person, today: date) -> tuple[str, int | None, Audience | None]:
    with store.reading() as s:
        years = issues(s, person, today).years
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        words = st.text_input(
            _("Find in what was issued"),
            placeholder=_("Words of the title or the text"),
            icon=":material/search:",
            width=320,
            live="500ms",
            key="issues.words",
            on_change=_anew,
        )
        year = st.selectbox(
            _("Year"), years, index=None, placeholder=_("All"), width=120, key="issues.year", on_change=_anew
        )
        audience = st.selectbox(
            _("For whom"),
            [each for each in Audience if person.may(BRIEF[each])],
            index=None,
            placeholder=_("All"),
            format_func=lambda each: _(each.label),
            width=160,
            key="issues.audience",
            on_change=_anew,
        )
    return words, year, audience


def _anew() -> None:
    state.put("issues.page", 1)


def _line(line: IssueLine, today: date) -> None:
    with st.container(border=True), look.row():
        with look.words():
            st.text(line.title)
            told = (numbered(line), _(line.audience.label), telling.dated(line.issued_on, today), line.by)
            st.caption(look.plain("　".join(told)))
            badges(line)
        if st.button(_("Open the issue"), key=f"issues.open.{line.id}"):
            go.here({"issue": line.id})


def badges(line: IssueLine) -> None:
    """What became of it, where anything did."""
    with look.beside():
        if line.corrected:
            n = line.corrected[1]
            st.badge(_("Corrected by no. {no}").format(no=n), color="red", icon=":material/history:")
        if line.corrects:
            n = line.corrects[1]
            st.badge(_("Corrects no. {no}").format(no=n), color="gray", icon=":material/edit_note:")
        if line.late:
            n = line.late
            st.badge(_("Receipts late: {n}").format(n=n), color="red", icon=":material/schedule:")
        elif line.waiting:
            n = line.waiting
            st.badge(_("Receipts to come: {n}").format(n=n), color="gray", icon=":material/schedule_send:")
        elif line.sent:
            st.badge(_("Received"), color="green", icon=":material/mark_email_read:")
