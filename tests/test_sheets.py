"""Files of tables, as people have them, read: every form, every kind of cell, and what stands where."""

import csv
import io
import subprocess
import sys
from datetime import date, datetime, time
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from db.errors import Refused
from db.sheets.book import Formula, Span
from db.sheets.file import read_book
from db.words import use_language
from tests import made_sheets as made
from tests.made_sheets import ONE, sheet, xlsx

ROOT = Path(__file__).parent.parent
TABLES = sorted((ROOT.parent / "shared" / "tables").glob("*.xlsx"))  # as offices have them
DAYS = (
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="31"/><xf numFmtId="20"/><xf numFmtId="46"/></cellXfs>'
)
TEXT = '姓名,电话,备注\n陈玉芬,13800002207,"说“还好”,\n腿脚不便"\n㐀𠮷,,\n'
ROWS = (("姓名", "电话", "备注"), ("陈玉芬", "13800002207", "说“还好”,\n腿脚不便"), ("㐀𠮷",))


@pytest.fixture(autouse=True)
def _chinese():
    use_language("zh_CN")


def rows(content: bytes, name: str = "台账.xlsx") -> tuple[tuple[object, ...], ...]:
    return read_book(content, name).sheets[0].rows


def cells(*inside: str) -> bytes:
    """One row of cells given by what stands in their element after the reference."""
    row = "".join(f'<c r="{"ABCDEFGHIJ"[n]}1"{rest}' for n, rest in enumerate(inside))
    return xlsx(sheet(f'<row r="1">{row}</row>'), styles=DAYS)


