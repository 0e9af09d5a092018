"""The briefing: a sheet of facts drawn as the six parts of the unified template."""

from collections.abc import Callable
from datetime import date

from reportlab.platypus.flowables import Flowable

from db import telling
from db.briefing import Briefing
from db.choices import Audience
from db.words import N_, _, language
from reports import colours, sheet
from reports.briefing_parts import asked_and_said, attachments, causes_and_risks, measures
from reports.briefing_visits import visits
from reports.flowables import Rule, Sides, Text, Together
from reports.paper import About, Paper, bound, file_named
from reports.saying import drawn_together, numeral, styled

Section = Callable[[Briefing], list[Flowable]]
# Heading inside the house and for the committee, heading on the notice board, what stands below.
SECTIONS: tuple[tuple[str, str, Section], ...] = (
    (N_("The visits"), N_("The visits"), visits),
    (N_("What was asked for, heard and seen"), N_("What was asked for"), asked_and_said),
    (N_("Causes and risks"), N_("Hazards found"), causes_and_risks),
    (N_("Measures and follow-up"), N_("What was done"), measures),
    (N_("Attachments"), N_("Photos"), attachments),
)
MARKS = {
    Audience.INTERNAL: N_("Internal. Keep safe."),
    Audience.COMMITTEE: N_("For the neighbourhood committee and the street office"),
    Audience.NOTICE: N_("For the notice board"),
}


def pdf(facts: Briefing) -> bytes:
    return drawn(facts).content


def drawn(facts: Briefing) -> Paper:
    """The briefing with what is to be known about it: its pages, and characters that no font has."""
    story = masthead(facts)
    number = 0
    for title, on_the_board, section in SECTIONS:
        if found := section(facts):
            number += 1
            chosen = on_the_board if facts.asked.audience is Audience.NOTICE else title
            story += [Text(heading(number, _(chosen)), styled(sheet.HEADING)), *drawn_together(found)]
    story += foot(facts)
    author = facts.estate.issuing_unit or facts.estate.company or facts.estate.name
    return bound(story, About(title_of(facts), author, briefing_name(facts), facts.made_on))


def heading(number: int, words: str) -> str:
    return f"{numeral(number)}. {words}" if language() == "en" else f"{numeral(number)}、{words}"


def briefing_name(facts: Briefing) -> str:
    return facts.estate.briefing_name or _("Briefing on visits to households in hardship")


def title_of(facts: Briefing) -> str:
    """和安苑 2026年11月走访情况."""
    words = _("Visits, {period}").format(period=telling.period(facts.asked.start, facts.asked.end))
    return f"{facts.estate.name}, {words}" if language() == "en" else f"{facts.estate.name}{words}"


def scope(facts: Briefing) -> str:
    """What the paper is limited to; nothing when it is about the whole estate."""
    limits = [facts.building, _(facts.asked.hardship.label) if facts.asked.hardship else ""]
    told = (", " if language() == "en" else "，").join(filter(None, limits))
    return _("Only: {scope}").format(scope=told) if told else ""


def masthead(facts: Briefing) -> list[Flowable]:
    """Mark, name, issuing unit and day, the red line, the title."""
    unit = facts.estate.issuing_unit or facts.estate.company or facts.estate.name
    name, style = briefing_name(facts), styled(sheet.MASTHEAD)
    story: list[Flowable] = [
        Sides(_(MARKS[facts.asked.audience]), _("Demonstration") if facts.is_demonstration else "", sheet.MARK),
        Text(name, sheet.fitted(style, len(name))),
        Sides(unit, telling.paper_day(facts.made_on), sheet.UNIT),
        Rule(sheet.RED_RULE, colours.PAPER_RED, after=0),
        Text(title_of(facts), sheet.TITLE),
    ]
    if limited := scope(facts):
        story.append(Text(limited, sheet.SCOPE))
    return story


def foot(facts: Briefing) -> list[Flowable]:
    """Who is reported to, sent to, told: for papers that are sent. A notice board has no receivers."""
    lines = [
        (_("To: {offices}"), facts.estate.report_to),
        (_("Copy: {offices}"), facts.estate.send_to),
        (_("For: {offices}"), facts.estate.pass_to),
    ]
    told = [said.format(offices=offices.replace("\n", "，")) for said, offices in lines if offices.strip()]
    if not told or facts.asked.audience is Audience.NOTICE:
        return []
    above = Rule(sheet.STRONG_RULE, before=sheet.LINE)
    return [Together([above, *(Text(line, sheet.FOOT) for line in told)], Rule(sheet.STRONG_RULE))]


def name_for(estate: str, start: date, end: date, audience: Audience) -> str:
    """和安苑_走访简报_2026年11月_居委会版.pdf"""
    parts = (estate, _("Briefing"), telling.period(start, end), _(audience.label))
    return file_named(*(part.replace(" ", "-") for part in parts))
