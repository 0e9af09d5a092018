"""Risk in the demonstration estate: what the deeds of the last weeks would have left, and enough of it to look at."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlmodel import Session, col, func, select

from db import store
from db.changes.assess import assess_all, newest
from db.choices import AlertKind, HouseholdState, Tier, TurnKind
from db.clock import day_of, midnight
from db.demo.files import WATCHED
from db.models import Alert, Assessment, Hardship, Household, Measure, Need, Resident, RuleSet, Turn, Visit
from db.queries.risk import waits
from db.risk.hit import Record
from db.risk.rules import OURS, from_text
from db.risk.weigh import from_text as result
from tests.conftest import DAY
from tests.test_demo import _fill

HOUSEHOLDS, VISITS = 120, 2400  # as large as the demonstration is opened
A_WEEK, A_MONTH = timedelta(days=7), timedelta(days=30)
WORKED_OUT = "id, tier, due_on, risk_score, risk_tier, risk_since, risk_next, settled_tier, version"


@pytest.fixture(scope="module")
def _filled(_empty_house, tmp_path_factory) -> str:
    """One filled house for every question of this file; what a question changes, it rolls back."""
    file = tmp_path_factory.mktemp("demonstration") / "nuanfang.db"
    file.write_bytes(_empty_house.read_bytes())
    return _fill(f"sqlite:///{file.as_posix()}", households=HOUSEHOLDS, visits=VISITS, seed=1)


@pytest.fixture
def s(_filled) -> Iterator[Session]:
    engine = store.connect(_filled)
    with Session(engine.execution_options(writes=True)) as opened:
        yield opened
    engine.dispose()


def active(s: Session) -> list[Household]:
    return list(s.exec(select(Household).where(Household.state == HouseholdState.ACTIVE)))


def results(s: Session) -> dict[int, list[Assessment]]:
    """By household, the oldest first."""
    found: dict[int, list[Assessment]] = {}
    for one in s.exec(select(Assessment).order_by(col(Assessment.id))):
        found.setdefault(one.household_id, []).append(one)
    return found


def test_all_weighed_anew_is_as_it_stands(s):
    """Nothing was invented: today's facts give today's results, and warn of nothing that was not told."""

    def stands() -> tuple:
        homes = s.execute(text(f"SELECT {WORKED_OUT} FROM household ORDER BY id")).all()
        return homes, s.exec(select(func.count(), func.max(Alert.id)).select_from(Alert)).one()

    before = stands()
    assert assess_all(s, midnight(DAY) + timedelta(hours=9)) == 0
    assert stands() == before
    s.rollback()


def test_every_household_has_a_result_but_those_who_want_none(s):
    homes, found = active(s), results(s)
    by_hand = [home for home in homes if home.by_hand]
    assert 0 < len(by_hand) < len(homes) / 20
    for home in homes:
        last = found[home.id][-1] if home.id in found else None
        assert (last is None) is home.by_hand and (home.by_hand is False or home.tier is not None)
        assert (home.risk_score, home.risk_tier) == ((last.score, last.tier) if last else (None, None))
        assert home.risk_next is None or home.risk_next > DAY


def test_a_result_stands_beside_an_earlier_one_on_most_pages(s):
    [rules] = s.exec(select(RuleSet)).all()
    assert from_text(rules.value) == OURS and day_of(rules.set_at) == DAY - WATCHED
    found = results(s)
    assert sum(len(own) > 1 for own in found.values()) > len(found) * 0.7
    assert any(own[-1].on > DAY - A_WEEK for own in found.values())
    for own in found.values():
        assert [one.on for one in own] == sorted({one.on for one in own}), "one an evening, in order"
        assert own[0].on >= DAY - WATCHED and own[-1].on <= DAY
        for one, following in zip(own, own[1:], strict=False):
            assert (one.score, one.tier, one.lines) != (following.score, following.tier, following.lines)
        assert {one.rules_id for one in own} == {rules.id}


def test_every_factor_leads_to_a_record_of_its_household(s):
    tables = {Record.RESIDENT: Resident, Record.HARDSHIP: Hardship, Record.VISIT: Visit, Record.NEED: Need}
    tables |= {Record.MEASURE: Measure}
    whose = {record: dict(s.exec(select(table.id, table.household_id)).all()) for record, table in tables.items()}
    whose[Record.HOUSEHOLD] = {home.id: home.id for home in s.exec(select(Household))}
    seen = set()
    for one in s.exec(select(Assessment)):
        told = result(one.score, one.tier, one.lines)
        for hit in (*(line.hit for line in told.lines), *told.triggers.values()):
            assert whose[hit.record][hit.record_id] == one.household_id
            seen.add(hit.record)
    assert seen == set(Record)


def test_people_have_mostly_decided_as_advised(s):
    homes = [home for home in active(s) if not home.by_hand]
    waiting = [home for home in homes if waits(home.risk_tier, home.tier, home.settled_tier)]
    otherwise = [h for h in homes if h not in waiting and h.tier is not h.risk_tier]
    assert len(homes) / 20 < len(waiting) < len(homes) / 6
    assert 0 < len(otherwise) < len(homes) / 12
    last = {}
    for turn in s.exec(select(Turn).where(Turn.kind == TurnKind.TIER).order_by(col(Turn.at), col(Turn.id))):
        last[turn.household_id] = turn
    for home in otherwise:
        assert home.settled_tier is home.risk_tier and last[home.id].by_id and "分：" not in last[home.id].why
    moved = [turn for turn in last.values() if day_of(turn.at) > DAY - A_MONTH and turn.by_id]
    assert moved and all(turn.at < midnight(DAY) for turn in last.values())
    for tier in Tier:
        assert sum(home.tier is tier for home in homes) > len(homes) / 30


def test_danger_was_acted_on_at_once(s):
    told = s.exec(select(Alert).where(Alert.kind == AlertKind.TRIGGER)).all()
    assert any(alert.on > DAY - A_MONTH for alert in told)
    now = newest(s, [home.id for home in active(s)])
    stands = {home_id: found for home_id, found in now.items() if found.triggers}
    assert 0 < len(stands) < 5
    for home_id, found in stands.items():
        home = s.get_one(Household, home_id)
        assert found.tier is home.risk_tier is home.settled_tier is Tier.ONE
        assert {(trigger, hit.record_id) for trigger, hit in found.triggers.items()} <= {
            (alert.told, alert.visit_id) for alert in told if alert.household_id == home_id
        }
    at_once = s.exec(select(Turn).where(Turn.kind == TurnKind.TIER, col(Turn.by_id).is_(None))).all()
    assert at_once and all(turn.after == Tier.ONE and turn.why for turn in at_once)


def test_warnings_of_the_last_weeks_are_told_and_mostly_seen(s):
    alerts = s.exec(select(Alert)).all()
    kinds = Counter(alert.kind for alert in alerts)
    assert set(kinds) == set(AlertKind)
    visits = dict(s.exec(select(Visit.id, Visit.household_id)).all())
    for alert in alerts:
        assert DAY - WATCHED <= alert.on <= DAY and len(alert.about) <= 60
        assert alert.visit_id is None or visits[alert.visit_id] == alert.household_id
        assert (alert.seen_on is None) is (alert.seen_by_id is None)
        assert alert.seen_on is None or alert.on <= alert.seen_on < DAY
    older = [alert for alert in alerts if alert.on <= DAY - A_WEEK]
    fresh = [alert for alert in alerts if alert.on > DAY - A_WEEK]
    assert len(older) * 0.85 < sum(alert.seen_on is not None for alert in older) < len(older)
    assert any(alert.seen_on is None for alert in fresh)
    month = [alert for alert in alerts if alert.on > DAY - A_MONTH]
    assert len(active(s)) / 8 < len(month) < len(active(s)) / 2
