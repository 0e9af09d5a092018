"""Early warnings where people meet them: at home, at the household, in the briefing; each once, with who saw it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import household, measure, need, state
from db.changes.alert import see
from db.changes.visit import record_visit
from db.choices import AlertKind, Audience, Circumstance, Hazard, HouseholdState, MeasureKind, NeedKind, Outcome, Tier
from db.errors import NotAllowed
from db.models import Alert, Building, Household
from db.queries.alerts import of_household, undecided, unseen
from db.queries.asked import Asked, Only
from db.queries.briefing import BriefingAsked, facts
from db.queries.register import counts, export, households
from tests.conftest import DAY, MORNING
from tests.test_briefing import read

FIRST = DAY.replace(day=1)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)
    monkeypatch.setattr(clock, "now", lambda: MORNING)


def told(at) -> str:
    parts = [*at.title, *at.text, *at.markdown, *at.caption, *at.error, *at.info, *at.button, *at.subheader]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts).replace(
        "\\", ""
    )


def visited(cast, home, n=0, outcome=Outcome.MET, **answers):
    with store.writing() as s:
        at = MORNING - timedelta(days=n)
        record_visit(s, cast["visitor"], home, f"{home}.{n}", at, {"at": at, "outcome": outcome, **answers})


def another(cast, room, whose="manager", building="5栋") -> int:
    with store.writing() as s:
        place = s.exec(select(Building.id).where(Building.name == building)).one()
        answers = {"building_id": place, "unit": 1, "room": room, "responsible_id": cast[whose].id}
        key = household.add_household(s, cast["visitor"], DAY, answers)
        household.add_resident(s, cast["visitor"], key, {"name": f"住户{room}", "is_head": True})
    return key


def missed(cast, home):
    """Twice nobody answered, by telephone: a warning and no danger."""
    for n in (3, 0):
        visited(cast, home, n, Outcome.NO_ANSWER, way="phone")


@pytest.fixture
def warned(home, cast) -> int:
    """At 陈玉芬's, whose visitor is 何静: the same hazard twice, and a promise past its day."""
    for n in (9, 2):
        visited(cast, home, n, hazards=[Hazard.GAS_HOSE])
    with store.writing() as s:
        key = need.raise_need(s, cast["visitor"], home, DAY, {"kind": NeedKind.REPAIR, "words": "换软管"})
        promise = {"kind": MeasureKind.REPAIR, "words": "换软管", "due": DAY - timedelta(days=1), "is_promise": True}
        measure.add_measure(s, cast["visitor"], key, DAY - timedelta(days=3), promise)
    return home


def kinds(rows) -> set[AlertKind]:
    return {row.kind for row in rows}


def test_a_visitor_is_warned_of_her_own_and_a_manager_of_all(warned, cast):
    other = another(cast, "201")
    missed(cast, other)
    with store.reading() as s:
        own = unseen(s, cast["visitor"], cast["visitor"].id)
        every = unseen(s, cast["manager"])
        with pytest.raises(NotAllowed):
            unseen(s, cast["reader"])
    assert kinds(own.rows) >= {AlertKind.SAME_HAZARD, AlertKind.PROMISE_BROKEN}
    assert {row.no for row in own.rows} == {1} and {row.no for row in every.rows} == {1, 2}
    assert every.total == len(every.rows) and len({row.id for row in every.rows}) == every.total
    hazard = next(row for row in own.rows if row.kind is AlertKind.SAME_HAZARD)
    assert (hazard.door, hazard.head, hazard.responsible, hazard.on) == ("3栋 1单元 1202", "陈玉芬", "何静", DAY)


def test_danger_stands_before_all_else_and_who_has_left_warns_nobody(warned, cast):
    other = another(cast, "201")
    visited(cast, other, 8, circumstances=[Circumstance.DESPAIR])
    with store.reading() as s:
        assert unseen(s, cast["manager"]).rows[0].kind is AlertKind.TRIGGER
    with store.writing() as s:
        state.pause(s, cast["manager"], other, DAY, DAY + timedelta(days=9), "住院")
    with store.reading() as s:
        assert {row.no for row in unseen(s, cast["manager"]).rows} == {1, 2}, "they will be back"
    with store.writing() as s:
        state.leave(s, cast["manager"], other, DAY, HouseholdState.MOVED, "搬走了")
    with store.reading() as s:
        assert {row.no for row in unseen(s, cast["manager"]).rows} == {1}


def test_who_saw_it_first_stays_named(warned, cast):
    with store.reading() as s:
        first = unseen(s, cast["visitor"]).rows[0]
    with store.writing() as s:
        assert see(s, cast["visitor"], [first.id], DAY) == 1
    with store.writing() as s:
        assert see(s, cast["manager"], [first.id], DAY + timedelta(days=1)) == 0
    with store.reading() as s:
        [again] = [row for row in of_household(s, cast["manager"], warned) if row.id == first.id]
        assert first.id not in {row.id for row in unseen(s, cast["manager"]).rows}
    assert (again.seen_on, again.seen_by) == (DAY, "何静")
    with pytest.raises(NotAllowed), store.writing() as s:
        see(s, cast["reader"], [first.id], DAY)


