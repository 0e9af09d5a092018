"""One household's file: what it shows to whom, its visits in pages, and the line in the log."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import household
from db.changes.visit import record_visit
from db.choices import ConsentWay, Deed, HardshipKind, Level, Purpose, Scale
from db.models import Household, LogEntry, Resident
from db.queries.household import Standing, file, pictures, story
from pages.parts import opened
from tests.conftest import DAY, MORNING

SECRETS = ("陈玉芬", "1202", "13800002207", "浴室", "独居", "家中有狗", "Barthel", "55 分")


@pytest.fixture
def full(home, cast, monkeypatch):
    """陈玉芬's file with a son elsewhere, a scale result, consents of three standings, and twelve visits."""
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)
    who = cast["visitor"]
    with store.writing() as s:
        h = s.get_one(Household, home)
        answers = {"building_id": h.building_id, "unit": 1, "room": "1202", "tier": h.tier, "responsible_id": who.id}
        household.edit_household(
            s, who, home, h.version, DAY, {**answers, "safety_note": "家中有狗", "verified_on": DAY}
        )
        household.add_resident(
            s, who, home, {"name": "陈立", "relation": "son", "lives_here": False, "is_emergency": True}
        )
        [chen] = s.exec(select(Resident).where(Resident.name == "陈玉芬")).all()
        result = {"scale": Scale.BARTHEL, "score": "55 分", "assessed_by": "和安卫生站", "assessed_on": DAY}
        household.add_scale_result(s, who, chen.id, result)
        ended = household.add_hardship(s, who, home, {"kind": HardshipKind.ILLNESS})
        household.end_hardship(s, who, ended, DAY)
        for purpose, given, until in (
            (Purpose.ARCHIVE, DAY, None),
            (Purpose.PHOTO, DAY - timedelta(days=90), DAY - timedelta(days=1)),
            (Purpose.PUBLICATION, DAY, None),
        ):
            consent = {"purpose": purpose, "way": ConsentWay.WRITTEN, "given_on": given, "until": until}
            last = household.add_consent(s, who, home, DAY, consent)
        household.withdraw_consent(s, who, last, DAY)
        for n in range(12):
            at = MORNING - timedelta(days=10 * n)
            answers = {
                "at": at,
                "outcome": "met",
                "said": f"第{n}次，**不敢**去浴室",
                "safety": Level.GRAVE,
                "safety_why": "滑",
            }
            record_visit(s, who, home, f"t{n}", MORNING, answers)
    return home


def told(at) -> str:
    parts = [*at.title, *at.text, *at.markdown, *at.caption, *at.error, *at.info, *at.expander, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts).replace(
        "\\", ""
    )


def test_the_file_holds_what_is_known(full, cast):
    with store.reading() as s:
        found = file(s, cast["visitor"], 1, DAY)
        assert file(s, cast["visitor"], 99, DAY) is None
    assert (found.door, found.responsible, found.tier_by, found.visits) == ("3栋 1单元 1202", "何静", "何静", 12)
    assert [(r.fields.name, r.age) for r in found.residents] == [("陈玉芬", 83), ("陈立", None)]
    assert found.head.scales[0].score == "55 分"
    assert [h.fields.kind for h in found.hard_now] == [HardshipKind.ALONE]
    assert len(found.hardships) == 2, "what has ended is kept"
    standings = {c.fields.purpose: c.standing for c in found.consents}
    assert standings == {
        Purpose.ARCHIVE: Standing.VALID,
        Purpose.PHOTO: Standing.EXPIRED,
        Purpose.PUBLICATION: Standing.WITHDRAWN,
    }


def test_visits_come_newest_first_ten_at_a_time(full, cast):
    with store.reading() as s:
        first, second = (story(s, cast["visitor"], full, page) for page in (1, 2))
    assert [visit.fields.said[:3] for visit in first] == [f"第{n}次" for n in range(10)]
    assert len(second) == 2 and first[0].staff == ("何静",)


def test_a_partner_reads_a_skeleton(full, cast):
    with store.reading() as s:
        found = file(s, cast["reader"], 1, DAY)
        visits = story(s, cast["reader"], full)
        assert pictures(s, cast["reader"], [visits[0].id]) == {}
    assert found.is_masked and not found.hardships
    for secret in SECRETS:
        assert secret not in str(found) + str(visits)


def test_the_page_shows_the_whole_file(full, open_page):
    at = open_page("household", "visitor", no="1")
    assert not at.exception
    shown = told(at)
    assert at.title[0].value.replace("\\", "") == "3栋 1单元 1202"
    for words in (
        "档案 0001",
        "陈玉芬，女，83 岁",
        "家中有狗",
        "2027年11月23日前复核",
        "陈立",
        "不同住",
        "55 分",
        "拍照：已到期",
    ):
        assert words in shown, words
    assert "第9次，**不敢**去浴室" in shown and "第10次" not in shown


def test_a_partner_sees_no_name_on_the_page_and_no_way_to_change(full, open_page):
    at = open_page("household", "reader", no="1")
    assert not at.exception and not at.button
    for secret in SECRETS:
        assert secret not in told(at), secret


@pytest.mark.parametrize("query", [{}, {"no": "99"}, {"no": "1; DROP"}, {"no": "99999999999999999999"}, {"no": "²"}])
def test_a_number_without_a_file_says_what_next(home, open_page, query):
    at = open_page("household", "visitor", **query)
    assert not at.exception
    assert "到住户台账里找一找" in told(at)
    assert [button.label for button in at.button] == ["打开住户台账"]


def views() -> int:
    with store.reading() as s:
        return len(s.exec(select(LogEntry).where(LogEntry.deed == Deed.VIEW)).all())


def test_opening_is_logged_once_for_a_sitting(full, open_page, monkeypatch):
    at = open_page("household", "visitor", no="1")
    at.run()
    assert views() == 1
    monkeypatch.setattr(clock, "now", lambda: MORNING + opened.SITTING + timedelta(seconds=1))
    at.run()
    assert views() == 2
    open_page("household", "reader", no="1")
    assert views() == 2, "what is masked tells of nobody"


def test_a_consent_is_withdrawn_in_place(full, open_page, cast):
    at = open_page("household", "visitor", no="1")
    [withdraw] = [button for button in at.button if button.label == "撤回"]
    withdraw.click().run()
    with store.reading() as s:
        standings = {c.standing for c in file(s, cast["visitor"], 1, date(2026, 11, 23)).consents}
    assert Standing.VALID not in standings
    assert any("已保存" in toast.value and "10:40" in toast.value for toast in at.toast)
