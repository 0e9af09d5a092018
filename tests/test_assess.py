"""Risk in the database: worked out anew when a fact changes, in the same deed, and on the day that time changes it;
stored when it differs, and read years later by the rules of its own day."""

import json
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event, update
from sqlmodel import Session, func, select

from db import clock, store
from db.changes import assess, daily, household, measure, need, risk_rules, state, tier, visit
from db.changes.facts import gather
from db.choices import (
    AlertKind,
    Change,
    Circumstance,
    ClosingKind,
    Factor,
    Group,
    HardshipKind,
    Hazard,
    HouseholdState,
    Level,
    Mind,
    NeedKind,
    Outcome,
    Scale,
    SelfCare,
    Tier,
    TurnKind,
    Way,
    Word,
)
from db.clock import midnight
from db.errors import Conflict, Invalid, NotAllowed
from db.models import Alert, Assessment, Building, Hardship, Household, Resident, RuleSet, Turn, Visit
from db.queries import risk
from db.risk import rules as delivered
from db.risk.factors import held
from db.risk.rules import OURS, PRESETS, Floor
from db.risk.triggers import triggers
from db.risk.weigh import from_text, weigh
from tests.conftest import DAY
from tests.test_loop import LEAK
from tests.test_warnings import Days

F, H, O = Factor, Hazard, Outcome  # noqa: E741 (as short as the tables need)
ALONE_AND_OLD = {F.ALONE, F.AGED_80, F.NO_CONTACT, F.NEVER_MET}  # 陈玉芬, as her file is opened


@pytest.fixture
def days(monkeypatch):
    return Days(monkeypatch)


@pytest.fixture
def kept(days, home):
    """The household, opened on a day at which the clock stands still."""
    return home


def now() -> set[Factor]:
    """The factors of the last stored result of the first household that count."""
    return {line.factor for line in last(1).lines if line.counted}


def last(home: int):
    with store.reading() as s:
        return assess.newest(s, [home])[home]


def results(home: int = 1) -> int:
    with store.reading() as s:
        return s.exec(select(func.count()).where(Assessment.household_id == home)).one()


def file(home: int = 1) -> Household:
    with store.reading() as s:
        return s.get_one(Household, home)


def deed(change, *rest: Any, **more: Any) -> Any:
    with store.writing() as s:
        return change(s, *rest, **more)


def went(cast, home: int, day: date, n: int = 0, **more: Any) -> int:
    at = midnight(day) + timedelta(hours=9, minutes=n)
    answers = {"at": at, "way": Way.HOME, "outcome": O.MET, "said": "好", **more}
    return deed(visit.record_visit, cast["visitor"], home, f"{home}.{at}", at, answers)


def test_a_file_is_assessed_in_the_deed_that_opens_it(kept):
    assert now() == ALONE_AND_OLD
    found = file()
    assert (found.risk_score, found.risk_tier, found.risk_since) == (36, Tier.THREE, DAY)
    assert found.risk_next == found.due_on + timedelta(days=1)
    with store.reading() as s:
        row = s.exec(select(Assessment).order_by(Assessment.id.desc())).first()
        assert (row.on, row.score, s.get_one(RuleSet, row.rules_id).engine) == (DAY, 36, delivered.ENGINE)


def test_a_visit_counts_and_an_edited_visit_counts_as_it_is_now(kept, cast):
    first = went(cast, kept, DAY, changes=[Change.FALL], hazards=[H.GAS_HOSE], mind=[Mind.LOW], safety=Level.MIDDLE)
    assert now() == {F.ALONE, F.AGED_80, F.NO_CONTACT, F.FALL, F.FIRE_GAS, F.LOW, F.SAFETY_MIDDLE}
    answers = {"at": midnight(DAY) + timedelta(hours=9), "outcome": O.MET, "said": "好", "hazards": [H.BLOCKED]}
    deed(visit.edit_visit, cast["visitor"], first, 1, clock.now(), answers)
    assert now() == {F.ALONE, F.AGED_80, F.NO_CONTACT, F.CLUTTER}


