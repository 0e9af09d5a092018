"""The visit at hand: unfinished or stored, who may have gone, and its pictures."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from db import answers as typed
from db import telling
from db.choices import AttachmentKind, Role
from db.clock import local, midnight
from db.errors import NotFound
from db.models import (
    Account,
    Attachment,
    Building,
    Draft,
    Household,
    Visit,
    VisitBy,
    VisitFields,
)
from db.queries.rows import head_name
from db.rights import Person, Right, require
from db.words import _

NEW = "visit"  # the kind of a draft that will become a visit


def editing(visit_id: int) -> str:
    """The kind of a draft that changes a visit."""
    return f"visit {visit_id}"


@dataclass(frozen=True)
class Kept:
    """A draft as its owner left it."""

    id: int
    token: str
    saved_at: datetime
    answers: dict[str, Any]


@dataclass(frozen=True)
class Unfinished:
    """A draft in a list."""

    id: int
    no: int
    door: str
    head: str
    saved_at: datetime
    visit_id: int | None  # the visit it changes, if it does


@dataclass(frozen=True)
class Stored:
    """A visit as it stands, to be changed."""

    id: int
    no: int
    version: int
    saved_at: datetime
    answers: dict[str, Any]
    staff: list[int]


@dataclass(frozen=True)
class Picture:
    id: int
    kind: AttachmentKind
    caption: str
    content: bytes


def colleagues(s: Session, viewer: Person) -> dict[int, str]:
    """Who may have been on a visit, oneself first."""
    require(viewer, Right.RECORD)
    working = select(Account).where(col(Account.active), Account.role != Role.READER).order_by(col(Account.id))
    found = {who.id: who.display or who.name for who in s.exec(working) if who.id is not None}
    return {account: found[account] for account in sorted(found, key=lambda account: account != viewer.id)}


def draft(s: Session, viewer: Person, household_id: int, kind: str = NEW) -> Kept | None:
    """This person's unfinished form, from whichever device."""
    require(viewer, Right.RECORD)
    asked = select(Draft).where(Draft.account_id == viewer.id, Draft.kind == kind, Draft.household_id == household_id)
    found = s.exec(asked.order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())).first()
    if found is None or found.id is None:
        return None
    return Kept(found.id, found.token, found.saved_at, typed.from_text(VisitFields, found.answers))


def drafts(s: Session, viewer: Person) -> list[Unfinished]:
    """This person's unfinished visits, the latest first."""
    if not viewer.may(Right.RECORD):
        return []
    rows = s.exec(
        select(Draft, Household, Building.name, head_name())
        .join(Household, col(Household.id) == col(Draft.household_id))
        .join(Building, col(Building.id) == col(Household.building_id))
        .where(Draft.account_id == viewer.id, col(Draft.kind).startswith(NEW))
        .order_by(col(Draft.saved_at).desc(), col(Draft.id).desc())
    )
    return [
        Unfinished(
            id=draft.id,
            no=household.no,
            door=telling.door(building, household.unit, household.room),
            head=name or "",
            saved_at=draft.saved_at,
            visit_id=int(draft.kind.removeprefix(NEW)) if draft.kind != NEW else None,
        )
        for draft, household, building, name in rows
        if draft.id is not None
    ]


def stored(s: Session, viewer: Person, visit_id: int) -> Stored:
    """A visit to be changed. Raises `NotFound`."""
    require(viewer, Right.RECORD)
    visit = s.get(Visit, visit_id)
    if visit is None:
        raise NotFound(_("This record is not there any more. Go back and look it up again."))
    staff = s.exec(select(VisitBy.account_id).where(VisitBy.visit_id == visit_id).order_by(col(VisitBy.account_id)))
    answers = {name: getattr(visit, name) for name in VisitFields.model_fields}
    answers["at"] = local(visit.at)  # as the form gives it back: who only looks leaves no draft behind
    return Stored(
        id=visit_id,
        no=s.get_one(Household, visit.household_id).no,
        version=visit.version,
        saved_at=visit.edited_at or visit.recorded_at,
        answers=answers,
        staff=list(staff),
    )


def earlier_today(s: Session, viewer: Person, household_id: int, day: date) -> list[datetime]:
    """When this person has already recorded visits to a household on a day."""
    require(viewer, Right.RECORD)
    asked = (
        select(Visit.at)
        .join(VisitBy, col(VisitBy.visit_id) == col(Visit.id))
        .where(
            Visit.household_id == household_id,
            VisitBy.account_id == viewer.id,
            Visit.at >= midnight(day),
            Visit.at < midnight(day + timedelta(days=1)),
        )
    )
    return list(s.exec(asked.order_by(col(Visit.at))))


def pictures(
    s: Session, viewer: Person, *, draft_id: int | None = None, visit_id: int | None = None
) -> Sequence[Picture]:
    """The photos and papers of a draft, of a visit, or of both while a visit is being changed."""
    require(viewer, Right.RECORD)
    asked = select(Attachment).order_by(col(Attachment.id))
    found = [
        *(s.exec(asked.where(Attachment.visit_id == visit_id)) if visit_id is not None else ()),
        *(s.exec(asked.where(Attachment.draft_id == draft_id)) if draft_id is not None else ()),
    ]
    return [Picture(one.id, one.kind, one.caption, one.content) for one in found if one.id is not None]
