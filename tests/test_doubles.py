"""Files that may be one household kept twice."""

from datetime import date

import pytest
from sqlmodel import select

from db import alike
from db.changes import apart, household
from db.choices import Sex
from db.errors import NotAllowed
from db.models import Building
from db.queries.doubles import doubles
from tests.conftest import DAY

BORN = date(1943, 5, 6)


@pytest.fixture
def opened(s, cast, home):
    """Open another file, with one person in it; gives its id."""

    def opened(room, name="", unit=1, building="3栋", **more):
        place = s.exec(select(Building.id).where(Building.name == building)).one()
        there = {"building_id": place, "unit": unit, "room": room}
        found = household.add_household(s, cast["visitor"], DAY, there)
        if name:
            household.add_resident(s, cast["visitor"], found, {"name": name, "sex": Sex.FEMALE, **more})
        return found

    return opened


def pairs(s, cast):
    return [(twin.one.id, twin.other.id, twin.matches) for twin in doubles(s, cast["manager"])]


def test_a_register_without_doubles_has_none(s, cast, opened):
    opened("0901", "王桂英", birth_date=date(1950, 1, 2), phone="13900001111")
    assert pairs(s, cast) == []


@pytest.mark.parametrize(
    ("room", "name", "more", "said"),
    [
        ("1202", "", {}, ("door",)),
        ("0501", "陈玉芬", {"birth_date": BORN}, ("name", "birth")),
        ("0501", "陈玉芳", {"birth_date": BORN}, ("shape", "birth")),
        ("0501", "程雨芬", {"phone": "138 0000 2207"}, ("sound", "phone")),
        ("0501", "陈玉芬", {"birth_date": date(1943, 1, 1), "birth_text": "1943年"}, ("name", "year")),
        ("1202", "陈玉芬", {"phone": "0571-12，13800002207", "birth_date": BORN}, ("door", "name", "birth", "phone")),
    ],
)
def test_a_double_is_found_and_says_what_matches(s, cast, home, opened, room, name, more, said):
    twin = opened(room, name, **more)
    assert pairs(s, cast) == [(home, twin, said)]
    assert doubles(s, cast["manager"])[0].why


@pytest.mark.parametrize(
    ("room", "name", "more"),
    [
        ("0501", "陈玉芬", {}),  # a name alone is anybody's
        ("0501", "李卫东", {"phone": "13800002207"}),  # a daughter's number stands in many a file
        ("0501", "王桂英", {"birth_date": BORN}),
        ("0501", "陈玉芳", {"birth_date": BORN, "sex": Sex.MALE}),  # a man and a woman whose names are alike
        ("0501", "陈玉芬", {"birth_date": date(1960, 5, 6)}),
    ],
)
def test_what_only_one_thing_says_is_no_double(s, cast, opened, room, name, more):
    opened(room, name, **more)
    assert pairs(s, cast) == []


def test_a_room_without_its_unit_counts_with_the_name_only(s, cast, home, opened):
    one = opened("1202", unit=None)
    assert pairs(s, cast) == []
    household.add_resident(s, cast["visitor"], one, {"name": "陈玉芬"})
    assert pairs(s, cast) == [(home, one, ("room", "name"))]


def test_the_likeliest_comes_first(s, cast, home, opened):
    less = opened("0501", "陈玉芬", birth_date=BORN)
    more = opened("1202", "陈玉芬", birth_date=BORN, phone="13800002207")
    assert [pair[:2] for pair in pairs(s, cast)] == [(home, more), (home, less), (less, more)]


def test_who_was_kept_apart_stays_away(s, cast, home, opened):
    twin = opened("0501", "陈玉芬", birth_date=BORN)
    apart.keep_apart(s, cast["manager"], twin, home, DAY)
    apart.keep_apart(s, cast["manager"], home, twin, DAY)
    assert pairs(s, cast) == []


def test_who_may_not_import_is_told_no_doubles(s, cast, home):
    for who in ("visitor", "reader"):
        with pytest.raises(NotAllowed):
            doubles(s, cast[who])


def test_an_office_number_in_every_file_makes_no_crowd(s, cast, opened):
    for n in range(20):
        opened(f"{n + 2}01", f"王{chr(0x4E00 + n * 40)}", phone="0571-8888123")
    assert pairs(s, cast) == []


def test_names_by_sound_and_shape():
    assert alike.sound_alike("张国华", "章国花")
    assert alike.sound_alike("单雄", "善雄"), "a surname with two readings"
    assert not alike.sound_alike("张国华", "李国华")
    assert alike.shaped_alike("王玉梅", "王玉海")
    assert not alike.shaped_alike("王梅", "李梅")
    assert alike.sound_alike("高䶮", "高 䶮")
    assert alike.name_key("阿依古丽·买买提") == alike.name_key("阿依古丽买买提")


def test_telephones_are_compared_by_their_last_digits():
    assert alike.telephones("+86 138-0000-2207、88881234") == {"13800002207", "88881234"}
    assert alike.telephones("无") == frozenset()
