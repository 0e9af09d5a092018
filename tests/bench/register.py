"""The register's question against SQL written by hand, in plain sqlite3 with the indexes that suit it best.

Both answer with the rows of one page and how many match by tier, and are checked to give the same ones. The hand has
a copy of the file to itself and a connection that stays open; it makes of each row a dict of values as they are shown
(moments, the list of hardships, the door in words), and asks nothing about rights. To compare, the hand's SQL is sent
through a session of the app: what opening one and reading through SQLAlchemy takes by itself.
"""

import sqlite3
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import text

from db import clock, search, store, telling
from db.choices import HardshipKind
from db.clock import midnight
from db.queries.offered import offered
from db.queries.register import Asked, Order, households
from tests.bench import house
from tests.bench.measuring import Line, in_turns, timed

MOST = 1.5
INDEXES = (
    "CREATE INDEX hand_care ON household(state, tier, last_met_at, no)",
    "CREATE INDEX hand_building ON household(building_id, state, tier, last_met_at, no)",
    "CREATE INDEX hand_risk ON household(state, last_risk DESC, no)",
    "CREATE INDEX hand_head ON resident(household_id, is_head, lives_here, name)",
    "CREATE INDEX hand_kind ON hardship(kind, ended_on, household_id)",
    "CREATE INDEX hand_kinds ON hardship(household_id, ended_on, kind)",
    "CREATE INDEX hand_sums_building ON household(state, building_id)",
    "CREATE INDEX hand_sums_staff ON household(state, responsible_id)",
)
ROWS = """
SELECT h.id, h.no, h.unit, h.room, h.tier, h.last_risk, h.last_met_at, h.last_visit_at, h.last_outcome, h.visits,
       h.state, b.name, a.display,
       (SELECT name FROM resident WHERE household_id = h.id AND is_head LIMIT 1),
       (SELECT count(*) FROM resident WHERE household_id = h.id AND lives_here),
       (SELECT group_concat(kind) FROM hardship WHERE household_id = h.id AND ended_on IS NULL)
FROM household h JOIN building b ON b.id = h.building_id LEFT JOIN account a ON a.id = h.responsible_id
WHERE h.id IN (SELECT h.id FROM household h WHERE {where} ORDER BY {order} LIMIT 50 OFFSET {first})
ORDER BY {order}"""
NAMES = (
    *("id", "no", "unit", "room", "tier", "last_risk", "last_met_at", "last_visit_at", "last_outcome", "visits"),
    *("state", "building", "responsible", "head", "people", "kinds"),
)
TIERS = "SELECT h.tier, count(*) FROM household h WHERE {where} GROUP BY h.tier"
CARE = "h.tier NULLS LAST, h.last_met_at, h.no"
NUMBERS = """
SELECT 'building', building_id, count(*) FROM household WHERE state = 'active' GROUP BY building_id UNION ALL
SELECT 'tier', tier, count(*) FROM household WHERE state = 'active' GROUP BY tier UNION ALL
SELECT 'staff', responsible_id, count(*) FROM household WHERE state = 'active' GROUP BY responsible_id UNION ALL
SELECT 'risk', last_risk, count(*) FROM household WHERE state = 'active' GROUP BY last_risk UNION ALL
SELECT 'kind', p.kind, count(DISTINCT p.household_id) FROM hardship p JOIN household h ON h.id = p.household_id
 WHERE h.state = 'active' AND p.ended_on IS NULL GROUP BY p.kind"""


class Filter(NamedTuple):
    """What is asked, and the same by hand."""

    name: str
    asked: Asked
    where: str
    order: str = CARE


