"""In a real browser: point at a flat, click it, read the strip, open the file; the same by keyboard, and on a phone."""

import re
from datetime import timedelta

import pytest

from db import clock, store
from db.changes import estate, household
from db.choices import Role, Tier
from db.models import Account
from db.queries.asked import Asked
from db.queries.elevation import elevation
from db.rights import Person
from reports.colours import LIGHT
from reports.elevation import ROOM, ROOM_ON_A_PHONE, draw
from tests.browser import WORD, settle, sign_in, words

pytestmark = pytest.mark.browser
CHART = '[data-testid="stVegaLiteChart"]'
EDGE = 2  # pixels around the picture


@pytest.fixture
def tower(staffed, monkeypatch):
    """3栋 with 陈玉芬 in 1202 (tier two, overdue) and 李大山 in 301; the places of both flats in either picture."""
    monkeypatch.setenv("NUANFANG_DATA", str(staffed.data))
    store.forget_engines()
    today = clock.today()
    with store.writing() as s:
        who = Person(s.query(Account.id).filter(Account.role == Role.VISITOR).scalar(), "何静", Role.VISITOR)
        shape = {"name": "3栋", "units": 1, "floors": 18, "doors": 4, "missing_floors": "4, 14", "shop_floors": 1}
        building = estate.add_building(s, who, shape)
        for room, name, tier in (("1202", "陈玉芬", Tier.TWO), ("301", "李大山", None)):
            answers = {"building_id": building, "unit": 1, "room": room, "tier": tier}
            one = household.add_household(s, who, today - timedelta(days=60), answers)
            household.add_resident(s, who, one, {"name": name})
    with store.reading() as s:
        found = elevation(s, who, Asked(), today, (building,))

    def place(room, wide=ROOM):
        drawn = draw(found, LIGHT, wide)
        [box] = [box for (_b, flat), box in zip(drawn.doors, drawn.flats, strict=True) if flat.room == room]
        return EDGE + box.x + box.wide / 2, EDGE + box.y + box.high / 2

    yield place
    store.forget_engines()


def opened(page, server):
    page.goto(f"{server.url}/heat-map")
    sign_in(page, "何静", WORD)
    page.wait_for_selector(f"{CHART} canvas, {CHART} svg")
    settle(page)
    page.wait_for_timeout(800)


def at(page, place):
    box = page.locator(CHART).bounding_box()
    return box["x"] + place[0], box["y"] + place[1]


def test_point_click_read_and_open(tower, staffed, new_page):
    page = new_page(width=1440)
    opened(page, staffed)
    before = page.locator(CHART).bounding_box()
    page.mouse.move(*at(page, tower("1202")))
    page.wait_for_selector("#vg-tooltip-element.visible")
    tooltip = page.inner_text("#vg-tooltip-element")
    assert "3栋 1单元 1202" in tooltip and "二级" in tooltip and "30 天" in tooltip and "陈玉芬" not in tooltip
    assert "陈玉芬" not in words(page)
    page.mouse.click(*at(page, tower("1202")))
    page.get_by_text("陈玉芬，1 人").wait_for()
    settle(page)
    assert page.locator(CHART).bounding_box() == before, "the picture has not moved"
    page.mouse.click(*at(page, tower("301")))
    page.get_by_text("李大山，1 人").wait_for()
    settle(page)
    assert "陈玉芬" not in words(page) and page.locator(CHART).bounding_box() == before
    page.get_by_role("button", name="打开档案").click()
    page.wait_for_url(re.compile(r"/household\?no=2$"))


def test_every_flat_is_reached_by_keyboard_alone(tower, staffed, new_page):
    page = new_page(width=1440)
    opened(page, staffed)
    page.get_by_role("combobox", name="找一户").focus()
    page.keyboard.type("1202")
    page.keyboard.press("Enter")
    page.get_by_text("陈玉芬，1 人").wait_for()
    settle(page)
    page.wait_for_timeout(600)
    page.mouse.click(*at(page, tower("301")))  # and a click still counts afterwards
    page.get_by_text("李大山，1 人").wait_for()
    settle(page)
    for _press in range(60):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.innerText") == "打开档案":
            break
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/household\?no=2$"))


def test_filters_are_in_the_address_and_survive_a_reload(tower, staffed, new_page):
    page = new_page(width=1440)
    opened(page, staffed)
    page.get_by_role("button", name="超期", exact=True).click()
    page.wait_for_url(re.compile("only=overdue"))
    settle(page)
    page.reload()
    page.wait_for_selector(f"{CHART} canvas, {CHART} svg")
    settle(page)
    assert "only=overdue" in page.url and "清空条件" in words(page)
    page.get_by_text("逐月变化").click()
    page.wait_for_url(re.compile("picture=months"))
    settle(page)
    assert "only=overdue" in page.url and "since=" in page.url, "the filters go along from picture to picture"


def test_on_a_phone_one_building_fits_and_a_tap_opens_the_strip(tower, staffed, new_page):
    page = new_page(phone=True)
    opened(page, staffed)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    box = page.locator(CHART).bounding_box()
    assert box["x"] + box["width"] <= 390
    page.touchscreen.tap(*at(page, tower("1202", ROOM_ON_A_PHONE)))
    page.get_by_text("陈玉芬，1 人").wait_for()
    settle(page)
    page.get_by_role("button", name="打开档案").tap()
    page.wait_for_url(re.compile(r"/household\?no=1$"))
