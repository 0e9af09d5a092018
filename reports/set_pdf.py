"""Blocks set in a PDF: each becomes the flowables it is drawn with."""

from collections.abc import Iterable, Iterator, Sequence

from reportlab.platypus.flowables import Flowable

from reports import sheet
from reports.blocks import Block, Chart, Head, Listing, Note, Para, PhotoRow, Section
from reports.flowables import Text, Together
from reports.outline import outlined
from reports.photo_row import Photos
from reports.placing import Floating, Noted
from reports.saying import styled
from reports.scene_pdf import Drawing
from reports.table import Table

HEADINGS = {1: sheet.HEADING, 2: sheet.SMALL_HEADING, 3: sheet.LEAST_HEADING}
MOST = sheet.BLOCK_HEIGHT * 0.85  # of a picture: a title above, words below


def story(sections: Sequence[Section]) -> list[Flowable]:
    """The paper's body, from its first heading to its last table."""
    return list(flowables(outlined(sections)))


def flowables(blocks: Iterable[Block]) -> Iterator[Flowable]:
    """Between two headings a picture may change places with what follows it."""
    held: list[tuple[Block, list[Flowable]]] = []
    for block, *notes in _with_notes(blocks):
        made = _set(block, notes)
        if isinstance(block, Head):
            yield from _placed(held)
            held = []
        if held or isinstance(block, Chart):
            held.append((block, made))
        else:
            yield from made
    yield from _placed(held)


def _with_notes(blocks: Iterable[Block]) -> Iterator[list[Block]]:
    """Each block with the notes below it."""
    held: list[Block] = []
    for block in blocks:
        if held and not isinstance(block, Note):
            yield held
            held = []
        held.append(block)
    if held:
        yield held


def _set(block: Block, notes: Sequence[Block]) -> list[Flowable]:
    """A block's headings and, last, what they are tied to with its notes."""
    *heads, body = _drawn(block)
    for note in notes:
        body = Noted(body, *_drawn(note))
    return [*heads, body]


def _drawn(block: Block) -> list[Flowable]:
    match block:
        case Head(words, level):
            return [Text(words, styled(HEADINGS[level]))]
        case Para(words, lead):
            return [Text(words, styled(sheet.BODY), lead)]
        case Listing(title, columns, rows, has_total, lead=lead, is_dense=is_dense):
            above = [Text(lead, sheet.TABLE_LEAD)] if lead else []
            return [*_titled(title), *above, Table(columns, rows, has_total, is_dense)]
        case Chart(title, scene, caption):
            drawing = Drawing(scene, MOST)
            return [*_titled(title), Noted(drawing, Text(caption, sheet.NOTE)) if caption else drawing]
        case PhotoRow(photos):
            return [Photos(photos)]
        case Note(words):
            return [Text(words, sheet.NOTE)]


def _placed(held: Sequence[tuple[Block, list[Flowable]]]) -> list[Flowable]:
    """A picture with the rest of its section, which may come up before it; and so for each picture in the rest."""
    others: list[Flowable] = []
    for block, (*heads, body) in reversed(held):
        whole = Together(heads, body) if heads else body
        others = [Floating(whole, others)] if isinstance(block, Chart) else [whole, *others]
    return others


def _titled(title: str) -> list[Flowable]:
    return [Text(title, sheet.TABLE_TITLE)] if title else []
