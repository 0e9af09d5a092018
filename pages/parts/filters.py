"""The filters of the register: drawn with their numbers, kept in the address, cleared in one click."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

import streamlit as st

from db.choices import HouseholdState, Outcome
from db.fields import Choice
from db.queries.asked import Asked, Order
from db.queries.offered import Offered
from db.rights import Person, Right
from db.words import N_, _
from pages.parts import address, look, state
from pages.parts.look import plain

HOUSEHOLDS, VISITS = "households", "visits"
SHOWN = {HOUSEHOLDS: N_("By household"), VISITS: N_("By visit")}
UNSEEN = (7, 30, 60, 90, 180, 365)
FEW_BUILDINGS = 8  # that stand as pills
ORDERS = {
    Order.CARE: N_("Closest tier first, longest unseen first"),
    Order.MET: N_("Longest unseen first"),
    Order.RISK: N_("Gravest risk first"),
    Order.DOOR: N_("By door"),
    Order.NUMBER: N_("By archive number"),
}
TEXT = "register.text"
ROUND, AT = "register.round", "register.at"  # each new question gets a pager of its own, beginning at a page
KEYS = {
    "building_ids": "register.building",
    "kinds": "register.kind",
    "tiers": "register.tier",
    "risks": "register.risk",
    "responsible_id": "register.staff",
    "states": "register.state",
    "visited_from": "register.from",
    "visited_to": "register.to",
    "not_seen_days": "register.unseen",
    "outcomes": "register.outcome",
    "order": "register.order",
    "show": "register.show",
}


def seed() -> None:
    """Put what stands in the address into the widgets, before they are drawn for the first time."""
    if state.value(KEYS["show"]) is None:
        _put(address.read(st.query_params.to_dict()))
        state.put(AT, address.read(st.query_params.to_dict()).page)
        state.put(KEYS["show"], VISITS if st.query_params.get("show") == VISITS else HOUSEHOLDS)


def clear() -> None:
    """Every condition away; which list is shown stays."""
    to_first_page()
    _put(Asked())
    state.put(TEXT, "")


def _put(asked: Asked) -> None:
    for name, key in KEYS.items():
        if name != "show":
            value = getattr(asked, name)
            state.put(key, list(value) if isinstance(value, tuple) else value)


def to_first_page() -> None:
    """Another question begins at its first page."""
    state.put(ROUND, state.value(ROUND, 0) + 1)
    state.put(AT, 1)


def turn(pages: int, number: int) -> None:
    """The pager. `number` is the page shown."""
    st.pagination(pages, default=number, max_visible_pages=5 if look.on_a_phone() else 9, key=_pager())


def _pager() -> str:
    return f"register.page.{state.value(ROUND, 0)}"


def ask(viewer: Person, offered: Offered, today: date, size: int) -> tuple[Asked, bool]:
    """What is asked for, and whether visits are asked for instead of households."""
    seed()
    _known_only(offered)
    is_phone = look.on_a_phone()
    text = _text(None) if is_phone else ""
    drawer = st.popover(_("Filter"), icon=":material/tune:", width="stretch") if is_phone else st.container()
    with drawer:
        with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
            text = text if is_phone else _text(260)
            if viewer.may(Right.SEE_PEOPLE):
                _several(_("Kind of hardship"), "kinds", offered.kinds, _("All kinds"), 260)
            _one(_("Responsible visitor"), "responsible_id", offered.per_staff, offered.staff, 160)
            with st.container() if is_phone else st.popover(_more_label(), icon=":material/tune:"):
                _more(viewer, offered, today)
        with st.container(horizontal=True, gap="medium"):
            _buildings(offered)
            _pills(_("Tier"), "tiers", offered.tiers, _("Not assessed"))
    page = state.value(_pager()) or state.value(AT, 1)
    return replace(_asked(), text=text, size=size, page=page), state.value(KEYS["show"]) == VISITS


def _asked() -> Asked:
    """The answers of all widgets but the search box."""
    held = {name: state.value(key) for name, key in KEYS.items() if name != "show"}
    told: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in held.items()}
    return Asked(**{name: value for name, value in told.items() if value is not None})


def remember(asked: Asked, is_visits: bool) -> None:
    """Write what is asked into the address."""
    told = address.written(asked) | ({"show": VISITS} if is_visits else {})
    if st.query_params.to_dict() != told:
        st.query_params.from_dict(told)


def is_set() -> bool:
    """Whether anything narrows the list down."""
    return bool(state.value(TEXT)) or bool(_asked().named())


def _known_only(offered: Offered) -> None:
    """An address may be older than the estate: what is not offered any more is not asked for."""
    there: dict[str, Collection[Any]] = {
        "building_ids": offered.buildings,
        "kinds": offered.kinds,
        "tiers": offered.tiers,
        "risks": offered.risks,
        "responsible_id": offered.per_staff,
        "not_seen_days": UNSEEN,
    }
    for name, known in there.items():
        held = state.value(KEYS[name])
        if isinstance(held, list) and not all(value in known for value in held):
            state.put(KEYS[name], [value for value in held if value in known])
        elif held is not None and not isinstance(held, list) and held not in known:
            state.put(KEYS[name], None)


def _text(width: int | None) -> str:
    return st.text_input(
        _("Find a person or a door"),
        placeholder=_("3-1202, or part of a name"),
        help=_("Names, doors, phones and every word of a visit. What is typed here is not kept in the address."),
        icon=":material/search:",
        width=width or "stretch",
        key=TEXT,
        live="500ms",
        on_change=to_first_page,
        persist_state="session",
    )


def _label(words: str, n: int | None) -> str:
    return f"{plain(words)} {n}" if n else plain(words)


def _several(label: str, name: str, counts: Mapping[Any, int], none: str, width: Any = "stretch") -> None:
    st.multiselect(
        label,
        list(counts),
        format_func=lambda value: _label(_word(value), counts[value]),
        placeholder=none,
        width=width,
        key=KEYS[name],
        on_change=to_first_page,
    )


def _pills(label: str, name: str, counts: Mapping[Any, int], unknown: str) -> None:
    st.pills(
        label,
        list(counts),
        selection_mode="multi",
        format_func=lambda value: _label(unknown if value is None else _word(value), counts[value]),
        key=KEYS[name],
        on_change=to_first_page,
    )


def _buildings(offered: Offered) -> None:
    """Few stand side by side, many are searched."""
    told: dict[str, Any] = {
        "options": list(offered.buildings),
        "format_func": lambda key: _label(offered.buildings[key], offered.per_building.get(key)),
        "key": KEYS["building_ids"],
        "on_change": to_first_page,
    }
    if len(offered.buildings) <= FEW_BUILDINGS:
        st.pills(_("Building"), selection_mode="multi", **told)
    else:
        st.multiselect(_("Building"), placeholder=_("All buildings"), width=260, **told)


def _one(label: str, name: str, counts: Mapping[int, int], names: Mapping[int, str], width: Any) -> None:
    st.selectbox(
        label,
        [key for key in names if key in counts],
        index=None,
        format_func=lambda key: _label(names[key], counts[key]),
        placeholder=_("All"),
        width=width,
        key=KEYS[name],
        on_change=to_first_page,
    )


def _more_label() -> str:
    """Says how many of the conditions behind it are set."""
    n = len(set(_asked().named()) & {"not_seen_days", "visited_from", "visited_to", "outcomes", "risks", "states"})
    return _("More conditions: {n} set").format(n=n) if n else _("More conditions")


def _more(viewer: Person, offered: Offered, today: date) -> None:
    st.selectbox(
        _("Not seen for"),
        UNSEEN,
        index=None,
        format_func=lambda days: _("{n} days or more").format(n=days),
        placeholder=_("Any time"),
        key=KEYS["not_seen_days"],
        on_change=to_first_page,
    )
    with st.container(horizontal=True):
        _day(_("Last visit from"), "visited_from", today)
        _day(_("to"), "visited_to", today)
    _choices(_("Last outcome"), "outcomes", Outcome)
    if viewer.may(Right.SEE_PEOPLE):
        _pills(_("Gravest risk last seen"), "risks", offered.risks, _("Not recorded"))
    _choices(_("State of the file"), "states", HouseholdState)


def _day(label: str, name: str, today: date) -> None:
    st.date_input(label, None, max_value=today, format="YYYY-MM-DD", key=KEYS[name], on_change=to_first_page, width=150)


def _choices(label: str, name: str, choice: type[Choice]) -> None:
    st.pills(label, list(choice), selection_mode="multi", format_func=_word, key=KEYS[name], on_change=to_first_page)


def _word(value: Choice) -> str:
    return _(value.label)


def ask_order() -> None:
    st.selectbox(
        _("Order"),
        list(ORDERS),
        format_func=lambda each: _(ORDERS[each]),
        label_visibility="collapsed",
        width=260,
        persist_state="page",
        key=KEYS["order"],
        on_change=to_first_page,
    )


def ask_which() -> None:
    st.segmented_control(
        _("Show"),
        list(SHOWN),
        format_func=lambda each: _(SHOWN[each]),
        required=True,
        label_visibility="collapsed",
        key=KEYS["show"],
        on_change=to_first_page,
    )
