"""Opening a file at the door: the household, its head and what is hard there, in one deed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlmodel import Session

from db.changes.gate import checked
from db.changes.household import add_hardship, add_household, add_resident
from db.choices import HardshipKind, Relation
from db.errors import Invalid
from db.models import HouseholdFields, ResidentFields
from db.rights import Person, Right, require


def open_file(
    s: Session,
    actor: Person,
    today: date,
    household: Mapping[str, Any],
    head: Mapping[str, Any],
    kinds: Sequence[HardshipKind] = (),
) -> int:
    """Give the household's id. What is wrong with the door and with the name is told together."""
    require(actor, Right.RECORD)
    problems: dict[str, str] = {}
    for model, answers in ((HouseholdFields, household), (ResidentFields, head)):
        try:
            checked(model, answers)
        except Invalid as wrong:
            problems.update(wrong.problems)
    if problems:
        raise Invalid(problems)
    household_id = add_household(s, actor, today, {"responsible_id": actor.id, **household})
    add_resident(s, actor, household_id, {"relation": Relation.HEAD, **head, "is_head": True})
    for kind in kinds:
        add_hardship(s, actor, household_id, {"kind": kind})
    return household_id
