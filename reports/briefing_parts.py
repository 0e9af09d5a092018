"""The briefing from part 3 on, each from facts to flowables. What is not known is said in words, never printed as 0."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from reportlab.platypus.flowables import Flowable

from db import privacy, telling
from db.briefing import Briefing, Case
from db.choices import Audience, Level
from db.fields import On, fields_of
from db.models import PARTS
from db.words import N_, _, language
from reports import sheet
from reports.briefing_visits import INLINE, visit_table
from reports.flowables import Photos, Text
from reports.saying import body, counted, in_cell, joined, listed, note, nothing, numeral, styled, words, words_of
from reports.table import Column, Table, folded

LEADS = dict(
    zip(
        (part.__name__ for part in PARTS),
        (N_("Meeting"), N_("Asked for and said"), N_("Seen"), N_("Causes and risk"), N_("Measures")),
        strict=True,
    )
)
IN_HEADLINE = {"at", "way", "outcome"}


def asked_and_said(facts: Briefing) -> list[Flowable]:
    """Part 3: appeals in numbers, chosen cases in words."""
    if facts.appeals:
        story: list[Flowable] = [body(counted(facts.appeals, _("{word} {n}")), _("Appeals, by visits: "))]
    else:
        story = [nothing(_("No appeal was recorded in this period."))]
    for number, case in enumerate(facts.cases, 1):
        story += told(number, case)
    return story


def told(number: int, case: Case) -> list[Flowable]:
    """A case: who and when, then each part of the form in which something was written."""
    v = case.told
    opening = _("{when}, {staff}. {way}: {outcome}.").format(
        when=telling.moment(v.at), staff=listed(case.staff), way=_(v.way.label), outcome=_(v.outcome.label)
    )
    if case.hardships:
        opening += _(" Hardship: {kinds}.").format(kinds=words(case.hardships))
    place = f"({number}) " if language() == "en" else f"（{numeral(number)}）"
    story: list[Flowable] = [Text(place + case.household, styled(sheet.SMALL_HEADING)), body(opening)]
    for part in PARTS:
        if sentences := list(_sentences(part, case)):
            story.append(body(joined(*sentences), _(LEADS[part.__name__]) + ("　" if language() == "zh_CN" else "  ")))
    return story


def _sentences(part: type, case: Case) -> Iterable[str]:
    """Each filled-in field of a part: its label and what stands there; the reason of a risk in brackets behind it."""
    for field in fields_of(part, On.BRIEFING):
        value = getattr(case.told, field.name)
        if field.name in IN_HEADLINE or field.name.endswith("_why") or value is None or value in ("", []):
            continue
        said = telling.day(value) if isinstance(value, date) else privacy.text(value)
        why = getattr(case.told, f"{field.name}_why", "")
        if why:
            said = _("{level} ({why})").format(level=said, why=why.rstrip("。. "))
        yield _("{label}: {said}.").format(label=_(field.show.label), said=said.rstrip("。. "))


def causes_and_risks(facts: Briefing) -> list[Flowable]:
    """Part 4: causes, hazards, risk, who is at risk."""
    story: list[Flowable] = []
    if facts.asked.audience is not Audience.NOTICE:
        story += causes(facts)
    story += hazards(facts)
    if facts.risks and facts.totals.visits:
        order: list[Level | None] = [*reversed(Level), None]
        columns = [Column(_("Aspect"), 3)]
        columns += [Column(_(level.label) if level else _("Not assessed"), 1.4, "centre") for level in order]
        rows = [[_(scale.label), *(str(scale.levels[level]) for level in order)] for scale in facts.risks]
        story += [Text(_("Households visited, by risk last seen"), sheet.TABLE_TITLE), Table(columns, rows)]
    if facts.at_risk:
        columns = [Column(_("Household"), 2), Column(_("Grave risk"), 4)]
        rows = [
            [
                in_cell(each.household),
                "\n".join([*(_grave(label, why) for label, why in each.grave), *words_of(each.circumstances)]),
            ]
            for each in facts.at_risk
        ]
        story += [Text(_("Households at grave risk"), sheet.TABLE_TITLE), Table(columns, rows)]
    elif facts.totals.visits and not facts.at_risk_left_out and facts.asked.audience is not Audience.NOTICE:
        story.append(nothing(_("No household visited was found at grave risk.")))
    if facts.at_risk_left_out and facts.asked.audience is Audience.COMMITTEE:
        story.append(
            note(_("At grave risk and not listed, as sharing was not agreed to: {n}.").format(n=facts.at_risk_left_out))
        )
    return story


def _grave(label: str, why: str) -> str:
    return _("{label}: {said}.").format(label=_(label), said=why.rstrip("。. ") or _("no reason written"))


def causes(facts: Briefing) -> list[Flowable]:
    found: list[tuple[str, Mapping[Any, int]]] = [
        (_("Causes on file, by households: "), facts.causes),
        (_("One-off or long-term, by households: "), facts.durations),
        (_("Personal or social, by households: "), facts.origins),
    ]
    story: list[Flowable] = [body(counted(counts, _("{word}: {n}")), lead) for lead, counts in found if counts]
    return story or [nothing(_("No cause was recorded in this period."))]


def hazards(facts: Briefing) -> list[Flowable]:
    if not facts.hazards:
        return [nothing(_("No hazard was recorded in this period."))]
    title = Text(_("Hazards found"), sheet.TABLE_TITLE)
    rows = [[_(found.hazard.label), str(found.households)] for found in facts.hazards]
    if facts.asked.audience is not Audience.INTERNAL:
        return [title, Table(*folded(_("Hazard"), _("Households"), rows))]
    columns = [Column(_("Hazard"), 3), Column(_("Households"), 1.6, "centre"), Column(_("Where"), 5)]
    where = [listed(found.where) for found in facts.hazards]
    return [title, Table(columns, [[*row, doors] for row, doors in zip(rows, where, strict=True)])]


def measures(facts: Briefing) -> list[Flowable]:
    """Part 5: what we do, what is asked of whom, when we come again."""
    story: list[Flowable] = [
        body(counted(facts.measures, _("{word} {n}")), _("Our measures, by visits: "))
        if facts.measures
        else nothing(_("No measure of our own was recorded in this period."))
    ]
    if facts.asked.audience is Audience.NOTICE:
        if asked := sum(facts.helps.values()):
            story.append(body(_("Times others were asked for help: {n}.").format(n=asked)))
        if facts.next_visits_left_out:
            story.append(body(_("Households with a next visit agreed: {n}.").format(n=facts.next_visits_left_out)))
        return story
    return story + outside_help(facts) + next_visits(facts)


def outside_help(facts: Briefing) -> list[Flowable]:
    if not facts.helps:
        return [nothing(_("Nothing is asked of others in this period."))]
    story: list[Flowable] = [body(counted(facts.helps, _("{word} {n}")), _("Asked of others, by visits: "))]
    if facts.askings:
        columns = [Column(_("Asked of"), 2), Column(_("Household"), 3), Column(_("What for"), 5)]
        rows = [[words(a.to), in_cell(a.household), a.words or _("Not written")] for a in facts.askings]
        story += [Text(_("What is asked of whom"), sheet.TABLE_TITLE), Table(columns, rows)]
    if facts.askings_left_out:
        said = _("Counted but not listed, as sharing was not agreed to: {n}.")
        story.append(note(said.format(n=facts.askings_left_out)))
    return story


def next_visits(facts: Briefing) -> list[Flowable]:
    story: list[Flowable] = []
    if facts.next_visits:
        columns = [Column(_("Day"), 1.4), Column(_("Household"), 3), Column(_("What to look at"), 5)]
        rows = [[telling.day(n.on), in_cell(n.household), n.focus or _("Not written")] for n in facts.next_visits]
        story += [Text(_("Next visits agreed"), sheet.TABLE_TITLE), Table(columns, rows)]
    elif not facts.next_visits_left_out:
        story.append(nothing(_("No next visit was agreed in this period.")))
    if facts.next_visits_left_out:
        said = _("Next visits agreed and not listed, as sharing was not agreed to: {n}.")
        story.append(note(said.format(n=facts.next_visits_left_out)))
    return story


def attachments(facts: Briefing) -> list[Flowable]:
    """Part 6: photos with consent, two in a row; papers by name."""
    captions = []
    for number, photo in enumerate(facts.photos, 1):
        about = [_("Photo {n}").format(n=number), photo.household, telling.day(photo.at), photo.caption]
        captions.append((photo.content, "　".join(filter(None, about))))
    story: list[Flowable] = [Photos(captions[n : n + 2]) for n in range(0, len(captions), 2)]
    if len(facts.visits) > INLINE:
        story += visit_table(facts)
    if facts.papers:
        columns = [Column(_("Paper"), 4), Column(_("Household"), 3), Column(_("Brought on"), 1.4)]
        rows = [[p.caption or _("Not written"), in_cell(p.household), telling.day(p.at)] for p in facts.papers]
        story += [Text(_("Papers"), sheet.TABLE_TITLE), Table(columns, rows)]
    if facts.asked.audience is Audience.INTERNAL and facts.photos_left_out:
        story.append(note(_("Photos left out for want of a valid consent: {n}.").format(n=facts.photos_left_out)))
    if not story and facts.asked.audience is not Audience.NOTICE:
        story.append(nothing(_("No photos and no papers with this issue.")))
    return story
