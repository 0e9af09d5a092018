"""Two people wrote into one record: both texts side by side, and the choice for each field."""

from collections.abc import Mapping
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import privacy
from db.fields import field_of
from db.words import N_, _
from pages.parts import look, state

THEIRS, MINE, BOTH = "theirs", "mine", "both"
LABELS = {THEIRS: N_("Stored now"), MINE: N_("Mine"), BOTH: N_("Both, one after the other")}


def settle(
    model: type[SQLModel],
    differences: Mapping[str, tuple[Any, Any]],
    key: str,
    *,
    base: Mapping[str, Any] | None = None,
    told: Mapping[str, str] | None = None,
) -> dict[str, Any] | None:
    """Show what differs. Gives the chosen value of each differing field once the button is pressed, else None.

    One's own words are chosen beforehand, save where one has not touched them: what stood there when the form was
    opened is `base`. `told` are labels of what is no field of the model.
    """
    st.error(
        _("Somebody saved this while you were writing. Nothing is overwritten: choose for each field."),
        icon=":material/call_merge:",
    )
    with st.container(horizontal=True):
        for choice, label in ((THEIRS, _("Take all stored ones")), (MINE, _("Take all of mine"))):
            st.button(label, on_click=_choose_all, args=(differences, key, choice), key=f"{key}.all.{choice}")
    for name, (theirs, mine) in differences.items():
        with st.container(border=True, gap="small"):
            label = _label(model, name, told or {})
            st.markdown(f"**{label}**")
            left, right = st.columns(2)
            with left:
                look.fact(_(LABELS[THEIRS]), text(theirs) or _("(empty)"))
            with right:
                look.fact(_(LABELS[MINE]), text(mine) or _("(empty)"))
            st.segmented_control(
                _("Keep"),
                [THEIRS, MINE, BOTH] if _joinable(theirs, mine) else [THEIRS, MINE],
                default=THEIRS if _untouched(name, mine, base) else MINE,
                required=True,
                format_func=lambda choice: _(LABELS[choice]),
                key=f"{key}.{name}",
                label_visibility="collapsed",
            )
    if st.button(_("Save as chosen"), type="primary", icon=":material/check:", key=f"{key}.save"):
        return {name: _chosen(state.value(f"{key}.{name}"), *pair) for name, pair in differences.items()}
    return None


def _untouched(name: str, mine: Any, base: Mapping[str, Any] | None) -> bool:
    return base is not None and (mine or None) == (base.get(name) or None)


def _choose_all(differences: Mapping[str, Any], key: str, choice: str) -> None:
    for name in differences:
        state.put(f"{key}.{name}", choice)


def _label(model: type[SQLModel], name: str, told: Mapping[str, str]) -> str:
    return look.plain(told[name] if name in told else _(field_of(model, name).show.label))


def text(value: Any) -> str:
    return privacy.text(value)


def _joinable(theirs: Any, mine: Any) -> bool:
    """Two texts can stand one after the other, two lists be put together."""
    return all(type(value) is str and value for value in (theirs, mine)) or (
        isinstance(theirs, list) and isinstance(mine, list) and bool(theirs) and bool(mine)
    )


def _chosen(choice: str, theirs: Any, mine: Any) -> Any:
    if choice == THEIRS:
        return theirs
    if choice == MINE:
        return mine
    if isinstance(theirs, list):
        return [*theirs, *(value for value in mine if value not in theirs)]
    return f"{theirs}\n{mine}"
