"""Who may do what. Asked in every change and question, never in a page."""

from dataclasses import dataclass
from enum import StrEnum, auto

from db.choices import Audience, Role
from db.errors import NotAllowed
from db.words import N_, _


class Right(StrEnum):
    SEE_PEOPLE = auto()  # names, doors, illnesses in full
    RECORD = auto()  # visits, households, residents, consents
    DECIDE_TIER = auto()
    APPROVE = auto()  # fee relief, never one's own
    CONFIRM = auto()  # that a problem has ended
    PLAN = auto()  # rounds, months, handing households over
    RULES = auto()  # the rhythm of visits, suggestions
    IMPORT = auto()  # files, joining doubles, comparing with a list; and taking them back
    EXPORT = auto()
    BRIEF_INTERNAL = auto()
    BRIEF_OUTWARD = auto()
    ISSUE = auto()  # give a briefing its number: it is what the office says from then on
    ESTATE = auto()  # estate and buildings
    ACCOUNTS = auto()
    LOG = auto()
    DEMONSTRATION = auto()


_STAFF = {
    Right.SEE_PEOPLE,
    Right.RECORD,
    Right.DECIDE_TIER,
    Right.EXPORT,
    Right.BRIEF_INTERNAL,
    Right.BRIEF_OUTWARD,
}
MAY: dict[Role, set[Right]] = {
    Role.VISITOR: _STAFF | {Right.ESTATE},
    Role.MANAGER: _STAFF
    | {Right.ESTATE, Right.LOG, Right.APPROVE, Right.CONFIRM, Right.PLAN, Right.RULES, Right.ISSUE, Right.IMPORT},
    Role.ADMIN: set(Right),
    Role.READER: {Right.BRIEF_OUTWARD},
}
BRIEF = {
    Audience.INTERNAL: Right.BRIEF_INTERNAL,
    Audience.COMMITTEE: Right.BRIEF_OUTWARD,
    Audience.NOTICE: Right.BRIEF_OUTWARD,
}
SENTENCE = N_("Your role does not allow this. Ask the administrator.")


@dataclass(frozen=True)
class Person:
    """Who is asking or acting, as the database knows them in this run."""

    id: int
    name: str
    role: Role
    department: str = ""
    position: str = ""
    language: str = ""
    must_change: bool = False

    def may(self, right: Right) -> bool:
        return right in MAY[self.role]


def require(person: Person, right: Right) -> None:
    """Refuse, and let the store log it, unless this person's role holds the right."""
    if not person.may(right):
        raise NotAllowed(_(SENTENCE), person.id, person.name, right)
