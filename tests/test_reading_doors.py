"""Doors as people write them (every variant that was seen in lists), and what is never made of them."""

from datetime import date, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from db import telling
from db.choices import DoorSure
from db.reading.buildings import best_name, building_key
from db.reading.doors import door, joined
from db.words import speaking

SURE, LIKELY, UNREAD = DoorSure.SURE, DoorSure.LIKELY, DoorSure.UNREAD
# as written: building, unit, floor, room, what stands in front, how sure
WRITTEN = {
    # the samples of the trade
    "10栋2单元": ("10栋", 2, None, "", "", LIKELY),
    "1栋2单元301": ("1栋", 2, 3, "301", "", SURE),
    "12幢1单元302室": ("12幢", 1, 3, "302", "", SURE),
    "5号楼1单元102": ("5号楼", 1, 1, "102", "", SURE),
    "3号楼2门203": ("3号楼", 2, 2, "203", "", SURE),
    "118弄1号33B室": ("118弄1号", None, 33, "33B", "", SURE),
    "1#203": ("1#", None, 2, "203", "", SURE),
    "1-1-1001": ("1", 1, 10, "1001", "", SURE),
    "1-905": ("1", None, 9, "905", "", LIKELY),
    "A座1201室": ("A座", None, 12, "1201", "", SURE),
    "八栋二单元606": ("8栋", 2, 6, "606", "", SURE),
    "１号楼５０１０室": ("1号楼", None, None, "5010", "", SURE),  # floor 5 or 50: the building's shape will tell
    "3单元东户": ("", 3, None, "东户", "", LIKELY),
    # the two real files
    "5幢3单元 704": ("5幢", 3, 7, "704", "", SURE),
    "3-1-202": ("3", 1, 2, "202", "", SURE),
    "8-2-606": ("8", 2, 6, "606", "", SURE),
    "２号楼1单元301": ("2号楼", 1, 3, "301", "", SURE),
    "6栋东单元401": ("6栋", None, None, "东单元401", "", LIKELY),
    "4#2-101": ("4#", 2, 1, "101", "", SURE),
    "9号楼3单元1102 ": ("9号楼", 3, 11, "1102", "", SURE),
    "1栋1单元102室": ("1栋", 1, 1, "102", "", SURE),
    "12号楼1门203": ("12号楼", 1, 2, "203", "", SURE),
    # estates, streets, phases, parts and lanes in front
    "阳光花园 6栋2单元 1203": ("6栋", 2, 12, "1203", "阳光花园", SURE),
    "阳光花园6-2-1203": ("6", 2, 12, "1203", "阳光花园", SURE),
    "人民路12号3栋502": ("3栋", None, 5, "502", "人民路12号", SURE),
    "2期1幢1单元101": ("2期1幢", 1, 1, "101", "", SURE),
    "二期-3-1-202": ("2期3", 1, 2, "202", "", SURE),
    "阳光花园（二期）3栋501": ("2期3栋", None, 5, "501", "阳光花园", SURE),
    "阳光东区3栋501": ("东区3栋", None, 5, "501", "阳光", SURE),
    "28弄 7号3楼": ("28弄", None, None, "7号3楼", "", LIKELY),
    "118弄1号": ("118弄", None, None, "1", "", LIKELY),
    # floors written out
    "14层1405室": ("", None, 14, "1405", "", LIKELY),
    "3栋14楼1405": ("3栋", None, 14, "1405", "", SURE),
    "3栋14层05": ("3栋", None, 14, "1405", "", LIKELY),
    "5楼503": ("", None, 5, "503", "", LIKELY),
    "5楼1单元503": ("5楼", 1, 5, "503", "", SURE),
    "1栋一单元二层东户": ("1栋", 1, 2, "2层东户", "", SURE),
    "2704": ("", None, 27, "2704", "", LIKELY),
    # below the ground, shops, parts of rooms
    "5栋地下室3": ("5栋", None, -1, "地下室3", "", SURE),
    "5栋负一层02": ("5栋", None, -1, "-102", "", LIKELY),
    "3-0-商铺": ("3", 0, None, "商铺", "", LIKELY),
    "5栋商铺3": ("5栋", None, None, "商铺3", "", SURE),
    "1201-1": ("", None, 12, "1201-1", "", LIKELY),
    "1-1201-1": ("1", None, 12, "1201-1", "", SURE),
    "1-2-1201-1": ("1", 2, 12, "1201-1", "", SURE),
    "5栋1101复式": ("5栋", None, None, "1101复式", "", LIKELY),
    "3栋501、502": ("3栋", None, None, "501、502", "", LIKELY),
    # marks, letters, English
    "#3-1-101": ("3#", 1, 1, "101", "", SURE),
    "C1号楼2单元301": ("C1号楼", 2, 3, "301", "", SURE),
    "3号楼B座1201": ("3号楼B座", None, 12, "1201", "", SURE),
    "A310": ("", None, None, "A310", "", LIKELY),
    "4A": ("", None, 4, "4A", "", LIKELY),
    "3栋2U101": ("3栋", 2, 1, "101", "", SURE),
    "第5栋第2单元501": ("5栋", 2, 5, "501", "", SURE),
    "二十一栋十二层1203": ("21栋", None, 12, "1203", "", SURE),
    "三栋二单元六零六": ("3栋", 2, 6, "606", "", SURE),
    "Building 3, Unit 1, Room 1202": ("3栋", 1, 12, "1202", "", SURE),
    "东楼502": ("东楼", None, 5, "502", "", SURE),
    "3—1－202": ("3", 1, 2, "202", "", SURE),
    "3 1 202": ("3", 1, 2, "202", "", SURE),
    "3栋": ("3栋", None, None, "", "", LIKELY),
    "门卫室": ("", None, None, "门卫室", "", UNREAD),
}


