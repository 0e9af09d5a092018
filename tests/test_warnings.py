"""Early warnings: what has got worse is told, once, while it is fresh, and what is as it was is not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import alert, assess, measure, need, visit
from db.choices import AlertKind, Circumstance, Environment, Hazard, Mind, Outcome, Tier, Trigger, Way
from db.clock import midnight
from db.errors import NotAllowed
from db.models import Alert
from db.queries import alerts
from db.risk.factors import held
from db.risk.facts import Call, Facts, Promise
from db.risk.rules import OURS
from db.risk.triggers import triggers
from db.risk.warnings import Early, warnings
from db.risk.weigh import Result, weigh
from tests.conftest import DAY
from tests.risk_cases import ago, call, quiet, someone
from tests.test_loop import LEAK, MEND

A, H, M, O = AlertKind, Hazard, Mind, Outcome  # noqa: E741 (as short as the tables need)
SPOKE = {"circumstances": (Circumstance.DESPAIR,)}


def told(facts: Facts, before: Result | None = None, now: Result | None = None) -> list[Early]:
    return list(warnings(facts, triggers(facts), before, now))


def result(tier: Tier, facts: Facts | None = None) -> Result:
    found = weigh(OURS, held(facts), triggers(facts)) if facts else weigh(OURS, {}, {})
    return replace(found, tier=tier)


def calls(*made: Any) -> Facts:
    return quiet(calls=made)


def ebike(days: int) -> Call:
    return call(days, hazards=(H.EBIKE,))


def mood(days: int, mind: Mind = Mind.LOW) -> Call:
    return call(days, mind=(mind,))


OLD = (someone(75),)
IN_VAIN = call(4, O.NO_ANSWER), call(6, O.NOT_IN)
# Of each kind: what is told of, with what it is about; and what is not.
TOLD: dict[AlertKind, tuple[list[tuple[Facts, str]], list[Facts]]] = {
    A.TRIGGER: (
        [
            (calls(call(5, **SPOKE)), "despair.995"),
            (replace(calls(call(5, O.NO_ANSWER), call(6, O.NO_ANSWER)), people=OLD), "unseen.995"),
        ],
        [calls(mood(5))],
    ),
    A.SAME_HAZARD: (
        [
            (calls(ebike(5), call(20, hazards=(H.EBIKE, H.ALARM))), "ebike.995"),
            (calls(ebike(5), call(9, O.NO_ANSWER), ebike(20)), "ebike.995"),
            (calls(ebike(5), call(9, mind=(M.CALM,), face=False), ebike(20)), "ebike.995"),
            (calls(ebike(5), call(9), ebike(20)), "ebike.995"),  # noted nothing
            (calls(ebike(5), ebike(20), mood(30, M.CALM), ebike(50)), "ebike.995"),
        ],
        [
            calls(ebike(5)),
            calls(ebike(5), call(20, hazards=(H.ALARM,))),
            calls(call(5, environment=(Environment.TIDY,)), ebike(20), ebike(30)),
            calls(*(ebike(days) for days in (5, 20, 40))),  # it stays: told of before
        ],
    ),
    A.MOOD_FELL: (
        [
            (calls(mood(5), mood(9, M.SILENT), mood(20)), "995"),
            (calls(mood(5, M.CONFUSED), mood(9, M.RESTLESS), mood(20), mood(40, M.CALM)), "995"),
            (calls(mood(5), call(9), call(10, O.NO_ANSWER), mood(12), mood(20)), "995"),
        ],
        [
            calls(mood(5), mood(9)),
            calls(mood(5), mood(9, M.CALM), mood(20), mood(30)),
            calls(mood(5), mood(9, M.CONFUSED), mood(20)),  # better than last time
            calls(*(mood(days) for days in (5, 9, 20, 30))),  # told of at the third
        ],
    ),
    A.MISSED_TWICE: (
        [
            (calls(*IN_VAIN, call(9)), "996"),
            (calls(call(1, O.NO_ANSWER), *IN_VAIN), "996"),  # a third in vain is the same warning
        ],
        [
            calls(IN_VAIN[0], call(5), IN_VAIN[1]),
            calls(IN_VAIN[0], call(5, O.REFUSED), IN_VAIN[1]),
            replace(calls(IN_VAIN[0], call(6, O.NO_ANSWER)), people=OLD),  # acted on at once instead
        ],
    ),
    A.PROMISE_BROKEN: (
        [(quiet(promises=(Promise(41, ago(1)),)), "41"), (quiet(promises=(Promise(41, ago(30)),)), "41")],
        [quiet(promises=(Promise(41, DAY),)), quiet(promises=(Promise(41, ago(31)),))],
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "facts", "about"), [(k, *each) for k, (there, _not) in TOLD.items() for each in there]
)
def test_a_warning_is_told_with_what_it_is_about(kind, facts, about):
    [found] = [early for early in told(facts) if early.kind is kind]
    assert found.about == about
    assert kind is A.PROMISE_BROKEN or found.visit_id == int(about.split(".")[-1])


@pytest.mark.parametrize(("kind", "facts"), [(k, facts) for k, (_there, nots) in TOLD.items() for facts in nots])
def test_and_not_next_door(kind, facts):
    assert kind not in {early.kind for early in told(facts)}


def test_every_kind_is_tried_and_a_quiet_household_gives_no_warning():
    assert set(TOLD) == set(AlertKind) - {A.TIER_ROSE}
    assert told(quiet(), result(Tier.TWO), result(Tier.TWO)) == []


@pytest.mark.parametrize(
    ("before", "now", "rose"),
    [("3", "2", True), ("4", "1", True), ("2", "2", False), ("2", "3", False), (None, "1", False), ("3", None, False)],
)
def test_a_tier_that_rose_is_told_from_where_to_where(before, now, rose):
    was, found = (result(Tier(each)) if each else None for each in (before, now))
    early = told(quiet(), was, found)
    assert early == ([Early(A.TIER_ROSE, f"{DAY}.{now}", f"{before}>{now}")] if rose else [])


def test_what_sets_the_closest_tier_at_once_is_one_warning_and_not_two():
    facts = calls(call(5, **SPOKE))
    assert [early.kind for early in told(facts, result(Tier.THREE), result(Tier.ONE, facts))] == [A.TRIGGER]


@pytest.mark.parametrize("kind", [A.SAME_HAZARD, A.MOOD_FELL, A.MISSED_TWICE])
def test_what_is_older_than_a_month_was_known_before_anybody_asked_to_be_warned(kind):
    for facts, _about in TOLD[kind][0]:
        newest = facts.calls[0].day
        for days, there in ((30, True), (31, False)):
            later = replace(facts, day=newest + timedelta(days=days))
            assert (kind in {early.kind for early in told(later)}) is there


# The same, as rows: each once, with who saw it.
class Days:
    """A clock that stands where it is put."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.day = DAY
        monkeypatch.setattr(clock, "now", lambda: midnight(self.day) + timedelta(hours=10))


