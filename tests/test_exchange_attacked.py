"""What a hostile list, a stranger to the import, or somebody who is in a hurry cannot do."""

import gc
import re
import threading
from io import BytesIO

import openpyxl
import pytest
from sqlalchemy import select as columns
from sqlmodel import SQLModel, select

from db import clock, sign_in, store, uncollected
from db.changes import apart, batch, compared, imports, merge
from db.changes import columns as remembered
from db.choices import BatchKind, LineState, TableKind
from db.errors import Busy, NotAllowed
from db.intake.records import records
from db.intake.table import Record
from db.intake.targets import targets_of
from db.intake.understand import understand
from db.models import Assessment, Household
from db.queries import compared as looked_beside
from db.queries import doubles, joined
from db.queries import import_preview as previews
from db.queries import imports as done
from db.queries.import_preview_choices import Choices
from db.reading.cell import without_identities
from db.sheets.file import read_book
from db.words import _
from pages.parts import exchange_read
from tests.conftest import DAY, MORNING
from tests.listed import SHEET, looked, person, table, taken
from tests.made_sheets import sheet, xlsx

NUMBER = "110101199003070011"
WRITTEN = (
    NUMBER,
    "110101 19900307 0011",
    "1101-0119-9003-0700-11",
    "１１０１０１１９９００３０７００１１",
    f"王强{NUMBER}",
)
DEEDS = {
    "imports": lambda s, who: done.imports(s, who),
    "same_file": lambda s, who: done.same_file(s, who, "a"),
    "why_not": lambda s, who: done.why_not(s, who, 1),
    "preview": lambda s, who: previews.preview(s, who, table(), [], Choices(), DAY),
    "doubles": lambda s, who: doubles.doubles(s, who),
    "joined": lambda s, who: joined.joined(s, who, 1, 2),
    "compared": lambda s, who: looked_beside.compared(s, who, (), DAY),
    "remembered_columns": lambda s, who: remembered.remembered_columns(s, who, "a"),
    "remember_columns": lambda s, who: remembered.remember_columns(s, who, table(), MORNING),
    "open_batch": lambda s, who: batch.open_batch(s, who, BatchKind.IMPORT, "", MORNING),
    "undo": lambda s, who: batch.undo(s, who, 1, MORNING),
    "weigh": lambda s, who: imports.weigh(s, who, 1, MORNING),
    "merge": lambda s, who: merge.merge(s, who, 1, 2, MORNING),
    "keep_apart": lambda s, who: apart.keep_apart(s, who, 1, 2, DAY),
    "settle": lambda s, who: compared.settle(s, who, (), MORNING, ""),
}


def spreadsheet(*rows):
    book, out = openpyxl.Workbook(), BytesIO()
    for row in rows:
        book.active.append(row)
    book.save(out)
    return out.getvalue()


@pytest.mark.parametrize("who", ["visitor", "reader"])
@pytest.mark.parametrize("deed", DEEDS)
def test_whoever_may_not_import_does_and_learns_nothing(cast, home, deed, who):
    with pytest.raises(NotAllowed), store.writing() as s:
        DEEDS[deed](s, cast[who])


@pytest.mark.parametrize("written", WRITTEN)
def test_an_identity_number_in_any_column_is_kept_nowhere(cast, home, written):
    own = ["楼栋", "单元", "房号", "姓名"]
    head = [*own, *sorted({_(each.label) for each in targets_of(TableKind.HOUSEHOLDS)} - {*own}), "另一证件"]
    rows = []
    for place in range(len(head)):
        row = ["3栋", 1, f"{place % 18 + 1}0{place % 4 + 1}", "赵" + chr(0x4E00 + 7 * place), *[None] * (len(head) - 4)]
        row[place] = written
        rows.append(row)
    made = 0
    for found in understand(read_book(spreadsheet(head, *rows), f"{NUMBER}.xlsx"), DAY):
        preview = looked(cast["admin"], records(found, DAY), Choices(new_buildings=True))
        with store.writing() as s:
            made += imports.take_in(s, cast["admin"], preview, preview.choices, MORNING, title=f"{NUMBER}.xlsx")
    assert made
    with store.reading() as s:
        for each in SQLModel.metadata.sorted_tables:
            texts = [column for column in each.c if column.type.python_type is str]
            for row in s.execute(columns(*texts)) if texts else ():
                assert not re.search(r"110101\W*1990|1101\W?0119|１９９０", " ".join(map(str, row))), (each.name, row)


@pytest.mark.parametrize(
    "text",
    [
        "13800001111 13900002222",
        "2026-03-05 2026-04-05",
        "2026年3月5日至2026年4月5日",
        "3栋1单元1202、3栋1单元1203",
        "0571-87654321 87654322",
    ],
)
def test_what_is_no_identity_number_stays(text):
    assert without_identities(text) == text


