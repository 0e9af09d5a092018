"""Signing in and out in a real browser, as a user does it, and as somebody who should not."""

import re
import sqlite3

import pytest

from db import sign_in as door
from tests.browser import ROOT, WORD, settle, sign_in, try_sign_in, words

pytestmark = pytest.mark.browser
ADDRESSES = ["", "visit", "follow-up", "register", "household?no=1", "heat-map", "reports"]
ADDRESSES += ["exchange", "settings", "people", "guide"]
FORM = '[data-testid="stForm"]'
INSIDE = '[data-testid="stSidebarNav"]'


def cookie(page):
    [found] = [each for each in page.context.cookies() if each["name"] == door.COOKIE]
    return found


def dark(page, wait=20_000) -> bool:
    page.wait_for_selector('input[type="password"]', timeout=wait)
    return "何静" not in words(page) and not page.locator(INSIDE).count()


def get(page, server, path) -> int:
    return page.context.request.get(f"{server.url}{path}").status


def test_a_cold_server_asked_for_any_page_shows_the_sign_in_and_nothing_else(staffed, new_page):
    for address in ADDRESSES:
        page = new_page()
        page.goto(f"{staffed.url}/{address}")
        page.wait_for_selector(FORM)
        page.get_by_text("EN", exact=True).wait_for()  # the last to be drawn: its widget is fetched when it is needed
        settle(page)
        said = re.sub(r"\s+", " ", words(page).replace("Skip to main content", "")).strip()
        assert said == (
            "和安苑 困难住户走访台 登录 用户名 密码 visibility 登录 "
            "忘记密码请找管理员重设。 中文 EN lock 资料只存在本单位电脑，不上网。查看、打印、导出都会记入日志。"
        ), address
        assert not page.locator(INSIDE).count() and not page.get_by_role("dialog").count()
        page.context.close()
        staffed.restart()


def test_every_page_there_is_was_asked_for():
    files = {path.stem for path in (ROOT / "pages").glob("*.py") if not path.stem.startswith("_")}
    asked = {re.split(r"\W", address.replace("-", "_"))[0] for address in ADDRESSES}
    assert files == asked - {"", "reports"} | {"home", "briefings"}


def test_the_first_run_makes_an_administrator_and_signs_in(server, new_page):
    page = new_page()
    page.goto(server.url)
    page.get_by_role("button", name="开始建立").click()
    page.get_by_label("小区名称（必填）").fill("和安苑")
    page.get_by_label("管理员姓名（必填）").fill("王主任")
    page.get_by_label("密码（必填）").fill("短")
    page.get_by_role("button", name="建立并登录").click()
    page.get_by_text("密码至少 8 位").wait_for()
    page.get_by_label("密码（必填）").fill(WORD)
    page.get_by_role("button", name="建立并登录").click()
    page.wait_for_selector(INSIDE)
    settle(page)
    assert "王主任" in words(page) and "管理员" in words(page)
    page.goto(f"{server.url}/people")
    page.get_by_role("heading", name="账号").wait_for()
    stranger = new_page()
    stranger.goto(server.url)
    stranger.wait_for_selector(FORM)
    settle(stranger)
    assert "开始建立" not in words(stranger), "the first run is over"


def test_in_the_cookie_no_script_reads_and_the_page_asked_for_is_kept(staffed, new_page):
    page = new_page()
    blocked = []
    page.on("console", lambda said: blocked.append(said.text) if "Content Security" in said.text else None)
    page.goto(f"{staffed.url}/household?no=1")
    sign_in(page, "何静", WORD)
    assert page.url == f"{staffed.url}/household?no=1"
    given = cookie(page)
    assert (given["httpOnly"], given["sameSite"], given["secure"]) == (True, "Strict", False)
    assert len(given["value"]) >= 43 and given["value"] not in page.evaluate("document.cookie")
    page.reload()
    page.wait_for_selector(INSIDE)
    assert page.url.endswith("/household?no=1")
    assert get(page, staffed, "/_stcore/metrics") == 200 and get(page, staffed, "/media/x") == 404
    assert blocked == []
    assert given["value"] not in staffed.said()


