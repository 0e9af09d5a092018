"""The facts of a briefing, masked for the audience before they leave here."""

from collections import Counter
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from db.briefing import (
    Asking,
    Briefing,
    BriefingAsked,
    Candidate,
    Case,
    Found,
    NextVisit,
    RiskScale,
    Standing,
    VisitLine,
    gravest,
    gravity,
)
from db.choices import AT_ONCE, Appeal, Audience, Level
from db.errors import Refused
from db.fields import field_of
from db.models import Building, Estate, EstateFields, Visit, VisitFields
from db.queries.briefing_files import Files, papers, photos, read_files
from db.queries.briefing_period import Period, counted, earlier, read_visits, totals
from db.rights import BRIEF, Person, Right, require
from db.words import N_, _

__all__ = ["Briefing", "BriefingAsked", "buildings", "earlier", "facts"]

CASES = 5  # told in words when nobody chooses
OFFERED = 30
SCALES = ("health", "safety", "stability")
NO_HARDSHIP = N_("A briefing for outside is not limited to one hardship: it would tell who has it. Choose all.")


def facts(s: Session, viewer: Person, asked: BriefingAsked, today: date) -> Briefing:
    """Everything the paper will say, as this audience may read it. For the notice board no household is listed."""
    require(viewer, BRIEF[asked.audience])
    if asked.hardship is not None and (asked.audience is Audience.NOTICE or not viewer.may(Right.SEE_PEOPLE)):
        raise Refused(_(NO_HARDSHIP))
    estate = s.exec(select(Estate)).one()
    building = s.get(Building, asked.building_id) if asked.building_id is not None else None
    visits = read_visits(s, asked)
    period = Period(asked, visits, read_files(s, asked, visits, today))
    listed = period.listed(visits)
    cases = _cases(period)
    grave, grave_left_out = _at_risk(period)
    coming, coming_left_out = _next_visits(period)
    pictures, pictures_left_out = photos(s, period.files, visits, [case.visit_id for case in cases])
    is_notice = asked.audience is Audience.NOTICE
    return Briefing(
        asked=asked,
        made_on=today,
        estate=EstateFields.model_validate(estate, from_attributes=True),
        is_demonstration=estate.demonstration,
        building=building.name if building else "",
        totals=totals(s, period),
        visits=tuple(_line(period, visit) for visit in listed),
        visits_left_out=len(visits) - len(listed),
        households_left_out=len(period.visited - period.files.listed),
        appeals=counted(appeal for v in visits for appeal in v.appeals if appeal is not Appeal.NONE),
        cases=cases,
        candidates=tuple(
            Candidate(_id(v), v.at, period.files.label(v.household_id)) for v in _by_gravity(period)[:OFFERED]
        ),
        causes=counted(c for h in period.visited for c in period.files.causes(h) if not is_notice),
        durations=counted(v.duration for v in period.latest if v.duration and not is_notice),
        origins=counted(v.origin for v in period.latest if v.origin and not is_notice),
        hazards=_hazards(period),
        risks=() if is_notice else _risks(period),
        at_risk=grave,
        at_risk_left_out=grave_left_out,
        measures=counted(measure for v in visits for measure in v.own_measures),
        helps=counted(help_ for v in visits for help_ in v.outside_help),
        askings=_askings(period),
        askings_left_out=sum(1 for v in visits if v.outside_help and v.household_id not in period.files.listed),
        next_visits=coming,
        next_visits_left_out=coming_left_out,
        photos=pictures,
        photos_left_out=pictures_left_out,
        papers=papers(s, period.files, visits) if asked.audience is Audience.INTERNAL else (),
    )


def _id(visit: Visit) -> int:
    assert visit.id is not None
    return visit.id


def _line(period: Period, visit: Visit) -> VisitLine:
    files = period.files
    return VisitLine(
        visit.at,
        files.label(visit.household_id),
        files.hardships(visit.household_id),
        files.staff.get(_id(visit), ()),
        visit.way,
        visit.outcome,
    )


