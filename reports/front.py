"""Where everything stands when buildings are drawn from the front: streets, floors, doors. Pixels, no colours."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil
from typing import NamedTuple

from db.queries.elevation import Block, Elevation, Flat
from db.words import _
from reports.scene import width_of

DOORS_WIDE = (42.0, 38.0, 34.0)  # tried from the widest: the first at which all stand in one street
FLOOR_TO_DOOR = 0.68
NAME, COUNT, SMALL = 16.0, 12.0, 11.0  # sizes of words
SIDE = 32.0  # floor numbers, left of the doors
UNIT_GAP, BUILDING_GAP = 14.0, 44.0
APART = 0.4  # of a floor, between the roof and the row of doors whose floor is not known
UNITS, FOOT = 20.0, 64.0  # unit names; building name and count, below the ground


class Frame(NamedTuple):
    x: float
    y: float
    wide: float
    high: float

    def inset(self, by: float) -> "Frame":
        return Frame(self.x + by, self.y + by, self.wide - 2 * by, self.high - 2 * by)


class Note(NamedTuple):
    """Words beside the building. `y` is the baseline."""

    x: float
    y: float
    text: str
    size: float
    at: str  # middle or end
    is_loud: bool = False


@dataclass(frozen=True)
class Front:
    """`flats` are the doors somebody is on file behind, `blanks` the others, `bands` shops and open floors."""

    wide: float
    high: float
    flats: tuple[tuple[Block, Flat, Frame], ...]
    blanks: tuple[Frame, ...]
    bands: tuple[tuple[Frame, str], ...]
    notes: tuple[Note, ...]
    ground: tuple[tuple[float, float, float], ...]  # from, to, how far down


class Part(NamedTuple):
    """Some neighbouring columns of doors of one unit; the whole unit where there is room."""

    unit: int | None
    first: int
    last: int


class Wing(NamedTuple):
    """What is drawn in one piece: a building, or as much of it as the room allows."""

    block: Block
    parts: tuple[Part, ...]
    is_first: bool


def front(found: Elevation, room: float, top: float = 0.0) -> Front:
    """The buildings in streets no wider than `room`, the first beginning at `top`."""
    door, streets = _streets(found.blocks, room)
    draw = _Draw(door, top)
    for street in streets:
        draw.street(street)
    return draw.done()


def _streets(blocks: Sequence[Block], room: float) -> tuple[float, list[list[Wing]]]:
    for door in DOORS_WIDE:
        streets = _broken([wing for block in blocks for wing in _wings(block, room, door)], room, door)
        if len(streets) <= 1:
            break
    return door, streets


def _broken(wings: Sequence[Wing], room: float, door: float) -> list[list[Wing]]:
    streets: list[list[Wing]] = []
    taken = 0.0
    for wing in wings:
        wide = _wide(wing, door)
        if not streets or taken + BUILDING_GAP + wide > room:
            streets.append([])
            taken = -BUILDING_GAP
        streets[-1].append(wing)
        taken += BUILDING_GAP + wide
    return streets


def _wings(block: Block, room: float, door: float) -> Iterator[Wing]:
    """A building wider than the room is cut between units, a unit wider than the room into equal parts."""
    most = max(1, int((room - SIDE) / door))
    parts: list[Part] = []
    for unit in _units(block):
        doors = _columns(block, unit)
        size = ceil(doors / ceil(doors / most))
        parts += [Part(unit, first, min(first + size - 1, doors)) for first in range(1, doors + 1, size)]
    at_once: list[Part] = []
    is_first = True
    for part in parts:
        if at_once and _doors_wide((*at_once, part), door) > room - SIDE:
            yield Wing(block, tuple(at_once), is_first)
            at_once, is_first = [], False
        at_once.append(part)
    yield Wing(block, tuple(at_once), is_first)


def _units(block: Block) -> list[int | None]:
    """As built, then what is registered beyond, then what is not known."""
    beyond = {flat.unit for flat in block.flats} - set(block.shape.of_units)
    known: list[int | None] = [*block.shape.of_units, *sorted(unit for unit in beyond if unit is not None)]
    return [*known, None] if None in beyond else known


def _base(block: Block, unit: int | None) -> int:
    """The columns of doors a unit was built with."""
    return max(1, *block.shape.doors) if unit in block.shape.of_units else 1


def _column(block: Block, flat: Flat) -> int:
    """A door beyond those of its floor stands beyond those of every floor."""
    there = block.shape.doors_on(flat.level)
    is_beyond = flat.unit in block.shape.of_units and 0 < there < flat.door
    return _base(block, flat.unit) + flat.door - there if is_beyond else flat.door


def _columns(block: Block, unit: int | None) -> int:
    there = [_column(block, flat) for flat in block.flats if flat.unit == unit]
    return max([_base(block, unit), *there])


def _doors_wide(parts: Sequence[Part], door: float) -> float:
    return sum(part.last - part.first + 1 for part in parts) * door + (len(parts) - 1) * UNIT_GAP


def _wide(wing: Wing, door: float) -> float:
    """With its numbers and its name, so that nobody's words run into a neighbour's."""
    words = max(width_of(wing.block.name, NAME) * 1.1, width_of(counted(wing.block), COUNT) * 1.1)
    return max(SIDE + _doors_wide(wing.parts, door), words)


def counted(block: Block) -> str:
    words = _("{files} found, {late} overdue") if block.is_narrowed else _("{files} on file, {late} overdue")
    return words.format(files=block.files, late=block.late)


def levels_of(block: Block) -> list[int]:
    """All floors that were built, and those somebody is registered on all the same."""
    return sorted({*block.shape.levels, *(flat.level for flat in block.flats if flat.level is not None)})


class _Draw:
    def __init__(self, door: float, top: float) -> None:
        self.door, self.floor, self.y = door, round(door * FLOOR_TO_DOOR), top
        self.wide = 0.0
        self.flats: list[tuple[Block, Flat, Frame]] = []
        self.blanks: list[Frame] = []
        self.bands: list[tuple[Frame, str]] = []
        self.notes: list[Note] = []
        self.ground: list[tuple[float, float, float]] = []

    def done(self) -> Front:
        return Front(
            self.wide,
            self.y,
            tuple(self.flats),
            tuple(self.blanks),
            tuple(self.bands),
            tuple(self.notes),
            tuple(self.ground),
        )

    def street(self, wings: Sequence[Wing]) -> None:
        """Side by side on one ground."""
        ground = self.y + self.floor * max(_above(wing.block) for wing in wings)
        foot = ground + max(self._foot(wing) for wing in wings)
        x = 0.0
        for wing in wings:
            wide = _wide(wing, self.door)
            self._wing(wing, x + (wide - SIDE - _doors_wide(wing.parts, self.door)) / 2 + SIDE, ground, foot)
            x += wide + BUILDING_GAP
        self.wide = max(self.wide, x - BUILDING_GAP + 4)
        self.y = foot + FOOT

    def _foot(self, wing: Wing) -> float:
        """How far below the ground the wing's own words end."""
        has_names = any(list(_below_ground(wing.block, part, self.door)) for part in wing.parts)
        return self.floor * _below(wing.block) + (UNITS if has_names else 4)

    def _wing(self, wing: Wing, left: float, ground: float, foot: float) -> None:
        block, right = wing.block, left + _doors_wide(wing.parts, self.door)
        down = self._down(block, ground)
        x = left
        for part in wing.parts:
            self._part(block, part, x, down)
            across = (part.last - part.first + 1) * self.door
            for at, name in _below_ground(block, part, self.door):
                self.notes.append(Note(x + at, ground + self.floor * _below(block) + 16, name, COUNT, "middle"))
            x += across + UNIT_GAP
        for level, y in down.items():
            number = _("floor not known") if level is None else str(level)
            self.notes.append(Note(left - 6, y + self.floor / 2 + 4, number, SMALL, "end"))
        self.ground.append((left - 8, right + 8, ground + 1))
        middle = (left + right) / 2
        name = block.name if wing.is_first else _("{building}, continued").format(building=block.name)
        self.notes.append(Note(middle, foot + 22, name, NAME, "middle", is_loud=True))
        if wing.is_first:
            self.notes.append(Note(middle, foot + 41, counted(block), COUNT, "middle"))

    def _down(self, block: Block, ground: float) -> dict[int | None, float]:
        """How far down the top of each floor is."""
        found: dict[int | None, float] = {}
        levels = levels_of(block)
        for n, level in enumerate([level for level in levels if level >= 0], 1):
            found[level] = ground - n * self.floor
        for n, level in enumerate(sorted((level for level in levels if level < 0), reverse=True)):
            found[level] = ground + n * self.floor + 3
        if any(flat.level is None for flat in block.flats):
            found[None] = ground - _above(block) * self.floor
        return found

    def _part(self, block: Block, part: Part, x: float, down: dict[int | None, float]) -> None:
        """The doors of a part, floor by floor. Where a floor has fewer doors, they are wider."""
        shape, base = block.shape, _base(block, part.unit)
        is_whole = part.first == 1 and part.last >= base
        taken = set()
        for flat in block.flats:
            column = _column(block, flat)
            if flat.unit != part.unit or not part.first <= column <= part.last:
                continue
            there = shape.doors_on(flat.level) if part.unit in shape.of_units else 0
            wide = self.door * base / there if is_whole and flat.door <= there else self.door
            at = x + ((flat.door - 1) * wide if flat.door <= there and is_whole else (column - part.first) * self.door)
            self.flats.append((block, flat, Frame(at, down[flat.level], wide, self.floor)))
            taken.add((flat.level, flat.door))
        if part.unit not in shape.of_units:
            return
        for level in shape.levels:
            there = shape.doors_on(level)
            if not there:
                words = _("shops") if shape.is_shop(level) else _("open floor")
                across = (min(part.last, base) - part.first + 1) * self.door
                is_free = not any(on == level for on, _door in taken)
                if across > 0:
                    self.bands.append((Frame(x, down[level], across, self.floor), words if is_free else ""))
            wide = self.door * base / there if there and is_whole else self.door
            for door in range(1, there + 1):
                if (level, door) not in taken and (is_whole or part.first <= door <= part.last):
                    at = x + ((door - 1) * wide if is_whole else (door - part.first) * self.door)
                    self.blanks.append(Frame(at, down[level], wide, self.floor))


def _above(block: Block) -> float:
    """Floors above the ground, with the row of those not known."""
    unknown = 1 + APART if any(flat.level is None for flat in block.flats) else 0
    return sum(1 for level in levels_of(block) if level >= 0) + unknown


def _below(block: Block) -> float:
    return sum(1 for level in levels_of(block) if level < 0) + 0.15


def _below_ground(block: Block, part: Part, door: float) -> Iterator[tuple[float, str]]:
    """The unit's name under it; under lane houses the number of each."""
    if part.unit == 0:
        for number in range(part.first, part.last + 1):
            yield (number - part.first + 0.5) * door, str(number)
        return
    middle = (part.last - part.first + 1) * door / 2
    if part.unit is None:
        yield middle, _("unit not known")
    elif len(block.shape.of_units) > 1 or part.unit != 1:
        yield middle, _("unit {n}").format(n=part.unit)
