"""In a real browser: click a cell of a picture in sums, read who is behind it, open the file; and without a mouse."""

import re

import pytest

from db import clock, store
from db.changes import estate, household
from db.choices import HardshipKind, Role, Tier
from db.models import Account
from db.rights import Person
from tests.browser import WORD, settle, sign_in, words

pytestmark = pytest.mark.browser
CHART = '[data-testid="stVegaLiteChart"]'


@pytest.fixture
def alone(staffed, monkeypatch):
    """One household with one hardship: a picture of one cell."""
    monkeypatch.setenv("NUANFANG_DATA", str(staffed.data))
    store.forget_engines()
    with store.writing() as s:
        who = Person(s.query(Account.id).filter(Account.role == Role.VISITOR).scalar(), "何静", Role.VISITOR)
        building = estate.add_building(s, who, {"name": "3栋", "units": 1, "floors": 18, "doors": 4})
        answers = {"building_id": building, "unit": 1, "room": "1202", "tier": Tier.TWO}
        one = household.add_household(s, who, clock.today(), answers)
        household.add_resident(s, who, one, {"name": "陈玉芬"})
        household.add_hardship(s, who, one, {"kind": HardshipKind.ALONE})
    yield
    store.forget_engines()


def opened(page, server, picture):
    page.goto(f"{server.url}/heat-map?picture={picture}")
    sign_in(page, "何静", WORD)
    page.wait_for_selector(f"{CHART} canvas, {CHART} svg")
    settle(page)
    page.wait_for_timeout(800)


def click_the_only_cell(page):
    """Right of the names and below the legend, where the one cell stands."""
    box = page.locator(CHART).bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.6, box["y"] + box["height"] * 0.62)
    settle(page)


def test_click_a_cell_read_who_and_open_the_file(alone, staffed, new_page):
    page = new_page()
    opened(page, staffed, "hardship")
    assert "陈玉芬" not in words(page), "no name before a cell is chosen"
    click_the_only_cell(page)
    page.wait_for_selector('[data-testid="stDataFrame"]')
    assert "3栋，独居老人" in words(page)
    table = page.locator('[data-testid="stDataFrame"]').bounding_box()
    page.mouse.click(table["x"] + 60, table["y"] + 58)
    page.wait_for_url(re.compile("/household"))
    page.wait_for_selector("h1")
    assert "陈玉芬" in words(page)


def test_a_cell_is_chosen_without_a_mouse(alone, staffed, new_page):
    page = new_page()
    opened(page, staffed, "moves")
    lists = page.locator('[data-testid="stSelectbox"] input')
    for n in range(2):
        lists.nth(n).focus()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        settle(page)
    page.wait_for_selector("text=未建档 → 二级")
    page.wait_for_selector('[data-testid="stDataFrame"]')


def test_on_a_phone_the_picture_fits_and_a_tap_shows_who(alone, staffed, new_page):
    page = new_page(phone=True)
    opened(page, staffed, "hardship")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    click_the_only_cell(page)
    page.wait_for_selector("text=3栋，独居老人")
    assert "陈玉芬" in words(page)
