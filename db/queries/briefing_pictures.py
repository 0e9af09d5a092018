"""The pictures of a briefing, gathered anew for its audience: outside the house as a partner would see them.

Inside the house one comes by itself: the building where most is to be done.
"""

from dataclasses import replace
from datetime import date

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.briefing import BriefingAsked, Figure, Unseen
from db.choices import Audience, HouseholdState, NeedState, Role, Tier
from db.models import Building, Household, Need
from db.pictures import Picture, PictureAsked
from db.queries.asked import allowed
from db.queries.elevation import elevation
from db.queries.estate_plan import EstatePlan, estate_plan
from db.queries.hazards import Hazards
from db.queries.heat_map import HeatMap
from db.queries.month_homes import Measure
from db.queries.months import By, Months
from db.queries.moves import Moves
from db.queries.sums import sums
from db.queries.told_filters import told_filters
from db.rights import BRIEF, Person, Right, require
from db.words import N_

A_FAMILY = N_("a flat is a family, and stays in the house")
BY_PERSON = N_("it is filtered by what is personal")
FILTERED = N_("it is filtered: two such pictures beside each other would tell of one family")
ON_THE_BOARD = N_("it tells of illness or risk, which the notice board does not")
TOO_FEW = N_("it rests on too few households")
OF_RISK = {Picture.HARDSHIP, Picture.MOVES, Picture.PLAN}
HARMLESS = {Measure.MET, Measure.VISITS}


def gathered(
    s: Session, viewer: Person, asked: BriefingAsked, today: date
) -> tuple[tuple[Figure, ...], tuple[Unseen, ...]]:
    """The pictures this audience gets, and those it does not."""
    require(viewer, BRIEF[asked.audience])
    is_outward = asked.audience is not Audience.INTERNAL
    eyes = replace(viewer, role=Role.READER) if is_outward else viewer
    shown: list[Figure] = []
    unseen: list[Unseen] = []
    for each in (*_by_itself(s, viewer, asked, today), *asked.pictures):
        why = _why_not(eyes, each, asked.audience) if is_outward else ""
        facts = None if why else _facts(s, eyes, each, today)
        if facts is None or (is_outward and _is_bare(facts)):
            unseen.append(Unseen(each, why or TOO_FEW))
        else:
            shown.append(Figure(each, told_filters(s, eyes, each.asked), facts))
    return tuple(shown), tuple(unseen)


def _by_itself(s: Session, viewer: Person, asked: BriefingAsked, today: date) -> tuple[PictureAsked, ...]:
    """The front of the building with the most households in the closest tier, and among these with the most that have
    something open. A picture shows today, so an older period has none; one of a building that was taken in replaces it.
    """
    if asked.audience is not Audience.INTERNAL or not viewer.may(Right.SEE_PEOPLE):
        return ()
    if asked.end < today or asked.hardship is not None or asked.round_id is not None:
        return ()
    if any(each.picture is Picture.BUILDING for each in asked.pictures):
        return ()
    h = Household
    is_open = select(Need.id).where(col(Need.household_id) == col(h.id), col(Need.state) != NeedState.CLOSED).exists()
    close, loaded = (func.count(case((true, 1))) for true in (col(h.tier) == Tier.ONE, is_open))
    gravest = (
        columns(col(h.building_id))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(h.state) == HouseholdState.ACTIVE)
        .group_by(col(h.building_id), col(Building.position))
        .order_by(close.desc(), loaded.desc(), col(Building.position))
        .limit(1)
    )
    if asked.building_id is not None:
        gravest = gravest.where(col(h.building_id) == asked.building_id)
    found = s.execute(gravest).scalar()
    return () if found is None else (PictureAsked(Picture.BUILDING, options=(("buildings", str(found)),)),)


def _why_not(eyes: Person, each: PictureAsked, audience: Audience) -> str:
    if each.picture is Picture.BUILDING:
        return A_FAMILY
    if audience is Audience.NOTICE and _tells_risk(each):
        return ON_THE_BOARD
    if allowed(eyes, each.asked)[0] != each.asked:
        return BY_PERSON
    if set(each.asked.named()) - {"building_ids"}:
        return FILTERED
    return ""


def _tells_risk(each: PictureAsked) -> bool:
    if each.picture is Picture.MONTHS:
        by_kind = each.option("by") == By.KIND
        return by_kind or each.option("measure", Measure.MET) not in HARMLESS
    return each.picture in OF_RISK


def _facts(s: Session, eyes: Person, each: PictureAsked, today: date) -> object:
    match each.picture:
        case Picture.BUILDING:
            shown = (int(key) for key in each.option("buildings").split(",") if key.isdecimal())
            return elevation(s, eyes, each.asked, today, tuple(shown))
        case Picture.PLAN:
            return estate_plan(s, eyes, each.asked, today)
        case _:
            return sums(s, eyes, each, today)


def _is_bare(facts: object) -> bool:
    """Whether nothing is left of it once small numbers are gone."""
    match facts:
        case EstatePlan():
            return not facts.households
        case HeatMap() | Months() | Moves() | Hazards():
            return not facts.cells
    return False
