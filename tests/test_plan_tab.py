"""The plan's screens, whom an event concerns, and the calendar file: doors, no names, and a line in the log."""

from datetime import date, timedelta
from functools import partial
from io import BytesIO

import openpyxl
import pytest
from icalendar import Calendar
from sqlmodel import select

from db import clock, sign_in, store
from db.changes import household, plan, visit
from db.choices import DisabilityKind, HardshipKind, Hazard, Outcome, PlanState, PlanWhy, SelfCare, Tier, TurnKind
from db.errors import NotAllowed, Refused
from db.models import Account, Household, LogEntry, PlannedVisit, Resident, Turn
from db.queries import candidates
from db.queries.candidates import Wanted
from db.queries.plan import visits
from pages.parts import list_out, plan_calendar, plan_choose
from reports.calendar import ics
from tests.conftest import DAY, MORNING

A_WEEK = DAY + timedelta(days=7)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


@pytest.fixture
def house_of_stairs(home, cast) -> dict[str, int]:
    """3栋: 602 cannot get up, 302 neither, 903 is on oxygen (told at a visit), 1104 is well, 东户 has no floor."""
    who, found = cast["visitor"], {}
    with store.writing() as s:
        for room in ("602", "302", "903", "1104", "东户"):
            answers = {"building_id": 1, "unit": 2, "room": room, "tier": Tier.THREE, "responsible_id": who.id}
            found[room] = household.add_household(s, who, DAY, answers)
        for room, answers in (
            ("602", {"name": "钱桂芳", "self_care": SelfCare.UNABLE}),
            ("302", {"name": "孙有田", "disability_kind": DisabilityKind.LIMB}),
            ("903", {"name": "李阿四", "phone": "13900001111"}),
            ("东户", {"name": "周小妹", "self_care": SelfCare.MODERATE}),
        ):
            household.add_resident(s, who, found[room], answers)
        answers = {"at": MORNING, "outcome": Outcome.MET, "said": "夜里要吸氧，怕停电", "hazards": [Hazard.COOLING]}
        visit.record_visit(s, who, found["903"], "oxygen", MORNING, answers)
    return found


def doors(rows) -> list[str]:
    return [row.door.split()[-1] for row in rows]


def test_a_lift_that_is_out_lists_who_cannot_walk_and_who_needs_oxygen(house_of_stairs, cast, s):
    wanted = Wanted(building_ids=(1,), floor_from=5, cannot_walk=True, words="吸氧 透析")
    rows = candidates.listed(s, cast["visitor"], wanted, DAY)
    assert doors(rows) == ["602", "903"]
    assert [row.because for row in rows] == ["走不下楼", "吸氧"]
    found = candidates.count(s, cast["visitor"], wanted, DAY)
    assert (found.total, found.no_floor) == (2, 1), "东户 may stand above floor 4 as well: it is told, not dropped"
    assert candidates.ids(s, cast["visitor"], wanted, DAY) == [house_of_stairs["602"], house_of_stairs["903"]]


@pytest.mark.parametrize(
    ("wanted", "rooms"),
    [
        (Wanted(hazards=(Hazard.COOLING,)), ["903"]),
        (Wanted(hazards=(Hazard.FALLING,)), []),
        (Wanted(kinds=(HardshipKind.ALONE,)), ["1202"]),
        (Wanted(kinds=(HardshipKind.ALONE,), tiers=(Tier.THREE,)), []),
        (Wanted(floor_to=6), ["302", "602"]),
        (Wanted(building_ids=(2,)), []),
        (Wanted(words="氧"), []),  # one character stands in too many words: only names and doors are searched
        (Wanted(words="李阿四 不在的词"), ["903"]),
        (Wanted(), ["1202", "东户", "302", "602", "903", "1104"]),
    ],
)
def test_each_condition_finds_whom_it_should(house_of_stairs, cast, s, wanted, rooms):
    assert doors(candidates.listed(s, cast["manager"], wanted, DAY)) == rooms


def test_a_hazard_seen_half_a_year_ago_is_no_reason_any_more(house_of_stairs, cast, s):
    wanted = Wanted(hazards=(Hazard.COOLING,))
    assert candidates.count(s, cast["manager"], wanted, DAY + timedelta(days=179)).total == 1
    assert candidates.count(s, cast["manager"], wanted, DAY + timedelta(days=181)).total == 0


def test_a_partner_gets_no_list(cast, s):
    for question in (candidates.listed, candidates.count, candidates.ids):
        with pytest.raises(NotAllowed):
            question(s, cast["reader"], Wanted(), DAY)


