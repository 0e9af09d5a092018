"""What leaves as a spreadsheet: no formula in any file, what it is on its last sheet, a password, a line in the log;
blank tables and refused rows; and no way round through a table on the screen."""

import ast
import re
import tomllib
from datetime import date, datetime, time, timedelta
from functools import partial
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

import msoffcrypto
import openpyxl
import pytest
from msoffcrypto.exceptions import InvalidKeyError
from openpyxl.worksheet.worksheet import Worksheet
from sqlmodel import select

from db import sign_in, store
from db.changes import household, layout
from db.choices import Deed, HardshipKind, Ledger, Listed, TableKind, Whom
from db.errors import Invalid, NotAllowed, Refused
from db.fields import On, fields_of
from db.layouts import Column, Layout
from db.models import AccountFields, BuildingFields, Estate, LogEntry
from db.queries import layouts
from db.queries.asked import Asked
from db.queries.layout_rows import PersonRow
from db.queries.layout_sums import BuildingSum, MonthSum, Sums
from db.sheets.book import Book, Formula, Sheet, Span
from db.words import use_language
from pages.parts import account, found_list, issue_list, list_out, plan_calendar
from pages.parts.list_out import Way
from reports.blank_tables import FOR_FILLING_IN, blank_table
from reports.files import spreadsheet
from reports.layouts import layout_file
from reports.layouts_sums import sums_file
from reports.locked_sheet import locked_sheet
from reports.particulars import Particulars
from reports.picture_files import About, table_file
from reports.refused import refused_file
from tests.conftest import DAY, MORNING
from tests.test_laws import ROOT, sources
from tests.test_spreadsheet import FORMULAS, Row

FILTERS = [("楼栋", "=1+1"), ("=cmd|' /C calc'!A0", "@SUM(A1)")]


def told(text: str, is_masked: bool = False) -> Particulars:
    return Particulars(text, text, MORNING, text, 3, is_masked, [*FILTERS, (text, text)], [text])


def person(text: str) -> PersonRow:
    typed = {field.name: text for field in fields_of(PersonRow, On.EXPORT) if field.kind is str}
    empty = dict.fromkeys(PersonRow.model_fields)
    return PersonRow.model_construct(**{**empty, **typed, "no": 1, "birth": text})


def in_layout(text: str) -> bytes:
    columns = tuple(Column(field.name, text) for field in fields_of(PersonRow, On.EXPORT))
    return layout_file([person(text)], Layout(Listed.PEOPLE, columns, text), told(text), DAY)


def in_ledger(text: str) -> bytes:
    return layout_file([person(text)], layouts.built_in(Ledger.OLDER), told(text), DAY)


def in_sums(text: str) -> bytes:
    building = BuildingSum(text, 7, 9, {HardshipKind.ALONE: 7})
    return sums_file(Sums((building,), building, (HardshipKind.ALONE,), (MonthSum(DAY, 1, 1, 1, 1, 1),)), told(text))


def of_a_picture(text: str) -> bytes:
    return table_file([text], [[text], [1], [None]], About(text, text, DAY, text, (DAY, DAY), FILTERS))


def refused(text: str) -> bytes:
    rows = ((text, None), (text, text), (text, Formula("=1+1"), 1.5, True, time(9, 30), DAY, text))
    book = Book("f.xlsx", "xlsx", "", (Sheet(text, rows, (Span(0, 0, 0, 1),)),))
    return refused_file(book, {3: [text, text]}, text, (2, 2))


