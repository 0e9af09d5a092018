"""Has it helped? What was open when somebody last called is asked about, and what is under way can be ended here."""

from typing import Any

import streamlit as st

from db import telling
from db.choices import Helped, Level, MeasureState, NeedKind, Solved, Word
from db.fields import Choice, field_of
from db.models import EvaluationFields, Risks
from db.queries.door import Door
from db.queries.unsettled import Trouble, Work
from db.words import _
from pages.parts import form, look, visit_ask, visit_problems
from pages.parts.held import Held


def troubles(door: Door, held: Held) -> tuple[Trouble, ...]:
    """What is asked about. A visit that is put right later asks nothing anew."""
    return door.troubles if held.visit_id is None else ()


def unasked(door: Door, held: Held) -> int:
    told = {line["need_id"] for line in held.followed if line.get("solved")}
    return sum(trouble.id not in told for trouble in troubles(door, held))


def ask(door: Door, held: Held) -> None:
    _risk(door, held)
    for trouble in troubles(door, held):
        with st.container(border=True, gap="small"):
            _one(held, trouble)


def to_store(door: Door, held: Held) -> list[dict[str, Any]]:
    """The answers as `record_loop` takes them; what a colleague has ended in the meantime is not ended twice."""
    open_now = {work.id for trouble in troubles(door, held) for work in trouble.works}
    return [
        {**line, "done": [each for each in line["done"] if each["measure_id"] in open_now]} for line in held.followed
    ]


def _risk(door: Door, held: Held) -> None:
    """Before beside now, where either is known."""
    lines = []
    for scale, before in door.risks.items():
        now = held.answers.get(scale)
        if before is not None or now is not None:
            label = _(field_of(Risks, scale).show.label)
            lines.append(_("{risk}: {before} → {now}").format(risk=label, before=_level(before), now=_level(now)))
    if lines:
        look.fact(_("Risk last time → now"), "\n".join(lines))


def _level(level: Level | None) -> str:
    return _(level.label) if level is not None else _("not said")


def _one(held: Held, trouble: Trouble) -> None:
    key = f"{held.key}.follow.{trouble.id}"
    known = next((line for line in held.followed if line["need_id"] == trouble.id), None)
    line = known or {"need_id": trouble.id, "words": trouble.words, "done": []}
    with st.container(gap=None):
        st.text(trouble.words)
        day = telling.day(trouble.raised_on)
        label = _("{kind}, since {day}, {state}")
        st.caption(label.format(kind=_(trouble.kind.label), day=day, state=_(trouble.state.label)))
    for work in trouble.works:
        _work(line, work, f"{key}.{work.id}")
    line["solved"] = _choose(_said("solved"), Solved, line.get("solved"), f"{key}.solved")
    if line["solved"]:
        line["word"] = _choose(_said("word"), Word, line.get("word"), f"{key}.word")
        visit_ask.ask_line(held, line, EvaluationFields, key, ("new_difficulty",))
        if words := line.get("new_difficulty"):
            st.button(
                _("Write it down as a problem"),
                icon=":material/add:",
                type="tertiary",
                on_click=visit_problems.begin,
                args=(held, NeedKind.OTHER, words),
                key=f"{key}.raise",
            )
    is_said = bool(line["done"] or line.get("solved"))
    if is_said and known is None:
        held.followed.append(line)
    elif not is_said and known is not None:
        held.followed.remove(known)


def _work(line: dict[str, Any], work: Work, key: str) -> None:
    """Under way: tick when it is done, with what came of it. Done already: whether it helped."""
    if work.state is MeasureState.WAITING:
        st.text(_("{what} (waits for approval)").format(what=work.what))
        return
    known = next((each for each in line["done"] if each["measure_id"] == work.id), None)
    told: dict[str, Any] = known or {"measure_id": work.id, "result": "", "helped": None}
    is_done = work.state is MeasureState.DONE
    if not is_done:
        label = _("Done: {what}").format(what=look.plain(work.told))
        ticked = st.checkbox(label, value=known is not None, persist_state=form.KEEP, key=f"{key}.done")
        if not ticked:
            if known is not None:
                line["done"].remove(known)
            return
        told["result"] = st.text_input(
            _("What came of it"),
            value=told["result"],
            max_chars=300,
            live=form.PAUSE,
            persist_state=form.KEEP,
            key=f"{key}.result",
        )
        visit_ask.hint(told["result"])
    label = _("Did it do any good: {what}").format(what=look.plain(work.what)) if is_done else _("Did it do any good")
    told["helped"] = _choose(label, Helped, told["helped"], f"{key}.helped")
    is_said = not is_done or told["helped"] is not None
    if is_said and known is None:
        line["done"].append(told)
    elif not is_said and known is not None:
        line["done"].remove(known)


def _said(name: str) -> str:
    return _(field_of(EvaluationFields, name).show.label)


def _choose(label: str, choice: type[Choice], value: str | None, key: str) -> str | None:
    """One of a few, none chosen beforehand; as plain answers have it."""
    chosen: Choice | None = st.pills(
        label,
        list(choice),
        default=choice(value) if value else None,
        format_func=lambda each: _(each.label),
        persist_state=form.KEEP,
        key=key,
    )
    return chosen.value if chosen is not None else None
