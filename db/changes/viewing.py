"""Opening a person's file is written to the log."""

from sqlmodel import Session

from db import log
from db.choices import Deed
from db.rights import Person, Right, require


def log_view(s: Session, actor: Person, household_id: int) -> None:
    require(actor, Right.SEE_PEOPLE)
    log.write(s, actor.id, actor.name, Deed.VIEW, "household", household_id)
