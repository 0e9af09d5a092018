"""After a visit is saved: what was kept, what it planned and brought into the loop by itself, and what comes next."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from db import store, telling
from db.changes.plan import plan_visit
from db.choices import HouseholdState, MeasureKind, MeasureState, PlanWhy, Solved, Word
from db.clock import day_of
from db.queries import hotlines, risk
from db.queries.brought import Asked, Brought, Raised, brought, next_call
from db.queries.door import Door, Planned
from db.queries.visit import Stored
from db.rights import Person
from db.words import _
from pages.parts import crisis, edit, go, home_parts, look, plan_deeds, state, visit_facts

TOAST = "visit.toast"
ONE = timedelta(days=1)


def show(person: Person, door: Door, stored: Stored, today: date) -> None:
    """What was saved and when, and what comes next."""
    with store.reading() as s:
        found = brought(s, person, stored.id)
        following = next_call(s, person, door.id, today)
    at, next_on = (stored.answers[name] for name in ("at", "next_on"))
    outcome = telling.outcome(stored.answers["way"], stored.answers["outcome"])
    time = telling.time(stored.saved_at)
    if state.value(TOAST):
        state.drop(TOAST)
        look.saved(f"{door.door}　{outcome}", time)
    edit.tell()
    line = _("Visit of {time}: {outcome}").format(time=telling.moment(at), outcome=outcome)
    look.head(look.plain(door.door), line)
    is_pressing = today - day_of(stored.saved_at) <= ONE and _at_once(person, door, stored, today)
    with st.container(border=True, gap="small"):
        line = _("Saved {time}. This is visit {n} to this household.").format(time=time, n=door.visits)
        st.markdown(f":material/check_circle: {line}")
        for plan in found.plans:
            _planned(plan)
        if not found.plans and not next_on:
            st.caption(_("No next visit was agreed."))
            if lines := visit_facts.plans(door):
                look.fact(_("Planned visit"), "\n".join(lines))
            if st.button(_("Plan a visit"), icon=":material/event:", type="tertiary", key="visit.plan"):
                plan_deeds.plan_visit(person, today, door.id, account_id=person.id)
        _loop(found)
        _moved(person, door, stored)
        _next(door, found)
        with st.container(horizontal=True):
            label = _("Next household: {door}").format(door=look.plain(following.door)) if following else ""
            label = label or _("Next household")
            kind: Any = "secondary" if is_pressing else "primary"
            if st.button(label, type=kind, icon=":material/arrow_forward:", key="visit.next_door"):
                go.here({"no": following.no} if following else None)
            if st.button(_("Open file"), icon=":material/folder_open:", key="visit.file"):
                go.household(door.no)
            if st.button(_("Put it right"), icon=":material/edit:", key="visit.edit"):
                go.here({"visit": stored.id})


def _at_once(person: Person, door: Door, stored: Stored, today: date) -> bool:
    """The guide of a visit that found danger; true while the visit within 24 hours is still to be planned."""
    with store.reading() as s:
        opened = hotlines.guides_of(s, person, stored.id)
        lines = hotlines.numbers(s)
    if not opened:
        return False
    is_pressing = door.state is HouseholdState.ACTIVE and _again(person, door, stored, today)
    crisis.show(opened, lines, crisis.contacts(door))
    return is_pressing


def _again(person: Person, door: Door, stored: Stored, today: date) -> bool:
    """The visit within 24 hours: that it is planned, or one tap that plans it.

    Who was met is to be seen again tomorrow: a plan for today would be kept by the visit just made. Who was not met,
    today still.
    """
    tomorrow = today + ONE
    there = [plan for plan in door.plans if today <= plan.end <= tomorrow]
    with st.container(border=True, gap="small"):
        if there:
            day = telling.full_day(there[0].on or there[0].end)
            look.fact(_("Revisit within 24 hours"), _("Planned, by {day}").format(day=day))
            return False
        st.markdown(_("**Go again within 24 hours.** It is not planned yet."))
        label = look.plain(_("Plan it: by {day}").format(day=telling.full_day(tomorrow)))
        if st.button(label, type="primary", icon=":material/event:", key="visit.again"):
            what = _("Revisit within 24 hours")  # and no word of why: plans are printed and carried about
            start = tomorrow if stored.answers["outcome"].seen else today
            answers = {"start": start, "end": tomorrow, "why": PlanWhy.FOLLOW_UP, "words": what}
            edit.do(what, lambda s: plan_visit(s, person, door.id, today, answers))
    return True


def _planned(plan: Planned) -> None:
    """A great change cannot wait; the rest is a date."""
    if plan.why is PlanWhy.MAJOR_CHANGE:
        day = telling.day(plan.end)
        sentence = _("Great change ({what}): call there by {day}. It is planned.")
        st.error(sentence.format(what=look.plain(plan.words), day=look.plain(day)), icon=":material/bolt:")
        return
    day = telling.full_day(plan.on or plan.end)
    window = _("{start} to {end}").format(start=telling.day(plan.start), end=telling.day(plan.end))
    look.fact(_("Planned: follow-up visit"), _("{day} ({window} will do)").format(day=day, window=window))


def _moved(person: Person, door: Door, stored: Stored) -> None:
    """What this visit did to the tier: set by itself and at once, or advised another; the file says why."""
    with store.reading() as s:
        tiers = risk.set_at_once(s, person, stored.id, stored.saved_at)
        what = _("Tier, by itself and at once") if tiers else _("Advised tier")
        tiers = tiers or risk.moved(s, person, stored.id, stored.saved_at)
    if tiers is None:
        return
    before, after = (home_parts.tag_of(tier) if tier else _("Not assessed") for tier in tiers)
    with look.row():
        line = f":material/swap_vert: {look.plain(what)}　{before} → {after}"
        st.markdown(line, width="stretch")
        if st.button(_("See why"), type="tertiary", key="visit.why"):
            go.household(door.no)


def _loop(found: Brought) -> None:
    if found.raised:
        look.fact(_("Problems written down"), "\n".join(line for one in found.raised for line in _raised(one)))
    if found.done:
        look.fact(_("Done that day"), "\n".join(found.done))
    if found.asked:
        look.fact(_("Asked about"), "\n".join(_told(one) for one in found.asked))


def _raised(one: Raised) -> list[str]:
    return ["　".join((_(one.kind.label), one.words)), *(f"· {work.told}" for work in one.works)]


def _told(one: Asked) -> str:
    """地面湿滑：已解决，满意"""
    said = [_(one.solved.label), _(one.word.label) if one.word is not Word.NOT_ASKED else ""]
    return _("{line}: {why}").format(line=one.words, why=_(", ").join(filter(None, said)))


def _next(door: Door, found: Brought) -> None:
    """What this visit makes necessary; each is a deed of its own, in the household file."""
    works = [work for one in found.raised for work in one.works]
    steps = []
    if any(work.kind is MeasureKind.FEE_RELIEF and work.state is MeasureState.WAITING for work in works):
        steps.append(_("Fee relief waits for the manager’s approval."))
    if any(one.can_close for one in found.asked):
        steps.append(_("Told solved: close the problem in the household file."))
    if any(one.can_reopen for one in found.asked):
        steps.append(_("Not solved after all: open the problem again in the household file."))
    for step in steps:
        st.caption(f":material/arrow_forward: {look.plain(step)}")
    if found.raised or any(one.solved is not Solved.YES for one in found.asked):
        label = _("Refer to another office")
        if st.button(label, icon=":material/outgoing_mail:", type="tertiary", key="visit.refer"):
            go.household(door.no)
