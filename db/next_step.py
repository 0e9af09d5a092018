"""What comes next for a problem that is open: one step, said first. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import NamedTuple

from db.choices import MeasureState, ReferralState


class Step(StrEnum):
    BEGIN = auto()  # nothing is being done about it
    DECIDE = auto()  # fee relief waits for somebody who may approve it
    DO = auto()  # a measure is due
    ANSWER = auto()  # others have been asked
    ANOTHER = auto()  # what was asked for was turned down
    CLOSE = auto()  # nothing is open beneath it
    CONFIRM = auto()  # its end waits for somebody who may confirm it


OF_MEASURE = {MeasureState.WAITING: Step.DECIDE, MeasureState.OPEN: Step.DO}


class Open(NamedTuple):
    """Something open beneath the problem."""

    step: Step
    what: str
    who: str
    due: date


@dataclass(frozen=True)
class Next:
    """`due` is the last day for it, `late` how many days ago that was."""

    step: Step
    what: str = ""
    who: str = ""
    due: date | None = None
    late: int = 0


def next_step(
    open_things: Sequence[Open], states: Collection[MeasureState | ReferralState], is_asked: bool, today: date
) -> Next:
    """What is due first comes first; a closing asked for comes before all, since nothing may be open beneath it.

    `states`: how everything beneath the problem stands, ended or not; `is_asked`: its end waits.
    """
    if is_asked:
        return Next(Step.CONFIRM)
    if open_things:
        first = min(open_things, key=lambda each: each.due)
        return Next(first.step, first.what, first.who, first.due, late(first.due, today))
    if MeasureState.DONE in states or ReferralState.DONE in states:
        return Next(Step.CLOSE)
    was_refused = MeasureState.REFUSED in states or ReferralState.REFUSED in states
    return Next(Step.ANOTHER if was_refused else Step.BEGIN)


def late(due: date | None, today: date) -> int:
    """Days past a day; 0 where it has not passed."""
    return max((today - due).days, 0) if due else 0
