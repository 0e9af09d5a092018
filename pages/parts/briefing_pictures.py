"""The pictures this tab has taken into its briefing, in the order they came."""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from db.briefing import Briefing
from db.pictures import PictureAsked
from db.words import _
from pages.parts import look, state
from reports.pictures import title_of

KEY = "briefing.pictures"
MOST = 6


def taken() -> tuple[PictureAsked, ...]:
    found: tuple[PictureAsked, ...] = state.value(KEY, ())
    return found


def take_in(asked: PictureAsked) -> bool:
    """False when no more go in. The same picture asked for again moves to the end."""
    rest = tuple(each for each in taken() if each != asked)
    if len(rest) >= MOST:
        return False
    state.put(KEY, (*rest, asked))
    return True


def take_out(asked: PictureAsked) -> None:
    state.put(KEY, tuple(each for each in taken() if each != asked))


def show(place: DeltaGenerator, found: Briefing) -> None:
    """Which pictures the paper holds, and which this audience does not get; each can be taken out."""
    if not taken():
        return
    with place, st.container(border=True, gap="small"):
        st.caption(_("Pictures in the briefing: {n}").format(n=len(found.figures)))
        for number, figure in enumerate(found.figures):
            if figure.asked in found.asked.pictures:
                _line(figure.asked, title_of(figure), "", f"briefing.picture.{number}")
            else:
                _words(title_of(figure), _("By itself, as most is to be done there; another front view replaces it."))
        for number, unseen in enumerate(found.figures_left_out):
            words = _("Left out: {why}").format(why=_(unseen.why))
            _line(unseen.asked, _(unseen.asked.picture.label), words, f"briefing.unseen.{number}")


def _line(asked: PictureAsked, title: str, why: str, key: str) -> None:
    with look.row():
        _words(title, why)
        st.button(_("Take out"), type="tertiary", key=key, on_click=take_out, args=(asked,))


def _words(title: str, below: str) -> None:
    with look.words():
        st.text(title)
        if below:
            st.caption(look.plain(below))
