"""Why a tier is advised: what counts now, what counted before, and what other rules would say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import clock
from db.changes.facts import gather
from db.choices import Factor, HouseholdState, Tier, Trigger, TurnKind
from db.clock import day_of
from db.models import Account, Assessment, Household, RuleSet, Turn, Visit
from db.queries.kept import kept
from db.rights import Person, Right, require
from db.risk import rules as delivered
from db.risk.hit import Hit
from db.risk.rules import Rules
from db.risk.triggers import triggers
from db.risk.weigh import Result, from_text, if_lowered, unknown, weigh

MOST = 24  # results shown of a household's past
SAME_DEED = timedelta(minutes=1)  # risk is worked out at a deed's end


@dataclass(frozen=True)
class Told:
    """A result with the day it began, and the rules it was worked out by: their number and day. `gone`: factors that
    are not known any more, as they were called then, and what they counted."""

    on: date
    result: Result
    rules: Rules
    version: int
    rules_on: date
    gone: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Change:
    """One factor now and before; 0 where it did not count. `hit` is of now, or of before where it counts no more."""

    factor: Factor
    now: int
    before: int
    hit: Hit


@dataclass(frozen=True)
class Decided:
    """A person's last word on the tier; `by` is empty when it was set by itself, at once."""

    tier: Tier | None
    by: str
    at: datetime
    why: str


@dataclass(frozen=True)
class Why:
    """`past` are all kept results, newest first: the first is in force. `steps` are those of them that said something
    else than the one before. `changes` compare the last two steps, largest first; `lowered` is what would be left if
    everything were done that somebody can do. `is_open`: the advice waits for a person's word."""

    past: tuple[Told, ...]
    steps: tuple[Told, ...]
    changes: tuple[Change, ...]
    lowered: Result | None
    triggers: dict[Trigger, Hit]
    decided: Decided | None
    is_open: bool
    by_hand: bool

    @property
    def now(self) -> Told | None:
        return self.steps[0] if self.steps else None

    @property
    def before(self) -> Told | None:
        return self.steps[1] if len(self.steps) > 1 else None


def why(s: Session, viewer: Person, household_id: int) -> Why | None:
    """None where the viewer may not know: a factor stands for a person here."""
    if not viewer.may(Right.SEE_PEOPLE):
        return None
    h = s.get_one(Household, household_id)
    past = () if h.by_hand else _past(s, household_id)
    steps = _steps(past)
    now, before = (steps[0] if steps else None), (steps[1] if len(steps) > 1 else None)
    return Why(
        past=past,
        steps=steps,
        changes=compared(now.result, before.result if before else None) if now else (),
        lowered=if_lowered(now.rules, now.result) if now else None,
        triggers=_dangers(s, h, now),
        decided=_decided(s, household_id),
        is_open=h.state is HouseholdState.ACTIVE and not h.by_hand and waits(h.risk_tier, h.tier, h.settled_tier),
        by_hand=h.by_hand,
    )


def _dangers(s: Session, h: Household, now: Told | None) -> dict[Trigger, Hit]:
    """A danger is no evaluation: who wants none is told of it all the same."""
    if h.state is not HouseholdState.ACTIVE or h.id is None:
        return {}
    if h.by_hand:
        return {trigger: hit for facts in gather(s, [h.id], clock.today()) for trigger, hit in triggers(facts).items()}
    return dict(now.result.triggers) if now else {}


def _steps(past: Sequence[Told]) -> tuple[Told, ...]:
    """A newer record of the same trouble is a new result and no new step; a step begins with its first result."""
    found: list[Told] = []
    for told in past:
        if found and _said(found[-1].result) == _said(told.result):
            found[-1] = replace(found[-1], on=told.on)
        else:
            found.append(told)
    return tuple(found)


def _said(result: Result) -> tuple[object, ...]:
    counted = {line.factor: line.counted for line in result.lines if line.counted}
    return result.score, result.tier, counted, set(result.triggers), result.floor


def waits(advised: Tier | None, tier: Tier | None, settled: Tier | None) -> bool:
    """Whether the advice is neither followed nor decided on."""
    return advised is not None and advised is not tier and advised is not settled


def compared(now: Result, before: Result | None) -> tuple[Change, ...]:
    was = {line.factor: line for line in before.lines} if before else {}
    found = [
        Change(line.factor, line.counted, was[line.factor].counted if line.factor in was else 0, line.hit)
        for line in now.lines
    ]
    there = {line.factor for line in now.lines}
    found += [Change(f, 0, line.counted, line.hit) for f, line in was.items() if f not in there]
    order = list(Factor)
    return tuple(
        sorted(
            (each for each in found if each.now or each.before),
            key=lambda each: (-each.now, -each.before, order.index(each.factor)),
        )
    )


