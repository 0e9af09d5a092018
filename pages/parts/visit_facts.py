"""Before the door: what one should know first, who lives there, and whom to ring."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from db import privacy, telling
from db.choices import HouseholdState, NeedState, PlanWhy
from db.clock import day_of
from db.queries.door import Door, LastTime, Someone
from db.queries.unsettled import Work
from db.words import _
from pages.parts import look

MOST_CALLS = 3
FIRST = 2  # facts a phone shows at once: what comes next, the outcome, belongs on the first screen
MOST_LINES = 4  # of promises, and of problems: the rest is in the file


def heading(door: Door) -> None:
    st.title(look.plain(door.door), anchor=False)
    with look.beside():
        if door.head:
            st.text(described(door.head), width="content")
        look.tier(door.tier)
        if door.state is not HouseholdState.ACTIVE:
            st.badge(_(door.state.label), color="gray")


def described(one: Someone) -> str:
    """陈玉芬，女，83 岁."""
    age = _("{n} years old").format(n=one.age) if one.age is not None else ""
    return _(", ").join(filter(None, (one.name, _(one.sex.label) if one.sex else "", age)))


def show(door: Door, today: date) -> None:
    """The safety note stands alone on top; the rest is in one box, what was promised first."""
    if door.safety_note:
        st.error(look.plain(door.safety_note), icon=":material/front_hand:")
    with st.container(border=True, gap="small"):
        if door.avoid:
            look.fact(_("Ways to avoid"), door.avoid)
        if promises := door.promises:
            _promises(promises, today)
        for label, lines in (_("Problems open"), _problems(door)), (_("Planned visit"), plans(door)):
            if lines:
                look.fact(label, "\n".join(lines))
        told = facts(door, today)
        first = FIRST if look.on_a_phone() else len(told)
        _in_pairs(told[:first])
        calls(door)
        if told[first:]:
            with st.expander(_("More about this household")):
                _in_pairs(told[first:])


def _in_pairs(told: Sequence[tuple[str, str]]) -> None:
    for left, right in zip(told[::2], [*told[1::2], None], strict=False):
        for place, one in zip(st.columns(2, wrap=False), (left, right), strict=True):
            if one:
                with place:
                    look.fact(*one)


def _promises(promises: Sequence[Work], today: date) -> None:
    """What we said we would do: whoever lives there will ask."""
    with st.container(gap="xsmall"):
        st.caption(_("Promised"))
        for work in promises[:MOST_LINES]:
            n = (today - work.due).days
            with look.row():
                with look.words():
                    st.text(work.what if n > 0 else _(", ").join((work.what, _by(work.due))))
                if n > 0:
                    st.badge(_("{n} days late").format(n=n), color="red", icon=":material/schedule:")
        if (more := len(promises) - MOST_LINES) > 0:
            st.caption(_("and {n} more in the file").format(n=more))


def _problems(door: Door) -> list[str]:
    """What is open, and what came of it so far."""
    there = [one for one in door.troubles if one.state is not NeedState.CLOSED]
    lines = [_("{words} ({state})").format(words=one.words, state=_(one.state.label)) for one in there[:MOST_LINES]]
    more = len(there) - MOST_LINES
    return [*lines, _("and {n} more in the file").format(n=more)] if more > 0 else lines


def plans(door: Door) -> list[str]:
    """What is planned and why, what ends first at the head; else the regular visit."""
    if not door.plans:
        return [f"{_(PlanWhy.INTERVAL.label)}　{_by(door.due_on)}"] if door.due_on else []
    return [
        "　".join(filter(None, (_(plan.why.label), telling.day(plan.on) if plan.on else _by(plan.end), plan.words)))
        for plan in door.plans[:MOST_LINES]
    ]


def _by(day: date) -> str:
    return _("by {day}").format(day=telling.day(day))


def facts(door: Door, today: date) -> list[tuple[str, str]]:
    """Each with its label; what is not known is left out, save that nobody has been here yet."""
    last, met = door.last, door.met
    told = [(_("Last time"), _last(last) if last else _("Not visited yet"))]
    if met:
        told += [
            (_("Measures noted then") if door.promises else _("Promised"), met.promised),
            (_("To look at"), met.focus),
            (_("Asked for"), str(privacy.told(met.appeals))),
            (_("Hazards then"), str(privacy.told(met.hazards))),
            (_("Noticed then"), str(privacy.told(met.circumstances))),
        ]
    if last and last.next_on and not door.plans:
        told.append((_("Agreed for"), telling.full_day(last.next_on)))
    told += [
        (_("Lives here"), "\n".join(_short(one) for one in door.people if one.lives_here)),
        (_("Hardships"), str(privacy.told(door.kinds))),
        (_("Emergency contact"), "\n".join(_contact(one) for one in door.people if one.is_emergency) or door.others),
    ]
    return [(label, value) for label, value in told if value]


def _last(last: LastTime) -> str:
    return f"{telling.day(day_of(last.at))} {telling.way_and_outcome(last.way, last.outcome)}"


def _short(one: Someone) -> str:
    age = _("{n} years old").format(n=one.age) if one.age is not None else ""
    return " ".join(filter(None, (one.name, age)))


def _contact(one: Someone) -> str:
    return f"{one.name}（{one.relation}）" if one.relation else one.name


def calls(door: Door) -> None:
    """One tap rings: the head first, then those to be rung in need."""
    ringable = [one for one in door.people if number(one.phone)]
    ringable.sort(key=lambda one: (not one.is_head, not one.is_emergency))
    if not ringable:
        return
    with st.container(horizontal=True):
        for place, one in enumerate(ringable[:MOST_CALLS]):
            label = _("Ring {who}").format(who=look.plain(one.name))
            tel = number(one.phone)
            st.link_button(label, f"tel:{tel}", icon=":material/call:", width="stretch", key=f"visit.call.{place}")


def number(phone: str) -> str:
    """What a telephone can dial of a typed number: its first run of digits, blanks and dashes taken out."""
    digits = ""
    for c in phone.strip():
        if c.isdecimal() and c.isascii() or (c == "+" and not digits):
            digits += c
        elif c not in " -()（）" and digits:
            break
    return digits if len(digits) >= 5 else ""
