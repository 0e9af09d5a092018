"""A month's plan: who is due, read and given days and visitors, in seconds of the processor; and how it grows."""

import random
from datetime import date, timedelta
from itertools import count
from time import process_time

from sqlalchemy import insert

from db import planning, store
from db.choices import Role, Tier
from db.models import Account, Building, Estate, Household
from db.queries.proposal import proposal
from db.rhythm import OURS
from db.rights import Person
from tests.bench.house import folder
from tests.bench.measuring import Line, in_turns
from tests.conftest import MORNING

A_SECOND, FEW, MANY = 1.0, 5_000, 20_000
NO_FASTER = 1.1  # than the households; the tenth is for what else the machine does
EACH = 150  # households one person carries
FIRST, LAST = planning.month(date(2026, 12, 1))
ANOTHER = count(30)
MANAGER = Person(0, "李敏", Role.MANAGER)


def lines(times: int) -> list[Line]:
    found = []
    for households in (FEW, MANY):
        with folder():
            _fill(households)
            [took] = in_turns(times, _planned)
            found.append(took)
    few, many = found
    share = MANY // FEW
    return [
        Line(f"a month's plan for {FEW:,} households, processor time : one second", few, A_SECOND, 1.0),
        Line(f"a month's plan for {MANY:,} households : {share} times that for {FEW:,}", many, few * share, NO_FASTER),
    ]


def _planned() -> float:
    """Asked anew each time: another day's most is another question, and nothing was kept for it."""
    with store.reading() as s:
        start = process_time()
        found = proposal(s, MANAGER, FIRST, LAST, (), next(ANOTHER), FIRST)
        took = process_time() - start
    assert found.lines
    return took


def _fill(households: int) -> None:
    """Files of every tier, due by their rhythm, some of them overdue."""
    chance = random.Random(1)
    people, buildings = max(households // EACH, 1), max(households // 100, 1)
    rows = []
    for n in range(households):
        tier = chance.choices(list(Tier), (5, 15, 30, 50))[0]
        beat = OURS.beats[tier]
        due = FIRST + timedelta(days=chance.randint(-beat.days // 8, beat.days))
        rows.append(
            {
                "no": n + 1,
                "building_id": n % buildings + 1,
                "unit": chance.randint(1, 3),
                "floor": chance.randint(1, 18),
                "room": f"{chance.randint(1, 18)}{chance.randint(1, 4):02}",
                "tier": tier,
                "responsible_id": chance.randint(1, people),
                "opened_on": due - timedelta(days=beat.days),
                "open_on": due - timedelta(days=beat.slack),
                "due_on": due,
            }
        )
    with store.writing() as s:
        s.add(Estate(name="和安苑"))
        s.flush()
        for n in range(people):
            s.add(Account(name=f"走访员{n}", key=f"走访员{n}", role=Role.VISITOR, password_hash="", created_at=MORNING))
        for n in range(buildings):
            s.add(Building(estate_id=1, name=f"{n + 1}栋", position=n))
        s.flush()
        s.execute(insert(Household), rows)
