"""What a field says about itself: read once here, shown on every surface."""

import json
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from datetime import UTC, datetime
from enum import Flag, StrEnum, auto
from functools import cache
from types import NoneType, UnionType
from typing import Any, Self, Union, cast, get_args, get_origin

from annotated_types import Ge, Le, MaxLen
from sqlalchemy import DateTime, String, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel


class On(Flag):
    """Where a field may appear."""

    FORM = auto()
    REGISTER = auto()
    EXPORT = auto()
    BRIEFING = auto()
    ALL = FORM | REGISTER | EXPORT | BRIEFING
    FILE = FORM | EXPORT | BRIEFING  # too long for a table row
    TOLD = REGISTER | EXPORT | BRIEFING  # worked out, never typed


@dataclass(frozen=True)
class Show:
    """How a field is shown to people; its type and limits say the rest."""

    label: str
    _: KW_ONLY
    personal: bool  # no default: whoever adds a field must decide
    on: On = On.ALL
    help: str = ""


@dataclass(frozen=True)
class Shown:
    """One shown field of a model. `many` marks a list of choices."""

    name: str
    kind: type
    many: bool
    required: bool
    default: Any
    show: Show
    limits: dict[str, Any]


class Choice(StrEnum):
    """A closed list whose members carry the word people read (untranslated; pass it through `_`)."""

    ours: str  # the word as delivered

    def __new__(cls, value: str, label: str = "") -> Self:
        self = str.__new__(cls, value)
        self._value_ = value
        self.ours = label
        return self

    @property
    def label(self) -> str:
        return self.ours

    @classmethod
    def offered(cls) -> list[Self]:
        """What may be chosen anew; all of them, save where an office leaves one out."""
        return list(cls)


class One(TypeDecorator[Choice]):
    """A choice, stored by its value: SQLAlchemy would store the Python name, and renaming lose data."""

    impl = String(40)
    cache_ok = True

    def __init__(self, choice: type[Choice]) -> None:
        self.choice = choice
        super().__init__()

    def process_bind_param(self, value: Choice | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Choice | None:
        return None if value is None else self.choice(value)


class Many(TypeDecorator[list[Choice]]):
    """Several choices of one list, stored as a JSON list of their values."""

    impl = Text
    cache_ok = True

    def __init__(self, choice: type[Choice]) -> None:
        self.choice = choice
        super().__init__()

    def process_bind_param(self, value: list[Choice] | None, dialect: Dialect) -> str:
        return json.dumps([str(v) for v in value]) if value else "[]"

    def process_result_value(self, value: str | None, dialect: Dialect) -> list[Choice]:
        return [self.choice(v) for v in json.loads(value or "[]")]


class Moment(TypeDecorator[datetime]):
    """A moment in UTC. SQLite forgets the zone, so it is given back here."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs its zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def fields_of(model: type[SQLModel], on: On) -> list[Shown]:
    """The fields of a model that appear on a surface, in the model's order."""
    return [field for field in _shown(model) if field.show.on & on]


def field_of(model: type[SQLModel], name: str) -> Shown:
    return next(field for field in _shown(model) if field.name == name)


@cache
def _shown(model: type[SQLModel]) -> tuple[Shown, ...]:
    return tuple(_read(model))


def _read(model: type[SQLModel]) -> Iterator[Shown]:
    for name, info in model.model_fields.items():
        for mark in info.metadata:
            if isinstance(mark, Show):
                kind, many = _plain(info.annotation)
                yield Shown(
                    name=name,
                    kind=kind,
                    many=many,
                    required=info.is_required(),
                    default=None
                    if info.is_required()
                    else info.get_default(call_default_factory=True, validated_data={}),
                    show=mark,
                    limits=_limits(info.metadata),
                )


def _plain(kind: Any) -> tuple[type, bool]:
    """The type without `| None` and without `list[]`, and whether it was a list."""
    if get_origin(kind) in (Union, UnionType):
        kind = next(k for k in get_args(kind) if k is not NoneType)
    if get_origin(kind) is list:
        return get_args(kind)[0], True
    return cast(type, kind), False


def _limits(metadata: list[Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for mark in metadata:
        match mark:
            case Ge(ge=low):
                found["min_value"] = low
            case Le(le=high):
                found["max_value"] = high
            case MaxLen(max_length=most):
                found["max_chars"] = most
    return found
