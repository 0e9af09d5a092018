"""What happens by itself with a new day: pauses end, what was closed for now comes back, what time alone does to the
risk, the morning's figures."""

from datetime import date, timedelta

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import clock
from db.changes import assess, due, need, state
from db.models import Estate, Figure, Setting
from db.queries.figures import counted
from db.settings import CAUGHT_UP

COUNTS = "1"  # goes up when what is due is counted in a new way: then every file is worked out anew
A_DAY = timedelta(days=1)
DONE = columns(col(Setting.value)).where(col(Setting.name) == CAUGHT_UP)


def is_due(s: Session, today: date) -> bool:
    """Whether this day has not been caught up with yet: one small question."""
    return s.execute(DONE).scalar() != _mark(today)


def catch_up(s: Session, today: date) -> bool:
    """Once a day, by whoever comes first; false when it was done already. Days nobody came are caught up together."""
    if s.exec(select(Estate.id)).first() is None:
        return False
    done = s.exec(select(Setting).where(Setting.name == CAUGHT_UP).with_for_update()).first()
    if done is not None and done.value == _mark(today):
        return False
    if done is None or not done.value.endswith(f" {COUNTS}"):
        due.settle_all(s)
    state.wake(s, today)
    need.bring_back(s, today)
    now = clock.now()
    now = now if clock.day_of(now) == today else clock.midnight(today)
    if done is not None and _day(done.value) > today + A_DAY:  # the clock was wrong, and so is all that it said
        assess.assess_all(s, now)
    else:
        assess.assess_due(s, now)
    _figures(s, today)
    done = done or Setting(name=CAUGHT_UP)
    done.value = _mark(today)
    s.add(done)
    s.flush()
    return True


def _mark(today: date) -> str:
    return f"{today.isoformat()} {COUNTS}"


def _day(mark: str) -> date:
    return date.fromisoformat(mark.split()[0])


def _figures(s: Session, today: date) -> None:
    """Numbers that nobody can count afterwards, as they stand this morning."""
    for name, number in counted(s, today).items():
        s.merge(Figure(day=today, name=name, number=number))
    s.flush()
