"""From tier to tier between two days: how many households rose, fell, stayed, came and left."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlmodel import Session

from db.clock import day_of
from db.queries.asked import Asked, allowed, of_households
from db.queries.behind import Behind, Told, behind
from db.queries.heat_map import FEWEST
from db.queries.kept import kept
from db.queries.stood import ONE_DAY, TIERS, History, Standing, histories, of_the_past, turns
from db.rights import Person, Right, require

AWAY = (Standing.ENDED, Standing.NOT_YET)


class Move(NamedTuple):
    before: Standing
    after: Standing
    households: int

    @property
    def rose(self) -> bool:
        """To a closer tier."""
        return self.before in TIERS and self.after in TIERS and TIERS.index(self.after) < TIERS.index(self.before)

    @property
    def fell(self) -> bool:
        return self.before in TIERS and self.after in TIERS and TIERS.index(self.after) > TIERS.index(self.before)

    @property
    def stayed(self) -> bool:
        return self.before is self.after


@dataclass(frozen=True)
class Moves:
    """How files stood when `start` began and when `end` ended (or now). Who was not on file at either is left out."""

    start: date
    end: date
    cells: tuple[Move, ...]
    hides_few: bool

    @property
    def rose(self) -> int:
        return sum(cell.households for cell in self.cells if cell.rose)

    @property
    def fell(self) -> int:
        return sum(cell.households for cell in self.cells if cell.fell)

    @property
    def stayed(self) -> int:
        return sum(cell.households for cell in self.cells if cell.stayed)


@kept
def moves(s: Session, viewer: Person, asked: Asked, start: date, end: date, today: date) -> Moves:
    """Two statements. Who may not see people gets no cell of fewer than `FEWEST` households."""
    sees = viewer.may(Right.SEE_PEOPLE)
    counted: dict[tuple[Standing, Standing], int] = {}
    for _id, _building, (before, after) in _histories(s, viewer, asked, start, end, today):
        counted[before, after] = counted.get((before, after), 0) + 1
    cells = (
        Move(before, after, counted[before, after])
        for before in Standing
        for after in Standing
        if counted.get((before, after), 0) >= (1 if sees else FEWEST)
    )
    return Moves(start, end, tuple(cell for cell in cells if not _is_away(cell)), hides_few=not sees)


@kept
def moved(
    s: Session, viewer: Person, asked: Asked, start: date, end: date, before: Standing, after: Standing, today: date
) -> Behind:
    """The households of one cell, each with the last turn of its tier or state in these days, and why."""
    require(viewer, Right.SEE_PEOPLE)
    may = of_the_past(allowed(viewer, asked)[0])
    later = turns(s, of_households(viewer, may, today), start - ONE_DAY)
    found = {}
    for household_id, _building, stood in _histories(s, viewer, asked, start, end, today):
        if stood == (before, after):
            within = [turn for turn in later.get(household_id, ()) if day_of(turn.at) <= end]
            last = within[-1] if within and before is not after else None
            found[household_id] = Told(day_of(last.at), last.why) if last else Told()
    return behind(s, viewer, found)


def _histories(s: Session, viewer: Person, asked: Asked, start: date, end: date, today: date) -> list[History]:
    may = of_the_past(allowed(viewer, asked)[0])
    return histories(s, of_households(viewer, may, today), [start - ONE_DAY, min(end, today)])


def _is_away(cell: Move) -> bool:
    return cell.before in AWAY and cell.after in AWAY
