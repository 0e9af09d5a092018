"""When somebody should next call here: the rhythm in the heading, and the visits planned besides."""

from datetime import date, timedelta

import streamlit as st

from db import telling
from db.changes import plan as change
from db.choices import HouseholdState
from db.models import PlanFields, WhyFields
from db.queries.due_here import DueHere, PlanFile
from db.queries.household import File
from db.rights import Person, Right
from db.words import _
from pages.parts import edit, look

TWO_DAYS = timedelta(days=2)


def line(found: File, due: DueHere) -> None:
    """每 30 天见一次，下次 11月30日前; late in a red badge."""
    if due.beat is None or found.due.due_on is None:
        return
    how_often = _("at least every {n} days, next by {day}")
    words = how_often.format(n=due.beat.days, day=telling.day(found.due.due_on))
    st.caption(look.plain(words), width="content")
    if n := due.late:
        st.badge(_("{n} days overdue").format(n=n), color="red", icon=":material/schedule:")


def plans(actor: Person, found: File, due: DueHere, today: date) -> None:
    """The visits planned for this household, besides the regular ones."""
    may = actor.may(Right.RECORD) and found.state is HouseholdState.ACTIVE
    if not due.plans and not may:
        return
    with look.row():
        with look.words():
            look.section(_("Planned visits"))
        if may and st.button(_("Plan a visit"), icon=":material/event:", type="tertiary", key="household.plan"):
            _plan(actor, found, due, today)
    if due.plans:
        with st.container(border=True, gap="small"):
            for one in due.plans:
                _planned(actor, one, may)


def _planned(actor: Person, one: PlanFile, may: bool) -> None:
    f = one.fields
    window = _("{start} to {end}").format(start=telling.day(f.start), end=telling.day(f.end))
    told = [telling.day(f.on) if f.on else window, one.of, _("due now") if one.is_due and not one.late else ""]
    with look.row():
        with look.words():
            with look.beside("xsmall"):
                st.text(_(f.why.label), width="content")
                if one.late:
                    look.late(one.late)
            st.caption(look.plain(_(", ").join(filter(None, told))))
            if f.words:
                st.text(f.words)
        if may and st.button(_("Give up"), type="tertiary", key=f"household.plan.{one.id}"):
            _drop(actor, one)


def _plan(actor: Person, found: File, due: DueHere, today: date) -> None:
    edit.dialog(
        _("Plan a visit"),
        PlanFields,
        f"plan.new.{found.id}.{len(due.plans)}",
        lambda s, _version, told: change.plan_visit(s, actor, found.id, today, told),
        value={"start": today, "end": today + TWO_DAYS},
        only=["start", "end", "on", "why", "words"],
    )


def _drop(actor: Person, one: PlanFile) -> None:
    edit.dialog(
        _("Give up the planned visit"),
        WhyFields,
        f"plan.drop.{one.id}.{one.version}",
        lambda s, _version, told: change.drop_plan(s, actor, one.id, told["why"] or ""),
    )
