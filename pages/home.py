"""Home (`/`): what to do now. A visitor sees the walk of today, a manager what is slipping, a partner the figures."""

import streamlit as st

from db import clock, store, telling
from db.queries.alerts import undecided, unseen
from db.queries.figures import figures
from db.queries.home import home, keeping, risen
from db.queries.open_work import Work, slips, waiting
from db.queries.rows import Page
from db.queries.today import day, missed, overdue
from db.queries.visit import drafts
from db.rights import Right
from db.words import _
from pages.parts import edit, go, home_alerts, home_desk, home_figures, home_parts, home_walk, look
from pages.parts.guard import guard

person = guard()
today, now = clock.today(), clock.now()
edit.tell()
records, leads = person.may(Right.RECORD), person.may(Right.CONFIRM)
with store.reading() as s:
    there = home(s, person, today)
    mine = day(s, person, person.id, today) if records and not there.is_empty else None
    unfinished = drafts(s, person)
line = _("{day}, {estate}").format(day=telling.full_day(today), estate=there.estate)

if there.is_empty:
    look.head(home_parts.first_step(there, records), line)
    home_parts.first_steps(person, there)
    if unfinished:
        home_parts.drafts(unfinished, today)
    st.stop()

has_both = leads and mine is not None and (not mine.is_empty or home_parts.is_own())
is_desk = leads and not home_parts.is_own()
if mine is not None and not is_desk:
    with store.reading() as s:
        warned, tiers = unseen(s, person, person.id), undecided(s, person, today, person.id)
    with look.head(home_walk.in_words(mine), home_walk.line(today, mine)):
        if has_both:
            home_parts.choose_view()
        home_walk.actions(person, mine, there, today)
    home_walk.show(person, mine, unfinished, there, warned, tiers, today)
    st.stop()

with store.reading() as s:
    numbers = figures(s, person, today)
    late, passed = (overdue(s, person, today), missed(s, person, today)) if leads else ((), 0)
    asked, total = waiting(s, person) if leads else ((), 0)
    answers = slips(s, person, Work(is_unanswered=True, size=home_parts.FEW), today) if leads else None
    rose = risen(s, person, today) if leads else ()
    warned, tiers = (unseen(s, person), undecided(s, person, today)) if leads else (Page([], 0), 0)
    order = keeping(s, person, now) if person.may(Right.ACCOUNTS) else None

is_briefed = leads and not look.on_a_phone()  # a long title wants the room there
title = home_desk.in_words(numbers, total) if leads else _("The month in figures")
with look.head(title, line):
    if has_both:
        home_parts.choose_view()
    if is_briefed and st.button(
        _("This month's briefing"), type="primary", icon=":material/description:", key="home.brief"
    ):
        go.to("briefings")
home_figures.show(numbers, opens=leads)
if not leads:
    st.caption(_("Briefings that were made for you are on the briefing page. The map shows the estate in numbers."))
    st.stop()

above = st.container() if look.on_a_phone() else None  # there the overdue would push it far down
left, right = st.columns([5, 4], gap="large")
with left:
    home_desk.overdue(late, numbers.overdue.now or 0, passed, today)
    if rose := home_alerts.not_twice(rose, warned):
        home_desk.risen(rose)
with above or right:
    home_alerts.show(person, warned, tiers, today)
with right:
    if asked:
        look.section(_("To decide"), _("{n} things").format(n=total))
        home_desk.waiting(person, asked, total, today)
    if answers and answers.rows:
        home_desk.answers(person, answers, today)
    if not (asked or answers and answers.rows):
        look.nothing(_("Nothing waits for a decision or an answer."), "task_alt")
    if unfinished:
        home_parts.drafts(unfinished, today)
    if order:
        home_desk.keeping(order, now)