def _past(s: Session, household_id: int) -> tuple[Told, ...]:
    a, r = Assessment, RuleSet
    asked = columns(col(a.on), col(a.score), col(a.tier), col(a.lines), col(r.id), col(r.value), col(r.set_at))
    asked = asked.join(r, col(r.id) == col(a.rules_id)).where(col(a.household_id) == household_id)
    rows = s.execute(asked.order_by(col(a.id).desc()).limit(MOST)).all()
    known = {row.id: delivered.from_text(row.value) for row in rows}
    return tuple(
        Told(
            row.on,
            from_text(row.score, row.tier, row.lines),
            known[row.id],
            row.id,
            day_of(row.set_at),
            tuple((delivered.label_in(row.value, name), n) for name, n in unknown(row.lines)),
        )
        for row in rows
    )


def _decided(s: Session, household_id: int) -> Decided | None:
    t = Turn
    asked = columns(col(t.after), col(t.why), col(t.at), col(Account.display))
    asked = asked.outerjoin(Account, col(Account.id) == col(t.by_id))
    asked = asked.where(col(t.household_id) == household_id, col(t.kind) == TurnKind.TIER)
    row = s.execute(asked.order_by(col(t.at).desc(), col(t.id).desc()).limit(1)).first()
    return Decided(Tier(row.after) if row.after else None, row.display or "", row.at, row.why) if row else None


def moved(s: Session, viewer: Person, visit_id: int, saved_at: datetime) -> tuple[Tier, Tier] | None:
    """The tiers advised before and after this visit was saved; None where it moved nothing."""
    require(viewer, Right.RECORD)
    a, home = Assessment, columns(col(Visit.household_id)).where(col(Visit.id) == visit_id).scalar_subquery()
    asked = columns(col(a.at), col(a.tier)).where(col(a.household_id) == home, col(a.at) <= saved_at + SAME_DEED)
    rows = s.execute(asked.order_by(col(a.id).desc()).limit(2)).all()
    if len(rows) < 2 or rows[0].at < saved_at or rows[0].tier is rows[1].tier:
        return None
    return rows[1].tier, rows[0].tier


def set_at_once(s: Session, viewer: Person, visit_id: int, saved_at: datetime) -> tuple[Tier | None, Tier] | None:
    """The tier before and after, where saving this visit set it by itself; None where it did not."""
    require(viewer, Right.RECORD)
    t, home = Turn, columns(col(Visit.household_id)).where(col(Visit.id) == visit_id).scalar_subquery()
    within = col(t.at).between(saved_at, saved_at + SAME_DEED)
    asked = select(t).where(col(t.household_id) == home, col(t.kind) == TurnKind.TIER, col(t.by_id).is_(None), within)
    turn = s.exec(asked.order_by(col(t.id).desc()).limit(1)).first()
    if turn is None or turn.before == turn.after:
        return None
    return Tier(turn.before) if turn.before else None, Tier(turn.after)


class Effect(NamedTuple):
    """Active households that are advised a tier now, and by other rules."""

    tier: Tier
    now: int
    then: int


@dataclass(frozen=True)
class Preview:
    """What other rules would do today: how many households would be advised another tier, a closer or a wider one."""

    tiers: tuple[Effect, ...]
    households: int
    closer: int
    wider: int

    @property
    def changed(self) -> int:
        return self.closer + self.wider


def the_rules(s: Session, viewer: Person) -> tuple[Rules, int, RuleSet | None]:
    """The rules in force, their number (0: as delivered, nothing was worked out yet), and who set them."""
    require(viewer, Right.RULES)
    newest = s.exec(select(RuleSet).order_by(col(RuleSet.id).desc()).limit(1)).first()
    return delivered.from_text(newest.value if newest else ""), (newest.id or 0) if newest else 0, newest


@kept
def preview(s: Session, viewer: Person, wanted: str) -> Preview:
    """Rules (as text) tried on what is known today: the factors that hold are stored, so nothing is gathered."""
    require(viewer, Right.RULES)
    rules = delivered.from_text(wanted)
    a = Assessment
    # Joined, not looked up in a list: SQLite may walk through such a list for every household.
    last = columns(func.max(col(a.id)).label("id")).group_by(col(a.household_id)).subquery()
    asked = columns(col(a.score), col(a.tier), col(a.lines)).join(last, col(a.id) == last.c.id)
    asked = asked.join(Household, col(Household.id) == col(a.household_id))
    asked = asked.where(col(Household.state) == HouseholdState.ACTIVE, col(Household.by_hand).is_(False))
    now, then = dict.fromkeys(Tier, 0), dict.fromkeys(Tier, 0)
    closer = wider = 0
    for row in s.execute(asked):
        was = from_text(row.score, row.tier, row.lines)
        found = weigh(rules, {line.factor: line.hit for line in was.lines}, was.triggers)
        now[was.tier] += 1
        then[found.tier] += 1
        closer += found.tier < was.tier
        wider += found.tier > was.tier
    return Preview(tuple(Effect(tier, now[tier], then[tier]) for tier in Tier), sum(now.values()), closer, wider)
