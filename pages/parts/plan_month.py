"""A month proposed, looked at and kept; the quarter and the year behind it in numbers."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import pyarrow as pa  # type: ignore[import-untyped]
import streamlit as st

from db import planning, store, telling
from db.changes import plan as change
from db.choices import Tier
from db.planning import Meant, Proposal
from db.queries import proposal as queries
from db.queries.offered import offered
from db.rights import Person
from db.words import N_, _
from pages.parts import edit, look, table
from pages.parts.plan_calendar import ask_month

SPANS = {1: N_("One month"), 3: N_("Three months"), 12: N_("Twelve months")}
NOBODY = 0  # in a list of people: those without a responsible visitor


def show(person: Person, today: date) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom", gap="small"):
        months = st.segmented_control(
            _("For"),
            list(SPANS),
            default=1,
            required=True,
            format_func=lambda n: _(SPANS[n]),
            persist_state="page",
            key="plan.span",
        )
        start, last = planning.month(ask_month(today, "plan.proposed"), months or 1)
        first = max(start, today)
        most = 0
        if months == 1:
            most = st.number_input(
                _("Visits a day at most"), 1, 30, planning.MOST, width=150, persist_state="page", key="plan.most"
            )
        free = _days_off(first, last)
    with store.reading() as s:
        names = {NOBODY: _("No visitor named")} | dict(offered(s, person).staff)
    if months != 1:
        _numbers(person, first, last, free, names, today)
        return
    with store.reading() as s:
        found = queries.proposal(s, person, first, last, free, most, today)
    if not found.lines and not found.left:
        look.nothing(
            _("Nothing is due in this month. Set tiers in the register: households without a tier are never due."),
            "event_available",
        )
        return
    _preview(person, found, first, names)
    if st.button(
        _("Keep this plan: {n} visits").format(n=len(found.lines)),
        type="primary",
        icon=":material/event_available:",
        key="plan.keep",
    ):
        edit.do(_("Plan of the month"), lambda s: change.save_month(s, person, today, found.lines))
    st.caption(_("Regular visits planned before for these households are planned anew; all others stay."))


def _days_off(first: date, last: date) -> tuple[date, ...]:
    """Saturdays and Sundays are free by themselves; others are named."""
    return tuple(
        st.multiselect(
            _("Other days off"),
            planning.working_days(first, last),
            format_func=telling.full_day,
            placeholder=_("None"),
            width=260,
            persist_state="page",
            key=f"plan.off.{first.isoformat()}.{last.isoformat()}",
        )
    )


def _preview(person: Person, found: Proposal, first: date, names: Mapping[int, str]) -> None:
    load = found.load()
    working = set(found.days)
    late = sum(1 for line in found.lines if line.start < first and line.end == line.on)
    over = sum(1 for n in load.values() if n > found.most)
    rest = sum(1 for line in found.lines if line.on not in working)
    said = [_("{n} visits").format(n=len(found.lines))]
    if over:
        said.append(_("{n} days with more than {most}").format(n=over, most=found.most))
    if rest:
        said.append(_("{n} on days off: their window has no other").format(n=rest))
    look.section(_("Proposal"), _(", ").join(said))
    people = list(dict.fromkeys(line.account_id for line in found.lines))
    tiers = [tier for tier in (*Tier, None) if tier in set(found.tiers.values())]
    lines = []
    for who in people:
        mine = [line for line in found.lines if line.account_id == who]
        days = {day: n for (one, day), n in load.items() if one == who}
        counted = [sum(1 for line in mine if found.tiers[line.household_id] is tier) for tier in tiers]
        lines.append([names.get(who or NOBODY, _("Left")), *counted, len(mine), min(days.values()), max(days.values())])
    heads = [_("Visitor"), *(_(tier.label) if tier else _("Not assessed") for tier in tiers), _("Together")]
    grid([*heads, _("Emptiest day"), _("Fullest day")], lines, "plan.people")
    who = st.selectbox(
        _("Day by day"),
        [who or NOBODY for who in people],
        format_func=lambda key: names.get(key, _("Left")),
        width=260,
        persist_state="page",
        key="plan.by_day",
    )
    _by_day(person, [line for line in found.lines if (line.account_id or NOBODY) == who])
    if found.left:
        n = len(found.left)
        st.info(
            _("{n} overdue households found no room. Raise the day's most, or let a colleague take some.").format(n=n)
        )
    if late:
        n = late
        st.caption(_("Overdue already, each on the first day with room: {n}.").format(n=n))


def _by_day(person: Person, lines: Sequence[Meant]) -> None:
    with store.reading() as s:
        doors = queries.doors(s, person, tuple(dict.fromkeys(line.household_id for line in lines)))
    rows = []
    for line in lines:
        there = doors[line.household_id]
        window = _("{start} to {end}").format(start=telling.day(line.start), end=telling.day(line.end))
        tier = _(there.tier.label) if there.tier else ""
        rows.append([telling.full_day(line.on), there.door, there.head, tier, window])
    grid([_("Day"), _("Door"), _("Head of household"), _("Tier"), _("Window")], rows, "plan.day_by_day")


def _numbers(
    person: Person, first: date, last: date, free: tuple[date, ...], names: Mapping[int, str], today: date
) -> None:
    """By person and by tier: how many visits each month asks for, when each is made in its window."""
    with store.reading() as s:
        found = queries.numbers(s, person, first, last, free, today)
    if not found:
        look.nothing(_("Nothing is due in this time."), "event_available")
        return
    months = sorted({month for _who, month, _tier in found})
    heads = [telling.period(*planning.month(month)) for month in months]
    people = sorted({who for who, _month, _tier in found}, key=lambda who: (who is None, who or 0))
    look.section(_("By visitor"), _("{n} visits").format(n=sum(found.values())))
    by_person = [
        [names.get(who or NOBODY, _("Left")), *_summed(found, months, lambda key, who=who: key[0] == who)]
        for who in people
    ]
    grid([_("Visitor"), *heads, _("Together")], by_person, "plan.by_person")
    look.section(_("By tier"))
    by_tier = [
        [
            _(tier.label) if tier else _("Not assessed"),
            *_summed(found, months, lambda key, tier=tier: key[2] is tier),
        ]
        for tier in (*Tier, None)
        if any(key[2] is tier for key in found)
    ]
    grid([_("Tier"), *heads, _("Together")], by_tier, "plan.by_tier")
    st.caption(_("Each window is counted from the visit before; what is found at the door will change this."))


def _summed(found: Mapping[Any, int], months: Sequence[date], fits: Any) -> list[int]:
    counts = [sum(n for key, n in found.items() if key[1] == month and fits(key)) for month in months]
    return [*counts, sum(counts)]


def grid(heads: Sequence[str], lines: Sequence[Sequence[Any]], key: str) -> None:
    """A plain table of numbers and words."""
    columns = {head: [line[n] for line in lines] for n, head in enumerate(heads)}
    st.dataframe(
        pa.table(columns),
        hide_index=True,
        row_height=table.ROW,
        height=table.ROW * min(len(lines), table.MOST_HIGH) + table.HEADING,
        placeholder="",
        key=key,
    )
