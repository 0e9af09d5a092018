"""What this tab holds of the visit being written, and the draft that keeps it.

A short text reaches the server while it is typed, a choice at once, a long text when its area is left (Streamlit
sends it no sooner; leaving the window or locking the phone leaves the area too). Each time something has arrived and
differs, it goes into the draft. A lost connection or a restart of the server alone loses nothing: the browser keeps
what stands in the area, greyed until the connection is back, and sends it then. Only a page that is closed or reloaded
from within a long text loses what was added to that text.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import uuid4

from db import answers as typed
from db import clock, store
from db.changes.draft import discard_draft, save_draft
from db.queries import visit
from db.queries.visit import Kept, Stored
from db.rights import Person
from pages.parts import state

KEY = "visit.held"
BESIDE = ("staff", "signs", "version", "needs", "followed")  # kept in a draft beside the fields


@dataclass
class Settling:
    """A save that met another text: the visit and version it met, what was sent, and what differs."""

    visit_id: int
    version: int
    answers: dict[str, Any]
    differences: dict[str, tuple[Any, Any]]


@dataclass
class Held:
    """`text` is the answers as text, as the draft has them or as the form was opened.

    `needs` and `followed` are what `record_loop` takes, in plain answers: lines of problems and of follow-ups.
    """

    household_id: int
    visit_id: int | None
    token: str
    answers: dict[str, Any]
    text: str
    base: dict[str, Any] | None = None  # what was stored when the form was opened, where that is still known
    draft_id: int | None = None
    saved_at: datetime | None = None
    restored: bool = False
    part: int = 0
    round: int = 0  # goes up when the widgets are to be filled in anew
    settle: Settling | None = None
    stored_elsewhere: bool = False
    drawn: list[Any] = field(default_factory=list)  # the fields of the run before, see visit_ask.gather

    @property
    def key(self) -> str:
        return f"visit.{self.token}.{self.round}"

    @property
    def kind(self) -> str:
        return visit.NEW if self.visit_id is None else visit.editing(self.visit_id)

    @property
    def needs(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.answers.setdefault("needs", [])
        return found

    @property
    def followed(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.answers.setdefault("followed", [])
        return found

    def fields(self) -> dict[str, Any]:
        return {name: value for name, value in self.answers.items() if name not in BESIDE}


def held(person: Person, household_id: int, stored: Stored | None) -> Held:
    """The form of this household: as this tab has it, else as the draft has it, else new."""
    found: Held | None = state.value(KEY)
    visit_id = stored.id if stored else None
    if found is not None and (found.household_id, found.visit_id) == (household_id, visit_id):
        return found
    start = {**stored.answers, "staff": stored.staff, "version": stored.version} if stored else {"staff": [person.id]}
    text = told(start)
    new = Held(household_id, visit_id, uuid4().hex, start, text, base=dict(start))
    with store.reading() as s:
        kept = visit.draft(s, person, household_id, new.kind)
    if kept is not None:
        take(new, kept)
        # The same keys as before: after a restart the browser recognises its fields, and what is in them stays.
        new.restored, new.round = True, 0
        if stored is not None and new.answers.get("version") != stored.version:
            new.base = None
    state.put(KEY, new)
    return new


def take(form: Held, kept: Kept) -> None:
    """Fill the form in anew from the draft."""
    form.token, form.draft_id, form.saved_at = kept.token, kept.id, kept.saved_at
    form.answers, form.drawn = dict(kept.answers), []
    form.text = told(form.answers)
    form.round += 1


def elsewhere(person: Person, form: Held) -> Kept | None:
    """The draft, when another window of this person has written into it since this one did."""
    with store.reading() as s:
        kept = visit.draft(s, person, form.household_id, form.kind)
    if kept is None or told(kept.answers) == form.text:
        return None
    return kept


def keep(person: Person, form: Held, even_if_empty: bool = False) -> None:
    """Put what has changed into the draft."""
    text = told(form.answers)
    if text == form.text and not (even_if_empty and form.draft_id is None):
        return
    now = clock.now()
    with store.writing() as s:
        form.draft_id = save_draft(s, person, form.kind, form.household_id, form.token, now, form.answers)
    form.stored_elsewhere = form.draft_id is None
    form.text, form.saved_at = text, now


def discard(person: Person, form: Held) -> None:
    """Throw the draft away, and begin anew."""
    if form.draft_id is not None:
        with store.writing() as s:
            discard_draft(s, person, form.draft_id)
    forget()


def forget() -> None:
    state.drop(KEY)


def told(answers: Mapping[str, Any]) -> str:
    """The answers as text, to be compared: an empty one and none are the same."""
    return typed.to_text({name: value for name, value in answers.items() if value not in (None, "", [])})
