"""What papers are built of: paragraphs, tables, photos, rules. Plain text only, so there is nothing to escape."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from PIL import Image
from reportlab.lib.colors import HexColor
from reportlab.lib.utils import ImageReader
from reportlab.platypus.flowables import Flowable

from reports import colours, sheet
from reports.fonts import HEI, ChainFont, font
from reports.sheet import Style
from reports.text import broken, clean, in_two

# A gap wider than this, in parts of the size, would be read as a blank when the text is copied out.
WIDEST = 0.09
TIGHT = re.compile(r"([!-~À-ɏ]{2,})")  # words and numbers are not pulled apart to fill a line
BASE = 0.88  # the base line below the top of the character's square


@dataclass(frozen=True)
class Drawn:
    """A line ready to be drawn: `lead` is set in the heading's face, `spread` is added to each gap."""

    lead: str
    words: str
    x: float
    spread: float


def lay(words: str, style: Style, room: float, lead: str = "") -> list[Drawn]:
    """The lines of a text, whose own line breaks begin new paragraphs."""
    made: list[Drawn] = []
    chain, bold = font(style.font), font(HEI)
    for text in (clean(lead) + clean(words)).split("\n"):
        in_lead = len(lead) if not made else 0
        widths: list[float] = [bold.widths[c] for c in text[:in_lead]]
        widths += [chain.widths[c] for c in text[in_lead:]]
        closer = style.pitch * 1000 / style.size
        widths = [width + closer for width in widths] if closer else widths
        indent = style.indent * style.size
        if style.align == "centre":
            lines = in_two(text, widths, style.size, room)
        else:
            lines = broken(text, widths, style.size, room, indent)
        for number, line in enumerate(lines):
            told, x = text[line.start : line.end], 0.0 if number else indent
            free = room - x - line.width
            split = max(0, min(in_lead - line.start, len(told)))
            if style.align != "left":
                x = free if style.align == "right" else free / 2
            made.append(Drawn(told[:split], told[split:], x, _spread(told, free, line.last, style)))
    return made or [Drawn("", "", 0, 0)]


def _spread(told: str, free: float, is_last: bool, style: Style) -> float:
    """How much each gap gives or takes so that the line ends at the margin."""
    if free >= 0 and (is_last or not style.justified):
        return 0
    gaps = sum(1 for piece in TIGHT.split(told) for _c in piece if not TIGHT.fullmatch(piece))
    spread = free / max(gaps - 1, 1)
    return spread if spread <= WIDEST * style.size else 0


def ink(lines: Sequence[Drawn], style: Style, document: Any, x: float, top: float) -> str:
    """The operators that draw lines downwards from `top`; one text object for all of them."""
    chain = font(style.font)
    red, green, blue = HexColor(style.colour).rgb()
    code = [f"BT {red:.3f} {green:.3f} {blue:.3f} rg {_face(chain, style, document)}"]
    across, down = 0.0, -(top - (style.leading - style.size) / 2 - BASE * style.size)
    spacing = 0.0
    for line in lines:
        code.append(f"{x + line.x - across:.2f} {-down:.2f} Td")
        across, down = x + line.x, style.leading
        for heading, words in ((True, line.lead), (False, line.words)):
            if not words:
                continue
            shown = font(HEI) if heading else chain
            if heading:
                code.append(_face(shown, style, document))
            for piece in TIGHT.split(words) if line.spread else (words,):
                wanted = style.pitch + (0 if line.spread and TIGHT.fullmatch(piece) else line.spread)
                if piece and wanted != spacing:
                    code.append(f"{wanted:.3f} Tc")
                    spacing = wanted
                code.append(shown.show(piece, document, style.size) if piece else "")
            if heading:
                code.append(_face(chain, style, document))
    return " ".join([*filter(None, code), "0 Tc" if spacing else "", "ET"])


def _face(chain: ChainFont, style: Style, document: Any) -> str:
    return f"{chain.getSubsetInternalName(0, document)} {style.size} Tf"


class Text(Flowable):  # type: ignore[misc]
    """A paragraph, or several where the text has line breaks. `lead` begins the first in the heading's face."""

    def __init__(self, words: str, style: Style, lead: str = "") -> None:
        super().__init__()
        self.words, self.style, self.lead = words, style, lead
        self.lines: list[Drawn] = []
        self.laid = -1.0
        self.ends = True

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
        here = min(int(height / self.style.leading + 1e-6), len(self.lines) - 2)
        if here < 2:
            return []
        return [self._part(self.lines[:here], replace(self.style, after=0)), self._part(self.lines[here:], self.style)]

    def _part(self, lines: list[Drawn], style: Style) -> "Text":
        made = Text("", replace(style, level=None))
        made.lines, made.laid = lines, self.laid
        return made

    def draw(self) -> None:
        if self.style.level is not None:
            bookmark(self.canv, self.words, self.style.level, self.height)
        add(self.canv, ink(self.lines, self.style, self.canv._doc, 0, self.height))


