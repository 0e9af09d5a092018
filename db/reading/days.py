"""Days, births and moments as people write them: 46280, 2024.3.5, 9月12日, 1936年正月生, 2026年9月10日上午.

What names no day stays text. A birth without its day is the first day it may have been; the words are `left`, for the
field that keeps them. A moment without a time is said to be without one.
"""

import re
from datetime import date, datetime, time, timedelta

from db.clock import CHINA
from db.reading.cell import as_typed, remembered, says_nothing, text_of
from db.reading.read import Read
from db.reading.written_days import FIRST, LAST, VAGUE, Written, in_calendar, of_serial, written
from db.sheets.book import Cell
from db.words import _

OLDEST = 120
WEEKDAY = re.compile(
    r"\(?(?:星期|周|礼拜)[一二三四五六日天]\)?|\(?\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\)?", re.IGNORECASE
)
BORN = re.compile(r"^(?:出?生于?|左右出生|born|$)", re.IGNORECASE)
RANGE = re.compile(r"^[ ]*(?:[-~—–/、,,]|至|到|和|to)[ ]*\d", re.IGNORECASE)
TIME = re.compile(
    r"(\d{1,2})(?:[:点时](?:(\d{1,2})分?|(半))?)(?::\d\d(?:\.\d+)?)?(?:[ ]*([ap])\.?m\.?)?|(\d{1,2})[ ]*([ap])\.?m\b\.?"
)
HALVES = {
    "凌晨": 5, "早上": 9, "早晨": 9, "清早": 9, "上午": 9, "中午": 12, "午后": 15, "下午": 15, "傍晚": 18, "晚上": 19,
    "夜": 20, "morning": 9, "noon": 12, "afternoon": 15, "evening": 19,
}  # fmt: skip
HALF = re.compile("|".join(("afternoon", *HALVES)))
MIDDAY = time(12)


def day(value: Cell, year: int | None = None) -> Read[date]:
    """A day. `year` is what the sheet says of itself, for days written without one."""
    if isinstance(value, date):
        return _of_cell(value)
    if isinstance(value, float) and not value.is_integer():
        return _of_number(value, year)
    return _day(value if isinstance(value, str) else text_of(value), year)


def birth(value: Cell, today: date | None = None) -> Read[date]:
    """A birth. Where the exact day is not known, `left` has the words as written, for `Resident.birth_text`."""
    if isinstance(value, date):
        read = _of_cell(value)
        return read if read.value is None else _born(read.value, "", text_of(value), today)
    return _birth(value if isinstance(value, str) else text_of(value), today)


def moment(value: Cell, year: int | None = None) -> Read[datetime]:
    """A day with its time, in China's zone: as written, else 9:00 for 上午, 15:00 for 下午, 12:00 for nothing."""
    if isinstance(value, datetime):
        read = _of_cell(value)
        is_said = value.time() != time()
        return _at(read, value.time() if is_said else MIDDAY, is_said)
    if isinstance(value, date):
        return _at(_of_cell(value), MIDDAY, False)
    if isinstance(value, float) and not value.is_integer() and (found := of_serial(value)):
        seconds = round(value % 1 * 1440) * 60
        return _at(Read(found), (datetime.min + timedelta(seconds=min(seconds, 86_340))).time(), True)
    return _moment(value if isinstance(value, str) else text_of(value), year)


def _of_number(value: float, year: int | None) -> Read[date]:
    """A count of days with its time, or 9.12. The number 9.1 may have been 9.10: a spreadsheet drops the last zero."""
    if found := of_serial(value):
        return Read(found)
    text = text_of(value)
    return _no_day(text) if re.search(r"\.[123]$", text) else _day(text, year)


def _of_cell(value: date) -> Read[date]:
    found = value.date() if isinstance(value, datetime) else value
    if FIRST + 20 <= found.year <= LAST:
        return Read(found)
    return _no_day(text_of(value))


def _no_day(text: str) -> Read[date]:
    return Read(None, _("“{text}” names no day. It is kept as text.").format(text=text[:60]), sure=False, left=text)


def _impossible(text: str) -> Read[date]:
    return Read(None, _("There is no such day: {text}.").format(text=text), sure=False, refused=True)


@remembered
def _day(typed: str, year: int | None) -> Read[date]:
    text = text_of(typed)
    if says_nothing(text):
        return Read(None)
    if text.isdigit() and (found := of_serial(int(text))):
        said = _("{text} was read as the spreadsheet's number for {day}.").format(text=text, day=found.isoformat())
        return Read(found, said, sure=False)
    w = written(text)
    return _no_day(as_typed(typed)) if w is None else _exact(w, as_typed(typed), year)