def test_one_wrong_building_keeps_only_its_own_rows_out(cast, home):
    rows = [person(4, "3栋-1-301", "周国华"), person(5, f"{'很' * 21}栋-1-302", "吴秀英")]
    found = looked(cast["manager"], rows, Choices(new_buildings=True))
    assert [line.state for line in found.lines] == [LineState.NEW, LineState.REFUSED]
    assert taken(cast["manager"], found)
    told = [
        {"name": "7栋", "floors": 6},
        {"name": "8栋", "missing_floors": "名"},
        {"name": "3栋", "floors": 120, "doors": 40},
    ]
    listed = [Record(SHEET, 4 + n, building=each) for n, each in enumerate(told)]
    found = looked(cast["manager"], listed, kind=TableKind.BUILDINGS)
    assert [line.state for line in found.lines] == [LineState.NEW, LineState.REFUSED, LineState.REFUSED]
    assert taken(cast["manager"], found)


def test_a_slip_in_a_door_makes_no_building_that_cannot_stand(cast, home):
    rows = [person(4, "9栋-20-12040", "周国华"), person(5, "9栋-1-302", "吴秀英")]
    assert taken(cast["manager"], looked(cast["manager"], rows, Choices(new_buildings=True)))


def test_sheets_and_files_have_names_that_can_be_told_apart_and_shown():
    rows = sheet('<row r="1"><c r="A1" t="inlineStr"><is><t>甲</t></is></c></row>')
    book = read_book(xlsx(rows, rows, names=["名单", "名\u200f单"]), "a\u202e\n\0名单.xlsx")
    assert [each.name for each in book.sheets] == ["名单", "名单 (2)"]
    assert book.name == "a 名单.xlsx"


def test_the_same_bytes_under_another_name_are_another_file(cast):
    content = "门牌,姓名,走访时间\n3栋1单元1202,陈玉芬,9月12日\n".encode()
    files = [exchange_read.opened(cast["manager"], name, content, DAY) for name in ("2024年.csv", "2025年.csv")]
    assert len({file.key for file in files}) == 2
    others = exchange_read.opened(cast["admin"], "2024年.csv", content, DAY)
    assert others.key not in {file.key for file in files}, "nobody is shown what another has opened"


def test_who_cannot_wait_is_told_and_who_only_looks_need_not(cast, home):
    """One writes for long: another deed ends with a sentence, and the page that notes who is awake goes on."""
    begun, over = threading.Event(), threading.Event()

    def long_deed() -> None:
        with store.writing() as s:
            s.connection()
            begun.set()
            over.wait(20)

    with store.writing() as s:
        secret = sign_in.open_session(s, cast["visitor"].id, clock.now())[0]
    other = threading.Thread(target=long_deed)
    other.start()
    try:
        assert begun.wait(10)
        with pytest.raises(Busy, match="一分钟"), store.writing(wait=store.IMPATIENCE) as s:
            sign_in.touch(s, secret, clock.now())
        with store.reading() as s:
            assert sign_in.living(s, secret, clock.now()) is not None
    finally:
        over.set()
        other.join()
    with store.writing(wait=store.IMPATIENCE) as s:
        sign_in.touch(s, secret, clock.now())


def test_weighed_in_pieces_is_weighed_whole(cast, home):
    rows = [person(4 + n, f"3栋-1-{n + 3}01", "周国" + chr(0x4E00 + 7 * n)) for n in range(5)]
    made = taken(cast["manager"], looked(cast["manager"], rows))
    last, pieces = 0, 0
    while True:
        with store.writing() as s:
            last = imports.weigh(s, cast["manager"], made, MORNING, last, 2)
        if not last:
            break
        pieces += 1
    assert pieces == 3
    with store.reading() as s:
        new = set(s.exec(select(Household.id).where(Household.id != home)))
        assert new <= set(s.exec(select(Assessment.household_id)))
    with store.writing() as s:
        assert done.why_not(s, cast["manager"], made) == ""
        batch.undo(s, cast["manager"], made, MORNING)
        assert not new & set(s.exec(select(Assessment.household_id)))


def test_long_work_is_put_aside_so_that_other_pages_stay_quick(monkeypatch):
    """Streamlit looks through everything after every click; a list of 20,000 rows made that ten times as long."""
    monkeypatch.setattr(uncollected, "EVERY", 0.01)
    gc.collect()
    before, kept = gc.get_freeze_count(), []
    with uncollected.uncollected():
        assert not gc.isenabled()
        for _turn in range(20):
            kept += [[[]] for _n in range(1000)]
            threading.Event().wait(0.01)
    assert gc.isenabled() and gc.get_freeze_count() >= before + len(kept)
