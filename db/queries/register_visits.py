"""The register by visits: the same filters, newest first."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import privacy
from db.models import Building, Household, Visit, VisitBy
from db.queries import rows
from db.queries.asked import Asked, allowed, of_visits
from db.queries.rows import Page, VisitRow
from db.rights import Person, Right, require

MOST_COUNTED = 10_000  # beyond it people read "more than"


def visits(s: Session, viewer: Person, asked: Asked, today: date) -> Page[VisitRow]:
    """The visits of one page, newest first. More than `MOST_COUNTED` are not counted to the end."""
    may, said = allowed(viewer, asked)
    matching = _matching(viewer, may)
    total = s.exec(select(func.count()).select_from(matching.limit(MOST_COUNTED + 1).subquery())).one()
    is_more, total = total > MOST_COUNTED, min(total, MOST_COUNTED)
    number = min(max(may.page, 1), max(1, -(-total // may.size)))
    way = (col(Visit.at), col(Visit.id)) if may.descending else (col(Visit.at).desc(), col(Visit.id).desc())
    chosen = matching.order_by(*way).limit(may.size).offset((number - 1) * may.size)
    found = _visit_rows(s, viewer, chosen, way) if total else []
    return Page(found, total, number, may.size, is_more=is_more, said=said)


def newest(s: Session, viewer: Person, most: int) -> list[VisitRow]:
    """The latest visits of all, uncounted."""
    way = (col(Visit.at).desc(), col(Visit.id).desc())
    return _visit_rows(s, viewer, select(Visit.id).order_by(*way).limit(most), way)


def export(s: Session, viewer: Person, asked: Asked) -> list[VisitRow]:
    """Every visit that matches, newest first, for a spreadsheet."""
    require(viewer, Right.EXPORT)
    may, _said = allowed(viewer, asked)
    newest = (col(Visit.at).desc(), col(Visit.id).desc())
    return _visit_rows(s, viewer, _matching(viewer, may), newest)


def _matching(viewer: Person, may: Asked) -> Select[Any]:
    both = select(Visit.id).join(Household, col(Household.id) == col(Visit.household_id))
    return both.where(*of_visits(viewer, may))


def _visit_rows(s: Session, viewer: Person, chosen: Select[Any], way: Sequence[Any]) -> list[VisitRow]:
    h, v = Household, Visit
    by = VisitBy
    went = columns(col(by.name)).where(col(by.visit_id) == col(v.id)).correlate(v).order_by(col(by.account_id))
    staff = columns(func.aggregate_strings(went.subquery().c.name, "、"))
    stored: list[Any] = [
        v.id,
        v.at,
        v.way,
        v.outcome,
        v.health,
        v.safety,
        v.stability,
        v.said,
        h.no,
        h.unit,
        h.room,
        h.tier,
    ]
    wanted = (
        columns(
            *(col(each) for each in stored),
            col(h.no),
            col(h.unit),
            col(h.room),
            col(h.tier),
            col(Building.name).label("building"),
            rows.head_name(),
            staff.scalar_subquery().label("staff"),
        )
        .select_from(v)
        .join(h, col(h.id) == col(v.household_id))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(v.id).in_(chosen))
        .order_by(*way)
    )
    return [privacy.mask(viewer, rows.visit(row)) for row in s.execute(wanted)]
