"""What papers are built of: paragraphs, rules, lines with two sides. Plain text only, so there is nothing to escape."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from reports import colours, sheet
from reports.fonts import font
from reports.ink import Drawn, add, ink, lay
from reports.sheet import Style
from reports.text import clean


class Text(Flowable):  # type: ignore[misc]
    """A paragraph, or several where the text has line breaks. `lead` begins the first in the heading's face."""

    def __init__(self, words: str, style: Style, lead: str = "") -> None:
        super().__init__()
        self.words, self.style, self.lead = words, style, lead
        self.lines: list[Drawn] = []
        self.laid = -1.0
        self.least = 2  # lines that may stand alone on the next page

    def getSpaceBefore(self) -> float:  # noqa: N802
        return self.style.before

    def getSpaceAfter(self) -> float:  # noqa: N802
        return self.style.after

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        if self.laid != room:
            self.lines, self.laid = lay(self.words, self.style, room, self.lead), room
        self.width, self.height = room, self.style.leading * len(self.lines)
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Two parts; neither leaves a single line alone on a page."""
        self.wrap(room, height)
        here = min(int(height / self.style.leading + 1e-6), len(self.lines) - self.least)
        if here < 2:
            return []
        return [self._part(self.lines[:here], replace(self.style, after=0)), self._part(self.lines[here:], self.style)]

    def _part(self, lines: list[Drawn], style: Style) -> "Text":
        made = Text("", replace(style, level=None))
        made.lines, made.laid, made.least = lines, self.laid, self.least
        return made

    def drawOn(self, canvas: Any, x: float, y: float, _sW: float = 0) -> None:  # noqa: N802, N803
        """At its place at once: ReportLab's moving of the whole page and back costs as much as the words."""
        if self.style.level is not None:
            bookmark(canvas, self.words, self.style.level, y + self.height)
        add(canvas, ink(self.lines, self.style, canvas._doc, x, y + self.height))


def bookmark(canvas: Any, words: str, level: int, top: float) -> None:
    """A place in the outline; no deeper than one step below the one before, or readers would find it nowhere."""
    canvas.marks = getattr(canvas, "marks", 0) + 1
    level = canvas.depth = min(level, getattr(canvas, "depth", -1) + 1)
    key = f"mark{canvas.marks}"
    canvas.bookmarkHorizontal(key, 0, top)
    canvas.addOutlineEntry(clean(words).replace("\n", " "), key, level)


class Stack(Flowable):  # type: ignore[misc]
    """Flowables below one another, on one page as long as nothing parts them."""

    def __init__(self, items: Sequence[Flowable]) -> None:
        super().__init__()
        self.items = items

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self.items[0].getSpaceBefore())

    def getSpaceAfter(self) -> float:  # noqa: N802
        return float(self.items[-1].getSpaceAfter())

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        before, self.tops = 0.0, []
        top = 0.0
        for number, item in enumerate(self.items):
            top += max(before, item.getSpaceBefore()) if number else 0
            self.tops.append(top)
            top += item.wrap(room, height - top)[1]
            before = item.getSpaceAfter()
        self.width, self.height = room, top
        return room, top

    def draw(self) -> None:
        for item, top in zip(self.items, self.tops, strict=True):
            item.drawOn(self.canv, 0, self.height - top - item.height)


class Together(Stack):
    """Headings and the beginning of what follows them, on one page. ReportLab's own moves a long table as a whole."""

    def __init__(self, heads: Sequence[Flowable], body: Flowable) -> None:
        super().__init__([*heads, body])
        self.heads, self.body = heads, body

    def split(self, room: float, height: float) -> list[Flowable]:
        self.wrap(room, height)
        parts = self.body.split(room, height - self.tops[-1])
        if len(parts) > 1:
            return [*self.heads, *parts]
        if self.height <= sheet.BLOCK_HEIGHT:
            return []
        if height < sheet.BLOCK_HEIGHT and len(self.body.split(room, sheet.BLOCK_HEIGHT - self.tops[-1])) > 1:
            return []  # nothing of the body fits here; a new page takes its beginning
        first, *others = self.heads  # no page holds all of it
        return flowing([first, Together(others, self.body) if others else self.body], room, height)


def flowing(items: Sequence[Flowable], room: float, height: float) -> list[Flowable]:
    """Items that need not stand together, the first of them parted where it must be; none when it does not fit."""
    first, rest = items[0], items[1:]
    if first.wrap(room, height)[1] <= height:
        return list(items)
    parts = first.split(room, height)
    return [*parts, *rest] if len(parts) > 1 else []


class Rule(Flowable):  # type: ignore[misc]
    """A line over the whole width."""

    def __init__(self, thick: float, colour: str = colours.PAPER_INK, before: float = 2, after: float = 2) -> None:
        super().__init__()
        self.thick, self.colour, self.spaceBefore, self.spaceAfter = thick, colour, before, after

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width, self.height = room, self.thick
        return room, self.thick

    def draw(self) -> None:
        self.canv.setFillColor(HexColor(self.colour))
        self.canv.rect(0, 0, self.width, self.thick, stroke=0, fill=1)


class Sides(Flowable):  # type: ignore[misc]
    """One line with words at both margins; the right ones go below when the two do not fit."""

    def __init__(self, left: str, right: str, style: Style) -> None:
        super().__init__()
        self.left, self.right, self.style = left, right, style

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        chain, to_right = font(self.style.font), replace(self.style, align="right")
        needed = chain.stringWidth(clean(self.right), self.style.size)
        self.beside = needed + chain.stringWidth(clean(self.left), self.style.size) + self.style.size <= room
        self.lines = lay(self.left, self.style, room)
        self.others = lay(self.right, to_right, room)
        count = max(len(self.lines), len(self.others)) if self.beside else len(self.lines) + len(self.others)
        self.width, self.height = room, count * self.style.leading
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        """Names are short; two that fill a page go on over it like any text."""
        self.wrap(room, height)
        if self.beside or self.height < sheet.BLOCK_HEIGHT / 2:
            return []
        right = Text(self.right, replace(self.style, align="right"))
        return flowing([Text(self.left, self.style), right], room, height)

    def draw(self) -> None:
        lower = 0 if self.beside else len(self.lines) * self.style.leading
        add(self.canv, ink(self.lines, self.style, self.canv._doc, 0, self.height))
        add(self.canv, ink(self.others, self.style, self.canv._doc, 0, self.height - lower))
