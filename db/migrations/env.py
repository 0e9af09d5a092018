"""How Alembic sees our tables. Run by db.upgrade at start, and by hand to write a new revision (README)."""

from typing import Any, Literal

from alembic import context
from sqlmodel import AutoString, SQLModel

import db.models  # noqa: F401  (fills the metadata)
from db import store
from db.fields import Many, Moment, One

PLAIN = {One: "sa.String(length=40)", Many: "sa.Text()", Moment: "sa.DateTime(timezone=True)"}


def plain_types(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Revisions name plain column types: they must still run when our classes have moved on."""
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})" if item.length else "sa.String()"
    return PLAIN.get(type(item), False) if kind == "type" else False


def numbered(_context: Any, _revision: Any, written: list[Any]) -> None:
    """Revisions count on, so that their files stand in order: 0004."""
    for one in written:
        one.rev_id = f"{int(str(context.get_head_revision() or 0)) + 1:04}"


def migrate(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        render_item=plain_types,
        process_revision_directives=numbered,
    )
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    migrate(given)
else:
    with store.connect(store.address()).connect() as opened:
        migrate(opened)
