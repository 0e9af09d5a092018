"""What the office sets for itself: the rhythm of visits, and what is suggested for which hardship or hazard."""

from typing import Any

from sqlmodel import Session, select

from db import clock, log, rhythm, settings, suggestions
from db.changes import due
from db.changes.gate import MEANWHILE
from db.choices import Deed, Tier
from db.errors import Conflict, Invalid
from db.models import Setting
from db.rhythm import Beat, Rhythm
from db.rights import Person, Right, require
from db.suggestions import Rules, Suggestions
from db.words import _

LONGEST = 366  # days
LONGEST_CHANGE = 7


def set_rhythm(s: Session, actor: Person, version: int, wanted: Rhythm) -> None:
    """How often each tier is seen. What is due is worked out anew for every file in the same transaction."""
    require(actor, Right.RULES)
    _check(wanted)
    stored = locked(s, settings.RHYTHM)
    now = rhythm.from_text(stored.value)
    two: dict[str, tuple[Any, Any]] = {
        tier.value: (now.beats.get(tier), wanted.beats.get(tier))
        for tier in Tier
        if now.beats.get(tier) != wanted.beats.get(tier)
    }
    if now.change_days != wanted.change_days:
        two["change_days"] = now.change_days, wanted.change_days
    if stored.version != version and two:
        raise Conflict(_(MEANWHILE), two)
    if not two and (now.name, now.source) == (wanted.name, wanted.source):
        return
    keep(s, actor, stored, rhythm.to_text(wanted))
    if two:
        due.settle_all(s)
    log.write(s, actor.id, actor.name, Deed.EDIT, "setting", None, settings.RHYTHM)


def set_suggestions(s: Session, actor: Person, version: int, rules: Suggestions) -> None:
    """The rules given are set; those not given stay as they are."""
    require(actor, Right.RULES)
    stored = locked(s, settings.SUGGESTIONS)
    now = suggestions.from_text(stored.value)
    nothing = suggestions.Suggestion()
    changed = {what: rule for what, rule in rules.items() if now.get(what, nothing) != rule}
    if not changed:
        return
    if stored.version != version:
        two: dict[str, tuple[Any, Any]] = {}
        for what, rule in changed.items():
            for name in ("measures", "others"):
                there, mine = getattr(now.get(what, nothing), name), getattr(rule, name)
                if there != mine:
                    two[f"{suggestions.key(what)}.{name}"] = list(there), list(mine)
        raise Conflict(_(MEANWHILE), two)
    keep(s, actor, stored, suggestions.to_text(Rules([*now.items(), *changed.items()])))
    log.write(s, actor.id, actor.name, Deed.EDIT, "setting", None, settings.SUGGESTIONS)


def locked(s: Session, name: str) -> Setting:
    """What is stored, or an empty one of version 0: nothing has been set yet."""
    found = s.exec(select(Setting).where(Setting.name == name).with_for_update()).first()
    return found or Setting(name=name, version=0)


def keep(s: Session, by: Person, stored: Setting, value: str) -> None:
    """The right was asked for, and the line for the log is written, by the deed that calls this."""
    stored.value, stored.changed_by_id, stored.changed_at = value, by.id, clock.now()
    stored.version += 1
    s.add(stored)
    s.flush()


def _check(wanted: Rhythm) -> None:
    problems: dict[str, str] = {}
    if not wanted.beats:
        problems["beats"] = _("At least one tier is visited.")
    if not 1 <= wanted.change_days <= LONGEST_CHANGE:
        problems["change_days"] = _("After a great change: 1 to {n} days.").format(n=LONGEST_CHANGE)
    closer = 0
    for tier in Tier:
        beat = wanted.beats.get(tier)
        if beat is None:
            continue
        if sentence := _wrong(beat):
            problems[tier.value] = _("{tier}: {what}").format(tier=_(tier.label), what=sentence)
        elif tier in Tier.offered() and beat.days < closer:
            said = _("{tier}: {what}").format(tier=_(tier.label), what=_("not more often than a closer tier."))
            problems[tier.value] = said
        closer = max(closer, beat.days) if tier in Tier.offered() else closer
    if problems:
        raise Invalid(problems)


def _wrong(beat: Beat) -> str:
    if not 1 <= beat.days <= LONGEST:
        return _("a visit every 1 to {n} days.").format(n=LONGEST)
    if not 0 <= beat.slack < beat.days:
        return _("the window opens fewer days before than lie between two visits.")
    if not 0 <= beat.call <= beat.days:
        return _("a sign of life is asked for at least as often as a visit, or not at all.")
    return ""
