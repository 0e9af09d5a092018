"""The rows of a file as they would be taken in: by what would happen to them, with what a person decides of each."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from db.choices import LineChoice, LineState
from db.queries.import_preview import Line, Preview
from db.queries.import_preview_choices import Decision
from db.words import _
from pages.parts import look, state

AT_ONCE = 20
# What is decided one by one is a card; the rest is a table.
CARDS = (LineState.DOUBTFUL, LineState.DOUBLE, LineState.CHANGED)
ICONS = {
    LineState.NEW: "add_circle",
    LineState.CHANGED: "edit",
    LineState.SAME: "check",
    LineState.DOUBTFUL: "help",
    LineState.DOUBLE: "content_copy",
    LineState.REFUSED: "block",
}


def show(found: Preview, key: str) -> dict[str, Decision]:
    """Draws the rows; gives what was decided otherwise than proposed, by the key of a line."""
    decisions: dict[str, Decision] = dict(state.value(f"{key}.decisions") or {})
    there = [each for each in LineState if found.count(each)]
    if not there:
        return decisions
    first = next((each for each in CARDS if each in there), there[0])
    chosen = st.pills(
        _("Rows"),
        there,
        default=first,
        required=True,
        format_func=lambda each: f":material/{ICONS[each]}: {_(each.label)} {found.count(each)}",
        label_visibility="collapsed",
        key=f"{key}.state",
    )
    lines = [line for line in found.lines if line.state is chosen]
    if chosen in CARDS:
        cards = list({line.key: line for line in reversed(lines)}.values())[::-1]
        rows = {line.key: [each for each in lines if each.key == line.key] for line in cards}
        if len(cards) > 1 and chosen is not LineState.CHANGED:
            _for_all(cards, decisions, key)
        pages = -(-len(cards) // AT_ONCE)
        number = min(int(state.value(f"{key}.page.{chosen}", 1)), pages)
        for line in cards[(number - 1) * AT_ONCE : number * AT_ONCE]:
            _card(line, rows[line.key], decisions, key)
        if pages > 1:
            st.pagination(pages, default=number, key=f"{key}.page.{chosen}")
    else:
        _table(lines)
    state.put(f"{key}.decisions", decisions)
    return decisions


def _for_all(lines: Sequence[Line], decisions: dict[str, Decision], key: str) -> None:
    """One decision for every row of this kind that may have it."""
    with look.beside():
        st.caption(_("For all of these:"), width="content")
        for choice in LineChoice:
            able = [line for line in lines if choice in line.offered]
            if able and st.button(_(choice.label), type="tertiary", key=f"{key}.all.{lines[0].state}.{choice}"):
                for line in able:
                    decisions[line.key] = Decision(choice)
                    state.drop(f"{key}.choice.{line.key}")
                state.put(f"{key}.decisions", decisions)
                st.rerun()


def _card(line: Line, rows: Sequence[Line], decisions: dict[str, Decision], key: str) -> None:
    with st.container(border=True, gap="small"):
        numbers = _(", ").join(str(each.row) for each in rows)
        who = _(", ").join(dict.fromkeys(each.who for each in rows if each.who))
        filed = _("No. {no:04}").format(no=line.no) if line.no else ""
        st.text("　".join(filter(None, [_("Row {n}").format(n=numbers), line.door, who, filed])))
        for each in rows:
            _changes(each)
        for like in line.likes:
            told = _("No. {no:04}　{door}　{name}: {why}")
            st.caption(look.plain(told.format(no=like.no, door=like.door, name=like.name, why=like.why)))
        if said := dict.fromkeys(problem.why.rstrip("。.") for each in rows for problem in each.problems):
            st.caption(look.plain(_("; ").join(said)))
        _decide(line, decisions, key)


def _decide(line: Line, decisions: dict[str, Decision], key: str) -> None:
    held = decisions.get(line.key) or Decision(line.chosen)
    offered = list(line.offered)
    chosen = st.segmented_control(
        _("What to do"),
        offered,
        default=held.choice if held.choice in offered else offered[0],
        required=True,
        format_func=lambda choice: _(choice.label),
        label_visibility="collapsed",
        key=f"{key}.choice.{line.key}",
    )
    which = held.household_id
    if chosen is LineChoice.JOIN and len(line.likes) > 1:
        files = {like.household_id: like for like in line.likes}
        which = st.selectbox(
            _("With which file"),
            list(files),
            index=list(files).index(which) if which in files else 0,
            format_func=lambda one: _("No. {no:04}　{door}　{name}").format(
                no=files[one].no, door=files[one].door, name=files[one].name
            ),
            key=f"{key}.which.{line.key}",
        )
    decisions[line.key] = Decision(chosen, which if chosen is LineChoice.JOIN else 0)


def _changes(line: Line) -> None:
    """Old beside new, one field a line; a gap that is filled says so."""
    for each in line.changes:
        if each.old:
            told = _("{label}: {old} → {new}").format(label=each.label, old=each.old, new=each.new)
        else:
            told = _("{label}: {new} (was empty)").format(label=each.label, new=each.new)
        st.text(told)
    if line.edited:
        st.caption(_("Somebody has put this right here since it was last taken in."))


def _table(lines: Sequence[Line]) -> None:
    """What needs no decision: the row, whom it is about, and what there is to say."""
    told = {
        _("Row"): [line.row for line in lines],
        _("Door"): [line.door for line in lines],
        _("Name"): [line.who for line in lines],
        _("Remarks"): [_said(line) for line in lines],
    }
    st.dataframe(told, hide_index=True, height=min(38 + 35 * len(lines), 560), column_config=_columns())


def _columns() -> Any:
    return {_("Row"): st.column_config.NumberColumn(width=60), _("Remarks"): st.column_config.TextColumn(width="large")}


def _said(line: Line) -> str:
    said = [
        _("{column}: {why}").format(column=problem.column, why=problem.why) if problem.column else problem.why
        for problem in line.problems
    ]
    return _("; ").join(said)
