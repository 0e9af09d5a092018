"""What went out comes back: cell by cell through our own reader, and as the same households through our own import."""

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.changes.gate import tidy
from db.choices import (
    DisabilityGrade,
    DisabilityKind,
    HardshipCause,
    HardshipKind,
    Relation,
    SelfCare,
    Sex,
    TableKind,
    Tier,
)
from db.intake.records import records
from db.intake.table import Record
from db.intake.understand import understand
from db.layouts import Layout
from db.queries import layouts
from db.queries.layout_rows import PersonRow
from db.reading.buildings import building_key
from db.sheets.file import read_book
from db.words import use_language
from reports.blank_tables import FOR_FILLING_IN, blank_table
from reports.files import text_for
from reports.layouts import layout_file
from reports.particulars import Particulars
from reports.refused import refused_file
from tests.conftest import DAY, MORNING
from tests.test_spreadsheet import FORMULAS

HOSTILE = st.one_of(
    st.sampled_from([*FORMULAS, "必填", "说明：", "合计", "序号", "2026-03-05", "46280", "无", "、；，"]),
    st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=60),
)
ONE = {"building": "3栋", "room": "1202", "name": "陈玉芬", "is_head": True, "lives_here": True}
ONE |= {"kinds": [], "causes": ""}
# A cell may hold several names, so marks that part them cannot stand in one.
NAMES = st.text("陈玉芬王建国李秀英欧阳䶮𬱖张", min_size=2, max_size=4) | st.sampled_from(["阿依古丽·买买提", "欧阳䶮"])

CAUSE = st.sampled_from(["", *(each.label for each in HardshipCause)])  # in English: both languages are read


@st.composite
def people(draw) -> list[PersonRow]:
    """A few persons of different households, as the database could hold them."""
    empty = dict.fromkeys(PersonRow.model_fields)
    found = []
    for n in range(1, draw(st.integers(1, 4)) + 1):
        birth = draw(st.none() | st.dates(date(1920, 1, 1), date(2020, 1, 1)))
        kinds = draw(st.lists(st.sampled_from(HardshipKind), unique=True, max_size=4))
        typed = {
            "no": n,
            "building": f"{n}栋",
            "unit": draw(st.none() | st.integers(1, 9)),
            "room": f"{draw(st.integers(1, 30))}0{n}",
            "name": draw(NAMES).strip(),
            "sex": draw(st.none() | st.sampled_from(Sex)),
            "birth_date": birth,
            "relation": None if n == 1 else draw(st.none() | st.sampled_from(list(Relation)[1:])),
            "phone": draw(st.sampled_from(["", "13800002207", "13800002207、13900001111"])),
            "kinds": kinds,
            "causes": "；".join(draw(CAUSE) for _kind in kinds),
            "self_care": draw(st.none() | st.sampled_from(SelfCare)),
            "disability_kind": draw(st.none() | st.sampled_from(DisabilityKind)),
            "disability_grade": draw(st.none() | st.sampled_from(DisabilityGrade)),
            "tier": draw(st.none() | st.sampled_from(Tier)),
            "note": draw(HOSTILE).strip(),
            "safety_note": draw(HOSTILE).strip(),
            "tags": draw(st.just("") | HOSTILE).strip()[:50],
            "is_head": n == 1,
            "is_emergency": draw(st.booleans()),
            "lives_here": draw(st.booleans()),
        }
        found.append(PersonRow.model_construct(**{**empty, **typed}))
    return found


def file_of(rows: list[PersonRow], layout: Layout) -> bytes:
    return layout_file(rows, layout, Particulars("", "和安苑", MORNING, "何静", len(rows), False), DAY)


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=people())
def test_every_cell_comes_back_as_it_went_out(spoken, rows):
    use_language(spoken)
    book = read_book(file_of(rows, layouts.whole()), "全表.xlsx")
    head, *body = book.sheets[0].rows
    use_language("zh_CN")
    assert len(body) == len(rows) and len(head) == len(layouts.whole().columns)
    for row, cells in zip(rows, body, strict=True):
        there = dict(zip((column.key for column in layouts.whole().columns), cells, strict=False))
        for key in ("name", "room", "phone", "note", "safety_note"):
            said = text_for(getattr(row, key) or "")
            assert (there.get(key) or "") == said or str(there.get(key)).strip() == said.strip(), key
        for key in ("no", "unit", "birth_date"):
            assert there.get(key) == getattr(row, key), key


