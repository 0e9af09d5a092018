"""A PostgreSQL server for what asks the data only: one migrated database, emptied after each test.

Emptying it takes some milliseconds. Copying one for each test took three hundred: a quarter of the whole suite.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url
from sqlmodel import SQLModel

from db import store, upgrade

BOTH = ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]
# What stands on a page, in a browser or in a file is the same whatever the data comes from, or is SQLite's own.
NOT_THE_DATA = {"open_page", "command", "server", "staffed"}
# So is how a paper is set, once what it says has been gathered.
NOT_THE_DATA_EITHER = {
    "test_archive",
    "test_briefing_form",
    "test_composing",
    "test_docx",
    "test_edits",
    "test_import_killed",  # a file of SQLite, copied and killed
    "test_loop_papers",
    "test_shapes",
    "test_written",
}


# What a test that failed in the middle still holds would keep its rows from going.
NOBODY_ELSE = """
    SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'
"""
WRITTEN_TO = """
    SELECT relname FROM pg_class
    WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND pg_relation_size(oid) > 0
"""
FROM_ONE_AGAIN = """
    SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false) FROM pg_sequences
    WHERE last_value IS NOT NULL
"""


class Postgres:
    """The server that `TEST_DATABASE_URL` names."""

    def __init__(self, url: str) -> None:
        self.url = make_url(store.spelled(url))
        self.engine = create_engine(self.url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 10})
        self._numbers = count(1)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The URL of a new database in which there is nothing, and which is gone afterwards."""
        name = f"nuanfang_test_{os.getpid()}_{next(self._numbers)}"
        self._do(f'CREATE DATABASE "{name}"')
        try:
            yield self.url.set(database=name).render_as_string(hide_password=False)
        finally:
            self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        with self.engine.connect() as connection:
            connection.execute(text(statement))


class House:
    """A migrated database: no test sees what the one before it has written."""

    def __init__(self, url: str) -> None:
        self.url = url
        migrated = store.connect(url)
        upgrade.run(migrated)
        migrated.dispose()
        self.engine = create_engine(url, isolation_level="AUTOCOMMIT")
        self._tables = SQLModel.metadata.sorted_tables
        with self.engine.connect() as connection:
            rows = {table: connection.execute(select(table)).mappings().all() for table in self._tables}
        self._brought_by_migrations = {table: [dict(row) for row in found] for table, found in rows.items() if found}

    def empty(self) -> None:
        """As new: the next rows are the first again, and lie in the order in which they are written."""
        with self.engine.connect() as connection:
            connection.execute(text(NOBODY_ELSE))
            names = set(connection.scalars(text(WRITTEN_TO)))
            written = [table for table in reversed(self._tables) if table.name in names]
            for table in written:
                connection.execute(table.delete())
            connection.execute(text("VACUUM " + ", ".join(f'"{table.name}"' for table in written)))
            connection.execute(text(FROM_ONE_AGAIN))
            for table, kept in self._brought_by_migrations.items():
                connection.execute(table.insert(), kept)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server. Without one these tests skip, or fail if it is required."""
    if not (url := os.environ.get("TEST_DATABASE_URL")):
        sentence = "no PostgreSQL is there; name a server where tests may create databases with TEST_DATABASE_URL"
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    found = Postgres(url)
    yield found
    found.engine.dispose()


@pytest.fixture(scope="session")
def house_on_postgres(postgres: Postgres) -> Iterator[House]:
    """The house that tests on PostgreSQL use one after the other."""
    with postgres.database() as url:
        made = House(url)
        yield made
        made.engine.dispose()
