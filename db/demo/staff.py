"""Who works in the invented estate, who has which buildings, and who has left."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from sqlmodel import Session, col, select

from db.choices import Role
from db.clock import CHINA
from db.demo.rows import insert_rows
from db.models import Account
from db.sign_in import key_of

NO_PASSWORD = "!"  # no hash at all: nothing matches it until an administrator sets a password


@dataclass(frozen=True)
class Colleague:
    name: str
    role: Role
    department: str
    position: str
    load: int = 0  # share of the buildings


@dataclass(frozen=True)
class OnVisit:
    """A colleague as on a visit: with the position held that day."""

    id: int
    name: str
    department: str
    position: str


HE, ZHAO, SUN = (
    Colleague("何静宜", Role.VISITOR, "客服部", "楼栋管家", 5),
    Colleague("赵一帆", Role.VISITOR, "客服部", "楼栋管家", 3),
    Colleague("孙丽萍", Role.VISITOR, "客服部", "客服主管", 2),
)
LEFT = Colleague("丁晓岚", Role.VISITOR, "客服部", "楼栋管家", 3)
GUARD = Colleague("马国梁", Role.VISITOR, "秩序部", "秩序队长")
MANAGER = Colleague("李敏航", Role.MANAGER, "项目部", "项目经理")
ENGINEER = Colleague("周建平", Role.MANAGER, "工程部", "工程主管")
STREET = Colleague("街道民政（演示）", Role.READER, "样板街道社会事务办", "民政专员")
EVERYBODY = (HE, ZHAO, SUN, LEFT, GUARD, MANAGER, ENGINEER, STREET)


@dataclass
class Team:
    """The accounts by name, and whose each building is: first until somebody left, and now."""

    ids: dict[str, int]
    first: list[Colleague]
    now: list[Colleague]
    left_on: date
    promoted_on: date

    def responsible(self, building: int) -> int:
        return self.ids[self.now[building].name]

    def keeper(self, building: int, day: date) -> int:
        """Whose the building was on a day."""
        return self.ids[(self.first if day < self.left_on else self.now)[building].name]

    def manager(self, dice: Random) -> int:
        """Who decides and confirms: the project's manager, or who stands in."""
        return self.ids[(MANAGER if dice.random() < 0.85 else ENGINEER).name]

    def on_visit(self, who: Colleague, day: date) -> OnVisit:
        """孙丽萍 was a caretaker like the others before she led them."""
        position = "楼栋管家" if who is SUN and day < self.promoted_on else who.position
        return OnVisit(self.ids[who.name], who.name, who.department, position)

    def who_goes(self, dice: Random, building: int, day: date, is_grave: bool, is_festival: bool) -> list[OnVisit]:
        """The building's own visitor, now and then another; not alone to what is grave or festive."""
        own = (self.first if day < self.left_on else self.now)[building]
        here = [HE, ZHAO, SUN, LEFT] if day < self.left_on else [HE, ZHAO, SUN]
        first = own if dice.random() < 0.86 else dice.choice(here)
        chance = 0.6 if is_grave or is_festival else 0.17
        if dice.random() > chance:
            return [self.on_visit(first, day)]
        beside = [MANAGER, GUARD] if is_festival else [MANAGER, ENGINEER, GUARD] if is_grave else [*here, ENGINEER]
        second = dice.choice([each for each in beside if each is not first])
        return [self.on_visit(first, day), self.on_visit(second, day)]


def hire(s: Session, dice: Random, buildings: int, start: date, today: date) -> Team:
    """Store the accounts and share out the buildings. Nobody can sign in as any of them yet."""
    rows = []
    for each in EVERYBODY:
        rows.append(
            {
                "name": each.name,
                "key": key_of(each.name),
                "display": each.name,
                "role": each.role,
                "department": each.department,
                "position": each.position,
                "password_hash": NO_PASSWORD,
                "must_change": True,
                "active": each is not LEFT,
                "created_at": datetime.combine(start - timedelta(days=30), time(9), CHINA),
            }
        )
    insert_rows(s, Account, rows)
    wanted = [each.name for each in EVERYBODY]
    found = s.exec(select(Account.name, Account.id).where(col(Account.name).in_(wanted)))
    ids = {name: key for name, key in found if key is not None}
    working = [HE, ZHAO, SUN]
    first = dice.choices([*working, LEFT], [each.load for each in (*working, LEFT)], k=buildings)
    first[: min(4, buildings)] = [HE, ZHAO, LEFT, SUN][: min(4, buildings)]  # each of them has one at least
    now = [each if each is not LEFT else dice.choice(working) for each in first]
    span = (today - start).days
    return Team(ids, first, now, start + timedelta(days=span * 5 // 8), start + timedelta(days=span // 3))
