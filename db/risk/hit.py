"""A factor that holds, and the record it came from."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from db.choices import Factor
from db.risk.facts import Call


class Record(StrEnum):
    """What a factor came from, so that the page can open it."""

    HOUSEHOLD = "household"
    RESIDENT = "resident"
    HARDSHIP = "hardship"
    VISIT = "visit"
    NEED = "need"
    MEASURE = "measure"


class Hit(NamedTuple):
    """A factor that holds: the record it came from, how many of something (0: nothing to count), the day it counts
    from, and the first day on which it would hold no more if nothing else happens."""

    record: Record
    record_id: int
    n: int = 0
    since: date | None = None
    until: date | None = None


Found = Iterator[tuple[Factor, Hit]]


def of_call(call: Call, days: int | None = None) -> Hit:
    """From a visit; with `days`, for so many days after it."""
    until = None if days is None else call.day + timedelta(days=days + 1)
    return Hit(Record.VISIT, call.id, since=call.day, until=until)
