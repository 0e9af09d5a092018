"""The main job from the first run to the paper handed in, as somebody new does it, in a real browser."""

import io
import re
from pathlib import Path

import pypdf
import pytest

from tests.browser import WORD, settle, words
from tests.test_browser_visit import photo, press, tap, write

pytestmark = pytest.mark.browser

# cases/05, retold as one visit, with what breaks careless software: markup, a formula, a rare surname, an emoji.
SAID = "老人拉着手不放，塞水果糖块，说孩子忙，家里有事都是物业的人帮忙。<b>夜里</b>不敢去浴室。=1+1 䶮姓邻居常来 👵"
SEEN = "浴室地面有水，没有扶手；插排上接着三样电器。"


def fill(page, label, text):
    page.get_by_role("textbox", name=label).fill(text)


def choose(page, label, option):
    """One of a list, found by typing."""
    box = page.get_by_role("combobox", name=label).last  # of the window, not of the page under it
    box.click()
    box.fill(option)
    page.get_by_role("option", name=option).first.click()
    page.wait_for_timeout(200)


def dialog(page):
    page.wait_for_selector('[role="dialog"]')
    return page.locator('[role="dialog"]')


def test_from_the_first_run_to_the_briefing(server, new_page):
    page = new_page(accept_downloads=True)
    page.goto(server.url)
    page.get_by_role("button", name="开始建立").click()
    page.get_by_label("小区名称（必填）").fill("和安苑")
    page.get_by_label("管理员姓名（必填）").fill("王主任")
    page.get_by_label("密码（必填）").fill(WORD)
    page.get_by_role("button", name="建立并登录").click()
    page.wait_for_selector('[data-testid="stSidebarNav"]')
    settle(page)

    # a building, and a household with its head and hardship
    page.goto(f"{server.url}/settings")
    press(page, "添楼栋")
    box = dialog(page)
    box.get_by_role("textbox", name="楼栋（必填）").fill("3栋")
    box.get_by_role("spinbutton", name="单元数").fill("2")
    box.get_by_role("spinbutton", name="层数", exact=True).fill("18")
    box.get_by_role("button", name="保存").click()
    page.get_by_text("2 个单元 × 18 层").wait_for()
    page.goto(f"{server.url}/register")
    press(page, "建档")
    box = dialog(page)
    choose(page, "楼栋（必填）", "3栋")
    box.get_by_role("spinbutton", name="单元").fill("1")
    box.get_by_role("textbox", name="房号（必填）").fill("1202")
    box.get_by_role("textbox", name="姓名（必填）").fill("欧阳䶮")
    choose(page, "困难类型", "空巢老人")
    page.keyboard.press("Escape")  # closes the list, not the window
    settle(page)
    box.get_by_role("button", name="建档").click()
    page.wait_for_url(re.compile(r"/household\?no=1$"))
    page.get_by_text("欧阳䶮").first.wait_for()
    settle(page)

    # the visit, with a photo, hazards and a risk with its reason
    page.get_by_role("button", name="登记走访").first.click()
    page.get_by_text("结果（必填）").wait_for()
    tap(page, "见到本人")
    tap(page, "诉求")
    tap(page, "房屋报修")
    write(page, "他怎么说的", SAID)
    tap(page, "家里")
    tap(page, "地面湿滑、无扶手")
    tap(page, "插排过载")
    write(page, "看到的情形", SEEN)
    tap(page, "风险")
    page.get_by_role("radiogroup", name="安全风险").get_by_text("重", exact=True).click()
    settle(page)
    fill(page, "安全：凭什么这么看", "浴室无扶手，夜里摸黑")
    settle(page)
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

    # found by a two-character word of what was said
    page.goto(f"{server.url}/register")
    page.get_by_role("textbox", name="找人或门牌").fill("浴室")
    page.get_by_role("textbox", name="找人或门牌").press("Enter")
    page.get_by_text("筛出 1 户").wait_for()

    # seen on the map by a click
    page.goto(f"{server.url}/heat-map?picture=hardship")
    page.wait_for_selector('[data-testid="stVegaLiteChart"] canvas, [data-testid="stVegaLiteChart"] svg')
    page.wait_for_timeout(800)
    place = page.locator('[data-testid="stVegaLiteChart"]').bounding_box()
    page.mouse.click(place["x"] + place["width"] * 0.6, place["y"] + place["height"] * 0.62)
    page.wait_for_selector("h2:has-text('3栋'), h3:has-text('3栋')")
    settle(page)
    assert "1 户" in words(page)

    # this month's briefing by one click, and what it says
    page.goto(f"{server.url}/reports")
    with page.expect_download() as download:
        page.get_by_role("button", name="生成本月简报").click()
    with Path(download.value.path()).open("rb") as file:
        pdf = pypdf.PdfReader(io.BytesIO(file.read()))
    told = "".join("".join(p.extract_text() for p in pdf.pages).split())
    for line in ("和安苑", "3栋1单元1202", "欧阳䶮", "<b>夜里</b>不敢去浴室", "=1+1䶮姓邻居", "地面湿滑", "插排过载"):
        assert line in told, line
    assert any(p.images for p in pdf.pages), "the photo is in it"
