"""What may help with what was found at a door, by the rules the office has set. Offered, never entered by itself."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlmodel import Session, col, select

from db import answers, settings
from db.choices import Doer, HardshipKind, Hazard, MeasureKind, OwnMeasure
from db.models import Organisation, OrganisationFields
from db.rights import Person, Right, require
from db.suggestions import for_what, suits

A_WEEK = timedelta(days=7)
OURS = frozenset(own.value for own in OwnMeasure)
# What the street office pays or arranges; the rest that is not ours is done by others.
BY_THE_STREET = frozenset({MeasureKind.ALLOWANCE, MeasureKind.SCHOOLING, MeasureKind.JOB})


@dataclass(frozen=True)
class Suggested:
    measures: tuple[MeasureKind, ...]
    offices: tuple[OrganisationFields, ...]


def suggested(
    s: Session, viewer: Person, hardships: tuple[HardshipKind, ...], hazards: tuple[Hazard, ...]
) -> Suggested:
    """The hazards seen today come first: they are why one is asking."""
    require(viewer, Right.RECORD)
    found = for_what(settings.the_suggestions(s), (*hazards, *hardships))
    there = s.exec(select(Organisation).where(col(Organisation.active)).order_by(col(Organisation.id)))
    fit = [OrganisationFields.model_validate(o, from_attributes=True) for o in there if suits(o, found, hardships)]
    return Suggested(found.measures, tuple(sorted(fit, key=lambda office: found.others.index(office.kind))))


def usual_doer(kind: MeasureKind) -> Doer:
    return Doer.WE if kind in OURS else Doer.STREET if kind in BY_THE_STREET else Doer.OTHER


def begun(kind: MeasureKind, today: date) -> dict[str, Any]:
    """A line for a measure as it is first written, in plain answers: due in a week, done by whom it usually is."""
    return answers.plain({"kind": kind, "doer": usual_doer(kind), "due": today + A_WEEK})
