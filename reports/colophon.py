"""The foot of a briefing, at the bottom of its last page: who is reported to, who gets it, how many copies."""

from collections.abc import Iterable
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from reports import colours, sheet
from reports.cover import Cover, copied, receivers
from reports.fonts import font
from reports.ink import Drawn, add, ink, lay
from reports.saying import styled

LEAST = (2.5 * sheet.LINE, 1.5 * sheet.LINE)  # of the text goes along when the foot needs another page
HEADS = 2 * sheet.LINE  # room for headings tied to the last paragraph
MOST = sheet.BLOCK_HEIGHT / 2  # of a page is left empty so that the foot does not stand alone
FUZZ = 1e-6


class Colophon(Flowable):  # type: ignore[misc]
    """Rules as wide as the text; between them lines whose label hangs, and the copies at the right."""

    def __init__(self, lines: Iterable[tuple[str, str]], copies: str) -> None:
        super().__init__()
        self.style = styled(sheet.FOOT)
        self.told, self.copies = list(lines), copies

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        size, chain = self.style.size, font(self.style.font)
        self.lines: list[tuple[str, float, list[Drawn]]] = []
        for label, words in self.told:
            wide = chain.stringWidth(label, size)
            self.lines.append((label, wide, lay(words, self.style, room - 2 * size - wide)))
        high = sum(len(laid) for _label, _wide, laid in self.lines) * self.style.leading
        self.parts = [high] if self.lines else []
        self.parts += [self.style.leading] if self.copies else []
        self.width = room
        self.height = sum(self.parts) + 2 * len(self.parts) * sheet.FOOT_ROOM + 2 * sheet.STRONG_RULE
        self.height += sheet.MIDDLE_RULE * (len(self.parts) - 1)
        return room, self.height

    def draw(self) -> None:
        size, y = self.style.size, self.height
        self._rule(y, sheet.STRONG_RULE)
        y -= sheet.STRONG_RULE + sheet.FOOT_ROOM
        for label, wide, laid in self.lines:
            self._words([Drawn("", label, 0, 0)], size, y)
            self._words(laid, size + wide, y)
            y -= len(laid) * self.style.leading
        if self.lines and self.copies:
            y -= sheet.FOOT_ROOM
            self._rule(y, sheet.MIDDLE_RULE)
            y -= sheet.MIDDLE_RULE + sheet.FOOT_ROOM
        if self.copies:
            wide = font(self.style.font).stringWidth(self.copies, size)
            self._words([Drawn("", self.copies, 0, 0)], self.width - size - wide, y)
        self._rule(sheet.STRONG_RULE, sheet.STRONG_RULE)

    def _words(self, lines: list[Drawn], x: float, top: float) -> None:
        add(self.canv, ink(lines, self.style, self.canv._doc, x, top))

    def _rule(self, top: float, thick: float) -> None:
        self.canv.setFillColor(HexColor(colours.PAPER_INK))
        self.canv.rect(0, top - thick, self.width, thick, stroke=0, fill=1)


class Ending(Flowable):  # type: ignore[misc]
    """The last thing a paper says, and the foot at the bottom of that page. When the foot needs another page, some of
    the text goes along where it can, so that it does not stand there alone."""

    def __init__(self, body: Flowable | None, foot: Colophon) -> None:
        super().__init__()
        self.body, self.foot = body, foot

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self.body.getSpaceBefore()) if self.body else 0

    def getSpaceAfter(self) -> float:  # noqa: N802
        return 0

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        self.high: float = self.body.wrap(room, height)[1] if self.body else 0
        self.least: float = self.high + (sheet.FOOT_GAP if self.body else 0) + self.foot.wrap(room, height)[1]
        self.width, self.height = room, max(self.least, height)
        return room, self.height

    def split(self, room: float, height: float) -> list[Any]:
        self.wrap(room, height)
        if not self.body:
            return []
        if self.high > height + FUZZ:
            return self._with_foot(self.body.split(room, height))
        for least in LEAST:
            if parts := self._with_foot(self.body.split(room, self.high - least)):
                return parts
        if self.high <= MOST and self.least + HEADS <= sheet.BLOCK_HEIGHT:
            return []  # the whole of it moves on
        return [self.body, Ending(None, self.foot)]

    def _with_foot(self, parts: list[Flowable]) -> list[Flowable]:
        return [*parts[:-1], Ending(parts[-1], self.foot)] if len(parts) > 1 else []

    def draw(self) -> None:
        if self.body:
            self.body.drawOn(self.canv, 0, self.height - self.high)
        self.foot.drawOn(self.canv, 0, 0)


def colophon(cover: Cover) -> Colophon | None:
    """The foot, when there is anybody to name or a number of copies."""
    told, copies = receivers(cover), copied(cover)
    return Colophon(told, copies) if told or copies else None
