"""Which reading belongs to which target: by the field's type, and by the words of the trade where there are some."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from db.fields import Choice
from db.intake import cells
from db.intake.targets import Target
from db.reading import amounts, days, phones, said
from db.reading.chosen import chosen, chosen_many
from db.reading.read import Read
from db.sheets.book import Cell

Reader = Callable[[Cell], Read[Any]]
OWN: dict[str, Reader] = {
    "household.tier": said.tier,
    "resident.sex": said.sex,
    "resident.relation": said.relation,
    "resident.phone": phones.phones,
    "resident.self_care": said.self_care,
    "resident.disability_kind": said.disability_kind,
    "resident.disability_grade": said.disability_grade,
    "hardship.duration": said.duration,
    "visit.way": said.way,
    "visit.outcome": said.outcome,
    "visit.duration": said.duration,
    "need.severity": said.level,
    "closing.word": said.word,
    "measure.amount": amounts.amount,
    "account.role": said.role,
}
# Read together with others, or by more than one reading: see the files that are named after nouns.
TOGETHER = frozenset(
    {
        *("household.building", "household.unit", "household.floor", "household.room", "household.door"),
        *("household.raw_address", "household.responsible"),
        *("resident.name", "resident.head", "resident.birth_date", "resident.birth_text", "resident.age"),
        *("resident.identity_tail", "resident.disability", "resident.living", "resident.condition", "resident.illness"),
        *("resident.outside_contacts", "family.members", "hardship.kind", "hardship.cause"),
        *("contact.name", "contact.phone", "contact.relation", "guardian.name", "guardian.phone", "guardian.relation"),
        *(
            "visit.at",
            "visit.staff",
            "visit.appeals",
            "visit.remarks",
            "visit.said",
            "need.words",
            "need.state",
            "measure.words",
        ),
        *("closing.back", "closing.day"),
        *("owner.name", "owner.phone", "tenant.name", "tenant.phone", "occupant.state"),
        *("occupant.role", "occupant.moved_in", "occupant.moved_out"),
    }
)


def is_together(target: Target) -> bool:
    return target.key in TOGETHER or target.noun == "kind"


def reader(target: Target, year: int | None) -> Reader:
    if target.key in OWN:
        return OWN[target.key]
    field = target.field
    assert field is not None, target.key
    kind: Any = field.kind
    if issubclass(kind, Choice):
        return (lambda cell: _listed(chosen_many(kind, cell))) if field.many else (lambda cell: chosen(kind, cell))
    if kind is bool:
        return said.yes_no
    if kind is int:
        return cells.whole
    if kind is datetime:
        return lambda cell: days.moment(cell, year)
    if kind is date:
        return lambda cell: days.day(cell, year)
    return cells.text


def _listed(read: Read[tuple[Any, ...]]) -> Read[list[Any]]:
    return Read(list(read.value) if read.value else None, read.note, read.sure, read.left, read.refused)
