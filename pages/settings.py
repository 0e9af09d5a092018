"""Settings (`/settings`): the estate and its buildings, how often one calls, what is suggested, whom one can ask."""

from db import clock
from db.rights import Right
from db.words import N_, _
from pages.parts import (
    edit,
    look,
    part,
    settings_estate,
    settings_hotlines,
    settings_organisations,
    settings_plan,
    settings_rhythm,
    settings_risk,
    settings_suggestions,
    settings_tiers,
)
from pages.parts.guard import guard

# The part, its name, and the right it needs.
PARTS = {
    "estate": (N_("Estate and buildings"), Right.ESTATE),
    "plan": (N_("Estate plan"), Right.ESTATE),
    "risk": (N_("Risk rules"), Right.RULES),
    "tiers": (N_("Tiers and colours"), Right.RULES),
    "rhythm": (N_("Rhythm of visits"), Right.RULES),
    "suggestions": (N_("Suggestions"), Right.RULES),
    "organisations": (N_("Organisations"), Right.RECORD),
    "hotlines": (N_("Hotlines"), Right.RULES),
}

person = guard(Right.ESTATE)
edit.tell()
look.head(_("Settings"), _("What holds for the whole office"))
match part.ask(person, PARTS, "settings.part"):
    case "plan":
        settings_plan.show(person)
    case "risk":
        settings_risk.show(person)
    case "tiers":
        settings_tiers.show(person)
    case "rhythm":
        settings_rhythm.show(person, clock.today())
    case "suggestions":
        settings_suggestions.show(person)
    case "hotlines":
        settings_hotlines.show(person)
    case "organisations":
        settings_organisations.show(person)
    case _:
        settings_estate.show(person)
