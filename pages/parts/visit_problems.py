"""Problems written down at the visit: what is wrong, what is done about it, and what was promised at the door.

One tap on a kind begins a problem, one line of words says it, one tap on a suggestion adds a measure. One problem is
open at a time, so that the form stays short on a phone.
"""

from datetime import date
from typing import Any
from uuid import uuid4

import streamlit as st

from db import store, telling
from db.choices import Doer, HouseholdState, MeasureKind, NeedKind
from db.fields import Choice
from db.models import MeasureFields, NeedFields
from db.queries.door import Door
from db.queries.suggested import Suggested, begun, suggested
from db.rights import Person
from db.words import _
from pages.parts import look, state, visit_ask
from pages.parts.form import KEEP
from pages.parts.held import Held

GONE = (HouseholdState.CLOSED, HouseholdState.MOVED, HouseholdState.DECEASED)
MOST_OFFICES = 5
LEAF = "problems"


def ask(person: Person, door: Door, held: Held, today: date) -> None:
    if held.visit_id is not None:
        _raised_before(door, held)
    if door.state in GONE and not held.needs:
        st.caption(_("This file is closed: problems are written down after it is opened again."))
        return
    opened = next((need for need in held.needs if need["key"] == _open(held)), None)
    for place, need in enumerate(held.needs):
        if need is opened:
            _editor(person, door, held, place, today)
        else:
            _line(held, place)
    if opened is None:
        st.pills(
            _("Another problem") if held.needs else _("What is the problem"),
            list(NeedKind),
            format_func=_word,
            on_change=_begin,
            args=(held,),
            key=f"{held.key}.need.kind",
        )


def _raised_before(door: Door, held: Held) -> None:
    """What was written down with this visit is changed in the file, where its history is kept."""
    before = [trouble for trouble in door.troubles if trouble.visit_id == held.visit_id]
    if before:
        look.fact(_("Written down with this visit"), "\n".join(trouble.words for trouble in before))
        st.caption(_("These are changed in the household file. New ones can be added here."))


def begin(held: Held, kind: NeedKind, words: str = "") -> None:
    """A new problem, open to be written. Called when something was tapped."""
    need = {"key": uuid4().hex[:12], "kind": kind.value, "words": words, "measures": []}
    held.needs.append(need)
    look_at(held, need)


def look_at(held: Held, need: dict[str, Any] | None) -> None:
    """Open one problem, or none. Called when something was tapped."""
    state.put(f"{held.key}.leaf", LEAF)
    state.put(f"{held.key}.need.open", need["key"] if need else "")


def _begin(held: Held) -> None:
    kind = state.value(f"{held.key}.need.kind")
    state.put(f"{held.key}.need.kind", None)
    if kind is not None:
        begin(held, NeedKind(kind))


def _open(held: Held) -> str:
    """The problem being written: the one chosen, else the first that says nothing yet. It stays open."""
    key = f"{held.key}.need.open"
    if not state.has(key) and (unsaid := next((need["key"] for need in held.needs if not need.get("words")), "")):
        state.put(key, unsaid)
    return str(state.value(key, ""))


def _line(held: Held, place: int) -> None:
    """A problem that is written: its words, and below what is done about it."""
    need = held.needs[place]
    with look.row():
        with look.words():
            st.text("　".join(filter(None, (_word(NeedKind(need["kind"])), need.get("words")))))
            for measure in need["measures"]:
                st.text(f"· {told(measure)}")
        st.button(
            _("Edit"), type="tertiary", on_click=look_at, args=(held, need), key=f"{held.key}.need.{need['key']}.edit"
        )


def told(measure: dict[str, Any]) -> str:
    """装扶手、坡道　浴室门口，12月1日前，当面答应的"""
    what = "　".join(filter(None, (_word(MeasureKind(measure["kind"])), measure.get("words"))))
    due = _("by {day}").format(day=telling.day(date.fromisoformat(measure["due"]))) if measure.get("due") else ""
    promised = _("promised") if measure.get("is_promise") else ""
    return _(", ").join(filter(None, (what, due, promised)))


