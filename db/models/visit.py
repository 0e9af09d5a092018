"""The visit, in the six parts of the unified template, and what is attached to it."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import (
    Appeal,
    AttachmentKind,
    Change,
    Circumstance,
    Duration,
    Environment,
    FamilyLife,
    Hazard,
    Level,
    Mind,
    Origin,
    Outcome,
    OutsideHelp,
    OwnMeasure,
    Way,
)
from db.fields import Many, Moment, On, One, Show
from db.words import N_


class Meeting(SQLModel):
    """Part 1: who visited whom, when, how, and whether they met. The staff are asked for beside it (`VisitBy`)."""

    at: Annotated[datetime, Show(N_("Date and time"), personal=False)] = Field(sa_type=Moment)
    way: Annotated[Way, Show(N_("Way"), personal=False)] = Field(default=Way.HOME, sa_type=One(Way))
    outcome: Annotated[Outcome, Show(N_("Outcome"), personal=False)] = Field(sa_type=One(Outcome))
    companions: Annotated[
        str,
        Show(N_("Companions"), personal=False, on=On.FILE, help=N_("From other offices: name and office.")),
    ] = Field(default="", max_length=200)
    changes: Annotated[list[Change], Show(N_("Great changes since last time"), personal=True, on=On.FILE)] = Field(
        default_factory=list, sa_type=Many(Change)
    )
    door_note: Annotated[
        str, Show(N_("At the door, in words"), personal=True, on=On.FILE, help=N_("What was seen or heard there."))
    ] = Field(default="", max_length=300)


class Appeals(SQLModel):
    """Part 2: what was asked for and said."""

    appeals: Annotated[list[Appeal], Show(N_("Main appeals"), personal=True)] = Field(
        default_factory=list, sa_type=Many(Appeal)
    )
    said: Annotated[
        str,
        Show(
            N_("What was said"),
            personal=True,
            on=On.FILE,
            help=N_("Their words and what you saw. Write “dares not use the bathroom at night”, not “timid”."),
        ),
    ] = Field(default="", max_length=3000)


class Seen(SQLModel):
    """Part 3: what was seen."""

    environment: Annotated[list[Environment], Show(N_("Living environment"), personal=True, on=On.FILE)] = Field(
        default_factory=list, sa_type=Many(Environment)
    )
    mind: Annotated[list[Mind], Show(N_("State of mind"), personal=True, on=On.FILE)] = Field(
        default_factory=list, sa_type=Many(Mind)
    )
    family: Annotated[list[FamilyLife], Show(N_("Family atmosphere"), personal=True, on=On.FILE)] = Field(
        default_factory=list, sa_type=Many(FamilyLife)
    )
    hazards: Annotated[list[Hazard], Show(N_("Hazards"), personal=False)] = Field(
        default_factory=list, sa_type=Many(Hazard)
    )
    circumstances: Annotated[list[Circumstance], Show(N_("Special circumstances"), personal=True, on=On.FILE)] = Field(
        default_factory=list, sa_type=Many(Circumstance)
    )
    seen: Annotated[
        str,
        Show(
            N_("What was seen, in words"),
            personal=True,
            on=On.FILE,
            help=N_("Write “silent for a quarter of an hour”, not “uncooperative”."),
        ),
    ] = Field(default="", max_length=3000)


class Risks(SQLModel):
    """Part 4: causes, and risk on three scales with the reason of each."""

    root_cause: Annotated[str, Show(N_("Root cause"), personal=True, on=On.FILE)] = Field(default="", max_length=1000)
    duration: Annotated[Duration | None, Show(N_("One-off or long-term"), personal=False, on=On.FILE)] = Field(
        default=None, sa_type=One(Duration)
    )
    origin: Annotated[Origin | None, Show(N_("Personal or social"), personal=False, on=On.FILE)] = Field(
        default=None, sa_type=One(Origin)
    )
    health: Annotated[Level | None, Show(N_("Health risk"), personal=True)] = Field(default=None, sa_type=One(Level))
    health_why: Annotated[str, Show(N_("Why (health)"), personal=True, on=On.FILE)] = Field(default="", max_length=300)
    safety: Annotated[Level | None, Show(N_("Safety risk"), personal=True)] = Field(default=None, sa_type=One(Level))
    safety_why: Annotated[str, Show(N_("Why (safety)"), personal=True, on=On.FILE)] = Field(default="", max_length=300)
    stability: Annotated[Level | None, Show(N_("Social stability risk"), personal=True)] = Field(
        default=None, sa_type=One(Level)
    )
    stability_why: Annotated[str, Show(N_("Why (social stability)"), personal=True, on=On.FILE)] = Field(
        default="", max_length=300
    )


class Help(SQLModel):
    """Part 5: measures, outside help, next visit."""

    own_measures: Annotated[list[OwnMeasure], Show(N_("What we can do"), personal=False)] = Field(
        default_factory=list, sa_type=Many(OwnMeasure)
    )
    own_words: Annotated[
        str,
        Show(
            N_("Our measures in words"),
            personal=True,
            on=On.FILE,
            help=N_("What was promised at the door, and by when."),
        ),
    ] = Field(default="", max_length=1000)
    outside_help: Annotated[list[OutsideHelp], Show(N_("What needs others"), personal=False)] = Field(
        default_factory=list, sa_type=Many(OutsideHelp)
    )
    outside_words: Annotated[str, Show(N_("Outside help in words"), personal=True, on=On.FILE)] = Field(
        default="", max_length=1000
    )
    next_on: Annotated[date | None, Show(N_("Next visit"), personal=False)] = None
    next_focus: Annotated[str, Show(N_("What to look at next time"), personal=True, on=On.FILE)] = Field(
        default="", max_length=300
    )


# Part 6, photos and papers, is not typed: see Attachment.
PARTS: tuple[type[SQLModel], ...] = (Meeting, Appeals, Seen, Risks, Help)


class VisitFields(Help, Risks, Seen, Appeals, Meeting):
    """All that is typed of a visit; the bases stand in reverse because pydantic collects from the last."""


class Visit(VisitFields, table=True):
    """The stored visit. `token` makes a form count once however often it is sent."""

    __table_args__ = (
        Index("ix_visit_household", "household_id", "at"),
        Index("ix_visit_at", "at", "id", "outcome", "household_id"),  # holds all that the month is counted by
        Index("ix_visit_outcome", "outcome", "at"),
    )

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    token: str = Field(unique=True, max_length=40)
    recorded_by_id: int = Field(foreign_key="account.id")
    recorded_at: datetime = Field(sa_type=Moment)
    edited_at: datetime | None = Field(default=None, sa_type=Moment)
    words: str = Field(default="", sa_type=Text)  # every word of the visit as searched, see db.search
    version: int = 1


class VisitBy(SQLModel, table=True):
    """A member of staff on a visit, with the department and position held that day."""

    visit_id: int = Field(primary_key=True, foreign_key="visit.id")
    account_id: int = Field(primary_key=True, foreign_key="account.id", index=True)
    name: str
    department: str = ""
    position: str = ""


class AttachmentFields(SQLModel):
    kind: Annotated[AttachmentKind, Show(N_("Photo or paper"), personal=False)] = Field(sa_type=One(AttachmentKind))
    caption: Annotated[str, Show(N_("Caption"), personal=True)] = Field(default="", max_length=120)


class Attachment(AttachmentFields, table=True):
    """Re-encoded pixels, kept in the database so that one transaction and one backup hold everything.

    While the visit is a draft, `draft_id` holds the picture; saving the visit hands it over to `visit_id`.
    """

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    visit_id: int | None = Field(default=None, foreign_key="visit.id", index=True)
    draft_id: int | None = Field(default=None, foreign_key="draft.id", index=True)
    consent_id: int | None = Field(default=None, foreign_key="consent.id")
    content: bytes
    mime: str = Field(default="image/jpeg", max_length=40)
    width: int
    height: int
    sha256: str = Field(max_length=64)
    added_by_id: int = Field(foreign_key="account.id")
    added_at: datetime = Field(sa_type=Moment)
