"""The register on the screen: what stands in the address, what is shown to whom, and the list as a spreadsheet."""

from functools import partial
from io import BytesIO

import openpyxl
import pytest
from sqlmodel import select

from db import clock, sign_in, store
from db.changes import household
from db.choices import Deed, HardshipKind, HouseholdState, Level, Tier
from db.errors import NotAllowed, Refused
from db.models import Building, LogEntry
from db.queries.asked import Asked, Order
from pages.parts import address, found_list, list_out
from pages.parts.list_out import Way
from tests.conftest import DAY, MORNING


@pytest.fixture
def two(home, cast, monkeypatch):
    """A second household, in 5栋, tier one, seriously ill."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    with store.writing() as s:
        five = s.exec(select(Building.id).where(Building.name == "5栋")).one()
        answers = {"building_id": five, "unit": 1, "room": "201", "tier": Tier.ONE}
        other = household.add_household(s, cast["visitor"], DAY, answers)
        household.add_resident(s, cast["visitor"], other, {"name": "=1+1", "phone": "13911110000"})
        household.add_hardship(s, cast["visitor"], other, {"kind": HardshipKind.ILLNESS})
    return five


def doors(at) -> list[str]:
    return [] if not at.dataframe else list(at.dataframe[0].value["住址"])


def told(at) -> str:
    return "".join(str(each.value) for each in [*at.markdown, *at.caption, *at.info, *at.text]).replace("\\", "")


def test_an_address_says_what_is_asked_and_is_read_back():
    asked = Asked(
        building_ids=(3, 5),
        kinds=(HardshipKind.ALONE,),
        tiers=(Tier.ONE, None),
        risks=(None, Level.GRAVE),
        responsible_id=7,
        states=(HouseholdState.MOVED,),
        visited_from=DAY,
        visited_to=DAY,
        not_seen_days=30,
        order=Order.DOOR,
        page=2,
    )
    assert address.read(address.written(asked)) == asked
    assert address.written(Asked()) == {}


def test_what_is_typed_never_stands_in_an_address():
    assert address.written(Asked(text="陈玉芬 13800002207")) == {}


@pytest.mark.parametrize(
    "query",
    [
        {"building": "x", "kind": "gold", "tier": "9", "from": "yesterday", "page": "-", "order": "up"},
        {"building": "1,2,x", "unseen": "many", "staff": "1,2", "state": ",", "to": "2026-99-99"},
    ],
)
def test_an_address_that_says_nonsense_asks_for_nothing(query):
    assert address.read(query) == Asked()


def test_the_closest_tier_stands_first_and_the_numbers_are_shown(two, open_page):
    at = open_page("register")
    assert not at.exception
    assert doors(at) == ["5栋 1单元 201", "3栋 1单元 1202"]
    assert "筛出 **2** 户" in told(at)
    [tiers] = [group for group in at.get("button_group") if group.key == "register.tiers.0"]
    assert list(tiers.options) == ["一级 1", "二级 1"]


def test_a_bookmarked_view_opens_as_it_was(two, open_page):
    at = open_page("register", "visitor", tier="2", kind="alone")
    assert doors(at) == ["3栋 1单元 1202"]
    assert at.multiselect(key="register.kinds.0").value == [HardshipKind.ALONE]


def test_filters_go_into_the_address_and_are_cleared_in_one_click(two, open_page):
    at = open_page("register")
    at.multiselect(key="register.kinds.0").set_value([HardshipKind.ILLNESS]).run()
    assert doors(at) == ["5栋 1单元 201"]
    assert at.query_params["kind"] in ("illness", ["illness"])
    at.text_input(key="register.text").set_value("玉芬").run()
    assert "没有合条件的住户" in told(at)
    assert "玉芬" not in str(dict(at.query_params.items()) if hasattr(at.query_params, "items") else at.query_params)
    at.button(key="register.clear").click().run()
    assert len(doors(at)) == 2
    assert "kind" not in at.query_params


def test_what_is_not_there_any_more_is_not_asked_for(two, open_page):
    at = open_page("register", "visitor", building="99", staff="98", unseen="17")
    assert not at.exception
    assert len(doors(at)) == 2


def test_an_empty_estate_says_what_to_do(cast, open_page):
    at = open_page("register")
    assert not at.exception and not at.dataframe
    assert "还没有档案" in told(at)


def test_a_partner_gets_masked_rows_without_a_way_into_them(two, open_page):
    at = open_page("register", "reader", kind="illness")
    shown = str(at.dataframe[0].value) + told(at)
    for secret in ("陈玉芬", "1202", "201", "重病", "独居老人"):
        assert secret not in shown
    assert not at.get("download_button") and not at.button
    assert "multiselect" not in {each.key for each in at.multiselect}


def taken(secret: str, asked: Asked, is_visits: bool) -> bytes:
    return list_out.made(secret, partial(found_list.gathered, asked, is_visits), Way(), asked, "zh_CN")


def secret_of(who) -> str:
    with store.writing() as s:
        return sign_in.open_session(s, who.id, clock.now())[0]


def test_the_list_goes_out_with_real_numbers_inert_text_and_a_line_in_the_log(two, cast):
    made = taken(secret_of(cast["visitor"]), Asked(kinds=(HardshipKind.ILLNESS,)), False)
    sheet = openpyxl.load_workbook(BytesIO(made)).active
    head, row = (list(cells) for cells in sheet.iter_rows(values_only=True))
    told = dict(zip(head, row, strict=True))
    assert (told["档案号"], told["楼栋"], told["房号"], told["户主"], told["等级"]) == (2, "5栋", "201", "=1+1", "一级")
    assert told["困难类型"] == "重病" and "住址" not in told
    assert sheet.freeze_panes == "A2" and sheet.auto_filter.ref
    with store.reading() as s:
        [entry] = s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT)).all()
    assert (entry.who, entry.record, entry.detail) == ("何静", "households", "1 rows, by kinds")


def test_visits_go_out_too(two, cast):
    made = taken(secret_of(cast["visitor"]), Asked(), True)
    assert openpyxl.load_workbook(BytesIO(made)).worksheets[0].max_row == 1


def test_nobody_takes_a_list_out_who_may_not(two, cast):
    with pytest.raises(NotAllowed):
        taken(secret_of(cast["reader"]), Asked(), False)
    with pytest.raises(Refused):
        taken("no such session", Asked(), False)


def test_a_visit_is_listed_by_the_switch(two, cast, open_page):
    from db.changes.visit import record_visit

    with store.writing() as s:
        answers = {"at": MORNING, "outcome": "met", "said": "夜里不敢去浴室"}
        record_visit(s, cast["visitor"], 1, "one", MORNING, answers)
    at = open_page("register", "visitor", show="visits")
    assert not at.exception
    assert list(at.dataframe[0].value["他怎么说的"]) == ["夜里不敢去浴室"]
    assert "筛出 **1** 次" in told(at)


def test_a_password_that_readers_refuse_makes_no_open_file(home, open_page):
    page = open_page("exchange", "manager", part="out")
    field = next(each for each in page.text_input if each.key == "exchange.out.password")
    assert not any(each.proto.disabled for each in page.get("download_button"))
    page = field.set_value("桂花开了！").run()
    assert page.get("download_button") and all(each.proto.disabled for each in page.get("download_button"))
