"""What tiers are called, whether three or four are used, and in which colours they stand."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import store, telling
from db.changes import tiers as change
from db.choices import Tier
from db.errors import Conflict, Invalid, Refused
from db.queries.risk import the_rules
from db.queries.tiers import homes, the_tiers
from db.rights import Person
from db.risk.used import used
from db.tiers import LONGEST, Palette, Tiers
from db.words import N_, _, language
from pages.parts import conflict, edit, go, look, paint, state
from pages.parts.form import KEEP, PAUSE
from pages.parts.settings_risk_effect import told_effect
from reports.scene_svg import svg
from reports.swatches import swatches

NUMBERS = {True: N_("Four tiers"), False: N_("Three tiers")}
SUITS = {
    Palette.DUSK: N_("Wine, rose, amber, paper: as delivered"),
    Palette.FOUR: N_("The colours of public warnings, for four tiers"),
    Palette.THREE: N_("For three tiers, as many local rules have them"),
    Palette.GREY: N_("For offices that print in grey"),
}
OPENED, TWO = "settings.tiers.opened", "settings.tiers.two"


class One(str):
    """A name to choose or to leave: two never stand one after the other."""


def show(person: Person) -> None:
    with store.reading() as s:
        there, stand = the_tiers(s, person)
    st.caption(
        _("Names and colours hold on every screen, paper and list. What a tier means for visits stays as it is.")
    )
    if stand.at is not None:
        when = telling.moment(stand.at)
        st.caption(_("Set by {name}, {when}").format(name=look.plain(stand.by), when=when))
    if two := state.value(TWO):
        _settle(person, *two)
        return
    opened, version = state.since(OPENED, (there, stand.version))
    left, right = st.columns([3, 2], gap="large")
    with left:
        wanted = _names(person, opened, version)
    with right:
        wanted = _colours(wanted, version)
        if change.differing(opened, wanted):
            words = _("Set names and colours")
            if st.button(words, type="primary", icon=":material/check:", key=f"settings.tiers.set.{version}"):
                _save(person, version, wanted, opened)
        elif version != stand.version:  # somebody set others, and nothing is typed here that could be lost
            state.drop(OPENED)
            st.rerun()
        else:
            st.caption(_("These names and colours are in force."))


def _names(person: Person, there: Tiers, version: int) -> Tiers:
    look.section(_("Names"))
    has_three = st.segmented_control(
        _("How many are used"),
        list(NUMBERS),
        default=there.has_three,
        required=True,
        format_func=lambda each: _(NUMBERS[each]),
        key=f"settings.tiers.number.{version}",
    )
    left = _fewer(person, there, bool(has_three))
    typed, places = dict(there.names), dict[str, Any]()
    with st.container(border=True, gap="small"):
        for tier in Tier:
            if tier is not Tier.THREE or has_three or left:
                typed[tier.value], places[tier.value] = _name(tier, there, version)
    wanted = change.tidied(Tiers(typed, bool(has_three), there.palette))
    for key, sentence in change.wrong(wanted).items():
        with places[key]:
            st.error(look.plain(sentence))
    st.caption(_("Left empty, a tier is called as delivered, in the reader's language."))
    return wanted


def _name(tier: Tier, there: Tiers, version: int) -> tuple[str, Any]:
    """The name as typed, and the place for what is wrong with it."""
    with st.container(gap="xsmall"):
        typed = st.text_input(
            _(tier.ours),
            there.names.get(tier.value, ""),
            max_chars=LONGEST,
            placeholder=_(tier.ours),
            live=PAUSE,
            persist_state=KEEP,
            key=f"settings.tiers.{tier.value}.{version}",
        )
        return typed or "", st.container()


def _fewer(person: Person, there: Tiers, has_three: bool) -> int:
    """What another number of tiers does: to the households that have the third, which it gives, and to the advice."""
    with store.reading() as s:
        n = homes(s, person)[Tier.THREE]
        rules, _number, _set = the_rules(s, person)
    if not has_three and n:
        name = look.plain(_(Tier.THREE.label))
        st.info(
            _("{n} households have {tier}. They keep it until somebody decides; it is not offered any more.").format(
                n=n, tier=name
            )
        )
        if st.button(_("See list"), type="tertiary", icon=":material/list:", key="settings.tiers.third"):
            go.to("register", {"tier": Tier.THREE.value})
    if has_three != there.has_three:
        st.caption(_("The rules of risk follow: another version of them is set along with this."))
        told_effect(person, used(rules, has_three=has_three))
    return n


def _colours(wanted: Tiers, version: int) -> Tiers:
    look.section(_("Colours"))
    found = st.radio(
        _("Colours"),
        list(Palette),
        index=list(Palette).index(wanted.palette),
        format_func=lambda each: _(each.label),
        captions=[_(SUITS[each]) for each in Palette],
        label_visibility="collapsed",
        key=f"settings.tiers.palette.{version}",
    )
    chosen = found or wanted.palette
    names = [
        (tier, wanted.names.get(tier.value) or _(tier.ours))
        for tier in Tier
        if tier is not Tier.THREE or wanted.has_three
    ]
    said = _("How these colours look")
    st.image(svg(swatches(chosen, names, said), language(), look.colours().paper), width="stretch")
    st.caption(
        _("Colours are chosen as a whole: each of these was proved readable, in grey print and for the colour-blind.")
    )
    return replace(wanted, palette=chosen)


def _save(person: Person, version: int, wanted: Tiers, opened: Tiers) -> None:
    try:
        with store.writing() as s:
            change.set_tiers(s, person, version, wanted)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Conflict as both:
        state.put(TWO, (wanted, both.differences, opened))
        st.rerun()
    except Refused as refused:
        st.error(str(refused))
    else:
        state.drop(OPENED, TWO)
        paint.follow()
        edit.done(_("Tiers and colours"))


def _settle(person: Person, wanted: Tiers, differences: Mapping[str, tuple[Any, Any]], opened: Tiers) -> None:
    words = {tier.value: _(tier.ours) for tier in Tier}
    words |= {"has_three": _("How many are used"), "palette": _("Colours")}
    told = {name: tuple(_told(name, value) for value in pair) for name, pair in differences.items()}
    known = {**opened.names, "has_three": opened.has_three, "palette": opened.palette}
    base = {name: _told(name, known.get(name, "")) for name in told}
    with store.reading() as s:
        there, stand = the_tiers(s, person)
    chosen = conflict.settle(SQLModel, told, f"{TWO}.{stand.version}", base=base, told=words)
    if chosen is None:
        return
    mine = {name for name, value in chosen.items() if value == told[name][1]}
    names = {**there.names, **{tier.value: wanted.names.get(tier.value, "") for tier in Tier if tier.value in mine}}
    number, palette = (wanted if name in mine else there for name in ("has_three", "palette"))
    _save(person, stand.version, Tiers(names, number.has_three, palette.palette), opened)


def _told(name: str, value: Any) -> Any:
    """In words; a name left empty is ours."""
    match name:
        case "has_three":
            return One(_(NUMBERS[value]))
        case "palette":
            return value
    return One(value or _(Tier(name).ours))
