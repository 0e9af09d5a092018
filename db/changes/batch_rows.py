"""A stored record as JSON and back, for the journal of batches, and which of its columns are worked out."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Column, ForeignKey, Table
from sqlalchemy import Date as Day
from sqlmodel import SQLModel

from db.fields import Many, Moment, One

Each = TypeVar("Each")
as_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
WHOLE = "*"  # among the columns of a changed household: all of them were told
UNTOLD = frozenset({"id", "version"})
AT_ONCE = 500  # values in one statement
RISK = ("risk_score", "risk_tier", "risk_since", "risk_next", "settled_tier")
DECIDED = frozenset({"tier", "tier_why", "tier_since", "tier_by_id"})  # danger sets these by itself
# Kept by the deeds themselves: worked out anew when a batch is undone, and nobody's word.
DERIVED: dict[str, frozenset[str]] = {
    "household": frozenset(
        {
            *("words", "visits", "last_visit_at", "last_met_at", "last_outcome", "last_home_at"),
            *("last_health", "last_safety", "last_stability", "last_risk", "open_on", "due_on", "call_on"),
            *RISK,
        }
    ),
    "visit": frozenset({"words", "edited_at"}),
    "building": frozenset({"position"}),
}
# Rows that go with the record they point to, whoever wrote them: (table, column).
ALONG = frozenset(
    {
        ("gram", "household_id"),
        ("assessment", "household_id"),
        ("alert", "household_id"),
        ("alert", "visit_id"),
        ("turn", "household_id"),
        ("visitby", "visit_id"),
        ("plannedvisit", "from_visit_id"),
    }
)
# What a deed brings about by itself, at its end; found by their numbers.
BY_ITSELF = ("assessment", "alert", "turn", "plannedvisit")


def table_of(record: str) -> Table:
    return SQLModel.metadata.tables[record]


def name_of(model: type[SQLModel]) -> str:
    return str(model.__tablename__)


def in_order() -> Sequence[Table]:
    """Every table, those that others point to first."""
    return SQLModel.metadata.sorted_tables


@cache
def pointing(record: str) -> tuple[Column[Any], ...]:
    """Every column of any table that points to a record of this one: read from the models, so none is forgotten."""
    aim = table_of(record).c.id
    return tuple(key.parent for key in _keys() if key.column is aim)


def _keys() -> Iterator[ForeignKey]:
    for table in SQLModel.metadata.sorted_tables:
        yield from sorted(table.foreign_keys, key=lambda key: key.parent.name)


@cache
def defaults(record: str) -> dict[str, Any]:
    """What a column holds where nothing was said."""
    found: dict[str, Any] = {}
    for mapper in SQLModel._sa_registry.mappers:
        if mapper.local_table is table_of(record):
            for name, field in mapper.class_.model_fields.items():
                if not field.is_required():
                    found[name] = field.get_default(call_default_factory=True, validated_data={})
    return found


def plain(value: Any) -> Any:
    """As JSON knows it: days and moments as text, choices by value, bytes in letters."""
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
        case bytes():
            return base64.b64encode(value).decode()
        case list() | tuple():
            return [str(each) for each in value]
        case str():
            return str(value)
    return value


def to_text(told: Mapping[str, Any]) -> str:
    return as_json({name: plain(value) for name, value in told.items()})


def from_text(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(text or "{}")
    return found


def stored(record: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values as the columns of a table take them. A column that is no more is left out."""
    columns = table_of(record).c
    return {name: _typed(columns[name], value) for name, value in told.items() if name in columns}


def _typed(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case One(choice=choice):
            return choice(value)
        case Many(choice=choice):
            return [choice(each) for each in value]
        case Moment():
            return datetime.fromisoformat(value)
        case Day():
            return date.fromisoformat(value)
    return base64.b64decode(value) if column.type.python_type is bytes else value


def set_columns(record: str, told: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a new record that were set, as JSON knows them: what is worked out, its number and version, and
    what is usual are left out."""
    usual, left_out = defaults(record), DERIVED.get(record, frozenset()) | UNTOLD
    return {
        name: plain(value)
        for name, value in told.items()
        if name not in left_out and not (name in usual and usual[name] == value)
    }


def some(values: Sequence[Each]) -> Iterator[Sequence[Each]]:
    return (values[first : first + AT_ONCE] for first in range(0, len(values), AT_ONCE))
