"""What stands: which floors a building has, how many doors are on each, where the shops are. Pure."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from db.errors import Invalid
from db.models import BuildingFields
from db.words import _

MOST_DOORS = 40
BETWEEN = re.compile(r"[,;、/\s]+")
FLOOR = re.compile(r"(\d{1,3})[层楼F]?", re.IGNORECASE)
DOORS = re.compile(r"(\d{1,3})[层楼F]?[:=](\d{1,2})[户门]?|(\d{1,3})[层楼](\d{1,2})[户门]?", re.IGNORECASE)


@dataclass(frozen=True)
class Shape:
    """A building seen from the front. `levels` are the numbers of its floors from the ground up; the lowest `shops` of
    them are shops; `doors` of one unit, one number a level. No units: a row of lane houses, each door a house.
    """

    units: int
    levels: tuple[int, ...]
    doors: tuple[int, ...]
    shops: int = 0

    @property
    def is_lane(self) -> bool:
        return self.units == 0

    @property
    def of_units(self) -> range:
        """The numbers of its units; 0 stands for the row of lane houses."""
        return range(0, 1) if self.is_lane else range(1, self.units + 1)

    @property
    def wide(self) -> int:
        """The doors of its fullest floor, in one unit."""
        return max((self.doors_on(level) for level in self.levels), default=0)

    @property
    def homes(self) -> int:
        return len(self.of_units) * sum(self.doors_on(level) for level in self.levels)

    def is_shop(self, level: int) -> bool:
        return level in self.levels[: self.shops]

    def doors_on(self, level: int | None) -> int:
        """Doors to live behind; none in shops, and none on a floor that does not exist."""
        if level not in self.levels or self.is_shop(level):
            return 0
        return self.doors[self.levels.index(level)]


def shape_of(fields: BuildingFields) -> Shape:
    """Raises `Invalid`, with a sentence for each field that cannot be read or that contradicts another."""
    problems: dict[str, str] = {}
    missing = _missing(fields, problems)
    other = _other(fields, problems)
    levels = tuple(level for level in range(1, fields.floors + 1) if level not in missing)
    if not levels:
        problems["missing_floors"] = _("One floor at least must stand.")
    elif fields.shop_floors > len(levels):
        problems["shop_floors"] = _("The building has {floors} floors only. Check the floors of shops.").format(
            floors=len(levels)
        )
    if both := sorted(missing & set(other)):
        problems["other_doors"] = _("Floor {floor} does not exist, so it has no doors.").format(floor=both[0])
    if problems:
        raise Invalid(problems)
    return Shape(fields.units, levels, tuple(other.get(level, fields.doors) for level in levels), fields.shop_floors)


def tidied(fields: BuildingFields) -> None:
    """Write both lists as they are told: 4, 14 and 1: 1, 18: 2. They have been read before."""
    problems: dict[str, str] = {}
    fields.missing_floors = ", ".join(str(floor) for floor in sorted(_missing(fields, problems)))
    fields.other_doors = ", ".join(f"{floor}: {doors}" for floor, doors in sorted(_other(fields, problems).items()))


def _parts(text: str) -> list[str]:
    """Full-width digits, commas and colons are the same as ours."""
    plain = re.sub(r"\s*([:=])\s*", r"\1", unicodedata.normalize("NFKC", text))
    return [part for part in BETWEEN.split(plain) if part]


def _missing(fields: BuildingFields, problems: dict[str, str]) -> set[int]:
    found = set()
    for part in _parts(fields.missing_floors):
        read = FLOOR.fullmatch(part)
        if not read:
            problems["missing_floors"] = _("“{text}” is no floor. Write numbers, such as 4, 14.").format(text=part)
        elif _stands(int(read[1]), fields, problems, "missing_floors"):
            found.add(int(read[1]))
    return found


def _other(fields: BuildingFields, problems: dict[str, str]) -> Mapping[int, int]:
    found: dict[int, int] = {}
    for part in _parts(fields.other_doors):
        read = DOORS.fullmatch(part)
        if not read:
            said = _("“{text}” cannot be read. Write floor: doors, such as 1: 1, 18: 2.")
            problems["other_doors"] = said.format(text=part)
            continue
        floor, doors = (int(number) for number in read.groups() if number)
        if doors > MOST_DOORS:
            problems["other_doors"] = _("Floor {floor}: {most} doors at most.").format(floor=floor, most=MOST_DOORS)
        elif floor in found:
            problems["other_doors"] = _("Floor {floor} stands there twice.").format(floor=floor)
        elif _stands(floor, fields, problems, "other_doors"):
            found[floor] = doors
    return found


def _stands(floor: int, fields: BuildingFields, problems: dict[str, str], name: str) -> bool:
    if 1 <= floor <= fields.floors:
        return True
    problems[name] = _("There is no floor {floor}: the building has floors 1 to {floors}.").format(
        floor=floor, floors=fields.floors
    )
    return False
