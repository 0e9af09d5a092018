"""The page of import and export, without a browser: who sees what, doubles, lists out."""

from datetime import date

import pytest
from sqlmodel import func, select

from db import store
from db.changes import household
from db.models import Building, Household
from tests.conftest import DAY

BORN = date(1943, 5, 6)


@pytest.fixture
def twin(cast, home):
    with store.writing() as s:
        place = s.exec(select(Building.id).where(Building.name == "5栋")).one()
        found = household.add_household(
            s, cast["visitor"], DAY, {"building_id": place, "unit": 1, "floor": 3, "room": "301"}
        )
        household.add_resident(s, cast["visitor"], found, {"name": "陈玉芬", "birth_date": BORN, "note": "耳背"})
    return found


def words(page):
    return " ".join(each.value for kind in ("markdown", "text", "caption", "info") for each in page.get(kind))


def pressed(page, key):
    return next(each for each in page.button if each.key == key).click().run()


def homes():
    with store.reading() as s:
        return s.exec(select(func.count()).select_from(Household)).one()


def parts(page):
    return next(each for each in page.get("button_group") if each.key == "exchange.part").options


def test_each_role_is_shown_what_it_may_do(home, open_page):
    assert len(parts(open_page("exchange", "manager"))) == 5
    assert len(parts(open_page("exchange", "visitor"))) == 1, "lists out"
    page = open_page("exchange", "reader")
    assert not page.get("download_button") and not page.get("file_uploader")
    for part in ("in", "doubles", "compare", "done"):
        asked = open_page("exchange", "visitor", part=part)
        assert not asked.get("file_uploader") and asked.get("download_button")


def test_without_doubles_it_says_so(home, open_page):
    assert "没有发现" in words(open_page("exchange", "manager", part="doubles"))


def test_two_households_stay_apart(cast, home, twin, open_page):
    page = open_page("exchange", "manager", part="doubles")
    assert "姓名相同" in words(page) and "出生日期相同" in words(page)
    page = pressed(page, f"exchange.doubles.{home}.{twin}.apart")
    assert homes() == 2
    assert "没有发现" in words(open_page("exchange", "manager", part="doubles"))


def test_every_list_that_offices_ask_for_is_there(home, open_page):
    page = open_page("exchange", "visitor", part="out")
    said = words(page)
    for name in ("走访帮扶台账", "老年人管理台账", "残疾人信息台账", "一户一档汇总", "统计表"):
        assert name in said
    assert len(page.get("download_button")) == 6
