"""The rules of risk: a published set or one's own numbers, and what they would do before they are set."""

from dataclasses import replace
from typing import Any

import streamlit as st

from db import store, telling, tiers
from db.changes import risk_rules as change
from db.errors import Conflict, Invalid, Refused
from db.models import RuleSet
from db.queries.risk import the_rules
from db.queries.rule_history import versions
from db.rights import Person
from db.risk import rules as delivered
from db.risk.rules import PRESETS, Rules
from db.risk.used import used
from db.words import N_, _
from pages.parts import edit, look, settings_risk_own, settings_risk_past, state
from pages.parts.form import KEEP
from pages.parts.settings_risk_effect import floor, starts, told_effect

OWN = "own"
OWN_NAME, OWN_SOURCE = N_("Own numbers"), N_("Set by this office.")
BESIDE = {"rhythm": N_("Rhythm of visits"), "tiers": N_("Tiers and colours"), "hotlines": N_("Hotlines")}
OPENED, TWO = "settings.risk.opened", "settings.risk.two"
LONGEST = 300  # characters of a reason


def show(person: Person) -> None:
    with store.reading() as s:
        there, version, set_ = the_rules(s, person)
        past = versions(s, person)
    st.caption(_("Rules advise. The tiers that people have set stay as they are: only the advice beside them changes."))
    if two := state.value(TWO):
        _settle(person, there, version, *two)
        return
    opened, number = state.since(OPENED, (there, version))
    left, right = st.columns([3, 2], gap="large")
    with left:
        _now(there, version, past[0].by if past else "", set_)
        wanted = _ask(opened, number)
    with right:
        if _same(wanted, opened) and number != version:  # others were set, and nothing typed here could be lost
            state.drop(OPENED)
            st.rerun()
        _effect(person, opened, wanted, number)
        _links()
    settings_risk_past.show(past)


def _in_use(rules: Rules) -> Rules:
    return used(rules, has_three=tiers.now().has_three)


def _now(there: Rules, version: int, by: str, set_: RuleSet | None) -> None:
    look.section(_("In force"), _("version {n}").format(n=version) if version else "")
    with st.container(border=True, gap="xsmall"):
        st.text(_(there.name))
        _lines(there)
        if set_ is not None:
            when = telling.moment(set_.set_at)
            if by:
                st.caption(_("Set by {name}, {when}").format(name=look.plain(by), when=when))
            else:
                st.caption(_("As delivered, {when}").format(when=when))
            if set_.why:
                st.text(_(set_.why))


def _lines(rules: Rules) -> None:
    """Where each tier begins, and what sets one at the least."""
    for tier, words in starts(rules):
        with look.row():
            look.tier(tier)
            st.text(words, width="stretch")
    for each in rules.floors:
        st.text(floor(each))
    if not rules.floors:
        st.caption(_("The tier follows the sum alone, but for what is acted on at once."))


def _ask(there: Rules, version: int) -> Rules:
    look.section(_("Other rules"))
    names = {key: each.name for key, each in PRESETS.items()} | {OWN: OWN_NAME}
    now = next((key for key, each in PRESETS.items() if _same(_in_use(each), there)), OWN)
    chosen = st.selectbox(
        _("Rules"),
        list(names),
        index=list(names).index(now),
        format_func=lambda key: _(names[key]),
        persist_state=KEEP,
        key=f"settings.risk.{version}",
    )
    st.caption(
        _(
            "The points are ours: no published table of weights was found. What is published are classes of "
            "households; those are floors, a tier at the least."
        )
    )
    if chosen == OWN:
        return _named(settings_risk_own.ask(_in_use(there), version))
    wanted = _in_use(PRESETS[chosen or now])
    if not _same(wanted, there):
        with st.container(border=True, gap="xsmall"):
            _lines(wanted)
    return wanted


def _same(one: Rules, other: Rules) -> bool:
    """Whether both say the same, whatever they are called."""
    return replace(one, name=other.name, source=other.source) == other


def _named(rules: Rules) -> Rules:
    """Called as the published set that says the same, else as the office's own."""
    found = next((each for each in PRESETS.values() if _same(_in_use(each), rules)), None)
    return replace(rules, name=found.name if found else OWN_NAME, source=found.source if found else OWN_SOURCE)


def _effect(person: Person, there: Rules, wanted: Rules, version: int) -> None:
    look.section(_("What it would do today"))
    if problems := change.told(delivered.wrong(wanted)):
        look.problems(list(problems.values()))
        return
    if _same(wanted, there):
        st.caption(_("These rules are in force."))
        return
    told_effect(person, wanted)
    settings_risk_past.differences(there, wanted)
    why = st.text_area(_("Why"), max_chars=LONGEST, height=90, persist_state=KEEP, key=f"settings.risk.why.{version}")
    place = st.container()
    if st.button(_("Set these rules"), type="primary", icon=":material/check:", key=f"settings.risk.set.{version}"):
        with place:
            if (why or "").strip():
                _save(person, version, wanted, why or "", there)
            else:
                st.error(_("Say why in a few words: it stands in the history."))


def _save(person: Person, version: int, wanted: Rules, why: str, opened: Rules) -> None:
    try:
        with store.writing() as s:
            change.set_rules(s, person, version, wanted, why)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Conflict as both:
        state.put(TWO, (wanted, both.differences, why, opened))
        st.rerun()
    except Refused as refused:
        st.error(str(refused))
    else:
        state.drop(OPENED, TWO)
        edit.done(_("Risk rules"))


def _settle(person: Person, there: Rules, version: int, *two: Any) -> None:
    wanted, found, why, opened = two
    settled = settings_risk_past.settle(there, wanted, opened, found, f"{TWO}.{version}")
    if settled is not None:
        _save(person, version, _named(_in_use(settled)), why, opened)


def _links() -> None:
    """What belongs to risk and stands elsewhere."""
    look.section(_("See also"))
    with st.container(gap="xsmall"):
        for part, words in BESIDE.items():
            st.button(
                _(words),
                type="tertiary",
                icon=":material/arrow_forward:",
                on_click=state.put,
                args=("settings.part", part),
                key=f"settings.risk.to.{part}",
            )
