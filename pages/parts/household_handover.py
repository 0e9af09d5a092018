"""The handover view: what a colleague must know of a household in one minute, and the sheet to print."""

from datetime import date

import streamlit as st

from db import privacy, store, telling
from db.clock import day_of
from db.papers import Known, Someone, Trouble, Work
from db.queries.handover import OneMinute, one_minute
from db.queries.household import File
from db.rights import Person
from db.words import _
from pages.parts import household_papers, look


def open_dialog(actor: Person, found: File, today: date) -> None:
    with store.reading() as s:
        told = one_minute(s, actor, found.id, today)

    def fill() -> None:
        _show(told, today)
        household_papers.handover_button(found.id, told.responsible_id, told.known.responsible, today)

    st.dialog(_("Handover"), width="medium")(fill)()


def _show(told: OneMinute, today: date) -> None:
    """In the order in which one needs it: how to behave, what was promised, whom to ring, what is due."""
    one = told.known
    with look.beside():
        st.text(one.door, width="content")
        if one.head:
            st.text(one.head.name, width="content")
        look.tier(one.tier)
    if one.safety_note:
        st.error(look.plain(one.safety_note), icon=":material/front_hand:")
    mind = [one.avoid, str(privacy.told(list(one.circumstances)))]
    _lines(_("Ways to avoid, and what to mind"), [each for each in mind if each], _("Nothing is known."))
    _lines(_("Promises open"), [_promise(each, today) for each in one.promises], _("None."))
    _lines(_("Whom to ring"), [*map(_ring, one.to_ring), *one.others], _("Nobody is recorded."))
    _lines(_("What is due"), _due(told, today), _("Nothing is due."))
    _lines(_("Open problems"), [_trouble(each) for each in one.troubles], _("Nothing is open."))
    _lines(_("To look at"), [one.focus] if one.focus else [], _("Nothing was noted."))


def _lines(label: str, lines: list[str], otherwise: str) -> None:
    look.fact(label, "\n".join(lines) or otherwise)


def _promise(one: Work, today: date) -> str:
    """浴室装扶手　11月26日，晚了 4 天"""
    day, late = _("due {day}").format(day=telling.day(one.due)), one.late(today)
    when = _(", ").join((day, look.days_late(late))) if late else day
    return "　".join(filter(None, (_(one.kind.label), one.words, when)))


def _ring(one: Someone) -> str:
    """陈立，儿子　138…"""
    relation = _(one.relation.label) if one.relation else ""
    role = _("Emergency contact") if one.is_emergency else ""
    return "　".join(filter(None, (_(", ").join(filter(None, (one.name, relation, role))), one.phone)))


def _due(told: OneMinute, today: date) -> list[str]:
    one: Known = told.known
    found = []
    if told.overdue:
        found.append(_("{n} days overdue").format(n=told.overdue))
    if one.due_on:
        found.append(_("Regular visit by {day}").format(day=telling.day(one.due_on)))
    for plan in one.plans:
        window = _("{start} to {end}").format(start=telling.day(plan.start), end=telling.day(plan.end))
        found.append("　".join(filter(None, (_(plan.why.label), window, plan.words))))
    met = day_of(one.met_at) if one.met_at else None
    return [*found, _("Last met: {when}").format(when=telling.ago(met, today))]


def _trouble(one: Trouble) -> str:
    works = [_(work.kind.label) for work in one.works]
    return "　".join(filter(None, (one.words, _(", ").join([*works, *(slip.to for slip in one.slips)]))))
