"""The households behind a cell of a picture, with the day the cell speaks of; one click opens the file."""

from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import telling
from db.queries.behind import Behind, BehindRow
from db.words import _
from pages.parts import go, look
from pages.parts.map_grid import Picked

ROW, HEADING, MOST_HIGH = 42, 38, 12  # pixels a row, its heading, rows before the table scrolls


def behind(found: Behind, picked: Picked, day: str, said: str, key: str) -> None:
    """`day` and `said`: what the last two columns are called; a column in which nothing stands is left out."""
    look.section(look.plain(picked.title), _("{n} households").format(n=found.total))
    picked.say()
    if not found.rows:
        st.caption(_("No household here."))
        return
    if found.total > len(found.rows):
        n = len(found.rows)
        st.caption(_("The first {n} are listed. Filters make the list shorter.").format(n=n))
    if look.on_a_phone():
        for row in found.rows:
            _card(row, key)
        return
    told: dict[str, list[Any]] = {
        _("Door"): [row.door for row in found.rows],
        _("Head of household"): [row.head for row in found.rows],
        _("Tier today"): [[_(row.tier.label)] if row.tier else [] for row in found.rows],
        day: [telling.paper_day(row.on) if row.on else "" for row in found.rows],
        said: [row.said for row in found.rows],
        _("Archive number"): [telling.number(row.no) for row in found.rows],
    }
    chosen: Any = st.dataframe(
        pa.table({label: column for label, column in told.items() if label and any(column)}),
        hide_index=True,
        row_height=ROW,
        height=ROW * min(len(found.rows), MOST_HIGH) + HEADING,
        placeholder="",
        column_config={_("Tier today"): look.tier_column()},
        on_select="rerun",
        selection_mode="single-cell",
        key=f"{key}.table",
    )
    st.caption(_("Click any cell to open the file. An empty cell means none, not zero."))
    if chosen.selection.cells:
        go.household(found.rows[chosen.selection.cells[0][0]].no)


def _card(row: BehindRow, key: str) -> None:
    with st.container(border=True), look.row():
        with look.words():
            with look.beside():
                st.text(row.door, width="content")
                look.tier(row.tier)
            with look.beside():
                st.text(row.head, width="content")
                if row.on:
                    when = telling.paper_day(row.on)
                    st.caption(look.plain(when), width="content")
            if row.said:
                st.text(row.said)
        if st.button("", key=f"{key}.{row.no}", icon=":material/chevron_right:", type="tertiary", help=_("Open file")):
            go.household(row.no)
