"""Visits on a list: with whom, what was found, what came of it; and whether they are on file already."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import SQLModel

from db import search
from db.changes.gate import checked
from db.changes.measure import sound as sound_measure
from db.changes.visit import sound as sound_visit
from db.choices import ClosingKind, LineChoice, LineState, MeasureKind, Word
from db.clock import CHINA, day_of
from db.intake.table import Problem
from db.models import ClosingFields, MeasureFields, NeedFields, VisitFields
from db.queries.import_preview_compare import plain_fields
from db.queries.import_preview_register import Register, staff_key
from db.queries.import_preview_rows import Row, dump
from db.queries.import_preview_work import Call, Trouble
from db.words import _

LATER = timedelta(days=14)  # for what a list leaves open without a day: not late the moment it is taken in
AGAIN = timedelta(days=30)  # for what was closed for now, long ago
COMPANIONS = 200
WORDS = ("said", "seen", "door_note", "own_words", "outside_words", "root_cause")
# A name may be an account today and none yesterday, and a list rarely knows the hour.
NOT_COMPARED = frozenset({"at", "companions"})


@dataclass
class Staff:
    """Who went, by the names on the list. `unknown`: names that are nobody's account, with how many rows name them."""

    register: Register
    chosen: Mapping[str, int | None]
    unknown: dict[str, int] = field(default_factory=dict)

    def get(self, name: str) -> int | None:
        if name in self.chosen:
            return self.chosen[name]
        found = self.register.staff.get(staff_key(name), ())
        return found[0] if len(found) == 1 else None

    def of(self, names: Sequence[str]) -> tuple[tuple[int, ...], list[str]]:
        ids, others = list[int](), list[str]()
        for name in names:
            if (found := self.get(name)) is not None:
                ids.append(found)
            else:
                others.append(name)
                self.unknown[name] = self.unknown.get(name, 0) + 1
        return tuple(dict.fromkeys(ids)), others


def call(row: Row, titles: Mapping[str, str], staff: Staff, today: date) -> Call | None:
    """The row's visit with its problems, checked by the rules of a visit typed in. None: it cannot be taken."""
    told = dict(row.record.visit)
    names = [name.strip() for name in told.pop("staff", ()) or () if name.strip()]
    ids, others = staff.of(names)
    if others:
        told["companions"] = "、".join(filter(None, (str(told.get("companions") or ""), *others)))
    if isinstance(at := told.get("at"), datetime) and at.tzinfo is None:
        told["at"] = at.replace(tzinfo=CHINA)
    if len(str(told.get("companions") or "")) > COMPANIONS:
        row.refuse(_("Too many names of people who went along: at most {n} characters.").format(n=COMPANIONS))
        return None
    _loose_measures(row, told)
    tonight = datetime(today.year, today.month, today.day, 23, 59, tzinfo=CHINA)

    def sound() -> SQLModel:
        fields = checked(VisitFields, told)
        fields.at = fields.at.replace(second=0, microsecond=0)
        sound_visit(fields, tonight)
        return fields

    values = dump(row, titles, sound)
    needs = _needs(row, titles, values, today) if values is not None else ()
    if values is None or row.is_refused:
        return None
    said = [search.normal(str(values[name])) for name in WORDS]
    said += [search.normal(str(need.values["words"])) for need in needs]
    day = day_of(values["at"]).isoformat()
    content = "|".join((day, ",".join(sorted(map(staff_key, names))), str(values["outcome"]), *said))
    return Call(row.record.row, 0, values, content, ids, needs)


def _tells_no_more(new: Call, ours: Mapping[str, Any]) -> bool:
    values, _changes = plain_fields(VisitFields, "visit", new.values, new.values, ours, NOT_COMPARED)
    return not (values or new.needs)


def token(household_id: int, content: str) -> str:
    """The same visit of the same household has the same token, from whatever file it comes."""
    return "list-" + hashlib.sha256(f"{household_id}|{content}".encode()).hexdigest()[:32]


def _loose_measures(row: Row, told: dict[str, Any]) -> None:
    """Something was done and no problem is named: then it is told among our measures."""
    if row.record.measures and not row.record.needs:
        words = [str(each.get("words") or "") for each in row.record.measures]
        told["own_words"] = "；".join(filter(None, (str(told.get("own_words") or ""), *words)))


