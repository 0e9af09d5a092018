"""The household's file (一户一档): who lives there, what is hard, what was agreed to."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import (
    ConsentWay,
    DisabilityGrade,
    DisabilityKind,
    DoorSure,
    Duration,
    HardshipCause,
    HardshipKind,
    HouseholdState,
    Outcome,
    Purpose,
    Relation,
    Scale,
    SelfCare,
    Sex,
    Tier,
)
from db.fields import Moment, On, One, Show
from db.words import N_


class HouseholdFields(SQLModel):
    """Where the household is and how it is followed. `no` (archive number) is given by the house, never typed."""

    building_id: Annotated[int, Show(N_("Building"), personal=False, on=On.FORM)] = Field(foreign_key="building.id")
    unit: Annotated[int | None, Show(N_("Unit"), personal=True)] = Field(default=None, ge=0, le=99)
    floor: Annotated[int | None, Show(N_("Floor"), personal=True)] = Field(default=None, ge=-5, le=150)
    room: Annotated[str, Show(N_("Room"), personal=True)] = Field(min_length=1, max_length=20)
    raw_address: Annotated[
        str,
        Show(
            N_("Address as it came"),
            personal=True,
            on=On.FILE,
            help=N_("Kept as written on the list it came from."),
        ),
    ] = Field(default="", max_length=200)
    door_sure: Annotated[DoorSure | None, Show(N_("How the address was read"), personal=False, on=On.EXPORT)] = Field(
        default=None, sa_type=One(DoorSure)
    )
    tier: Annotated[Tier | None, Show(N_("Tier"), personal=False)] = Field(default=None, sa_type=One(Tier))
    tier_why: Annotated[str, Show(N_("Why this tier"), personal=True, on=On.FILE)] = Field(default="", max_length=300)
    responsible_id: Annotated[int | None, Show(N_("Responsible visitor"), personal=False, on=On.FORM)] = Field(
        default=None, foreign_key="account.id"
    )
    verified_on: Annotated[date | None, Show(N_("Last verified on"), personal=False)] = None
    safety_note: Annotated[
        str,
        Show(
            N_("Staff-safety note"),
            personal=True,
            on=On.FILE,
            help=N_("What a colleague must know before knocking. Facts only; reviewed within a year."),
        ),
    ] = Field(default="", max_length=300)
    safety_review_on: Annotated[date | None, Show(N_("Safety note reviewed by"), personal=False, on=On.FILE)] = None
    avoid: Annotated[
        str,
        Show(
            N_("Ways to avoid"),
            personal=True,
            on=On.FILE,
            help=N_("What hurts or upsets: a subject, an hour, a way of asking. What was seen, no judgement."),
        ),
    ] = Field(default="", max_length=300)
    by_hand: Annotated[
        bool,
        Show(
            N_("No automatic evaluation"),
            personal=False,
            on=On.FORM,
            help=N_("As the household wishes (personal information law, article 24): people alone set the tier."),
        ),
    ] = False
    tags: Annotated[str, Show(N_("Tags"), personal=True, help=N_("Separated by spaces."))] = Field(
        default="", max_length=120
    )


class Household(HouseholdFields, table=True):
    """The stored file. `last_…` repeat the newest visit, so that lists never read the visits."""

    __table_args__ = (
        Index("ix_household_place", "building_id", "unit", "floor", "room"),
        Index("ix_household_last", "state", "last_visit_at"),
        Index("ix_household_care", "state", "tier", "last_met_at", "no"),
        Index("ix_household_due", "state", "due_on", "responsible_id"),
        Index("ix_household_risk", "state", "risk_score", "no"),
    )

    id: int | None = Field(default=None, primary_key=True)
    no: int = Field(unique=True)
    building_id: int = Field(foreign_key="building.id", index=True)
    responsible_id: int | None = Field(default=None, foreign_key="account.id", index=True)
    tier_since: date | None = None
    tier_by_id: int | None = Field(default=None, foreign_key="account.id")
    safety_author_id: int | None = Field(default=None, foreign_key="account.id")
    state: HouseholdState = Field(default=HouseholdState.ACTIVE, sa_type=One(HouseholdState))
    state_why: str = ""
    paused_until: date | None = None
    opened_on: date
    last_visit_at: datetime | None = Field(default=None, sa_type=Moment)
    last_met_at: datetime | None = Field(default=None, sa_type=Moment)
    last_outcome: Outcome | None = Field(default=None, sa_type=One(Outcome))
    last_health: int | None = None
    last_safety: int | None = None
    last_stability: int | None = None
    last_risk: int | None = None  # the gravest of the three, 0 to 3
    visits: int = 0
    last_home_at: datetime | None = Field(default=None, sa_type=Moment)  # last met face to face
    due_since: date | None = None  # counted from here instead of `opened_on`, after a pause or a reopening
    open_on: date | None = None  # the window of the next regular visit opens; the three by db.changes.due
    due_on: date | None = None  # and its last day
    call_on: date | None = None  # a sign of life is due, where the rhythm asks for one
    risk_score: int | None = None  # 0 to 100; this and the next four by db.changes.assess
    risk_tier: Tier | None = Field(default=None, sa_type=One(Tier))  # as the factors advise
    risk_since: date | None = None  # the day that advice began
    risk_next: date | None = Field(default=None, index=True)  # the first day on which time alone changes it
    settled_tier: Tier | None = Field(default=None, sa_type=One(Tier))  # the advice a person last decided on
    words: str = Field(default="", sa_type=Text)  # names, doors and notes as searched, see db.search
    version: int = 1


class ResidentFields(SQLModel):
    name: Annotated[str, Show(N_("Name"), personal=True)] = Field(min_length=1, max_length=60)
    sex: Annotated[Sex | None, Show(N_("Sex"), personal=True)] = Field(default=None, sa_type=One(Sex))
    birth_date: Annotated[date | None, Show(N_("Birth date"), personal=True)] = None
    birth_text: Annotated[
        str,
        Show(
            N_("Birth as it was written"),
            personal=True,
            on=On.FILE,
            help=N_("Where no exact day is known, such as March 1956. The birth date then is its first day."),
        ),
    ] = Field(default="", max_length=40)
    relation: Annotated[Relation | None, Show(N_("Relation to the head"), personal=True)] = Field(
        default=None, sa_type=One(Relation)
    )
    phone: Annotated[str, Show(N_("Phone"), personal=True)] = Field(default="", max_length=60)
    is_head: Annotated[bool, Show(N_("Head of household"), personal=False)] = False
    is_emergency: Annotated[bool, Show(N_("Emergency contact"), personal=False)] = False
    lives_here: Annotated[bool, Show(N_("Lives here"), personal=False)] = True
    outside_contacts: Annotated[
        str, Show(N_("Others to ring"), personal=True, on=On.FILE, help=N_("Name, relation and number."))
    ] = Field(default="", max_length=200)
    self_care: Annotated[
        SelfCare | None, Show(N_("Self-care"), personal=True, help=N_("As assessed by the health centre."))
    ] = Field(default=None, sa_type=One(SelfCare))
    disability_kind: Annotated[DisabilityKind | None, Show(N_("Kind of disability"), personal=True)] = Field(
        default=None, sa_type=One(DisabilityKind)
    )
    disability_grade: Annotated[
        DisabilityGrade | None,
        Show(N_("Grade as certified"), personal=True, help=N_("From the certificate.")),
    ] = Field(default=None, sa_type=One(DisabilityGrade))
    identity_tail: Annotated[
        str,
        Show(
            N_("Last four of the identity number"),
            personal=True,
            on=On.FORM,
            help=N_("Only where a list brings it. The whole number is never kept."),
        ),
    ] = Field(default="", max_length=4)
    note: Annotated[str, Show(N_("Note"), personal=True, on=On.FILE)] = Field(default="", max_length=500)


class Resident(ResidentFields, table=True):
    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    name: str = Field(index=True)
    version: int = 1


class ScaleResultFields(SQLModel):
    """A result somebody trained has reached; copied here with its source."""

    scale: Annotated[Scale, Show(N_("Scale"), personal=True)] = Field(sa_type=One(Scale))
    score: Annotated[str, Show(N_("Score or level"), personal=True)] = Field(min_length=1, max_length=40)
    assessed_by: Annotated[str, Show(N_("Assessed by"), personal=True)] = Field(min_length=1, max_length=80)
    assessed_on: Annotated[date | None, Show(N_("Assessed on"), personal=False)] = None


class ScaleResult(ScaleResultFields, table=True):
    id: int | None = Field(default=None, primary_key=True)
    resident_id: int = Field(foreign_key="resident.id", index=True)
    recorded_by_id: int | None = Field(default=None, foreign_key="account.id")


class HardshipFields(SQLModel):
    kind: Annotated[HardshipKind, Show(N_("Kind of hardship"), personal=True)] = Field(sa_type=One(HardshipKind))
    cause: Annotated[HardshipCause | None, Show(N_("Cause"), personal=True)] = Field(
        default=None, sa_type=One(HardshipCause)
    )
    since: Annotated[date | None, Show(N_("Since"), personal=False)] = None
    evidence: Annotated[
        str,
        Show(
            N_("Evidence"),
            personal=True,
            on=On.FILE,
            help=N_("Certificate or source. Eligibility is not ours to decide."),
        ),
    ] = Field(default="", max_length=200)
    duration: Annotated[Duration | None, Show(N_("One-off or long-term"), personal=False)] = Field(
        default=None, sa_type=One(Duration)
    )


class Hardship(HardshipFields, table=True):
    """Of the whole household, or of one resident when `resident_id` is set. `ended_on` ends it without losing it."""

    __table_args__ = (
        Index("ix_hardship_kind", "kind", "household_id"),
        Index("ix_hardship_now", "ended_on", "household_id", "kind"),
    )

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id")
    ended_on: date | None = None
    version: int = 1


class ConsentFields(SQLModel):
    purpose: Annotated[Purpose, Show(N_("Consent to"), personal=False)] = Field(sa_type=One(Purpose))
    receiver: Annotated[str, Show(N_("Shared with"), personal=True, help=N_("Which office; needed for sharing."))] = (
        Field(default="", max_length=80)
    )
    way: Annotated[ConsentWay, Show(N_("How given"), personal=False)] = Field(sa_type=One(ConsentWay))
    given_on: Annotated[date, Show(N_("Given on"), personal=False)]
    until: Annotated[date | None, Show(N_("Valid until"), personal=False)] = None


class Consent(ConsentFields, table=True):
    """A signed sheet is an attachment of kind paper that points here."""

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id", index=True)
    resident_id: int | None = Field(default=None, foreign_key="resident.id")
    withdrawn_on: date | None = None
    recorded_by_id: int | None = Field(default=None, foreign_key="account.id")


class Gram(SQLModel, table=True):
    """Two neighbouring characters found somewhere in a household's texts: the index behind two-character search."""

    __table_args__ = {"sqlite_with_rowid": False}

    gram: str = Field(primary_key=True, max_length=2)
    household_id: int = Field(primary_key=True, foreign_key="household.id", index=True)
