"""What tiers are called, whether three or four are used, and their palette."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import event
from sqlmodel import Session

from db import clock, log, settings, tiers
from db.changes.assess import in_force
from db.changes.gate import MEANWHILE, tidy
from db.changes.risk_rules import set_rules
from db.changes.setting import keep, locked
from db.choices import Deed, Tier
from db.errors import Conflict, Invalid
from db.rights import Person, Right, require
from db.risk.used import used
from db.tiers import LONGEST, Tiers
from db.words import LANGUAGES, N_, _, told_in

FEWER, MORE = N_("Three tiers are used."), N_("Four tiers are used.")  # told in the reader's language


def set_tiers(s: Session, actor: Person, version: int, wanted: Tiers) -> None:
    """Names, number and palette. With another number of tiers the rules of risk follow, in the same transaction; the
    tiers that people have set stay as they are."""
    require(actor, Right.RULES)
    wanted = tidied(wanted)
    if problems := wrong(wanted):
        raise Invalid(problems)
    stored = locked(s, settings.TIERS)
    now = tiers.from_text(stored.value)
    two = differing(now, wanted)
    if not two:
        return
    if stored.version != version:
        raise Conflict(_(MEANWHILE), two)
    keep(s, actor, stored, tiers.to_text(wanted))
    if now.has_three != wanted.has_three:
        number, rules = in_force(s, clock.now())
        set_rules(s, actor, number, used(rules, has_three=wanted.has_three), MORE if wanted.has_three else FEWER)
    log.write(s, actor.id, actor.name, Deed.EDIT, "setting", None, settings.TIERS)
    event.listen(s, "after_commit", lambda _session: tiers.use(wanted), once=True)


def differing(there: Tiers, wanted: Tiers) -> dict[str, tuple[Any, Any]]:
    """What stands there and what was wanted: names by a tier's value, the number and the palette by their fields."""
    found: dict[str, tuple[Any, Any]] = {
        tier.value: (there.names.get(tier.value, ""), wanted.names.get(tier.value, ""))
        for tier in Tier
        if there.names.get(tier.value, "") != wanted.names.get(tier.value, "")
    }
    for name in ("has_three", "palette"):
        if getattr(there, name) != getattr(wanted, name):
            found[name] = getattr(there, name), getattr(wanted, name)
    return found


def tidied(wanted: Tiers) -> Tiers:
    """Of the names only what is another word than ours, so that ours stay in the reader's language.

    Three tiers may well be called one, two, three: then the one left out, which households may still have, is told
    from the last by another name.
    """
    typed = {tier: str(tidy(wanted.names.get(tier.value, ""))) for tier in Tier}
    names = {tier.value: name for tier, name in typed.items() if name and name not in _ours(tier)}
    third = _said(Tier.THREE, names)
    if not wanted.has_three and any(_said(tier, names) & third for tier in Tier if tier is not Tier.THREE):
        names[Tier.THREE.value] = _("former {tier}").format(tier=names.get(Tier.THREE.value, _(Tier.THREE.ours)))
    return Tiers(names, wanted.has_three, wanted.palette)


def _said(tier: Tier, names: Mapping[str, str]) -> set[str]:
    """What a tier is called, in every language."""
    return {word.casefold() for word in ([names[tier.value]] if tier.value in names else _ours(tier))}


def _ours(tier: Tier) -> set[str]:
    return {told_in(language, tier.ours) for language in LANGUAGES}


def wrong(wanted: Tiers) -> dict[str, str]:
    """What cannot be used, by a tier's value: a sentence."""
    problems: dict[str, str] = {}
    taken: set[str] = set()
    for tier in Tier:
        name, said = wanted.names.get(tier.value, ""), _said(tier, wanted.names)
        if len(name) > LONGEST:
            problems[tier.value] = _("At most {n} characters.").format(n=LONGEST)
        elif not tiers.is_text(name):
            problems[tier.value] = _("Letters and digits only: the name stands on every screen and paper.")
        elif said & taken:
            problems[tier.value] = _("Another tier is called so.")
        taken |= said
    return problems
