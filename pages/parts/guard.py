"""The fence in front of every page."""

from contextlib import suppress

import streamlit as st

from db import clock, settings, sign_in, store
from db.errors import Busy, NotAllowed
from db.rights import Person, Right, require
from db.words import _, best_language, otherwise, use_language
from pages.parts import paint, state

LOOK_EVERY = 30  # seconds after which an open page asks whether it may still be seen


def guard(right: Right | None = None) -> Person:
    """Who is here. A stranger gets a sentence and nothing else; so does one whose role lacks the right."""
    speak()
    person = who()
    if person is None:
        st.info(_("Sign in to go on."))
        st.stop()
    if person.must_change:
        st.info(_("Choose your own password first."))
        st.stop()
    if right is not None:
        try:
            with store.reading():
                require(person, right)
        except NotAllowed as refused:
            st.error(str(refused))
            st.stop()
    return person


def who(*, awake: bool = True) -> Person | None:
    """The person of this run, asked of the database. Keeps the session awake, unless only a clock is asking.

    On the way it is learned what tiers are called: another process of this house may have set it.
    """
    secret, now = state.secret(), clock.now()
    if secret is None:
        return None
    with store.reading() as s:
        settings.learn_tiers(s)
        found = sign_in.living(s, secret, now)
    paint.follow()
    if found is None:
        return None
    person, seen = found
    if awake and now - seen > sign_in.TOUCH_EVERY:
        with suppress(Busy), store.writing(wait=store.IMPATIENCE) as s:  # whoever only looks waits for nobody
            sign_in.touch(s, secret, now)
    if person.language and not state.chosen_language():
        state.choose_language(person.language)
        speak()
    return person


def speak() -> None:
    """The language of this run: chosen here, else the browser's."""
    use_language(of_this_tab())


def of_this_tab() -> str:
    return state.chosen_language() or best_language(st.context.locale)


otherwise(of_this_tab)  # dialogs and what runs by the clock do not pass the fence again


@st.fragment(run_every=LOOK_EVERY)
def watch() -> None:
    """An open page goes dark when its session ends elsewhere, although nobody touches it."""
    if who(awake=False) is None:
        st.rerun()
