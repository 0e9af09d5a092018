"""The briefing's beginning: why and when somebody went, who, to how many; the visits in numbers and one by one."""

from collections.abc import Sequence

from db import telling
from db.briefing import Briefing
from db.briefing_days import whole
from db.briefing_visits import Before
from db.choices import Audience, BriefingKind, Way
from db.untold import is_little
from db.words import N_, _, filled
from reports import charts, traces
from reports.blocks import Block, Chart, Listing, Para, Trace
from reports.colours import printed
from reports.saying import counted, joined, label, listed, sentence
from reports.table import Column, folded
from reports.visit_annex import INLINE, visit_table

MANY = 4  # kinds that make a chart worth its room
SO = {
    Audience.INTERNAL: N_("The details follow for all who work on it."),
    Audience.COMMITTEE: N_("The details are reported below."),
    Audience.NOTICE: N_("The details are made public below."),
}
BEFORE = {
    BriefingKind.MONTH: N_("In the same days of last month ({days})"),
    BriefingKind.QUARTER: N_("In the same days of last quarter ({days})"),
    BriefingKind.YEAR: N_("In the same days of last year ({days})"),
}
WHOLE_BEFORE = {
    BriefingKind.MONTH: N_("Last month ({days})"),
    BriefingKind.QUARTER: N_("Last quarter ({days})"),
    BriefingKind.YEAR: N_("Last year ({days})"),
}


def opening(facts: Briefing) -> list[Block]:
    """One paragraph in the words in which the trade begins: when and why, who went, to how many."""
    t, crew = facts.totals, facts.crew
    when = telling.period(facts.asked.start, facts.asked.end)
    when = _("{when}, under the plan “{round}”").format(when=when, round=facts.round.name) if facts.round else when
    unit = facts.estate.issuing_unit or facts.estate.company or facts.estate.name
    if "visits" in facts.too_few:
        said = _("{when}, {unit} called on residents in hardship.").format(when=when, unit=unit)
        return [Para(joined(said, _(SO[facts.asked.audience])))]
    if not t.visits:
        said = _("{when}: {unit} has no visit on record.").format(when=when, unit=unit)
        return [Para(joined(said, _(SO[facts.asked.audience])))]
    of = _(" of {departments}").format(departments=listed(crew.departments)) if crew.departments else ""
    went = _("{when}, {unit} sent {staff} {staff:member|members} of staff{of} to call on residents in hardship: "
             "{visits} {visits:visit|visits} to {households} {households:household|households} "
             "with {persons} {persons:person|people} on file.")  # fmt: skip
    if not crew.staff:
        went = _("{when}, {unit} sent staff{of} to call on residents in hardship: {visits} {visits:visit|visits} to "
                 "{households} {households:household|households} "
                 "with {persons} {persons:person|people} on file.")  # fmt: skip
    said = filled(went, when=when, unit=unit, staff=crew.staff, of=of, visits=t.visits, households=t.households,
                  persons=t.persons)  # fmt: skip
    others = _("On {n} of these visits staff of other offices came along.").format(n=crew.accompanied)
    told = joined(said, others if crew.accompanied else "", _(SO[facts.asked.audience]))
    return [Para(told, traces=(*_counts(facts), traces.plain(_("People"), t.persons)))]


def _counts(facts: Briefing) -> tuple[Trace, Trace]:
    t = facts.totals
    return traces.visits(facts, _("Visits"), t.visits), traces.households(facts, _("Households visited"), t.households)


def visits(facts: Briefing) -> list[Block]:
    t = facts.totals
    if "visits" in facts.too_few:
        return [Para(_("Too few households were visited for numbers to be told without pointing at one."))]
    if not t.visits:
        said = _("No visit was recorded in this period.")
        return [Para(joined(said, on_file(facts), compared(facts))), *places(facts)]
    words = _("Of the households visited, {n} were met or spoken with, the resident or the family.")
    met = words.format(n=t.met) if t.met else _("Nobody was met.")
    met = "" if t.met is None else met
    found = [
        Trace(label(outcome), n) if outcome is None else traces.visits(facts, label(outcome), n, outcome)
        for outcome, n in t.outcomes.items()
    ]
    story: list[Block] = [
        Para(joined(met, on_file(facts), compared(facts)), traces=(*_counts(facts), *_filed(facts))),
        *_round(facts),
    ]
    if any(t.outcomes):
        calls = Way.PHONE in t.ways and any(each and each.seen for each in t.outcomes)
        more = _("Whoever was spoken with by phone counts as met.") if calls else ""
        told = joined(counted(t.outcomes, _("{word} {n}")), more)
        story.append(Para(told, _("Outcome: "), traces=tuple(found)))
    if any(t.ways):
        story.append(Para(counted(t.ways, _("{word} {n}")), _("Way: ")))
    if sum(bool(month.visits) for month in t.trend) > 1:
        story.append(Chart(_("Visits and households, month by month"), charts.trend(t.trend, printed())))
    story += [*_hardships(facts), *places(facts)]
    return story + (visit_table(facts) if len(facts.visits) <= INLINE else [])


