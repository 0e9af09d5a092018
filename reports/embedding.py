"""A face in a PDF: cut down to what a paper draws, with the table by which its text is copied out."""

import hashlib
import unicodedata
from typing import Any

from reportlab.pdfbase import pdfdoc

from reports.faces import Face


def embedded(document: Any, one: Face, characters: set[int], chain: str) -> Any:
    """The PDF objects of a face cut down to some characters."""
    told = hashlib.md5(f"{chain}{sorted(characters)}".encode(), usedforsecurity=False).hexdigest()[:6]
    name = pdfdoc.PDFName(f"{told.translate(str.maketrans('0123456789abcdef', 'GHIJKLMNOPABCDEF'))}+{one.name}")
    program = _stream(document, one.part(characters))
    if one.is_cff:
        program.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
    else:
        program.dictionary["Length1"] = len(program.content)
    descriptor = {
        "Type": "/FontDescriptor",
        "FontName": name,
        "Flags": 4,
        "FontBBox": pdfdoc.PDFArray(list(one.box)),
        "ItalicAngle": 0,
        "Ascent": one.ascent,
        "Descent": one.descent,
        "CapHeight": one.cap_height,
        "StemV": 80,
        "FontFile3" if one.is_cff else "FontFile2": document.Reference(program),
    }
    widths: list[Any] = []
    for code, width in sorted({one.codes[c]: one.widths[c] for c in characters}.items()):
        if width != 1000:
            widths += [code, pdfdoc.PDFArray([width])]
    collection = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0" if one.is_cff else "/CIDFontType2",
        "BaseFont": name,
        "CIDSystemInfo": pdfdoc.PDFDictionary(collection),
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor)),
        "DW": 1000,
        "W": pdfdoc.PDFArray(widths),
    }
    if not one.is_cff:
        descendant["CIDToGIDMap"] = "/Identity"
    whole = {
        "Type": "/Font",
        "Subtype": "/Type0",
        "BaseFont": name,
        "Encoding": "/Identity-H",
        "DescendantFonts": pdfdoc.PDFArray([document.Reference(pdfdoc.PDFDictionary(descendant))]),
        "ToUnicode": document.Reference(_stream(document, _to_unicode(one, characters).encode())),
    }
    return pdfdoc.PDFDictionary(whole)


def _stream(document: Any, content: bytes) -> Any:
    made = pdfdoc.PDFStream()
    made.content = content
    if document.compression:
        made.filters = [pdfdoc.PDFZCompress]
    return made


def _to_unicode(one: Face, characters: set[int]) -> str:
    """The table by which text is copied out. Look-alikes that share a glyph are copied as the ordinary one."""
    told: dict[int, int] = {}
    for character in sorted(characters, key=lambda c: (unicodedata.normalize("NFKC", chr(c)) != chr(c), c)):
        told.setdefault(one.codes[character], character)
    pairs = [f"<{code:04X}> <{chr(c).encode('utf-16-be').hex()}>" for code, c in sorted(told.items())]
    lines = [
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
        "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange",
    ]
    for start in range(0, len(pairs), 100):  # the format allows a hundred in a block
        block = pairs[start : start + 100]
        lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return "\n".join([*lines, "endcmap CMapName currentdict /CMap defineresource pop end end"])
