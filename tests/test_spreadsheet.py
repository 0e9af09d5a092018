"""Lists as spreadsheets: real dates and numbers, every text inert."""

from datetime import UTC, date, datetime
from io import BytesIO
from typing import Annotated
from zipfile import ZipFile

import openpyxl
import pytest
from sqlmodel import Field, SQLModel

from db.choices import Appeal, Tier
from db.fields import On, Show
from db.words import use_language
from reports.files import sheet_name, spreadsheet

FORMULAS = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    '=HYPERLINK("http://evil.example","x")',
    "=cmd|' /C calc'!A0",
    "\t=1+1",
    "{=1+1}",
    "http://evil.example/",
    "mailto:a@b.c",
    "internal:Sheet1!A1",
    "<b>粗</b>",
    "a & b",
    "_x0041_",
    "'=1+1",
    "0013",
    "1e5",
    "𬱖👵",
    "行一\n行二",
    '"引"',
]


class Row(SQLModel):
    name: Annotated[str, Show("Name", personal=True)] = ""
    tier: Annotated[Tier | None, Show("Tier", personal=False)] = None
    appeals: Annotated[list[Appeal], Show("Main appeals", personal=True)] = Field(default_factory=list)
    on: Annotated[date | None, Show("Day", personal=False)] = None
    at: Annotated[datetime | None, Show("When", personal=False)] = None
    floor: Annotated[int | None, Show("Floor", personal=False)] = None
    is_head: Annotated[bool, Show("Head of household", personal=False)] = False
    secret: Annotated[str, Show("Note", personal=True, on=On.FORM)] = "not for the list"


def opened(content: bytes) -> openpyxl.worksheet.worksheet.Worksheet:
    return openpyxl.load_workbook(BytesIO(content)).active


def test_dates_and_numbers_are_real_and_words_are_told():
    use_language("zh_CN")
    at = datetime(2026, 11, 23, 2, 40, tzinfo=UTC)
    row = Row(
        name="陈玉芬",
        tier=Tier.TWO,
        appeals=[Appeal.CARE, Appeal.FEES],
        on=date(2026, 11, 3),
        at=at,
        floor=12,
        is_head=True,
    )
    made = opened(spreadsheet([row], title="住户台账"))
    assert made.title == "住户台账"
    head, first = made.iter_rows(values_only=True)
    assert "备注" not in head and "not for the list" not in first
    assert first == (
        "陈玉芬",
        "二级",
        "护理照料、物业费",
        datetime(2026, 11, 3),
        datetime(2026, 11, 23, 10, 40),
        12,
        "是",
    )
    assert made["D2"].is_date and made["E2"].is_date and made["F2"].data_type == "n"
    assert made.freeze_panes == "A2" and made.auto_filter.ref == "A1:G2"
    assert made.column_dimensions["A"].width >= 8


def test_unknown_is_an_empty_cell_and_not_nought():
    made = opened(spreadsheet([Row(name="陈")]))
    assert [cell.value for cell in made[2]] == ["陈", None, None, None, None, None, "否"]


@pytest.mark.parametrize("typed", FORMULAS)
def test_no_typed_text_is_a_formula_or_a_link(typed):
    content = spreadsheet([Row(name=typed)])
    cell = opened(content)["A2"]
    assert cell.data_type == "s" and cell.hyperlink is None
    assert cell.value.replace("　", "\t") == typed
    with ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet and b"hyperlink" not in sheet


def test_control_characters_and_endless_texts_do_not_spoil_the_file():
    made = opened(spreadsheet([Row(name="前\x00\x0b\ud800后"), Row(name="长" * 40_000)]))
    assert made["A2"].value == "前后"
    assert len(made["A3"].value) == 32_767


def test_a_list_of_nothing_still_opens_with_its_head():
    assert [c.value for c in opened(spreadsheet([], title="空", model=Row))[1]][0] == "姓名"
    assert opened(spreadsheet([], title="空"))["A1"].value == "名单是空的。"


@pytest.mark.parametrize(
    ("title", "name"), [("a/b:c*[d]?", "a b c  d"), ("'x'", "x"), ("长" * 40, "长" * 31), ("", "")]
)
def test_a_sheet_gets_a_name_that_programs_accept(title, name):
    assert sheet_name(title) == name
    spreadsheet([Row(name="x")], title=title)
