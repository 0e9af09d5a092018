"""The register: every filter, the order, the pages, the numbers, and what a partner may not ask."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from db import store
from db.changes import household
from db.changes.visit import record_visit
from db.choices import HardshipKind, HouseholdState, Level, Outcome, Tier
from db.errors import NotAllowed
from db.models import Building, Household
from db.queries.asked import Asked, Order
from db.queries.offered import offered
from db.queries.register import counts, export, households, visits
from tests.conftest import DAY, MORNING


@pytest.fixture
def street(home, cast):
    """Three more: 2 in 5栋 (tier one, never met), 3 in 3栋 (not assessed, met yesterday), 4 moved away."""
    who = cast["visitor"]
    with store.writing() as s:
        three, five = s.exec(select(Building.id).order_by(Building.position)).all()
        two = household.add_household(s, who, DAY, {"building_id": five, "unit": 1, "room": "201", "tier": Tier.ONE})
        household.add_resident(s, who, two, {"name": "马建国", "phone": "13911110000"})
        household.add_hardship(s, who, two, {"kind": HardshipKind.ILLNESS})
        household.add_hardship(s, who, two, {"kind": HardshipKind.ALONE})
        third = household.add_household(
            s, who, DAY, {"building_id": three, "unit": 2, "room": "301", "tags": "100%_肯"}
        )
        moved = household.add_household(s, who, DAY, {"building_id": three, "unit": 2, "room": "302"})
        s.get_one(Household, moved).state = HouseholdState.MOVED
        visit(s, who, two, "a", 9, outcome=Outcome.NO_ANSWER, door_note="门口有报纸")
        visit(s, who, third, "b", 1, said="夜里不敢去浴室，<b>头晕</b>", health=Level.GRAVE, health_why="跌倒过")
        visit(s, who, home, "c", 40, said="孙子周末来", safety=Level.LIGHT, safety_why="插座旧")
    return {"three": three, "five": five}


def visit(s, who, household_id, token, days, **answers):
    at = MORNING - timedelta(days=days)
    whole = {"at": at, "outcome": Outcome.MET, **answers}
    return record_visit(s, who, household_id, token, MORNING, whole)


def found(cast, asked=None, who="visitor", **filters) -> list[int]:
    with store.reading() as s:
        return [row.no for row in households(s, cast[who], asked or Asked(**filters), DAY).rows]


def test_closest_tier_first_then_longest_unseen_and_the_moved_are_left_out(street, cast):
    assert found(cast) == [2, 1, 3]


def test_every_filter_narrows_down(street, cast):
    assert found(cast, building_ids=(street["five"],)) == [2]
    assert found(cast, kinds=(HardshipKind.ILLNESS,)) == [2]
    assert found(cast, kinds=(HardshipKind.ALONE,)) == [2, 1]
    assert found(cast, tiers=(Tier.ONE, Tier.THREE)) == [2]
    assert found(cast, tiers=(None,)) == [3]
    assert found(cast, tiers=(Tier.TWO, None)) == [1, 3]
    assert found(cast, risks=(Level.GRAVE,)) == [3]
    assert found(cast, risks=(None, Level.LIGHT)) == [2, 1]
    assert found(cast, responsible_id=cast["visitor"].id) == [1]
    assert found(cast, outcomes=(Outcome.NO_ANSWER,)) == [2]
    assert found(cast, states=(HouseholdState.MOVED,)) == [4]
    assert found(cast, states=()) == [2, 1, 4, 3]
    assert found(cast, building_ids=(street["five"],), tiers=(Tier.TWO,)) == []


def test_both_days_of_a_period_count_and_never_met_is_never_seen(street, cast):
    nine = DAY - timedelta(days=9)
    assert found(cast, visited_from=nine, visited_to=nine) == [2]
    assert found(cast, visited_to=DAY - timedelta(days=10)) == [1]
    assert found(cast, not_seen_days=40) == [2, 1], "nobody was met at 2"
    assert found(cast, not_seen_days=41) == [2]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("玉芬", [1]),
        ("陈玉芬", [1]),
        ("浴室", [3]),
        ("夜里不敢去浴室", [3]),
        ("报纸", [2]),
        ("3-2-301", [3]),
        ("0003", [3]),
        ("马建国 报纸", [2]),
        ("马建国 浴室", []),
        ("<b>头", [3]),
        ("100%", [3]),
        ("%_", [3]),
        ("%%", []),
        ("__", []),
        ("'; DROP TABLE household; --", []),
        ("\\", []),
        ("   ", [2, 1, 3]),
        ("👵", []),
    ],
)
def test_every_word_is_found_and_signs_mean_only_themselves(street, cast, text, expected):
    assert found(cast, text=text) == expected


def test_each_order_turns_round(street, cast):
    for order in Order:
        one = found(cast, order=order)
        other = found(cast, order=order, descending=True)
        assert sorted(one) == sorted(other) == [1, 2, 3]
        assert order is Order.RISK or other == one[::-1], "risk not known stays last"
    assert found(cast, order=Order.DOOR) == [1, 3, 2]
    assert found(cast, order=Order.RISK)[0] == 2, "the highest score of the factors, not the gravest scale"
    assert found(cast, order=Order.MET)[0] == 2


def test_pages_hold_everybody_once_and_the_numbers_are_of_all(street, cast):
    seen = []
    for number in (1, 2, 3):
        with store.reading() as s:
            page = households(s, cast["visitor"], Asked(page=number, size=1), DAY)
        seen += [row.no for row in page.rows]
        assert (page.total, page.pages, page.number) == (3, 3, number)
        assert page.by_tier == {Tier.ONE: 1, Tier.TWO: 1, None: 1}
    assert seen == found(cast)
    assert found(cast, page=99, size=2) == [3], "beyond the last page stands the last page"


def test_a_row_says_what_is_known(street, cast):
    with store.reading() as s:
        row = households(s, cast["visitor"], Asked(text="陈玉芬"), DAY).rows[0]
    assert (row.door, row.head, row.people, row.responsible) == ("3栋 1单元 1202", "陈玉芬", 1, "何静")
    assert (row.days, row.last_risk, row.kinds, row.last_outcome) == (
        40,
        Level.LIGHT,
        [HardshipKind.ALONE],
        Outcome.MET,
    )


def test_two_statements_whatever_is_asked_and_none_reads_the_visits(street, cast):
    asked = Asked(kinds=(HardshipKind.ALONE,), not_seen_days=30, text="玉芬", order=Order.DOOR)
    for one in (Asked(), asked):
        told = []
        with store.reading() as s:
            listen = s.get_bind()
            event.listen(listen, "before_cursor_execute", lambda *a, told=told: told.append(a[2]))
            households(s, cast["visitor"], one, DAY)
        told = [statement for statement in told if statement.startswith("SELECT")]
        assert len(told) == 2
        assert not any("FROM visit" in statement for statement in told)


def test_a_partner_reads_masked_rows_and_filters_by_nothing_personal(street, cast):
    with store.reading() as s:
        plain = households(s, cast["reader"], Asked(), DAY)
        asked = Asked(kinds=(HardshipKind.ILLNESS,), risks=(Level.GRAVE,), order=Order.RISK)
        personal = households(s, cast["reader"], asked, DAY)
        by_name = households(s, cast["reader"], Asked(text="玉芬"), DAY)
        by_number = households(s, cast["reader"], Asked(text="2"), DAY)
    told = "".join(row.model_dump_json() for row in plain.rows)
    for secret in ("陈玉芬", "马建国", "1202", "201", "illness", "alone"):
        assert secret not in told
    assert [row.no for row in personal.rows] == [row.no for row in plain.rows] and "个人情况" in personal.said
    assert [row.no for row in by_name.rows] == [row.no for row in plain.rows] and "档案号" in by_name.said
    assert [row.no for row in by_number.rows] == [2]


def test_a_partner_takes_nothing_out(street, cast):
    with pytest.raises(NotAllowed), store.reading() as s:
        export(s, cast["reader"], Asked(), DAY)


def test_visits_by_the_same_filters_newest_first(street, cast):
    def tokens(**filters):
        with store.reading() as s:
            return [row.no for row in visits(s, cast["visitor"], Asked(**filters), DAY).rows]

    assert tokens() == [3, 2, 1]
    assert tokens(outcomes=(Outcome.NO_ANSWER,)) == [2]
    assert tokens(building_ids=(street["three"],)) == [3, 1]
    assert tokens(kinds=(HardshipKind.ALONE,)) == [2, 1]
    assert tokens(risks=(Level.GRAVE,)) == [3]
    assert tokens(risks=(None,)) == [2]
    assert tokens(risks=(Level.LIGHT, None)) == [2, 1]
    assert tokens(visited_from=DAY - timedelta(days=9)) == [3, 2]
    assert tokens(text="浴室") == [3]
    assert tokens(text="马建国") == [2]
    assert tokens(size=1, page=2) == [2]


def test_visits_are_not_counted_for_ever(street, cast, monkeypatch):
    from db.queries import register_visits

    monkeypatch.setattr(register_visits, "MOST_COUNTED", 2)
    with store.reading() as s:
        page = visits(s, cast["visitor"], Asked(), DAY)
    assert (page.total, page.is_more) == (2, True)


def test_a_partner_reads_no_word_of_a_visit(street, cast):
    with store.reading() as s:
        rows = visits(s, cast["reader"], Asked(), DAY).rows
    told = "".join(row.model_dump_json() for row in rows)
    for secret in ("陈玉芬", "浴室", "孙子", "1202"):
        assert secret not in told


def test_filters_offer_what_there_is_with_its_number(street, cast):
    with store.reading() as s:
        ours, theirs = offered(s, cast["visitor"]), offered(s, cast["reader"])
    assert (ours.active, dict(ours.tiers)) == (3, {Tier.ONE: 1, Tier.TWO: 1, None: 1})
    assert dict(ours.kinds) == {HardshipKind.ALONE: 2, HardshipKind.ILLNESS: 1}
    assert dict(ours.risks) == {Level.GRAVE: 1, Level.LIGHT: 1, None: 1}
    assert ours.per_building == {street["three"]: 2, street["five"]: 1}
    assert not theirs.kinds and not theirs.risks
    assert "街道民政" not in ours.staff.values()


def test_the_log_is_told_which_filters_were_set_and_not_their_values():
    asked = Asked(text="陈玉芬", kinds=(HardshipKind.ILLNESS,), page=3, order=Order.DOOR)
    assert asked.named() == ["kinds", "text"]


def test_counts_alone_are_the_same(street, cast):
    with store.reading() as s:
        asked = replace(Asked(), tiers=(Tier.ONE,))
        assert counts(s, cast["visitor"], asked, date(2026, 11, 23)) == {Tier.ONE: 1}
