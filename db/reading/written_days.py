"""What a written day says: its year, month and day as far as they stand there, and how exact it is. Pure patterns."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from lunardate import LunarDate

from db.reading.numerals import WRITTEN, in_digits

FIRST, LAST = 1880, 2100  # years that anybody writes
SERIALS = range(10_000, 75_000)  # 1927 to 2105: days as a spreadsheet counts them
BEGINNING = date(1899, 12, 30)
LUNAR_MONTHS = {"正": 1, "冬": 11, "腊": 12}
LUNAR = re.compile(r"农历|阴历|旧历|古历|[正冬腊]月|初[1-9]|廿|闰")
LUNAR_DAY = re.compile(r"(?:(\d{4})年?)?(闰)?([正冬腊]|\d{1,2})月(?:(初)?(\d{1,2})|廿(\d)?)?[日号]?")
CALENDAR = re.compile(r"农历|阴历|旧历|古历|公历|阳历|新历")
VAGUE = re.compile(
    r"[上中下]旬|月[初底末]|年[初底末]|左右|大约|约|前后|[上下]半年|[春夏秋冬]|节|后$|年代|多次|每|近|不定"
)
NUMERALS = re.compile(f"(?<=[年月初闰廿])[{WRITTEN}]+|[{WRITTEN}]+(?=[年月日号点时])")
ENGLISH = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
NAMED = re.compile(
    r"(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?[ -]+)?(?P<m>[a-z]{3})[a-z]*\.?[ -]*"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?(?!\d),?)?(?:[ ,-]*(?P<y>\d{4}))?"
)
WHOLE = re.compile(r"(\d{4}|\d{2}(?=[年.\-/]))[年.\-/ ]+(\d{1,2})[月.\-/ ]+(\d{1,2})(?!\d)[日号]?")
LAST_YEAR = re.compile(r"(\d{1,2})[.\-/](\d{1,2})[.\-/](\d{4})(?!\d)")
SOLID = re.compile(r"(\d{4})(\d\d)(\d\d)(?!\d)")
MONTH = re.compile(r"(\d{4})[年.\-/ ]+(\d{1,2})月?(?!\d)(?![.\-/]\d)|(\d{4})(\d\d)(?!\d)")
YEAR = re.compile(r"(\d{4})年?(?!\d)")
NO_YEAR = re.compile(r"(\d{1,2})[月.\-/](\d{1,2})(?![.\-/]?\d)[日号]?")


@dataclass(frozen=True)
class Written:
    """`rest` is what follows the day. `month` 0: only the year is written; `day` 0: only the month; `year` 0: none.
    `short` says that two figures of the year are written, `either` that day and month could change places.
    """

    year: int
    month: int
    day: int
    rest: str = ""
    lunar: bool = False
    leap: bool = False
    short: bool = False
    either: bool = False


def written(text: str) -> Written | None:
    """The day that a text begins with; None where it names none. Nothing is checked against a calendar here."""
    told = NUMERALS.sub(lambda found: in_digits(found.group()), text)
    if LUNAR.search(told):
        return _lunar(CALENDAR.sub("", told).replace(" ", ""))
    told = CALENDAR.sub("", told).strip()
    if found := WHOLE.match(told) or SOLID.match(told):
        year, month, day = (int(n) for n in found.groups())
        return Written(year, month, day, told[found.end() :], short=year < 100)
    if found := LAST_YEAR.match(told):
        one, two, year = (int(n) for n in found.groups())
        day, month = (two, one) if two > 12 else (one, two)
        return Written(year, month, day, told[found.end() :], either=one <= 12 and two <= 12 and one != two)
    if found := MONTH.match(told):
        year, month = (int(n) for n in found.groups() if n)
        return Written(year, month, 0, told[found.end() :])
    if found := YEAR.match(told):
        return Written(int(found[1]), 0, 0, told[found.end() :])
    if found := NO_YEAR.match(told):
        return Written(0, int(found[1]), int(found[2]), told[found.end() :])
    return _named(told.casefold())


def _named(told: str) -> Written | None:
    """5 Mar 2024, March 5, Mar 1956."""
    found = NAMED.match(told)
    if not found or found["m"] not in ENGLISH:
        return None
    month, day = ENGLISH.index(found["m"]) + 1, int(found["d1"] or found["d2"] or 0)
    year = int(found["y"] or 0)
    return Written(year, month, day, told[found.end() :]) if year or day else None


def _lunar(told: str) -> Written | None:
    if found := WHOLE.match(told):
        year, month, day = (int(n) for n in found.groups())
        return Written(year, month, day, told[found.end() :], lunar=True)
    found = LUNAR_DAY.match(told)
    if not found:
        return None
    month = LUNAR_MONTHS.get(found[3]) or int(found[3])
    day = 20 + int(found[6] or 0) if "廿" in found[0] else int(found[5] or 0)
    return Written(int(found[1] or 0), month, day, told[found.end() :], lunar=True, leap=bool(found[2]))


def in_calendar(w: Written) -> date | None:
    """The first day that the text allows, None where there is no such day. Lunar months as the tables have them."""
    if not FIRST <= w.year <= LAST:
        return None
    try:
        if w.lunar:
            return LunarDate(w.year, w.month, w.day or 1, w.leap).to_solar_date()
        return date(w.year, w.month or 1, w.day or 1)
    except ValueError:
        return None


def of_serial(number: float) -> date | None:
    return BEGINNING + timedelta(days=int(number)) if SERIALS.start <= number < SERIALS.stop else None
