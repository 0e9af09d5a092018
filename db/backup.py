"""Backups of a SQLite house: made whole while people work, looked through before they count, put back with a way out.

A database file in use must never be copied by hand: the copy lacks what is still in the -wal file, and a copy put
beside an old -wal file silently gives the old data back. PostgreSQL has its own tools for all of this.
"""

import os
import shutil
import sqlite3
import tempfile
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import Session, col, update

from db import clock, log, store, upgrade
from db.choices import Deed
from db.errors import Refused
from db.models import SignInSession
from db.rights import Person
from db.words import _


def backup(actor: Person, target: Path) -> None:
    """Write a backup, look it through, and only then give it its name."""
    file = _file()
    if not file.exists():
        raise Refused(_("There is nothing to back up yet."))
    part = target.with_name(f"{target.name}.part")
    part.unlink(missing_ok=True)
    try:
        live = sqlite3.connect(file)
        try:
            live.execute("VACUUM INTO ?", (str(part),))
        finally:
            live.close()
        part.chmod(0o600)
        examine(part)
        _to_disk(part)
        part.replace(target)
    except sqlite3.Error as failed:
        raise Refused(_("The backup could not be written: {why}").format(why=failed)) from failed
    finally:
        part.unlink(missing_ok=True)
    with store.writing() as s:
        log.write(s, actor.id or None, actor.name, Deed.BACKUP, "backup")


def restore(actor: Person, source: Path) -> Path | None:
    """Put a backup in the place of the live data. Gives the copy of what was there before.

    Everybody signs in anew: a session that was signed out since would otherwise come back with it.

    Whatever is wrong is found in a copy; the live data is touched by one rename at the very end.
    """
    file = _file()
    file.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=file.parent, prefix="restore-") as folder:
        new = Path(folder) / "new.db"
        _copied(source, new)
        examine(new)
        store.forget_engines()
        before = _put_aside(file)
        for left_over in ("-wal", "-shm"):
            file.with_name(file.name + left_over).unlink(missing_ok=True)
        _to_disk(new)
        new.replace(file)
    with store.writing() as s:  # opening it brings it to today's tables
        s.exec(update(SignInSession).where(col(SignInSession.ended_at).is_(None)).values(ended_at=clock.now()))
        log.write(s, actor.id or None, actor.name, Deed.RESTORE)
    return before


def verify(file: Path | None = None) -> None:
    """Raises `Refused` with what is wrong: of a backup, or without one of the live data."""
    if file is not None:
        examine(file)
        return
    engine = store.engine()
    if engine.dialect.name == "sqlite":
        connection = sqlite3.connect(_file())
        try:
            _whole(connection)
        finally:
            connection.close()
    _log_holds(engine)


def examine(file: Path) -> None:
    """Look a backup through, in a copy that is brought to today's tables on the way."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy.db"
        _copied(file, copy)
        try:
            connection = sqlite3.connect(copy)
            try:
                _whole(connection)
                _ours(connection)
            finally:
                connection.close()
            engine = store.connect(f"sqlite:///{copy.as_posix()}")
            try:
                upgrade.run(engine)
                _log_holds(engine)
            finally:
                engine.dispose()
        except (sqlite3.Error, SQLAlchemyError) as failed:
            raise Refused(_("This is not a whole backup of Nuanfang: {why}").format(why=failed)) from failed


def _whole(connection: sqlite3.Connection) -> None:
    wrong = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
    wrong += [f"{row[0]} {row[1]}" for row in connection.execute("PRAGMA foreign_key_check").fetchmany(3)]
    if wrong:
        raise Refused(_("The data is damaged: {why}").format(why="; ".join(wrong)))


def _ours(connection: sqlite3.Connection) -> None:
    """Made by this program or an older one, and holding nothing that acts by itself."""
    if connection.execute("SELECT count(*) FROM sqlite_master WHERE type IN ('trigger', 'view')").fetchone()[0]:
        raise Refused(_("This is not a whole backup of Nuanfang: {why}").format(why="trigger, view"))
    revisions = {row[0] for row in connection.execute("SELECT version_num FROM alembic_version")}
    known = {script.revision for script in ScriptDirectory(upgrade.MIGRATIONS.as_posix()).walk_revisions()}
    if not revisions or not revisions <= known:
        raise Refused(_("This backup is from a newer Nuanfang. Upgrade the program first, then restore."))


def _log_holds(engine: Engine) -> None:
    with Session(engine) as s:
        if wrong := log.verify(s):
            raise Refused(_("The log has been tampered with: {why}").format(why=wrong))


def _put_aside(file: Path) -> Path | None:
    """A copy of the live data as it is. Refuses while anybody has it open."""
    if not file.exists():
        return None
    try:
        connection = sqlite3.connect(file, timeout=2)
        try:  # leaving WAL needs the file for oneself, and leaves everything in the one file
            connection.execute("PRAGMA journal_mode=DELETE")
        finally:
            connection.close()
    except sqlite3.OperationalError as busy:
        raise Refused(_("Nuanfang is running. Close it on this computer, then restore. Nothing was changed.")) from busy
    except sqlite3.DatabaseError:
        pass  # damaged beyond opening: the more reason to keep it and to restore
    stamp = clock.local(clock.now()).strftime("%Y%m%d-%H%M%S")
    kept = file.parent / "backups" / f"before-restore-{stamp}.db"
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, kept)
    _to_disk(kept)
    return kept


def _copied(source: Path, target: Path) -> None:
    """The file's bytes; a backup has no -wal beside it that would belong to it."""
    if not source.is_file():
        raise Refused(_("There is no file {name}.").format(name=source.name))
    shutil.copyfile(source, target)


def _to_disk(file: Path) -> None:
    with file.open("rb+") as written:
        os.fsync(written.fileno())


def _file() -> Path:
    """The live SQLite file."""
    url = make_url(store.address())
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise Refused(_("The data is on a PostgreSQL server. Use pg_dump to back up, pg_restore to restore."))
    return Path(url.database)
