"""What warns at a household's door: a danger that stands above every sum, and its early warnings with who saw them."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db import store, telling
from db.changes.alert import see
from db.choices import AlertKind, Tier, Trigger
from db.guides import GUIDES
from db.queries import door as doors
from db.queries import hotlines
from db.queries.alerts import AlertRow
from db.queries.household import File
from db.queries.risk import Why
from db.rights import Person, Right
from db.words import _
from pages.parts import crisis, edit, look, why_told


def in_force(found: File, told: Why) -> Sequence[Trigger]:
    """Until a person, who knew of it, has set another tier; where people alone set it, as long as it stands."""
    return list(told.triggers) if found.fields.tier is Tier.ONE or told.by_hand else []


def at_once(actor: Person, found: File, told: Why, warned: Sequence[AlertRow], today: date) -> None:
    """A danger in one sentence above everything else, with the way to its steps."""
    dangers = in_force(found, told)
    if not dangers:
        return
    lines = [why_told.stands(each, told.triggers[each], today, told.by_hand) for each in dangers]
    words = "  \n".join(look.plain(line) for line in lines)
    st.error(words, icon=":material/emergency:")
    new = [each.id for each in _of(dangers, told, warned) if each.seen_on is None]
    with st.container(horizontal=True, gap="small"):
        if st.button(_("What to do now"), icon=":material/format_list_numbered:", key="household.crisis"):
            _steps(actor, found, dangers, today)
        may = bool(new) and actor.may(Right.RECORD)
        if may and st.button(_("Noted"), icon=":material/check:", key="household.crisis.seen"):
            edit.do(_("Warning seen"), lambda s: see(s, actor, new, today))


def _steps(actor: Person, found: File, dangers: Sequence[Trigger], today: date) -> None:
    with store.reading() as s:
        numbers = hotlines.numbers(s)
        door = doors.door(s, actor, found.no, today)
    contacts = crisis.contacts(door) if door else {}
    keys = [key for key in GUIDES if key in dangers]
    st.dialog(_("What to do now"))(lambda: crisis.show(keys, numbers, contacts))()


def show(actor: Person, found: File, told: Why, warned: Sequence[AlertRow], today: date) -> None:
    """The warnings of this household, each once: first what nobody has seen, the others with who saw them."""
    above = _of(in_force(found, told), told, warned)
    new = [each for each in warned if each.seen_on is None and each not in above]
    old = [each for each in warned if each.seen_on is not None]
    if new:
        look.section(_("Early warnings"), _("{n} things").format(n=len(new)))
        with st.container(border=True, gap="small"):
            for each in new:
                with look.row():
                    line = _line(each, today)
                    st.markdown(line, width="stretch")
                    seen(actor, each, today)
    if old:
        with st.expander(_("Early warnings seen")):
            for each in old:
                line = _line(each, today)
                st.markdown(line)


def _of(dangers: Sequence[Trigger], told: Why, warned: Sequence[AlertRow]) -> list[AlertRow]:
    """The warnings that were raised for these dangers."""
    visits = {told.triggers[each].record_id for each in dangers}
    return [each for each in warned if each.kind is AlertKind.TRIGGER and each.visit_id in visits]


def _line(each: AlertRow, today: date) -> str:
    """承诺未兑现 / 11月20日前应办，未办　11月21日，李敏 11月22日看过"""
    when = telling.dated(each.on, today)
    if each.seen_on is not None:
        by = _("{name} saw it {day}").format(name=each.seen_by, day=telling.dated(each.seen_on, today))
        when = _(", ").join((when, by))
    return f"**{look.plain(_(each.kind.label))}**　:small[:gray[{look.plain(when)}]]  \n{look.plain(each.said)}"


def seen(actor: Person, each: AlertRow, today: date) -> None:
    """One click; who saw it first stays named."""
    if actor.may(Right.RECORD) and st.button(_("Noted"), key=f"alert.{each.id}", help=_("Your name stands beside it")):
        edit.do(_("Warning seen"), lambda s: see(s, actor, [each.id], today))
