"""Buildings as they really stand, what a form refuses, and where a door stands that somebody wrote down."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from db import store, telling
from db.changes import estate, household
from db.choices import HouseholdState
from db.errors import Invalid
from db.models import Building, BuildingFields, Household
from db.queries.estate import standing
from db.queries.find import at as found_at
from db.queries.find import places
from db.rooms import Door, Spot, arrange, read
from db.shapes import shape_of
from tests.conftest import DAY


def shape(units=1, floors=6, doors=2, **more):
    return shape_of(BuildingFields(name="1栋", units=units, floors=floors, doors=doors, **more))


def test_floors_are_counted_by_number_and_some_do_not_exist():
    found = shape(2, 18, 4, missing_floors="4, 14")
    assert found.levels == (1, 2, 3, 5, 6, 7, 8, 9, 10, 11, 12, 13, 15, 16, 17, 18)
    assert found.homes == 2 * 16 * 4 and found.doors_on(4) == 0


def test_shops_stand_below_and_nobody_lives_there():
    found = shape(3, 7, 2, shop_floors=2, missing_floors="2")
    assert [level for level in found.levels if found.is_shop(level)] == [1, 3], "counted from the ground"
    assert found.homes == 3 * 4 * 2 and found.doors_on(3) == 0


def test_floors_with_more_and_fewer_doors_and_an_open_one():
    found = shape(1, 18, 4, other_doors="1: 0, 17: 6, 18: 2")
    assert [found.doors_on(level) for level in (1, 2, 17, 18)] == [0, 4, 6, 2]
    assert found.wide == 6 and found.homes == 15 * 4 + 6 + 2


def test_lane_houses_have_no_units():
    found = shape(0, 3, 8)
    assert found.is_lane and list(found.of_units) == [0] and found.homes == 24


@pytest.mark.parametrize("text", ["4,14", "4，14", "４、１４", " 4层 14层 ", "14;4"])
def test_floors_are_read_as_people_write_them(text):
    assert not {4, 14} & set(shape(floors=18, missing_floors=text).levels)


@pytest.mark.parametrize("text", ["1:1,18:2", "1：1，18：2", "1层1户、18层2户", "1 : 1; 18 = 2"])
def test_doors_are_read_as_people_write_them(text):
    found = shape(floors=18, other_doors=text)
    assert (found.doors_on(1), found.doors_on(18), found.doors_on(2)) == (1, 2, 2)


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"missing_floors": "四"}, "missing_floors", "“四”不是楼层。请写数字，例：4、14。"),
        ({"missing_floors": "4, 19"}, "missing_floors", "没有 19 层：这栋楼是 1 至 18 层。"),
        ({"missing_floors": "0"}, "missing_floors", "没有 0 层：这栋楼是 1 至 18 层。"),
        ({"floors": 2, "missing_floors": "1, 2"}, "missing_floors", "至少要有一层。"),
        ({"floors": 2, "missing_floors": "2", "shop_floors": 2}, "shop_floors", "这栋楼只有 1 层，请核对商铺层数。"),
        ({"other_doors": "18"}, "other_doors", "“18”认不出。请写“层：户数”，例：1：1，18：2。"),
        ({"other_doors": "1: 1, 1: 2"}, "other_doors", "1 层写了两次。"),
        ({"other_doors": "19: 2"}, "other_doors", "没有 19 层：这栋楼是 1 至 18 层。"),
        ({"other_doors": "1: 41"}, "other_doors", "1 层：最多 40 户。"),
        ({"missing_floors": "4", "other_doors": "4: 1"}, "other_doors", "前面写了没有 4 层，4 层就没有住户。"),
    ],
)
def test_what_cannot_stand_is_refused_with_a_sentence(home, cast, more, field, sentence):
    answers = {"name": "9栋", "units": 1, "floors": 18, "doors": 2} | more
    with pytest.raises(Invalid) as refused, store.writing() as s:
        estate.add_building(s, cast["visitor"], answers)
    assert refused.value.problems == {field: sentence}
    with store.reading() as s:
        assert len(s.exec(select(Building)).all()) == 2, "nothing is stored"


def test_a_change_of_shape_is_checked_too_and_kept_tidy(home, cast):
    who, fields = cast["visitor"], {"name": "3栋", "units": 2, "floors": 18, "doors": 4}
    with store.writing() as s:
        building = s.exec(select(Building).where(Building.name == "3栋")).one()
        with pytest.raises(Invalid):
            estate.edit_building(s, who, building.id, building.version, fields | {"missing_floors": "x"})
        more = {"missing_floors": "１４、4层", "other_doors": "18：2，1层1户", "shop_floors": 1}
        estate.edit_building(s, who, building.id, building.version, fields | more)
    with store.reading() as s:
        stored = s.exec(select(Building).where(Building.name == "3栋")).one()
        assert (stored.missing_floors, stored.other_doors) == ("4, 14", "1: 1, 18: 2")
        [told] = [each for each in standing(s, who) if each.name == "3栋"]
    assert told.shape.homes == 2 * (14 * 4 + 2)


def test_the_settings_count_the_households_that_every_list_counts(home, cast):
    with store.reading() as s:
        assert next(each for each in standing(s, cast["visitor"]) if each.name == "3栋").files == 1
    with store.writing() as s:
        s.get_one(Household, home).state = HouseholdState.MOVED
    with store.reading() as s:
        [told] = [each for each in standing(s, cast["visitor"]) if each.name == "3栋"]
    assert told.files == 0, "who has moved away is not on file"


def test_a_row_of_lane_houses_works_wherever_a_unit_is_asked(home, cast, open_page):
    who = cast["visitor"]
    with store.writing() as s:
        lane = estate.add_building(s, who, {"name": "18弄", "units": 0, "floors": 3, "doors": 8})
        one = household.add_household(s, who, DAY, {"building_id": lane, "room": "5号"})
        household.add_household(s, who, DAY, {"building_id": lane, "unit": 0, "room": "6号2楼"})
        with pytest.raises(Invalid) as refused:
            household.add_household(s, who, DAY, {"building_id": lane, "unit": 1, "room": "7号"})
    assert refused.value.problems == {"unit": "这栋楼不分单元，单元请留空。"}
    with store.reading() as s:
        there = s.get_one(Household, one)
        assert telling.door("18弄", there.unit, there.room) == "18弄 5号"
        assert [(each.name, each.units) for each in places(s, who)] == [("3栋", 2), ("5栋", 3), ("18弄", 0)]
        assert found_at(s, who, lane).total == 2
    for page in ("visit", "register", "settings", "household", "heat_map"):
        at = open_page(page, "manager", no="2")
        assert not at.exception, page
    at = open_page("settings", "manager")
    assert "里弄 8 号 × 3 层，共 24 户，在档 2 户" in [text.value for text in at.text]


TOWER = shape(2, 18, 4, missing_floors="4, 14", shop_floors=1)
LANE = shape(0, 3, 8)


@pytest.mark.parametrize(
    ("unit", "floor", "room", "stands"),
    [
        (1, 12, "1202", (1, 12, 2)),
        (1, None, "1202", (1, 12, 2)),
        (1, None, "12-02", (1, 12, 2)),
        (1, None, "1202室", (1, 12, 2)),
        (1, 3, "0302", (1, 3, 2)),
        (1, None, "12012", (1, 12, 12)),
        (None, None, "2-1202", (2, 12, 2)),
        (None, None, "2单元1202", (2, 12, 2)),
        (2, None, "2-1202", (2, 12, 2)),
        (None, 12, "1202", (None, 12, 2)),
        (1, 3, "2", (1, 3, 2)),
        (1, 3, "甲", (1, 3, 1)),
        (1, 3, "丙", (1, 3, 3)),
        (1, 3, "西户", (1, 3, 1)),
        (1, 3, "东户", (1, 3, 4)),
        (1, None, "3楼东户", (1, 3, 4)),
        (1, None, "12B", (1, 12, 2)),
        (1, 12, "1202A", (1, 12, 2)),
        (1, None, "-101", (1, -1, 1)),
        (1, -2, "地下室3", (1, -2, None)),
        (1, None, "负1层", (1, -1, None)),
        (1, None, "门卫室", (1, None, None)),
        (1, None, "９", (1, None, 9)),
    ],
)
def test_a_door_is_read_from_unit_floor_and_room(unit, floor, room, stands):
    assert read(TOWER, Door(1, unit, floor, room))[:3] == stands


@pytest.mark.parametrize(
    ("floor", "room", "stands"),
    [
        (None, "5号", (0, 1, 5)),
        (None, "5", (0, 1, 5)),
        (None, "5号2楼", (0, 2, 5)),
        (2, "5号", (0, 2, 5)),
        (None, "5号201", (0, 2, 5)),
        (None, "5-301", (0, 3, 5)),
        (None, "5号后楼", (0, 1, 5)),
        (None, "302", (0, 3, 2)),
    ],
)
def test_a_lane_house_is_its_number(floor, room, stands):
    assert read(LANE, Door(1, None, floor, room))[:3] == stands


def placed(of, *doors):
    return arrange(of, [Door(key, *door) for key, door in enumerate(doors)])


def test_two_files_of_one_flat_share_its_door_however_they_write_it():
    found = placed(TOWER, (1, 12, "1202"), (1, None, "12-02"), (2, 12, "1202"))
    assert found[0] == found[1] == Spot(1, 12, 2) and found[2] == Spot(2, 12, 2)


def test_what_does_not_fit_stands_at_the_end_of_its_floor():
    found = placed(TOWER, (1, 12, "1202"), (1, 12, "1209"), (1, 12, "1202A"), (1, 12, "门房"), (1, 12, "1209"))
    assert found == {0: Spot(1, 12, 2), 1: Spot(1, 12, 6), 4: Spot(1, 12, 6), 2: Spot(1, 12, 5), 3: Spot(1, 12, 7)}


def test_a_guess_takes_the_door_that_nobody_names_plainly():
    assert placed(TOWER, (1, 12, "1202A"))[0] == Spot(1, 12, 2)


def test_floors_beyond_the_shape_and_not_known_have_a_place_of_their_own():
    found = placed(TOWER, (1, 19, "1901"), (1, 4, "401"), (1, -1, "-101"), (1, None, "门卫"), (1, None, "门卫"))
    assert found[0] == Spot(1, 19, 1) and found[1] == Spot(1, 4, 1) and found[2] == Spot(1, -1, 1)
    assert {found[3], found[4]} == {Spot(1, None, 1), Spot(1, None, 2)}, "nobody knows whether it is one door"


def test_somebody_who_lives_in_a_shop_is_not_lost():
    assert placed(TOWER, (1, 1, "101"), (1, 1, "商铺3"))[0] == Spot(1, 1, 1)


ROOMS = st.one_of(
    st.text(max_size=20).filter(lambda text: bool(text.strip())),
    st.from_regex(r"[-B]?[0-9]{1,6}[室号甲A]?", fullmatch=True),
    st.builds("{}号{}楼".format, st.integers(0, 40), st.integers(0, 40)),
)
DOORS = st.tuples(st.none() | st.integers(0, 99), st.none() | st.integers(-5, 150), ROOMS)
SHAPES = st.builds(shape, st.integers(0, 4), st.integers(3, 30), st.integers(1, 12), shop_floors=st.integers(0, 3))


@given(SHAPES, st.lists(DOORS, max_size=30))
def test_nobody_is_lost_and_no_two_flats_named_plainly_share_a_door(of, doors):
    found = placed(of, *doors)
    assert set(found) == set(range(len(doors)))
    assert all(spot.door >= 1 for spot in found.values())
    told = {key: read(of, Door(key, *door)) for key, door in enumerate(doors)}
    for key, spot in found.items():
        for other, where in found.items():
            if spot == where and not told[key].is_guess and not told[other].is_guess:
                assert told[key].door == told[other].door or told[key].text == told[other].text


@given(SHAPES, st.lists(DOORS, max_size=12), st.randoms())
def test_the_picture_is_the_same_in_whatever_order_they_come(of, doors, dice):
    told = [Door(key, *door) for key, door in enumerate(doors)]
    mixed = list(told)
    dice.shuffle(mixed)
    assert arrange(of, told) == arrange(of, mixed)
