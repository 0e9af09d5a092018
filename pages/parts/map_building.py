"""The building as it stands: every flat where it is. Click one, or choose it in the list, and read who lives there.

Pointing at a flat tells its door and never a name: people look over shoulders. Names come with a click, in the strip.
"""

from dataclasses import replace
from datetime import date
from functools import partial

import streamlit as st

from db import store, telling
from db.choices import Tier
from db.pictures import Picture, PictureAsked
from db.queries.asked import Asked
from db.queries.elevation import Elevation, Flat, Home, Street, elevation, streets
from db.queries.register import these
from db.rights import Person
from db.words import _, language
from pages.parts import go, look, map_filters, state
from pages.parts.map_out import Taken
from reports import elevation as drawing
from reports.elevation_chart import HOME, PICKED, spec

AT_ONCE, AT_ONCE_PHONE = 8, 1  # buildings
STRIP, STRIP_PHONE = 96, 168  # pixels: as high with a flat as without, so that the picture never moves
DOOR = "map.door"  # the household chosen, by click or in the list
START, SHOWN = "map.door.start", "map.door.round"


def show(person: Person, asked: Asked, period: tuple[date, date] | None, today: date) -> Taken | None:
    """The building is of today; a period says nothing about it."""
    asked, page = replace(asked, page=1), asked.page
    with store.reading() as s:
        standing = streets(s, person, asked, today)
    if not standing:
        if look.nothing(_("No building is on file yet. Add buildings in the settings."), "domain_add"):
            go.to("settings")
        return None
    shown = _shown(standing, page)
    with store.reading() as s:
        found = elevation(s, person, asked, today, tuple(each.id for each in shown))
    flats = {home.id: (block.name, flat) for block in found.blocks for flat in block.flats for home in flat.homes}
    said, listed = st.columns([7, 3])  # side by side: who chooses in the list sees who it is
    with listed:
        _by_keyboard(flats)
    with said:
        _strip(person, flats, today)
    _picture(found, flats)
    return Taken(
        _(Picture.BUILDING.label),
        _("Front view: {buildings}").format(buildings=_(", ").join(block.name for block in found.blocks)),
        partial(drawing.scene, found),
        partial(drawing.table, found),
        PictureAsked(Picture.BUILDING, asked, None, (("buildings", ",".join(str(each.id) for each in shown)),)),
    )


def _shown(standing: tuple[Street, ...], page: int) -> tuple[Street, ...]:
    """All, or where they are too many for one picture those with most of tier one and overdue first."""
    is_phone = look.on_a_phone()
    most = AT_ONCE_PHONE if is_phone else AT_ONCE
    pages = -(-len(standing) // most)
    if pages == 1:
        return standing
    urgent = sorted(standing, key=lambda each: -(each.close + each.late))
    key = map_filters.pager()
    number = min(max(page, 1), pages)
    if is_phone:
        st.selectbox(
            _("Building"),
            range(1, pages + 1),
            index=number - 1,
            format_func=lambda n: _told(urgent[n - 1]),
            key=key,
        )
    else:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            words = _("{total} buildings, {n} at a time, those with most of {tier} and overdue first")
            n, total = most, len(standing)
            st.caption(words.format(n=n, total=total, tier=look.plain(_(Tier.ONE.label))), width="content")
            st.pagination(pages, default=number, max_visible_pages=7, key=key)
    return tuple(urgent[(number - 1) * most : number * most])


def _told(street: Street) -> str:
    words = _("{building}: {files} on file, {tier} {close}, {late} overdue")
    told = {"building": street.name, "files": street.files, "close": street.close, "late": street.late}
    return words.format(**told, tier=_(Tier.ONE.label))


def _picture(found: Elevation, flats: dict[int, tuple[str, Flat]]) -> None:
    is_phone = look.on_a_phone()
    places = ".".join(str(block.id) for block in found.blocks)
    key = f"map.building.{places}.{state.value(SHOWN, 0)}"
    room = drawing.ROOM_ON_A_PHONE if is_phone else drawing.ROOM
    st.space("xsmall")  # the chart's toolbar floats here
    st.vega_lite_chart(
        spec(found, look.colours(), room, _start(key, flats), language()),
        theme=None,
        width="content",
        on_select=partial(_clicked, key),
        selection_mode=PICKED,
        key=key,
        alt=drawing.said(found),
    )


def _start(key: str, flats: dict[int, tuple[str, Flat]]) -> int | None:
    """The flat marked when this picture appears: the one chosen then. It stays the same afterwards, as with another
    one the browser would draw the picture anew at every click.
    """
    held = state.value(START, ("", None))
    if held[0] != key:
        chosen = state.value(DOOR)
        held = (key, flats[chosen][1].homes[0].id if chosen in flats else None)
        state.put(START, held)
    start: int | None = held[1]
    return start


def _clicked(key: str) -> None:
    """A click chooses the flat in the list, where it can be chosen by keyboard too."""
    picked = state.value(key)["selection"].get(PICKED, [])
    state.put(DOOR, int(picked[0][HOME]) if picked else None)


def _marked_anew() -> None:
    state.put(SHOWN, state.value(SHOWN, 0) + 1)


def _by_keyboard(flats: dict[int, tuple[str, Flat]]) -> None:
    names = {home.id: _door(name, flat, home) for name, flat in _in_order(flats) for home in flat.homes}
    if state.value(DOOR) not in names:
        state.drop(DOOR)
    st.selectbox(
        _("Find a door"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=_("Click a flat, or type its number here"),
        key=DOOR,
        on_change=_marked_anew,
    )


def _in_order(flats: dict[int, tuple[str, Flat]]) -> list[tuple[str, Flat]]:
    """Each flat once."""
    return list({(name, flat.homes[0].id): (name, flat) for name, flat in flats.values()}.values())


def _door(building: str, flat: Flat, home: Home) -> str:
    door = telling.door(building, flat.unit, home.room)
    return f"{door}　{_(home.tier.label) if home.tier else _('Not assessed')}"


def _strip(person: Person, flats: dict[int, tuple[str, Flat]], today: date) -> None:
    """Above the picture and always as high: choosing a flat moves nothing."""
    with st.container(border=True, height=STRIP_PHONE if look.on_a_phone() else STRIP, gap="xsmall"):
        chosen = state.value(DOOR)
        if chosen not in flats:
            st.markdown(_("**Click a flat to see who lives there**"))
            st.caption(_("Pointing at it tells the door, the tier and days only. Names come with the click."))
            return
        homes = {home.id: home for home in flats[chosen][1].homes}
        first = {chosen: homes.pop(chosen)}
        with store.reading() as s:
            rows = these(s, person, tuple(first | homes), today)
        for n, row in enumerate(rows):
            home = (first | homes)[row.id]
            with look.row():
                with look.words():
                    with look.beside():
                        st.text(row.door)
                        look.tier(row.tier)
                        st.text(_("{head}, {n} people").format(head=row.head or _("no head on file"), n=row.people))
                    st.caption(look.plain(_facts(home, [_(kind.label) for kind in row.kinds])))
                kind = "primary" if n == 0 else "secondary"
                if st.button(_("Open file"), type=kind, key=f"map.open.{row.no}"):  # type: ignore[arg-type]
                    go.household(row.no)


def _facts(home: Home, kinds: list[str]) -> str:
    said = [_(", ").join(kinds) or _("No hardship on file")]
    said.append(_("last met: {ago}").format(ago=telling.days_ago(home.days)))
    if home.late:
        said.append(_("{n} days overdue").format(n=home.late))
    said.append(_("open problems: {n}").format(n=home.open))
    return _("; ").join(said)
