"""Writing the visits of an import, with who went, what was raised and how it ended."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import SQLModel, col

from db import search
from db.changes import batch, due, plan
from db.changes.batch_rows import table_of
from db.changes.imports_rows import Rows, Writing, add_all, insert_all, read_all, update_all, usual
from db.changes.numbering import numbers
from db.choices import MeasureKind, MeasureState, NeedState
from db.clock import day_of
from db.models import Account, Approval, Measure, Need, NeedClosing, Visit, VisitBy
from db.queries.import_preview_calls import token
from db.queries.import_preview_work import Call, Home
from db.rhythm import GREAT


@dataclass
class Written:
    """A new visit as the row that will be stored."""

    call: Call
    row: dict[str, Any]
    by: Rows = field(default_factory=list)


def drafted_calls(w: Writing, homes: Sequence[Home], keys: Sequence[int]) -> dict[int, list[Written]]:
    """The new visits of each household, with their numbers and the words they are found by."""
    new = {key: [call for call in home.calls if not call.visit_id] for home, key in zip(homes, keys, strict=True)}
    ids = iter(numbers(w.s, Visit, sum(map(len, new.values()))))
    staff = _staff(w, {key for calls in new.values() for call in calls for key in call.staff_ids})
    return {key: [_drafted(w, key, call, next(ids), staff) for call in calls] for key, calls in new.items()}


def _staff(w: Writing, ids: set[int]) -> dict[int, dict[str, Any]]:
    """Department and position as held today, as for a visit typed in."""
    found = {}
    a = Account
    asked = columns(col(a.id), col(a.name), col(a.display), col(a.department), col(a.position))
    for row in w.s.execute(asked.where(col(a.id).in_(ids))) if ids else ():
        found[row.id] = {
            "account_id": row.id,
            "name": row.display or row.name,
            "department": row.department,
            "position": row.position,
        }
    return found


def _drafted(w: Writing, household_id: int, call: Call, key: int, staff: Mapping[int, dict[str, Any]]) -> Written:
    by = [staff[each] | {"visit_id": key} for each in call.staff_ids if each in staff]
    told: Any = SimpleNamespace(**call.values)
    row = usual(Visit) | dict(call.values)
    row |= {
        "id": key,
        "household_id": household_id,
        "token": token(household_id, call.content),
        "recorded_by_id": w.actor.id,
        "recorded_at": w.now,
        "words": search.visit_words(told, [each["name"] for each in by]),
    }
    return Written(call, row, by)


def write_calls(w: Writing, written: Sequence[Written]) -> None:
    add_all(w.s, w.batch_id, Visit, [each.row for each in written], [each.call.row for each in written])
    insert_all(w.s, VisitBy, [by for each in written for by in each.by])
    _write_needs(w, written)


def _write_needs(w: Writing, written: Sequence[Written]) -> None:
    troubles = [(each, place, need) for each in written for place, need in enumerate(each.call.needs)]
    ids = iter(numbers(w.s, Need, len(troubles)))
    closing_ids = iter(numbers(w.s, NeedClosing, sum(need.closing is not None for _e, _p, need in troubles)))
    measure_ids = iter(numbers(w.s, Measure, sum(len(need.measures) for _e, _p, need in troubles)))
    rows: dict[type[SQLModel], Rows] = {Need: [], NeedClosing: [], Measure: [], Approval: []}
    lines: dict[type[SQLModel], list[int | None]] = {Need: [], NeedClosing: [], Measure: [], Approval: []}

    def add(model: type[SQLModel], line: int, told: dict[str, Any]) -> None:
        rows[model].append(usual(model) | told)
        lines[model].append(line)

    for each, place, need in troubles:
        key, line, day = next(ids), each.call.row, day_of(each.row["at"])
        told = dict(need.values) | {"id": key, "household_id": each.row["household_id"], "visit_id": each.row["id"]}
        told |= {"token": f"{each.row['token']}.{place}", "raised_on": day, "raised_by_id": w.actor.id}
        told["state"] = NeedState.IN_HAND if need.measures else NeedState.OPEN
        ended: date | None = None
        if need.closing is not None:
            closing = dict(need.closing)
            ended = closing.pop("day")
            told |= {"state": NeedState.CLOSED, "closed_on": ended, "check_on": closing["check_on"]}
            by = {"asked_by_id": w.actor.id, "asked_on": ended, "confirmed_by_id": w.actor.id, "confirmed_on": ended}
            add(NeedClosing, line, closing | {"id": next(closing_ids), "need_id": key} | by)
        add(Need, line, told)
        for values in need.measures:
            measure = dict(values) | {"id": next(measure_ids), "need_id": key}
            measure |= {"household_id": each.row["household_id"], "visit_id": each.row["id"]}
            measure |= {"added_by_id": w.actor.id, "added_on": day, "state": MeasureState.OPEN}
            if ended is not None and need.closing is not None:
                measure |= {"state": MeasureState.DONE, "done_on": ended, "result": need.closing["evidence"]}
            elif values["kind"] is MeasureKind.FEE_RELIEF:  # somebody else decides it, as always
                measure["state"] = MeasureState.WAITING
                asked = {"measure_id": measure["id"], "amount": values["amount"]}
                add(Approval, line, asked | {"asked_by_id": w.actor.id, "asked_on": w.today})
            add(Measure, line, measure)
    for key, row in zip(numbers(w.s, Approval, len(rows[Approval])), rows[Approval], strict=True):
        row["id"] = key
    for model in (Need, NeedClosing, Measure, Approval):
        add_all(w.s, w.batch_id, model, rows[model], lines[model])


def put_back_words(w: Writing, homes: Sequence[Home]) -> set[int]:
    """Visits that a person wants to say again what the list says; gives their households."""
    calls = {call.visit_id: call for home in homes for call in home.calls if call.visit_id}
    before = read_all(w.s, Visit, calls)
    names: dict[int, list[str]] = {}
    asked = columns(col(VisitBy.visit_id), col(VisitBy.name)).where(col(VisitBy.visit_id).in_(list(calls)))
    for key, name in w.s.execute(asked.order_by(col(VisitBy.account_id))) if calls else ():
        names.setdefault(key, []).append(name)
    values = {}
    for key, call in calls.items():
        whole: Any = SimpleNamespace(**(before[key] | dict(call.values)))
        told = {"words": search.visit_words(whole, names.get(key, [])), "edited_at": w.now}
        values[key] = dict(call.values) | told
    update_all(w.s, table_of("visit"), values)
    rows = ((key, before[key], before[key] | values[key], call.row) for key, call in calls.items())
    batch.changed_for_good(w.s, w.batch_id, Visit, rows)
    return {home.household_id for home in homes if any(call.visit_id for call in home.calls)}


def plan_ahead(w: Writing, written: Sequence[Written], responsible: Mapping[int, int | None]) -> None:
    """What visits agreed on, for households that are followed (`responsible`: who calls on each). A visit of months ago
    plans nothing in the past: only a day that is still to come, or a great change that is still fresh."""
    fresh = w.today - timedelta(days=w.beats.change_days)
    for each in written:
        key, row = each.row["household_id"], each.row
        ahead = row["next_on"] is not None and row["next_on"] >= w.today
        great = bool(set(row["changes"]) & GREAT) and day_of(row["at"]) >= fresh
        if key in responsible and (ahead or great):
            plan.after_visit(w.s, w.s.get_one(Visit, row["id"]), w.today, w.beats, responsible[key])
            due.fulfil(w.s, key)
