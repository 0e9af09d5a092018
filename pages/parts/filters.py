"""The filters of the register, drawn with their numbers."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from db.choices import HouseholdState, Outcome
from db.fields import Choice
from db.queries.asked import OF_PEOPLE, Asked, Only, Order
from db.queries.offered import Offered
from db.queries.told_filters import ONLY
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import address, asking, look, state
from pages.parts.look import plain

SHOWN = {asking.HOUSEHOLDS: N_("By household"), asking.VISITS: N_("By visit")}
FEW_BUILDINGS = 8  # that stand as pills
ORDERS = {
    Order.CARE: N_("Closest tier first, longest unseen first"),
    Order.MET: N_("Longest unseen first"),
    Order.RISK: N_("Highest risk score first"),
    Order.DOOR: N_("By door"),
    Order.NUMBER: N_("By archive number"),
}


def ask(viewer: Person, offered: Offered, today: date, size: int) -> tuple[Asked, bool]:
    """What is asked for, and whether visits are asked for instead of households.

    The address is what a widget shows first; from then on the widget is asked, and the address follows it.
    Values are never pushed into widgets: one that stands in a closed drawer would not hear of it.
    """
    there = asking.known_only(address.read(st.query_params.to_dict()), offered)
    held = asking.held(there)
    is_phone = look.on_a_phone()
    text = _text(None) if is_phone else ""
    drawer = st.popover(_("Filter"), icon=":material/tune:", width="stretch") if is_phone else st.container()
    with drawer:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            text = text if is_phone else _text(260)
            if viewer.may(Right.SEE_PEOPLE):
                _several(_("Kind of hardship"), "kinds", held, offered.kinds, _("All kinds"), 260)
            _one(_("Responsible visitor"), "responsible_id", held, offered.per_staff, offered.staff, 160)
            with st.container() if is_phone else st.popover(_more_label(held), icon=":material/tune:"):
                _more(viewer, offered, held, today)
        with st.container(horizontal=True, gap="medium"):
            _buildings(offered, held)
            _pills(_("Tier"), "tiers", held, offered.tiers, _("Not assessed"))
            _only(viewer, held)
    page = state.value(asking.pager()) or there.page
    return replace(held, text=text, size=size, page=page), asking.is_visits()


def _text(width: int | None) -> str:
    return st.text_input(
        _("Find a person or a door"),
        placeholder=_("3-1202, or part of a name"),
        help=_("Names, doors, phones and every word of a visit. What is typed here is not kept in the address."),
        icon=":material/search:",
        width=width or "stretch",
        key=asking.TEXT,
        live="500ms",
        on_change=asking.to_first_page,
        persist_state="session",
    )


def _label(words: str, n: int | None) -> str:
    return f"{words} {n}" if n else words


def _several(label: str, name: str, held: Asked, counts: Mapping[Any, int], none: str, width: Any) -> None:
    st.multiselect(
        label,
        list(counts),
        default=list(getattr(held, name)),
        format_func=lambda value: _label(_word(value), counts[value]),
        placeholder=none,
        width=width,
        key=asking.key(name),
        on_change=asking.to_first_page,
    )


def _pills(label: str, name: str, held: Asked, counts: Mapping[Any, int], unknown: str) -> None:
    st.pills(
        label,
        list(counts),
        selection_mode="multi",
        default=list(getattr(held, name)),
        format_func=lambda value: plain(_label(unknown if value is None else _word(value), counts[value])),
        key=asking.key(name),
        on_change=asking.to_first_page,
    )


def _only(viewer: Person, held: Asked) -> None:
    options = [one for one in Only if one not in OF_PEOPLE or viewer.may(Right.SEE_PEOPLE)]
    st.pills(
        _("Only"),
        options,
        selection_mode="multi",
        default=[one for one in held.only if one in options],
        format_func=lambda one: _(ONLY[one]),
        key=asking.key("only"),
        on_change=asking.to_first_page,
    )


def _buildings(offered: Offered, held: Asked) -> None:
    """Few stand side by side, many are searched."""
    words = {one: _label(name, offered.per_building.get(one)) for one, name in offered.buildings.items()}
    told: dict[str, Any] = {
        "options": list(words),
        "default": list(held.building_ids),
        "key": asking.key("building_ids"),
        "on_change": asking.to_first_page,
    }
    if len(offered.buildings) <= FEW_BUILDINGS:
        st.pills(_("Building"), selection_mode="multi", format_func=lambda one: plain(words[one]), **told)
    else:
        label, every = _("Building"), _("All buildings")
        st.multiselect(label, placeholder=every, width=260, format_func=words.__getitem__, **told)


def _one(label: str, name: str, held: Asked, counts: Mapping[int, int], names: Mapping[int, str], width: Any) -> None:
    known = [one for one in names if one in counts]
    value = getattr(held, name)
    st.selectbox(
        label,
        known,
        index=known.index(value) if value in known else None,
        format_func=lambda one: _label(names[one], counts[one]),
        placeholder=_("All"),
        width=width,
        key=asking.key(name),
        on_change=asking.to_first_page,
    )


def _more_label(held: Asked) -> str:
    """Says how many of the conditions behind it are set."""
    n = len(set(held.named()) & {"not_seen_days", "visited_from", "visited_to", "outcomes", "risks", "states"})
    return _("More conditions: {n} set").format(n=n) if n else _("More conditions")


def _more(viewer: Person, offered: Offered, held: Asked, today: date) -> None:
    st.selectbox(
        _("Not seen for"),
        asking.UNSEEN,
        index=asking.UNSEEN.index(held.not_seen_days) if held.not_seen_days in asking.UNSEEN else None,
        format_func=lambda days: _("{n} days or more").format(n=days),
        placeholder=_("Any time"),
        key=asking.key("not_seen_days"),
        on_change=asking.to_first_page,
    )
    with st.container(horizontal=True):
        _day(_("Last visit from"), "visited_from", held, today)
        _day(_("to"), "visited_to", held, today)
    _choices(_("Last outcome"), "outcomes", held, Outcome)
    if viewer.may(Right.SEE_PEOPLE):
        _pills(_("Gravest risk last seen"), "risks", held, offered.risks, _("Not recorded"))
    _choices(_("State of the file"), "states", held, HouseholdState)


def _day(label: str, name: str, held: Asked, today: date) -> None:
    value = getattr(held, name)
    st.date_input(
        label,
        min(value, today) if value else None,
        max_value=today,
        format="YYYY-MM-DD",
        key=asking.key(name),
        on_change=asking.to_first_page,
        width=150,
    )


def _choices(label: str, name: str, held: Asked, choice: type[Choice]) -> None:
    st.pills(
        label,
        list(choice),
        selection_mode="multi",
        default=list(getattr(held, name)),
        format_func=_word,
        key=asking.key(name),
        on_change=asking.to_first_page,
    )


def _word(value: Choice) -> str:
    return _(value.label)


def ask_order(asked: Asked) -> None:
    st.selectbox(
        _("Order"),
        list(ORDERS),
        index=list(ORDERS).index(asked.order),
        format_func=lambda each: _(ORDERS[each]),
        label_visibility="collapsed",
        width=260,
        persist_state="page",
        key=asking.key("order"),
        on_change=asking.to_first_page,
    )


def ask_which() -> None:
    st.segmented_control(
        _("Show"),
        list(SHOWN),
        default=asking.VISITS if asking.is_visits() else asking.HOUSEHOLDS,
        format_func=lambda each: _(SHOWN[each]),
        required=True,
        label_visibility="collapsed",
        key=asking.SHOW,
        on_change=asking.to_first_page,
    )
