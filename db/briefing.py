"""What a briefing says: the sheet of facts, gathered and masked before a line is drawn, and never asked anew."""

from dataclasses import dataclass, field
from datetime import date, datetime

from db.choices import (
    AT_ONCE,
    Appeal,
    Audience,
    Circumstance,
    Duration,
    HardshipCause,
    HardshipKind,
    Hazard,
    Level,
    Origin,
    Outcome,
    OutsideHelp,
    OwnMeasure,
    Way,
)
from db.models import EstateFields, VisitFields


@dataclass(frozen=True)
class BriefingAsked:
    """What the briefing is to be about. `cases` are visits to tell in words; None lets gravity choose."""

    start: date
    end: date
    building_id: int | None = None
    hardship: HardshipKind | None = None
    audience: Audience = Audience.INTERNAL
    cases: tuple[int, ...] | None = None


@dataclass(frozen=True)
class Place:
    """A building in figures. `visited` counts households, of them `visited_on_file` still on file."""

    name: str
    on_file: int
    visited_on_file: int
    visited: int
    visits: int


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
class Case:
    """A visit told in words. `told` holds what was typed, as this audience may read it."""

    visit_id: int
    household: str
    hardships: tuple[HardshipKind, ...]
    staff: tuple[str, ...]
    told: VisitFields


@dataclass(frozen=True)
class Candidate:
    """A visit that may be chosen as a case, the gravest first."""

    visit_id: int
    at: datetime
    household: str


@dataclass(frozen=True)
class Found:
    """A hazard: how many households it was found in, and where this audience may know it."""

    hazard: Hazard
    households: int
    where: tuple[str, ...]


@dataclass(frozen=True)
class RiskScale:
    """Households by level on one scale, as last seen in the period. None is not assessed, which is not 'none'."""

    label: str
    levels: dict[Level | None, int]


@dataclass(frozen=True)
class Standing:
    """A household at grave risk: on which scales, why, and what was heard or seen there."""

    household: str
    grave: tuple[tuple[str, str], ...]  # the scale's label and the reason as typed
    circumstances: tuple[Circumstance, ...]


@dataclass(frozen=True)
class Asking:
    """What is asked of whom at one visit."""

    to: tuple[OutsideHelp, ...]
    household: str
    words: str


@dataclass(frozen=True)
class NextVisit:
    on: date
    household: str
    focus: str


@dataclass(frozen=True)
class Picture:
    content: bytes = field(repr=False)
    caption: str
    household: str
    at: datetime


@dataclass(frozen=True)
class Sheet:
    """A paper kept with a file, named only."""

    caption: str
    household: str
    at: datetime


@dataclass(frozen=True)
class Before:
    """The same days of the period before, to compare with."""

    start: date
    end: date
    visits: int
    households: int
    is_last_month: bool


@dataclass(frozen=True)
class Totals:
    visits: int
    households: int
    on_file: int
    visited_on_file: int
    outcomes: dict[Outcome, int]
    ways: dict[Way, int]
    places: tuple[Place, ...]
    hardships: dict[HardshipKind, int]  # households; one may stand in several rows
    without_hardship: int
    before: Before


@dataclass(frozen=True)
class Briefing:
    """Everything the paper says. Lists hold what may be listed; totals always count all."""

    asked: BriefingAsked
    made_on: date
    estate: EstateFields
    is_demonstration: bool
    building: str
    totals: Totals
    visits: tuple[VisitLine, ...]
    visits_left_out: int  # counted above, not listed: their households have not agreed to be
    households_left_out: int
    appeals: dict[Appeal, int]
    cases: tuple[Case, ...]
    candidates: tuple[Candidate, ...]
    causes: dict[HardshipCause, int]
    durations: dict[Duration, int]
    origins: dict[Origin, int]
    hazards: tuple[Found, ...]
    risks: tuple[RiskScale, ...]
    at_risk: tuple[Standing, ...]
    at_risk_left_out: int
    measures: dict[OwnMeasure, int]
    helps: dict[OutsideHelp, int]
    askings: tuple[Asking, ...]
    askings_left_out: int
    next_visits: tuple[NextVisit, ...]
    next_visits_left_out: int
    photos: tuple[Picture, ...]
    photos_left_out: int
    papers: tuple[Sheet, ...]

    def sums(self) -> list[tuple[str, list[int], int]]:
        """Which numbers must add up to which: what is summed, its parts, the whole."""
        t = self.totals
        found = [
            ("outcome", list(t.outcomes.values()), t.visits),
            ("way", list(t.ways.values()), t.visits),
            ("building", [p.visits for p in t.places], t.visits),
            ("household", [p.visited for p in t.places], t.households),
            ("file", [p.on_file for p in t.places], t.on_file),
        ]
        if self.asked.audience is not Audience.NOTICE:
            found.append(("list", [len(self.visits), self.visits_left_out], t.visits))
        return found + [("risk", list(scale.levels.values()), t.households) for scale in self.risks]

    def adds_up(self) -> bool:
        return all(sum(parts) == whole for _what, parts, whole in self.sums())


def gravity(visit: VisitFields) -> tuple[int, int, int, int]:
    """How much a visit asks to be told: what cannot wait, risk, danger and change, words. The greatest first."""
    return (
        len(AT_ONCE.intersection(visit.circumstances)),
        gravest(visit),
        len(visit.changes) + len(visit.hazards),
        len(visit.said) + len(visit.seen),
    )


def gravest(visit: VisitFields) -> int:
    """The gravest level of the three scales; -1 when none was assessed."""
    return max((int(level) for level in (visit.health, visit.safety, visit.stability) if level is not None), default=-1)
