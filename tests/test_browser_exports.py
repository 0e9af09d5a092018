"""In a real browser: a list goes out masked, locked or in an own layout; nothing on the screen goes out unlogged."""

from io import BytesIO
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest
from sqlmodel import select

from db import store
from db.choices import Deed
from db.models import LogEntry
from tests.browser import settle
from tests.test_browser_register import open_first, street  # noqa: F401 (a fixture)

pytestmark = pytest.mark.browser
TOOLBAR = '[data-testid="stElementToolbar"]'


def test_a_list_goes_out_masked_and_locked_and_is_logged(street, server, new_page):  # noqa: F811
    page = new_page()
    open_first(page, server, "/register")
    page.locator(".st-key-register-how button").first.click()
    page.get_by_text("隐去姓名、门牌、电话和病情").click()
    settle(page)
    page.get_by_label("打开文件的密码").fill("桂花又开")  # without Enter, as people do: the field tells by itself
    page.get_by_text("只有凭密码才能打开").wait_for()
    settle(page)
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出名单").click()
    file = msoffcrypto.OfficeFile(BytesIO(Path(download.value.path()).read_bytes()))
    file.load_key(password="桂花又开", verify_password=True)
    out = BytesIO()
    file.decrypt(out)
    rows = list(openpyxl.load_workbook(out).worksheets[0].iter_rows(values_only=True))
    assert len(rows) == 31 and "陈玉芬" not in str(rows) and "陈某" in str(rows)
    with store.reading() as s:
        [line] = s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT)).all()
    assert line.detail == "30 rows; masked; with a password"


def test_an_own_layout_is_made_in_the_register_and_the_list_goes_out_in_it(street, server, new_page):  # noqa: F811
    page = new_page()
    open_first(page, server, "/register")
    page.locator(".st-key-register-how button").first.click()
    page.get_by_role("button", name="自定版式").click()
    box = page.get_by_role("dialog").filter(has_text="版式名称")
    box.get_by_label("版式名称").fill("街道用表")
    page.keyboard.press("Tab")  # the name is sent, and the dialog drawn anew, before a list is opened in it
    page.wait_for_timeout(300)
    settle(page)
    for column in ("户主", "序号"):
        box.get_by_label("要哪些列").click()
        page.keyboard.type(column)
        page.get_by_role("option", name=column).first.click()
        settle(page)
    page.keyboard.press("Tab")  # shuts the list of columns
    page.wait_for_timeout(300)
    box.get_by_text("自定列名").click()
    box.get_by_role("textbox", name="户主", exact=True).fill("户主大名")
    box.get_by_role("button", name="保存").click()
    page.wait_for_selector('[role="dialog"]', state="detached")
    settle(page)
    page.locator(".st-key-register-how button").first.click()
    page.get_by_label("版式").first.click()
    page.get_by_role("option", name="街道用表").click()
    settle(page)
    page.keyboard.press("Escape")
    page.get_by_role("option").first.wait_for(state="detached")
    page.wait_for_timeout(300)  # shutting asks the server once more
    settle(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="导出名单").click()
    book = openpyxl.load_workbook(BytesIO(Path(download.value.path()).read_bytes()))
    head, first, *_rest = book.worksheets[0].iter_rows(values_only=True)
    assert head == ("户主大名", "序号") and first[1] == 1


def test_no_table_and_no_picture_offers_an_unlogged_way_out(street, server, new_page):  # noqa: F811
    page = new_page()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    open_first(page, server, "/register")
    page.locator('[data-testid="stDataFrame"]').first.hover()
    assert labels(page) and not [label for label in labels(page) if "ownload" in label]
    page.goto(f"{server.url}/heat-map?picture=hardship")
    page.wait_for_selector('[data-testid="stVegaLiteChart"]')
    settle(page)
    page.locator('[data-testid="stVegaLiteChart"]').first.hover()
    assert not page.locator(".vega-actions, .vega-embed details").count(), "Vega's own menu has PNG, SVG and the data"
    page.get_by_role("button", name="Show data").first.click()
    shown = page.locator('[data-testid="stDataFrame"]').first
    shown.hover()
    assert labels(page) and not [label for label in labels(page) if "ownload" in label]
    page.evaluate("navigator.clipboard.writeText('nothing')")
    shown.click(position={"x": 60, "y": 60})
    page.keyboard.press("Control+c")
    page.wait_for_timeout(400)
    assert page.evaluate("navigator.clipboard.readText()") == "nothing"


def labels(page) -> list[str]:
    """What the toolbars of tables and pictures offer."""
    return [each.get_attribute("aria-label") or "" for each in page.locator(f"{TOOLBAR} button").all()]
