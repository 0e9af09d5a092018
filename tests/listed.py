"""Rows of lists as the intake gives them, for tests that begin there."""

from datetime import date, datetime
from typing import Any

from db import clock, store
from db.changes import imports
from db.choices import (
    Appeal,
    ClosingKind,
    DoorSure,
    HardshipKind,
    LineState,
    MeasureKind,
    NeedKind,
    Outcome,
    TableKind,
    Word,
)
from db.intake.table import Column, Record, Table
from db.queries.import_preview import Preview, preview
from db.queries.import_preview_choices import Choices
from tests.conftest import DAY, MORNING

SHEET = "名单"
COLUMNS = (Column(0, "A", "电话", "resident.phone", ""), Column(1, "B", "诉求", "visit.said", ""))


def table(kind: TableKind = TableKind.HOUSEHOLDS) -> Table:
    return Table(SHEET, kind, (1, 1), COLUMNS, ())


def person(row: int, door: str, name: str, kinds: tuple[HardshipKind, ...] = (), **more: Any) -> Record:
    """`door`: 3栋-1-1202, a part left out where nobody wrote it; `more`: the person's fields."""
    return Record(
        SHEET,
        row,
        household=household(door),
        residents=({"name": name, **more},) if name else (),
        hardships=tuple({"kind": kind} for kind in kinds),
    )


def household(door: str) -> dict[str, Any]:
    if not door:
        return {}
    building, unit, room = door.split("-")
    told = {"building": building, "unit": int(unit) if unit else None, "room": room}
    return told | {"raw_address": door, "door_sure": DoorSure.SURE}


def call(row: int, door: str, name: str, on: date, said: str, staff: tuple[str, ...] = (), **more: Any) -> Record:
    """A visit of that morning; `more`: `need`, its words, and `closed`, what showed that it was solved."""
    at = datetime(on.year, on.month, on.day, 9, tzinfo=clock.CHINA)
    needs: tuple[dict[str, Any], ...] = ()
    measures: tuple[dict[str, Any], ...] = ()
    if words := more.get("need"):
        need: dict[str, Any] = {"kind": NeedKind.REPAIR, "words": words}
        if more.get("closed"):
            need["closing"] = {"kind": ClosingKind.SOLVED, "evidence": more["closed"], "word": Word.SATISFIED}
        needs = (need,)
        measures = ({"kind": MeasureKind.REPAIR, "words": "换灯"},)
    answers = {"at": at, "outcome": Outcome.MET, "appeals": [Appeal.OTHER], "said": said, "staff": staff}
    answers |= more.get("visit", {})
    return Record(
        SHEET,
        row,
        household=household(door),
        residents=({"name": name},) if name else (),
        visit=answers,
        needs=needs,
        measures=measures,
    )


def looked(
    who: Any, rows: list[Record], choices: Choices | None = None, kind: TableKind = TableKind.HOUSEHOLDS
) -> Preview:
    with store.reading() as s:
        return preview(s, who, table(kind), rows, choices or Choices(), DAY)


def taken(who: Any, found: Preview, now: datetime = MORNING, choices: Choices | None = None) -> int:
    with store.writing() as s:
        return imports.take_in(s, who, found, choices or found.choices, now, title="名单.xlsx")


def states(found: Preview) -> list[LineState]:
    return [line.state for line in found.lines]
