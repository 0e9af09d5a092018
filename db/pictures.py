"""Which picture of the estate is meant, and by which filters: enough to gather it again, for somebody else's eyes."""

from dataclasses import dataclass
from datetime import date

from db.fields import Choice
from db.queries.asked import Asked
from db.words import N_


class Picture(Choice):
    """The pictures at `/heat-map`, by what stands in the address."""

    BUILDING = "building", N_("Front view")
    HARDSHIP = "hardship", N_("Buildings and hardships")
    MONTHS = "months", N_("Month by month")
    MOVES = "moves", N_("Changes of tier")
    HAZARDS = "hazards", N_("Buildings and hazards")
    PLAN = "plan", N_("Estate plan")


@dataclass(frozen=True)
class PictureAsked:
    """`period` is None for a picture of today. `options` are the picture's own choices, as names and plain values:
    which measure the colour tells, which rows are shown.
    """

    picture: Picture
    asked: Asked = Asked()
    period: tuple[date, date] | None = None
    options: tuple[tuple[str, str], ...] = ()

    def option(self, name: str, otherwise: str = "") -> str:
        return dict(self.options).get(name, otherwise)
