"""Putting back what a batch did: what was taken away comes again, changed is as it was, added is gone; and what is
worked out from these is worked out anew, or as it was where nothing else has moved it since."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, bindparam, delete, insert, or_, update
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db import search
from db.changes import due, touched, visit
from db.changes.batch_rows import ALONG, DERIVED, WHOLE, from_text, in_order, plain, some, stored, table_of
from db.changes.batch_since import added_ids, way_home
from db.changes.searched import renew_pairs
from db.choices import PlanState
from db.models import BatchRow, Household, PlannedVisit

R = BatchRow


class Was(NamedTuple):
    """A changed record: the columns that differed, before and after."""

    key: int
    before: Mapping[str, Any]
    after: Mapping[str, Any]


def put_back(s: Session, batch_id: int) -> None:
    s.flush()
    s.expire_all()
    removed, changed = _written(s, batch_id)
    homes = _homes(s, batch_id)
    for table in in_order():
        if rows := removed.get(table.name):
            s.execute(insert(table), rows)
    as_it_was = {row["id"] for row in removed.get("household", ())}
    for name, records in changed.items():
        whole = _restore(s, table_of(name), records)
        as_it_was |= whole if name == "household" else set()
    homes |= _homes(s, batch_id)  # what was moved is back where it belongs
    _take_away(s, batch_id)
    s.expire_all()
    there = {key for few in some(sorted(homes)) for key in _there(s, few)}
    _work_out(s, there & as_it_was, there - as_it_was)


def _written(s: Session, batch_id: int) -> tuple[dict[str, list[dict[str, Any]]], dict[str, list[Was]]]:
    removed, changed = dict[str, list[dict[str, Any]]](), dict[str, list[Was]]()
    asked = columns(col(R.record), col(R.record_id), col(R.before), col(R.after))
    for row in s.execute(asked.where(col(R.batch_id) == batch_id, col(R.before) != "").order_by(col(R.id))):
        before = from_text(row.before)
        if row.after:
            changed.setdefault(row.record, []).append(Was(row.record_id, before, from_text(row.after)))
        else:
            removed.setdefault(row.record, []).append(stored(row.record, before))
    return removed, changed


def _restore(s: Session, table: Table, records: list[Was]) -> set[int]:
    """Write the columns as they were. What is worked out is put back only where it still says what the batch left;
    gives the records for which that holds."""
    worked_out = DERIVED.get(table.name, frozenset())
    shapes: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    whole = set[int]()
    for few in some(records):
        asked = columns(table).where(table.c.id.in_([was.key for was in few]))
        there = {row["id"]: row for row in s.execute(asked).mappings()}
        for was in few:
            now = there[was.key]
            stands = all(plain(now[c]) == v for c, v in was.after.items() if c in worked_out and c in now)
            if stands and WHOLE in was.before:
                whole.add(was.key)
            told = stored(table.name, {c: v for c, v in was.before.items() if stands or c not in worked_out})
            shapes.setdefault(tuple(sorted(told)), []).append({"its": was.key, **{f"_{c}": told[c] for c in told}})
    for names, rows in shapes.items():
        values: dict[str, Any] = {name: bindparam(f"_{name}") for name in names}
        if "version" in table.c:
            values["version"] = table.c.version + 1
        s.connection().execute(update(table).where(table.c.id == bindparam("its")).values(values), rows)
    return whole


def _take_away(s: Session, batch_id: int) -> None:
    """What the batch added, and what goes with it; those that point first."""
    p = PlannedVisit
    fulfilled = update(p).where(col(p.visit_id).in_(added_ids(batch_id, "visit")))
    s.execute(fulfilled.values(visit_id=None), execution_options={"synchronize_session": False})
    for table in reversed(in_order()):
        if table.name in ("batch", "batchrow"):
            continue
        if gone := _gone(batch_id, table):
            s.connection().execute(delete(table).where(or_(*gone)))


def _gone(batch_id: int, table: Table) -> list[ColumnElement[bool]]:
    found = list[ColumnElement[bool]]()
    found += [table.c[name].in_(added_ids(batch_id, _aim(table, name))) for of, name in ALONG if of == table.name]
    if table.name == "plannedvisit":
        by_rule = table.c.made_by_id.is_(None)
        theirs = (table.c[name].in_(added_ids(batch_id, _aim(table, name))) for name in ("household_id", "need_id"))
        found.append(and_(by_rule, or_(*theirs)))
    if "id" in table.c:
        found.append(table.c.id.in_(added_ids(batch_id, table.name)))
    return found


def _aim(table: Table, name: str) -> str:
    return next(iter(table.c[name].foreign_keys)).column.table.name


def _homes(s: Session, batch_id: int) -> set[int]:
    """The households of all that the batch touched, as things stand."""
    found = set[int]()
    for name in s.execute(columns(col(R.record)).where(col(R.batch_id) == batch_id).distinct()).scalars().all():
        table = table_of(name)
        if (path := way_home(table)) is None:
            continue
        own = columns(col(R.record_id)).where(col(R.batch_id) == batch_id, col(R.record) == name)
        asked: Any = columns(col(Household.id)).select_from(table).where(table.c.id.in_(own)).distinct()
        for join, on in path:
            asked = asked.join(join, on)
        found |= set(s.execute(asked).scalars())
    return found


def _there(s: Session, ids: Any) -> list[int]:
    return list(s.execute(columns(col(Household.id)).where(col(Household.id).in_(ids))).scalars())


def _work_out(s: Session, as_it_was: set[int], moved_on: set[int]) -> None:
    renew_pairs(s, as_it_was)
    for key in sorted(moved_on):
        visit.refresh(s, key)
        search.renew(s, key)
    for few in some(sorted(as_it_was)):
        asked = columns(col(PlannedVisit.household_id)).where(
            col(PlannedVisit.household_id).in_(few), col(PlannedVisit.state) != PlanState.DROPPED
        )
        for key in s.execute(asked.distinct()).scalars().all():
            due.fulfil(s, key)
    s.info.setdefault(touched.TOUCHED, set()).update(as_it_was, moved_on)
    touched.settle(s)
