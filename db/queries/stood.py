"""How files stood on days gone by: worked out backwards from today, by what turned since.

A tier or state of a day is what the next turn after it says was before; where nothing turned since, it is today's. So a
file whose tier came with a list and was never changed is told right as well.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.choices import HouseholdState, Tier, TurnKind
from db.clock import midnight
from db.fields import Choice
from db.models import Household, Turn
from db.queries.asked import Asked
from db.words import N_

ONE_DAY = timedelta(days=1)


class Standing(Choice):
    """How closely a household was followed; the first four are its tier while its file was active."""

    ONE = Tier.ONE.value
    TWO = Tier.TWO.value
    THREE = Tier.THREE.value
    ROUTINE = Tier.ROUTINE.value
    NOT_ASSESSED = "not_assessed", N_("Not assessed")
    PAUSED = "paused", N_("Paused")
    ENDED = "ended", N_("Ended")
    NOT_YET = "not_yet", N_("Not on file yet")

    @property
    def label(self) -> str:
        return Tier(self.value).label if self.is_tier else self.ours

    @property
    def on_file(self) -> bool:
        return self not in (Standing.ENDED, Standing.NOT_YET)

    @property
    def is_tier(self) -> bool:
        return self in TIERS


TIERS = (Standing.ONE, Standing.TWO, Standing.THREE, Standing.ROUTINE)
CLOSE = (Standing.ONE, Standing.TWO)


class History(NamedTuple):
    """`stood`: at the end of each day that was asked for."""

    household_id: int
    building_id: int
    stood: tuple[Standing, ...]


class Turned(NamedTuple):
    kind: TurnKind
    before: str
    at: Any
    why: str


def of_the_past(may: Asked) -> Asked:
    """The same filters for a picture of days gone by: who has left since was there then, so the state is not asked."""
    return replace(may, states=()) if may.states == Asked().states else may


def histories(s: Session, conditions: Sequence[ColumnElement[bool]], days: Sequence[date]) -> list[History]:
    """Two statements, whatever the number of days. `days` are in order."""
    later = turns(s, conditions, days[0])
    h = Household
    asked = columns(col(h.id), col(h.building_id), col(h.opened_on), col(h.tier), col(h.state)).where(*conditions)
    found = []
    for household_id, building_id, opened_on, tier, state in s.execute(asked):
        stood = _stood(tier, state, later.get(household_id, []), days)
        stood = [Standing.NOT_YET if day < opened_on else one for day, one in zip(days, stood, strict=True)]
        found.append(History(household_id, building_id, tuple(stood)))
    return found


def turns(s: Session, conditions: Sequence[ColumnElement[bool]], after: date) -> dict[int, list[Turned]]:
    """By household, the newest last: every turn of tier or state after this day."""
    t = Turn
    asked = (
        columns(col(t.household_id), col(t.kind), col(t.before), col(t.at), col(t.why))
        .where(col(t.kind).in_((TurnKind.TIER, TurnKind.STATE)), col(t.at) >= midnight(after + ONE_DAY))
        .where(col(t.household_id).in_(select(Household.id).where(*conditions)))
        .order_by(col(t.at), col(t.id))
    )
    found: dict[int, list[Turned]] = {}
    for household_id, *told in s.execute(asked):
        found.setdefault(household_id, []).append(Turned(*told))
    return found


def _stood(tier: Tier | None, state: HouseholdState, later: Sequence[Turned], days: Sequence[date]) -> list[Standing]:
    if not later:
        return [_standing(tier or "", state)] * len(days)
    was_tier, was_state = str(tier or ""), str(state)
    left, found = list(later), list[Standing]()
    for day in reversed(days):
        ended = midnight(day + ONE_DAY)
        while left and left[-1].at >= ended:
            turned = left.pop()
            if turned.kind is TurnKind.TIER:
                was_tier = turned.before
            else:
                was_state = turned.before
        found.append(_standing(was_tier, was_state))
    return found[::-1]


def _standing(tier: str, state: str) -> Standing:
    match state:
        case HouseholdState.ACTIVE:
            return Standing(tier) if tier else Standing.NOT_ASSESSED
        case HouseholdState.PAUSED:
            return Standing.PAUSED
    return Standing.ENDED
