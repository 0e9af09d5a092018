"""An early warning is seen: by whom and when, once."""

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from db import log
from db.choices import Deed
from db.models import Alert
from db.rights import Person, Right, require


def see(s: Session, actor: Person, alert_ids: Sequence[int], today: date) -> int:
    """Who saw it first stays named. Gives how many were new."""
    require(actor, Right.RECORD)
    asked = select(Alert).where(col(Alert.id).in_(alert_ids), col(Alert.seen_on).is_(None)).with_for_update()
    found = s.exec(asked).all()
    for alert in found:
        alert.seen_on, alert.seen_by_id = today, actor.id
        s.add(alert)
        s.flush()
        log.write(s, actor.id, actor.name, Deed.EDIT, "alert", alert.id, "seen")
    return len(found)
