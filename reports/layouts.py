"""A list in a layout: the columns somebody wants, under the titles they want, numbered where they count."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from db import telling
from db.fields import field_of
from db.layouts import BLANK, SERIAL, Column, Layout
from db.queries.layout_rows import MODELS
from db.words import _
from reports.files import listed
from reports.particulars import Particulars


def layout_file(rows: Sequence[Any], layout: Layout, told: Particulars, today: date) -> bytes:
    """Under a layout that offices ask for stand its name and who fills it in, as on theirs; others begin at the head,
    and so does the one that is to come back."""
    head = [title(layout, column) for column in layout.columns]
    readers = [_reader(column.key) for column in layout.columns]
    filled = [[read(number, row) for read in readers] for number, row in enumerate(rows, 1)]
    above: list[str] = []
    if layout.ledger and any(column.title for column in layout.columns):
        line = _("Filled in by: {estate}　　　On: {day}")
        above = [layout.title, line.format(estate=told.estate, day=telling.paper_day(today))]
    return listed(head, filled, layout.title, told, above)


def title(layout: Layout, column: Column) -> str:
    """What stands above a column."""
    return layout.title_of(column) or label(layout, column.key)


def label(layout: Layout, key: str) -> str:
    """The field's own label."""
    of_every_list = {SERIAL: _("No."), BLANK: _("Remarks")}
    return of_every_list.get(key) or _(field_of(MODELS[layout.of], key).show.label)


def _reader(key: str) -> Callable[[int, Any], Any]:
    if key == SERIAL:
        return lambda number, row: number
    if key == BLANK:
        return lambda number, row: None
    return lambda number, row: getattr(row, key)