def test_a_resident_added_and_changed_counts(kept, cast):
    other = deed(
        household.add_resident,
        cast["visitor"],
        kept,
        {"name": "陈立", "birth_date": date(1984, 1, 1), "is_emergency": True, "phone": "13800002208"},
    )
    assert now() == ALONE_AND_OLD - {F.NO_CONTACT}
    told = {"name": "陈立", "birth_date": date(1984, 1, 1), "self_care": SelfCare.MODERATE}
    deed(household.edit_resident, cast["visitor"], other, 1, told)
    assert now() == ALONE_AND_OLD | {F.CARE_MODERATE}


def test_a_hardship_counts_until_it_ends(kept, cast):
    key = deed(household.add_hardship, cast["visitor"], kept, {"kind": HardshipKind.MINIMUM_INCOME})
    assert now() == ALONE_AND_OLD | {F.MINIMUM_INCOME}
    deed(household.edit_hardship, cast["visitor"], key, 1, {"kind": HardshipKind.EXTREME_POVERTY})
    assert now() == ALONE_AND_OLD | {F.EXTREME_POVERTY}
    deed(household.end_hardship, cast["visitor"], key, DAY)
    assert now() == ALONE_AND_OLD


def test_a_problem_counts_until_it_is_closed(kept, cast):
    key = deed(need.raise_need, cast["manager"], kept, DAY, {**LEAK, "severity": Level.GRAVE})
    assert now() == ALONE_AND_OLD | {F.GRAVE_NEED}
    ending = {"kind": ClosingKind.SOLVED, "evidence": "换好了", "word": Word.SATISFIED}
    deed(need.close_need, cast["manager"], key, DAY, ending)
    assert now() == ALONE_AND_OLD


def test_a_promise_counts_from_its_day_until_it_is_kept(days, kept, cast):
    key = deed(need.raise_need, cast["visitor"], kept, DAY, {"kind": NeedKind.REPAIR, "words": "漏水"})
    told = {"kind": "repair", "words": "来修", "due": DAY + timedelta(days=2), "is_promise": True}
    promised = deed(measure.add_measure, cast["visitor"], key, DAY, told)
    assert now() == ALONE_AND_OLD and file().risk_next == DAY + timedelta(days=3)
    days.day = DAY + timedelta(days=3)
    deed(daily.catch_up, days.day)
    assert now() == ALONE_AND_OLD | {F.BROKEN_PROMISE}
    deed(measure.finish, cast["visitor"], promised, days.day, "修好了")
    assert now() == ALONE_AND_OLD


def test_what_the_health_centre_gave_counts_as_it_gave_it(kept, cast):
    def given(score: str) -> set[Factor]:
        told = {"scale": Scale.MENTAL_RISK, "score": score, "assessed_by": "社区卫生服务中心", "assessed_on": DAY}
        deed(household.add_scale_result, cast["visitor"], 1, told)
        return now()

    assert given("3级") == ALONE_AND_OLD | {F.MENTAL_UNSTABLE}
    assert given("2级") == ALONE_AND_OLD, "the last one stands"
    assert given("不详") == ALONE_AND_OLD


def test_who_is_paused_keeps_the_last_word_and_is_assessed_when_back(days, kept, cast):
    deed(state.pause, cast["visitor"], kept, DAY, DAY + timedelta(days=20), "住院")
    before = results()
    deed(household.add_hardship, cast["visitor"], kept, {"kind": HardshipKind.ILLNESS})
    assert results() == before and F.ILLNESS not in now()
    days.day = DAY + timedelta(days=20)
    deed(daily.catch_up, days.day)
    assert F.ILLNESS in now() and results() == before + 1


def test_danger_heard_at_a_paused_door_is_acted_on_and_an_empty_flat_is_not(days, kept, cast):
    deed(state.pause, cast["visitor"], kept, DAY, DAY + timedelta(days=20), "住院")
    for n in range(2):
        went(cast, kept, DAY, n, outcome=O.NO_ANSWER, said="")
    assert file().tier is Tier.TWO, "nobody is at home, as everybody knows"
    went(cast, kept, DAY, 9, outcome=O.FAMILY, circumstances=[Circumstance.DESPAIR], said="家属转述")
    assert file().tier is Tier.ONE
    with store.reading() as s:
        told = s.exec(select(Alert).where(Alert.kind == AlertKind.TRIGGER)).all()
    assert [alert.told for alert in told] == ["despair"]


