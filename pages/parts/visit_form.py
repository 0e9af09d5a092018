"""The visit being written: the outcome first, then a door that stayed shut in two taps, or the six parts."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

import streamlit as st

from db import clock, guides, store, telling
from db.choices import Circumstance, Hazard, Level, Outcome, Way
from db.models import PARTS, Appeals, Meeting, Risks, Seen, VisitFields
from db.queries import hotlines
from db.queries import visit as queries
from db.queries.door import Door
from db.rights import Person
from db.words import N_, _
from pages.parts import crisis, go, look, photos, state, visit_ask, visit_help, visit_problems
from pages.parts.held import Held

NAMES = (N_("Contact"), N_("Appeals"), N_("Dwelling"), N_("Risk"), N_("Steps"), N_("Annexes"))
LAST = len(NAMES) - 1
SIGNS = (N_("Newspapers not taken in"), N_("Sounds inside"), N_("Neighbour saw them lately"), N_("A smell"))
REFUSALS = (
    N_("Not convenient today"),
    N_("Does not want to be disturbed"),
    N_("Does not agree to a file"),
    N_("Upset"),
)
NEWSPAPERS, SMELL = SIGNS[0], SIGNS[3]
SCALES = ("health", "safety", "stability")
TAPPED = 2  # the part in which most of what cannot wait is tapped


def ask_outcome(held: Held) -> Outcome | None:
    """Nothing is chosen beforehand. The time is taken when the outcome is."""
    outcome: Outcome | None = visit_ask.ask(held, VisitFields, "outcome")
    if outcome is not None and held.answers.get("at") is None:
        held.answers["at"] = clock.now().replace(second=0, microsecond=0)
    return outcome


def not_met(person: Person, door: Door, held: Held, outcome: Outcome) -> bool:
    """The second tap of two; true when it was made."""
    refused = outcome is Outcome.REFUSED
    if outcome is Outcome.NOT_REACHED:
        held.answers.setdefault("way", Way.PHONE)
    with st.container(border=True, gap="small"):
        if refused:
            st.markdown(_("Facts only, no judgement. Residents have the right not to be visited."))
        else:
            st.markdown(_("Next: ring the resident, then the emergency contact, then ask the neighbours."))
        signs = REFUSALS if refused else SIGNS
        held.answers["signs"] = st.pills(
            _("Their words, or what happened") if refused else _("Noticed at the door"),
            signs,
            selection_mode="multi",
            default=[sign for sign in held.answers.get("signs") or () if sign in signs],
            format_func=_,
            persist_state="page",
            key=f"{held.key}.signs.{refused}",
        )
        visit_ask.ask(held, Meeting, "door_note")
        with st.popover(_("Change the time"), icon=":material/schedule:"):
            visit_ask.ask(held, Meeting, "at")
        at = held.answers["at"]
        time = telling.time(at) if at else ""
        label = _("Note down: {outcome}　{time}").format(outcome=_(outcome.label), time=time)
        pressed = st.button(label, type="primary", width="stretch", icon=":material/check:", key="visit.save")
        at_once(person, door, held, outcome)  # below: two taps stay two taps, and the next page shows it again
    return pressed


def parts(person: Person, door: Door, held: Held, today: date) -> bool:
    """The six parts, in any order; true when the visit is to be saved."""
    st.pills(
        _("Part"),
        range(len(NAMES)),
        default=min(LAST, (go.number_asked("part") or 1) - 1),
        required=True,
        format_func=lambda part: _(NAMES[part]),
        key=f"{held.key}.part",
        label_visibility="collapsed",
        wrap=False,
        persist_state="page",
    )
    held.part = state.value(f"{held.key}.part", 0)
    go.remember("part", held.part + 1)
    with st.container():
        visit_help.remind(door, held)
    outcome = Outcome(held.answers["outcome"])
    if held.part != TAPPED:
        at_once(person, door, held, outcome)
    with st.container(border=True, gap="small"):
        n, title = held.part + 1, _(NAMES[held.part])
        st.subheader(f"{n}　{title}", anchor=False)
        match held.part:
            case 0:
                _meeting(person, held)
            case 1:
                visit_ask.ask(held, Appeals, "appeals", "said")
            case 2:
                *tapped, typed = Seen.model_fields
                visit_ask.ask(held, Seen, *tapped)
                at_once(person, door, held, outcome)  # under one's thumb: what opens it was tapped just above
                visit_ask.ask(held, Seen, typed)
            case 3:
                _risks(held)
            case visit_help.PART:
                visit_help.ask(person, door, held, today)
            case _:
                photos.ask(person, door, held, today)
    return _steps(door, held)


def _steps(door: Door, held: Held) -> bool:
    """Back, on, and save from wherever one is; only one of them is filled."""
    with st.container(horizontal=True):
        back = _("Back")
        st.button(back, on_click=_go, args=(door, held, -1), disabled=held.part == 0, width="stretch", key="visit.back")
        if held.part < LAST:
            st.button(
                _("Next"),
                on_click=_go,
                args=(door, held, 1),
                width="stretch",
                type="primary",
                icon=":material/arrow_forward:",
                icon_position="right",
                key="visit.next",
            )
    filled: Any = "primary" if held.part == LAST else "secondary"
    return st.button(_("Save visit"), type=filled, width="stretch", icon=":material/check:", key="visit.save")


def _go(door: Door, held: Held, step: int) -> None:
    """A part on or back; within part 5 a leaf, so that none is passed over."""
    leaves = visit_help.leaves(door, held)
    if held.part == visit_help.PART:
        place = leaves.index(visit_help.leaf(door, held)) + step
        if 0 <= place < len(leaves):
            visit_help.turn(held, leaves[place])
            return
    part = min(LAST, max(0, held.part + step))
    state.put(f"{held.key}.part", part)
    if part == visit_help.PART:
        visit_help.turn(held, leaves[0 if step > 0 else -1])


def way_to(door: Door, held: Held, problems: Iterable[str]) -> None:
    """One tap to the part where the first of the problems is, and there to its leaf and line."""
    if not Outcome(held.answers["outcome"]).seen:
        return
    part, leaf, line = _place(set(problems))
    if part == held.part and leaf in ("", visit_help.leaf(door, held)) and line is None:
        return
    label = _("Go to “{part}”").format(part=_(visit_help.NAMES[leaf] if leaf else NAMES[part]))
    st.button(label, on_click=_go_to, args=(held, part, leaf, line), key="visit.way")


def _place(problems: set[str]) -> tuple[int, str, int | None]:
    for n, part in enumerate(PARTS):
        if problems & set(part.model_fields):
            return n, visit_help.HELP if n == visit_help.PART else "", None
    lines = sorted(int(problem.split(".")[1]) for problem in problems if problem.startswith("needs."))
    if lines:
        return visit_help.PART, visit_help.PROBLEMS, lines[0]
    return visit_help.PART, visit_help.FOLLOW, None


def _go_to(held: Held, part: int, leaf: str, line: int | None) -> None:
    state.put(f"{held.key}.part", part)
    if leaf:
        visit_help.turn(held, leaf)
    if line is not None:
        visit_problems.look_at(held, held.needs[line])


def _meeting(person: Person, held: Held) -> None:
    with store.reading() as s:
        colleagues = queries.colleagues(s, person)
    visit_ask.ask(held, Meeting, "at", "way")
    _ask_staff(held, colleagues)
    visit_ask.ask(held, Meeting, "companions", "changes")


def _ask_staff(held: Held, colleagues: Mapping[int, str]) -> None:
    """Oneself first; colleagues who came along by a tap."""
    went = [account for account in held.answers.get("staff") or () if account in colleagues]
    held.answers["staff"] = st.pills(
        _("Visitors"),
        list(colleagues),
        selection_mode="multi",
        default=went,
        format_func=lambda account: look.plain(colleagues[account]),
        persist_state="page",
        key=f"{held.key}.staff",
    )


def _risks(held: Held) -> None:
    """Why is asked where there is something to say."""
    for scale in SCALES:
        level = visit_ask.ask(held, Risks, scale)
        if level not in (None, Level.NONE) or held.answers.get(f"{scale}_why"):
            visit_ask.ask(held, Risks, f"{scale}_why")
    visit_ask.ask(held, Risks, "root_cause", "duration", "origin")


def at_once(person: Person, door: Door, held: Held, outcome: Outcome) -> None:
    """What is done before any form. A place of its own, so that what is typed beneath stays where it is."""
    with st.container():
        last = door.last.outcome if door.last else None
        if held.visit_id is not None:  # the last visit may be this very one
            with store.reading() as s:
                last = hotlines.before(s, person, held.visit_id)
        circumstances: list[Circumstance] = [*(held.answers.get("circumstances") or ())]
        hazards: list[Hazard] = [*(held.answers.get("hazards") or ())]
        signs = set() if outcome.seen else set(held.answers.get("signs") or ())
        if SMELL in signs:
            circumstances.append(Circumstance.GAS_SMELL)
        if signs & {NEWSPAPERS, SMELL}:
            hazards.append(Hazard.SIGNS)
        if opened := guides.opened(outcome, last, circumstances, hazards):
            with store.reading() as s:
                lines = hotlines.numbers(s)
            crisis.show(opened, lines, crisis.contacts(door))


def to_store(held: Held, outcome: Outcome) -> dict[str, Any]:
    """The answers as they are stored; what was tapped at the door is put into words."""
    answers = held.fields()
    answers["way"] = answers.get("way") or Way.HOME
    if not outcome.seen and (signs := held.answers.get("signs")):
        answers["door_note"] = _told([*(_(sign) for sign in signs), answers.get("door_note") or ""])
        if NEWSPAPERS in signs and Hazard.SIGNS not in (found := answers.get("hazards") or []):
            answers["hazards"] = [*found, Hazard.SIGNS]  # so that risk counts it too
    return answers


def _told(pieces: Iterable[str]) -> str:
    return "，".join(piece.strip() for piece in pieces if piece.strip())


def earlier_today(person: Person, door: Door, held: Held, today: date) -> None:
    """A second visit on one day is possible, and more often a mistake."""
    if held.visit_id is not None:
        return
    with store.reading() as s:
        earlier = queries.earlier_today(s, person, door.id, today)
    if earlier:
        times = "，".join(telling.time(moment) for moment in earlier)
        st.info(_("You have already recorded a visit here today: {times}.").format(times=look.plain(times)))


def draft_line(held: Held) -> None:
    """What is kept, and what is not yet."""
    if held.saved_at is None:
        return
    time = telling.time(held.saved_at)
    line = _("Draft kept {time}. A long text is kept once you tap outside its box.").format(time=time)
    st.caption(f":material/cloud_done: {line}")


assert len(PARTS) + 1 == len(NAMES)
