"""The table of statistics that offices ask for: buildings by kind of hardship on one sheet, months on the next."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from db.queries.layout_sums import MonthSum, Sums
from db.untold import FEW
from db.words import _
from reports.files import SETTINGS, add_particulars, fill, formats_of, text_for
from reports.particulars import Particulars


def sums_file(found: Sums, told: Particulars) -> bytes:
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        book.set_properties({"title": text_for(told.title)})
        formats = formats_of(book)
        head = [_("Building"), _("Households"), _("People"), *(_(kind.label) for kind in found.kinds)]
        made = book.add_worksheet(_("By building and hardship"))
        fill(book, made, head, list(_buildings(found)), (), formats)
        head = [_("Month"), _("Visits"), _("Met somebody"), _("Households visited")]
        head += [_("Problems raised"), _("Problems ended")]
        made = book.add_worksheet(_("By month"))
        fill(book, made, head, [_month(each) for each in found.months], (), formats)
        add_particulars(book, told, formats)
    return out.getvalue()


def _buildings(found: Sums) -> Iterator[list[Any]]:
    for each in (*found.buildings, found.together):
        numbers = (each.households, each.people, *(each.by_kind[kind] for kind in found.kinds))
        yield [each.name or _("Together"), *map(_told, numbers)]


def _month(month: MonthSum) -> Sequence[Any]:
    return [month.first, *map(_told, (month.visits, month.met, month.households, month.raised, month.closed))]


def _told(number: int) -> Any:
    """A number withheld is told by its word."""
    return str(number) if number is FEW else number
