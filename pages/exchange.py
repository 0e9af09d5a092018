"""Import and export (`/exchange`): their spreadsheets in, ours out, doubles joined, and what was done taken back."""

import streamlit as st

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
open_to = [key for key, (_name, right) in PARTS.items() if person.may(right)]
asked = st.query_params.get("part", "")
look.head(_("Import and export"), _("Lists of every kind in, our lists out; every deed can be taken back as a whole"))
part = st.pills(
    _("Part"),
    open_to,
    default=asked if asked in open_to else open_to[0],
    required=True,
    format_func=lambda key: _(PARTS[key][0]),
    label_visibility="collapsed",
    key="exchange.part",
)
if part != st.query_params.get("part", open_to[0]):
    st.query_params["part"] = str(part)
match part:
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
