"""What a row of a list says beside what the register says: old beside new, and what would be written."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import SQLModel

from db import alike, privacy
from db.fields import field_of
from db.models import ResidentFields
from db.words import _

NOTE = 500  # characters, as `ResidentFields.note`
OURS = frozenset({"is_head", "name", "birth_text"})  # never changed by the way: a head is chosen by a person


@dataclass(frozen=True)
class Change:
    """One field of a record that is there already. `old` is empty where the list only fills a gap."""

    record: str  # resident, household, hardship, visit
    field: str
    label: str
    old: str
    new: str


def change(model: type[SQLModel], record: str, name: str, old: Any, new: Any) -> Change:
    return Change(record, name, _(field_of(model, name).show.label), privacy.text(old), privacy.text(new))


def person(
    answers: Mapping[str, Any], new: Mapping[str, Any], ours: Mapping[str, Any]
) -> tuple[dict[str, Any], list[Change]]:
    """The columns of a known resident that the list would set. An empty cell erases nothing, a note is added to."""
    values: dict[str, Any] = {}
    for name, answer in answers.items():
        if name in OURS or name not in ours or answer in (None, "") or new[name] == ours[name]:
            continue
        match name:
            case "phone" if alike.telephones(new[name]) <= alike.telephones(ours[name]) and ours[name]:
                continue
            case "birth_date":
                if _says_no_more(new, ours):
                    continue
                values["birth_text"] = new["birth_text"]
            case "identity_tail" if str(new[name]).upper() == str(ours[name]).upper():
                continue
            case "is_emergency" | "lives_here" if new[name] is ResidentFields.model_fields[name].default:
                continue  # an unticked box says nothing
            case "note" | "outside_contacts":
                if (longer := added_to(ours[name], new[name])) is None:
                    continue
                values[name] = longer
                continue
        values[name] = new[name]
    told = [change(ResidentFields, "resident", name, ours[name], v) for name, v in values.items() if v != ours[name]]
    return values, [each for each in told if each.field != "birth_text"]


def _says_no_more(new: Mapping[str, Any], ours: Mapping[str, Any]) -> bool:
    """March 1956 says nothing beside 12 March 1956."""
    if not new["birth_text"] or ours["birth_date"] is None:
        return False
    return bool(ours["birth_date"] == new["birth_date"]) or (
        not ours["birth_text"] and ours["birth_date"].year == new["birth_date"].year
    )


def added_to(ours: str, new: str) -> str | None:
    """Our note with the lines of theirs that it does not have; None where it has them all."""
    there = ours.replace("\n", "；")
    missing = [line for line in new.replace("；", "\n").split("\n") if line.strip() and line.strip() not in there]
    return "\n".join(filter(None, (ours, *missing))) if missing else None


def plain_fields(
    model: type[SQLModel], record: str, answers: Mapping[str, Any], new: Mapping[str, Any], ours: Mapping[str, Any],
    passed_over: frozenset[str] = frozenset(),
) -> tuple[dict[str, Any], list[Change]]:  # fmt: skip
    """The same for records whose fields are taken as they are."""
    values = {
        name: new[name]
        for name in new
        if name in ours
        and name not in passed_over
        and answers.get(name) not in (None, "", [], ())
        and new[name] not in (None, "", [])
        and new[name] != ours[name]
    }
    return values, [change(model, record, name, ours[name], value) for name, value in values.items()]
