"""Asking others: the dialog of a slip, with the way to a consent where there is none, and of the reply."""

from datetime import date, timedelta

import streamlit as st

from db import store, telling
from db.changes import household as households
from db.changes import referral
from db.choices import Purpose, ReferralState
from db.fields import field_of
from db.models import ConsentFields, ReferralFields, ReplyFields, WhyFields
from db.need_file import NeedFile
from db.queries import loop, offers
from db.queries.offers import Office
from db.rights import Person
from db.words import _
from pages.parts import edit, form, go, household_papers, look, loop_about, state

REPLY_WITHIN = timedelta(days=15)
ASKED = ("way", "given_on", "until")  # of the consent; purpose and receiver are known


def send_referral(actor: Person, need_id: int, today: date) -> None:
    """Ask another office. Without a consent that names it, the dialog offers the sheet to sign and the form to record
    it; the deed refuses all the same."""
    with store.reading() as s:
        found = loop.need(s, actor, need_id, today)
    key = f"slip.new.{need_id}.{len(found.slips)}"

    def above() -> form.Answers:
        loop_about.need(found)
        with store.reading() as s:  # asked anew: a consent may have been recorded a moment ago
            there = offers.offices(s, actor, found.household_id, today, found.fields.resident_id)
        return {"organisation_id": _whom(actor, found, there, key, today)}

    edit.dialog(
        _("Refer to others"),
        ReferralFields,
        key,
        lambda s, _version, answers: referral.send(s, actor, need_id, today, answers),
        value={"reply_by": today + REPLY_WITHIN},
        only=["reason", "reply_by"],
        above=above,
        words=_("Send the slip"),
    )


def _whom(actor: Person, found: NeedFile, there: tuple[Office, ...], key: str, today: date) -> int | None:
    if not there:
        st.info(_("No organisation is on file yet. Add one in the settings."))
        if st.button(_("Open the settings"), key=f"{key}.settings"):
            go.to("settings")
        return None
    known = {each.id: each for each in there}
    chosen: int | None = st.selectbox(
        form.label_of(field_of(ReferralFields, "organisation_id")),
        list(known),
        index=None,
        format_func=lambda one: _named(known[one]),
        placeholder=_("Choose"),
        key=f"{key}.organisation_id",
        persist_state="page",
    )
    if chosen is None:
        return None
    office = known[chosen]
    f = office.fields
    if told := "　".join(filter(None, (f.contact, f.phone, f.hours))):
        st.text(told)
    place = st.empty()
    given = office.consent_on
    if given is None:
        with place.container(gap="small"):
            given = _consent(actor, found, office, key, today)
    if given is not None:
        place.caption(_("Consent to sharing given {day}.").format(day=telling.paper_day(given)))
    return chosen


def _named(office: Office) -> str:
    name = office.fields.name
    return _("{name} (suggested)").format(name=name) if office.is_suggested else name


def _consent(actor: Person, found: NeedFile, office: Office, key: str, today: date) -> date | None:
    """The way to a consent: print the sheet, have it signed, record it here. Gives its day once it is recorded."""
    receiver = office.fields.name
    said = _("Nobody has agreed yet that {name} may be told. Have the sheet signed, then record the consent.")
    st.info(said.format(name=look.plain(receiver)))
    opened = f"{key}.consent.{office.id}"
    with st.container(horizontal=True, gap="small"):
        household_papers.consent_sheet_button(found.household_id, receiver, f"{opened}.sheet")
        if st.button(_("Record a consent"), icon=":material/add:", key=f"{opened}.open"):
            state.put(opened, True)
    if not state.value(opened):
        return None
    with st.container(border=True, gap="small"):
        answers = form.ask(ConsentFields, opened, value={"given_on": today}, only=ASKED)
        if st.button(_("Keep the consent"), key=f"{opened}.save", width="stretch"):
            told = {**answers, "purpose": Purpose.SHARING, "receiver": receiver}
            if edit.attempt(lambda s: households.add_consent(s, actor, found.household_id, today, told)):
                state.drop(opened)
                given: date = answers["given_on"]
                return given
    return None


def record_reply(actor: Person, referral_id: int, today: date) -> None:
    """Their receipt: accepted keeps the slip open, done and turned down end it."""
    with store.reading() as s:
        found, one = loop.of_slip(s, actor, referral_id, today)
    taken = (ReferralState.DONE, ReferralState.REFUSED)
    edit.dialog(
        _("Record their reply"),
        ReplyFields,
        f"slip.reply.{referral_id}.{one.version}",
        lambda s, _version, answers: referral.record_reply(s, actor, referral_id, today, answers),
        value={"replied_on": today},
        options={"state": taken if one.state is ReferralState.ACCEPTED else (ReferralState.ACCEPTED, *taken)},
        above=lambda: loop_about.slip(found, one),
    )


def take_back_referral(actor: Person, referral_id: int, today: date) -> None:
    with store.reading() as s:
        found, one = loop.of_slip(s, actor, referral_id, today)
    edit.dialog(
        _("Take back the slip"),
        WhyFields,
        f"slip.back.{referral_id}.{one.version}",
        lambda s, _version, told: referral.take_back(s, actor, referral_id, today, told["why"] or ""),
        above=lambda: loop_about.slip(found, one),
    )