def test_in_english_by_browser_or_by_the_switch(staffed, new_page):
    page = new_page("en-GB")
    page.goto(staffed.url)
    page.get_by_text("User name").wait_for()
    assert "密码" not in words(page)
    page.get_by_text("中文", exact=True).click()
    page.get_by_text("用户名").wait_for()
    page.get_by_text("EN", exact=True).click()
    page.get_by_text("User name").wait_for()
    sign_in(page, "何静", WORD)
    page.get_by_role("button", name="Sign out").wait_for()
    assert "Record visit" in words(page) and "登记走访" not in words(page)
    page.locator(".stSidebar, [data-testid=stSidebar]").get_by_text("中文", exact=True).click()
    page.get_by_role("button", name="退出").wait_for()
    other = new_page("en-GB")
    other.goto(staffed.url)
    sign_in(other, "何静", WORD)
    other.get_by_role("button", name="退出").wait_for()


def test_wrong_is_told_in_the_same_words_whoever_it_is(staffed, new_page):
    said = set()
    for name, password in (("何静", "不是这个密码"), ("没有这个人", WORD), ("何静", "")):
        page = new_page()
        page.goto(staffed.url)
        try_sign_in(page, name, password)
        page.get_by_role("alert").wait_for()
        settle(page)
        said.add(page.get_by_role("alert").inner_text())
    assert len(said) == 1 and "用户名或密码不对" in said.pop()


def test_a_long_chinese_password_with_blanks_around_is_taken_as_typed(staffed, new_page):
    word = "  春江潮水连海平，海上明月共潮生 " * 6
    assert staffed.cli("user", "password", "何静", stdin=word).returncode == 0
    page = new_page()
    page.goto(staffed.url)
    try_sign_in(page, "何静", word.strip())
    page.get_by_role("alert").wait_for()
    sign_in(page, " 何静 ", word)
    assert page.locator(INSIDE).count()


def test_a_copied_cookie_is_worth_nothing_after_signing_out_and_other_tabs_go_dark(staffed, new_page):
    page = new_page()
    page.goto(staffed.url)
    sign_in(page, "何静", WORD)
    tab = page.context.new_page()
    tab.goto(f"{staffed.url}/register")
    tab.wait_for_selector(INSIDE)
    stolen = cookie(page)
    page.get_by_role("button", name="退出").click()
    assert dark(page)
    assert dark(tab, 40_000), "the open tab goes dark by itself"
    thief = new_page()
    thief.context.add_cookies([stolen])
    thief.goto(f"{staffed.url}/register")
    assert dark(thief)
    assert get(thief, staffed, "/_stcore/metrics") == 403


def test_a_disabled_person_is_out_at_once_in_every_tab_with_the_cookie_too(staffed, new_page):
    page = new_page()
    page.goto(staffed.url)
    sign_in(page, "何静", WORD)
    stolen = cookie(page)
    assert staffed.cli("user", "disable", "何静").returncode == 0
    page.get_by_role("link", name="住户台账").click()
    assert dark(page)
    assert get(page, staffed, "/_stcore/metrics") == 403
    thief = new_page()
    thief.context.add_cookies([stolen])
    thief.goto(staffed.url)
    assert dark(thief)
    try_sign_in(thief, "何静", WORD)
    thief.get_by_role("alert").wait_for()


def test_another_role_is_another_sign_in_with_other_pages(staffed, new_page):
    page = new_page()
    page.goto(f"{staffed.url}/people")
    sign_in(page, "王主任", WORD)
    page.get_by_role("heading", name="账号").wait_for()
    visitor = new_page()
    visitor.goto(staffed.url)
    sign_in(visitor, "何静", WORD)
    assert "账号" not in words(visitor)
    visitor.goto(f"{staffed.url}/people")
    visitor.wait_for_selector(INSIDE)
    settle(visitor)
    assert "王主任" not in words(visitor)
    assert staffed.cli("user", "role", "何静", "admin").returncode == 0
    visitor.reload()
    assert dark(visitor)
    sign_in(visitor, "何静", WORD)
    visitor.get_by_role("link", name="账号").wait_for()


