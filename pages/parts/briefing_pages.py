"""A paper's pages as pictures, a few at a time: drawn when they are looked at, and kept while the paper is the same."""

import hashlib

import streamlit as st

from db.words import _
from pages.parts import look, state
from reports.preview import pages

BESIDE = 2  # pages side by side; one on a phone


@st.fragment
def show(content: bytes, count: int, key: str) -> None:
    """Turning a page draws nothing but the pages."""
    step = 1 if look.on_a_phone() else BESIDE
    first = min(state.value(f"{key}.first", 1), max(count - 1, 0) // step * step + 1)
    numbers = range(first, min(first + step, count + 1))
    for place, picture in zip(st.columns(step, gap="small"), _pictures(content, numbers, key), strict=False):
        place.image(picture, width="stretch")
    if count > step:
        with look.beside():
            _turn(_("Page back"), "chevron_left", f"{key}.back", first > 1, key, first - step)
            last = numbers[-1]
            told = _("Page {first} of {n}") if last == first else _("Pages {first} to {last} of {n}")
            st.caption(look.plain(told.format(first=first, last=last, n=count)), width="content")
            _turn(_("Page on"), "chevron_right", f"{key}.on", last < count, key, first + step)


def _turn(label: str, icon: str, button: str, may: bool, key: str, to: int) -> None:
    st.button(
        label,
        icon=f":material/{icon}:",
        type="tertiary",
        disabled=not may,
        key=button,
        on_click=state.put,
        args=(f"{key}.first", to),
    )


def _pictures(content: bytes, numbers: range, key: str) -> list[bytes]:
    paper = hashlib.sha256(content).hexdigest()
    held: tuple[str, dict[int, bytes]] = state.value(f"{key}.pictures", ("", {}))
    there = held[1] if held[0] == paper else {}
    if missing := [n for n in numbers if n not in there]:
        there = there | dict(zip(missing, pages(content, missing), strict=True))
        state.put(f"{key}.pictures", (paper, there))
    return [there[n] for n in numbers]
