"""The sign-in form: streamlit-authenticator draws it and hands over what was typed; db.sign_in judges.

Nothing else of the library is used. Its controller would trim the password and trust what a tab remembers, and its
cookie cannot be revoked; so its form is given a controller of ours and no cookie at all.
"""

from time import sleep

import streamlit as st
from streamlit_authenticator import Authenticate

from db import clock, sign_in, store
from db.queries.house import House
from db.words import LANGUAGES, _, language
from pages.parts import look, state


class Ours:
    """Stands where the library keeps its controllers of passwords and of cookies."""

    def __init__(self) -> None:
        self.typed: tuple[str, str] | None = None

    def login(self, name: str | None = None, password: str | None = None, *_more: object, **_named: object) -> None:
        """Exactly what was typed, to be judged after the form is drawn."""
        self.typed = (name or "", password or "")

    def get_cookie(self) -> None:
        """No cookie ever signs anybody in here."""


class Form(Authenticate):  # type: ignore[misc]
    def __init__(self, ours: Ours) -> None:
        # Not the library's own beginning: it would draw a frame that reads and writes cookies by script.
        self.path, self.attrs = None, {"login_sleep_time": 0}
        self.authentication_controller = self.cookie_controller = ours


def ask(house: House) -> None:
    """One column, one job. Comes back only while nobody has signed in."""
    with st.container(horizontal_alignment="center"):
        st.space("large")
        with st.container(width=360):
            st.image(look.MARK, width=132)
            st.title(look.plain(house.name), anchor=False)
            st.caption(_("The visiting desk for households in hardship"))
            ours = Ours()
            Form(ours).login(
                key="sign_in.form",
                fields={
                    "Form name": _("Sign in"),
                    "Username": _("User name"),
                    "Password": _("Password"),
                    "Login": _("Sign in"),
                },
            )
            if ours.typed:
                _judge(*ours.typed)
            with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
                st.caption(_("Forgot it? The administrator gives you a new one."), width="content")
                ask_language()
            st.space("medium")
            st.caption(
                ":material/lock: "
                + _("Data stays on this computer, never online. Every view, print and export is logged.")
            )


def _judge(name: str, password: str) -> None:
    account_id = sign_in.check(name, password, address())
    if account_id is None:
        st.error(
            _("User name or password is wrong, or there were too many tries. Check both; after five, wait 15 minutes."),
            icon=":material/error:",
        )
        return
    with store.writing() as s:
        secret, code = sign_in.open_session(s, account_id, clock.now())
    state.signed_in(secret, code)
    st.rerun()


def give_cookie(code: str) -> None:
    """Let the browser fetch its cookie before anything else is drawn: pictures would be refused without it."""
    st.html(f'<img src="{sign_in.DOOR}?code={code}" width="1" height="1" alt="">')
    for _wait in range(40):
        sleep(0.05)
        if not sign_in.on_the_way(code):
            break
    sleep(0.1)
    st.rerun()


def address() -> str:
    """Where the browser is. Behind a proxy on this computer everybody seems to be here; then the proxy says it."""
    here = st.context.ip_address
    said = (st.context.headers.get("X-Forwarded-For") or "").split(",")[-1].strip()
    return (here or said or "here")[:60]


def ask_language() -> None:
    """中文 or EN, here and now; the form speaks it at once."""
    short = {"zh_CN": LANGUAGES["zh_CN"], "en": "EN"}
    chosen = st.segmented_control(
        _("Language"),
        list(short),
        default=language(),
        format_func=short.__getitem__,
        label_visibility="collapsed",
        width="content",
        required=True,
        key="sign_in.language",
    )
    if chosen and chosen != language():
        state.choose_language(chosen)
        st.rerun()
