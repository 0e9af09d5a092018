"""The numbers of a picture in sums, gathered for whoever looks: on the screen now, or again for a briefing."""

from datetime import date

from sqlmodel import Session

from db.pictures import Picture, PictureAsked
from db.queries.hazards import Hazards, hazards
from db.queries.heat_map import HeatMap, heat_map
from db.queries.months import By, Months, months
from db.queries.moves import Moves, moves
from db.rights import Person

Sums = HeatMap | Months | Moves | Hazards


def sums(s: Session, viewer: Person, ask: PictureAsked, today: date) -> Sums | None:
    """None for a picture of another kind. Without a period the month so far is meant."""
    start, end = ask.period or (today.replace(day=1), today)
    match ask.picture:
        case Picture.HARDSHIP:
            return heat_map(s, viewer, ask.asked, today)
        case Picture.MONTHS:
            return months(s, viewer, ask.asked, start, end, By(ask.option("by", By.BUILDING)), today)
        case Picture.MOVES:
            return moves(s, viewer, ask.asked, start, min(end, today), today)
        case Picture.HAZARDS:
            return hazards(s, viewer, ask.asked, start, min(end, today), today)
    return None
