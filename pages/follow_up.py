"""Follow-up (`/follow-up`): what is open and whose turn it is; what waits for a decision; what helped; the plan."""

import streamlit as st

from db import clock, store
from db.queries.figures import figures
from db.queries.offered import offered
from db.queries.open_work import waiting
from db.queries.outcomes import outcomes
from db.rights import Right
from db.words import _
from pages.parts import edit, follow_asked, follow_lists, follow_outcome, home_desk, home_figures, look, plan_tab
from pages.parts.guard import guard

person = guard()
today = clock.today()
edit.tell()
sees = person.may(Right.SEE_PEOPLE)
with store.reading() as s:
    numbers = figures(s, person, today)
    there = offered(s, person)
    asked, total = waiting(s, person) if sees else ((), 0)
line = _("{n} problems open, {solved} solved this month").format(n=numbers.needs.now, solved=numbers.solved.now)
action = look.head(_("Follow-up"), line)
if not sees:
    home_figures.show(numbers, opens=False)
    since = follow_outcome.ask(today)
    with store.reading() as s:
        effect = outcomes(s, person, since)
    follow_outcome.show(effect)
    st.stop()

match follow_asked.choose({follow_asked.WAITING: total}):
    case follow_asked.WAITING:
        if asked:
            home_desk.waiting(person, asked, total, today, most=len(asked))
        else:
            look.nothing(_("Nothing waits for a decision."), "task_alt")
    case follow_asked.OUTCOMES:
        since = follow_outcome.ask(today)
        with store.reading() as s:
            effect = outcomes(s, person, since)
        follow_outcome.show(effect)
    case follow_asked.PLANS:
        plan_tab.show(person, today)
    case shown:
        work = follow_asked.ask(shown, there, 20 if look.on_a_phone() else 50)
        with store.reading() as s:
            found = follow_lists.ASKED[shown](s, person, work, today)
        with action:
            if found.rows:
                follow_lists.export(person, shown, work, there.estate, today)
        follow_lists.show(shown, found, work, today)