def test_when_the_code_reads_factors_in_a_new_way_everybody_is_assessed_anew(days, kept, monkeypatch):
    before = results()
    with store.writing() as s:
        s.execute(update(RuleSet).values(engine="older"))
    with store.writing() as s:
        assess.assess_due(s, clock.now())
        assert s.exec(select(func.count()).select_from(RuleSet)).one() == 2
    assert results() == before, "nothing reads otherwise, so nothing is stored"
    with store.writing() as s:
        s.execute(update(RuleSet).values(engine="older"))
        s.execute(update(Resident).values(birth_date=date(1990, 1, 1)))
    with store.writing() as s:
        assess.assess_due(s, clock.now())
    assert results() == before + 1 and F.AGED_80 not in now()


def test_a_deed_undone_leaves_no_result_behind(kept, cast):
    before = results(), file().risk_score
    with pytest.raises(RuntimeError), store.writing() as s:
        household.add_hardship(s, cast["visitor"], kept, {"kind": HardshipKind.ILLNESS})
        assess.assess(s, [kept], clock.now())
        assert F.ILLNESS in {line.factor for line in assess.newest(s, [kept])[kept].lines}
        raise RuntimeError("undone")
    assert (results(), file().risk_score) == before


def test_nobody_sees_the_deed_without_its_result(kept, cast):
    with store.writing() as s:
        household.add_hardship(s, cast["visitor"], kept, {"kind": HardshipKind.ILLNESS})
        with Session(store.engine()) as other:
            assert other.get_one(Household, kept).risk_score == 36
    with store.reading() as other:
        kinds = other.exec(select(Hardship.kind).where(Hardship.household_id == kept)).all()
        assert (HardshipKind.ILLNESS in kinds, other.get_one(Household, kept).risk_score) == (True, 48)


def test_a_result_is_stored_only_when_it_differs(kept, cast):
    before = results()
    found = file()
    answers = {name: getattr(found, name) for name in ("building_id", "unit", "room", "tier", "responsible_id")}
    deed(household.edit_household, cast["visitor"], kept, found.version, DAY, {**answers, "tags": "独居"})
    deed(assess.assess_all, clock.now())
    deed(assess.assess_all, clock.now() + timedelta(days=1))
    assert results() == before
    went(cast, kept, DAY)
    assert results() == before + 1


@contextmanager
def statements():
    """Every statement sent meanwhile."""
    found: list[str] = []

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    event.listen(store.engine(), "before_cursor_execute", note)
    yield found
    event.remove(store.engine(), "before_cursor_execute", note)


def neighbours(cast, number: int) -> list[int]:
    """Households in which nothing happens by itself: no tier, nobody old, somebody to ring."""
    with store.writing() as s:
        building = s.exec(select(Building.id)).first()
        found = []
        for n in range(number):
            key = household.add_household(s, cast["visitor"], DAY, {"building_id": building, "room": f"{n + 201}"})
            told = {"name": f"甲{n}", "birth_date": date(1980, 1, 1), "is_emergency": True, "phone": "13800002209"}
            household.add_resident(s, cast["visitor"], key, told)
            found.append(key)
    return found


def test_a_new_day_touches_those_alone_for_whom_it_changes_something(days, kept, cast):
    neighbours(cast, 12)
    with statements() as for_nobody:
        assert deed(assess.assess_due, clock.now()) == 0
    asked = " ".join(for_nobody)
    assert "FROM visit" not in asked and "FROM resident" not in asked, "nobody's facts were gathered"
    days.day = file().risk_next
    with statements() as for_one:
        assert deed(assess.assess_due, clock.now()) == 1
    assert now() == ALONE_AND_OLD | {F.OVERDUE}
    assert file().risk_next == file().due_on + timedelta(days=31)
    with store.writing() as s:
        s.execute(update(Household).values(risk_next=days.day))
    with statements() as for_all:
        deed(assess.assess_due, clock.now())
    assert len(for_all) <= len(for_one) + 1, "as many statements for thirteen as for one"


