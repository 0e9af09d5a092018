"""How days, counts and doors are told. One place, both languages; no other file formats a day."""

from datetime import date, datetime, timedelta

from db.choices import Outcome, Way
from db.clock import day_of, local
from db.words import N_, _, language

SPOKEN = {
    (Way.PHONE, Outcome.MET): N_("Spoken with"),
    (Way.PHONE, Outcome.FAMILY): N_("Spoken with family"),
    (Way.PHONE, Outcome.NO_ANSWER): N_("Not picked up"),
    (Way.SIGNAL, Outcome.MET): N_("Gave a sign"),
    (Way.SIGNAL, Outcome.NO_ANSWER): N_("No sign"),
}
WEEK = "一二三四五六日"
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
DAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]


def day(when: date) -> str:
    """11月23日, or 23 Nov."""
    return f"{when.month}月{when.day}日" if language() == "zh_CN" else f"{when.day} {MONTHS[when.month - 1]}"


def near_day(when: date, today: date) -> str:
    """11月23日; with the year when it is another one than this."""
    return day(when) if when.year == today.year else paper_day(when)


def full_day(when: date) -> str:
    """11月23日 星期一, or Mon 23 Nov."""
    if language() == "zh_CN":
        return f"{day(when)} 星期{WEEK[when.weekday()]}"
    return f"{DAYS[when.weekday()]} {day(when)}"


def paper_day(when: date) -> str:
    """2026年11月23日, or 23 Nov 2026: as written on paper, no leading zeros."""
    if language() == "zh_CN":
        return f"{when.year}年{when.month}月{when.day}日"
    return f"{day(when)} {when.year}"


def dated(when: date, today: date) -> str:
    """11月26日; with the year where it is another one than this."""
    return day(when) if when.year == today.year else paper_day(when)


def period(start: date, end: date) -> str:
    """2026年11月 for a whole month, 2026年11月1日至23日, 2026年10月28日至11月3日; or Nov 2026, 1 Nov to 23 Nov 2026."""
    is_month = (start.year, start.month, start.day) == (end.year, end.month, 1) and _is_last(end)
    if start == end:
        return paper_day(start)
    if language() != "zh_CN":
        return f"{MONTHS[start.month - 1]} {start.year}" if is_month else f"{_from(start, end)} to {paper_day(end)}"
    if is_month:
        return f"{start.year}年{start.month}月"
    if (start.year, start.month) == (end.year, end.month):
        return f"{paper_day(start)}至{end.day}日"
    return f"{paper_day(start)}至{day(end) if start.year == end.year else paper_day(end)}"


def _from(start: date, end: date) -> str:
    return day(start) if start.year == end.year else paper_day(start)


def _is_last(when: date) -> bool:
    """Whether a month ends with this day."""
    return (when + timedelta(days=1)).day == 1


def time(moment: datetime) -> str:
    """10:42 on the office clock."""
    return f"{local(moment):%H:%M}"


def moment(when: datetime) -> str:
    """11月23日 10:42; with the year when it is another one than this."""
    return f"{day(day_of(when))} {time(when)}"


def ago(when: datetime | date | None, today: date) -> str:
    """今天, 昨天, 31 天前. Never is said in words: an empty cell would read as zero."""
    if when is None:
        return days_ago(None)
    return days_ago((today - (day_of(when) if isinstance(when, datetime) else when)).days)


def days_ago(days: int | None) -> str:
    if days is None:
        return _("Not visited yet")
    if days <= 0:
        return _("Today")
    return _("Yesterday") if days == 1 else _("{n} days ago").format(n=days)


def every(days: int) -> str:
    """每周一次: how often somebody is seen, in the words people use for it."""
    words = {
        1: _("every day"),
        7: _("every week"),
        15: _("every half-month"),
        30: _("every month"),
        91: _("every quarter"),
        182: _("every half-year"),
    }
    return words.get(days) or _("every {n} days").format(n=days)


def door(building: str, unit: int | None, room: str) -> str:
    """3栋 1单元 1202, or 3栋, unit 1, 1202. Buildings keep their own name in either language."""
    if language() == "zh_CN":
        return " ".join(filter(None, (building, f"{unit}单元" if unit else "", room)))
    return ", ".join(filter(None, (building, f"unit {unit}" if unit else "", room)))


def outcome(way: Way, found: Outcome) -> str:
    """How a visit went, in the words for its way: nobody is seen on the telephone."""
    return _(SPOKEN.get((way, found), found.label))


def way_and_outcome(way: Way, found: Outcome) -> str:
    """上门，见到本人; 电话，已通话."""
    return _(", ").join((_(way.label), outcome(way, found)))


def number(no: int) -> str:
    """The archive number as written on files: 0087."""
    return f"{no:04}"


def slip(year: int, no: int) -> str:
    """The number of a referral slip as written on it: 2026-031."""
    return f"{year}-{no:03}"
