"""What the register's filters offer: buildings, staff and choices, each with its number of households."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import String, cast, func, literal, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.choices import HardshipKind, HouseholdState, Level, Role, Tier
from db.models import Account, Building, Estate, Hardship, Household
from db.queries.kept import kept
from db.rights import Person, Right

NOT_KNOWN = ""  # in a count: no tier, no risk seen


@dataclass(frozen=True)
class Offered:
    """The options of each filter. Counts are of all files that are active, so they stay while one filters."""

    estate: str
    active: int
    buildings: Mapping[int, str]
    staff: Mapping[int, str]
    per_building: Mapping[int, int]
    per_staff: Mapping[int, int]
    tiers: Mapping[Tier | None, int]
    risks: Mapping[Level | None, int]
    kinds: Mapping[HardshipKind, int]


@kept
def offered(s: Session, viewer: Person) -> Offered:
    counted = _counted(s, viewer.may(Right.SEE_PEOPLE))
    tiers = {Tier(key) if key else None: n for key, n in counted["tier"].items()}
    risks = {Level(key) if key else None: n for key, n in counted["risk"].items()}
    kinds = {HardshipKind(key): n for key, n in counted["kind"].items()}
    commonest = sorted((kind for kind in HardshipKind if kind in kinds), key=lambda kind: -kinds[kind])
    standing = select(Building.id, Building.name).order_by(col(Building.position))
    working = select(Account.id, Account.display).where(col(Account.active), Account.role != Role.READER)
    working = working.order_by(col(Account.id))
    return Offered(
        estate=s.exec(select(Estate.name)).first() or "",
        active=sum(tiers.values()),
        buildings={key: name for key, name in s.exec(standing) if key is not None},
        staff={key: name for key, name in s.exec(working) if key is not None},
        per_building={int(key): n for key, n in counted["building"].items()},
        per_staff={int(key): n for key, n in counted["staff"].items() if key},
        tiers={tier: tiers[tier] for tier in (*Tier, None) if tier in tiers},
        risks={risk: risks[risk] for risk in (*reversed(Level), None) if risk in risks},
        kinds={kind: kinds[kind] for kind in commonest},
    )


def _counted(s: Session, sees_people: bool) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {name: {} for name in ("building", "tier", "staff", "risk", "kind")}
    for name, key, n in s.execute(_numbers(sees_people)):
        found[name][key] = n
    return found


@cache
def _numbers(sees_people: bool) -> Any:
    """Every number in one statement; putting it together takes as long as asking it, so it is kept."""
    h = Household
    by: dict[str, Any] = {"building": col(h.building_id), "tier": col(h.tier), "staff": col(h.responsible_id)}
    if sees_people:
        by["risk"] = col(h.last_risk)
    active = col(h.state) == HouseholdState.ACTIVE
    asked = [_by(name, column).where(active).group_by(column) for name, column in by.items()]
    if sees_people:
        kinds = _by("kind", col(Hardship.kind), func.count(col(Hardship.household_id).distinct()))
        joined = kinds.select_from(Hardship).join(h, col(h.id) == col(Hardship.household_id))
        asked.append(joined.where(active, col(Hardship.ended_on).is_(None)).group_by(col(Hardship.kind)))
    return union_all(*asked)


def _by(name: str, column: Any, number: Any = None) -> Any:
    key = func.coalesce(cast(column, String), NOT_KNOWN)
    return columns(literal(name), key, func.count() if number is None else number)
