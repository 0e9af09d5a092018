"""A house is opened once: by its first administrator, or as a demonstration that is taken down again in one step."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, SQLModel, select

from db import log
from db.changes.account import new_account
from db.changes.gate import checked
from db.choices import Deed, Role
from db.errors import Invalid, Refused
from db.models import Account, Estate, EstateFields, LogHead
from db.rights import Person, Right, require
from db.words import N_, _

KEEPER = N_("Demonstration keeper")


def open_estate(s: Session, answers: Mapping[str, Any], admin: str, password: str, now: datetime) -> int:
    """Name the estate and make its first administrator. Gives the administrator's account."""
    _still_closed(s)
    problems = {}
    try:
        estate = Estate(**checked(EstateFields, answers).model_dump())
    except Invalid as wrong:
        problems = {f"estate.{name}": sentence for name, sentence in wrong.problems.items()}
    try:
        account_id = new_account(s, {"name": admin, "role": Role.ADMIN}, password, now, once=False)
    except Invalid as wrong:
        problems |= wrong.problems
    if problems:  # all of them at once: it is one form
        raise Invalid(problems)
    s.add(estate)
    s.flush()
    log.write(s, account_id, s.get_one(Account, account_id).display, Deed.SET_UP, "estate", estate.id, at=now)
    return account_id


def open_demonstration(
    s: Session,
    today: date,
    admin: str,
    password: str,
    now: datetime,
    *,
    households: int = 120,
    visits: int = 2400,
    seed: int = 1,
) -> int:
    """Fill an empty house with an invented estate. Gives the account of who may take it down again."""
    from db import demo  # its texts are only needed here

    _still_closed(s)
    account_id = new_account(s, {"name": admin, "role": Role.ADMIN}, password, now, once=False)
    demo.fill(s, today, households=households, visits=visits, seed=seed)
    s.exec(select(Estate)).one().demonstration = True
    log.write(s, account_id, s.get_one(Account, account_id).display, Deed.DEMONSTRATION, "estate", at=now)
    return account_id


def remove_demonstration(s: Session, actor: Person) -> None:
    """Everything goes: estate, people, visits, photos, accounts, and the log of all that was only played.

    The next visitor finds the first-run page. The new log begins with who took the demonstration down.
    """
    require(actor, Right.DEMONSTRATION)
    estate = s.exec(select(Estate).with_for_update()).first()
    if estate is None or not estate.demonstration:
        raise Refused(_("This is not a demonstration. Nothing was removed."))
    s.expunge_all()
    for table in reversed(SQLModel.metadata.sorted_tables):
        if table.name != LogHead.__tablename__:
            s.execute(table.delete())
    head = s.exec(select(LogHead)).one()
    head.count, head.mac = 0, ""
    s.flush()
    log.write(s, None, actor.name, Deed.DEMONSTRATION_GONE, "estate")


def _still_closed(s: Session) -> None:
    """Only an empty house is opened. The log's head is locked, so that two who come at once do not both succeed."""
    s.exec(select(LogHead).with_for_update()).one()
    if s.exec(select(Estate.id)).first() is not None or s.exec(select(Account.id)).first() is not None:
        raise Refused(_("This house is open already. Sign in."))
