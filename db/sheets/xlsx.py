"""An .xlsx, read in this order: its parts checked, its sheets looked at, a clean copy made, and only that one read."""

import re
from collections.abc import Iterator
from typing import Any

from db.sheets.answer import Answer
from db.sheets.archive import Archive, packed
from db.sheets.scan import Seen, seen
from db.sheets.why import Left, Unreadable, Why
from db.sheets.workbook import Listed, Workbook, workbook

PACKAGE = "http://schemas.openxmlformats.org/package/2006"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LEFT_OUT = (
    (re.compile(r"/(?:media/|cellimages)"), Left.PICTURES),
    (re.compile(r"/(?:threaded)?comments?\d*\.xml|/threadedcomments/"), Left.COMMENTS),
    (re.compile(r"/charts/"), Left.CHARTS),
)


def read(content: bytes, answer: Answer) -> None:
    archive = Archive(content)
    told = workbook(archive)
    for pattern, left in LEFT_OUT:
        if any(pattern.search(f"/{name}") for name in archive.parts):
            answer.note(left)
    looked: list[tuple[Listed, Seen]] = []
    for listed in told.sheets:
        if listed.kind != "worksheet":
            answer.note(Left.CHART_SHEET, sheet=listed.name)
            continue
        sheet = seen(archive.xml(listed.part), answer.last_row)
        if sheet.far is None:
            looked.append((listed, sheet))
        elif listed.hidden:  # a list of districts behind a drop-down, say
            answer.note(Left.HIDDEN_LARGE, sheet=listed.name)
        else:
            answer.refuse_far(listed.name, *sheet.far)
    for (listed, sheet), opened in zip(looked, _opened(archive, told, looked), strict=True):
        answer.sheet(
            listed.name,
            opened.to_python(skip_empty_area=False),
            sheet.formulas,
            hidden=listed.hidden,
            hidden_rows=sheet.hidden_rows,
            hidden_columns=sheet.hidden_columns,
            merged=opened.merged_cell_ranges or [],
        )
    answer.end("xlsx")


def _opened(archive: Archive, told: Workbook, looked: list[tuple[Listed, Seen]]) -> Iterator[Any]:
    """The sheets as calamine reads them from a copy of ours: numbered, with nothing in it that was not looked at."""
    from python_calamine import CalamineError, CalamineWorkbook  # only ever in a process of its own

    parts = {f"xl/worksheets/{n}.xml": sheet.text for n, (_listed, sheet) in enumerate(looked)}
    related = [(f"s{n}", "worksheet", f"worksheets/{n}.xml") for n in range(len(looked))]
    for name, part in (("sharedStrings", told.strings), ("styles", told.styles)):
        if part and part in archive:
            parts[f"xl/{name}.xml"] = archive.xml(part)
            related.append((name, name, f"{name}.xml"))
    parts["xl/_rels/workbook.xml.rels"] = _relationships(related)
    parts["_rels/.rels"] = _relationships([("w", "officeDocument", "xl/workbook.xml")])
    parts["xl/workbook.xml"] = (
        f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><workbookPr date1904="{int(told.from_1904)}"/><sheets>'
        + "".join(f'<sheet name="{n}" sheetId="{n + 1}" r:id="s{n}"/>' for n in range(len(looked)))
        + "</sheets></workbook>"
    ).encode()
    parts["[Content_Types].xml"] = f'<Types xmlns="{PACKAGE}/content-types"/>'.encode()
    copy = packed(parts.items())
    parts.clear()
    try:
        book = CalamineWorkbook.from_filelike(copy)
        for n in range(len(looked)):
            yield book.get_sheet_by_name(str(n))
    except CalamineError as broken:
        raise Unreadable(Why.DAMAGED) from broken


def _relationships(related: list[tuple[str, str, str]]) -> bytes:
    each = "".join(f'<Relationship Id="{a}" Type="{OFFICE}/{kind}" Target="{to}"/>' for a, kind, to in related)
    return f'<Relationships xmlns="{PACKAGE}/relationships">{each}</Relationships>'.encode()
