"""A password for a file that leaves the house; kept nowhere."""

import streamlit as st

from db.words import _
from pages.parts import look
from reports.locked import why_not


def ask(key: str) -> str:
    """What opens the PDF; empty: anybody."""
    with st.popover(_("With a password"), icon=":material/lock:", width="stretch"):
        said = _("The PDF opens only with it. It is kept nowhere: tell it to the receiver another way.")
        return typed(_("Password that opens the PDF"), said, key)


def typed(label: str, said: str, key: str) -> str:
    """The field itself, and `said` below it once it holds a password that will do.

    One that some readers would not take comes back too: a file is then not made at all (`is_refused`), never open.
    """
    # Live: whoever leaves the field with Tab or goes straight to the button would take out an open file otherwise.
    password = st.text_input(label, type="password", max_chars=60, live="200ms", key=key)
    refused = why_not(password)
    if refused:
        st.error(look.plain(refused))
    elif password:
        st.caption(look.plain(said))
    return password


def is_refused(password: str) -> bool:
    return bool(why_not(password))
