"""Many rows at once. The demonstration writes what the changes would write, a batch at a time instead of a deed."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Table, insert
from sqlmodel import Session, SQLModel

Row = dict[str, Any]


@cache
def _blank(model: type[SQLModel]) -> Row:
    """Every column with its default; rows of one statement must name the same columns."""
    fields = model.model_fields.items()
    return {
        name: None if field.is_required() else field.get_default(call_default_factory=True, validated_data={})
        for name, field in fields
        if name != "id"
    }


def whole(model: type[SQLModel], row: Row) -> Row:
    """A row with the defaults it leaves out."""
    return {**_blank(model), **row}


def insert_rows(s: Session, model: type[SQLModel], rows: Sequence[Row]) -> None:
    if rows:
        s.execute(insert(_table(model)), [whole(model, row) for row in rows])


def insert_plain(
    s: Session, model: type[SQLModel], names: Sequence[str], rows: Sequence[tuple[str | int, ...]]
) -> None:
    """Rows of words and numbers, straight to the driver: where there are more of them than of all others together."""
    here = s.connection()
    made = insert(_table(model)).compile(dialect=here.dialect, column_keys=names)
    if rows:
        told: Any = rows if made.positional else [dict(zip(names, row, strict=True)) for row in rows]
        here.exec_driver_sql(str(made), told)


def insert_for_ids(s: Session, model: type[SQLModel], rows: Sequence[Row]) -> list[int]:
    """The new ids in the order of the rows; the database gives them, so that later rows go on from there."""
    if not rows:
        return []
    table = _table(model)
    statement = insert(table).returning(table.c.id, sort_by_parameter_order=True)
    return list(s.execute(statement, [whole(model, row) for row in rows]).scalars())


def _table(model: type[SQLModel]) -> Table:
    table: Table = model.__table__  # type: ignore[attr-defined]
    return table
