"""Words as they are drawn: the lines of a text in a room, and the operators that put them on a page."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from reportlab.lib.colors import HexColor

from reports.fonts import BOLD, HEI, Pen, boldness, font
from reports.sheet import Style
from reports.text import broken, clean, in_two

# A gap wider than this, in parts of the size, would be read as a blank when the text is copied out.
WIDEST = 0.09
TIGHT = re.compile(r"([!-~À-ɏ]{2,})")  # words and numbers are not pulled apart to fill a line
BOLDLY = "2 Tr"  # letters are filled and outlined
BASE = 0.88  # the base line below the top of the character's square


@dataclass(frozen=True, slots=True)
class Drawn:
    """A line ready to be drawn: `lead` is set in the heading's face, `spread` is added to each gap."""

    lead: str
    words: str
    x: float
    spread: float


def lay(words: str, style: Style, room: float, lead: str = "") -> list[Drawn]:
    """The lines of a text, whose own line breaks begin new paragraphs."""
    size, begin, indent = style.size, clean(lead), style.indent * (style.size + style.pitch)
    more = style.pitch * 1000 / size
    bold, widths = font(HEI).spaced(more).__getitem__, font(style.font).spaced(more).__getitem__
    made: list[Drawn] = []
    for text in (begin + clean(words)).split("\n"):
        in_lead = 0 if made else len(begin)
        wide = [*map(bold, text[:in_lead]), *map(widths, text[in_lead:])]
        centred = style.align == "centre"
        lines = in_two(text, wide, size, room) if centred else broken(text, wide, size, room, indent)
        for number, line in enumerate(lines):
            told, x = text[line.start : line.end], 0.0 if number else indent
            free = room - x - line.width
            split = max(0, min(in_lead - line.start, len(told)))
            spread = _spread(told, free, line.last, style)
            made.append(Drawn(told[:split], told[split:], _start(style.align, x, free), spread))
    return made or [Drawn("", "", 0, 0)]


def _start(align: str, indent: float, free: float) -> float:
    """Where a line begins that leaves so much room free."""
    if align == "left" or free <= 0:
        return indent if align == "left" else 0
    return free if align == "right" else free / 2


def _spread(told: str, free: float, is_last: bool, style: Style) -> float:
    """How much each gap gives or takes so that the line ends at the margin."""
    if free < 0:  # a closing mark is squeezed in: every gap takes its share
        return free / max(len(told) - 1, 1)
    if is_last or not style.justified:
        return 0
    gaps = len(told) - sum(map(len, TIGHT.findall(told)))
    if told and not TIGHT.fullmatch(told[-2:]):  # behind the last character there is no gap
        gaps -= 1
    spread = free / max(gaps, 1)
    return spread if spread <= WIDEST * style.size else 0


class Ink:
    """Words put at places of a page: one text object, with an operator only where something changes."""

    def __init__(self, document: Any) -> None:
        self.document, self.code = document, ["BT"]
        self.x = self.y = self.spacing = 0.0
        self.style: Style | None = None
        self.colour = self.face = ""

    def put(self, lines: Iterable[Drawn], style: Style, x: float, top: float) -> None:
        """Lines downwards from `top`."""
        for line in lines:
            if line.lead or line.spread:
                self.move(style, x + line.x, top)
                self._show(line.lead, font(HEI).pen(self.document), style, line.spread)
                self._show(line.words, self.pen, style, line.spread)
            else:
                self.line(line.words, style, x + line.x, top)
            top -= style.leading

    def line(self, words: str, style: Style, x: float, top: float) -> None:
        """One line of plain words."""
        self.move(style, x, top)
        self._show(words, self.pen, style, 0)

    def row(self, texts: Sequence[str], style: Style, starts: Sequence[float], top: float) -> None:
        """Plain words on one level, each at its place: what most rows of tables are, in as little as it takes."""
        self.move(style, starts[0], top)
        self._ready(self.pen, style.size, style.pitch)
        show, x, code = self.pen.shower("".join(texts), style.size), self.x, self.code
        last = len(texts) - 1
        for number, text in enumerate(texts):
            if text:
                code.append(show(text))
            if number < last:
                across = round(starts[number + 1] - x, 2)
                x += across
                code.append(f"{across:g} 0 Td")
        self.x = x

    def move(self, style: Style, x: float, top: float) -> None:
        """To where a line begins. Places are rounded as they are written, so that nothing drifts."""
        if style is not self.style:
            self._take(style)
        across, down = round(x - self.x, 2), round(top - self.drop - self.y, 2)
        self.x, self.y = self.x + across, self.y + down
        self.code.append(f"{across:g} {down:g} Td")

    def _take(self, style: Style) -> None:
        self.style, self.pen = style, font(style.font).pen(self.document)
        self.drop = (style.leading - style.size) / 2 + BASE * style.size
        if (wanted := _inked(style)) != self.colour:
            self.code.append(f"{'0 Tr ' if BOLDLY in self.colour else ''}{wanted}")
            self.colour = wanted

    def _ready(self, pen: Pen, size: float, spacing: float) -> None:
        if (face := pen.face(size)) != self.face:
            self.face = face
            self.code.append(face)
        if spacing != self.spacing:
            self.spacing = spacing
            self.code.append(f"{spacing:.3f} Tc")

    def _show(self, words: str, pen: Pen, style: Style, spread: float) -> None:
        for number, piece in enumerate(TIGHT.split(words) if spread > 0 else (words,)):
            if piece:
                self._ready(pen, style.size, style.pitch + (0 if number % 2 else spread))  # every other one is tight
                self.code.append(pen.show(piece, style.size))

    def done(self) -> str:
        """The operators. Colour, weight and spacing are put back as they were, for what is drawn next."""
        return f"q {' '.join(self.code)} ET Q"


def ink(lines: Iterable[Drawn], style: Style, document: Any, x: float, top: float) -> str:
    """The operators that draw lines downwards from `top`."""
    made = Ink(document)
    made.put(lines, style, x, top)
    return made.done()


def _inked(style: Style) -> str:
    """The colour of letters, and the outline of bold ones."""
    bold = (BOLD if style.bold else boldness(style.font)) * style.size
    return f"{colour(style.colour)} rg" + (f" {colour(style.colour)} RG {bold:.3f} w {BOLDLY}" if bold else "")


@cache
def colour(of: str) -> str:
    """A colour as operators write it."""
    return " ".join(f"{part:.3f}" for part in HexColor(of).rgb())


def add(canvas: Any, code: str) -> None:
    """Operators go onto the page as they are: ReportLab's own text calls cost several times as much."""
    canvas._code.append(code)
