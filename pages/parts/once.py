"""A password that was just made: stored nowhere, so it stays on screen until somebody has noted it."""

import streamlit as st

from db.words import _
from pages.parts import look, state

KEPT = "once.password"


def keep(sentence: str, password: str) -> None:
    """To be shown on the next page that is drawn, whichever it is."""
    state.put(KEPT, (sentence, password))


def show() -> None:
    kept = state.value(KEPT)
    if not kept:
        return
    sentence, password = kept
    with st.container(border=True, gap="small"):
        st.text(sentence)
        with look.beside():
            st.code(password, language=None, width="content")
            if st.button(_("I have noted it"), key="once.noted"):
                state.drop(KEPT)
                st.rerun()
