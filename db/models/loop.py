"""The loop: what is a problem (need), what is done about it, who else is asked, how it ended, and whether it helped."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.choices import (
    ClosingKind,
    Doer,
    HardshipKind,
    Helped,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    NeedState,
    OutsideHelp,
    ReferralState,
    Solved,
    Word,
)
from db.fields import Many, Moment, On, One, Show
from db.words import N_


class OrganisationFields(SQLModel):
    """Somebody outside who can help. `name` is what a consent to sharing names as its receiver."""

    name: Annotated[str, Show(N_("Organisation"), personal=False)] = Field(min_length=1, max_length=80)
    kind: Annotated[OutsideHelp, Show(N_("Kind of organisation"), personal=False)] = Field(sa_type=One(OutsideHelp))
    serves: Annotated[list[HardshipKind], Show(N_("Serves"), personal=False, help=N_("Nothing chosen: everybody."))] = (
        Field(default_factory=list, sa_type=Many(HardshipKind))
    )
    contact: Annotated[str, Show(N_("Whom to ask for"), personal=False)] = Field(default="", max_length=60)
    phone: Annotated[str, Show(N_("Phone"), personal=False)] = Field(default="", max_length=60)
    hours: Annotated[str, Show(N_("Hours"), personal=False)] = Field(default="", max_length=80)


class Organisation(OrganisationFields, table=True):
    """`active` is taken away instead of the row: slips sent to it still name it."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    active: bool = True
    version: int = 1


class NeedFields(SQLModel):
    kind: Annotated[NeedKind, Show(N_("Kind of problem"), personal=True)] = Field(sa_type=One(NeedKind))
    words: Annotated[
        str, Show(N_("The problem"), personal=True, help=N_("What is missing or wrong, in one sentence."))
    ] = Field(min_length=1, max_length=300)
    severity: Annotated[Level, Show(N_("How grave"), personal=False)] = Field(default=Level.MIDDLE, sa_type=One(Level))
    resident_id: Annotated[int | None, Show(N_("Whose problem"), personal=True, on=On.FORM)] = Field(
        default=None, foreign_key="resident.id"
    )


