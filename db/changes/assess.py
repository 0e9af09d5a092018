"""Risk worked out anew: when facts change, when time alone changes it, and when the rules change.

Whatever a deed writes, the households it touched are assessed at its end, in its own transaction (`db.store`). A result
is stored only when it differs from the one before.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, update
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.changes import due, turn
from db.changes.facts import gather
from db.choices import HouseholdState, Tier, Trigger, TurnKind
from db.clock import day_of
from db.models import Alert, Assessment, Household, RuleSet
from db.risk import rules as delivered
from db.risk.factors import changes_on, held
from db.risk.facts import Facts
from db.risk.hit import Hit
from db.risk.rules import ENGINE, Rules
from db.risk.triggers import triggers
from db.risk.warnings import Early, warnings
from db.risk.weigh import Result, from_text, to_text, weigh
from db.words import _

CHUNK = 500  # households at a time: statements stay short, and memory small


def in_force(s: Session, now: datetime) -> tuple[int, Rules]:
    """The rules of today with their number; stored anew when the code reads factors in a new way."""
    newest = s.exec(select(RuleSet).order_by(col(RuleSet.id).desc()).limit(1)).first()
    if newest is None or newest.engine != ENGINE:
        rules = delivered.from_text(newest.value if newest else "")
        newest = RuleSet(name=rules.name, value=delivered.to_text(rules), engine=ENGINE, set_at=now)
        s.add(newest)
        s.flush()
    assert newest.id is not None
    return newest.id, delivered.from_text(newest.value)


def assess(s: Session, ids: Iterable[int], now: datetime) -> int:
    """Work out these households' risk as of now. Gives how many results are new."""
    rules_id, rules = in_force(s, now)
    return sum(_chunk(s, chunk, rules_id, rules, now) for chunk in _chunks(sorted(set(ids))))


def assess_due(s: Session, now: datetime) -> int:
    """Those for whom a new day alone changes something, and those never assessed."""
    stored = s.exec(select(RuleSet.engine).order_by(col(RuleSet.id).desc()).limit(1)).first()
    if stored != ENGINE:  # the factors are read in a new way
        return assess_all(s, now)
    h = Household
    never = col(h.risk_next).is_(None) & col(h.risk_score).is_(None) & col(h.by_hand).is_(False)
    asked = columns(col(h.id)).where(col(h.state) == HouseholdState.ACTIVE, (col(h.risk_next) <= day_of(now)) | never)
    return assess(s, s.execute(asked).scalars().all(), now)


def assess_all(s: Session, now: datetime) -> int:
    return assess(s, s.execute(columns(col(Household.id))).scalars().all(), now)


def reweigh(s: Session, rules_id: int, rules: Rules, now: datetime) -> int:
    """After the rules were changed: from the factors that held, which are stored; nothing else has changed."""
    asked = columns(col(Household.id)).where(
        col(Household.state) == HouseholdState.ACTIVE, col(Household.risk_score).is_not(None)
    )
    changed = 0
    for chunk in _chunks(s.execute(asked).scalars().all()):
        before, advised = newest(s, chunk), _advised(s, chunk)
        rows, advice = list[dict[str, Any]](), list[dict[str, Any]]()
        for key, was in before.items():
            found = weigh(rules, {line.factor: line.hit for line in was.lines}, was.triggers)
            if found != was:
                rows.append(_row(key, found, rules_id, now))
                there = advised[key]
                advice += _advice(key, found, there, day_of(now), there.risk_next)
        changed += len(rows)
        _insert(s, Assessment, rows)
        _advise(s, advice)
    return changed


def newest(s: Session, ids: Sequence[int]) -> dict[int, Result]:
    """The result in force of each household that has one."""
    a = Assessment
    last = columns(func.max(col(a.id))).where(col(a.household_id).in_(ids)).group_by(col(a.household_id))
    asked = columns(col(a.household_id), col(a.score), col(a.tier), col(a.lines)).where(col(a.id).in_(last))
    return {row.household_id: from_text(row.score, row.tier, row.lines) for row in s.execute(asked)}


def _chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _chunk(s: Session, some: Sequence[int], rules_id: int, rules: Rules, now: datetime) -> int:
    s.flush()
    today, states = day_of(now), _states(s, some)
    there = [facts for facts in gather(s, list(states), today) if _is_weighed(facts, states[facts.household_id])]
    ids = [facts.household_id for facts in there]
    before, by_hand = newest(s, ids), _by_hand(s, some)
    known = _acted_on(s, there, before, by_hand, now)
    advised = _advised(s, some)
    rows, advice, early = list[dict[str, Any]](), list[dict[str, Any]](), list[tuple[int, Early]]()
    for key in sorted(by_hand.difference(ids)):  # a file that rests loses its score as well
        advice += _advice(key, None, advised[key], today, None)
    for facts in known:
        key, stands = facts.household_id, triggers(facts)
        was = before.get(key)
        found = None if key in by_hand else weigh(rules, held(facts), stands)
        early += ((key, each) for each in warnings(facts, stands, was, found))
        if found is not None and found != was:
            rows.append(_row(key, found, rules_id, now))
        advice += _advice(key, found, advised[key], today, changes_on(facts))
    _insert(s, Assessment, rows)
    _advise(s, advice)
    _raise(s, ids, early, today)
    return len(rows)


