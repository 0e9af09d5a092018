"""What was asked of the register, as conditions on households and visits."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import col, select

from db import search
from db.choices import HardshipKind, HouseholdState, Level, NeedState, Outcome, Tier
from db.clock import midnight
from db.models import Hardship, Household, Need, Visit
from db.rights import Person, Right
from db.words import N_, _

ONLY_NUMBERS = N_("Your role finds households by archive number only.")
NOT_BY_PERSON = N_("Your role does not filter or sort by what is personal. These conditions were left out.")


class Order(StrEnum):
    """How the register is sorted."""

    CARE = "care"  # closest tier first, in it the longest unseen first
    MET = "met"
    RISK = "risk"
    DOOR = "door"
    NUMBER = "number"


class Only(StrEnum):
    """What a household must be to be shown; of several, all of it."""

    OVERDUE = "overdue"  # the window of its next visit has passed
    DUE = "due"  # the window is open
    MONTH = "month"  # the window ends with this month or before, and nobody was met yet this month
    OPEN = "open"  # a problem of theirs has not ended
    ADVISED = "advised"  # the factors advise another tier, and nobody has decided yet


OF_PEOPLE = (Only.OPEN, Only.ADVISED)  # what a partner does not ask


@dataclass(frozen=True)
class Asked:
    """The filters of the register. What is empty asks for everything; `None` among tiers or risks means not known."""

    building_ids: tuple[int, ...] = ()
    kinds: tuple[HardshipKind, ...] = ()
    tiers: tuple[Tier | None, ...] = ()
    risks: tuple[Level | None, ...] = ()
    responsible_id: int | None = None
    states: tuple[HouseholdState, ...] = (HouseholdState.ACTIVE,)
    visited_from: date | None = None
    visited_to: date | None = None
    not_seen_days: int | None = None
    outcomes: tuple[Outcome, ...] = ()
    only: tuple[Only, ...] = ()
    text: str = ""
    order: Order = Order.CARE
    descending: bool = False
    page: int = 1
    size: int = 50

    def named(self) -> list[str]:
        """The names of the filters that are set, for the log: never what was asked."""
        plain, view = Asked(), ("order", "descending", "page", "size")
        filters = [name for name in self.__dataclass_fields__ if name not in view]
        return [name for name in filters if getattr(self, name) != getattr(plain, name)]


def allowed(viewer: Person, asked: Asked) -> tuple[Asked, str]:
    """What this viewer may ask, and a sentence about what was left out: a mask that can be searched is no mask."""
    if viewer.may(Right.SEE_PEOPLE):
        return asked, ""
    may = replace(asked, kinds=(), risks=(), only=tuple(one for one in asked.only if one not in OF_PEOPLE))
    if may.order in (Order.DOOR, Order.RISK):
        may = replace(may, order=Order.CARE, descending=False)
    if any(not word.isdigit() for word in search.asked_words(asked.text)):
        return replace(may, text=""), _(ONLY_NUMBERS)
    return may, _(NOT_BY_PERSON) if may != asked else ""


def of_households(viewer: Person, asked: Asked, today: date) -> list[ColumnElement[bool]]:
    """The conditions on a `Household`. `asked` has passed `allowed`."""
    found = _of_both(asked)
    if asked.risks:
        risks = [None if risk is None else int(risk) for risk in asked.risks]
        found.append(_one_of(col(Household.last_risk), risks))
    if asked.outcomes:
        found.append(col(Household.last_outcome).in_(asked.outcomes))
    found += _between(col(Household.last_visit_at), asked)
    if asked.not_seen_days is not None:
        before = midnight(today - timedelta(days=asked.not_seen_days) + timedelta(days=1))
        found.append(or_(col(Household.last_met_at).is_(None), col(Household.last_met_at) < before))
    found += [_only(one, today) for one in asked.only]
    for word in search.asked_words(asked.text):
        found.append(
            search.household_matches(word) if viewer.may(Right.SEE_PEOPLE) else col(Household.no) == _number(word)
        )
    return found


def _only(one: Only, today: date) -> ColumnElement[bool]:
    due_on = col(Household.due_on)
    match one:
        case Only.OVERDUE:
            return due_on < today
        case Only.DUE:
            return (col(Household.open_on) <= today) & (due_on >= today)
        case Only.MONTH:
            return left_this_month(today)
        case Only.OPEN:
            return col(Household.id).in_(select(Need.household_id).where(Need.state != NeedState.CLOSED))
        case Only.ADVISED:
            return advice_waits()


def advice_waits() -> ColumnElement[bool]:
    """Of an active household: the tier advised is neither the one it has nor the one somebody last decided on."""
    advised, tier, settled = col(Household.risk_tier), col(Household.tier), col(Household.settled_tier)
    differs = or_(tier.is_(None), advised != tier) & or_(settled.is_(None), advised != settled)
    return advised.is_not(None) & differs & (col(Household.state) == HouseholdState.ACTIVE)


def left_this_month(today: date) -> ColumnElement[bool]:
    """To be seen by the end of the month at the latest, and not met since it began."""
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    met = col(Household.last_met_at)
    return (col(Household.due_on) <= last) & or_(met.is_(None), met < midnight(first))


def of_visits(viewer: Person, asked: Asked) -> list[ColumnElement[bool]]:
    """The conditions on a `Visit` joined with its `Household`. Days unseen and `only` say nothing about a visit."""
    found = _of_both(asked)
    if asked.risks:
        found.append(or_(*(_gravest_is(risk) for risk in asked.risks)))
    if asked.outcomes:
        found.append(col(Visit.outcome).in_(asked.outcomes))
    found += _between(col(Visit.at), asked)
    for word in search.asked_words(asked.text):
        found.append(search.visit_matches(word) if viewer.may(Right.SEE_PEOPLE) else col(Household.no) == _number(word))
    return found


def _of_both(asked: Asked) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if asked.states:
        found.append(col(Household.state).in_(asked.states))
    if asked.building_ids:
        found.append(col(Household.building_id).in_(asked.building_ids))
    if asked.tiers:
        found.append(_one_of(col(Household.tier), asked.tiers))
    if asked.responsible_id is not None:
        found.append(col(Household.responsible_id) == asked.responsible_id)
    if asked.kinds:
        of_kind = select(Hardship.household_id).where(col(Hardship.kind).in_(asked.kinds))
        found.append(col(Household.id).in_(of_kind.where(col(Hardship.ended_on).is_(None))))
    return found


def _one_of(column: Any, values: Sequence[Any]) -> ColumnElement[bool]:
    known = [value for value in values if value is not None]
    asked: list[ColumnElement[bool]] = [column.in_(known)] if known else []
    if len(known) < len(values):
        asked.append(column.is_(None))
    return or_(*asked)


def _between(column: Any, asked: Asked) -> Iterable[ColumnElement[bool]]:
    """Both days count, as people mean it."""
    if asked.visited_from is not None:
        yield column >= midnight(asked.visited_from)
    if asked.visited_to is not None:
        yield column < midnight(asked.visited_to + timedelta(days=1))


def _gravest_is(risk: Level | None) -> ColumnElement[bool]:
    """The gravest of the three scales; with `None`, none was filled in."""
    scales = [col(Visit.health), col(Visit.safety), col(Visit.stability)]
    if risk is None:
        return scales[0].is_(None) & scales[1].is_(None) & scales[2].is_(None)
    graver = [level for level in Level if level > risk]
    found = or_(*(scale == risk for scale in scales))
    for scale in scales if graver else ():
        found &= or_(scale.is_(None), scale.not_in(graver))
    return found


def _number(word: str) -> int:
    """An archive number as typed; a number no file can have finds nothing."""
    return int(word) if word.isdecimal() and len(word) < 10 else -1
