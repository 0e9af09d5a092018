"""What SQLite and PostgreSQL promise alike: the same tables, the same order, and nothing lost between two writers."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import Session, SQLModel, func, select

from db import log, store, upgrade
from db.changes import account, household
from db.choices import Deed, Role
from db.errors import Conflict, Refused
from db.models import Account, Building, Estate, Household, LogEntry, LogHead
from db.queries import find, people
from db.queries.register import Asked, Order, households
from tests.conftest import DAY, MORNING, PASSWORD
from tests.postgres import BOTH, House


@pytest.fixture(params=BOTH)
def nothing(request, tmp_path):
    """The address of a database in which there is nothing yet."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'nothing.db'}"
        return
    with request.getfixturevalue("postgres").database() as url:
        yield url


def at_once(*deeds):
    """Do all of it at one moment; what each gave, or what it was refused with."""
    start = Barrier(len(deeds))

    def do(deed):
        start.wait()
        try:
            return deed()
        except Refused as refused:
            return refused

    with ThreadPoolExecutor(len(deeds)) as many:
        return list(many.map(do, deeds))


def test_the_migrations_make_the_tables_of_the_models(nothing):
    engine = store.connect(nothing)
    upgrade.run(engine)
    with engine.connect() as connection:
        found = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(found, SQLModel.metadata) == []
        assert connection.scalar(select(func.count()).select_from(LogHead)) == 1
    engine.dispose()


def test_two_who_open_an_empty_database_at_once_make_the_tables_once(nothing):
    engines = [store.connect(nothing) for _ in range(2)]
    assert at_once(*(lambda engine=engine: upgrade.run(engine) for engine in engines)) == [None, None]
    with engines[0].connect() as connection:
        assert connection.scalar(select(func.count()).select_from(LogHead)) == 1
    for engine in engines:
        engine.dispose()


@pytest.mark.postgres
def test_no_test_sees_what_the_one_before_it_has_written(postgres):
    with postgres.database() as url:
        house, engine, seen = House(url), store.connect(url), []
        for _test in range(2):
            with Session(engine.execution_options(writes=True)) as s, s.begin():
                log.write(s, None, "王主任", Deed.SET_UP)
                seen.append((s.exec(select(LogEntry)).one().id, s.exec(select(LogHead)).one().count))
            left_open = engine.connect()
            left_open.exec_driver_sql("LOCK TABLE logentry")
            house.empty()
            left_open.invalidate()
            left_open.close()
        assert seen == [(1, 1), (1, 1)]
        house.engine.dispose()
        engine.dispose()


def test_of_two_who_save_one_record_at_once_the_second_sees_both_texts(home, cast):
    with store.reading() as s:
        opened = s.get_one(Household, home)
        version, there = opened.version, {"building_id": opened.building_id, "unit": 1, "room": "1202"}

    def save(who: str, tags: str) -> str:
        with store.writing() as s:
            household.edit_household(s, cast[who], home, version, DAY, {**there, "tags": tags})
        return tags

    first, second = sorted(
        at_once(lambda: save("visitor", "怕狗"), lambda: save("manager", "听力弱")),
        key=lambda said: type(said) is not str,
    )
    assert isinstance(second, Conflict)
    assert second.differences["tags"] == (first, {"怕狗": "听力弱", "听力弱": "怕狗"}[first])
    with store.reading() as s:
        stored = s.get_one(Household, home)
        assert (stored.tags, stored.version) == (first, version + 1)


def test_nothing_is_lost_between_writers_who_lock_nothing(cast):
    def count() -> None:
        for _ in range(5):
            with store.writing() as s:
                estate = s.exec(select(Estate)).one()
                estate.version += 1

    at_once(*[count] * 6)
    with store.reading() as s:
        assert s.exec(select(Estate)).one().version == 31


def test_the_log_is_one_chain_however_many_write_it(cast):
    def write() -> None:
        for n in range(5):
            with store.writing() as s:
                log.write(s, cast["visitor"].id, "何静", Deed.VIEW, "household", n)

    at_once(*[write] * 8)
    with store.reading() as s:
        assert log.verify(s) == ""
        assert s.exec(select(LogHead)).one().count == len(s.exec(select(LogEntry)).all()) == 40


