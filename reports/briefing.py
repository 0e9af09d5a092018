"""The briefing: facts, a cover and what was written, bound as an issue."""

from collections.abc import Sequence
from datetime import date

from reportlab.platypus.flowables import Flowable

from db import telling
from db.briefing import Briefing
from db.choices import Audience
from db.words import _, speaking
from reports import set_pdf
from reports.blocks import Section
from reports.colophon import Ending, colophon
from reports.cover import Cover, briefing_name, draft, issuing_unit
from reports.masthead import head
from reports.paper import About, Paper, bound, file_named
from reports.placing import ended
from reports.written import sections


def pdf(facts: Briefing) -> bytes:
    return drawn(facts).content


def drawn(
    facts: Briefing, cover: Cover | None = None, written: Sequence[Section] | None = None, password: str = ""
) -> Paper:
    """The briefing with what is to be known about it: its pages, and characters that no font has. Without a cover it is
    a draft; without sections it says what the facts say."""
    cover = cover or draft(facts)
    with speaking(cover.language):
        story = [*head(facts, cover), *set_pdf.story(sections(facts) if written is None else written)]
        return bound(_closed(story, cover), about(facts, cover), watermark=cover.watermark, password=password)


def _closed(story: list[Flowable], cover: Cover) -> list[Flowable]:
    """The story with its foot at the bottom of the last page."""
    foot = colophon(cover)
    return [*story[:-1], Ending(story[-1], foot)] if foot else ended(story)


def about(facts: Briefing, cover: Cover) -> About:
    """What the file says of itself."""
    asked = facts.asked
    words = (facts.estate.name, briefing_name(facts), telling.period(asked.start, asked.end), _(asked.audience.label))
    return About(cover.title, issuing_unit(facts), briefing_name(facts), cover.issued_on or facts.made_on, words)


def name_for(estate: str, start: date, end: date, audience: Audience) -> str:
    """和安苑_走访简报_2026年11月_居委会版.pdf"""
    parts = (estate, _("Briefing"), telling.period(start, end), _(audience.label))
    return file_named(*(part.replace(" ", "-") for part in parts))
