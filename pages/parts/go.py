"""From one screen to another."""

from collections.abc import Mapping
from typing import NoReturn

import streamlit as st


def to(page: str, query: Mapping[str, str | int] | None = None) -> NoReturn:
    """Open a page's file, with what stands in its address; nothing of the address left behind goes along."""
    st.switch_page(f"{page}.py", query_params={name: str(value) for name, value in (query or {}).items()})


def household(no: int) -> NoReturn:
    to("household", {"no": no})


def number_asked(name: str = "no") -> int | None:
    """A number that stands in this page's address; None when there is none or it is no number."""
    told = st.query_params.get(name, "")
    return int(told) if told.isdecimal() and len(told) < 10 else None


def here(query: Mapping[str, str | int] | None = None) -> NoReturn:
    """The same page, with something else in its address."""
    st.query_params.from_dict({name: str(value) for name, value in (query or {}).items()})
    st.rerun()


def remember(name: str, value: int) -> None:
    """Put into the address where one is on this page: it is there again after a reload or a restart."""
    if st.query_params.get(name) != str(value):
        st.query_params[name] = str(value)