def add(canvas: Any, code: str) -> None:
    """Operators go onto the page as they are: ReportLab's own text calls cost several times as much."""
    canvas._code.append(code)


def bookmark(canvas: Any, words: str, level: int, top: float) -> None:
    canvas.marks = getattr(canvas, "marks", 0) + 1
    key = f"mark{canvas.marks}"
    canvas.bookmarkHorizontal(key, 0, top)
    canvas.addOutlineEntry(clean(words).replace("\n", " "), key, level)


class Together(Flowable):  # type: ignore[misc]
    """Headings and the beginning of what follows them, on one page. ReportLab's own moves a long table as a whole."""

    def __init__(self, heads: Sequence[Flowable], body: Flowable) -> None:
        super().__init__()
        self.heads, self.body = heads, body

    def getSpaceBefore(self) -> float:  # noqa: N802
        return float(self.heads[0].getSpaceBefore())

    def getSpaceAfter(self) -> float:  # noqa: N802
        return float(self.body.getSpaceAfter())

    def wrap(self, room: float, height: float) -> tuple[float, float]:
        before, self.tops = 0.0, []
        top = 0.0
        for number, item in enumerate([*self.heads, self.body]):
            top += max(before, item.getSpaceBefore()) if number else 0
            self.tops.append(top)
            top += item.wrap(room, height - top)[1]
            before = item.getSpaceAfter()
        self.width, self.height = room, top
        return room, top

    def split(self, room: float, height: float) -> list[Flowable]:
        self.wrap(room, height)
        parts = self.body.split(room, height - self.tops[-1])
        return [*self.heads, *parts] if len(parts) > 1 else []

    def draw(self) -> None:
        for item, top in zip([*self.heads, self.body], self.tops, strict=True):
            item.drawOn(self.canv, 0, self.height - top - item.height)


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

    def draw(self) -> None:
        lower = 0 if self.beside else len(self.lines) * self.style.leading
        add(self.canv, ink(self.lines, self.style, self.canv._doc, 0, self.height))
        add(self.canv, ink(self.others, self.style, self.canv._doc, 0, self.height - lower))


class Photos(Flowable):  # type: ignore[misc]
    """One row of photos, at most two, each with its words below."""

    def __init__(self, photos: Sequence[tuple[bytes, str]]) -> None:
        super().__init__()
        self.photos = [(ImageReader(BytesIO(smaller(content))), words) for content, words in photos]
        self.spaceBefore, self.spaceAfter = sheet.CELL, sheet.PHOTO_GAP

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.each = (room - sheet.PHOTO_GAP) / 2
        self.sizes = []
        for image, _words in self.photos:
            width, height = image.getSize()
            scale = min(self.each / width, sheet.PHOTO_HEIGHT / height)
            self.sizes.append((width * scale, height * scale))
        self.captions = [lay(words, sheet.CAPTION, self.each) for _image, words in self.photos]
        self.high = max(height for _width, height in self.sizes)
        self.width = room
        self.height = self.high + sheet.CELL + max(map(len, self.captions)) * sheet.CAPTION.leading
        return room, self.height

    def draw(self) -> None:
        for number, (image, _words) in enumerate(self.photos):
            x, (width, height) = number * (self.each + sheet.PHOTO_GAP), self.sizes[number]
            self.canv.drawImage(image, x, self.height - height, width, height)
            below = self.height - self.high - sheet.CELL
            add(self.canv, ink(self.captions[number], sheet.CAPTION, self.canv._doc, x, below))


def smaller(content: bytes) -> bytes:
    """The photo with no more pixels than the paper can show; one small enough stays as it is stored."""
    with Image.open(BytesIO(content)) as image:
        if max(image.size) <= sheet.PHOTO_PIXELS and image.format == "JPEG":
            return content
        small = image.convert("RGB")
        small.thumbnail((sheet.PHOTO_PIXELS, sheet.PHOTO_PIXELS))
        out = BytesIO()
        small.save(out, "JPEG", quality=82)
    return out.getvalue()
