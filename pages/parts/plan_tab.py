"""Plans: the month as a calendar, a month proposed, rounds, whom an event concerns, and households handed over."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from db import store
from db.queries import plan
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import go, look, plan_calendar, plan_event, plan_hand_over, plan_list, plan_month, plan_round

# The part, its name, its icon, the right it needs, and what draws it.
PARTS: dict[str, tuple[str, str, Right, Callable[[Person, date], None]]] = {
    "calendar": (N_("Calendar"), "calendar_month", Right.BRIEF_OUTWARD, plan_calendar.show),
    "month": (N_("Plan a month"), "event_available", Right.PLAN, plan_month.show),
    "round": (N_("Rounds"), "tour", Right.PLAN, plan_round.show),
    "event": (N_("Who is concerned"), "elevator", Right.RECORD, plan_event.show),
    "hand_over": (N_("Team and handing over"), "swap_horiz", Right.PLAN, plan_hand_over.show),
}


def show(person: Person, today: date) -> None:
    """The whole tab; each part draws only itself. Who may only read gets the calendar's numbers."""
    if (whose := go.number_asked("missed")) is not None and person.may(Right.SEE_PEOPLE):
        return _missed(person, today, whose or None)
    open_to = [key for key, (_name, _icon, right, _draw) in PARTS.items() if person.may(right)]
    part = open_to[0]
    if len(open_to) > 1:
        part = (
            st.pills(
                _("Plan"),
                open_to,
                default=part,
                required=True,
                format_func=lambda key: f":material/{PARTS[key][1]}: {_(PARTS[key][0])}",
                label_visibility="collapsed",
                persist_state="session",
                key="plan.part",
            )
            or part
        )
    PARTS[part][3](person, today)
    return None


def _missed(person: Person, today: date, account_id: int | None) -> None:
    """What the home page counts as passed, as a list of its own: a calendar shows one month, these are of any."""
    with store.reading() as s:
        rows = plan.missed(s, person, today, account_id)
    if st.button(_("Calendar"), icon=":material/arrow_back:", type="tertiary", key="plan.missed.back"):
        go.here({"show": "plans"})
    if not rows:
        look.nothing(_("No planned visit has passed its window."), "task_alt")
        return
    look.section(_("{n} planned visits passed their window").format(n=len(rows)))
    st.caption(_("Make the visit, move it or give it up."))
    plan_list.show(person, rows, today, "plan.missed")
