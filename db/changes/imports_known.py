"""Writing into files that were there before the import: people and hardships added, gaps filled, visits of long ago."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

from sqlalchemy import select as columns
from sqlmodel import SQLModel, col

from db import search
from db.changes import batch, due
from db.changes.batch_rows import table_of
from db.changes.imports_calls import Written, drafted_calls, plan_ahead, put_back_words, write_calls
from db.changes.imports_homes import A_YEAR, hardship, turned, words
from db.changes.imports_rows import (
    Pairs,
    Rows,
    Writing,
    add_all,
    insert_all,
    insert_pairs,
    read_all,
    update_all,
    usual,
)
from db.changes.numbering import numbers
from db.changes.searched import renew_pairs
from db.changes.visit import repeated
from db.choices import HouseholdState, PlanState, TurnKind
from db.models import Hardship, Household, PlannedVisit, Resident, Turn, Visit
from db.queries.import_preview_work import Home

TURNS = {TurnKind.TIER: "tier", TurnKind.RESPONSIBLE: "responsible_id"}
FOLLOWED = (HouseholdState.ACTIVE, HouseholdState.PAUSED)
OF_VISITS = ("household_id", "at", "way", "outcome", "health", "safety", "stability")


def known_files(w: Writing, homes: Sequence[Home]) -> None:
    s, keys = w.s, [home.household_id for home in homes]
    before = read_all(s, Household, keys)
    values = _columns(w, homes, before)
    _people(w, homes)
    calls = drafted_calls(w, homes, keys)
    written = [each for told in calls.values() for each in told]
    write_calls(w, written)
    reworded = put_back_words(w, homes) | {home.household_id for home in homes if home.values or home.people}
    _repeat(w, before, values, reworded)
    update_all(s, table_of("household"), values)
    lines = {home.household_id: home.row for home in homes}
    rows = ((key, row, row | values[key], lines[key]) for key, row in before.items())
    batch.changed_for_good(s, w.batch_id, Household, rows)
    s.expire_all()
    _search(w, calls, reworded)
    _keep_plans(w, keys)
    plan_ahead(w, written, {key: row["responsible_id"] for key, row in before.items() if row["state"] in FOLLOWED})


def _columns(w: Writing, homes: Sequence[Home], before: dict[int, dict[str, Any]]) -> dict[int, dict[str, Any]]:
    """The households' own columns that change, with who changed them and the turns of the file."""
    values, turns = dict[int, dict[str, Any]](), Rows()
    for home in homes:
        told, ours = dict(home.values), before[home.household_id]
        for kind, name in TURNS.items():
            if name in told and told[name] != ours[name]:
                why = told.get("tier_why", "") if kind is TurnKind.TIER else ""
                turns.append(turned(w, home.household_id, kind, ours[name], told[name], why))
        if "tier" in told:
            told |= {"tier_since": w.today, "tier_by_id": w.actor.id, "settled_tier": ours["risk_tier"]}
        if "safety_note" in told:
            told["safety_author_id"] = w.actor.id
            told.setdefault("safety_review_on", ours["safety_review_on"] or w.today + A_YEAR)
        values[home.household_id] = told
    insert_all(w.s, Turn, turns)
    return values


