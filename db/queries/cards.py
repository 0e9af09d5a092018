"""The door-step cards of a day: whom to call on, why, and what to know before knocking."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, select

from db.errors import NotFound
from db.models import Account, Estate
from db.papers import Card, Cards
from db.queries.known import known
from db.queries.walk import calls
from db.rights import Person, Right, require
from db.words import _


def cards(
    s: Session,
    viewer: Person,
    day: date,
    account_id: int | None,
    today: date,
    household_ids: Sequence[int] = (),
) -> Cards:
    """The cards of one person's walk on a day, or of everybody's; with `household_ids`, of these as well."""
    require(viewer, Right.SEE_PEOPLE)
    who = s.get(Account, account_id) if account_id is not None else None
    if account_id is not None and who is None:
        raise NotFound(_("Choose a colleague who works here."))
    why = dict.fromkeys(household_ids, ()) | {c.household_id: c.why for c in calls(s, viewer, account_id, day)}
    estate = s.exec(select(Estate)).one()
    return Cards(
        estate=estate.name,
        is_demonstration=estate.demonstration,
        day=day,
        made_on=today,
        visitor=(who.display or who.name) if who else "",
        cards=tuple(Card(each, why[each.id]) for each in known(s, viewer, list(why), day)),
    )
