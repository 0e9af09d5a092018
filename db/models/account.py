"""Accounts, sign-in sessions, unfinished forms and the log."""

from datetime import datetime
from typing import Annotated

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import Deed, Role
from db.fields import Moment, On, One, Show
from db.words import N_


class AccountFields(SQLModel):
    """A member of staff, or a partner who reads. `name` is what is typed at sign-in, `display` what others read."""

    name: Annotated[str, Show(N_("User name"), personal=False)] = Field(min_length=1, max_length=40)
    display: Annotated[str, Show(N_("Shown as"), personal=False)] = Field(default="", max_length=40)
    department: Annotated[str, Show(N_("Department"), personal=False)] = Field(default="", max_length=60)
    position: Annotated[str, Show(N_("Position"), personal=False)] = Field(default="", max_length=60)
    role: Annotated[Role, Show(N_("Role"), personal=False)] = Field(default=Role.VISITOR, sa_type=One(Role))


class Account(AccountFields, table=True):
    """`token_version` goes up whenever open sessions must end: password change, disabling, change of role."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True)  # the user name as compared: NFKC, lower case, trimmed
    password_hash: str
    active: bool = True
    deleted: bool = False
    must_change: bool = False
    language: str = ""
    token_version: int = 1
    created_at: datetime = Field(sa_type=Moment)
    version: int = 1


class SignInSession(SQLModel, table=True):
    """One signed-in browser. Only hashes are stored: a copy of the database signs nobody in."""

    id: int | None = Field(default=None, primary_key=True)
    hash: str = Field(unique=True, max_length=64)
    account_id: int = Field(foreign_key="account.id", index=True)
    token_version: int
    born_at: datetime = Field(sa_type=Moment)
    seen_at: datetime = Field(sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)


class SignInAttempt(SQLModel, table=True):
    """Counted before the slow check, so that parallel guesses cannot overtake the limit."""

    __table_args__ = (Index("ix_attempt_key", "key", "at"), Index("ix_attempt_address", "address", "at"))

    id: int | None = Field(default=None, primary_key=True)
    key: str
    address: str
    at: datetime = Field(sa_type=Moment)
    good: bool = False


class Draft(SQLModel, table=True):
    """A form that is being filled in: one for each person, kind and household."""

    __table_args__ = (Index("ix_draft_owner", "account_id", "kind", "household_id"),)

    id: int | None = Field(default=None, primary_key=True)
    account_id: int = Field(foreign_key="account.id")
    kind: str = Field(max_length=20)
    household_id: int | None = Field(default=None, foreign_key="household.id")
    token: str = Field(unique=True, max_length=40)
    answers: str = Field(default="{}", sa_type=Text)
    saved_at: datetime = Field(sa_type=Moment)


class LogEntry(SQLModel, table=True):
    """Who did what, when, to which record. `mac` chains each entry to the one before."""

    __table_args__ = (Index("ix_log_record", "record", "record_id"),)

    id: int | None = Field(default=None, primary_key=True)
    at: Annotated[datetime, Show(N_("When"), personal=False, on=On.TOLD)] = Field(sa_type=Moment, index=True)
    account_id: int | None = Field(default=None, foreign_key="account.id")
    who: Annotated[str, Show(N_("Who"), personal=False, on=On.TOLD)] = ""
    deed: Annotated[Deed, Show(N_("Deed"), personal=False, on=On.TOLD)] = Field(sa_type=One(Deed))
    record: Annotated[str, Show(N_("Record"), personal=False, on=On.TOLD)] = Field(default="", max_length=40)
    record_id: int | None = None
    detail: Annotated[str, Show(N_("Detail"), personal=False, on=On.TOLD)] = Field(default="", max_length=400)
    mac: str = Field(max_length=64)


class LogHead(SQLModel, table=True):
    """How many entries there are and the last one's mac: a cut tail shows. Its one row also queues the writers."""

    id: int = Field(default=1, primary_key=True)
    count: int = 0
    mac: str = ""
