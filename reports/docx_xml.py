"""What a DOCX file is written with: paragraphs, tables and pictures as XML, every typed word escaped.

Made as strings and parsed once, which is many times quicker than building a table cell by cell.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from xml.sax.saxutils import escape, quoteattr

from db.words import language
from reports import sheet
from reports.fonts import BIAOSONG, FANG, HEI, KAI, SONG
from reports.sheet import Style
from reports.table import Column
from reports.text import IN_ENGLISH, MONTH, clean

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
NAMED = " ".join(f'xmlns:{prefix}="{name}"' for prefix, name in NAMES.items())
# No font goes into the file: the reader's computer has these, or something like them (see `docx_styles`).
FACES = {FANG: "仿宋", KAI: "楷体", HEI: "黑体", SONG: "宋体", BIAOSONG: "方正小标宋简体"}
LATIN = {HEI: "Arial", BIAOSONG: "Arial"}
PART_OF_ALL = 600  # characters of a cell from which its row may be parted between pages
SHORT = 6  # rows of a table that is not parted
EMU = 12700  # to a point
# 2026-11-20, and the number of a slip: 2026-031
HYPHENED = re.compile(r"(?<![0-9])[0-9]{4}-[0-9]{2}(?:-[0-9]{2}|[0-9])(?![0-9])")
# The blanks of 20 Nov 2026 and 88 years: what stays in one line in print does so here.
TIED = re.compile(rf"(?<=[0-9]) (?={IN_ENGLISH.pattern})|(?<={MONTH}) (?=[0-9]{{4}}\b)")
NO_BREAK = "\xa0"
NO_SIGN = {0xFFFE: None, 0xFFFF: None}  # XML allows no such character
RULES = {"strong": sheet.STRONG_RULE, "middle": sheet.MIDDLE_RULE, "fine": sheet.FINE_RULE}


@dataclass(frozen=True)
class Cell:
    """Paragraphs as XML, and the rules above and below: strong, middle, fine or none."""

    content: str
    top: str = ""
    bottom: str = ""


def twips(points: float) -> int:
    """Twentieths of a point, rounded down so that what fills a page does not run over."""
    return int(points * 20 // 1)


def said(words: str) -> str:
    """Typed words as XML may hold them."""
    return clean(words).translate(NO_SIGN)


def face(font: str) -> str:
    """A run's faces. The hint gives quotation marks and dashes to the Chinese one."""
    chinese = FACES[font]
    latin = LATIN.get(font, "Times New Roman") if language() == "en" else chinese
    hint = "" if language() == "en" else ' w:hint="eastAsia"'
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{chinese}" w:cs="{latin}"{hint}/>'


def run(words: str, style: Style, size: float | None = None) -> str:
    """Words in one face; a line break stays one."""
    lines = "<w:br/>".join(map(_line, escape(said(words)).split("\n")))
    bold = "<w:b/>" if style.bold else ""
    own = f'<w:sz w:val="{round(size * 2)}"/><w:szCs w:val="{round(size * 2)}"/>' if size else ""
    return f"<w:r><w:rPr>{face(style.font)}{bold}{own}</w:rPr>{lines}</w:r>"


def _line(words: str) -> str:
    """Words in one line. Word parts a day at its hyphens and blanks unless they are such as hold it together."""
    tied = TIED.sub(NO_BREAK, words)
    parts = HYPHENED.sub(lambda found: found.group().replace("-", "\n"), tied).split("\n")
    return "<w:noBreakHyphen/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)


def field(instruction: str, style: Style) -> str:
    """What Word works out itself; never from typed words."""
    shown = f"<w:r><w:rPr>{face(style.font)}</w:rPr><w:t>1</w:t></w:r>"
    return f'<w:fldSimple w:instr="{instruction}">{shown}</w:fldSimple>'


def paragraph(style_id: str, runs: str, before: str = "", after: str = "", keep: bool = False) -> str:
    """`before` and `after` are properties of its own that stand before and behind the spacing in the schema's order."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{style_id}"/>{kept}{before}{after}</w:pPr>{runs}</w:p>'


def gap(keep: bool = False) -> str:
    """A paragraph without height: tables need one between them, and a document one at its end."""
    kept = "<w:keepNext/>" if keep else ""
    return f'<w:p><w:pPr><w:pStyle w:val="Normal"/>{kept}<w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def apart(before: float, after: float) -> str:
    """Room above and below a paragraph, instead of that of its style."""
    return f'<w:spacing w:before="{twips(before)}" w:after="{twips(after)}"/>'


def lines(leading: float) -> str:
    """How far apart a paragraph's lines are, instead of that of its style."""
    return f'<w:spacing w:line="{twips(leading)}" w:lineRule="exact"/>'


def text(style_id: str, words: str, style: Style, lead: str = "") -> str:
    """Typed words; each of their own lines is a paragraph, the first begun by `lead` in the heading's face."""
    first, *more = clean(words).split("\n")
    opening = run(lead, replace(style, font=HEI)) if lead else ""
    made = [paragraph(style_id, opening + run(first, style))]
    return "".join(made + [paragraph(style_id, run(each, style)) for each in more])


