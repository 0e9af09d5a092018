"""Home, settings and guide: the state of things in the title, the same days of last month beside, the next step."""

from datetime import date, timedelta

import pytest

from db import clock, store
from db.changes import household
from db.changes.visit import record_visit
from db.choices import Outcome
from db.queries.home import home as home_of
from tests.conftest import DAY, MORNING


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


def told(at) -> str:
    parts = [*at.title, *at.text, *at.markdown, *at.caption, *at.info, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts).replace(
        "\\", ""
    )


def visit(cast, home, day: date, outcome=Outcome.MET):
    at = MORNING - timedelta(days=(DAY - day).days)
    with store.writing() as s:
        answers = {"at": at, "outcome": outcome, "said": "都好" if outcome.seen else ""}
        record_visit(s, cast["visitor"], home, f"{day}{outcome}", MORNING, answers)


def test_the_month_so_far_stands_beside_the_same_days_of_last_month(home, cast):
    for day in (date(2026, 11, 1), date(2026, 11, 23), date(2026, 10, 1), date(2026, 10, 24), date(2026, 9, 30)):
        visit(cast, home, day)
    visit(cast, home, date(2026, 11, 2), Outcome.NO_ANSWER)
    with store.reading() as s:
        found = home_of(s, cast["visitor"], DAY)
    assert (found.now.visits, found.now.households, found.now.in_vain) == (3, 1, 1)
    assert (found.before.visits, found.before.households, found.before.in_vain) == (1, 1, 0), "24 October is later"
    assert (found.active, found.opened, found.buildings) == (1, 1, 2)


@pytest.mark.parametrize(
    ("today", "end"),
    [
        (date(2026, 3, 31), date(2026, 2, 28)),
        (date(2026, 1, 15), date(2025, 12, 15)),
        (date(2024, 3, 30), date(2024, 2, 29)),
    ],
)
def test_a_shorter_month_ends_where_it_ends(cast, today, end):
    with store.reading() as s:
        assert home_of(s, cast["visitor"], today).before.end == end


def test_a_new_estate_says_what_comes_first(cast, open_page):
    at = open_page("home")
    assert not at.exception
    assert at.title[0].value == "从添楼栋开始"
    assert [button.label for button in at.button] == ["去办"] * 3
    assert not at.metric


def test_after_the_buildings_comes_a_file_and_then_a_visit(home, cast, open_page):
    assert open_page("home").title[0].value == "登记第一次走访"
    with store.writing() as s:
        household.add_resident(s, cast["visitor"], home, {"name": "陈立"})
    visit(cast, home, DAY)
    at = open_page("home")
    assert at.title[0].value == "本月走访 1 次"
    assert [(m.label, m.value) for m in at.metric] == [
        ("在档户", "1"),
        ("本月走访", "1"),
        ("见到的住户", "1"),
        ("没见到", "0"),
    ]
    assert list(at.dataframe[0].value["户主"]) == ["陈玉芬"]


def test_a_partner_reads_sums_and_no_names(home, cast, open_page):
    visit(cast, home, DAY)
    at = open_page("home", "reader")
    assert not at.exception and not at.dataframe
    assert at.metric and "登记走访" not in told(at)
    for secret in ("陈玉芬", "1202"):
        assert secret not in told(at)


def test_the_settings_show_each_building_with_its_size(home, open_page):
    at = open_page("settings", "manager")
    assert not at.exception
    assert "2 个单元 × 18 层 × 每层 4 户 = 144 户，在档 1 户" in told(at)
    assert "和安苑" in told(at)


def test_a_partner_may_not_set_anything(home, open_page):
    at = open_page("settings", "reader")
    assert not at.title and not at.button
    assert [error.value for error in at.error]


def test_the_guide_is_there_for_everybody(cast, open_page):
    for who in ("visitor", "reader"):
        at = open_page("guide", who)
        assert not at.exception
        assert {"第一天", "登记走访", "备份", "隐私"} <= {section.value for section in at.subheader}
