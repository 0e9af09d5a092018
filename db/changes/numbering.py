"""The numbers of new records, where they must not be those of records that are gone."""

from typing import Any

from sqlalchemy import func, text
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col

from db.models import LogEntry


def numbers(s: Session, model: type[SQLModel], n: int) -> range | list[int]:
    """The next n numbers of a table. Those who write come one after the other (`db.store`), so nobody takes them.

    SQLite would give the highest number again once its record was taken back or joined: then the log, which names
    records by number, would say of a new household what was done to another. PostgreSQL never gives a number twice.
    """
    table: Any = SQLModel.metadata.tables[str(model.__tablename__)]
    if s.get_bind().dialect.name == "postgresql":
        asked = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :n)")
        return list(s.execute(asked, {"name": table.name, "n": n}).scalars())
    there = s.execute(columns(func.max(table.c.id))).scalar() or 0
    logged = s.execute(columns(func.max(col(LogEntry.record_id))).where(col(LogEntry.record) == table.name)).scalar()
    first = max(there, logged or 0) + 1
    return range(first, first + n)
