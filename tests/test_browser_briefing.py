"""In a real browser: written into, marked, signed once, the same bytes again; two people at once; on a phone."""

import hashlib
import re
from datetime import timedelta

import pytest

from db import clock, store
from db.changes import estate, household
from db.changes import visit as visits
from db.choices import Outcome, Role, Tier, Way
from db.models import Account, Issue
from db.rights import Person
from tests.browser import WORD, settle, sign_in, words

pytestmark = pytest.mark.browser
ADMIN = "王主任"


@pytest.fixture
def visited(staffed, monkeypatch):
    """和安苑 with 陈玉芬 in 3栋, called on this month; calling again makes another visit."""
    monkeypatch.setenv("NUANFANG_DATA", str(staffed.data))
    store.forget_engines()
    today = clock.today()
    with store.writing() as s:
        who = Person(s.query(Account.id).filter(Account.role == Role.VISITOR).scalar(), "何静", Role.VISITOR)
        building = estate.add_building(s, who, {"name": "3栋", "units": 1, "floors": 18, "doors": 4})
        home = household.add_household(
            s, who, today - timedelta(days=60), {"building_id": building, "unit": 1, "room": "1202", "tier": Tier.TWO}
        )
        household.add_resident(s, who, home, {"name": "陈玉芬"})

    def call(token):
        answers = {
            "at": clock.now() - timedelta(minutes=5),
            "way": Way.HOME,
            "outcome": Outcome.MET,
            "said": "说家里都好。",
        }
        with store.writing() as s:
            visits.record_visit(s, who, home, token, clock.now(), answers, [who.id])

    call("the-first")
    yield call
    store.forget_engines()


def opened(page, server, name=ADMIN, address="/reports"):
    page.goto(f"{server.url}{address}")
    sign_in(page, name, WORD)
    page.get_by_text("发出前核对").wait_for()
    settle(page)


def press(page, name, **how):
    page.get_by_role("button", name=name, **how).first.click()
    settle(page)


def window(page):
    page.wait_for_selector('[role="dialog"]')
    settle(page)
    return page.get_by_role("dialog")


def choose(page, section):
    page.get_by_role("combobox", name="部分").click()
    page.get_by_role("option", name=section).click()
    settle(page)


def write(page, text):
    """Into the section that is shown."""
    press(page, "改文字")
    box = window(page)
    area = box.locator("textarea")
    area.fill(text)
    area.press("Control+Enter")
    settle(page)
    return box


def test_written_marked_signed_and_taken_out_twice_as_the_same_bytes(visited, staffed, new_page, tmp_path):
    page = new_page(width=1440, accept_downloads=True)
    opened(page, staffed)
    choose(page, "走访情况")
    write(page, "走了9871户。<img src=x onerror=alert(1)>").get_by_role("button", name="保存").click()
    page.wait_for_selector('[role="dialog"]', state="detached")
    page.get_by_text("台账里没有的数字：9871").wait_for()
    assert "<img src=x onerror=alert(1)>" in words(page)
    press(page, "恢复原文")
    page.get_by_text("台账里没有的数字：9871").wait_for(state="detached")
    press(page, "签发为第1期")
    window(page).get_by_role("button", name="签发").last.click()
    page.wait_for_url(re.compile(r"issue=1"))
    page.get_by_text("文件与签发时一致").wait_for()
    settle(page)
    taken = []
    for turn in range(2):
        with page.expect_download() as download:
            page.get_by_role("button", name="PDF").click()
        download.value.save_as(tmp_path / f"{turn}.pdf")
        taken.append((tmp_path / f"{turn}.pdf").read_bytes())
        visited(f"later-{turn}")
        page.reload()
        page.get_by_text("文件与签发时一致").wait_for()
        settle(page)
    assert taken[0] == taken[1] and taken[0].startswith(b"%PDF")
    with store.reading() as s:
        assert s.get_one(Issue, 1).sha256 == hashlib.sha256(taken[0]).hexdigest()


def test_what_changed_under_the_signer_is_not_signed(visited, staffed, new_page):
    page = new_page(width=1440)
    opened(page, staffed)
    press(page, "签发为第1期")
    box = window(page)
    visited("meanwhile")
    box.get_by_role("button", name="签发").last.click()
    page.get_by_text("请再看一遍，然后签发").wait_for()
    with store.reading() as s:
        assert s.query(Issue).count() == 0
    page.keyboard.press("Escape")
    page.reload()
    page.get_by_text("发出前核对").wait_for()
    settle(page)
    press(page, "签发为第1期")
    window(page).get_by_role("button", name="签发").last.click()
    page.wait_for_url(re.compile(r"issue=1"))


def test_two_who_write_into_one_section_see_both_texts_and_nothing_is_lost(visited, staffed, new_page):
    mine, theirs = new_page(width=1440), new_page(width=1440)
    opened(mine, staffed)
    opened(theirs, staffed, "何静")
    for page in (mine, theirs):
        choose(page, "走访情况")
    box = write(mine, "王主任写的。")
    write(theirs, "何静写的。").get_by_role("button", name="保存").click()
    theirs.wait_for_selector('[role="dialog"]', state="detached")
    box.get_by_role("button", name="保存").click()
    box.get_by_text("何静写的。").wait_for()
    settle(mine)
    assert "何静写的。" in box.inner_text() and "王主任写的。" in box.inner_text()
    box.get_by_text("两份都留").click()
    settle(mine)
    box.get_by_role("button", name="按所选保存").click()
    mine.wait_for_selector('[role="dialog"]', state="detached")
    settle(mine)
    shown = words(mine)
    assert "何静写的。" in shown and "王主任写的。" in shown


def test_on_a_phone_every_page_is_reached_and_nothing_is_wider_than_the_screen(visited, staffed, new_page):
    page = new_page(phone=True)
    opened(page, staffed)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    [told] = re.findall(r"第 1 页，共 (\d+) 页", words(page))
    for n in range(2, int(told) + 1):
        page.get_by_role("button", name="下一页").tap()
        page.get_by_text(f"第 {n} 页，共 {told} 页").wait_for()
    assert page.get_by_role("button", name="下一页").is_disabled()
    press(page, "签发为第1期")
    window(page).get_by_role("button", name="签发").last.tap()
    page.get_by_text("文件与签发时一致").wait_for()
    settle(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
