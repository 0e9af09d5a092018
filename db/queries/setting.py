"""What the office has set, with its version; what another rhythm would do; and whom one can ask for help."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, NamedTuple

from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from db import rhythm, settings
from db.choices import HardshipKind, HouseholdState, OutsideHelp, Tier
from db.clock import day_of
from db.fields import On, Show
from db.models import Account, Household, Organisation, OrganisationFields, Setting
from db.order import by_character
from db.queries.kept import kept
from db.rhythm import Rhythm
from db.rights import Person, Right, require
from db.suggestions import Suggestions
from db.words import N_


@dataclass(frozen=True)
class Stand:
    """How a setting stands: `version` 0 while nobody has set it."""

    version: int = 0
    by: str = ""
    at: datetime | None = None


class Effect(NamedTuple):
    """What a rhythm does to one tier: its active households, overdue as counted now, and as it would be."""

    tier: Tier | None
    homes: int
    now: int
    then: int


class OrganisationRow(SQLModel):
    id: int
    version: int
    active: bool
    name: Annotated[str, Show(N_("Organisation"), personal=False, on=On.TOLD)]
    kind: Annotated[OutsideHelp, Show(N_("Kind of organisation"), personal=False, on=On.TOLD)]
    serves: Annotated[list[HardshipKind], Show(N_("Serves"), personal=False, on=On.TOLD)]
    contact: Annotated[str, Show(N_("Whom to ask for"), personal=False, on=On.TOLD)]
    phone: Annotated[str, Show(N_("Phone"), personal=False, on=On.TOLD)]
    hours: Annotated[str, Show(N_("Hours"), personal=False, on=On.TOLD)]

    def fields(self) -> dict[str, Any]:
        return {name: getattr(self, name) for name in OrganisationFields.model_fields}


def the_rhythm(s: Session, viewer: Person) -> tuple[Rhythm, Stand]:
    require(viewer, Right.RULES)
    return settings.the_rhythm(s), stand(s, settings.RHYTHM)


def the_suggestions(s: Session, viewer: Person) -> tuple[Suggestions, Stand]:
    require(viewer, Right.RULES)
    return settings.the_suggestions(s), stand(s, settings.SUGGESTIONS)


def stand(s: Session, name: str) -> Stand:
    asked = columns(col(Setting.version), col(Account.display), col(Setting.changed_at))
    asked = asked.outerjoin(Account, col(Account.id) == col(Setting.changed_by_id)).where(col(Setting.name) == name)
    row = s.execute(asked).first()
    return Stand(row[0], row[1] or "", row[2]) if row else Stand()


@kept
def effect(s: Session, viewer: Person, wanted: str, today: date) -> tuple[Effect, ...]:
    """How many households a rhythm (as text) would make overdue, by tier, before it is set."""
    require(viewer, Right.RULES)
    beats = rhythm.from_text(wanted)
    h = Household
    told: list[Any] = [col(h.tier), col(h.due_on), col(h.due_since), col(h.opened_on), col(h.last_home_at)]
    told += [col(h.last_met_at), col(h.tier_since)]
    homes: dict[Tier | None, list[int]] = {}
    for tier, due_on, since, opened, home, met, tier_since in s.execute(
        columns(*told).where(col(h.state) == HouseholdState.ACTIVE)
    ):
        seen, heard = (day_of(home) if home else None), (day_of(met) if met else None)
        then = rhythm.due(beats, tier, since or opened, seen, heard, tier_since).due_on
        counted = homes.setdefault(tier, [0, 0, 0])
        counted[0] += 1
        counted[1] += due_on is not None and due_on < today
        counted[2] += then is not None and then < today
    return tuple(Effect(tier, *homes[tier]) for tier in (*Tier, None) if tier in homes)


def organisations(s: Session, viewer: Person) -> list[OrganisationRow]:
    """Everybody one can ask: those offered first, by kind and name."""
    require(viewer, Right.RECORD)
    found = s.exec(select(Organisation).order_by(col(Organisation.active).desc(), by_character(col(Organisation.name))))
    kinds = list(OutsideHelp)
    rows = [OrganisationRow.model_construct(**row.model_dump()) for row in found]
    return sorted(rows, key=lambda row: (not row.active, kinds.index(row.kind)))
