"""A scene in a PDF: on a sheet of its own, or as one piece of a paper, its words as real text in the house's faces."""

from collections.abc import Iterator
from io import BytesIO
from itertools import accumulate
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus.flowables import Flowable

from reports.fonts import BOLD, HEI, SONG, font
from reports.ink import add
from reports.scene import Box, Rule, Scene, Words, apart, between
from reports.text import clean

ROUND = 0.5523  # how far a curve's handles reach to make a quarter of a circle
BOLD_FROM = 8.5  # points: smaller letters would run full
DASH = "[3 2] 0 d"
LEGEND = 80.0  # what is lower at the top of a scene is its legend
LEGIBLE = 5.5  # points: while its smallest words are larger, a scene is made smaller rather than parted
STREET, HAIR = 8.0, 1.0  # gaps at which a scene may be parted: gladly, and if it must be


class Drawing(Flowable):  # type: ignore[misc]
    """A scene in a paper: no wider than the text, no higher than `most`, never enlarged, in the middle.

    It stays whole on a page as long as its words can be read; one that is much too high goes on on the next page,
    parted where nothing stands.
    """

    def __init__(self, scene: Scene, most: float) -> None:
        super().__init__()
        self.scene, self.most = scene, most
        self.pieces: list[Scene] = []
        self.scale = 0.0

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        if not self.pieces:
            scale = min(1.0, room / self.scene.wide)
            whole = min(scale, self.most / self.scene.high)
            stays_whole = whole == scale or _smallest(self.scene) * whole >= LEGIBLE
            self.pieces = [self.scene] if stays_whole else _pieces(self.scene, self.most / scale)
            self.scale = min(scale, self.most / max(piece.high for piece in self.pieces))
        self.width, self.height = room, sum(piece.high for piece in self.pieces) * self.scale
        return room, self.height

    def split(self, room: float, height: float) -> list[Flowable]:
        self.wrap(room, height)
        reached = accumulate(piece.high * self.scale for piece in self.pieces)
        here = sum(foot <= height + 0.01 for foot in reached)
        if not 0 < here < len(self.pieces):
            return []
        return [self._part(self.pieces[:here]), self._part(self.pieces[here:])]

    def reset(self) -> None:
        """As large as at first."""
        self.pieces = []

    def shrink(self, high: float, least: float) -> bool:
        """Smaller, so that it is no higher than that; not below a part of its size, nor below what can be read."""
        scale = self.scale * high / self.height
        if len(self.pieces) > 1 or scale < self.scale * least or _smallest(self.scene) * scale < LEGIBLE:
            return False
        self.scale = min(self.scale, scale)
        return True

    def _part(self, pieces: list[Scene]) -> "Drawing":
        made = Drawing(self.scene, self.most)
        made.pieces, made.scale = pieces, self.scale
        return made

    def draw(self) -> None:
        left, top = (self.width - self.scene.wide * self.scale) / 2, self.height
        for piece in self.pieces:
            top -= piece.high * self.scale
            add(self.canv, operators(piece, self.canv._doc, left, top, self.scale))


def _smallest(scene: Scene) -> float:
    """The size of its smallest words."""
    return min((mark.size for mark in scene.marks if isinstance(mark, Words)), default=LEGIBLE)


def _pieces(scene: Scene, most: float) -> list[Scene]:
    """The scene in pieces that belong on one page each, the legend with the first of them."""
    found = apart(scene, STREET)
    while len(found) > 1 and found[0].high < LEGEND:
        found = [between(scene, 0, found[0].high + found[1].high), *found[2:]]
    return [part for piece in found for part in (apart(piece, HAIR) if piece.high > most else [piece])]


def page(scene: Scene, title: str) -> bytes:
    """The scene as a PDF of one page that is exactly as large."""
    font(SONG), font(HEI)
    out = BytesIO()
    made = Canvas(out, (scene.wide, scene.high), initialFontName=SONG, invariant=1, pdfVersion=(1, 4))
    made.setTitle(clean(title))
    add(made, operators(scene, made._doc))
    made.showPage()
    made.save()
    return out.getvalue()


def operators(scene: Scene, document: Any, left: float = 0, bottom: float = 0, scale: float = 1) -> str:
    """What draws the scene with its lower left corner there."""
    code = [f"q {scale:.4f} 0 0 {scale:.4f} {left:.2f} {bottom:.2f} cm"]
    for mark in scene.marks:
        code += _drawn(mark, scene.high, document, scale)
    return " ".join([*code, "Q"])


def _drawn(mark: Box | Words | Rule, high: float, document: Any, scale: float) -> Iterator[str]:
    match mark:
        case Box():
            yield from _box(mark, high)
        case Rule(x1, y1, x2, y2, colour, line):
            yield f"q {_colour(colour)} RG {line:.2f} w {x1:.2f} {high - y1:.2f} m {x2:.2f} {high - y2:.2f} l S Q"
        case Words():
            yield _words(mark, high, document, mark.is_bold and mark.size * scale >= BOLD_FROM)


def _box(box: Box, high: float) -> Iterator[str]:
    if box.fill is None and box.stroke is None:
        return
    yield "q"
    if box.fill is not None:
        yield f"{_colour(box.fill)} rg"
    if box.stroke is not None:
        yield f"{_colour(box.stroke)} RG {box.line:.2f} w" + (f" {DASH}" if box.is_dashed else "")
    yield _outline(box, high - box.y - box.high)
    yield "B" if box.fill and box.stroke else "f" if box.fill else "S"
    yield "Q"


def _outline(box: Box, bottom: float) -> str:
    corner = min(box.corner, box.wide / 2, box.high / 2)
    if corner <= 0:
        return f"{box.x:.2f} {bottom:.2f} {box.wide:.2f} {box.high:.2f} re"
    left, right, top = box.x, box.x + box.wide, bottom + box.high
    near = corner * (1 - ROUND)
    steps = [
        ((left + corner, bottom), "m"),
        ((right - corner, bottom), "l"),
        ((right - near, bottom, right, bottom + near, right, bottom + corner), "c"),
        ((right, top - corner), "l"),
        ((right, top - near, right - near, top, right - corner, top), "c"),
        ((left + corner, top), "l"),
        ((left + near, top, left, top - near, left, top - corner), "c"),
        ((left, bottom + corner), "l"),
        ((left, bottom + near, left + near, bottom, left + corner, bottom), "c"),
    ]
    return " ".join(" ".join(f"{n:.2f}" for n in numbers) + f" {step}" for numbers, step in steps) + " h"


def _words(words: Words, high: float, document: Any, is_bold: bool) -> str:
    text, chain = clean(words.text).replace("\n", " "), font(HEI)
    if not text:
        return ""
    shift = {"start": 0.0, "middle": 0.5, "end": 1.0}[words.at] * chain.stringWidth(text, words.size)
    colour = _colour(words.colour)
    bold = f"{colour} RG {words.size * BOLD:.3f} w 2 Tr " if is_bold else ""
    face = f"{chain.getSubsetInternalName(0, document)} {words.size} Tf"
    place = f"{words.x - shift:.2f} {high - words.y:.2f} Td"
    return f"q BT {colour} rg {bold}{face} {place} {chain.show(text, document, words.size)} ET Q"


def _colour(colour: str) -> str:
    red, green, blue = HexColor(colour).rgb()
    return f"{red:.3f} {green:.3f} {blue:.3f}"
