"""The numbers one rings when something cannot wait: the country's as presets, and the office's own. Pure."""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Annotated

from sqlmodel import Field, SQLModel

from db.fields import Show
from db.words import N_


class HotlineFields(SQLModel):
    """What is typed of a number."""

    name: Annotated[str, Show(N_("Whom one reaches"), personal=False)] = Field(min_length=1, max_length=40)
    number: Annotated[
        str, Show(N_("Number to dial"), personal=False, help=N_("One number. While it is empty, it is not offered."))
    ] = Field(default="", max_length=20)
    note: Annotated[str, Show(N_("Hours and hints"), personal=False)] = Field(default="", max_length=60)


@dataclass(frozen=True)
class Hotline:
    """One number. The words of a preset are ours and told in the reader's language; changed ones stay as typed."""

    name: str
    number: str = ""
    note: str = ""


Hotlines = Mapping[str, Hotline]

ALL_DAY = N_("Day and night")
TRY = N_("Not the same everywhere: dial it once to see")
FILL_IN = N_("Each place has its own: fill it in")
PRESETS: dict[str, Hotline] = {
    "police": Hotline(N_("Police, emergency"), "110", ALL_DAY),
    "fire": Hotline(N_("Fire brigade"), "119", ALL_DAY),
    "ambulance": Hotline(N_("Ambulance"), "120", ALL_DAY),
    "mind": Hotline(N_("Mental-health line"), "12356", N_("At least 18 hours a day, in many cities day and night")),
    "gas": Hotline(N_("Gas company"), note=FILL_IN),
    "health": Hotline(N_("Community health centre"), note=FILL_IN),
    "committee": Hotline(N_("Neighbourhood committee"), note=FILL_IN),
    "women": Hotline(N_("Women and children's line"), "12338", N_("Hours differ from place to place")),
    "youth": Hotline(N_("Young people's line"), "12355", TRY),
    "disabled": Hotline(N_("Disabled persons' line"), "12385", N_("In many places part of 12345")),
    "city": Hotline(N_("Government service line"), "12345"),
    "law": Hotline(N_("Legal service line"), "12348", TRY),
    "old_age": Hotline(N_("Elder care line"), "12349", TRY),
    "insurance": Hotline(N_("Medical insurance line"), "12393", TRY),
    "labour": Hotline(N_("Labour and social security line"), "12333", TRY),
}
EMERGENCY = ("police", "fire", "ambulance")  # come first, and may be changed but never be empty
OWN = "own"  # begins the key of a number that the office has added
CAN_BE_DIALLED = re.compile(r"\+?[0-9](?:[ -]?[0-9]){2,}")


def dialled(number: str) -> str:
    """What a telephone dials of it: 0471-123 4567 is 04711234567."""
    return "".join(c for c in number if c in "+0123456789")


def as_typed(number: str) -> str:
    """Full-width figures and dashes of a Chinese keyboard are figures and dashes."""
    return re.sub("[‐-―−]", "-", unicodedata.normalize("NFKC", number))


def can_be_dialled(number: str) -> bool:
    return CAN_BE_DIALLED.fullmatch(number) is not None


def new_key(there: Hotlines) -> str:
    """For a number to be added."""
    taken = [int(key.removeprefix(OWN)) for key in there if is_own(key)]
    return f"{OWN}{max(taken, default=0) + 1}"


def is_own(key: str) -> bool:
    return re.fullmatch(rf"{OWN}[0-9]{{1,6}}", key) is not None


def to_text(lines: Hotlines) -> str:
    """Only what differs from the presets: where nobody changed a number, a later version may put it right."""
    told = {key: asdict(line) for key, line in lines.items() if line != PRESETS.get(key)}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Hotlines:
    """As they were set, in the order of the presets, one's own at the end."""
    told = json.loads(text) if text else {}
    changed = {key: Hotline(**line) for key, line in told.items() if key in PRESETS or is_own(key)}
    own = sorted((key for key in changed if is_own(key)), key=lambda key: int(key.removeprefix(OWN)))
    return {**{key: changed.get(key, line) for key, line in PRESETS.items()}, **{key: changed[key] for key in own}}
