"""What the briefing says was found: problems, causes, risk, hazards, warnings.

What nobody recorded is said so, never printed as 0.
"""

from collections.abc import Mapping
from typing import Any

from db import telling
from db.briefing import Briefing, Warned
from db.briefing_loop import Common, Commons
from db.briefing_visits import RiskScale
from db.choices import AlertKind, Audience, BriefingKind, Level
from db.words import N_, _, filled, language
from reports import fitting, traces
from reports.blocks import Block, Listing, Note, Para, Trace
from reports.saying import counted, doors, ended, joined, label, listed, sentence, share, words_of
from reports.table import Column
from reports.written_visits import halves, is_whole

SAYS_ALL = {AlertKind.MOOD_FELL, AlertKind.MISSED_TWICE}
MOST = 3  # kinds named in the sentence; the table below has them all
THEN = {
    BriefingKind.MONTH: N_("the same days of last month"),
    BriefingKind.QUARTER: N_("the same days of last quarter"),
    BriefingKind.YEAR: N_("the same days of last year"),
}
WHOLE_THEN = {
    BriefingKind.MONTH: N_("last month"),
    BriefingKind.QUARTER: N_("last quarter"),
    BriefingKind.YEAR: N_("last year"),
}


def problems(facts: Briefing) -> list[Block]:
    """Problems on record with shares and change, the commonest first; then what was asked for at the visits."""
    return [*_raised(facts), *_appeals(facts)]


def _raised(facts: Briefing) -> list[Block]:
    found = facts.problems
    if "problems" in facts.too_few:
        return [Para(_("Too few problems were raised for numbers to be told."))]
    if not found.n:
        return [Para(_("No problem was raised in this period."), is_nothing=True)]
    said = _("Problems raised: {n}, in {households} {households:household|households}")
    said = filled(said, n=found.n, households=found.households)
    story: list[Block] = []
    kinds = [each for each in found.kinds if each.kind]
    words = _("{word} {n} (in {households} {households:household|households}, {share})")
    told = (_word(each, found, words) for each in kinds[:MOST])
    most = _("Most often: {kinds}.").format(kinds=listed(told)) if len(kinds) > 1 else ""
    counts = (*(Trace(label(each.kind), each.n) for each in found.kinds), Trace(_("Problems raised"), found.n))
    story.append(Para(joined(sentence(said, _change(facts, found)), most), traces=counts))
    if len(found.kinds) > 1:
        story.append(_table(facts, found))
    return story


def _word(each: Common, found: Commons, words: str) -> str:
    part = share(each.households, found.households)
    return filled(words, word=label(each.kind), n=each.n, households=each.households, share=part)


def _change(facts: Briefing, found: Commons) -> str:
    before = facts.totals.before
    if found.before is None or before is None:
        return ""
    named = WHOLE_THEN if is_whole(before) else THEN
    then = _(named.get(before.kind, N_("the period before")))
    more = found.n - found.before
    if not more:
        return _("as many as in {then}").format(then=then)
    words = _("{n} more than in {then}") if more > 0 else _("{n} fewer than in {then}")
    return words.format(n=abs(more), then=then)


def _table(facts: Briefing, found: Commons) -> Listing:
    has_before = found.before is not None
    heads = [_("Kind of problem"), _("Problems"), _("Households"), _("Share of households")]
    heads += [_("Period before"), _("Up or down")] if has_before else []
    columns = (Column(heads[0], 2.6), *(Column(head, 1.5, "centre") for head in heads[1:]))
    rows = [_row(label(each.kind), each, found) for each in found.kinds]
    rows.append(_row(_("Total"), Common(None, found.n, found.households, found.before), found))
    if has_before and (gone := (found.before or 0) - sum(each.before or 0 for each in found.kinds)):
        rows.insert(-1, (_("Kinds of before only"), "0", "0", "—", str(gone), _signed(-gone)))
    return Listing(_("Problems raised, by kind (one household may have several)"), columns, tuple(rows), has_total=True)


def _row(name: str, each: Common, found: Commons) -> tuple[str, ...]:
    told = (name, str(each.n), str(each.households), share(each.households, found.households))
    return told if each.before is None else (*told, str(each.before), _signed(each.n - each.before))


