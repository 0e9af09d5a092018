"""Something has happened in the house: who above floor 4 cannot walk, who is on oxygen? A list to act on at once."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from db import store
from db.choices import HardshipKind, PlanWhy
from db.queries.candidates import Wanted
from db.queries.offered import offered
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import plan_choose

OXYGEN = "吸氧 氧气 制氧 呼吸机 透析"  # as people write it; one word found is enough
EVENTS: dict[str, tuple[str, dict[str, Any]]] = {
    "lift": (N_("Lift out"), {"floor_from": 4, "cannot_walk": True, "words": OXYGEN}),
    "power": (N_("No electricity"), {"floor_from": None, "cannot_walk": True, "words": OXYGEN}),
    "water": (N_("No water"), {"floor_from": None, "cannot_walk": True, "words": ""}),
    "fire": (N_("Smoke or fire"), {"floor_from": None, "cannot_walk": True, "words": OXYGEN}),
    "other": (N_("Something else"), {"floor_from": None, "cannot_walk": False, "words": ""}),
}


def show(person: Person, today: date) -> None:
    event = st.pills(
        _("What has happened"),
        list(EVENTS),
        default="lift",
        required=True,
        format_func=lambda key: _(EVENTS[key][0]),
        persist_state="page",
        key="plan.event",
    )
    key = f"plan.event.{event}"
    wanted = _ask(person, EVENTS[event or "other"][1], key)
    out = plan_choose.households(person, wanted, today, key)
    with st.container(horizontal=True, gap="small"):
        plan_choose.export(person, wanted, out, today, key)
    if person.may(Right.PLAN):
        with st.expander(_("Make it a round"), icon=":material/tour:"):
            name = _(EVENTS[event or "other"][0])
            value = {"name": name, "start": today, "end": today + timedelta(days=2)}
            plan_choose.begin(person, wanted, out, today, PlanWhy.EVENT, value, key)


def _ask(person: Person, usual: dict[str, Any], key: str) -> Wanted:
    with store.reading() as s:
        buildings = offered(s, person).buildings
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        there = st.multiselect(
            _("Building"),
            list(buildings),
            format_func=buildings.__getitem__,
            placeholder=_("All buildings"),
            width=260,
            persist_state="page",
            key="plan.event.buildings",
        )
        lowest = st.number_input(
            _("From floor"),
            min_value=-5,
            max_value=150,
            value=usual["floor_from"] and usual["floor_from"] + 1,
            placeholder=_("any"),
            width=130,
            persist_state="page",
            key=f"{key}.floor",
        )
        cannot_walk = st.toggle(
            _("Cannot walk down"),
            value=usual["cannot_walk"],
            help=_("Self-care moderate or worse, a limb disability, or on file as unable to care for themselves."),
            persist_state="page",
            key=f"{key}.walk",
        )
    words = st.text_input(
        _("Or one of these words in the file or a visit"),
        value=usual["words"],
        placeholder=_("words, with blanks between"),
        live="500ms",
        persist_state="page",
        key=f"{key}.words",
    )
    kinds = st.multiselect(
        _("Or one of these hardships"),
        list(HardshipKind),
        format_func=lambda kind: _(kind.label),
        placeholder=_("None"),
        persist_state="page",
        key=f"{key}.kinds",
    )
    if not (cannot_walk or words.strip() or kinds):
        st.caption(_("Nothing chosen: everybody in the place is listed."))
    return Wanted(
        building_ids=tuple(there),
        floor_from=None if lowest is None else int(lowest),
        kinds=tuple(kinds),
        cannot_walk=cannot_walk,
        words=words,
    )
