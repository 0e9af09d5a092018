"""The typefaces of our papers, embedded, with a second face for what the first has not.

A chain is one font to ReportLab. Each character is drawn from the first face that has it; what none has is drawn as 〓,
so that the gap is seen on paper, and is reported. Text copied out of the paper is the text that was typed.

Papers name roles. 宋 and 黑 are always the open fonts that come along. 仿宋, 楷体 and 小标宋 are real ones where the
computer has them (`reports/found_faces.py`); else 宋 stands in, its letters made bold for a title.
"""

from collections.abc import Callable
from functools import cache
from threading import RLock
from types import SimpleNamespace
from typing import Any
from weakref import WeakKeyDictionary

import pylopdf_fonts_zh_cn as noto
from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics

from reports.embedding import embedded
from reports.faces import Face, face
from reports.found_faces import Choice, chosen

SONG, HEI, FANG, KAI, BIAOSONG = ROLES = "song", "hei", "fang", "kai", "biaosong"
BOLD = 0.035  # the outline that makes letters bold, in parts of their size: the house has one weight
MISSING = ord("〓")
# Drawn as nothing: joiners, marks of direction, variation selectors, byte-order mark, soft hyphen.
UNSEEN = {0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF}
UNSEEN |= {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}

# Pictures as text make a paper slow and a third larger; nothing is ever fetched for a paper.
rl_config.useA85 = 0
rl_config.trustedHosts = []
rl_config.trustedSchemes = []


class Widths(dict[str, float]):
    """Widths by character, in thousandths of the size, looked up in the chain when first asked for."""

    def __init__(self, chain: "ChainFont", more: float = 0) -> None:
        super().__init__()
        self.chain, self.more = chain, more

    def __missing__(self, character: str) -> float:
        _face, _code, width, drawn = self.chain.find(ord(character))
        wide = self[character] = width + self.more if drawn else 0
        return wide


class Pen:
    """A chain at work on one document: what was drawn of each face, and the characters no face has."""

    def __init__(self, chain: "ChainFont", document: Any) -> None:
        self.name = f"F{len(document.fontMapping) + 1}"
        self.chain = chain
        self.characters: list[set[int]] = [set() for _ in chain.faces]
        self.seen: set[str] = set()  # drawn of the first face, and not yet among its characters
        self.missed: set[str] = set()
        document.fontMapping[chain.fontName] = f"/{self.name}"
        document.delayedFonts.append(chain)

    def face(self, size: float, number: int = 0) -> str:
        """The operator that takes up a face."""
        return f"/{self.name}+{number} {size} Tf"

    def show(self, text: str, size: float) -> str:
        """The operators for a run of text; the first face is set before and after."""
        if self.chain.first.issuperset(text):  # nearly always: one C-speed translation
            self.seen.update(text)
            return f"<{text.translate(self.chain.codes)}> Tj"
        runs = [f"{self.face(size, number)} <{codes.hex()}> Tj" for number, codes in self.split(text)]
        return " ".join([*runs, self.face(size)])

    def shower(self, texts: str, size: float) -> Callable[[str], str]:
        """`show` for parts of these texts, looked through once for all of them."""
        if self.chain.first.issuperset(texts):
            self.seen.update(texts)
            codes = self.chain.codes
            return lambda text: f"<{text.translate(codes)}> Tj"
        return lambda text: self.show(text, size)

    def split(self, text: str) -> list[tuple[int, bytes]]:
        """The runs of a text that come from one face each."""
        runs: list[tuple[int, bytearray]] = []
        for character in text:
            number, code, _width, drawn = self.chain.find(ord(character))
            if not drawn:
                continue
            if drawn != ord(character):
                self.missed.add(character)
            self.characters[number].add(drawn)
            if not runs or runs[-1][0] != number:
                runs.append((number, bytearray()))
            runs[-1][1].extend(code.to_bytes(2, "big"))
        return [(number, bytes(codes)) for number, codes in runs]


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
        self.widths = Widths(self)
        self.first = frozenset(map(chr, faces[0].codes.keys() - UNSEEN))
        self.codes = {character: f"{code:04X}" for character, code in faces[0].codes.items()}
        self._spaced: dict[float, Widths] = {0: self.widths}
        self._found: dict[int, tuple[int, int, int, int]] = {}
        self._pens: WeakKeyDictionary[Any, Pen] = WeakKeyDictionary()

    def spaced(self, more: float) -> Widths:
        """The widths when every character stands so much wider."""
        if more not in self._spaced:
            self._spaced[more] = Widths(self, more)
        return self._spaced[more]

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

    def pen(self, document: Any) -> Pen:
        """The pen with which this document is written."""
        found = self._pens.get(document)
        if found is None:
            found = self._pens[document] = Pen(self, document)
        return found

    def missed(self, document: Any) -> set[str]:
        """The characters of a document that no face has."""
        return self._pens[document].missed if document in self._pens else set()

    def show(self, text: str, document: Any, size: float) -> str:
        """The drawing operators for a run of text; the first face is set before and after."""
        return self.pen(document).show(text, size)

    def stringWidth(self, text: str | bytes, size: float, encoding: str = "utf-8") -> float:  # noqa: N802
        words = text.decode(encoding) if isinstance(text, bytes) else text
        return size * sum(map(self.widths.__getitem__, words)) / 1000

    def splitString(  # noqa: N802
        self, text: str | bytes, document: Any, encoding: str = "utf-8"
    ) -> list[tuple[int, bytes]]:
        return self.pen(document).split(text.decode(encoding) if isinstance(text, bytes) else text)

    def getSubsetInternalName(self, number: int, document: Any) -> str:  # noqa: N802
        return f"/{self.pen(document).name}+{number}"

    def addObjects(self, document: Any) -> None:  # noqa: N802
        """Embed, when the document is saved, what was drawn of each face. The first is named on every page."""
        pen = self.pen(document)
        pen.characters[0] |= set(map(ord, pen.seen or " "))
        for number, (one, characters) in enumerate(zip(self.faces, pen.characters, strict=True)):
            if characters:
                name = f"{pen.name}+{number}"
                made = document.Reference(embedded(document, one, characters, self.fontName), name)
                document.idToObject["BasicFonts"].dict[name] = made


