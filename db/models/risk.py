"""Risk as it was worked out, with the rules it was worked out by, and what was warned of."""

from datetime import date, datetime

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import AlertKind, Tier
from db.fields import Moment, One


class RuleSet(SQLModel, table=True):
    """One version of the rules (`db.risk.rules`), never changed: a result of years ago is read with its own.

    `value` is JSON and holds the words of every factor too. `engine` is the code's own mark: when it is new, the rules
    are stored anew.
    """

    id: int | None = Field(default=None, primary_key=True)
    name: str = ""
    value: str = Field(sa_type=Text)
    engine: str = Field(max_length=20)
    why: str = ""
    set_by_id: int | None = Field(default=None, foreign_key="account.id")  # none: as delivered
    set_at: datetime = Field(sa_type=Moment)


class Assessment(SQLModel, table=True):
    """A household's risk from a day on, until the next one. Stored only when it differs from the one before.

    `lines` (JSON) are all the factors that held, with points and the record each came from; `tier` is advice.
    """

    __table_args__ = (Index("ix_assessment_household", "household_id", "id"), Index("ix_assessment_on", "on"))

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    on: date
    at: datetime = Field(sa_type=Moment)
    rules_id: int = Field(foreign_key="ruleset.id")
    score: int
    tier: Tier = Field(sa_type=One(Tier))
    lines: str = Field(sa_type=Text)


class Alert(SQLModel, table=True):
    """An early warning. `about` names what it is about, so that it is raised once; `told` what to say besides."""

    __table_args__ = (
        Index("ix_alert_once", "household_id", "kind", "about", unique=True),
        Index("ix_alert_seen", "seen_on", "on"),
        Index("ix_alert_on", "on"),
    )

    id: int | None = Field(default=None, primary_key=True)
    household_id: int = Field(foreign_key="household.id")
    kind: AlertKind = Field(sa_type=One(AlertKind))
    about: str = Field(max_length=60)
    told: str = ""
    on: date
    visit_id: int | None = Field(default=None, foreign_key="visit.id")
    seen_on: date | None = None
    seen_by_id: int | None = Field(default=None, foreign_key="account.id")
