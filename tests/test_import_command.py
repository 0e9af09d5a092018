"""`python -m db import FILE`, as a scheduler or a test runs it."""

import io
import json

import pytest
from openpyxl import Workbook
from sqlmodel import select

from db import __main__ as command
from db import clock, store
from db.changes.columns import remember_columns
from db.intake import remap, understand
from db.models import Batch, Household, Resident, Visit
from db.sheets.file import read_book

HEAD = ["序号", "姓名", "性别", "住址", "联系电话", "困难类型", "备注"]
ROWS = [
    [1, "周国华", "男", "5栋1单元301", 13811112222, "独居、低保", ""],
    [2, "吴秀英", "女", "5幢-1-302", "13822223333", "", "子女在外地"],
    [3, "郑平", "男", "八栋二单元606", "无", "残疾", ""],
    [4, "王芳", "女", "不知道", "", "", ""],
    [5, "陈建国", "男", "3栋1单元1202", "", "", ""],
]


@pytest.fixture
def file(tmp_path):
    book = Workbook()
    sheet = book.active
    sheet.title = "台账"
    sheet.append(["和安苑困难群众台账"])
    for row in (HEAD, *ROWS):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    path = tmp_path / "台账.xlsx"
    path.write_bytes(out.getvalue())
    return path


@pytest.fixture
def command_line(cast, home, capsys, monkeypatch):
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")

    def run(*words):
        code = command.main([str(word) for word in words])
        return code, *capsys.readouterr()

    return run


def test_a_trial_says_what_would_come_of_it_and_writes_nothing(command_line, file):
    code, said, _wrong = command_line("import", file, "--dry-run", "--json")
    told = json.loads(said)
    assert code == 0 and told["batch"] is None
    assert {name: told[name] for name in ("rows", "accepted", "households", "residents", "visits", "doubtful")} == {
        "rows": 5,
        "accepted": 3,
        "households": 3,
        "residents": 3,
        "visits": 0,
        "doubtful": 1,
    }
    [rejected] = told["rejected"]
    assert rejected["row"] == 6 and rejected["why"] and set(rejected) >= {"row", "column", "why"}
    with store.reading() as s:
        assert s.exec(select(Batch)).all() == [] and len(s.exec(select(Household)).all()) == 1


def test_what_is_sure_is_taken_in_once_and_taken_back(command_line, file):
    code, said, _wrong = command_line("import", file, "--json")
    told = json.loads(said)
    assert code == 0 and told["accepted"] == 3 and told["batch"]
    with store.reading() as s:
        names = set(s.exec(select(Resident.name)))
        assert names == {"陈玉芬", "周国华", "吴秀英", "郑平"}, "who is doubtful is left out"
        assert {h.risk_score is None for h in s.exec(select(Household))} == {False}, "and all are weighed"
        assert s.get_one(Batch, told["batch"]).title == "台账.xlsx"
    again = json.loads(command_line("import", file, "--json")[1])
    assert (again["same"], again["households"], again["batch"]) == (3, 0, None)
    code, said, _wrong = command_line("undo", told["batch"])
    assert code == 0 and "撤回" in said
    with store.reading() as s:
        assert set(s.exec(select(Resident.name))) == {"陈玉芬"} and s.exec(select(Visit)).all() == []
    code, _said, wrong = command_line("undo", told["batch"])
    assert code == 1 and "撤回" in wrong


def test_people_are_told_in_words(command_line, file):
    _code, said, _wrong = command_line("import", file)
    assert "新建 3 户" in said and "第 7 行" in said and "0001" in said and "第 6 行" in said and "undo 1" in said


def test_a_file_that_is_no_list_is_refused_with_a_sentence(command_line, tmp_path):
    other = tmp_path / "x.xlsx"
    other.write_bytes(b"not a spreadsheet")
    code, said, wrong = command_line("import", other)
    assert code == 1 and wrong.strip() and not said
    assert command_line("import", tmp_path / "none.xlsx")[0] == 1


def test_columns_mean_what_somebody_chose_when_such_a_list_was_last_taken_in(command_line, cast, file):
    today = clock.today()
    [table] = understand(read_book(file.read_bytes(), file.name), today)
    phone = next(column.index for column in table.columns if column.title == "联系电话")
    targets = {column.index: column.target for column in table.columns} | {phone: ""}
    with store.writing() as s:
        remember_columns(s, cast["manager"], remap(table, targets), clock.now())
    code, _said, _wrong = command_line("import", file)
    assert code == 0
    with store.reading() as s:
        one = s.exec(select(Resident).where(Resident.name == "周国华")).one()
    assert one.phone == "" and "13811112222" in one.note
