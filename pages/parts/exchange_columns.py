"""How the columns of a table are understood: each with its reason, and another meaning chosen where that is wrong."""

from collections.abc import Mapping
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import store
from db.changes.columns import remembered_columns
from db.choices import TableKind
from db.intake.table import Table
from db.intake.targets import targets_of
from db.rights import Person
from db.words import N_, _, filled
from pages.parts import exchange_read
from pages.parts.exchange_read import Opened

ROW, HEADING = 35, 38
SHOWN = 14  # columns before the table scrolls
COUNTED = {
    "households": N_("{n} {n:household|households}"),
    "residents": N_("{n} {n:person|people}"),
    "hardships": N_("{n} {n:hardship|hardships}"),
    "visits": N_("{n} {n:visit|visits}"),
    "needs": N_("{n} {n:problem|problems}"),
    "measures": N_("{n} {n:measure|measures}"),
    "buildings": N_("{n} {n:building|buildings}"),
    "accounts": N_("{n} {n:account|accounts}"),
    "changed": N_("{n} {n:record|records} changed"),
    "joined": N_("{n} {n:person|people} joined"),
    "verified": N_("{n} {n:file|files} verified"),
    "phones": N_("{n} new {n:telephone|telephones}"),
    "checks": N_("{n} {n:check|checks} at the next visit"),
    "paused": N_("{n} {n:file|files} paused"),
    "doors": N_("{n} {n:file|files} moved to another door"),
    "moved": N_("{n} {n:file|files} ended: moved away"),
    "deceased": N_("{n} {n:file|files} ended: deceased"),
}
OF = {
    "visit": N_("visit"),
    "need": N_("problem"),
    "measure": N_("measure"),
    "closing": N_("ending"),
    "resident": N_("person"),
    "hardship": N_("hardship"),
    "kind": N_("hardship"),
}


def told(counts: Mapping[str, int]) -> str:
    """9 户，18 人，走访 12 次: what people know of a batch."""
    return _(", ").join(filled(_(COUNTED[name]), n=n) for name, n in counts.items() if n and name in COUNTED)


def ask(person: Person, file: Opened, at: int, key: str) -> Table:
    """The table as its columns are chosen: as the last file of this shape was, else as they are understood."""
    found = file.tables[at]
    with store.reading() as s:
        known = remembered_columns(s, person, found.shape)
    kind, targets = known or (found.kind, {column.index: column.target for column in found.columns})
    n, unsure = sum(bool(target) for target in targets.values()), sum(not column.sure for column in found.columns)
    title = _("{n} of {all} columns are understood").format(n=n, all=len(found.columns))
    if unsure:
        title = _("{title}; look at {n} of them").format(title=title, n=unsure)
    with st.expander(title, icon=":material/view_column:", expanded=unsure > 0 and known is None):
        if known:
            st.caption(_("As a file of this shape was taken in the last time."))
        kind = _kind(found, kind, key)
        targets = _columns(found, kind, targets, f"{key}.{kind}")
    return exchange_read.mapped(file, at, kind, targets)


def _kind(found: Table, kind: TableKind, key: str) -> TableKind:
    kinds = [each for each in TableKind if (each is TableKind.OWNERS) == (found.kind is TableKind.OWNERS)]
    if len(kinds) == 1:
        return kinds[0]
    chosen: TableKind = st.segmented_control(
        _("What one row is"),
        kinds,
        default=kind if kind in kinds else kinds[0],
        required=True,
        format_func=lambda each: _(each.label),
        key=f"{key}.kind",
    )
    return chosen


def _columns(found: Table, kind: TableKind, targets: Mapping[int, str], key: str) -> dict[int, str]:
    """A row of the editor for each column of the file; what no field takes goes into the note."""
    labels = _labels(kind)
    keys = {label: target for target, label in labels.items()}
    rest = _("Not a field: into the note")
    rows = [
        {
            "letter": column.letter,
            "title": f"{column.title}{_(' (hidden)') if column.hidden else ''}",
            "samples": _("; ").join(column.samples),
            "target": labels.get(targets.get(column.index, ""), rest),
            "why": column.why if targets.get(column.index, "") == column.target else _("chosen the last time"),
        }
        for column in found.columns
    ]
    shape: dict[str, Any] = {
        "letter": st.column_config.TextColumn("", width=40, disabled=True),
        "title": st.column_config.TextColumn(_("Title in the file"), width="small", disabled=True),
        "target": st.column_config.SelectboxColumn(_("Means"), options=[rest, *keys], required=True, width="medium"),
        "samples": st.column_config.TextColumn(_("Such as"), width="medium", disabled=True),
        "why": st.column_config.TextColumn(_("Because"), width="medium", disabled=True),
    }
    edited = st.data_editor(
        pa.Table.from_pylist(rows),
        column_config=shape,
        column_order=["letter", "title", "target", "samples", "why"],
        hide_index=True,
        num_rows="fixed",
        height=HEADING + ROW * min(len(rows), SHOWN),
        key=f"{key}.columns",
    )
    chosen = [str(value) for value in edited.column("target").to_pylist()]
    return {column.index: keys.get(label, "") for column, label in zip(found.columns, chosen, strict=True)}


def _labels(kind: TableKind) -> dict[str, str]:
    """Targets by key in words; of two that are called the same, the second says of what it is."""
    found: dict[str, str] = {}
    for target in targets_of(kind):
        label = _(target.label)
        if label in found.values():
            label = _("{label} ({noun})").format(label=label, noun=_(OF.get(target.noun, N_("file"))))
        found[target.key] = label
    return found
