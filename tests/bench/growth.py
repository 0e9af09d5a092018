"""The same questions of the same households with a hundred times the visits."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlmodel import Session

from db import clock, store
from db.queries import door, figures, heat_map, register, register_visits
from db.queries.asked import Asked
from db.rights import Person
from tests.bench import house
from tests.bench.measuring import Line, in_turns, timed
from tests.bench.register import typical

MOST = 1.5
Question = Callable[..., Any]


def lines(data: Path, few: str, many: str, times: int, factor: int) -> list[Line]:
    """`data` holds few visits; its copy gets many."""
    large = data / "large"
    large.mkdir()
    house.copied(data, large / "nuanfang.db")
    with house.at(large):
        house.multiply(factor)
    asked = questions(clock.today(), house.visitor())
    found = []
    for name, question in asked.items():
        after, before = in_turns(times, timed(_in(large, question)), timed(_in(data, question)))
        found.append(Line(f"{name}, {many} visits : {few} visits", after, before, MOST))
    return found


def questions(today: date, viewer: Person) -> dict[str, Question]:
    """What the four pages ask of the database."""
    no = house.busiest()
    told: dict[str, Question] = {
        f"register, {each.name}": lambda s, asked=each.asked: register.households(s, viewer, asked, today)
        for each in typical(today)
    }
    return told | {
        "visits, newest first": lambda s: register_visits.newest(s, viewer, 8),
        "heat map": lambda s: heat_map.heat_map(s, viewer, Asked(), today),
        "before the door": lambda s: door.door(s, viewer, no, today),
        "the month in figures": lambda s: figures.figures(s, viewer, today),
    }


def _in(data: Path, question: Question) -> Callable[[], Any]:
    """Asked as in the middle of a deed: then nothing is kept, and every sum is counted."""
    with house.at(data):
        engine = store.engine().execution_options(writes=True)

    def asked() -> Any:
        with Session(engine) as s:
            return question(s)

    return asked
