"""How the columns of a file were understood, kept for the next file of that shape."""

import json
from datetime import datetime

from sqlmodel import Session, select

from db.choices import TableKind
from db.intake.table import Table
from db.models import ColumnMap
from db.rights import Person, Right, require


def remember_columns(s: Session, actor: Person, table: Table, now: datetime) -> None:
    """Only the titles and what they mean; no cell of the file."""
    require(actor, Right.IMPORT)
    told = json.dumps({str(column.index): column.target for column in table.columns})
    known = s.exec(select(ColumnMap).where(ColumnMap.shape == table.shape)).first()
    known = known or ColumnMap(shape=table.shape, kind=table.kind, value=told, used_at=now)
    known.kind, known.value, known.used_at = table.kind, told, now
    s.add(known)


def remembered_columns(s: Session, viewer: Person, shape: str) -> tuple[TableKind, dict[int, str]] | None:
    """The kind and the targets by column, as they were last taken in; None where no such file was."""
    require(viewer, Right.IMPORT)
    known = s.exec(select(ColumnMap).where(ColumnMap.shape == shape)).first()
    if known is None:
        return None
    return known.kind, {int(index): target for index, target in json.loads(known.value).items()}
