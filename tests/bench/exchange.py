"""A register of 20,000 rows × 30 columns read by us, beside calamine alone in a process of its own."""

import io
import random
import subprocess
import sys
from datetime import date, timedelta

import xlsxwriter

from db.sheets.file import read_book
from tests.bench.measuring import Line, in_turns, timed

MOST = 4.0
ROWS, COLUMNS = 20_000, 30
ALONE = (
    "import io, sys; from python_calamine import CalamineWorkbook;"
    "CalamineWorkbook.from_filelike(io.BytesIO(sys.stdin.buffer.read())).get_sheet_by_index(0).to_python()"
)


def lines(quick: bool) -> list[Line]:
    rows = ROWS // 10 if quick else ROWS
    content = register(rows)
    ours, alone = in_turns(
        3 if quick else 7,
        timed(lambda: read_book(content, "台账.xlsx")),
        timed(lambda: subprocess.run([sys.executable, "-c", ALONE], input=content, check=True)),
        warm=1,
    )
    return [Line(f"{rows:,} rows × {COLUMNS} columns read : calamine alone in a process", ours, alone, MOST)]


def register(rows: int) -> bytes:
    """People as a register has them: names, numbers, days, doors, words that come again and words that do not."""
    chance = random.Random(6)
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"constant_memory": False})
    sheet, day = book.add_worksheet("台账"), book.add_format({"num_format": "yyyy-mm-dd"})
    sheet.write_row(0, 0, [f"栏目{column + 1}" for column in range(COLUMNS)])
    for row in range(1, rows + 1):
        for column in range(COLUMNS):
            match column % 6:
                case 0:
                    sheet.write_string(row, column, chance.choice("王李张刘陈") + chance.choice("建秀志丽") + "华")
                case 1:
                    sheet.write_number(row, column, 13800000000 + chance.randint(1, 9999))
                case 2:
                    sheet.write_datetime(row, column, date(1940, 1, 1) + timedelta(chance.randint(0, 20_000)), day)
                case 3:
                    building, unit, floor = (chance.randint(1, most) for most in (20, 3, 18))
                    sheet.write_string(row, column, f"{building}栋{unit}单元{floor}0{chance.randint(1, 4)}")
                case 4:
                    sheet.write_string(row, column, chance.choice(["独居", "低保", "残疾", "独居、低保", ""]))
                case _:
                    sheet.write_string(
                        row, column, f"说近来还好，楼道灯坏了，想请人来修（{chance.randint(1, 99_999)}）"
                    )
    book.close()
    return out.getvalue()
