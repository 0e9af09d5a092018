"""A DOCX file around its text: page, page numbers, styles, what it says of itself. The same text, the same bytes."""

from collections.abc import Callable
from datetime import datetime, time
from io import BytesIO
from math import hypot
from typing import Any
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.shared import Pt

from db.words import language
from reports import sheet
from reports.docx_styles import FOLIO, font_table, settings, styles
from reports.docx_xml import FACES, NAMED, field, paragraph, run, said, twips
from reports.fonts import HEI, font
from reports.paper import CREATOR, About
from reports.text import clean
from reports.watermark import DARKNESS, LARGEST, REACH

# What python-docx's own blank document brings along and a paper does not need.
NEEDLESS = {"stylesWithEffects", "webSettings", "numbering", "customXml", "theme", "fontTable", "thumbnail"}
NEEDLESS |= {"extended-properties"}
WATERMARK = f"{round(255 * (1 - DARKNESS)):02X}" * 3  # as pale as in print
Fill = Callable[[Document], str]


def bound(fill: Fill, about: About, page: sheet.Page = sheet.OFFICIAL, watermark: str = "") -> bytes:
    """A document whose text `fill` writes as XML; it may lay pictures into the document that it is given."""
    document = docx.Document()
    _strip(document)
    _fill(document.styles.element, styles(page.width))
    _fill(document.settings.element, settings())
    _about(document, about)
    _page(document, page, watermark)
    body = document.element.body
    end = body.sectPr
    for block in parse_xml(f"<w:body {NAMED}>{fill(document)}</w:body>"):
        end.addprevious(block)
    out = BytesIO()
    document.save(out)
    return _dated(out.getvalue(), about)


def _strip(document: Document) -> None:
    for holder in (document.part, document.part.package):
        assert holder is not None
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rsplit("/", 1)[-1] in NEEDLESS:
                del holder.rels[key]
    shared = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, font_table().encode())
    document.part.relate_to(shared, RELATIONSHIP_TYPE.FONT_TABLE)


def _fill(element: Any, xml: str) -> None:
    """The element with the children of this XML instead of its own."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def _about(document: Document, about: About) -> None:
    told, day = document.core_properties, datetime.combine(about.day, time())
    told.title, told.author, told.subject = (clean(each)[:255] for each in (about.title, about.author, about.subject))
    told.keywords = clean(", ".join(about.keywords))[:255]
    told.last_modified_by, told.comments, told.category = CREATOR, "", ""
    told.language = "en" if language() == "en" else "zh-CN"
    told.created = told.modified = day
    told.revision = 1


def _page(document: Document, page: sheet.Page, watermark: str) -> None:
    [section] = document.sections
    section.page_width, section.page_height = Pt(sheet.WIDTH), Pt(sheet.HEIGHT)
    section.left_margin, section.right_margin = Pt(page.left), Pt(sheet.WIDTH - page.left - page.width)
    section.top_margin, section.bottom_margin = Pt(sheet.HEIGHT - page.bottom - page.height), Pt(page.bottom)
    section.header_distance = Pt(sheet.FOLIO_DROP)
    # The number's dashes stand below the text by that measure, wherever the text ends.
    section.footer_distance = Pt(max(page.bottom - sheet.FOLIO_DROP - FOLIO.leading / 2, 0))
    section.different_first_page_header_footer = False
    for foot, is_odd in ((section.footer, True), (section.even_page_footer, False)):
        foot.is_linked_to_previous = False
        _fill(
            foot.part.element, f"<w:ftr {NAMED}>{_folio(is_odd) if page.numbered else paragraph('Normal', '')}</w:ftr>"
        )
    for head in (section.header, section.even_page_header) if watermark else ():
        head.is_linked_to_previous = False
        _fill(head.part.element, f"<w:hdr {NAMED}>{paragraph('Normal', _watermark(watermark))}</w:hdr>")


def _folio(is_odd: bool) -> str:
    """— 1 —, one character in from the outer edge: right on odd pages, left on even ones."""
    size = twips(FOLIO.size)
    side = (
        f'<w:ind w:right="{size}"/><w:jc w:val="right"/>' if is_odd else f'<w:ind w:left="{size}"/><w:jc w:val="left"/>'
    )
    return paragraph("PageNumber", run("— ", FOLIO) + field("PAGE", FOLIO) + run(" —", FOLIO), after=side)


def _watermark(words: str) -> str:
    """Words across the page, as an outline that no copying takes along."""
    told = " ".join(clean(words).split())
    wide = font(HEI).stringWidth(told, 1)
    size = min(LARGEST, REACH * hypot(sheet.WIDTH, sheet.HEIGHT) / wide) if wide else LARGEST
    where = (
        f"position:absolute;margin-left:0;margin-top:0;width:{wide * size:.0f}pt;height:{size:.0f}pt;rotation:305;"
        "z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:page;"
        "mso-position-vertical:center;mso-position-vertical-relative:page"
    )
    return (
        '<w:r><w:pict><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800"'
        ' path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/>'
        '<v:f eqn="sum 21600 0 @1"/><v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/></v:formulas>'
        '<v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
        f'<v:shape id="Watermark" type="#_x0000_t136" alt="" style="{where}" fillcolor="#{WATERMARK}" stroked="f">'
        f'<v:textpath style="font-family:{FACES[HEI]};font-size:1pt"'
        f" string={quoteattr(said(told))}/>"
        "</v:shape></w:pict></w:r>"
    )


def _dated(content: bytes, about: About) -> bytes:
    """The file's parts bear the paper's day, not the moment at which they were packed."""
    stamp = (max(about.day.year, 1980), about.day.month, about.day.day, 0, 0, 0)
    out = BytesIO()
    with ZipFile(BytesIO(content)) as made, ZipFile(out, "w", ZIP_DEFLATED) as packed:
        for name in made.namelist():
            packed.writestr(ZipInfo(name, stamp), made.read(name), ZIP_DEFLATED)
    return out.getvalue()
