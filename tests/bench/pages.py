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
    """Home, register, heat map and visit, signed in; the visit has its first part open.

    Each against an empty page, and against as many bare elements as it has: what any page of that size takes that asks
    nothing, checks nobody and says nothing.
    """
    secret = house.signed_in(house.visitor())
    met = told_in("zh_CN", Outcome.MET.label)
    found = []
    with ExitStack() as open_now:
        floor = Tab(open_now.enter_context(served(FLOOR, data, "empty.py")))
        bare = open_now.enter_context(served(FLOOR, data, "widgets.py"))
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
            crowd = Tab(bare, "", f"n={len(tab.elements)}")
            crowd.run()
            took, least, crowded = in_turns(times, rested(tab), rested(floor), rested(crowd))
            size = len(tab.elements)
            found.append(Line(f"{name}, {what} : empty page ({size} elements)", took, least, MOST))
            found.append(Line(f"{name} : {size} bare elements", took, crowded, MOST))
            found.append(Line(f"to compare, {size} bare elements : empty page", crowded, least))
            tab.close()
            crowd.close()
        floor.close()
    return found


def rested(tab: Tab) -> Callable[[], float]:
    def run() -> float:
        time.sleep(REST)
        return tab.run()

    return run
