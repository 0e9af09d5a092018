"""What the office calls its tiers, and how many households have each."""

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db import settings, tiers
from db.choices import HouseholdState, Tier
from db.models import Household
from db.queries.setting import Stand, stand
from db.rights import Person, Right, require
from db.tiers import Tiers


def the_tiers(s: Session, viewer: Person) -> tuple[Tiers, Stand]:
    require(viewer, Right.RULES)
    return tiers.from_text(settings.text(s, settings.TIERS)), stand(s, settings.TIERS)


def homes(s: Session, viewer: Person) -> dict[Tier, int]:
    """Active households by the tier a person set."""
    require(viewer, Right.RULES)
    h = Household
    asked = columns(col(h.tier), func.count()).where(col(h.state) == HouseholdState.ACTIVE).group_by(col(h.tier))
    found = {tier: n for tier, n in s.execute(asked) if tier is not None}
    return {tier: found.get(tier, 0) for tier in Tier}


def in_use(s: Session, viewer: Person) -> list[Tier]:
    """The tiers that are offered, and one left out that a household still has."""
    found = homes(s, viewer)
    return [tier for tier in Tier if tier in Tier.offered() or found[tier]]
