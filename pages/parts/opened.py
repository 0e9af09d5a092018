"""Opening a file is logged once for a sitting, not at every click inside it."""

from datetime import timedelta

from db import clock, store
from db.changes.viewing import log_view
from db.rights import Person, Right
from pages.parts import state

SITTING = timedelta(minutes=15)
MARK = "_nf.opened"


def log_once(viewer: Person, household_id: int) -> None:
    """Write to the log that this file was opened, unless it was the one open here a moment ago."""
    if not viewer.may(Right.SEE_PEOPLE):
        return  # what is masked tells of nobody
    now = clock.now()
    before = state.value(MARK)
    if before is None or before[0] != household_id or now - before[1] > SITTING:
        with store.writing() as s:
            log_view(s, viewer, household_id)
    state.put(MARK, (household_id, now))
