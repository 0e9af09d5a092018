"""The lists of the follow-up page: a table where there is room, cards on a phone; a click opens the household."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import telling
from db.fields import field_of
from db.queries import open_work
from db.queries.open_work import ALL, Work
from db.queries.rows import Page
from db.queries.told_lists import told_work
from db.queries.work_rows import MeasureRow, NeedRow, OfHousehold, SlipRow
from db.rights import Person
from db.words import N_, _
from pages.parts import follow_asked, go, home_parts, list_out, look
from pages.parts.found_list import name_for
from pages.parts.home_parts import flat
from pages.parts.list_out import Gathered
from pages.parts.table import HEADING, MOST_HIGH, ROW

ASKED: dict[str, Callable[..., Page[Any]]] = {
    follow_asked.NEEDS: open_work.needs,
    follow_asked.MEASURES: open_work.measures,
    follow_asked.SLIPS: open_work.slips,
}
ROWS: dict[str, type[OfHousehold]] = {
    follow_asked.NEEDS: NeedRow,
    follow_asked.MEASURES: MeasureRow,
    follow_asked.SLIPS: SlipRow,
}
EMPTY = {
    follow_asked.NEEDS: N_("No problem is written down here. Problems are written down with a visit or in the file."),
    follow_asked.MEASURES: N_("No measure here. Measures are added to a problem, in the visit or in the file."),
    follow_asked.SLIPS: N_("No slip here. A referral is sent from the problem in the household's file."),
}


def show(shown: str, found: Page[Any], work: Work, today: date) -> None:
    with look.beside():
        st.markdown(_("**{n}** found").format(n=found.total), width="content")
        if work.named():
            st.button(
                _("Clear conditions"),
                icon=":material/filter_alt_off:",
                type="tertiary",
                on_click=follow_asked.clear,
                key="follow.clear",
            )
    if not found.rows:
        sentence = _("Nothing matches. Loosen one condition.") if work.named() else _(EMPTY[shown])
        look.nothing(look.plain(sentence), "search_off" if work.named() else "task_alt")
        return
    if look.on_a_phone():
        _cards(shown, found.rows)
    else:
        _table(ROWS[shown], _columns(shown, found.rows, today), found.rows, f"follow.{shown}")
    if found.pages > 1:
        most = 5 if look.on_a_phone() else 9
        st.pagination(found.pages, default=found.number, max_visible_pages=most, key=follow_asked.pager())


def _columns(shown: str, rows: Sequence[Any], today: date) -> dict[str, list[Any]]:
    told: dict[str, list[Any]] = {"door": [row.door for row in rows], "head": [row.head for row in rows]}
    match shown:
        case follow_asked.NEEDS:
            told |= {
                "kind": [_(row.kind.label) for row in rows],
                "words": [row.words for row in rows],
                "severity": [_(row.severity.label) for row in rows],
                "state": [_need_state(row) for row in rows],
                "raised_on": [telling.near_day(row.raised_on, today) for row in rows],
                "days": [row.days for row in rows],
            }
        case follow_asked.MEASURES:
            told |= {
                "kind": [_(row.kind.label) for row in rows],
                "words": [row.words for row in rows],
                "is_promise": [_("Yes") if row.is_promise else "" for row in rows],
                "doer": [row.doer_name or _(row.doer.label) for row in rows],
                "due": [telling.near_day(row.due, today) for row in rows],
                "late": [row.late or None for row in rows],
                "state": [_(row.state.label) for row in rows],
            }
        case _:
            told |= {
                "number": [row.number for row in rows],
                "to": [row.to for row in rows],
                "reason": [row.reason for row in rows],
                "sent_on": [telling.near_day(row.sent_on, today) for row in rows],
                "reply_by": [telling.near_day(row.reply_by, today) for row in rows],
                "late": [row.late or None for row in rows],
                "state": [_(row.state.label) for row in rows],
            }
    return told | {"responsible": [row.responsible for row in rows]}


def _need_state(row: NeedRow) -> str:
    """Open, in hand, waiting to be confirmed; of what has ended, how."""
    if row.is_asked:
        return _("To be confirmed")
    return _(row.ended.label) if row.ended else _(row.state.label)


def _table(model: type[OfHousehold], told: dict[str, list[Any]], rows: Sequence[Any], key: str) -> None:
    chosen: Any = st.dataframe(
        pa.table({_(field_of(model, name).show.label): column for name, column in told.items()}),
        hide_index=True,
        row_height=ROW,
        height=ROW * min(len(rows), MOST_HIGH) + HEADING,
        placeholder="",
        on_select="rerun",
        selection_mode="single-cell",
        key=key,
    )
    st.caption(_("Click any cell to open the file. An empty cell means none, not zero."))
    if chosen.selection.cells:
        go.household(rows[chosen.selection.cells[0][0]].no)


def _cards(shown: str, rows: Sequence[Any]) -> None:
    for row in rows:
        with st.container(border=True, horizontal=True, vertical_alignment="center", wrap=False):
            line = _card(shown, row)
            st.markdown(line, width="stretch")
            if st.button(
                "", icon=":material/chevron_right:", type="tertiary", key=f"follow.{row.id}", help=_("Open file")
            ):
                go.household(row.no)


def _card(shown: str, row: Any) -> str:
    """What it is and how it stands; whose."""
    match shown:
        case follow_asked.NEEDS:
            what, tag = row.words, ""
            small = _(", ").join([_need_state(row), _("{n} days").format(n=row.days)])
        case follow_asked.MEASURES:
            what, tag = row.words or _(row.kind.label), home_parts.late(row.late, _("{n} days late"))
            small = _(", ").join([_(row.state.label), telling.day(row.due)])
        case _:
            what, tag = row.reason, home_parts.late(row.late, _("{n} days late"))
            small = _(", ").join([row.to, _(row.state.label), telling.day(row.reply_by)])
    return f"{flat(what)} {tag}  \n:small[:gray[{flat(row.door)}　{flat(row.head)}　{flat(small)}]]"


def export(person: Person, shown: str, work: Work, estate: str, today: date) -> None:
    name = name_for(f"{estate} {_(follow_asked.NAMES[shown])}", today)
    list_out.offer(person, partial(gathered, shown, work), name, "follow")


def gathered(shown: str, work: Work, s: Any, viewer: Person, today: date) -> Gathered:
    """The whole filtered list."""
    rows = ASKED[shown](s, viewer, replace(work, page=1, size=ALL), today).rows
    title = _(follow_asked.NAMES[shown])
    return Gathered(shown, title, ROWS[shown], rows, work.named(), told_work(s, viewer, work))
