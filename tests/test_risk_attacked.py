"""Risk and its pictures attacked: by numbers taken from one another, by clocks and years that are wrong, by what was
put right later, by a wish not to be evaluated, by two windows and by a slip of the hand."""

from dataclasses import replace
from datetime import date, timedelta
from threading import Thread
from typing import Any

import pyarrow as pa
import pytest
from sqlmodel import func, select

from db import clock, store, tiers
from db.changes import assess, daily, estate, household, measure, need, risk_rules, state, tier, visit
from db.changes import tiers as tier_names
from db.choices import AlertKind, Circumstance, Environment, HardshipKind, Hazard, Level, Outcome, Tier, TurnKind, Way
from db.errors import Invalid
from db.models import Alert, Assessment, Household, HouseholdFields, Turn, Visit, VisitFields
from db.pictures import Picture, PictureAsked
from db.queries import alerts, risk
from db.queries.asked import Asked
from db.queries.heat_map import FEWEST, heat_map
from db.risk.factors import changes_on
from db.risk.facts import Promise, Trouble
from db.risk.rules import OURS
from db.risk.warnings import warnings
from pages.parts import map_filters
from reports import grids
from tests.bygone import buildings, file, hard, rows
from tests.conftest import DAY
from tests.risk_cases import quiet
from tests.test_loop import LEAK, MEND
from tests.test_warnings import Days

A_DAY = timedelta(days=1)
SPOKE = {"circumstances": [Circumstance.DESPAIR]}


@pytest.fixture
def days(monkeypatch):
    return Days(monkeypatch)


def call(who, home: int, token: str, **more: Any) -> int:
    now = clock.now()
    answers = {"at": now, "way": Way.HOME, "outcome": Outcome.MET, "said": "聊了聊", **more}
    with store.writing() as s:
        return visit.record_visit(s, who, home, token, now, answers)


def of(home: int) -> Household:
    with store.reading() as s:
        return s.get_one(Household, home)


def by_hand(who, home: int, is_by_hand: bool = True) -> None:
    there = of(home)
    answers = {name: getattr(there, name) for name in HouseholdFields.model_fields} | {"by_hand": is_by_hand}
    with store.writing() as s:
        household.edit_household(s, who, home, there.version, DAY, answers)


def decide(who, home: int, wanted: Tier, day: date = DAY) -> None:
    with store.writing() as s:
        tier.decide(s, who, home, of(home).version, day, wanted, "家属已搬来同住")


@pytest.mark.parametrize("query", [{"tier": "2"}, {"building": "1"}, {"staff": "1"}, {"state": "active"}])
def test_a_partner_cannot_take_one_number_from_another(home, cast, open_page, query):
    """With a filter the only household of tier one would be the difference of two cells, and its illness known."""
    with rows() as s:
        three, _five = buildings(s)
        for n in range(FEWEST + 1):
            more = {"responsible_id": cast["visitor"].id} if n else {}
            ill = file(s, three, f"{n + 2}01", DAY, Tier.TWO if n else Tier.ONE, **more)
            hard(s, ill, HardshipKind.MENTAL)
    at = open_page("heat_map", "reader", picture="hardship", **query)
    assert not at.exception
    [drawn] = at.get("vega_lite_chart") or at.get("arrow_vega_lite_chart")
    sent = [row for each in drawn.proto.datasets for row in pa.ipc.open_stream(each.data.data).read_all().to_pylist()]
    assert [row["figure"] for row in sent] == [str(FEWEST + 1)]
    widgets = {each.key for each in (*at.button_group, *at.selectbox, *at.multiselect)}
    assert not widgets & {map_filters._key(name) for name in map_filters.NAMES}


def test_a_partner_does_not_move_the_months_over_which_hazards_add_up(home, open_page):
    at = open_page("heat_map", "reader", picture="hazards", since="2026-10", until="2026-10")
    assert not at.exception and not at.get("select_slider")
    assert at.query_params["since"] != "2026-10"


@pytest.mark.parametrize("rests", ["paused", "closed"])
def test_a_file_that_rests_loses_its_score_when_the_household_wishes_no_evaluation(days, home, cast, rests):
    with store.writing() as s:
        if rests == "paused":
            state.pause(s, cast["visitor"], home, DAY, DAY + 30 * A_DAY, "住院")
        else:
            state.close(s, cast["visitor"], home, DAY, "不再需要")
    assert of(home).risk_score is not None
    by_hand(cast["visitor"], home)
    there = of(home)
    assert (there.risk_score, there.risk_tier, there.risk_since, there.risk_next) == (None,) * 4


