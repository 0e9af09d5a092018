"""What a briefing says of its visits: who went, where, what was found, who is at risk."""

from dataclasses import dataclass, field
from datetime import date, datetime

from db.choices import (
    BriefingKind,
    Circumstance,
    Doer,
    HardshipKind,
    Hazard,
    Level,
    Outcome,
    OutsideHelp,
    PlanWhy,
    Tier,
    Way,
)
from db.choices.story import Event
from db.fields import Choice
from db.models import VisitFields


@dataclass(frozen=True)
class Crew:
    """Who went: how many members of staff, of which departments (most visits first), how often with others."""

    staff: int
    departments: tuple[str, ...]
    accompanied: int  # visits with companions from other offices


@dataclass(frozen=True)
class Round:
    """A round of visits: of the households `planned`, how many were `visited` in it or only `afterwards`, `missed`
    (somebody went and met nobody), `left` (nobody went) or taken out of it (`dropped`). `brought`: those who were given
    something."""

    name: str
    why: PlanWhy
    words: str
    planned: int
    visited: int
    afterwards: int
    missed: int
    left: int
    dropped: int
    brought: int


@dataclass(frozen=True)
class Place:
    """A building in figures, or several that are too small to be told apart. `visited` counts households."""

    name: str
    on_file: int
    visited: int
    visits: int
    is_others: bool = False


@dataclass(frozen=True)
class VisitLine:
    """One row of the table of visits."""

    at: datetime
    household: str
    hardships: tuple[HardshipKind, ...]
    staff: tuple[str, ...]
    way: Way
    outcome: Outcome


@dataclass(frozen=True)
class Step:
    """Something done about a case, or still to be done: then `on` is the day by which. `name`: whom it concerns (an
    office, a slip's number); `words` and `result` as typed, as this audience may read them."""

    event: Event
    on: date | None
    what: Choice | None = None
    name: str = ""
    words: str = ""
    result: str = ""
    is_promise: bool = False
    late: int = 0  # days
    need: int | None = None  # the problem it is of
    office: OutsideHelp | Doer | None = None  # of a slip, or of a measure of others


@dataclass(frozen=True)
class Case:
    """A visit told in words, with what was done since and what is open. `told` holds what was typed, as this audience
    may read it."""

    visit_id: int
    household: str
    hardships: tuple[HardshipKind, ...]
    staff: tuple[str, ...]
    told: VisitFields
    tier: Tier | None = None
    done: tuple[Step, ...] = ()
    open: tuple[Step, ...] = ()


@dataclass(frozen=True)
class Candidate:
    """A visit that may be chosen as a case, the gravest first."""

    visit_id: int
    at: datetime
    household: str


@dataclass(frozen=True)
class Found:
    """A hazard: how many households it was found in, and where this audience may know it. None: rarer ones together."""

    hazard: Hazard | None
    households: int
    where: tuple[str, ...]


@dataclass(frozen=True)
class HazardPlace:
    """A building: in how many households a hazard was found, and which how often."""

    name: str
    households: int
    hazards: dict[Hazard, int]


@dataclass(frozen=True)
class RiskScale:
    """Households by level on one scale, as last seen in the period. None is not assessed, which is not 'none'.

    Beside what was seen at their last meeting before the period: how many `lower`, `same`, `higher`; the rest cannot be
    compared.
    """

    label: str
    levels: dict[Level | None, int]
    lower: int = 0
    same: int = 0
    higher: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class TierLine:
    """Active households in one tier (None: not assessed) before the period and at its end: as people set it, and as the
    factors advised."""

    tier: Tier | None
    set_before: int
    set_after: int
    advised_before: int
    advised_after: int


@dataclass(frozen=True)
class Tiers:
    """`rose`: households that the factors advise a closer tier than before the period; `fell`: a wider one."""

    lines: tuple[TierLine, ...] = ()
    before: int = 0  # active households
    after: int = 0
    rose: int = 0
    fell: int = 0


@dataclass(frozen=True)
class Standing:
    """A household at grave risk: on which scales, why, and what was heard or seen there."""

    household: str
    grave: tuple[tuple[str, str], ...]  # the scale's label and the reason as typed
    circumstances: tuple[Circumstance, ...]


@dataclass(frozen=True)
class Before:
    """The same days of the period before, to compare with. `kind`: by a month, a quarter or a year; or just before."""

    start: date
    end: date
    visits: int
    households: int
    kind: BriefingKind


@dataclass(frozen=True)
class MonthLine:
    """One month of the trend, the last one as far as the period goes."""

    start: date
    end: date
    visits: int
    households: int
    met: int


@dataclass(frozen=True)
class Totals:
    """`met`: households of which somebody was spoken with. `overdue` is known only while the period reaches to today.
    What is None is not known, or too little to be told; under None stand kinds too rare to be told apart."""

    visits: int
    households: int
    persons: int
    met: int | None
    on_file: int
    visited_on_file: int | None
    overdue: int | None
    outcomes: dict[Outcome | None, int]
    ways: dict[Way | None, int]
    places: tuple[Place, ...]
    hardships: dict[HardshipKind, int]  # households; one may stand in several rows
    without_hardship: int
    before: Before | None
    trend: tuple[MonthLine, ...] = field(default=())
