"""Month by month: what was recorded then, beside the month before, and nothing where nothing was."""

from datetime import UTC, date, datetime

import pytest

from db.choices import HardshipKind, HouseholdState, Level, Outcome, Tier, Way
from db.errors import NotAllowed
from db.queries.asked import Asked
from db.queries.heat_map import FEWEST
from db.queries.month_homes import Measure, month_homes
from db.queries.months import MOST_MONTHS, By, MonthSums, months, spans_of
from db.store import reading
from reports.colours import LIGHT
from reports.heat_map import chart
from reports.heat_map_scene import scene
from reports.scene import Words
from reports.sums_past import months as grid_of
from tests.bygone import at, buildings, called, clear, file, hard, rows, statements, turned
from tests.conftest import DAY

ALONE, ILL = HardshipKind.ALONE, HardshipKind.ILLNESS
START, END = date(2026, 8, 1), DAY  # August to 23 November
AUG, SEP, OCT, NOV = range(4)
OPENED = date(2026, 8, 20)


@pytest.fixture
def past(home, cast):
    """3栋: 陈玉芬 (alone; tier two since September) and one who has moved away since (ill until October, tier one).
    5栋: one on file since October, tier three, never visited."""
    who = cast["visitor"]
    with rows() as s:
        three, five = buildings(s)
        clear(s, home, OPENED)
        turned(s, home, Tier.THREE, Tier.TWO, date(2026, 9, 3))
        hard(s, home, ALONE)  # her own besides the household's: one hardship
        moved = file(s, three, "302", OPENED, Tier.ONE, state=HouseholdState.MOVED)
        turned(s, moved, HouseholdState.ACTIVE, HouseholdState.MOVED, date(2026, 11, 2))
        hard(s, moved, ILL, ended_on=date(2026, 10, 15))
        file(s, five, "201", date(2026, 10, 5), Tier.THREE)
        called(s, who, home, at(date(2026, 8, 25)), health=Level.LIGHT)
        called(s, who, home, at(date(2026, 8, 25), 15), Outcome.NO_ANSWER, Way.DOOR)
        called(s, who, home, at(date(2026, 10, 20)), health=Level.NONE, safety=Level.GRAVE)
        called(s, who, home, at(date(2026, 10, 28)), health=Level.LIGHT)
        called(s, who, home, datetime(2026, 10, 31, 16, 30, tzinfo=UTC), Outcome.FAMILY)  # 1 November in China
        called(s, who, moved, at(date(2026, 10, 7)), health=Level.MIDDLE)
        called(s, who, moved, at(date(2026, 10, 31), 23), Outcome.REFUSED)
    return {"three": three, "five": five, "moved": moved}


def found(cast, by=By.BUILDING, who="visitor", asked=None, start=START, end=END, today=DAY):
    with reading() as s:
        return months(s, cast[who], asked or Asked(), start, end, by, today)


def cells(cast, by=By.BUILDING, **how):
    return {(cell.key, cell.month): cell for cell in found(cast, by, **how).cells}


def test_the_months_of_a_period_are_whole_but_for_the_one_that_runs():
    assert spans_of(date(2026, 9, 1), date(2026, 11, 30), DAY) == (
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 10, 1), date(2026, 10, 31)),
        (date(2026, 11, 1), DAY),
    )
    assert spans_of(date(2025, 12, 15), date(2026, 1, 3), DAY)[0] == (date(2025, 12, 1), date(2025, 12, 31))
    assert (
        len(spans_of(date(2020, 1, 1), DAY, DAY)) == MOST_MONTHS and spans_of(date(2020, 1, 1), DAY, DAY)[-1][1] == DAY
    )


def test_a_month_tells_what_was_recorded_then(past, cast):
    there = cells(cast)
    three = past["three"]
    assert there[three, AUG].now == MonthSums(visits=2, met=1, mean=1, close=1)
    assert there[three, SEP].now == MonthSums(visits=0, met=0, mean=None, close=2), "nobody called: 0, and no risk"
    assert there[three, OCT].now == MonthSums(visits=4, met=2, mean=2, close=2)
    assert there[three, NOV].now == MonthSums(visits=1, met=1, mean=None, close=1), "in China it was November"


