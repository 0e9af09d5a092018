"""The measures of our papers: page, type, rules. The only file with millimetres.

They follow GB/T 9704-2012: A4, 22 lines of 28 characters in a block of 156 by 225 mm, size three for the text, headings
in black letters, in script, in bold. A briefing's head, which that standard does not know, keeps to the same lines.
"""

from dataclasses import dataclass, replace
from functools import cache

from reportlab.lib.units import mm

from reports import colours
from reports.fonts import BIAOSONG, FANG, HEI, KAI, SONG

WIDTH, HEIGHT = 210 * mm, 297 * mm
TOP, LEFT = 37 * mm, 28 * mm
BLOCK_WIDTH, BLOCK_HEIGHT = 156 * mm, 225 * mm
BOTTOM = HEIGHT - TOP - BLOCK_HEIGHT
FOLIO_DROP = 7 * mm  # the dashes of the page number below the block


@dataclass(frozen=True)
class Page:
    """Where the text stands on an A4 page, and whether the page is numbered."""

    left: float
    bottom: float
    width: float
    height: float
    numbered: bool = True


OFFICIAL = Page(LEFT, BOTTOM, BLOCK_WIDTH, BLOCK_HEIGHT)
FORM = Page(20 * mm, 16 * mm, 170 * mm, 267 * mm)  # what is filled in or carried about: more of the page is used
WHOLE = Page(0, 0, WIDTH, HEIGHT, numbered=False)

SIZE_FIRST, SIZE_TWO, SIZE_THREE, SIZE_FOUR, SIZE_FIVE, SIZE_LESS = 42, 22, 16, 14, 10.5, 9
LINE = BLOCK_HEIGHT / 22
# Twenty-eight characters fill a line, so each stands a hair closer than its own width.
PITCH = BLOCK_WIDTH / 28 - SIZE_THREE

RED_RULE, STRONG_RULE, MIDDLE_RULE, FINE_RULE = 0.9 * mm, 0.35 * mm, 0.25 * mm, 0.15 * mm
RED_DROP = 1.2 * mm  # the red rule below the line with the unit and the day
FOOT_GAP = 8 * mm  # at least between the last words and the rules at the foot
FOOT_ROOM = 0.9 * mm  # between a rule and the words below or above it
CELL = 1.1 * mm  # room around the words of a cell
PHOTO_GAP, PHOTO_HEIGHT = 6 * mm, 66 * mm
PHOTO_PIXELS = 1100  # long side: three hundred to the inch at this width


@dataclass(frozen=True)
class Style:
    """How a paragraph is set. `indent` is in characters, the rest in points."""

    font: str = SONG
    size: float = SIZE_THREE
    leading: float = LINE
    indent: float = 0
    align: str = "left"  # left, centre, right
    justified: bool = False
    pitch: float = 0
    before: float = 0
    after: float = 0
    bold: bool = False
    keep: bool = False  # on the same page as what follows
    level: int | None = None  # a heading's level among the bookmarks
    colour: str = colours.PAPER_INK


