"""The invented estate: houses of several shapes on a plan, and the doors that are registered."""

from dataclasses import dataclass
from random import Random
from typing import Any

from sqlmodel import Session, select

from db.changes.estate import natural
from db.demo.rows import insert_rows
from db.models import Building, Estate

ESTATE: dict[str, Any] = {
    "name": "样板苑（演示）",
    "company": "示例物业服务有限公司",
    "department": "样板苑客户服务中心",
    "address": "演示市示例区样板路 1 号",
    "briefing_name": "样板苑暖访简报",
    "issuing_unit": "示例物业样板苑项目部",
    "report_to": "示例区样板街道办事处\n样板社区居民委员会",
    "send_to": "样板社区卫生服务中心\n样板社区警务室",
    "pass_to": "客服部\n工程部\n秩序部",
    "demonstration": True,
}
COMMITTEE, STREET = "样板社区居民委员会", "样板街道社会事务办"


@dataclass(frozen=True)
class Shape:
    """A kind of building. `weight` says how many of its households are in hardship beside the others."""

    units: int
    floors: int
    doors: int
    weight: int
    is_lane: bool = False


TOWER, HIGH_SLAB = Shape(2, 18, 4, 3), Shape(1, 11, 12, 4)
WALK_UP, OLD_WALK_UP, LONG_WALK_UP = Shape(3, 6, 2, 6), Shape(4, 7, 2, 5), Shape(3, 7, 2, 5)
LANE = Shape(1, 6, 4, 3, is_lane=True)
# One quarter of the estate; a larger estate is the same quarter again and again.
QUARTER = (TOWER, TOWER, WALK_UP, OLD_WALK_UP, HIGH_SLAB, LONG_WALK_UP, LANE, LANE)
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
    """A building that stands: its row, and its shape."""

    row: dict[str, Any]
    shape: Shape
    id: int = 0

    @property
    def name(self) -> str:
        return str(self.row["name"])

    @property
    def flats(self) -> int:
        return self.shape.units * self.shape.floors * self.shape.doors


def buildings(households: int) -> list[Standing]:
    """As many as the households need, numbered through; lane houses count in their own lane."""
    wanted = max(len(QUARTER), -(-households // PER_BUILDING))
    found, number, lane = [], 0, 0
    for n in range(wanted):
        shape = QUARTER[n % len(QUARTER)]
        if shape.is_lane:
            lane += 1
            name = f"{18 + 10 * ((lane - 1) // 6)}弄{(lane - 1) % 6 + 1}号"
        else:
            number += 1 if number % 10 != 3 else 2  # people avoid the four
            name = f"{number}栋"
        row = {"name": name, "units": shape.units, "floors": shape.floors, "doors": shape.doors}
        wide = 4 if wanted <= 40 else 16
        found.append(Standing(row | {"row": n // wide + 1, "column": n % wide + 1}, shape))
    found.sort(key=lambda each: natural(each.name))
    return found


def doors(dice: Random, standing: list[Standing], households: int) -> list[Door]:
    """Different doors, more of them where the house is old. Raises when there are more households than doors."""
    if households > sum(each.flats for each in standing):
        raise ValueError("more households than doors")
    wanted = dict.fromkeys(range(len(standing)), 0)
    while (left := households - sum(wanted.values())) > 0:
        free = [n for n in wanted if wanted[n] < standing[n].flats]
        for n in dice.choices(free, [standing[n].shape.weight for n in free], k=left):
            wanted[n] += wanted[n] < standing[n].flats
    found = []
    for n, count in wanted.items():
        places = dice.sample(range(standing[n].flats), count)
        found += [_door(dice, n, standing[n], place) for place in places]
    dice.shuffle(found)
    return found


def _door(dice: Random, n: int, stands: Standing, place: int) -> Door:
    shape = stands.shape
    rest, door = divmod(place, shape.doors)
    unit, floor = divmod(rest, shape.floors)
    room = f"{floor + 1}{door + 1:02}"
    number = stands.name.rstrip("栋")
    if shape.units == 1:
        ways: tuple[str, ...] = ("", "", f"{stands.name}{room}室", f"样板苑{stands.name} {room}", f"{number}-{room}")
        return Door(n, None, floor + 1, room, dice.choice(ways))
    ways = (
        "",
        "",
        "",
        f"{number}栋{unit + 1}单元{room}",
        f"{number}号楼{unit + 1}门{room}",
        f"{number}-{unit + 1}-{room}",
        f"样板苑 {number}幢{unit + 1}单元{room}室",
        f"{number}＃{unit + 1}单元{room}户",
    )
    return Door(n, unit + 1, floor + 1, room, dice.choice(ways))


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
