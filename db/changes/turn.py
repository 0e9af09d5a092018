"""The turns of a household's file: tier, state, responsible visitor, each with before, after and why."""

from datetime import datetime

from sqlmodel import Session

from db import clock
from db.choices import TurnKind
from db.models import Turn


def note(
    s: Session,
    household_id: int,
    kind: TurnKind,
    before: object,
    after: object,
    why: str = "",
    by_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Written within the deed that turns it; `by_id` None: it happened by itself, on its day."""
    s.add(
        Turn(
            household_id=household_id,
            kind=kind,
            before=_text(before),
            after=_text(after),
            why=why,
            by_id=by_id or None,
            at=at or clock.now(),
        )
    )
    s.flush()


def _text(value: object) -> str:
    return "" if value is None else str(value)
