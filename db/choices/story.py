"""What a household's time line is made of."""

from db.fields import Choice
from db.words import N_


class StoryKind(Choice):
    """What one may look at by itself."""

    VISIT = "visit", N_("Visit")
    NEED = "need", N_("Problem")
    MEASURE = "measure", N_("Measure")
    REFERRAL = "referral", N_("Referral")
    TURN = "turn", N_("Tier and state")
    CONSENT = "consent", N_("Consent")
    EDIT = "edit", N_("Edits")


class Event(Choice):
    """What happened, in the order in which things of one day follow from one another."""

    EDITED = "edited", N_("Changed")
    OPENED = "opened", N_("File opened")
    VISITED = "visited", N_("Visit")
    RAISED = "raised", N_("Problem")
    ADDED = "added", N_("Measure")
    RELIEF_ASKED = "relief_asked", N_("Fee relief asked for")
    DECIDED = "decided", N_("Fee relief decided")
    CONSENTED = "consented", N_("Consent")
    SENT = "sent", N_("Referral")
    REPLIED = "replied", N_("Reply")
    DONE = "done", N_("Measure done")
    DROPPED = "dropped", N_("Measure given up")
    EVALUATED = "evaluated", N_("Asked whether it helped")
    ASKED_TO_CLOSE = "asked_to_close", N_("Closing asked for")
    SENT_BACK = "sent_back", N_("Closing sent back")
    CLOSED = "closed", N_("Problem closed")
    REOPENED = "reopened", N_("Problem reopened")
    WITHDRAWN = "withdrawn", N_("Consent withdrawn")
    TURNED = "turned", N_("Tier and state")
