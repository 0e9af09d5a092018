"""What an import would write, worked out before it is written: by household, with the row that each part came from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Someone:
    """A person: new with all fields (`resident_id` 0), or those columns of a known one that change."""

    row: int
    resident_id: int
    values: Values


@dataclass(frozen=True)
class Hard:
    """A hardship: new, or the empty columns of a known one that the list fills. `person` is a place in
    `Home.people`, `resident_id` somebody known; neither: of the whole household."""

    row: int
    hardship_id: int
    values: Values
    person: int | None = None
    resident_id: int | None = None


@dataclass(frozen=True)
class Trouble:
    """A problem with what was done about it; `closing` where the list says how it ended."""

    values: Values
    measures: tuple[Values, ...] = ()
    closing: Values | None = None


@dataclass(frozen=True)
class Call:
    """A visit: new, or (`visit_id`) one taken in before, put back to the list's words. `content` makes its token."""

    row: int
    visit_id: int
    values: Values
    content: str
    staff_ids: tuple[int, ...] = ()
    needs: tuple[Trouble, ...] = ()


@dataclass(frozen=True)
class Home:
    """A household with all that the list brings: a new file (`household_id` 0) or a known one."""

    row: int
    household_id: int
    values: Values
    building: str = ""  # the key of a building that is made with this import
    people: tuple[Someone, ...] = ()
    hards: tuple[Hard, ...] = ()
    calls: tuple[Call, ...] = ()


@dataclass(frozen=True)
class Made:
    """A building or an account: new (id 0) or changed."""

    row: int
    record_id: int
    values: Values
    key: str = ""


@dataclass(frozen=True)
class Work:
    homes: tuple[Home, ...] = ()
    buildings: tuple[Made, ...] = ()
    accounts: tuple[Made, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.homes or self.buildings or self.accounts)
