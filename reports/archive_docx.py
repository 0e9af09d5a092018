"""A household's whole file as DOCX: what is printed, to be worked on."""

from docx.document import Document

from db.papers import Archive
from db.words import _
from reports import docx_file, docx_xml, sheet
from reports.archive import about, sides
from reports.archive_parts import sections
from reports.saying import styled
from reports.set_docx import Setter


def docx(found: Archive) -> bytes:
    def fill(document: Document) -> str:
        title = docx_xml.text("FormTitle", _("Household file"), sheet.FORM_TITLE)
        line = docx_xml.sides("FormSide", *sides(found), styled(sheet.FORM_SIDE))
        return title + line + Setter(document, sheet.FORM.width).story(sections(found))

    return docx_file.bound(fill, about(found), sheet.FORM)
