"""The one door to the database: where it is, how it is opened, and what one piece of work is.

SQLite's settings are those measured to lose nothing: WAL with synchronous=FULL (NORMAL loses acknowledged commits on
a power cut) and BEGIN IMMEDIATE for every piece of work that writes (deferred ones lose updates or fail at once).
PostgreSQL is asked for the same two promises: those who write come one after the other, and all that is read in one
piece of work is of one moment.
"""

import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import OperationalError
from sqlmodel import Session, create_engine

from db import log, tiers
from db.choices import Deed
from db.errors import Busy, NotAllowed, Refused
from db.words import _

HOUSE = Path(__file__).parent.parent
PATIENCE, IMPATIENCE = 15_000, 1  # milliseconds that a deed waits for those who write before it
PRAGMAS = (
    "foreign_keys=ON",
    "journal_mode=WAL",
    "synchronous=FULL",
    f"busy_timeout={PATIENCE}",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "recursive_triggers=ON",
    "temp_store=MEMORY",
    "cache_size=-32000",
)
# PostgreSQL has no BEGIN IMMEDIATE. A lock of our own, named by a number, takes its place; waiting ends as in SQLite.
QUEUE = (
    "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SET LOCAL lock_timeout = {wait}; "
    "SELECT pg_advisory_xact_lock(20261123)"
)
ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ"
_opening, _open = Lock(), dict[str, Engine]()


def data_folder() -> Path:
    """Where everything is kept: `NUANFANG_DATA`, or `data/` beside app.py."""
    return Path(os.environ.get("NUANFANG_DATA") or HOUSE / "data")


def address() -> str:
    """The database's URL: `DATABASE_URL`, or a SQLite file in the data folder."""
    return spelled(os.environ.get("DATABASE_URL", "")) or f"sqlite:///{(data_folder() / 'nuanfang.db').as_posix()}"


def spelled(url: str) -> str:
    """A PostgreSQL URL however people write it (`postgres://`, another driver), with the driver that is installed."""
    return re.sub(r"^postgres(ql)?(\+\w+)?:", "postgresql+psycopg:", url.strip())


def engine() -> Engine:
    """The engine of the address asked for now, migrated to today's tables when it is first opened."""
    url = address()
    with _opening:
        if url not in _open:
            from db import settings, upgrade  # both stand above this door, and are only needed here

            made = connect(url)
            _knock(made)
            upgrade.run(made)
            _open[url] = made
            tiers.house(url)
            with Session(made) as opened:
                settings.learn_tiers(opened)
        tiers.house(url)
        return _open[url]


def _knock(made: Engine) -> None:
    """Whether anybody is there at all: what a driver says of that is no sentence for an office."""
    try:
        made.connect().close()
    except OperationalError as failed:
        raise Refused(_("The database did not answer: {why}").format(why=failed.orig)) from failed


def connect(url: str) -> Engine:
    """An engine with our settings, nothing migrated."""
    sizes = {"pool_size": 10, "max_overflow": 20}
    if make_url(url).get_backend_name() != "sqlite":  # a server may be far away, and restart between two questions
        made = create_engine(url, **sizes, pool_pre_ping=True, connect_args={"connect_timeout": 10})
        event.listen(made, "begin", _begin_on_a_server)
        return made
    file = make_url(url).database
    if file and file != ":memory:":
        Path(file).parent.mkdir(parents=True, exist_ok=True)
    made = create_engine(url, **sizes)
    event.listen(made, "connect", _settle)
    event.listen(made, "begin", _begin)
    return made


def _settle(connection: sqlite3.Connection, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin where we say, not where sqlite3 guesses
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes"):
        connection.exec_driver_sql("BEGIN")
        return
    wait = options.get("wait", PATIENCE)
    if wait != PATIENCE:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={wait}")
    try:
        with _others_write():
            connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        if wait != PATIENCE:
            connection.exec_driver_sql(f"PRAGMA busy_timeout={PATIENCE}")


def _begin_on_a_server(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes"):
        connection.exec_driver_sql(ONE_MOMENT)
        return
    with _others_write():
        connection.exec_driver_sql(QUEUE.format(wait=options.get("wait", PATIENCE)))


@contextmanager
def _others_write() -> Iterator[None]:
    """A large list being taken in may take longer than anybody waits."""
    try:
        yield
    except OperationalError as failed:
        if "lock" not in str(failed.orig):
            raise
        sentence = _("Somebody is taking in a large list just now. Nothing of yours is lost: try again in a minute.")
        raise Busy(sentence) from failed


@contextmanager
def reading() -> Iterator[Session]:
    """Ask questions. Nothing is kept of what is changed inside, but a refusal is written to the log."""
    with _refusals_logged(), Session(engine()) as opened:
        yield opened


@contextmanager
def writing(wait: int = PATIENCE) -> Iterator[Session]:
    """One deed: kept whole when it ends well, undone whole when it does not. At its end the risk of every household
    it touched is worked out anew. Raises `Busy` when others write for longer than `wait`."""
    from db.changes import touched  # deeds stand above this door

    touched.watch()
    with _refusals_logged(), Session(engine().execution_options(writes=True, wait=wait)) as opened, opened.begin():
        yield opened
        touched.settle(opened)


@contextmanager
def _refusals_logged() -> Iterator[None]:
    try:
        yield
    except NotAllowed as refusal:
        if refusal.actor_id is not None:
            with Session(engine().execution_options(writes=True)) as opened, opened.begin():
                log.write(opened, refusal.actor_id, refusal.who, Deed.REFUSED, detail=refusal.right)
        raise


def forget_engines() -> None:
    """Close every connection; the next question opens the address anew (restore and tests)."""
    with _opening:
        for opened in _open.values():
            opened.dispose()
        _open.clear()
        tiers.forget()
