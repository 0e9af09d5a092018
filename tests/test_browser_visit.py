"""A visit in a real browser: on a phone, through a restart, on two devices, in two hands, with two clicks."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser import Server, settle, sign_in, words
from tests.house_in_file import PASSWORD, furnish, stored

pytestmark = pytest.mark.browser

# cases/05: older people whose children are away, called on before a feast; retold as one visit.
SAID = "老人拉着手不放，说孩子忙，家里有事都是物业的人帮忙。<b>夜里</b>不敢去浴室。=1+1 䶮姓邻居常来 👵"
SEEN = "沉默约一刻钟，桌上三天的饭没有动。"


@pytest.fixture
def at_the_door(server: Server, new_page: Callable[..., Any]) -> Callable[..., Any]:
    """Sign in somewhere and stand at 陈玉芬's door."""
    furnish(server.data)

    def opened(who: str = "何静", query: str = "no=1", **how: Any) -> Any:
        page = new_page(**how)
        page.goto(f"{server.url}/visit?{query}")
        sign_in(page, who, PASSWORD)
        page.get_by_text("结果（必填）").wait_for()
        return page

    return opened


def tap(page: Any, label: str) -> None:
    page.get_by_test_id("stButtonGroup").get_by_text(label, exact=True).first.click()
    settle(page)


def write(page: Any, label: str, text: str) -> None:
    area = page.get_by_label(label)
    area.fill(text)
    area.blur()
    settle(page)


def press(page: Any, label: str) -> None:
    page.get_by_role("button", name=label).click()
    settle(page)


def photo() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "PhoneMaker"
    Image.new("RGB", (3000, 2000), "tan").save(out, "JPEG", exif=exif.tobytes())
    return out.getvalue()


