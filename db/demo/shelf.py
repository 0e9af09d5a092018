"""Where finished files wait to be stored a few hundred at a time, with what the house repeats of their visits."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any, cast

from sqlmodel import Session

from db import rhythm, search
from db.changes.visit import SCALES
from db.choices import HouseholdState
from db.clock import day_of
from db.demo.files import File
from db.demo.loop import Loop
from db.demo.places import Standing
from db.demo.rows import Row, insert_for_ids, insert_plain, insert_rows, whole
from db.demo.shelf_loop import LoopShelf
from db.demo.shelf_risk import RiskShelf
from db.demo.staff import OnVisit
from db.models import (
    Attachment,
    Building,
    Consent,
    Gram,
    Hardship,
    Household,
    Resident,
    ScaleResult,
    Visit,
    VisitBy,
    VisitFields,
)
from db.risk.hit import Record

Told = Sequence[tuple[Row, Sequence[OnVisit]]]
MOST_FILES, MOST_VISITS = 250, 5000


class Shelf:
    """Holds a bounded number of files; a full shelf is stored and emptied."""

    def __init__(self, s: Session, standing: Sequence[Standing], today: date) -> None:
        self._s = s
        self._buildings = [Building(id=each.id, **each.row) for each in standing]
        self._loops, self._risk = LoopShelf(s), RiskShelf(s, today)
        self._files: list[tuple[File, Told, Loop, set[str]]] = []
        self._visits = 0

    def put(self, file: File, told: Told, loop: Loop) -> None:
        grams = self._words(file, told)
        _repeat(file.row, [row for row, _by in told])
        _due(file.row)
        self._files.append((file, told, loop, grams))
        self._visits += len(told)
        if len(self._files) >= MOST_FILES or self._visits >= MOST_VISITS:
            self.flush()

    def _words(self, file: File, told: Told) -> set[str]:
        """What the search finds: the file's words and each visit's, and the pairs in them."""
        residents = [Resident(**row) for row in file.family.residents]
        file.row["words"] = search.file_words(Household(**file.row), self._buildings[file.building], residents)
        grams = search.grams(file.row["words"])
        for row, by in told:
            visit = SimpleNamespace(**whole(Visit, row))  # a stored visit would take ten times as long to make
            row["words"] = search.visit_words(
                cast(VisitFields, visit), [who.name for who in sorted(by, key=lambda who: who.id)]
            )
            grams |= search.grams(row["words"])
        return grams

    def flush(self) -> None:
        s, shelf = self._s, self._files
        ids = insert_for_ids(s, Household, [file.row for file, *_rest in shelf])
        residents, of = list[Row](), list[tuple[int, int]]()
        for n, (file, *_rest) in enumerate(shelf):
            residents += [row | {"household_id": ids[n]} for row in file.family.residents]
            of += [(n, at) for at in range(len(file.family.residents))]
        people = dict(zip(of, insert_for_ids(s, Resident, residents), strict=True))
        hardships, scales, consents, visits = list[Row](), list[Row](), list[Row](), list[Row]()
        pictures = list[tuple[int, int, Row]]()
        for n, (file, told, _loop, _grams) in enumerate(shelf):
            own: dict[str, Any] = {"household_id": ids[n]}
            for row, at in file.family.hardships:
                hardships.append(row | own | {"resident_id": None if at is None else people[n, at]})
            scales += [row | {"resident_id": people[n, at]} for row, at in file.family.scales]
            pictures += [
                (len(visits) + visit, len(consents) + consent, row | own) for visit, consent, row in file.photos
            ]
            consents += [row | own for row in file.consents]
            visits += [row | own for row, _by in told]
        hard = insert_for_ids(s, Hardship, hardships)
        insert_rows(s, ScaleResult, scales)
        agreed = insert_for_ids(s, Consent, consents)
        made = insert_for_ids(s, Visit, visits)
        insert_rows(
            s,
            Attachment,
            [row | {"visit_id": made[visit], "consent_id": agreed[consent]} for visit, consent, row in pictures],
        )
        keys = iter(made)
        by = [
            {
                "visit_id": key,
                "account_id": who.id,
                "name": who.name,
                "department": who.department,
                "position": who.position,
            }
            for _file, told, _loop, _grams in shelf
            for (_row, staff), key in zip(told, keys, strict=False)
            for who in staff
        ]
        insert_rows(s, VisitBy, by)
        # In the order of the table, which is kept by pairs: neighbouring rows are written together.
        pairs = sorted((gram, ids[n]) for n, (*_rest, grams) in enumerate(shelf) for gram in grams)
        insert_plain(s, Gram, ("gram", "household_id"), pairs)
        loops = [loop for _file, _told, loop, _grams in shelf]
        stored = _shared(made, [len(told) for _file, told, *_rest in shelf])
        there = [[people[n, at] for at in range(len(file.family.residents))] for n, (file, *_rest) in enumerate(shelf)]
        known = self._loops.store(
            loops, ids, stored, _shared(agreed, [len(file.consents) for file, *_rest in shelf]), there
        )
        self._risk.store(
            loops,
            {
                Record.HOUSEHOLD: [[key] for key in ids],
                Record.RESIDENT: there,
                Record.HARDSHIP: _shared(hard, [len(file.family.hardships) for file, *_rest in shelf]),
                Record.VISIT: stored,
                Record.NEED: known["need_id"],
                Record.MEASURE: known["measure_id"],
            },
        )
        self._files, self._visits = [], 0

    def finish(self) -> None:
        self.flush()
        self._loops.finish()


def _shared(ids: Sequence[int], counts: Sequence[int]) -> list[list[int]]:
    """The ids dealt out again to the households they came from."""
    all_of_them = iter(ids)
    return [[next(all_of_them) for _n in range(count)] for count in counts]


def _repeat(household: Row, visits: Sequence[Row]) -> None:
    """What the file repeats of its visits, as `db.changes.visit.refresh` works it out; the visits come in order."""
    household["visits"] = len(visits)
    if not visits:
        return
    household["last_visit_at"], household["last_outcome"] = visits[-1]["at"], visits[-1]["outcome"]
    met = [row for row in visits if row["outcome"].seen]
    household["last_met_at"] = met[-1]["at"] if met else None
    household["last_home_at"] = next((row["at"] for row in reversed(met) if row["way"] in rhythm.FACE_TO_FACE), None)
    levels = []
    for scale in SCALES:
        level = next((int(row[scale]) for row in reversed(visits) if row.get(scale) is not None), None)
        household[f"last_{scale}"] = level
        levels.append(level)
    household["last_risk"] = max((level for level in levels if level is not None), default=None)


def _due(household: Row) -> None:
    """The window of the next visit, as `db.changes.due.settle` works it out."""
    found = rhythm.Due()
    if household["state"] is HouseholdState.ACTIVE:
        home, met = household.get("last_home_at"), household.get("last_met_at")
        found = rhythm.due(
            rhythm.OURS,
            household["tier"],
            household.get("due_since") or household["opened_on"],
            day_of(home) if home else None,
            day_of(met) if met else None,
            household["tier_since"],
        )
    household["open_on"], household["due_on"], household["call_on"] = found
