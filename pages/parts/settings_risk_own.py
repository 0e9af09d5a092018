"""Own numbers: where tiers begin, what sets one at the least, and what each factor weighs, by group."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from db.changes import risk_rules as change
from db.choices import Factor, Group, Tier
from db.risk import rules as delivered
from db.risk.rules import MOST, PRESETS, WEIGHTS, Floor, Rules, Weight
from db.words import _
from pages.parts import look, state
from pages.parts.form import KEEP
from pages.parts.settings_risk_effect import floor

FLOORS = list(dict.fromkeys(each for preset in PRESETS.values() for each in preset.floors))


def ask(there: Rules, version: int) -> Rules:
    """The rules as they are typed. One group is drawn at a time; what was typed into the others stays."""
    places = dict[str, Any]()
    with st.container(border=True, gap="small"):
        starts = {tier: _start(there.starts[tier], tier, version, places) for tier in Tier if tier in there.starts}
    floors = _floors(there, version)
    st.markdown(f"**{_('Points')}**")
    st.caption(_("Within a group points add up to its limit; 0: does not count."))
    group = st.pills(
        _("Group"),
        list(Group),
        default=Group.LIVING,
        required=True,
        format_func=lambda each: look.plain(_(each.label)),
        label_visibility="collapsed",
        wrap=True,
        key=f"settings.risk.group.{version}",
    )
    with st.container(border=True, gap="small"):
        _group(group or Group.LIVING, there, version, places)
    points = {factor: _held(_key("points", factor, version), there.points[factor]) for factor in Factor}
    caps = {each: _held(_key("caps", each, version), there.caps[each]) for each in Group}
    wanted = Rules(there.name, there.source, points, caps, starts, floors)
    for key, sentence in change.told(delivered.wrong(wanted)).items():
        if key in places:
            with places[key]:
                st.error(look.plain(sentence))
    return wanted


def _key(part: str, what: str, version: int) -> str:
    return f"settings.risk.{part}.{what}.{version}"


def _held(key: str, there: int) -> int:
    """What a number holds by now, also where it is not drawn."""
    value = state.value(key)
    return there if value is None else int(value)


def _start(there: int, tier: Tier, version: int, places: dict[str, Any]) -> int:
    with st.container(gap="xsmall"):
        with look.row():
            with look.words(), look.beside():
                look.tier(tier)
                words = _("from so many points")
                st.caption(words, width="content")
            found = _number(f"{_(tier.label)} {words}", there, _key("starts", tier, version), least=1)
        places[tier] = st.container()
    return found


def _floors(there: Rules, version: int) -> tuple[Floor, ...]:
    st.markdown(f"**{_('At least, whatever the sum')}**")
    known = [*there.floors, *(each for each in FLOORS if each not in there.floors)]
    with st.container(gap="xsmall"):
        return tuple(
            each
            for place, each in enumerate(known)
            if st.toggle(
                look.plain(floor(each)),
                value=each in there.floors,
                persist_state=KEEP,
                key=_key("floors", str(place), version),
            )
        )


def _group(group: Group, there: Rules, version: int, places: dict[str, Any]) -> None:
    """Its limit, then its factors: what each means, where that comes from, and its points."""
    with look.row():
        with look.words():
            st.text(_("Limit of this group"))
            st.caption(_("One trouble told five ways counts once."))
        _number(_("Limit of this group"), there.caps[group], _key("caps", group, version))
    for factor, weight in _of(group).items():
        with st.container(gap="xsmall"):
            with look.row():
                with look.words():
                    label = _(factor.label)
                    st.text(label)
                    st.caption(look.plain(f"{_(weight.reason)}　{_('Source: {what}').format(what=_(weight.source))}"))
                _number(label, there.points[factor], _key("points", factor, version))
            places[factor] = st.container()


def _of(group: Group) -> Mapping[Factor, Weight]:
    return {factor: weight for factor, weight in WEIGHTS.items() if weight.group is group}


def _number(label: str, value: int, key: str, *, least: int = 0) -> int:
    found = st.number_input(
        look.plain(label),
        least,
        MOST,
        value,
        step=1,
        width=130,
        label_visibility="collapsed",
        persist_state=KEEP,
        key=key,
    )
    return int(found)