def test_the_calendar_file_tells_doors_and_windows_and_keeps_its_entries_apart(home, cast, s):
    key = plan.plan_visit(s, cast["visitor"], home, DAY, {"start": DAY, "end": A_WEEK, "on": A_WEEK, "words": "问透析"})
    rows = visits(s, cast["visitor"], DAY, A_WEEK)
    [event] = Calendar.from_ical(ics(rows, "走访", MORNING)).events
    assert (event.start, event.end) == (DAY, A_WEEK + timedelta(days=1)), "whole days, the last one counted"
    assert str(event["summary"]) == "走访 3栋 1单元 1202（定在11月30日）"
    assert str(event["uid"]) == f"plan-{key}@nuanfang" and event["sequence"] == 1
    again = ics(visits(s, cast["visitor"], DAY, A_WEEK), "走访", MORNING)
    assert again == ics(rows, "走访", MORNING)
    assert not any(secret.encode() in again for secret in ("玉芬", "透析", "何静"))
    for line in again.split(b"\r\n"):
        assert len(line) <= 75, "longer lines are folded"


def taken(secret: str | None, wanted: Wanted) -> bytes:
    return list_out.made(secret, partial(plan_choose.gathered, wanted, ()), list_out.Way(), None, "zh_CN")


def secret_of(cast, who: str) -> str:
    with store.writing() as s:
        return sign_in.open_session(s, cast[who].id, clock.now())[0]


def test_what_is_taken_out_is_logged_and_a_strangers_secret_takes_nothing(house_of_stairs, cast):
    secret = secret_of(cast, "visitor")
    book = openpyxl.load_workbook(BytesIO(taken(secret, Wanted(cannot_walk=True))))
    cells = [[cell.value for cell in row] for row in book.active.iter_rows()]
    assert cells[0][:3] == ["档案号", "住址", "楼层"] and len(cells) == 4
    assert Calendar.from_ical(plan_calendar.made(secret, None, "zh_CN")).events
    for wrong in (None, "no such secret"):
        with pytest.raises(Refused):
            taken(wrong, Wanted())
    with pytest.raises(NotAllowed):
        plan_calendar.made(secret_of(cast, "reader"), None, "zh_CN")
    with store.reading() as asked:
        lines = [(each.record, each.detail) for each in asked.exec(select(LogEntry)) if each.deed.value == "export"]
    assert lines[0] == ("event list", "3 rows, by cannot_walk")
    assert lines[1][0] == "calendar"


def told(at) -> str:
    parts = [*at.title, *at.subheader, *at.text, *at.markdown, *at.caption, *at.info, *at.error, *at.button]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts)


def on_part(open_page, who: str, part: str):
    at = open_page("follow_up", who, show="plans")
    at.button_group(key="plan.part").set_value(part).run()
    assert not at.exception, at.exception[0].message
    return at


@pytest.mark.parametrize("part", ["calendar", "month", "round", "event", "hand_over"])
def test_every_part_opens_for_a_manager(house_of_stairs, open_page, part):
    assert told(on_part(open_page, "manager", part))


def test_a_visitor_sees_the_calendar_and_whom_an_event_concerns(home, open_page):
    at = on_part(open_page, "visitor", "event")
    assert at.button_group(key="plan.part").options == ["日历", "涉及住户"]
    assert not any(button.label == "开始这轮走访" for button in at.button)


def test_a_manager_keeps_a_proposed_month(home, cast, open_page):
    at = on_part(open_page, "manager", "month")
    at.selectbox(key="plan.proposed").set_value(date(2026, 12, 1)).run()
    [keep] = [button for button in at.button if button.key == "plan.keep"]
    keep.click().run()
    assert not at.exception
    with store.reading() as s:
        kept = s.exec(select(PlannedVisit).where(PlannedVisit.why == PlanWhy.INTERVAL)).all()
    assert [(each.household_id, each.state) for each in kept] == [(home, PlanState.OPEN)]
    assert kept[0].account_id == cast["visitor"].id


def test_a_manager_begins_a_weather_round(home, cast, open_page):
    at = on_part(open_page, "manager", "round")
    at.button(key="plan.weather.cold").click().run()
    at.button(key="plan.round.cold.begin").click().run()
    assert not at.exception
    with store.reading() as s:
        [made] = s.exec(select(PlannedVisit))
    assert (made.household_id, made.why, made.phone_counts, made.start) == (home, PlanWhy.WEATHER, True, DAY)


def test_a_manager_hands_everything_over_with_a_reason(home, cast, open_page):
    at = on_part(open_page, "manager", "hand_over")
    at.selectbox(key="plan.from").set_value(cast["visitor"].id).run()
    at.selectbox(key="plan.to").set_value(cast["manager"].id).run()
    at.button(key="plan.hand_over.do").click().run()
    assert "原因" in told(at), "no reason, no hand-over"
    [why] = [each for each in at.text_input if each.key.endswith(".why")]
    why.set_value("何静调岗").run()
    at.button(key="plan.hand_over.do").click().run()
    assert not at.exception
    with store.reading() as s:
        assert s.get_one(Household, home).responsible_id == cast["manager"].id
        [turn] = s.exec(select(Turn).where(Turn.kind == TurnKind.RESPONSIBLE))
        assert (turn.why, turn.after) == ("何静调岗", str(cast["manager"].id))
        assert s.exec(select(Account)).first() and s.exec(select(Resident)).first()
