"""What is planned, the turns of a household's file, and what the office has set for itself."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import PlanState, PlanWhy, TurnKind
from db.fields import Moment, On, One, Show
from db.words import N_


class PlanFields(SQLModel):
    """A visit in a window of days, both counted. `on` is the day it is meant for, where one was chosen."""

    start: Annotated[date, Show(N_("From"), personal=False)]
    end: Annotated[date, Show(N_("To"), personal=False)]
    on: Annotated[date | None, Show(N_("Meant for"), personal=False, help=N_("May stay empty."))] = None
    why: Annotated[PlanWhy, Show(N_("Why planned"), personal=True)] = Field(default=PlanWhy.ASKED, sa_type=One(PlanWhy))
    words: Annotated[str, Show(N_("What to look at"), personal=True)] = Field(default="", max_length=300)
    account_id: Annotated[int | None, Show(N_("Who goes"), personal=False, on=On.FORM)] = Field(
        default=None, foreign_key="account.id"
    )


class PlannedVisit(PlanFields, table=True):
    """Fulfilled by itself when a visit falls into the window or later. `from_visit_id` is the visit that agreed it."""

    __table_args__ = (Index("ix_plan_open", "state", "start", "end"),)

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    state: PlanState = Field(default=PlanState.OPEN, sa_type=One(PlanState))
    phone_counts: bool = False
    round_id: int | None = Field(default=None, foreign_key="round.id", index=True)
    from_visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    need_id: int | None = Field(default=None, foreign_key="need.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    fulfilled_on: date | None = None
    dropped_why: str = ""
    made_by_id: int | None = Field(default=None, foreign_key="account.id")  # none: by a rule
    made_on: date
    version: int = 1


class RoundFields(SQLModel):
    name: Annotated[str, Show(N_("Name of the round"), personal=False)] = Field(min_length=1, max_length=60)
    why: Annotated[PlanWhy, Show(N_("Why planned"), personal=False)] = Field(sa_type=One(PlanWhy))
    start: Annotated[date, Show(N_("From"), personal=False)]
    end: Annotated[date, Show(N_("To"), personal=False)]
    words: Annotated[str, Show(N_("What to look at"), personal=False)] = Field(default="", max_length=300)


class Round(RoundFields, table=True):
    """A round of visits for an occasion: a festival, the weather, an event in the house."""

    id: int | None = Field(default=None, primary_key=True)
    made_by_id: int = Field(foreign_key="account.id")
    made_on: date


class Turn(SQLModel, table=True):
    """A change of tier, state or responsible visitor, with its reason. `before` and `after` are values of the choice,
    or an account's id."""

    __table_args__ = (Index("ix_turn_kind", "kind", "at"),)

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    kind: TurnKind = Field(sa_type=One(TurnKind))
    before: str = ""
    after: str = ""
    why: str = ""
    by_id: int | None = Field(default=None, foreign_key="account.id")  # none: by itself, on its day
    at: datetime = Field(sa_type=Moment)


class Setting(SQLModel, table=True):
    """What the office has set: the rhythm of visits, the suggestions. `value` is JSON; what is not set is a preset."""

    name: str = Field(primary_key=True, max_length=40)
    value: str = Field(default="", sa_type=Text)
    changed_by_id: int | None = Field(default=None, foreign_key="account.id")
    changed_at: datetime | None = Field(default=None, sa_type=Moment)
    version: int = 1


class Figure(SQLModel, table=True):
    """A number as it stood in the morning of a day, for what cannot be counted afterwards (households overdue)."""

    day: date = Field(primary_key=True)
    name: str = Field(primary_key=True, max_length=40)
    number: int
