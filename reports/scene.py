"""A picture as boxes, words and rules, in points from the top left: what every way of drawing it (PDF, SVG, PNG) reads.

A picture on the screen is interactive and goes through Vega-Lite; the same cells make both. A scene bears its legend,
but no title and no day: the paper or the file it goes into writes them (`framed`).
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from reports.colours import PAPER_INK, PAPER_SOFT
from reports.fonts import HEI, font
from reports.text import broken, clean

TITLE, SMALL = 15.0, 9.0  # sizes of the words around a framed scene
LEADING = 1.5
EDGE = 18.0
NARROWEST = 260.0  # so that a small picture's title still reads


@dataclass(frozen=True)
class Box:
    x: float
    y: float
    wide: float
    high: float
    fill: str | None = None  # #RRGGBB; None: not filled
    stroke: str | None = None
    line: float = 1
    is_dashed: bool = False
    corner: float = 0


@dataclass(frozen=True)
class Words:
    """`y` is the baseline."""

    x: float
    y: float
    text: str
    size: float
    colour: str
    at: Literal["start", "middle", "end"] = "start"
    is_bold: bool = False


@dataclass(frozen=True)
class Rule:
    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    line: float = 1


@dataclass(frozen=True)
class Scene:
    """`said` is the picture in a sentence, for who cannot see it. Its legend is among the marks."""

    wide: float
    high: float
    said: str
    marks: tuple[Box | Words | Rule, ...]


def width_of(text: str, size: float) -> float:
    """How wide words come out in the face that pictures are written in."""
    return font(HEI).stringWidth(clean(text), size)


def framed(scene: Scene, title: str, lines: Sequence[str]) -> Scene:
    """The scene as a sheet of its own: its title above, below it what one must know to read it later."""
    wide = max(scene.wide, NARROWEST)
    marks: list[Box | Words | Rule] = []
    y = EDGE
    for words in _wrapped(title, TITLE, wide):
        y += TITLE * LEADING
        marks.append(Words(EDGE, y - TITLE * 0.5, words, TITLE, PAPER_INK, is_bold=True))
    y += SMALL
    marks += [moved(mark, EDGE, y) for mark in scene.marks]
    y += scene.high + SMALL
    for line in lines:
        for words in _wrapped(line, SMALL, wide):
            y += SMALL * LEADING
            marks.append(Words(EDGE, y - SMALL * 0.5, words, SMALL, PAPER_SOFT))
    return Scene(wide + 2 * EDGE, y + EDGE, scene.said, tuple(marks))


def moved(mark: Box | Words | Rule, across: float, down: float) -> Box | Words | Rule:
    match mark:
        case Rule():
            return replace(mark, x1=mark.x1 + across, x2=mark.x2 + across, y1=mark.y1 + down, y2=mark.y2 + down)
        case _:
            return replace(mark, x=mark.x + across, y=mark.y + down)


def apart(scene: Scene, gap: float) -> list[Scene]:
    """The scene cut across wherever nothing stands for at least `gap`."""
    cuts, reached = [0.0], 0.0
    for top, bottom in sorted(_upright(mark) for mark in scene.marks):
        if reached and top - reached >= gap:
            cuts.append((top + reached) / 2)
        reached = max(reached, bottom)
    return [between(scene, *each) for each in zip(cuts, [*cuts[1:], scene.high], strict=True)]


def between(scene: Scene, top: float, bottom: float) -> Scene:
    """What of the scene begins between two heights, as a scene of its own."""
    marks = (mark for mark in scene.marks if top <= _upright(mark)[0] < bottom or top == 0 > _upright(mark)[0])
    return Scene(scene.wide, bottom - top, scene.said, tuple(moved(mark, 0, -top) for mark in marks))


def _upright(mark: Box | Words | Rule) -> tuple[float, float]:
    """From where to where a mark reaches."""
    match mark:
        case Box():
            return mark.y, mark.y + mark.high
        case Rule():
            return min(mark.y1, mark.y2), max(mark.y1, mark.y2)
        case Words():
            return mark.y - mark.size, mark.y + mark.size * 0.25


def _wrapped(text: str, size: float, room: float) -> list[str]:
    words = clean(text).replace("\n", " ")
    widths = [font(HEI).widths[c] for c in words]
    return [words[line.start : line.end] for line in broken(words, widths, size, room)]