def filters(today: date, building: int, kind: HardshipKind, pair: str) -> list[Filter]:
    active = "h.state = 'active'"
    unseen = midnight(today - timedelta(days=29)).strftime("%Y-%m-%d %H:%M:%S.%f")
    of_kind = f"SELECT household_id FROM hardship WHERE kind = '{kind}' AND ended_on IS NULL"
    return [
        Filter("no filter", Asked(), active),
        Filter("one building", Asked(building_ids=(building,)), f"h.building_id = {building} AND {active}"),
        Filter("one hardship", Asked(kinds=(kind,)), f"{active} AND h.id IN ({of_kind})"),
        Filter(
            "not seen for 30 days",
            Asked(not_seen_days=30),
            f"{active} AND (h.last_met_at IS NULL OR h.last_met_at < '{unseen}')",
        ),
        Filter(
            "two characters",
            Asked(text=pair),
            f"{active} AND h.id IN (SELECT household_id FROM gram WHERE gram = '{pair}')",
        ),
        Filter("gravest risk first", Asked(order=Order.RISK), active, "h.last_risk DESC, h.no"),
        Filter("no filter, page 5", Asked(page=5), active),
    ]


def typical(today: date) -> list[Filter]:
    """The filters with a building, a hardship and a word that many households have."""
    with store.reading() as s:
        there = offered(s, house.visitor())
    building = max(there.per_building, key=there.per_building.__getitem__)
    return filters(today, building, next(iter(there.kinds)), search.normal("女儿"))


def lines(data: Path, times: int) -> list[Line]:
    today, viewer = clock.today(), house.visitor()
    hand = sqlite3.connect(house.copied(data, data / "hand.db"))
    for statement in ("PRAGMA cache_size=-32000", "PRAGMA temp_store=MEMORY", *INDEXES, "ANALYZE"):
        hand.execute(statement)
    found = []
    for each in typical(today):
        rows, tiers = _by_hand(each)

        def ours(asked: Asked = each.asked) -> Any:
            with store.reading() as s:
                return households(s, viewer, asked, today)

        def theirs(rows: str = rows, tiers: str = tiers) -> tuple[list[Any], list[Any]]:
            return [_told(row) for row in hand.execute(rows)], hand.execute(tiers).fetchall()

        def sent(rows: str = rows, tiers: str = tiers) -> tuple[list[Any], list[Any]]:
            with store.reading() as s:
                page = [_told(tuple(row)) for row in s.execute(text(rows)).all()]
                return page, list(s.execute(text(tiers)).all())

        _same(each.name, ours(), theirs())
        mine, bare, peer = in_turns(times, timed(ours), timed(sent), timed(theirs))
        found.append(Line(f"register, {each.name} : SQL by hand", mine, peer, MOST))
        found.append(Line("  to compare, the same SQL by hand through a session of the app : SQL by hand", bare, peer))

    def numbers() -> Any:
        with store.reading() as s:
            return offered.__wrapped__(s, viewer)  # type: ignore[attr-defined]

    mine, peer = in_turns(times, timed(numbers), timed(lambda: hand.execute(NUMBERS).fetchall()))
    hand.close()
    return [*found, Line("register, the filters' numbers, counted anew : SQL by hand", mine, peer, MOST)]


def _by_hand(each: Filter) -> tuple[str, str]:
    first = (each.asked.page - 1) * each.asked.size
    return ROWS.format(where=each.where, order=each.order, first=first), TIERS.format(where=each.where)


def _told(row: tuple[Any, ...]) -> dict[str, Any]:
    told = dict(zip(NAMES, row, strict=True))
    for name in ("last_met_at", "last_visit_at"):
        if told[name]:
            told[name] = datetime.fromisoformat(told[name]).replace(tzinfo=UTC)
    told["kinds"] = told["kinds"].split(",") if told["kinds"] else []
    told["door"] = telling.door(told["building"], told["unit"], told["room"])
    return told


def _same(name: str, ours: Any, theirs: tuple[Sequence[Any], Sequence[Any]]) -> None:
    """Whoever compares two answers makes sure first that they are the same."""
    assert [row.id for row in ours.rows] == [row["id"] for row in theirs[0]], name
    assert ours.by_tier == dict(theirs[1]), name
    assert ours.rows, name
