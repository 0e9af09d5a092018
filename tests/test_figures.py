"""The figures: what each counts, what stands beside it, and that nobody counts what was never counted."""

from datetime import date, timedelta

import pytest

from db import store
from db.changes import measure, need
from db.changes.daily import catch_up
from db.choices import ClosingKind, Helped, HouseholdState, MeasureKind, NeedKind, Outcome, Solved, Tier, Word
from db.models import Evaluation, Figure, Household
from db.queries.asked import Asked, Only
from db.queries.figures import Beside, figures, same_day
from db.queries.open_work import Work, needs
from db.queries.outcomes import outcomes
from db.queries.register import households
from tests.conftest import DAY
from tests.test_home import days, file, visit


def told(cast, today=DAY, who="manager"):
    with store.reading() as s:
        return figures(s, cast[who], today)


def raised(cast, home, on: date, closed: date | None = None, kind=ClosingKind.SOLVED) -> int:
    with store.writing() as s:
        key = need.raise_need(s, cast["visitor"], home, on, {"kind": NeedKind.REPAIR, "words": "漏水"})
        if closed:
            check = closed + timedelta(days=40) if kind is ClosingKind.FOR_NOW else None
            answers = {"kind": kind, "evidence": "现场看过", "word": Word.SATISFIED, "check_on": check}
            need.close_need(s, cast["manager"], key, closed, answers)
    return key


@pytest.mark.parametrize(
    ("today", "months", "day"),
    [
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 3, 30), 1, date(2024, 2, 29)),
        (date(2026, 2, 28), 2, date(2025, 12, 28)),
        (date(2026, 12, 31), 12, date(2025, 12, 31)),
        (date(2026, 12, 31), 6, date(2026, 6, 30)),
    ],
)
def test_the_same_day_of_a_shorter_month_is_its_last(today, months, day):
    assert same_day(today, months) == day


def test_visits_stand_beside_the_same_days_of_last_month(home, cast):
    for day in (date(2026, 11, 1), DAY, date(2026, 10, 1), date(2026, 10, 23), date(2026, 10, 24), date(2026, 9, 30)):
        visit(cast, home, day)
    visit(cast, home, date(2026, 11, 2), Outcome.NO_ANSWER)
    assert told(cast).visits == Beside(3, 2)


def test_met_and_due_follow_what_they_promise(home, cast):
    file(cast, "301", seen=35)  # overdue
    file(cast, "302", seen=2)  # met this month
    file(cast, "303", seen=25)  # met in October, to be seen by 28 November
    file(cast, "304", tier=Tier.ONE, seen=10)  # met this month, and overdue again
    file(cast, "305", tier=Tier.THREE, seen=30)  # due in January
    file(cast, "306", tier=None, seen=1)  # no rhythm
    gone = file(cast, "307", seen=50)
    with store.writing() as s:
        s.get_one(Household, gone).state = HouseholdState.MOVED
    found = told(cast)
    assert (found.met.now, found.due.now, found.overdue.now) == (2, 4, 2)
    assert found.active.now == 7, "陈玉芬 with them, due in December"
    assert found.covered.now == 100 * 4 // 6
    for only, n in ((Only.MONTH, found.due.now - found.met.now), (Only.OVERDUE, found.overdue.now)):
        with store.reading() as s:
            assert households(s, cast["manager"], Asked(only=(only,)), DAY).total == n, "the list says the same"


def test_the_register_narrows_down_to_what_is_due_and_to_what_is_open(home, cast):
    now, later = file(cast, "301", seen=25), file(cast, "302", seen=1)
    raised(cast, later, days(-3))
    raised(cast, now, days(-9), days(-1))

    def found(*only, who="manager"):
        with store.reading() as s:
            return [row.id for row in households(s, cast[who], Asked(only=only), DAY).rows]

    assert set(found(Only.DUE)) == {home, now}, "a first visit may be made at once"
    assert found(Only.OPEN) == [later]
    assert found(Only.DUE, Only.OPEN) == []
    assert len(found(Only.OPEN, who="reader")) == 3, "a partner does not learn who has a problem"
    assert set(found(Only.DUE, who="reader")) == {home, now}


