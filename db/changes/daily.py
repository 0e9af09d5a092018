"""What happens by itself with a new day: pauses end, what was closed for now comes back, the morning's figures."""

from datetime import date

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.changes import due, need, state
from db.models import Estate, Figure, Setting
from db.queries.figures import counted
from db.settings import CAUGHT_UP

COUNTS = "1"  # goes up when what is due is counted in a new way: then every file is worked out anew
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
    _figures(s, today)
    done = done or Setting(name=CAUGHT_UP)
    done.value = _mark(today)
    s.add(done)
    s.flush()
    return True


def _mark(today: date) -> str:
    return f"{today.isoformat()} {COUNTS}"


def _figures(s: Session, today: date) -> None:
    """Numbers that nobody can count afterwards, as they stand this morning."""
    for name, number in counted(s, today).items():
        s.merge(Figure(day=today, name=name, number=number))
    s.flush()
