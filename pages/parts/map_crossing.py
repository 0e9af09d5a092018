"""Buildings against kinds of hardship: where are how many, and how grave is it."""

from dataclasses import replace
from datetime import date

from db import store
from db.choices import HardshipKind
from db.pictures import Picture, PictureAsked
from db.queries.asked import Asked
from db.queries.register import households
from db.rights import Person
from db.words import N_, _
from pages.parts import look, map_grid, table
from pages.parts.map_out import Taken
from reports.sums import COLOURS

EMPTY = N_("No household with a hardship is on file yet. Open files in the register and add hardships to them.")
LISTED = 200


def show(person: Person, asked: Asked, period: tuple[date, date] | None, today: date) -> Taken | None:
    """Of today; a period says nothing about it."""
    colour = map_grid.measure(_("Colour"), COLOURS, Picture.HARDSHIP)
    ask = PictureAsked(Picture.HARDSHIP, asked, None, (("measure", colour),))
    drawn = map_grid.draw(person, ask, today, _(EMPTY))
    if drawn and (picked := drawn.picked):
        kind = HardshipKind(picked.column)
        cell = replace(asked, building_ids=(int(picked.row),), kinds=(kind,), page=1, size=LISTED)
        with store.reading() as s:
            there = households(s, person, cell, today)
        look.section(look.plain(picked.title), _("{n} households").format(n=there.total))
        picked.say()
        table.households(person, there.rows, today, f"map.hardship.table.{picked.row}.{kind}")
    return drawn.taken if drawn else None
