"""A form from the fields of a model: each draws the widget that suits its type, and gives its answer back."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any, cast

import streamlit as st
from sqlmodel import SQLModel

from db.clock import CHINA, local
from db.fields import Choice, On, Shown, fields_of
from db.words import _
from pages.parts import state
from pages.parts.look import plain

Answers = dict[str, Any]
Options = Mapping[int, str] | Sequence[Choice]
CHOICES = "choices"

FEW = 4  # choices that stand side by side on a phone, if their words are short
SHORT = 28  # what their words may measure together; a Chinese character measures two
SOME = 8  # choices that are still quicker to see than to search
LONG = 500  # characters from which a text has its own area
PAUSE = "600ms"  # without a key, then a short text reaches the server
KEEP: Any = "page"  # an answer stays while its widget is not drawn


def ask(
    model: type[SQLModel],
    key: str,
    *,
    value: Mapping[str, Any] | None = None,
    options: Mapping[str, Options] | None = None,
    only: Collection[str] | None = None,
) -> Answers:
    """Draw the fields of a model that are typed in, and give what they hold now.

    `value` fills them in before the first time they are drawn; to fill in anew, ask under another key. `options` are
    the records an id may name, or the choices that may be taken here, by field. `only` draws these fields, in this
    order if it has one.
    """
    known, records = value or {}, options or {}
    fields = {field.name: field for field in fields_of(model, On.FORM)}
    wanted = [name for name in (only if only is not None else fields) if name in fields]
    return {
        name: _asked(fields[name], f"{key}.{name}", known.get(name, fields[name].default), records.get(name))
        for name in wanted
    }


def arrived(model: type[SQLModel], key: str, names: Collection[str]) -> Answers:
    """What the widgets of these fields hold by now, also where they are not drawn in this run.

    Text typed and another place tapped right after it reach the server as one run: it draws the other place only.
    """
    found: Answers = {}
    for field in fields_of(model, On.FORM):
        if field.name in names and state.has(f"{key}.{field.name}"):
            value = state.value(f"{key}.{field.name}")
            if field.kind is datetime and value is not None:
                value = value.replace(tzinfo=CHINA)
            found[field.name] = list(value or []) if field.many else value
    return found


def label_of(field: Shown) -> str:
    """The label as Markdown is to read it; what must be filled in says so."""
    label = plain(_(field.show.label))
    return _("{label} (required)").format(label=label) if field.required else label


def _asked(field: Shown, key: str, value: Any, options: Options | None) -> Any:
    if isinstance(options, Mapping):
        return _record(field, key, value, options)
    if options is None and _is_choice(field):  # what may be chosen anew, and what is chosen
        kind = cast(type[Choice], field.kind)
        may = {*kind.offered(), *(each for each in (value, state.value(key)) if isinstance(each, kind))}
        options = [each for each in kind if each in may]
    if options is not None:
        field = replace(field, limits={**field.limits, CHOICES: options})
    return next(draw for suits, draw in WIDGETS if suits(field))(field, key, value)


def _told(field: Shown) -> dict[str, Any]:
    """What every widget is told: label, help, and to keep its answer."""
    return {"label": label_of(field), "help": plain(_(field.show.help)) or None, "persist_state": KEEP}


def _record(field: Shown, key: str, value: Any, records: Mapping[int, str]) -> int | None:
    chosen: int | None = st.selectbox(
        **_told(field),
        options=list(records),
        index=list(records).index(value) if value in records else None,
        format_func=records.__getitem__,
        placeholder=_("Choose"),
        key=key,
    )
    return chosen


def _several(field: Shown, key: str, value: Any) -> list[Choice]:
    return list(
        st.pills(
            **_told(field),
            options=_choices(field),
            selection_mode="multi",
            default=list(value or []),
            format_func=_word,
            wrap=True,
            key=key,
        )
    )


def _side_by_side(field: Shown, key: str, value: Any) -> Choice | None:
    chosen: Choice | None = st.segmented_control(
        **_told(field), options=_choices(field), default=value, format_func=_word, width="stretch", key=key
    )
    return chosen


def _pills(field: Shown, key: str, value: Any) -> Choice | None:
    chosen: Choice | None = st.pills(
        **_told(field), options=_choices(field), default=value, format_func=_word, wrap=True, key=key
    )
    return chosen


def _list(field: Shown, key: str, value: Any) -> Choice | None:
    choices = _choices(field)
    chosen: Choice | None = st.selectbox(
        **_told(field),
        options=choices,
        index=choices.index(value) if value in choices else None,
        format_func=lambda choice: _(choice.label),
        placeholder=_("Choose"),
        key=key,
    )
    return chosen


def _yes_or_no(field: Shown, key: str, value: Any) -> bool:
    return st.toggle(**_told(field), value=bool(value), key=key)


def _moment(field: Shown, key: str, value: Any) -> datetime | None:
    """Asked and shown as the office clock tells it."""
    shown = local(value).replace(tzinfo=None, second=0, microsecond=0) if value else None
    found = st.datetime_input(
        **_told(field), value=shown, format="YYYY-MM-DD", step=timedelta(minutes=5), key=key, width=320
    )
    return found.replace(tzinfo=CHINA) if found else None


def _day(field: Shown, key: str, value: Any) -> Any:
    # The calendar offers ten years around its value by itself; people are older than that.
    return st.date_input(
        **_told(field),
        value=value,
        min_value=date(1900, 1, 1),
        max_value=date(2100, 12, 31),
        format="YYYY-MM-DD",
        key=key,
    )


def _number(field: Shown, key: str, value: Any) -> int | None:
    limits = {name: limit for name, limit in field.limits.items() if name in ("min_value", "max_value")}
    return st.number_input(**_told(field), value=value, step=1, key=key, **limits)


def _long_text(field: Shown, key: str, value: Any) -> str:
    """The hint stands in the empty area, where a phone shows it without a tap."""
    told = {**_told(field), "help": None}
    return st.text_area(
        **told,
        value=str(value or ""),
        placeholder=_(field.show.help),
        height=120,
        max_chars=field.limits.get("max_chars"),
        key=key,
    )


def _text(field: Shown, key: str, value: Any) -> str:
    # Live: sent after a short pause, so that a draft holds it before the field is left.
    return st.text_input(
        **_told(field), value=str(value or ""), max_chars=field.limits.get("max_chars"), live=PAUSE, key=key
    )


def _word(choice: Choice) -> str:
    return plain(_(choice.label))


def _is_choice(field: Shown) -> bool:
    return issubclass(field.kind, Choice)


def _choices(field: Shown) -> list[Choice]:
    return list(field.limits.get(CHOICES) or cast(type[Choice], field.kind))


def _fits_a_line(field: Shown) -> bool:
    words = "".join(_(choice.label) for choice in _choices(field))
    return len(_choices(field)) <= FEW and sum(2 if ord(c) > 0x2E80 else 1 for c in words) <= SHORT


def _is(kind: type) -> Callable[[Shown], bool]:
    return lambda field: field.kind is kind


# The first that suits draws the field.
WIDGETS: tuple[tuple[Callable[[Shown], bool], Callable[[Shown, str, Any], Any]], ...] = (
    (lambda field: field.many, _several),
    (lambda field: _is_choice(field) and _fits_a_line(field), _side_by_side),
    (lambda field: _is_choice(field) and len(_choices(field)) <= SOME, _pills),
    (_is_choice, _list),
    (_is(bool), _yes_or_no),
    (_is(datetime), _moment),
    (_is(date), _day),
    (_is(int), _number),
    (lambda field: field.limits.get("max_chars", 0) >= LONG, _long_text),
    (lambda field: True, _text),
)
