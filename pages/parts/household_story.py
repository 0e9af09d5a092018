"""The time line of a household, newest first; a visit opens to all that was written, with its photos."""

from datetime import date

import streamlit as st

from db import privacy, store, telling
from db.choices import Level
from db.choices.story import Event, StoryKind
from db.fields import On, fields_of
from db.models import PARTS, VisitFields
from db.queries.household import File
from db.queries.timeline import Entry, kinds, timeline
from db.queries.visit_files import Picture, VisitFile, pictures
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import go, household_papers, look, state

SIZE = 10
PAGE, ONLY = "household.page", "household.only"
IN_THE_HEAD = {"at", "way", "outcome"}
PART_NAMES = (N_("Meeting"), N_("Appeals"), N_("What was seen"), N_("Causes and risk"), N_("Measures and next visit"))
ICONS = {
    Event.EDITED: "edit_document",
    Event.OPENED: "create_new_folder",
    Event.RAISED: "flag",
    Event.ADDED: "build",
    Event.RELIEF_ASKED: "request_quote",
    Event.DECIDED: "gavel",
    Event.CONSENTED: "draw",
    Event.SENT: "forward_to_inbox",
    Event.REPLIED: "mark_email_read",
    Event.DONE: "task_alt",
    Event.DROPPED: "block",
    Event.EVALUATED: "rate_review",
    Event.ASKED_TO_CLOSE: "hourglass_top",
    Event.SENT_BACK: "undo",
    Event.CLOSED: "check_circle",
    Event.REOPENED: "refresh",
    Event.WITHDRAWN: "block",
    Event.TURNED: "swap_vert",
}
SELF_TOLD = (Event.EDITED, Event.TURNED)  # what they name says what happened


def show(viewer: Person, found: File, today: date) -> None:
    with store.reading() as s:
        there = kinds(s, viewer, found.id)
    look.section(_("The story"), _("{n} visits").format(n=found.visits) if found.visits else "")
    if not found.visits:
        pressed = look.nothing(
            _("Nobody has called here yet. Record the first visit."),
            "edit_note",
            _("Record visit") if viewer.may(Right.RECORD) else None,
            "household.first_visit",
        )
        if pressed:
            go.to("visit", {"no": found.no})
    only = _only(there)
    pages = -(-sum(n for kind, n in there.items() if not only or kind in only) // SIZE)
    page = max(min(state.value(PAGE, 1), pages), 1)
    with store.reading() as s:
        shown = timeline(s, viewer, found.id, today, only, page, SIZE)
        photos = pictures(s, viewer, [each.visit.id for each in shown if each.visit])
    newest = next((each.visit for each in shown if each.visit), None) if page == 1 else None
    with st.container(border=True, gap="medium"):
        for entry in shown:
            if entry.visit:
                _visit(viewer, entry, entry.visit, photos.get(entry.visit.id, []), today, is_open=entry.visit is newest)
            else:
                _happened(entry, today)
    if pages > 1:
        st.pagination(pages, key=PAGE, max_visible_pages=5)


def _only(there: dict[StoryKind, int]) -> list[StoryKind]:
    """What one looks at by itself; nothing chosen is all of it."""
    if len(there) < 2:
        return []
    return list(
        st.pills(
            _("Only"),
            list(there),
            selection_mode="multi",
            format_func=lambda kind: _("{what} {n}").format(what=_(kind.label), n=there[kind]),
            label_visibility="collapsed",
            on_change=lambda: state.drop(PAGE),
            wrap=True,
            key=ONLY,
        )
    )


def _happened(entry: Entry, today: date) -> None:
    what = look.plain(entry.what)
    title = what if entry.event in SELF_TOLD else _("{event}: {what}").format(event=_(entry.event.label), what=what)
    with _line(entry.day, today.year):
        icon = ICONS[entry.event]
        st.markdown(f":material/{icon}: **{title}**")
        if entry.words:
            st.text(entry.words)
        if entry.by:
            st.caption(look.plain(entry.by))


def _line(day: date, this_year: int) -> st.delta_generator.DeltaGenerator:
    """The day on the left, what happened on the right."""
    row = st.container(horizontal=True, gap="small", wrap=False)
    with row.container(width=76, gap=None):
        st.caption(telling.day(day))
        if day.year != this_year:
            st.caption(str(day.year))
    return row.container(gap=None, width="stretch")


def _visit(
    viewer: Person, entry: Entry, visit: VisitFile, photos: list[Picture], today: date, *, is_open: bool
) -> None:
    f = visit.fields
    with _line(entry.day, today.year):
        icon = "call" if f.way.value == "phone" else "door_front"
        words = telling.way_and_outcome(f.way, f.outcome)
        with look.row():
            with look.words():
                st.markdown(f":material/{icon}: **{look.plain(words)}**　{telling.time(f.at)}")
            if viewer.may(Right.SEE_PEOPLE) and not look.on_a_phone():  # a paper is printed at a desk
                household_papers.visit_button(visit.id, entry.day)
            if viewer.may(Right.RECORD) and st.button(_("Correct"), type="tertiary", key=f"household.visit.{visit.id}"):
                go.to("visit", {"visit": visit.id})
        if viewer.may(Right.SEE_PEOPLE) and (summary := _summary(f)):
            st.text(summary)
        if photos:
            st.image([photo.content for photo in photos], width=160)
        parts = _parts(f) if viewer.may(Right.SEE_PEOPLE) else {}
        if parts:
            with st.expander(_("All that was written"), expanded=is_open):
                for name, lines in parts.items():
                    look.fact(name, "\n".join(lines))
        st.caption(look.plain("、".join(visit.staff)))
        if visit.edited_at:
            st.caption(_("Corrected {when}").format(when=telling.moment(visit.edited_at)))


def _summary(f: VisitFields) -> str:
    """The gravest risk, and the first words that say how it was."""
    told = [level for level in (f.health, f.safety, f.stability) if level]
    gravest = max(told, default=Level.NONE)
    risk = "" if gravest is Level.NONE else _("Risk: {level}").format(level=_(gravest.label))
    words = next((text for text in (f.said, f.seen, f.door_note) if text), "")
    return "　".join(filter(None, [risk, " ".join(words.split())[:90]]))


def _parts(f: VisitFields) -> dict[str, list[str]]:
    """By part, what was written in it, a line a field."""
    told: dict[str, list[str]] = {}
    for part, name in zip(PARTS, PART_NAMES, strict=True):
        for field in fields_of(part, On.FORM):
            value = getattr(f, field.name)
            if field.name not in IN_THE_HEAD and value not in (None, "", []):
                told.setdefault(_(name), []).append(f"{_(field.show.label)}　{privacy.text(value)}")
    return told
