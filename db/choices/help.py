"""What is done about it, by us and by others."""

from db.fields import Choice
from db.words import N_


class OwnMeasure(Choice):
    GIFT = "gift", N_("Goods in kind")
    REPAIR = "repair", N_("Small repair, free")
    CHECK = "check", N_("Check of wiring, water, gas")
    HANDRAIL = "handrail", N_("Handrail or ramp")
    CLEAR = "clear", N_("Clear the passage")
    ERRANDS = "errands", N_("Errands and shopping")
    ESCORT = "escort", N_("Escort to the doctor")
    CALLS = "calls", N_("Regular calls")
    CARD = "card", N_("Contact card")
    PAPERS = "papers", N_("Help with an application")
    FEE_RELIEF = "fee_relief", N_("Part of the property fee waived (needs approval)")
    OTHER = "other", N_("Other")


class OutsideHelp(Choice):
    FAMILY = "family", N_("Family")
    COMMITTEE = "committee", N_("Neighbourhood committee")
    STREET = "street", N_("Street office, civil affairs")
    HEALTH = "health", N_("Community health centre")
    DISABLED = "disabled", N_("Disabled Persons' Federation")
    WOMEN = "women", N_("Women's Federation")
    SOCIAL_WORK = "social_work", N_("Social work station")
    CHARITY = "charity", N_("Charity")
    HOME_TOWN = "home_town", N_("Place of registered residence")
    LEGAL_AID = "legal_aid", N_("Legal aid")
    POLICE = "police", N_("Police")
    GAS = "gas", N_("Gas company or fire brigade")
    HOTLINE = "hotline", N_("Mental-health hotline 12356")
    OTHER = "other", N_("Other")
