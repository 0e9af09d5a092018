"""The register (`/register`): narrow down, read the numbers, open one; households or, by a switch, visits."""

from functools import partial
from typing import Any

from db import clock, store
from db.queries.offered import offered
from db.queries.register import Page, households, visits
from db.rights import Right
from db.words import _
from pages.parts import asking, filters, found_list, list_out, look, new_file, table
from pages.parts.guard import guard

person = guard()
today = clock.today()
with store.reading() as s:
    there = offered(s, person)
line = _("{estate}, {n} households on file").format(estate=there.estate, n=there.active)
action = look.head(_("Register"), line)

asked, is_visits = filters.ask(person, there, today, 20 if look.on_a_phone() else 50)
with store.reading() as s:
    called = visits(s, person, asked, today) if is_visits else None
    filed = None if is_visits else households(s, person, asked, today)
found: Page[Any] = called or filed or Page([], 0)
asking.remember(asked)

with action:
    if found.rows:
        gather = partial(found_list.gathered, asked, is_visits)
        list_out.offer(person, gather, found_list.name_for(there.estate, today), "register", asked)
    if person.may(Right.RECORD):
        new_file.button(person, there, today)

found_list.numbers(found, asked, is_visits)
if called and called.rows:
    table.visits(person, called.rows, "register.visits")
elif filed and filed.rows:
    table.households(person, filed.rows, today, "register.table")
else:
    found_list.nothing(asked, bool(there.active))
found_list.turn(found)
