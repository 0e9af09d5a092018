"""The heat map (`/heat-map`): buildings against kinds of hardship. Click a cell, see its households, open one."""

from typing import Any

import streamlit as st

from db import clock, store
from db.choices import HardshipKind
from db.queries.asked import Asked
from db.queries.heat_map import FEWEST, heat_map
from db.queries.register import households
from db.rights import Right
from db.words import _, language
from pages.parts import go, look, table
from pages.parts.guard import guard
from reports.heat_map import COLOURS, PICKED, Colour, spec

AT_ONCE = 5  # buildings beside one another on a phone

person = guard()
today = clock.today()
is_phone = look.on_a_phone()
with store.reading() as s:
    found = heat_map(s, person)
look.head(_("Building map"), _("Buildings and kinds of hardship: where are how many, and how grave is it?"))
if not found.cells:
    sentence = _("No household with a hardship is on file yet. Open files in the register and add hardships to them.")
    if found.hides_few:
        sentence = _("No cell holds {n} households or more yet. Smaller ones are not shown to your role.").format(
            n=FEWEST
        )
    if look.nothing(sentence, "grid_view", _("Open the register"), "heat_map.register"):
        go.to("register")
    st.stop()

colour = st.segmented_control(
    _("Colour"),
    list(Colour),
    default=Colour.COUNT,
    required=True,
    format_func=lambda each: _(COLOURS[each]),
    key="heat_map.colour",
)
names = dict(found.buildings)
buildings = list(names)
if is_phone and len(buildings) > AT_ONCE:
    chosen = st.multiselect(
        _("Building"),
        buildings,
        default=buildings[:AT_ONCE],
        max_selections=AT_ONCE,
        format_func=names.__getitem__,
        key="heat_map.buildings",
    )
    buildings = chosen or buildings[:AT_ONCE]
st.space("xsmall")  # the chart's toolbar floats here
event: Any = st.vega_lite_chart(
    spec(found, colour, look.colours(), tuple(buildings), is_phone, language()),
    theme=None,
    width="stretch",
    on_select="rerun" if person.may(Right.SEE_PEOPLE) else "ignore",
    key=f"heat_map.{colour}",
    alt=_("Number of households and risk for each building and kind of hardship"),
)
st.caption(_("An empty place means no household. One household may have several hardships and is counted in each."))
n = found.unknown if colour in (Colour.HIGHEST, Colour.MEAN) else 0
if n:
    st.caption(_("Cells without a risk recorded: {n}. They stand without a fill.").format(n=n))
if found.hides_few:
    n = FEWEST
    st.caption(_("Cells of fewer than {n} households are left empty.").format(n=n))
    st.stop()

picked = next(iter(event.selection.get(PICKED, [])), None)
if not picked:
    st.caption(_("Click a cell to see its households."))
    st.stop()
asked = Asked(building_ids=(int(picked["building_id"]),), kinds=(HardshipKind(picked["kind"]),), size=200)
with store.reading() as s:
    there = households(s, person, asked, today)
title = _("{building}, {kind}").format(building=names[asked.building_ids[0]], kind=_(asked.kinds[0].label))
look.section(look.plain(title), _("{n} households").format(n=there.total))
table.households(person, there.rows, today, f"heat_map.table.{picked['building_id']}.{picked['kind']}")
