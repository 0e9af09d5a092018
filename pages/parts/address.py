"""The register's filters as they stand in an address, so that a view can be bookmarked.

What is typed into the search box is not among them: it is mostly a name or a phone, and addresses are kept by
browsers and seen over shoulders. Only ids and the values of choices are written.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from db.choices import HardshipKind, HouseholdState, Level, Outcome, Tier
from db.queries.asked import Asked, Only, Order

NONE = "none"
Value = TypeVar("Value")


def read(query: Mapping[str, str]) -> Asked:
    """What the address asks for. Whatever cannot be read there asks for nothing."""
    plain = Asked()
    return Asked(
        building_ids=_several(query, "building", int),
        kinds=_several(query, "kind", HardshipKind),
        tiers=_several(query, "tier", _or_none(Tier)),
        risks=_several(query, "risk", _or_none(Level)),
        responsible_id=_one(query, "staff", int),
        states=_several(query, "state", HouseholdState) or plain.states,
        visited_from=_one(query, "from", _day),
        visited_to=_one(query, "to", _day),
        not_seen_days=_one(query, "unseen", int),
        outcomes=_several(query, "outcome", Outcome),
        only=_several(query, "only", Only),
        order=_one(query, "order", Order) or plain.order,
        page=_one(query, "page", int) or 1,
    )


def written(asked: Asked) -> dict[str, str]:
    """The address of what is asked; what is not asked for does not stand in it."""
    plain = Asked()
    told = {
        "building": _joined(asked.building_ids),
        "kind": _joined(asked.kinds),
        "tier": _joined(asked.tiers),
        "risk": _joined(asked.risks),
        "staff": _joined([asked.responsible_id] if asked.responsible_id else []),
        "state": _joined(asked.states) if asked.states != plain.states else "",
        "from": asked.visited_from.isoformat() if asked.visited_from else "",
        "to": asked.visited_to.isoformat() if asked.visited_to else "",
        "unseen": str(asked.not_seen_days or ""),
        "outcome": _joined(asked.outcomes),
        "only": _joined(asked.only),
        "order": asked.order if asked.order is not plain.order else "",
        "page": str(asked.page) if asked.page > 1 else "",
    }
    return {name: value for name, value in told.items() if value}


def _joined(values: Sequence[Any]) -> str:
    return ",".join(NONE if value is None else str(value) for value in values)


def _day(text: str) -> date:
    """A day of these times: before and after them no clock counts."""
    if not 1900 <= (day := date.fromisoformat(text)).year <= 2100:
        raise ValueError(text)
    return day


def _or_none(read_one: Callable[[str], Value]) -> Callable[[str], Value | None]:
    return lambda text: None if text == NONE else read_one(text)


def _several(query: Mapping[str, str], name: str, read_one: Callable[[str], Value]) -> tuple[Value, ...]:
    try:
        return tuple(read_one(text) for text in query.get(name, "").split(",")[:60] if text)
    except ValueError:
        return ()


def _one(query: Mapping[str, str], name: str, read_one: Callable[[str], Value]) -> Value | None:
    found = _several(query, name, read_one)
    return found[0] if len(found) == 1 else None