KINDS = {
    "list": lambda text: spreadsheet([Row(name=text)], title=text, told=told(text)),
    "layout": in_layout,
    "ledger": in_ledger,
    "statistics": in_sums,
    "picture": of_a_picture,
    "refused rows": refused,
    **{f"blank {kind}": partial(lambda k, text: blank_table(k, [text] * 40, [text]), kind) for kind in FOR_FILLING_IN},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("text", FORMULAS)
def test_no_spreadsheet_of_any_kind_holds_a_live_formula_or_a_link(kind, text):
    content = KINDS[kind](text)
    with ZipFile(BytesIO(content)) as book:
        names = book.namelist()
        assert not [name for name in names if "external" in name.lower() or "vba" in name.lower()]
        for name in names:
            if name.startswith("xl/worksheets/sheet"):
                tree = ElementTree.fromstring(book.read(name))
                found = {each.tag.rpartition("}")[2] for each in tree.iter()}
                assert not found & {"f", "hyperlink", "hyperlinks", "oleObject"}, name
            if name.endswith(".rels"):
                assert b'TargetMode="External"' not in book.read(name)
    for sheet in openpyxl.load_workbook(BytesIO(content)):
        assert all(cell.data_type != "f" and cell.hyperlink is None for row in sheet.iter_rows() for cell in row)


def test_every_file_that_makes_a_workbook_is_tried_above_and_writes_cells_one_way():
    written = {path.stem: path.read_text(encoding="utf-8") for path in sources("reports", "pages")}
    makers = {name for name, text in written.items() if "Workbook(" in text}
    assert makers == {"files", "layouts_sums", "picture_files", "refused", "blank_tables"}
    as_it_is = {"write_string", "write_number", "write_datetime"}
    for name in makers:
        for node in ast.walk(ast.parse(written[name])):
            if isinstance(node, ast.Attribute) and node.attr.startswith("write"):
                assert node.attr in as_it_is, f"{name}: {node.attr}"


def test_the_last_sheet_says_what_when_by_whom_how_many_and_by_which_filters():
    use_language("zh_CN")
    content = spreadsheet([Row(name="陈")], title="住户台账", told=told("和安苑"))
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[-1]
    assert sheet.title == "说明"
    lines = dict(row for row in sheet.iter_rows(min_row=2, values_only=True))
    assert lines["名单"] == lines["小区"] == lines["制表人"] == "和安苑" and lines["行数"] == 3
    assert lines["制表时间"] == datetime(2026, 11, 23, 10, 40) and lines["楼栋"] == "=1+1"
    assert lines["姓名门牌"].startswith("未脱敏")
    masked = openpyxl.load_workbook(BytesIO(spreadsheet([Row()], told=told("x", is_masked=True)))).worksheets[-1]
    assert "陈某" in str(list(masked.iter_rows(values_only=True)))


def test_a_list_prints_on_a4_lying_down_with_its_head_on_every_page():
    sheet = openpyxl.load_workbook(BytesIO(spreadsheet([Row(name="陈")] * 3))).active
    assert sheet.page_setup.orientation == "landscape" and sheet.page_setup.paperSize == 9
    assert sheet.page_setup.fitToWidth in (None, 1) and sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$1:$1" and sheet.sheet_properties.pageSetUpPr.fitToPage


# A password.


@pytest.mark.parametrize("password", ["窗外的桂花又开了", "a", "x" * 127])
def test_a_locked_list_opens_with_its_password_alone_and_is_aes_256(password):
    locked = locked_sheet(spreadsheet([Row(name="陈玉芬")]), password)
    assert locked[:2] != b"PK" and "陈玉芬".encode() not in locked and b'cipherAlgorithm="AES"' in locked
    assert b'keyBits="256"' in locked and b'hashAlgorithm="SHA512"' in locked
    out = BytesIO()
    file = msoffcrypto.OfficeFile(BytesIO(locked))
    file.load_key(password=password, verify_password=True)
    file.decrypt(out, verify_integrity=True)
    assert openpyxl.load_workbook(out).active["A2"].value == "陈玉芬"
    wrong = msoffcrypto.OfficeFile(BytesIO(locked))
    with pytest.raises(InvalidKeyError):
        wrong.load_key(password=password + "1", verify_password=True)


@pytest.mark.parametrize("password", ["ﬁ", "x" * 128, "a\x00b"])
def test_a_password_that_papers_refuse_is_refused_here(password):
    with pytest.raises(Invalid):
        locked_sheet(spreadsheet([Row()]), password)


# Out of the screens.


def secret_of(who) -> str:
    with store.writing() as s:
        return sign_in.open_session(s, who.id, datetime.now(tz=MORNING.tzinfo))[0]


def exported() -> list[tuple[str, str]]:
    with store.reading() as s:
        found = s.exec(select(LogEntry).where(LogEntry.deed == Deed.EXPORT).order_by(LogEntry.id))
        return [(each.record, each.detail) for each in found]


def text_of(content: bytes) -> str:
    sheets = openpyxl.load_workbook(BytesIO(content))
    return str([cell for sheet in sheets for row in sheet.iter_rows(values_only=True) for cell in row if cell])


def households(asked: Asked):
    return partial(found_list.gathered, asked, False)


def test_the_outward_copy_names_nobody_not_even_in_what_was_searched_for(home, cast):
    asked = Asked(kinds=(HardshipKind.ALONE,), text="陈玉芬")
    for style in (None, *Ledger):
        way = Way(is_masked=True, style=style)
        content = list_out.made(secret_of(cast["visitor"]), households(asked), way, asked, "zh_CN")
        said = text_of(content)
        for secret in ("陈玉芬", "玉芬", "1202", "13800002207", "1943"):
            assert secret not in said, (style, secret)
        filters = openpyxl.load_workbook(BytesIO(content)).worksheets[-1]
        lines = dict(row for row in filters.iter_rows(min_row=2, values_only=True))
        assert lines["困难类型"] == lines["找人或门牌"] == "＊＊＊" and lines["姓名门牌"].startswith("已脱敏")
    assert all(detail.split("; ")[1] == "masked" for _record, detail in exported()) and len(exported()) == 7


def test_the_log_says_how_many_rows_by_which_filters_and_how(home, cast):
    secret, asked = secret_of(cast["visitor"]), Asked(kinds=(HardshipKind.ALONE,))
    way = Way(is_masked=True, password="桂花又开", style=Ledger.HOMES)
    locked = list_out.made(secret, households(asked), way, asked, "zh_CN")
    assert msoffcrypto.OfficeFile(BytesIO(locked)).is_encrypted()
    with store.writing() as s:
        own = Layout(Listed.PEOPLE, (Column("name"),), "陈玉芬用")
        layout.save_layout(s, cast["visitor"], None, 0, own)
    list_out.made(secret, households(Asked()), Way(style=own), Asked(), "zh_CN")
    assert exported() == [
        ("households", "1 rows, by kinds; masked; with a password; layout homes"),
        ("people", "1 rows; own layout"),
    ]


@pytest.mark.parametrize("style", [None, *Ledger, Layout(Listed.VISITS, (Column("door"),), "x", Whom.EVERYBODY)])
def test_whoever_may_not_export_takes_nothing_in_any_layout(home, cast, style):
    with pytest.raises(NotAllowed):
        list_out.made(secret_of(cast["reader"]), households(Asked()), Way(style=style), Asked(), "zh_CN")
    with pytest.raises(Refused):
        list_out.made("nobody", households(Asked()), Way(style=style), Asked(), "zh_CN")
    assert not exported()


def test_a_demonstration_says_that_it_is_invented(home, cast):
    with store.writing() as s:
        s.exec(select(Estate)).one().demonstration = True
    said = text_of(list_out.made(secret_of(cast["visitor"]), households(Asked()), Way(), Asked(), "zh_CN"))
    assert "这里的人和事都是虚构的。" in said


def test_planned_visits_issues_and_the_log_go_out_too(home, cast):
    secret = secret_of(cast["admin"])
    month = partial(plan_calendar.gathered, DAY.replace(day=1), DAY + timedelta(days=60), None)
    for gather in (month, partial(issue_list.gathered, "", None, None), account.log_of_a_year):
        content = list_out.made(secret, gather, Way(), None, "zh_CN")
        assert openpyxl.load_workbook(BytesIO(content)).worksheets[-1].title == "说明"
    assert [record for record, _detail in exported()] == ["planned visits", "issues", "log"]
    with pytest.raises(NotAllowed):
        list_out.made(secret_of(cast["visitor"]), account.log_of_a_year, Way(), None, "zh_CN")


def test_the_register_offers_a_layout_a_mask_and_a_password(open_page, home):
    at = open_page("register", "visitor")
    assert not at.exception
    [layouts_] = [each for each in at.selectbox if each.key == "register.as"]
    assert layouts_.options[:3] == ["与屏幕一致", "住户与成员全表（可再导入）", "走访帮扶台账"]
    assert at.checkbox(key="register.masked").value is False
    at.text_input(key="register.password").set_value("ﬁ").run()
    assert at.error and not at.exception


# Blank tables.


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", FOR_FILLING_IN)
def test_a_blank_table_has_a_head_hints_and_words_to_choose_from(kind, spoken):
    use_language(spoken)
    book = openpyxl.load_workbook(BytesIO(blank_table(kind, [f"{n}栋" for n in range(1, 120)], ["何静", "李敏"])))
    sheet = book.worksheets[0]
    head, hints = ([cell.value for cell in row] for row in sheet.iter_rows(max_row=2))
    assert all(head) and len(set(head)) == len(head) and sheet.max_row == 2 and sheet.freeze_panes == "A3"
    assert hints[0].startswith("填写说明：" if spoken == "zh_CN" else "How to fill in:")
    lists = sheet.data_validations.dataValidation
    assert all(each.type == "list" and each.showErrorMessage is not True for each in lists)
    assert bool(lists) == (kind is not TableKind.BUILDINGS)
    if kind is TableKind.HOUSEHOLDS:
        hidden = book.worksheets[1]
        assert hidden.sheet_state == "hidden" and hidden["A119"].value == "119栋"
        assert any("$A$1:$A$119" in each.formula1 for each in lists)
    use_language("zh_CN")


def test_a_blank_table_asks_for_every_field_of_a_building_and_an_account():
    for kind, model in ((TableKind.BUILDINGS, BuildingFields), (TableKind.STAFF, AccountFields)):
        sheet = openpyxl.load_workbook(BytesIO(blank_table(kind))).active
        assert len([cell for cell in sheet[1] if cell.value]) == len(fields_of(model, On.FORM))


# Refused rows.

THEIRS = Sheet(
    "台账",
    (
        ("阳光家园小区重点老人台账", None, None),
        ("姓名", "住址", None),
        (None, "楼栋", "房号"),
        ("甲", "3栋", "101"),
        ("乙", None, "102"),
        ("丙", date(2026, 3, 5), 202),
        ("丁", "5栋", Formula("=1+1")),
    ),
    merged=(Span(0, 0, 0, 2), Span(1, 1, 1, 2), Span(3, 1, 4, 1)),
    hidden_columns=frozenset({2}),
)


def refused_sheet(rows: dict[int, list[str]]) -> Worksheet:
    book = Book("台账.xlsx", "xlsx", "", (THEIRS,))
    return openpyxl.load_workbook(BytesIO(refused_file(book, rows, "台账", (2, 3)))).active


def test_refused_rows_come_back_as_the_users_own_file_with_the_reason_in_front():
    sheet = refused_sheet({5: ["没有这栋楼。", "日期看不懂。"], 6: ["是日期，不是门牌。"]})
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (None, "阳光家园小区重点老人台账", None, None)
    assert rows[1] == (None, "姓名", "住址", None) and rows[2] == ("原因", None, "楼栋", "房号")
    assert rows[3] == ("没有这栋楼。\n日期看不懂。", "乙", "3栋", "102"), "the door was merged with the row above"
    assert rows[4] == ("是日期，不是门牌。", "丙", datetime(2026, 3, 5), 202) and len(rows) == 5
    assert {str(each) for each in sheet.merged_cells.ranges} == {"B1:D1", "C2:D2"}
    assert sheet.column_dimensions["D"].hidden and not sheet.column_dimensions["C"].hidden


def test_a_refused_formula_comes_back_as_the_text_it_was():
    sheet = refused_sheet({7: ["公式不收。"]})
    assert sheet["D4"].value == "=1+1" and sheet["D4"].data_type == "s"


# No way round.


def test_tables_on_the_screen_offer_no_download_and_no_copy():
    """Streamlit hides its own download and copying by one setting. What is edited may still be copied: the places of
    buildings on the plan, and the columns of a file that was brought along."""
    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["client"]["disableDataExport"] is True
    editors = {path.stem for path in sources("pages") if "data_editor(" in path.read_text(encoding="utf-8")}
    assert editors <= {"settings_plan", "exchange_columns"}
    for path in [ROOT / "app.py", *sources("pages")]:
        text = path.read_text(encoding="utf-8")
        assert "disableDataExport" not in text, path
        for call in ("altair_chart", "pyplot", "plotly_chart", "st.json"):
            assert f"{call}(" not in text, f"{path}: {call} has a toolbar or a copy button of its own"


# Blank tables and one's own refused rows; `briefing_sign` is handed what `briefing_draft` has logged.
HOLDS_NOTHING_OF_OURS = {"exchange_blanks", "exchange_in", "briefing_sign"}


def test_every_download_is_logged_before_it_is_made():
    """Each function behind a download button writes to the log, or hands on to one that does."""
    logs = {"log_export", "log_print", "log_briefing", "log_opened", "take", "list_out.made,"}
    for path in sources("pages"):
        text = path.read_text(encoding="utf-8")
        if "download_button(" in text and path.stem not in HOLDS_NOTHING_OF_OURS:
            assert any(re.search(rf"\b{re.escape(name)}(\(|(?<=,))", text) for name in logs), path


def test_a_household_on_file_is_in_every_layout_of_households(home, cast):
    with store.writing() as s:
        household.add_resident(s, cast["visitor"], home, {"name": "=1+1"})
        rows = layouts.rows_of(s, cast["visitor"], layouts.whole(), Asked(), DAY)
    assert [row.name for row in rows] == ["陈玉芬", "=1+1"]
