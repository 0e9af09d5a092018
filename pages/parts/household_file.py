"""The boxes of a household's file: who lives there, what is hard, what was agreed to."""

from datetime import date

import streamlit as st

from db import privacy, telling
from db.changes import household as change
from db.choices import DoorSure, HouseholdState
from db.fields import field_of
from db.models import HouseholdFields
from db.queries.due_here import DueHere
from db.queries.household import STANDING, ConsentFile, File, HardshipFile, ResidentFile, Standing
from db.rights import Person, Right
from db.words import _
from pages.parts import edit, household_due, household_edit, household_state, look

ICONS = {Standing.VALID: "check", Standing.EXPIRED: "event_busy", Standing.WITHDRAWN: "block"}


def line(found: File) -> str:
    """档案 0087，走访员 何静，11月23日核对"""
    told = [_("File {number}").format(number=telling.number(found.no))]
    if found.responsible:
        told.append(_("visited by {name}").format(name=found.responsible))
    if found.fields.verified_on:
        told.append(_("verified {day}").format(day=telling.paper_day(found.fields.verified_on)))
    return _(", ").join(told)


def heading(found: File, due: DueHere, today: date) -> None:
    """Who is at its head, the tier and what is hard, in one line; what to know before knocking."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        if found.head:
            st.text(_who(found.head), width="content")
        look.tier(found.fields.tier)
        if found.state is not HouseholdState.ACTIVE:
            st.badge(_(found.state.label), color="red")
        for kind in dict.fromkeys(each.fields.kind for each in found.hard_now):
            st.badge(_(kind.label), color="gray")
        met = telling.ago(found.last_met_at, today)
        st.caption(_("Last met: {when}").format(when=met), width="content")
        household_due.line(found, due)
    if found.state is not HouseholdState.ACTIVE:
        st.text(household_state.line(found))
    note = found.fields.safety_note
    if note and not found.is_masked:
        until = found.fields.safety_review_on
        review = _("Review by {day}.").format(day=telling.paper_day(until)) if until else ""
        sentence = f"{look.plain(note)}　{look.plain(review)}"
        st.error(sentence, icon=":material/front_hand:")
        if until and until < today:
            st.caption(_("This note should have been reviewed. Change the file: keep it, or put it right."))
    if found.fields.avoid and not found.is_masked:
        look.fact(_(field_of(HouseholdFields, "avoid").show.label), found.fields.avoid)


def also(found: File) -> None:
    """What the file holds besides; nothing where it is empty."""
    told = {name: value for name in ("raw_address", "tags") if (value := getattr(found.fields, name))}
    if found.fields.door_sure not in (None, DoorSure.SURE):
        told["door_sure"] = privacy.text(found.fields.door_sure)
    if told:
        with st.container(border=True, gap="small"):
            for name, value in told.items():
                look.fact(_(field_of(HouseholdFields, name).show.label), value)


def people(actor: Person, found: File, today: date) -> None:
    may = actor.may(Right.RECORD)
    look.section(_("Who lives there"), str(len(found.residents)) if found.residents else "")
    with st.container(border=True, gap="small"):
        if not found.residents:
            st.caption(_("Nobody is recorded yet."))
        for one in found.residents:
            _person(actor, one, today, may)
        if may and st.button(
            _("Add a person"), icon=":material/person_add:", type="tertiary", key="household.add_person"
        ):
            household_edit.add_resident(actor, found)


def _person(actor: Person, one: ResidentFile, today: date, may: bool) -> None:
    with st.container(gap=None):
        st.text(_who(one))
        for told in _of(one):
            st.text(told)
        for result in one.scales:
            when = telling.paper_day(result.assessed_on) if result.assessed_on else ""
            st.text("　".join(filter(None, [privacy.text(result.scale), result.score, result.assessed_by, when])))
        if may:
            with look.beside("xsmall"):
                if _small(_("Change"), "edit", f"person.{one.id}"):
                    household_edit.resident(actor, one)
                if st.button(
                    _("Add an assessment"), icon=":material/add:", type="tertiary", key=f"household.scale.{one.id}"
                ):
                    household_edit.scale(actor, one, today)


def _who(one: ResidentFile) -> str:
    """陈玉芬，女，83 岁"""
    told = [one.fields.name, privacy.text(one.fields.sex)]
    told.append(_("{n} years old").format(n=one.age) if one.age is not None else "")
    return _(", ").join(filter(None, told))


def _of(one: ResidentFile) -> list[str]:
    """The lines under a name, only those that say something."""
    f = one.fields
    role = [_("Head of household") if f.is_head else privacy.text(f.relation)]
    role += [_("Emergency contact") if f.is_emergency else "", "" if f.lives_here else _("Lives elsewhere")]
    disability = " ".join(filter(None, [privacy.text(f.disability_kind), privacy.text(f.disability_grade)]))
    labelled = [
        ("birth_text", f.birth_text),
        ("phone", f.phone),
        ("outside_contacts", f.outside_contacts),
        ("self_care", privacy.text(f.self_care)),
        ("disability_kind", disability),
        ("note", f.note),
    ]
    lines = [_(", ").join(filter(None, role))]
    lines += [f"{_(field_of(type(f), name).show.label)}　{value}" for name, value in labelled if value]
    return [each for each in lines if each]


def _small(words: str, icon: str, what: str) -> bool:
    return st.button(words, icon=f":material/{icon}:", type="tertiary", key=f"household.{what}")


def hardships(actor: Person, found: File, today: date) -> None:
    if found.is_masked:
        return
    may = actor.may(Right.RECORD)
    look.section(_("Hardships"), str(len(found.hard_now)) if found.hard_now else "")
    with st.container(border=True, gap="small"):
        if not found.hardships:
            st.caption(_("None recorded yet. The heat map and the briefing count by kind."))
        for one in found.hardships:
            _hardship(actor, one, today, may)
        if may and _small(_("Add a hardship"), "add", "add_hardship"):
            household_edit.add_hardship(actor, found)


def _hardship(actor: Person, one: HardshipFile, today: date, may: bool) -> None:
    f = one.fields
    with st.container(gap=None):
        with look.beside("xsmall"):
            st.badge(_(f.kind.label), color="gray")
            if one.of:
                st.text(one.of, width="content")
        since = _("since {day}").format(day=telling.paper_day(f.since)) if f.since else ""
        ended = _("ended {day}").format(day=telling.paper_day(one.ended_on)) if one.ended_on else ""
        told = [privacy.text(f.cause), privacy.text(f.duration), since, ended]
        if words := _(", ").join(filter(None, told)):
            st.caption(look.plain(words))
        if f.evidence:
            st.text(f.evidence)
        if may and one.ended_on is None:
            with look.beside("xsmall"):
                if _small(_("Change"), "edit", f"hardship.{one.id}"):
                    household_edit.hardship(actor, one)
                if st.button(
                    _("Has ended"), icon=":material/event_available:", type="tertiary", key=f"household.ended.{one.id}"
                ):
                    edit.do(_("Hardship ended"), lambda s: change.end_hardship(s, actor, one.id, today))


def consents(actor: Person, found: File, today: date) -> None:
    may = actor.may(Right.RECORD)
    look.section(_("Consents"))
    with st.container(border=True, gap="small"):
        if not found.consents:
            st.caption(_("None recorded. Without consent there are no photos and nothing is shared."))
        for one in found.consents:
            _consent(actor, one, today, may)
        if may and st.button(
            _("Record a consent"), icon=":material/add:", type="tertiary", key="household.add_consent"
        ):
            household_edit.add_consent(actor, found, today)


def _consent(actor: Person, one: ConsentFile, today: date, may: bool) -> None:
    f = one.fields
    days = [telling.paper_day(f.given_on), _("until {day}").format(day=telling.paper_day(f.until)) if f.until else ""]
    if one.withdrawn_on:
        days.append(_("withdrawn {day}").format(day=telling.paper_day(one.withdrawn_on)))
    with st.container(gap=None):
        words = _("{purpose}: {standing}").format(purpose=_(f.purpose.label), standing=_(STANDING[one.standing]))
        icon = ICONS[one.standing]
        st.markdown(f":material/{icon}: {look.plain(words)}")
        told = [f.receiver, one.of, _(f.way.label), *days]
        st.text(_(", ").join(filter(None, told)))
        valid = may and one.standing is Standing.VALID
        if valid and st.button(
            _("Withdraw"), icon=":material/block:", type="tertiary", key=f"household.withdraw.{one.id}"
        ):
            edit.do(_("Consent withdrawn"), lambda s: change.withdraw_consent(s, actor, one.id, today))
