"""The first minute of a house: two doors, then one short form."""

import streamlit as st

from db import clock, passwords, sign_in, store
from db.changes import start
from db.errors import Invalid, Refused
from db.words import _
from pages.parts import look, once, state
from pages.parts.sign_in_form import ask_language

STEP = "first_run.step"


def welcome() -> None:
    """Drawn as long as the house is closed."""
    st.space("large")
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        st.image(look.MARK, width=132)
        ask_language()
    own_estate() if state.value(STEP) == "own" else two_doors()


def two_doors() -> None:
    st.title(_("Welcome. Choose one"), anchor=False)
    st.caption(_("It takes two minutes. All of it can be changed later."))
    own, demonstration = st.columns(2, gap="medium", border=True)
    with own:
        st.subheader(_("Set up our estate"), icon=":material/add_home_work:", anchor=False)
        st.markdown(_("Name the estate and its administrator, then add buildings and households."))
        if st.button(_("Begin"), type="primary", width="stretch", key="first_run.own"):
            state.put(STEP, "own")
            st.rerun()
    with demonstration:
        st.subheader(_("Look round a demonstration"), icon=":material/visibility:", anchor=False)
        st.markdown(_("An invented estate. Press anything, nothing can go wrong."))
        if st.button(_("Open the demonstration"), width="stretch", key="first_run.demonstration"):
            open_demonstration()
    st.caption(":material/lock: " + _("Data stays on this computer, never online; it is copied before each upgrade."))


def own_estate() -> None:
    st.title(_("Set up our estate"), anchor=False)
    st.caption(_("Fill this in and you are signed in."))
    with st.form("first_run.estate", enter_to_submit=False):
        left, right = st.columns(2)
        estate = left.text_input(
            _("Name of the estate (required)"), placeholder=_("For example: Hean Garden"), key="first_run.name"
        )
        company = right.text_input(_("Property company"), key="first_run.company")
        left, right = st.columns(2)
        admin = left.text_input(
            _("Administrator's name (required)"), placeholder=_("You sign in with it"), key="first_run.admin"
        )
        password = right.text_input(
            _("Password (required)"),
            type="password",
            placeholder=_("8 characters or more, a short sentence is best"),
            key="first_run.word",
        )
        sent = st.form_submit_button(_("Set up and sign in"), type="primary", icon=":material/check:")
    if sent:
        set_up({"name": estate, "company": company}, admin, password)
    if st.button(_("Back"), type="tertiary", icon=":material/arrow_back:", key="first_run.back"):
        state.drop(STEP)
        st.rerun()


def set_up(answers: dict[str, str], admin: str, password: str) -> None:
    now = clock.now()
    try:
        with store.writing() as s:
            account_id = start.open_estate(s, answers, admin, password, now)
            secret, code = sign_in.open_session(s, account_id, now)
    except Refused as refused:
        look.problems(list(refused.problems.values()) if isinstance(refused, Invalid) else [str(refused)])
        return
    enter(secret, code)


def open_demonstration() -> None:
    """Whoever opens it keeps it: signed in at once, with a password of its own that is shown once."""
    now, name, password = clock.now(), _(start.KEEPER), passwords.fresh()
    with st.spinner(_("Building houses and inventing people. This takes a moment.")):
        try:
            with store.writing() as s:
                account_id = start.open_demonstration(s, clock.today(), name, password, now)
                secret, code = sign_in.open_session(s, account_id, now)
        except Refused as refused:
            sentence = str(refused)
            secret = None
    if secret is None:
        st.error(sentence)
        return
    sentence = _("You are {name}. To come in again, note this password; it is shown only now.")
    once.keep(sentence.format(name=name), password)
    enter(secret, code)


def enter(secret: str, code: str) -> None:
    state.signed_in(secret, code)
    state.drop(STEP, "first_run.word")
    st.rerun()
