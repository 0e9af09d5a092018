"""Fields of the visit being written: asked, kept, and answered where a word judges."""

from collections.abc import Collection, Mapping
from typing import Any

import streamlit as st
from sqlmodel import SQLModel

from db import answers as typed
from db import rules
from db.words import _
from pages.parts import form, look, state
from pages.parts.held import Held


def ask(held: Held, model: type[SQLModel], *names: str) -> Any:
    """Ask for some fields of the visit and keep the answers; gives that of the last."""
    held.answers.update(form.ask(model, held.key, value=held.answers, only=names))
    held.drawn.append((held.answers, model, held.key, names, False))
    for name in names:
        hint(held.answers[name])
    return held.answers[names[-1]]


def gather(held: Held) -> None:
    """Before anything is drawn: what arrived for the fields of the run before, which this run may not draw."""
    before, held.drawn = held.drawn, []
    for line, model, key, names, is_line in before:
        told = form.arrived(model, key, names)
        if is_line:
            _put(line, told)
        else:
            line.update(told)
    if state.has(f"{held.key}.staff"):
        held.answers["staff"] = list(state.value(f"{held.key}.staff") or [])


def ask_line(
    held: Held,
    line: dict[str, Any],
    model: type[SQLModel],
    key: str,
    only: Collection[str],
    options: Mapping[str, Mapping[int, str]] | None = None,
) -> None:
    """The same for a line beside the visit, which is kept in plain answers. What is empty is left out of it."""
    told = form.ask(model, key, value=typed.typed(model, line), only=only, options=options)
    for value in told.values():
        hint(value)
    _put(line, told)
    held.drawn.append((line, model, key, tuple(only), True))


def _put(line: dict[str, Any], told: Mapping[str, Any]) -> None:
    for name in told:
        line.pop(name, None)
    line.update(typed.plain({name: value for name, value in told.items() if value not in (None, "")}))


def hint(value: Any) -> None:
    """Where words judge, ask for what was seen."""
    if type(value) is str and (judging := rules.judging(value)):
        words = _("”, “").join(look.plain(word) for word in judging)
        st.info(_("“{words}” judges. Write what was seen or heard.").format(words=words), icon=":material/edit_note:")
