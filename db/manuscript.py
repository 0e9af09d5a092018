"""A briefing before it is drawn: its facts, how the office wants it, what was written into it, and its number."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from db import frozen
from db.briefing import Briefing, BriefingAsked
from db.edits import Edits
from db.numbers import Numbers
from db.queries.elevation import Elevation
from db.queries.estate_plan import EstatePlan
from db.queries.hazards import Hazards
from db.queries.heat_map import HeatMap
from db.queries.months import Months
from db.queries.moves import Moves
from db.templates import Layout

PICTURES = (Elevation, EstatePlan, Hazards, HeatMap, Months, Moves)  # what a figure's facts may be


@dataclass(frozen=True)
class Corrected:
    """The issue that another one corrects, and what was wrong."""

    id: int
    numbers: Numbers
    issued_on: date
    why: str = ""


@dataclass(frozen=True)
class Manuscript:
    """Without numbers it is a draft."""

    facts: Briefing
    language: str
    layout: Layout = field(default_factory=Layout)
    edits: Edits = field(default_factory=dict)
    numbers: Numbers | None = None
    issued_on: date | None = None
    corrects: Corrected | None = None


@dataclass(frozen=True)
class Made:
    """A manuscript drawn. `composed` is what it says, block by block, as text; `words` are what a search finds."""

    title: str
    content: bytes = field(repr=False)
    pages: int
    composed: str = field(repr=False)
    words: str = field(repr=False)
    docx: bytes | None = field(default=None, repr=False)


Draw = Callable[[Manuscript], Made]


@dataclass(frozen=True)
class Basis:
    """What an issue was made of, beside its facts: enough to begin its correction with. The last two are texts of
    `templates` and `edits`."""

    asked: BriefingAsked
    template_id: int | None
    layout: str
    edits: str


def facts_of(text: str) -> Briefing:
    """The facts kept with an issue, without the bytes of its photos."""
    return frozen.from_text(Briefing, text, *PICTURES)
