"""What is suggested for each hardship and hazard: measures of ours and of others, and whom to ask."""

from dataclasses import replace
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import store
from db import suggestions as rules
from db.changes import setting as change
from db.choices import HardshipKind, Hazard, MeasureKind, OutsideHelp
from db.errors import Conflict, Refused
from db.fields import Choice
from db.queries.setting import the_suggestions
from db.rights import Person
from db.suggestions import Suggestion
from db.words import N_, _
from pages.parts import conflict, edit, look, state

GROUPS = {"hardships": (N_("Hardships"), HardshipKind), "hazards": (N_("Hazards at home"), Hazard)}
LABELS = {"measures": N_("Measures"), "others": N_("Whom to ask")}
TWO = "settings.suggestions.two"


def show(person: Person) -> None:
    with store.reading() as s:
        there, stand = the_suggestions(s, person)
    st.caption(_("Shown when a problem is written down, to be tapped. Nothing is ever entered by itself."))
    if two := state.value(TWO):
        _settle(person, *two)
        return
    group = st.segmented_control(
        _("For"),
        list(GROUPS),
        default="hardships",
        required=True,
        format_func=lambda key: _(GROUPS[key][0]),
        label_visibility="collapsed",
        key="settings.suggestions.group",
    )
    left, right = st.columns([2, 3], gap="large")
    choices: list[Choice] = list(GROUPS[group or "hardships"][1])
    with left:
        what = _which(_(GROUPS[group or "hardships"][0]), choices, there, f"settings.suggestions.{group}")
    if what is not None:
        with right:
            _edit(person, what, there.get(what, Suggestion()), stand.version)


def _which(label: str, choices: list[Choice], there: rules.Suggestions, key: str) -> Choice | None:
    """Beside it what is suggested; on a phone a list to open, twenty lines would push the answer off the screen."""
    if look.on_a_phone():
        return st.selectbox(label, choices, format_func=lambda each: _(each.label), key=key)
    return st.radio(
        label,
        choices,
        format_func=lambda each: look.plain(_(each.label)),
        captions=[_told(there.get(each, Suggestion())) for each in choices],
        key=key,
    )


def _told(rule: Suggestion) -> str:
    words = _(", ").join(_(each.label) for each in (*rule.measures, *rule.others))
    return look.plain(words or _("nothing"))


def _edit(person: Person, what: Choice, rule: Suggestion, version: int) -> None:
    look.section(look.plain(_(what.label)))
    key = f"settings.suggestion.{rules.key(what)}.{version}"
    measures = _several(_(LABELS["measures"]), list(MeasureKind), rule.measures, f"{key}.measures")
    others = _several(_(LABELS["others"]), list(OutsideHelp), rule.others, f"{key}.others")
    wanted = Suggestion(measures, others)
    if st.button(_("Save"), type="primary", key=f"{key}.save", disabled=wanted == rule):
        _save(person, version, what, wanted)
    preset = rules.PRESET.get(what, Suggestion())
    if rule != preset and st.button(_("Back to the preset"), type="tertiary", key=f"{key}.preset"):
        _save(person, version, what, preset)


def _several(label: str, choices: list[Any], chosen: tuple[Any, ...], key: str) -> tuple[Any, ...]:
    """In the order chosen: what comes first is shown first."""
    found = st.pills(
        label,
        choices,
        selection_mode="multi",
        default=list(chosen),
        format_func=lambda each: look.plain(_(each.label)),
        wrap=True,
        key=key,
    )
    kept = [each for each in chosen if each in found]
    return (*kept, *(each for each in found if each not in kept))


def _save(person: Person, version: int, what: Choice, wanted: Suggestion) -> None:
    try:
        with store.writing() as s:
            change.set_suggestions(s, person, version, {what: wanted})
    except Conflict as both:
        state.put(TWO, (rules.key(what), both.differences))
        st.rerun()
    except Refused as refused:
        st.error(str(refused))
    else:
        edit.done(_("Suggestions"))


def _settle(person: Person, key: str, differences: dict[str, tuple[Any, Any]]) -> None:
    what = rules.BY_KEY[key]
    words = {name: f"{_(what.label)}　{_(LABELS[name.rpartition('.')[2]])}" for name in differences}
    chosen = conflict.settle(SQLModel, differences, f"{TWO}.{key}", told=words)
    if chosen is None:
        return
    state.drop(TWO)
    with store.reading() as s:
        there, stand = the_suggestions(s, person)
    wanted = there.get(what, Suggestion())
    for name, value in chosen.items():
        wanted = replace(wanted, **{name.rpartition(".")[2]: tuple(value)})
    _save(person, stand.version, what, wanted)
