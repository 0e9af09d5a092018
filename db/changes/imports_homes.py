"""Writing the households of an import: new files with who lives there, and what changes of those that are known."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlmodel import SQLModel

from db import search
from db.changes import due
from db.changes.household import next_number
from db.changes.imports_calls import drafted_calls, plan_ahead, write_calls
from db.changes.imports_rows import Pairs, Rows, Writing, add_all, insert_all, insert_pairs, usual
from db.changes.numbering import numbers
from db.changes.visit import repeated
from db.choices import TurnKind
from db.models import Hardship, Household, Resident, Turn
from db.queries.import_preview_work import Hard, Home

A_YEAR = timedelta(days=365)


def new_files(w: Writing, homes: Sequence[Home], keys: Sequence[int]) -> None:
    """Files with their numbers, people, hardships and visits; each file says at once what `refresh`, `settle` and
    `renew` would make it say."""
    s, first_no = w.s, next_number(w.s)
    people_ids = iter(numbers(s, Resident, sum(len(home.people) for home in homes)))
    hard_ids = iter(numbers(s, Hardship, sum(len(home.hards) for home in homes)))
    files, people, hards, turns = Rows(), Rows(), Rows(), Rows()
    pairs: Pairs = defaultdict(list)
    lines: dict[type[SQLModel], list[int | None]] = {Household: [], Resident: [], Hardship: []}
    calls = drafted_calls(w, homes, keys)
    for place, (home, key) in enumerate(zip(homes, keys, strict=True)):
        row = _file(w, home) | {"id": key, "no": first_no + place, "opened_on": w.today}
        if row["tier"] is not None:
            row |= {"tier_since": w.today, "tier_by_id": w.actor.id}
            turns.append(turned(w, key, TurnKind.TIER, None, row["tier"], row["tier_why"]))
        theirs = [
            usual(Resident) | dict(each.values) | {"id": next(people_ids), "household_id": key} for each in home.people
        ]
        people += theirs
        lines[Household].append(home.row)
        lines[Resident] += [each.row for each in home.people]
        for hard in home.hards:
            about = theirs[hard.person]["id"] if hard.person is not None else None
            hards.append(hardship(hard, next(hard_ids), key, about))
            lines[Hardship].append(hard.row)
        told = sorted(calls[key], key=lambda each: (each.row["at"], each.row["id"]), reverse=True)
        row |= repeated([SimpleNamespace(**each.row) for each in told])
        row["open_on"], row["due_on"], row["call_on"] = due.window(w.beats, SimpleNamespace(**row))
        row["words"] = words(w, row, theirs)
        for gram in search.grams(row["words"]).union(*(search.grams(each.row["words"]) for each in told)):
            pairs[gram].append(key)
        files.append(row)
    add_all(s, w.batch_id, Household, files, lines[Household])
    add_all(s, w.batch_id, Resident, people, lines[Resident])
    add_all(s, w.batch_id, Hardship, hards, lines[Hardship])
    write_calls(w, [each for told in calls.values() for each in told])
    insert_all(s, Turn, turns)
    written = [each for told in calls.values() for each in told]
    plan_ahead(w, written, {row["id"]: row["responsible_id"] for row in files})
    insert_pairs(s, pairs)


def _file(w: Writing, home: Home) -> dict[str, Any]:
    row = usual(Household) | dict(home.values)
    if home.building:
        row["building_id"] = w.buildings[home.building]
    if row["safety_note"]:
        row["safety_author_id"] = w.actor.id
        row["safety_review_on"] = row["safety_review_on"] or w.today + A_YEAR
    return row


def hardship(hard: Hard, key: int, household_id: int, resident_id: int | None) -> dict[str, Any]:
    return usual(Hardship) | dict(hard.values) | {"id": key, "household_id": household_id, "resident_id": resident_id}


def turned(w: Writing, household_id: int, kind: TurnKind, before: Any, after: Any, why: str = "") -> dict[str, Any]:
    """A turn of the file, as `turn.note` writes it."""
    told = {"before": "" if before is None else str(before), "after": "" if after is None else str(after)}
    return {"household_id": household_id, "kind": kind, "why": why, "by_id": w.actor.id, "at": w.now} | told


def words(w: Writing, household: Mapping[str, Any], residents: Sequence[Mapping[str, Any]]) -> str:
    """What is searched of a file, from rows."""
    building: Any = SimpleNamespace(name=w.names[household["building_id"]])
    file: Any = SimpleNamespace(**household)
    people: list[Any] = [SimpleNamespace(**each) for each in residents]
    return search.file_words(file, building, people)
