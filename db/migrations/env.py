"""How Alembic sees our tables. Run by db.upgrade at start, and by hand to write a new revision (README)."""

from typing import Any, Literal

from alembic import context
from sqlmodel import SQLModel

import db.models  # noqa: F401  (fills the metadata)
from db import store
from db.fields import Many, Moment, One

PLAIN = {One: "sa.String(length=40)", Many: "sa.Text()", Moment: "sa.DateTime(timezone=True)"}


def plain_types(kind: str, item: Any, autogen: Any) -> str | Literal[False]:
    """Revisions name plain column types: they must still run when our classes have moved on."""
    return PLAIN.get(type(item), False) if kind == "type" else False


def migrate(connection: Any) -> None:
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_as_batch=True,
        render_item=plain_types,
        compare_type=False,
    )
    with context.begin_transaction():
        context.run_migrations()


if given := context.config.attributes.get("connection"):
    migrate(given)
else:
    with store.connect(store.address()).connect() as opened:
        migrate(opened)
