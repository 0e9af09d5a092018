"""Words across every page, as outlines in one form that all pages share: seen and printed, never copied out as text."""

from math import atan2, cos, hypot, sin
from typing import Any

import uharfbuzz as hb

from reports import colours, sheet
from reports.faces import opened
from reports.fonts import HEI, font
from reports.ink import colour
from reports.text import clean

NAME = "watermark"
LARGEST = 96  # points
REACH = 0.72  # of the page's diagonal
DARKNESS = 0.08  # how much of its colour shows: the smallest figures below it are easy to read, and it is seen in print


class _Outline:
    """Takes a glyph's outline, and writes it as operators at its place in a line."""

    def __init__(self, scale: float, x: float, y: float) -> None:
        self.scale, self.x, self.y = scale, x, y
        self.code: list[str] = []
        self.last = (0.0, 0.0)

    def _add(self, operator: str, *points: tuple[float, float]) -> None:
        placed = [(self.x + x * self.scale, self.y + y * self.scale) for x, y in points]
        self.code.append(" ".join(f"{x:.2f} {y:.2f}" for x, y in placed) + f" {operator}")
        self.last = points[-1]

    def moveTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("m", point)

    def lineTo(self, point: tuple[float, float]) -> None:  # noqa: N802
        self._add("l", point)

    def curveTo(self, *points: tuple[float, float]) -> None:  # noqa: N802
        self._add("c", *points)

    def qCurveTo(self, handle: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: N802
        """A curve with one handle, as TrueType has them, by one with two."""
        begin = self.last
        near = tuple((a + 2 * b) / 3 for a, b in zip(begin, handle, strict=True))
        far = tuple((a + 2 * b) / 3 for a, b in zip(end, handle, strict=True))
        self._add("c", (near[0], near[1]), (far[0], far[1]), end)

    def closePath(self) -> None:  # noqa: N802
        self.code.append("h")


def define_watermark(canvas: Any, words: str) -> None:
    """Define the form; pages that draw it refer to it."""
    canvas.beginForm(NAME, 0, 0, sheet.WIDTH, sheet.HEIGHT)
    canvas._code.append(_operators(" ".join(clean(words).split())))
    canvas.endForm()


def draw_watermark(canvas: Any) -> None:
    """Over the page: what lies below a table's or a chart's ground would be hidden."""
    canvas.saveState()
    canvas.setFillAlpha(DARKNESS)
    canvas.doForm(NAME)
    canvas.restoreState()


def _operators(words: str) -> str:
    chain = font(HEI)
    diagonal = hypot(sheet.WIDTH, sheet.HEIGHT)
    width = chain.stringWidth(words, 1)
    size = min(LARGEST, REACH * diagonal / width) if width else LARGEST
    slope = atan2(sheet.HEIGHT, sheet.WIDTH)
    turn = f"{cos(slope):.4f} {sin(slope):.4f} {-sin(slope):.4f} {cos(slope):.4f}"
    code = [f"q {colour(colours.PAPER_INK)} rg {turn} {sheet.WIDTH / 2:.2f} {sheet.HEIGHT / 2:.2f} cm"]
    x = -width * size / 2
    for character in words:
        number, _code, wide, drawn = chain.find(ord(character))
        if drawn:
            one = chain.faces[number]
            whole = opened(one.path, one.index)
            outline = _Outline(size / whole.upem, x, -size * 0.36)
            drawing = hb.Font(whole)
            drawing.draw_glyph_with_pen(drawing.get_nominal_glyph(drawn), outline)
            code += outline.code
        x += wide * size / 1000
    return " ".join([*code, "f Q"])
