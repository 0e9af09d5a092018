"""Two lists as offices keep them: what comes of every row, counted by hand in the sheets themselves."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from db.choices import (
    Appeal,
    DoorSure,
    HardshipKind,
    MeasureKind,
    NeedKind,
    Outcome,
    Sex,
    TableKind,
    Word,
)
from db.intake import records, understand
from db.reading.buildings import building_key
from db.sheets.file import read_book

TABLES = Path(__file__).parent / "tables"
DAY = date(2026, 11, 24)
# Row, name, door as the sheet has them; those with a formula among their remarks are refused.
ELDERS = {
    4: ("高䶮", "5-3-704"), 5: ("胡䶮", "3-1-202"), 6: ("何春花", "3-2-501"), 7: ("张淑珍", "8-2-606"),
    8: ("张国华", "1-1-102"), 9: ("林志强", "3-1-202"), 10: ("马凤英", "5-3-704"), 11: ("胡建国", "2-1-301"),
    12: ("杨玉梅", "6--东单元401"), 13: ("朱桂兰", "3-2-501"), 14: ("黄㛃", "2-1-301"), 15: ("孙文", "8-2-606"),
    16: ("王建国", "9-3-1102"), 17: ("孙建国", "12-1-203"), 18: ("张淑珍", "9-3-1102"), 19: ("张㛃", "9-3-1102"),
    20: ("杨永贵", "2-1-301"), 21: ("赵玉梅", "8-2-606"), 22: ("何㛃", "8-2-606"), 23: ("胡䶮", "8-2-606"),
    24: ("周志强", "3-1-202"), 25: ("张素芬", "A--1201"), 26: ("刘国华", "1-1-102"), 27: ("郭素芬", "3-2-501"),
    28: ("何䶮", "2-1-301"), 29: ("罗国华", "3-1-202"), 30: ("郭桂兰", "A--1201"), 31: ("陈永贵", "3-1-202"),
}  # fmt: skip
WITH_FORMULA = {7, 8, 11, 21, 23, 28, 30}
BIRTHS = {
    4: (date(1950, 11, 3), ""),
    5: (date(1941, 3, 1), "1941年3月"),
    8: (date(1948, 1, 1), "1948"),
    14: (date(1936, 1, 24), "1936年正月生"),
    18: (date(1943, 8, 1), ""),
    25: (date(1945, 7, 19), ""),
}
WITHOUT_MEASURE = {6, 9, 14, 15, 16, 20, 21, 24, 30}
SETTLED = {10, 12, 13, 17, 19, 20, 31, 32, 38}
SATISFIED = {12, 31, 38}  # of the settled ones


def table_of(name):
    path = TABLES / name
    book = read_book(path.read_bytes(), path.name)
    [table] = understand(book, DAY)
    return book, table


@pytest.fixture(scope="module")
def elders():
    return table_of("elders_roster.xlsx")


@pytest.fixture(scope="module")
def ledger():
    return table_of("visit_ledger.xlsx")


def told_door(record):
    home = record.household
    return f"{building_key(home['building'])}-{home.get('unit') or ''}-{home['room']}"


@pytest.mark.parametrize("name", ["elders_roster.xlsx", "visit_ledger.xlsx"])
def test_every_row_is_in_the_head_the_body_or_left_out(name):
    book, table = table_of(name)
    head = list(range(table.head[0], table.head[1] + 1))
    out = [row for each in table.left_out for row in range(each.first, each.last + 1)]
    rows = sorted([*head, *(body.row for body in table.body), *out])
    assert rows == list(range(1, len(book.sheets[0].rows) + 1)), "each row once"
    assert all(each.why for each in table.left_out)


def test_the_roster_of_elders_is_understood(elders):
    _book, table = elders
    assert (table.kind, table.head, table.title, table.year) == (
        TableKind.HOUSEHOLDS,
        (3, 3),
        "阳光家园小区重点老人台账",
        2026,
    )
    assert [(column.title, column.target) for column in table.columns] == [
        ("序号", "out"),
        ("姓名", "resident.name"),
        ("性别", "resident.sex"),
        ("出生年月", "resident.birth_date"),
        ("住址", "household.door"),
        ("居住情况", "resident.living"),
        ("健康状况", "resident.condition"),
        ("困难类型", "hardship.kind"),
        ("慢性疾病", "resident.illness"),
        ("联系电话", "resident.phone"),
        ("紧急联系人", "contact.name"),
        ("紧急联系电话", "contact.phone"),
        ("帮扶责任人", "household.responsible"),
        ("最近走访", ""),
        ("备注", "resident.note"),
    ]
    assert all(column.sure and column.why for column in table.columns)
    assert [(each.first, each.last) for each in table.left_out] == [(1, 1), (2, 2), (32, 37), (38, 38), (39, 39)]


def test_the_roster_names_28_people_of_whom_7_are_refused_for_a_formula(elders):
    _book, table = elders
    found = {record.row: record for record in records(table, DAY)}
    assert {row: (r.residents[0]["name"], told_door(r)) for row, r in found.items()} == ELDERS
    assert {row for row, r in found.items() if r.is_refused} == WITH_FORMULA
    for row in WITH_FORMULA:
        [grave] = [problem for problem in found[row].problems if problem.grave]
        assert grave.column == "备注" and f"O{row}" in grave.why and "=1+1" in grave.why
    taken = [r for r in found.values() if not r.is_refused]
    assert len(taken) == 21 and len({told_door(r) for r in taken}) == 10
    assert all(len(r.residents) == 1 for r in taken)


def test_what_the_roster_says_of_people(elders):
    _book, table = elders
    found = {record.row: record for record in records(table, DAY)}
    for row, (born, words) in BIRTHS.items():
        person = found[row].residents[0]
        assert (person["birth_date"], person.get("birth_text", "")) == (born, words)
    first = found[4]
    assert first.household == {
        "building": "5幢",
        "unit": 3,
        "floor": 7,
        "room": "704",
        "door_sure": DoorSure.SURE,
        "raw_address": "5幢3单元 704",
        "responsible": "孙莉",
    }
    assert first.residents == (
        {
            "name": "高䶮",
            "sex": Sex.FEMALE,
            "birth_date": date(1950, 11, 3),
            "outside_contacts": "吴玉梅",
            "note": "拒访一次\n最近走访：2026-09-12\n慢性疾病：高血压",
        },
    )
    kinds = [each["kind"] for each in first.hardships]
    assert kinds == [HardshipKind.DISABILITY, HardshipKind.EMPTY_NEST, HardshipKind.FRAIL]
    assert found[5].residents[0]["note"] == (
        "门口堆放纸箱\n最近走访：2026-09-15\n健康状况：健康\n慢性疾病：糖尿病、冠心病"
    ), "the number 46280 is told as its day"
    assert found[6].residents[0]["phone"] == "13800003333、13900004444"
    assert found[24].residents[0]["phone"] == "0515-8888123"
    assert "phone" not in found[4].residents[0], "无 is no number"
    assert found[12].household["door_sure"] is DoorSure.LIKELY


def test_the_ledger_of_visits_is_understood(ledger):
    _book, table = ledger
    assert (table.kind, table.head, table.year) == (TableKind.VISITS, (2, 3), 2026)
    assert [(column.title, column.target) for column in table.columns] == [
        ("序号", "out"),
        ("走访对象　户主姓名", "resident.head"),
        ("走访对象　房号", "household.room"),
        ("走访对象　困难类型", "hardship.kind"),
        ("走访情况　走访时间", "visit.at"),
        ("走访情况　走访人员", "visit.staff"),
        ("群众诉求", "need.words"),
        ("整改措施", "measure.words"),
        ("办结状态", "need.state"),
        ("回访情况", "closing.back"),
        ("备注", "visit.remarks"),
    ]


def test_the_ledger_tells_36_visits_and_refuses_none(ledger):
    _book, table = ledger
    found = records(table, DAY)
    assert [record.row for record in found] == list(range(4, 40))
    assert not any(record.is_refused for record in found)
    september = [record.visit["at"].date() for record in found]
    first = [date(2026, 9, 1) + timedelta(days=n) for n in range(28)]
    assert september == first + first[:8], "the sheet goes through September and begins again"
    assert {record.visit["outcome"] for record in found} == {Outcome.MET}
    assert all(len(record.residents) == 1 and record.residents[0]["is_head"] for record in found)
    assert all(len(record.needs) == 1 for record in found)
    assert {record.row for record in found if not record.measures} == WITHOUT_MEASURE
    assert {record.row for record in found if record.needs[0].get("closing")} == SETTLED
    word = {record.row: record.needs[0]["closing"]["word"] for record in found if record.needs[0].get("closing")}
    assert {row for row, said in word.items() if said is Word.SATISFIED} == SATISFIED


def test_what_the_ledger_says_of_a_visit(ledger):
    _book, table = ledger
    found = {record.row: record for record in records(table, DAY)}
    first = found[4]
    assert first.visit["at"].isoformat() == "2026-09-01T12:00:00+08:00"
    assert first.visit["staff"] == ["孙莉（客服主管）"]
    assert found[7].visit["staff"] == ["赵敏", "钱进"]
    assert first.visit["appeals"] == [Appeal.REPAIR] and first.visit["said"] == "楼道灯坏了"
    assert first.needs == ({"kind": NeedKind.REPAIR, "words": "楼道灯坏了"},)
    assert first.measures == (
        {"kind": MeasureKind.REPAIR, "words": "已报修，工程部9月15日上门", "due": date(2026, 9, 15)},
    )
    assert found[33].measures[0]["due"] == date(2026, 9, 15)
    assert datetime.fromisoformat("2026-09-10T09:00:00+08:00") == found[13].visit["at"], "上午 is nine o'clock"
    assert found[6].visit["said"] == "一个人闷，想有人说话\n办结状态：解决中\n回访情况：9月25日电话回访，已好转"
    closing = found[32].needs[0]["closing"]
    assert (closing["day"], closing["evidence"], closing["word"]) == (
        date(2026, 9, 25),
        "9月25日电话回访，已好转",
        Word.NOT_ASKED,
    )
    assert found[10].needs[0]["closing"]["evidence"] == "办结状态：已解决"
