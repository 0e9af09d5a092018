"""What a briefing says: the sheet of facts, gathered and masked before a line is drawn, and never asked anew."""

from dataclasses import dataclass, field
from datetime import date, datetime

from db.briefing_loop import (
    Ask,
    Balance,
    Coming,
    Commons,
    Effect,
    Leaves,
    Money,
    Promises,
    Slips,
    Withheld,
    Works,
)
from db.briefing_visits import (
    Candidate,
    Case,
    Crew,
    Found,
    HazardPlace,
    RiskScale,
    Round,
    Standing,
    Tiers,
    Totals,
    VisitLine,
)
from db.choices import (
    AT_ONCE,
    AlertKind,
    Audience,
    BriefingKind,
    Duration,
    HardshipCause,
    HardshipKind,
    Level,
    Origin,
    OutsideHelp,
    OwnMeasure,
)
from db.models import EstateFields, VisitFields
from db.pictures import PictureAsked
from db.queries.heat_map import HeatMap
from db.untold import Untold


@dataclass(frozen=True)
class BriefingAsked:
    """What the briefing is to be about. `cases` are visits to tell in words; None lets gravity choose. A briefing on a
    round is about the households planned in it. Who it is sent to decides whose consent covers it."""

    start: date
    end: date
    building_id: int | None = None
    hardship: HardshipKind | None = None
    audience: Audience = Audience.INTERNAL
    cases: tuple[int, ...] | None = None
    pictures: tuple[PictureAsked, ...] = ()
    kind: BriefingKind = BriefingKind.DAYS
    round_id: int | None = None
    receivers: tuple[str, str, str] | None = None  # 报 送 发 as a template names them; None: the estate's own


@dataclass(frozen=True)
class Warned:
    """An early warning; `seen_by` is empty while nobody has seen it."""

    kind: AlertKind
    said: str
    door: str
    on: date
    seen_by: str
    seen_on: date | None