def sides(style_id: str, left: str, right: str, style: Style, size: float | None = None, rule: str = "") -> str:
    """Words at both margins of one line. `rule` is a border below, as XML."""
    told = run(left, style, size) + "<w:r><w:tab/></w:r>" + run(right, style, size)
    return paragraph(style_id, told, rule and f"<w:pBdr>{rule}</w:pBdr>")


def table(
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    has_total: bool,
    room: float,
    is_dense: bool = False,
    has_note: bool = False,
) -> str:
    """Ledger lines as in print; the head is repeated on every page, no row stands alone, and the last goes along with
    a note below."""
    kinds = ("DenseHead", sheet.DENSE_HEAD), ("DenseText", sheet.DENSE_TEXT)
    head, plain = kinds if is_dense else (("TableHead", sheet.HEAD_CELL), ("TableText", sheet.CELL_TEXT))
    shares = sum(column.share for column in columns)
    widths = [twips(room * column.share / shares) for column in columns]
    last = len(rows) - 1
    heads = [(column.head, column) for column in columns]
    made = [_row(heads, *head, "strong", True, is_head=True)]
    for number, row in enumerate(rows):
        name, style = head if has_total and number == last else plain
        keep = has_note if number == last else number == 0 or number == last - 1 or last < SHORT
        cells = list(zip(row, columns, strict=True))
        made.append(_row(cells, name, style, "strong" if number == last else "fine", keep))
    return grid(widths, made)


def grid(widths: Sequence[int], rows: Sequence[str], floats: str = "") -> str:
    """A table of these widths. `floats` says where it stands if not in the text."""
    columns = "".join(f'<w:gridCol w:w="{wide}"/>' for wide in widths)
    around, room = ("top", "left", "bottom", "right"), twips(sheet.CELL)
    margins = "".join(f'<w:{side} w:w="{room}" w:type="dxa"/>' for side in around)
    return (
        f'<w:tbl><w:tblPr>{floats}<w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{margins}</w:tblCellMar></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def row(cells: Sequence[tuple[Cell, int]], is_head: bool = False, parts: bool = False) -> str:
    """Cells with their widths. `parts`: may go on over the page."""
    head = "<w:tblHeader/>" if is_head else ""
    whole = "" if parts else "<w:cantSplit/>"
    return f"<w:tr><w:trPr>{whole}{head}</w:trPr>{''.join(_cell(each, wide) for each, wide in cells)}</w:tr>"


def _row(
    told: Sequence[tuple[str, Column]], name: str, style: Style, below: str, keep: bool, is_head: bool = False
) -> str:
    above = "strong" if is_head else ""
    cells = [(Cell(_aligned(name, words, column, style, keep), above, below), 0) for words, column in told]
    return row(cells, is_head, parts=any(len(words) > PART_OF_ALL for words, _column in told))


def _aligned(name: str, words: str, column: Column, style: Style, keep: bool) -> str:
    at = {"left": "", "centre": '<w:jc w:val="center"/>', "right": '<w:jc w:val="right"/>'}[column.align]
    return paragraph(name, run(words, style), after=at, keep=keep)


def _cell(cell: Cell, wide: int) -> str:
    rules = "".join(rule(side, getattr(cell, side)) for side in ("top", "bottom") if getattr(cell, side))
    width = f'<w:tcW w:w="{wide}" w:type="dxa"/>' if wide else ""
    return f"<w:tc><w:tcPr>{width}<w:tcBorders>{rules}</w:tcBorders></w:tcPr>{cell.content}</w:tc>"


def rule(side: str, strength: str, colour: str = "auto", thick: float = 0, apart: int = 0) -> str:
    """A border; its thickness is said in eighths of a point."""
    eighths = max(2, round((thick or RULES[strength]) * 8))
    return f'<w:{side} w:val="single" w:sz="{eighths}" w:space="{apart}" w:color="{colour}"/>'


class Pictures:
    """Pictures in a document, each with a number of its own and words for who cannot see it."""

    def __init__(self) -> None:
        self.numbers = count(1)

    def inline(self, relation: str, wide: float, high: float, words: str) -> str:
        """A run that holds a picture told in words; `relation` is what the document calls its file."""
        number, across, down = next(self.numbers), round(wide * EMU), round(high * EMU)
        named = f'id="{number}" name="Picture {number}" descr={quoteattr(said(words).replace(chr(10), " "))}'
        return (
            f'<w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0"><wp:extent cx="{across}" cy="{down}"/>'
            f'<wp:docPr {named}/><a:graphic><a:graphicData uri="{NAMES["pic"]}"><pic:pic><pic:nvPicPr>'
            f'<pic:cNvPr {named}/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="{relation}"/><a:stretch>'
            f'<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{across}"'
            f' cy="{down}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
