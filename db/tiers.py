"""What the office calls its tiers, whether it uses three or four, and in which colours it shows them.

A tier's name stands on every screen and paper, so this process knows the names of the house now open. They are learned
when the store opens, in every run of a page, and when they are set; `Tier.label` asks here.
"""

import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from db.fields import Choice
from db.words import N_

LONGEST = 10  # characters: a name stands in a tag
MARKS = " ()（）-－/／·、"  # besides letters and digits: marks that nothing reads as markup


class Palette(Choice):
    """Colours proved, not picked (`reports.colours`): readable, in order, distinct for every eye and in grey print."""

    DUSK = "dusk", N_("Dusk")
    FOUR = "red_orange_yellow_blue", N_("Red, orange, yellow, blue")
    THREE = "red_yellow_green", N_("Red, yellow, green")
    GREY = "grey", N_("Grey")


@dataclass(frozen=True)
class Tiers:
    """`names` by a tier's value; where none is set, ours holds, in the reader's language.

    A name that is also a word of ours is told in the reader's language, as our words are.
    """

    names: Mapping[str, str] = field(default_factory=dict)
    has_three: bool = True
    palette: Palette = Palette.DUSK


DELIVERED = Tiers()
_houses: dict[str, Tiers] = {}
_here = [""]


def now() -> Tiers:
    return _houses.get(_here[0], DELIVERED)


def house(address: str) -> None:
    """The house now open: what is learned from here on is of this database."""
    _here[0] = address


def use(tiers: Tiers) -> None:
    _houses[_here[0]] = tiers


def forget() -> None:
    """No house is open any more."""
    _houses.clear()
    house("")


def is_text(name: str) -> bool:
    """Whether a name stays text wherever it stands: letters and digits, and few marks between them."""
    marks = [c for c in name if not c.isalnum() and unicodedata.category(c) not in ("Mn", "Mc")]
    return all(c in MARKS for c in marks) and (not name or name[0].isalnum() or name[0] in "(（")


def to_text(tiers: Tiers) -> str:
    told = {"names": dict(tiers.names), "has_three": tiers.has_three, "palette": tiers.palette}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


@cache
def from_text(text: str) -> Tiers:
    """As stored; a palette that is gone is the one delivered."""
    told = json.loads(text or "{}")
    palette = next((each for each in Palette if each == told.get("palette")), Palette.DUSK)
    return Tiers(told.get("names", {}), told.get("has_three", True), palette)
