"""The numbers that guides have one ring: changed, brought back to the preset, and added to."""

from dataclasses import asdict
from typing import Any

import streamlit as st

from db import hotlines, store, telling
from db.changes.hotlines import set_hotlines
from db.errors import Conflict
from db.hotlines import PRESETS, Hotline, HotlineFields
from db.queries.hotlines import the_hotlines
from db.rights import Person
from db.words import _
from pages.parts import edit, form, look


def show(person: Person) -> None:
    with store.reading() as s:
        there, stand = the_hotlines(s, person)
    look.section(_("Hotlines"))
    st.caption(_("The step-by-step guides show these numbers, and so does the guide for everybody."))
    if stand.at is not None:
        when = telling.moment(stand.at)
        st.caption(_("Set by {name}, {when}").format(name=look.plain(stand.by), when=when))
    if missing := [_(line.name) for line in there.values() if not line.number]:
        st.info(_("Fill in: {what}").format(what=look.plain(_(", ").join(missing))), icon=":material/edit_note:")
    with st.container(border=True, gap="small"):
        for key, line in there.items():
            _line(person, key, line, stand.version)
    if st.button(_("Add a number"), icon=":material/add:", key="hotlines.add"):
        _edit(person, _("Add a number"), hotlines.new_key(there), None, stand.version)


def _line(person: Person, key: str, line: Hotline, version: int) -> None:
    """What is in force, and what can be done with it."""
    with look.row():
        with look.words():
            st.text("　".join(filter(None, (_(line.name), line.number))))
            st.caption(look.plain(_(line.note) if line.number else _("Not filled in yet")))
        deeds = [(_("Change"), lambda: _edit(person, _("Change a number"), key, line, version))]
        if key not in PRESETS:
            deeds.append((_("Take away"), lambda: _back(person, _("Take away"), key, version)))
        elif line != PRESETS[key]:
            deeds.append((_("Back to the preset"), lambda: _back(person, _("Back to the preset"), key, version)))
        if len(deeds) > 1:
            look.menu(_("Change"), deeds, f"hotlines.{key}.{version}")
        elif st.button(_("Change"), type="tertiary", key=f"hotlines.{key}.{version}"):
            deeds[0][1]()


def _edit(person: Person, title: str, key: str, line: Hotline | None, version: int) -> None:
    edit.dialog(
        title,
        HotlineFields,
        f"hotlines.edit.{key}.{version}",
        lambda s, known, answers: _set(s, person, known, key, answers),
        version=version,
        newest=lambda s: the_hotlines(s, person)[1].version,
        value={name: _(value) for name, value in asdict(line).items()} if line else None,
    )


def _set(s: Any, person: Person, version: int, key: str, answers: form.Answers) -> None:
    """One line; what differs is told by field, as its dialog asks for it."""
    try:
        set_hotlines(s, person, version, {key: answers})
    except Conflict as both:
        differences = {name.rpartition(".")[2]: two for name, two in both.differences.items()}
        raise Conflict(str(both), differences) from None


def _back(person: Person, what: str, key: str, version: int) -> None:
    edit.do(what, lambda s: set_hotlines(s, person, version, {key: None}))