def test_a_full_visit_on_a_phone(at_the_door, server):
    page = at_the_door(phone=True)
    tap(page, "见到本人")
    for part in ("见面", "诉求", "家里", "风险", "措施", "附件"):
        tap(page, part)
        wide = page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= 390, part
        tall = part_height(page)
        assert 0 < tall <= 844 * 1.5, (part, tall)
    tap(page, "诉求")
    tap(page, "房屋报修")
    write(page, "他怎么说的", SAID)
    tap(page, "家里")
    tap(page, "地面湿滑、无扶手")
    write(page, "看到的情形", SEEN)
    tap(page, "附件")
    page.get_by_text("记录拍照同意").click()
    tap(page, "书面")
    press(page, "记下同意")
    page.get_by_text("已有拍照同意").wait_for()
    page.locator('input[type="file"]').set_input_files(
        {"name": "浴室.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    page.locator('[data-testid="stImage"] img').wait_for()
    settle(page)
    press(page, "保存走访")
    page.get_by_text("下一户").wait_for()
    assert "已保存" in words(page) and "第 1 次走访" in words(page)
    [(outcome, said, seen, hazards)] = stored(server.data, "select outcome, said, seen, hazards from visit")
    assert (outcome, said, seen, hazards) == ("met", SAID, SEEN, '["slippery"]')
    [(width, height, content, draft_id)] = stored(
        server.data, "select width, height, content, draft_id from attachment"
    )
    assert (width, height, draft_id) == (2048, 1365, None) and b"PhoneMaker" not in content
    assert not stored(server.data, "select id from draft")


def part_height(page: Any) -> float:
    """From the part's heading to the save button, as a thumb has to travel it."""
    top = page.locator("h3").last.bounding_box()["y"]
    button = page.get_by_role("button", name="保存走访").bounding_box()
    return float(button["y"] + button["height"] - top)


def test_a_draft_outlives_a_reload_a_restart_and_the_device(at_the_door, server):
    page = at_the_door()
    tap(page, "见到本人")
    tap(page, "诉求")
    write(page, "他怎么说的", SAID)
    page.reload()
    settle(page)
    tap(page, "诉求")
    expect(page.get_by_label("他怎么说的")).to_have_value(SAID)
    server.restart()
    page.goto(f"{server.url}/visit?no=1")
    settle(page)
    tap(page, "诉求")
    expect(page.get_by_label("他怎么说的")).to_have_value(SAID)
    phone = at_the_door(phone=True)
    tap(phone, "诉求")
    expect(phone.get_by_label("他怎么说的")).to_have_value(SAID)
    colleague = at_the_door("李敏")
    assert "草稿" not in words(colleague)


def test_what_is_being_typed_outlives_a_lost_connection(at_the_door, server):
    """Not yet left, a long text is in the browser only. It waits there, and is sent when the connection is back."""
    page = at_the_door()
    tap(page, "见到本人")
    tap(page, "诉求")
    area = page.get_by_label("他怎么说的")
    area.click()
    area.press_sequentially("写到一半就断了线")
    server.restart()
    page.wait_for_timeout(3000)
    settle(page)
    assert area.input_value() == "写到一半就断了线"
    tap(page, "家里")
    tap(page, "诉求")
    expect(page.get_by_label("他怎么说的")).to_have_value("写到一半就断了线")
    [(answers,)] = stored(server.data, "select answers from draft")
    assert "写到一半就断了线" in answers


def test_a_double_click_saves_once(at_the_door, server):
    page = at_the_door(phone=True)
    tap(page, "没人应")
    page.get_by_role("button", name="记下").dblclick()
    page.get_by_text("下一户").wait_for()
    settle(page)
    assert stored(server.data, "select outcome from visit") == [("no_answer",)]
    assert stored(server.data, "select visits from household") == [(1,)]


def test_a_problem_is_written_on_a_phone_and_a_double_click_brings_it_once(at_the_door, server):
    page = at_the_door(phone=True)
    for label in ("见到本人", "诉求", "暂无诉求", "措施", "家中隐患"):
        tap(page, label)
    page.get_by_role("textbox", name="问题（必填）").fill("浴室灯坏了")
    settle(page)
    tap(page, "装扶手、坡道")
    page.get_by_test_id("stCheckbox").get_by_text("当面答应了").click()
    settle(page)
    page.wait_for_timeout(800)  # the line of words is sent a moment after the last key
    settle(page)
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 390
    assert part_height(page) <= 844 * 1.5
    page.reload()
    settle(page)
    page.get_by_role("button", name="保存走访").dblclick()
    page.get_by_text("下一户").wait_for()
    settle(page)
    assert stored(server.data, "select words, state from need") == [("浴室灯坏了", "in_hand")]
    assert stored(server.data, "select kind, is_promise from measure") == [("handrail", 1)]
    assert stored(server.data, "select count(*) from visit") == [(1,)]


def test_two_people_at_one_visit_are_shown_both_texts(at_the_door, server):
    first = at_the_door()
    tap(first, "见到本人")
    tap(first, "诉求")
    write(first, "他怎么说的", "原来的话")
    press(first, "保存走访")
    first.get_by_text("下一户").wait_for()
    second = at_the_door("李敏", "visit=1")
    press(first, "更正")
    for page, text in ((first, "管家的话"), (second, "经理的话")):
        tap(page, "诉求")
        write(page, "他怎么说的", text)
    press(first, "保存走访")
    first.get_by_text("下一户").wait_for()
    press(second, "保存走访")
    second.get_by_text("没有覆盖任何一份").wait_for()
    second.get_by_role("button", name="按所选保存").wait_for()  # it stands below both texts
    settle(second)
    assert "管家的话" in words(second) and "经理的话" in words(second)
    assert stored(server.data, "select said from visit") == [("管家的话",)]
    tap(second, "两份都留")
    press(second, "按所选保存")
    second.get_by_text("下一户").wait_for()
    assert stored(server.data, "select said from visit") == [("管家的话\n经理的话",)]
