"""After a visit is saved: what was kept, what it planned and brought into the loop by itself, and what comes next."""

from datetime import date

import streamlit as st

from db import store, telling
from db.choices import MeasureKind, MeasureState, PlanWhy, Solved, Word
from db.queries.brought import Asked, Brought, Raised, brought, next_call
from db.queries.door import Door, Planned
from db.queries.visit import Stored
from db.rights import Person
from db.words import _
from pages.parts import edit, go, look, plan_deeds, state, visit_facts

TOAST = "visit.toast"


def show(person: Person, door: Door, stored: Stored, today: date) -> None:
    """What was saved and when, and what comes next."""
    with store.reading() as s:
        found = brought(s, person, stored.id)
        following = next_call(s, person, door.id, today)
    at, outcome, next_on = (stored.answers[name] for name in ("at", "outcome", "next_on"))
    time = telling.time(stored.saved_at)
    if state.value(TOAST):
        state.drop(TOAST)
        look.saved(f"{door.door}　{_(outcome.label)}", time)
    edit.tell()
    line = _("Visit of {time}: {outcome}").format(time=telling.moment(at), outcome=_(outcome.label))
    look.head(look.plain(door.door), line)
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
        _next(door, found)
        with st.container(horizontal=True):
            label = _("Next household: {door}").format(door=look.plain(following.door)) if following else ""
            label = label or _("Next household")
            if st.button(label, type="primary", icon=":material/arrow_forward:", key="visit.next_door"):
                go.here({"no": following.no} if following else None)
            if st.button(_("Open file"), icon=":material/folder_open:", key="visit.file"):
                go.household(door.no)
            if st.button(_("Put it right"), icon=":material/edit:", key="visit.edit"):
                go.here({"visit": stored.id})


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
