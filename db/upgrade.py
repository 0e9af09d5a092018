"""Bringing an older database to today's tables, after a copy of it has been put aside."""

from contextlib import closing
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import make_url

from db import clock

MIGRATIONS = Path(__file__).parent / "migrations"


def run(engine: Engine) -> None:
    """Migrate to the newest revision; an existing SQLite file is copied to `backups/` first.

    On PostgreSQL the copy is the server administrator's (`pg_dump`): a client cannot make one.
    """
    config = Config()
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    newest = ScriptDirectory.from_config(config).get_current_head()
    with engine.connect() as connection:
        here = MigrationContext.configure(connection).get_current_revision()
    if here == newest:
        return
    if here is not None:
        copy_before(engine, here)
    with engine.execution_options(writes=True).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def copy_before(engine: Engine, revision: str) -> Path | None:
    """A whole copy of a SQLite database, or None where there is no file to copy."""
    file = engine.url.database
    if make_url(engine.url).get_backend_name() != "sqlite" or not file or file == ":memory:":
        return None
    stamp = clock.local(clock.now()).strftime("%Y%m%d-%H%M%S")
    target = Path(file).parent / "backups" / f"before-upgrade-{revision}-{stamp}.db"
    target.parent.mkdir(parents=True, exist_ok=True)
    # Past SQLAlchemy, which would begin a transaction first: SQLite copies itself only outside of one.
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("VACUUM INTO ?", (str(target),))
    return target
