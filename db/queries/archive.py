"""The whole file of one household, gathered for a paper that stays in the house."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from db.choices import AttachmentKind, Purpose
from db.choices.story import StoryKind
from db.clock import day_of
from db.errors import NotFound
from db.models import Attachment, Consent, Visit
from db.papers import Archive, Attached
from db.queries.alerts import of_household
from db.queries.household import file
from db.queries.known import known
from db.queries.loop_papers import the_estate
from db.queries.risk import why
from db.queries.timeline import timeline
from db.rights import Person, Right, require
from db.rules import holds
from db.words import _

WHOLE = 100_000  # entries of a story, more than any household has
PHOTOS = 24  # printed; the newest
# Consents and edits are left out: the first have a table of their own, the second say nothing about the household.
STORY = (StoryKind.VISIT, StoryKind.NEED, StoryKind.MEASURE, StoryKind.REFERRAL, StoryKind.TURN)


def archive(s: Session, viewer: Person, no: int, today: date) -> Archive:
    """The household with this archive number. Raises `NotFound`."""
    require(viewer, Right.SEE_PEOPLE)
    found = file(s, viewer, no, today)
    if found is None:
        raise NotFound(_("There is no household with this number."))
    [here] = known(s, viewer, [found.id], today)
    estate, is_demonstration = the_estate(s)
    attached, left_out = attachments(s, viewer, found.id, today)
    return Archive(
        estate=estate,
        is_demonstration=is_demonstration,
        made_on=today,
        made_by=viewer.name,
        file=found,
        known=here,
        why=why(s, viewer, found.id),
        story=timeline(s, viewer, found.id, today, STORY, size=WHOLE)[::-1],
        warnings=tuple(each for each in of_household(s, viewer, found.id) if each.seen_on is None),
        attached=attached,
        photos_left_out=left_out,
    )


def attachments(
    s: Session, viewer: Person, household_id: int, today: date, visit_id: int | None = None
) -> tuple[tuple[Attached, ...], int]:
    """What is attached to the visits, or to one of them, oldest first; and how many photos do not come along.

    A photo is printed while a consent to photos holds; a paper is only named.
    """
    require(viewer, Right.SEE_PEOPLE)
    given = select(Consent).where(Consent.household_id == household_id, Consent.purpose == Purpose.PHOTO)
    agreed = any(holds(each, Purpose.PHOTO, today) for each in s.exec(given))
    asked = select(Attachment, Visit.at).join(Visit, col(Visit.id) == col(Attachment.visit_id))
    asked = asked.where(col(Visit.household_id) == household_id).options(defer(Attachment.content))  # type: ignore[arg-type]
    if visit_id is not None:
        asked = asked.where(col(Visit.id) == visit_id)
    rows = s.exec(asked.order_by(col(Visit.at), col(Attachment.id))).all()
    photos = [one.id for one, _at in rows if one.kind is AttachmentKind.PHOTO]
    shown = _contents(s, photos[-PHOTOS:]) if agreed else {}
    made = (Attached(one.kind, one.caption, day_of(at), shown.get(one.id)) for one, at in rows)
    return tuple(made), len(photos) - len(shown)


def _contents(s: Session, ids: Sequence[int | None]) -> dict[int | None, bytes]:
    asked = select(Attachment.id, Attachment.content).where(col(Attachment.id).in_(ids))
    return dict(s.exec(asked).all())
