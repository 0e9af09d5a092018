"""Lists of households and visits: a table where there is room, cards on a phone. One click opens the household."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import telling
from db.choices import HardshipKind, Tier
from db.fields import Choice, field_of
from db.queries.rows import HouseholdRow, VisitRow
from db.rights import Person, Right
from db.words import _, language
from pages.parts import go, look

ROW, HEADING, MOST_HIGH = 42, 38, 12  # pixels a row, its heading, rows before the table scrolls


def households(viewer: Person, rows: Sequence[HouseholdRow], today: date, key: str) -> None:
    """Opens the household that was clicked; whoever may not see people gets a plain list."""
    if look.on_a_phone():
        return _cards(viewer, rows, today, key)
    sees = viewer.may(Right.SEE_PEOPLE)
    column, kinds = st.column_config, [_(kind.label) for kind in HardshipKind]
    config = {
        _label("door"): column.TextColumn(width=_wide(150)),
        _label("head"): column.TextColumn(width=_wide(84)),
        _label("tier"): look.tier_column(),
        _label("risk_score"): column.NumberColumn(width=_wide(64)),
        _label("advised"): look.tier_column(),
        _label("kinds"): column.MultiselectColumn(options=kinds, color="gray", width=_wide(230)),
        _label("last_risk"): column.TextColumn(width=_wide(84)),
        _label("last_met_at"): column.TextColumn(width=_wide(96)),
        _label("last_outcome"): column.TextColumn(width=_wide(96)),
        _label("people"): column.NumberColumn(width=_wide(64)),
        _label("responsible"): column.TextColumn(width=_wide(84)),
        _label("no"): column.TextColumn(width=_wide(76)),
    }
    _table(_household_columns(rows, today, sees), config, [row.no for row in rows], key, opens=sees)
    return None


def visits(viewer: Person, rows: Sequence[VisitRow], key: str) -> None:
    if look.on_a_phone():
        return _visit_cards(viewer, rows, key)
    told: dict[str, list[Any]] = {
        _visit_label("at"): [telling.moment(row.at) for row in rows],
        _visit_label("door"): [row.door for row in rows],
        _visit_label("head"): [row.head for row in rows],
        _visit_label("tier"): [_tag(row.tier) for row in rows],
        _visit_label("way"): [_word(row.way) for row in rows],
        _visit_label("outcome"): [_word(row.outcome) for row in rows],
        _visit_label("risk"): [_word(row.risk) for row in rows],
        _visit_label("staff"): [row.staff for row in rows],
        _visit_label("said"): [" ".join(row.said.split())[:120] for row in rows],
    }
    config = {
        _visit_label("at"): st.column_config.TextColumn(width=_wide(130)),
        _visit_label("door"): st.column_config.TextColumn(width=_wide(150)),
        _visit_label("tier"): look.tier_column(),
        _visit_label("said"): st.column_config.TextColumn(width=_wide(360)),
    }
    _table(told, config, [row.no for row in rows], key, opens=viewer.may(Right.SEE_PEOPLE))
    return None


def _household_columns(rows: Sequence[HouseholdRow], today: date, sees_people: bool) -> dict[str, list[Any]]:
    told: dict[str, list[Any]] = {
        "door": [row.door if sees_people else row.building for row in rows],
        "head": [row.head for row in rows],
        "tier": [_tag(row.tier) for row in rows],
        "risk_score": [row.risk_score for row in rows],
        "advised": [_tag(row.advised) for row in rows],
        "kinds": [[_word(kind) for kind in row.kinds] for row in rows],
        "last_risk": [_word(row.last_risk) for row in rows],
        "last_met_at": [telling.ago(row.last_met_at, today) for row in rows],
        "last_outcome": [_word(row.last_outcome) for row in rows],
        "people": [row.people or None for row in rows],
        "responsible": [row.responsible for row in rows],
        "no": [telling.number(row.no) for row in rows],
    }
    hidden = () if sees_people else ("head", "risk_score", "advised", "kinds", "last_risk")
    return {_label(name): column for name, column in told.items() if name not in hidden}


def _table(told: dict[str, list[Any]], config: dict[str, Any], numbers: list[int], key: str, *, opens: bool) -> None:
    how: dict[str, Any] = {"on_select": "rerun", "selection_mode": "single-cell", "key": key} if opens else {}
    chosen: Any = st.dataframe(
        pa.table(told),  # as the browser gets it; on the way through pandas it takes thrice as long
        hide_index=True,
        row_height=ROW,
        height=ROW * min(len(numbers), MOST_HIGH) + HEADING,
        placeholder="",
        column_config=config,
        **how,
    )
    if opens:
        st.caption(_("Click any cell to open the file. An empty cell means none, not zero."))
        if chosen.selection.cells:
            go.household(numbers[chosen.selection.cells[0][0]])


def _cards(viewer: Person, rows: Sequence[HouseholdRow], today: date, key: str) -> None:
    """On a phone a list of doors; a wide table would be read through a keyhole."""
    sees = viewer.may(Right.SEE_PEOPLE)
    for row in rows:
        with st.container(border=True), look.row():
            with look.words():
                with look.beside():
                    st.text(row.door if sees else row.building, width="content")
                    look.tier(row.tier)
                    if row.advised:
                        advised = _("advised {tier}").format(tier=_(row.advised.label))
                        st.caption(look.plain(advised), width="content")
                with look.beside():
                    st.text(row.head, width="content")
                    st.caption(telling.ago(row.last_met_at, today), width="content")
            if sees:
                _opener(row.no, f"{key}.{row.no}")


def _visit_cards(viewer: Person, rows: Sequence[VisitRow], key: str) -> None:
    sees = viewer.may(Right.SEE_PEOPLE)
    for row in rows:
        with st.container(border=True), look.row():
            with look.words():
                with look.beside():
                    st.text(row.door if sees else telling.number(row.no), width="content")
                    st.text(_word(row.outcome), width="content")
                with look.beside():
                    st.text(row.head, width="content")
                    st.caption(telling.moment(row.at), width="content")
            if sees:
                _opener(row.no, f"{key}.{row.id}")


def _opener(no: int, key: str) -> None:
    if st.button("", key=key, icon=":material/chevron_right:", type="tertiary", help=_("Open file")):
        go.household(no)


def _wide(pixels: int) -> int | None:
    """As wide as Chinese needs; English is left to find its own width."""
    return pixels if language() == "zh_CN" else None


def _label(name: str) -> str:
    return _(field_of(HouseholdRow, name).show.label)


def _visit_label(name: str) -> str:
    return _(field_of(VisitRow, name).show.label)


def _tag(tier: Tier | None) -> list[str]:
    return [_word(tier)] if tier else []


def _word(choice: Choice | None) -> str:
    return _(choice.label) if choice else ""
