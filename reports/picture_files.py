"""A picture as a file: it says itself what it shows, of when and by which filters; its table as a spreadsheet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO

from xlsxwriter import Workbook

from db import telling
from db.words import _, language
from reports.files import SETTINGS, fill, sheet_name, text_for
from reports.scene import Scene, framed
from reports.scene_png import png
from reports.scene_svg import svg


@dataclass(frozen=True)
class About:
    """What one must know to read a picture later. `filters` are names of filters with what was chosen."""

    title: str
    estate: str
    made_on: date
    by: str
    period: tuple[date, date] | None
    filters: Sequence[tuple[str, str]]

    def lines(self) -> Iterator[str]:
        yield _("{estate}, as of {day}").format(estate=self.estate, day=telling.paper_day(self.made_on))
        yield from caption(self.period, self.filters)


def caption(period: tuple[date, date] | None, filters: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The period and the filters in words, a line each; nothing for what holds for all."""
    if period:
        yield _("Period: {period}").format(period=telling.period(*period))
    if filters:
        told = ("; " if language() == "en" else "；").join(f"{name} {chosen}" for name, chosen in filters)
        yield _("Filters: {filters}").format(filters=told)


def framed_png(scene: Scene, about: About) -> bytes:
    return png(framed(scene, about.title, list(about.lines())), about.title)


def framed_svg(scene: Scene, about: About) -> bytes:
    return svg(framed(scene, about.title, list(about.lines())), language()).encode()


def table_file(header: Sequence[str], rows: Sequence[Sequence[object]], about: About) -> bytes:
    """The numbers on the first sheet, what they are on the second."""
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        book.set_properties({"title": text_for(about.title)})
        fill(book, book.add_worksheet(sheet_name(about.title) or _("List")), header, rows)
        told: list[tuple[str, object]] = [
            (_("Picture"), about.title),
            (_("Estate"), about.estate),
            (_("Day"), about.made_on),
            (_("Made by"), about.by),
            (_("Period"), telling.period(*about.period) if about.period else None),
            *about.filters,
        ]
        fill(book, book.add_worksheet(_("About this table")), [_("What"), _("Value")], told)
    return out.getvalue()