def test_tiers_to_decide_are_counted_as_the_register_lists_them(warned, cast):
    another(cast, "201")
    another(cast, "202", "visitor")
    with store.reading() as s:
        asked = Asked(only=(Only.ADVISED,))
        listed = sum(counts(s, cast["manager"], asked, DAY).values())
        own = undecided(s, cast["visitor"], DAY, cast["visitor"].id)
        assert (undecided(s, cast["manager"], DAY), own) == (listed, 1) and listed == 2


def test_the_register_shows_score_and_other_advice_to_staff_only(warned, cast):
    with store.reading() as s:
        h = s.get_one(Household, warned)
        [row] = households(s, cast["visitor"], Asked(), DAY).rows
        [masked] = households(s, cast["reader"], Asked(), DAY).rows
        [taken] = export(s, cast["visitor"], Asked(), DAY)
    assert row.risk_score == taken.risk_score == h.risk_score > 0
    assert h.tier is Tier.TWO and row.advised is (None if h.risk_tier is Tier.TWO else h.risk_tier)
    assert (masked.risk_score, masked.advised) == (None, None)


def test_advice_that_is_followed_is_not_repeated(home, cast):
    with store.writing() as s:
        s.get_one(Household, home).tier = Tier.THREE
    with store.reading() as s:
        [row] = households(s, cast["visitor"], Asked(), DAY).rows
        assert s.get_one(Household, home).risk_tier is Tier.THREE and row.advised is None


def test_home_warns_and_one_click_marks_it_seen(warned, cast, open_page):
    another(cast, "201", "visitor")
    at = open_page("home", "visitor")
    assert not at.exception
    for words in ("预警", "3栋 1单元 1202", "承诺未兑现", "等级待定 1 户"):
        assert words in told(at), words
    [row] = [b for b in at.button if b.key == f"alert.{promise().id}"]
    at = row.click().run()
    assert not at.exception and "承诺未兑现" not in told(at)
    assert (promise().seen_on, promise().seen_by_id) == (DAY, cast["visitor"].id)
    file = open_page("household", "manager", no="1")
    assert "何静 11月23日看过" in told(file)


def promise() -> Alert:
    with store.reading() as s:
        return s.exec(select(Alert).where(Alert.kind == AlertKind.PROMISE_BROKEN)).one()


def test_home_leaves_a_partner_and_other_peoples_visitors_in_peace(warned, cast, open_page):
    assert "预警" not in told(open_page("home", "reader"))
    with store.writing() as s:
        s.get_one(Household, warned).responsible_id = cast["manager"].id
    assert "承诺未兑现" not in told(open_page("home", "visitor"))
    assert "承诺未兑现" in told(open_page("home", "manager"))


def test_a_danger_and_the_tier_it_set_are_told_once(home, cast, open_page):
    visited(cast, home, 0, circumstances=[Circumstance.DESPAIR])
    shown = told(open_page("home", "manager"))
    assert "说到不想活" in shown and "本周等级上升" not in shown
    with store.writing() as s:
        see(s, cast["manager"], list(s.exec(select(Alert.id))), DAY)
    shown = told(open_page("home", "manager"))
    assert "本周等级上升" in shown, "the warning is gone, the tier is told"


def brief(s, cast, who="visitor", audience=Audience.INTERNAL, **more):
    return facts(s, cast[who], BriefingAsked(FIRST, DAY, audience=audience, **more), DAY)


def test_the_internal_briefing_lists_each_once_with_who_saw_it(warned, cast):
    with store.writing() as s:
        see(s, cast["visitor"], [promise().id], DAY)
    with store.reading() as s:
        found = brief(s, cast)
        whole = s.exec(select(Alert)).all()
        before = facts(s, cast["visitor"], BriefingAsked(FIRST - timedelta(days=30), FIRST - timedelta(days=1)), DAY)
    assert found.adds_up() and len(found.warnings.listed) == len(whole) == sum(found.warnings.counts.values())
    text = read(found)
    for words in ("承诺未兑现：", "3栋1单元1202", "何静11月23日", "未看", "本期预警"):
        assert words in text, words
    assert text.count("承诺未兑现：") == 1
    assert before.warnings.is_empty and "本期没有预警" in read(before)


def test_a_briefing_of_one_building_or_hardship_tells_of_its_warnings_only(warned, cast):
    missed(cast, another(cast, "201"))
    with store.reading() as s:
        five = s.exec(select(Building.id).where(Building.name == "5栋")).one()
        assert set(brief(s, cast, building_id=five).warnings.counts) >= {AlertKind.MISSED_TWICE}
        assert {each.door for each in brief(s, cast, building_id=five).warnings.listed} == {"5栋 1单元 201"}
        assert {each.door for each in brief(s, cast, hardship="alone").warnings.listed} == {"3栋 1单元 1202"}


def test_outside_the_house_only_numbers_leave(warned, cast):
    with store.reading() as s:
        committee = brief(s, cast, "reader", Audience.COMMITTEE)
        notice = brief(s, cast, "reader", Audience.NOTICE)
    assert committee.warnings.counts[AlertKind.PROMISE_BROKEN] == 1 and not committee.warnings.listed
    assert "承诺未兑现1" in read(committee) and "1202" not in read(committee)
    assert notice.warnings.is_empty and "预警" not in read(notice), "a board is no place for them"
