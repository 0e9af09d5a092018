"""Many records changed in one deed, written down so that it can be taken back as a whole.

A deed opens a batch, tells it what it added, changed or is about to take away, and seals it as its last act. Whoever
takes it back finds everything as it was, as long as nobody has touched these records since (`why_not` says who did).
Versions go on counting: a form opened in between must not pass for a newer one.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from db import log
from db.changes import batch_back, touched
from db.changes.batch_rows import (
    BY_ITSELF,
    DECIDED,
    RISK,
    WHOLE,
    as_json,
    from_text,
    name_of,
    plain,
    set_columns,
    some,
    table_of,
    to_text,
)
from db.changes.batch_since import why_not
from db.changes.gate import loaded
from db.choices import BatchKind, Deed
from db.clock import day_of
from db.errors import Refused
from db.models import Batch, BatchRow
from db.reading.cell import without_identities
from db.rights import Person, Right, require
from db.telling import day
from db.words import _

__all__ = [
    "added",
    "changed",
    "changed_for_good",
    "changed_many",
    "open_batch",
    "removed",
    "seal",
    "undo",
    "weighed",
    "why_not",
]
DEEDS = {BatchKind.IMPORT: Deed.IMPORT, BatchKind.MERGE: Deed.MERGE, BatchKind.CHECK: Deed.CHECK}
R = BatchRow
Values = Mapping[str, Any]


def open_batch(s: Session, actor: Person, kind: BatchKind, title: str, now: datetime, sha256: str = "") -> Batch:
    """Begin: from here on, whatever the deed brings about by itself (a plan, a warning, a turn) belongs to it."""
    require(actor, Right.IMPORT)
    batch = Batch(kind=kind, title=without_identities(title)[:200], sha256=sha256, by_id=actor.id or None, at=now)
    s.add(batch)
    s.flush()
    s.info["batch", batch.id] = _marks(s)
    return batch


def added(
    s: Session,
    batch_id: int,
    model: type[SQLModel],
    ids: Sequence[int],
    lines: Sequence[int | None] = (),
    rows: Iterable[Mapping[str, Any]] = (),
) -> None:
    """New records, with the row of the file each came from. `rows`: what was inserted, to spare reading it again."""
    s.flush()
    name = name_of(model)
    if not rows:
        there = _read(s, name, ids)
        rows = (there[key] for key in ids)
    told = zip(ids, lines or [None] * len(ids), rows, strict=True)
    _insert(s, [_row(batch_id, name, key, "", as_json(set_columns(name, row)), line) for key, line, row in told])


def changed(s: Session, batch_id: int, record: SQLModel, before: Mapping[str, Any], line: int | None = None) -> None:
    """A record that was changed already; `before`: its columns as they were (all of them, or those it is about)."""
    key: int = record.id  # type: ignore[attr-defined]
    changed_many(s, batch_id, type(record), {key: before}, {key: line})


def changed_many(
    s: Session,
    batch_id: int,
    model: type[SQLModel],
    befores: Mapping[int, Mapping[str, Any]],
    lines: Mapping[int, int | None] | None = None,
) -> None:
    """The same for many records of one table, by their numbers. What did not change is left out by `seal`."""
    s.flush()
    name, ids = name_of(model), list(befores)
    there = _read(s, name, ids)
    known, new = _known(s, batch_id, name, ids), []
    for key, before in befores.items():
        row = known.get(key)
        if row is None:
            after = to_text({column: there[key][column] for column in before})
            new.append(_row(batch_id, name, key, to_text(before), after, (lines or {}).get(key)))
        elif not row.before:  # added by this batch, and changed again
            row.after = as_json(set_columns(name, there[key]))
        else:
            first = {column: plain(value) for column, value in before.items()} | from_text(row.before)
            row.before, row.after = to_text(first), to_text({column: there[key][column] for column in first})
    _insert(s, new)
    s.info.setdefault(("unsettled", batch_id), set()).update((name, key) for key in befores)


def changed_for_good(
    s: Session, batch_id: int, model: type[SQLModel], rows: Iterable[tuple[int, Values, Values, int | None]]
) -> None:
    """Records told once, with what they were and what they are (number, before, after, line), changed no more."""
    name, new = name_of(model), []
    for key, before, after, line in rows:
        if was := _kept(name, before, after):
            now = to_text({c: after[c] for c in was if c != WHOLE})
            new.append(_row(batch_id, name, key, to_text(was), now, line))
    _insert(s, new)


def _kept(name: str, before: Values, now: Values) -> dict[str, Any]:
    """Of a changed record the columns that differ, and a mark on a household of which all was told: then all that is
    worked out is among those that differ."""
    kept = {c: v for c, v in before.items() if c != "version" and c in now and v != now[c] and v != plain(now[c])}
    return kept | {WHOLE: 1} if kept and name == "household" and ("words" in before or WHOLE in before) else kept


def removed(s: Session, batch_id: int, record: SQLModel) -> None:
    """A record that is about to be taken away: to be called before it is."""
    s.flush()
    name = name_of(type(record))
    key: int = record.id  # type: ignore[attr-defined]
    whole: dict[str, Any] = {column: plain(value) for column, value in _read(s, name, [key])[key].items()}
    row = _known(s, batch_id, name, [key]).get(key)
    if row is None:
        s.add(BatchRow(batch_id=batch_id, record=name, record_id=key, before=to_text(whole)))
    elif row.before:
        row.before, row.after = to_text(whole | from_text(row.before)), ""
    else:
        s.delete(row)
    s.flush()


def seal(s: Session, actor: Person, batch_id: int, counts: Mapping[str, int]) -> None:
    """The deed's last act: risk is worked out now, what came about by itself is written down, one line is logged."""
    batch = loaded(s, Batch, batch_id)
    require(actor, Right.IMPORT)
    touched.settle(s)
    _came_by_itself(s, batch_id)
    _settle_changed(s, batch_id)
    batch.counts = json.dumps(dict(counts))
    s.add(batch)
    told = ", ".join(f"{n} {what}" for what, n in counts.items() if n)
    log.write(s, actor.id or None, actor.name, DEEDS[batch.kind], "batch", batch_id, told)