class Need(NeedFields, table=True):
    """`token` makes a problem sent twice with its visit count once. `check_on` is set while it is closed for now."""

    __table_args__ = (
        Index("ix_need_open", "state", "household_id"),
        Index("ix_need_check", "check_on"),
        Index("ix_need_raised", "raised_on", "state"),
        Index("ix_need_closed", "closed_on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    token: str | None = Field(default=None, unique=True, max_length=60)
    state: NeedState = Field(default=NeedState.OPEN, sa_type=One(NeedState))
    raised_on: date
    raised_by_id: int = Field(foreign_key="account.id")
    closed_on: date | None = None
    check_on: date | None = None
    version: int = 1


class ClosingFields(SQLModel):
    kind: Annotated[ClosingKind, Show(N_("How it ended"), personal=False)] = Field(sa_type=One(ClosingKind))
    evidence: Annotated[
        str, Show(N_("Evidence"), personal=True, help=N_("What shows it: a paper, a photo, what was seen on the day."))
    ] = Field(min_length=1, max_length=300)
    word: Annotated[Word, Show(N_("The resident's word"), personal=False)] = Field(sa_type=One(Word))
    check_on: Annotated[
        date | None,
        Show(N_("Look again on"), personal=False, help=N_("Needed for “for now”: it comes back by itself that day.")),
    ] = None


class NeedClosing(ClosingFields, table=True):
    """One closing of a need. It counts once it is confirmed; `sent_back_why` says why it was not, `reopened_…` when
    the problem came back."""

    id: int | None = Field(default=None, primary_key=True)
    need_id: int = Field(foreign_key="need.id", index=True)
    asked_by_id: int = Field(foreign_key="account.id")
    asked_on: date
    confirmed_by_id: int | None = Field(default=None, foreign_key="account.id")
    confirmed_on: date | None = Field(default=None, index=True)
    sent_back_by_id: int | None = Field(default=None, foreign_key="account.id")
    sent_back_on: date | None = None
    sent_back_why: str = ""
    reopened_by_id: int | None = Field(default=None, foreign_key="account.id")  # none: it came back by itself
    reopened_on: date | None = None
    reopened_why: str = ""

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_on is None and self.sent_back_on is None


class EvaluationFields(SQLModel):
    """Asked at a follow-up: has it helped?"""

    solved: Annotated[Solved, Show(N_("Is it solved"), personal=False)] = Field(sa_type=One(Solved))
    word: Annotated[Word, Show(N_("The resident's word"), personal=False)] = Field(
        default=Word.NOT_ASKED, sa_type=One(Word)
    )
    new_difficulty: Annotated[str, Show(N_("New difficulty"), personal=True)] = Field(default="", max_length=300)


class Evaluation(EvaluationFields, table=True):
    """`risk_before` and `risk_after` are the household's gravest risk (0 to 3) before and with this visit."""

    __table_args__ = (Index("ix_evaluation_once", "visit_id", "need_id", unique=True),)

    id: int | None = Field(default=None, primary_key=True)
    need_id: int = Field(foreign_key="need.id", index=True)
    visit_id: int = Field(foreign_key="visit.id")
    on: date
    by_id: int = Field(foreign_key="account.id")
    risk_before: int | None = None
    risk_after: int | None = None


class MeasureFields(SQLModel):
    kind: Annotated[MeasureKind, Show(N_("Measure"), personal=True)] = Field(sa_type=One(MeasureKind))
    words: Annotated[str, Show(N_("In words"), personal=True, help=N_("What exactly, so that it can be checked."))] = (
        Field(default="", max_length=300)
    )
    doer: Annotated[Doer, Show(N_("Who does it"), personal=False)] = Field(default=Doer.WE, sa_type=One(Doer))
    doer_name: Annotated[str, Show(N_("Name of who does it"), personal=True)] = Field(default="", max_length=60)
    due: Annotated[date, Show(N_("Due"), personal=False)]
    is_promise: Annotated[bool, Show(N_("Promised at the door"), personal=False)] = False
    amount: Annotated[
        int | None, Show(N_("Amount in yuan"), personal=True, help=N_("For fee relief: what is to be waived."))
    ] = Field(default=None, ge=1, le=1_000_000)


class Measure(MeasureFields, table=True):
    __table_args__ = (Index("ix_measure_open", "state", "due", "household_id"),)

    id: int | None = Field(default=None, primary_key=True)
    need_id: int = Field(foreign_key="need.id", index=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    state: MeasureState = Field(default=MeasureState.OPEN, sa_type=One(MeasureState))
    added_by_id: int = Field(foreign_key="account.id")
    added_on: date
    done_on: date | None = None
    result: str = ""  # what came of it, or why it was given up
    helped: Helped | None = Field(default=None, sa_type=One(Helped))
    helped_on: date | None = None
    version: int = 1


class Approval(SQLModel, table=True):
    """Fee relief as asked and as decided, each time it was asked."""

    id: int | None = Field(default=None, primary_key=True)
    measure_id: int = Field(foreign_key="measure.id", index=True)
    amount: int
    asked_by_id: int = Field(foreign_key="account.id")
    asked_on: date
    approved: bool | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="account.id")
    decided_on: date | None = Field(default=None, index=True)
    why: str = ""


class ReferralFields(SQLModel):
    organisation_id: Annotated[int, Show(N_("Receiver"), personal=True)] = Field(foreign_key="organisation.id")
    reason: Annotated[
        str, Show(N_("What is asked for"), personal=True, help=N_("Only what the receiver needs to know."))
    ] = Field(min_length=1, max_length=500)
    reply_by: Annotated[date, Show(N_("Reply wanted by"), personal=False)]


class ReplyFields(SQLModel):
    state: Annotated[ReferralState, Show(N_("Their reply"), personal=False)] = Field(sa_type=One(ReferralState))
    reply: Annotated[str, Show(N_("Their reply in words"), personal=True)] = Field(default="", max_length=500)
    replied_on: Annotated[date, Show(N_("Replied on"), personal=False)]


class Referral(ReferralFields, table=True):
    """`no` counts within `year`: slip 2026-031. It rests on a consent to sharing that names its receiver."""

    __table_args__ = (
        Index("ix_referral_number", "year", "no", unique=True),
        Index("ix_referral_open", "state", "reply_by", "household_id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    need_id: int = Field(foreign_key="need.id", index=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    consent_id: int = Field(foreign_key="consent.id")
    year: int
    no: int
    state: ReferralState = Field(default=ReferralState.SENT, sa_type=One(ReferralState))
    sent_by_id: int = Field(foreign_key="account.id")
    sent_on: date
    reply: str = ""
    replied_on: date | None = None
    recorded_at: datetime = Field(sa_type=Moment)
    version: int = 1
