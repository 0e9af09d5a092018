"""The state of a household's file and its turns: pause, moved, deceased, close, open again; each with a reason."""

from datetime import date
from functools import partial

import streamlit as st

from db import store, telling
from db.changes import state as change
from db.choices import HouseholdState
from db.models import LeavingFields, PauseFields, WhyFields
from db.queries import loop
from db.queries.household import File
from db.rights import Person
from db.words import _
from pages.parts import edit, look


def menu(actor: Person, found: File, today: date) -> None:
    """What may be done from the state the file is in."""
    match found.state:
        case HouseholdState.ACTIVE:
            deeds = {_("Pause"): pause, _("Moved away or deceased"): leave, _("Close the file"): close}
        case HouseholdState.PAUSED:
            deeds = {_("End the pause"): activate, _("Moved away or deceased"): leave, _("Close the file"): close}
        case _:
            deeds = {_("Open the file again"): activate}
    offered = [(words, partial(deed, actor, found, today)) for words, deed in deeds.items()]
    look.menu(_("State of the file"), offered, "household.state", icon="toggle_on", kind="secondary")


def line(found: File) -> str:
    """暂停走访，到 12月5日：住院"""
    words = _(found.state.label)
    if found.paused_until:
        words = _("{state} until {day}").format(state=words, day=telling.paper_day(found.paused_until))
    return "　".join(filter(None, (words, found.state_why)))


def pause(actor: Person, found: File, today: date) -> None:
    def above() -> None:
        st.caption(_("Nothing is due while it is paused. On the day it is active again by itself."))

    edit.dialog(
        _("Pause"),
        PauseFields,
        f"household.pause.{found.id}.{found.version}",
        lambda s, _version, told: change.pause(
            s, actor, found.id, today, _day(told["until"], today), told["why"] or ""
        ),
        only=["until", "why"],
        above=above,
        words=_("Pause"),
    )


def _day(asked: date | None, today: date) -> date:
    """No day chosen is refused as today is: the pause needs a later one."""
    return asked or today


def leave(actor: Person, found: File, today: date) -> None:
    """What ends with it is listed before anything ends."""
    with store.reading() as s:
        needs = loop.open_needs(s, actor, found.id, today)

    def above() -> None:
        if not needs:
            st.caption(_("Nothing is open. What is planned is given up."))
            return
        st.info(_("{n} problems end with it, procedurally, and what is planned is given up:").format(n=len(needs)))
        for need in needs:
            with st.container(gap=None):
                st.text(need.fields.words)
                for each in need.beneath:
                    st.caption(look.plain(each))

    edit.dialog(
        _("Moved away or deceased"),
        LeavingFields,
        f"household.leave.{found.id}.{found.version}",
        lambda s, _version, told: change.leave(s, actor, found.id, today, told["state"], told["why"] or ""),
        options={"state": change.LEFT},
        only=["state", "why"],
        above=above,
    )


def close(actor: Person, found: File, today: date) -> None:
    """Refused while a problem is open; which one is said beforehand."""
    with store.reading() as s:
        needs = loop.open_needs(s, actor, found.id, today)
    if needs:

        def fill() -> None:
            st.info(_("Still open. End these first:"))
            for need in needs:
                st.text("　".join((need.fields.words, *need.beneath)))

        st.dialog(_("Close the file"))(fill)()
        return
    edit.dialog(
        _("Close the file"),
        WhyFields,
        f"household.close.{found.id}.{found.version}",
        lambda s, _version, told: change.close(s, actor, found.id, today, told["why"] or ""),
        words=_("Close the file"),
    )


def activate(actor: Person, found: File, today: date) -> None:
    title = _("End the pause") if found.state is HouseholdState.PAUSED else _("Open the file again")
    edit.dialog(
        title,
        WhyFields,
        f"household.activate.{found.id}.{found.version}",
        lambda s, _version, told: change.activate(s, actor, found.id, today, told["why"] or ""),
        words=title,
    )
