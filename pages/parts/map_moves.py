"""From tier to tier between two days: who rose, who fell, who came and who left."""

from datetime import date

import streamlit as st

from db import store
from db.pictures import Picture, PictureAsked
from db.queries.asked import Asked
from db.queries.moves import moved, moves
from db.queries.stood import Standing
from db.rights import Person
from db.words import N_, _
from pages.parts import map_grid, map_list
from pages.parts.map_out import Taken

EMPTY = N_("Nobody was on file in this time. Choose another.")


def show(person: Person, asked: Asked, period: tuple[date, date] | None, today: date) -> Taken | None:
    start, end = period or (today.replace(day=1), today)
    end = min(end, today)
    with store.reading() as s:
        found = moves(s, person, asked, start, end, today)
    if found.cells and not found.hides_few:  # sums of the cells shown are untrue, sums of all tell the cells left out
        line = _("To a closer tier: {rose} households. To a less close one: {fell}. Unchanged: {stayed}.")
        st.markdown(line.format(rose=str(found.rose), fell=str(found.fell), stayed=str(found.stayed)))
    drawn = map_grid.draw(person, PictureAsked(Picture.MOVES, asked, (start, end)), today, _(EMPTY))
    if drawn and (picked := drawn.picked):
        before, after = Standing(picked.row), Standing(picked.column)
        with store.reading() as s:
            homes = moved(s, person, asked, start, end, before, after, today)
        title = _("{before} → {after}").format(before=_(before.label), after=_(after.label))
        there, key = picked._replace(title=title), f"map.moves.{before}.{after}"
        map_list.behind(homes, there, _("Changed on"), _("Reason"), key)
    return drawn.taken if drawn else None
