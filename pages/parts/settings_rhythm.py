"""How often each tier is seen: a published rule or one's own numbers, and what it would do before it is set."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import rhythm, store, telling
from db.changes import setting as change
from db.choices import Tier
from db.errors import Conflict, Invalid, Refused
from db.queries.setting import Stand, effect, the_rhythm
from db.queries.tiers import in_use
from db.rhythm import PRESETS, Beat, Rhythm
from db.rights import Person
from db.words import N_, _
from pages.parts import conflict, edit, look, state

OWN = "own"
OWN_NAME, OWN_SOURCE = N_("Own numbers"), N_("Set by this office.")
NOT_DUE = N_("never due")
OPENED, TWO = "settings.rhythm.opened", "settings.rhythm.two"


def show(person: Person, today: date) -> None:
    with store.reading() as s:
        there, stand = the_rhythm(s, person)
        shown = in_use(s, person)
    if two := state.value(TWO):
        _settle(person, *two)
        return
    opened, version = state.since(OPENED, (there, stand.version))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _now(there, stand, shown)
        wanted = _ask(opened, version, shown)
    with right:
        if wanted == opened and version != stand.version:  # set by others, and nothing typed here could be lost
            state.drop(OPENED)
            st.rerun()
        _effect(person, opened, wanted, version, today)


def _now(there: Rhythm, stand: Stand, shown: Sequence[Tier]) -> None:
    look.section(_("In force"))
    with st.container(border=True, gap="xsmall"):
        st.text(_(there.name))
        st.caption(look.plain(_(there.source)))
        _lines(there, shown)
        n = there.change_days
        st.caption(_("After a great change heard of but not seen: within {n} days.").format(n=n))
        if stand.at is not None:
            when = telling.moment(stand.at)
            st.caption(_("Set by {name}, {when}").format(name=look.plain(stand.by), when=when))


def _ask(there: Rhythm, version: int, shown: Sequence[Tier]) -> Rhythm:
    look.section(_("Another rhythm"))
    names = {key: each.name for key, each in PRESETS.items()} | {OWN: OWN_NAME}
    now = next((key for key, each in PRESETS.items() if each == there), OWN)
    chosen = st.selectbox(
        _("Rule"),
        list(names),
        index=list(names).index(now),
        format_func=lambda key: _(names[key]),
        key=f"settings.rhythm.{version}",
    )
    if chosen != OWN:
        wanted = PRESETS[chosen]
        if wanted != there:
            st.caption(look.plain(_(wanted.source)))
            _lines(wanted, shown)
        return wanted
    asked = {tier: _beat(tier, there.beats.get(tier), version) for tier in shown}
    beats = {tier: beat for tier in Tier if (beat := asked.get(tier, there.beats.get(tier))) is not None}
    days = st.number_input(
        _("Days after a great change"), 1, change.LONGEST_CHANGE, there.change_days, key=f"settings.change.{version}"
    )
    return Rhythm(OWN_NAME, OWN_SOURCE, beats, int(days))


def _lines(told: Rhythm, shown: Sequence[Tier]) -> None:
    for tier in shown:
        beat = told.beats.get(tier)
        with look.row():
            look.tier(tier)
            st.text(str(beat) if beat else _(NOT_DUE), width="stretch")


def _beat(tier: Tier, now: Beat | None, version: int) -> Beat | None:
    """One tier's numbers; switched off, it is never due."""
    key = f"settings.beat.{tier.value}.{version}"
    known = now or Beat(182, 30, phone=True)
    with st.container(border=True, gap="xsmall"):
        with look.beside():
            look.tier(tier)
            is_on = st.toggle(_("is visited regularly"), value=now is not None, key=f"{key}.on")
        if not is_on:
            return None
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            days = _number(_("Every so many days"), known.days, 1, f"{key}.days")
            slack = _number(_("Days early"), known.slack, 0, f"{key}.slack")
            call = _number(_("Sign of life every"), known.call, 0, f"{key}.call", _("Days; 0: not asked for."))
            phone = st.toggle(_("a call counts as the visit"), value=known.phone, key=f"{key}.phone")
    return Beat(days, slack, phone, call)


def _number(label: str, value: int, least: int, key: str, hint: str | None = None) -> int:
    return int(st.number_input(label, least, change.LONGEST, value, step=1, help=hint, width=150, key=key))


def _effect(person: Person, there: Rhythm, wanted: Rhythm, version: int, today: date) -> None:
    look.section(_("What it would do today"))
    with store.reading() as s:
        found = effect(s, person, rhythm.to_text(wanted), today)
    now, then = sum(each.now for each in found), sum(each.then for each in found)
    with st.container(border=True, gap="small"):
        words = _("Overdue now {now}, then **{then}**").format(now=now, then=then)
        st.markdown(words)
        for each in found:
            with look.beside():
                look.tier(each.tier)
                told = _("{now} → {then} of {n}").format(now=each.now, then=each.then, n=each.homes)
                st.text(told, width="content")
        st.caption(_("A household without a tier is never due. Paused and ended files are not counted."))
    if wanted == there:
        st.caption(_("This rhythm is in force."))
    elif st.button(_("Set this rhythm"), type="primary", icon=":material/check:", key=f"settings.rhythm.set.{version}"):
        _save(person, version, wanted)


def _save(person: Person, version: int, wanted: Rhythm) -> None:
    try:
        with store.writing() as s:
            change.set_rhythm(s, person, version, wanted)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Conflict as both:
        state.put(TWO, (wanted, both.differences))
        st.rerun()
    except Refused as refused:
        st.error(str(refused))
    else:
        state.drop(OPENED)
        edit.done(_("Rhythm of visits"))


def _settle(person: Person, wanted: Rhythm, differences: Mapping[str, tuple[Any, Any]]) -> None:
    words = {tier.value: _(tier.label) for tier in Tier} | {"change_days": _("Days after a great change")}
    chosen = conflict.settle(SQLModel, differences, TWO, told=words)
    if chosen is None:
        return
    state.drop(TWO)
    with store.reading() as s:
        there, stand = the_rhythm(s, person)
    beats = {tier: chosen.get(tier.value, there.beats.get(tier)) for tier in Tier}
    name = (
        (wanted.name, wanted.source) if all(chosen.get(k) == mine for k, (_now, mine) in differences.items()) else None
    )
    settled = Rhythm(
        *(name or (OWN_NAME, OWN_SOURCE)),
        {tier: beat for tier, beat in beats.items() if beat},
        int(chosen.get("change_days", there.change_days)),
    )
    _save(person, stand.version, settled)
