"""Photos and papers of a visit. A photo needs the consent of those who live there; a paper is theirs to show."""

import hashlib
from datetime import date, datetime

from sqlmodel import Session, col, select

from db import log, photos
from db.changes.gate import checked, loaded
from db.choices import AttachmentKind, Deed, Purpose
from db.errors import Invalid
from db.models import Attachment, AttachmentFields, Consent, Draft, Household
from db.rights import Person, Right, require
from db.rules import holds
from db.words import _

MOST = 12  # of one visit


def add_photo(
    s: Session,
    actor: Person,
    household_id: int,
    raw: bytes,
    now: datetime,
    today: date,
    *,
    kind: AttachmentKind,
    caption: str = "",
    visit_id: int | None = None,
    draft_id: int | None = None,
) -> int:
    """Keep a picture, drawn anew. The same picture twice in one visit is the same attachment."""
    require(actor, Right.RECORD)
    loaded(s, Household, household_id)
    fields = checked(AttachmentFields, {"kind": kind, "caption": caption})
    if draft_id is not None and loaded(s, Draft, draft_id).account_id != actor.id:
        raise Invalid({"content": _("This draft belongs to somebody else.")})
    consent_id = _photo_consent(s, household_id, today) if fields.kind is AttachmentKind.PHOTO else None
    photo = photos.intake(raw)
    sha256 = hashlib.sha256(photo.content).hexdigest()
    beside = s.exec(
        select(Attachment.id, Attachment.sha256).where(
            Attachment.household_id == household_id,
            Attachment.visit_id == visit_id,
            Attachment.draft_id == draft_id,
        )
    ).all()
    for known, its_sha256 in beside:
        if its_sha256 == sha256 and known is not None:
            return known
    if len(beside) >= MOST:
        raise Invalid({"content": _("At most {n} pictures for one visit. Delete one first.").format(n=MOST)})
    attachment = Attachment(
        **fields.model_dump(),
        household_id=household_id,
        visit_id=visit_id,
        draft_id=draft_id,
        consent_id=consent_id,
        content=photo.content,
        width=photo.width,
        height=photo.height,
        sha256=sha256,
        added_by_id=actor.id,
        added_at=now,
    )
    s.add(attachment)
    s.flush()
    assert attachment.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD, fields.kind, attachment.id)
    return attachment.id


def caption_photo(s: Session, actor: Person, attachment_id: int, caption: str) -> None:
    require(actor, Right.RECORD)
    attachment = loaded(s, Attachment, attachment_id)
    fields = checked(AttachmentFields, {"kind": attachment.kind, "caption": caption})
    if attachment.caption != fields.caption:
        attachment.caption = fields.caption
        s.add(attachment)
        log.write(s, actor.id, actor.name, Deed.EDIT, attachment.kind, attachment_id, "caption")


def remove_photo(s: Session, actor: Person, attachment_id: int) -> None:
    """Gone for good; one that is gone already is no mistake."""
    require(actor, Right.RECORD)
    attachment = s.get(Attachment, attachment_id)
    if attachment is not None:
        s.delete(attachment)
        s.flush()
        log.write(s, actor.id, actor.name, Deed.REMOVE, attachment.kind, attachment_id)


def _photo_consent(s: Session, household_id: int, today: date) -> int | None:
    given = select(Consent).where(Consent.household_id == household_id)
    newest = given.order_by(col(Consent.given_on).desc(), col(Consent.id).desc())
    for consent in s.exec(newest):
        if holds(consent, Purpose.PHOTO, today):
            return consent.id
    raise Invalid({"content": _("No photo without consent. Record the consent first, or add a paper instead.")})
