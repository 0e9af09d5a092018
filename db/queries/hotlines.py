"""What is done at once: the numbers as the office has set them, and the guides that a stored visit opens."""

from sqlmodel import Session, col, select

from db import guides, settings
from db.choices import Outcome
from db.hotlines import Hotlines
from db.models import Visit
from db.queries.setting import Stand, stand
from db.rights import Person, Right, require


def numbers(s: Session) -> Hotlines:
    """For everybody who is inside: no number here is anybody's secret."""
    return settings.the_hotlines(s)


def the_hotlines(s: Session, viewer: Person) -> tuple[Hotlines, Stand]:
    """To be changed."""
    require(viewer, Right.RULES)
    return settings.the_hotlines(s), stand(s, settings.HOTLINES)


def guides_of(s: Session, viewer: Person, visit_id: int) -> tuple[str, ...]:
    """What this visit has one do at once; read with how the call before it went."""
    require(viewer, Right.RECORD)
    visit = s.get_one(Visit, visit_id)
    return guides.opened(visit.outcome, _before(s, visit), visit.circumstances, visit.hazards)


def before(s: Session, viewer: Person, visit_id: int) -> Outcome | None:
    """How the call before this visit went."""
    require(viewer, Right.RECORD)
    return _before(s, s.get_one(Visit, visit_id))


def _before(s: Session, visit: Visit) -> Outcome | None:
    earlier = (col(Visit.at) < visit.at) | ((col(Visit.at) == visit.at) & (col(Visit.id) < visit.id))
    asked = select(Visit.outcome).where(Visit.household_id == visit.household_id, earlier)
    found = s.exec(asked.order_by(col(Visit.at).desc(), col(Visit.id).desc()).limit(1)).first()
    return Outcome(found) if found else None
