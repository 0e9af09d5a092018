"""What layouts choose their columns from: a household, a person or a visit with all that is known to a list.

The classes take over every field of the nouns they are of, so that a field added to a model can be exported at once.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Annotated, Any

from sqlmodel import SQLModel

from db.choices import (
    Duration,
    HardshipCause,
    HardshipKind,
    HouseholdState,
    Listed,
    NeedState,
    Outcome,
    Relation,
    SelfCare,
    Tier,
    Whom,
)
from db.fields import On, Show
from db.models import HouseholdFields, ResidentFields, VisitFields
from db.privacy import told
from db.queries.rows import HouseholdRow
from db.words import N_, _

OLD = 60  # years, by the law on the rights of older people, article 2
CHILDREN = (Relation.SON, Relation.DAUGHTER, Relation.CHILD_IN_LAW)


class PersonRow(ResidentFields, HouseholdFields):
    """A person, with the household and its door in every row: what belongs to the household repeats."""

    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.EXPORT)]
    building: Annotated[str, Show(N_("Building"), personal=False, on=On.EXPORT)]
    responsible: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.EXPORT)]
    state: Annotated[HouseholdState, Show(N_("State of the file"), personal=False, on=On.EXPORT)]
    opened_on: Annotated[date, Show(N_("File opened on"), personal=False, on=On.EXPORT)]
    kinds: Annotated[list[HardshipKind], Show(N_("Hardships"), personal=True, on=On.EXPORT)]
    causes: Annotated[str, Show(N_("Cause"), personal=True, on=On.EXPORT)]
    since: Annotated[date | None, Show(N_("Since"), personal=False, on=On.EXPORT)]
    evidence: Annotated[str, Show(N_("Evidence"), personal=True, on=On.EXPORT)]
    duration: Annotated[Duration | None, Show(N_("One-off or long-term"), personal=False, on=On.EXPORT)]
    age: Annotated[int | None, Show(N_("Age"), personal=True, on=On.EXPORT)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.EXPORT)]
    birth: Annotated[Any, Show(N_("Birth, as known"), personal=True, on=On.EXPORT)]
    living: Annotated[str, Show(N_("Who they live with"), personal=True, on=On.EXPORT)]
    condition: Annotated[str, Show(N_("State of health"), personal=True, on=On.EXPORT)]
    allowance: Annotated[str, Show(N_("On the minimum allowance"), personal=True, on=On.EXPORT)]
    contact: Annotated[str, Show(N_("Whom to ring in need"), personal=True, on=On.EXPORT)]
    contact_phone: Annotated[str, Show(N_("Telephone in need"), personal=True, on=On.EXPORT)]
    guardian: Annotated[str, Show(N_("Guardian"), personal=True, on=On.EXPORT)]
    guardian_phone: Annotated[str, Show(N_("Guardian's telephone"), personal=True, on=On.EXPORT)]
    last_visit_on: Annotated[date | None, Show(N_("Last visit on"), personal=False, on=On.EXPORT)]
    last_outcome: Annotated[Outcome | None, Show(N_("Last outcome"), personal=False, on=On.EXPORT)]


# Worked out from the rest, so no part of a file that is to come back: an import would take them for news.
WORKED_OUT: tuple[str, ...] = ("age", "door", "birth", "living", "condition", "allowance", "contact", "contact_phone")
WORKED_OUT += ("guardian", "guardian_phone", "last_visit_on", "last_outcome", "opened_on", "state")
WHOLE_FIRST = ("no", "building", "unit", "floor", "room", "name", "sex", "birth_date", "birth_text", "relation")


class HomeRow(HouseholdRow, HouseholdFields):
    """A household, with who lives there in words."""

    opened_on: Annotated[date, Show(N_("File opened on"), personal=False, on=On.EXPORT)]
    members: Annotated[str, Show(N_("Members of the family"), personal=True, on=On.EXPORT)]
    phone: Annotated[str, Show(N_("Phone"), personal=True, on=On.EXPORT)]
    causes: Annotated[list[HardshipCause], Show(N_("Cause"), personal=True, on=On.EXPORT)]
    open_needs: Annotated[int, Show(N_("Problems still open"), personal=False, on=On.EXPORT)]
    last_visit_on: Annotated[date | None, Show(N_("Last visit on"), personal=False, on=On.EXPORT)]


class CallRow(VisitFields):
    """A visit, with its household and what became of what was asked for."""

    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.EXPORT)]
    building: Annotated[str, Show(N_("Building"), personal=False, on=On.EXPORT)]
    unit: Annotated[int | None, Show(N_("Unit"), personal=True, on=On.EXPORT)]
    room: Annotated[str, Show(N_("Room"), personal=True, on=On.EXPORT)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.EXPORT)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.EXPORT)]
    kinds: Annotated[list[HardshipKind], Show(N_("Hardships"), personal=True, on=On.EXPORT)]
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False, on=On.EXPORT)]
    staff: Annotated[str, Show(N_("Visitors"), personal=False, on=On.EXPORT)]
    asked: Annotated[str, Show(N_("Asked for, in short"), personal=True, on=On.EXPORT)]
    done: Annotated[str, Show(N_("Done about it, in short"), personal=True, on=On.EXPORT)]
    settled: Annotated[str, Show(N_("State of what was asked"), personal=False, on=On.EXPORT)]
    came_of_it: Annotated[str, Show(N_("What the resident says of it"), personal=True, on=On.EXPORT)]


MODELS: dict[Listed, type[SQLModel]] = {
    Listed.HOUSEHOLDS: HomeRow,
    Listed.PEOPLE: PersonRow,
    Listed.VISITS: CallRow,
}


def is_of(whom: Whom, person: PersonRow) -> bool:
    match whom:
        case Whom.EVERYBODY:
            return True
        case Whom.OLDER:
            return person.lives_here and ((person.age or 0) >= OLD or HardshipKind.VERY_OLD in person.kinds)
        case Whom.DISABLED:
            has_grade = bool(person.disability_kind or person.disability_grade)
            return person.lives_here and (has_grade or HardshipKind.DISABILITY in person.kinds)


def lives_with(one: Any, home: Sequence[Any], kinds: Collection[HardshipKind]) -> str:
    """As ledgers ask it. Nobody else on file does not mean that nobody else is there, so it is then not said."""
    if HardshipKind.ALONE in kinds:
        return _("Living alone")
    others = [each for each in home if each.id != one.id and each.lives_here]
    if any(are_married(one, each) for each in others):
        return _("With husband or wife")
    if any(is_child(each, one) for each in others):
        return _("With children")
    return _("With others") if others else ""


def are_married(one: Any, other: Any) -> bool:
    return (one.is_head and other.relation is Relation.SPOUSE) or (other.is_head and one.relation is Relation.SPOUSE)


def is_child(child: Any, of: Any) -> bool:
    is_parent = of.is_head or of.relation is Relation.SPOUSE
    return (child.relation in CHILDREN and is_parent) or (child.is_head and of.relation is Relation.PARENT)


def health(self_care: SelfCare | None, kinds: Collection[HardshipKind]) -> str:
    """What was assessed or certified, in the words of the ledger; nothing where nothing is on file."""
    said = []
    if self_care is SelfCare.UNABLE or HardshipKind.FRAIL in kinds:
        said.append(_("Unable"))
    elif self_care in (SelfCare.MILD, SelfCare.MODERATE):
        said.append(_("Partly unable"))
    said += [_(kind.label) for kind in (HardshipKind.ILLNESS, HardshipKind.MENTAL) if kind in kinds]
    return str(told(said))


def how_it_stands(states: Iterable[NeedState]) -> str:
    """Of all problems that one visit raised."""
    there = set(states)
    if not there:
        return ""
    if there == {NeedState.CLOSED}:
        return _("Settled")
    return _("Being seen to") if NeedState.IN_HAND in there else _("Not settled")


def members(home: Sequence[Any]) -> str:
    """陈玉芬（本人）、王强（儿子）"""
    said = []
    for one in home:
        relation = Relation.HEAD if one.is_head else one.relation
        said.append(
            _("{name} ({relation})").format(name=one.name, relation=_(relation.label)) if relation else one.name
        )
    return str(told(said))