def _exact(w: Written, typed: str, year: int | None) -> Read[date]:
    """The day as written, or why it is none."""
    if not w.day or VAGUE.search(w.rest) or RANGE.search(w.rest) or w.rest[:1].isdigit() or w.month == 0:
        return _no_day(typed)
    if w.either:
        said = _("“{text}” may be two days. Write the year first, then the month.").format(text=typed)
        return Read(None, said, sure=False, left=typed)
    note = ""
    if not w.year:
        if year is None:
            said = _("The year is missing in “{text}”. Write it as well.").format(text=typed)
            return Read(None, said, sure=False, refused=True)
        note = _("The year is not written: {year} is the sheet's.").format(year=year)
    elif w.short:
        note = _("“{text}” was read as {year}.").format(text=typed, year=2000 + w.year)
    full = Written(w.year + 2000 if w.short else w.year or year or 0, w.month, w.day, w.rest, w.lunar, w.leap)
    found = in_calendar(full)
    if found is None:
        return _impossible(typed)
    if w.lunar:
        note = _("A day of the lunar calendar: it is {day}.").format(day=found.isoformat())
    rest = re.sub(r"^T?00?:00(?::00(?:\.0+)?)?$", "", WEEKDAY.sub("", w.rest).strip(" ,。()"))
    return Read(found, note, sure=not note, left=rest)


@remembered
def _birth(typed: str, today: date | None) -> Read[date]:
    text = text_of(typed)
    if says_nothing(text):
        return Read(None)
    kept = as_typed(typed)
    if text.isdigit() and (found := of_serial(int(text))):
        return _born(found, "", kept, today)
    w = written(text)
    if w is None or not w.year or w.either:
        return _no_day(kept)
    if w.short:
        if today is not None and 2000 + w.year <= today.year:
            return _no_day(kept)  # 12.3.5 is a child or somebody very old
        w = Written(1900 + w.year, w.month, w.day, w.rest, w.lunar, w.leap, short=True)
    found = in_calendar(w)
    if found is None and (w.lunar or not FIRST <= w.year <= LAST):
        return _no_day(kept)
    if found is None:
        return _impossible(kept)
    if w.lunar and w.day:
        return _born(found, _("A day of the lunar calendar: it is {day}.").format(day=found.isoformat()), kept, today)
    if w.day and not w.short and BORN.match(w.rest.strip()):
        return _born(found, "", kept, today)
    said = _("No exact day of birth: the first one possible was taken, the words are kept.")
    if w.short:
        said = _("“{text}” was read as {year}.").format(text=kept, year=w.year)
    return _born(found, said, kept, today)


def _born(found: date, note: str, typed: str, today: date | None) -> Read[date]:
    if today is not None and found > today:
        said = _("This birth lies in the future: {text}.").format(text=typed)
        return Read(None, said, sure=False, refused=True)
    if today is not None and found.year < today.year - OLDEST:
        said = _("More than {n} years old: {text}. Check the year.").format(n=OLDEST, text=typed)
        return Read(found, said, sure=False, left=typed)
    return Read(found, note, sure=not note, left=typed if note else "")


@remembered
def _moment(typed: str, year: int | None) -> Read[datetime]:
    text = text_of(typed)
    if re.match(r"\d{4}-\d\d-\d\dT\d\d:", text):
        try:
            exact = datetime.fromisoformat(text)
            return Read(exact.astimezone(CHINA) if exact.tzinfo else exact.replace(tzinfo=CHINA))
        except ValueError:
            pass
    read = _day(typed, year)
    if read.value is None:
        return Read(None, read.note, read.sure, read.left, read.refused)
    half = HALF.search(read.left)
    rest = HALF.sub("", read.left, count=1)
    found = TIME.search(rest)
    clock = _clock(found, half[0] if half else "") if found else None
    if found and clock:
        rest = f"{rest[: found.start()]}{rest[found.end() :]}"
    at = clock or (time(HALVES[half[0]]) if half else MIDDAY)
    left = re.sub(r"^[ T,。()\-~]+|[ ,。()]+$", "", rest)
    return _at(Read(read.value, read.note, read.sure, left), at, clock is not None)


def _clock(found: re.Match[str], half: str) -> time | None:
    hour, minute = int(found[1] or found[5]), int(found[2] or (30 if found[3] else 0))
    mark = found[4] or found[6] or ""
    if hour < 12 and (mark == "p" or (HALVES.get(half, 0) >= 12 and not (half == "中午" and hour > 9))):
        hour += 12
    return time(hour % 24 if hour == 24 else hour, minute) if hour <= 24 and minute < 60 else None


def _at(read: Read[date], at: time, is_said: bool) -> Read[datetime]:
    if read.value is None:
        return Read(None, read.note, read.sure, read.left, read.refused)
    said = "" if is_said else _("No time is written: {time} was taken.").format(time=f"{at:%H:%M}")
    note = " ".join(filter(None, (read.note, said)))
    return Read(datetime.combine(read.value, at, CHINA), note, read.sure and is_said, read.left)
