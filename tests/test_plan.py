"""Plans: kept by a visit in the window and by nothing else, given up, proposed and kept, rounds, handed over."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from db.changes import household, plan, state, visit
from db.choices import Change, HardshipKind, HouseholdState, Outcome, PlanState, PlanWhy, Tier, Way
from db.clock import midnight
from db.errors import Invalid, NotAllowed, Refused
from db.models import Household, LogEntry, PlannedVisit, Round
from db.planning import Meant, month
from db.queries import goes_over, proposal
from db.queries import plan as queries
from tests.conftest import DAY, MORNING

TOMORROW, A_WEEK = DAY + timedelta(days=1), DAY + timedelta(days=7)
WINDOW = {"start": DAY + timedelta(days=2), "end": DAY + timedelta(days=6)}
FIRST, LAST = month(date(2026, 12, 1))
LONG_AFTER = midnight(date(2027, 3, 1))


def seen(s, cast, home, day: date, way=Way.HOME, outcome=Outcome.MET, now=LONG_AFTER, **more) -> int:
    at = midnight(day) + timedelta(hours=10)
    said = {"said": "都好"} if outcome.seen else {}
    answers = {"at": at, "way": way, "outcome": outcome, **said, **more}
    return visit.record_visit(s, cast["visitor"], home, f"{home} {day} {way} {outcome}", now, answers)


@pytest.fixture
def planned(home, cast, s) -> PlannedVisit:
    """陈玉芬 is to be seen between the day after tomorrow and Sunday."""
    return s.get_one(PlannedVisit, plan.plan_visit(s, cast["visitor"], home, DAY, WINDOW))


@pytest.fixture
def street(home, cast, s) -> dict[str, int]:
    """Six more households of tier two in 5栋; four of them are not to be seen."""
    found = {}
    for n, each in enumerate(("active", "alone", "paused", "closed", "moved", "deceased")):
        answers = {"building_id": 2, "unit": 1, "room": f"{n + 2}01", "tier": Tier.TWO}
        answers |= {"responsible_id": cast["visitor"].id}
        found[each] = household.add_household(s, cast["visitor"], DAY, answers)
        household.add_hardship(s, cast["visitor"], found[each], {"kind": HardshipKind.VERY_OLD})
    who = cast["visitor"]
    for key in found.values():
        plan.plan_visit(s, who, key, DAY, WINDOW)
    state.pause(s, who, found["paused"], DAY, DAY + timedelta(days=300), "住院")
    state.close(s, who, found["closed"], DAY, "不再需要")
    state.leave(s, who, found["moved"], DAY, HouseholdState.MOVED, "搬去女儿家")
    state.leave(s, who, found["deceased"], DAY, HouseholdState.DECEASED, "病故")
    return found


@pytest.mark.parametrize(
    ("days", "way", "outcome", "kept"),
    [
        (2, Way.HOME, Outcome.MET, True),
        (6, Way.DOOR, Outcome.FAMILY, True),
        (9, Way.HOME, Outcome.MET, True),  # late, but done
        (1, Way.HOME, Outcome.MET, False),  # before the window
        (3, Way.PHONE, Outcome.MET, False),
        (3, Way.SIGNAL, Outcome.MET, False),
        (3, Way.HOME, Outcome.REFUSED, False),
        (3, Way.HOME, Outcome.NO_ANSWER, False),
        (3, Way.HOME, Outcome.NOT_IN, False),
    ],
)
def test_a_plan_is_kept_by_seeing_somebody_in_its_window_or_later(home, cast, s, planned, days, way, outcome, kept):
    day = DAY + timedelta(days=days)
    key = seen(s, cast, home, day, way, outcome)
    s.refresh(planned)
    if kept:
        assert (planned.state, planned.visit_id, planned.fulfilled_on) == (PlanState.FULFILLED, key, day)
    else:
        assert (planned.state, planned.visit_id, planned.fulfilled_on) == (PlanState.OPEN, None, None)


def test_a_call_keeps_a_plan_only_where_the_plan_says_so(home, cast, s):
    weather = {"name": "寒潮", "why": PlanWhy.WEATHER, "start": DAY, "end": TOMORROW}
    festival = {"name": "冬至", "why": PlanWhy.FESTIVAL, "start": DAY, "end": TOMORROW}
    for round_ in (weather, festival):
        plan.start_round(s, cast["manager"], DAY, round_, [home])
    seen(s, cast, home, DAY, Way.PHONE)
    stood = {each.why: each.state for each in s.exec(select(PlannedVisit))}
    assert stood == {PlanWhy.WEATHER: PlanState.FULFILLED, PlanWhy.FESTIVAL: PlanState.OPEN}


def test_putting_a_visit_right_puts_the_plan_right(home, cast, s, planned):
    key = seen(s, cast, home, WINDOW["start"], outcome=Outcome.NO_ANSWER)
    stood = []
    for version, outcome in enumerate((Outcome.MET, Outcome.REFUSED), 1):
        said = {"said": "都好"} if outcome.seen else {}
        answers = {"at": midnight(WINDOW["start"]), "outcome": outcome, **said}
        visit.edit_visit(s, cast["visitor"], key, version, LONG_AFTER, answers)
        s.refresh(planned)
        stood.append(planned.state)
    assert stood == [PlanState.FULFILLED, PlanState.OPEN]


@pytest.mark.parametrize("changed", [change for change in Change if change not in (Change.MOVE, Change.OTHER)])
def test_a_great_change_heard_of_by_phone_asks_for_a_visit_within_24_hours(home, cast, s, changed):
    seen(s, cast, home, DAY, Way.PHONE, changes=[changed], now=midnight(DAY) + timedelta(hours=11))
    [made] = s.exec(select(PlannedVisit))
    assert (made.why, made.start, made.end) == (PlanWhy.MAJOR_CHANGE, DAY, TOMORROW)
    seen(s, cast, home, TOMORROW)
    s.refresh(made)
    assert made.state is PlanState.FULFILLED


@pytest.mark.parametrize(
    ("way", "outcome", "changed"),
    [
        (Way.HOME, Outcome.MET, Change.FALL),
        (Way.PHONE, Outcome.MET, Change.MOVE),
        (Way.PHONE, Outcome.MET, Change.OTHER),
    ],
)
def test_who_was_seen_after_a_change_or_had_no_great_one_is_not_asked_for_again(home, cast, s, way, outcome, changed):
    seen(s, cast, home, DAY, way, outcome, changes=[changed], now=midnight(DAY) + timedelta(hours=11))
    assert not s.exec(select(PlannedVisit)).all()


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        ({"start": A_WEEK, "end": TOMORROW}, "end"),
        ({"start": DAY - timedelta(days=9), "end": DAY - timedelta(days=1)}, "end"),
        ({**WINDOW, "on": DAY}, "on"),
        ({**WINDOW, "account_id": 99}, "account_id"),
    ],
)
def test_a_plan_that_cannot_be_kept_is_refused(home, cast, s, answers, field):
    with pytest.raises(Invalid) as wrong:
        plan.plan_visit(s, cast["visitor"], home, DAY, answers)
    assert set(wrong.value.problems) == {field}


def test_a_plan_is_moved_and_given_up_with_a_reason_and_then_stays_as_it_is(cast, s, planned):
    plan.move_plan(s, cast["visitor"], planned.id, 1, DAY, {**WINDOW, "end": A_WEEK, "on": A_WEEK, "why": planned.why})
    assert (planned.end, planned.on, planned.version) == (A_WEEK, A_WEEK, 2)
    with pytest.raises(Invalid):
        plan.drop_plan(s, cast["visitor"], planned.id, " ")
    plan.drop_plan(s, cast["visitor"], planned.id, "家属来接走了")
    for deed in (
        lambda: plan.drop_plan(s, cast["visitor"], planned.id, "又一次"),
        lambda: plan.move_plan(s, cast["visitor"], planned.id, 3, DAY, WINDOW),
    ):
        with pytest.raises(Refused):
            deed()
    assert planned.state is PlanState.DROPPED


def test_a_visitor_plans_visits_but_neither_rounds_nor_months_nor_hand_overs(home, cast, s):
    line = Meant(home, cast["visitor"].id, FIRST, LAST, FIRST)
    for deed in (
        lambda: plan.save_month(s, cast["visitor"], DAY, [line]),
        lambda: plan.start_round(s, cast["visitor"], DAY, {}, [home]),
        lambda: plan.reassign(s, cast["visitor"], DAY, cast["visitor"].id, cast["manager"].id, "调岗"),
        lambda: plan.plan_visit(s, cast["reader"], home, DAY, WINDOW),
        lambda: proposal.proposal(s, cast["visitor"], FIRST, LAST, (), 8, DAY),
        lambda: queries.carried(s, cast["visitor"], FIRST, LAST),
        lambda: goes_over.goes_over(s, cast["visitor"], None, DAY),
        lambda: queries.one(s, cast["reader"], 1),
    ):
        with pytest.raises(NotAllowed):
            deed()


def test_no_household_is_given_to_a_partner(home, cast, s):
    for deed in (
        lambda: plan.reassign(s, cast["manager"], DAY, cast["visitor"].id, cast["reader"].id, "调岗"),
        lambda: plan.plan_visit(s, cast["visitor"], home, DAY, {**WINDOW, "account_id": cast["reader"].id}),
    ):
        with pytest.raises(Invalid):
            deed()


def test_a_month_is_proposed_kept_and_planned_anew_without_doubles(home, cast, s, street):
    seen(s, cast, home, DAY, now=MORNING + timedelta(hours=8))
    found = proposal.proposal(s, cast["manager"], FIRST, LAST, (), 8, DAY)
    assert home in {line.household_id for line in found.lines}
    lines = {line.household_id: line for line in found.lines}
    assert (lines[home].start, lines[home].end) == (date(2026, 12, 16), date(2026, 12, 23))
    kept = plan.save_month(s, cast["manager"], DAY, found.lines)
    assert kept == len(found.lines)
    plan.save_month(s, cast["manager"], DAY, found.lines)
    regular = s.exec(select(PlannedVisit).where(PlannedVisit.why == PlanWhy.INTERVAL)).all()
    assert [each.state for each in regular].count(PlanState.OPEN) == kept and len(regular) == 2 * kept
    with pytest.raises(Refused):
        plan.save_month(s, cast["manager"], LAST, found.lines)
    assert plan.save_month(s, cast["manager"], DAY, []) == 0


def test_who_was_paused_since_the_proposal_is_left_out_of_what_is_kept(home, cast, s):
    found = proposal.proposal(s, cast["manager"], FIRST, LAST, (), 8, DAY)
    state.pause(s, cast["visitor"], home, DAY, A_WEEK, "住院")
    assert found.lines and plan.save_month(s, cast["manager"], DAY, found.lines) == 0


def test_nothing_paused_closed_moved_or_deceased_is_ever_told_or_planned(cast, s, street):
    gone = {street[name] for name in ("paused", "closed", "moved", "deceased")}
    for first, last in ((DAY, A_WEEK), (FIRST, LAST), month(DAY, 12)):
        found = proposal.proposal(s, cast["manager"], first, last, (), 8, DAY)
        assert not {*(line.household_id for line in found.lines), *found.left} & gone
        rows = queries.visits(s, cast["manager"], first, last)
        assert not {row.household_id for row in rows if not row.fulfilled_on} & gone
        assert sum(each.open for each in queries.days(s, cast["manager"], first, last)) == len(rows)
    assert {row.household_id for row in queries.visits(s, cast["manager"], DAY, A_WEEK)} >= {street["active"]}
    answers = {"name": "重阳", "why": PlanWhy.FESTIVAL, "start": DAY, "end": A_WEEK}
    key = plan.start_round(s, cast["manager"], DAY, answers, list(street.values()))
    asked = select(PlannedVisit.household_id).where(PlannedVisit.round_id == key)
    assert set(s.exec(asked)) == {street["active"], street["alone"]}
    for name in gone:
        file = s.get_one(Household, name)
        assert (file.open_on, file.due_on, file.call_on) == (None, None, None)
    with pytest.raises(Refused):
        plan.start_round(s, cast["manager"], DAY, answers, list(gone))
    with pytest.raises(Refused):
        plan.plan_visit(s, cast["visitor"], street["paused"], DAY, WINDOW)


def test_a_round_counts_who_was_seen_in_its_days_already(home, cast, s, street):
    seen(s, cast, home, DAY)
    answers = {"name": "寒潮", "why": PlanWhy.WEATHER, "start": DAY, "end": TOMORROW, "words": "看水管"}
    key = plan.start_round(s, cast["manager"], DAY, answers, [home, street["active"]])
    [told] = queries.rounds(s, cast["reader"], DAY)
    assert (told.id, told.name, told.open, told.done) == (key, "寒潮", 1, 1)
    for wrong in ({"why": PlanWhy.ASKED}, {"end": DAY - timedelta(days=1)}):
        with pytest.raises(Invalid):
            plan.start_round(s, cast["manager"], DAY, {**answers, **wrong}, [home])
    assert len(s.exec(select(Round)).all()) == 1


def test_a_window_that_is_planned_is_told_once(home, cast, s):
    file = s.get_one(Household, home)
    [bare] = queries.visits(s, cast["visitor"], file.due_on, file.due_on)
    assert (bare.id, bare.why, bare.end) == (0, PlanWhy.INTERVAL, file.due_on)
    plan.plan_visit(s, cast["visitor"], home, DAY, {"start": DAY, "end": file.due_on, "on": file.due_on})
    [told] = queries.visits(s, cast["visitor"], file.due_on, file.due_on)
    assert told.id and told.door == "3栋 1单元 1202" and told.head == "陈玉芬"
    assert not queries.visits(s, cast["visitor"], file.due_on, file.due_on, cast["manager"].id)


def test_a_partner_reads_the_numbers_of_the_calendar_and_no_door(home, cast, s, planned):
    planned.words = "浴室扶手"
    s.add(planned)
    s.flush()
    with pytest.raises(NotAllowed):
        queries.visits(s, cast["reader"], DAY, A_WEEK)
    assert sum(each.open for each in queries.days(s, cast["reader"], DAY, A_WEEK)) == 1


def test_a_hand_over_tells_beforehand_what_it_gives(home, cast, s, street):
    found = goes_over.goes_over(s, cast["manager"], cast["visitor"].id, DAY)
    assert (found.homes, found.resting, found.planned) == ({Tier.TWO: 3}, 3, 3)
    given = plan.reassign(s, cast["manager"], DAY, cast["visitor"].id, cast["manager"].id, "调岗")
    assert len(given) == found.total
    assert goes_over.goes_over(s, cast["manager"], cast["visitor"].id, DAY).total == 0
    [after] = queries.carried(s, cast["manager"], DAY, A_WEEK)
    assert (after.account_id, after.homes, after.visits) == (cast["manager"].id, {Tier.TWO: 3}, {Tier.TWO: 2})


def test_what_is_agreed_at_the_door_keeps_the_regular_window_in_the_proposal(home, cast, s):
    seen(s, cast, home, DAY, now=MORNING + timedelta(hours=8), next_on=date(2026, 12, 18))
    found = proposal.proposal(s, cast["manager"], FIRST, LAST, (), 8, DAY)
    assert home not in {line.household_id for line in found.lines}
    assert set(proposal.numbers(s, cast["manager"], *month(FIRST, 3), (), DAY)) == {
        (cast["visitor"].id, date(2027, 1, 1), Tier.TWO),
        (cast["visitor"].id, date(2027, 2, 1), Tier.TWO),
    }


def test_a_later_month_takes_what_lies_before_it_to_be_kept_and_hides_nothing(home, cast, s):
    file = s.get_one(Household, home)
    file.open_on, file.due_on = date(2026, 11, 20), date(2026, 11, 27)
    s.flush()
    [line] = proposal.proposal(s, cast["manager"], FIRST, LAST, (), 8, DAY).lines
    assert (line.start, line.end) == (date(2026, 12, 20), date(2026, 12, 27))
    plan.save_month(s, cast["manager"], DAY, [line])
    assert [row.end for row in queries.visits(s, cast["manager"], DAY, file.due_on)] == [file.due_on]
    days = {"start": date(2026, 11, 20), "end": file.due_on, "on": date(2026, 11, 25)}
    plan.plan_visit(s, cast["visitor"], home, DAY, days)
    [line] = proposal.proposal(s, cast["manager"], FIRST, LAST, (), 8, DAY).lines
    assert line.end == date(2026, 12, 25), "counted from the day planned"
    [late] = proposal.proposal(s, cast["manager"], FIRST, LAST, (), 8, date(2026, 11, 29)).lines[:1]
    assert (late.end, late.on) == (FIRST, FIRST), "overdue by then, with no day any more"


def test_every_deed_stands_in_the_log(home, cast, s, planned):
    plan.drop_plan(s, cast["visitor"], planned.id, "家属来接走了")
    lines = [(each.deed.value, each.record) for each in s.exec(select(LogEntry)) if each.record == "planned visit"]
    assert lines == [("add", "planned visit"), ("edit", "planned visit")]
