"""The estate plan as it is edited: a row and a column for each building, typed, or suggested in one click."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import store
from db.changes.estate import Place, place_buildings
from db.errors import Conflict, Invalid, Refused
from db.queries.estate_plan import Placed, in_rows, places
from db.rights import Person
from db.words import _, language
from pages.parts import edit, go, look, state
from reports.plan_sketch import sketch
from reports.scene_svg import svg

DRAFT, ROUND, TWO = "settings.plan.draft", "settings.plan.round", "settings.plan.two"
BESIDE = "settings.plan.beside"
ROW, HEADING, MOST_HIGH = 35, 38, 16
LAST = 99  # row or column
Where = tuple[int | None, int | None]


def show(person: Person) -> None:
    with store.reading() as s:
        standing = places(s, person)
    look.section(_("Estate plan"), _("{n} buildings").format(n=len(standing)))
    if not standing:
        st.caption(_("No building is on file yet. Add buildings in the settings."))
        return
    st.caption(_("Rows count from the top, columns from the left. Leave both empty for a building without a place."))
    if differences := state.value(TWO):
        _settle(person, standing, differences)
        return
    _suggest(standing)
    left, right = st.columns([5, 6], gap="large")
    with left:
        typed = _table(standing)
    with right:
        drawn = sketch([(each.building, *typed[each.building_id]) for each in standing], look.colours())
        st.image(svg(drawn, language(), look.colours().paper), width="content")
    moved = [each for each in standing if typed[each.building_id] != (each.row, each.column)]
    save = st.container()
    with look.beside():
        words = _("Save the plan")
        if st.button(words, type="primary", icon=":material/check:", disabled=not moved, key="settings.plan.save"):
            with save:
                _save(person, typed, {each.building_id: each.version for each in standing})
        if moved:
            n = len(moved)
            st.caption(_("Not saved yet: {n} buildings moved").format(n=n), width="content")
            st.button(_("As it was"), type="tertiary", key="settings.plan.back", on_click=_draft, args=(None,))


def _suggest(standing: list[Placed]) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        st.number_input(_("Buildings in a row"), 1, LAST, min(6, len(standing)), width=150, key=BESIDE)
        st.button(
            _("Place all in rows, in the order of their names"),
            icon=":material/grid_on:",
            key="settings.plan.suggest",
            on_click=_in_rows,
            args=([each.building_id for each in standing],),
        )


def _in_rows(buildings: list[int]) -> None:
    """As many beside one another as the number says now; past the last row there is no place."""
    found = in_rows(len(buildings), int(state.value(BESIDE)))
    _draft({key: place if place[0] <= LAST else (None, None) for key, place in zip(buildings, found, strict=True)})


def _draft(places_: Mapping[int, Where] | None) -> None:
    """Fill the table in anew, with these places or with those stored; nothing is saved yet."""
    state.put(DRAFT, places_)
    state.put(ROUND, state.value(ROUND, 0) + 1)


def _table(standing: list[Placed]) -> dict[int, Where]:
    """Where each building shall stand, as the table holds it now."""
    draft: Mapping[int, Where] = state.value(DRAFT) or {}
    filled = [draft.get(each.building_id, (each.row, each.column)) for each in standing]
    number: dict[str, Any] = {"min_value": 1, "max_value": LAST, "step": 1, "format": "%d"}
    row, column = _("Row on the plan"), _("Column on the plan")
    changed: Any = st.data_editor(
        pa.table(
            {
                _("Building"): pa.array([each.building for each in standing], pa.string()),
                row: pa.array([place[0] for place in filled], pa.int64()),
                column: pa.array([place[1] for place in filled], pa.int64()),
            }
        ),
        hide_index=True,
        disabled=[_("Building")],
        num_rows="fixed",
        placeholder="",
        row_height=ROW,
        height=ROW * min(len(standing), MOST_HIGH) + HEADING,
        column_config={row: st.column_config.NumberColumn(**number), column: st.column_config.NumberColumn(**number)},
        key=f"settings.plan.table.{state.value(ROUND, 0)}",
    )
    rows = zip(*(map(_whole, changed[name].to_pylist()) for name in (row, column)), strict=True)
    return {each.building_id: place for each, place in zip(standing, rows, strict=True)}


def _whole(typed: float | None) -> int | None:
    """The browser sends 3.0 for 3."""
    return None if typed is None else int(typed)


def _save(person: Person, typed: Mapping[int, Where], versions: Mapping[int, int]) -> None:
    wanted = [Place(key, versions[key], *place) for key, place in typed.items()]
    try:
        with store.writing() as s:
            place_buildings(s, person, wanted)
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
    except Conflict as both:
        state.put(DRAFT, dict(typed))
        state.put(TWO, both.differences)
        st.rerun()
    except Refused as refused:
        st.error(str(refused))
    else:
        _draft(None)
        edit.done(_("Estate plan"))


def _settle(person: Person, standing: list[Placed], differences: Mapping[str, tuple[Where, Where]]) -> None:
    """Both plans, where two people placed buildings at once."""
    st.error(_("Somebody changed buildings while you placed them. Compare, then save again."))
    with st.container(border=True, gap="xsmall"):
        for building, (now, mine) in differences.items():
            st.text(
                _("{building}: now {now}, yours {mine}").format(building=building, now=_told(now), mine=_told(mine))
            )
    with st.container(horizontal=True, gap="small"):
        if st.button(_("Save mine"), type="primary", key="settings.plan.mine"):
            state.drop(TWO)
            draft: Mapping[int, Where] = state.value(DRAFT) or {}
            typed = {each.building_id: draft.get(each.building_id, (each.row, each.column)) for each in standing}
            _save(person, typed, {each.building_id: each.version for each in standing})
        if st.button(_("Take what is there now"), key="settings.plan.theirs"):
            state.drop(TWO)
            _draft(None)
            go.here({"part": "plan"})


def _told(place: Where) -> str:
    row, column = place
    if row is None or column is None:
        return _("without a place")
    return _("row {row}, column {column}").format(row=row, column=column)
