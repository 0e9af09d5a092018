"""A list of 20,000 rows looked through and written, beside a bare bulk insert of the very rows that were written.

The floor knows every row beforehand: it checks nothing, compares nothing, and writes no word that it did not have to
work out. Both write into the same empty house, in one transaction that is on disk when it ends.
"""

import gc
import random
import shutil
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter
from typing import Any

from sqlmodel import SQLModel

from db import store
from db.changes import imports
from db.choices import HardshipCause, HardshipKind, Relation, Role, Sex, TableKind
from db.intake.table import Record
from db.models import Account, Estate
from db.queries.import_preview import Preview, preview
from db.queries.import_preview_choices import Choices
from db.rights import Person
from tests.bench.annex import most_memory
from tests.bench.house import folder
from tests.bench.measuring import Line
from tests.conftest import DAY, MORNING
from tests.listed import call, household, table

MANY, QUICK = 20_000, 2_000
MOST_WRITTEN, MOST_LOOKED, MOST_MEMORY = 2.5, 10.0, 300.0
WHO = Person(1, "李敏", Role.ADMIN)
NAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨", "国华玉芬秀英桂兰建军丽敏静伟强磊洋艳勇杰娟涛明超霞平刚"
SAID = ("楼道灯坏了，晚上不敢出门", "想申请低保，材料不全", "膝盖疼，上下楼不便", "都好，子女每周来", "药费负担重")
CHOICES = Choices(new_buildings=True)


def lines(quick: bool) -> list[Line]:
    n = QUICK if quick else MANY
    people, calls = families(n), visits(n)
    with folder() as data:
        _set_up()
        told = _measured(data, f"{n:,} rows of households", people, TableKind.HOUSEHOLDS)
        with store.writing() as s:
            made = imports.take_in(s, WHO, _looked(people, TableKind.HOUSEHOLDS), CHOICES, MORNING)
        told.append(_looked_at(f"the same {n:,} rows again, nothing new", people, TableKind.HOUSEHOLDS))
        with store.writing() as s:
            imports.weigh(s, WHO, made, MORNING)
        told += _measured(data, f"{n:,} rows of visits", calls, TableKind.VISITS)
    return told


def families(n: int) -> list[Record]:
    """One row a person, thirty columns filled or not."""
    chance = random.Random(1)
    return [
        Record(
            "名单",
            row,
            household=household(_door(row))
            | {"tags": "重点 高层", "verified_on": DAY - timedelta(days=chance.randint(0, 90))},
            residents=(
                {
                    "name": _name(chance),
                    "sex": chance.choice(list(Sex)),
                    "birth_date": date(1930, 1, 1) + timedelta(days=chance.randint(0, 20_000)),
                    "relation": Relation.HEAD,
                    "phone": f"139{chance.randint(0, 99_999_999):08}",
                    "outside_contacts": f"女儿 138{chance.randint(0, 99_999_999):08}",
                    "identity_tail": f"{chance.randint(0, 9999):04}",
                    "note": f"慢性疾病：高血压；备注：子女每周来一次，{chance.choice(SAID)}；社保卡发放：是",
                },
            ),
            hardships=({"kind": chance.choice(list(HardshipKind)), "cause": HardshipCause.ILLNESS},),
        )
        for row in range(4, n + 4)
    ]


def visits(n: int) -> list[Record]:
    chance = random.Random(2)
    found = []
    for row in range(4, n + 4):
        said = f"{chance.choice(SAID)}，{chance.choice(SAID)}，{row}"
        on = DAY - timedelta(days=chance.randint(1, 300))
        more: dict[str, Any] = {"need": said, "closed": "回访满意"} if row % 4 == 0 else {}
        found.append(call(row, _door(chance.randint(4, n + 3)), "", on, said, ("李敏",), **more))
    return found


def _door(row: int) -> str:
    building, unit, floor, door = row % 50 + 1, row // 50 % 4 + 1, row // 200 % 30 + 1, row // 6000 % 4 + 1
    return f"{building}栋-{unit}-{floor}{door:02}"


