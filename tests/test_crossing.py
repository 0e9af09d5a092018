"""Buildings against hardships: what stands in a cell, what does not, which colour says it, and who is behind it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from db import store
from db.choices import HardshipKind, Level, Tier
from db.models import Household
from db.queries.asked import Asked, Only
from db.queries.heat_map import FEWEST, heat_map
from db.queries.register import households
from reports.colours import DARK, LIGHT
from reports.grid import MOST_ROWS, Grid, Head, Square, in_lines, pages, part, stands, turns
from reports.heat_map import chart, shown
from reports.heat_map_scene import between, scene
from reports.scene import Box, Words
from reports.sums import COLOURS, Colour, crossing
from tests.bygone import buildings, file, hard, rows, statements
from tests.conftest import DAY

ALONE, ILL = HardshipKind.ALONE, HardshipKind.ILLNESS


@pytest.fixture
def street(home, cast):
    """3栋: 陈玉芬 alone (tier two, overdue, risk 3, score 80), another alone and ill (tier one, risk 0, score 20).
    5栋: one ill of whom nothing is known, and one alone who has moved."""
    with rows() as s:
        three, five = buildings(s)
        chen = s.get_one(Household, home)
        chen.last_risk, chen.risk_score, chen.due_on = 3, 80, DAY - timedelta(days=1)
        other = file(s, three, "302", DAY, Tier.ONE, last_risk=0, risk_score=20)
        hard(s, other, ALONE)
        hard(s, other, ALONE)  # of two people
        hard(s, other, ILL)
        hard(s, other, HardshipKind.DISABILITY, ended_on=DAY)
        hard(s, file(s, five, "201", DAY), ILL)
        hard(s, file(s, five, "301", DAY, state="moved"), ALONE)
    return three, five


def found(cast, asked=None, who="visitor"):
    with store.reading() as s:
        return heat_map(s, cast[who], asked or Asked(), DAY)


def cells(cast, asked=None):
    return {(cell.building, cell.kind): cell for cell in found(cast, asked).cells}


def test_a_cell_counts_households_once_and_tells_how_grave(street, cast):
    there = cells(cast)
    assert set(there) == {("3栋", ALONE), ("3栋", ILL), ("5栋", ILL)}, "nobody, no cell"
    alone = there["3栋", ALONE]
    assert (alone.households, alone.known, alone.highest, alone.mean) == (2, 2, Level.GRAVE, 1.5)
    assert (alone.tier, alone.overdue, alone.scored, alone.score) == (Tier.ONE, 1, 2, 50)
    ill = there["5栋", ILL]
    assert (ill.households, ill.known, ill.highest, ill.mean, ill.tier) == (1, 0, None, None, None)
    assert (ill.overdue, ill.scored, ill.score) == (0, 0, None)


def test_the_filters_of_the_register_hold(street, cast):
    _three, five = street
    assert set(cells(cast, Asked(tiers=(Tier.TWO,)))) == {("3栋", ALONE)}
    assert cells(cast, Asked(only=(Only.OVERDUE,)))["3栋", ALONE].households == 1
    only = found(cast, Asked(building_ids=(five,)))
    assert [name for _id, name in only.buildings] == ["5栋"] and len(only.cells) == 1
    assert found(cast, Asked(kinds=(ILL,))).kinds == (ILL,), "who is ill and alone stands with the ill only"
    assert found(cast).kinds == (ALONE, ILL), "the commonest first, the rest in the order of the list"


def test_the_list_behind_a_cell_holds_as_many_as_the_cell_says(street, cast):
    for cell in found(cast).cells:
        asked = replace(Asked(), building_ids=(cell.building_id,), kinds=(cell.kind,))
        with store.reading() as s:
            assert households(s, cast["visitor"], asked, DAY).total == cell.households


def test_it_takes_few_statements(street, cast):
    with statements() as told:
        found(cast)
    assert len(told) <= 6, told


def test_a_partner_gets_no_small_cell_and_no_risk_of_a_few(street, home, cast):
    three, _five = street
    assert (found(cast, who="reader").cells, found(cast, who="reader").hides_few) == ((), True)
    with rows() as s:
        for n in range(FEWEST - 2):
            hard(s, file(s, three, f"40{n}", DAY, last_risk=2, risk_score=60), ALONE)
    [cell] = found(cast, who="reader").cells
    assert (cell.households, cell.known, cell.scored) == (FEWEST, FEWEST, FEWEST)
    with rows() as s:
        chen = s.get_one(Household, home)
        chen.last_risk, chen.risk_score = None, None
    [cell] = found(cast, who="reader").cells
    assert (cell.households, cell.known, cell.highest, cell.scored, cell.score) == (FEWEST, 0, None, 0, None)


def test_figures_and_steps_follow_what_the_colour_tells(street, cast):
    def told(colour):
        squares = crossing(found(cast), colour).squares
        names = {str(street[0]): "3栋", str(street[1]): "5栋"}
        return {(names[one.row], one.column): (one.figure, one.step) for one in squares}

    assert told(Colour.COUNT) == {("3栋", ALONE): ("2", ""), ("3栋", ILL): ("1", ""), ("5栋", ILL): ("1", "")}
    assert told(Colour.OVERDUE)["3栋", ALONE] == ("50%", "") and told(Colour.OVERDUE)["5栋", ILL] == ("0%", "")
    assert told(Colour.TIER)["3栋", ALONE] == ("2", "一级") and told(Colour.TIER)["5栋", ILL] == ("1", "未评估")
    assert told(Colour.SCORE)["3栋", ALONE] == ("50", "40至69") and told(Colour.SCORE)["5栋", ILL] == ("", "未记")
    assert told(Colour.HIGHEST)["3栋", ALONE] == ("2", "重") and told(Colour.HIGHEST)["3栋", ILL] == ("1", "无")
    assert told(Colour.MEAN)["3栋", ALONE] == ("1.5", "中") and told(Colour.MEAN)["5栋", ILL] == ("", "未记")


@pytest.mark.parametrize("tint", [LIGHT, DARK])
@pytest.mark.parametrize("colour", list(Colour))
def test_every_picture_has_a_legend_our_colours_and_no_names(street, cast, colour, tint):
    grid = crossing(found(cast), colour)
    spec = chart(grid, tint).to_dict()
    squares, numbers = spec["layer"]
    scale, legend = squares["encoding"]["color"]["scale"], squares["encoding"]["color"]["legend"]
    assert legend["title"] == grid.title and numbers["mark"]["type"] == "text"
    drawn = scene(grid, tint)
    words = [mark.text for mark in drawn.marks if isinstance(mark, Words)]
    fills = {mark.fill for mark in drawn.marks if isinstance(mark, Box)}
    assert grid.title in words and {"3栋", "5栋"} <= set(words)
    if colour in (Colour.COUNT, Colour.OVERDUE):
        assert scale["range"] == list(tint.counts) and scale["domain"][0] == 0
        assert {tint.counts[0], tint.counts[-1]} <= fills, "the legend shows both ends"
    else:
        assert scale["range"] == [*(fill for fill, _letters in tint.tiers), tint.paper]
        assert fills == set(scale["range"]), "every step stands in the legend, on paper too"
        assert set(scale["domain"]) <= set(words)
    for one in grid.squares:
        assert not one.figure or one.figure in words
    whole = json.dumps(spec, ensure_ascii=False) + "".join(words) + drawn.said
    for secret in ("陈玉芬", "1202", "13800002207", '"image"'):
        assert secret not in whole


def test_the_table_holds_numbers_as_numbers(street, cast):
    head, lines = crossing(found(cast), Colour.COUNT).table()
    assert lines[0] == ["3栋", "独居老人", 2, 1, 50, "一级", 50.0, 2, "重", 1.5, 2]
    assert lines[-1] == ["5栋", "重病", 1, 0, 0, None, None, 0, None, None, 0]
    assert all(len(row) == len(head) for row in lines)


def many(rows, columns=3, **how):
    """Row 7 is the most affected, row 3 the next."""
    value = {7: 9, 3: 5}
    return Grid(
        "户数",
        "",
        "楼栋",
        "类型",
        tuple(Head(str(n), f"{n}栋") for n in range(rows)),
        tuple(Head(f"k{n}", f"类型{n}") for n in range(columns)),
        tuple(Square(str(n), "k0", str(value.get(n, 1)), value.get(n, 1)) for n in range(rows) if n != 5),
        top=9,
        **how,
    )


def test_of_many_buildings_the_most_affected_come_first_and_the_others_are_a_page_away():
    grid = many(200)
    first, last = part(grid), part(grid, pages(grid))
    assert [head.key for head in first.rows[:3]] == ["7", "3", "0"] and len(first.rows) == MOST_ROWS
    assert {one.row for one in first.squares} == {head.key for head in first.rows}
    assert first.notes == ("楼栋：共 200 个，这里是第 1 至 24 个，最要紧的在前。",)
    assert last.rows[-1].key == "5", "where nothing is stands last"
    every = [head.key for n in range(pages(grid)) for head in part(grid, n + 1).rows]
    assert sorted(every) == sorted(head.key for head in grid.rows)
    assert part(many(8)) == many(8), "few stand in their own order"


def test_long_names_go_down_the_side_and_so_do_many_on_a_phone():
    assert not turns(many(8, 12)) and turns(many(8, 12, long_names=True)) and turns(many(8, 12), is_phone=True)
    assert not turns(many(8, 12, stays=True), is_phone=True)
    turned = stands(many(8, 12, long_names=True))
    assert (turned.row_title, len(turned.rows)) == ("类型", 12)
    assert {one["row"] for one in shown(turned)} == {"k0"}
    assert pages(many(8, 12), is_phone=True) == 2


def test_no_line_of_a_label_begins_with_a_comma(cast):
    assert in_lines("地面湿滑、无扶手") == "地面湿滑、\n无扶手"
    assert in_lines("失能、半失能") == "失能、\n半失能" and in_lines("低保") == "低保"


def test_a_colour_between_two_is_mixed_as_on_the_screen():
    assert between(LIGHT.counts, 0) == LIGHT.counts[0] and between(LIGHT.counts, 1) == LIGHT.counts[-1]
    assert between(("#000000", "#FFFFFF", "#000000"), 0.25) == "#808080"


def test_the_page_shows_the_picture_and_a_cell_by_keyboard(street, open_page, cast):
    at = open_page("heat_map", picture="hardship")
    assert not at.exception
    assert at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    assert list(at.segmented_control(key="map.hardship").options) == [
        "户数", "超期占比", "最高等级", "平均风险分", "最高风险", "平均风险"
    ]  # fmt: skip
    at.selectbox(key="map.hardship.row").select("3栋").run()
    at.selectbox(key="map.hardship.column").select("独居老人").run()
    assert not at.exception
    assert "3栋，独居老人" in [each.value for each in at.subheader]
    [table] = at.dataframe
    assert sorted(table.value["户主"]) == ["", "陈玉芬"]
    assert any(r"超期 1 \(50%\)" in each.value for each in at.caption)
    for colour in COLOURS:
        at.segmented_control(key="map.hardship").set_value(colour).run()
        assert not at.exception
        assert "3栋，独居老人" in [each.value for each in at.subheader], "what was chosen stays"


def test_a_cell_that_a_filter_takes_away_is_let_go(street, open_page, cast):
    at = open_page("heat_map", picture="hardship")
    at.selectbox(key="map.hardship.row").select("5栋").run()
    at.selectbox(key="map.hardship.column").select("重病").run()
    assert "5栋，重病" in [each.value for each in at.subheader]
    filtered = open_page("heat_map", picture="hardship", building=str(street[0]))
    assert not filtered.exception and not filtered.subheader


def test_a_partner_chooses_no_cell(street, open_page, cast):
    with rows() as s:
        for n in range(FEWEST):
            hard(s, file(s, street[0], f"40{n}", DAY), ALONE)
    at = open_page("heat_map", "reader", picture="hardship")
    assert not at.exception
    assert at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    assert "map.hardship.row" not in {each.key for each in at.selectbox}
    assert not at.dataframe
