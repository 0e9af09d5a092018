"""What an .xlsx says of itself: which parts are its sheets, their names, which are hidden, how it counts days."""

from pyexpat import ExpatError, ParserCreate
from typing import NamedTuple

from db.sheets.archive import Archive, beside
from db.sheets.limits import MOST_SHEETS
from db.sheets.why import Unreadable, Why

OFFICE = "officeDocument"
Elements = list[tuple[str, dict[str, str]]]


class Listed(NamedTuple):
    """A sheet as the workbook lists it: `part` is where it stands, `kind` the last word of its relationship."""

    name: str
    part: str
    kind: str
    hidden: bool


class Workbook(NamedTuple):
    sheets: list[Listed]
    strings: str
    styles: str
    from_1904: bool


def workbook(archive: Archive) -> Workbook:
    types = archive.xml("[Content_Types].xml") if "[Content_Types].xml" in archive else b""
    if b"sheet.binary" in types:
        raise Unreadable(Why.BINARY)
    if b"macroEnabled" in types or b"vbaProject" in types:
        raise Unreadable(Why.MACRO)
    part = _main_part(archive)
    named = _relationships(archive, part)
    found = _elements(archive.xml(part), {"sheet", "workbookPr"})
    sheets = []
    from_1904 = False
    for element, said in found:
        if element == "workbookPr":
            from_1904 = said.get("date1904", "0") in ("1", "true")
        elif (there := named.get(said.get("id", ""))) is not None:
            hidden = said.get("state", "visible") != "visible"
            sheets.append(Listed(said.get("name", ""), there[1], there[0], hidden))
    if not sheets or len(sheets) > MOST_SHEETS:
        raise Unreadable(Why.UNPACKS if sheets else Why.DAMAGED)
    if any("macrosheet" in sheet.kind.lower() for sheet in sheets):
        raise Unreadable(Why.MACRO)
    by_kind = dict(named.values())
    return Workbook(sheets, by_kind.get("sharedStrings", ""), by_kind.get("styles", ""), from_1904)


def _main_part(archive: Archive) -> str:
    if "_rels/.rels" in archive:
        for kind, part in _relationships(archive, "").values():
            if kind == OFFICE and part in archive and part.endswith((".xml", ".bin")):
                return _of_a_spreadsheet(archive, part)
    return _of_a_spreadsheet(archive, "xl/workbook.xml")


def _of_a_spreadsheet(archive: Archive, part: str) -> str:
    if part.endswith(".bin"):
        raise Unreadable(Why.BINARY)
    if "mimetype" in archive and b"opendocument" in archive.part("mimetype")[:100]:
        raise Unreadable(Why.OPEN_DOCUMENT)
    if "word/document.xml" in archive or "ppt/presentation.xml" in archive:
        raise Unreadable(Why.WORDS)
    if part not in archive:
        raise Unreadable(Why.ARCHIVE)
    return part


def _relationships(archive: Archive, part: str) -> dict[str, tuple[str, str]]:
    """Id → kind and part. What stands outside the file (`TargetMode`) is nothing to us."""
    folder, _slash, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels".lstrip("/")
    if where not in archive:
        return {}
    found = {}
    for _element, said in _elements(archive.xml(where), {"Relationship"}):
        if said.get("TargetMode", "Internal") == "Internal":
            kind = said.get("Type", "").rpartition("/")[2]
            found[said.get("Id", "")] = (kind, beside(part, said.get("Target", "")))
    return found


def _elements(raw: bytes, wanted: set[str]) -> Elements:
    """The elements of these names with their attributes, whatever prefixes stand before them."""
    found: Elements = []

    def starts(name: str, attributes: dict[str, str]) -> None:
        if (local := name.rpartition(":")[2]) in wanted:
            found.append((local, {key.rpartition(":")[2]: value for key, value in attributes.items()}))
            if len(found) > 10 * MOST_SHEETS:
                raise Unreadable(Why.UNPACKS)

    parser = ParserCreate()
    parser.StartElementHandler = starts
    try:
        parser.Parse(raw, True)
    except ExpatError as broken:
        raise Unreadable(Why.DAMAGED) from broken
    return found
