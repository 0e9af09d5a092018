"""Blocks set in a DOCX file: the same words as in print, with styles, real tables and pictures, to be worked on."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import pairwise

from docx.document import Document

from reports import docx_xml, sheet
from reports.blocks import Block, Chart, Head, Listing, Note, Para, PhotoRow, Section
from reports.docx_xml import Cell, Pictures
from reports.outline import outlined
from reports.photo_row import smaller
from reports.saying import styled
from reports.scene import Scene
from reports.scene_pdf import Drawing
from reports.scene_png import png
from reports.set_pdf import HEADINGS, MOST


class Setter:
    """Sets blocks into a document, whose text is `room` wide."""

    def __init__(self, document: Document, room: float) -> None:
        self.document, self.room, self.pictures = document, room, Pictures()

    def story(self, sections: Sequence[Section]) -> str:
        """The paper's body, from its first heading to its last table."""
        return "".join(self.blocks(outlined(sections)))

    def blocks(self, blocks: Iterable[Block]) -> Iterator[str]:
        for block, below in pairwise((*blocks, None)):
            has_note = isinstance(below, Note)
            match block:
                case Head(words, level):
                    yield docx_xml.text(f"Heading{level}", words, styled(HEADINGS[level]))
                case Para(words, lead):
                    yield docx_xml.text("BodyText", words, styled(sheet.BODY), lead)
                case Listing(title, columns, rows, has_total, lead=lead, is_dense=is_dense):
                    yield from _titled(title)
                    if lead:
                        yield docx_xml.text("TableLead", lead, sheet.TABLE_LEAD)
                    yield docx_xml.table(columns, rows, has_total, self.room, is_dense, has_note)
                    yield docx_xml.gap(has_note)
                case Chart(title, scene, caption):
                    yield from _titled(title)
                    yield from self.chart(scene, bool(caption) or has_note)
                    if caption:
                        yield docx_xml.text("Note", caption, sheet.NOTE)
                case PhotoRow(photos):
                    yield self.photos(photos)
                case Note(words):
                    yield docx_xml.text("Note", words, sheet.NOTE)

    def chart(self, scene: Scene, has_note: bool) -> Iterator[str]:
        """As large as in print, in as many pieces; the last stays with the words below it."""
        drawing = Drawing(scene, MOST)
        drawing.wrap(self.room, MOST)
        for piece in drawing.pieces:
            size = piece.wide * drawing.scale, piece.high * drawing.scale
            keep = has_note and piece is drawing.pieces[-1]
            yield docx_xml.paragraph("Picture", self.picture(png(piece, scene.said), *size, scene.said), keep=keep)

    def photos(self, photos: Sequence[tuple[bytes, str]]) -> str:
        """Side by side, each with its words below."""
        each = (self.room - sheet.PHOTO_GAP) / 2
        cells = []
        for content, words in photos:
            shown = docx_xml.paragraph(
                "Picture", self.picture(smaller(content), each, sheet.PHOTO_HEIGHT, words), keep=True
            )
            cells.append((Cell(shown + docx_xml.text("Caption", words, sheet.CAPTION)), 0))
        widths = [docx_xml.twips(self.room / 2)] * len(cells)
        return docx_xml.grid(widths, [docx_xml.row(cells)]) + docx_xml.gap()

    def picture(self, content: bytes, wide: float, high: float, words: str) -> str:
        """A picture in a run, as large as it fits into this room and no larger than that."""
        relation, image = self.document.part.get_or_add_image(BytesIO(content))
        scale = min(wide / image.px_width, high / image.px_height)
        return self.pictures.inline(relation, image.px_width * scale, image.px_height * scale, words)


def _titled(title: str) -> Iterator[str]:
    if title:
        yield docx_xml.paragraph("TableTitle", docx_xml.run(title, sheet.TABLE_TITLE), keep=True)