def _signed(n: int) -> str:
    return f"{n:+d}" if n else "0"


def _appeals(facts: Briefing) -> list[Block]:
    found = facts.appeals
    if "appeals" in facts.too_few:
        return [Para(_("Too few households asked for something for numbers to be told."))]
    if not found.n:
        return [Para(_("No appeal was recorded in this period."), is_nothing=True)]
    most_first = sorted(found.kinds, key=lambda each: (each.kind is None, -int(each.households)))
    kinds = listed(_word(each, found, _("{word} {households} ({share})")) for each in most_first)
    said = _("At the visits {households} {households:household|households} asked for something: {kinds}.")
    told = filled(said, households=found.households, kinds=kinds)
    return [Para(told, traces=(Trace(_("Households that asked for something"), found.households),))]


def causes(facts: Briefing) -> list[Block]:
    if facts.asked.audience is Audience.NOTICE:
        return []
    found: list[tuple[str, Mapping[Any, int]]] = [
        (_("Causes on file, by households: "), facts.causes),
        (_("One-off or long-term, by households: "), facts.durations),
        (_("Personal or social, by households: "), facts.origins),
    ]
    story: list[Block] = [
        Para(counted(counts, _("{word}: {n}")), lead, traces=_traced(counts)) for lead, counts in found if counts
    ]
    return story or [Para(_("No cause was recorded in this period."), is_nothing=True)]


def _traced(counts: Mapping[Any, int]) -> tuple[Trace, ...]:
    return tuple(Trace(label(kind), n) for kind, n in counts.items())


def risks(facts: Briefing) -> list[Block]:
    """How grave it looked on three scales, who is at grave risk, and how tiers stand; beside how they were before."""
    if facts.asked.audience is Audience.NOTICE:
        return []
    story: list[Block] = []
    if facts.risks and facts.totals.visits:
        order: list[Level | None] = [*reversed(Level), None]
        columns = [Column(_("Aspect"), 3)]
        columns += [Column(_(level.label) if level else _("Not assessed"), 1.4, "centre") for level in order]
        rows = [(_(scale.label), *(str(scale.levels[level]) for level in order)) for scale in facts.risks]
        if told := joined(*map(_beside, facts.risks)):
            story.append(Para(told, _("Compared with the meeting before: ")))
        story.append(Listing(_("Households visited, by risk last seen"), tuple(columns), tuple(rows)))
    return [*story, *_grave(facts), *_tiers(facts)]


def _beside(scale: RiskScale) -> str:
    """健康风险降低 1 户、升高 8 户; noughts say nothing."""
    ways = (
        (_("lower in {n}"), scale.lower), (_("the same in {n}"), scale.same), (_("higher in {n}"), scale.higher),
        (_("not to be compared in {n}"), scale.unknown),
    )  # fmt: skip
    told = listed(words.format(n=n) for words, n in ways if n)
    return _("{label}: {ways}.").format(label=_(scale.label), ways=told) if told else ""


def _grave(facts: Briefing) -> list[Block]:
    story: list[Block] = []
    if facts.at_risk:
        standing = tuple(
            (
                each.household,
                "\n".join([*(_reason(name, why) for name, why in each.grave), *words_of(each.circumstances)]),
            )
            for each in facts.at_risk
        )
        heads = (_("Household"), _("Grave risk"))
        story.append(fitting.listing(_("Households at grave risk"), heads, standing, home=0))
    elif facts.totals.visits and not facts.at_risk_left_out:
        story.append(Para(_("No household visited was found at grave risk."), is_nothing=True))
    if facts.at_risk_left_out:
        said = _("At grave risk and not listed, as sharing was not agreed to: {n}.")
        story.append(Note(said.format(n=facts.at_risk_left_out)))
    return story


def _reason(name: str, why: str) -> str:
    return _("{label}: {said}.").format(label=_(name), said=ended(why) or _("no reason written"))


