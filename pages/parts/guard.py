"""The fence in front of every page."""

import streamlit as st

from db import clock, sign_in, store
from db.errors import NotAllowed
from db.rights import Person, Right, require
from db.words import _, best_language, use_language
from pages.parts import state


def guard(right: Right | None = None) -> Person:
    """Who is here. A stranger gets a sentence and nothing else; so does one whose role lacks the right."""
    speak()
    person = who()
    if person is None:
        st.info(_("Sign in to go on."))
        st.stop()
    if right is not None:
        try:
            with store.reading():
                require(person, right)
        except NotAllowed as refused:
            st.error(str(refused))
            st.stop()
    return person


def who() -> Person | None:
    """The person of this run, asked of the database; keeps the session awake."""
    secret, now = state.secret(), clock.now()
    with store.reading() as s:
        person = sign_in.person(s, secret, now)
        stale = person is not None and secret is not None and sign_in.due_for_touch(s, secret, now)
    if stale and secret is not None:
        with store.writing() as s:
            sign_in.touch(s, secret, now)
    if person is not None and person.language and not state.chosen_language():
        use_language(person.language)
    return person


def speak() -> None:
    """The language of this run: chosen here, else the browser's."""
    use_language(state.chosen_language() or best_language(st.context.locale))
