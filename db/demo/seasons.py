"""The year as an office lives it: rounds before festivals, great heat and cold, working days."""

from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

from db.occasions import OCCASIONS

HEAT, COLD = (7, 8), (12, 1)
ROUNDS = {"spring", "dragon_boat", "mid_autumn", "double_ninth"}
AHEAD = 12  # days before the festival in which its round is made


class Festival(NamedTuple):
    key: str
    day: date


@cache
def festivals(start: date, end: date) -> tuple[Festival, ...]:
    """Those whose round begins between two days."""
    years = range(start.year, end.year + 2)
    found = [Festival(each.key, each.day(year)) for year in years for each in OCCASIONS if each.key in ROUNDS]
    return tuple(each for each in found if start <= each.day and each.day - timedelta(days=AHEAD) <= end)


@cache
def round_of(day: date) -> Festival | None:
    """The festival whose round a day falls into."""
    return next((each for each in festivals(day, day) if each.day != day), None)


def season(day: date) -> str:
    """The name of the sentences about the weather."""
    if day.month in HEAT:
        return "heat"
    if day.month in COLD or (day.month == 2 and day.day < 15):
        return "cold"
    return "rain" if day.month == 6 else "spring" if day.month < 6 else "autumn"


def working_day(day: date, first: date) -> date:
    """The day itself, or the Friday before a weekend; never earlier than the first day there is."""
    return max(first, day - timedelta(days=max(0, day.weekday() - 4)))