@pytest.mark.parametrize("text", WRITTEN)
def test_a_door_is_read_as_people_write_it(text):
    read = door(text)
    found = read.value
    assert (found.building, found.unit, found.floor, found.room, found.prefix, found.sure) == WRITTEN[text]
    assert read.sure == (found.sure is SURE) == (not read.note), "whatever was assumed is said"


@pytest.mark.parametrize(
    "names",
    [
        (
            "5",
            ["5幢", "５号楼", "五栋", "5#", "05栋", "第五栋", "5#楼", "5号", "5座", "5楼", "5", "Building 5", " 5 栋 "],
        ),
        ("A", ["A座", "a栋", "Ａ座", "Tower A"]),
        ("C1", ["C1号楼", "c1栋"]),
        ("21", ["二十一栋", "21幢"]),
        ("2期1", ["二期1栋", "2期-1幢", "2期01号楼"]),
        ("118弄1", ["118弄1号"]),
    ],
)
def test_a_building_has_one_key_however_it_is_spelled(names):
    key, spellings = names
    assert {building_key(name) for name in spellings} == {key}


def test_buildings_that_differ_keep_keys_that_differ():
    names = ["1栋", "11栋", "1期1栋", "2期1栋", "东区1栋", "西区1栋", "A座", "A1座", "118弄1号", "120弄1号", "翠竹楼"]
    assert len({building_key(name) for name in names}) == len(names)


KNOWN = ("1号楼", "5号楼", "A座", "翠竹楼", "2期1幢")


@pytest.mark.parametrize(
    ("text", "building", "room", "sure"),
    [
        ("5幢1-101", "5号楼", "101", SURE),
        ("5-1-101", "5号楼", "101", SURE),
        ("1-905", "1号楼", "905", SURE),
        ("五栋905", "5号楼", "905", SURE),
        ("阳光花园5#201", "5号楼", "201", SURE),
        ("翠竹楼502", "翠竹楼", "502", SURE),
        ("2期1-1-101", "2期1幢", "101", SURE),
        ("A310", "A座", "310", LIKELY),
        ("1期5栋201", "5号楼", "201", LIKELY),
        ("9栋101", "9栋", "101", SURE),
    ],
)
def test_the_registers_name_is_taken(text, building, room, sure):
    found = door(text, KNOWN).value
    assert (found.building, found.room, found.sure) == (building, room, sure)


def test_one_of_two_buildings_with_the_same_number_is_never_guessed():
    twins = ("阳光花园5栋", "月光花园5栋")
    assert door("月光花园5幢101", twins).value.building == "月光花园5栋"
    assert door("5幢101", twins).value.building == "5幢"


