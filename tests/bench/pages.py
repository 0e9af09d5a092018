"""A rerun of each page against a rerun of an empty one: two servers, and tabs that take turns."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from db.choices import Outcome
from db.words import told_in
from tests.bench import house
from tests.bench.measuring import Line, in_turns
from tests.bench.tab import Tab, served

MOST = 1.5
REST = 0.02  # seconds between two clicks: what a run leaves behind is cleared away then, and is not the next one's
FLOOR = "tests/bench/floor.py"


def lines(data: Path, what: str, times: int) -> list[Line]:
    """Home, register, heat map and visit, signed in; the visit has its first part open."""
    secret = house.signed_in(house.visitor())
    met = told_in("zh_CN", Outcome.MET.label)
    found = []
    with ExitStack() as open_now:
        floor = Tab(open_now.enter_context(served(FLOOR, data, "empty.py")))
        crowd = Tab(open_now.enter_context(served(FLOOR, data, "widgets.py")))
        ours = open_now.enter_context(served("app.py", data))
        for name, page, query in (
            ("home", "", ""),
            ("register", "register", ""),
            ("heat map", "heat-map", ""),
            ("visit", "visit", f"no={house.busiest()}"),
        ):
            tab = Tab(ours, page, query, secret)
            tab.run()
            if name == "visit":
                tab.choose(".outcome", met)
                tab.run()
            took, least = in_turns(times, rested(tab), rested(floor))
            found.append(Line(f"{name}, {what} : empty page ({len(tab.elements)} elements)", took, least, MOST))
            tab.close()
        took, least = in_turns(times, rested(crowd), rested(floor))
        found.append(Line(f"to compare, {len(crowd.elements)} buttons and no question : empty page", took, least))
        crowd.close()
        floor.close()
    return found


def rested(tab: Tab) -> Callable[[], float]:
    def run() -> float:
        time.sleep(REST)
        return tab.run()

    return run
