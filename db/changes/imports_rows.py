"""Many rows at once. New ones take their numbers beforehand, so that those which point to them are written as well."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Table, bindparam, insert, update
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, select

from db import settings
from db.changes import batch
from db.changes.batch_rows import name_of, some, table_of
from db.clock import day_of
from db.models import Building
from db.rhythm import Rhythm
from db.rights import Person

Rows = list[dict[str, Any]]


@dataclass
class Writing:
    """One import under way: `buildings` are the new ones by key."""

    s: Session
    actor: Person
    batch_id: int
    now: datetime
    buildings: Mapping[str, int]
    progress: Callable[[int, int], object]
    names: dict[int, str] = field(default_factory=dict)
    beats: Rhythm = field(init=False)

    def __post_init__(self) -> None:
        self.beats = settings.the_rhythm(self.s)
        self.names = {key: name for key, name in self.s.exec(select(Building.id, Building.name)) if key is not None}

    @property
    def today(self) -> date:
        return day_of(self.now)


@cache
def _usual(model: type[SQLModel]) -> dict[str, Any]:
    fields = model.model_fields.items()
    return {name: each.get_default(call_default_factory=True, validated_data={}) for name, each in fields
            if not each.is_required() and name != "id"}  # fmt: skip


def usual(model: type[SQLModel]) -> dict[str, Any]:
    """What the columns of a new row hold where nothing is said."""
    return dict(_usual(model))


def insert_all(s: Session, model: type[SQLModel], rows: Rows) -> None:
    if rows:
        s.connection().execute(insert(table_of(name_of(model))), rows)


Pairs = dict[str, list[int]]  # of characters, with the households in whose texts they stand


def insert_pairs(s: Session, pairs: Pairs) -> None:
    """Fifty for each household, so without a dictionary for every one of them, and in the order of the index. What is
    there already stays."""
    mark = "%s" if s.get_bind().dialect.paramstyle in ("format", "pyformat") else "?"
    if rows := [(gram, key) for gram in sorted(pairs) for key in pairs[gram]]:
        said = f"INSERT INTO gram (gram, household_id) VALUES ({mark}, {mark}) ON CONFLICT DO NOTHING"
        s.connection().exec_driver_sql(said, rows)


def add_all(s: Session, batch_id: int, model: type[SQLModel], rows: Rows, lines: Sequence[int | None]) -> None:
    """Insert rows that have their numbers, and write them down in the batch."""
    if rows:
        insert_all(s, model, rows)
        batch.added(s, batch_id, model, [row["id"] for row in rows], lines, rows)


def read_all(s: Session, model: type[SQLModel], ids: Iterable[int]) -> dict[int, dict[str, Any]]:
    """Whole rows as they stand."""
    table = table_of(name_of(model))
    found: dict[int, dict[str, Any]] = {}
    for few in some(sorted(set(ids))):
        found |= {row["id"]: dict(row) for row in s.execute(columns(table).where(table.c.id.in_(few))).mappings()}
    return found


def update_all(s: Session, table: Table, values: Mapping[int, Mapping[str, Any]]) -> None:
    """Set columns by number; a version counts on where there is one."""
    shapes: dict[tuple[str, ...], Rows] = {}
    for key, told in values.items():
        if told:
            shapes.setdefault(tuple(sorted(told)), []).append({"its": key, **{f"_{name}": told[name] for name in told}})
    for names, rows in shapes.items():
        wanted: dict[str, Any] = {name: bindparam(f"_{name}") for name in names}
        if "version" in table.c and "version" not in names:
            wanted["version"] = table.c.version + 1
        s.connection().execute(update(table).where(table.c.id == bindparam("its")).values(wanted), rows)
