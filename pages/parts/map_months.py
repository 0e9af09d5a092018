"""Month by month: who was met, how grave it looked, how many were followed closely; by building or by hardship."""

from datetime import date

import streamlit as st

from db import store
from db.choices import HardshipKind
from db.pictures import Picture, PictureAsked
from db.queries.asked import Asked
from db.queries.month_homes import Measure, month_homes
from db.queries.months import By, spans_of
from db.rights import Person
from db.words import N_, _
from pages.parts import look, map_grid, map_list
from pages.parts.map_out import Taken
from reports.sums_past import BYS, MEASURES

EMPTY = N_("Nothing was recorded in these months. Choose others, or record the first visit.")
SAID = {
    Measure.MET: N_("In that month"),
    Measure.VISITS: N_("In that month"),
    Measure.MEAN: N_("Mean of the risks seen"),
    Measure.CLOSE: N_("Tier then"),
}


def show(person: Person, asked: Asked, period: tuple[date, date] | None, today: date) -> Taken | None:
    start, end = period or (today.replace(month=1, day=1), today)
    with st.container(horizontal=not look.on_a_phone(), gap="medium"):
        by = map_grid.measure(_("Beside the months"), BYS, "months.by")
        measure = map_grid.measure(_("What the cells tell"), MEASURES, "months.measure")
    ask = PictureAsked(Picture.MONTHS, asked, (start, end), (("by", by), ("measure", measure)))
    drawn = map_grid.draw(person, ask, today, _(EMPTY))
    if drawn and (picked := drawn.picked):
        key = int(picked.row) if by is By.BUILDING else HardshipKind(picked.row)
        span = spans_of(start, end, today)[int(picked.column)]
        with store.reading() as s:
            found = month_homes(s, person, asked, span, by, key, measure, today)
        day = "" if measure is Measure.CLOSE else _("Last visited then")
        map_list.behind(found, picked, day, _(SAID[measure]), f"map.months.{by}.{measure}.{picked.row}.{span[0]}")
    return drawn.taken if drawn else None
