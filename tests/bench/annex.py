"""An annex as a year fills it: a thousand visits, each with a paragraph and a table of six rows, and a long table.

The floor is the same lines, put by ReportLab's bare canvas at places that were known before: nothing is measured,
broken or parted. The peers set the same words in the same faces on the same page: ReportLab's own Platypus as its
manual has it, with a paragraph in every cell; Typst; fpdf2. The last two are nobody's dependency: where they are not
installed, the line says so. Peak memory is that of a process that makes this one paper.
"""

import random
import re
import resource
import subprocess
import sys
from collections.abc import Callable, Iterator
from ctypes import c_float
from datetime import date
from importlib.util import find_spec
from io import BytesIO
from itertools import count, groupby
from math import nan
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw
from reportlab.pdfgen.canvas import Canvas

from reports import sheet
from reports.flowables import Text
from reports.fonts import HEI, SONG, font
from reports.paper import About, Paper, bound
from reports.table import Column, Table
from tests.bench.annex_peers import HEADS, SHARES, Annex, Visit, fpdf2, stock, typst
from tests.bench.house import folder
from tests.bench.measuring import Line, in_turns, timed

ABOUT = About("附件", "和安苑", "走访明细", date(2026, 11, 24))
FLOOR, STOCK, TYPST, FPDF2, MEMORY, GROWTH = 1.4, 1 / 7, 1 / 3, 1 / 10, 150, 1.2
SAID = (
    "说近来还好",
    "楼道灯坏了，晚上下楼看不清",
    "想请工程部来修扶手",
    "女儿每周来一次，平时自己买菜做饭",
    "药按时吃，血压 150/90",
    "月收入 1,280 元，“够用，不想麻烦人”",
    "上月摔过一跤（没有骨折），夜里不敢去浴室",
    "电话 13800002207 打得通",
    "居委会已上门两次；低保材料还差一份证明",
    "孙子在外地读书，寒假才回来",
)
DONE = ("灯已报修，待工程部回复", "已联系女儿，周末来看望", "无异常", "转居委会，已受理", "扶手 11月27日前装好")


def annex(visits: int, rows: int, seed: int = 20261124) -> Annex:
    chance = random.Random(seed)

    def row(number: int) -> tuple[str, str, str, str]:
        way = chance.choice(("上门", "电话", "门口"))
        day = f"{chance.randint(1, 12)}月{chance.randint(1, 28)}日"
        return f"{chance.randint(1, 30)}栋{chance.randint(101, 1804)}", way, day, f"{number}. {chance.choice(DONE)}"

    def visit(number: int) -> Visit:
        who = chance.choice("王李张刘陈") + chance.choice("建秀志丽玉") + chance.choice("芬华平英")
        told = "。".join("，".join(chance.sample(SAID, 5)) for _sentence in range(5))
        return Visit(f"{number}. {who}（{chance.randint(60, 95)} 岁）{told}"[:200], [row(n) for n in range(1, 7)])

    return Annex([visit(n) for n in range(1, visits + 1)], [row(n) for n in range(1, rows + 1)])


def lines(quick: bool) -> list[Line]:
    visits, rows = (100, 100) if quick else (1000, 1000)
    made = annex(visits, rows)
    what = f"{visits:,} visits and a table of {rows:,} rows"
    with folder() as data:
        known = pages_of(ours(made).content)
        mine, bare, bones = in_turns(
            5, timed(lambda: ours(made)), timed(lambda: floor(known)), timed(lambda: operators(known))
        )
        told = [
            Line(f"{what} ({len(known)} pages) : bare canvas, the same lines", mine, bare, FLOOR),
            Line(f"{what} : the same lines as operators written by hand", mine, bones),
        ]
        peers: list[tuple[str, Callable[[Annex], object], float, bool]] = [
            ("stock Platypus, a paragraph in every cell", stock, STOCK, True),
            ("Typst", typst, TYPST, find_spec("typst") is not None),
            ("fpdf2", fpdf2, FPDF2, find_spec("fpdf") is not None),
        ]
        for name, deed, most, is_there in peers:
            if is_there:
                mine, theirs = in_turns(3, *(each_anew(one, visits, rows) for one in (ours, deed)), warm=1)
                told.append(Line(f"{what} : {name}", mine, theirs, most))
            else:
                told.append(Line(f"{what} : {name}, not installed", mine, nan))
        told.append(Line(f"{what}, peak memory in MB : {MEMORY} MB", peak(data, quick) / 1e3, MEMORY / 1e3, 1.0))
        return [*told, *growth()]


def each_anew(deed: Callable[[Annex], object], visits: int, rows: int) -> Callable[[], float]:
    """Other words each time: Typst remembers what it has set once, and sets the same again in no time."""
    seeds = count()

    def told() -> float:
        made = annex(visits, rows, next(seeds))
        return timed(lambda: deed(made))()

    return told


def ours(made: Annex) -> Paper:
    story = [part for visit in made.visits for part in (Text(visit.words, sheet.BODY), table(visit.rows))]
    return bound([*story, table(made.rows)], ABOUT)


