"""Forms that are being filled in. Kept as they are typed, taken away by the deed that stores what they became.

A draft is nobody's record yet: it is read by its owner alone, has no version, and is not written to the log.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, delete, select, update

from db import answers as typed
from db.errors import NotFound
from db.models import Attachment, Draft, Visit
from db.rights import Person, Right, require
from db.words import _


def save_draft(
    s: Session,
    actor: Person,
    kind: str,
    household_id: int | None,
    token: str,
    now: datetime,
    answers: Mapping[str, Any],
) -> int | None:
    """Keep what is typed so far. None when the form with this token has been stored in the meantime."""
    require(actor, Right.RECORD)
    text = typed.to_text(answers)
    draft = s.exec(select(Draft).where(Draft.token == token, Draft.account_id == actor.id)).first()
    if draft is None:
        if s.exec(select(Visit.id).where(Visit.token == token)).first() is not None:
            return None
        draft = Draft(account_id=actor.id, kind=kind, household_id=household_id, token=token, saved_at=now)
    if draft.answers != text or draft.id is None:
        draft.answers, draft.saved_at = text, now
        s.add(draft)
        s.flush()
    return draft.id


def discard_draft(s: Session, actor: Person, draft_id: int) -> None:
    """Throw away a draft and the pictures taken for it."""
    require(actor, Right.RECORD)
    draft = _own(s, actor, draft_id)
    if draft is None:
        return
    s.exec(delete(Attachment).where(col(Attachment.draft_id) == draft_id))
    s.delete(draft)
    s.flush()


def hand_over(s: Session, actor: Person, draft_id: int | None, visit_id: int) -> None:
    """The draft became this visit: its pictures go with it. Called within the deed that stores the visit."""
    draft = _own(s, actor, draft_id)
    if draft is None:  # none was begun, or another window has handed it over
        return
    pictures = update(Attachment).where(col(Attachment.draft_id) == draft_id)
    s.exec(pictures.values(draft_id=None, visit_id=visit_id))
    s.delete(draft)
    s.flush()


def _own(s: Session, actor: Person, draft_id: int | None) -> Draft | None:
    draft = s.get(Draft, draft_id) if draft_id is not None else None
    if draft is not None and draft.account_id != actor.id:
        raise NotFound(_("This record is not there any more. Go back and look it up again."))
    return draft
