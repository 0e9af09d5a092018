"""What is typed into a form as text and back, so that an unfinished form can be kept."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import SQLModel

from db.fields import Choice, On, Shown, fields_of


def to_text(answers: Mapping[str, Any]) -> str:
    """The same answers always give the same text, so that texts can be compared."""
    return json.dumps(dict(answers), ensure_ascii=False, sort_keys=True, default=_plain)


def from_text(model: type[SQLModel], text: str) -> dict[str, Any]:
    """The answers as they were. What no longer fits the fields (an older draft, a choice taken out) is left out."""
    return typed(model, json.loads(text or "{}"))


def plain(answers: Mapping[str, Any]) -> dict[str, Any]:
    """The same answers as JSON knows them: days as text, choices by value."""
    found: dict[str, Any] = json.loads(to_text(answers))
    return found


def typed(model: type[SQLModel], kept: Mapping[str, Any]) -> dict[str, Any]:
    """Plain answers as their fields hold them; the rest stays as it is."""
    fields = {field.name: field for field in fields_of(model, On.FORM)}
    found: dict[str, Any] = {}
    for name, value in kept.items():
        if name not in fields:
            found[name] = value
            continue
        try:
            found[name] = _typed(fields[name], value)
        except (ValueError, TypeError):
            continue
    return found


def _plain(value: object) -> str:
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is not typed into forms")


def _typed(field: Shown, value: Any) -> Any:
    if field.many:
        return [field.kind(one) for one in value if one in list(field.kind)]  # type: ignore[call-overload]
    if value is None:
        return None
    if field.kind is datetime:
        return datetime.fromisoformat(value)
    if field.kind is date:
        return date.fromisoformat(value)
    if issubclass(field.kind, Choice):
        return field.kind(value)
    if not isinstance(value, field.kind):
        raise TypeError(value)
    return value
