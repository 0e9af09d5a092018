"""The households a round is for: counted, listed, single ones taken out; the list taken along; the round begun."""

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import store
from db.changes import plan as change
from db.choices import PlanWhy
from db.fields import field_of
from db.models import RoundFields
from db.queries import candidates
from db.queries.candidates import Candidate, Wanted
from db.queries.told_lists import told_wanted
from db.rights import Person
from db.words import _
from pages.parts import edit, form, list_out, look, state, table
from pages.parts.list_out import Gathered

SIZE = 50


def households(person: Person, wanted: Wanted, today: date, key: str) -> tuple[int, ...]:
    """Show them a page at a time. Gives the ids of those taken out."""
    out: tuple[int, ...] = state.value(f"{key}.out", ())
    with store.reading() as s:
        found = candidates.count(s, person, wanted, today)
    with look.beside():
        sentence = _("{n} households").format(n=max(found.total - len(out), 0))
        st.markdown(f"**{sentence}**", width="content")
        if out:
            n = len(out)
            st.caption(_("{n} taken out").format(n=n), width="content")
            if st.button(_("Put all back"), type="tertiary", key=f"{key}.back"):
                state.drop(f"{key}.out")
                st.rerun()
    if found.no_floor:
        n = found.no_floor
        st.info(_("{n} more stand there whose floor is not on file. Look at these by hand.").format(n=n))
    if not found.total:
        st.caption(_("Nobody on file is concerned. Loosen one condition."))
        return out
    pages = -(-found.total // SIZE)
    page = st.pagination(pages, max_visible_pages=5, key=f"{key}.page") if pages > 1 else 1
    with store.reading() as s:
        rows = candidates.listed(s, person, wanted, today, page or 1, SIZE)
    _list([row for row in rows if row.id not in out], out, f"{key}.{page}.{len(out)}", key)
    return out


def _list(rows: list[Candidate], out: tuple[int, ...], drawn: str, key: str) -> None:
    told: dict[str, list[Any]] = {
        "door": [row.door for row in rows],
        "head": [row.head for row in rows],
        "tier": [[_(row.tier.label)] if row.tier else [] for row in rows],
        "because": [row.because for row in rows],
        "person": [row.person for row in rows],
    }
    if look.on_a_phone() or not any(row.because for row in rows):
        told.pop("because")
    labels = {name: _(field_of(Candidate, name).show.label) for name in told}
    chosen: Any = st.dataframe(
        pa.table({labels[name]: column for name, column in told.items()}),
        hide_index=True,
        row_height=table.ROW,
        height=table.ROW * min(len(rows), table.MOST_HIGH) + table.HEADING,
        placeholder="",
        column_config={labels["tier"]: look.tier_column()},
        on_select="rerun",
        selection_mode="multi-row",
        key=f"{drawn}.list",
    )
    picked = [rows[n].id for n in chosen.selection.rows if n < len(rows)]
    if picked:
        words = _("Take out {n}").format(n=len(picked))
        if st.button(words, icon=":material/playlist_remove:", key=f"{key}.take"):
            state.put(f"{key}.out", tuple(sorted({*out, *picked})))
            st.rerun()
    else:
        st.caption(_("Tick rows to take single households out."))


def begin(
    person: Person,
    wanted: Wanted,
    out: tuple[int, ...],
    today: date,
    why: PlanWhy,
    value: Mapping[str, Any],
    key: str,
) -> None:
    """The round's name and days, and the button that plans it."""
    answers = form.ask(RoundFields, f"{key}.begun", value=value, only=("name", "start", "end", "words"))
    if not st.button(_("Begin the round"), type="primary", icon=":material/tour:", key=f"{key}.begin"):
        return

    def deed(s: Any) -> None:
        chosen = [each for each in candidates.ids(s, person, wanted, today) if each not in out]
        change.start_round(s, person, today, {**answers, "why": why}, chosen)
        state.drop(f"{key}.out")

    if edit.attempt(deed):
        edit.done(_("Round planned"))


def export(person: Person, wanted: Wanted, out: tuple[int, ...], today: date, key: str) -> None:
    name = f"{_('Who is concerned')} {today.isoformat()}.xlsx"
    said = _("To print: door, name, phone, why, and the safety note. Destroy after use.")
    list_out.offer(person, partial(gathered, wanted, out), name, key, help=said)


def gathered(wanted: Wanted, out: tuple[int, ...], s: Any, viewer: Person, today: date) -> Gathered:
    """All who are concerned but those taken out."""
    rows = [row for row in candidates.listed(s, viewer, wanted, today) if row.id not in out]
    told = told_wanted(s, viewer, wanted)
    return Gathered("event list", _("Who is concerned"), Candidate, rows, wanted.named(), told)
