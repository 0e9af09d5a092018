"""What the briefing says lies ahead: what is asked of whom, when somebody comes again, what is attached."""

from db import telling
from db.briefing import Briefing
from db.briefing_loop import Ask, Coming
from db.choices import Audience
from db.words import _, filled
from reports import fitting
from reports.blocks import Block, Note, Para, PhotoRow, Trace
from reports.saying import counted, days_late, joined, label, sentence, words
from reports.visit_annex import INLINE, visit_table


def asks(facts: Briefing) -> list[Block]:
    """One line for each matter, with the paper it rests on."""
    if facts.asked.audience is Audience.NOTICE:
        asked = sum(facts.helps.values())
        return [Para(_("Times others were asked for help: {n}.").format(n=asked))] if asked else []
    n = len(facts.asks) + facts.asks_left_out
    if not n:
        return [Para(_("Nothing is asked of others in this period."), is_nothing=True)]
    late = sum(bool(each.late) for each in facts.asks)
    told = sentence(
        _("Matters in which others are asked to act: {n}").format(n=n),
        _("of those listed {n} past their day").format(n=late) if late else "",
    )
    story: list[Block] = [Para(told, traces=(Trace(_("Requests to other offices"), n),))]
    if facts.asks:
        heads = (_("Asked of"), _("Household"), _("What for"), _("Rests on"), _("Wanted by"))
        rows = tuple(_row(facts, each) for each in facts.asks)
        story.append(fitting.listing(_("What is asked of whom"), heads, rows, home=1))
    if facts.asks_left_out:
        said = _("Counted but not listed, as sharing was not agreed to: {n}.")
        story.append(Note(said.format(n=facts.asks_left_out)))
    return story


def _row(facts: Briefing, ask: Ask) -> tuple[str, ...]:
    by = telling.near_day(ask.by, facts.made_on) if ask.by else _("No day set")
    whom = ask.to or words(ask.kind)
    until = "\n".join(filter(None, (by, days_late(ask.late))))
    return whom, ask.household, ask.words or _("Not written"), _rests_on(ask), until


def _rests_on(ask: Ask) -> str:
    if ask.ref:
        return _("Slip {number}").format(number=ask.ref)
    if ask.need is not None:
        return _("Problem {n}").format(n=ask.need)
    return _("Visit of {day}").format(day=telling.day(ask.visited)) if ask.visited else ""


def coming(facts: Briefing) -> list[Block]:
    """The days after the period: who is due, what is planned and why, which promises are to be kept."""
    c = facts.coming
    if "coming" in facts.too_few:
        return [Para(_("Planned visits concern too few households for numbers to be told."))]
    days = telling.period(c.start, c.end)
    if not (c.planned or c.due or c.promises):
        return [Para(_("Nothing is planned for {days}.").format(days=days), is_nothing=True)]
    due = filled(_("{n} {n:household is|households are} due for a regular visit"), n=c.due) if c.due else ""
    kept = filled(_("{n} {n:promise|promises} to keep"), n=c.promises) if c.promises else ""
    planned = _("Visits planned: {kinds}").format(kinds=counted(c.planned, _("{word} {n}"))) if c.planned else ""
    counts = tuple(Trace(label(kind), n) for kind, n in c.planned.items())
    lead = _("{days}: ").format(days=days)
    return [Para(joined(sentence(due, kept), planned), lead, traces=counts), *_next(facts, c)]


def _next(facts: Briefing, c: Coming) -> list[Block]:
    story: list[Block] = []
    if c.listed:
        heads = (_("Day"), _("Household"), _("Why planned"), _("What to look at"))
        rows = tuple(
            (telling.near_day(n.on, facts.made_on), n.household, _(n.why.label), n.focus or _("Not written"))
            for n in c.listed
        )
        story.append(fitting.listing(_("Visits agreed and to be followed up"), heads, rows, home=1))
    if c.left_out and facts.asked.audience is Audience.COMMITTEE:
        said = _("Next visits agreed and not listed, as sharing was not agreed to: {n}.")
        story.append(Note(said.format(n=c.left_out)))
    return story


def attachments(facts: Briefing) -> list[Block]:
    """Photos with consent, two in a row; a long table of visits; papers by name."""
    captions = []
    for number, photo in enumerate(facts.photos, 1):
        about = [_("Photo {n}").format(n=number), photo.household, telling.day(photo.at), photo.caption]
        captions.append((photo.content, "　".join(filter(None, about))))
    story: list[Block] = [PhotoRow(tuple(captions[n : n + 2])) for n in range(0, len(captions), 2)]
    if len(facts.visits) > INLINE:
        story += visit_table(facts)
    if facts.papers:
        heads = (_("Paper"), _("Household"), _("Brought on"))
        rows = tuple((p.caption or _("Not written"), p.household, telling.day(p.at)) for p in facts.papers)
        story.append(fitting.listing(_("Papers"), heads, rows, home=1))
    if facts.asked.audience is Audience.INTERNAL and facts.photos_left_out:
        story.append(Note(_("Photos left out for want of a valid consent: {n}.").format(n=facts.photos_left_out)))
    if not story and facts.asked.audience is not Audience.NOTICE:
        story.append(Para(_("No photos and no papers with this issue."), is_nothing=True))
    return story