def written() -> bytes:
    """A ledger as a spreadsheet program writes it: title, head of two rows, merged cells, what is hidden."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    ledger, empty, codes = (book.add_worksheet(name) for name in ("走访台账", "空表", "代码"))
    ledger.merge_range("A1:E1", "　2026年9月走访台账　")
    ledger.merge_range("A2:A3", "姓名")
    ledger.merge_range("B2:C2", "走访情况")
    ledger.write_row("B3", ["时间", "几点"])
    ledger.write_row("D2", ["电话", "备注"])
    ledger.write_string("A5", "陈玉芬 ")
    ledger.write_datetime("B5", datetime(2026, 9, 12), book.add_format({"num_format": 'yyyy"年"m"月"d"日"'}))
    ledger.write_datetime("C5", datetime(2026, 9, 12, 10, 15), book.add_format({"num_format": "yyyy/m/d h:mm"}))
    ledger.write_number("D5", 13800002207)
    ledger.write_formula("E5", "=A5&D5", None, "陈玉芬13800002207")
    ledger.set_column("C:D", None, None, {"hidden": True})
    ledger.set_row(3, None, None, {"hidden": True})
    codes.write("A1", 3.5)
    codes.hide()
    assert empty
    book.close()
    return out.getvalue()


def test_a_ledger_comes_with_all_that_stands_around_it():
    book = read_book(written(), "C:\\资料\\台账.xlsx")
    assert (book.name, book.kind, len(book.sha256)) == ("台账.xlsx", "xlsx", 64)
    ledger, codes = book.sheets
    assert ledger.rows == (
        ("　2026年9月走访台账　",),
        ("姓名", "走访情况", None, "电话", "备注"),
        (None, "时间", "几点"),
        (),
        ("陈玉芬 ", date(2026, 9, 12), datetime(2026, 9, 12, 10, 15), 13800002207, Formula("=A5&D5")),
    )
    assert set(ledger.merged) == {Span(0, 0, 0, 4), Span(1, 0, 2, 0), Span(1, 1, 1, 2)}
    assert (ledger.hidden, ledger.hidden_rows, ledger.hidden_columns) == (False, {3}, {2, 3})
    assert (codes.name, codes.hidden, codes.rows) == ("代码", True, ((3.5,),))
    assert book.notes == ("工作表“空表”是空的。",)


def test_another_writer_gives_the_same():
    out = io.BytesIO()
    book = openpyxl.Workbook()
    book.active.append(["陈玉芬", 13800002207, date(2026, 9, 12), time(9, 30), True, 3.5, "=1+1", None, "末"])
    book.active["I1"].comment = openpyxl.comments.Comment("批注", "何静")
    book.save(out)
    read = read_book(out.getvalue(), "台账.xlsx")
    expected = ("陈玉芬", 13800002207, date(2026, 9, 12), time(9, 30), True, 3.5, Formula("=1+1"), None, "末")
    assert read.sheets[0].rows == (expected,)
    assert read.notes == ("单元格的批注未导入。",)


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.stem)
def test_a_table_as_offices_have_it_is_read_cell_by_cell_as_another_reader_does(path):
    content = path.read_bytes()
    book, other = read_book(content, path.name), openpyxl.load_workbook(io.BytesIO(content))
    assert [one.name for one in book.sheets] == other.sheetnames and book.notes == ()
    for one in book.sheets:
        there = other[one.name]
        read = {
            (n, m): value for n, row in enumerate(one.rows, 1) for m, value in enumerate(row, 1) if value is not None
        }
        assert len(read) > 100
        for cell in (cell for row in there.iter_rows() for cell in row):
            expected = Formula(cell.value) if cell.data_type == "f" else as_cell(cell.value)
            assert read.get((cell.row, cell.column)) == expected, cell.coordinate
        spans = {(span.top + 1, span.left + 1, span.bottom + 1, span.right + 1) for span in one.merged}
        assert spans == {(each.min_row, each.min_col, each.max_row, each.max_col) for each in there.merged_cells.ranges}


@pytest.mark.parametrize(
    ("inside", "value"),
    [
        ("><v>3</v></c>", 3),
        ("><v>-0</v></c>", 0),
        ("><v>2.50</v></c>", 2.5),
        ("><v>110101199001011234</v></c>", 110101199001011234.0),
        (' s="1"><v>46277</v></c>', date(2026, 9, 12)),
        (' s="2"><v>46277</v></c>', date(2026, 9, 12)),
        (' s="1"><v>46277.4270833333</v></c>', datetime(2026, 9, 12, 10, 15)),
        (' s="3"><v>0.39583333333</v></c>', time(9, 30)),
        (' s="4"><v>1.1041666667</v></c>', "26:30"),
        (' s="1"><v>99999999</v></c>', 99999999),
        (' s="1" t="str"><v>9月上旬</v></c>', "9月上旬"),
        (' t="d"><v>2026-09-12</v></c>', date(2026, 9, 12)),
        (' t="b"><v>1</v></c>', True),
        (' t="e"><v>#N/A</v></c>', None),
        (
            ' t="inlineStr"><is><r><t>陈</t></r><r><t>玉芬</t></r><rPh sb="0" eb="1"><t>chen</t></rPh></is></c>',
            "陈玉芬",
        ),
        (' t="str"><v>一_x000D_\n二</v></c>', "一\n二"),
        (' t="str"><v> 　\t</v></c>', None),
        ("><f>SUM(B1:B9)</f><v>7</v></c>", Formula("=SUM(B1:B9)")),
        ("><f/><v>7</v></c>", Formula("=")),
        ('><f>IF(B1&lt;3,"a",1)</f></c>', Formula('=IF(B1<3,"a",1)')),
    ],
)
def test_a_cell_is_what_its_form_says(inside, value):
    (row,) = rows(cells(' t="str"><v>始</v></c>', inside, ' t="str"><v>末</v></c>'))
    assert row == ("始", value, "末")
    assert type(row[1]) is type(value)


def test_days_of_a_workbook_that_counts_from_1904():
    body = sheet('<row r="1"><c r="A1" s="1"><v>44815</v></c></row>')
    assert rows(xlsx(body, styles=DAYS, about='<workbookPr date1904="1"/>')) == ((date(2026, 9, 12),),)


def test_many_cells_of_one_formula_are_all_formulas():
    said = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">B1*2</f><v>2</v></c><c r="B1"><f t="array" ref="B1:C2">'
        'X(1)</f><v>1</v></c><c r="C1"><v>1</v></c></row><row r="2"><c r="A2"><f t="shared" si="0"/><v>4</v></c>'
        '<c r="B2"><v>1</v></c><c r="C2"><v>1</v></c><c r="D2"><v>5</v></c></row>'
    )
    one, other = Formula("=B1*2"), Formula("=X(1)")
    assert rows(xlsx(sheet(said))) == ((one, other, other), (one, other, other, 5))


PLAIN = sheet(
    '<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2" s="1"><v>46277</v></c></row>'
    '<row r="4" hidden="1"><c r="A4" t="inlineStr"><is><t>a&lt;b &amp; c</t></is></c>'
    '<c r="B4"><f>1&lt;2</f><v>1</v></c></row>',
    before='<cols><col min="2" max="3" hidden="1"/></cols>',
    after='<mergeCells><mergeCell ref="B2:C2"/></mergeCells>',
)


@pytest.mark.parametrize(
    "unusual",
    [
        PLAIN.replace("<", "<x:").replace("<x:/", "</x:").replace("xmlns=", "xmlns:x="),
        PLAIN.replace('"', "'"),
        PLAIN.replace("<c ", "<!-- --><c "),
        PLAIN.replace("<c ", "<c\n  "),
        PLAIN.replace('<c r="C2" s="1">', '<c s="1">').replace('<c r="B4">', "<c>"),
        PLAIN.replace("a&lt;b &amp; c", "<![CDATA[a<b & c]]>"),
        PLAIN.replace('<c r="B4"><f>1&lt;2</f><v>1</v>', '<c r="B4"><v>1</v><f>1&lt;2</f>'),
        PLAIN.replace('<row r="2">', '<row r="2" spans="1:9">').replace('<c r="B2" t="s">', '<c t="s" r="B2">'),
    ],
)
def test_however_a_sheet_is_written_it_says_the_same(unusual):
    assert unusual != PLAIN
    usual, other = (
        read_book(xlsx(body, strings="<si><t>陈</t></si>", styles=DAYS), "台账.xlsx") for body in (PLAIN, unusual)
    )
    assert usual.sheets == other.sheets
    (one,) = usual.sheets
    assert one.rows == ((), (None, "陈", date(2026, 9, 12)), (), ("a<b & c", Formula("=1<2")))
    assert (one.merged, one.hidden_rows, one.hidden_columns) == ((Span(1, 1, 1, 2),), {3}, {1, 2})


def test_eighty_columns_and_twenty_thousand_people_below_a_head_are_read():
    last = "".join(f'<row r="{n}"><c r="CB{n}"><v>{n}</v></c></row>' for n in (1, 20_003))
    read = rows(xlsx(sheet(last)))
    assert len(read) == 20_003 and read[-1] == (*[None] * 79, 20_003) and read[1] == ()


def test_a_hidden_sheet_that_is_too_large_is_left_out_and_said():
    large = sheet('<row r="44000"><c r="A44000"><v>330106</v></c></row>')
    book = read_book(xlsx(sheet(ONE), large, states=("visible", "veryHidden"), names=("台账", "区划")), "台账.xlsx")
    assert [one.name for one in book.sheets] == ["台账"]
    assert book.notes == ("隐藏的工作表“区划”太大，未读。",)


def test_pictures_charts_and_sheets_without_cells_are_told():
    more = {"xl/media/image1.png": b"x", "xl/charts/chart1.xml": "<x/>"}
    assert read_book(xlsx(sheet(ONE), more=more), "台账.xlsx").notes == ("文件里的图片未导入。", "文件里的图表未导入。")


def test_an_old_workbook_is_read_as_a_new_one():
    ledger = [
        made.hidden_columns(1, 2),
        made.hidden_row(1),
        made.text(0, 0, "　台账"),
        made.text(2, 0, "陈玉芬𠮷"),
        made.number(2, 1, 13800002207),
        made.number(2, 2, 46277, made.DAY_STYLE),
        made.computed(2, 3, 83),
        made.number(2, 4, 110101199001011234),
        made.joined(0, 0, 0, 4),
    ]
    book = read_book(made.xls(ledger, [made.number(0, 0, 1)], [], hidden=(1,)), "台账.xls")
    first, second = book.sheets
    assert book.kind == "xls" and book.notes == ("工作表“表3”是空的。",)
    assert first.rows[0] == ("　台账",) and first.rows[1] == ()
    assert first.rows[2] == ("陈玉芬𠮷", 13800002207, date(2026, 9, 12), Formula("="), 110101199001011234.0)
    assert type(first.rows[2][4]) is float
    assert (first.merged, first.hidden_rows, first.hidden_columns) == ((Span(0, 0, 0, 4),), {1}, {1, 2})
    assert (second.name, second.hidden, second.rows) == ("表2", True, ((1,),))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("line", ["\n", "\r\n", "\r"])
def test_text_in_every_encoding_and_form(encoding, separator, line):
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=line, quoting=csv.QUOTE_ALL).writerows(ROWS)
    content = out.getvalue().encode(encoding)
    if encoding == "utf-16-be":
        content = b"\xfe\xff" + content
    book = read_book(content, "名单/台账.csv")
    assert (book.kind, book.name, book.notes) == ("csv", "台账.csv", ())
    assert [(one.name, one.rows) for one in book.sheets] == [("台账", ROWS)]


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ('门牌,电话\n="0013",1\n', (("门牌", "电话"), ("0013", "1"))),
        ("门牌,说\n1, =1+1\n", (("门牌", "说"), ("1", Formula("=1+1")))),
        ('门牌,说\n1,"=HYPERLINK(""http://x"")"\n', (("门牌", "说"), ("1", Formula('=HYPERLINK("http://x")')))),
        ("门牌,说\n== 旧 ==,-1\n+8613800002207,@\n", (("门牌", "说"), ("== 旧 ==", "-1"), ("+8613800002207", "@"))),
        ("sep=;\n门牌;说\n1,2;3\n", (("门牌", "说"), ("1,2", "3"))),
        ("姓名\n陈玉芬\n", (("姓名",), ("陈玉芬",))),
        ("\n姓名,电话,,\n\n陈,,,\n,,\n \n", ((), ("姓名", "电话"), (), ("陈",))),
        ('说,高\n5"管,"一"\n', (("说", "高"), ('5"管', "一"))),
        (TEXT, ROWS),
    ],
)
def test_what_text_means(typed, read):
    book = read_book(typed.encode(), "台账.csv")
    assert book.sheets[0].rows == read and book.notes == ()


def test_a_quotation_mark_that_is_never_closed_swallows_nobody():
    typed = '姓名,说\n陈,"好\n' + "李,还好\n" * 50
    book = read_book(typed.encode(), "台账.csv")
    assert len(book.sheets[0].rows) == 52 and book.sheets[0].rows[1] == ("陈", '"好')
    assert book.notes == ("文本里的引号不成对，请仔细核对各行。",)


@pytest.mark.parametrize(
    ("content", "name", "kind", "ending"),
    [(TEXT.encode("gb18030"), "台账.xls", "csv", ".xls"), (xlsx(sheet(ONE)), "台账.csv", "xlsx", ".csv")],
)
def test_a_file_under_a_wrong_name_is_read_as_what_it_is_and_that_is_said(content, name, kind, ending):
    book = read_book(content, name)
    assert book.kind == kind
    assert book.notes == (f"文件名以 {ending} 结尾，其实是另一种文件，已按实际类型读取。",)


def test_sentences_are_in_the_readers_language():
    use_language("en")
    with pytest.raises(Refused, match="locked with a password"):
        read_book(made.locked(xlsx(sheet(ONE))), "x.xlsx")


def test_a_file_is_read_from_any_folder_and_nothing_of_ours_is_shown_to_the_reader(tmp_path, monkeypatch):
    seen = []

    class Watched(subprocess.Popen):
        def __init__(self, *arguments, **more):
            seen.append((arguments, more["env"]))
            super().__init__(*arguments, **more)

    monkeypatch.setattr(subprocess, "Popen", Watched)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://secret")
    monkeypatch.setenv("NUANFANG_DATA", str(tmp_path))
    assert rows(xlsx(sheet(ONE)), "陈玉芬.xlsx") == (("姓名",),)
    ((arguments, environment),) = seen
    assert not {"DATABASE_URL", "NUANFANG_DATA", "NUANFANG_KEY_FILE"} & set(environment)
    assert "陈玉芬" not in str(arguments)  # anybody on the machine may list what runs


def loaded_by(code: str, given: bytes = b"") -> set[str]:
    """The modules a fresh Python knows after this code."""
    arguments = [sys.executable, "-c", f"import sys\n{code}\nprint(*sys.modules)"]
    return set(
        subprocess.run(arguments, cwd=ROOT, input=given, capture_output=True, check=True).stdout.decode().split()
    )


def test_who_opens_files_knows_nothing_of_the_database():
    known = loaded_by("import db.sheets.child, db.sheets.xlsx, db.sheets.xls, db.sheets.text")
    assert not known & {"sqlmodel", "sqlalchemy", "babel", "streamlit", "db.words", "db.store", "db.models"}


def test_the_server_opens_no_file_itself():
    read = "from db.sheets.file import read_book; assert read_book(sys.stdin.buffer.read(), 'x').sheets"
    for content in (xlsx(sheet(ONE)), made.xls([made.text(0, 0, "姓名")]), TEXT.encode()):
        known = loaded_by(read, content)
        assert "db.sheets.file" in known and not known & {"python_calamine", "olefile"}


said = st.text(st.characters(exclude_categories=("C",), include_characters="\n\t"), max_size=20)
values = st.one_of(
    st.none(),
    said,
    st.booleans(),
    st.integers(-(10**14), 10**14),
    st.floats(-1e9, 1e9).map(lambda number: round(number, 3)),
    st.dates(date(1900, 3, 1), date(2099, 12, 31)),
    st.datetimes(datetime(1900, 3, 1), datetime(2099, 12, 31)).map(lambda at: at.replace(microsecond=0)),
)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(values, min_size=1, max_size=8), min_size=1, max_size=12))
def test_whatever_is_written_is_read(table):
    out = io.BytesIO()
    book = xlsxwriter.Workbook(
        out, {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    )
    ledger = book.add_worksheet()
    day, moment = (book.add_format({"num_format": form}) for form in ("yyyy-mm-dd", "yyyy-mm-dd hh:mm:ss"))
    for n, row in enumerate(table):
        for m, value in enumerate(row):
            form = {date: day, datetime: moment}.get(type(value))
            ledger.write(n, m, value, *[form] if form else [])
    ledger.write_string(len(table), 0, "末")
    book.close()
    read = rows(out.getvalue())
    assert read == (*(as_read(row) for row in table), ("末",))


def as_read(row):
    """Blank texts are nothing, whole numbers whole, midnight a day; nothing stands behind the last cell."""
    told = [as_cell(value) for value in row]
    while told and told[-1] is None:
        told.pop()
    return tuple(told)


def as_cell(value):
    match value:
        case str():
            return value if value.strip() else None
        case float() if value.is_integer():
            return int(value)
        case datetime() if value.time() == time():
            return value.date()
    return value
