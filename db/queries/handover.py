"""What a colleague must know of a household in one minute, from the facts that the handover sheet is made of."""

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, select

from db.models import Household
from db.papers import Known
from db.queries.known import known
from db.rights import Person, Right, require


@dataclass(frozen=True)
class OneMinute:
    known: Known
    responsible_id: int | None
    overdue: int  # days past the regular visit


def one_minute(s: Session, viewer: Person, household_id: int, today: date) -> OneMinute:
    require(viewer, Right.SEE_PEOPLE)
    [found] = known(s, viewer, [household_id], today)
    responsible_id = s.exec(select(Household.responsible_id).where(Household.id == household_id)).one()
    return OneMinute(found, responsible_id, found.overdue(today))
