"""The one file that names `st.session_state`: who is here, in which language, and one-time notices."""

from typing import Any

import streamlit as st

# Own prefix: streamlit-authenticator trusts keys such as `username` and `roles`, and so may anything else.
_SECRET, _CODE, _OUT, _LANGUAGE, _NOTICE = "_nf.secret", "_nf.code", "_nf.out", "_nf.language", "_nf.notice"


def secret() -> str | None:
    """The sign-in session of this tab: the one opened here, else the browser's cookie unless signed out here."""
    found: str | None = st.session_state.get(_SECRET)
    if found or st.session_state.get(_OUT):
        return found
    cookie = st.context.cookies.get("nf_session")
    return cookie if isinstance(cookie, str) else None


def signed_in(new_secret: str, code: str | None = None) -> None:
    st.session_state[_SECRET] = new_secret
    st.session_state[_OUT] = False
    if code:
        st.session_state[_CODE] = code


def take_code() -> str | None:
    """The one-time code for the cookie, once."""
    return st.session_state.pop(_CODE, None)


def signed_out() -> None:
    """Forget everything typed and seen in this tab."""
    language = st.session_state.get(_LANGUAGE)
    for key in list(st.session_state):
        del st.session_state[key]
    st.session_state[_OUT] = True
    if language:
        st.session_state[_LANGUAGE] = language


def forget_who_was_here() -> None:
    """This tab's session has ended elsewhere: what it still holds of the person goes too."""
    if st.session_state.get(_SECRET):
        signed_out()
        st.session_state[_OUT] = False


def chosen_language() -> str | None:
    return st.session_state.get(_LANGUAGE)


def choose_language(language: str) -> None:
    st.session_state[_LANGUAGE] = language


def notice(sentence: str) -> None:
    """Say this once, on the next page that is drawn."""
    st.session_state[_NOTICE] = sentence


def take_notice() -> str | None:
    return st.session_state.pop(_NOTICE, None)


def value(key: str, default: Any = None) -> Any:
    """What a widget of this page holds now."""
    return st.session_state.get(key, default)


def has(key: str) -> bool:
    """Whether a widget of this page holds anything, drawn or not."""
    return key in st.session_state


def put(key: str, new: Any) -> None:
    """Set a widget's value before it is drawn."""
    st.session_state[key] = new


def since(key: str, new: Any) -> Any:
    """What was put there first, and stays until it is dropped: what a form was filled in with when it was opened."""
    return st.session_state.setdefault(key, new)


def drop(*keys: str) -> None:
    for key in keys:
        st.session_state.pop(key, None)
