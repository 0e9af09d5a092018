"""From a visit to the end of a problem and back, in two windows: 何静 does, 李敏 decides."""

from pathlib import Path
from typing import Any

import pypdf
import pytest

from db import store
from db.changes import referral
from db.choices import OutsideHelp, Role
from db.rights import Person
from db.words import told_in
from tests.browser import settle, sign_in, words
from tests.house_in_file import PASSWORD, furnish, inside, stored
from tests.test_browser_visit import press, tap, write

pytestmark = pytest.mark.browser
OFFICE = "和平街道民政"


def zh(text: str) -> str:
    return told_in("zh_CN", text)


@pytest.fixture
def two(server, new_page):
    """The visitor's window and the manager's, each at 陈玉芬's file."""
    furnish(server.data)
    with inside(server.data), store.writing() as s:
        who = Person(2, "李敏", Role.MANAGER)
        referral.add_organisation(s, who, {"name": OFFICE, "kind": OutsideHelp.STREET, "phone": "12345"})

    def opened(name: str) -> Any:
        page = new_page(accept_downloads=True)
        page.goto(f"{server.url}/household?no=1")
        sign_in(page, name, PASSWORD)
        page.get_by_text("家里人", exact=True).wait_for()
        return page

    return opened("何静"), opened("李敏")


def box(page: Any) -> Any:
    page.wait_for_selector('[role="dialog"]')
    settle(page)
    return page.locator('[role="dialog"]')


def fill(page: Any, label: str, text: str) -> None:
    area = box(page).get_by_role("textbox", name=zh(label)).first
    area.fill(text)
    area.blur()
    page.wait_for_timeout(700)
    settle(page)


def pick(page: Any, label: str) -> None:
    box(page).get_by_test_id("stButtonGroup").get_by_text(zh(label), exact=True).first.click()
    settle(page)


def done(page: Any, button: str) -> None:
    """Press the dialog's button; it closes when the deed was done."""
    box(page).get_by_role("button", name=zh(button), exact=True).last.click()
    page.wait_for_selector('[role="dialog"]', state="detached")
    settle(page)


def hit(page: Any, label: str) -> None:
    """Press a button of the page."""
    page.get_by_role("button", name=zh(label), exact=True).first.click()
    settle(page)


def again(page: Any) -> None:
    page.reload()
    page.get_by_text("家里人", exact=True).wait_for()
    settle(page)


