"""Import and export (`/exchange`): their spreadsheets in, ours out, doubles joined, and what was done taken back."""

from db.rights import Right
from db.words import N_, _
from pages.parts import (
    edit,
    exchange_compare,
    exchange_done,
    exchange_doubles,
    exchange_in,
    exchange_out,
    look,
    part,
)
from pages.parts.guard import guard

# The part, its name, and the right it needs.
PARTS = {
    "in": (N_("Import"), Right.IMPORT),
    "out": (N_("Export"), Right.EXPORT),
    "doubles": (N_("Doubles"), Right.IMPORT),
    "compare": (N_("Compare with a list"), Right.IMPORT),
    "done": (N_("Done so far"), Right.IMPORT),
}

person = guard(Right.EXPORT)
edit.tell()
look.head(_("Import and export"), _("Lists of every kind in, our lists out; every deed can be taken back as a whole"))
match part.ask(person, PARTS, "exchange.part"):
    case "in":
        exchange_in.show(person)
    case "doubles":
        exchange_doubles.show(person)
    case "compare":
        exchange_compare.show(person)
    case "done":
        exchange_done.show(person)
    case _:
        exchange_out.show(person)
