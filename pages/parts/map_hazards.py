"""Buildings against hazards: where electric bikes, gas hoses and blocked passages concentrate."""

from datetime import date

from db import store
from db.choices import Hazard
from db.pictures import Picture, PictureAsked
from db.queries.asked import Asked
from db.queries.hazards import hazard_homes
from db.rights import Person
from db.words import N_, _
from pages.parts import map_grid, map_list
from pages.parts.map_out import Taken
from reports.sums_hazards import COLOURS

EMPTY = N_("No hazard was noted in this time. They are ticked in the visit form, under “Dwelling”.")


def show(person: Person, asked: Asked, period: tuple[date, date] | None, today: date) -> Taken | None:
    start, end = period or (today.replace(month=1, day=1), today)
    end = min(end, today)
    colour = map_grid.measure(_("Colour"), COLOURS, Picture.HAZARDS)
    ask = PictureAsked(Picture.HAZARDS, asked, (start, end), (("measure", colour),))
    drawn = map_grid.draw(person, ask, today, _(EMPTY))
    if drawn and (picked := drawn.picked):
        building, hazard = int(picked.row), Hazard(picked.column)
        with store.reading() as s:
            found = hazard_homes(s, person, asked, start, end, building, hazard, today)
        key = f"map.hazards.{building}.{hazard}"
        map_list.behind(found, picked, _("Seen on"), _("All that stood there"), key)
    return drawn.taken if drawn else None
