"""A proposal of a month: nobody outside the window, days level, neighbours together, the same every time."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from db.choices import Tier
from db.planning import SLACK, Home, last_to_plan, month, propose, working_days

FIRST, LAST = month(date(2026, 12, 1))
DAYS = working_days(FIRST, LAST)


def home(n: int, tier=Tier.TWO, who=1, opens=FIRST, due=LAST, days=30, slack=7, building=1, agreed=()) -> Home:
    return Home(n, tier, who, opens, due, days, slack, (building, n), agreed=agreed)


@st.composite
def estates(draw) -> list[Home]:
    found = []
    for n in range(draw(st.integers(0, 60))):
        tier = draw(st.sampled_from([*Tier]))
        days = draw(st.integers(1, 60))
        slack = draw(st.integers(0, days - 1))
        due = FIRST + timedelta(days=draw(st.integers(-40, 50)))
        who = draw(st.sampled_from([None, 1, 2]))
        building = draw(st.integers(1, 3))
        found.append(home(n, tier, who, due - timedelta(days=slack), due, days, slack, building))
    return found


@given(estates(), st.integers(1, 12))
@settings(deadline=None, max_examples=150)
def test_every_visit_lies_in_its_window_and_only_who_was_overdue_comes_after_it(homes, most):
    found = propose(homes, DAYS, FIRST, LAST, most)
    known = {each.household_id: each for each in homes}
    by_home: dict[int, list] = {}
    for line in found.lines:
        by_home.setdefault(line.household_id, []).append(line)
        assert FIRST <= line.on <= LAST and line.account_id == known[line.household_id].account_id
    for key, lines in by_home.items():
        each, (one, *rest) = known[key], sorted(lines, key=lambda line: line.on)
        assert one.start == each.open_on <= one.on <= one.end
        assert one.end == each.due_on or each.due_on < FIRST, "only who is overdue already is seen after the window"
        for before, after in zip([one, *rest], rest, strict=False):
            assert after.end == before.on + timedelta(days=each.days) and after.start <= after.on <= after.end
            assert after.start == max(after.end - timedelta(days=each.slack), before.on + timedelta(days=1))
    edge = last_to_plan(LAST)
    asked = {each.household_id for each in homes if each.due_on <= edge and each.open_on <= LAST}
    assert set(by_home) | set(found.left) == asked and not set(by_home) & set(found.left)
    for key in found.left:  # overdue already, and no day of their visitor has room
        assert known[key].due_on < FIRST
        assert all(found.load()[known[key].account_id, day] >= most for day in DAYS)


@given(estates(), st.integers(1, 12))
@settings(deadline=None, max_examples=60)
def test_the_order_in_which_files_come_changes_nothing(homes, most):
    assert propose(homes, DAYS, FIRST, LAST, most).lines == propose(homes[::-1], DAYS, FIRST, LAST, most).lines


@given(st.lists(st.sampled_from([*Tier]), min_size=1, max_size=120), st.integers(1, 4))
@settings(deadline=None, max_examples=80)
def test_whose_window_is_the_month_are_spread_level_over_it(tiers, buildings):
    homes = [home(n, tier, days=60, building=n % buildings) for n, tier in enumerate(tiers)]
    found = propose(homes, DAYS, FIRST, LAST, most=30)
    counts = [found.load().get((1, day), 0) for day in DAYS]
    assert max(counts) - min(counts) <= SLACK + 1
    heaviest = Counter(line.on for line in found.lines if found.tiers[line.household_id] is Tier.ONE)
    assert max((heaviest[day] for day in DAYS), default=0) - min(heaviest[day] for day in DAYS) <= SLACK + 1


@given(estates())
@settings(deadline=None, max_examples=60)
def test_one_persons_households_do_not_move_anothers(homes):
    whole = propose(homes, DAYS, FIRST, LAST).lines
    alone = propose([each for each in homes if each.account_id == 1], DAYS, FIRST, LAST).lines
    assert [line for line in whole if line.account_id == 1] == alone


def test_who_is_overdue_is_seen_first_the_heaviest_before_all_others():
    late = [
        home(n, tier, due=FIRST - timedelta(days=20), opens=FIRST - timedelta(days=30), days=60, slack=10)
        for n, tier in enumerate([Tier.ROUTINE, Tier.ONE, Tier.THREE, Tier.ONE])
    ]
    found = propose(late, DAYS, FIRST, LAST, most=2)
    assert [(line.household_id, line.on) for line in found.lines] == [
        (1, DAYS[0]),
        (3, DAYS[0]),
        (0, DAYS[1]),
        (2, DAYS[1]),
    ]
    assert all(line.end == line.on for line in found.lines), "late only from the day on that it is meant for"


def test_a_weekly_household_is_seen_every_week_and_never_on_a_free_day():
    found = propose([home(1, Tier.ONE, opens=FIRST, due=date(2026, 12, 4), days=7, slack=2)], DAYS, FIRST, LAST)
    days = [line.on for line in found.lines]
    assert len(days) in (5, 6, 7)
    assert all(0 < (after - before).days <= 7 for before, after in zip(days, days[1:], strict=False))
    assert set(days) <= set(DAYS)


def test_a_daily_household_is_seen_on_days_off_too_because_its_window_has_no_other():
    found = propose([home(1, Tier.ONE, due=FIRST, days=1, slack=0)], DAYS, FIRST, LAST)
    assert [line.on for line in found.lines] == [FIRST + timedelta(days=n) for n in range(31)]


def test_neighbours_are_seen_on_one_day_where_it_makes_no_day_fuller():
    homes = [home(n, due=DAYS[1], opens=DAYS[0], days=60, building=n % 2) for n in range(4)]
    found = propose(homes, DAYS, FIRST, LAST)
    seen = {(line.on, line.household_id % 2) for line in found.lines}
    assert len(seen) == 2, "each building on a day of its own"
    assert sorted(found.load().values()) == [2, 2]


def test_where_all_days_are_full_the_days_most_gives_way_and_not_the_rule():
    homes = [home(n, due=DAYS[0], opens=DAYS[0], days=60, slack=0) for n in range(5)]
    found = propose(homes, DAYS, FIRST, LAST, most=2)
    assert found.load() == {(1, DAYS[0]): 5}


def test_who_is_overdue_waits_when_every_day_is_full_and_is_told():
    due = FIRST - timedelta(days=9)
    late = [home(n, tier, opens=due, due=due, days=60, slack=0) for n, tier in enumerate([Tier.TWO] * 30 + [Tier.ONE])]
    found = propose(late, DAYS, FIRST, LAST, most=1)
    assert len(found.lines) == len(DAYS) and set(found.load().values()) == {1}
    assert found.lines[0].household_id == 30 and found.left == list(range(22, 30))


def test_a_visit_agreed_otherwise_keeps_the_window_and_the_next_is_counted_from_it():
    agreed = date(2026, 12, 9)
    one = home(1, Tier.ONE, due=date(2026, 12, 10), opens=date(2026, 12, 8), days=7, slack=2, agreed=(agreed,))
    found = propose([one], DAYS, FIRST, LAST)
    assert [line.end for line in found.lines][0] == agreed + timedelta(days=7)
    assert all(line.on > agreed for line in found.lines)


def test_days_off_are_left_free_and_what_is_agreed_makes_a_day_fuller():
    off = DAYS[3]
    days = working_days(FIRST, LAST, [off])
    busy = {(1, day): 3 for day in days if day != days[5]}
    found = propose([home(1, days=60), home(2, days=60, building=2)], days, FIRST, LAST, busy=busy)
    assert off not in days and {line.on for line in found.lines} == {days[5]}


def test_a_window_that_ends_on_the_weekend_behind_the_month_is_kept_in_it():
    first, last = month(date(2026, 10, 1))  # the 31st is a Saturday
    days = working_days(first, last)
    sunday = last + timedelta(days=1)
    found = propose([home(1, opens=date(2026, 10, 26), due=sunday, days=60)], days, first, last)
    assert [line.on <= date(2026, 10, 30) for line in found.lines] == [True]


def test_a_year_counts_every_following_window():
    first, last = month(FIRST, 12)
    found = propose([home(1, Tier.THREE, due=FIRST, days=91, slack=21)], working_days(first, last), first, last)
    assert sum(found.by_month().values()) in (5, 6)
    assert {who for who, _month, _tier in found.by_month()} == {1}


def test_nobody_to_see_is_an_empty_proposal():
    assert propose([], DAYS, FIRST, LAST).lines == []
    assert month(date(2028, 2, 10)) == (date(2028, 2, 1), date(2028, 2, 29))
    assert month(date(2026, 12, 5), 3) == (date(2026, 12, 1), date(2027, 2, 28))
