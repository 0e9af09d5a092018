"""What is known of a household on a day: the only thing the factors read."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from db.choices import (
    Change,
    Circumstance,
    DisabilityGrade,
    Environment,
    FamilyLife,
    HardshipKind,
    Hazard,
    Level,
    Mind,
    Outcome,
    SelfCare,
    Tier,
)

OLD = 60  # years; law on the protection of the elderly, article 2
GROWN = 18


@dataclass(frozen=True)
class Someone:
    """A person of the household. `mental_level` is what the health centre gave (0 to 5), None where it gave none."""

    id: int
    age: int | None = None
    lives_here: bool = True
    self_care: SelfCare | None = None
    is_disabled: bool = False
    disability_grade: DisabilityGrade | None = None
    mental_level: int | None = None
    can_be_rung: bool = False  # named for emergencies, with a number

    @property
    def is_severely_disabled(self) -> bool:
        return self.disability_grade in (DisabilityGrade.ONE, DisabilityGrade.TWO)


@dataclass(frozen=True)
class Hard:
    """A hardship that has not ended."""

    id: int
    kind: HardshipKind


@dataclass(frozen=True)
class Call:
    """A visit; `face`: face to face. `None` of a scale: it was not filled in."""

    id: int
    day: date
    outcome: Outcome
    face: bool = True
    changes: tuple[Change, ...] = ()
    environment: tuple[Environment, ...] = ()
    mind: tuple[Mind, ...] = ()
    family: tuple[FamilyLife, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    circumstances: tuple[Circumstance, ...] = ()
    health: Level | None = None
    safety: Level | None = None
    stability: Level | None = None

    @property
    def seen(self) -> bool:
        """Somebody was spoken with."""
        return self.outcome.seen

    @property
    def looked(self) -> bool:
        """Whether anything was noted of what was seen there: an empty part says nothing, not “no hazard”."""
        return bool(self.hazards or self.environment or self.mind or self.family or self.circumstances)


@dataclass(frozen=True)
class Trouble:
    """An open problem."""

    id: int
    severity: Level
    raised_on: date


@dataclass(frozen=True)
class Promise:
    """A measure promised at the door and not done."""

    id: int
    due: date


@dataclass(frozen=True)
class Facts:
    """`calls` newest first: those of the last 92 days, at least the last six, all since somebody was met, and the last
    ones that noted how things are. `health`, `safety`, `stability`: 0 to 3 as last filled in, None where never.
    `troubles` oldest first, `promises` likewise."""

    household_id: int
    day: date
    opened_on: date
    people: tuple[Someone, ...] = ()
    hardships: tuple[Hard, ...] = ()
    calls: tuple[Call, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    promises: tuple[Promise, ...] = ()
    health: int | None = None
    safety: int | None = None
    stability: int | None = None
    due_on: date | None = None
    others_to_ring: bool = False
    is_met: bool = False  # ever
    tier: Tier | None = None  # as a person set it
    birthdays: tuple[date, ...] = ()  # of those who live here

    @property
    def here(self) -> tuple[Someone, ...]:
        return tuple(one for one in self.people if one.lives_here)

    @property
    def is_alone(self) -> bool:
        """One older person at home, by the list of hardships or by who is registered."""
        if any(hard.kind is HardshipKind.ALONE for hard in self.hardships):
            return True
        here = self.here
        return len(here) == 1 and here[0].age is not None and here[0].age >= OLD

    def hard(self, *kinds: HardshipKind) -> Hard | None:
        return next((hard for hard in self.hardships if hard.kind in kinds), None)

    @property
    def last_seen(self) -> Call | None:
        return next((call for call in self.calls if call.seen), None)

    @property
    def last_look(self) -> Call | None:
        """The last time somebody was in or at the home and noted what it is like."""
        return next((call for call in self.calls if call.face and call.seen and call.looked), None)

    def within(self, days: int) -> Iterator[Call]:
        """Calls of the last so many days, today's included; newest first."""
        return (call for call in self.calls if (self.day - call.day).days <= days)

    @property
    def misses(self) -> tuple[Call, ...]:
        """The newest calls at which nobody was heard or seen, in a row. Who refuses is there, who is not in is known
        to be out."""
        found = []
        for call in self.calls:
            if call.outcome not in (Outcome.NO_ANSWER, Outcome.NOT_REACHED):
                break
            found.append(call)
        return tuple(found)
