"""What a list of owners and tenants says of a door, and what a person makes of it."""

from db.fields import Choice
from db.words import N_


class OccupantRole(Choice):
    """As what somebody stands on the list. Who rents or lives with others is there; who owns need not be."""

    OWNER = "owner", N_("Owner")
    TENANT = "tenant", N_("Tenant")
    OCCUPANT = "occupant", N_("Occupant")


class OccupantState(Choice):
    LIVING = "living", N_("Lives in it")
    RENTED = "rented", N_("Rented out")
    VACANT = "vacant", N_("Vacant")
    SOLD = "sold", N_("Sold")
    MOVED = "moved", N_("Moved out")
    DECEASED = "deceased", N_("Died")


class Case(Choice):
    """How a file and the list stand to each other."""

    VERIFY = "verify", N_("Lives there")
    PHONE = "phone", N_("Another telephone")
    VACANT = "vacant", N_("Stands empty")
    MOVED = "moved", N_("Moved out or sold")
    DECEASED = "deceased", N_("Has died")
    ASK = "ask", N_("Not clear")


class Answer(Choice):
    """What a person decides about one file. Nothing is done by itself."""

    VERIFY = "verify", N_("Mark as verified")
    PHONE = "phone", N_("Take the new number")
    BOTH = "both", N_("Keep both numbers")
    PAUSE = "pause", N_("Pause the file")
    DOOR = "door", N_("Move the file to the new door")
    MOVED = "moved", N_("End the file: moved away")
    DECEASED = "deceased", N_("End the file: deceased")
    ASK = "ask", N_("Check at the next visit")
    LEAVE = "leave", N_("Leave as it is")