def table(rows: list[tuple[str, str, str, str]]) -> Table:
    return Table([Column(head, share) for head, share in zip(HEADS, SHARES, strict=True)], rows)


def growth() -> Iterator[Line]:
    """Ten times the rows take ten times as long."""
    small, middle, large = (annex(0, rows) for rows in (1_000, 4_000, 10_000))
    one, four, ten = in_turns(3, *(timed(lambda made=made: ours(made)) for made in (small, middle, large)))
    yield Line("a table of 4,000 rows : four of 1,000", four, 4 * one, GROWTH)
    yield Line("a table of 10,000 rows : ten of 1,000", ten, 10 * one, GROWTH)


def peak(data: Path, quick: bool) -> float:
    """Megabytes of a process that makes the paper and ends."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.annex", *(["--quick"] if quick else [])],
        env={"NUANFANG_DATA": str(data), "PATH": ""},
        cwd=Path(__file__).parent.parent.parent,
        capture_output=True,
        check=True,
        text=True,
    )
    return float(done.stdout)


class Piece(NamedTuple):
    """Words at a place, or a rule when there are none."""

    role: str
    size: float
    x: float
    y: float
    words: str
    end: float = 0
    thick: float = 0


def pages_of(content: bytes) -> list[list[Piece]]:
    """What stands on each page, as pdfium reads it."""
    found = []
    for page in pypdfium2.PdfDocument(content):
        pieces, kinds = [], (raw.FPDF_PAGEOBJ_TEXT, raw.FPDF_PAGEOBJ_PATH)
        for one in page.get_objects(filter=kinds, textpage=page.get_textpage()):
            place = one.get_matrix()
            if one.type == raw.FPDF_PAGEOBJ_PATH:
                pieces += rules_of(one)
            else:
                role = HEI if "Sans" in one.get_font().get_base_name() else SONG
                pieces.append(Piece(role, one.get_font_size(), place.e, place.f, one.extract()))
        found.append(joined(pieces))
        page.close()
    return found


def rules_of(path: pypdfium2.PdfObject) -> Iterator[Piece]:
    """The rules in a path: each goes from a point to the next."""
    thick, x, y = c_float(), c_float(), c_float()
    raw.FPDFPageObj_GetStrokeWidth(path, thick)
    points = []
    for number in range(raw.FPDFPath_CountSegments(path)):
        raw.FPDFPathSegment_GetPoint(raw.FPDFPath_GetPathSegment(path, number), x, y)
        points.append((x.value, y.value))
    for (left, height), (right, _height) in zip(points[::2], points[1::2], strict=True):
        yield Piece("", 0, left, height, "", right, thick.value)


def joined(pieces: list[Piece]) -> list[Piece]:
    """Words, numbers and Chinese of one line of a paragraph are one piece again."""
    found: list[Piece] = []
    for _key, group in groupby(pieces, key=lambda p: (p.role, p.size, p.y if p.size == sheet.SIZE_THREE else p)):
        same = list(group)
        found.append(same[0]._replace(words="".join(piece.words for piece in same)))
    return found


def floor(pages: list[list[Piece]]) -> bytes:
    """The lines as a canvas draws them, each with one call."""
    out = BytesIO()
    canvas = Canvas(out, (sheet.WIDTH, sheet.HEIGHT), initialFontName=SONG, invariant=1)
    for pieces in pages:
        face = None
        for role, size, x, y, words, end, thick in pieces:
            if not words:
                canvas.setLineWidth(thick)
                canvas.line(x, y, end, y)
                continue
            if face != (face := (role, size)):
                canvas.setFont(role, size)
            canvas.drawString(x, y, words)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def operators(pages: list[list[Piece]]) -> bytes:
    """The lines as nobody would write them: every operator by hand, one text object a page."""
    out = BytesIO()
    canvas = Canvas(out, (sheet.WIDTH, sheet.HEIGHT), initialFontName=SONG, invariant=1)
    pens = {role: font(role).pen(canvas._doc) for role in (SONG, HEI)}
    for pieces in pages:
        words = [
            f"{pens[p.role].face(p.size)} 1 0 0 1 {p.x:.2f} {p.y:.2f} Tm {pens[p.role].show(p.words, p.size)}"
            for p in pieces
            if p.words
        ]
        rules = [f"{p.thick:.2f} w {p.x:.2f} {p.y:.2f} m {p.end:.2f} {p.y:.2f} l S" for p in pieces if not p.words]
        canvas._code.append(f"BT {' '.join(words)} ET {' '.join(rules)}")
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def most_memory() -> float:
    """Megabytes this process has held at most. `getrusage` counts what the parent held before, so Linux is asked."""
    status = Path("/proc/self/status")
    if status.exists():
        [kilobytes] = re.findall(r"VmHWM:\s+(\d+) kB", status.read_text())
        return int(kilobytes) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    ours(annex(*((100, 100) if "--quick" in sys.argv else (1000, 1000))))
    sys.stdout.write(f"{most_memory()}\n")