@dataclass(frozen=True)
class Warnings:
    """The early warnings raised in the period: how many of each kind; `listed` one by one, inside the house only."""

    counts: dict[AlertKind, int] = field(default_factory=dict)
    listed: tuple[Warned, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not self.counts


@dataclass(frozen=True)
class Picture:
    content: bytes = field(repr=False)
    caption: str
    household: str
    at: datetime


@dataclass(frozen=True)
class Figure:
    """A picture of the estate, as numbers that this audience may know; drawn by `reports.pictures`."""

    asked: PictureAsked
    filters: tuple[tuple[str, str], ...]
    facts: object


@dataclass(frozen=True)
class Unseen:
    """A picture that this audience does not get, and why (untranslated)."""

    asked: PictureAsked
    why: str


@dataclass(frozen=True)
class Sheet:
    """A paper kept with a file, named only."""

    caption: str
    household: str
    at: datetime


@dataclass(frozen=True)
class Briefing:
    """Everything the paper says. Lists hold what may be listed; totals count all. On the notice board no kind of
    anything rests on fewer households than may be told: rarer ones stand together under None, `too_few` names the facts
    of which nothing is told at all, and whatever else would be less than five is `Untold`."""

    asked: BriefingAsked
    made_on: date
    estate: EstateFields
    is_demonstration: bool
    building: str
    totals: Totals
    crew: Crew
    round: Round | None
    visits: tuple[VisitLine, ...]
    visits_left_out: int  # counted above, not listed: their households have not agreed to be
    households_left_out: int
    problems: Commons
    appeals: Commons
    cases: tuple[Case, ...]
    candidates: tuple[Candidate, ...]
    causes: dict[HardshipCause, int]
    durations: dict[Duration, int]
    origins: dict[Origin, int]
    hazards: tuple[Found, ...]
    hazard_places: tuple[HazardPlace, ...]
    hazard_homes: int
    risks: tuple[RiskScale, ...]
    tiers: Tiers
    at_risk: tuple[Standing, ...]
    at_risk_left_out: int
    measures: dict[OwnMeasure | None, int]  # as visits proposed them, by visits
    helps: dict[OutsideHelp | None, int]
    ours: Works
    theirs: Works
    slips: Slips
    money: Money
    balance: Balance
    effect: Effect
    promises: Promises
    asks: tuple[Ask, ...]
    asks_left_out: int
    coming: Coming
    photos: tuple[Picture, ...]
    photos_left_out: int
    papers: tuple[Sheet, ...]
    warnings: Warnings = field(default_factory=Warnings)
    crossing: HeatMap | None = None
    figures: tuple[Figure, ...] = ()
    figures_left_out: tuple[Unseen, ...] = ()
    leaves: tuple[Leaves, ...] = ()
    left_out: tuple[Withheld, ...] = ()
    too_few: frozenset[str] = frozenset()
    offices: tuple[OutsideHelp, ...] = ()  # that a household must have agreed to, to be listed
    parts_company: tuple[str, ...] = ()  # sums that were wrong before some of their numbers were withheld

    @property
    def day(self) -> date:
        """The day as of which things are told: the last of the period, or the day it was made if that comes first."""
        return min(self.asked.end, self.made_on)

    def sums(self) -> list[tuple[str, list[int], int]]:
        """Which numbers must add up to which: what is summed, its parts, the whole."""
        t, b, slips, p = self.totals, self.balance, self.slips, self.promises
        found = [
            ("outcome", list(t.outcomes.values()), t.visits),
            ("way", list(t.ways.values()), t.visits),
            ("problem", [each.n for each in self.problems.kinds], self.problems.n),
            ("balance", [b.carried, b.raised, b.reopened, -b.ended], b.open),
            ("slip", [slips.carried, slips.sent, -slips.done, -slips.refused, -slips.taken_back], slips.open),
            ("follow-up", list(self.effect.solved.values()), self.effect.asked),
            ("word", list(self.effect.words.values()), self.effect.asked),
            ("promise", [p.carried, p.made, -p.kept, -p.given_up], p.open),
        ]
        if t.places:  # none on a notice board where they would be too small
            found += [
                ("building", [each.visits for each in t.places], t.visits),
                ("household", [each.visited for each in t.places], t.households),
            ]
        if self.asked.audience is Audience.INTERNAL:
            found.append(("warning", list(self.warnings.counts.values()), len(self.warnings.listed)))
        if self.asked.audience is not Audience.NOTICE:
            found.append(("list", [len(self.visits), self.visits_left_out], t.visits))
            found += [("file", [each.on_file for each in t.places], t.on_file)] if t.places else []
            found += [("tier", [each.set_after for each in self.tiers.lines], self.tiers.after)]
            found += [("tier before", [each.set_before for each in self.tiers.lines], self.tiers.before)]
        if self.round:
            r = self.round
            found.append(("round", [r.visited, r.afterwards, r.missed, r.left, r.dropped], r.planned))
        for scale in self.risks:
            found.append(("risk", list(scale.levels.values()), t.households))
            found.append(("risk before", [scale.lower, scale.same, scale.higher, scale.unknown], t.households))
        return [each for each in found if not any(isinstance(n, Untold) for n in (*each[1], each[2]))]

    def adds_up(self) -> bool:
        return not self.parts_company and all(sum(parts) == whole for _what, parts, whole in self.sums())


def gravity(visit: VisitFields) -> tuple[int, int, int, int]:
    """How much a visit asks to be told: what cannot wait, risk, danger and change, words. The greatest first."""
    return (
        len(AT_ONCE.intersection(visit.circumstances)),
        gravest(visit),
        len(visit.changes) + len(visit.hazards),
        len(visit.said) + len(visit.seen),
    )


def is_special(visit: VisitFields) -> bool:
    """Whether it is a special case: something happened, was seen or has changed that wants more than a next visit."""
    noted = visit.circumstances or visit.changes or visit.hazards
    return bool(noted) or gravest(visit) >= int(Level.MIDDLE)


def gravest(visit: VisitFields) -> int:
    """The gravest level of the three scales; -1 when none was assessed."""
    return max((int(level) for level in (visit.health, visit.safety, visit.stability) if level is not None), default=-1)


def turned(before: int | None, after: int | None) -> int | None:
    """Which way a risk went: -1 lower, 0 the same, 1 higher; None where one of the two is not known."""
    return None if before is None or after is None else (after > before) - (after < before)