def _name(chance: random.Random) -> str:
    return chance.choice(NAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)


def _set_up() -> None:
    with store.writing() as s:
        s.add(Estate(name="和安苑"))
        s.add(Account(name="李敏", key="李敏", role=Role.ADMIN, password_hash="", created_at=MORNING))


def _looked(rows: list[Record], kind: TableKind) -> Preview:
    with store.reading() as s:
        return preview(s, WHO, table(kind), rows, CHOICES, DAY)


def _looked_at(what: str, rows: list[Record], kind: TableKind) -> Line:
    start = perf_counter()
    _looked(rows, kind)
    return Line(f"{what}, looked through : ten seconds", perf_counter() - start, MOST_LOOKED, 1.0)


def _measured(data: Path, what: str, rows: list[Record], kind: TableKind) -> list[Line]:
    """Looked through once; then written and bare by turns, each into a copy of the house as it was."""
    gc.collect()
    held = most_memory()
    told = [_looked_at(what, rows, kind)]
    found = _looked(rows, kind)
    before = _whole()
    house, kept = data / "nuanfang.db", data / "kept.db"
    store.forget_engines()
    shutil.copy(house, kept)

    def ours() -> None:
        with store.writing() as s:
            imports.take_in(s, WHO, found, CHOICES, MORNING)

    took = _anew(house, kept, ours)
    grown = most_memory() - held
    new = {
        name: [row for key, row in there.items() if before[name].get(key) != row] for name, there in _whole().items()
    }
    changed = {name: [row[0] for row in rows if row[0] in before[name]] for name, rows in new.items()}
    bare = _anew(house, kept, lambda: _insert(new, changed))
    for _turn in range(2):
        took = min(took, _anew(house, kept, ours))
        bare = min(bare, _anew(house, kept, lambda: _insert(new, changed)))
    _anew(house, kept, lambda: None)
    n = sum(map(len, new.values()))
    told.append(
        Line(
            f"{what}, written : bare insert of the same {n:,} rows of {sum(map(bool, new.values()))} tables",
            took,
            bare,
            MOST_WRITTEN,
        )
    )
    said = f"{what}, memory of the server grown by MB : {MOST_MEMORY:.0f} MB"
    return [*told, Line(said, max(grown, 1) / 1e3, MOST_MEMORY / 1e3, 1.0)]


def _anew(house: Path, kept: Path, deed: Callable[[], None]) -> float:
    store.forget_engines()
    for left in house.parent.glob("nuanfang.db*"):
        left.unlink()
    shutil.copy(kept, house)
    store.engine()
    start = perf_counter()
    deed()
    return perf_counter() - start


def _whole() -> dict[str, dict[Any, tuple[Any, ...]]]:
    """Every row of every table as the driver gives it, by its number (or itself, where it has none)."""
    found = {}
    with store.reading() as s:
        for each in SQLModel.metadata.sorted_tables:
            names = ", ".join(f'"{c.name}"' for c in _id_first(each))
            rows = s.connection().exec_driver_sql(f"SELECT {names} FROM {each.name}").all()
            found[each.name] = {row[0] if "id" in each.c else tuple(row): tuple(row) for row in rows}
    return found


def _id_first(each: Any) -> list[Any]:
    return sorted(each.c, key=lambda column: column.name != "id")


def _insert(new: dict[str, list[tuple[Any, ...]]], changed: dict[str, list[Any]]) -> None:
    """As the driver takes them: nothing of ours stands in between."""
    with store.engine().execution_options(writes=True).connect() as connection, connection.begin():
        for each in SQLModel.metadata.sorted_tables:
            rows = new.get(each.name)
            if not rows:
                continue
            if gone := changed[each.name]:
                connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
                connection.exec_driver_sql(f"DELETE FROM {each.name} WHERE id = ?", [(key,) for key in gone])
            names = ", ".join(f'"{c.name}"' for c in _id_first(each))
            marks = ", ".join("?" for _c in each.c)
            connection.exec_driver_sql(f"INSERT INTO {each.name} ({names}) VALUES ({marks})", rows)
