"""What a briefing's visits found: problems, hazards, and risk by scale and by tier, each beside how it was before."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.briefing import BriefingAsked, gravest, gravity, turned
from db.briefing_days import earlier
from db.briefing_loop import Common, Commons
from db.briefing_visits import Found, HazardPlace, RiskScale, Standing, TierLine, Tiers
from db.choices import AT_ONCE, Appeal, Audience, Hazard, Level, Tier
from db.clock import midnight
from db.fields import field_of
from db.models import Assessment, Household, Need, Visit, VisitFields
from db.queries.briefing_few import told
from db.queries.briefing_files import few_of
from db.queries.briefing_period import SEEN, Period, has_before, in_scope, is_active, visits_of

SCALES = ("health", "safety", "stability")
ONE_DAY = timedelta(days=1)
NO_TIERS = Tiers()


def problems(s: Session, asked: BriefingAsked) -> tuple[Commons, bool]:
    """The problems raised in the period, and whether they are too few to be told."""
    start, end, _kind = earlier(asked.start, asked.end, asked.kind)
    homes = _raised(s, asked, asked.start, asked.end)
    before = {kind: len(there) for kind, there in _raised(s, asked, start, end).items()}
    return _commons(asked, homes, before)


def _raised(s: Session, asked: BriefingAsked, start: date, end: date) -> dict[Any, list[int]]:
    question = columns(col(Need.kind), col(Need.household_id)).where(col(Need.raised_on).between(start, end))
    question = question.join(Household, col(Household.id) == col(Need.household_id)).where(*in_scope(asked))
    found: dict[Any, list[int]] = defaultdict(list)
    for kind, home in s.execute(question.order_by(col(Need.id))):
        found[kind].append(home)
    return found


def appeals(s: Session, period: Period) -> tuple[Commons, bool]:
    """What was asked for at the visits, by visits and by households; and whether that is too little to be told."""
    asked = period.asked
    start, end, _kind = earlier(asked.start, asked.end, asked.kind)
    then = s.execute(visits_of(asked, columns(col(Visit.appeals)), start, end)).scalars()
    before = Counter(each for there in then for each in there if each is not Appeal.NONE)
    homes = period.homes(lambda visit: [each for each in visit.appeals if each is not Appeal.NONE])
    return _commons(asked, homes, before)


def _commons(asked: BriefingAsked, homes: Mapping[Any, list[int]], before: Mapping[Any, int]) -> tuple[Commons, bool]:
    shown = told(asked, homes)
    is_beside = has_before(asked) and asked.audience is not Audience.NOTICE
    kinds = [
        Common(kind, len(there), len(set(there)), before.get(kind, 0) if is_beside else None)
        for kind, there in shown.items()
    ]
    in_all = {home for there in shown.values() for home in there}
    was = sum(before.values()) if is_beside else None
    return Commons(tuple(kinds), sum(one.n for one in kinds), len(in_all), was), bool(homes) and not shown


def hazards(period: Period) -> tuple[tuple[Found, ...], tuple[HazardPlace, ...], int]:
    """By hazard and, inside the house, by building; and the households in which any was found."""
    where: dict[Hazard, set[int]] = defaultdict(set)
    for visit in period.visits:
        for hazard in visit.hazards:
            where[hazard].add(visit.household_id)
    asked, files = period.asked, period.files
    is_internal = asked.audience is Audience.INTERNAL
    shown = told(asked, {hazard: sorted(homes) for hazard, homes in where.items()})
    found = tuple(
        Found(
            hazard,
            len(set(homes)),
            tuple(files.door(home) for home in files.in_order(homes)) if is_internal else (),
        )
        for hazard, homes in shown.items()
    )
    places = _by_building(period, where) if is_internal else ()
    return found, places, len({home for homes in shown.values() for home in homes})


def _by_building(period: Period, where: Mapping[Hazard, set[int]]) -> tuple[HazardPlace, ...]:
    homes: dict[int, set[int]] = defaultdict(set)
    counts: dict[int, Counter[Hazard]] = defaultdict(Counter)
    for hazard, there in where.items():
        for home in there:
            building = period.files.building_id(home)
            homes[building].add(home)
            counts[building][hazard] += 1
    buildings = period.files.buildings
    order = sorted(homes, key=lambda each: buildings[each].position)
    return tuple(HazardPlace(buildings[b].name, len(homes[b]), dict(counts[b].most_common())) for b in order)


def risks(s: Session, period: Period) -> tuple[RiskScale, ...]:
    """Households by level. Not assessed stands beside none: the two are not the same."""
    order: list[Level | None] = [*reversed(Level), None]
    before = _met_before(s, period)
    scales = []
    for name in SCALES:
        counts = Counter(getattr(visit, name) for visit in period.latest)
        ways = Counter(_beside(before.get(v.household_id), v, name) for v in period.latest)
        levels = {level: counts[level] for level in order}
        compared = (ways[way] for way in (-1, 0, 1, None))
        scales.append(RiskScale(field_of(VisitFields, name).show.label, levels, *compared))
    return tuple(scales)


def _beside(before: Any, now: Visit, scale: str) -> int | None:
    was, level = getattr(before, scale, None), getattr(now, scale)
    return turned(None if was is None else int(was), None if level is None else int(level))


def _met_before(s: Session, period: Period) -> dict[int, Any]:
    """The levels of each visited household at its last meeting before the period."""
    h, v = Household, aliased(Visit)
    newest = columns(col(v.id)).where(col(v.household_id) == col(h.id), col(v.at) < midnight(period.asked.start))
    newest = newest.where(col(v.outcome).in_(SEEN)).order_by(col(v.at).desc(), col(v.id).desc()).limit(1)
    told: Any = columns(col(h.id).label("home"), col(Visit.health), col(Visit.safety), col(Visit.stability))
    asked = told.join(Visit, col(Visit.id) == newest.correlate(h).scalar_subquery())
    return {row.home: row for few in few_of(period.visited) for row in s.execute(asked.where(col(h.id).in_(few)))}


def tiers(s: Session, period: Period) -> Tiers:
    """The households of the scope that were active, by tier, before the period and at its end."""
    days = (period.asked.start - ONE_DAY, period.day)
    was, now = (_advised(s, day) for day in days)
    set_: list[Counter[Tier | None]] = [Counter(), Counter()]
    advised: list[Counter[Tier | None]] = [Counter(), Counter()]
    rose = fell = 0
    for each in period.stood.values():
        active = [is_active(one) for one in each.stood]
        for n, (stood, of) in enumerate(zip(each.stood, (was, now), strict=True)):
            if active[n]:
                set_[n][Tier(stood.value) if stood.is_tier else None] += 1
                advised[n][of.get(each.household_id)] += 1
        way = turned(*(int(tier) if tier else None for tier in (of.get(each.household_id) for of in (was, now))))
        if all(active):
            rose += way == -1
            fell += way == 1
    lines = tuple(
        TierLine(tier, set_[0][tier], set_[1][tier], advised[0][tier], advised[1][tier])
        for tier in (*Tier, None)
        if any(of[tier] for of in (*set_, *advised))
    )
    return Tiers(lines, set_[0].total(), set_[1].total(), rose, fell)


def _advised(s: Session, day: date) -> dict[int, Tier]:
    """What the factors advised of each household on the evening of a day."""
    a = Assessment
    last = columns(func.max(col(a.id))).where(col(a.on) <= day).group_by(col(a.household_id))
    return dict(s.execute(columns(col(a.household_id), col(a.tier)).where(col(a.id).in_(last))).tuples().all())


def at_risk(period: Period) -> tuple[tuple[Standing, ...], int]:
    """The households at grave risk that may be listed, and how many may not."""
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
