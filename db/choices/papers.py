"""What people agree to, what is kept, for whom it is, and what the log can say."""

from db.fields import Choice
from db.words import N_


class Purpose(Choice):
    """What a consent is for (personal information law, articles 13, 23, 25 and 29: each asked for apart)."""

    ARCHIVE = "archive", N_("Keeping this file")
    PHOTO = "photo", N_("Taking photos")
    SHARING = "sharing", N_("Sharing with others")
    PUBLICATION = "publication", N_("Publication")


class ConsentWay(Choice):
    WRITTEN = "written", N_("In writing")
    SPOKEN = "spoken", N_("Spoken, with a witness")
    GUARDIAN = "guardian", N_("By the guardian")


class AttachmentKind(Choice):
    PHOTO = "photo", N_("Photo")
    PAPER = "paper", N_("Paper")


class Audience(Choice):
    """For whom a paper is; it decides what leaves the house."""

    INTERNAL = "internal", N_("Internal")
    COMMITTEE = "committee", N_("Committee")
    NOTICE = "notice", N_("Notice board")


class BriefingKind(Choice):
    """What a briefing is about: a stretch of time that people name, or a round of visits."""

    MONTH = "month", N_("Monthly briefing")
    QUARTER = "quarter", N_("Quarterly briefing")
    YEAR = "year", N_("Yearly briefing")
    ROUND = "round", N_("Briefing on a round")
    DAYS = "days", N_("Briefing")


class Deed(Choice):
    """What the log can say. Never the values, only what was done to which record."""

    SET_UP = "set_up", N_("Set up the estate")
    DEMONSTRATION = "demonstration", N_("Opened the demonstration estate")
    DEMONSTRATION_GONE = "demonstration_gone", N_("Removed the demonstration estate")
    SIGN_IN = "sign_in", N_("Signed in")
    SIGN_IN_FAILED = "sign_in_failed", N_("Sign-in failed")
    SIGN_OUT = "sign_out", N_("Signed out")
    REFUSED = "refused", N_("Was refused")
    ACCOUNT = "account", N_("Changed an account")
    ADD = "add", N_("Added")
    EDIT = "edit", N_("Changed")
    REMOVE = "remove", N_("Removed")
    VIEW = "view", N_("Viewed")
    EXPORT = "export", N_("Exported")
    IMPORT = "import", N_("Imported a file")
    MERGE = "merge", N_("Joined doubles")
    CHECK = "check", N_("Compared the register with a list")
    UNDO = "undo", N_("Took back as a whole")
    PRINT = "print", N_("Made a paper")
    BACKUP = "backup", N_("Made a backup")
    RESTORE = "restore", N_("Restored a backup")
    ISSUE = "issue", N_("Issued a briefing")
    UNLOCK = "unlock", N_("Unlocked an account")