def test_from_the_visit_to_the_end_and_back(two, server):
    visitor, manager = two

    # a visit that brings a problem, a promise and a request for fee relief
    visitor.goto(f"{server.url}/visit?no=1")
    visitor.get_by_text("结果（必填）").wait_for()
    for label in ("见到本人", "诉求"):
        tap(visitor, label)
    write(visitor, "他怎么说的", "说看病花了很多钱，浴室没有扶手，不敢洗澡。")
    for label in ("措施", "家中隐患"):
        tap(visitor, label)
    visitor.get_by_role("textbox", name="问题（必填）").fill("浴室没有扶手")
    settle(visitor)
    tap(visitor, "装扶手、坡道")
    visitor.get_by_test_id("stCheckbox").get_by_text("当面答应了").click()
    settle(visitor)
    press(visitor, "保存走访")
    visitor.get_by_text("下一户").wait_for()
    assert stored(server.data, "select words, state from need") == [("浴室没有扶手", "in_hand")]
    assert stored(server.data, "select kind, is_promise, state from measure") == [("handrail", 1, "open")]

    # fee relief: asked for in the file, refused with a reason, asked again, approved
    visitor.goto(f"{server.url}/household?no=1")
    visitor.get_by_text("浴室没有扶手").first.wait_for()
    settle(visitor)
    assert zh("promised at the door") in words(visitor)
    hit(visitor, "Measure")
    box(visitor).get_by_role("combobox", name="措施").click()
    visitor.get_by_role("option", name=zh("Part of the property fee waived")).click()
    settle(visitor)
    box(visitor).get_by_role("spinbutton", name=zh("Amount in yuan")).fill("600")
    box(visitor).get_by_role("spinbutton", name=zh("Amount in yuan")).blur()
    settle(visitor)
    done(visitor, "Save")
    assert not visitor.get_by_role("button", name=zh("Decide"), exact=True).count(), "nobody decides on his own"
    again(manager)
    hit(manager, "Decide")
    box(manager).get_by_role("button", name=zh("Turn down")).click()
    manager.get_by_text(zh("Write the reason in a few words.")).wait_for()
    box(manager).get_by_role("textbox").fill("票据不全")
    box(manager).get_by_role("textbox").blur()
    manager.wait_for_timeout(700)
    settle(manager)
    done(manager, "Turn down")
    again(visitor)
    assert "票据不全" in words(visitor)
    hit(visitor, "Ask again")
    fill(visitor, "In words", "补齐住院票据")
    done(visitor, "Ask for approval")
    manager.goto(server.url)
    manager.get_by_text("物业费减免 600 元").wait_for()
    settle(manager)
    hit(manager, "Decide")
    done(manager, "Approve")
    assert stored(server.data, "select approved, why from approval order by id") == [(0, "票据不全"), (1, "")]

    # a referral: blocked without consent, then sent, its slip printed, the reply recorded
    again(visitor)
    hit(visitor, "Refer")
    box(visitor).get_by_role("combobox").first.click()
    visitor.get_by_role("option", name=OFFICE).click()
    settle(visitor)
    fill(visitor, "What is asked for", "申请适老化改造补贴")
    box(visitor).get_by_role("button", name=zh("Send the slip")).click()
    visitor.get_by_text("没有发出").wait_for()
    assert not stored(server.data, "select id from referral")
    box(visitor).get_by_role("button", name=zh("Record a consent")).click()
    settle(visitor)
    pick(visitor, "In writing")
    box(visitor).get_by_role("button", name=zh("Keep the consent")).click()
    visitor.get_by_text("已同意", exact=False).first.wait_for()
    settle(visitor)
    done(visitor, "Send the slip")
    assert stored(server.data, "select year > 2000, no, state from referral") == [(1, 1, "sent")]
    with visitor.expect_download() as download:
        visitor.get_by_role("button", name="-001").first.click()
    with Path(download.value.path()).open("rb") as file:
        slip = "".join("".join(p.extract_text() for p in pypdf.PdfReader(file).pages).split())
    assert OFFICE in slip and "申请适老化改造补贴" in slip and "回执" in slip
    hit(visitor, "Record reply")
    pick(visitor, "Done")
    fill(visitor, "Their reply in words", "已列入本月名单")
    done(visitor, "Save")

    # closing is refused while something is open; a follow-up ends it and says whether it helped
    hit(visitor, "Close")
    box(visitor).get_by_text("装扶手、坡道").first.wait_for()
    visitor.keyboard.press("Escape")
    visitor.goto(f"{server.url}/visit?no=1")
    visitor.get_by_text("结果（必填）").wait_for()
    assert "浴室没有扶手" in words(visitor), "what was promised stands beside the form"
    for label in ("见到本人", "诉求", "暂无诉求", "措施"):
        tap(visitor, label)
    tap(visitor, "已解决")
    tap(visitor, "满意")
    press(visitor, "保存走访")
    visitor.get_by_text("下一户").wait_for()
    assert stored(server.data, "select solved, word from evaluation") == [("yes", "satisfied")]
    visitor.goto(f"{server.url}/household?no=1")
    visitor.get_by_text("浴室没有扶手").first.wait_for()
    settle(visitor)
    for result in ("扶手已装", "本季物业费已减"):
        visitor.get_by_role("button", name=zh("Record result"), exact=True).first.click()
        fill(visitor, "What came of it", result)
        done(visitor, "Save")

    # the visitor asks to close, the manager confirms, and it can be opened again with its history
    hit(visitor, "Close")
    pick(visitor, "Solved")
    fill(visitor, "Evidence", "扶手已装，附照片")
    pick(visitor, "Satisfied")
    done(visitor, "Ask to close it")
    assert stored(server.data, "select state from need") == [("in_hand",)]
    manager.goto(f"{server.url}/household?no=1")
    manager.get_by_text("家里人", exact=True).wait_for()
    hit(manager, "Confirm the closing")
    done(manager, "Confirm")
    assert stored(server.data, "select state from need") == [("closed",)]
    again(visitor)
    visitor.get_by_text(zh("Closed lately")).click()
    hit(visitor, "Reopen")
    fill(visitor, "Reason", "扶手松了")
    done(visitor, "Reopen")
    assert stored(server.data, "select state from need") == [("in_hand",)]
    [(evidence, why)] = stored(server.data, "select evidence, reopened_why from needclosing")
    assert (evidence, why) == ("扶手已装，附照片", "扶手松了")
    again(visitor)
    assert "扶手松了" in words(visitor), "the story keeps it all"
