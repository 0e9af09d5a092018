"""One visit as it was recorded, gathered for its sheet."""

from datetime import date

from sqlmodel import Session, col, select

from db.errors import NotFound
from db.models import Account, Household, Need, Visit, VisitBy
from db.papers import VisitRecord
from db.queries import loop
from db.queries.archive import attachments
from db.queries.known import known
from db.queries.loop_papers import the_estate
from db.queries.visit_files import visits_by_id
from db.rights import Person, Right, require
from db.words import _


def visit_record(s: Session, viewer: Person, visit_id: int, today: date) -> VisitRecord:
    """Raises `NotFound`."""
    require(viewer, Right.SEE_PEOPLE)
    visit = s.get(Visit, visit_id)
    if visit is None:
        raise NotFound(_("This record is not there any more. Go back and look it up again."))
    [here] = known(s, viewer, [visit.household_id], today)
    raised = s.exec(select(Need.id).where(Need.visit_id == visit_id).order_by(col(Need.id))).all()
    attached, _left_out = attachments(s, viewer, visit.household_id, today, visit_id)
    estate, is_demonstration = the_estate(s)
    by = s.get_one(Account, visit.recorded_by_id)
    return VisitRecord(
        estate=estate,
        is_demonstration=is_demonstration,
        made_on=today,
        no=s.get_one(Household, visit.household_id).no,
        door=here.door,
        head=here.head.name if here.head else "",
        age=here.head.age if here.head else None,
        kinds=here.kinds,
        fields=visits_by_id(s, viewer, [visit_id])[visit_id].fields,
        staff=_staff(s, visit_id),
        recorded_by=by.display or by.name,
        recorded_at=visit.recorded_at,
        edited_at=visit.edited_at,
        troubles=loop.needs(s, viewer, [key for key in raised if key is not None], today),
        attached=attached,
    )


def _staff(s: Session, visit_id: int) -> tuple[str, ...]:
    """何静（客服部 管家）: with the department and position of that day."""
    went = s.exec(select(VisitBy).where(VisitBy.visit_id == visit_id).order_by(col(VisitBy.account_id)))
    return tuple(_posted(each) for each in went)


def _posted(each: VisitBy) -> str:
    post = " ".join(filter(None, (each.department, each.position)))
    return _("{name} ({post})").format(name=each.name, post=post) if post else each.name