def test_where_nobody_was_on_file_nothing_stands(past, cast):
    there, five = cells(cast), past["five"]
    assert (five, AUG) not in there and (five, SEP) not in there
    assert there[five, OCT].now == MonthSums(visits=0, met=0, mean=None, close=0)
    before = cells(cast, start=date(2026, 6, 1))
    assert {month for _key, month in before} == {2, 3, 4, 5}, "before the first record there are no months"


def test_a_file_without_visits_before_the_first_of_all_is_not_told_as_0(past, cast):
    with rows() as s:
        file(s, past["five"], "301", date(2026, 7, 1), Tier.ONE)
    assert cells(cast, start=date(2026, 7, 1))[past["five"], 0].now == MonthSums(close=1)


def test_a_month_stands_beside_the_one_before_and_a_running_one_beside_the_same_days(past, cast):
    there, three = cells(cast), past["three"]
    assert there[three, AUG].before == MonthSums(), "nothing was recorded in July"
    assert there[three, OCT].before == MonthSums(visits=0, met=0, mean=None, close=2)
    # 1 to 23 October: 陈玉芬 on the 20th, the other on the 7th; what stands at a month's end has no same days.
    assert there[three, NOV].before == MonthSums(visits=2, met=2, mean=2.5, close=2)
    whole = cells(cast, end=date(2026, 10, 31))
    assert whole[three, OCT].before == MonthSums(visits=0, met=0, mean=None, close=2)
    assert found(cast).runs and not found(cast, end=date(2026, 10, 31)).runs


def test_by_hardship_each_kind_counts_while_it_lasted(past, cast):
    there = cells(cast, By.KIND)
    assert there[ALONE, OCT].now == MonthSums(visits=2, met=1, mean=2, close=1), "the same of two people once"
    assert there[ILL, OCT].now == MonthSums(visits=2, met=1, mean=2, close=None), "over when the month ended"
    assert there[ILL, AUG].now == MonthSums(visits=0, met=0, mean=None, close=1)
    assert (ILL, NOV) not in there
    assert {key for key, _month in cells(cast, By.KIND, asked=Asked(kinds=(ILL,)))} == set(), "he has it no more"


@pytest.mark.parametrize("by", list(By))
def test_the_list_behind_a_cell_holds_as_many_as_the_cell_says(past, cast, by):
    all_months = found(cast, by)
    told = 0
    for cell in all_months.cells:
        for measure in (Measure.MET, Measure.CLOSE):
            with reading() as s:
                there = month_homes(
                    s, cast["visitor"], Asked(), all_months.spans[cell.month], by, cell.key, measure, DAY
                )
            assert there.total == (getattr(cell.now, measure) or 0), (cell, measure)
            told += there.total
    assert told


def test_a_list_says_when_and_how_often(past, cast):
    def listed(measure, month=OCT):
        span = found(cast).spans[month]
        with reading() as s:
            rows = month_homes(s, cast["visitor"], Asked(), span, By.BUILDING, past["three"], measure, DAY).rows
        return [(row.head, row.on, row.said) for row in rows]

    assert listed(Measure.VISITS) == [("", date(2026, 10, 31), "2 次走访"), ("陈玉芬", date(2026, 10, 28), "2 次走访")]
    assert listed(Measure.MET) == [("", date(2026, 10, 7), "1 次走访"), ("陈玉芬", date(2026, 10, 28), "2 次走访")]
    assert listed(Measure.MEAN) == [("", date(2026, 10, 7), "2.0"), ("陈玉芬", date(2026, 10, 28), "2.0")]
    assert listed(Measure.CLOSE, NOV) == [("陈玉芬", DAY, "二级")]


@pytest.mark.parametrize("by", list(By))
def test_it_takes_few_statements_however_many_months(past, cast, by):
    counts = []
    for start in (date(2026, 10, 1), date(2025, 1, 1)):
        with statements() as told:
            found(cast, by, start=start)
        counts.append(len(told))
    assert counts[0] == counts[1] <= 8


