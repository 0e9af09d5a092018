"""Photos and papers of the visit being written: with consent, looked at as they come in, captioned, deletable."""

from datetime import date
from functools import partial

import streamlit as st

from db import clock, store, telling
from db.changes.attachment import add_photo, caption_photo, remove_photo
from db.changes.household import add_consent
from db.choices import AttachmentKind, Purpose
from db.errors import Refused
from db.models import AttachmentFields, ConsentFields
from db.queries.door import Door
from db.queries.visit import Picture, pictures
from db.rights import Person
from db.words import _
from pages.parts import form, held, look, state
from pages.parts.held import Held

TYPES = ["jpg", "jpeg", "png", "webp"]  # with HEIC left out, an iPhone converts by itself
MEGABYTES = 10


def ask(person: Person, door: Door, visit: Held, today: date) -> None:
    if door.may_photo:
        _say_consent(door)
    else:
        st.caption(_("No consent to photos is on file. Papers the resident shows can be added without one."))
        _ask_consent(person, door, visit, today)
    kinds = [AttachmentKind.PHOTO, AttachmentKind.PAPER] if door.may_photo else [AttachmentKind.PAPER]
    kind = st.segmented_control(
        _("Add"),
        kinds,
        default=kinds[0],
        required=True,
        format_func=lambda one: _(one.label),
        key=f"{visit.key}.kind.{len(kinds)}",
    )
    _upload(person, visit, kind, today)
    with store.reading() as s:
        there = pictures(s, person, draft_id=visit.draft_id, visit_id=visit.visit_id)
    for picture in there:
        _one(person, picture)


def _say_consent(door: Door) -> None:
    if door.photos_until:
        day = telling.paper_day(door.photos_until)
        st.caption(
            _("Consent to photos is on file, valid until {day}. Ask once more before each picture.").format(day=day)
        )
    else:
        st.caption(_("Consent to photos is on file. Ask once more before each picture."))


def _ask_consent(person: Person, door: Door, visit: Held, today: date) -> None:
    """Who agreed, how, and until when, recorded on the spot."""
    with st.expander(_("Record consent to photos"), icon=":material/draw:"):
        people = {one.id: one.name for one in door.people}
        who = st.selectbox(
            _("Who agreed"),
            list(people),
            format_func=people.__getitem__,
            key=f"{visit.key}.consent.who",
        )
        given = form.ask(
            ConsentFields, f"{visit.key}.consent", only=["way", "given_on", "until"], value={"given_on": today}
        )
        if not st.button(_("Record consent"), key=f"{visit.key}.consent.save", width="stretch"):
            return
        try:
            with store.writing() as s:
                add_consent(s, person, door.id, today, {**given, "purpose": Purpose.PHOTO}, who)
        except Refused as refused:
            st.error(str(refused))
        else:
            st.rerun()


def _upload(person: Person, visit: Held, kind: AttachmentKind, today: date) -> None:
    times = state.value("visit.uploads", 0)
    st.caption(_("JPEG, PNG or WebP, up to 10 MB. Place and device are taken out of the picture."))
    files = st.file_uploader(
        _("Pictures"),
        type=TYPES,
        accept_multiple_files=True,
        max_upload_size=MEGABYTES,
        label_visibility="collapsed",
        key=f"{visit.key}.upload.{times}",
    )
    if files:
        raws = [(file.name, file.getvalue()) for file in files]
        refusals = [f"{name}：{why}" for name, raw in raws if (why := _add(person, visit, kind, raw, today))]
        state.put("visit.uploads", times + 1)
        state.put(f"{visit.key}.refusals", refusals)
        st.rerun()
    for refusal in state.value(f"{visit.key}.refusals") or ():
        st.error(look.plain(refusal))


def _add(person: Person, visit: Held, kind: AttachmentKind, raw: bytes, today: date) -> str:
    """An empty text, or why this picture is not taken."""
    held.keep(person, visit, even_if_empty=True)
    try:
        with store.writing() as s:
            add_photo(s, person, visit.household_id, raw, clock.now(), today, kind=kind, draft_id=visit.draft_id)
    except Refused as refused:
        return str(refused)
    return ""


def _one(person: Person, picture: Picture) -> None:
    with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False):
        st.image(picture.content, width=96)
        with st.container(gap="small"):
            caption = form.ask(
                AttachmentFields, f"visit.picture.{picture.id}", only=["caption"], value={"caption": picture.caption}
            )["caption"]
            with look.beside():
                st.badge(_(picture.kind.label), color="gray")
                st.button(
                    _("Delete"),
                    icon=":material/delete:",
                    type="tertiary",
                    on_click=partial(_remove, person, picture.id),
                    key=f"visit.picture.{picture.id}.delete",
                )
    if caption.strip() != picture.caption:
        with store.writing() as s:
            caption_photo(s, person, picture.id, caption)


def _remove(person: Person, picture_id: int) -> None:
    with store.writing() as s:
        remove_photo(s, person, picture_id)
