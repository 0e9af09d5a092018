"""Papers besides the briefing: door-step cards, the blank visit sheet, the consent sheet, the handover sheet.

Each is drawn, and written to the log, when its button is pressed.
"""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from db import clock, sign_in, store
from db.changes.paper import log_print
from db.errors import Refused
from db.queries import loop_papers as facts
from db.queries.cards import cards as cards_of
from db.queries.offered import Offered, offered
from db.queries.walk import calls
from db.rights import Person, Right
from db.words import _, speaking
from pages.parts import look, state
from pages.parts.look import plain
from reports import blank_sheet, cards, consent_sheet, handover

EVERYBODY = 0
MIME = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
Draw = Callable[[Any, Person, date], bytes]


def show(person: Person, today: date, spoken: str) -> None:
    """For who may see people; the others read no paper that names somebody."""
    if not person.may(Right.SEE_PEOPLE):
        return
    with store.reading() as s:
        there, offices = offered(s, person), facts.organisations(s, person)
    look.section(_("Other papers"))
    with st.container(horizontal=True, gap="small"):
        _cards(person, today, there, spoken)
        _sheet(spoken)
        _consent(person, offices, spoken)
        _handover(there.staff, today, spoken)


def button(
    words: str, name: str, key: str, draw: Draw, spoken: str, disabled: bool = False, kind: Any = "secondary"
) -> None:
    """A paper made when it is asked for, in the language of the paper."""
    st.download_button(
        words,
        data=partial(made, state.secret(), draw, spoken),
        file_name=name,
        mime=MIME[name.rsplit(".", 1)[-1]],
        type=kind,
        icon=":material/print:",
        on_click="ignore",
        disabled=disabled,
        key=f"papers.{key}",
    )


def made(secret: str | None, draw: Draw, spoken: str) -> bytes:
    """Runs later and in a thread that knows nothing of the page, so who asks is looked up anew."""
    with speaking(spoken), store.writing() as s:
        viewer = sign_in.person(s, secret, clock.now())
        if viewer is None:
            raise Refused(_("Sign in to go on."))
        return draw(s, viewer, clock.today())


def _box(icon: str, title: str) -> Any:
    box = st.container(border=True, gap="small", width=250)
    box.markdown(f":material/{icon}: **{title}**")
    return box


def _cards(person: Person, today: date, there: Offered, spoken: str) -> None:
    with _box("badge", _("Door-step cards")):
        day = st.date_input(_("Day"), today + timedelta(days=1), format="YYYY-MM-DD", key="papers.day")
        names = {EVERYBODY: _("Everybody"), **there.staff}
        mine = list(names).index(person.id) if person.id in there.per_staff else EVERYBODY
        who = st.selectbox(_("Visitor"), list(names), index=mine, format_func=names.__getitem__, key="papers.who")
        with store.reading() as s:
            n = len(calls(s, person, who or None, day))
        st.caption(_("{n} households, four to a page").format(n=n) if n else _("Nobody is to be called on that day."))
        with speaking(spoken):
            name = cards.name_for(day)
        button(_("Print"), name, "cards", partial(draw_cards, day, who or None), spoken, disabled=not n)


def _sheet(spoken: str) -> None:
    with _box("description", _("Blank visit sheet")):
        st.caption(_("For when there is no power or no network. Both sides of one page."))
        with speaking(spoken):
            name = blank_sheet.name_for()
        button(_("Print"), name, "sheet", draw_sheet, spoken)


def _consent(person: Person, offices: tuple[str, ...], spoken: str) -> None:
    with _box("signature", _("Consent sheet")):
        typed = st.text_input(
            _("Archive number"), placeholder=_("may stay empty"), max_chars=9, key="papers.no"
        ).strip()
        receiver = st.selectbox(
            _("Shared with"),
            offices,
            index=None,
            placeholder=_("A line is left"),
            key="papers.to",
        )
        household_id, no = None, int(typed) if typed.isdecimal() else None
        if typed:
            try:
                with store.reading() as s:
                    household_id = facts.household_numbered(s, person, -1 if no is None else no)
            except Refused as refused:
                st.caption(plain(str(refused)))
        with speaking(spoken):
            name = consent_sheet.name_for(no)
        draw = partial(draw_consent, household_id, receiver or "")
        button(_("Print"), name, "consent", draw, spoken, disabled=bool(typed) and household_id is None)


def _handover(staff: Mapping[int, str], today: date, spoken: str) -> None:
    with _box("swap_horiz", _("Handover sheet")):
        giver = _one(_("Handed over by"), staff, "papers.giver")
        taker = _one(_("Taken over by"), {key: name for key, name in staff.items() if key != giver}, "papers.taker")
        handover_button(giver, taker, staff.get(giver or 0, ""), today, spoken, disabled=giver is None)


def handover_button(
    giver: int | None, taker: int | None, name: str, today: date, spoken: str, disabled: bool = False
) -> None:
    """All that one colleague hands to another; with no giver, what nobody carries."""
    with speaking(spoken):
        file = handover.name_for(name, today)
    button(_("Print"), file, "handover", partial(draw_handover, giver, taker), spoken, disabled=disabled)


def _one(label: str, staff: Mapping[int, str], key: str) -> int | None:
    return st.selectbox(label, list(staff), index=None, placeholder=_("Choose"), format_func=staff.__getitem__, key=key)


def draw_cards(day: date, account_id: int | None, s: Any, viewer: Person, today: date) -> bytes:
    found = cards_of(s, viewer, day, account_id, today)
    log_print(s, viewer, "cards", None, f"{len(found.cards)} households, {day.isoformat()}")
    return cards.pdf(found)


def draw_sheet(s: Any, viewer: Person, today: date) -> bytes:
    """Nobody stands on it: nothing to log."""
    return blank_sheet.pdf(facts.blank_sheet(s, viewer, today))


def draw_consent(household_id: int | None, receiver: str, s: Any, viewer: Person, today: date) -> bytes:
    log_print(s, viewer, "consent sheet", household_id)
    return consent_sheet.pdf(facts.consent_sheet(s, viewer, household_id, receiver, today))


def draw_handover(
    giver: int | None, taker: int | None, s: Any, viewer: Person, today: date, household_id: int | None = None
) -> bytes:
    """All that goes over, or one household."""
    found = facts.handover(s, viewer, today, giver, taker, None if household_id is None else [household_id])
    log_print(s, viewer, "handover", household_id, f"{len(found.households)} households")
    return handover.pdf(found)
