"""A new day, before anybody's page: what happens by itself happens once, and never stands in anybody's way."""

import logging
from datetime import datetime, timedelta

from db import clock, store
from db.changes import daily

AGAIN = timedelta(minutes=5)  # after it failed; until then pages are drawn as they are
_not_before: list[datetime] = []


def catch_up() -> None:
    """Done by whoever comes first. The one who comes second waits, and finds it done."""
    now = clock.now()
    if _not_before and now < _not_before[0]:
        return
    try:
        with store.writing() as s:
            daily.catch_up(s, clock.today())
    except Exception:
        logging.getLogger(__name__).exception("The new day was not caught up with; it is tried again")
        _not_before[:] = [now + AGAIN]
    else:
        _not_before.clear()
