"""Home: whom to call on today and why, what has passed its day, what a manager's desk shows, the first steps."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from db import clock, store
from db.changes import due, household, measure, need, plan
from db.changes.visit import record_visit
from db.choices import HouseholdState, MeasureKind, NeedKind, Outcome, PlanWhy, Tier, Way
from db.errors import NotAllowed
from db.models import Account, Building, Household
from db.queries import plan as planned_visits
from db.queries import register
from db.queries.asked import Asked, Only
from db.queries.home import home as home_of
from db.queries.home import keeping, risen
from db.queries.today import calls, day, missed, overdue
from tests.conftest import DAY, MORNING

LONG_AGO = date(2026, 1, 5)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr(clock, "today", lambda: DAY)


def told(at) -> str:
    parts = [*at.title, *at.text, *at.markdown, *at.caption, *at.info, *at.button, *at.metric, *at.subheader]
    return "\n".join(str(getattr(each, "value", "")) + str(getattr(each, "label", "")) for each in parts).replace(
        "\\", ""
    )


def days(n: int) -> date:
    return DAY + timedelta(days=n)


def file(cast, room, building="3栋", tier=Tier.TWO, unit=1, floor=None, whose="visitor", seen=None, **fields) -> int:
    """A household opened long ago, met so many days ago (or never)."""
    who = cast["visitor"]
    with store.writing() as s:
        place = s.exec(select(Building.id).where(Building.name == building)).one()
        answers = {"building_id": place, "unit": unit, "floor": floor, "room": room, "tier": tier, **fields}
        answers["responsible_id"] = cast[whose].id if whose else None
        key = household.add_household(s, who, LONG_AGO, answers)
        household.add_resident(s, who, key, {"name": f"住户{room}", "is_head": True, "phone": "0531-88002207"})
        found = s.get_one(Household, key)
        found.tier_since = LONG_AGO
        due.settle(s, found)
    if seen is not None:
        visit(cast, key, days(-seen))
    return key


def visit(cast, home, on: date, outcome=Outcome.MET, **answers):
    at = MORNING - timedelta(days=(DAY - on).days)
    with store.writing() as s:
        whole = {"at": at, "way": Way.HOME, "outcome": outcome, "said": "都好" if outcome.seen else "", **answers}
        return record_visit(s, cast["visitor"], home, f"{home}{on}{outcome}", MORNING, whole)


def planned(cast, key, start, end, on=None, why=PlanWhy.ASKED, words="", whose="visitor"):
    """As if it had been planned on its first day."""
    with store.writing() as s:
        answers = {"start": days(start), "end": days(end), "on": None if on is None else days(on), "why": why}
        answers |= {"words": words, "account_id": cast[whose].id if whose else None}
        return plan.plan_visit(s, cast["manager"], key, min(days(start), DAY), answers)


def walk(cast, who="visitor") -> list[str]:
    with store.reading() as s:
        return [call.door for call in calls(s, cast[who], cast[who].id, DAY)]


def of(cast, who="visitor"):
    with store.reading() as s:
        return day(s, cast[who], cast[who].id, DAY)


def test_the_walk_is_in_the_order_of_the_feet(home, cast):
    for room, building, unit, floor in (
        ("201", "5栋", 1, 2),
        ("302", "3栋", 2, 3),
        ("1101", "3栋", 1, 11),
        ("301", "3栋", 2, 3),
        ("9", "3栋", None, None),
    ):
        planned(cast, file(cast, room, building, unit=unit, floor=floor, seen=1), 0, 5, on=0)
    assert walk(cast) == ["3栋 9", "3栋 1单元 1101", "3栋 2单元 301", "3栋 2单元 302", "5栋 1单元 201"]


@pytest.mark.parametrize(
    ("plan", "is_today"),
    [
        ({"start": 0, "end": 5, "on": 0}, True),
        ({"start": -3, "end": 1, "on": -2}, True),  # meant for another day, still in its window
        ({"start": 0, "end": 5, "on": 1}, False),
        ({"start": -9, "end": 3}, False),
        ({"start": -9, "end": 2}, True),
        ({"start": 0, "end": 9, "why": PlanWhy.FOLLOW_UP}, True),
        ({"start": 0, "end": 9, "why": PlanWhy.MAJOR_CHANGE}, True),
        ({"start": 0, "end": 9, "why": PlanWhy.CHECK}, True),
        ({"start": 1, "end": 2}, False),
    ],
)
def test_what_is_planned_for_today(home, cast, plan, is_today):
    planned(cast, file(cast, "301", seen=12), **plan)
    assert walk(cast) == (["3栋 1单元 301"] if is_today else [])


@pytest.mark.parametrize(("seen", "is_today"), [(28, False), (29, True), (30, True), (31, False)])
def test_a_window_that_ends_today_or_tomorrow_is_for_today_unless_a_plan_looks_after_it(home, cast, seen, is_today):
    key = file(cast, "301", seen=seen)
    assert walk(cast) == (["3栋 1单元 301"] if is_today else [])
    if is_today:
        planned(cast, key, 0, 4, on=1)
        assert walk(cast) == []


def test_each_household_is_called_on_once_with_all_its_reasons(home, cast):
    key = file(cast, "301", seen=29, safety_note="有狗")
    planned(cast, key, 0, 3, why=PlanWhy.FOLLOW_UP, words="看床边扶手", on=0)
    planned(cast, key, 0, 2, why=PlanWhy.ASKED)
    with store.writing() as s:
        who = cast["visitor"]
        it = need.raise_need(s, who, key, LONG_AGO, {"kind": NeedKind.SAFETY, "words": "浴室滑"})
        measure.add_measure(
            s, who, it, LONG_AGO,
            {"kind": MeasureKind.HANDRAIL, "words": "装扶手", "due": days(-2), "is_promise": True},
        )  # fmt: skip
    visit(cast, key, DAY, Outcome.NO_ANSWER)
    [call] = of(cast).calls
    assert call.why == ("回访，约在 11月23日", "约定上门", "今天去过，没人应")
    assert call.ask == ("答应过：装扶手（晚了 2 天）", "看床边扶手")
    assert call.has_note and call.head == "住户301"


def test_a_regular_window_says_how_often_and_when_last(home, cast):
    file(cast, "301", seen=29)
    file(cast, "302", tier=Tier.ONE, seen=7)
    month, week = of(cast).calls
    assert month.why == ("每月一次，上次 10月25日，明天到期",)
    assert week.why == ("每周一次，上次 11月16日，今天到期",)


def test_nobody_is_sent_where_the_file_is_not_active_or_to_anothers_household(home, cast):
    key = file(cast, "301", seen=29)
    file(cast, "302", whose="manager", seen=29)
    with store.writing() as s:
        s.get_one(Household, key).state = HouseholdState.PAUSED
    assert walk(cast) == []
    assert walk(cast, "manager") == ["3栋 1单元 302"]


def test_a_plan_without_a_name_is_for_whoever_is_responsible_and_one_with_a_name_for_that_person(home, cast):
    planned(cast, file(cast, "301", seen=1), 0, 5, on=0, whose=None)
    planned(cast, file(cast, "302", seen=1), 0, 5, on=0, whose="manager")
    assert walk(cast) == ["3栋 1单元 301"]
    assert walk(cast, "manager") == ["3栋 1单元 302"]
    with store.reading() as s:
        assert len(calls(s, cast["manager"], None, DAY)) == 2, "of everybody"


def test_what_has_passed_its_day_stands_worst_first_and_not_twice(home, cast):
    file(cast, "301", seen=35)
    file(cast, "302", seen=50)
    walked = file(cast, "303", seen=60)
    planned(cast, walked, 0, 3, on=0)
    forgotten = file(cast, "304", seen=1)
    planned(cast, forgotten, 0, 0)
    with store.writing() as s:
        for each in s.exec(select(plan.PlannedVisit).where(plan.PlannedVisit.household_id == forgotten)):
            each.start, each.end = days(-9), days(-8)
        # a visit within the window would have fulfilled it
    found = of(cast)
    assert [(call.door[-3:], call.late) for call in found.overdue] == [("302", 20), ("301", 5)]
    assert found.overdue_total == 3, "as many as the register lists, 303 of the walk among them"
    assert found.missed == 1
    with store.reading() as s:
        asked = Asked(only=(Only.OVERDUE,), responsible_id=cast["visitor"].id)
        assert register.households(s, cast["visitor"], asked, DAY).total == found.overdue_total
        assert [row.door[-3:] for row in planned_visits.missed(s, cast["visitor"], DAY, cast["visitor"].id)] == ["304"]
        assert not planned_visits.missed(s, cast["manager"], DAY, cast["manager"].id)
    assert [(call.door[-3:], call.late) for call in found.calls] == [("303", 30)]
    with store.reading() as s:
        everybody = overdue(s, cast["manager"], DAY)
        assert missed(s, cast["manager"], DAY) == 1
    assert [(call.door[-3:], call.late, call.responsible) for call in everybody] == [
        ("303", 30, "何静"), ("302", 20, "何静"), ("301", 5, "何静")
    ]  # fmt: skip


def test_whose_sign_of_life_is_due_is_rung_up(home, cast):
    file(cast, "301", tier=Tier.ONE, seen=3)
    file(cast, "302", tier=Tier.ONE, seen=1)
    found = of(cast)
    assert [(ring.door, ring.phone, ring.days) for ring in found.rings] == [("3栋 1单元 301", "0531-88002207", 1)]


def test_promises_that_are_due_stand_there_until_they_are_done(home, cast):
    who = cast["visitor"]
    with store.writing() as s:
        it = need.raise_need(s, who, home, DAY, {"kind": NeedKind.REPAIR, "words": "漏水"})
        for words, on in (("报修", -2), ("代取药", 0), ("装扶手", 1), ("清阳台", -5)):
            told_now = {"kind": MeasureKind.REPAIR, "words": words, "due": days(on), "is_promise": words != "清阳台"}
            measure.add_measure(s, who, it, LONG_AGO, told_now)
    found = of(cast)
    assert [(each.what, each.late) for each in found.promises] == [("报修", 2), ("代取药", 0)]
    with store.writing() as s:
        measure.finish(s, who, found.promises[0].measure_id, DAY, "修好了")
    assert [each.what for each in of(cast).promises] == ["代取药"]


def test_a_partner_has_no_day_and_no_lists(home, cast):
    with store.reading() as s:
        for ask in (
            lambda: day(s, cast["reader"], cast["visitor"].id, DAY),
            lambda: calls(s, cast["reader"], None, DAY),
            lambda: overdue(s, cast["reader"], DAY),
            lambda: missed(s, cast["reader"], DAY),
            lambda: risen(s, cast["reader"], DAY),
        ):
            with pytest.raises(NotAllowed):
                ask()
        with pytest.raises(NotAllowed):
            keeping(s, cast["manager"], MORNING)


def test_a_tier_that_rose_is_told_for_a_week_and_only_while_it_holds(home, cast):
    def turned(key, tier, why):
        with store.writing() as s:
            found = s.get_one(Household, key)
            fields = {name: getattr(found, name) for name in household.HouseholdFields.model_fields}
            told_now = fields | {"tier": tier, "tier_why": why}
            household.edit_household(s, cast["manager"], key, found.version, DAY, told_now)

    turned(home, Tier.ONE, "跌倒")
    other = file(cast, "301")
    turned(other, Tier.ONE, "住院")
    turned(other, Tier.THREE, "家人来了")
    turned(file(cast, "302"), Tier.ROUTINE, "好转")
    with store.reading() as s:
        now = clock.now().date()
        assert [(one.door, one.before, one.after, one.why) for one in risen(s, cast["manager"], now)] == [
            ("3栋 1单元 1202", Tier.TWO, Tier.ONE, "跌倒")
        ]
        assert risen(s, cast["manager"], now + timedelta(days=9)) == ()


def test_the_administrator_sees_whether_the_house_is_in_order(home, cast):
    from db import log
    from db.choices import Deed

    with store.writing() as s:
        assert keeping(s, cast["admin"], MORNING).backup_at is None
        log.write(s, None, "", Deed.BACKUP, "backup", at=MORNING)
        s.get_one(Account, cast["visitor"].id).must_change = True
    with store.reading() as s:
        found = keeping(s, cast["admin"], MORNING)
    assert (found.backup_at, found.locked, found.waiting) == (MORNING, 0, 1)


def test_what_there_is_is_counted(home, cast):
    file(cast, "301", whose=None)
    with store.reading() as s:
        found = home_of(s, cast["visitor"], DAY)
    assert (found.buildings, found.active, found.nobodys, found.is_empty) == (2, 2, 1, True)


def test_a_new_estate_says_what_comes_first(cast, open_page):
    at = open_page("home")
    assert not at.exception
    assert at.title[0].value == "从添楼栋开始"
    assert [button.label for button in at.button] == ["去办"] * 3
    assert not at.metric


def test_after_the_buildings_comes_a_file_and_then_a_visit(home, cast, open_page):
    assert open_page("home").title[0].value == "登记第一次走访"
    visit(cast, home, DAY)
    at = open_page("home")
    assert at.title[0].value == "今天没有要办的"
    assert "您名下今天没有到期的住户" in told(at)


def test_a_visitor_begins_with_the_first_stop(home, cast, open_page):
    visit(cast, home, DAY)
    file(cast, "301", seen=30)
    file(cast, "302", seen=45)
    at = open_page("home")
    assert not at.exception, at.exception
    assert at.title[0].value == "今天走 1 户"
    assert "3栋 1单元 301" in told(at) and "每月一次" in told(at)
    assert "超期 15 天" in told(at)
    assert [button.label for button in at.button if button.key.startswith("home.walk.")][:1] == ["开始"]
    assert not at.metric, "figures are on the manager's desk"


def test_a_day_without_calls_says_where_to_begin(home, cast, open_page):
    visit(cast, home, DAY)
    file(cast, "302", seen=45)
    at = open_page("home")
    assert at.title[0].value == "今天没有排户，1 户超期"
    assert "先走超期最久的" in told(at)


def test_typed_words_are_no_markup_on_the_walk(home, cast, open_page):
    visit(cast, home, DAY)
    planned(cast, file(cast, "3`0_1", seen=1), 0, 5, on=0, words="**看** ![x](http://a)\n# 大字")
    at = open_page("home")
    [stop] = [each.value for each in at.markdown if "住户3" in each.value]
    assert "\\*\\*看\\*\\* \\!\\[x\\]\\(http" in stop and "http\\:" not in stop, "no picture and no link"
    assert "\n\\#" not in stop, "one line each"


def test_a_manager_sees_the_desk_and_each_figure_opens_its_list(home, cast, open_page):
    visit(cast, home, DAY)
    file(cast, "302", seen=45)
    with store.writing() as s:
        it = need.raise_need(s, cast["visitor"], home, DAY, {"kind": NeedKind.FEES, "words": "欠费"})
        asked = {"kind": MeasureKind.FEE_RELIEF, "words": "大病支出", "amount": 600, "due": DAY}
        measure.add_measure(s, cast["visitor"], it, DAY, asked)
    at = open_page("home", "manager")
    assert not at.exception, at.exception
    assert at.title[0].value == "1 户超期，1 件待批"
    figures = {metric.label: metric.value for metric in at.metric}
    assert figures["在档户"] == "2 户" and figures["未结问题"] == "1 件"
    assert figures["本月该见已见"] == "1 / 2 户"
    assert list(at.dataframe[0].value["超期天数"]) == [15]
    assert "物业费减免 600 元" in told(at)
    assert {f"home.list.{name}" for name in ("active", "met", "overdue", "needs", "solved", "days")} <= {
        button.key for button in at.button
    }
    assert "备份" not in told(at)


def test_ones_own_request_is_for_somebody_else_to_decide(home, cast, open_page):
    visit(cast, home, DAY)
    with store.writing() as s:
        it = need.raise_need(s, cast["manager"], home, DAY, {"kind": NeedKind.FEES, "words": "欠费"})
        asked = {"kind": MeasureKind.FEE_RELIEF, "words": "大病", "amount": 600, "due": DAY}
        key = measure.add_measure(s, cast["manager"], it, DAY, asked)
    at = open_page("home", "manager")
    assert f"home.relief.{key}" not in {button.key for button in at.button}
    assert "由别人审批" in told(at)
    assert f"home.relief.{key}" in {button.key for button in open_page("home", "admin").button}


def test_a_manager_with_calls_has_both_views(home, cast, open_page):
    visit(cast, home, DAY)
    file(cast, "301", whose="manager", seen=30)
    at = open_page("home", "manager")
    assert "home.view" in {group.key for group in at.get("button_group")}
    own = open_page("home", "manager", view="own")
    assert own.title[0].value == "今天走 1 户"


def test_the_administrator_reads_of_backups_on_the_desk(home, cast, open_page):
    visit(cast, home, DAY)
    assert "还没有备份过" in told(open_page("home", "admin"))


def test_a_partner_reads_sums_and_no_names(home, cast, open_page):
    visit(cast, home, DAY)
    file(cast, "302", seen=45)
    at = open_page("home", "reader")
    assert not at.exception and not at.dataframe
    assert at.metric and not at.button
    for secret in ("陈玉芬", "1202", "住户302", "登记走访"):
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