def test_who_is_paused_or_closed_is_passed_over_and_days_nobody_came_are_caught_up(days, kept, cast):
    deed(state.close, cast["manager"], kept, DAY, "稳定")
    before = results()
    days.day = DAY + timedelta(days=200)
    assert deed(assess.assess_due, clock.now()) == 0 and results() == before
    deed(state.activate, cast["manager"], kept, days.day, "又来了")
    days.day += timedelta(days=100)
    deed(daily.catch_up, days.day)
    assert F.LONG_OVERDUE in now()


def test_a_birthday_is_known_beforehand(days, kept, cast):
    [key] = neighbours(cast, 1)
    with store.writing() as s:
        one = s.exec(select(Resident).where(Resident.household_id == key)).one()
        one.birth_date = date(1966, 12, 1)
    assert file(key).risk_next == date(2026, 12, 1)
    days.day = date(2026, 12, 1)
    assert deed(assess.assess_due, clock.now()) == 1
    assert F.ALONE in {line.factor for line in last(key).lines} and file(key).risk_next == date(2036, 12, 1)


def test_a_past_result_is_told_by_its_own_rules(days, kept, cast):
    boss = cast["manager"]
    with store.reading() as s:
        _rules, number, _newest = risk.the_rules(s, boss)
    other = replace(OURS, name="本单位", points={**OURS.points, F.AGED_70: 2, F.AGED_80: 3})
    days.day += timedelta(days=1)
    assert deed(risk_rules.set_rules, boss, number, other, "高龄另有台账") == 1
    with store.reading() as s:
        why = risk.why(s, boss, kept)
    assert [told.result.score for told in why.past[:2]] == [29, 36]
    assert [told.rules.points[F.AGED_80] for told in why.past[:2]] == [3, 10]
    assert (why.before.on, why.now.on, why.before.version) == (DAY, days.day, number)
    for told in why.past[:2]:
        again = weigh(told.rules, {line.factor: line.hit for line in told.result.lines}, told.result.triggers)
        assert again == told.result, "years later it is worked out to the same"


def test_a_factor_that_is_gone_from_the_code_leaves_an_old_result_readable(kept, cast):
    with store.writing() as s:
        row = s.exec(select(Assessment).order_by(Assessment.id.desc())).first()
        told = json.loads(row.lines)
        told["lines"].append(["tea_leaves", 9, 9, "visit", 1, 0, None, None])
        told["triggers"].append(["comet", "visit", 1, 0, None, None])
        told["floor"].append("tea_leaves")
        row.lines, row.score = json.dumps(told), row.score + 9
        rules = s.get_one(RuleSet, row.rules_id)
        stored = json.loads(rules.value)
        stored["points"]["tea_leaves"] = 9
        stored["words"]["tea_leaves"] = ["茶叶", "home", "看着不好", "我们"]
        stored["floors"].append({"tier": "2", "of": ["tea_leaves"], "all": []})
        rules.value = json.dumps(stored)
    with store.reading() as s:
        found = risk.why(s, cast["visitor"], kept).now
        assert (found.result.score, {line.factor for line in found.result.lines}) == (45, ALONE_AND_OLD)
        assert found.result.triggers == {} and found.rules.floors == (Floor(Tier.TWO, frozenset()),)
        assert found.gone == (("茶叶", 9),), "as it was called then"
        assert set(json.loads(delivered.to_text(OURS))["words"]) == set(Factor), "words of all are kept for that day"


def test_rules_are_stored_anew_when_the_code_reads_factors_another_way(kept, cast, monkeypatch):
    with store.writing() as s:
        old, _rules = assess.in_force(s, clock.now())
        monkeypatch.setattr(assess, "ENGINE", "2030-01")
        new, _rules = assess.in_force(s, clock.now())
        assert new > old and assess.in_force(s, clock.now())[0] == new


def test_who_wants_no_evaluation_has_none_but_what_happens_is_still_told(days, kept, cast):
    found = file()
    answers = {name: getattr(found, name) for name in ("building_id", "unit", "room", "tier", "responsible_id")}
    deed(household.edit_household, cast["visitor"], kept, found.version, DAY, {**answers, "by_hand": True})
    found, before = file(), results()
    assert (found.risk_score, found.risk_tier, found.risk_since) == (None, None, None)
    with store.reading() as s:
        why = risk.why(s, cast["manager"], kept)
        assert (why.by_hand, why.past, why.triggers, why.is_open) == (True, (), {}, False)
    went(cast, kept, DAY, circumstances=[Circumstance.DESPAIR], changes=[Change.FALL])
    assert (file().tier, results()) == (Tier.TWO, before), "people alone set the tier"
    with store.reading() as s:
        assert s.exec(select(Alert.kind)).all() == [AlertKind.TRIGGER]
    days.day += timedelta(days=60)
    deed(daily.catch_up, days.day)
    assert results() == before and file().risk_score is None
    found = file()
    deed(household.edit_household, cast["visitor"], kept, found.version, days.day, answers)
    assert F.FALL not in now() and F.OVERDUE in now() and file().risk_score is not None


