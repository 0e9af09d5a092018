"""From the numbers of a picture in sums to its grid, and the picture's title."""

from db.choices import Tier
from db.pictures import PictureAsked
from db.queries.hazards import Hazards
from db.queries.heat_map import HeatMap
from db.queries.month_homes import Measure
from db.queries.months import Months
from db.queries.moves import Moves
from db.queries.sums import Sums
from db.words import _, language
from reports import sums, sums_hazards, sums_past
from reports.grid import Grid

MOST = 24  # grids kept
_kept: dict[object, tuple[Sums, Grid]] = {}


def grid_of(facts: Sums, ask: PictureAsked) -> Grid:
    """The option `measure` says what the cells tell.

    The numbers are kept while nothing happens (`db.queries.kept`), and so is the grid made of them: by who they are,
    as comparing thousands of cells would take longer than making it.
    """
    key = (id(facts), ask.option("measure", ""), language(), *(tier.label for tier in Tier))
    held = _kept.get(key)
    if held is None:
        if len(_kept) >= MOST:
            _kept.clear()
        held = _kept[key] = facts, _made(facts, ask)  # held here as well: another thread may clear
    return held[1]


def _made(facts: Sums, ask: PictureAsked) -> Grid:
    match facts:
        case HeatMap():
            return sums.crossing(facts, sums.Colour(ask.option("measure", sums.Colour.COUNT)))
        case Hazards():
            return sums_hazards.hazards(facts, sums_hazards.Colour(ask.option("measure", sums_hazards.Colour.COUNT)))
        case Months():
            return sums_past.months(facts, Measure(ask.option("measure", Measure.MET)))
        case Moves():
            return sums_past.moves(facts)


def title_of(grid: Grid, ask: PictureAsked) -> str:
    return _("{picture}: {what}").format(picture=_(ask.picture.label), what=grid.title)
