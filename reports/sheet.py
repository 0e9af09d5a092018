"""The measures of our papers: page, type, rules. The only file with millimetres.

They follow GB/T 9704-2012 (A4, 22 lines of 28 characters in a block of 156 by 225 mm, size three for the text).
"""

from dataclasses import dataclass, replace

from reportlab.lib.units import mm

from reports import colours
from reports.fonts import HEI, SONG

WIDTH, HEIGHT = 210 * mm, 297 * mm
TOP, LEFT = 37 * mm, 28 * mm
BLOCK_WIDTH, BLOCK_HEIGHT = 156 * mm, 225 * mm
BOTTOM = HEIGHT - TOP - BLOCK_HEIGHT
FOLIO_DROP = 7 * mm  # page number below the block


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

SIZE_TWO, SIZE_THREE, SIZE_FOUR, SIZE_FIVE = 22, 16, 14, 10.5
LINE = BLOCK_HEIGHT / 22
# Twenty-eight characters fill a line, so each stands a hair closer than its own width.
PITCH = BLOCK_WIDTH / 28 - SIZE_THREE

RED_RULE, STRONG_RULE, FINE_RULE = 0.9 * mm, 0.35 * mm, 0.15 * mm
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
    keep: bool = False  # on the same page as what follows
    level: int | None = None  # a heading's level among the bookmarks
    colour: str = colours.PAPER_INK


MASTHEAD = Style(font=HEI, size=34, leading=52, align="centre", colour=colours.PAPER_RED, after=6)
MARK = Style(font=HEI, size=SIZE_FOUR, leading=LINE)
UNIT = Style(size=SIZE_FOUR, leading=24)
TITLE = Style(
    font=HEI, size=SIZE_TWO, leading=34, align="centre", before=LINE * 0.8, after=LINE * 0.5, keep=True, level=0
)
SCOPE = Style(size=SIZE_FOUR, leading=24, align="centre", after=LINE * 0.4)
HEADING = Style(font=HEI, indent=2, before=4, keep=True, level=0)
SMALL_HEADING = Style(font=HEI, size=SIZE_FOUR, leading=LINE, indent=2, keep=True, level=1)
BODY = Style(indent=2, justified=True, pitch=PITCH)
TABLE_TITLE = Style(font=HEI, size=12, leading=20, before=6, after=3, keep=True)
HEAD_CELL = Style(font=HEI, size=SIZE_FIVE, leading=15)
CELL_TEXT = Style(size=SIZE_FIVE, leading=15)
NOTE = Style(size=SIZE_FIVE, leading=16, before=3, after=8, colour=colours.PAPER_SOFT)
CAPTION = Style(size=SIZE_FIVE, leading=15)
FOOT = Style(size=SIZE_FOUR, leading=24)

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


def english(style: Style) -> Style:
    """The same for English: ragged, smaller, without the indent of Chinese paragraphs."""
    if style is BODY:
        return replace(style, size=12, leading=19, indent=0, justified=False, pitch=0, after=5)
    if style in (HEADING, SMALL_HEADING):
        return replace(style, indent=0, size=style.size - 1)
    if style is MASTHEAD:
        return replace(style, size=26, leading=40)
    if style in (FORM_TEXT, FORM_LABEL):
        return replace(style, size=style.size - 1, leading=12)
    if style in (FORM_BODY, FORM_LARGE_HEADING):
        return replace(style, size=11, leading=16)
    return style


def fitted(style: Style, characters: int) -> Style:
    """A long name in letters small enough for one line, down to the size of the title; then it takes two."""
    full = BLOCK_WIDTH / max(characters, 1) * (1.9 if style.size == 26 else 1)
    size = max(SIZE_TWO, min(style.size, full))
    return replace(style, size=size, leading=size * 1.5)
