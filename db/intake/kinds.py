"""Which kind of table it is, by what its columns name."""

from collections.abc import Sequence

from db.choices import TableKind
from db.intake import titles
from db.intake.columns import Seen
from db.intake.targets import OUT

# How much a target speaks for a kind; what both have (a name, a door) speaks little.
WEIGHTS: dict[TableKind, dict[str, float]] = {
    TableKind.VISITS: {
        "visit.at": 3,
        "visit.staff": 2,
        "visit.said": 2,
        "visit.outcome": 2,
        "visit.way": 2,
        "need.words": 2,
        "measure.words": 2,
        "need.state": 1,
        "closing.back": 1,
        "visit.appeals": 2,
        "visit.next_on": 1,
        "resident.name": 1,
        "resident.head": 1,
        "household.door": 0.5,
        "household.room": 0.5,
    },
    TableKind.HOUSEHOLDS: {
        "hardship.kind": 2,
        "hardship.cause": 2,
        "resident.relation": 2,
        "resident.living": 2,
        "resident.condition": 1.5,
        "resident.disability_kind": 2,
        "resident.disability_grade": 2,
        "resident.self_care": 1,
        "resident.birth_date": 1,
        "resident.identity_tail": 1,
        "resident.illness": 1,
        "resident.sex": 0.5,
        "resident.age": 0.5,
        "resident.phone": 0.5,
        "resident.name": 1,
        "resident.head": 1,
        "contact.name": 1,
        "guardian.name": 1,
        "family.members": 1,
        "household.responsible": 1,
        "household.tier": 1,
        "household.door": 0.5,
        "household.room": 0.5,
        "household.building": 0.5,
        "kind": 1.5,
    },
    TableKind.OWNERS: {
        "tenant.name": 3,
        "occupant.state": 2,
        "occupant.moved_in": 2,
        "occupant.moved_out": 2,
        "owner.name": 1,
        "owner.phone": 0.5,
        "household.door": 0.5,
        "household.room": 0.5,
        "household.building": 0.5,
    },
    TableKind.BUILDINGS: {
        "building.name": 1,
        "building.units": 3,
        "building.floors": 3,
        "building.doors": 3,
        "building.shop_floors": 2,
    },
    TableKind.STAFF: {
        "account.name": 3,
        "account.role": 3,
        "account.position": 2,
        "account.department": 2,
        "account.display": 1,
    },
}
MET = {"visit.said", "visit.outcome", "visit.way", "need.words", "measure.words", "visit.appeals", "need.state"}
OF_A_HOUSE = {"household.door", "household.room", "resident.name", "resident.head", "owner.name"}
AN_OWNER = ("业主", "产权", "房主", "租", "owner", "tenant", "入住")
VAGUE = {"时间", "日期", "date"}


def kind_of(columns: Sequence[Seen]) -> TableKind:
    points = dict.fromkeys(TableKind, 0.0)
    keys: set[str] = set()
    for each in columns:
        found = [name for name in each.names() if name.target.key != OUT]
        keys |= {name.target.key for name in found}
        for kind, weights in WEIGHTS.items():
            ours = [name.target for name in found if kind in name.target.kinds]
            told = [weights.get(target.key) or weights.get(target.noun, 0.0) for target in ours]
            part = 1.0 if found and found[0].is_exact else 0.7
            points[kind] += part * max(told, default=0.0)
        title = titles.key(each.title)
        points[TableKind.OWNERS] += 1.5 * any(word in title for word in AN_OWNER)
        if "visit.at" in {name.target.key for name in found} and title in VAGUE:
            points[TableKind.VISITS] -= 1
    if "visit.at" in keys and keys & MET:
        points[TableKind.VISITS] += 6
    elif "visit.at" not in keys:
        points[TableKind.VISITS] -= 4
    if "hardship.kind" in keys or any(key.startswith("kind.") for key in keys):
        points[TableKind.OWNERS] -= 4
    if keys & OF_A_HOUSE - {"resident.name", "owner.name"} and "account.role" not in keys:
        points[TableKind.STAFF] -= 4
    points[TableKind.BUILDINGS] -= 5 * len(keys & OF_A_HOUSE)
    return max(points, key=lambda kind: points[kind])
