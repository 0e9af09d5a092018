"""The register: households that match, sorted and paged in the database, with their numbers by tier."""

from dataclasses import replace
from datetime import date
from functools import lru_cache
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import privacy
from db.choices import Tier
from db.models import Account, Building, Hardship, Household, Resident
from db.queries import rows
from db.queries.asked import Asked, Order, allowed, of_households
from db.queries.register_visits import visits
from db.queries.rows import HouseholdRow, Page, VisitRow
from db.rights import Person, Right, require

__all__ = ["Asked", "HouseholdRow", "Order", "Page", "VisitRow", "counts", "export", "households", "these", "visits"]


def households(s: Session, viewer: Person, asked: Asked, today: date) -> Page[HouseholdRow]:
    """The households of one page, and how many match by tier. Two statements, whatever is asked."""
    may, said = allowed(viewer, asked)
    by_tier = _counted(s, viewer, may, today)
    total = sum(by_tier.values())
    may = replace(may, page=min(max(may.page, 1), max(1, -(-total // may.size))))
    found = s.execute(_one_page(viewer, may, today)).all() if total else []
    shown = [privacy.mask(viewer, rows.household(row, today)) for row in found]
    return Page(shown, total, may.page, may.size, by_tier, said=said)


def these(s: Session, viewer: Person, household_ids: tuple[int, ...], today: date) -> list[HouseholdRow]:
    """Households that have been chosen one by one, in the order chosen."""
    found = {row.id: row for row in s.execute(_rows_of(household_ids, Asked()))}
    return [privacy.mask(viewer, rows.household(found[key], today)) for key in household_ids if key in found]


def counts(s: Session, viewer: Person, asked: Asked, today: date) -> dict[Tier | None, int]:
    """How many households match, by tier."""
    return _counted(s, viewer, allowed(viewer, asked)[0], today)


def export(s: Session, viewer: Person, asked: Asked, today: date) -> list[HouseholdRow]:
    """Every household that matches, for a spreadsheet."""
    require(viewer, Right.EXPORT)
    may, _said = allowed(viewer, asked)
    found = s.execute(_rows_of(_chosen(viewer, may, today), may))
    return [privacy.mask(viewer, rows.household(row, today)) for row in found]


def _counted(s: Session, viewer: Person, may: Asked, today: date) -> dict[Tier | None, int]:
    found = dict(s.execute(_by_tier(viewer, may, today)).tuples().all())
    return {tier: found[tier] for tier in (*Tier, None) if tier in found}


# Statements are kept: putting one together takes longer than the database needs to answer it.
@lru_cache(maxsize=300)
def _by_tier(viewer: Person, may: Asked, today: date) -> Select[Tier | None, int]:
    counted = columns(col(Household.tier), func.count())
    return counted.where(*of_households(viewer, may, today)).group_by(col(Household.tier))


@lru_cache(maxsize=300)
def _one_page(viewer: Person, may: Asked, today: date) -> Select[Any]:
    return _rows_of(_chosen(viewer, may, today).limit(may.size).offset((may.page - 1) * may.size), may)


def _chosen(viewer: Person, may: Asked, today: date) -> Select[Any]:
    """The ids that match, in order; rows are put together for one page only."""
    chosen = select(Household.id).where(*of_households(viewer, may, today))
    if may.order is Order.DOOR:
        chosen = chosen.join(Building, col(Building.id) == col(Household.building_id))
    return chosen.order_by(*_order(may))


def _order(asked: Asked) -> list[Any]:
    """What is not known comes where it needs care: never met first, risk not known last."""
    h, down = Household, asked.descending
    by: dict[Order, list[Any]] = {
        Order.CARE: [col(h.tier).asc().nulls_last(), col(h.last_met_at).asc().nulls_first()],
        Order.MET: [col(h.last_met_at).asc().nulls_first()],
        Order.RISK: [col(h.risk_tier).asc().nulls_last(), col(h.risk_score).desc().nulls_last()],
        Order.DOOR: rows.as_one_walks(),
        Order.NUMBER: [],
    }
    turned: dict[Order, list[Any]] = {
        Order.CARE: [col(h.tier).desc().nulls_first(), col(h.last_met_at).desc().nulls_last()],
        Order.MET: [col(h.last_met_at).desc().nulls_last()],
        Order.RISK: [col(h.risk_tier).desc().nulls_last(), col(h.risk_score).asc().nulls_last()],
        Order.DOOR: rows.as_one_walks(back=True),
        Order.NUMBER: [],
    }
    return [*(turned if down else by)[asked.order], col(h.no).desc() if down else col(h.no)]


def _rows_of(chosen: Select[Any] | tuple[int, ...], may: Asked) -> Select[Any]:
    h, r = Household, Resident
    people = columns(func.count()).where(col(r.household_id) == col(h.id), col(r.lives_here))
    kinds = columns(func.aggregate_strings(col(Hardship.kind), ",")).where(
        col(Hardship.household_id) == col(h.id), col(Hardship.ended_on).is_(None)
    )
    stored: list[Any] = [
        h.id,
        h.no,
        h.unit,
        h.room,
        h.tier,
        h.risk_score,
        h.risk_tier,
        h.last_risk,
        h.last_met_at,
        h.last_visit_at,
        h.last_outcome,
    ]
    return (
        columns(
            *(col(each) for each in stored),
            col(h.visits),
            col(h.state),
            col(Building.name).label("building"),
            col(Account.display).label("responsible"),
            rows.head_name(),
            people.scalar_subquery().label("people"),
            kinds.scalar_subquery().label("kinds"),
        )
        .select_from(h)
        .join(Building, col(Building.id) == col(h.building_id))
        .outerjoin(Account, col(Account.id) == col(h.responsible_id))
        .where(col(h.id).in_(chosen))
        .order_by(*_order(may))
    )
