"""The days a briefing is about, those it is compared with, and those that come after. Pure."""

from datetime import date, timedelta

from db.choices import BriefingKind

MONTHS = {BriefingKind.MONTH: 1, BriefingKind.QUARTER: 3, BriefingKind.YEAR: 12}
AHEAD = timedelta(days=30)  # after days that have no name


def days_of(kind: BriefingKind, today: date) -> tuple[date, date]:
    """The month, quarter or year that today belongs to, as far as it has come."""
    months = MONTHS.get(kind, 1)
    return today.replace(month=(today.month - 1) // months * months + 1, day=1), today


def whole(kind: BriefingKind, day: date) -> tuple[date, date]:
    """The whole month, quarter or year that a day belongs to."""
    start, _today = days_of(kind, day)
    return start, last_of(start, MONTHS.get(kind, 1))


def last_of(start: date, months: int) -> date:
    """The last day of so many months."""
    return shifted(start.replace(day=1), months) - timedelta(days=1)


def shifted(day: date, months: int) -> date:
    """The same day some months on or back; a shorter month ends where it ends."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year, month + 1, 28) + timedelta(days=4)).replace(day=1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def earlier(start: date, end: date, kind: BriefingKind = BriefingKind.DAYS) -> tuple[date, date, BriefingKind]:
    """The period to compare with, and by what it was found: the same days of the month, quarter or year before, or as
    many days just before."""
    if kind not in MONTHS and (start.year, start.month) == (end.year, end.month):
        kind = BriefingKind.MONTH
    if kind not in MONTHS:
        return start - (end - start) - timedelta(days=1), start - timedelta(days=1), BriefingKind.DAYS
    back = -MONTHS[kind]
    is_whole = start.day == 1 and (end + timedelta(days=1)).day == 1
    until = last_of(shifted(end, back), 1) if is_whole else shifted(end, back)
    return shifted(start, back), until, kind


def following(end: date, kind: BriefingKind) -> tuple[date, date]:
    """What lies ahead: the rest of this month, quarter or year and the next one; else thirty days."""
    first = end + timedelta(days=1)
    if kind not in MONTHS:
        return first, end + AHEAD
    _start, last = whole(kind, end)
    return first, whole(kind, last + timedelta(days=1))[1]
