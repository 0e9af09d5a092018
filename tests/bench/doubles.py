"""Files that may be one household, looked for among all of them, beside seconds on the clock."""

from time import perf_counter

from db import store
from db.choices import Role
from db.queries.doubles import doubles
from db.rights import Person
from tests.bench import house
from tests.bench.measuring import Line, in_turns

FEW, MANY = (5_000, 1.0), (20_000, 5.0)
MANAGER = Person(0, "李敏", Role.MANAGER)


def lines(quick: bool) -> list[Line]:
    found = []
    for households, seconds in ((300, 1.0),) if quick else (FEW, MANY):
        with house.house(households, households // 10):
            [took] = in_turns(3 if quick else 5, _looked_for, warm=1)
        what = f"doubles looked for among {households:,} households : {seconds:.0f} s"
        found.append(Line(what, took, seconds, 1.0))
    return found


def _looked_for() -> float:
    with store.reading() as s:
        start = perf_counter()
        doubles(s, MANAGER)
        return perf_counter() - start
