"""Invented houses to measure in, each in a temporary folder that is gone afterwards."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlmodel import col, select

from db import clock, demo, sign_in, sizes, store
from db.choices import Role
from db.models import Account, Household
from db.rights import Person

SEED = 1


@contextmanager
def at(data: Path) -> Iterator[None]:
    """This process keeps its data in another folder meanwhile."""
    before = os.environ.get("NUANFANG_DATA"), os.environ.pop("DATABASE_URL", None)
    os.environ["NUANFANG_DATA"] = str(data)
    try:
        yield
    finally:
        for variable, value in zip(("NUANFANG_DATA", "DATABASE_URL"), before, strict=True):
            os.environ.pop(variable, None)
            if value is not None:
                os.environ[variable] = value


@contextmanager
def folder() -> Iterator[Path]:
    """An empty data folder, gone afterwards."""
    with TemporaryDirectory(prefix="bench", ignore_cleanup_errors=True) as name, at(Path(name)):
        try:
            yield Path(name)
        finally:
            store.forget_engines()


@contextmanager
def house(households: int, visits: int) -> Iterator[Path]:
    """The demonstration estate, as large as asked for."""
    with folder() as data:
        with store.writing() as s:
            demo.fill(s, clock.today(), households=households, visits=visits, seed=SEED)
        sizes.learn()  # as the app does when it starts
        yield data


def visitor() -> Person:
    """Somebody who records visits there."""
    with store.reading() as s:
        found = s.exec(select(Account).where(Account.role == Role.VISITOR, Account.active)).first()
        assert found is not None and found.id is not None
        return Person(found.id, found.display, found.role, found.department, found.position)


def busiest() -> int:
    """The archive number of the household with the most visits."""
    with store.reading() as s:
        return s.exec(select(Household.no).order_by(col(Household.visits).desc()).limit(1)).one()


def signed_in(person: Person) -> str:
    """The cookie of a browser in which this person has signed in, with a password of their own."""
    with store.writing() as s:
        s.get_one(Account, person.id).must_change = False
        return sign_in.open_session(s, person.id, clock.now())[0]


def multiply(times: int) -> None:
    """So many times the visits, of the same households: each repeated at earlier hours, so that the last stays last."""
    with store.writing() as s:
        here = s.connection()
        names = [
            row[1] for row in here.exec_driver_sql("PRAGMA table_info(visit)") if row[1] not in ("id", "at", "token")
        ]
        kept = ", ".join(f'"{name}"' for name in names)
        here.exec_driver_sql("CREATE TEMP TABLE first AS SELECT * FROM visit")
        for n in range(1, times):
            here.exec_driver_sql(
                f"INSERT INTO visit ({kept}, at, token) SELECT {kept}, "
                f"strftime('%Y-%m-%d %H:%M:%f000', at, '-{n * 7} hours'), token || '+{n}' FROM first"
            )
        here.exec_driver_sql(
            "INSERT INTO visitby SELECT v.id, b.account_id, b.name, b.department, b.position FROM visit v "
            "JOIN visit f ON f.token = substr(v.token, 1, instr(v.token, '+') - 1) "
            "JOIN visitby b ON b.visit_id = f.id WHERE instr(v.token, '+') > 0"
        )
        here.exec_driver_sql(f"UPDATE household SET visits = visits * {times}")
        here.exec_driver_sql("DROP TABLE first")


OF_A_HOUSEHOLD = {
    "household": {"id": "household", "no": "household"},
    "resident": {"id": "resident", "household_id": "household"},
    "scaleresult": {"id": "scaleresult", "resident_id": "resident"},
    "hardship": {"id": "hardship", "household_id": "household", "resident_id": "resident"},
    "visit": {"id": "visit", "household_id": "household"},
    "need": {"id": "need", "household_id": "household", "resident_id": "resident", "visit_id": "visit"},
    "measure": {"id": "measure", "household_id": "household", "need_id": "need", "visit_id": "visit"},
    "assessment": {"id": "assessment", "household_id": "household"},
}


def repeat(times: int) -> None:
    """So many times the households: each with its people, visits and problems again, under other numbers."""
    with store.writing() as s:
        here = s.connection()
        last = {name: here.exec_driver_sql(f"SELECT max(id) FROM {name}").scalar() or 0 for name in OF_A_HOUSEHOLD}
        for n in range(1, times):
            for name, moved in OF_A_HOUSEHOLD.items():
                all_of_them = [row[1] for row in here.exec_driver_sql(f"PRAGMA table_info({name})")]
                names = ", ".join(f'"{each}"' for each in all_of_them)
                told = {each: f'"{each}" + {n * last[other]}' for each, other in moved.items()}
                told |= {"token": f"token || '+{n}'"} if "token" in all_of_them else {}
                values = ", ".join(told.get(each, f'"{each}"') for each in all_of_them)
                here.exec_driver_sql(
                    f"INSERT INTO {name} ({names}) SELECT {values} FROM {name} WHERE id <= {last[name]}"
                )
        here.exec_driver_sql("ANALYZE")


def copied(data: Path, to: Path) -> Path:
    """The database once more, for somebody who may change it."""
    store.forget_engines()  # what is still in the log of writes goes into the file
    shutil.copy(data / "nuanfang.db", to)
    return to
