"""Visits as a household's file shows them: whole, masked, with their pictures; and the risk seen now and before."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_
from sqlmodel import Session, col, select

from db.choices import Level
from db.clock import day_of
from db.models import Attachment, Visit, VisitBy, VisitFields
from db.queries import loop
from db.rights import Person, Right


@dataclass(frozen=True)
class VisitFile:
    id: int
    fields: VisitFields
    staff: tuple[str, ...]
    edited_at: datetime | None


@dataclass(frozen=True)
class Picture:
    id: int
    content: bytes
    caption: str


@dataclass(frozen=True)
class Seen:
    """Risk on one of the three scales as it was seen on a day."""

    day: date
    level: Level | None
    why: str


# The three scales: the field of each, and of its reason.
SCALES = {"health": "health_why", "safety": "safety_why", "stability": "stability_why"}


def visits_by_id(s: Session, viewer: Person, ids: Collection[int]) -> dict[int, VisitFile]:
    if not ids:
        return {}
    staff: dict[int, list[str]] = {}
    went = select(VisitBy).where(col(VisitBy.visit_id).in_(ids)).order_by(col(VisitBy.account_id))
    for each in s.exec(went):
        staff.setdefault(each.visit_id, []).append(each.name)
    return {
        key: VisitFile(key, loop.typed(viewer, VisitFields, visit), tuple(staff.get(key, ())), visit.edited_at)
        for visit in s.exec(select(Visit).where(col(Visit.id).in_(ids)))
        if (key := visit.id) is not None
    }


def pictures(s: Session, viewer: Person, visit_ids: Collection[int]) -> dict[int, list[Picture]]:
    """Photos and papers of these visits; none for who may not see people."""
    found: dict[int, list[Picture]] = {}
    if not viewer.may(Right.SEE_PEOPLE) or not visit_ids:
        return found
    for each in s.exec(select(Attachment).where(col(Attachment.visit_id).in_(visit_ids)).order_by(col(Attachment.id))):
        picture = Picture(each.id or 0, each.content, each.caption)
        found.setdefault(each.visit_id or 0, []).append(picture)
    return found


def risks(s: Session, viewer: Person, household_id: int) -> dict[str, tuple[Seen, ...]]:
    """By scale, what the last two visits that told of any risk saw, newest first; nothing for partners."""
    if not viewer.may(Right.SEE_PEOPLE):
        return {}
    told = or_(*(col(getattr(Visit, name)).is_not(None) for name in SCALES))
    newest = select(Visit).where(Visit.household_id == household_id, told)
    found = s.exec(newest.order_by(col(Visit.at).desc(), col(Visit.id).desc()).limit(2)).all()
    return {
        name: tuple(Seen(day_of(each.at), getattr(each, name), getattr(each, why)) for each in found)
        for name, why in SCALES.items()
        if found
    }
