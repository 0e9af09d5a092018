"""What is asked for a deed beside a record: a reason, a result, a day. Checked by the deed, stored where it belongs."""

from datetime import date
from typing import Annotated

from sqlmodel import Field, SQLModel

from db.choices import Helped, HouseholdState, Tier
from db.fields import One, Show
from db.words import N_


class WhyFields(SQLModel):
    why: Annotated[str, Show(N_("Reason"), personal=True, help=N_("In a few words; it stays on file."))] = Field(
        min_length=1, max_length=300
    )


class ResultFields(SQLModel):
    """How a measure went."""

    result: Annotated[str, Show(N_("What came of it"), personal=True)] = Field(min_length=1, max_length=300)
    helped: Annotated[
        Helped | None, Show(N_("Has it helped"), personal=False, help=N_("May wait for the next visit."))
    ] = Field(default=None, sa_type=One(Helped))
    done_on: Annotated[date, Show(N_("Done on"), personal=False)]


class PauseFields(WhyFields):
    until: Annotated[date, Show(N_("Paused until"), personal=False, help=N_("On this day it is active again."))]


class LeavingFields(WhyFields):
    state: Annotated[HouseholdState, Show(N_("What happened"), personal=False)] = Field(sa_type=One(HouseholdState))


class TierFields(SQLModel):
    """A person's word on the tier. Why may stay empty where it is what the factors advise."""

    tier: Annotated[Tier, Show(N_("Tier"), personal=False)] = Field(sa_type=One(Tier))
    why: Annotated[
        str, Show(N_("Reason"), personal=True, help=N_("Needed where you decide other than advised; it stays on file."))
    ] = Field(default="", max_length=300)


class AgainFields(SQLModel):
    """Fee relief asked for once more."""

    amount: Annotated[int | None, Show(N_("Amount in yuan"), personal=True)] = Field(default=None, ge=1, le=1_000_000)
    words: Annotated[str, Show(N_("In words"), personal=True)] = Field(default="", max_length=300)
