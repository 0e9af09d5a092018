"""Risk worked out anew, in seconds of the processor: on a new day, for everybody, after other rules, after one deed.

Every turn is undone before the next one, so that each finds the house as it stood. What is measured ends with the
last statement: writing to the disk costs the same whatever was written.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from time import process_time
from typing import Any

from sqlalchemy import text
from sqlmodel import Session, col, select

from db import clock, store
from db.changes import touched, visit
from db.changes.assess import assess_all, assess_due, reweigh
from db.choices import Factor, Outcome, Role, Way
from db.models import Household, RuleSet
from db.queries.risk import preview
from db.rights import Person
from db.risk.rules import OURS, to_text
from tests.bench.house import house, repeat, visitor
from tests.bench.measuring import Line, in_turns

TWO_SECONDS = 2.0
NO_FASTER = 1.1  # than the households; the tenth is for what else the machine does
TIMES = 10
EACH = 4  # visits of a household where there are many of them
ADMIN = Person(0, "王主任", Role.ADMIN)
OTHERS = replace(OURS, points={**OURS.points, Factor.ALONE: 22, Factor.FIRE_GAS: 14, Factor.FIRE_GAS_MORE: 20})
Deed = Callable[[Session], Any]


def lines(households: int, visits: int, times: int) -> list[Line]:
    now = clock.now()
    tomorrow = now + timedelta(days=1)
    of = f"{households:,} households"
    with house(households, visits):
        seconds = TWO_SECONDS * households / 5_000
        day, everybody, first, other = in_turns(
            times,
            undone(lambda s: assess_due(s, tomorrow)),
            undone(lambda s: assess_all(s, now)),
            undone(lambda s: _for_the_first_time(s, now)),
            undone(lambda s: reweigh(s, _stored(s, now), OTHERS, now)),
        )
        [tried] = in_turns(times, undone(lambda s: preview(s, ADMIN, to_text(OTHERS))))
        deed, alone = in_turns(times * 4, undone(lambda s: _deed(s, now, True)), undone(lambda s: _deed(s, now, False)))
    told = [
        Line(f"a new day for {of}, {visits:,} visits, processor time : {seconds:g} s", day, seconds, 1.0),
        Line(f"all {of} weighed anew, processor time : {seconds:g} s", everybody, seconds, 1.0),
        Line(f"all {of} for the first time, processor time : {seconds:g} s", first, seconds, 1.0),
        Line(f"other rules for {of}, processor time : {seconds:g} s", other, seconds, 1.0),
        Line(f"a preview of other rules for {of} : all of them weighed anew", tried, everybody),
        Line("recording a visit with its risk : without", deed, alone),
    ]
    return told + _growth(households, times, now)


def _growth(households: int, times: int, now: datetime) -> list[Line]:
    """Ten times as many households with few visits each: the same files again and again."""
    took = []
    tomorrow = now + timedelta(days=1)
    with house(households, households * EACH):
        for more in (1, TIMES):
            repeat(more)
            turns = times if more == 1 else max(2, times // 3)
            day, everybody = undone(lambda s: assess_due(s, tomorrow)), undone(lambda s: assess_all(s, now))
            took.append(in_turns(turns, day, everybody))
    few, many = f"{households:,}", f"{households * TIMES:,}"
    return [
        Line(f"{what} for {many} households : {TIMES} times that for {few}", large, small * TIMES, NO_FASTER)
        for what, small, large in zip(("a new day", "all weighed anew"), *took, strict=True)
    ]


def undone(deed: Deed) -> Callable[[], float]:
    """Seconds of the processor that a deed takes; what it did is taken back."""

    def took() -> float:
        with Session(store.engine().execution_options(writes=True)) as s:
            s.connection()
            start = process_time()
            deed(s)
            s.flush()
            spent = process_time() - start
            s.rollback()
        return spent

    return took


def _for_the_first_time(s: Session, now: datetime) -> None:
    s.execute(text("DELETE FROM assessment"))
    s.execute(text("UPDATE household SET risk_score = NULL, risk_tier = NULL, risk_since = NULL, risk_next = NULL"))
    assess_all(s, now)


def _stored(s: Session, now: datetime) -> int:
    rules = RuleSet(value=to_text(OTHERS), engine="", set_at=now)
    s.add(rules)
    s.flush()
    assert rules.id is not None
    return rules.id


TOKEN = count()


def _deed(s: Session, now: datetime, is_weighed: bool) -> None:
    """A visit of the household that has had the most of them."""
    touched.watch()
    key = s.exec(select(Household.id).order_by(col(Household.visits).desc()).limit(1)).one()
    assert key is not None
    said = {"at": now, "way": Way.HOME, "outcome": Outcome.MET, "said": "近来还好，饭量也好。", "mind": ["low"]}
    visit.record_visit(s, visitor(), key, f"bench {next(TOKEN)}", now, said)
    if is_weighed:
        touched.settle(s)
