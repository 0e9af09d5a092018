"""Blocks set in a PDF: each becomes the flowables it is drawn with."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from reports import sheet
from reports.blocks import Block, Chart, Head, Listing, Note, Para, PhotoRow, Section
from reports.flowables import Text
from reports.outline import outlined
from reports.photo_row import Photos
from reports.saying import styled
from reports.scene_pdf import Drawing
from reports.table import Table

HEADINGS = {1: sheet.HEADING, 2: sheet.SMALL_HEADING, 3: sheet.LEAST_HEADING}
MOST = sheet.BLOCK_HEIGHT * 0.85  # of a picture: a title above, words below


def story(sections: Sequence[Section]) -> list[Flowable]:
    """The paper's body, from its first heading to its last table."""
    return list(flowables(outlined(sections)))


def flowables(blocks: Iterable[Block]) -> Iterator[Flowable]:
    for block in blocks:
        match block:
            case Head(words, level):
                yield Text(words, styled(HEADINGS[level]))
            case Para(words, lead):
                yield Text(words, styled(sheet.BODY), lead)
            case Listing(title, columns, rows, has_total):
                yield from _titled(title)
                yield Table(columns, rows, has_total)
            case Chart(title, scene, caption):
                yield from _titled(title)
                yield Drawing(scene, MOST)
                if caption:
                    yield Text(caption, sheet.NOTE)
            case PhotoRow(photos):
                yield Photos(photos)
            case Note(words):
                yield Text(words, sheet.NOTE)


def _titled(title: str) -> Iterator[Flowable]:
    if title:
        yield Text(title, sheet.TABLE_TITLE)
