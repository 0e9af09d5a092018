"""A record changed in place: its form in a dialog, what is wrong with it, and both texts when two people wrote."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import clock, store, telling
from db.errors import Conflict, Invalid, Refused
from db.words import _
from pages.parts import conflict, form, look, state

SAVED = "edit.saved"


def dialog(
    title: str,
    model: type[SQLModel],
    key: str,
    save: Callable[[Any, int, form.Answers], Any],
    *,
    version: int = 0,
    newest: Callable[[Any], int] | None = None,
    value: Mapping[str, Any] | None = None,
    options: Mapping[str, form.Options] | None = None,
    only: Collection[str] | None = None,
    above: Callable[[], form.Answers | None] | None = None,
    words: str = "",
) -> None:
    """Ask for the fields of a model and save them. `key` must be another one for another version of the record.

    `save` is given the version the form was opened at. Should somebody else have saved in between, both texts are
    shown, and what is chosen is saved on top of the version that `newest` tells. `above` draws what stands over the
    fields; what it asks goes along with the answers. `words` stand on the button.
    """

    def fill() -> None:
        if two := state.value(f"{key}:two"):
            _settle(title, model, key, save, *two)
            return
        more = above() if above else None
        answers = form.ask(model, key, value=value, options=options, only=only) | (more or {})
        if not st.button(words or _("Save"), type="primary", key=f"{key}:save", width="stretch"):
            return
        try:
            with store.writing() as s:
                save(s, version, answers)
        except Invalid as wrong:
            look.problems(list(wrong.problems.values()))
        except Conflict as both:
            with store.reading() as s:
                state.put(f"{key}:two", (answers, both.differences, newest(s) if newest else version))
            st.rerun(scope="fragment")
        except Refused as refused:
            st.error(look.plain(str(refused)))
        else:
            done(title)

    st.dialog(title)(fill)()


def do(what: str, deed: Callable[[Any], Any]) -> None:
    """One deed without a form, said when it is done."""
    try:
        with store.writing() as s:
            deed(s)
    except Refused as refused:
        st.error(look.plain(str(refused)))
    else:
        done(what)


def attempt(deed: Callable[[Any], Any]) -> bool:
    """One deed of a part of a form: what is wrong is said in place; true when it was done."""
    try:
        with store.writing() as s:
            deed(s)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Refused as refused:
        st.error(look.plain(str(refused)))
    else:
        return True
    return False


def held(fields: SQLModel) -> dict[str, Any]:
    """What a record holds, as a form is filled in with it."""
    return {name: getattr(fields, name) for name in type(fields).model_fields}


def done(what: str) -> None:
    """Show the page anew; `tell` says there what was saved, and when."""
    state.put(SAVED, (what, telling.time(clock.now())))
    st.rerun()


def tell() -> None:
    """Say once what was saved before the page was drawn anew."""
    if saved := state.value(SAVED):
        state.drop(SAVED)
        look.saved(*saved)


def _settle(
    title: str,
    model: type[SQLModel],
    key: str,
    save: Callable[[Any, int, form.Answers], Any],
    answers: form.Answers,
    differences: Mapping[str, tuple[Any, Any]],
    version: int,
) -> None:
    """Both texts, and the choice between them; a third writer in between starts it again."""
    chosen = conflict.settle(model, differences, f"{key}:two.{version}")
    if chosen is None:
        return
    state.drop(f"{key}:two")
    try:
        with store.writing() as s:
            save(s, version, answers | chosen)
    except Refused as refused:
        st.error(look.plain(str(refused)))
    else:
        done(title)
