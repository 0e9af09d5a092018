"""Planned visits as a list: each with its next step where they are one person's, a table where they are many."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import telling
from db.fields import field_of
from db.queries.plan import PlanRow
from db.rights import Person
from db.words import _
from pages.parts import go, look, plan_deeds, table

AT_ONCE = 20  # more are read in a table


def show(person: Person, rows: Sequence[PlanRow], today: date, key: str) -> None:
    if len(rows) > AT_ONCE and not look.on_a_phone():
        return _table(rows, today, key)
    size = AT_ONCE * 2
    pages = -(-len(rows) // size)
    page = st.pagination(pages, max_visible_pages=5, key=f"{key}.page") if pages > 1 else 1
    for row in rows[((page or 1) - 1) * size :][:size]:
        _line(person, row, today, f"{key}.{row.id}.{row.no}")
    return None


def window(row: PlanRow, today: date) -> str:
    """11月23日, or 11月20日 to 11月26日; with the year where it is another."""
    start, end = telling.near_day(row.start, today), telling.near_day(row.end, today)
    return end if row.start == row.end else _("{start} to {end}").format(start=start, end=end)


def _line(person: Person, row: PlanRow, today: date, key: str) -> None:
    with st.container(border=True), look.row():
        with look.words():
            with look.beside():
                st.text(row.door, width="content")
                look.tier(row.tier)
                if not row.fulfilled_on and row.end < today:
                    n = (today - row.end).days
                    st.badge(_("{n} days late").format(n=n), color="red", icon=":material/schedule:")
            st.text("　".join(filter(None, (row.head, _(row.why.label), row.words))))
            st.caption(look.plain("　".join(filter(None, (window(row, today), row.person)))))
        if row.fulfilled_on:
            day = telling.day(row.fulfilled_on)
            st.caption(_("visited {day}").format(day=day), width="content")
        else:
            _next(person, row, today, key)


def _next(person: Person, row: PlanRow, today: date, key: str) -> None:
    with st.popover(_("Next"), key=f"{key}.next"):
        if st.button(_("Record visit"), icon=":material/edit_note:", type="tertiary", key=f"{key}.visit"):
            go.to("visit", {"no": row.no})
        if st.button(_("Open file"), icon=":material/folder_shared:", type="tertiary", key=f"{key}.file"):
            go.household(row.no)
        if not row.id:
            if st.button(_("Choose a day"), icon=":material/event:", type="tertiary", key=f"{key}.plan"):
                plan_deeds.plan_visit(person, today, row.household_id, row.start, row.end, row.account_id)
            return
        if st.button(_("Move"), icon=":material/event_repeat:", type="tertiary", key=f"{key}.move"):
            plan_deeds.move(person, row, today)
        if st.button(_("Give up"), icon=":material/event_busy:", type="tertiary", key=f"{key}.drop"):
            plan_deeds.give_up(person, row)


def _table(rows: Sequence[PlanRow], today: date, key: str) -> None:
    told: dict[str, list[Any]] = {
        "door": [row.door for row in rows],
        "head": [row.head for row in rows],
        "tier": [[_(row.tier.label)] if row.tier else [] for row in rows],
        "why": [_(row.why.label) for row in rows],
        "words": [row.words for row in rows],
        "start": [window(row, today) for row in rows],
        "person": [row.person for row in rows],
        "fulfilled_on": [telling.day(row.fulfilled_on) if row.fulfilled_on else "" for row in rows],
    }
    labels = {name: _(field_of(PlanRow, name).show.label) for name in told} | {"start": _("Window")}
    chosen: Any = st.dataframe(
        pa.table({labels[name]: column for name, column in told.items()}),
        hide_index=True,
        row_height=table.ROW,
        height=table.ROW * min(len(rows), table.MOST_HIGH) + table.HEADING,
        placeholder="",
        column_config={labels["tier"]: look.tier_column()},
        on_select="rerun",
        selection_mode="single-cell",
        key=key,
    )
    st.caption(_("Click any cell to open the file. An empty cell means none, not zero."))
    if chosen.selection.cells:
        go.household(rows[chosen.selection.cells[0][0]].no)
