"""The pieces every screen is made of."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.choices import Tier
from db.words import _
from pages.parts.paint import shade
from reports.colours import Theme, theme

MARK, SMALL_MARK = (str(Path(__file__).with_name(name)) for name in ("mark.svg", "mark_small.svg"))


def colours() -> Theme:
    return theme(is_dark=st.context.theme.type == "dark")


def on_a_phone() -> bool:
    """Streamlit tells no width; the browser says what it is. Every layout must survive a wrong guess."""
    return "Mobile" in (st.context.headers.get("User-Agent") or "")


def head(title: str, line: str) -> DeltaGenerator:
    """The title, one line of facts under it, and a place on the right for the one action."""
    row = st.container(horizontal=True, vertical_alignment="bottom", gap="medium")
    with row.container(width="stretch", gap=None):
        st.title(title, anchor=False)
        st.caption(plain(line))
    return row.container(horizontal=True, width="content")


def section(title: str, count: str = "") -> None:
    with beside():
        st.subheader(title, anchor=False, width="content")
        if count:
            st.caption(plain(count), width="content")


def beside(gap: Any = "small") -> DeltaGenerator:
    """Small things in one line, as wide as they need."""
    return st.container(horizontal=True, vertical_alignment="center", gap=gap, width="content")


def row() -> DeltaGenerator:
    """One line of a list: its words on the left take the room, its buttons on the right keep theirs."""
    return st.container(horizontal=True, vertical_alignment="center", gap="small", wrap=False)


def words() -> DeltaGenerator:
    return st.container(gap=None, width="stretch")


def tier(level: Tier | None) -> None:
    """A tier is always a word in a coloured tag, never a colour alone."""
    if level is None:
        st.badge(_("Not assessed"), color="gray", icon=":material/help:")
    else:
        st.badge(plain(_(level.label)), color=shade(level))


def late(days: int) -> None:
    """Past a promise or a planned day: a red badge with a clock."""
    words = days_late(days)
    st.badge(words, color="red", icon=":material/schedule:")


def days_late(days: int) -> str:
    return _("1 day late") if days == 1 else _("{n} days late").format(n=days)


def tier_column(label: str | None = None) -> Any:
    return st.column_config.MultiselectColumn(
        label, options=[_(t.label) for t in Tier], color=colours().tags, width="small"
    )


def fact(label: str, value: str) -> None:
    """What it is, small; then what was written, as plain text."""
    with st.container(gap=None):
        st.caption(label)
        st.text(value)


def nothing(sentence: str, icon: str, action: str | None = None, key: str | None = None) -> bool:
    """An empty place says what to do next; true when its button was pressed."""
    with st.container(border=True, horizontal_alignment="center", gap="small"):
        st.space("small")
        st.markdown(f":material/{icon}: {sentence}", width="content")
        pressed = bool(action) and st.button(action or "", key=key)
        st.space("small")
    return pressed


Deeds = Sequence[tuple[str, Callable[[], None]]]


def menu(label: str, deeds: Deeds, key: str, *, icon: str = "", kind: Any = "tertiary") -> None:
    """Deeds that are needed seldom, behind one button; it shuts before what was chosen opens."""
    symbol = f":material/{icon}:" if icon else None
    words = [plain(each) for each, _deed in deeds]
    chosen = st.menu_button(
        label, list(range(len(deeds))), icon=symbol, type=kind, format_func=words.__getitem__, key=key
    )
    if chosen is not None:
        deeds[chosen][1]()


def problems(sentences: Sequence[str]) -> None:
    """What is wrong with what was typed, one sentence a line."""
    with st.container(border=True, gap=None):
        for sentence in sentences:
            st.text(sentence)


def saved(what: str, when: str) -> None:
    """A save says so, with the time."""
    sentence = _("**{time} saved**　{what}").format(time=when, what=plain(what))
    st.toast(sentence, icon=":material/check_circle:", duration="long")


# Links and icons that the browser makes after it has read the marks, where a backslash no longer helps: http://, www.,
# name@place, :material/lock:, :smile:. A joiner that nobody sees stands in between and leaves them text.
MADE_LATER = re.compile(r"(?<=http)(?=s?://)|(?<=www)(?=\.)|(?<=\w)(?=@)|(?<=:)(?=[a-z+-][\w/+-]*:)", re.IGNORECASE)
JOINER = "\u2060"


def plain(text: str) -> str:
    """Text for a place that reads Markdown: whatever could be markup stands as it was typed.

    The options of a selectbox or multiselect are no such place: there a backslash would be seen (3\\#楼).
    """
    text = MADE_LATER.sub(JOINER, text)
    for mark in "\\`*_{}[]()<>#+-!|~:$&":
        text = text.replace(mark, "\\" + mark)
    return text
