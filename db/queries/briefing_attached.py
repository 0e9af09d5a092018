"""What is attached to a briefing: photos that may be shown, and papers by name."""

from collections.abc import Sequence

from sqlalchemy.orm import defer
from sqlmodel import Session, col, select

from db.briefing import Picture, Sheet
from db.choices import AttachmentKind, Audience, Purpose
from db.models import Attachment, Visit
from db.queries.briefing_files import Files, few_of

PHOTOS = 12  # on one paper


def photos(s: Session, files: Files, visits: Sequence[Visit], first: Sequence[int]) -> tuple[tuple[Picture, ...], int]:
    """The photos that may be shown, those of the visits told `first`; and how many for want of consent may not."""
    at = {visit.id: visit for visit in visits}
    found = [a for a in _attachments(s, visits, AttachmentKind.PHOTO) if a.visit_id in at]
    shown = [photo for photo in found if _may_show(files, photo.household_id)]
    ordered = sorted(shown, key=lambda photo: (photo.visit_id not in first, photo.id or 0))
    pictures = []
    for photo in ordered[:PHOTOS]:
        content = s.exec(select(Attachment.content).where(Attachment.id == photo.id)).one()
        # A caption is typed freely; on the notice board nothing is.
        caption = "" if files.asked.audience is Audience.NOTICE else files.words(photo.caption, photo.household_id)
        pictures.append(Picture(content, caption, files.label(photo.household_id), at[photo.visit_id].at))
    return tuple(pictures), len(found) - len(shown)


def _may_show(files: Files, household_id: int) -> bool:
    """A photo needs the consent to take it, and to leave the house one for that too, valid today."""
    if not files.agreed(household_id, Purpose.PHOTO):
        return False
    match files.asked.audience:
        case Audience.COMMITTEE:
            return files.agreed(household_id, Purpose.SHARING)
        case Audience.NOTICE:
            return files.agreed(household_id, Purpose.PUBLICATION)
    return True


def papers(s: Session, files: Files, visits: Sequence[Visit]) -> tuple[Sheet, ...]:
    """The papers brought in by these visits, named for the house only."""
    at = {visit.id: visit.at for visit in visits}
    return tuple(
        Sheet(paper.caption, files.label(paper.household_id), at[paper.visit_id])
        for paper in _attachments(s, visits, AttachmentKind.PAPER)
    )


def _attachments(s: Session, visits: Sequence[Visit], kind: AttachmentKind) -> list[Attachment]:
    """Without their contents, which are large and read one by one."""
    wanted = [visit.id for visit in visits if visit.id is not None]
    found: list[Attachment] = []
    for few in few_of(wanted):
        question = select(Attachment).options(defer(Attachment.content)).order_by(col(Attachment.id))  # type: ignore[arg-type]
        found += s.exec(question.where(col(Attachment.visit_id).in_(few), Attachment.kind == kind)).all()
    return found
