"""The pictures of the estate (`/heat-map`): the building as it stands, and what adds up. Click and see who it is."""

from db import clock, store
from db.pictures import Picture
from db.queries.offered import offered
from db.words import _
from pages.parts import (
    look,
    map_building,
    map_crossing,
    map_filters,
    map_hazards,
    map_months,
    map_moves,
    map_out,
    map_plan,
)
from pages.parts.guard import guard

SHOW = {
    Picture.BUILDING: map_building.show,
    Picture.HARDSHIP: map_crossing.show,
    Picture.MONTHS: map_months.show,
    Picture.MOVES: map_moves.show,
    Picture.HAZARDS: map_hazards.show,
    Picture.PLAN: map_plan.show,
}

person = guard()
today = clock.today()
with store.reading() as s:
    there = offered(s, person)
look.head(_("Building map"), _("{estate}, {n} households on file").format(estate=there.estate, n=there.active))

which, asked = map_filters.ask(person, there)
months = map_filters.period(person, which, today) if which in map_filters.OF_PERIOD else None
map_filters.remember(which, asked, months)
taken = SHOW[which](person, asked, months, today)
if taken:
    map_out.offer(person, taken, there.estate, asked, months, today)