_chains: dict[str, ChainFont] = {}
_making = RLock()


def font(role: str) -> ChainFont:
    """The chain of this role, made and made known to ReportLab once in a process."""
    found = _chains.get(role)
    if found is None:
        with _making:  # two people's first papers at once still share one chain
            found = _chains.get(role) or _made(role)
    return found


def _made(role: str) -> ChainFont:
    serif, sans = face(noto.serif_path()), face(noto.sans_path())
    match role, choice(role).face:
        case (("song" | "hei"), _):
            made = ChainFont(role, [serif, sans] if role == SONG else [sans, serif])
            pdfmetrics.registerFont(made)  # ReportLab's own calls know these two
        case _, None:
            made = font(SONG)  # the same chain, so that a paper holds its letters once
        case _, real:
            made = ChainFont(role, [real, serif, sans])
    _chains[role] = made
    return made


@cache
def choice(role: str) -> Choice:
    """The real face for a role, if this computer has one that may be used, and what was passed over."""
    return chosen(role)


def boldness(role: str) -> float:
    """The outline that makes the letters of a role bold, in parts of their size: a title without its own face."""
    return BOLD if role == BIAOSONG and choice(role).face is None else 0


def missed(document: Any) -> set[str]:
    """The characters of a document that no font has, whatever role they were drawn in."""
    return set().union(*(chain.missed(document) for chain in list(_chains.values())))


def in_use() -> dict[str, tuple[str, str, str]]:
    """For each role the name of the face that is used, its file ("" when it came along), and why not another."""
    told = {}
    for role in ROLES:
        first, found = font(role).faces[0], choice(role)
        told[role] = (first.name, str(first.path) if found.face else "", found.why() if role not in (SONG, HEI) else "")
    return told


def look_again() -> None:
    """Forget which real faces there are: the next paper finds what was put into the folder since."""
    with _making:
        choice.cache_clear()
        for role in (FANG, KAI, BIAOSONG):
            _chains.pop(role, None)
