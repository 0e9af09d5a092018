"""Part 5 in three leaves, of which one is drawn: has it helped, what is a problem, what we and others can do."""

from datetime import date

import streamlit as st

from db.models import Help
from db.queries.door import Door
from db.rights import Person
from db.words import N_, _
from pages.parts import look, state, visit_ask, visit_follow, visit_problems
from pages.parts.form import KEEP
from pages.parts.held import Held

PART = 4  # its place among the parts
FOLLOW, PROBLEMS, HELP = "follow", visit_problems.LEAF, "help"
NAMES = {FOLLOW: N_("Did it help"), PROBLEMS: N_("Problems"), HELP: N_("Help, next visit")}


def leaves(door: Door, held: Held) -> list[str]:
    return [FOLLOW, PROBLEMS, HELP] if visit_follow.troubles(door, held) else [PROBLEMS, HELP]


def leaf(door: Door, held: Held) -> str:
    """The leaf that is open; the first until one is chosen."""
    there = leaves(door, held)
    chosen = state.value(f"{held.key}.leaf")
    return chosen if chosen in there else there[0]


def turn(held: Held, to: str) -> None:
    """Open a leaf of this part. Called when something was tapped."""
    state.put(f"{held.key}.part", PART)
    state.put(f"{held.key}.leaf", to)


def ask(person: Person, door: Door, held: Held, today: date) -> None:
    there = leaves(door, held)
    st.segmented_control(
        _("Leaf"),
        there,
        default=there[0],
        required=True,
        format_func=lambda each: _(NAMES[each]),
        label_visibility="collapsed",
        width="stretch",
        persist_state=KEEP,
        key=f"{held.key}.leaf",
    )
    opened = leaf(door, held)
    if opened == FOLLOW:
        visit_follow.ask(door, held)
    elif opened == PROBLEMS:
        visit_problems.ask(person, door, held, today)
    else:
        visit_ask.ask(held, Help, *Help.model_fields)


def remind(door: Door, held: Held) -> None:
    """One line above the parts while something of last time has not been asked about."""
    n = visit_follow.unasked(door, held)
    if not n or (held.part == PART and leaf(door, held) == FOLLOW):
        return
    with look.row():
        with look.words():
            st.caption(_("{n} things of last time to ask about").format(n=n))
        label, icon = _("Ask now"), ":material/quiz:"
        st.button(label, type="tertiary", icon=icon, on_click=turn, args=(held, FOLLOW), key="visit.ask_now")
