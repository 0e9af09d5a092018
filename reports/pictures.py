"""A briefing's pictures of the estate: each drawn from its numbers, under its title, with what it is limited to."""

from db import telling
from db.briefing import Briefing, Figure
from db.pictures import Picture
from db.queries.elevation import Elevation
from db.queries.estate_plan import EstatePlan
from db.queries.hazards import Hazards
from db.queries.heat_map import HeatMap
from db.queries.months import Months
from db.queries.moves import Moves
from db.words import _, language
from reports import elevation, grids, heat_map_scene, plan, sums
from reports.blocks import Chart
from reports.colours import Theme, printed
from reports.front import front
from reports.picture_files import caption
from reports.saying import listed
from reports.scene import Scene

# For buildings beside one another, so that their doors can be read when they fit the page; and for one alone.
ROOM, ALONE = 820.0, 560.0


def pictures(facts: Briefing) -> list[Chart]:
    """Buildings against hardships as they stand now, and the pictures of this briefing."""
    made = _crossing(facts)
    for figure in facts.figures:
        day = _("As of {day}").format(day=telling.paper_day(facts.made_on))
        words = ("; " if language() == "en" else "；").join([day, *caption(figure.asked.period, figure.filters)])
        made.append(Chart(title_of(figure), scene_of(figure, printed()), words))
    return made


def _crossing(facts: Briefing) -> list[Chart]:
    if facts.crossing is None or any(figure.asked.picture is Picture.HARDSHIP for figure in facts.figures):
        return []
    drawn = heat_map_scene.scene(sums.crossing(facts.crossing, sums.Colour.COUNT), printed())
    day = _("As of {day}").format(day=telling.paper_day(facts.made_on))
    return [Chart(_("Households on file, by building and hardship"), drawn, day)]


def title_of(figure: Figure) -> str:
    match figure.facts:
        case EstatePlan():
            return plan.title_of(plan.Colour(figure.asked.option("colour", plan.Colour.TIER)))
        case Elevation():
            return _("Front view: {buildings}").format(buildings=listed(block.name for block in figure.facts.blocks))
        case HeatMap() | Months() | Moves() | Hazards():
            return grids.title_of(grids.grid_of(figure.facts, figure.asked), figure.asked)
    return _(figure.asked.picture.label)


def scene_of(figure: Figure, tint: Theme) -> Scene:
    match figure.facts:
        case EstatePlan():
            return plan.scene(figure.facts, plan.Colour(figure.asked.option("colour", plan.Colour.TIER)), tint)
        case Elevation():
            return _front(figure.facts, tint)
        case HeatMap() | Months() | Moves() | Hazards():
            return heat_map_scene.scene(grids.grid_of(figure.facts, figure.asked), tint)
    raise ValueError(f"no way to draw {figure.asked.picture}")


def _front(found: Elevation, tint: Theme) -> Scene:
    """A building alone takes no more room than it needs, so that its letters are larger."""
    room = max(ALONE, front(found, ROOM).wide) if len(found.blocks) == 1 else ROOM
    return elevation.scene(found, tint, room)
