"""The tier as a person decides it: the advice confirmed, or another with a reason."""

from datetime import date

from sqlmodel import Session, col, select

from db import log
from db.changes import alert, due, turn
from db.changes.assess import newest
from db.changes.gate import MEANWHILE, checked, loaded, sentence
from db.choices import AlertKind, Deed, HouseholdState, Tier, TurnKind
from db.errors import Conflict, Invalid, Refused
from db.models import Alert, Household, TierFields
from db.rights import Person, Right, require
from db.risk.weigh import Result
from db.words import _

TOLD = 3  # factors named as the reason when the advice is confirmed


def decide(s: Session, actor: Person, household_id: int, version: int, today: date, tier: Tier, why: str = "") -> None:
    """Confirm what is advised, or decide otherwise and say why. Either way the advice counts as dealt with, and whoever
    decided has seen that it rose."""
    require(actor, Right.DECIDE_TIER)
    household = loaded(s, Household, household_id)
    fields = checked(TierFields, {"tier": tier, "why": why})
    if household.state not in (HouseholdState.ACTIVE, HouseholdState.PAUSED):
        raise Refused(_("This file is {state}. Open it again first.").format(state=_(household.state.label)))
    if fields.tier not in Tier.offered() and household.tier is not fields.tier:
        raise Invalid({"tier": sentence(TierFields, "tier", "enum", {})})
    if household.version != version and household.tier is not fields.tier:
        raise Conflict(
            _(MEANWHILE),
            {"tier": (household.tier, fields.tier)},
        )
    if not fields.why:
        if household.risk_tier is not fields.tier:
            raise Invalid({"why": _("Say why: this is not the tier that the factors advise.")})
        fields.why = told(newest(s, [household_id]).get(household_id))
    before, household.tier, household.tier_why = household.tier, fields.tier, fields.why
    household.settled_tier, household.tier_by_id = household.risk_tier, actor.id
    if before is not fields.tier:
        household.tier_since = today
    household.version += 1
    due.settle(s, household)
    s.flush()
    turn.note(s, household_id, TurnKind.TIER, before, fields.tier, fields.why, actor.id)
    log.write(s, actor.id, actor.name, Deed.EDIT, "household", household_id, "tier")
    rose = select(Alert.id).where(Alert.household_id == household_id, Alert.kind == AlertKind.TIER_ROSE)
    alert.see(s, actor, [key for key in s.exec(rose.where(col(Alert.seen_on).is_(None))) if key], today)


def told(found: Result | None) -> str:
    """依据 66 分：独居、80 岁及以上、30 天内跌倒"""
    if found is None:
        return ""
    names = [_(trigger.label) for trigger in found.triggers]
    names += [_(line.factor.label) for line in found.lines if line.counted][: TOLD - len(names)]
    return _("{n} points: {what}").format(n=found.score, what=_(", ").join(names))
