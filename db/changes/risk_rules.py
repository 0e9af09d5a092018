"""The rules of risk, set by the office: a new version each time; what was worked out before keeps its own."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import Session, func, select

from db import clock, log, settings, tiers
from db.changes.assess import in_force, reweigh
from db.changes.gate import MEANWHILE, tidy
from db.choices import Deed, Factor, Group, Tier
from db.errors import Conflict, Invalid
from db.models import RuleSet
from db.rights import Person, Right, require
from db.risk import rules as delivered
from db.risk.rules import ENGINE, Rules
from db.risk.used import used
from db.words import _

NAMED = {each.value: each for choice in (Factor, Group, Tier) for each in choice}


def set_rules(s: Session, actor: Person, version: int, wanted: Rules, why: str = "") -> int:
    """Store another version and weigh every active household anew by it. Gives how many results changed.

    `version` is the number of the rules the page was opened with. The tiers that people have set stay as they are.
    """
    require(actor, Right.RULES)
    if not tiers.from_text(settings.text(s, settings.TIERS)).has_three:
        wanted = used(wanted, has_three=False)
    if problems := delivered.wrong(wanted):
        raise Invalid(told(problems))
    now = clock.now()
    seen = s.exec(select(func.max(RuleSet.id))).one() or 0  # 0: what was delivered was shown, and nothing is stored yet
    number, there = in_force(s, now)
    if there == wanted:
        return 0
    if version not in (seen, number):
        raise Conflict(_(MEANWHILE), differing(there, wanted))
    value = delivered.to_text(wanted)
    stored = RuleSet(name=wanted.name, value=value, engine=ENGINE, why=tidy(why)[:300], set_by_id=actor.id, set_at=now)
    s.add(stored)
    s.flush()
    assert stored.id is not None
    changed = reweigh(s, stored.id, wanted, now)
    log.write(s, actor.id, actor.name, Deed.EDIT, "risk rules", stored.id)
    return changed


def differing(there: Rules, wanted: Rules) -> dict[str, tuple[Any, Any]]:
    """What stands there, and what was wanted, by factor, group and tier."""
    found: dict[str, tuple[Any, Any]] = {}
    for part in ("points", "caps", "starts"):
        now, then = getattr(there, part), getattr(wanted, part)
        for key in {**now, **then}:
            if now.get(key) != then.get(key):
                found[f"{part}.{key}"] = now.get(key), then.get(key)
    if there.floors != wanted.floors:
        found["floors"] = _(there.name), _(wanted.name)
    return found


def told(problems: Mapping[str, tuple[str, Mapping[str, Any]]]) -> dict[str, str]:
    """What `db.risk.rules.wrong` found, in sentences."""
    return {key: _tell(key, *said) for key, said in problems.items()}


def _tell(key: str, sentence: str, filled: Mapping[str, Any]) -> str:
    said = _(sentence).format(**{name: _(value) if isinstance(value, str) else value for name, value in filled.items()})
    named = NAMED.get(key)
    return _("{what}: {why}").format(what=_(named.label), why=said) if named else said
