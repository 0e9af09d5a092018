"""A list of owners and tenants as an office keeps one: title, a head of two levels, doors merged, words of all kinds.

Everybody is invented. Files of ours that it meets are opened by tests/test_compared.py.
"""

import io
from datetime import date
from itertools import groupby
from typing import Any

import xlsxwriter

from db.choices import TableKind
from db.intake.table import Body, Column, Table

TITLE = "和安苑小区业主（租户）信息登记表（2026年11月）"
HEAD = (
    ("房屋信息", "楼号", "household.building"),
    ("房屋信息", "单元", "household.unit"),
    ("房屋信息", "房号", "household.room"),
    ("人员信息", "姓名", "owner.name"),
    ("人员信息", "身份", "occupant.role"),
    ("人员信息", "联系电话", "owner.phone"),
    ("居住情况", "居住状态", "occupant.state"),
    ("居住情况", "入住日期", "occupant.moved_in"),
    ("居住情况", "搬离日期", "occupant.moved_out"),
    ("备注", "备注", ""),
)
FIRST = 4  # the row of the sheet below the head
Row = tuple[Any, ...]
ROWS: tuple[Row, ...] = (
    ("3栋", 1, "0401", "韩雪", "业主", 13700010001, "自住", date(2019, 3, 1), None, ""),
    ("3栋", 1, "0402", "孙德福", "业主", 13700010002, "空置", None, None, "钥匙在物业"),
    ("3栋", 1, "0901", "王桂英", "业主", 13911112222, "自住", date(2015, 6, 1), None, "换了号码"),
    ("3栋", 1, "0902", "罗斌", "业主", "0571-88880902", "自住", None, None, ""),
    ("3栋", 1, "1001", "王玉海", "业主", 13700010005, "自住", None, None, ""),
    ("3栋", 1, "1202", "陈玉芬", "业主", 13800002207, "自住", date(2008, 10, 1), None, ""),
    ("3栋", 1, "1301", "谢军", "业主", "无", "已售", None, date(2026, 8, 15), ""),
    ("3栋", 1, "1301", "唐敏", "业主", 13700010008, "未入住", None, None, "新业主"),
    ("3栋", 2, "0301", "李卫东", "业主", 13700010009, "去世", None, date(2026, 9, 3), ""),
    ("3栋", 2, "0502", "周建国", "业主", 13700010010, "已故", None, date(2026, 5, 20), ""),
    ("3栋", 2, "0601", "曹磊", "业主", 13700010011, "出租", None, None, ""),
    ("3栋", 2, "0601", "邓洁", "租户", 13700010012, "租住", date(2026, 2, 1), None, ""),
    ("3栋", 2, "0602", "彭涛", "业主", 13700010013, "自住", None, None, ""),
    ("3栋", 2, "1101", "曾莉", "业主", 13700010014, "出租", None, None, ""),
    ("3栋", 2, "1102", "苏城", "业主", 13700010015, "出租", None, None, ""),
    ("3栋", 2, "1102", "林芳", "租户", 13700010016, "租住", date(2025, 7, 1), None, ""),
    ("3栋", 2, "1201", "黄丽华", "业主", 13700010017, "", None, None, ""),
    ("3栋", 2, "1302", "蒋文", "业主", 13700010018, "待售", None, None, ""),
    ("5栋", 1, "0101", "沈洋", "业主", 13700010019, "自住", None, None, ""),
    ("5栋", 1, "0102", "韦宁", "业主", 13700010020, "自住", None, None, ""),
    ("5栋", 1, "0201", "钱进", "业主", 13700010021, "已售", None, date(2026, 7, 1), ""),
    ("5栋", 1, "0202", "程刚", "业主", 13700010022, "自住", None, None, ""),
    ("5栋", 1, "0301", "傅蓉", "业主", 13700010023, "空关", None, None, ""),
    ("5栋", 1, "0302", "郑浩", "租户", 13700010024, "租住", date(2026, 6, 1), None, ""),
    ("5栋", 1, "0401", "卢勇", "业主", 13700010025, "自住", None, None, ""),
    ("5栋", 2, "0101", "丁玲", "业主", 13700010026, "自住", None, None, ""),
    ("5栋", 2, "0402", "吴春梅", "租户", 13700010027, "租住", date(2026, 6, 5), None, ""),
    ("5栋", 2, "0501", "冯强", "业主", 13700010028, "自住", None, None, ""),
    ("5栋", 2, "0602", "马国庆", "业主", 13700010029, "出租", None, None, ""),
    ("5栋", 2, "0602", "杨帆", "租户", 13700010030, "租住", date(2026, 3, 1), None, ""),
    ("5栋", 2, "0701", "任静", "业主", 13700010031, "自住", None, None, ""),
    ("5栋", 2, "0702", "姚辉、龙燕", "业主", "13700010032、13700010033", "自住", None, None, "夫妻"),
    ("5栋", 3, "0101", "许志强", "业主", 13700010034, "空置", None, None, ""),
    ("5栋", 3, "0102", "陈玉芬", "业主", 13700010035, "自住", None, None, "同名"),
    ("5栋", 3, "0202", "段飞", "业主", 13700010036, "自住", None, None, ""),
    ("5栋", 3, "0301", "", "", None, "空置", None, None, "开发商留房"),
    ("5栋", 3, "0401", "侯平", "业主", 13700010038, "自住", None, None, ""),
    ("5栋", 3, "0402", "白洁", "业主", 13700010039, "自住", None, None, ""),
    ("6栋", 1, "0101", "常青", "业主", 13700010040, "自住", None, None, ""),
    ("6栋", 1, date(2026, 1, 2), "武松涛", "业主", 13700010041, "自住", None, None, ""),
)
FOOT = "说明：居住状态填自住、出租、空置、已售、搬离、去世。"


