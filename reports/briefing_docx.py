"""The briefing as DOCX: its head, its sections, and at the foot of the last page who gets it."""

from collections.abc import Sequence

from docx.document import Document

from db import telling
from db.briefing import Briefing
from db.words import _, speaking
from reports import colours, docx_xml, sheet
from reports.blocks import Section
from reports.briefing import about
from reports.cover import Cover, briefing_name, copied, draft, issuing_unit, mark, numbered, receivers, scope
from reports.docx_file import bound
from reports.docx_xml import Cell, paragraph, run, sides, text, twips
from reports.fonts import font
from reports.headline import lines_of
from reports.masthead import fitted, unit_style
from reports.saying import styled
from reports.set_docx import Setter
from reports.sheet import Style
from reports.written import sections

# Measured from the edge of the page: LibreOffice sets what is as wide as the text and measured from it into the text.
BELOW = (
    '<w:tblpPr w:leftFromText="0" w:rightFromText="0" w:vertAnchor="margin" w:horzAnchor="page"'
    f' w:tblpX="{twips(sheet.LEFT)}" w:tblpYSpec="bottom"/>'
)


def docx(facts: Briefing, cover: Cover | None = None, written: Sequence[Section] | None = None) -> bytes:
    """Without a cover it is a draft; without sections it says what the facts say."""
    cover = cover or draft(facts)
    with speaking(cover.language):
        said = sections(facts) if written is None else written

        def fill(document: Document) -> str:
            return head(facts, cover) + Setter(document, sheet.BLOCK_WIDTH).story(said) + foot(cover)

        return bound(fill, about(facts, cover), watermark=cover.watermark)


def head(facts: Briefing, cover: Cover) -> str:
    """All that stands above the text."""
    name, day = briefing_name(facts), telling.paper_day(cover.issued_on or facts.made_on)
    demonstration = _("Demonstration") if facts.is_demonstration else ""
    large, unit = fitted(styled(sheet.MASTHEAD), name), issuing_unit(facts)
    red = docx_xml.rule("bottom", "", colours.PAPER_RED[1:], sheet.RED_RULE, apart=3)
    made = [
        sides("Mark", mark(facts), demonstration, styled(sheet.MARK)),
        paragraph("Masthead", run(name, large, large.size), after=docx_xml.lines(large.leading)),
        text("Number", numbered(cover), styled(sheet.NUMBER)),
        text("Correction", cover.correction, styled(sheet.CORRECTION)) if cover.correction else "",
        sides("Unit", unit, day, styled(sheet.UNIT), unit_style(unit + day).size, red),
    ]
    if cover.note.strip():
        made.append(text("Editor", cover.note.strip(), styled(sheet.EDITOR), _("Editor's note: ")))
    limited = scope(facts)
    around = docx_xml.apart(sheet.LINE, 0 if limited else sheet.LINE / 2)
    title = styled(sheet.TITLE)
    lines = lines_of(cover.title, title, sheet.BLOCK_WIDTH)
    made.append(paragraph("Title", run("\n".join(lines), title), after=around))
    if limited:
        below = docx_xml.apart(0, sheet.LINE / 2)
        made.append(paragraph("Scope", run(limited, styled(sheet.SCOPE)), after=below))
    return "".join(made)


def foot(cover: Cover) -> str:
    """Who gets it, in a table that stands at the bottom of the last page, whatever is written above it."""
    style, told, copies = styled(sheet.FOOT), receivers(cover), copied(cover)
    parts = ["".join(_receiver(label, words, style) for label, words in told)] if told else []
    if copies:
        at_right = f'<w:ind w:right="{twips(style.size)}"/><w:jc w:val="right"/>'
        parts.append(paragraph("Foot", run(copies, style), after=at_right))
    rows, wide = [], twips(sheet.BLOCK_WIDTH)
    for number, part in enumerate(parts, 1):
        rules = "strong" if number == 1 else "middle", "strong" if number == len(parts) else "middle"
        rows.append(docx_xml.row([(Cell(part, *rules), wide)]))
    return docx_xml.grid([wide], rows, BELOW) + docx_xml.gap() if rows else ""


def _receiver(label: str, words: str, style: Style) -> str:
    """报：…, whose following lines begin below its first word."""
    hanging = twips(font(style.font).stringWidth(label, style.size))
    indent = f'<w:ind w:left="{twips(style.size) + hanging}" w:hanging="{hanging}"/>'
    return paragraph("Foot", run(label + words, style), after=indent)
