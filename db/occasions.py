"""Festivals and care occasions: on which day they fall, whom they are for, how long before one begins. Pure.

Days fixed by law or custom; the lunar ones come from the `lunardate` tables.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from lunardate import LunarDate

from db.choices import HardshipKind as Kind
from db.words import N_


class Occasion(NamedTuple):
    """`kinds` are the hardships it is for; none means everybody on file. A round begins `ahead` days before."""

    key: str
    name: str
    day: Callable[[int], date]
    ahead: int
    kinds: tuple[Kind, ...] = ()


OLD = (Kind.ALONE, Kind.EMPTY_NEST, Kind.VERY_OLD, Kind.FRAIL, Kind.LOST_ONLY_CHILD)
DISABLED = (Kind.DISABILITY, Kind.FRAIL, Kind.MENTAL)
CHILDREN = (Kind.CHILD, Kind.LEFT_BEHIND, Kind.SINGLE_PARENT)


def lunar(month: int, day: int) -> Callable[[int], date]:
    """The day of a lunar month that falls into a solar year's festival season."""
    return lambda year: LunarDate(year, month, day).to_solar_date()


def fixed(month: int, day: int) -> Callable[[int], date]:
    return lambda year: date(year, month, day)


def third_sunday_of_may(year: int) -> date:
    first = date(year, 5, 1)
    return first + timedelta(days=(6 - first.weekday()) % 7 + 14)


OCCASIONS = (
    Occasion("spring", N_("Spring Festival"), lunar(1, 1), 21),
    Occasion("lantern", N_("Lantern Festival"), lunar(1, 15), 7),
    Occasion("disabled", N_("Day of Disabled Persons"), third_sunday_of_may, 14, DISABLED),
    Occasion("children", N_("Children's Day"), fixed(6, 1), 7, CHILDREN),
    Occasion("dragon_boat", N_("Dragon Boat Festival"), lunar(5, 5), 10),
    Occasion("army", N_("Army Day"), fixed(8, 1), 7, (Kind.VETERAN,)),
    Occasion("mid_autumn", N_("Mid-Autumn Festival"), lunar(8, 15), 14),
    Occasion("double_ninth", N_("Double Ninth Festival"), lunar(9, 9), 14, OLD),
    Occasion("international_disabled", N_("International Day of Disabled Persons"), fixed(12, 3), 7, DISABLED),
)


class Coming(NamedTuple):
    occasion: Occasion
    start: date
    end: date


def coming(today: date, within: int = 45) -> list[Coming]:
    """The occasions whose day lies ahead by at most so many days, the nearest first."""
    found = []
    for year in (today.year, today.year + 1):
        for each in OCCASIONS:
            day = each.day(year)
            if today <= day <= today + timedelta(days=within):
                found.append(Coming(each, day - timedelta(days=each.ahead), day))
    return sorted(found, key=lambda one: one.end)