MARK = Style(font=HEI)
MASTHEAD = Style(font=BIAOSONG, size=SIZE_FIRST, leading=2 * LINE, align="centre", colour=colours.PAPER_RED)
NUMBER = Style(font=FANG, align="centre")
CORRECTION = Style(font=KAI, size=SIZE_FOUR, align="centre")
UNIT = Style(font=FANG)
EDITOR = Style(font=KAI, size=SIZE_FOUR, leading=LINE, indent=2, justified=True)
TITLE = Style(font=BIAOSONG, size=SIZE_TWO, leading=34, align="centre", keep=True, level=0)
SCOPE = Style(font=KAI, size=SIZE_FOUR, align="centre")
HEADING = Style(font=HEI, indent=2, pitch=PITCH, keep=True, level=0)
SMALL_HEADING = Style(font=KAI, indent=2, pitch=PITCH, keep=True, level=1)
LEAST_HEADING = Style(font=FANG, indent=2, pitch=PITCH, bold=True, keep=True, level=2)
BODY = Style(font=FANG, indent=2, justified=True, pitch=PITCH)
TABLE_TITLE = Style(font=HEI, size=12, leading=20, align="centre", before=6, after=3, keep=True)
HEAD_CELL = Style(font=HEI, size=SIZE_FIVE, leading=15)
CELL_TEXT = Style(size=SIZE_FIVE, leading=15)
DENSE_HEAD = Style(font=HEI, size=SIZE_LESS, leading=12)
DENSE_TEXT = Style(size=SIZE_LESS, leading=12)
TABLE_LEAD = Style(size=SIZE_FIVE, leading=16, after=3, colour=colours.PAPER_SOFT, keep=True)
NOTE = Style(size=SIZE_FIVE, leading=16, before=3, after=8, colour=colours.PAPER_SOFT)
CAPTION = Style(size=SIZE_FIVE, leading=15)
FOOT = Style(font=FANG, size=SIZE_FOUR, leading=22)

# Forms: a label beside its answer, and lines as far apart as a hand writes.
FORM_TITLE = Style(font=HEI, size=18, leading=28, align="centre")
FORM_SIDE = Style(size=SIZE_FIVE, leading=16)
FORM_HEADING = Style(font=HEI, size=SIZE_FIVE, leading=16, before=4, after=2, keep=True)
FORM_LABEL = Style(font=HEI, size=9.5, leading=14)
FORM_TEXT = Style(size=SIZE_FIVE, leading=15)
FORM_LARGE = Style(size=12, leading=19)
FORM_SMALL = Style(size=9, leading=13, before=2, after=2)
FORM_BODY = Style(size=13, leading=21, before=2, after=2)
FORM_LARGE_HEADING = Style(font=HEI, size=13, leading=21, before=5, keep=True)
LABEL_WIDTH, LABEL_WIDTH_ENGLISH = 25 * mm, 31 * mm
WRITING = 7 * mm  # between two lines to write on
CUT_GAP = 5 * mm

# Door-step cards: A6, four to a page.
CARD_WIDTH, CARD_HEIGHT, CARD_ROOM = WIDTH / 2, HEIGHT / 2, 7 * mm
CARD_LABEL, CARD_LABEL_ENGLISH = 4.9, 8.8  # in characters
CARD_MARK = 4 * mm  # the ticks that show where to cut
CARD_DOORS = (22, 18, 15, 12)  # sizes for the door, the first that fits in one line
CARD_SIZES = (11, 10.5, 10, 9.5, 9, 8.5, 8)  # for the rest; below the last nothing is shrunk, it is cut


@cache
def english(style: Style) -> Style:
    """The same for English: ragged, smaller, without the indent of Chinese paragraphs, in the faces whose Latin letters
    are good."""
    font = {FANG: SONG, KAI: SONG, BIAOSONG: HEI}.get(style.font, style.font)
    if style in (BODY, EDITOR):
        return replace(style, font=font, size=12, leading=19, indent=0, justified=False, pitch=0, after=5)
    if style in (HEADING, SMALL_HEADING, LEAST_HEADING):
        size = 15 if style is HEADING else 13
        return replace(style, font=HEI, bold=False, size=size, leading=24, indent=0, pitch=0, before=6)
    if style is MASTHEAD:
        return replace(style, font=font, size=26)
    if style in (MARK, NUMBER, CORRECTION, UNIT, SCOPE, FOOT):
        return replace(style, font=font, size=12)
    if style is TITLE:
        return replace(style, font=font, size=19, leading=29)
    if style in (FORM_TEXT, FORM_LABEL):
        return replace(style, size=style.size - 1, leading=12)
    if style in (FORM_BODY, FORM_LARGE_HEADING):
        return replace(style, size=11, leading=16)
    return replace(style, font=font)