def test_a_partner_is_told_no_number_of_a_few(past, cast):
    assert found(cast, who="reader").cells == ()
    with rows() as s:
        for n in range(FEWEST):
            home = file(s, past["five"], f"30{n}", OPENED, Tier.THREE)
            called(s, cast["visitor"], home, at(date(2026, 9, 9)), health=Level.LIGHT if n else None)
    [cell] = found(cast, who="reader").cells
    assert (cell.month, cell.now) == (SEP, MonthSums(visits=FEWEST, met=FEWEST)), "the risk of four is not told"
    assert cell.before == MonthSums(), "nor 0, which would tell of the few"
    with pytest.raises(NotAllowed), reading() as s:
        month_homes(s, cast["reader"], Asked(), found(cast).spans[0], By.BUILDING, past["three"], Measure.MET, DAY)


def test_the_grid_says_how_it_moved(past, cast):
    grid = grid_of(found(cast), Measure.MET)
    there = {(one.row, one.column): one for one in grid.squares}
    three = str(past["three"])
    assert there[three, "2"].figure == "2" and there[three, "2"].tip[0] == "2（上月 0，+2）"
    assert there[three, "3"].tip == ("1（上月同期 2，−1）", "1（上月同期 2，−1）", "未记", "1（上月 2，−1）")
    assert [head.name for head in grid.columns] == ["26年\n8月", "26年\n9月", "26年\n10月", "26年\n11月\n至23日"]
    assert any("本月截至今天" in note for note in grid.notes) and any("没有留存" in note for note in grid.notes)
    mean = grid_of(found(cast), Measure.MEAN)
    assert {(one.column, one.figure, one.step) for one in mean.squares} == {("0", "1.0", "轻"), ("2", "2.0", "中")}
    head, lines = grid.table()
    assert head[:4] == ["楼栋", "月份", "见到户数", "见到户数（上月）"] and lines[0][:4] == ["3栋", "2026-08", 1, None]


@pytest.mark.parametrize("measure", list(Measure))
def test_every_measure_has_its_legend_on_screen_and_paper(past, cast, measure):
    grid = grid_of(found(cast), measure)
    squares, _numbers = chart(grid, LIGHT).to_dict()["layer"]
    assert squares["encoding"]["color"]["legend"]["title"] == grid.title
    words = [mark.text for mark in scene(grid, LIGHT).marks if isinstance(mark, Words)]
    assert grid.title in words and "3栋" in words and "至23日" in words
    assert not any("陈玉芬" in word for word in words)


def test_the_page_shows_a_month_by_keyboard(past, open_page, cast):
    at_page = open_page("heat_map", picture="months", since="2026-08", until="2026-10")
    assert not at_page.exception
    at_page.selectbox(key="map.months.row").select("3栋").run()
    at_page.selectbox(key="map.months.column").select("26年10月").run()
    assert not at_page.exception
    assert "3栋，26年10月" in [each.value for each in at_page.subheader]
    [table] = at_page.dataframe
    assert list(table.value["户主"]) == ["", "陈玉芬"]
    for measure in Measure:
        at_page.segmented_control(key="map.months.measure").set_value(measure).run()
        assert not at_page.exception
        assert "3栋，26年10月" in [each.value for each in at_page.subheader]
    at_page.segmented_control(key="map.months.by").set_value(By.KIND).run()
    assert not at_page.exception
    assert "独居老人" in at_page.selectbox(key="map.months.row").options
    assert not at_page.dataframe, "a building is no hardship"


def test_a_partner_gets_months_without_names(past, open_page, cast):
    with rows() as s:
        for n in range(FEWEST):
            home = file(s, past["five"], f"30{n}", OPENED, Tier.THREE)
            called(s, cast["visitor"], home, at(date(2026, 9, 9)))
    at_page = open_page("heat_map", "reader", picture="months", since="2026-08", until="2026-10")
    assert not at_page.exception and not at_page.dataframe
    assert at_page.get("vega_lite_chart") or at_page.get("arrow_vega_lite_chart")
    assert "map.months.row" not in {each.key for each in at_page.selectbox}
