"""How others set the annex: the same words, in the same faces, on the same page."""

import json
from html import escape
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

import pylopdf_fonts_zh_cn as noto
from reportlab import platypus
from reportlab.lib.styles import ParagraphStyle

from reports import sheet
from reports.fonts import HEI, SONG

HEADS, SHARES = ("项目", "方式", "日期", "说明"), (2, 2, 2, 6)


class Visit(NamedTuple):
    words: str
    rows: list[tuple[str, str, str, str]]


class Annex(NamedTuple):
    visits: list[Visit]
    rows: list[tuple[str, str, str, str]]


def stock(made: Annex) -> bytes:
    """As the manual of ReportLab has it. Only the face is ours: its own class for fonts reads no OpenType outlines."""
    out = BytesIO()
    body = ParagraphStyle(
        "body", fontName=SONG, fontSize=16, leading=sheet.LINE, firstLineIndent=32, wordWrap="CJK", alignment=4
    )
    cell = ParagraphStyle("cell", fontName=SONG, fontSize=sheet.SIZE_FIVE, leading=15, wordWrap="CJK")
    head = ParagraphStyle("head", parent=cell, fontName=HEI)
    ruled = platypus.TableStyle([("LINEABOVE", (0, 0), (-1, -1), 0.4, "black"), ("VALIGN", (0, 0), (-1, -1), "TOP")])
    widths = [sheet.BLOCK_WIDTH * share / sum(SHARES) for share in SHARES]

    def set_table(rows: list[tuple[str, str, str, str]]) -> platypus.Table:
        heads = [platypus.Paragraph(each, head) for each in HEADS]
        cells = [[platypus.Paragraph(escape(each), cell) for each in row] for row in rows]
        return platypus.Table([heads, *cells], widths, repeatRows=1, style=ruled)

    story = [part for v in made.visits for part in (platypus.Paragraph(escape(v.words), body), set_table(v.rows))]
    page = platypus.SimpleDocTemplate(
        out,
        pagesize=(sheet.WIDTH, sheet.HEIGHT),
        topMargin=sheet.TOP,
        leftMargin=sheet.LEFT,
        rightMargin=sheet.WIDTH - sheet.LEFT - sheet.BLOCK_WIDTH,
        bottomMargin=sheet.BOTTOM,
        initialFontName=SONG,
    )
    page.build([*story, set_table(made.rows)])
    return out.getvalue()


TYPST_SOURCE = b"""
#set page(paper: "a4", margin: (top: 37mm, left: 28mm, right: 26mm, bottom: 35mm), numbering: "- 1 -")
#set text(font: ("Noto Serif SC", "Noto Sans SC"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13pt, spacing: 13pt)
#let (heads, visits, rows) = json(bytes(sys.inputs.annex))
#let listed(rows) = {
  set text(size: 10.5pt)
  set par(justify: false, first-line-indent: 0pt, leading: 4.5pt)
  table(
    columns: (2fr, 2fr, 2fr, 6fr), stroke: (x: none, y: 0.4pt), inset: 1.1mm,
    table.header(..heads.map(it => text(font: "Noto Sans SC", it))),
    ..rows.flatten().map(it => [#it])
  )
}
#for (words, rows) in visits {
  par(words)
  listed(rows)
}
#listed(rows)
"""


def typst(made: Annex) -> bytes:
    import typst as engine

    fonts = str(Path(noto.serif_path()).parent)
    given = {"annex": json.dumps((HEADS, *made))}
    paper: bytes = engine.compile(TYPST_SOURCE, font_paths=[fonts], ignore_system_fonts=True, sys_inputs=given)
    return paper


def fpdf2(made: Annex) -> bytes:
    from fpdf import FPDF
    from fpdf.fonts import FontFace

    pdf = FPDF(unit="pt", format="A4")
    pdf.add_font("song", fname=noto.serif_path())
    pdf.add_font("hei", fname=noto.sans_path())
    pdf.set_margins(sheet.LEFT, sheet.TOP, sheet.WIDTH - sheet.LEFT - sheet.BLOCK_WIDTH)
    pdf.set_auto_page_break(True, sheet.BOTTOM)
    pdf.add_page()

    def set_table(rows: list[tuple[str, str, str, str]]) -> None:
        pdf.set_font("song", size=sheet.SIZE_FIVE)
        heading = FontFace(family="hei")
        with pdf.table(
            [HEADS, *rows], col_widths=SHARES, borders_layout="HORIZONTAL_LINES", line_height=15, headings_style=heading
        ):
            pass

    for visit in made.visits:
        pdf.set_font("song", size=16)
        pdf.multi_cell(0, sheet.LINE, visit.words, new_x="LMARGIN", new_y="NEXT")
        set_table(visit.rows)
    set_table(made.rows)
    return bytes(pdf.output())
