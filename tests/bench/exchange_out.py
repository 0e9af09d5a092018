"""A list of 20,000 rows as a spreadsheet, against XlsxWriter writing the same values and nothing else.

The peer is given ready texts, numbers and days of which it knows the kind, with the same formats. It measures no
widths, looks for no formula, tells no choice by its word and says nothing on a second sheet.
"""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlmodel import SQLModel
from xlsxwriter import Workbook

from db import clock, privacy
from db.choices import HardshipKind, HouseholdState, Level, Outcome, Relation, Sex, Tier
from db.clock import local
from db.fields import On, fields_of
from db.queries import layouts
from db.queries.layout_rows import PersonRow
from db.queries.rows import HouseholdRow
from reports.files import SETTINGS, formats_of, spreadsheet
from reports.layouts import layout_file
from reports.particulars import Particulars
from tests.bench.measuring import Line, in_turns, timed

ROWS = 20_000
MOST = 2.0
SURNAMES, NAMES = "王李张刘陈杨黄赵吴周", "玉芬秀英建国桂兰志强淑珍"


def lines(quick: bool) -> list[Line]:
    count, times = (ROWS // 10, 3) if quick else (ROWS, 5)
    today, told = clock.today(), Particulars("台账", "和安苑", clock.now(), "何静", count, False, [("楼栋", "3栋")])
    listed, people, whole = households(count), persons(count), layouts.whole()
    of_list = [field.name for field in fields_of(HouseholdRow, On.EXPORT)]
    of_layout = [column.key for column in whole.columns]
    found = []
    for what, names, rows, deed in (
        ("list", of_list, listed, lambda: spreadsheet(listed, told=told)),
        ("layout, complete", of_layout, people, lambda: layout_file(people, whole, told, today)),
    ):
        ready = cells(names, rows)
        ours, peer = in_turns(times, timed(deed), timed(lambda ready=ready: by_hand(ready)), warm=1)
        words = f"{what} of {count:,} rows × {len(names)} as a spreadsheet : XlsxWriter alone"
        found.append(Line(words, ours, peer, MOST))
    return found


def cells(names: Sequence[str], rows: Sequence[SQLModel]) -> list[list[tuple[str, Any]]]:
    """The kind of each cell and its value, as XlsxWriter takes it."""
    return [[_cell(getattr(row, name)) for name in names] for row in rows]


def _cell(value: Any) -> tuple[str, Any]:
    match value:
        case None | "":
            return "", None
        case datetime():
            return "moment", local(value).replace(tzinfo=None)
        case date():
            return "day", datetime(value.year, value.month, value.day)
        case int() if not isinstance(value, bool):
            return "number", value
    return "text", privacy.text(value)


def by_hand(ready: list[list[tuple[str, Any]]]) -> bytes:
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        formats = formats_of(book)
        made = book.add_worksheet()
        for line, row in enumerate(ready, 1):
            for column, (kind, value) in enumerate(row):
                match kind:
                    case "text":
                        made.write_string(line, column, value, formats[kind])
                    case "number":
                        made.write_number(line, column, value, formats[kind])
                    case "day" | "moment":
                        made.write_datetime(line, column, value, formats[kind])
    return out.getvalue()


def _name(n: int) -> str:
    return SURNAMES[n % 10] + NAMES[n % 12] + NAMES[n // 12 % 12]


def households(count: int) -> list[HouseholdRow]:
    """As the register has them: much repeats, rooms and days do not."""
    at, tiers, kinds, levels, outcomes = clock.now(), list(Tier), list(HardshipKind), list(Level), list(Outcome)
    return [
        HouseholdRow.model_construct(
            id=n,
            no=n,
            door=f"{n % 30}栋 {n % 3}单元 {n}",
            building=f"{n % 30}栋",
            unit=n % 3,
            room=str(n),
            head=_name(n),
            people=n % 5,
            tier=tiers[n % 4],
            risk_score=n % 100,
            advised=None,
            kinds=kinds[n % 9 : n % 9 + 2],
            last_risk=levels[n % 4],
            last_met_at=at,
            days=n % 60,
            last_visit_at=at,
            last_outcome=outcomes[n % 6],
            visits=n % 40,
            responsible="何静",
            state=HouseholdState.ACTIVE,
        )
        for n in range(count)
    ]


def persons(count: int) -> list[PersonRow]:
    today, kinds, relations = clock.today(), list(HardshipKind), list(Relation)
    empty = dict.fromkeys(PersonRow.model_fields)
    return [
        PersonRow.model_construct(
            **empty
            | {
                "no": n,
                "building": f"{n % 30}栋",
                "unit": n % 3,
                "room": str(n),
                "raw_address": f"和安苑{n % 30}栋{n % 3}单元{n}室",
                "tier": Tier.TWO,
                "verified_on": today,
                "name": _name(n),
                "sex": Sex.FEMALE,
                "birth_date": date(1930 + n % 60, n % 12 + 1, n % 28 + 1),
                "relation": relations[n % 9],
                "phone": f"138{n:08}",
                "is_head": n % 2 == 0,
                "is_emergency": False,
                "lives_here": True,
                "note": f"儿子在外地，周末回来。第{n}户。",
                "kinds": kinds[n % 9 : n % 9 + 2],
                "responsible": "何静",
            }
        )
        for n in range(count)
    ]
