"""A new household, with who lives there: likely doubles are shown before a second file is opened."""

from datetime import date
from typing import Any

import streamlit as st

from db import store
from db.changes.opening import open_file
from db.choices import HardshipKind
from db.errors import Invalid, Refused
from db.models import HouseholdFields, ResidentFields
from db.queries.find import Double, doubles, number
from db.queries.offered import Offered
from db.rights import Person
from db.words import _
from pages.parts import form, go, look
from pages.parts.find import SAME

HOUSEHOLD = ("building_id", "unit", "room", "tier", "responsible_id")
RESIDENT = ("name", "sex", "birth_date", "phone")
KEY = "new_file"


def label() -> str:
    return _("Open a new file")


def button(actor: Person, there: Offered, today: date) -> None:
    if st.button(label(), icon=":material/person_add:", type="primary", key="new_file.open"):
        st.dialog(label(), width="medium")(_fill)(actor, there, today)


def _fill(actor: Person, there: Offered, today: date) -> None:
    if not there.buildings:
        st.info(_("No building yet. Add it in the settings first."))
        if st.button(_("Open the settings"), key="new_file.settings"):
            go.to("settings")
        return
    own = actor.id if actor.id in there.staff else None
    options = {"building_id": there.buildings, "responsible_id": there.staff}
    answers = form.ask(HouseholdFields, KEY, value={"responsible_id": own}, options=options, only=HOUSEHOLD)
    st.caption(_("The person the file is named after; others are added in the file."))
    person = form.ask(ResidentFields, f"{KEY}.head", only=RESIDENT)
    kinds = st.multiselect(
        _("Hardships"),
        list(HardshipKind),
        format_func=lambda kind: _(kind.label),
        placeholder=_("Choose"),
        key=f"{KEY}.kinds",
    )
    with store.reading() as s:
        alike = doubles(s, actor, answers, person["name"], person["phone"])
    for each in alike:
        _double(each)
    words = _("Open another file all the same") if alike else label()
    if st.button(words, type="secondary" if alike else "primary", key=f"{KEY}.save", width="stretch"):
        _save(actor, today, answers, person, kinds)


def _double(found: Double) -> None:
    with st.container(border=True), look.row():
        with look.words():
            st.text(f"{found.household.door}　{found.household.head}")
            st.caption(
                _("There is a file already: {same}.").format(same=_(", ").join(_(SAME[each]) for each in found.same))
            )
        if st.button(_("Open it"), key=f"{KEY}.double.{found.household.no}"):
            go.household(found.household.no)


def _save(
    actor: Person, today: date, answers: dict[str, Any], person: dict[str, Any], kinds: list[HardshipKind]
) -> None:
    """File, head and hardships are one deed: all of it is kept, or nothing."""
    told = {name: value for name, value in answers.items() if value is not None}
    try:
        with store.writing() as s:
            no = number(s, actor, open_file(s, actor, today, told, person, kinds))
    except Invalid as wrong:
        look.problems(list(wrong.problems.values()))
        return
    except Refused as refused:
        st.error(str(refused))
        return
    go.household(no)
