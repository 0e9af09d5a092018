"""From a problem to its end: needs, measures, referrals, how they end, and the visits that are planned."""

from db.fields import Choice
from db.words import N_


class NeedKind(Choice):
    MEDICAL = "medical", N_("Doctor or medicine")
    CARE = "care", N_("Nursing and care")
    LIVING = "living", N_("Livelihood")
    REPAIR = "repair", N_("Repairs at home")
    SAFETY = "safety", N_("Hazard at home")
    MIND = "mind", N_("Comfort and state of mind")
    FEES = "fees", N_("Property fees")
    ACCESS = "access", N_("Getting about")
    SCHOOL = "school", N_("Schooling")
    WORK = "work", N_("Work")
    PAPERS = "papers", N_("Help with formalities")
    LAW = "law", N_("Legal advice")
    NEIGHBOURS = "neighbours", N_("Trouble with neighbours")
    OTHER = "other", N_("Other")


class NeedState(Choice):
    OPEN = "open", N_("Open")
    IN_HAND = "in_hand", N_("In hand")
    CLOSED = "closed", N_("Closed")


class ClosingKind(Choice):
    """How a problem ended. For now: it may come back, and carries a day on which somebody looks."""

    SOLVED = "solved", N_("Solved")
    PROCEDURAL = "procedural", N_("Procedural")
    FOR_NOW = "for_now", N_("For now")


class Word(Choice):
    """What the resident says of it."""

    SATISFIED = "satisfied", N_("Satisfied")
    MOSTLY = "mostly", N_("Mostly satisfied")
    NOT = "not", N_("Not satisfied")
    NOT_ASKED = "not_asked", N_("Could not be asked")


class Solved(Choice):
    YES = "yes", N_("It is solved")
    PARTLY = "partly", N_("Partly")
    NO = "no", N_("Not solved")


class Helped(Choice):
    YES = "yes", N_("It helped")
    LITTLE = "little", N_("It helped a little")
    NO = "no", N_("It did not help")


class Doer(Choice):
    WE = "we", N_("We")
    FAMILY = "family", N_("Family")
    COMMITTEE = "committee", N_("Neighbourhood committee")
    STREET = "street", N_("Street office")
    OTHER = "other", N_("Others")


class MeasureKind(Choice):
    """Ours first (the values of `OwnMeasure`), then what others do."""

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
    FEE_RELIEF = "fee_relief", N_("Part of the property fee waived")
    ALLOWANCE = "allowance", N_("Allowance or one-off aid")
    TREATMENT = "treatment", N_("Treatment or check-up")
    HOME_CARE = "home_care", N_("Care at home")
    EQUIPMENT = "equipment", N_("Aids and equipment")
    COUNSEL = "counsel", N_("Comfort and counselling")
    JOB = "job", N_("Work or training")
    SCHOOLING = "schooling", N_("School aid")
    LEGAL = "legal", N_("Legal aid")
    OTHER = "other", N_("Other")


class MeasureState(Choice):
    WAITING = "waiting", N_("Waiting for approval")
    OPEN = "open", N_("Under way")
    DONE = "done", N_("Done")
    REFUSED = "refused", N_("Not approved")
    DROPPED = "dropped", N_("Given up")

    @property
    def is_open(self) -> bool:
        return self in (MeasureState.WAITING, MeasureState.OPEN)


class ReferralState(Choice):
    SENT = "sent", N_("Sent")
    ACCEPTED = "accepted", N_("Accepted")
    DONE = "done", N_("Done")
    REFUSED = "refused", N_("Turned down")
    TAKEN_BACK = "taken_back", N_("Taken back")

    @property
    def is_open(self) -> bool:
        return self in (ReferralState.SENT, ReferralState.ACCEPTED)


class PlanWhy(Choice):
    INTERVAL = "interval", N_("Regular visit")
    FOLLOW_UP = "follow_up", N_("Follow-up visit")
    MAJOR_CHANGE = "major_change", N_("Great change, within 24 hours")
    CHECK = "check", N_("Check after closing for now")
    FESTIVAL = "festival", N_("Festival round")
    WEATHER = "weather", N_("Weather round")
    EVENT = "event", N_("Event in the house")
    ASKED = "asked", N_("Asked to come")


class PlanState(Choice):
    OPEN = "open", N_("Planned")
    FULFILLED = "fulfilled", N_("Visited")
    DROPPED = "dropped", N_("Given up")


class TurnKind(Choice):
    """What of a household's file has a history of its own, with a reason."""

    TIER = "tier", N_("Tier")
    STATE = "state", N_("State of the file")
    RESPONSIBLE = "responsible", N_("Responsible visitor")
