"""The households behind a cell of the months: who was visited, met, looked grave, or was followed closely then."""

from datetime import date
from enum import StrEnum
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.clock import day_of, midnight
from db.models import Household, Visit
from db.queries.asked import Asked, allowed, of_households
from db.queries.behind import Behind, Told, behind
from db.queries.kept import kept
from db.queries.months import By, Key, Span, gravest, lasting, was_met
from db.queries.stood import CLOSE, ONE_DAY, histories, of_the_past
from db.rights import Person, Right, require
from db.words import _


class Measure(StrEnum):
    """What the months tell of a cell."""

    MET = "met"
    VISITS = "visits"
    MEAN = "mean"
    CLOSE = "close"


@kept
def month_homes(
    s: Session, viewer: Person, asked: Asked, span: Span, by: By, key: Key, measure: Measure, today: date
) -> Behind:
    """Each with the day it was last visited (or met) in that month; for who was followed closely, with the tier."""
    require(viewer, Right.SEE_PEOPLE)
    may = of_the_past(allowed(viewer, asked)[0])
    conditions = [*of_households(viewer, may, today), *_of(may, by, key, span, measure)]
    if measure is Measure.CLOSE:
        stood = ((each.household_id, each.stood[0]) for each in histories(s, conditions, [span[1]]))
        return behind(s, viewer, {home: Told(span[1], _(one.label)) for home, one in stood if one in CLOSE})
    v, seen = Visit, gravest()
    wanted: list[Any] = [col(v.at) >= midnight(span[0]), col(v.at) < midnight(span[1] + ONE_DAY)]
    match measure:
        case Measure.MET:
            wanted.append(was_met())
        case Measure.MEAN:
            wanted.append(seen.is_not(None))
    found = s.execute(
        columns(col(v.household_id), func.max(col(v.at)), func.count(), func.avg(seen))
        .join(Household, col(Household.id) == col(v.household_id))
        .where(*conditions, *wanted)
        .group_by(col(v.household_id))
    )
    told = {home: Told(day_of(at), _said(measure, n, mean)) for home, at, n, mean in found}
    return behind(s, viewer, told)


def _of(may: Asked, by: By, key: Key, span: Span, measure: Measure) -> list[Any]:
    if by is By.BUILDING:
        return [col(Household.building_id) == key]
    kinds = lasting(may).c
    lasts = kinds.ended_on > span[1] if measure is Measure.CLOSE else kinds.ended_on >= span[0]
    whose = columns(kinds.household_id).where(kinds.kind == key, kinds.ended_on.is_(None) | lasts)
    return [col(Household.id).in_(whose)]


def _said(measure: Measure, n: int, mean: Any) -> str:
    if measure is Measure.MEAN:
        return f"{float(mean):.1f}"
    return _("1 visit") if n == 1 else _("{n} visits").format(n=n)