def said(typed: str) -> str:
    """As a cell of a spreadsheet holds it."""
    return tidy(text_for(typed))


def back(content: bytes) -> list[Record]:
    """As our own import understands it."""
    tables = understand(read_book(content, "全表.xlsx"), DAY)
    [table] = [each for each in tables if each.kind is TableKind.HOUSEHOLDS]
    return list(records(table, DAY))


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(rows=people())
def test_the_complete_layout_comes_back_as_the_same_people(spoken, rows):
    use_language(spoken)
    found = back(file_of(rows, layouts.whole()))
    use_language("zh_CN")
    assert len(found) == len(rows)
    for row, record in zip(rows, found, strict=True):
        assert not record.is_refused, record.problems
        home, [one] = record.household, record.residents
        assert building_key(home["building"]) == building_key(row.building)
        assert (home.get("unit"), home["room"], home.get("tier")) == (row.unit, row.room, row.tier)
        assert (home.get("safety_note") or "") == said(row.safety_note), "what is typed stays as it was"
        assert (home.get("tags") or "") == said(row.tags)
        names = ("name", "sex", "birth_date", "relation", "phone", "self_care", "disability_kind", "disability_grade")
        for name in (*names, "is_head", "is_emergency", "lives_here"):
            assert (one.get(name) or None) == (getattr(row, name) or None), name
        assert (one.get("note") or "") == said(row.note)
        assert [each["kind"] for each in record.hardships] == row.kinds
        told = [each["cause"].label if each.get("cause") else "" for each in record.hardships]
        assert "；".join(told) == row.causes


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
@pytest.mark.parametrize("kind", FOR_FILLING_IN)
def test_a_blank_table_is_known_and_nothing_in_it_is_taken_for_data(kind, spoken):
    use_language(spoken)
    content = blank_table(kind, [f"{n}栋" for n in range(1, 120)], ["何静"])
    tables = [each for each in understand(read_book(content, "空白表.xlsx"), DAY) if each.body]
    use_language("zh_CN")
    assert not tables, "the hints and the words to choose from are nobody"


def test_a_blank_table_that_was_filled_in_is_taken_with_every_column():
    use_language("zh_CN")
    book = openpyxl.load_workbook(BytesIO(blank_table(TableKind.HOUSEHOLDS, ["3栋"], ["何静"])))
    sheet = book.worksheets[0]
    filled = {"楼栋": "3栋", "单元": 1, "房号": "1202", "姓名": "陈玉芬", "性别": "女", "困难类型": "独居老人、低保"}
    filled |= {"出生日期": date(1943, 5, 6), "电话": "13800002207", "致困原因": "因病", "备注": "=1+1 行"}
    for cell in sheet[1]:
        sheet.cell(3, cell.column).value = filled.get(cell.value)
    sheet.cell(3, [cell.value for cell in sheet[1]].index("备注") + 1).data_type = "s"
    out = BytesIO()
    book.save(out)
    [table] = [each for each in understand(read_book(out.getvalue(), "表.xlsx"), DAY) if each.body]
    assert all(column.target for column in table.columns), [c.title for c in table.columns if not c.target]
    [record] = records(table, DAY)
    [one] = record.residents
    assert (one["name"], one["sex"], one["birth_date"], one["phone"]) == (
        "陈玉芬",
        Sex.FEMALE,
        date(1943, 5, 6),
        "13800002207",
    )
    assert {each["kind"] for each in record.hardships} == {HardshipKind.ALONE, HardshipKind.MINIMUM_INCOME}
    assert all(each["cause"] is HardshipCause.ILLNESS for each in record.hardships)


@pytest.mark.parametrize("spoken", ["zh_CN", "en"])
def test_refused_rows_come_in_without_their_reasons(spoken):
    use_language(spoken)
    rows = [PersonRow.model_construct(**dict.fromkeys(PersonRow.model_fields) | ONE | {"no": n}) for n in (1, 2)]
    book = read_book(file_of(rows, layouts.whole()), "全表.xlsx")
    again = back(refused_file(book, {3: ["没有这栋楼，疾病，独居。"]}, book.sheets[0].name, (1, 1)))
    use_language("zh_CN")
    [record] = again
    assert not record.is_refused and record.residents[0]["name"] == "陈玉芬" and not record.hardships
    assert "没有这栋楼" not in str(record)