def _editor(person: Person, door: Door, held: Held, place: int, today: date) -> None:
    need = held.needs[place]
    key = f"{held.key}.need.{need['key']}"
    with st.container(border=True, gap="small"):
        title = f"{place + 1}　{_(NeedKind(need['kind']).label)}"
        with look.row():
            st.markdown(f"**{title}**", width="stretch")
            st.button(
                _("Take out"),
                icon=":material/delete:",
                type="tertiary",
                on_click=_take_out,
                args=(held, need),
                key=f"{key}.out",
            )
        people = {one.id: one.name for one in door.people if one.lives_here}
        of = {"resident_id": people}
        visit_ask.ask_line(held, need, NeedFields, key, ("words", "severity"))
        if len(people) > 1:
            visit_ask.ask_line(held, need, NeedFields, key, ("resident_id",), of)
        with store.reading() as s:
            hazards = tuple(held.answers.get("hazards") or ())
            offered = suggested(s, person, tuple(door.kinds), hazards)
        for at, measure in enumerate(need["measures"]):
            _measure(held, need, at, measure, key)
        _offer(held, need, offered, key, today)
        st.button(
            _("Problem is written"),
            icon=":material/check:",
            width="stretch",
            on_click=look_at,
            args=(held, None),
            key=f"{key}.done",
        )


def _take_out(held: Held, need: dict[str, Any]) -> None:
    held.needs.remove(need)
    look_at(held, None)


def _offer(held: Held, need: dict[str, Any], offered: Suggested, key: str, today: date) -> None:
    """What the rules suggest, one tap each; every other kind in a list; and whom one can ask."""
    there = {measure["kind"] for measure in need["measures"]}
    fit = [kind for kind in offered.measures if kind not in there]
    rest = [kind for kind in MeasureKind if kind not in fit and kind not in there]
    if fit:
        st.pills(
            _("Suggested"),
            fit,
            format_func=_word,
            on_change=_add,
            args=(need, f"{key}.fit.{len(there)}", today),
            key=f"{key}.fit.{len(there)}",
        )
    st.selectbox(
        _("Another measure") if fit or there else _("What is done about it"),
        rest,
        index=None,
        format_func=_word,
        placeholder=_("Choose"),
        on_change=_add,
        args=(need, f"{key}.rest.{len(there)}", today),
        key=f"{key}.rest.{len(there)}",
    )
    if offered.offices:
        lines = ("　".join(filter(None, (o.name, o.contact, o.phone))) for o in offered.offices[:MOST_OFFICES])
        look.fact(_("Whom one can ask"), "\n".join(lines))


def _add(need: dict[str, Any], key: str, today: date) -> None:
    if (kind := state.value(key)) is not None:
        need["measures"].append({"key": uuid4().hex[:12], **begun(MeasureKind(kind), today)})


def _measure(held: Held, need: dict[str, Any], at: int, measure: dict[str, Any], above: str) -> None:
    """A measure in three lines: what exactly, by when, and whether it was promised. Who does it stands apart."""
    key = f"{above}.{measure['key']}"
    title = _(MeasureKind(measure["kind"]).label)
    with st.container(gap="xsmall"):
        with look.row():
            st.markdown(f":material/subdirectory_arrow_right: **{title}**", width="stretch")
            st.button(
                _("Take out"),
                type="tertiary",
                on_click=need["measures"].remove,
                args=(measure,),
                key=f"{key}.out",
            )
        visit_ask.ask_line(held, measure, MeasureFields, key, ("words",))
        left, right = st.columns(2, wrap=False, vertical_alignment="bottom")
        with left:
            visit_ask.ask_line(held, measure, MeasureFields, key, ("due",))
        with right:
            if measure["kind"] == MeasureKind.FEE_RELIEF:
                visit_ask.ask_line(held, measure, MeasureFields, key, ("amount",))
            else:
                _promised(measure, key)
        if measure["kind"] == MeasureKind.FEE_RELIEF:
            st.caption(_("It waits for approval: do not promise it at the door."))
        with st.popover(_("Who does it"), icon=":material/person:", type="tertiary"):
            visit_ask.ask_line(held, measure, MeasureFields, key, ("doer",))
            if measure.get("doer") != Doer.WE:
                visit_ask.ask_line(held, measure, MeasureFields, key, ("doer_name",))


def _promised(measure: dict[str, Any], key: str) -> None:
    """A box to tick, beside the day it is promised for."""
    measure["is_promise"] = st.checkbox(
        _("Promised here"), value=bool(measure.get("is_promise")), persist_state=KEEP, key=f"{key}.is_promise"
    )


def _word(choice: Choice) -> str:
    return _(choice.label)
