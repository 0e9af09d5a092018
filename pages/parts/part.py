"""A page of several parts: which one is shown stands in its address, and each needs a right of its own."""

from collections.abc import Mapping

import streamlit as st

from db.rights import Person, Right
from db.words import _


def ask(person: Person, parts: Mapping[str, tuple[str, Right]], key: str) -> str:
    """The part that is chosen, among those this person may see. `parts`: its name (untranslated) and its right."""
    open_to = [part for part, (_name, right) in parts.items() if person.may(right)]
    asked = st.query_params.get("part", "")
    chosen: str = st.pills(
        _("Part"),
        open_to,
        default=asked if asked in open_to else open_to[0],
        required=True,
        format_func=lambda part: _(parts[part][0]),
        label_visibility="collapsed",
        key=key,
    )
    if chosen != st.query_params.get("part", open_to[0]):
        st.query_params["part"] = chosen
    return chosen
