"""Who is signed in: the foot of the sidebar, their own password, their way out."""

import streamlit as st

from db import clock, sign_in, store
from db.changes.account import change_own_password, choose_language
from db.errors import Refused
from db.rights import Person
from db.words import LANGUAGES, _, language
from pages.parts import look, state
from pages.parts.sign_in_form import address


def foot(person: Person) -> None:
    with st.sidebar:
        look.fact(_(person.role.label), person.name)
        chosen = st.segmented_control(
            _("Language"),
            list(LANGUAGES),
            default=language(),
            format_func=LANGUAGES.__getitem__,
            label_visibility="collapsed",
            required=True,
            key="me.language",
        )
        if chosen and chosen != language():
            _speak(person, chosen)
        with look.beside():
            if st.button(_("Change password"), type="tertiary", key="me.password"):
                own_password(person)
            if st.button(_("Sign out"), type="tertiary", icon=":material/logout:", key="me.out"):
                leave()


def leave() -> None:
    secret = state.secret()
    if secret:
        with store.writing() as s:
            sign_in.close_session(s, secret, clock.now())
    state.signed_out()
    st.rerun()


def _speak(person: Person, chosen: str) -> None:
    with store.writing() as s:
        choose_language(s, person, chosen)
    state.choose_language(chosen)
    st.rerun()


def own_password(person: Person) -> None:
    """A window over the page, titled in the language of this run."""

    @st.dialog(_("Change password"))
    def window() -> None:
        with st.form("me.own", border=False, enter_to_submit=False):
            now = st.text_input(_("Password now"), type="password", key="me.word_now")
            new, again = _ask_new()
            sent = st.form_submit_button(_("Change password"), type="primary")
        if sent and not sign_in.check_again(person.id, now, address()):
            st.error(_("This is not your password now, or there were too many tries."))
        elif sent:
            _change(person, new, again)

    window()


def choose_password(person: Person) -> None:
    """The first thing after signing in with a password somebody else made."""
    st.space("large")
    st.image(look.MARK, width=132)
    st.title(_("Choose your own password"), anchor=False)
    st.caption(_("The one you came in with was good once. Nobody else will know this one."))
    with st.form("me.first", enter_to_submit=False):
        new, again = _ask_new()
        sent = st.form_submit_button(_("Save and go on"), type="primary", icon=":material/check:")
    if sent:
        _change(person, new, again)
    if st.button(_("Sign out"), type="tertiary", icon=":material/logout:", key="me.out"):
        leave()


def _ask_new() -> tuple[str, str]:
    hint = _("8 characters or more, a short sentence is best")
    new = st.text_input(_("New password"), type="password", placeholder=hint, key="me.word_new")
    return new, st.text_input(_("New password again"), type="password", key="me.word_again")


def _change(person: Person, new: str, again: str) -> None:
    """All other sessions of this person end; this tab goes on with a new one."""
    if new != again:
        st.error(_("The two are not the same. Type them once more."))
        return
    try:
        with store.writing() as s:
            change_own_password(s, person, new)
            secret, code = sign_in.open_session(s, person.id, clock.now())
    except Refused as refused:
        st.error(str(refused))
        return
    state.drop("me.word_now", "me.word_new", "me.word_again")
    state.signed_in(secret, code)
    state.notice(_("Your password is changed. Other devices have to sign in again."))
    st.rerun()
