"""The typefaces of our papers, embedded, with a second face for what the first has not.

A chain is one font to ReportLab. Each character is drawn from the first face that has it; what none has is drawn as 〓,
so that the gap is seen on paper, and is reported. Text copied out of the paper is the text that was typed.
"""

import hashlib
import unicodedata
from functools import cache
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import pylopdf_fonts_zh_cn as noto
from reportlab import rl_config
from reportlab.pdfbase import pdfdoc, pdfmetrics

from reports.faces import Face, face

SONG, HEI = "song", "hei"
MISSING = ord("〓")
# Drawn as nothing: joiners, variation selectors, byte-order mark, soft hyphen.
UNSEEN = {0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

# Pictures as text make a paper slow and a third larger; nothing is ever fetched for a paper.
rl_config.useA85 = 0
rl_config.trustedHosts = []
rl_config.trustedSchemes = []


class _Widths(dict[str, int]):
    """Widths by character, looked up in the chain when first asked for."""

    def __init__(self, chain: "ChainFont") -> None:
        super().__init__()
        self.chain = chain

    def __missing__(self, character: str) -> int:
        width = self[character] = self.chain.find(ord(character))[2]
        return width


class _Used:
    """What one document has drawn: characters of each face, and those no face has."""

    def __init__(self, faces: int) -> None:
        self.name = ""
        self.characters: list[set[int]] = [set() for _ in range(faces)]
        self.missed: set[str] = set()


class ChainFont:
    """A font for ReportLab made of several faces. The public names without docstrings are ReportLab's."""

    _multiByte = 1  # noqa: N815
    _dynamicFont = 1  # noqa: N815
    shapable = False
    substitutionFonts = ()  # noqa: N815

    def __init__(self, name: str, faces: list[Face]) -> None:
        self.fontName = name
        self.faces = faces
        self.face = SimpleNamespace(name=name, ascent=faces[0].ascent, descent=faces[0].descent)
        self.widths = _Widths(self)
        self._found: dict[int, tuple[int, int, int, int]] = {}
        self._first = frozenset(map(chr, faces[0].codes))
        self._hex = {character: f"{code:04X}" for character, code in faces[0].codes.items()}
        self._used: WeakKeyDictionary[Any, _Used] = WeakKeyDictionary()

    def find(self, character: int) -> tuple[int, int, int, int]:
        """Which face draws a character, its code there, its width, and the character drawn in the end."""
        if character not in self._found:
            self._found[character] = self._look(character)
        return self._found[character]

    def _look(self, character: int) -> tuple[int, int, int, int]:
        for drawn in (character, MISSING):
            if drawn in UNSEEN:
                return 0, 0, 0, 0
            for number, one in enumerate(self.faces):
                if drawn in one.codes:
                    return number, one.codes[drawn], one.widths[drawn], drawn
        raise ValueError("a chain needs a face with 〓")

    def has(self, character: str) -> bool:
        """Whether any face draws it, or it is one that is not drawn at all."""
        return self.find(ord(character))[3] in (ord(character), 0)

    def missed(self, document: Any) -> set[str]:
        """The characters of a document that no face has."""
        return self._state(document).missed

    def _state(self, document: Any) -> _Used:
        if document not in self._used:
            self._used[document] = _Used(len(self.faces))
        return self._used[document]

    def show(self, text: str, document: Any, size: float) -> str:
        """The drawing operators for a run of text; the first face is set before and after."""
        if self._first.issuperset(text):  # nearly always: one C-speed translation
            self._state(document).characters[0].update(map(ord, text))
            return f"<{text.translate(self._hex)}> Tj"
        runs = [
            f"{self.getSubsetInternalName(number, document)} {size} Tf <{codes.hex()}> Tj"
            for number, codes in self.splitString(text, document)
        ]
        return " ".join([*runs, f"{self.getSubsetInternalName(0, document)} {size} Tf"])

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:  # noqa: N802
        words = text.decode(encoding) if isinstance(text, bytes) else text
        return size * sum(map(self.widths.__getitem__, words)) / 1000

    def splitString(  # noqa: N802
        self, text: str | bytes, document: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        state = self._state(document)
        runs: list[tuple[int, bytearray]] = []
        for character in text.decode(encoding) if isinstance(text, bytes) else text:
            number, code, _width, drawn = self.find(ord(character))
            if not drawn:
                continue
            if drawn != ord(character):
                state.missed.add(character)
            state.characters[number].add(drawn)
            if not runs or runs[-1][0] != number:
                runs.append((number, bytearray()))
            runs[-1][1].extend(code.to_bytes(2, "big"))
        return [(number, bytes(codes)) for number, codes in runs]

    def getSubsetInternalName(self, number: int, document: Any) -> str:  # noqa: N802
        state = self._state(document)
        if not state.name:
            state.name = f"F{len(document.fontMapping) + 1}"
            document.fontMapping[self.fontName] = f"/{state.name}"
            document.delayedFonts.append(self)
        return f"/{state.name}+{number}"

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Embed, when the document is saved, what was drawn of each face."""
        state = self._state(document)
        for number, (one, characters) in enumerate(zip(self.faces, state.characters, strict=True)):
            if characters:
                name = self.getSubsetInternalName(number, document)[1:]
                made = document.Reference(_type0(document, one, characters, self.fontName), name)
                document.idToObject["BasicFonts"].dict[name] = made


def _type0(document: Any, one: Face, characters: set[int], chain: str) -> Any:
    """The PDF objects of a face cut down to some characters."""
    told = hashlib.md5(f"{chain}{sorted(characters)}".encode(), usedforsecurity=False).hexdigest()[:6]
    name = pdfdoc.PDFName(f"{told.translate(str.maketrans('0123456789abcdef', 'GHIJKLMNOPABCDEF'))}+{one.name}")
    program = _stream(document, one.part(characters))
    program.dictionary["Subtype"] = pdfdoc.PDFName("CIDFontType0C")
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
        "FontFile3": document.Reference(program),
    }
    widths: list[Any] = []
    for code, width in sorted({one.codes[c]: one.widths[c] for c in characters}.items()):
        if width != 1000:
            widths += [code, pdfdoc.PDFArray([width])]
    collection = {"Registry": pdfdoc.PDFString("Adobe"), "Ordering": pdfdoc.PDFString("Identity"), "Supplement": 0}
    descendant = {
        "Type": "/Font",
        "Subtype": "/CIDFontType0",
        "BaseFont": name,
        "CIDSystemInfo": pdfdoc.PDFDictionary(collection),
        "FontDescriptor": document.Reference(pdfdoc.PDFDictionary(descriptor)),
        "DW": 1000,
        "W": pdfdoc.PDFArray(widths),
    }
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


@cache
def font(name: str) -> ChainFont:
    """The chain of this name, made and made known to ReportLab once in a process."""
    serif, sans = face(noto.serif_path()), face(noto.sans_path())
    made = ChainFont(name, [serif, sans] if name == SONG else [sans, serif])
    pdfmetrics.registerFont(made)
    return made