def test_files_opened_at_once_while_another_is_changed_get_a_number_each(home, cast):
    with store.reading() as s:
        building = s.get_one(Household, home).building_id

    def open_one(room: int) -> int:
        with store.writing() as s:
            return household.add_household(s, cast["visitor"], DAY, {"building_id": building, "room": str(room)})

    def change() -> None:
        for n in range(5):
            with store.writing() as s:
                household.add_resident(s, cast["manager"], home, {"name": f"住户{n}"})

    done = at_once(change, *(lambda room=room: open_one(room) for room in range(501, 507)))
    assert done[0] is None and len(set(done[1:])) == 6, done
    with store.reading() as s:
        assert sorted(s.exec(select(Household.no))) == [1, 2, 3, 4, 5, 6, 7]
        assert log.verify(s) == ""


def test_what_is_read_in_one_piece_of_work_is_of_one_moment(home, cast):
    with store.reading() as s:
        before = s.exec(select(func.count()).select_from(Household)).one()
        with store.writing() as other:
            building = other.exec(select(Building.id)).first()
            household.add_household(other, cast["visitor"], DAY, {"building_id": building, "room": "501"})
        assert s.exec(select(func.count()).select_from(Household)).one() == before == 1
    with store.reading() as s:
        assert s.exec(select(func.count()).select_from(Household)).one() == 2


def test_doors_stand_in_one_order_whatever_language_the_server_speaks(home, cast):
    who, rooms = cast["visitor"], ["a1", "西1", "B1", "12-1", "东1", "121A"]
    with store.writing() as s:
        building = s.get_one(Household, home).building_id
        for room in rooms:
            household.add_household(s, who, DAY, {"building_id": building, "unit": 1, "room": room})
        household.add_household(s, who, DAY, {"building_id": building, "room": "301"})
    expected = ["301", "12-1", "121A", "B1", "a1", "东1", "西1", "1202"]  # where unit and floor are not known, first
    with store.reading() as s:
        assert [row.door.split()[-1] for row in find.at(s, who, building).rows] == expected
        for descending in (False, True):
            page = households(s, who, Asked(order=Order.DOOR, descending=descending), DAY)
            assert [row.room for row in page.rows] == (expected[::-1] if descending else expected)


def test_names_stand_in_one_order_whatever_language_the_server_speaks(cast):
    with store.writing() as s:
        for name in ("bo", "An", "阿珍"):
            new = {"name": name, "role": Role.VISITOR}
            account.add_account(s, cast["admin"], new, PASSWORD, MORNING)
        s.exec(select(Account).where(Account.name == "何静")).one().active = False
    with store.reading() as s:
        shown = [row.display for row in people.accounts(s, cast["admin"], MORNING)]
    assert shown == ["An", "bo", "李敏", "王主任", "街道民政", "阿珍", "何静"]


@pytest.mark.parametrize("typed", ["\0", "玉\0芳", "𰻝𰻝面", "'; DROP TABLE visit; --", "\\", "%s", "9" * 30])
def test_odd_signs_in_a_search_find_nobody_and_break_nothing(home, cast, typed):
    who = cast["visitor"]
    with store.reading() as s:
        assert find.find(s, who, typed).total == 0
        assert households(s, who, Asked(text=typed), DAY).total == (1 if typed == "\0" else 0), "no word asks for all"


@pytest.mark.parametrize("given", ["postgres", "postgresql", "postgresql+psycopg", "postgresql+psycopg2", " postgres"])
def test_a_server_is_named_in_whatever_way_people_write_it(monkeypatch, given):
    monkeypatch.setenv("DATABASE_URL", f"{given}://desk:secret@office:5432/nuanfang?sslmode=require")
    assert store.address() == "postgresql+psycopg://desk:secret@office:5432/nuanfang?sslmode=require"


def test_a_server_that_does_not_answer_is_told_in_a_sentence(house, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", "postgres://desk:secret@127.0.0.1:1/nuanfang")
    with pytest.raises(Refused, match="数据库没有应答") as refused:
        store.engine()
    assert "secret" not in str(refused.value)
