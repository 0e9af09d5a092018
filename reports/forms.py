"""What forms are built of: labels beside answers, boxes to tick, lines to write on, a line to cut along."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.platypus.flowables import Flowable

from db.words import _, language
from reports import colours, sheet
from reports.flowables import Sides, Text
from reports.fonts import font
from reports.ink import Drawn, add, ink, lay
from reports.saying import styled
from reports.sheet import Style
from reports.text import clean

BOX = "□"
APART = "　"
GAP = "＿"  # one place to write a character in
LABEL_SHARE = 0.36  # of a cell, at most


@dataclass(frozen=True)
class Cell:
    """A label and what stands beside it: words, boxes to tick, empty lines to write on, or room for a signature."""

    label: str
    text: str = ""
    boxes: tuple[str, ...] = ()
    lines: int = 0
    ruled: bool = True
    share: float = 1


@dataclass(frozen=True)
class _Laid:
    cell: Cell
    label: list[Drawn]
    words: list[Drawn]
    lines: int
    width: float
    left: float  # of it for the label
    leading: float

    @property
    def height(self) -> float:
        words, written = len(self.words) * self.leading, self.lines * sheet.WRITING
        return max(words + written, len(self.label) * styled(sheet.FORM_LABEL).leading) + 2 * sheet.CELL


class Grid(Flowable):  # type: ignore[misc]
    """Rows of cells with lines all around. It may go on over the page between two rows."""

    def __init__(self, rows: Sequence[Sequence[Cell]], style: Style = sheet.FORM_TEXT) -> None:
        super().__init__()
        self.cells, self.style = rows, style
        self.rows: list[list[_Laid]] = []
        self.laid = -1.0

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        if self.laid != room:
            self.rows, self.laid = [self._row(row, room) for row in self.cells], room
        self.width, self.height = room, sum(map(_high, self.rows))
        return room, self.height

    def _row(self, row: Sequence[Cell], room: float) -> list[_Laid]:
        shares, made = sum(cell.share for cell in row), []
        for cell in row:
            width = room * cell.share / shares
            left = min(label_width(), width * LABEL_SHARE)
            inner = width - left - 2 * sheet.CELL
            told = "\n".join(filter(None, [flat(cell.text), packed(cell.boxes, self.style, inner)]))
            words = lay(told, self.style, inner) if told else []
            label = lay(cell.label, styled(sheet.FORM_LABEL), left - 2 * sheet.CELL)
            lines = cell.lines or (0 if words else 1)
            made.append(_Laid(cell, label, words, lines, width, left, self.style.leading))
        return made

    def split(self, room: float, height: float) -> list[Flowable]:
        self.wrap(room, height)
        left, here = height, 0
        while here < len(self.rows) and _high(self.rows[here]) <= left:
            left -= _high(self.rows[here])
            here += 1
        if not here or here == len(self.rows):
            return []
        return [self._part(self.rows[:here]), self._part(self.rows[here:])]

    def _part(self, rows: list[list[_Laid]]) -> "Grid":
        made = Grid((), self.style)
        made.rows, made.laid = rows, self.laid
        return made

    def draw(self) -> None:
        y, rules = self.height, []
        for row in self.rows:
            high, x = _high(row), 0.0
            for cell in row:
                self._cell(cell, x, y, high)
                rules += [(x, y, x, y - high), (x + cell.left, y, x + cell.left, y - high)]
                x += cell.width
            rules += [(0, y, self.width, y), (x, y, x, y - high)]
            y -= high
        rules.append((0, y, self.width, y))
        stroke(self.canv, rules, 2 * sheet.FINE_RULE, colours.PAPER_INK)

    def _cell(self, cell: _Laid, x: float, top: float, high: float) -> None:
        document, answer = self.canv._doc, x + cell.left + sheet.CELL
        label_high = len(cell.label) * styled(sheet.FORM_LABEL).leading
        lower = (high - label_high) / 2 if high < 2 * sheet.WRITING else sheet.CELL
        add(self.canv, ink(cell.label, styled(sheet.FORM_LABEL), document, x + sheet.CELL, top - lower))
        y = top - sheet.CELL
        if cell.words:
            add(self.canv, ink(cell.words, self.style, document, answer, y))
            y -= len(cell.words) * self.style.leading
        if not cell.cell.ruled:
            return
        right = x + cell.width - sheet.CELL
        rules = [(answer, y - n * sheet.WRITING, right, y - n * sheet.WRITING) for n in range(1, cell.lines)]
        stroke(self.canv, rules, sheet.FINE_RULE, colours.PAPER_RULE)


def _high(row: Sequence[_Laid]) -> float:
    return max(cell.height for cell in row)


def label_width() -> float:
    return sheet.LABEL_WIDTH_ENGLISH if language() == "en" else sheet.LABEL_WIDTH


def stroke(canvas: Any, rules: Iterable[tuple[float, float, float, float]], thick: float, colour: str) -> None:
    """Straight lines from (x, y) to (x, y), of one thickness."""
    drawn = [f"{x1:.2f} {y1:.2f} m {x2:.2f} {y2:.2f} l" for x1, y1, x2, y2 in rules]
    if drawn:
        red, green, blue = HexColor(colour).rgb()
        add(canvas, f"q {red:.3f} {green:.3f} {blue:.3f} RG {thick:.2f} w {' '.join(drawn)} S Q")


def packed(options: Sequence[str], style: Style, room: float) -> str:
    """□ 上门　□ 门口 …, in lines of which none parts a box from its word."""
    chain, lines = font(style.font), [""]
    for option in options:
        item = f"{BOX} {clean(option)}"
        longer = f"{lines[-1]}{APART}{item}" if lines[-1] else item
        if lines[-1] and chain.stringWidth(longer, style.size) > room:
            lines.append(item)
        else:
            lines[-1] = longer
    return "\n".join(lines)


def flat(text: str) -> str:
    """Typed lines in one: a hundred line breaks must not push a form off its page."""
    return APART.join(filter(None, (line.strip() for line in clean(text).split("\n"))))


def day_gaps() -> str:
    """＿＿年＿＿月＿＿日, short enough for a narrow cell."""
    return _("{gap}/{gap}/{gap} (d/m/y)").format(gap=GAP * 2)


class Cut(Flowable):  # type: ignore[misc]
    """A dashed line to cut or tear along, with words on it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self.words = words
        self.spaceBefore = self.spaceAfter = sheet.CUT_GAP

    def wrap(self, room: float, _height: float) -> tuple[float, float]:
        self.width, self.height = room, sheet.FORM_SMALL.leading
        return room, self.height

    def draw(self) -> None:
        needed = font(sheet.FORM_SMALL.font).stringWidth(clean(self.words), sheet.FORM_SMALL.size) + 12
        left, middle = (self.width - needed) / 2, self.height / 2
        add(self.canv, "q [4 3] 0 d")
        stroke(
            self.canv,
            [(0, middle, left, middle), (left + needed, middle, self.width, middle)],
            sheet.FINE_RULE * 2,
            colours.PAPER_SOFT,
        )
        add(self.canv, "Q")
        words = lay(self.words, sheet.FORM_SMALL, self.width)
        add(self.canv, ink(words, sheet.FORM_SMALL, self.canv._doc, left + 6, self.height))


def headed(title: str, left: str, right: str) -> list[Flowable]:
    """The head of a form: its name, and a line with words at both margins."""
    return [Text(title, sheet.FORM_TITLE), Sides(left, right, sheet.FORM_SIDE)]