def test_no_sentence_says_that_a_tier_was_set_where_people_alone_set_it(days, home, cast):
    by_hand(cast["visitor"], home)
    call(cast["visitor"], home, "a", **SPOKE)
    with store.reading() as s:
        [told] = alerts.of_household(s, cast["visitor"], home)
    assert (told.kind, told.said, told.tier) == (AlertKind.TRIGGER, "说到不想活", Tier.TWO)


def test_an_evaluation_is_not_warned_of_any_more_once_it_is_refused(days, home, cast):
    with rows() as s:
        s.add(Alert(household_id=home, kind=AlertKind.TIER_ROSE, about="x", told="3>2", on=DAY))
        s.add(Alert(household_id=home, kind=AlertKind.MISSED_TWICE, about="y", on=DAY))

    def told() -> list[list[AlertKind]]:
        with store.reading() as s:
            new = alerts.unseen(s, cast["manager"])
            assert new.total == len(new.rows)
            there = alerts.of_household(s, cast["manager"], home)
            return [[each.kind for each in found] for found in (new.rows, there)]

    both = [AlertKind.MISSED_TWICE, AlertKind.TIER_ROSE]
    assert told() == [both, both]
    by_hand(cast["visitor"], home)
    assert told() == [both[:1], both[:1]]


def test_a_visit_put_right_does_not_undo_what_a_person_decided_before(days, home, cast):
    call(cast["visitor"], home, "a", **SPOKE)
    assert of(home).tier is Tier.ONE
    decide(cast["manager"], home, Tier.TWO)
    days.day += A_DAY
    wrong = call(cast["visitor"], home, "b", **SPOKE)
    assert of(home).tier is Tier.ONE, "said once more, it is acted on once more"
    decide(cast["manager"], home, Tier.TWO, days.day)
    with store.writing() as s:
        there = s.get_one(Visit, wrong)
        answers = {name: getattr(there, name) for name in VisitFields.model_fields} | {"circumstances": []}
        visit.edit_visit(s, cast["visitor"], wrong, there.version, clock.now(), answers)
    assert of(home).tier is Tier.TWO, "the first visit was known when the manager decided"


def test_a_clock_that_ran_ahead_leaves_nothing_behind(days, home, cast):
    def on(day: date) -> tuple[int | None, date | None]:
        days.day = day
        with store.writing() as s:
            assert daily.catch_up(s, day)
        return of(home).risk_score, of(home).risk_next

    right = on(DAY)
    ahead = on(DAY + 900 * A_DAY)
    assert ahead != right and ahead[1] is None, "so long overdue that time changes nothing any more"
    assert on(DAY) == right


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(1, 1, 1), date(2926, 11, 1)])
def test_a_slip_in_the_year_is_refused(home, cast, day):
    with pytest.raises(Invalid) as refused, store.writing() as s:
        household.add_resident(s, cast["visitor"], home, {"name": "陈小芳", "birth_date": day})
    assert refused.value.problems == {"birth_date": "出生日期：请核对年份。"}
    with pytest.raises(Invalid) as refused, store.writing() as s:
        leak = need.raise_need(s, cast["visitor"], home, DAY, LEAK)
        measure.add_measure(s, cast["visitor"], leak, DAY, MEND | {"due": day, "is_promise": True})
    assert "due" in refused.value.problems


def test_a_day_at_the_end_of_all_days_that_is_on_file_stops_nobody(home, cast):
    last = date.max
    facts = quiet(promises=(Promise(1, last),), due_on=last, birthdays=(last,))
    facts = replace(facts, troubles=(Trouble(1, Level.LIGHT, last),))
    assert changes_on(facts) == last
    assert not list(warnings(facts, {}, None, None))
    with rows() as s:
        resident = household.Resident(household_id=home, name="未来", birth_date=last)
        s.add(resident)
    with store.writing() as s:
        assess.assess_all(s, clock.now())


