"""The mark on every page of a demonstration, and the one step that takes it down."""

import streamlit as st

from db import store
from db.changes.start import remove_demonstration
from db.errors import Refused
from db.rights import Person, Right
from db.words import _
from pages.parts import look, state


def mark(person: Person) -> None:
    with look.beside():
        st.badge(_("Demonstration"), color="blue", icon=":material/science:")
        st.caption(_("Everybody and everything here is invented."), width="content")
        if person.may(Right.DEMONSTRATION) and st.button(
            _("Remove the demonstration"), type="tertiary", key="demonstration.remove"
        ):
            ask(person)


def ask(person: Person) -> None:
    @st.dialog(_("Remove the demonstration?"))
    def window() -> None:
        st.text(_("All of it goes, what you added too: estate, households, visits, photos and accounts."))
        st.text(_("Then you set up your own estate."))
        if st.button(_("Remove all of it"), type="primary", key="demonstration.sure"):
            try:
                with store.writing() as s:
                    remove_demonstration(s, person)
            except Refused as refused:
                st.error(str(refused))
                return
            state.signed_out()
            st.rerun()

    window()
