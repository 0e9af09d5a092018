"""The estate plan at `/heat-map`: where the buildings stand, how many households each has, and how grave it is."""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from db import store
from db.pictures import Picture, PictureAsked
from db.queries.asked import Asked, Order
from db.queries.estate_plan import EstatePlan, Plot, estate_plan
from db.queries.heat_map import FEWEST
from db.queries.register import households
from db.rights import Person, Right
from db.words import _
from pages.parts import go, look, state, table
from pages.parts.map_out import Taken
from reports import plan as drawing
from reports.plan import COLOURS, Colour
from reports.plan_chart import PICKED, spec

BESIDE, BESIDE_PHONE = 16, 5  # columns of the plan at once
CHOSEN = "map.plan.building"


def show(person: Person, asked: Asked, period: tuple[date, date] | None, today: date) -> Taken | None:
    """The plan is of today; a period says nothing about it."""
    with store.reading() as s:
        found = estate_plan(s, person, of_places(asked), today)
    if not found.plots:
        if look.nothing(_("No building is on file yet. Add buildings in the settings."), "domain_add"):
            go.to("settings")
        return None
    colour = st.segmented_control(
        _("Colour"),
        list(Colour),
        default=Colour.TIER,
        required=True,
        format_func=lambda each: _(COLOURS[each]),
        key="map.plan.colour",
    )
    plots = _strip(found)
    sees = person.may(Right.SEE_PEOPLE)
    key = f"map.plan.{colour}"
    st.space("xsmall")  # the chart's toolbar floats here
    st.vega_lite_chart(
        spec(found, plots, colour, look.colours(), look.on_a_phone()),
        theme=None,
        width="stretch",
        on_select=partial(_clicked, key) if sees else "ignore",
        key=key,
        alt=drawing.said(found, colour),
    )
    _notes(person, found)
    if sees:
        _list(person, found, asked, today)
    return Taken(
        _(Picture.PLAN.label),
        drawing.title_of(colour),
        partial(drawing.scene, found, colour),
        partial(drawing.table, found),
        PictureAsked(Picture.PLAN, of_places(asked), None, (("colour", colour),)),
    )


def of_places(asked: Asked) -> Asked:
    """How a list is sorted and turned does not change the picture."""
    plain = Asked()
    return replace(asked, order=plain.order, descending=False, page=1, size=plain.size)


def _strip(found: EstatePlan) -> tuple[Plot, ...]:
    """A plan wider than the screen is shown in strips, from left to right."""
    strips = drawing.parts(found.plots, BESIDE_PHONE if look.on_a_phone() else BESIDE)
    if len(strips) == 1:
        return strips[0]
    chosen = st.segmented_control(
        _("Part of the plan"),
        range(len(strips)),
        default=0,
        required=True,
        format_func=lambda n: look.plain(
            _("{first} to {last}").format(first=strips[n][0].building, last=strips[n][-1].building)
        ),
        key="map.plan.strip",
    )
    return strips[chosen]


def _notes(person: Person, found: EstatePlan) -> None:
    st.caption(_("The area of a square, and the number under its name: households."))
    if found.hides_few:
        n = FEWEST
        st.caption(_("Buildings with fewer than {n} households are left empty.").format(n=n))
    n = sum(plot.row is None or plot.column is None for plot in found.plots)
    if n and person.may(Right.ESTATE):
        with look.beside():
            st.caption(_("Without a place on the plan: {n} buildings, below.").format(n=n), width="content")
            if st.button(_("Place buildings"), type="tertiary", icon=":material/grid_on:", key="map.plan.place"):
                go.to("settings", {"part": "plan"})


def _clicked(key: str) -> None:
    """A click chooses the building in the list below, where it can be chosen by keyboard too."""
    picked = state.value(key)["selection"].get(PICKED, [])
    state.put(CHOSEN, int(picked[0]["building_id"]) if picked else None)


def _list(person: Person, found: EstatePlan, asked: Asked, today: date) -> None:
    names = {plot.building_id: plot.building for plot in found.plots if plot.households}
    if not names:
        st.caption(_("No household matches. Loosen one condition."))
        return
    if state.value(CHOSEN) not in names:
        state.drop(CHOSEN)
    chosen = st.selectbox(
        _("Households of a building"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Click a square, or choose here"),
        width=320,
        key=CHOSEN,
    )
    if chosen is None:
        return
    with store.reading() as s:
        there = households(s, person, replace(asked, building_ids=(chosen,), order=Order.CARE, page=1, size=200), today)
    look.section(look.plain(names[chosen]), _("{n} households").format(n=there.total))
    table.households(person, there.rows, today, f"map.plan.table.{chosen}")
