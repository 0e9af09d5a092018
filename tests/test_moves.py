"""From tier to tier between two days: worked out backwards from today by what turned since."""

from datetime import date

import pytest

from db.choices import HouseholdState, Tier
from db.errors import NotAllowed
from db.models import Household
from db.queries.asked import Asked
from db.queries.heat_map import FEWEST
from db.queries.moves import Move, moved, moves
from db.queries.stood import Standing, histories
from db.store import reading
from reports.colours import LIGHT
from reports.heat_map import chart
from reports.heat_map_scene import scene
from reports.scene import Box, Words
from reports.sums_past import moves as grid_of
from tests.bygone import buildings, clear, file, rows, statements, turned
from tests.conftest import DAY

S, T, H = Standing, Tier, HouseholdState
START, END = date(2026, 9, 1), date(2026, 10, 31)
OLD = date(2026, 1, 5)


@pytest.fixture
def past(home, cast):
    """陈玉芬: tier two throughout, by a list that left no turn. Others as their rooms say."""
    with rows() as s:
        three, five = buildings(s)
        clear(s, home, OLD)
        made = {"rose": file(s, three, "101", OLD, T.ONE)}
        turned(s, made["rose"], None, T.THREE, OLD)
        turned(s, made["rose"], T.THREE, T.TWO, date(2026, 9, 15), "出院不久")
        turned(s, made["rose"], T.TWO, T.ONE, date(2026, 10, 2), "跌倒")
        made["fell"] = file(s, three, "102", OLD, T.ROUTINE)
        turned(s, made["fell"], T.THREE, T.ROUTINE, date(2026, 9, 1))  # on the first day: within
        made["later"] = file(s, three, "103", OLD, T.ONE)
        turned(s, made["later"], T.TWO, T.ONE, date(2026, 11, 1), hour=0)  # the last day is just over
        made["new"] = file(s, five, "104", date(2026, 9, 1), T.TWO)
        made["unborn"] = file(s, five, "105", date(2026, 11, 2), T.TWO)
        made["paused"] = file(s, five, "106", OLD, T.TWO)
        turned(s, made["paused"], H.ACTIVE, H.PAUSED, date(2026, 10, 20))
        turned(s, made["paused"], H.PAUSED, H.ACTIVE, date(2026, 11, 5))
        made["ended"] = file(s, five, "107", OLD, T.THREE, state=H.DECEASED)
        turned(s, made["ended"], H.ACTIVE, H.DECEASED, date(2026, 10, 1), "因病去世")
        made["long gone"] = file(s, five, "108", OLD, T.THREE, state=H.MOVED)
        turned(s, made["long gone"], H.ACTIVE, H.MOVED, date(2026, 3, 1))
        made["assessed"] = file(s, five, "109", OLD, T.THREE)
        turned(s, made["assessed"], None, T.THREE, date(2026, 9, 9))
    return made


def found(cast, who="visitor", asked=None, start=START, end=END):
    with reading() as s:
        return moves(s, cast[who], asked or Asked(), start, end, DAY)


def test_each_household_stands_in_one_cell(past, cast):
    assert set(found(cast).cells) == {
        Move(S.TWO, S.TWO, 2),  # 陈玉芬, and who rose later
        Move(S.THREE, S.ONE, 1),
        Move(S.THREE, S.ROUTINE, 1),
        Move(S.NOT_YET, S.TWO, 1),
        Move(S.TWO, S.PAUSED, 1),
        Move(S.THREE, S.ENDED, 1),
        Move(S.NOT_ASSESSED, S.THREE, 1),
    }, "who was on file on neither day stands nowhere"
    assert (found(cast).rose, found(cast).fell, found(cast).stayed) == (1, 1, 2)


def test_what_turned_on_the_way_does_not_count_twice(past, cast):
    once = found(cast, start=date(2026, 9, 15), end=date(2026, 9, 15))
    assert Move(S.THREE, S.TWO, 1) in once.cells
    assert found(cast, start=DAY, end=DAY).rose == 0


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2026, 1, 4), S.NOT_YET),
        (date(2026, 1, 5), S.THREE),
        (date(2026, 9, 14), S.THREE),
        (date(2026, 9, 15), S.TWO),
        (date(2026, 10, 1), S.TWO),
        (date(2026, 10, 2), S.ONE),
        (DAY, S.ONE),
    ],
)
def test_a_file_stands_as_it_did_when_the_day_ended(past, day, stood):
    with reading() as s:
        there = {each.household_id: each.stood for each in histories(s, [], [day])}
    assert there[past["rose"]] == (stood,)


def test_several_days_are_told_at_once(past):
    days = [date(2026, 1, 4), date(2026, 9, 14), date(2026, 9, 30), DAY]
    with statements() as told, reading() as s:
        there = {each.household_id: each.stood for each in histories(s, [Household.state != H.MOVED], days)}
    assert there[past["rose"]] == (S.NOT_YET, S.THREE, S.TWO, S.ONE)
    assert there[past["ended"]] == (S.NOT_YET, S.THREE, S.THREE, S.ENDED)
    assert past["long gone"] not in there and len(told) <= 3