def tiers() -> list[tuple[str, str, bool]]:
    with store.reading() as s:
        found = s.exec(select(Turn).where(Turn.kind == TurnKind.TIER).order_by(Turn.id))
        return [(turn.before, turn.after, turn.by_id is None) for turn in found]


def test_danger_turns_the_file_by_itself_once_and_a_later_word_stands(days, kept, cast):
    went(cast, kept, DAY, circumstances=[Circumstance.DESPAIR])
    found = file()
    assert (found.tier, found.tier_since, found.tier_by_id, found.settled_tier) == (Tier.ONE, DAY, None, Tier.ONE)
    assert "不想活" in found.tier_why and tiers()[1:] == [("2", "1", True)]
    assert found.risk_next == found.due_on + timedelta(days=1) == DAY + timedelta(days=8), "due as the closest tier is"
    with store.reading() as s:
        assert risk.why(s, cast["manager"], kept).is_open is False
    deed(tier.decide, cast["manager"], kept, found.version, DAY, Tier.TWO, "已转介心理科，女儿住过来了")
    assert file().tier is Tier.TWO
    went(cast, kept, DAY, 1, mind=[Mind.CALM])
    deed(daily.catch_up, DAY)
    for _day in range(40):
        days.day += timedelta(days=1)
        deed(daily.catch_up, days.day)
    assert file().tier is Tier.TWO and len(tiers()) == 3, "what was known already turns nothing again"
    assert last(kept).triggers == {}, "it was over after thirty days"
    went(cast, kept, days.day, circumstances=[Circumstance.DESPAIR])
    assert file().tier is Tier.ONE and tiers()[-1] == ("2", "1", True), "said again, it is danger anew"


def test_calls_in_vain_beyond_the_second_are_no_new_danger_however_many(days, kept, cast):
    went(cast, kept, DAY)
    for n in range(12):
        days.day += timedelta(days=14)
        went(cast, kept, days.day, outcome=O.NO_ANSWER, said="")
        if n == 1:
            found = file()
            assert found.tier is Tier.ONE
            deed(tier.decide, cast["manager"], kept, found.version, days.day, Tier.TWO, "在外地女儿家，已电话核实")
    assert file().tier is Tier.TWO and len(tiers()) == 3
    with store.reading() as s:
        assert s.exec(select(Alert.about).where(Alert.kind == AlertKind.TRIGGER)).all() == ["unseen.3"]
        [facts] = gather(s, [kept], days.day)
        assert len(facts.misses) == 12, "the whole row of them is known"


def test_a_hazard_is_known_until_somebody_looks_again_however_long_ago(days, kept, cast):
    went(cast, kept, DAY, hazards=[H.GAS_HOSE])
    went(cast, kept, DAY, 1, way=Way.PHONE, mind=[Mind.LOW])
    for _n in range(9):
        days.day += timedelta(days=13)
        went(cast, kept, days.day, appeals=["none"])
    assert {F.FIRE_GAS, F.LOW} <= now()
    days.day += timedelta(days=1)
    went(cast, kept, days.day, environment=["tidy"], mind=[Mind.CALM])
    assert not {F.FIRE_GAS, F.LOW} & now()