def undo(s: Session, actor: Person, batch_id: int, now: datetime) -> None:
    """Take it back as a whole: the database says what it said before."""
    require(actor, Right.IMPORT)
    batch = loaded(s, Batch, batch_id)
    if batch.undone_at is not None:
        raise Refused(_("This was taken back already, on {day}.").format(day=day(day_of(batch.undone_at))))
    if why := why_not(s, batch_id):
        raise Refused(why)
    batch_back.put_back(s, batch_id)
    batch.undone_by_id, batch.undone_at = actor.id or None, now
    s.add(batch)
    s.execute(delete(R).where(col(R.batch_id) == batch_id))  # what people were called is not kept for nothing
    log.write(s, actor.id or None, actor.name, Deed.UNDO, "batch", batch_id, str(batch.kind))


def _row(batch_id: int, name: str, key: int, before: str, after: str, line: int | None) -> dict[str, Any]:
    return {
        "batch_id": batch_id,
        "line": line,
        "record": name,
        "record_id": key,
        "before": before,
        "after": after,
    }


def _insert(s: Session, rows: Sequence[dict[str, Any]]) -> None:
    if rows:
        s.execute(insert(R), rows)


def _read(s: Session, name: str, ids: Sequence[int]) -> dict[int, Mapping[str, Any]]:
    table = table_of(name)
    found: dict[int, Mapping[str, Any]] = {}
    for few in some(ids):
        found |= {row["id"]: row for row in s.execute(columns(table).where(table.c.id.in_(few))).mappings()}
    return found


def _known(s: Session, batch_id: int, name: str, ids: Sequence[int]) -> dict[int, BatchRow]:
    found: dict[int, BatchRow] = {}
    for few in some(ids):
        asked = select(R).where(R.batch_id == batch_id, R.record == name, col(R.record_id).in_(few))
        found |= {row.record_id: row for row in s.exec(asked)}
    return found


def _came_by_itself(s: Session, batch_id: int) -> None:
    """Of households that are new it need not be written down: it goes with them."""
    own = columns(col(R.record_id)).where(col(R.batch_id) == batch_id)
    new = own.where(col(R.record) == "household", col(R.before) == "")
    for name, mark in s.info.pop(("batch", batch_id), {}).items():
        table = table_of(name)
        asked = columns(table.c.id).where(table.c.id > mark, table.c.id.not_in(own.where(col(R.record) == name)))
        if name != "plannedvisit":
            asked = asked.where(table.c.household_id.not_in(new))
        _insert(s, [_row(batch_id, name, key, "", "{}", None) for key in s.execute(asked).scalars().all()])


def _settle_changed(s: Session, batch_id: int) -> None:
    """Keep of each changed record the columns that differ in the end."""
    s.flush()
    by_table: dict[str, list[int]] = {}
    for name, key in s.info.pop(("unsettled", batch_id), ()):
        by_table.setdefault(name, []).append(key)
    for name, keys in by_table.items():
        there = _read(s, name, keys)
        for key, row in _known(s, batch_id, name, keys).items():
            if not row.before or not row.after:
                continue
            was = _kept(name, from_text(row.before), there[key])
            if was:
                row.before, row.after = to_text(was), to_text({c: there[key][c] for c in was if c != WHOLE})
            else:
                s.delete(row)
    s.flush()


def weighed(s: Session, batch_id: int, weigh: Callable[[Sequence[int]], int], after: int = 0, n: int = 0) -> int:
    """Risk worked out after a batch, in pieces of work of their own: what it brings belongs to the batch all the same.
    `weigh` is given the households of the batch whose numbers come after `after`, at most `n` where one is named;
    gives the last of them, 0 where there are no more."""
    asked = select(R).where(R.batch_id == batch_id, R.record == "household", R.after != "", R.record_id > after)
    mine = list(s.exec(asked.order_by(col(R.record_id)).limit(n or None)))
    if not mine:
        return 0
    known = {row.record_id: row for row in mine if row.before}
    before, marks = _risk(s, list(known)), _marks(s)
    weigh([row.record_id for row in mine])
    s.flush()
    s.info["batch", batch_id] = marks
    _came_by_itself(s, batch_id)
    for key, now in _risk(s, list(known)).items():
        moved = [c for c in now if now[c] != before[key][c]]
        if moved:
            row = known[key]
            row.before = to_text({c: before[key][c] for c in moved} | from_text(row.before))
            row.after = to_text(from_text(row.after) | {c: now[c] for c in moved})
    s.flush()
    return mine[-1].record_id


def _risk(s: Session, ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """What weighing may change of households: the risk, and in danger the tier and when they are due."""
    table, found = table_of("household"), dict[int, dict[str, Any]]()
    names = (*RISK, *DECIDED, "open_on", "due_on", "call_on")
    for few in some(ids):
        asked = columns(table.c.id, *(table.c[name] for name in names)).where(table.c.id.in_(few))
        found |= {row["id"]: {c: row[c] for c in names} for row in s.execute(asked).mappings()}
    return found


def _marks(s: Session) -> dict[str, int]:
    ids = {name: table_of(name).c.id for name in BY_ITSELF}
    return {name: s.execute(columns(func.max(key))).scalar() or 0 for name, key in ids.items()}
