"""Rules beside rules: what differs, the versions of the past, and both when two people set them at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import telling
from db.changes.risk_rules import differing
from db.choices import Factor, Group, Tier
from db.fields import Choice
from db.queries.rule_history import Version
from db.risk.rules import Rules
from db.words import _
from pages.parts import conflict
from pages.parts.settings_risk_effect import floor

FLOORS = "floors"
KINDS: Mapping[str, type[Choice]] = {"points": Factor, "caps": Group, "starts": Tier}
Differences = Mapping[str, tuple[Any, Any]]


def show(past: Sequence[Version]) -> None:
    if not past:
        return
    with st.expander(_("Earlier versions"), icon=":material/history:"):
        st.caption(_("Every result keeps the version it was worked out by."))
        for each in past:
            with st.container(border=True, gap="xsmall"):
                n = each.number
                head = _("Version {n}, {day}").format(n=n, day=telling.moment(each.at))
                st.markdown(f"**{head}**")
                st.text("　".join((_(each.rules.name), each.by or _("stored by the program"))))
                if each.why:
                    st.text(_(each.why))
                if each.before:
                    differences(each.before, each.rules)


def differences(before: Rules, now: Rules) -> None:
    """One line for each number that is another, as before → now."""
    found = differing(before, now)
    for key, (was, is_) in found.items():
        if key != FLOORS:
            what = label(key)
            words = _("{what}: {before} → {after}").format(what=what, before=_number(was), after=_number(is_))
            st.text(words)
    for each in now.floors:
        if each not in before.floors:
            st.text(_("New: {what}").format(what=floor(each)))
    for each in before.floors:
        if each not in now.floors:
            st.text(_("Taken off: {what}").format(what=floor(each)))


def _number(value: int | None) -> str:
    return _("not used") if value is None else str(value)


def label(key: str) -> str:
    """What a difference is about, in words."""
    part, _dot, name = key.partition(".")
    if part == FLOORS:
        return _("At least, whatever the sum")
    what = _(KINDS[part](name).label)
    match part:
        case "caps":
            return _("Limit of “{what}”").format(what=what)
        case "starts":
            return _("Start of {tier}").format(tier=what)
    return what


def settle(there: Rules, wanted: Rules, opened: Rules, found: Differences, key: str) -> Rules | None:
    """Both values of each number, and both lists of floors; the rules as chosen once the button is pressed.

    What somebody has not touched since the page was opened at `opened` is left as it is stored, unless chosen.
    """
    told = dict(found)
    if FLOORS in told:
        told[FLOORS] = _words(there), _words(wanted)
    labels = {name: label(name) for name in told}
    chosen = conflict.settle(SQLModel, told, key, base=_base(opened), told=labels)
    if chosen is None:
        return None
    return _on_top(there, wanted, {name: value for name, value in chosen.items() if value != told[name][0]})


def _words(rules: Rules) -> list[str]:
    return [floor(each) for each in rules.floors]


def _base(opened: Rules) -> dict[str, Any]:
    numbers = {f"{part}.{key}": n for part in KINDS for key, n in getattr(opened, part).items()}
    return {**numbers, FLOORS: _words(opened)}


def _on_top(there: Rules, wanted: Rules, chosen: Mapping[str, Any]) -> Rules:
    """What stands there now, with what was chosen on top."""
    parts: dict[str, dict[Any, Any]] = {part: dict(getattr(there, part)) for part in KINDS}
    floors = there.floors
    for key, value in chosen.items():
        part, _dot, name = key.partition(".")
        if part == FLOORS:
            known = {floor(each): each for each in (*there.floors, *wanted.floors)}
            floors = tuple(known[words] for words in value)
        elif value is None:
            parts[part].pop(KINDS[part](name), None)
        else:
            parts[part][KINDS[part](name)] = value
    return replace(there, points=parts["points"], caps=parts["caps"], starts=parts["starts"], floors=floors)
