"""What comes in from spreadsheets, and what can be taken back as a whole."""

from db.fields import Choice
from db.words import N_


class TableKind(Choice):
    """What one table of a file holds."""

    HOUSEHOLDS = "households", N_("Households and residents")
    VISITS = "visits", N_("Visits and what was done")
    BUILDINGS = "buildings", N_("Buildings")
    STAFF = "staff", N_("Staff")
    OWNERS = "owners", N_("Owners and tenants")


class BatchKind(Choice):
    """A deed on many records that is one deed, and is undone as one."""

    IMPORT = "import", N_("Import")
    MERGE = "merge", N_("Doubles joined")
    CHECK = "check", N_("Register compared with a list")


class LineState(Choice):
    """What one row of a file would do to the register."""

    NEW = "new", N_("New")
    CHANGED = "changed", N_("Changes something")
    SAME = "same", N_("On file already")
    DOUBTFUL = "doubtful", N_("Doubtful")
    DOUBLE = "double", N_("Likely a double")
    REFUSED = "refused", N_("Cannot be taken in")


class LineChoice(Choice):
    """What a person decides about a row before anything is written."""

    TAKE = "take", N_("Take it in")
    JOIN = "join", N_("The same: join them")
    KEEP = "keep", N_("Not the same: keep both")
    SKIP = "skip", N_("Leave it out")


class DoorSure(Choice):
    """How sure the reading of a door is that came as text; a door typed in our own form says nothing."""

    SURE = "sure", N_("Read without doubt")
    LIKELY = "likely", N_("Read with an assumption")
    UNREAD = "unread", N_("Kept as it was written")


class Listed(Choice):
    """What one row of an exported list is. A layout chooses its columns from what that list knows."""

    HOUSEHOLDS = "households", N_("One row a household")
    PEOPLE = "people", N_("One row a person")
    VISITS = "visits", N_("One row a visit")


class Whom(Choice):
    """Of the people on a list with one row a person."""

    EVERYBODY = "everybody", N_("Everybody on file")
    OLDER = "older", N_("Aged 60 and over")
    DISABLED = "disabled", N_("With a disability")


class Ledger(Choice):
    """Layouts that offices ask for; the first comes back whole through our own import."""

    WHOLE = "whole", N_("Households and residents, complete")
    CALLS = "calls", N_("Ledger of visits and help")
    OLDER = "older", N_("Ledger of older residents")
    DISABLED = "disabled", N_("Ledger of disabled residents")
    HOMES = "homes", N_("Households, one file each")
    SUMS = "sums", N_("Statistics")
