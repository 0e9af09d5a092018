"""In a real browser: a list is dropped, looked through, a double joined, taken in, taken back, and taken in again."""

import re
from datetime import date
from io import BytesIO

import pytest
from openpyxl import Workbook
from sqlmodel import func, select

from db import clock, passwords, sign_in, store
from db.changes import estate, household
from db.choices import Role
from db.models import Account, BatchRow, Estate, Household, Resident
from db.rights import Person
from tests.browser import settle, words
from tests.browser import sign_in as enter

pytestmark = pytest.mark.browser
PASSWORD = "窗外的桂花又开了"
BORN = date(1943, 5, 6)


@pytest.fixture
def estate_of_one(server, monkeypatch):
    """李敏 manages 和安苑; in 3栋 lives 陈玉芬, whose flat the list gets wrong."""
    monkeypatch.setenv("NUANFANG_DATA", str(server.data))
    store.forget_engines()
    with store.writing() as s:
        s.add(Estate(name="和安苑"))
        account = Account(
            name="李敏",
            key=sign_in.key_of("李敏"),
            display="李敏",
            role=Role.MANAGER,
            password_hash=passwords.hashed(PASSWORD),
            created_at=clock.now(),
        )
        s.add(account)
        s.flush()
        who = Person(account.id or 0, "李敏", Role.MANAGER)
        building = estate.add_building(s, who, {"name": "3栋", "units": 2, "floors": 18, "doors": 4})
        there = household.add_household(
            s, who, clock.today(), {"building_id": building, "unit": 1, "floor": 12, "room": "1202"}
        )
        household.add_resident(
            s, who, there, {"name": "陈玉芬", "birth_date": BORN, "phone": "13800002207", "is_head": True}
        )
    yield there
    store.forget_engines()


def the_list() -> bytes:
    """As an office keeps it: a title, a merged head, a double, somebody new, a formula, a line nobody filled in."""
    book = Workbook()
    sheet = book.active
    sheet.append(["和安苑老人台账　"])
    sheet.append(["序号", "姓名 ", "性别", "出生年月", "住址", "联系\n电话", "困难类型", "备注"])
    sheet.append([1, "陈玉芬", "女", "1943.5.6", "3栋2单元502", 13800002207, "独居", "爱听越剧"])
    sheet.append([2, "王桂英", "女 ", "1950年3月", "３#1-601", "138-0000-3311、无", "独居、低保", None])
    sheet.append([3, "周建国", "男", 1948, "3-2-1103", "无", "重病", "=1+1"])
    sheet.append([None, None, "男", None, None, None, "独居", None])
    sheet.merge_cells("A1:H1")
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def everybody() -> tuple[int, list[str]]:
    with store.reading() as s:
        names = s.exec(select(Resident.name).order_by(Resident.name)).all()
        return s.exec(select(func.count()).select_from(Household)).one(), list(names)


def test_a_list_is_taken_in_taken_back_and_taken_in_again(estate_of_one, server, new_page):
    page = new_page()
    page.set_default_timeout(30_000)
    page.goto(server.url + "/exchange")
    enter(page, "李敏", PASSWORD)
    page.goto(server.url + "/exchange")
    page.wait_for_selector("h1")
    settle(page)
    file = {"name": "老人台账.xlsx", "mimeType": "application/octet-stream", "buffer": the_list()}
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_text("导入后会怎样").wait_for()
    settle(page)
    said = words(page)
    assert "8 列中识别出 8 列" in said and "新增 1" in said and "可能重复 1" in said and "不能导入 1" in said

    # How the columns are understood can be read, and chosen otherwise.
    page.get_by_text("8 列中识别出 8 列").click()
    page.locator('[data-testid="stDataFrame"]').first.wait_for()
    page.get_by_role("radio", name="走访与帮扶").click()
    page.get_by_text("走访日期").or_(page.get_by_text("不能导入 3")).first.wait_for()
    page.get_by_role("radio", name="住户与成员").click()
    page.get_by_role("radio", name=re.compile("可能重复 1")).wait_for()
    settle(page)

    # The double: what matches is said, and the two are joined.
    page.get_by_role("radio", name=re.compile("可能重复 1")).click()
    settle(page)
    assert "0001 号" in words(page) and "陈玉芬" in words(page)
    page.get_by_role("radio", name="是同一户，合并").last.click()
    settle(page)
    page.get_by_role("button", name=re.compile("^.*导入$")).last.click()
    page.get_by_text(re.compile("已导入")).wait_for()
    settle(page)
    after = everybody()
    assert after == (2, ["王桂英", "陈玉芬"])
    with store.reading() as s:
        head = s.exec(select(Resident).where(Resident.name == "陈玉芬")).one()
        assert "爱听越剧" in head.note and head.household_id == estate_of_one
        new = s.exec(select(Resident).where(Resident.name == "王桂英")).one()
        assert (new.birth_date, new.birth_text, new.phone) == (date(1950, 3, 1), "1950年3月", "13800003311")
    assert "不能导入 1" in words(page), "what could not be taken in still waits to be put right"

    # Back as a whole, and in again.
    page.get_by_role("button", name="整批撤销").click()
    page.get_by_text(re.compile("已整批撤销")).first.wait_for()
    settle(page)
    assert everybody() == (1, ["陈玉芬"])
    with store.reading() as s:
        assert s.exec(select(Resident.note)).one() == ""
        assert s.exec(select(func.count()).select_from(BatchRow)).one() == 0
    page.locator('input[type="file"]').set_input_files(file)
    page.get_by_text("导入后会怎样").wait_for()
    settle(page)
    page.get_by_role("radio", name=re.compile("可能重复 1")).click()
    settle(page)
    page.get_by_role("radio", name="是同一户，合并").last.click()
    settle(page)
    page.get_by_role("button", name=re.compile("^.*导入$")).last.click()
    page.get_by_text(re.compile("已导入")).wait_for()
    settle(page)
    assert everybody() == after


def test_two_files_of_one_household_are_joined_and_taken_back(estate_of_one, server, new_page):
    with store.writing() as s:
        who = Person(1, "李敏", Role.MANAGER)
        building = s.exec(select(Household.building_id)).one()
        there = {"building_id": building, "unit": 2, "floor": 5, "room": "502"}
        twin = household.add_household(s, who, clock.today(), there)
        household.add_resident(s, who, twin, {"name": "陈玉芬", "birth_date": BORN, "note": "耳背"})
    page = new_page()
    page.set_default_timeout(30_000)
    page.goto(server.url + "/exchange?part=doubles")
    enter(page, "李敏", PASSWORD)
    page.goto(server.url + "/exchange?part=doubles")
    page.get_by_role("button", name="合并").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("旧编号 0002").wait_for()
    settle(page)
    assert "与谁是同一人" in dialog.inner_text()
    dialog.get_by_role("button", name="合并").click()
    dialog.wait_for(state="detached")
    settle(page)
    assert everybody() == (1, ["陈玉芬"])
    page.goto(server.url + "/household?no=2")
    page.get_by_text("0002 号档案已并入这一份").wait_for()
    settle(page)
    assert "耳背" in words(page)
    page.goto(server.url + "/exchange?part=done")
    page.get_by_role("button", name="整批撤销").click()
    page.get_by_role("dialog").get_by_role("button", name="整批撤销").click()
    page.get_by_text("李敏于").wait_for()
    assert everybody() == (2, ["陈玉芬", "陈玉芬"])