def test_an_old_house_is_assessed_without_a_flood_of_old_news(days, kept, cast):
    """As after an upgrade: years of visits, and no result yet."""
    for n, more in enumerate(
        [{"hazards": [H.EBIKE], "mind": [Mind.LOW]}] * 3 + [{"outcome": O.NOT_IN, "said": ""}] * 2
    ):
        went(cast, kept, DAY - timedelta(days=300 - n), **more)
    promise = deed(need.raise_need, cast["visitor"], kept, DAY - timedelta(days=200), LEAK)
    told = {"kind": "repair", "words": "来修", "due": DAY - timedelta(days=190), "is_promise": True}
    deed(measure.add_measure, cast["visitor"], promise, DAY - timedelta(days=200), told)
    with store.writing() as s:
        for table in (Assessment, Alert):
            for row in s.exec(select(table)):
                s.delete(row)
        s.execute(update(Household).values(risk_score=None, risk_tier=None, risk_since=None, risk_next=None))
    assert deed(assess.assess_due, clock.now()) == 1
    assert {F.FIRE_GAS, F.LOW, F.MISSED_TWICE, F.VERY_OLD_NEED, F.BROKEN_PROMISE} <= now()
    with store.reading() as s:
        assert s.exec(select(Alert.kind)).all() == []


