"""The month as a calendar: a day with its number, click it for its visits; the same days as a list to choose from."""

from datetime import date, timedelta
from functools import partial
from typing import Any

import streamlit as st

from db import clock, planning, sign_in, store, telling
from db.changes.paper import log_export
from db.errors import Refused
from db.queries import plan
from db.queries.offered import offered
from db.queries.plan import DayCount, PlanRow
from db.rights import Person, Right
from db.words import _, language, speaking
from pages.parts import list_out, look, plan_deeds, plan_list, state
from reports.calendar import ics
from reports.month import PICKED, spec

EVERYBODY = 0
AHEAD = 13  # months that can be looked at, this one and a year
QUARTER = timedelta(days=92)  # what a calendar file holds
DAY = "plan.day"


def show(person: Person, today: date) -> None:
    sees = person.may(Right.SEE_PEOPLE)
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        first, last = planning.month(ask_month(today, "plan.month", back=1))
        account_id = _whose(person) if sees else None
        if person.may(Right.RECORD) and st.button(_("Plan a visit"), icon=":material/event:", key="plan.add"):
            plan_deeds.plan_visit(person, today, account_id=account_id or person.id)
        if person.may(Right.EXPORT):
            _file(account_id, today)
            name = f"{_('Planned visits')} {first.isoformat()}.xlsx"
            list_out.offer(person, partial(gathered, first, last, account_id), name, "plan.list")
    with store.reading() as s:
        days = plan.days(s, person, first, last, account_id)
    is_phone = look.on_a_phone()
    left, right = (st.container(), st.container()) if is_phone else st.columns([5, 6], gap="large")
    with left:
        _sheet(first, last, days, today, account_id, sees)
    with right:
        if sees:
            _one_day(person, first, days, today, account_id)


def ask_month(today: date, key: str, back: int = 0) -> date:
    """The first day of a month."""
    start = planning.month(today)[0]
    for _month in range(back):
        start = planning.month(start - timedelta(days=1))[0]
    months = [start]
    while len(months) < AHEAD + back:
        months.append(planning.month(months[-1])[1] + timedelta(days=1))
    chosen: date = st.selectbox(
        _("Month"),
        months,
        index=back,
        format_func=lambda day: telling.period(*planning.month(day)),
        width=170,
        persist_state="session",
        key=key,
    )
    return chosen


def _whose(person: Person) -> int | None:
    """One's own, everybody's, or a colleague's."""
    with store.reading() as s:
        staff = offered(s, person).staff
    others = [key for key in staff if key != person.id]
    words = {person.id: _("Mine"), EVERYBODY: _("Everybody's")} | {key: staff[key] for key in others}
    chosen = st.selectbox(
        _("Whose visits"),
        list(words),
        index=1 if person.may(Right.PLAN) else 0,
        format_func=words.__getitem__,
        width=170,
        persist_state="session",
        key="plan.whose",
    )
    return chosen or None


def _sheet(
    first: date, last: date, days: tuple[DayCount, ...], today: date, account_id: int | None, sees: bool
) -> None:
    waiting, done = sum(each.open for each in days), sum(each.done for each in days)
    month = telling.period(first, last)
    line = _("{month}: {n} visits still to make, {done} made").format(month=month, n=waiting, done=done)
    st.text(line)
    st.space("xsmall")  # the chart's toolbar floats here
    key = f"plan.sheet.{first.isoformat()}.{account_id or EVERYBODY}"

    def picked() -> None:
        event = state.value(key)
        day = next(iter(event.selection.get(PICKED, [])), None) if event else None
        if day:
            state.put(f"{DAY}.{first.isoformat()}", date.fromisoformat(day["date"]))

    st.vega_lite_chart(
        spec(first, last, days, today, look.colours(), look.on_a_phone(), language()),
        theme=None,
        width="stretch",
        on_select=picked if sees else "ignore",
        key=key,
        alt=_("The days of the month, each with its number of visits"),
    )
    st.caption(
        _("Large: still to visit; in brackets: visited. Today has a star. A window without a day is on its last.")
    )


def _one_day(person: Person, first: date, days: tuple[DayCount, ...], today: date, account_id: int | None) -> None:
    if not days:
        look.nothing(_("Nothing is planned or due in this month."), "event_available")
        return
    known = {each.day: each for each in days}
    key = f"{DAY}.{first.isoformat()}"
    chosen = state.value(key)
    options = sorted({*known, *([chosen] if chosen else [])})
    usual = next((day for day in options if day >= today and day in known), options[-1])
    day: date = st.selectbox(
        _("Day"),
        options,
        index=options.index(usual),
        format_func=lambda one: _told(one, known.get(one)),
        persist_state="page",
        key=key,
    )
    with store.reading() as s:
        rows = plan.visits(s, person, day, day, account_id)
    if not rows:
        st.caption(_("No visit on this day."))
    plan_list.show(person, rows, today, f"plan.day.{day.isoformat()}")


def _told(day: date, there: DayCount | None) -> str:
    n = there.open if there else 0
    words = _("{day}, {n} to visit") if n or not there else _("{day}, all visited")
    return words.format(day=telling.full_day(day), n=n)


def gathered(first: date, last: date, account_id: int | None, s: Any, viewer: Person, today: date) -> list_out.Gathered:
    """The visits of the month that is shown, planned or due."""
    told = [(_("Period"), telling.period(first, last), False)]
    if account_id:
        told.append((_("Whose visits"), offered(s, viewer).staff.get(account_id, "?"), False))
    rows = plan.visits(s, viewer, first, last, account_id)
    named = ["account"] if account_id else []
    return list_out.Gathered("planned visits", _("Planned visits"), PlanRow, rows, named, told)


def _file(account_id: int | None, today: date) -> None:
    st.download_button(
        _("Calendar file"),
        data=partial(made, state.secret(), account_id, language()),
        file_name=f"{_('Visits')} {today.isoformat()}.ics",
        mime="text/calendar",
        icon=":material/download:",
        on_click="ignore",
        help=_("For a telephone or Outlook: the next three months, doors only, no names."),
        key="plan.ics",
    )


def made(secret: str | None, account_id: int | None, spoken: str) -> bytes:
    """The file, when it is asked for: written to the log, then made. Who asks is looked up anew."""
    with speaking(spoken):
        now, today = clock.now(), clock.today()
        with store.writing() as s:
            viewer = sign_in.person(s, secret, now)
            if viewer is None:
                raise Refused(_("Sign in to go on."))
            rows: list[Any] = [
                row for row in plan.visits(s, viewer, today, today + QUARTER, account_id) if not row.fulfilled_on
            ]
            log_export(s, viewer, "calendar", len(rows))
        return ics(rows, _("Visits"), now)