def _round(facts: Briefing) -> list[Block]:
    """The round as planned and as it went."""
    r = facts.round
    if r is None:
        return []
    parts = (
        (_("visited in time {n}"), r.visited),
        (_("visited afterwards {n}"), r.afterwards),
        (_("nobody met {n}"), r.missed),
        (_("not visited yet {n}"), r.left),
        (_("taken out {n}"), r.dropped),
    )
    planned = filled(_("{n} {n:household was|households were} planned in this round"), n=r.planned)
    told = [sentence(planned, *(words.format(n=n) for words, n in parts if n))]
    if r.words:
        told.append(_("Its purpose: {words}.").format(words=r.words.rstrip("。. ")))
    if r.brought:
        told.append(filled(_("Something was brought to {n} {n:household|households}."), n=r.brought))
    return [Para(joined(*told), traces=(traces.plain(_("Planned"), r.planned), traces.plain(_("Visited"), r.visited)))]


def on_file(facts: Briefing) -> str:
    t = facts.totals
    if not t.on_file:
        return _("No household is on file.")
    seen = t.visited_on_file
    told = _("Households of the round on file: {n}.") if facts.round else _("Households on file: {n}.")
    told = told.format(n=t.on_file)
    if seen == t.on_file:
        words = _("Households on file: {n}, all of them visited.")
        if facts.round:
            words = _("Households of the round on file: {n}, all of them visited.")
        told = words.format(n=seen)
    elif seen is not None:
        words = _("Households on file: {on_file}; of these visited: {seen}, not visited: {rest}.")
        if facts.round:
            words = _("Households of the round on file: {on_file}; of these visited: {seen}, not visited: {rest}.")
        told = words.format(on_file=t.on_file, seen=seen, rest=t.on_file - seen)
    others = 0 if seen is None else t.households - seen
    late = _("Overdue on {day}: {n} {n:household|households}.")
    late = filled(late, day=telling.day(facts.made_on), n=t.overdue or 0)
    gone = _("Visited and not on file any more: {n}.").format(n=others) if others else ""
    return joined(told, gone, late if t.overdue else "")


def _filed(facts: Briefing) -> list[Trace]:
    t = facts.totals
    told = [traces.on_file(facts, _("Households on file"), t.on_file)]
    return told + ([traces.on_file(facts, _("Overdue"), t.overdue, only="overdue")] if t.overdue else [])


def compared(facts: Briefing) -> str:
    """How it was before, and by how much it is more or less now."""
    before, t = facts.totals.before, facts.totals
    if before is None:
        return ""
    named = WHOLE_BEFORE if is_whole(before) else BEFORE
    when = _(named.get(before.kind, N_("In the period before ({days})")))
    when = when.format(days=telling.period(before.start, before.end))
    is_notice = facts.asked.audience is Audience.NOTICE
    if not before.visits:
        return _("{when}: no visit on record.").format(when=when)
    told = _("{when}: visits {visits}, households {households}.").format(
        when=when, visits=before.visits, households=before.households
    )
    more, homes = t.visits - before.visits, t.households - before.households
    if is_notice and (is_little(abs(more)) or is_little(abs(homes))):
        return told
    return joined(told, sentence(_visits_by(more), _households_by(homes)))


def is_whole(before: Before) -> bool:
    """Whether it is all of a month, quarter or year, and not some days of one."""
    return before.kind in BEFORE and (before.start, before.end) == whole(before.kind, before.end)


def _visits_by(n: int) -> str:
    if not n:
        return _("As many visits now")
    words = _("{n} {n:visit|visits} more now") if n > 0 else _("{n} {n:visit|visits} fewer now")
    return filled(words, n=abs(n))


def _households_by(n: int) -> str:
    if not n:
        return _("as many households")
    words = _("{n} {n:household|households} more") if n > 0 else _("{n} {n:household|households} fewer")
    return filled(words, n=abs(n))


def places(facts: Briefing) -> list[Block]:
    t = facts.totals
    shown = [place for place in t.places if place.on_file or place.visits]
    if not shown:
        return []
    filed = _("Of the round, on file") if facts.round else _("Households on file")
    heads = [filed, _("Households visited"), _("Visits")]
    counts = [(p.name, p.on_file, p.visited, p.visits) for p in shown]
    counts.append((_("Total"), t.on_file, t.households, t.visits))
    first = 1 if facts.asked.audience is Audience.NOTICE else 0  # there, on file beside visited would tell of the rest
    rows = tuple((name, *map(str, numbers[first:])) for name, *numbers in counts)
    columns = (Column(_("Building"), 2), *(Column(head, 2, "centre") for head in heads[first:]))
    return [Listing(_("By building"), columns, rows, has_total=True, traces=_counts(facts))]


def _hardships(facts: Briefing) -> list[Block]:
    t = facts.totals
    if not t.hardships and (not t.without_hardship or facts.asked.audience is Audience.NOTICE):
        return []
    rows = [(_(kind.label), n) for kind, n in t.hardships.items()]
    rows += [(_("No hardship on file"), t.without_hardship)] if t.without_hardship else []
    title = _("Households visited, by hardship (one with several stands in several places)")
    if len(rows) >= MANY:
        return [Chart(title, charts.bars(rows, title, printed()))]
    return [halves(title, _("Kind of hardship"), [(name, str(n)) for name, n in rows])]


def halves(title: str, what: str, rows: Sequence[tuple[str, str]]) -> Listing:
    """A short list of words with their households, in two halves beside one another."""
    columns, folded_rows = folded(what, _("Households"), rows)
    return Listing(title, tuple(columns), tuple(tuple(row) for row in folded_rows))
