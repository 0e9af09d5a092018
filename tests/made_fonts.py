"""Fonts made for the tests: a part of the open serif under another name, and faces of boxes known at a glance."""

from io import BytesIO

import pylopdf_fonts_zh_cn as noto
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

from reports.found_faces import COMMON

WORDS = "陈玉芬说近来还好，䶮先生也好。"
DRAWN = COMMON | set(map(ord, WORDS + "，。、；：（）《》〓0123456789abc ")) - {ord("䶮")}


def cut(family: str, characters: set[int] = DRAWN, licence: int = 0, weight: int = 400) -> bytes:
    """A part of the open serif under another name."""
    wanted = hb.SubsetInput()
    wanted.unicode_set.update(characters)
    part = hb.subset(hb.Face(hb.Blob.from_file_path(str(noto.serif_path()))), wanted).blob.data
    made = TTFont(BytesIO(part))
    made["OS/2"].fsType, made["OS/2"].usWeightClass = licence, weight
    for record in list(made["name"].names):
        if record.nameID in (1, 2, 4, 6, 16, 17):
            told = {1: family, 2: "Regular", 16: family, 17: "Regular"}.get(record.nameID, f"{family}-Regular")
            made["name"].setName(told, record.nameID, record.platformID, record.platEncID, record.langID)
    return saved(made)


def saved(made: TTFont | FontBuilder) -> bytes:
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def boxes(family: str, is_cff: bool = False, blank: str = "", characters: set[int] = DRAWN) -> bytes:
    """A font drawn here: a box for every character, so that it is known at a glance."""
    names = {c: f"u{c:X}" for c in sorted(characters)}
    order = [".notdef", *names.values()]

    def box(pen, empty=False):
        if not empty:
            pen.moveTo((100, 0))
            pen.lineTo((100, 800))
            pen.lineTo((900, 800))
            pen.lineTo((900, 0))
            pen.closePath()
        return pen

    empty = {names[ord(c)] for c in blank} | {names.get(0x20, "")}
    made = FontBuilder(1000, isTTF=not is_cff)
    made.setupGlyphOrder(order)
    made.setupCharacterMap(names)
    if is_cff:
        glyphs = {name: box(T2CharStringPen(1000, None), name in empty).getCharString() for name in order}
        made.setupCFF(family, {}, glyphs, {})
    else:
        made.setupGlyf({name: box(TTGlyphPen(None), name in empty).glyph() for name in order})
    made.setupHorizontalMetrics(dict.fromkeys(order, (1000, 0)))
    made.setupHorizontalHeader(ascent=880, descent=-120)
    made.setupNameTable({"familyName": family, "styleName": "Regular", "psName": family})
    made.setupOS2(sTypoAscender=880, sTypoDescender=-120, sCapHeight=700, fsType=0)
    made.setupPost()
    return saved(made)