def _acted_on(
    s: Session, known: Sequence[Facts], before: Mapping[int, Result], by_hand: set[int], now: datetime
) -> Sequence[Facts]:
    """The facts once danger was acted on: the closest tier is due on another day, which is weighed as well."""
    acted = set[int]()
    for facts in known:
        key = facts.household_id
        if key not in by_hand and facts.tier is not Tier.ONE and (new := _new(triggers(facts), before.get(key))):
            _act_at_once(s, key, new, now)
            acted.add(key)
    if not acted:
        return known
    return [*(facts for facts in known if facts.household_id not in acted), *gather(s, sorted(acted), day_of(now))]


def _states(s: Session, ids: Sequence[int]) -> dict[int, HouseholdState]:
    asked = columns(col(Household.id), col(Household.state)).where(
        col(Household.id).in_(ids), col(Household.state).in_((HouseholdState.ACTIVE, HouseholdState.PAUSED))
    )
    return dict(s.execute(asked).tuples().all())


def _is_weighed(facts: Facts, state: HouseholdState) -> bool:
    """A paused file rests, save when danger was seen or heard there: that nobody opens is no wonder."""
    return state is HouseholdState.ACTIVE or bool(triggers(facts).keys() - {Trigger.UNSEEN})


def _advised(s: Session, ids: Sequence[int]) -> dict[int, Any]:
    h = Household
    asked = columns(col(h.id), col(h.risk_score), col(h.risk_tier), col(h.risk_since), col(h.risk_next))
    return {row.id: row for row in s.execute(asked.where(col(h.id).in_(ids)))}


def _by_hand(s: Session, ids: Sequence[int]) -> set[int]:
    asked = columns(col(Household.id)).where(col(Household.id).in_(ids), col(Household.by_hand))
    return set(s.execute(asked).scalars())


def _row(household_id: int, found: Result, rules_id: int, now: datetime) -> dict[str, Any]:
    return {
        "household_id": household_id,
        "on": day_of(now),
        "at": now,
        "rules_id": rules_id,
        "score": found.score,
        "tier": found.tier,
        "lines": to_text(found),
    }


def _advice(key: int, found: Result | None, there: Any, today: date, until: date | None) -> list[dict[str, Any]]:
    """What the household's row repeats, for lists and pictures; nothing where it says so already."""
    score, tier = (found.score, found.tier) if found else (None, None)
    since = None if tier is None else there.risk_since if there.risk_tier == tier else today
    if (score, tier, since, until) == (there.risk_score, there.risk_tier, there.risk_since, there.risk_next):
        return []
    return [{"key": key, "risk_score": score, "risk_tier": tier, "risk_since": since, "risk_next": until}]


def _advise(s: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        table: Any = Household.__table__  # type: ignore[attr-defined]
        names = ("risk_score", "risk_tier", "risk_since", "risk_next")
        told: Any = {name: bindparam(f"_{name}") for name in names}
        renamed = [{"key": row["key"], **{f"_{name}": row[name] for name in names}} for row in rows]
        s.connection().execute(update(table).where(table.c.id == bindparam("key")).values(told), renamed)
        s.expire_all()  # what the deed still holds of these rows is read anew


def _new(stands: dict[Trigger, Hit], was: Result | None) -> list[Trigger]:
    """What was not known before. A newer record put right, so that an older one stands again, is nothing new."""
    known = was.triggers if was else {}
    return [trigger for trigger, hit in stands.items() if trigger not in known or _place(hit) > _place(known[trigger])]


def _place(hit: Hit) -> tuple[date, int]:
    return hit.since or date.min, hit.record_id


def _act_at_once(s: Session, household_id: int, new: Sequence[Trigger], now: datetime) -> None:
    """The closest tier, by itself and at once, for what was not known before. A person's later word stands."""
    household = s.get_one(Household, household_id)
    why = _(", ").join(_(trigger.label) for trigger in new)
    turn.note(s, household_id, TurnKind.TIER, household.tier, Tier.ONE, why, None, now)
    household.tier, household.tier_why, household.tier_since = Tier.ONE, why, day_of(now)
    household.tier_by_id, household.settled_tier = None, Tier.ONE
    household.version += 1
    due.settle(s, household)
    s.flush()


def _raise(s: Session, ids: Sequence[int], early: Sequence[tuple[int, Early]], today: date) -> None:
    """Each warning once, ever."""
    if not early:
        return
    a = Alert
    asked = columns(col(a.household_id), col(a.kind), col(a.about)).where(col(a.household_id).in_(ids))
    known = {tuple(row) for row in s.execute(asked)}
    rows = [
        {"household_id": key, "kind": each.kind, "about": each.about, "told": each.told, "on": today}
        | {"visit_id": each.visit_id, "seen_on": None, "seen_by_id": None}
        for key, each in early
        if (key, each.kind, each.about) not in known
    ]
    _insert(s, Alert, rows)


def _insert(s: Session, table: type[Any], rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        s.execute(insert(table), rows)
