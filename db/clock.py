"""Time. Stored in UTC, told in China's time; only pages and commands ask what time it is."""

from datetime import UTC, date, datetime, timedelta, timezone

# China keeps one time zone without summer time, so no zone table is needed (Windows ships none).
CHINA = timezone(timedelta(hours=8), "CST")


def now() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    return now().astimezone(CHINA).date()


def local(moment: datetime) -> datetime:
    """The moment as a clock on the office wall shows it."""
    return moment.astimezone(CHINA)


def day_of(moment: datetime) -> date:
    return local(moment).date()


def midnight(day: date) -> datetime:
    """The first moment of a day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=CHINA)