def _needs(row: Row, titles: Mapping[str, str], visit: Mapping[str, Any], today: date) -> tuple[Trouble, ...]:
    found = []
    for place, told in enumerate(row.record.needs):
        values = dump(row, titles, lambda told=told: checked(NeedFields, told))  # type: ignore[misc]
        if values is None:
            continue
        day = day_of(visit["at"])
        closing = _closing(row, titles, told.get("closing"), day, today)
        measures = []
        for each in row.record.measures if place == 0 else ():
            answers = _measure(row, each, closing, day, today)
            sound = dump(row, titles, lambda answers=answers: _sound(answers))  # type: ignore[misc]
            if sound is not None:
                measures.append(sound)
        found.append(Trouble(values, tuple(measures), closing))
    return tuple(found)


def _sound(answers: Mapping[str, Any]) -> MeasureFields:
    return sound_measure(answers)


def _measure(
    row: Row, told: Mapping[str, Any], closing: Mapping[str, Any] | None, day: date, today: date
) -> dict[str, Any]:
    answers = dict(told)
    if not answers.get("due"):
        answers["due"] = day if closing else max(day, today) + LATER
    if answers.get("kind") == MeasureKind.FEE_RELIEF and not answers.get("amount"):
        answers["kind"] = MeasureKind.OTHER  # what nobody can approve without an amount
        row.problems.append(Problem("", _("Fee relief without an amount is taken in as words.")))
    if answers.get("kind") == MeasureKind.FEE_RELIEF:
        answers["is_promise"] = False
    return answers


def _closing(
    row: Row, titles: Mapping[str, str], told: Mapping[str, Any] | None, day: date, today: date
) -> dict[str, Any] | None:
    """How a problem ended, by the list's word; the day on which it did, or that of the visit."""
    if not told:
        return None
    answers = {"kind": ClosingKind.SOLVED, "word": Word.NOT_ASKED, **{k: v for k, v in told.items() if v is not None}}
    answers["evidence"] = str(answers.get("evidence") or "").strip() or _("As the list says.")
    ended = answers.pop("day", None) or day
    if answers["kind"] == ClosingKind.FOR_NOW and (not answers.get("check_on") or answers["check_on"] <= today):
        answers["check_on"] = today + AGAIN
    elif answers["kind"] != ClosingKind.FOR_NOW:
        answers["check_on"] = None
    values = dump(row, titles, lambda: checked(ClosingFields, answers))
    if values is None:
        return None
    if ended > today:
        row.refuse(_("A problem cannot have ended on a day to come. Check the day."), titles.get("closing", ""))
    return values | {"day": max(ended, day)}


def placed(
    row: Row,
    new: Call,
    known: Sequence[Mapping[str, Any]],
    household_id: int,
    in_file: dict[str, int],
    tokens: set[str],
) -> Call | None:
    """The call beside the household's visits of those days. None: it is there already.

    `in_file`: what earlier rows of the list told of this household, `tokens`: those of all its rows.
    """
    if (first := in_file.setdefault(new.content, row.record.row)) != row.record.row:
        row.problems.append(Problem("", _("Row {n} tells the same visit.").format(n=first)))
        return None
    mine = token(household_id, new.content) if household_id else ""
    if (ours := next((each for each in known if each["token"] == mine), None)) is not None:
        values, changes = plain_fields(VisitFields, "visit", new.values, new.values, ours, NOT_COMPARED)
        row.changes += changes
        row.edited = row.edited or bool(changes)
        return Call(new.row, ours["id"], values, new.content) if changes else None
    day = day_of(new.values["at"])
    if any(each["at"] == new.values["at"] and _tells_no_more(new, each) for each in known):
        return None  # written here, and on a list that we gave out
    beside = [each for each in known if day_of(each["at"]) == day and each["token"] not in tokens]
    if beside and row.state not in (LineState.DOUBTFUL, LineState.DOUBLE):
        row.state, row.proposed = LineState.DOUBTFUL, LineChoice.SKIP
        row.offered = (LineChoice.KEEP, LineChoice.SKIP)
        row.problems.append(Problem("", _("A visit of this day is on file already. Keep both only if there were two.")))
    row.fresh = True
    return new
