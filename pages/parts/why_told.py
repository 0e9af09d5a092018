"""What a result of the risk rules says, in sentences: what changed, what would lower it, which rule made the tier."""

from collections.abc import Iterable
from datetime import date, timedelta

from db import telling
from db.choices import Factor, Group, Tier, Trigger
from db.queries.risk import Told, Why
from db.risk.hit import Hit
from db.risk.rules import WEIGHTS, Rules
from db.risk.weigh import by_group, tier_of
from db.words import N_, _

ONE = timedelta(days=1)
# What ends a danger that no day ends by itself.
ENDS = {
    Trigger.GAS_SMELL: N_("until somebody has been there and noted what it is like, without a smell"),
    Trigger.UNSEEN: N_("until somebody is met, or the household is known to be out"),
}


def changed(told: Why) -> list[str]:
    """Since the result before: the sum and the tier, what is new, what counts no more, what counts otherwise."""
    now, before = told.now, told.before
    if now is None or before is None:
        return []
    sums = _("{before} → {after} points").format(before=before.result.score, after=now.result.score)
    tiers = ""
    if now.result.tier is not before.result.tier:
        after = _(now.result.tier.label)
        tiers = _("advised {before} → {after}").format(before=_(before.result.tier.label), after=after)
    lines = [_(", ").join(filter(None, (sums, tiers)))]
    risen, gone = now.result.triggers.keys(), before.result.triggers.keys()
    new = [(_(trigger.label), 0) for trigger in risen if trigger not in gone]
    new += [(_(each.factor.label), each.now) for each in told.changes if not each.before]
    over = [(_(trigger.label), 0) for trigger in gone if trigger not in risen]
    over += [(_(each.factor.label), -each.before) for each in told.changes if not each.now]
    other = [(_(each.factor.label), each.now - each.before) for each in told.changes if each.now and each.before]
    for words, those in (
        (_("New: {what}"), new),
        (_("No longer: {what}"), over),
        (_("Counts otherwise: {what}"), [pair for pair in other if pair[1]]),
    ):
        if those:
            lines.append(words.format(what=_(", ").join(" ".join(filter(None, (a, _signed(n)))) for a, n in those)))
    if now.version != before.version:
        lines.append(_("Rules no. {before} → no. {after}").format(before=before.version, after=now.version))
    return lines


def _signed(n: int) -> str:
    return f"+{n}" if n > 0 else f"−{-n}" if n < 0 else ""


def lowering(told: Why, today: date) -> list[str]:
    """What somebody can do, by what is done; what ends by itself, and when; where that would lead."""
    if told.now is None:
        return []
    counted = [line for line in told.now.result.lines if line.counted]
    doing: dict[str, list[str]] = {}
    for line in counted:
        if how := WEIGHTS[line.factor].lower:
            doing.setdefault(how, []).append(f"{_(line.factor.label)} {_signed(-line.counted)}")
    lines = [_("{line}: {why}").format(line=_(how), why=_(", ").join(what)) for how, what in doing.items()]
    lines += [stands(trigger, hit, today) for trigger, hit in told.triggers.items()]
    lines += [ends(line.factor.label, line.hit, today) for line in counted if line.hit.until]
    if doing and told.lowered is not None:
        tier = _(told.lowered.tier.label)
        lines.append(_("With all that is to be done: {n} points, {tier}.").format(n=told.lowered.score, tier=tier))
    return lines or [_("Nothing here is for anybody to put right; they are seen in time.")]


def ends(label: str, hit: Hit, today: date) -> str:
    """30 天内跌倒：计到 12月21日"""
    day = telling.dated(hit.until - ONE, today) if hit.until else ""
    return _("{line}: {why}").format(line=_(label), why=_("counts until {day}").format(day=day))


def stands(trigger: Trigger, hit: Hit, today: date, by_hand: bool = False) -> str:
    """说到不想活：一级，计到 12月21日; without a tier where people alone set it."""
    day = telling.dated(hit.until - ONE, today) if hit.until else ""
    until = _("counts until {day}").format(day=day) if day else _(ENDS[trigger])
    words = until if by_hand else _(", ").join((_(Tier.ONE.label), until))
    return _("{line}: {why}").format(line=_(trigger.label), why=words)


def points_of(factor: Factor, n: int) -> str:
    return _("{what} {n}").format(what=_(factor.label), n=n)


def caps(told: Told) -> list[str]:
    """Where a group's cap cut: 家中隐患共 32 分，最多算 24 分。"""
    left, whole = by_group(told.result.lines), dict[Group, int]()
    for line in told.result.lines:
        group = WEIGHTS[line.factor].group
        whole[group] = whole.get(group, 0) + line.points
    words = _("{group}: {n} points together, of which {cap} count.")
    cut = ((group, n, left[group]) for group, n in whole.items() if n > left[group])
    return [words.format(group=_(group.label), n=n, cap=cap) for group, n, cap in cut]


def tier_made(told: Told) -> list[str]:
    """Which sum makes which tier: 40 至 69 分为二级。And what decided instead of the sum, where it did."""
    rules, result = told.rules, told.result
    lines = [span(rules, tier_of(rules, result.score))]
    if result.triggers:
        what, tier = _named(trigger.label for trigger in result.triggers), _(result.tier.label)
        lines.append(_("{what}: {tier} at once, whatever the sum.").format(what=what, tier=tier))
    elif result.floor:
        what, tier = _named(factor.label for factor in Factor if factor in result.floor), _(result.tier.label)
        lines.append(_("{what}: {tier} at the least, whatever the sum.").format(what=what, tier=tier))
    return lines


def span(rules: Rules, tier: Tier) -> str:
    above = min((start for closer, start in rules.starts.items() if closer < tier), default=None)
    start, word = rules.starts.get(tier), _(tier.label)
    if start is None:
        return _("Below {n} points: {tier}.").format(n=above, tier=word)
    if above is None:
        return _("{n} points and more: {tier}.").format(n=start, tier=word)
    return _("{start} to {end} points: {tier}.").format(start=start, end=above - 1, tier=word)


def rules_used(told: Told) -> str:
    words = _("Rules no. {n} of {day}: {name}.")
    return words.format(n=told.version, day=telling.paper_day(told.rules_on), name=_(told.rules.name))


def _named(labels: Iterable[str]) -> str:
    return _(", ").join(_(label) for label in labels)
