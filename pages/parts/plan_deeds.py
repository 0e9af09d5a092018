"""One planned visit: made by hand, moved, given up. One function opens one dialog."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from db import store
from db.changes import plan as change
from db.errors import Invalid
from db.models import PlanFields, WhyFields
from db.queries import find, plan
from db.queries.offered import offered
from db.rights import Person
from db.words import _
from pages.parts import edit, form, state

MADE = "plan.made"  # counted up: the next form is a new one
FIELDS = ("start", "end", "on", "words", "account_id")
A_WEEK = timedelta(days=6)


def plan_visit(
    actor: Person,
    today: date,
    household_id: int | None = None,
    start: date | None = None,
    end: date | None = None,
    account_id: int | None = None,
) -> None:
    """Without a household it is looked for in the dialog."""
    with store.reading() as s:
        staff = offered(s, actor).staff
    key = f"plan.new.{household_id or 0}.{state.value(MADE, 0)}"

    def save(s: Any, _version: int, answers: form.Answers) -> None:
        chosen = household_id or answers.get("household_id")
        kept = {name: value for name, value in answers.items() if name != "household_id"}
        if chosen is None:
            raise Invalid({"household_id": _("Choose the household.")})
        change.plan_visit(s, actor, chosen, today, kept)
        state.put(MADE, state.value(MADE, 0) + 1)

    first = max(start or today, today)
    edit.dialog(
        _("Plan a visit"),
        PlanFields,
        key,
        save,
        value={"start": first, "end": max(end or first + A_WEEK, first), "account_id": account_id},
        options={"account_id": staff},
        only=FIELDS,
        above=None if household_id else lambda: _which(actor, key),
    )


def move(actor: Person, row: plan.PlanRow, today: date) -> None:
    with store.reading() as s:
        stored, staff = plan.one(s, actor, row.id), offered(s, actor).staff
    edit.dialog(
        _("Move a planned visit"),
        PlanFields,
        f"plan.{row.id}.{stored.version}",
        lambda s, version, answers: change.move_plan(
            s, actor, row.id, version, today, {**answers, "why": plan.one(s, actor, row.id).why}
        ),
        version=stored.version,
        newest=lambda s: plan.one(s, actor, row.id).version,
        value={name: getattr(stored, name) for name in FIELDS},
        options={"account_id": staff},
        only=FIELDS,
    )


def give_up(actor: Person, row: plan.PlanRow) -> None:
    edit.dialog(
        _("Give up a planned visit"),
        WhyFields,
        f"plan.drop.{row.id}.{row.version}",
        lambda s, _version, answers: change.drop_plan(s, actor, row.id, answers["why"]),
        words=_("Give up"),
    )


def _which(actor: Person, key: str) -> form.Answers:
    """Find the household by part of a name, room or phone."""
    text = st.text_input(_("Name, room or phone"), placeholder="3-1202", live="300ms", key=f"{key}.search")
    if not text.strip():
        return {}
    with store.reading() as s:
        found = {row.id: f"{row.door}　{row.head}" for row in find.find(s, actor, text).rows}
    if not found:
        st.caption(_("Nobody found. Type less."))
        return {}
    chosen = st.selectbox(
        _("Household"),
        list(found),
        format_func=found.__getitem__,
        key=f"{key}.household",
    )
    return {"household_id": chosen}