def _by_gravity(period: Period) -> list[Visit]:
    """One visit of each household that may be told, the gravest first; only those at which something was written."""
    told: dict[int, Visit] = {}
    for visit in sorted(period.listed(period.visits), key=gravity, reverse=True):
        if visit.said or visit.seen or visit.circumstances or visit.hazards or visit.changes:
            told.setdefault(visit.household_id, visit)
    return list(told.values())


def _cases(period: Period) -> tuple[Case, ...]:
    chosen = period.asked.cases
    if chosen is None:
        visits = _by_gravity(period)[:CASES]
    else:
        visits = [visit for visit in period.listed(period.visits) if visit.id in chosen]
    files = period.files
    return tuple(
        Case(
            _id(visit),
            files.label(visit.household_id),
            files.hardships(visit.household_id),
            files.staff.get(_id(visit), ()),
            _told(files, visit),
        )
        for visit in visits
    )


def _told(files: Files, visit: Visit) -> VisitFields:
    """What was typed of a visit, each text as the audience may read it."""
    told = VisitFields.model_validate(visit, from_attributes=True)
    changed: dict[str, Any] = {}
    for name in VisitFields.model_fields:
        value = getattr(told, name)
        if type(value) is str:
            changed[name] = files.words(value, visit.household_id)
    return told.model_copy(update=changed)


def _hazards(period: Period) -> tuple[Found, ...]:
    where: dict[Any, set[int]] = {}
    for visit in period.visits:
        for hazard in visit.hazards:
            where.setdefault(hazard, set()).add(visit.household_id)
    files, is_internal = period.files, period.asked.audience is Audience.INTERNAL
    return tuple(
        Found(hazard, len(homes), tuple(files.door(h) for h in files.in_order(homes)) if is_internal else ())
        for hazard, homes in sorted(where.items(), key=lambda found: -len(found[1]))
    )


def _risks(period: Period) -> tuple[RiskScale, ...]:
    """Households by level. Not assessed stands beside none: the two are not the same."""
    order: list[Level | None] = [*reversed(Level), None]
    scales = []
    for name in SCALES:
        counts = Counter(getattr(visit, name) for visit in period.latest)
        scales.append(RiskScale(field_of(VisitFields, name).show.label, {level: counts[level] for level in order}))
    return tuple(scales)


def _at_risk(period: Period) -> tuple[tuple[Standing, ...], int]:
    files = period.files
    found = [v for v in period.latest if gravest(v) == int(Level.GRAVE) or AT_ONCE.intersection(v.circumstances)]
    standing = [
        Standing(
            files.label(visit.household_id),
            tuple(
                (field_of(VisitFields, name).show.label, files.words(getattr(visit, f"{name}_why"), visit.household_id))
                for name in SCALES
                if getattr(visit, name) is Level.GRAVE
            ),
            tuple(c for c in visit.circumstances if c in AT_ONCE),
        )
        for visit in sorted(period.listed(found), key=gravity, reverse=True)
    ]
    return tuple(standing), len(found) - len(standing)


def _askings(period: Period) -> tuple[Asking, ...]:
    files = period.files
    return tuple(
        Asking(tuple(v.outside_help), files.label(v.household_id), files.words(v.outside_words, v.household_id))
        for v in period.listed(period.visits)
        if v.outside_help
    )


def _next_visits(period: Period) -> tuple[tuple[NextVisit, ...], int]:
    """What was agreed at each household's last visit and lies after the period."""
    files = period.files
    agreed = [(v.next_on, v) for v in period.latest if v.next_on is not None and v.next_on > period.asked.end]
    told = [
        NextVisit(on, files.label(v.household_id), files.words(v.next_focus, v.household_id))
        for on, v in sorted(agreed, key=lambda each: each[0])
        if v.household_id in files.listed
    ]
    return tuple(told), len(agreed) - len(told)


def buildings(s: Session, viewer: Person) -> dict[int, str]:
    """The buildings a briefing may be limited to, in their natural order."""
    require(viewer, Right.BRIEF_OUTWARD)
    return {b.id: b.name for b in s.exec(select(Building).order_by(col(Building.position))) if b.id is not None}