def test_where_there_is_one_building_only_it_is_that_one_and_said():
    read = door("2704", ["和安楼"])
    assert read.value.building == "和安楼" and read.value.floor == 27 and "和安楼" in read.note


@pytest.mark.parametrize(
    "value",
    [date(2024, 3, 5), datetime(2001, 3, 2), time(3, 2), "2024-3-5", "2024.3.5", "3月2日", "2-Mar", "2024年3月"],
)
def test_a_door_that_became_a_day_is_refused_with_a_sentence(value):
    read = door(value)
    assert read.value is None and read.refused and "单元格设为文本" in read.note
    assert joined("3栋", 1, None, value).refused == isinstance(value, date | time)


@pytest.mark.parametrize("value", [None, "", "  ", "无", "不详", "/", "—"])
def test_no_door_says_nothing(value):
    assert door(value) == door(None)
    assert door(value).value is None and not door(value).note


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ((3, 1, 12, 1202), ("3", 1, 12, "1202")),
        (("3栋", "1单元", "12层", "1202室"), ("3栋", 1, 12, "1202")),
        (("3栋", None, None, "3-1-202"), ("3栋", 1, 2, "202")),
        (("3栋", 2, None, "3-202"), ("3栋", 2, 2, "202")),
        (("3号楼", "2", None, "2-101"), ("3号楼", 2, 1, "101")),
        (("3", 2, 5, 1), ("3", 2, 5, "501")),
        (("3栋2单元", "", "", "501"), ("3栋", 2, 5, "501")),
        (("三栋", "二单元", None, "5栋2单元501"), ("3栋", 2, None, "5栋2单元501")),
        (("3", "1", "-1", "03"), ("3", 1, -1, "-103")),
        (("阳光花园", None, None, "3-1-202"), ("3", 1, 2, "202")),
        ((None, None, None, "3栋101"), ("3栋", None, 1, "101")),
    ],
)
def test_a_door_in_columns_of_its_own(cells, found):
    read = joined(*cells).value
    assert (read.building, read.unit, read.floor, read.room) == found
    assert joined(*cells, known=["3号楼"]).value.building == "3号楼"


def test_what_stands_in_brackets_is_left_for_the_note():
    read = door("3-1-1202（出租）")
    assert (read.value.room, read.left) == ("1202", "出租")


def test_a_new_building_gets_the_commonest_spelling_with_a_word_for_it():
    assert best_name(["3", "3", "3", "3幢", "3栋", "3栋"]) == "3栋"
    assert best_name(["3", "3"]) == "3栋" and best_name(["A"]) == "A栋" and best_name(["118弄"]) == "118弄"


@given(st.text(max_size=60) | st.integers() | st.floats() | st.booleans() | st.none())
@example("栋单元室")
@example("-")
@example("０-0-0")
def test_nothing_that_is_written_breaks_it(value):
    read = door(value, KNOWN)
    if read.value:
        assert len(read.value.building) <= 20 and len(read.value.room) <= 20
        assert read.value.unit is None or 0 <= read.value.unit <= 99
        assert read.value.floor is None or -5 <= read.value.floor <= 150
        assert read.sure or read.note
    joined(value, value, value, value, KNOWN)
    building_key(str(value))


DIGITS = st.integers(1, 40)
ROOM = st.builds(lambda floor, n: f"{floor}{n:02}", st.integers(1, 39), st.integers(1, 12))
NAME = st.builds(
    lambda n, mark: f"{n}{mark}", DIGITS | st.sampled_from("ABCD"), st.sampled_from(["栋", "幢", "座", "号楼", "#"])
)


@given(NAME, st.none() | st.integers(1, 9), ROOM, st.sampled_from(["zh_CN", "en"]))
def test_a_door_as_we_tell_it_comes_back(name, unit, room, language):
    with speaking(language):
        told = telling.door(name, unit, room)
    found = door(told, [name]).value
    assert (found.building, found.unit, found.room, found.sure) == (name, unit, room, SURE)


@given(DIGITS, ROOM, st.sampled_from(["-", "—", "－", "–", "#", "栋", "号楼", "幢 ", "座"]))
def test_a_unit_that_nobody_wrote_is_not_invented(building, room, between):
    found = door(f"{building}{between}{room}").value
    assert found.unit is None and found.room == room and building_key(found.building) == str(building)
