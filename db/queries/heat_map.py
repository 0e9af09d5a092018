"""Building × hardship kind: how many households, and how grave what was last seen there."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import HardshipKind, HouseholdState, Level, Tier
from db.models import Building, Hardship, Household
from db.order import by_character
from db.queries.kept import kept
from db.rights import Person, Right

FEWEST = 5  # households that a partner may be told of: fewer would point at a family


class Cell(NamedTuple):
    """The active households of one building with one kind of hardship. There is no cell where there is none."""

    building_id: int
    building: str
    kind: HardshipKind
    households: int
    known: int  # of them, those whose risk was seen at the last visit
    highest: Level | None
    mean: float | None
    tier: Tier | None  # the closest


@dataclass(frozen=True)
class HeatMap:
    """`buildings` are all there are, in order; `kinds` only those that occur, the commonest first."""

    buildings: tuple[tuple[int, str], ...]
    kinds: tuple[HardshipKind, ...]
    cells: tuple[Cell, ...]
    hides_few: bool

    @property
    def unknown(self) -> int:
        """Cells in which no risk is known."""
        return sum(1 for cell in self.cells if cell.highest is None)


@kept
def heat_map(s: Session, viewer: Person) -> HeatMap:
    """Two statements. Who may not see people gets no cell of fewer than `FEWEST` households."""
    sees = viewer.may(Right.SEE_PEOPLE)
    found = [cell for cell in _cells(s) if sees or cell.households >= FEWEST]
    sizes: dict[HardshipKind, int] = {}
    for cell in found:
        sizes[cell.kind] = sizes.get(cell.kind, 0) + cell.households
    standing = s.execute(columns(col(Building.id), col(Building.name)).order_by(col(Building.position)))
    return HeatMap(
        buildings=tuple((key, name) for key, name in standing if key is not None),
        kinds=tuple(sorted(sizes, key=lambda kind: (-sizes[kind], list(HardshipKind).index(kind)))),
        cells=tuple(found),
        hides_few=not sees,
    )


def _cells(s: Session) -> list[Cell]:
    """A household with the same hardship of two people is one household."""
    h = Household
    current: Any = columns(col(Hardship.household_id).label("household_id"), col(Hardship.kind).label("kind"))
    each = current.where(col(Hardship.ended_on).is_(None)).distinct().subquery().c
    risk = col(h.last_risk)
    numbers: list[Any] = [func.count(), func.count(risk), func.max(risk), func.avg(risk), func.min(col(h.tier))]
    rows = s.execute(
        columns(col(h.building_id), col(Building.name), col(Building.position), each.kind, *numbers)
        .select_from(h)
        .join(each.household_id.table, each.household_id == col(h.id))
        .join(Building, col(Building.id) == col(h.building_id))
        .where(col(h.state) == HouseholdState.ACTIVE)
        .group_by(col(h.building_id), col(Building.name), col(Building.position), each.kind)
        .order_by(col(Building.position), by_character(each.kind))
    )
    return [
        Cell(
            building_id,
            building,
            kind,
            n,
            known,
            None if highest is None else Level(str(highest)),
            None if mean is None else float(mean),
            Tier(tier) if tier else None,
        )
        for building_id, building, _position, kind, n, known, highest, mean, tier in rows
    ]
