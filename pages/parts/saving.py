"""Around a visit being written: its draft, two windows or two people at once, and saving."""

from collections.abc import Mapping
from functools import partial
from typing import Any

import streamlit as st

from db import clock, store, telling
from db.changes import visit_loop
from db.changes.visit import edit_visit, record_visit
from db.errors import Conflict, Invalid, Refused
from db.models import VisitFields
from db.queries import visit as queries
from db.queries.door import Door
from db.rights import Person
from db.words import _
from pages.parts import conflict, go, held, look, state, visit_done, visit_follow, visit_form
from pages.parts.held import Held, Settling


def resolve(person: Person, door: Door, form: Held) -> None:
    """What must be settled before writing goes on: two texts, two windows, a form stored elsewhere."""
    if form.stored_elsewhere:
        if look.nothing(_("This visit was saved from another window."), "check", _("Begin a new one"), "visit.anew"):
            held.forget()
            st.rerun()
        st.stop()
    if form.settle:
        _settle(person, door, form, form.settle)
        st.stop()
    if (kept := held.elsewhere(person, form)) is not None:
        time = telling.time(kept.saved_at)
        st.info(_("Another window of yours wrote into this draft at {time}.").format(time=time))
        with st.container(horizontal=True):
            if st.button(_("Go on with that one"), type="primary", key="visit.take"):
                held.take(form, kept)
                st.rerun()
            if st.button(_("Keep this one"), key="visit.stay"):
                form.token, form.draft_id, form.text = kept.token, kept.id, held.told(kept.answers)
                form.round += 1
                held.keep(person, form)
                st.rerun()
        st.stop()
    if form.restored and form.saved_at:
        time = telling.moment(form.saved_at)
        with look.row():
            with look.words():
                st.caption(_("Your draft of {time} goes on here.").format(time=time))
            st.button(
                _("Throw draft away"),
                type="tertiary",
                on_click=partial(held.discard, person, form),
                key="visit.discard",
            )


def save(person: Person, door: Door, form: Held, answers: Mapping[str, Any]) -> None:
    """One deed. A refusal is shown by the button that asked for it."""
    try:
        visit_id = _stored(person, door, form, answers)
    except Conflict as two:
        with store.reading() as s:
            now = queries.stored(s, person, two.record_id or form.visit_id or 0)
        form.settle = Settling(now.id, now.version, dict(answers), two.differences)
        st.rerun()
    except Invalid as wrong:
        followed = visit_follow.to_store(door, form)
        problems = wrong.problems | visit_loop.wrong(form.needs, followed)  # all that is wrong at once
        look.problems(list(problems.values()))
        visit_form.way_to(door, form, problems)
    except Refused as refused:
        st.error(str(refused))
    else:
        _after(visit_id)


def _stored(person: Person, door: Door, form: Held, answers: Mapping[str, Any]) -> int:
    """The visit and what it brings into the loop, whole or not at all."""
    staff, now, today = form.answers.get("staff") or (), clock.now(), clock.today()
    with store.writing() as s:
        if form.visit_id is None:
            visit_id = record_visit(s, person, door.id, form.token, now, answers, staff, form.draft_id)
        else:
            visit_id = form.visit_id
            edit_visit(s, person, visit_id, form.answers.get("version", 0), now, answers, staff, form.draft_id)
        followed = visit_follow.to_store(door, form)
        visit_loop.record_loop(s, person, visit_id, today, form.needs, followed, door.risk)
        return visit_id


def _settle(person: Person, door: Door, form: Held, two: Settling) -> None:
    """Both texts, and what was chosen of them stored against the version that was shown."""
    labels = {"staff": _("Visitors")}
    chosen = conflict.settle(VisitFields, two.differences, f"{form.key}.settle", base=form.base, told=labels)
    if chosen is None:
        return
    staff = form.answers.get("staff") or ()
    if "staff" in chosen and chosen.pop("staff") == two.differences["staff"][0]:
        staff = ()  # as they are stored
    answers = {**two.answers, **chosen}
    followed, today = visit_follow.to_store(door, form), clock.today()
    try:
        with store.writing() as s:
            edit_visit(s, person, two.visit_id, two.version, clock.now(), answers, staff, form.draft_id)
            visit_loop.record_loop(s, person, two.visit_id, today, form.needs, followed)
    except Conflict as again:
        with store.reading() as s:
            now = queries.stored(s, person, two.visit_id)
        form.settle = Settling(now.id, now.version, answers, again.differences)
        form.round += 1
        st.rerun()
    except Refused as refused:
        st.error(str(refused))
    else:
        _after(two.visit_id)


def _after(visit_id: int) -> None:
    """The address says what was saved: a reload shows it again and saves nothing."""
    held.forget()
    state.put(visit_done.TOAST, True)
    go.here({"saved": visit_id})