def table(rows: tuple[Row, ...] = ROWS, head: tuple[tuple[str, str, str], ...] = HEAD) -> Table:
    """The list as it is understood."""
    columns = tuple(
        Column(n, "ABCDEFGHIJ"[n], f"{above} {title}", target, "") for n, (above, title, target) in enumerate(head)
    )
    body = tuple(Body(FIRST + n, tuple(cell if cell != "" else None for cell in row)) for n, row in enumerate(rows))
    return Table("业主名册", TableKind.OWNERS, (2, 3), columns, body, title=TITLE, year=2026)


def book() -> bytes:
    """The list as a file: buildings and units merged over their rows."""
    out = io.BytesIO()
    made = xlsxwriter.Workbook(out)
    sheet = made.add_worksheet("业主名册")
    middle, day = (
        made.add_format({"align": "center", "valign": "vcenter"}),
        made.add_format({"num_format": "yyyy-mm-dd"}),
    )
    sheet.merge_range(0, 0, 0, len(HEAD) - 1, TITLE, middle)
    at = 0
    for above, titles in groupby(HEAD, key=lambda each: each[0]):
        last = at + len(list(titles)) - 1
        if last > at:
            sheet.merge_range(1, at, 1, last, above, middle)
        at = last + 1
    sheet.merge_range(1, at - 1, 2, at - 1, "备注", middle)
    for n, (_above, title, _target) in enumerate(HEAD[:-1]):
        sheet.write_string(2, n, title, middle)
    for column, key in ((0, lambda row: row[0]), (1, lambda row: row[:2])):
        at = FIRST - 1
        for _same, rows in groupby(ROWS, key=key):
            few = list(rows)
            if len(few) > 1:
                sheet.merge_range(at, column, at + len(few) - 1, column, few[0][column], middle)
            else:
                sheet.write(at, column, few[0][column], middle)
            at += len(few)
    for n, row in enumerate(ROWS, FIRST - 1):
        for column, cell in enumerate(row[2:], 2):
            if isinstance(cell, date):
                sheet.write_datetime(n, column, cell, day)
            elif cell not in (None, ""):
                sheet.write(n, column, cell)
    sheet.merge_range(FIRST + len(ROWS), 0, FIRST + len(ROWS), len(HEAD) - 1, FOOT)
    made.close()
    return out.getvalue()
