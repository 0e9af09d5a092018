"""The table of statistics that offices ask for: buildings by kind of hardship on one sheet, months on the next."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from db.queries.layout_sums import MonthSum, Sums
from db.untold import FEW, hidden, is_little
from db.words import _
from reports.files import SETTINGS, add_particulars, fill, formats_of, text_for
from reports.particulars import Particulars


def sums_file(found: Sums, told: Particulars) -> bytes:
    """Masked, no number is told that would point at a family: nor can it be found by subtracting."""
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        book.set_properties({"title": text_for(told.title)})
        formats = formats_of(book)
        head = [_("Building"), _("Households"), _("People"), *(_(kind.label) for kind in found.kinds)]
        made = book.add_worksheet(_("By building and hardship"))
        fill(book, made, head, list(_buildings(found, told.is_masked)), (), formats)
        head = [_("Month"), _("Visits"), _("Met somebody"), _("Households visited")]
        head += [_("Problems raised"), _("Problems ended")]
        made = book.add_worksheet(_("By month"))
        fill(book, made, head, [_month(each, told.is_masked) for each in found.months], (), formats)
        add_particulars(book, told, formats)
    return out.getvalue()


def _buildings(found: Sums, is_masked: bool) -> Iterator[list[Any]]:
    there = found.buildings
    numbers = [
        [each.households for each in there],
        [each.people for each in there],
        *([each.by_kind.get(kind, 0) for each in there] for kind in found.kinds),
    ]
    withheld = [hidden(column, sum(column)) if is_masked else set() for column in numbers]
    for line, building in enumerate(there):
        row = (column[line] if line not in gone else FEW for column, gone in zip(numbers, withheld, strict=True))
        yield [building.name, *map(_told, row)]
    total = [sum(column) for column in numbers]
    yield [_("Together"), *(_told(FEW if is_masked and is_little(n) else n) for n in total)]


def _month(month: MonthSum, is_masked: bool) -> Sequence[Any]:
    numbers = (month.visits, month.met, month.households, month.raised, month.closed)
    return [month.first, *(_told(FEW if is_masked and is_little(n) else n) for n in numbers)]


def _told(number: int) -> Any:
    """A number withheld is told by its word."""
    return str(number) if number is FEW else number
