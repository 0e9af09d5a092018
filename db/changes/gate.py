"""The one gate from answers to tables: checks against the `…Fields` class, and tells what is wrong by field."""

import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, TypeVar

from pydantic import ValidationError
from sqlmodel import Session, SQLModel

from db.errors import Conflict, Invalid, NotFound
from db.fields import field_of
from db.words import N_, _

FIRST, LAST = date(1900, 1, 1), date(2100, 12, 31)  # no day of these people's lives is outside; 2926 is a slip
MEANWHILE = N_("Somebody saved this while you were writing. Nothing of yours is lost: compare, then save again.")
Fields = TypeVar("Fields", bound=SQLModel)
Table = TypeVar("Table", bound=SQLModel)


def checked(model: type[Fields], answers: Mapping[str, Any]) -> Fields:
    """The answers as an instance of a `…Fields` class. Raises `Invalid` with a sentence for each field."""
    clean = {name: tidy(value) for name, value in answers.items()}
    try:
        fields = model.model_validate(clean)
    except ValidationError as wrong:
        problems = {}
        for error in wrong.errors():
            name = str(error["loc"][0]) if error["loc"] else ""
            kind = "missing" if error.get("input") is None else error["type"]  # an empty widget answers None
            problems[name] = sentence(model, name, kind, error.get("ctx") or {})
        raise Invalid(problems) from None
    if far := [name for name in model.model_fields if _is_far(getattr(fields, name))]:
        raise Invalid({name: sentence(model, name, "far", {}) for name in far})
    return fields


def _is_far(value: Any) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime) and not FIRST <= value <= LAST


def tidy(value: Any) -> Any:
    """Typed text without what can only do harm: control characters, lone surrogates, direction marks, outer blanks."""
    if not isinstance(value, str) or type(value) is not str:
        return value
    if value.isprintable():  # nearly all that is typed, and all that is needed for a thousand cells of a spreadsheet
        return value.strip()
    kept = (c for c in value.replace("\r\n", "\n") if c in "\n\t" or not _harmful(c))
    return "".join(kept).strip()


def _harmful(c: str) -> bool:
    return (
        unicodedata.category(c) in ("Cc", "Cs") or c in "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
    )


def sentence(model: type[SQLModel], name: str, kind: str, limits: Mapping[str, Any]) -> str:
    """What is wrong with one answer, and what would do."""
    try:
        label = _(field_of(model, name).show.label)
    except StopIteration:
        label = name
    match kind:
        case "missing" | "string_too_short":
            said = _("{field}: fill this in.")
        case "string_too_long":
            said = _("{field}: at most {max_length} characters.")
        case "greater_than_equal":
            said = _("{field}: {ge} or more.")
        case "less_than_equal":
            said = _("{field}: {le} or less.")
        case "far":
            said = _("{field}: check the year.")
        case "enum":
            said = _("{field}: choose one of the list.")
        case _:
            said = _("{field}: this cannot be read. Check it.")
    return said.format(field=label, **limits)


def loaded(s: Session, table: type[Table], record_id: int | None) -> Table:
    """The record to change, locked until the deed ends where the database can lock a row."""
    found = s.get(table, record_id, with_for_update=True) if record_id is not None else None
    if found is None:
        raise NotFound(_("This record is not there any more. Go back and look it up again."))
    return found


def edit(s: Session, record: Any, version: int, fields: SQLModel) -> list[str]:
    """Put checked answers into a record opened at `version`. Gives the names of what changed.

    Raises `Conflict` with both texts when somebody else saved the record in between and the two differ.
    """
    new = fields.model_dump()
    differing = {name: (getattr(record, name), value) for name, value in new.items() if getattr(record, name) != value}
    if record.version != version and differing:
        raise Conflict(
            _(MEANWHILE),
            differing,
        )
    for name, (_before, value) in differing.items():
        setattr(record, name, value)
    if differing:
        record.version += 1
        s.add(record)
        s.flush()
    return list(differing)
