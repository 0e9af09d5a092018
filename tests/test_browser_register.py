"""In a real browser: a bookmarked view, a row that opens its household, a cell of the map, the phone."""

import re
from datetime import timedelta

import pytest

from db import clock, passwords, sign_in, store
from db.changes import estate, household
from db.changes.visit import record_visit
from db.choices import HardshipKind, Role, Tier
from db.models import Account, Estate
from db.rights import Person
from tests.browser import settle, words
from tests.browser import sign_in as enter

pytestmark = pytest.mark.browser
PASSWORD = "窗外的桂花又开了"
SAID = "说夜里不敢去浴室"
HARDSHIPS = (HardshipKind.ALONE, HardshipKind.ILLNESS)


@pytest.fixture
def street(server, monkeypatch):
    """Thirty households in 3栋 and 5栋; odd ones are alone, even ones ill; the first is 陈玉芬's."""
    monkeypatch.setenv("NUANFANG_DATA", str(server.data))
    store.forget_engines()
    now = clock.now()
    with store.writing() as s:
        s.add(Estate(name="和安苑"))
        account = Account(
            name="何静",
            key=sign_in.key_of("何静"),
            display="何静",
            role=Role.VISITOR,
            password_hash=passwords.hashed(PASSWORD),
            created_at=now,
        )
        s.add(account)
        s.flush()
        who = Person(account.id or 0, "何静", Role.VISITOR)
        buildings = [
            estate.add_building(s, who, {"name": name, "units": 2, "floors": 18, "doors": 4}) for name in ("3栋", "5栋")
        ]
        for n in range(30):
            room = {"building_id": buildings[n % 2], "unit": 1, "room": f"{n // 4 + 1}0{n % 4 + 1}", "tier": Tier.TWO}
            one = household.add_household(s, who, clock.today(), room)
            household.add_resident(s, who, one, {"name": f"王{n}" if n else "陈玉芬", "phone": f"1380000{n:04}"})
            household.add_hardship(s, who, one, {"kind": HARDSHIPS[n % 2]})
            answers = {
                "at": now - timedelta(days=n + 1),
                "outcome": "met",
                "said": "说夜里不敢去浴室" if n == 3 else "都好",
            }
            record_visit(s, who, one, f"t{n}", now, answers)
    yield buildings
    store.forget_engines()


def open_(page, server, address):
    page.goto(server.url + address)
    page.wait_for_selector("h1")
    settle(page)


def test_a_filter_stands_in_the_address_and_survives_a_reload(street, server, new_page):
    page = new_page()
    open_first(page, server, "/register")
    page.get_by_role("button", name=re.compile("5栋")).click()
    settle(page)
    assert f"building={street[1]}" in page.url
    assert "筛出 15 户" in words(page)
    page.reload()
    page.wait_for_selector("h1")
    settle(page)
    assert "筛出 15 户" in words(page) and f"building={street[1]}" in page.url
    page.get_by_role("button", name="清空条件").click()
    settle(page)
    assert "筛出 30 户" in words(page) and "building" not in page.url


def test_what_is_set_in_the_drawer_is_seen_there_kept_and_cleared(street, server, new_page):
    page = new_page()
    open_first(page, server, "/register?unseen=7&outcome=met")
    assert "筛出 24 户" in words(page) and "已设 2 项" in words(page)
    page.get_by_role("button", name=re.compile("更多条件")).click()
    page.wait_for_selector("text=档案状态")
    settle(page)
    assert "筛出 24 户" in words(page) and "state=" not in page.url, "opening the drawer changes nothing"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="清空条件").click()
    settle(page)
    assert "筛出 30 户" in words(page)
    page.get_by_role("button", name=re.compile("更多条件")).click()
    page.wait_for_selector("text=档案状态")
    settle(page)
    assert "筛出 30 户" in words(page) and "unseen" not in page.url


def open_first(page, server, address):
    page.goto(server.url + address)
    enter(page, "何静", PASSWORD)
    page.wait_for_selector("h1")
    settle(page)


def test_a_word_of_a_visit_finds_its_household_and_a_click_opens_it(street, server, new_page):
    page = new_page()
    open_first(page, server, "/register")
    page.get_by_role("textbox", name="找人或门牌").fill("浴室")
    page.get_by_role("textbox", name="找人或门牌").press("Enter")
    page.wait_for_selector("text=筛出 1 户")
    settle(page)
    assert "浴室" not in page.url and "%E6%B5%B4" not in page.url, "what is typed is not kept in the address"
    table = page.locator('[data-testid="stDataFrame"]')
    table.click(position={"x": 60, "y": 60})
    page.wait_for_url(re.compile(r"/household\?no=4$"))
    page.wait_for_selector("text=家里人")
    assert "5栋 1单元 104" in words(page) and "说夜里不敢去浴室" in words(page)


def test_a_cell_of_the_map_shows_its_households(street, server, new_page):
    page = new_page()
    open_first(page, server, "/heat-map?picture=hardship")
    page.wait_for_selector('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg')
    page.wait_for_timeout(800)
    box = page.locator('[data-testid="stVegaLiteChart"]').bounding_box()
    page.mouse.click(box["x"] + box["width"] * 0.25, box["y"] + 85)
    page.wait_for_selector("h2:has-text('3栋'), h3:has-text('3栋')")
    settle(page)
    assert "3栋，" in words(page) and "15 户" in words(page)
    page.locator('[data-testid="stDataFrame"]').click(position={"x": 60, "y": 60})
    page.wait_for_url(re.compile(r"/household\?no=\d+$"))


def test_on_a_phone_there_are_cards_and_nothing_to_push_sideways(street, server, new_page):
    page = new_page(phone=True)
    open_first(page, server, "/register")
    assert page.locator('[data-testid="stDataFrame"]').count() == 0
    assert "陈玉芬" in words(page) or "王29" in words(page)
    for address in ("/register", "/household?no=1", "/heat-map", "/", "/settings", "/guide"):
        open_(page, server, address)
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
    open_(page, server, "/register")
    page.locator("button:has-text('chevron_right'):visible").first.click()
    page.wait_for_url(re.compile(r"/household\?no=\d+$"))


def test_a_person_is_changed_in_place_and_both_texts_are_shown_when_two_write(street, server, new_page):
    first, second = new_page(), new_page()
    for page in (first, second):
        open_first(page, server, "/household?no=1")
        page.get_by_role("button", name="修改", exact=True).first.click()
        page.wait_for_selector('[role="dialog"]')
        settle(page)
    for page, phone in ((first, "13911112222"), (second, "13733334444")):
        field = page.get_by_role("dialog").get_by_label("电话")
        field.fill(phone)
        field.press("Tab")
        settle(page)
        page.get_by_role("dialog").get_by_role("button", name="保存").click()
        settle(page)
    first.wait_for_selector("text=13911112222")
    assert "已保存" in words(first)
    second.wait_for_selector("text=按所选保存")
    told = words(second)
    assert "13911112222" in told and "13733334444" in told
    second.get_by_role("button", name="按所选保存").click()
    second.wait_for_selector('[role="dialog"]', state="detached")
    settle(second)
    assert "13733334444" in words(second)
