"""Facts as text and back, so that what was said once can be kept for ever.

The text names every choice and class, because a field may hold one of several (`NeedKind | Appeal`). Bytes are left out
and stand as their hash: the same facts always give the same text, and other photos give another one.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from sqlmodel import SQLModel

from db.fields import Choice
from db.untold import Untold

Value = TypeVar("Value")
IS, BYTES, UNTOLD, MARK = "is", "sha256", "untold", ":"


def to_text(value: Any) -> str:
    """The same value always gives the same text."""
    return json.dumps(_plain(value), ensure_ascii=False, separators=(",", ":"))


def from_text(kind: type[Value], text: str, *others: type) -> Value:
    """The value as it was, without its bytes. `others` are classes that may stand where a field says only `object`."""
    return cast(Value, _value(kind, json.loads(text), {each.__name__: each for each in others}))


def fingerprint(value: Any) -> str:
    return hashlib.sha256(to_text(value).encode()).hexdigest()


def _plain(value: Any) -> Any:
    match value:
        case Untold():
            return {UNTOLD: value.said}
        case Choice():
            return f"{type(value).__name__}{MARK}{value.value}"
        case None | str() | bool() | int() | float():
            return value
        case date():  # a moment is a date too
            return value.isoformat()
        case bytes():
            return {BYTES: hashlib.sha256(value).hexdigest()}
        case SQLModel():
            return _of_class(value, type(value).model_fields)
        case Mapping():
            return [[_plain(key), _plain(each)] for key, each in value.items()]
        case frozenset() | set():
            return sorted((_plain(each) for each in value), key=str)
        case tuple() | list():
            return [_plain(each) for each in value]
    if is_dataclass(value):
        return _of_class(value, [field.name for field in fields(value)])
    raise TypeError(f"no way to keep a {type(value).__name__}")


def _of_class(value: Any, names: Any) -> dict[str, Any]:
    return {IS: type(value).__name__, **{name: _plain(getattr(value, name)) for name in names}}


def _value(kind: Any, plain: Any, others: Mapping[str, type]) -> Any:
    """What stood there, read by the type that its field says."""
    if plain is None:
        return None
    kind, among = _narrowed(kind), _among(kind, others)
    origin, parts = get_origin(kind), get_args(kind)
    match plain:
        case {"is": str(name)}:
            return _object(among[name], plain, others)
        case {"untold": str(said)}:
            return Untold(said)
        case {"sha256": _}:
            return b""
        case list() if origin is dict:
            return {_value(parts[0], key, others): _value(parts[1], each, others) for key, each in plain}
        case list() if origin in (frozenset, list):
            return origin(_value(parts[0], each, others) for each in plain)
        case list() if hasattr(kind, "_fields"):
            hints = get_type_hints(kind)
            return kind(*(_value(hints[name], each, others) for name, each in zip(kind._fields, plain, strict=True)))
        case list() if parts and parts[-1] is not Ellipsis and origin is tuple:
            return tuple(_value(part, each, others) for part, each in zip(parts, plain, strict=True))
        case list():
            return tuple(_value(parts[0] if parts else object, each, others) for each in plain)
        case str() if _may_be(among, Choice):
            name, _mark, word = plain.partition(MARK)
            return _choices()[name](word)
        case str() if _may_be(among, Enum):
            return kind(plain)
        case str() if _may_be(among, datetime):
            return datetime.fromisoformat(plain)
        case str() if _may_be(among, date):
            return date.fromisoformat(plain)
    return plain


def _narrowed(kind: Any) -> Any:
    """The type without `| None`, where one is left."""
    parts = [part for part in get_args(kind) if part is not NoneType]
    return parts[0] if get_origin(kind) in (Union, UnionType) and len(parts) == 1 else kind


def _among(kind: Any, others: Mapping[str, type]) -> Mapping[str, type]:
    """The classes that a field may hold, by name."""
    if kind is object:
        return others
    plain = get_args(kind) if get_origin(kind) in (Union, UnionType) else (kind,)
    return {each.__name__: each for each in plain if isinstance(each, type)}


def _may_be(among: Mapping[str, type], kind: type) -> bool:
    return any(issubclass(each, kind) for each in among.values())


def _object(kind: type, plain: Mapping[str, Any], others: Mapping[str, type]) -> Any:
    """A field that came later has the value it is given without one."""
    if issubclass(kind, SQLModel):
        types = {name: info.annotation for name, info in kind.model_fields.items()}
        return kind(**{name: _value(types[name], plain[name], others) for name in types if name in plain})
    types = _types(cast(Any, kind))
    return kind(**{name: _value(types[name], plain[name], others) for name in types if name in plain})


@cache
def _types(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind) if field.init}


@cache
def _choices() -> dict[str, type[Choice]]:
    return {each.__name__: each for each in Choice.__subclasses__()}