def test_an_account_is_added_and_its_owner_chooses_a_password(staffed, new_page):
    admin = new_page()
    admin.goto(f"{staffed.url}/people")
    sign_in(admin, "王主任", WORD)
    admin.get_by_role("button", name="添账号").click()
    form = admin.get_by_role("dialog")
    form.get_by_label("用户名").fill("孙丽")
    form.get_by_label("部门").fill("客服部")
    form.get_by_role("button", name="保存").click()
    once = admin.locator("code").inner_text()
    assert re.fullmatch(r"(\w{4}-){3}\w{4}", once)
    admin.get_by_role("button", name="记下了").click()
    admin.locator("code").wait_for(state="detached")

    page = new_page()
    page.goto(f"{staffed.url}/register")
    try_sign_in(page, "孙丽", once)
    page.get_by_role("heading", name="自设密码").wait_for()
    assert not page.locator(INSIDE).count()
    page.get_by_label("新密码", exact=True).fill("窗台上的兰花也开了")
    page.get_by_label("再输一次新密码").fill("窗台上的兰花也开了")
    page.get_by_role("button", name="保存并继续").click()
    page.wait_for_selector(INSIDE)
    assert page.url.endswith("/register")
    page.reload()
    page.wait_for_selector(INSIDE)
    again = new_page()
    again.goto(staffed.url)
    try_sign_in(again, "孙丽", once)
    again.get_by_role("alert").wait_for()


def test_one_browser_holds_one_person(staffed, new_page):
    first = new_page()
    first.goto(staffed.url)
    second = first.context.new_page()
    second.goto(staffed.url)
    second.wait_for_selector(FORM)
    sign_in(first, "何静", WORD)
    sign_in(second, "王主任", WORD)
    first.get_by_role("link", name="住户台账").click()
    assert dark(first)
    first.reload()
    first.wait_for_selector(INSIDE)
    settle(first)
    assert "王主任" in words(first)


def test_the_password_reaches_no_log_and_no_address(staffed, new_page):
    page = new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(staffed.url)
    sign_in(page, "何静", WORD)
    held = cookie(page)["value"]
    assert not [url for url in asked if WORD in url or held in url]
    with sqlite3.connect(staffed.data / "nuanfang.db") as s:
        assert held not in "".join(map(str, s.execute("SELECT * FROM signinsession")))
    s.close()


def test_a_window_over_the_page_keeps_its_language_and_changes_the_password(staffed, new_page):
    page = new_page("en-GB")
    page.goto(f"{staffed.url}/register")
    sign_in(page, "何静", WORD)
    before = cookie(page)
    page.get_by_role("button", name="Change password").click()
    window = page.get_by_role("dialog")
    for label, word in (("Password now", "wrong"), ("New password", "a new one, please"), ("New password again", "a")):
        window.get_by_label(label, exact=True).fill(word)
    send = window.get_by_role("button", name="Change password")
    send.click()
    window.get_by_text("This is not your password now").wait_for()
    window.get_by_label("Password now", exact=True).fill(WORD)
    send.click()
    window.get_by_text("The two are not the same").wait_for()
    assert "New password again" in window.inner_text() and "密码" not in window.inner_text()
    window.get_by_label("New password again", exact=True).fill("a new one, please")
    send.click()
    page.get_by_text("Your password is changed").wait_for()
    assert page.url.endswith("/register") and cookie(page)["value"] != before["value"]
    page.reload()
    page.wait_for_selector(INSIDE)
    thief = new_page()
    thief.context.add_cookies([before])
    thief.goto(staffed.url)
    assert dark(thief)
    sign_in(thief, "何静", "a new one, please")
