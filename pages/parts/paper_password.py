"""A password for a file that leaves the house; kept nowhere."""

import streamlit as st

from db.words import _
from pages.parts import look
from reports.locked import why_not


def ask(key: str) -> str:
    """What opens the PDF; empty: anybody. One that some readers would not take is refused here."""
    with st.popover(_("With a password"), icon=":material/lock:", width="stretch"):
        typed = st.text_input(_("Password that opens the PDF"), type="password", max_chars=60, key=key)
        refused = why_not(typed)
        if refused:
            st.error(look.plain(refused))
        elif typed:
            st.caption(_("The PDF opens only with it. It is kept nowhere: tell it to the receiver another way."))
    return "" if refused else typed
