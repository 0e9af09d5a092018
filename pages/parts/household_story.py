"""The visits of a household, newest first, each with its parts in order and its photos."""

import streamlit as st

from db import privacy, store, telling
from db.choices import Level
from db.clock import day_of
from db.fields import On, fields_of
from db.models import PARTS, VisitFields
from db.queries.household import File, Picture, VisitFile, pictures, story
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import go, look, state

SIZE = 10
PAGE = "household.page"
IN_THE_HEAD = {"at", "way", "outcome"}
PART_NAMES = (N_("Meeting"), N_("Appeals"), N_("What was seen"), N_("Causes and risk"), N_("Measures and next visit"))


def visits(viewer: Person, found: File) -> None:
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
        return
    pages = -(-found.visits // SIZE)
    page = min(state.value(PAGE, 1), pages)
    with store.reading() as s:
        shown = story(s, viewer, found.id, page, SIZE)
        photos = pictures(s, viewer, [visit.id for visit in shown])
    for number, visit in enumerate(shown):
        _visit(viewer, visit, photos.get(visit.id, []), is_open=number == 0 and page == 1)
    if pages > 1:
        st.pagination(pages, key=PAGE, max_visible_pages=5)


def _visit(viewer: Person, visit: VisitFile, photos: list[Picture], is_open: bool) -> None:
    f = visit.fields
    with st.container(border=True, gap="small"):
        with look.row():
            with look.words():
                day = telling.paper_day(day_of(f.at))
                st.markdown(f"**{look.plain(day)}**　{telling.time(f.at)}")
                st.text("　".join([_(", ").join([_(f.way.label), _(f.outcome.label)]), "、".join(visit.staff)]))
            may = viewer.may(Right.RECORD)
            if may and st.button(_("Correct"), type="tertiary", key=f"household.visit.{visit.id}"):
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
