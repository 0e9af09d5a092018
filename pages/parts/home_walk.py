"""A visitor's day: the walk in order, then what is overdue, whom to ring and what was promised."""

from datetime import date
from functools import partial

import streamlit as st

from db import telling
from db.queries.alerts import AlertRow
from db.queries.home import Home
from db.queries.rows import Page
from db.queries.today import Call, Promise, Ring, Today
from db.queries.visit import Unfinished
from db.queries.walk import MOST
from db.rights import Person
from db.words import _, language
from pages.parts import go, home_alerts, home_parts, look, loop_deeds, other_papers, visit_facts
from pages.parts.home_parts import FEW, flat
from reports import cards


def in_words(found: Today) -> str:
    """今天走 4 户, or what there is instead."""
    if found.calls:
        return _("{n} households to call on today").format(n=len(found.calls))
    if found.overdue_total:
        return _("Nobody is down for today, {n} are overdue").format(n=found.overdue_total)
    if found.rings_total or found.promises_total:
        return _("Nobody is down for today")
    return _("Nothing is due today")


def show(
    person: Person,
    found: Today,
    unfinished: list[Unfinished],
    there: Home,
    warned: Page[AlertRow],
    undecided: int,
    today: date,
) -> None:
    above = st.container() if look.on_a_phone() else None  # there the walk would push it far down
    left, right = st.columns([5, 3], gap="large")
    with above or right:
        home_alerts.show(person, warned, undecided, today, person.id)
    with left:
        _walk(found)
        if not found.calls:
            _nobody(found, there)
    with right:
        if found.overdue:
            _overdue(person, found)
        if found.missed:
            home_parts.missed(found.missed, person.id)
        if found.promises:
            _promises(person, found, today)
        if found.rings:
            _rings(found)
        if unfinished:
            home_parts.drafts(unfinished, today)
        if not (warned.rows or found.overdue or found.missed or found.promises or found.rings or unfinished):
            st.caption(_("Nothing overdue, nothing promised, nothing unfinished."))


def _walk(found: Today) -> None:
    for n, call in enumerate(found.calls[:MOST], 1):
        with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False):
            line = _stop(n, call)
            st.markdown(line, width="stretch")
            if st.button(_("Start"), type="primary" if n == 1 else "secondary", key=f"home.walk.{call.no}"):
                go.to("visit", {"no": call.no})
    if (more := len(found.calls) - MOST) > 0:
        home_parts.see_list("follow_up", {"show": "plans"}, "home.walk.more", _("{n} more in the plan").format(n=more))
    if found.calls and st.button(_("One more"), icon=":material/add:", type="tertiary", key="home.walk.add"):
        go.to("visit")


def _stop(n: int, call: Call) -> str:
    """The door, who and why, what to bring up: one piece of text for each stop."""
    tag = home_parts.tag_of(call.tier) if call.tier else ""
    past = home_parts.late(call.late, _("{n} days overdue"))
    lines = [
        f":primary[**{n}**]　**{flat(call.door)}** {tag} {past}",
        f"{flat(call.head)}　:small[:gray[:material/event: {flat(_('; ').join(call.why))}]]",
    ]
    if call.has_note:
        lines.append(f":small[:material/front_hand: {look.plain(_('Read the safety note first'))}]")
    if call.ask:
        lines.append(f":small[:gray[:material/chat: {flat(_('; ').join(call.ask))}]]")
    return "  \n".join(lines)


def _nobody(found: Today, there: Home) -> None:
    """An empty day says what to do with it."""
    if found.overdue:
        sentence = _("Nobody is down for today. Begin with whoever is overdue longest.")
    elif there.nobodys:
        sentence = _("No household is due in your name. {n} have no visitor yet: take some on in the register.")
        sentence = sentence.format(n=there.nobodys)
    else:
        sentence = _("No household is due in your name today. Look one up in the register, or look ahead in the plan.")
    if look.nothing(sentence, "event_available", _("Open the register"), "home.walk.none"):
        go.to("register")


def _overdue(person: Person, found: Today) -> None:
    look.section(_("Overdue, not seen"), _("{n} households").format(n=found.overdue_total))
    with st.container(border=True, gap="small"):
        for call in found.overdue[:FEW]:
            with look.row():
                line = _late_one(call)
                st.markdown(line, width="stretch")
                _enter(call.no, f"home.overdue.{call.no}")
        if found.overdue_total > len(found.overdue[:FEW]):
            home_parts.see_list("register", {"only": "overdue", "staff": person.id}, "home.overdue.more")


def _late_one(call: Call) -> str:
    past = _("{n} days overdue").format(n=call.late)
    return home_parts.told(call.door, call.head, past, call.tier)


def _promises(person: Person, found: Today, today: date) -> None:
    look.section(_("Promises"), _("{n} things").format(n=found.promises_total))
    with st.container(border=True, gap="small"):
        for each in found.promises[:FEW]:
            with look.row():
                line = _promise(each)
                st.markdown(line, width="stretch")
                if st.button(_("Record the result"), icon=":material/check:", key=f"home.promise.{each.measure_id}"):
                    loop_deeds.finish_measure(person, each.measure_id, today)
        if found.promises_total > FEW:
            query: dict[str, str | int] = {"show": "measures", "promise": 1, "staff": person.id}
            home_parts.see_list("follow_up", query, "home.promise.more", _("See all"))


def _promise(each: Promise) -> str:
    tag = home_parts.late(each.late, _("{n} days late")) or f":small[:gray[{_('today')}]]"
    return f"**{flat(each.what)}** {tag}  \n:small[:gray[{flat(each.door)}]]"


def _rings(found: Today) -> None:
    look.section(_("To ring"), _("{n} households").format(n=found.rings_total))
    with st.container(border=True, gap="small"):
        for each in found.rings[:FEW]:
            with look.row():
                line = _ring(each)
                st.markdown(line, width="stretch")
                if tel := visit_facts.number(each.phone):
                    st.link_button(_("Ring"), f"tel:{tel}", icon=":material/call:", key=f"home.ring.{each.no}")
                _enter(each.no, f"home.rung.{each.no}")
        if found.rings_total > FEW:
            more = found.rings_total - FEW
            line = _("{n} more; these come first.").format(n=more)
            st.caption(line)


def _ring(each: Ring) -> str:
    since = _("due today") if each.days <= 0 else _("{n} days late").format(n=each.days)
    return home_parts.told(each.door, each.head, since if each.phone else f"{since}　{_('no number on file')}")


def _enter(no: int, key: str) -> None:
    if st.button("", icon=":material/chevron_right:", type="tertiary", key=key, help=_("Record visit")):
        go.to("visit", {"no": no})


def actions(person: Person, found: Today, there: Home, today: date) -> None:
    """The cards for the walk, or the way to a visit when nobody is down for today."""
    if found.calls and not look.on_a_phone():
        name = cards.name_for(today)
        draw = partial(other_papers.draw_cards, today, person.id)
        other_papers.button(_("Print cards"), name, "today", draw, language())
    elif not found.calls and st.button(
        _("Record visit"), type="primary", icon=":material/edit_note:", key="home.visit"
    ):
        go.to("visit")


def line(today: date, found: Today) -> str:
    day = telling.full_day(today)
    return _("{day}, in walking order").format(day=day) if found.calls else day
