"""One font file: which characters it has, how wide they are, and the part of it that a paper needs.

Reading the tables of a large Chinese font takes half a second, so what was read is kept in a small file in the data
folder. Where nothing can be written there, it is read anew: slower, never wrong.
"""

import hashlib
import json
import sys
import zlib
from array import array
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import uharfbuzz as hb
from fontTools.ttLib import TTFont

from db import store

FORMAT = 1  # of the kept file; another number is read anew


@dataclass(frozen=True)
class Face:
    """A font file as a paper sees it. `codes` gives the number that stands for a character inside the PDF."""

    path: Path
    name: str
    is_cff: bool
    ascent: float
    descent: float
    cap_height: float
    box: tuple[int, ...]
    codes: dict[int, int]
    widths: dict[int, int] = field(repr=False)  # in thousandths of the size

    def part(self, characters: set[int]) -> bytes:
        """A font with these characters only. Its codes stay what they are in the whole font."""
        wanted = hb.SubsetInput()
        for character in characters:
            wanted.unicode_set.add(character)
        wanted.layout_feature_tag_set.clear()
        keep = hb.SubsetFlags.DEFAULT if self.is_cff else hb.SubsetFlags.RETAIN_GIDS
        wanted.flags = keep | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        cut: bytes = hb.subset(_opened(self.path), wanted).blob.data
        return _table(cut, b"CFF ") if self.is_cff else cut


@cache
def face(path: Path) -> Face:
    """The face of a file, read once in a process."""
    kept = _place(path)
    return _kept(path, kept) or _read(path, kept)


@cache
def _opened(path: Path) -> Any:
    return hb.Face(hb.Blob.from_file_path(str(path)))


def _table(font: bytes, tag: bytes) -> bytes:
    """One table of a font file; its directory begins at byte 12 with sixteen bytes for each table."""
    for entry in range(12, 12 + 16 * int.from_bytes(font[4:6], "big"), 16):
        if font[entry : entry + 4] == tag:
            start = int.from_bytes(font[entry + 8 : entry + 12], "big")
            return font[start : start + int.from_bytes(font[entry + 12 : entry + 16], "big")]
    raise ValueError(f"the font has no table {tag!r}")


def _read(path: Path, keep_as: Path) -> Face:
    """Read the font's own tables, and keep what was found."""
    font = TTFont(path, lazy=True)
    names = font.getGlyphOrder()
    is_cff = "CFF " in font
    # In a font keyed by character identifiers the code is that identifier, written into the glyph's name.
    keyed = is_cff and hasattr(font["CFF "].cff[0], "ROS")
    code = {name: int(name[3:]) if keyed and name.startswith("cid") else n for n, name in enumerate(names)}
    per_mille = 1000 / font["head"].unitsPerEm
    drawn: dict[int, str] = font.getBestCmap()
    head, metrics = font["head"], font["OS/2"]
    found = Face(
        path=path,
        name=font["name"].getDebugName(6) or path.stem,
        is_cff=is_cff,
        ascent=metrics.sTypoAscender * per_mille,
        descent=metrics.sTypoDescender * per_mille,
        cap_height=getattr(metrics, "sCapHeight", 700) * per_mille,
        box=tuple(round(edge * per_mille) for edge in (head.xMin, head.yMin, head.xMax, head.yMax)),
        codes={character: code[name] for character, name in drawn.items()},
        widths={character: round(font["hmtx"][name][0] * per_mille) for character, name in drawn.items()},
    )
    _keep(found, keep_as)
    return found


def _place(path: Path) -> Path:
    state = path.stat()
    mark = hashlib.sha256(f"{FORMAT}|{path}|{state.st_size}|{state.st_mtime_ns}|{sys.byteorder}".encode())
    return store.data_folder() / "cache" / f"font-{mark.hexdigest()[:20]}.bin"


def _keep(found: Face, file: Path) -> None:
    about = {
        "name": found.name,
        "is_cff": found.is_cff,
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
        return  # a full or read-only disk costs half a second at the next start, no more


def _kept(path: Path, file: Path) -> Face | None:
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
            codes=dict(zip(characters, numbers[count : 2 * count].tolist(), strict=True)),
            widths=dict(zip(characters, numbers[2 * count :].tolist(), strict=True)),
            **about,
        )
    except (OSError, ValueError, KeyError, TypeError, zlib.error):
        return None
