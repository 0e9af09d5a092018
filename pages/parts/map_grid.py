"""A picture in sums on the screen: the grid, what must be known to read it, and one cell chosen by click or by list."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any, NamedTuple

import streamlit as st

from db import store
from db.pictures import PictureAsked
from db.queries.asked import Asked
from db.queries.heat_map import FEWEST
from db.queries.sums import Sums, sums
from db.rights import Person, Right
from db.words import _, language
from pages.parts import go, look, state
from pages.parts.map_out import Taken
from reports.grid import Grid, Head, at_once, pages, part, stands, turns
from reports.grids import grid_of, title_of
from reports.heat_map import PICKED, spec
from reports.heat_map_scene import scene


class Picked(NamedTuple):
    """The cell that was chosen; `title` names it, `tips` are what is said of it."""

    row: str
    column: str
    title: str
    tips: tuple[tuple[str, str], ...]

    def say(self) -> None:
        """What pointing at the cell tells, for who points at nothing."""
        line = "　".join(f"{what} {said}" for what, said in self.tips)
        st.caption(look.plain(line))


class Drawn(NamedTuple):
    taken: Taken
    picked: Picked | None


def measure(label: str, words: Mapping[Any, str], key: str) -> Any:
    """What the cells tell; the first is shown at first."""
    return st.segmented_control(
        label,
        list(words),
        default=next(iter(words)),
        required=True,
        format_func=lambda each: _(words[each]),
        persist_state="session",
        key=f"map.{key}",
    )


def draw(person: Person, ask: PictureAsked, today: date, empty: str) -> Drawn | None:
    """The picture that was asked for. `empty` says what to do where there is nothing at all to show."""
    ask = replace(ask, asked=replace(ask.asked, page=1))  # pages are of lists
    with store.reading() as s:
        facts = sums(s, person, ask, today)
    assert facts is not None
    if not facts.cells:
        _nothing(facts, ask.asked, empty)
        return None
    grid = grid_of(facts, ask)
    shown = _part(grid, ask.picture)
    sees = person.may(Right.SEE_PEOPLE)
    strip = st.container(border=True, gap=None) if sees else None
    _chart(grid, shown, ask.picture, sees)
    with st.container(gap=None):
        for note in shown.notes:
            st.caption(look.plain(note))
    title = title_of(grid, ask)
    taken = Taken(_(ask.picture.label), title, partial(scene, shown), grid.table, ask)
    picked = _choose(grid, ask.picture) if sees else None
    if strip:
        with strip:
            _say(picked)
    return Drawn(taken, picked)


def _say(picked: Picked | None) -> None:
    """What was chosen, above the picture where it is seen; always as high, so that the picture never moves."""
    if picked is None:
        st.markdown(_("**Click a cell**, or choose it in the two lists below"))
        st.caption(_("Its households are listed under the picture."))
        return
    line = f"**{look.plain(picked.title)}**"
    st.markdown(line)
    picked.say()


def _nothing(facts: Sums, asked: Asked, empty: str) -> None:
    if facts.hides_few:
        n = FEWEST
        empty = _("No cell holds {n} households or more yet. Smaller ones are not shown to your role.").format(n=n)
    elif asked.named():
        empty = _("No household matches. Loosen one condition.")
    if look.nothing(empty, "grid_view", _("Open the register"), "map.register"):
        go.to("register")


def _part(grid: Grid, name: str) -> Grid:
    """What fits. The rows that do not are a choice away, the most affected first."""
    is_phone = look.on_a_phone()
    n, most = pages(grid, is_phone), at_once(grid, is_phone)
    if n == 1:
        return grid
    number = st.selectbox(
        _("{what}, {n} at once").format(what=grid.row_title, n=most),
        range(1, n + 1),
        format_func=lambda one: _("{start} to {end} of {n}").format(
            start=(one - 1) * most + 1, end=min(one * most, len(grid.rows)), n=len(grid.rows)
        ),
        width=220,
        key=f"map.{name}.part.{n}",
    )
    return part(grid, number, is_phone)


def _chart(grid: Grid, shown: Grid, name: str, sees: bool) -> None:
    """A click fills the two lists below; what is chosen there is framed in a picture that is drawn anew."""
    is_phone = look.on_a_phone()
    is_turned = turns(shown, is_phone)
    row, column = state.value(f"map.{name}.row"), state.value(f"map.{name}.column")
    begun = f"map.{name}.{shown.title}.{is_turned}.{shown.rows[0].key}.{state.value(f'map.{name}.by_hand', 0)}"
    if not state.has(f"{begun}.cell"):
        state.put(f"{begun}.cell", ((column, row) if is_turned else (row, column)) if row and column else None)
    st.space("xsmall")  # the chart's toolbar floats here
    st.vega_lite_chart(
        spec(stands(shown, is_phone), look.colours(), is_phone, language(), state.value(f"{begun}.cell")),
        theme=None,
        width="stretch",
        on_select=partial(_clicked, begun, name, is_turned) if sees else "ignore",
        key=begun,
        alt=grid.said,
    )


def _clicked(key: str, name: str, is_turned: bool) -> None:
    picked = next(iter(state.value(key)["selection"].get(PICKED, [])), None)
    row, column = ("column", "row") if is_turned else ("row", "column")
    state.put(f"map.{name}.row", picked[row] if picked else None)
    state.put(f"map.{name}.column", picked[column] if picked else None)


def _by_hand(name: str) -> None:
    state.put(f"map.{name}.by_hand", state.value(f"map.{name}.by_hand", 0) + 1)


def _choose(grid: Grid, name: str) -> Picked | None:
    """The cell in two lists: what a click chose, and the way for who has no mouse."""
    filled = {one.row for one in grid.squares}
    with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
        row = _list(grid.row_title, [head for head in grid.rows if head.key in filled], name, "row")
        there = {one.column for one in grid.squares if row is None or one.row == row.key}
        column = _list(grid.column_title, [head for head in grid.columns if head.key in there], name, "column")
    if row is None or column is None:
        return None
    heads = (row.name, column.name.replace("\n", " " if language() == "en" else ""))
    title = _("{building}, {kind}").format(building=heads[0], kind=heads[1])
    cell = next(one for one in grid.squares if (one.row, one.column) == (row.key, column.key))
    return Picked(row.key, column.key, title, tuple(zip(grid.tips, cell.tip, strict=True)))


def _list(label: str, heads: list[Head], name: str, which: str) -> Head | None:
    known, key = {head.key: head for head in heads}, f"map.{name}.{which}"
    if state.value(key) not in known:
        state.drop(key)
    chosen = st.selectbox(
        label,
        list(known),
        index=None,
        format_func=lambda one: known[one].name.replace("\n", " " if language() == "en" else ""),
        placeholder=_("Choose"),
        width=260,
        key=key,
        on_change=_by_hand,
        args=(name,),
    )
    return known.get(chosen) if chosen else None