def test_solved_is_what_stays_solved_and_the_middle_of_the_days_it_took(home, cast):
    raised(cast, home, days(-10), days(-2))  # 8 days
    raised(cast, home, days(-40), days(-20))  # 20
    raised(cast, home, days(-60), days(-22))  # 38, on the first
    raised(cast, home, days(-60), date(2026, 10, 20))  # last month, in time: 36
    raised(cast, home, days(-60), date(2026, 10, 24))  # last month, later than its 23rd
    raised(cast, home, days(-10), days(-1), ClosingKind.PROCEDURAL)
    raised(cast, home, days(-10), days(-1), ClosingKind.FOR_NOW)
    back = raised(cast, home, days(-10), days(-1))
    with store.writing() as s:
        need.reopen_need(s, cast["manager"], back, DAY, "又漏了")
    found = told(cast)
    assert found.solved == Beside(3, 1)
    assert found.days == Beside(20, round((date(2026, 10, 20) - days(-60)).days))
    with store.reading() as s:
        work = Work(is_ended=True, ended=ClosingKind.SOLVED, since=found.start)
        assert needs(s, cast["manager"], work, DAY).total == found.solved.now, "the list says the same"


def test_nothing_solved_has_no_days(home, cast):
    assert told(cast).days == Beside(None, None)
    assert told(cast).covered == Beside(100, None)


def test_every_open_problem_has_one_age_and_its_list(home, cast):
    for age in (0, 7, 8, 30, 31, 90, 91, 400):
        raised(cast, home, days(-age))
    raised(cast, home, days(-100), days(-1))
    found = told(cast)
    assert found.ages == (2, 2, 2, 2) and sum(found.ages) == found.needs.now
    for age, n in enumerate(found.ages):
        with store.reading() as s:
            assert needs(s, cast["manager"], Work(age=age), DAY).total == n


def test_what_nobody_counted_is_not_nought(home, cast):
    found = told(cast)
    assert found.overdue == Beside(0, None, ())
    with store.writing() as s:
        s.add(Figure(day=date(2026, 10, 21), name="overdue", number=4))  # two days before: a weekend
        s.add(Figure(day=date(2026, 9, 19), name="overdue", number=9))  # too long before its day
        s.add(Figure(day=date(2026, 8, 23), name="overdue", number=7))
    assert told(cast, DAY + timedelta(days=0), "admin").overdue == Beside(0, 4, (7, 4, 0))


def test_a_count_of_the_month_before_does_not_stand_for_the_first_days_of_a_month(home, cast):
    with store.writing() as s:
        s.add(Figure(day=date(2026, 10, 31), name="met", number=40))
    assert told(cast, date(2026, 12, 1)).met.before is None


def test_the_morning_keeps_what_the_figures_need(home, cast):
    file(cast, "301", seen=60)
    then = date(2026, 10, 23)
    with store.writing() as s:
        assert catch_up(s, then)
    found = told(cast)
    assert found.active.before == 2 and found.needs.before == 0
    assert found.met.before is not None and found.due.before is not None and found.covered.before is not None


def test_what_helped_is_counted_by_kind_and_risk_before_beside_after(home, cast):
    who = cast["visitor"]
    first = visit(cast, home, days(-2))
    with store.writing() as s:
        it = need.raise_need(s, who, home, days(-400), {"kind": NeedKind.SAFETY, "words": "浴室滑"})
        for kind, helped, on in (
            (MeasureKind.HANDRAIL, Helped.YES, 0),
            (MeasureKind.HANDRAIL, None, 0),
            (MeasureKind.HANDRAIL, Helped.NO, -390),
            (MeasureKind.CARD, Helped.LITTLE, 0),
        ):
            asked = {"kind": kind, "words": "做", "due": DAY}
            key = measure.add_measure(s, who, it, days(-400), asked)
            measure.finish(s, who, key, DAY, "做好了", helped, days(on))
        measure.add_measure(s, who, it, DAY, {"kind": MeasureKind.CARD, "words": "没做", "due": DAY})
        told_now = {"need_id": it, "visit_id": first, "by_id": who.id, "solved": Solved.PARTLY, "word": Word.MOSTLY}
        s.add(Evaluation(on=days(-2), risk_before=3, risk_after=1, **told_now))
    with store.reading() as s:
        year, ever = outcomes(s, cast["reader"], days(-365)), outcomes(s, cast["reader"], None)
    assert [(each.kind, each.done, dict(each.helped), each.not_asked) for each in year.measures] == [
        (MeasureKind.HANDRAIL, 2, {Helped.YES: 1}, 1),
        (MeasureKind.CARD, 1, {Helped.LITTLE: 1}, 0),
    ]
    assert ever.measures[0].helped == {Helped.YES: 1, Helped.NO: 1}
    assert (year.solved, year.words) == ({Solved.PARTLY: 1}, {Word.MOSTLY: 1})
    assert (year.lower, year.same, year.higher, year.risk_unknown) == (1, 0, 0, 0)


def test_figures_are_the_same_for_every_role_and_follow_each_deed(home, cast):
    assert told(cast, who="reader") == told(cast)
    raised(cast, home, days(-1))
    assert told(cast, who="reader").needs.now == 1
