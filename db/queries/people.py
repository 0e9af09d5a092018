"""The accounts, for whoever keeps them."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import func
from sqlmodel import Session, SQLModel, col, select

from db.choices import Role
from db.fields import On, Show
from db.models import Account, SignInAttempt
from db.order import by_character
from db.rights import Person, Right, require
from db.sign_in import MOST_BY_NAME, WINDOW
from db.words import N_


class AccountRow(SQLModel):
    """An account as the list shows it. `locked` until its wrong guesses are a quarter of an hour old."""

    id: int
    version: int
    name: Annotated[str, Show(N_("User name"), personal=False, on=On.TOLD)]
    display: Annotated[str, Show(N_("Shown as"), personal=False, on=On.TOLD)]
    role: Annotated[Role, Show(N_("Role"), personal=False, on=On.TOLD)]
    department: Annotated[str, Show(N_("Department"), personal=False, on=On.TOLD)]
    position: Annotated[str, Show(N_("Position"), personal=False, on=On.TOLD)]
    active: bool
    must_change: bool
    locked: bool


def accounts(s: Session, viewer: Person, now: datetime) -> list[AccountRow]:
    """Everybody who has not been deleted: those who may sign in first, then by name."""
    require(viewer, Right.ACCOUNTS)
    locked = _locked(s, now)
    there = select(Account).where(~col(Account.deleted))
    found = s.exec(there.order_by(col(Account.active).desc(), by_character(col(Account.display)), col(Account.id)))
    return [AccountRow(**row.model_dump(), locked=row.key in locked) for row in found]


def _locked(s: Session, now: datetime) -> set[str]:
    """Names with too many wrong guesses since they last signed in."""
    since = now - WINDOW
    good = (
        select(SignInAttempt.key, func.max(SignInAttempt.at).label("at"))
        .where(col(SignInAttempt.good))
        .group_by(SignInAttempt.key)
        .subquery()
    )
    wrong = (
        select(SignInAttempt.key)
        .join(good, good.c.key == col(SignInAttempt.key), isouter=True)
        .where(
            col(SignInAttempt.at) > since,
            ~col(SignInAttempt.good),
            good.c.at.is_(None) | (col(SignInAttempt.at) > good.c.at),
        )
        .group_by(SignInAttempt.key)
        .having(func.count() >= MOST_BY_NAME)
    )
    return set(s.exec(wrong))
