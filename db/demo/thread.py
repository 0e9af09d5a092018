"""One thing in a household's story: raised at a visit, followed at the next ones, settled at last (or not yet).

A thread carries everything a visit has to say of it, so that text, risk, hazards, appeals and measures agree.
Needs, measures and referrals have the same life: `course` says what a thread is as a problem.
"""

from dataclasses import dataclass
from enum import Enum, auto

from db.choices import (
    Appeal,
    Change,
    Circumstance,
    Duration,
    Environment,
    FamilyLife,
    Hazard,
    Mind,
    Origin,
    OutsideHelp,
    OwnMeasure,
)


class Phase(Enum):
    RAISED = auto()
    GOING = auto()
    SETTLED = auto()


@dataclass(frozen=True, kw_only=True)
class Thread:
    """`themes` are those of the households it happens to (none: to any). `scale` and `peak`: the risk it brings.

    `said` and `seen` when raised, `going` and `settled` later on; `why` is the reason written beside the risk.
    """

    name: str
    scale: str
    peak: int
    said: tuple[str, ...]
    seen: tuple[str, ...]
    going: tuple[str, ...]
    settled: tuple[str, ...]
    why: tuple[str, ...]
    promised: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    focus: tuple[str, ...]
    cause: tuple[str, ...]
    themes: frozenset[str] = frozenset()
    months: tuple[int, ...] = ()
    days: tuple[int, int] = (25, 90)
    weight: int = 3
    appeals: tuple[Appeal, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    environment: tuple[Environment, ...] = ()
    mind: tuple[Mind, ...] = ()
    family: tuple[FamilyLife, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    is_of_home: bool = False  # whoever speaks for the household tells of it, not the one it is visited for
    is_away: bool = False  # from home while it goes on: then one rings up
    change: Change | None = None
    change_after: Change | None = None  # told once, when it is settled
    own: tuple[OwnMeasure, ...] = ()
    help: tuple[OutsideHelp, ...] = ()
    duration: Duration = Duration.ONE_OFF
    origin: Origin = Origin.PERSONAL
