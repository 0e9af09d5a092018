"""The heat map: what stands in a cell, what does not, and which colour says it."""

import json

import pytest
from sqlmodel import select

from db import store
from db.changes import household
from db.changes.visit import record_visit
from db.choices import HardshipKind, HouseholdState, Level, Tier
from db.models import Building, Household, Resident
from db.queries.heat_map import heat_map
from reports.colours import DARK, LIGHT
from reports.heat_map import Colour, chart, shown, stands_across
from tests.conftest import DAY, MORNING


@pytest.fixture
def street(home, cast):
    """3栋: 陈玉芬 alone (risk 3), another alone (risk 0), one alone moved away. 5栋: one disabled, risk not known."""
    who = cast["visitor"]
    with store.writing() as s:
        three, five = s.exec(select(Building.id).order_by(Building.position)).all()
        ids = [
            household.add_household(s, who, DAY, {"building_id": building, "unit": 1, "room": room, "tier": tier})
            for building, room, tier in ((three, "302", Tier.ONE), (three, "303", None), (five, "201", None))
        ]
        household.add_hardship(s, who, ids[0], {"kind": HardshipKind.ALONE})
        household.add_hardship(s, who, ids[1], {"kind": HardshipKind.ALONE})
        household.add_hardship(s, who, ids[2], {"kind": HardshipKind.DISABILITY})
        s.get_one(Household, ids[1]).state = HouseholdState.MOVED
        [chen] = s.exec(select(Resident).where(Resident.household_id == home)).all()
        household.add_hardship(s, who, home, {"kind": HardshipKind.ALONE}, chen.id)
        ended = household.add_hardship(s, who, home, {"kind": HardshipKind.ILLNESS})
        household.end_hardship(s, who, ended, DAY)
        for n, (one, level) in enumerate(((home, Level.GRAVE), (ids[0], Level.NONE))):
            answers = {
                "at": MORNING,
                "outcome": "met",
                "said": "陈玉芬说夜里怕",
                "health": level,
                "health_why": "看到的",
            }
            record_visit(s, who, one, f"t{n}", MORNING, answers)
    return three, five


def test_a_cell_counts_households_once_and_tells_how_grave(street, cast):
    with store.reading() as s:
        found = heat_map(s, cast["visitor"])
    cells = {(cell.building, cell.kind): cell for cell in found.cells}
    assert set(cells) == {("3栋", HardshipKind.ALONE), ("5栋", HardshipKind.DISABILITY)}, "nobody, no cell"
    alone = cells["3栋", HardshipKind.ALONE]
    assert (alone.households, alone.known, alone.highest, alone.mean, alone.tier) == (2, 2, Level.GRAVE, 1.5, Tier.ONE)
    disabled = cells["5栋", HardshipKind.DISABILITY]
    assert (disabled.households, disabled.known, disabled.highest, disabled.mean, disabled.tier) == (
        1,
        0,
        None,
        None,
        None,
    )
    assert found.kinds == (HardshipKind.ALONE, HardshipKind.DISABILITY), "only those that occur, the commonest first"
    assert found.unknown == 1


def test_a_partner_gets_no_small_cell(street, cast):
    with store.reading() as s:
        found = heat_map(s, cast["reader"])
    assert (found.cells, found.kinds, found.hides_few) == ((), (), True)


def rows(cast, colour, buildings):
    with store.reading() as s:
        return {row["building"]: row for row in shown(heat_map(s, cast["visitor"]), colour, buildings)}


def test_figures_and_steps_follow_what_the_colour_tells(street, cast):
    assert {b: r["figure"] for b, r in rows(cast, Colour.COUNT, street).items()} == {"3栋": "2", "5栋": "1"}
    assert {b: r["step"] for b, r in rows(cast, Colour.HIGHEST, street).items()} == {"3栋": "重", "5栋": "未记"}
    mean = rows(cast, Colour.MEAN, street)
    assert (mean["3栋"]["figure"], mean["3栋"]["step"], mean["5栋"]["figure"]) == ("1.5", "中", "")
    assert {b: r["step"] for b, r in rows(cast, Colour.TIER, street).items()} == {"3栋": "一级", "5栋": "未评估"}
    assert set(rows(cast, Colour.COUNT, [street[1]])) == {"5栋"}


@pytest.mark.parametrize("tint", [LIGHT, DARK])
@pytest.mark.parametrize("colour", list(Colour))
def test_the_picture_has_a_legend_our_colours_and_no_names(street, cast, colour, tint):
    with store.reading() as s:
        spec = chart(heat_map(s, cast["visitor"]), colour, tint, street).to_dict()
    squares, numbers = spec["layer"]
    assert squares["encoding"]["color"]["legend"]["title"]
    fills = squares["encoding"]["color"]["scale"]["range"]
    if colour is Colour.COUNT:
        assert fills == list(tint.counts) and squares["encoding"]["color"]["scale"]["domain"][0] == 0
    else:
        assert fills[:4] == [fill for fill, _letters in tint.tiers]
        words = ["一级", "二级", "三级", "日常"] if colour is Colour.TIER else ["重", "中", "轻", "无"]
        assert squares["encoding"]["color"]["scale"]["domain"][:4] == words
    assert numbers["mark"]["type"] == "text"
    whole = json.dumps(spec, ensure_ascii=False)
    for secret in ("陈玉芬", "1202", "13800002207", '"image"'):
        assert secret not in whole


def test_many_kinds_stand_below_one_another_and_so_do_all_on_a_phone(street, cast):
    with store.reading() as s:
        found = heat_map(s, cast["visitor"])
        spec = chart(found, Colour.COUNT, LIGHT, street, is_phone=True).to_dict()
    assert stands_across(found, 2, is_phone=False) and not stands_across(found, 2, is_phone=True)
    assert spec["layer"][0]["encoding"]["x"]["field"] == "building"


def test_the_page_shows_the_picture_and_says_what_to_do_when_empty(street, open_page, cast):
    at = open_page("heat_map")
    assert not at.exception
    assert at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    assert "点一格看名单。" in [caption.value for caption in at.caption]
    partner = open_page("heat_map", "reader")
    assert not partner.exception
    assert any("不满 5 户" in markdown.value for markdown in partner.markdown)
