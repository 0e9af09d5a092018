"""Whom a round or an event concerns: a festival, heat, a lift that stands still, a night without current."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Annotated, Any, NamedTuple

from sqlalchemy import ColumnElement, String, and_, exists, func, or_, type_coerce
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from db import privacy, search, telling
from db.choices import DisabilityKind, HardshipKind, Hazard, HouseholdState, SelfCare, Tier
from db.clock import midnight
from db.fields import On, Show
from db.models import Account, Building, Hardship, Household, Resident, Visit
from db.queries.rows import as_one_walks, head_name
from db.rights import Person, Right, require
from db.words import N_, _

RECENT = timedelta(days=180)  # a hazard seen longer ago has been seen to, or is seen again


@dataclass(frozen=True)
class Wanted:
    """A place, and what brings a household in it onto the list: any one of these; where none is named, everybody."""

    building_ids: tuple[int, ...] = ()
    floor_from: int | None = None
    floor_to: int | None = None
    tiers: tuple[Tier | None, ...] = ()
    responsible_id: int | None = None
    kinds: tuple[HardshipKind, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    cannot_walk: bool = False
    words: str = ""

    def named(self) -> list[str]:
        """The names of what is set, for the log: never what was asked."""
        return [name for name in self.__dataclass_fields__ if getattr(self, name) != getattr(Wanted(), name)]


class Candidate(SQLModel):
    """A household on such a list, and what brought it there."""

    id: int
    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.TOLD)]
    floor: Annotated[int | None, Show(N_("Floor"), personal=True, on=On.TOLD)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]
    phone: Annotated[str, Show(N_("Phone"), personal=True, on=On.EXPORT)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.TOLD)]
    because: Annotated[str, Show(N_("On the list because"), personal=True, on=On.TOLD)]
    safety_note: Annotated[str, Show(N_("Staff-safety note"), personal=True, on=On.EXPORT)]
    person: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.TOLD)]


class Found(NamedTuple):
    """How many households there are, and how many more stand in the place whose floor nobody has written down."""

    total: int
    no_floor: int


def count(s: Session, viewer: Person, wanted: Wanted, today: date) -> Found:
    require(viewer, Right.RECORD)
    total = s.execute(columns(func.count()).select_from(Household).where(*_conditions(wanted, today))).scalar_one()
    if wanted.floor_from is None and wanted.floor_to is None:
        return Found(total, 0)
    anywhere = replace(wanted, floor_from=None, floor_to=None)
    unknown = columns(func.count()).select_from(Household).where(*_conditions(anywhere, today))
    return Found(total, s.execute(unknown.where(col(Household.floor).is_(None))).scalar_one())


def ids(s: Session, viewer: Person, wanted: Wanted, today: date) -> list[int]:
    require(viewer, Right.RECORD)
    found = s.exec(select(Household.id).where(*_conditions(wanted, today)).order_by(col(Household.id)))
    return [key for key in found if key is not None]


def listed(
    s: Session, viewer: Person, wanted: Wanted, today: date, page: int = 1, size: int | None = None
) -> list[Candidate]:
    """The households as one walks, a page of them or all."""
    require(viewer, Right.RECORD)
    h, r = Household, Resident
    reasons = list(_reasons(wanted, today))
    phone = columns(col(r.phone)).where(col(r.household_id) == col(h.id), col(r.is_head)).limit(1).scalar_subquery()
    told: list[Any] = [col(h.id), col(h.no), col(h.unit), col(h.floor), col(h.room), col(h.tier), col(h.safety_note)]
    asked = (
        columns(
            *told,
            col(Building.name).label("building"),
            col(Account.display).label("person"),
            head_name(),
            phone.label("phone"),
            *(holds.label(f"reason_{n}") for n, (_said, holds) in enumerate(reasons)),
        )
        .select_from(h)
        .join(Building, col(Building.id) == col(h.building_id))
        .outerjoin(Account, col(Account.id) == col(h.responsible_id))
        .where(*_conditions(wanted, today))
        .order_by(*as_one_walks(), col(h.id))
    )
    if size is not None:
        asked = asked.limit(size).offset((max(page, 1) - 1) * size)
    words = [said for said, _holds in reasons]
    return [privacy.mask(viewer, _candidate(row, words)) for row in s.execute(asked)]


def _candidate(row: Any, words: list[str]) -> Candidate:
    held = [said for n, said in enumerate(words) if getattr(row, f"reason_{n}")]
    told = {name: getattr(row, name) for name in ("id", "no", "floor", "tier", "safety_note")}
    return Candidate.model_construct(
        **told,
        door=telling.door(row.building, row.unit, row.room),
        head=row.head or "",
        phone=row.phone or "",
        person=row.person or "",
        because=_(", ").join(held),
    )


def _conditions(wanted: Wanted, today: date) -> list[ColumnElement[bool]]:
    h = Household
    found: list[ColumnElement[bool]] = [col(h.state) == HouseholdState.ACTIVE]
    if wanted.building_ids:
        found.append(col(h.building_id).in_(wanted.building_ids))
    if wanted.floor_from is not None:
        found.append(col(h.floor) >= wanted.floor_from)
    if wanted.floor_to is not None:
        found.append(col(h.floor) <= wanted.floor_to)
    if wanted.tiers:
        known = [tier for tier in wanted.tiers if tier is not None]
        none = [col(h.tier).is_(None)] if None in wanted.tiers else []
        found.append(or_(col(h.tier).in_(known), *none))
    if wanted.responsible_id is not None:
        found.append(col(h.responsible_id) == wanted.responsible_id)
    if reasons := [holds for _said, holds in _reasons(wanted, today)]:
        found.append(or_(*reasons))
    return found


def _reasons(wanted: Wanted, today: date) -> Iterator[tuple[str, ColumnElement[bool]]]:
    """Each thing that brings a household onto the list, in words and as a condition."""
    for kind in wanted.kinds:
        yield _(kind.label), _has(kind)
    if wanted.cannot_walk:
        yield _("Cannot walk down"), or_(_has(HardshipKind.FRAIL), _needs_carrying())
    since = midnight(today - RECENT)
    for hazard in wanted.hazards:
        told = type_coerce(col(Visit.hazards), String).like(f'%"{hazard}"%')
        yield (
            _(hazard.label),
            exists().where(col(Visit.household_id) == col(Household.id), col(Visit.at) >= since, told),
        )
    for word in search.asked_words(wanted.words):
        yield word, search.household_matches(word)


def _has(kind: HardshipKind) -> ColumnElement[bool]:
    h = Hardship
    return exists().where(col(h.household_id) == col(Household.id), col(h.kind) == kind, col(h.ended_on).is_(None))


def _needs_carrying() -> ColumnElement[bool]:
    r = Resident
    frail = col(r.self_care).in_((SelfCare.MODERATE, SelfCare.UNABLE))
    lame = col(r.disability_kind) == DisabilityKind.LIMB
    return exists().where(and_(col(r.household_id) == col(Household.id), col(r.lives_here), or_(frail, lame)))
