"""Accounts (`/people`): who may come in, as what."""

import streamlit as st

from db import clock, store
from db.models import AccountFields
from db.queries.people import accounts
from db.rights import Right
from db.words import _
from pages.parts import account, edit, list_out, look
from pages.parts.guard import guard

person = guard(Right.ACCOUNTS)
edit.tell()
with store.reading() as s:
    everybody = accounts(s, person, clock.now())
line = _("{n} people may sign in").format(n=sum(each.active for each in everybody))
action = look.head(_("Accounts"), line)

with action:
    if st.button(_("Add an account"), type="primary", icon=":material/person_add:", key="people.add"):
        edit.dialog(_("Add an account"), AccountFields, f"account.new.{len(everybody)}", account.adding(person))

for each in everybody:
    with st.container(border=True), look.row():
        with look.words():
            with look.beside():
                st.text(each.display, width="content")
                account.standing(each)
            st.text(account.about(each))
        with st.popover(_("Change"), key=f"people.{each.id}"):
            account.deeds(person, each)
with look.row():
    with look.words():
        st.caption(_("Deleted people stay on the visits they made. Every change here is logged."))
    list_out.offer(person, account.log_of_a_year, f"{_('Log')} {clock.today().isoformat()}.xlsx", "people.log")
