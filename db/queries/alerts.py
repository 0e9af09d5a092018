"""Early warnings: what nobody has seen yet, and what was raised in a period, with who saw it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Select, case, func
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, SQLModel, col

from db import telling
from db.choices import AlertKind, Hazard, HouseholdState, Tier, Trigger
from db.fields import On, Show
from db.models import Account, Alert, Building, Household
from db.queries.asked import advice_waits
from db.queries.kept import kept
from db.queries.rows import Page, head_name
from db.rights import Person, Right, require
from db.words import N_, _

STILL_HERE = (HouseholdState.ACTIVE, HouseholdState.PAUSED)
SAID: Mapping[AlertKind, str] = {
    AlertKind.TRIGGER: N_("{what}: {tier} at once"),
    AlertKind.TIER_ROSE: N_("The factors now advise {after}, before {before}"),
    AlertKind.SAME_HAZARD: N_("{what}, again at the next visit"),
    AlertKind.MOOD_FELL: N_("Low at three meetings in a row"),
    AlertKind.MISSED_TWICE: N_("Nobody met at two calls in a row"),
    AlertKind.PROMISE_BROKEN: N_("Promised for {day}, not done"),
}


class AlertRow(SQLModel):
    id: int
    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    household_id: int
    kind: Annotated[AlertKind, Show(N_("Early warning"), personal=True, on=On.TOLD)]
    on: Annotated[date, Show(N_("Raised on"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.TOLD)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.TOLD)]
    responsible: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.TOLD)]
    said: Annotated[str, Show(N_("What it is about"), personal=True, on=On.TOLD)]
    visit_id: int | None
    seen_on: Annotated[date | None, Show(N_("Seen on"), personal=False, on=On.TOLD)]
    seen_by: Annotated[str, Show(N_("Seen by"), personal=False, on=On.TOLD)]


@kept
def unseen(s: Session, viewer: Person, account_id: int | None = None, most: int = 12) -> Page[AlertRow]:
    """What nobody has seen, danger before all else, then the newest; of the households of one person, or of all."""
    require(viewer, Right.SEE_PEOPLE)
    wanted: list[Any] = [col(Alert.seen_on).is_(None), col(Household.state).in_(STILL_HERE)]
    if account_id is not None:
        wanted.append(col(Household.responsible_id) == account_id)
    counted = columns(func.count()).select_from(Alert).join(Household, col(Household.id) == col(Alert.household_id))
    total = s.execute(counted.where(_is_told(), *wanted)).scalar_one()
    danger = case((col(Alert.kind) == AlertKind.TRIGGER, 0), else_=1)
    asked = _rows().where(*wanted).order_by(danger, col(Alert.on).desc(), col(Alert.id).desc()).limit(most)
    return Page([_row(row) for row in s.execute(asked)] if total else [], total, size=most)


@kept
def undecided(s: Session, viewer: Person, _today: date, account_id: int | None = None) -> int:
    """How many households are advised another tier than they have, and nobody has decided."""
    require(viewer, Right.DECIDE_TIER)
    asked = columns(func.count()).select_from(Household).where(advice_waits())
    if account_id is not None:
        asked = asked.where(col(Household.responsible_id) == account_id)
    return s.execute(asked).scalar_one()


def of_household(s: Session, viewer: Person, household_id: int, most: int = 20) -> list[AlertRow]:
    require(viewer, Right.SEE_PEOPLE)
    asked = _rows().where(col(Alert.household_id) == household_id)
    return [_row(row) for row in s.execute(asked.order_by(col(Alert.on).desc(), col(Alert.id).desc()).limit(most))]


def raised(s: Session, viewer: Person, start: date, end: date, building_id: int | None = None) -> list[AlertRow]:
    """All that was raised in a period, each once, in the order of its days."""
    require(viewer, Right.SEE_PEOPLE)
    asked = _rows().where(col(Alert.on).between(start, end))
    if building_id is not None:
        asked = asked.where(col(Household.building_id) == building_id)
    return [_row(row) for row in s.execute(asked.order_by(col(Alert.on), col(Alert.id)))]


def _is_told() -> ColumnElement[bool]:
    """What was worked out is not told any more of who wants no evaluation; what happened is."""
    return (col(Alert.kind) != AlertKind.TIER_ROSE) | col(Household.by_hand).is_(False)


def _rows() -> Select[Any]:
    a, h = Alert, Household
    stored = (a.id, a.household_id, a.kind, a.about, a.told, a.on, a.visit_id, a.seen_on)
    staff = aliased(Account)  # beside the one who saw it
    return (
        columns(*(col(each) for each in stored), col(h.no), col(h.unit), col(h.room), col(h.tier), col(h.by_hand))
        .add_columns(col(Building.name).label("building"), head_name(), col(staff.display).label("responsible"))
        .add_columns(col(Account.display).label("seen_by"))
        .join(h, col(h.id) == col(a.household_id))
        .join(Building, col(Building.id) == col(h.building_id))
        .outerjoin(Account, col(Account.id) == col(a.seen_by_id))
        .outerjoin(staff, col(staff.id) == col(h.responsible_id))
        .where(_is_told())
    )


def _row(row: Any) -> AlertRow:
    return AlertRow.model_construct(
        id=row.id,
        no=row.no,
        household_id=row.household_id,
        kind=row.kind,
        on=row.on,
        door=telling.door(row.building, row.unit, row.room),
        head=row.head or "",
        tier=row.tier,
        responsible=row.responsible or "",
        said=said(row.kind, row.told, row.by_hand),
        visit_id=row.visit_id,
        seen_on=row.seen_on,
        seen_by=row.seen_by or "",
    )


def said(kind: AlertKind, told: str, by_hand: bool = False) -> str:
    """What it is about, in the language spoken now. Where people alone set the tier, none is set at once."""
    words = _(SAID[kind])
    match kind:
        case AlertKind.TRIGGER:
            what = _(Trigger(told).label)
            return what if by_hand else words.format(what=what, tier=_(Tier.ONE.label))
        case AlertKind.SAME_HAZARD:
            return words.format(what=_(Hazard(told).label))
        case AlertKind.TIER_ROSE:
            before, after = told.split(">")
            return words.format(before=_(Tier(before).label), after=_(Tier(after).label))
        case AlertKind.PROMISE_BROKEN:
            return words.format(day=telling.day(date.fromisoformat(told)))
        case _:
            return words
