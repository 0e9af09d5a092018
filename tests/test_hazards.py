"""Hazards against buildings: what stood in a home when somebody last looked."""

from datetime import date

import pytest

from db.choices import Hazard, Mind, Outcome, Way
from db.errors import NotAllowed
from db.queries.asked import Asked
from db.queries.hazards import hazard_homes, hazards
from db.queries.heat_map import FEWEST
from db.store import reading
from reports.colours import LIGHT
from reports.heat_map_scene import scene
from reports.scene import Words
from reports.sums_hazards import Colour
from reports.sums_hazards import hazards as grid_of
from tests.bygone import at, buildings, called, file, rows, statements
from tests.conftest import DAY

EBIKE, GAS, BLOCKED, WIRING, SIGNS = Hazard.EBIKE, Hazard.GAS_HOSE, Hazard.BLOCKED, Hazard.WIRING, Hazard.SIGNS
START, END = date(2026, 9, 1), date(2026, 11, 23)
FIRST, SECOND, THIRD = date(2026, 9, 10), date(2026, 10, 10), date(2026, 11, 10)


@pytest.fixture
def past(home, cast):
    """3栋: at 陈玉芬's an e-bike, seen twice, the hose put right since; at another's nothing stands any more. 5栋: a
    blocked passage before a door that did not open. In a third building nobody has looked."""
    who = cast["visitor"]
    with rows() as s:
        three, five = buildings(s)
        called(s, who, home, at(FIRST), hazards=(EBIKE, GAS))
        called(s, who, home, at(SECOND), hazards=(EBIKE,))
        called(s, who, home, at(THIRD))  # met, and nothing noted of the home: it says nothing
        called(s, who, home, at(THIRD), way=Way.PHONE, hazards=(WIRING,))  # told on the phone, seen by nobody
        clean = file(s, three, "302", FIRST)
        called(s, who, clean, at(FIRST), hazards=(GAS,))
        called(s, who, clean, at(SECOND), mind=[Mind.CALM])
        door = file(s, five, "201", FIRST)
        called(s, who, door, at(FIRST), hazards=(WIRING,))
        called(s, who, door, at(SECOND), Outcome.NO_ANSWER, Way.DOOR, hazards=(BLOCKED,))
    return {"three": three, "five": five, "clean": clean, "door": door}


def found(cast, who="visitor", asked=None, start=START, end=END):
    with reading() as s:
        return hazards(s, cast[who], asked or Asked(), start, end, DAY)


def cells(cast, **how):
    return {(cell.building, cell.hazard): (cell.households, cell.looked) for cell in found(cast, **how).cells}


def test_what_the_newest_look_saw_stands(past, cast):
    assert cells(cast) == {("3栋", EBIKE): (1, 2), ("5栋", WIRING): (1, 1), ("5栋", BLOCKED): (1, 1)}
    assert found(cast).hazards == (WIRING, EBIKE, BLOCKED), "equally common: in the order of the list"


def test_it_is_of_the_period_only(past, cast):
    assert cells(cast, end=date(2026, 9, 30)) == {
        ("3栋", EBIKE): (1, 2),
        ("3栋", GAS): (2, 2),
        ("5栋", WIRING): (1, 1),
    }
    assert cells(cast, start=date(2026, 11, 1)) == {}, "nobody noted anything"
    assert cells(cast, asked=Asked(building_ids=(past["five"],))).keys() == {("5栋", WIRING), ("5栋", BLOCKED)}


def test_the_list_behind_a_cell_holds_as_many_and_the_day_it_was_seen(past, cast):
    for cell in found(cast).cells:
        with reading() as s:
            there = hazard_homes(s, cast["visitor"], Asked(), START, END, cell.building_id, cell.hazard, DAY)
        assert there.total == cell.households
    with reading() as s:
        [row] = hazard_homes(s, cast["visitor"], Asked(), START, END, past["three"], EBIKE, DAY).rows
        [door] = hazard_homes(s, cast["visitor"], Asked(), START, END, past["five"], BLOCKED, DAY).rows
    assert (row.head, row.on, row.said) == ("陈玉芬", SECOND, "电动车入户充电")
    assert (door.on, door.said) == (SECOND, "通道堆物")


def test_it_takes_few_statements(past, cast):
    with statements() as told:
        found(cast)
    assert len(told) <= 5, told


def test_where_somebody_looked_stands_0_and_elsewhere_nothing(past, cast):
    grid = grid_of(found(cast), Colour.COUNT)
    there = {(one.row, one.column): one.figure for one in grid.squares}
    three, five = str(past["three"]), str(past["five"])
    assert there[three, EBIKE] == "1" and there[three, BLOCKED] == "0" and there[five, EBIKE] == "0"
    share = {(one.row, one.column): one.figure for one in grid_of(found(cast), Colour.SHARE).squares}
    assert share[three, EBIKE] == "50%" and share[five, BLOCKED] == "100%"
    nobody = grid_of(found(cast, start=date(2026, 11, 1)), Colour.COUNT)
    assert nobody.squares == () and nobody.top == 1
    head, lines = grid.table()
    assert [head, lines[0]] == [["楼栋", "隐患", "户数", "看过的户数", "比例（%）"], ["3栋", "电线老化", 0, 2, 0]]
    words = [mark.text for mark in scene(grid, LIGHT).marks if isinstance(mark, Words)]
    assert "户数" in words and "3栋" in words and not any("陈玉芬" in word for word in words)


def test_a_partner_gets_no_small_cell_no_0_and_no_list(past, cast):
    assert found(cast, "reader").cells == () and found(cast, "reader").looked == ()
    with rows() as s:
        for n in range(FEWEST):
            called(s, cast["visitor"], file(s, past["five"], f"30{n}", FIRST), at(SECOND), hazards=(WIRING,))
    there = found(cast, "reader")
    assert [(cell.hazard, cell.households) for cell in there.cells] == [(WIRING, FEWEST + 1)]
    assert [one.figure for one in grid_of(there, Colour.COUNT).squares] == ["6"], "0 would tell of the few"
    with pytest.raises(NotAllowed), reading() as s:
        hazard_homes(s, cast["reader"], Asked(), START, END, past["five"], WIRING, DAY)


def test_the_page_shows_where_by_keyboard(past, open_page, cast):
    at_page = open_page("heat_map", picture="hazards", since="2026-09", until="2026-11")
    assert not at_page.exception
    at_page.selectbox(key="map.hazards.row").select("3栋").run()
    at_page.selectbox(key="map.hazards.column").select("电动车入户充电").run()
    assert not at_page.exception
    assert "3栋，电动车入户充电" in [each.value for each in at_page.subheader]
    [table] = at_page.dataframe
    assert list(table.value["户主"]) == ["陈玉芬"] and list(table.value["查看日期"]) == ["2026年10月10日"]
    at_page.selectbox(key="map.hazards.column").select("通道堆物").run()
    assert not at_page.exception and "这一格没有住户。" in [each.value for each in at_page.caption]
    empty = open_page("heat_map", picture="hazards", since="2026-11", until="2026-11")
    assert not empty.exception and any("没有记下隐患" in each.value for each in empty.markdown)
