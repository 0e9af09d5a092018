"""A story of flowables made into a PDF: page numbers, bookmarks, what the file says of itself."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from io import BytesIO
from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate
from reportlab.platypus.flowables import Flowable

from db.words import language
from reports import colours, sheet
from reports.flowables import Text, Together
from reports.fonts import HEI, SONG, font, missed
from reports.locked import locked
from reports.text import clean
from reports.watermark import define_watermark, draw_watermark

CREATOR = "Nuanfang"
DASH = 0.3  # how far a dash stands above its base line, in parts of the size


@dataclass(frozen=True)
class Paper:
    """A finished paper, how many pages it has, and the characters no font has (drawn as 〓)."""

    content: bytes
    pages: int
    missed: tuple[str, ...]


@dataclass(frozen=True)
class About:
    """What the file says of itself."""

    title: str
    author: str
    subject: str
    day: date
    keywords: tuple[str, ...] = ()


def file_named(*parts: str) -> str:
    """和安苑_走访简报_2026年11月.pdf: the parts that say something, without what file systems refuse."""
    joined = "_".join(filter(None, parts))
    return "".join("-" if c in '\\/:*?"<>|' or not c.isprintable() else c for c in joined) + ".pdf"


def bound(
    story: Sequence[Flowable],
    about: About,
    page: sheet.Page = sheet.OFFICIAL,
    *,
    watermark: str = "",
    password: str = "",
) -> Paper:
    """The story on pages of one kind. The same story about the same day gives the same bytes.

    `watermark` stands across every page. With a password the bytes differ each time: it is mixed with chance.
    """
    font(SONG), font(HEI)
    out = BytesIO()
    canvases: list[Any] = []

    def canvas(*args: Any, **options: Any) -> Canvas:
        canvases.append(Canvas(*args, **options, pdfVersion=(1, 4)))
        _date(canvases[-1]._doc, about.day)
        if watermark:
            define_watermark(canvases[-1], watermark)
        return canvases[-1]

    document = BaseDocTemplate(
        out,
        pagesize=(sheet.WIDTH, sheet.HEIGHT),
        title=clean(about.title),
        author=clean(about.author),
        subject=clean(about.subject),
        keywords=list(map(clean, about.keywords)),
        creator=CREATOR,
        producer=CREATOR,
        lang="en" if language() == "en" else "zh-CN",
        initialFontName=SONG,
        invariant=1,
    )
    block = Frame(page.left, page.bottom, page.width, page.height, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", [block], onPageEnd=partial(_finish, page, bool(watermark))))
    document.build(list(_kept(story)), canvasmaker=canvas)
    [made] = canvases
    content = locked(out.getvalue(), password) if password else out.getvalue()
    return Paper(content, made.getPageNumber() - 1, tuple(sorted(missed(made._doc))))


def _kept(story: Sequence[Flowable]) -> Iterator[Flowable]:
    """The story with its headings tied to what follows them."""
    heads: list[Flowable] = []
    for item in story:
        if isinstance(item, Text) and item.style.keep:
            heads.append(item)
        elif heads:
            yield Together(heads, item)
            heads = []
        else:
            yield item
    yield from heads


def _date(document: Any, day: date) -> None:
    """The file bears the day of the paper, not the moment it was drawn."""
    stamp = document._timeStamp
    stamp.YMDhms, stamp.dhh, stamp.dmm = (day.year, day.month, day.day, 0, 0, 0), 8, 0


def _finish(page: sheet.Page, has_watermark: bool, canvas: Canvas, _document: Any) -> None:
    if page.numbered:
        _folio(page, canvas)
    if has_watermark:
        draw_watermark(canvas)


def _folio(page: sheet.Page, canvas: Canvas) -> None:
    """— 1 —, one character in from the outer edge: right on odd pages, left on even ones."""
    number, size = canvas.getPageNumber(), sheet.SIZE_FOUR
    words, chain = f"— {number} —", font(SONG)
    inner = chain.stringWidth(words, size) + size
    x = page.left + (page.width - inner if number % 2 else size)
    canvas.setFillColor(HexColor(colours.PAPER_INK))  # the last words of the page may have been grey
    canvas.setFont(SONG, size)
    canvas.drawString(x, page.bottom - sheet.FOLIO_DROP - size * DASH, words)
