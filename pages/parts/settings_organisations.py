"""Whom one can ask for help: added, changed, and retired instead of deleted, because slips name them."""

import streamlit as st

from db import store
from db.changes import referral as change
from db.models import Organisation, OrganisationFields
from db.queries.household import version_of
from db.queries.setting import OrganisationRow, organisations
from db.rights import Person
from db.words import _
from pages.parts import edit, look


def show(person: Person) -> None:
    with store.reading() as s:
        there = organisations(s, person)
    n = sum(row.active for row in there)
    look.section(_("Organisations"), str(n) if there else "")
    st.caption(_("Offered when a problem is referred. A consent to sharing names one of these as its receiver."))
    if not there:
        look.nothing(_("Nobody to ask yet. Add the street office, the committee, the clinic."), "handshake")
    for row in there:
        _line(person, row)
    if st.button(_("Add an organisation"), icon=":material/add:", key="settings.organisation.add"):
        edit.dialog(
            _("Add an organisation"),
            OrganisationFields,
            f"organisation.new.{len(there)}",
            lambda s, _version, answers: change.add_organisation(s, person, answers),
        )


def _line(person: Person, row: OrganisationRow) -> None:
    with st.container(border=True), look.row():
        with look.words():
            with look.beside():
                st.text(row.name, width="content")
                if not row.active:
                    st.badge(_("Retired"), color="gray", icon=":material/block:")
            st.text("　".join(filter(None, (_(row.kind.label), row.contact, row.phone, row.hours))))
            serves = _(", ").join(_(kind.label) for kind in row.serves)
            st.caption(_("Serves: {whom}").format(whom=look.plain(serves or _("everybody"))))
        with st.popover(_("Change"), key=f"settings.organisation.{row.id}"):
            _deeds(person, row)


def _deeds(person: Person, row: OrganisationRow) -> None:
    if st.button(_("Change"), icon=":material/edit:", type="tertiary", key=f"settings.organisation.edit.{row.id}"):
        edit.dialog(
            _("Change an organisation"),
            OrganisationFields,
            f"organisation.{row.id}.{row.version}",
            lambda s, version, answers: change.edit_organisation(s, person, row.id, version, answers),
            version=row.version,
            newest=lambda s: version_of(s, person, Organisation, row.id),
            value=row.fields(),
        )
    words, icon = (_("Retire"), "block") if row.active else (_("Offer again"), "check")
    if st.button(words, icon=f":material/{icon}:", type="tertiary", key=f"settings.organisation.retire.{row.id}"):
        edit.do(words, lambda s: change.retire_organisation(s, person, row.id, not row.active))