def test_a_filter_speaks_of_files_as_they_are_and_who_left_still_counts(past, cast):
    assert set(found(cast, asked=Asked(tiers=(T.ONE,))).cells) == {Move(S.THREE, S.ONE, 1), Move(S.TWO, S.TWO, 1)}
    assert Move(S.THREE, S.ENDED, 1) in found(cast, asked=Asked()).cells
    assert set(found(cast, asked=Asked(states=(H.DECEASED,))).cells) == {Move(S.THREE, S.ENDED, 1)}


def test_the_list_behind_a_cell_holds_as_many_as_the_cell_says_and_why(past, cast):
    for cell in found(cast).cells:
        with reading() as s:
            there = moved(s, cast["visitor"], Asked(), START, END, cell.before, cell.after, DAY)
        assert there.total == len(there.rows) == cell.households
    with reading() as s:
        [rose] = moved(s, cast["visitor"], Asked(), START, END, S.THREE, S.ONE, DAY).rows
        stayed = moved(s, cast["visitor"], Asked(), START, END, S.TWO, S.TWO, DAY).rows
    assert (rose.door, rose.on, rose.said, rose.tier) == ("3栋 1单元 101", date(2026, 10, 2), "跌倒", T.ONE)
    assert [(row.head, row.on, row.said) for row in stayed] == [("", None, ""), ("陈玉芬", None, "")]


def test_a_partner_gets_no_small_cell_and_no_list(past, cast):
    assert found(cast, "reader").cells == ()
    with rows() as s:
        three, _five = buildings(s)
        for n in range(FEWEST):
            file(s, three, f"20{n}", OLD, T.THREE)
    there = found(cast, "reader")
    assert there.cells == (Move(S.THREE, S.THREE, FEWEST),) and there.hides_few
    assert (there.rose, there.fell, there.stayed) == (0, 0, FEWEST), "sums are of what is told"
    with pytest.raises(NotAllowed), reading() as s:
        moved(s, cast["reader"], Asked(), START, END, S.THREE, S.ONE, DAY)


def test_who_stayed_has_no_fill_and_who_rose_is_told_by_a_mark(past, cast):
    grid = grid_of(found(cast))
    there = {(one.row, one.column): one for one in grid.squares}
    assert there[S.THREE, S.ONE].figure == "▲ 1" and there[S.THREE, S.ROUTINE].figure == "▼ 1"
    assert there[S.TWO, S.TWO].is_quiet and there[S.TWO, S.TWO].figure == "2"
    assert grid.top == 1, "those who stayed do not set the scale"
    assert [head.key for head in grid.rows] == [S.TWO, S.THREE, S.NOT_ASSESSED, S.NOT_YET]
    drawn = scene(grid, LIGHT)
    boxes = [mark for mark in drawn.marks if isinstance(mark, Box)]
    assert sum(box.fill is None for box in boxes) == 1
    words = [mark.text for mark in drawn.marks if isinstance(mark, Words)]
    assert "原先（2026年9月1日初）" in words and "后来（2026年10月31日末）" in words
    squares, numbers = chart(grid, LIGHT).to_dict()["layer"]
    assert squares["encoding"]["color"]["condition"]["value"] == LIGHT.paper
    assert squares["encoding"]["color"]["legend"]["title"] == "户数" and numbers["mark"]["type"] == "text"
    head, lines = grid.table()
    assert [head, *lines][:2] == [
        ["原先（2026年9月1日初）", "后来（2026年10月31日末）", "户数", "变动"],
        ["二级", "二级", 2, "不变"],
    ]


def test_the_page_shows_who_moved_by_keyboard(past, open_page, cast):
    at = open_page("heat_map", picture="moves", since="2026-09", until="2026-10")
    assert not at.exception
    assert "等级上升 1 户，下降 1 户，不变 2 户。" in [each.value for each in at.markdown]
    at.selectbox(key="map.moves.row").select("三级").run()
    assert at.selectbox(key="map.moves.column").options == ["一级", "日常", "已结束"], "only what is there"
    at.selectbox(key="map.moves.column").select("一级").run()
    assert not at.exception
    assert "三级 → 一级" in [each.value for each in at.subheader]
    [table] = at.dataframe
    assert list(table.value["理由"]) == ["跌倒"] and list(table.value["住址"]) == ["3栋 1单元 101"]


def test_a_partner_sees_no_reason_and_no_door(past, open_page, cast):
    at = open_page("heat_map", "reader", picture="moves", since="2026-09", until="2026-10")
    assert not at.exception and not at.dataframe
    assert any("不满 5 户" in each.value for each in at.markdown)
    assert not any("等级上升" in each.value for each in at.markdown), "sums of a part would be untrue"
