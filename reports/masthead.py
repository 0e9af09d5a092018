"""The head of a briefing: its mark, its name in red, its number, who issues it and when, the red rule, the title."""

from dataclasses import replace
from math import ceil

from reportlab.platypus.flowables import Flowable

from db import telling
from db.briefing import Briefing
from db.words import _
from reports import colours, sheet
from reports.cover import Cover, briefing_name, issuing_unit, mark, numbered, scope
from reports.flowables import Rule, Sides, Text
from reports.fonts import font
from reports.headline import Title
from reports.saying import styled
from reports.sheet import Style
from reports.text import clean


def head(facts: Briefing, cover: Cover) -> list[Flowable]:
    """All that stands above the text. Its height is a whole number of lines, so that the text keeps to its lines."""
    name, unit, day = briefing_name(facts), issuing_unit(facts), telling.paper_day(cover.issued_on or facts.made_on)
    story: list[Flowable] = [
        Sides(mark(facts), _("Demonstration") if facts.is_demonstration else "", styled(sheet.MARK)),
        Title(name, fitted(styled(sheet.MASTHEAD), name)),
        Text(numbered(cover), styled(sheet.NUMBER)),
    ]
    if cover.correction:
        story.append(Text(cover.correction, styled(sheet.CORRECTION)))
    story += [
        Sides(unit, day, unit_style(unit + day)),
        Rule(sheet.RED_RULE, colours.PAPER_RED, before=sheet.RED_DROP, after=0),
    ]
    below = sheet.LINE - sheet.RED_DROP - sheet.RED_RULE
    if cover.note.strip():
        lead = _("Editor's note: ")
        story.append(Text(cover.note.strip(), replace(styled(sheet.EDITOR), before=below), lead))
        below = 0
    return [*story, *_title(cover.title, scope(facts), below)]


def fitted(style: Style, name: str) -> Style:
    """A long name in letters small enough for one line, down to the size of the title; then it takes two."""
    wide = font(style.font).stringWidth(clean(name), 1)
    size = max(sheet.SIZE_TWO, min(style.size, sheet.BLOCK_WIDTH / wide)) if wide else style.size
    return replace(style, size=size, leading=ceil(size * 1.2 / sheet.LINE) * sheet.LINE)


def unit_style(words: str) -> Style:
    """For the line with the unit and the day: smaller letters where they would not stand on it."""
    style = styled(sheet.UNIT)
    wide = font(style.font).stringWidth(clean(words), 1) + 1
    return replace(style, size=max(sheet.SIZE_FOUR, min(style.size, sheet.BLOCK_WIDTH / wide)))


def _title(words: str, limited: str, below: float) -> list[Flowable]:
    """The title with as much room above as below, over a whole number of lines."""
    made = Title(words, styled(sheet.TITLE))
    _wide, high = made.wrap(sheet.BLOCK_WIDTH, sheet.BLOCK_HEIGHT)
    room = (ceil(high / sheet.LINE) + 1) * sheet.LINE - high
    made.style = replace(made.style, before=below + room / 2, after=0 if limited else room / 2)
    return [made, Text(limited, replace(styled(sheet.SCOPE), after=room / 2, keep=True))] if limited else [made]
