"""What was done to many records at once, how a file's columns were understood, and our own layouts for lists."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import BatchKind, TableKind
from db.fields import Moment, One


class Batch(SQLModel, table=True):
    """One import, one joining of doubles, one comparison. `sha256` names the file it came from; `counts` is JSON."""

    id: int | None = Field(default=None, primary_key=True)
    kind: BatchKind = Field(sa_type=One(BatchKind))
    title: str = Field(max_length=200)  # the file's name, or the two archive numbers
    sha256: str = Field(default="", max_length=64, index=True)
    counts: str = Field(default="{}", sa_type=Text)
    by_id: int | None = Field(default=None, foreign_key="account.id")  # none: at the command line
    at: datetime = Field(sa_type=Moment)
    undone_by_id: int | None = Field(default=None, foreign_key="account.id")
    undone_at: datetime | None = Field(default=None, sa_type=Moment)


class BatchRow(SQLModel, table=True):
    """One record that a batch added, changed or took away. `before` and `after` are JSON of the columns it set:
    nothing before means added, nothing after means taken away. It is untouched while the record still equals `after`.
    """

    __table_args__ = (Index("ix_batch_row_record", "record", "record_id"),)

    id: int | None = Field(default=None, primary_key=True)
    batch_id: int = Field(foreign_key="batch.id", index=True)
    line: int | None = None  # the row of the file, counted as the spreadsheet counts
    record: str = Field(max_length=40)  # the table's name
    record_id: int
    before: str = Field(default="", sa_type=Text)
    after: str = Field(default="", sa_type=Text)


class ColumnMap(SQLModel, table=True):
    """How the columns of a file of this shape were understood the last time. `value` is JSON: title to target."""

    id: int | None = Field(default=None, primary_key=True)
    shape: str = Field(unique=True, max_length=64)  # a hash of the titles, in their order
    kind: TableKind = Field(sa_type=One(TableKind))
    value: str = Field(sa_type=Text)
    used_at: datetime = Field(sa_type=Moment)


class Layout(SQLModel, table=True):
    """A list as one receiver wants it: which columns, in which order, under which titles. `value` is JSON."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=40)
    of: str = Field(max_length=20)  # the list it is made from
    value: str = Field(sa_type=Text)
    version: int = 1


class Apart(SQLModel, table=True):
    """Two files that a person has looked at and found not to be the same household; the lower id first."""

    __table_args__ = (Index("ix_apart_pair", "one_id", "other_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    one_id: int = Field(foreign_key="household.id")
    other_id: int = Field(foreign_key="household.id", index=True)
    by_id: int | None = Field(default=None, foreign_key="account.id")
    on: date


class FormerNumber(SQLModel, table=True):
    """The archive number of a file that was joined into another: papers that name it still lead somewhere."""

    id: int | None = Field(default=None, primary_key=True)
    no: int = Field(unique=True)
    household_id: int = Field(foreign_key="household.id", index=True)
