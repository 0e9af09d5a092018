"""The cast, and a fresh house for every test.

何静 calls on people, 李敏 is her manager, 王主任 administers, 街道 reads what is shared. In the estate 和安苑 stand
3栋 and 5栋; in 3栋 1单元 1202 lives 陈玉芬, eighty-three and alone. Everybody is invented.
"""

import gc
import os
import shutil
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session

from db import clock, passwords, sign_in, store, tiers
from db.changes import estate, household
from db.choices import HardshipKind, Role, Sex, Tier
from db.models import Account, Estate
from db.rights import Person
from db.words import use_language
from tests.browser import _staffed_house, browser, new_page, server, staffed  # noqa: F401 (fixtures)
from tests.postgres import BOTH, NOT_THE_DATA, NOT_THE_DATA_EITHER, house_on_postgres, postgres  # noqa: F401 (fixtures)

ROOT = Path(__file__).parent.parent
DAY = date(2026, 11, 23)
MORNING = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)  # 10:40 in China
PASSWORD = "窗外的桂花又开了"


@pytest.fixture(scope="session")
def _empty_house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated, empty database, made once and copied for each test."""
    folder = tmp_path_factory.mktemp("empty")
    os.environ["NUANFANG_DATA"] = str(folder)
    os.environ.pop("DATABASE_URL", None)
    store.engine()
    store.forget_engines()
    return folder / "nuanfang.db"


@pytest.fixture(scope="session")
def _folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every house in this process stands here, one after the other: a new address would need a new engine."""
    return tmp_path_factory.mktemp("house")


def pytest_collection_finish() -> None:
    """All that is imported by now stays: looking through it again and again for rubbish took a seventh of the time."""
    gc.collect()
    gc.freeze()


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What asks the data only is tested twice: on SQLite, and on PostgreSQL when there is a server."""
    asked = set(metafunc.fixturenames)
    on_paper = metafunc.module.__name__.rpartition(".")[2] in NOT_THE_DATA_EITHER
    if "house" in asked and not asked & NOT_THE_DATA and not on_paper:
        metafunc.parametrize("house", BOTH, indirect=True)


@pytest.fixture
def house(
    request: pytest.FixtureRequest, _empty_house: Path, _folder: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """The data folder of an empty house; the app in this process uses it."""
    monkeypatch.setenv("NUANFANG_DATA", str(_folder))
    use_language("zh_CN")
    if getattr(request, "param", "sqlite") == "sqlite":
        shutil.copy(_empty_house, _folder / "nuanfang.db")
        monkeypatch.delenv("DATABASE_URL", raising=False)
        yield _folder
        _leave()
    else:
        there = request.getfixturevalue("house_on_postgres")
        monkeypatch.setenv("DATABASE_URL", there.url)
        yield _folder
        _leave()
        there.empty()
    for left in _folder.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()


def _leave() -> None:
    """Close every connection, but keep the engines: half of a short test went into compiling the same questions."""
    for engine in store._open.values():
        engine.dispose()
    tiers.forget()


@pytest.fixture(scope="session")
def _hash() -> str:
    return passwords.hashed(PASSWORD)


@pytest.fixture
def cast(house: Path, _hash: str) -> dict[str, Person]:
    """The estate named and its people known: visitor, manager, admin, reader."""
    people = {
        "visitor": ("何静", Role.VISITOR, "客服部", "管家"),
        "manager": ("李敏", Role.MANAGER, "项目部", "项目经理"),
        "admin": ("王主任", Role.ADMIN, "项目部", "主任"),
        "reader": ("街道民政", Role.READER, "", ""),
    }
    found = {}
    with store.writing() as s:
        s.add(Estate(name="和安苑", company="安居物业服务有限公司"))
        for key, (name, role, department, position) in people.items():
            account = Account(
                name=name,
                key=sign_in.key_of(name),
                display=name,
                role=role,
                department=department,
                position=position,
                password_hash=_hash,
                created_at=MORNING,
            )
            s.add(account)
            s.flush()
            assert account.id is not None
            found[key] = Person(account.id, name, role, department, position)
    return found


@pytest.fixture
def home(cast: dict[str, Person]) -> int:
    """陈玉芬's household: 3栋 1单元 1202, file number 1."""
    with store.writing() as s:
        who = cast["visitor"]
        building = estate.add_building(s, who, {"name": "3栋", "units": 2, "floors": 18, "doors": 4})
        estate.add_building(s, who, {"name": "5栋", "units": 3, "floors": 7, "doors": 2})
        answers = {
            "building_id": building,
            "unit": 1,
            "room": "1202",
            "tier": Tier.TWO,
            "responsible_id": who.id,
        }
        household_id = household.add_household(s, who, DAY, answers)
        household.add_resident(
            s,
            who,
            household_id,
            {
                "name": "陈玉芬",
                "sex": Sex.FEMALE,
                "birth_date": date(1943, 5, 6),
                "phone": "13800002207",
                "is_head": True,
            },
        )
        household.add_hardship(s, who, household_id, {"kind": HardshipKind.ALONE})
    return household_id


@pytest.fixture
def s(house: Path) -> Iterator[Session]:
    """One piece of work, kept when the test ends well."""
    with store.writing() as opened:
        yield opened


@pytest.fixture
def open_page(cast: dict[str, Person]) -> Callable[..., Any]:
    """Open a page file as one of the cast (or as a stranger: None), with what stands in the address."""
    from streamlit import config
    from streamlit.testing.v1 import AppTest

    # AppTest keeps each widget's functions in the state, which a real server never does.
    config.set_option("runner.enforceSerializableSessionState", False)

    def opened(page: str, who: str | None = "visitor", **query: str) -> AppTest:
        app = AppTest.from_file(str(ROOT / "pages" / f"{page}.py"), default_timeout=30)
        if who:
            with store.writing() as s:
                secret, _code = sign_in.open_session(s, cast[who].id, clock.now())
            app.session_state["_nf.secret"] = secret
        for key, value in query.items():
            app.query_params[key] = value
        return app.run()

    return opened
