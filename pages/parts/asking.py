"""What the register is asked: held by its widgets, written into the address, and cleared in one click."""

from collections.abc import Collection
from dataclasses import replace
from typing import Any

import streamlit as st

from db.queries.asked import Asked
from db.queries.offered import Offered
from pages.parts import address, look, state

HOUSEHOLDS, VISITS = "households", "visits"
UNSEEN = (7, 30, 60, 90, 180, 365)
TEXT, SHOW = "register.text", "register.show"
ROUND, TURN = "register.round", "register.turn"  # counted up: all conditions away, and back to the first page
NAMES = (
    "building_ids",
    "kinds",
    "tiers",
    "risks",
    "responsible_id",
    "states",
    "visited_from",
    "visited_to",
    "not_seen_days",
    "outcomes",
    "only",
    "order",
)
UNSET = object()


def is_visits() -> bool:
    return bool(state.value(SHOW, st.query_params.get("show")) == VISITS)


def remember(asked: Asked) -> None:
    """Write what is asked into the address."""
    told = address.written(asked) | ({"show": VISITS} if is_visits() else {})
    if st.query_params.to_dict() != told:
        st.query_params.from_dict(told)


def clear() -> None:
    """Every condition away, with widgets of a new round; which list is shown stays."""
    st.query_params.from_dict({"show": VISITS} if is_visits() else {})
    state.put(ROUND, state.value(ROUND, 0) + 1)
    state.put(TURN, state.value(TURN, 0) + 1)
    state.put(TEXT, "")


def to_first_page() -> None:
    """Another question begins at its first page."""
    state.put(TURN, state.value(TURN, 0) + 1)
    if "page" in st.query_params:
        del st.query_params["page"]


def turn(pages: int, number: int) -> None:
    """The pager. `number` is the page shown."""
    st.pagination(pages, default=number, max_visible_pages=5 if look.on_a_phone() else 9, key=pager())


def pager() -> str:
    return f"register.page.{state.value(TURN, 0)}"


def key(name: str) -> str:
    return f"register.{name}.{state.value(ROUND, 0)}"


def held(there: Asked) -> Asked:
    """What the widgets hold, or what the address says where they have not been drawn yet."""
    told: dict[str, Any] = {}
    for name in NAMES:
        value = state.value(key(name), UNSET)
        if value is not UNSET:
            told[name] = tuple(value) if isinstance(value, list) else value
    return replace(there, **told)


def known_only(asked: Asked, offered: Offered) -> Asked:
    """An address may be older than the estate: what is not offered any more is not asked for."""
    several: dict[str, Collection[Any]] = {
        "building_ids": offered.buildings,
        "kinds": offered.kinds,
        "tiers": offered.tiers,
        "risks": offered.risks,
    }
    one: dict[str, Collection[Any]] = {"responsible_id": offered.per_staff, "not_seen_days": UNSEEN}
    kept: dict[str, Any] = {
        name: tuple(value for value in getattr(asked, name) if value in known) for name, known in several.items()
    }
    kept |= {name: getattr(asked, name) if getattr(asked, name) in known else None for name, known in one.items()}
    return replace(asked, **kept)
