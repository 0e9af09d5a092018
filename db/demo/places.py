"""The invented estate: houses of several shapes on a plan, and the doors that are registered."""

from dataclasses import dataclass
from random import Random
from typing import Any

from sqlmodel import Session, select

from db.changes.estate import natural
from db.demo.rows import insert_rows
from db.models import Building, BuildingFields, Estate
from db.shapes import Shape, shape_of

ESTATE: dict[str, Any] = {
    "name": "样板苑（演示）",
    "company": "示例物业服务有限公司",
    "department": "样板苑客户服务中心",
    "address": "演示市示例区样板路 1 号",
    "briefing_name": "样板苑暖访简报",
    "issuing_unit": "示例物业样板苑项目部",
    "report_to": "样板社区居民委员会",
    "send_to": "示例物业服务有限公司运营管理部",
    "pass_to": "客服部\n工程部\n秩序部",
    "demonstration": True,
}
COMMITTEE, STREET = "样板社区居民委员会", "样板街道社会事务办"


@dataclass(frozen=True)
class Kind:
    """A kind of building. `weight` says how many of its households are in hardship beside the others."""

    weight: int
    fields: dict[str, Any]

    @property
    def shape(self) -> Shape:
        return shape_of(BuildingFields(name="x", **self.fields))


def _kind(weight: int, units: int, floors: int, doors: int, **more: Any) -> Kind:
    return Kind(weight, {"units": units, "floors": floors, "doors": doors} | more)


# Real shapes: no floors 4 and 14, two wide flats on top, shops below, a hall on the ground floor, old lane houses.
TOWER = _kind(3, 2, 18, 4, missing_floors="4, 14", other_doors="18: 2")
SHOP_TOWER = _kind(3, 2, 18, 4, shop_floors=1)
HIGH_SLAB = _kind(4, 1, 11, 12, other_doors="1: 8")
WALK_UP, OLD_WALK_UP = _kind(6, 3, 6, 2), _kind(5, 4, 7, 2)
LONG_WALK_UP = _kind(5, 3, 7, 2, shop_floors=1)
LANE = _kind(3, 0, 3, 8)
# One quarter of the estate; a larger estate is the same quarter again and again.
QUARTER = (TOWER, SHOP_TOWER, WALK_UP, OLD_WALK_UP, HIGH_SLAB, LONG_WALK_UP, LANE, LANE)
PER_BUILDING = 25


@dataclass(frozen=True)
class Door:
    """Where somebody lives, and the address as a list would bring it (often written another way)."""

    building: int  # in the list of buildings
    unit: int | None
    floor: int
    room: str
    raw: str


@dataclass
class Standing:
    """A building that stands: its row, its shape, and its doors as (unit, floor, door) from the ground up."""

    row: dict[str, Any]
    kind: Kind
    id: int = 0

    def __post_init__(self) -> None:
        self.shape = self.kind.shape
        floors = [level for level in self.shape.levels if self.shape.doors_on(level)]
        self.doors = [
            (unit, floor, door)
            for unit in self.shape.of_units
            for floor in floors
            for door in range(1, self.shape.doors_on(floor) + 1)
        ]

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def flats(self) -> int:
        return len(self.doors)


def buildings(households: int) -> list[Standing]:
    """As many as the households need, numbered through; rows of lane houses bear their lane's number."""
    wanted = max(len(QUARTER), -(-households // PER_BUILDING))
    found, number, lane = [], 0, 0
    for n in range(wanted):
        kind = QUARTER[n % len(QUARTER)]
        if kind is LANE:
            lane += 1
            name = f"{8 + 10 * lane}弄"
        else:
            number += 1 if number % 10 != 3 else 2  # people avoid the four
            name = f"{number}栋"
        wide = 4 if wanted <= 40 else 16
        row = {"name": name, "row": n // wide + 1, "column": n % wide + 1, "shop_floors": 0}
        found.append(Standing(row | {"missing_floors": "", "other_doors": ""} | kind.fields, kind))
    found.sort(key=lambda each: natural(each.name))
    return found


def doors(dice: Random, standing: list[Standing], households: int) -> list[Door]:
    """Different doors, more of them where the house is old. Raises when there are more households than doors."""
    if households > sum(each.flats for each in standing):
        raise ValueError("more households than doors")
    wanted = dict.fromkeys(range(len(standing)), 0)
    while (left := households - sum(wanted.values())) > 0:
        free = [n for n in wanted if wanted[n] < standing[n].flats]
        for n in dice.choices(free, [standing[n].kind.weight for n in free], k=left):
            wanted[n] += wanted[n] < standing[n].flats
    found = []
    for n, count in wanted.items():
        places = dice.sample(range(standing[n].flats), count)
        found += [_door(dice, n, standing[n], place) for place in places]
    dice.shuffle(found)
    return found


def _door(dice: Random, n: int, stands: Standing, place: int) -> Door:
    unit, floor, door = stands.doors[place]
    room, number = f"{floor}{door:02}", stands.name.rstrip("栋")
    if stands.shape.is_lane:
        room = f"{door}号" if floor == 1 else f"{door}号{floor}楼"
        return Door(n, None, floor, room, dice.choice(("", "", f"{stands.name}{room}", f"样板苑{stands.name} {room}")))
    if stands.shape.units == 1:
        alone: tuple[str, ...] = ("", "", f"{stands.name}{room}室", f"样板苑{stands.name} {room}", f"{number}-{room}")
        return Door(n, None, floor, room, dice.choice(alone))
    ways = (
        "",
        "",
        "",
        f"{number}栋{unit}单元{room}",
        f"{number}号楼{unit}门{room}",
        f"{number}-{unit}-{room}",
        f"样板苑 {number}幢{unit}单元{room}室",
        f"{number}＃{unit}单元{room}户",
    )
    return Door(n, unit, floor, room, dice.choice(ways))


def build(s: Session, standing: list[Standing]) -> None:
    """Store the estate and its buildings, in the order people expect."""
    estate = Estate(**ESTATE)
    s.add(estate)
    s.flush()
    rows = [each.row | {"estate_id": estate.id, "position": n} for n, each in enumerate(standing)]
    insert_rows(s, Building, rows)
    ids = dict(s.exec(select(Building.name, Building.id)).all())
    for each in standing:
        each.id = ids[each.name] or 0