def _people(w: Writing, homes: Sequence[Home]) -> None:
    """Who is new joins those who live there and is head only where nobody lived before."""
    s = w.s
    keys = [home.household_id for home in homes if home.people or home.hards]
    lived = {row["household_id"] for rows in _by_home(w, Resident, ("household_id",), keys).values() for row in rows}
    known = {each.resident_id: each for home in homes for each in home.people if each.resident_id}
    was = read_all(s, Resident, known)
    update_all(s, table_of("resident"), {key: each.values for key, each in known.items()})
    rows = ((key, was[key], was[key] | dict(each.values), each.row) for key, each in known.items())
    batch.changed_for_good(s, w.batch_id, Resident, rows)
    gaps = {hard.hardship_id: hard for home in homes for hard in home.hards if hard.hardship_id}
    had = read_all(s, Hardship, gaps)
    filled = {key: {n: v for n, v in hard.values.items() if v and not had[key][n]} for key, hard in gaps.items()}
    update_all(s, table_of("hardship"), filled)
    rows = ((key, had[key], had[key] | filled[key], hard.row) for key, hard in gaps.items())
    batch.changed_for_good(s, w.batch_id, Hardship, rows)
    people, hards = Rows(), Rows()
    people_lines, hard_lines = list[int | None](), list[int | None]()
    people_ids = iter(numbers(s, Resident, sum(not each.resident_id for home in homes for each in home.people)))
    hard_ids = iter(numbers(s, Hardship, sum(not each.hardship_id for home in homes for each in home.hards)))
    for home in homes:
        by_place, there = dict[int, int](), home.household_id in lived
        for place, each in enumerate(home.people):
            if each.resident_id:
                by_place[place] = each.resident_id
                continue
            row = usual(Resident) | dict(each.values) | {"id": next(people_ids), "household_id": home.household_id}
            row["is_head"], there = not there, True
            by_place[place] = row["id"]
            people.append(row)
            people_lines.append(each.row)
        for hard in home.hards:
            if not hard.hardship_id:
                about = by_place[hard.person] if hard.person is not None else hard.resident_id
                hards.append(hardship(hard, next(hard_ids), home.household_id, about))
                hard_lines.append(hard.row)
    add_all(s, w.batch_id, Resident, people, people_lines)
    add_all(s, w.batch_id, Hardship, hards, hard_lines)


def _repeat(
    w: Writing, before: dict[int, dict[str, Any]], values: dict[int, dict[str, Any]], reworded: set[int]
) -> None:
    """What these files repeat of their visits, what is searched, when they are due."""
    calls = _by_home(w, Visit, OF_VISITS, list(before), newest=True)
    people = _by_home(w, Resident, None, sorted(reworded))
    for key, row in before.items():
        told = values[key]
        told |= repeated([SimpleNamespace(**each) for each in calls[key]])
        whole = row | told
        told["open_on"], told["due_on"], told["call_on"] = due.window(w.beats, SimpleNamespace(**whole))
        if key in reworded:
            told["words"] = words(w, whole, people[key])
        told["risk_next"] = w.today  # weighed after the import (`imports.weigh`); was that cut short, tomorrow morning


def _search(w: Writing, calls: Mapping[int, Sequence[Written]], reworded: set[int]) -> None:
    """The pairs of new visits are added; where words were put otherwise, some may be gone as well."""
    pairs: Pairs = defaultdict(list)
    for key, told in calls.items():
        for gram in set[str]().union(*(search.grams(each.row["words"]) for each in told)):
            pairs[gram].append(key)
    insert_pairs(w.s, pairs)
    renew_pairs(w.s, reworded)


def _keep_plans(w: Writing, keys: Sequence[int]) -> None:
    p = PlannedVisit
    planned = columns(col(p.household_id)).where(col(p.household_id).in_(keys), col(p.state) != PlanState.DROPPED)
    for key in w.s.execute(planned.distinct()).scalars().all():
        due.fulfil(w.s, key)


def _by_home(
    w: Writing, model: type[SQLModel], names: Iterable[str] | None, keys: Sequence[int], newest: bool = False
) -> dict[int, list[dict[str, Any]]]:
    table = table_of(str(model.__tablename__))
    asked = columns(*(table.c[name] for name in names)) if names else columns(table)
    order = (table.c.at.desc(), table.c.id.desc()) if newest else (table.c.id,)
    found: dict[int, list[dict[str, Any]]] = defaultdict(list)
    for row in w.s.execute(asked.where(table.c.household_id.in_(keys)).order_by(*order)).mappings():
        found[row["household_id"]].append(dict(row))
    return found
