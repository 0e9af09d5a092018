"""One font file: which characters it has, how wide they are, and the part of it that a paper needs.

Reading the tables of a large Chinese font takes a second, so what was read is kept in a small file in the data folder.
Where nothing can be written there, it is read anew: slower, never wrong.
"""

import hashlib
import json
import sys
import unicodedata
import zlib
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from db import store

FORMAT = 2  # of the kept file; another number is read anew
BLANK = {"Zs", "Cf"}  # kinds of characters that need no outline
UNUSED = (b"GSUB", b"GPOS", b"GDEF", b"BASE", b"vhea", b"vmtx", b"VORG", b"name", b"post")  # tables, in a PDF


@dataclass(frozen=True)
class Face:
    """A font file as a paper sees it. `codes` gives the number that stands for a character inside the PDF."""

    path: Path
    index: int  # in a file that holds several fonts
    name: str
    is_cff: bool
    is_keyed: bool  # its glyphs go by identifiers of their own, not by their place
    ascent: float
    descent: float
    cap_height: float
    box: tuple[int, ...]
    codes: dict[int, int] = field(repr=False)
    widths: dict[int, int] = field(repr=False)  # in thousandths of the size

    def part(self, characters: Iterable[int]) -> bytes:
        """A font with these characters only. Its codes stay what they are in the whole font."""
        wanted = hb.SubsetInput()
        wanted.unicode_set.update(characters)
        wanted.layout_feature_tag_set.clear()
        wanted.drop_table_tag_set.update(int.from_bytes(tag, "big") for tag in UNUSED)
        keep = hb.SubsetFlags.DEFAULT if self.is_keyed else hb.SubsetFlags.RETAIN_GIDS
        wanted.flags = keep | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        cut: bytes = hb.subset(opened(self.path, self.index), wanted).blob.data
        return _table(cut, b"CFF ") if self.is_cff else cut


@cache
def face(path: Path, index: int = 0) -> Face:
    """The face of a file, read once in a process."""
    file = _place(path, index)
    return _kept(path, index, file) or _keep(_read(path, index), file)


def proved(path: Path, index: int) -> Face:
    """The face of a file that may come from anywhere. It is kept only after all of it could be cut out once."""
    file = _place(path, index)
    if known := _kept(path, index, file):
        return known
    found = _read(path, index)
    if not found.part(found.codes):
        raise ValueError("nothing was left of the font")
    return _keep(found, file)


@cache
def opened(path: Path, index: int) -> Any:
    """The font as HarfBuzz sees it. A file that is none opens too: as a font without characters."""
    return hb.Face(hb.Blob.from_file_path(str(path)), index)


def _table(font: bytes, tag: bytes) -> bytes:
    """One table of a font file; its directory begins at byte 12 with sixteen bytes for each table."""
    for entry in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[entry : entry + 4] == tag:
            start = int.from_bytes(font[entry + 8 : entry + 12], "big")
            return font[start : start + int.from_bytes(font[entry + 12 : entry + 16], "big")]
    raise ValueError(f"the font has no table {tag!r}")


def _read(path: Path, index: int) -> Face:
    """Read the font's own tables."""
    font = TTFont(path, fontNumber=index, lazy=True)
    names = font.getGlyphOrder()
    is_cff = "CFF " in font
    # In a font keyed by character identifiers the code is that identifier, written into the glyph's name.
    keyed = is_cff and hasattr(font["CFF "].cff[0], "ROS")
    code = {name: int(name[3:]) if keyed and name.startswith("cid") else n for n, name in enumerate(names)}
    per_mille = 1000 / font["head"].unitsPerEm
    drawn: dict[int, str] = {c: name for c, name in font.getBestCmap().items() if name != ".notdef"}
    empty = _empty(path, index, drawn)
    head, metrics = font["head"], font["OS/2"]
    return Face(
        path=path,
        index=index,
        name=_plain(font["name"].getDebugName(6) or path.stem),
        is_cff=is_cff,
        is_keyed=keyed,
        ascent=metrics.sTypoAscender * per_mille,
        descent=metrics.sTypoDescender * per_mille,
        cap_height=getattr(metrics, "sCapHeight", 700) * per_mille,
        box=tuple(round(edge * per_mille) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        codes={character: code[name] for character, name in drawn.items() if character not in empty},
        widths={c: round(font["hmtx"][name][0] * per_mille) for c, name in drawn.items() if c not in empty},
    )


def _empty(path: Path, index: int, characters: Iterable[int]) -> set[int]:
    """Characters the font lists but draws nothing for, as some do with rare ones: a name would lose a letter."""
    drawing, found = hb.Font(opened(path, index)), set()
    for character in characters:
        if unicodedata.category(chr(character)) not in BLANK:
            edges = drawing.get_glyph_extents(drawing.get_nominal_glyph(character) or 0)
            if edges is None or not (edges.width or edges.height):
                found.add(character)
    return found


def _plain(name: str) -> str:
    """A name as a PDF may write it."""
    return "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))[:60] or "Font"


def _place(path: Path, index: int) -> Path:
    state = path.stat()
    mark = hashlib.sha256(f"{FORMAT}|{path}|{index}|{state.st_size}|{state.st_mtime_ns}|{sys.byteorder}".encode())
    return store.data_folder() / "cache" / f"font-{mark.hexdigest()[:20]}.bin"


def _keep(found: Face, file: Path) -> Face:
    about = {
        "name": found.name,
        "is_cff": found.is_cff,
        "is_keyed": found.is_keyed,
        "ascent": found.ascent,
        "descent": found.descent,
        "cap_height": found.cap_height,
        "box": found.box,
        "count": len(found.codes),
    }
    numbers = array("I", found.codes), array("I", found.codes.values()), array("I", found.widths.values())
    content = json.dumps(about).encode() + b"\n" + b"".join(column.tobytes() for column in numbers)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(".new")
        fresh.write_bytes(zlib.compress(content, 1))
        fresh.replace(file)
    except OSError:
        return found  # a full or read-only disk costs a second at the next start, no more
    return found


def _kept(path: Path, index: int, file: Path) -> Face | None:
    """What was kept, or None when there is nothing or it cannot be trusted. Numbers only: nothing in it can run."""
    try:
        first, _newline, rest = zlib.decompress(file.read_bytes()).partition(b"\n")
        about = json.loads(first)
        numbers = array("I")
        numbers.frombytes(rest)
        count = about.pop("count")
        if len(numbers) != 3 * count:
            return None
        characters = numbers[:count].tolist()
        about["box"] = tuple(about["box"])
        return Face(
            path=path,
            index=index,
            codes=dict(zip(characters, numbers[count : 2 * count].tolist(), strict=True)),
            widths=dict(zip(characters, numbers[2 * count :].tolist(), strict=True)),
            **about,
        )
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None
