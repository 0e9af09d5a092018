"""A new day happens once: pauses end, what was closed for now comes back, the morning is counted."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import daily, need, state
from db.choices import ClosingKind, HouseholdState, NeedKind, NeedState, PlanWhy, Word
from db.models import Figure, Household, LogEntry, Need, PlannedVisit, Setting
from db.queries.home import home as home_of
from db.queries.offered import offered
from db.settings import CAUGHT_UP
from pages.parts import morning
from tests.conftest import DAY
from tests.test_databases import at_once

NEXT = DAY + timedelta(days=1)


def is_due(day: date) -> bool:
    with store.reading() as s:
        return daily.is_due(s, day)


def caught_up(day: date) -> bool:
    with store.writing() as s:
        return daily.catch_up(s, day)


def test_a_day_is_caught_up_with_once(home):
    assert is_due(DAY)
    assert caught_up(DAY) and not is_due(DAY)
    assert not caught_up(DAY)
    assert is_due(NEXT) and caught_up(NEXT)


def test_an_empty_house_has_no_day(house):
    assert not caught_up(DAY)


def test_of_many_who_come_at_once_one_does_it(home):
    assert sorted(at_once(*[lambda: caught_up(DAY)] * 6)) == [False] * 5 + [True]
    with store.reading() as s:
        names = s.exec(select(Figure.name)).all()
        assert len(names) == len(set(names)) > 3


def test_a_pause_ends_and_a_problem_comes_back_on_its_day(home, cast):
    who = cast["manager"]
    with store.writing() as s:
        key = need.raise_need(s, who, home, DAY, {"kind": NeedKind.REPAIR, "words": "漏水"})
        answers = {"kind": ClosingKind.FOR_NOW, "evidence": "先堵上", "word": Word.MOSTLY, "check_on": NEXT}
        need.close_need(s, who, key, DAY, answers)
        other = s.get_one(Household, home)
        assert other.state is HouseholdState.ACTIVE
    caught_up(DAY)
    with store.reading() as s:
        assert s.get_one(Need, key).state is NeedState.CLOSED
    caught_up(NEXT)
    with store.reading() as s:
        assert s.get_one(Need, key).state is not NeedState.CLOSED
        [check] = s.exec(select(PlannedVisit)).all()
        assert (check.why, check.start, check.account_id) == (PlanWhy.CHECK, NEXT, cast["visitor"].id)
    with store.writing() as s:
        state.pause(s, who, home, NEXT, NEXT + timedelta(days=2), "住院")
    caught_up(NEXT + timedelta(days=5))  # over a long weekend
    with store.reading() as s:
        found = s.get_one(Household, home)
        assert found.state is HouseholdState.ACTIVE and found.due_since == NEXT + timedelta(days=5)


def test_days_nobody_came_leave_no_figures_and_no_day_is_counted_twice(home):
    caught_up(DAY)
    caught_up(DAY + timedelta(days=4))
    with store.reading() as s:
        assert sorted(set(s.exec(select(Figure.day)))) == [DAY, DAY + timedelta(days=4)]


def test_it_is_logged_nowhere_and_sums_kept_before_it_are_counted_anew(home, cast):
    who = cast["manager"]
    with store.writing() as s:
        state.pause(s, who, home, DAY, NEXT, "住院")
    caught_up(DAY)
    with store.reading() as s:
        lines = len(s.exec(select(LogEntry.id)).all())
        assert offered(s, who).active == 0 and home_of(s, who, NEXT).active == 0
    caught_up(NEXT)
    with store.reading() as s:
        assert len(s.exec(select(LogEntry.id)).all()) == lines
        assert offered(s, who).active == 1 and home_of(s, who, NEXT).active == 1


@pytest.fixture
def entrance(cast, monkeypatch):
    """Open the entrance as 何静; what stands behind it is not of interest here."""
    from streamlit.testing.v1 import AppTest

    from db import sign_in
    from tests.conftest import ROOT

    monkeypatch.setattr(morning, "_not_before", [])

    def opened(signed_in=True):
        at = AppTest.from_file(str(ROOT / "pages" / "_entrance.py"), default_timeout=30)
        if signed_in:
            with store.writing() as s:
                at.session_state["_nf.secret"] = sign_in.open_session(s, cast["visitor"].id, clock.now())[0]
        return at.run()

    return opened


def test_the_first_who_comes_in_brings_the_new_day(home, entrance):
    assert not entrance(signed_in=False).exception and is_due(clock.today()), "a stranger brings nothing"
    assert not entrance().exception
    assert not is_due(clock.today())


def test_a_day_that_fails_is_nobodys_fault_and_not_tried_at_every_click(home, entrance, monkeypatch):
    tried = []

    def fails(s, today):
        s.add(Setting(name=CAUGHT_UP, value="half"))
        tried.append(today)
        raise RuntimeError("a broken day")

    monkeypatch.setattr(daily, "catch_up", fails)
    for _ in range(3):
        at = entrance()
        assert not at.exception and not at.error
    assert len(tried) == 1
    assert is_due(clock.today()), "nothing of it was kept"
    monkeypatch.setattr(morning, "_not_before", [clock.now()])
    entrance()
    assert len(tried) == 2
