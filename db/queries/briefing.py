"""The facts of a briefing, masked for the audience before they leave here."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from db.briefing import Briefing, BriefingAsked
from db.briefing_board import on_the_board
from db.briefing_days import earlier
from db.briefing_visits import VisitLine
from db.choices import Audience, Role
from db.errors import Refused
from db.models import Building, Estate, EstateFields, Visit
from db.queries import briefing_found, briefing_loop, briefing_out, briefing_round
from db.queries.asked import Asked
from db.queries.briefing_ahead import coming
from db.queries.briefing_asks import asks
from db.queries.briefing_attached import papers, photos
from db.queries.briefing_cases import candidates, cases
from db.queries.briefing_few import is_few, tallied
from db.queries.briefing_files import read_files
from db.queries.briefing_lists import Lists, planned_from, promises, read_lists, slips
from db.queries.briefing_period import Period, counted, is_now, read_visits, stood, totals
from db.queries.briefing_pictures import gathered
from db.queries.briefing_warnings import raised_in, warnings
from db.queries.heat_map import HeatMap, heat_map
from db.rights import BRIEF, Person, Right, require
from db.words import N_, _

__all__ = ["Briefing", "BriefingAsked", "buildings", "earlier", "facts"]

NO_HARDSHIP = N_("A briefing for outside is not limited to one hardship: it would tell who has it. Choose all.")


def facts(s: Session, viewer: Person, asked: BriefingAsked, today: date) -> Briefing:
    """Everything the paper will say, as this audience may read it. For the notice board no household is listed."""
    require(viewer, BRIEF[asked.audience])
    if asked.hardship is not None and (asked.audience is Audience.NOTICE or not viewer.may(Right.SEE_PEOPLE)):
        raise Refused(_(NO_HARDSHIP))
    estate = s.exec(select(Estate)).one()
    building = s.get(Building, asked.building_id) if asked.building_id is not None else None
    visits, lists = read_visits(s, asked), read_lists(s, asked, today)
    files = read_files(s, asked, visits, lists.homes, today)
    period = Period(asked, visits, files, stood(s, asked, today))
    told_cases = cases(s, period)
    pictures, pictures_left_out = photos(s, period.files, visits, [case.visit_id for case in told_cases])
    figures, figures_left_out = gathered(s, viewer, asked, today)
    is_internal = asked.audience is Audience.INTERNAL
    brought = papers(s, period.files, visits)
    found = Briefing(
        asked=asked,
        made_on=today,
        estate=EstateFields.model_validate(estate, from_attributes=True),
        is_demonstration=estate.demonstration,
        building=building.name if building else "",
        cases=told_cases,
        candidates=candidates(period),
        photos=pictures,
        photos_left_out=pictures_left_out,
        papers=brought if is_internal else (),
        warnings=warnings(s, viewer, asked),
        crossing=_crossing(s, viewer, asked, today) if is_now(period) else None,
        figures=figures,
        figures_left_out=figures_left_out,
        offices=tuple(files.receivers.offices) if asked.audience is Audience.COMMITTEE else (),
        **_of_visits(s, period),
        **_of_the_loop(s, period, lists),
    )
    left_out = tuple(briefing_out.withheld(found, files, len(brought), raised_in(s, viewer, asked)))
    told = on_the_board(found) if asked.audience is Audience.NOTICE else found
    return replace(told, leaves=tuple(briefing_out.leaves(found, files)), left_out=left_out)


def _of_visits(s: Session, period: Period) -> dict[str, Any]:
    """What the visits of the period tell, by the names of the facts."""
    asked, files = period.asked, period.files
    is_notice = asked.audience is Audience.NOTICE
    listed = period.listed(period.visits)
    hazards, places, hazard_homes = briefing_found.hazards(period)
    grave, grave_left_out = briefing_found.at_risk(period)
    return {
        "totals": totals(s, period),
        "crew": files.crew,
        "visits": tuple(_line(period, visit) for visit in listed),
        "visits_left_out": len(period.visits) - len(listed),
        "households_left_out": len(period.visited - files.listed),
        "causes": {} if is_notice else counted(cause for home in period.visited for cause in files.causes(home)),
        "durations": {} if is_notice else counted(v.duration for v in period.latest if v.duration),
        "origins": {} if is_notice else counted(v.origin for v in period.latest if v.origin),
        "hazards": hazards,
        "hazard_places": places,
        "hazard_homes": hazard_homes,
        "risks": () if is_notice else briefing_found.risks(s, period),
        "at_risk": grave,
        "at_risk_left_out": grave_left_out,
        "measures": tallied(asked, period.homes(lambda visit: visit.own_measures)),
        "helps": tallied(asked, period.homes(lambda visit: visit.outside_help)),
    }


def _of_the_loop(s: Session, period: Period, lists: Lists) -> dict[str, Any]:
    """What became of problems; and which of all facts rest on too few households to be told."""
    asked, files, day = period.asked, period.files, period.day
    told: dict[str, Any] = {}
    few: set[str] = set(_few_of_visits(period))
    for name, (fact, is_little) in {
        "problems": briefing_found.problems(s, asked),
        "appeals": briefing_found.appeals(s, period),
        "round": briefing_round.told(s, period),
        "slips": slips(files, lists.slips, day),
        "money": briefing_loop.money(s, asked, day),
        "balance": briefing_loop.balance(s, asked, day),
        "effect": briefing_loop.effect(s, asked, day),
        "promises": promises(files, lists.promises, day),
        "coming": coming(files, lists, _agreed(s, period), day),
    }.items():
        told[name] = fact
        few |= {name} if is_little else set()
    told["ours"], told["theirs"], little = briefing_loop.works(s, asked, day)
    told["asks"], told["asks_left_out"] = asks(files, lists, period.visits, day)
    is_notice = asked.audience is Audience.NOTICE
    told["tiers"] = briefing_found.NO_TIERS if is_notice else briefing_found.tiers(s, period)
    return told | {"too_few": frozenset((*few, *little))}


def _few_of_visits(period: Period) -> Iterator[str]:
    asked = period.asked
    homes = period.homes
    for name, of in (
        ("visits", list(period.visited)),
        ("hazards", [home for there in homes(lambda visit: visit.hazards).values() for home in there]),
        ("measures", [home for there in homes(lambda visit: visit.own_measures).values() for home in there]),
        ("helps", [home for there in homes(lambda visit: visit.outside_help).values() for home in there]),
    ):
        if is_few(asked, of):
            yield name


def _agreed(s: Session, period: Period) -> list[Visit]:
    """Each household's last visit, where a next one was agreed and nobody made a plan of it."""
    found = [visit for visit in period.latest if visit.next_on is not None]
    planned = planned_from(s, found)
    return [visit for visit in found if visit.id not in planned]


def _line(period: Period, visit: Visit) -> VisitLine:
    files = period.files
    return VisitLine(
        visit.at,
        files.label(visit.household_id),
        files.hardships(visit.household_id),
        files.staff.get(visit.id or 0, ()),
        visit.way,
        visit.outcome,
    )


def _crossing(s: Session, viewer: Person, asked: BriefingAsked, today: date) -> HeatMap | None:
    """Buildings against hardships as they stand today; outside the house as a partner sees it, on no notice board."""
    if asked.audience is Audience.NOTICE or asked.hardship is not None or asked.round_id is not None:
        return None
    eyes = viewer if asked.audience is Audience.INTERNAL else replace(viewer, role=Role.READER)
    buildings = () if asked.building_id is None else (asked.building_id,)
    found = heat_map(s, eyes, Asked(building_ids=buildings), today)
    return found if found.cells else None


def buildings(s: Session, viewer: Person) -> dict[int, str]:
    """The buildings a briefing may be limited to, in their natural order."""
    require(viewer, Right.BRIEF_OUTWARD)
    return {b.id: b.name for b in s.exec(select(Building).order_by(col(Building.position))) if b.id is not None}
