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
UNIT_RIGHT = Style(size=SIZE_FOUR, leading=24, align="right")
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


def english(style: Style) -> Style:
    """The same for English: ragged, smaller, without the indent of Chinese paragraphs."""
    if style is BODY:
        return replace(style, size=12, leading=19, indent=0, justified=False, pitch=0, after=5)
    if style in (HEADING, SMALL_HEADING):
        return replace(style, indent=0, size=style.size - 1)
    if style is MASTHEAD:
        return replace(style, size=26, leading=40)
    return style


def fitted(style: Style, characters: int) -> Style:
    """A long name in letters small enough for one line, down to the size of the title; then it takes two."""
    full = BLOCK_WIDTH / max(characters, 1) * (1.9 if style.size == 26 else 1)
    size = max(SIZE_TWO, min(style.size, full))
    return replace(style, size=size, leading=size * 1.5)
