"""One account in the list: how it stands, what can be done to it, and its fresh password."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from db import clock, passwords, store, telling
from db.changes import account as change
from db.errors import Refused
from db.models import AccountFields
from db.queries.listed_rows import LogRow, log_rows
from db.queries.people import AccountRow, accounts
from db.rights import Person
from db.words import _
from pages.parts import edit, once
from pages.parts.list_out import Gathered


def standing(row: AccountRow) -> None:
    if not row.active:
        st.badge(_("Disabled"), color="gray", icon=":material/block:")
    elif row.locked:
        st.badge(_("Locked"), color="red", icon=":material/lock:")
    elif row.must_change:
        st.badge(_("Not signed in yet"), color="blue", icon=":material/key:")


def about(row: AccountRow) -> str:
    """The line under the name: role, department, position, and the user name where it is another one."""
    signs_in = _("signs in as {name}").format(name=row.name) if row.name != row.display else ""
    return "　".join(filter(None, (_(row.role.label), row.department, row.position, signs_in)))


def log_of_a_year(s: Any, viewer: Person, today: date) -> Gathered:
    """Who did what, as a list to keep or to show an auditor."""
    first = today - timedelta(days=365)
    told = [(_("Period"), telling.period(first, today), False)]
    return Gathered("log", _("Log"), LogRow, log_rows(s, viewer, first), (), told)


def adding(person: Person) -> Callable[[Any, int, Mapping[str, Any]], None]:
    def save(s: Any, _version: int, answers: Mapping[str, Any]) -> None:
        password = passwords.fresh()
        change.add_account(s, person, answers, password, clock.now())
        _once(answers["name"], password)

    return save


def _once(name: str, password: str) -> None:
    sentence = _("A password for {name}, good for one sign-in. Hand it over; it is shown only now.")
    once.keep(sentence.format(name=name), password)


def deeds(person: Person, row: AccountRow) -> None:
    """One button for each. Nobody takes away from themselves here: that is how houses lose their keys."""
    if _pressed(row, "edit", _("Name and role"), "edit"):
        _edit(person, row)
    if row.id == person.id:
        return
    if row.locked and _pressed(row, "unlock", _("Unlock"), "lock_open"):
        edit.do(_("Unlocked"), lambda s: change.unlock_account(s, person, row.id))
    if row.active and _pressed(row, "reset", _("New password"), "key"):
        edit.do(_("New password made"), lambda s: _reset(s, person, row))
    if row.active and _pressed(row, "disable", _("Disable"), "block"):
        edit.do(_("Disabled"), lambda s: change.disable_account(s, person, row.id))
    if not row.active and _pressed(row, "enable", _("Enable"), "check"):
        edit.do(_("Enabled"), lambda s: change.enable_account(s, person, row.id))
    if _pressed(row, "delete", _("Delete"), "delete"):
        _sure(person, row)


def _pressed(row: AccountRow, deed: str, label: str, icon: str) -> bool:
    return st.button(label, icon=f":material/{icon}:", type="tertiary", key=f"people.{deed}.{row.id}")


def _edit(person: Person, row: AccountRow) -> None:
    def newest(s: Any) -> int:
        return next((each.version for each in accounts(s, person, clock.now()) if each.id == row.id), row.version)

    edit.dialog(
        _("Change an account"),
        AccountFields,
        f"account.{row.id}.{row.version}",
        lambda s, version, answers: change.edit_account(s, person, row.id, version, answers),
        version=row.version,
        newest=newest,
        value=row.model_dump(include=set(AccountFields.model_fields)),
    )


def _reset(s: Any, person: Person, row: AccountRow) -> None:
    password = passwords.fresh()
    change.reset_password(s, person, row.id, password)
    _once(row.display, password)


def _sure(person: Person, row: AccountRow) -> None:
    def ask() -> None:
        st.text(row.display)
        st.text(_("This person can never come in again. Visits keep saying who made them."))
        if st.button(_("Delete"), type="primary", key=f"people.sure.{row.id}"):
            try:
                with store.writing() as s:
                    change.delete_account(s, person, row.id)
            except Refused as refused:
                st.error(str(refused))
                return
            edit.done(_("Deleted"))

    st.dialog(_("Delete this account?"))(ask)()
