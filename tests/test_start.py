"""A house is opened once, and a demonstration is taken down in one step."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import SQLModel, func, select

from db import clock, log, sign_in, store
from db.changes import start
from db.choices import Deed
from db.errors import Invalid, NotAllowed, Refused
from db.models import Account, Estate, LogEntry
from db.queries.house import house as the_house
from tests.conftest import MORNING, PASSWORD


def open_house(name="和安苑", admin="王主任", password=PASSWORD) -> int:
    with store.writing() as s:
        return start.open_estate(s, {"name": name}, admin, password, MORNING)


def told() -> list[tuple[Deed, str]]:
    with store.reading() as s:
        assert log.verify(s) == ""
        return [(entry.deed, entry.who) for entry in s.exec(select(LogEntry).order_by(LogEntry.id))]


def rows() -> dict[str, int]:
    with store.reading() as s:
        tables = SQLModel.metadata.sorted_tables
        return {t.name: n for t in tables if (n := s.execute(select(func.count()).select_from(t)).scalar_one())}


def test_a_closed_house_says_so_and_an_open_one_its_name(house):
    with store.reading() as s:
        assert the_house(s) is None
    open_house()
    with store.reading() as s:
        assert (the_house(s).name, the_house(s).demonstration) == ("和安苑", False)
    assert told() == [(Deed.SET_UP, "王主任")]


def test_all_that_is_wrong_is_told_at_once_and_nothing_is_kept(house):
    with pytest.raises(Invalid) as refused:
        open_house("", "", "短")
    assert list(refused.value.problems) == ["estate.name", "name", "password"]
    assert rows() == {"loghead": 1}


def test_a_house_is_opened_once_even_by_many_at_once(house):
    def attempt(n: int) -> bool:
        try:
            open_house(admin=f"管理员{n}")
        except Refused:
            return False
        return True

    with ThreadPoolExecutor(8) as many:
        assert sorted(many.map(attempt, range(8))) == [False] * 7 + [True]
    assert (rows()["estate"], rows()["account"]) == (1, 1)


def test_only_a_demonstration_is_taken_down_and_only_by_its_keeper(cast, home):
    before = rows()
    with pytest.raises(Refused, match="不是演示小区"), store.writing() as s:
        start.remove_demonstration(s, cast["admin"])
    with store.writing() as s:
        s.exec(select(Estate)).one().demonstration = True
    for role in ("visitor", "manager", "reader"):
        with pytest.raises(NotAllowed), store.writing() as s:
            start.remove_demonstration(s, cast[role])
    assert {**rows(), "logentry": 0} == {**before, "logentry": 0}


def test_taken_down_nothing_is_left_and_the_house_can_be_opened_again(cast, home, house):
    with store.writing() as s:
        s.exec(select(Estate)).one().demonstration = True
        secret, _code = sign_in.open_session(s, cast["visitor"].id, clock.now())
    with store.writing() as s:
        start.remove_demonstration(s, cast["admin"])
    assert rows() == {"loghead": 1, "logentry": 1}
    assert told() == [(Deed.DEMONSTRATION_GONE, "王主任")]
    with store.reading() as s:
        assert sign_in.person(s, secret, clock.now()) is None
    open_house("真的小区")
    with store.reading() as s:
        assert [account.name for account in s.exec(select(Account))] == ["王主任"]
    is_file = store.engine().dialect.name == "sqlite"
    store.forget_engines()
    if is_file:
        assert "陈玉芬".encode() not in (house / "nuanfang.db").read_bytes(), "deleted rows are wiped from the file too"