def _tiers(facts: Briefing) -> list[Block]:
    found = facts.tiers
    if not found.lines:
        return []
    rose = filled(_("a closer tier for {n} {n:household|households}"), n=found.rose) if found.rose else ""
    fell = filled(_("a wider one for {n} {n:household|households}"), n=found.fell) if found.fell else ""
    said = _("Since before the period the factors advise {what}.").format(what=listed(filter(None, (rose, fell))))
    if not (rose or fell):
        said = _("The factors advise no household another tier than before the period.")
    if not any(each.advised_before for each in found.lines if each.tier):
        said = _("Before the period nobody was assessed by factors, so the advice cannot be compared.")
    advice = _("People set the tier; what the factors say is advice.")
    heads = (_("Set before"), _("Set at the end"), _("Advised before"), _("Advised at the end"))
    columns = (Column(_("Tier"), 2), *(Column(head, 1.8, "centre") for head in heads))
    counts = [
        (each.tier, (each.set_before, each.set_after, each.advised_before, each.advised_after)) for each in found.lines
    ]
    rows = [(_(tier.label) if tier else _("Not assessed"), *map(str, numbers)) for tier, numbers in counts]
    rows.append((_("Total"), *(str(sum(numbers[n] for _tier, numbers in counts)) for n in range(len(heads)))))
    opened = [traces.on_file(facts, label(each.tier), each.set_after, each.tier) for each in found.lines if each.tier]
    return [
        Para(joined(said, advice), traces=tuple(opened)),
        Listing(_("Households on file, by tier"), columns, tuple(rows), has_total=True),
    ]


def hazards(facts: Briefing) -> list[Block]:
    if "hazards" in facts.too_few:
        return [Para(_("Hazards were found in too few households for numbers to be told."))]
    if not facts.hazards:
        return [Para(_("No hazard was recorded in this period."), is_nothing=True)]
    said = filled(_("Hazards were found in {n} {n:household|households}."), n=facts.hazard_homes)
    story: list[Block] = [Para(said, traces=(Trace(_("Households with a hazard"), facts.hazard_homes),))]
    rows = [(label(found.hazard), str(found.households)) for found in facts.hazards]
    if facts.asked.audience is not Audience.INTERNAL:
        if len(rows) > 1:
            story.append(halves(_("Hazards found"), _("Hazard"), rows))
        return story
    columns = (Column(_("Hazard"), 3), Column(_("Households"), 1.6, "centre"), Column(_("Where"), 5))
    where = tuple((*row, doors(found.where)) for row, found in zip(rows, facts.hazards, strict=True))
    story.append(Listing(_("Hazards found"), columns, where))
    heads = (Column(_("Building"), 2), Column(_("Households"), 1.6, "centre"), Column(_("Hazards"), 6))
    by_place = tuple((each.name, str(each.households), _named(each.hazards)) for each in facts.hazard_places)
    return [*story, Listing(_("Hazards by building"), heads, by_place)]


def _named(hazards_there: Mapping[Any, int]) -> str:
    return listed(f"{label(hazard)} {n}" for hazard, n in hazards_there.items())


def warnings(facts: Briefing) -> list[Block]:
    """Early warnings: each once, with who saw it; for the committee as numbers, on a notice board not at all."""
    found = facts.warnings
    if facts.asked.audience is Audience.NOTICE:
        return []
    if found.is_empty:
        return [Para(_("No early warning was raised in this period."), is_nothing=True)]
    lead = _("Early warnings raised: ")
    story: list[Block] = [Para(counted(found.counts, _("{word} {n}")), lead, traces=_traced(found.counts))]
    if found.listed:
        heads = (_("Early warning"), _("Door"), _("Raised on"), _("Seen by"))
        rows = tuple((_warned(each), each.door, telling.day(each.on), _seen(each)) for each in found.listed)
        story.append(fitting.listing(_("Early warnings"), heads, rows))
    return story


def _warned(each: Warned) -> str:
    """建议等级上升：由二级升为一级; the kind alone where it says all: 连续两次未见到; in English what is said does."""
    if each.kind in SAYS_ALL:
        return _(each.kind.label)
    if language() == "en":
        return f"{each.said}."
    return _("{label}: {said}.").format(label=_(each.kind.label), said=ended(each.said))


def _seen(each: Warned) -> str:
    """何静 11月22日; 未看 says that nobody has looked."""
    if each.seen_on is None:
        return _("Not seen yet")
    return " ".join(filter(None, (each.seen_by, telling.day(each.seen_on))))
