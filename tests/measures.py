"""Where everything stands on the pages of a PDF, as another program reads it: letters with their sizes, and rules."""

from collections import defaultdict
from collections.abc import Sequence
from ctypes import c_double, c_uint
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

MM = 72 / 25.4


class Letter(NamedTuple):
    """A character: where its pen starts, and where its ink ends."""

    sign: str
    x: float
    y: float
    size: float
    right: float
    low: float
    high: float
    colour: tuple[int, int, int]


class Rule(NamedTuple):
    left: float
    bottom: float
    right: float
    top: float
    red: bool

    @property
    def thick(self) -> float:
        return (self.top - self.bottom) / MM


class Page(NamedTuple):
    width: float
    height: float
    letters: list[Letter]
    rules: list[Rule]
    images: int

    def lines(self) -> list[list[Letter]]:
        """Letters by base line, from the top down."""
        rows: dict[float, list[Letter]] = defaultdict(list)
        for letter in self.letters:
            rows[round(letter.y, 1)].append(letter)
        return [sorted(rows[y], key=lambda each: each.x) for y in sorted(rows, reverse=True)]

    def line(self, words: str) -> list[Letter]:
        """The one line that holds these words, without blanks."""
        [found] = [line for line in self.lines() if words in said(line)]
        return found

    def text(self) -> str:
        return "".join(map(said, self.lines()))


def said(line: Sequence[Letter]) -> str:
    return "".join(letter.sign for letter in line)


def measured(content: bytes) -> list[Page]:
    document = pypdfium2.PdfDocument(content)
    try:
        return [_page(document[n]) for n in range(len(document))]
    finally:
        document.close()


def _page(page: pypdfium2.PdfPage) -> Page:
    paths = [_rule(each) for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH])]
    images = sum(1 for _each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]))
    return Page(page.get_width(), page.get_height(), _letters(page.get_textpage()), paths, images)


def _letters(text: pypdfium2.PdfTextPage) -> list[Letter]:
    found = []
    for n in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, n))
        if sign.isspace():
            continue
        x, y = c_double(), c_double()
        raw.FPDFText_GetCharOrigin(text, n, x, y)
        _left, low, right, high = text.get_charbox(n)
        size = raw.FPDFText_GetFontSize(text, n)
        found.append(Letter(sign, x.value, y.value, size, right, low, high, _colour(text, n)))
    return found


def _colour(text: pypdfium2.PdfTextPage, n: int) -> tuple[int, int, int]:
    red, green, blue, alpha = (c_uint() for _ in range(4))
    raw.FPDFText_GetFillColor(text, n, red, green, blue, alpha)
    return red.value, green.value, blue.value


def _rule(path: pypdfium2.PdfObject) -> Rule:
    red, green, blue, alpha = (c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(path, red, green, blue, alpha)
    return Rule(*path.get_bounds(), red=red.value > 100 > green.value)
