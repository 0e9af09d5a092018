"""A PostgreSQL server for what asks the data only: each test gets a database of its own, copied from an empty one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from sqlalchemy import URL, create_engine, text
from sqlalchemy.engine import make_url

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
    "test_loop_papers",
    "test_shapes",
    "test_written",
}


class Postgres:
    """The server that `TEST_DATABASE_URL` names."""

    def __init__(self, url: str) -> None:
        self.url = make_url(store.spelled(url))
        self.engine = create_engine(self.url, isolation_level="AUTOCOMMIT", connect_args={"connect_timeout": 10})
        self.template = f"nuanfang_test_{os.getpid()}"
        self._numbers = count(1)

    def at(self, name: str) -> str:
        """The URL of a database on this server."""
        url: URL = self.url.set(database=name)
        return url.render_as_string(hide_password=False)

    @contextmanager
    def database(self, name: str = "", template: str = "") -> Iterator[str]:
        """The URL of a new database, empty or as a template, that is gone afterwards."""
        name = name or f"{self.template}_{next(self._numbers)}"
        self._do(f'CREATE DATABASE "{name}"' + (f' TEMPLATE "{template}"' if template else ""))
        try:
            yield self.at(name)
        finally:
            self._do(f'DROP DATABASE "{name}" WITH (FORCE)')

    def _do(self, statement: str) -> None:
        with self.engine.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """The server, with a migrated, empty database to copy. Without one these tests skip, or fail if it is required."""
    if not (url := os.environ.get("TEST_DATABASE_URL")):
        sentence = "no PostgreSQL is there; name a server where tests may create databases with TEST_DATABASE_URL"
        if os.environ.get("REQUIRE_POSTGRES") == "1":
            pytest.fail(sentence)
        pytest.skip(sentence)
    found = Postgres(url)
    with found.database(found.template) as empty:
        engine = store.connect(empty)
        upgrade.run(engine)
        engine.dispose()  # nobody may be connected to what is copied
        yield found
    found.engine.dispose()