@pytest.fixture
def days(monkeypatch):
    return Days(monkeypatch)


def met(cast, home, day, **more):
    at = midnight(day) + timedelta(hours=9)
    answers = {"at": at, "way": Way.HOME, "outcome": O.MET, "said": "好", **more}
    with store.writing() as s:
        return visit.record_visit(s, cast["visitor"], home, f"{day}", at, answers)


def raised(kind: AlertKind) -> list[tuple[str, date]]:
    """What every warning of a kind is about, with its day."""
    with store.reading() as s:
        return [(a.about, a.on) for a in s.exec(select(Alert).where(Alert.kind == kind).order_by(Alert.id))]


def test_a_warning_is_raised_once_however_often_the_household_is_assessed(days, home, cast):
    met(cast, home, ago(20), hazards=[H.EBIKE])
    second = met(cast, home, ago(1), hazards=[H.EBIKE])
    once = [(f"ebike.{second}", DAY)]
    assert raised(A.SAME_HAZARD) == once
    with store.writing() as s:
        assess.assess_all(s, clock.now())
        days.day += timedelta(days=1)
        assess.assess_all(s, clock.now())
    assert raised(A.SAME_HAZARD) == once
    met(cast, home, days.day, hazards=[H.EBIKE])
    assert raised(A.SAME_HAZARD) == once, "a hazard that stays is told of once"


def test_a_hazard_that_stays_is_told_of_once_however_many_calls_stand_between(days, home, cast):
    """Looked at once a quarter, rung every two weeks: the look before the last is still known."""
    for quarter in range(4):
        days.day = DAY + timedelta(days=91 * quarter)
        met(cast, home, days.day, hazards=[H.EBIKE])
        for _n in range(6):
            days.day += timedelta(days=14)
            met(cast, home, days.day, way=Way.PHONE)
    assert len(raised(A.SAME_HAZARD)) == 1


def test_a_promise_is_broken_on_the_day_after_it(days, home, cast):
    with store.writing() as s:
        leak = need.raise_need(s, cast["visitor"], home, DAY, LEAK)
        measure.add_measure(s, cast["visitor"], leak, DAY, {**MEND, "is_promise": True})
    for _day in range(4):
        days.day += timedelta(days=1)
        with store.writing() as s:
            assess.assess_due(s, clock.now())
    assert raised(A.PROMISE_BROKEN) == [("1", MEND["due"] + timedelta(days=1))]


def test_who_saw_it_first_stays_named(days, home, cast):
    met(cast, home, DAY, **SPOKE)
    with store.reading() as s:
        page = alerts.unseen(s, cast["manager"])
        assert page.total == 1 and "不想活" in page.rows[0].said and "一级" in page.rows[0].said
    with store.writing() as s:
        assert alert.see(s, cast["visitor"], [page.rows[0].id], DAY) == 1
        assert alert.see(s, cast["manager"], [page.rows[0].id], DAY + timedelta(days=1)) == 0
    with store.reading() as s:
        assert alerts.unseen(s, cast["manager"]).total == 0
        [seen] = alerts.raised(s, cast["manager"], DAY, DAY)
        assert (seen.seen_by, seen.seen_on, seen.kind) == ("何静", DAY, A.TRIGGER)
    with pytest.raises(NotAllowed), store.writing() as s:
        alert.see(s, cast["reader"], [seen.id], DAY)
    with pytest.raises(NotAllowed), store.reading() as s:
        alerts.unseen(s, cast["reader"])


def test_a_trigger_that_comes_again_is_a_new_warning_and_one_that_is_edited_is_not(days, home, cast):
    first = met(cast, home, DAY, **SPOKE)
    with store.writing() as s:
        at = midnight(DAY) + timedelta(hours=9)
        told = {"at": at, "way": Way.HOME, "outcome": O.MET, "said": "说活着没意思", **SPOKE}
        visit.edit_visit(s, cast["visitor"], first, 1, at, told)
    assert [about for about, _on in raised(A.TRIGGER)] == [f"{Trigger.DESPAIR}.{first}"]
    days.day += timedelta(days=3)
    second = met(cast, home, days.day, **SPOKE)
    assert [about for about, _on in raised(A.TRIGGER)] == [f"despair.{first}", f"despair.{second}"]
