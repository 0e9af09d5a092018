"""The briefing's part 2: who visited whom, when, and which hardship, in numbers and in a table."""

from reportlab.platypus.flowables import Flowable

from db import telling
from db.briefing import Briefing
from db.choices import Audience
from db.words import _
from reports import sheet
from reports.flowables import Text
from reports.saying import body, counted, in_cell, joined, listed, note, words
from reports.table import Column, Table, folded

INLINE = 15  # visits; a longer table stands behind the text


def visits(facts: Briefing) -> list[Flowable]:
    """Part 2: who visited whom, when, which hardship."""
    t = facts.totals
    if not t.visits:
        said = _("No visit was recorded in this period.")
        return [body(joined(said, on_file(facts), compared(facts))), *places(facts)]
    said = _("Visits made: {visits}. Households visited: {households}.").format(
        visits=t.visits, households=t.households
    )
    story: list[Flowable] = [
        body(joined(said, on_file(facts), compared(facts))),
        body(counted(t.outcomes, _("{word} {n}")), _("Outcome: ")),
        body(counted(t.ways, _("{word} {n}")), _("Way: ")),
        *places(facts),
    ]
    if t.hardships or (t.without_hardship and facts.asked.audience is not Audience.NOTICE):
        rows = [[_(kind.label), str(n)] for kind, n in t.hardships.items()]
        rows += [[_("No hardship on file"), str(t.without_hardship)]] if t.without_hardship else []
        story += [
            Text(_("Households visited, by hardship (one with several stands in several places)"), sheet.TABLE_TITLE)
        ]
        story.append(Table(*folded(_("Kind of hardship"), _("Households"), rows)))
    return story + (visit_table(facts) if len(facts.visits) <= INLINE else [])


def on_file(facts: Briefing) -> str:
    t = facts.totals
    if not t.on_file:
        return _("No household is on file.")
    told = _("Households on file: {on_file}; of these visited: {seen}, not visited: {rest}.").format(
        on_file=t.on_file, seen=t.visited_on_file, rest=t.on_file - t.visited_on_file
    )
    others = t.households - t.visited_on_file
    return joined(told, _("Visited and not on file any more: {n}.").format(n=others) if others else "")


def compared(facts: Briefing) -> str:
    before = facts.totals.before
    days = telling.period(before.start, before.end)
    named = _("In the same days of last month ({days})") if before.is_last_month else _("In the period before ({days})")
    if not before.visits:
        return _("{when}: no visit on record.").format(when=named.format(days=days))
    return _("{when}: visits {visits}, households {households}.").format(
        when=named.format(days=days), visits=before.visits, households=before.households
    )


def places(facts: Briefing) -> list[Flowable]:
    t = facts.totals
    shown = [place for place in t.places if place.on_file or place.visits]
    if not shown:
        return []
    rows = [[p.name, str(p.on_file), str(p.visited), str(p.visits)] for p in shown]
    rows.append([_("Total"), str(t.on_file), str(t.households), str(t.visits)])
    heads = (_("Households on file"), _("Households visited"), _("Visits"))
    columns = [Column(_("Building"), 2), *(Column(head, 2, "centre") for head in heads)]
    return [Text(_("By building"), sheet.TABLE_TITLE), Table(columns, rows, total=True)]


def visit_table(facts: Briefing) -> list[Flowable]:
    story: list[Flowable] = []
    if facts.visits:
        heads = (_("When"), _("Household"), _("Kind of hardship"), _("Visited by"), _("Way"), _("Outcome"))
        columns = [Column(head, share) for head, share in zip(heads, (2.1, 3.4, 2.6, 3, 1.2, 1.7), strict=True)]
        rows = [
            [
                telling.moment(v.at),
                in_cell(v.household),
                words(v.hardships) or _("None on file"),
                listed(v.staff) or _("Not recorded"),
                _(v.way.label),
                _(v.outcome.label),
            ]
            for v in facts.visits
        ]
        story += [Text(_("Visits of the period, one by one"), sheet.TABLE_TITLE), Table(columns, rows)]
    if facts.visits_left_out and facts.asked.audience is Audience.COMMITTEE:
        said = _("Counted but not listed, as sharing was not agreed to: visits {visits}, households {households}.")
        story.append(note(said.format(visits=facts.visits_left_out, households=facts.households_left_out)))
    return story
