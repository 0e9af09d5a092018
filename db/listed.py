"""A file of ours and a list of owners and tenants side by side: what is compared, and what comes of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from db.choices import Answer, Case, HouseholdState
from db.intake.owners import Occupant
from db.words import _

NAMES = 4  # told in one sentence


class Place(NamedTuple):
    """A door as compared. `room` is its key, see `queries.compared`."""

    building_id: int
    unit: int | None
    room: str


@dataclass(frozen=True)
class Dweller:
    id: int
    version: int
    name: str
    phone: str


@dataclass(frozen=True)
class Home:
    """An active or paused file. `people` are those who live there; `door` is told in words."""

    id: int
    no: int
    version: int
    place: Place
    door: str
    state: HouseholdState
    paused_until: date | None
    people: tuple[Dweller, ...]

    @property
    def stamp(self) -> tuple[object, ...]:
        """What a decision about this file rests on."""
        return (self.version, self.state, self.place, *((each.id, each.version) for each in self.people))


@dataclass(frozen=True)
class Listed:
    """Somebody on the list; no place where the estate has no such building, or none could be read."""

    of: Occupant
    place: Place | None


class NewPhone(NamedTuple):
    resident_id: int
    name: str
    old: str
    new: str

    @property
    def both(self) -> str:
        return "、".join(filter(None, (self.old, self.new)))


@dataclass(frozen=True)
class Line:
    """One file beside the list. `why` are the sentences it rests on; `is_sure` may be verified together with others;
    `lives` says that the list has somebody of this file living there; `to` is the door where the list has them now.
    """

    home: Home
    case: Case
    offered: tuple[Answer, ...]
    why: tuple[str, ...]
    rows: tuple[int, ...]
    is_sure: bool = False
    lives: bool = False
    phones: tuple[NewPhone, ...] = ()
    to: Occupant | None = None
    to_building_id: int = 0

    @property
    def names(self) -> str:
        return told_names([each.name for each in self.home.people])


@dataclass(frozen=True)
class Compared:
    """`not_listed`: files whose door is not on the list. `unnamed`: files in which nobody is named. `agreed`: paused,
    and empty by the list. `strange`: doors of the list without a file of ours. `unread`: rows whose door is not known.
    """

    lines: tuple[Line, ...]
    not_listed: int = 0
    unnamed: int = 0
    agreed: int = 0
    strange: int = 0
    unread: tuple[Occupant, ...] = ()

    def count(self, case: Case) -> int:
        return sum(line.case is case for line in self.lines)


def told_names(names: Sequence[str]) -> str:
    few = list(dict.fromkeys(filter(None, names)))
    told = _(", ").join(few[:NAMES])
    return _("{names} and others, {n} in all").format(names=told, n=len(few)) if len(few) > NAMES else told
