"""The pictures of the building map: a rerun of each against an empty page, and what is sent to the browser."""

from contextlib import ExitStack
from pathlib import Path

from sqlmodel import func, select

from db import store
from db.models import Building
from db.pictures import Picture
from tests.bench import house
from tests.bench.measuring import Line, in_turns
from tests.bench.pages import FLOOR, MOST, rested
from tests.bench.tab import Tab, served

MOST_SENT = 300_000  # bytes


def lines(data: Path, what: str, times: int) -> list[Line]:
    """Signed in as somebody who sees people. Of lines about what is sent, the columns are kilobytes."""
    secret = house.signed_in(house.visitor())
    with store.reading() as s:
        buildings = s.exec(select(func.count()).select_from(Building)).one()
    found = []
    with ExitStack() as open_now:
        floor = Tab(open_now.enter_context(served(FLOOR, data, "empty.py")))
        bare = open_now.enter_context(served(FLOOR, data, "widgets.py"))
        ours = open_now.enter_context(served("app.py", data))
        for picture in Picture:
            tab = Tab(ours, "heat-map", f"picture={picture}", secret)
            tab.run()
            sent = tab.sent
            crowd = Tab(bare, "", f"n={len(tab.elements)}")
            crowd.run()
            took, least, crowded = in_turns(times, rested(tab), rested(floor), rested(crowd))
            name, size = f"picture {picture}", len(tab.elements)
            found.append(
                Line(f"{name}, {buildings} buildings, {what} : empty page ({size} elements)", took, least, MOST)
            )
            found.append(Line(f"{name} : {size} bare elements", took, crowded, MOST))
            found.append(
                Line(f"{name}, kB sent when opened : {MOST_SENT // 1000} kB", sent / 1e6, MOST_SENT / 1e6, 1.0)
            )
            found.append(
                Line(f"{name}, kB sent again by a rerun : {MOST_SENT // 1000} kB", tab.sent / 1e6, MOST_SENT / 1e6)
            )
            tab.close()
            crowd.close()
        floor.close()
    return found