def test_thousands_are_assessed_in_statements_that_stay_short(days, kept, cast):
    """A statement with a place for each of fifty thousand is refused by a database."""
    longest = [0]

    def note(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        longest[0] = max(longest[0], len(statement))

    neighbours(cast, 3)
    event.listen(store.engine(), "before_cursor_execute", note)
    deed(assess.assess, range(1, 60_000), clock.now())
    event.remove(store.engine(), "before_cursor_execute", note)
    assert 0 < longest[0] < 20_000


def test_what_is_gathered_is_what_was_written(days, kept, cast):
    went(cast, kept, DAY, hazards=[H.EBIKE], circumstances=[Circumstance.EMOTION], health=Level.LIGHT)
    went(cast, kept, DAY, 1, way=Way.PHONE, outcome=O.NOT_REACHED, said="")
    deed(need.raise_need, cast["visitor"], kept, DAY, LEAK)
    with store.reading() as s:
        [facts] = gather(s, [kept], DAY)
        ids = s.exec(select(Visit.id).order_by(Visit.at.desc())).all()
    assert [call.id for call in facts.calls] == ids and [call.face for call in facts.calls] == [False, True]
    assert (facts.calls[1].hazards, facts.calls[1].circumstances) == ((H.EBIKE,), (Circumstance.EMOTION,))
    assert (facts.health, facts.safety, facts.is_met, facts.others_to_ring) == (1, None, True, False)
    assert (facts.people[0].age, facts.birthdays, facts.tier) == (83, (date(1943, 5, 6),), Tier.TWO)
    assert len(facts.troubles) == 1 and facts.hard(HardshipKind.ALONE) and facts.due_on == DAY + timedelta(days=30)
    assert weigh(OURS, held(facts), triggers(facts)) == last(kept)


# The rules, set by the office.
def test_rules_are_set_and_everybody_is_weighed_anew(days, kept, cast):
    boss, others = cast["manager"], neighbours(cast, 3)
    with store.reading() as s:
        _there, number, _row = risk.the_rules(s, boss)
        wanted = replace(PRESETS["ministries_2022"], points={**OURS.points, F.NEVER_MET: 20})
        expected = risk.preview(s, boss, delivered.to_text(wanted))
    assert (expected.households, expected.closer, expected.wider) == (4, 4, 0)
    assert deed(risk_rules.set_rules, boss, number, wanted, "部里要求") == 4
    with store.reading() as s:
        advised = [s.get_one(Household, key).risk_tier for key in (kept, *others)]
        assert advised == [Tier.TWO, Tier.THREE, Tier.THREE, Tier.THREE]
        counted = {effect.tier: effect.then for effect in expected.tiers}
        assert counted == {each: advised.count(each) for each in Tier}, "the preview told what was done"
        assert [s.get_one(Household, key).tier for key in (kept, *others)] == [Tier.TWO, None, None, None]
        there, newer, row = risk.the_rules(s, boss)
        assert (there, row.why, row.set_by_id, newer > number) == (wanted, "部里要求", boss.id, True)
        assert s.exec(select(Alert)).all() == [], "nobody's danger grew because the office weighs otherwise"
        again = risk.preview(s, boss, delivered.to_text(wanted))
        assert (again.changed, [each.now for each in again.tiers]) == (0, [each.then for each in expected.tiers])


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preview_tells_what_setting_the_rules_does(days, kept, cast, preset):
    boss = cast["manager"]
    neighbours(cast, 2)
    went(cast, kept, DAY, circumstances=[Circumstance.GAS_SMELL], hazards=[H.GAS_HOSE])
    wanted = replace(PRESETS[preset], starts={Tier.ONE: 60, Tier.TWO: 45, Tier.THREE: 5})
    with store.reading() as s:
        number = risk.the_rules(s, boss)[1]
        expected = risk.preview(s, boss, delivered.to_text(wanted))
        before = dict(s.exec(select(Household.id, Household.risk_tier)).all())
    deed(risk_rules.set_rules, boss, number, wanted)
    with store.reading() as s:
        after = dict(s.exec(select(Household.id, Household.risk_tier)).all())
    assert {each.tier: each.now for each in expected.tiers} == {t: list(before.values()).count(t) for t in Tier}
    assert {each.tier: each.then for each in expected.tiers} == {t: list(after.values()).count(t) for t in Tier}
    assert expected.closer == sum(after[key] < before[key] for key in after)
    assert expected.wider == sum(after[key] > before[key] for key in after)


def test_rules_that_cannot_hold_are_refused_and_nothing_is_changed(kept, cast):
    boss, before = cast["manager"], results()
    with store.reading() as s:
        number = risk.the_rules(s, boss)[1]
    bad = replace(OURS, points={**OURS.points, F.FALL: 101}, caps={**OURS.caps, Group.HOME: -1})
    with pytest.raises(Invalid) as wrong:
        deed(risk_rules.set_rules, boss, number, bad)
    assert set(wrong.value.problems) == {F.FALL, Group.HOME} and "跌倒" in wrong.value.problems[F.FALL]
    for who in ("visitor", "reader"):
        with pytest.raises(NotAllowed):
            deed(risk_rules.set_rules, cast[who], number, replace(OURS, caps={**OURS.caps, Group.HOME: 1}))
        with pytest.raises(NotAllowed), store.reading() as s:
            risk.preview(s, cast[who], "")
    assert results() == before
    with store.reading() as s:
        assert risk.the_rules(s, boss)[1] == number


def test_two_who_change_the_rules_at_once_are_shown_both(kept, cast):
    boss = cast["manager"]
    with store.reading() as s:
        number = risk.the_rules(s, boss)[1]
    mine, yours = (replace(OURS, points={**OURS.points, F.FALL: n}) for n in (16, 17))
    deed(risk_rules.set_rules, boss, number, mine)
    with pytest.raises(Conflict) as both:
        deed(risk_rules.set_rules, cast["admin"], number, yours)
    assert both.value.differences == {f"points.{F.FALL}": (16, 17)}
    assert deed(risk_rules.set_rules, cast["admin"], number, mine) == 0, "the same wish is no conflict"


def test_the_first_rules_may_be_set_before_anybody_lives_there(cast):
    boss = cast["manager"]
    with store.reading() as s:
        rules, number, newest = risk.the_rules(s, boss)
        assert (rules, number, newest) == (OURS, 0, None)
    assert deed(risk_rules.set_rules, boss, number, PRESETS["ministries_2022"]) == 0
    with store.reading() as s:
        assert risk.the_rules(s, boss)[0] == PRESETS["ministries_2022"]


def test_weighed_anew_is_the_same_as_worked_out_anew(days, kept, cast):
    boss = cast["manager"]
    went(cast, kept, DAY, hazards=[H.EBIKE, H.WIRING], mind=[Mind.CONFUSED], circumstances=[Circumstance.INJURY])
    with store.reading() as s:
        number = risk.the_rules(s, boss)[1]
    wanted = replace(OURS, points={**OURS.points, F.FIRE_GAS_MORE: 30}, caps={**OURS.caps, Group.SIGNS: 9})
    deed(risk_rules.set_rules, boss, number, wanted)
    before, count = last(kept), results()
    deed(assess.assess_all, clock.now())
    assert (last(kept), results()) == (before, count)
    with store.reading() as s:
        row = s.exec(select(Assessment).order_by(Assessment.id.desc())).first()
        assert from_text(row.score, row.tier, row.lines) == before and file().risk_score == before.score
        assert s.get_one(Household, kept).state is HouseholdState.ACTIVE