def test_a_hazard_that_stands_twice_in_a_list_is_one_warning(days, home, cast):
    looked = {"environment": [Environment.DAMP]}
    call(cast["visitor"], home, "a", **looked)
    for token in "bc":
        days.day += A_DAY
        call(cast["visitor"], home, token, hazards=[Hazard.WIRING, Hazard.WIRING], **looked)
    with store.reading() as s:
        asked = select(func.count()).where(Alert.kind == AlertKind.SAME_HAZARD)
        assert s.exec(asked).one() == 1


def test_two_who_save_at_once_raise_a_danger_once(home, cast):
    now = clock.now()
    missed = {"outcome": Outcome.NO_ANSWER, "said": ""}
    call(cast["visitor"], home, "first", at=now - A_DAY, **missed)
    failed: list[Exception] = []

    def save(n: int) -> None:
        try:
            call(cast["visitor"], home, f"at once {n}", at=now, **missed)
        except Exception as error:
            failed.append(error)

    threads = [Thread(target=save, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed
    with store.reading() as s:
        assert s.exec(select(func.count()).where(Alert.kind == AlertKind.TRIGGER)).one() == 1
        turned = select(func.count()).where(Turn.kind == TurnKind.TIER, Turn.after == Tier.ONE.value)
        assert s.exec(turned).one() == 1


def test_a_deed_undone_leaves_nothing_of_its_risk(home, cast):
    def there() -> list[int]:
        with store.reading() as s:
            return [s.exec(select(func.count()).select_from(table)).one() for table in (Alert, Assessment, Turn)]

    before = there()
    now = clock.now()
    answers = {"at": now, "way": Way.HOME, "outcome": Outcome.MET, "said": "不想活了", **SPOKE}
    with pytest.raises(RuntimeError), store.writing() as s:
        visit.record_visit(s, cast["visitor"], home, "a", now, answers)
        assess.assess(s, [home], now)
        raise RuntimeError
    assert there() == before and of(home).tier is Tier.TWO


def test_a_tier_left_out_comes_back_by_no_window_that_stood_open(home, cast):
    with store.writing() as s:
        tier_names.set_tiers(s, cast["manager"], 0, replace(tiers.DELIVERED, has_three=False))
    with store.reading() as s:
        _rules, number, _set = risk.the_rules(s, cast["manager"])
    with store.writing() as s:
        risk_rules.set_rules(s, cast["manager"], number, replace(OURS, starts={**OURS.starts, Tier.ONE: 80}), "更严")
    with store.reading() as s:
        rules, _number, _set = risk.the_rules(s, cast["manager"])
    assert Tier.THREE not in rules.starts and rules.starts[Tier.ONE] == 80
    with pytest.raises(Invalid) as refused:
        decide(cast["visitor"], home, Tier.THREE)
    assert refused.value.problems == {"tier": "等级：请从列表里选。"}


def test_a_building_that_cannot_be_is_refused(cast, home):
    wall = {"name": "9栋", "units": 20, "floors": 120, "doors": 40}
    with pytest.raises(Invalid) as refused, store.writing() as s:
        estate.add_building(s, cast["visitor"], wall)
    assert refused.value.problems == {"doors": "一栋楼 96000 户：最多 4000 户。请核对单元、层数和每层户数。"}
    with store.writing() as s:
        assert estate.add_building(s, cast["visitor"], wall | {"units": 5, "floors": 33, "doors": 20})


class Cleared(dict[Any, Any]):
    """What another thread throws away the moment it is put in."""

    def __setitem__(self, key: Any, value: Any) -> None:
        super().__setitem__(key, value)
        self.clear()


def test_a_grid_that_another_thread_throws_away_is_given_all_the_same(home, cast, monkeypatch):
    monkeypatch.setattr(grids, "_kept", Cleared())
    with store.reading() as s:
        facts = heat_map(s, cast["visitor"], Asked(), DAY)
    assert grids.grid_of(facts, PictureAsked(Picture.HARDSHIP)).said


@pytest.mark.parametrize("query", [{"to": "9999-12-31"}, {"from": "0001-01-01"}, {"from": "1899-12-31"}])
def test_an_address_of_no_day_of_ours_asks_for_nothing(home, open_page, query):
    at = open_page("register", "visitor", **query)
    assert not at.exception and not set(at.query_params) & {"from", "to"}
