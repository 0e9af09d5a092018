"""The page of pictures: which one, by which filters, of which months; the strip above the building; who sees what."""

import pytest
from sqlmodel import select

from db import store
from db.changes import estate, household
from db.choices import HardshipKind, Tier
from db.models import Building
from db.pictures import Picture
from pages.parts import map_building, map_filters
from tests.conftest import DAY


@pytest.fixture
def street(home, cast):
    """陈玉芬 in 3栋 1202 (tier two); behind 301 two files, one of them of tier one."""
    who = cast["visitor"]
    with store.writing() as s:
        three = s.exec(select(Building.id).where(Building.name == "3栋")).one()
        ids = [
            household.add_household(s, who, DAY, {"building_id": three, "unit": 1, "room": "301", "tier": tier})
            for tier in (Tier.ONE, None)
        ]
        for one, name in zip(ids, ("赵一", "赵二"), strict=True):
            household.add_resident(s, who, one, {"name": name})
        household.add_hardship(s, who, ids[0], {"kind": HardshipKind.DISABILITY})
    return home, *ids


def told(at):
    return [
        *(each.value for each in at.text),
        *(each.value for each in at.caption),
        *(each.value for each in at.markdown),
    ]


def charts(at):
    return at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")


@pytest.mark.parametrize("picture", list(Picture))
def test_every_picture_opens_by_its_address(street, open_page, picture):
    at = open_page("heat_map", "manager", picture=picture.value)
    assert not at.exception
    assert at.button_group(key=map_filters.PICTURE).value == picture
    assert at.query_params["picture"] == picture.value


def test_the_building_is_shown_first_and_a_word_for_everything_that_is_marked(street, open_page):
    at = open_page("heat_map", "visitor")
    assert charts(at) and "**点一户，在这里看情况**" in told(at)
    assert len(at.get("download_button")) == 3, "picture twice, and its table"
    assert not any("陈玉芬" in line or "赵" in line for line in told(at)), "names come with a click"


def test_a_door_chosen_by_keyboard_fills_the_strip_and_opens_its_file(street, open_page):
    at = open_page("heat_map", "visitor")
    doors = at.selectbox(key=map_building.DOOR)
    assert doors.options == ["3栋 1单元 1202　二级", "3栋 1单元 301　一级", "3栋 1单元 301　未评估"]
    at = doors.select_index(0).run()
    assert not at.exception
    assert "3栋 1单元 1202" in told(at) and "陈玉芬，1 人" in told(at)
    assert "独居老人；上次见到：未走访；未结问题 0 件" in told(at)
    assert at.button(key="map.open.1").label == "打开档案"


def test_a_door_with_two_files_shows_both_the_chosen_one_first(street, open_page):
    at = open_page("heat_map", "visitor")
    at = at.selectbox(key=map_building.DOOR).select_index(2).run()
    there = told(at)
    assert there.index("赵二，1 人") < there.index("赵一，1 人")
    assert [button.key for button in at.button if button.key and button.key.startswith("map.open")] == [
        "map.open.3",
        "map.open.2",
    ]


def test_filters_stand_in_the_address_hold_for_every_picture_and_are_cleared_in_one_click(street, open_page):
    at = open_page("heat_map", "manager", picture="hardship", only="open", tier="1,none", building="1")
    assert at.query_params["only"] == "open" and at.query_params["tier"] == "1,none"
    assert "筛选：已设 1 项" in [each.proto.popover.label for each in at.get("popover")]
    at.button_group(key=map_filters.PICTURE).set_value(Picture.BUILDING).run()
    assert at.query_params["picture"] == "building" and at.query_params["only"] == "open"
    at.button(key="map.clear.0").click().run()
    assert not at.exception
    assert at.query_params == {"picture": "building"}


def test_what_an_address_asks_that_nobody_offers_is_not_asked(street, open_page):
    at = open_page("heat_map", "manager", building="999", tier="9", staff="77", picture="nonsense", since="1999-01")
    assert not at.exception
    assert at.query_params == {"picture": "building"}


def test_months_are_kept_in_the_address_for_pictures_that_have_them(street, open_page):
    at = open_page("heat_map", "manager", picture="months")
    slider = at.select_slider(key=map_filters.PERIOD)
    first, last = slider.value
    assert (last.year * 12 + last.month) - (first.year * 12 + first.month) == map_filters.USUALLY - 1
    assert at.query_params["since"] == f"{first:%Y-%m}" and at.query_params["until"] == f"{last:%Y-%m}"
    wanted = f"{slider.value[0].replace(day=1):%Y-%m}"
    again = open_page("heat_map", "manager", picture="months", since=wanted, until=wanted)
    assert again.select_slider(key=map_filters.PERIOD).value[0] == again.select_slider(key=map_filters.PERIOD).value[1]
    assert not open_page("heat_map", "manager", picture="plan").select_slider


def test_a_partner_gets_the_sums_and_never_the_building(street, open_page):
    at = open_page("heat_map", "reader", picture="building")
    assert not at.exception
    assert at.button_group(key=map_filters.PICTURE).options == [
        "楼栋与困难类型",
        "逐月变化",
        "等级变动",
        "楼栋与安全隐患",
        "小区平面",
    ]
    assert at.query_params["picture"] == "hardship"
    assert not [box for box in at.selectbox if box.key == map_building.DOOR]
    assert not any(secret in line for line in told(at) for secret in ("陈玉芬", "1202", "赵一"))


def test_of_many_buildings_the_most_urgent_come_first(street, cast, open_page):
    with store.writing() as s:
        for letter in "ABCDEFGH":
            estate.add_building(s, cast["visitor"], {"name": f"1{letter}栋"})
    at = open_page("heat_map", "visitor")
    assert "共 10 栋，一次看 8 栋，一级和超期多的在前" in told(at)
    doors = at.selectbox(key=map_building.DOOR).options
    assert "3栋 1单元 301　一级" in doors, "by its name it would be the ninth, but somebody of tier 1 lives there"


def test_an_estate_without_buildings_says_what_to_do(cast, open_page):
    at = open_page("heat_map", "manager")
    assert not at.exception
    assert any("先在「设置」里添楼栋" in markdown.value for markdown in at.markdown)
