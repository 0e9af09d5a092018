"""The state of a household's file: paused until a day, moved, deceased, closed, and back again, each with a reason."""

from datetime import date, timedelta

from sqlmodel import Session, col, select

from db import log
from db.changes import due, turn
from db.changes.gate import loaded
from db.changes.need import beneath, end_beneath, open_beneath, reason, told
from db.choices import Deed, HouseholdState, NeedState, TurnKind
from db.errors import Invalid, Refused
from db.models import Household, Need
from db.rights import Person, Right, require
from db.words import _

LONGEST_PAUSE = timedelta(days=366)
LEFT = (HouseholdState.MOVED, HouseholdState.DECEASED)


def pause(s: Session, actor: Person, household_id: int, today: date, until: date, why: str) -> None:
    """Nothing is due until a day (in hospital, at the children's); on that day the file is active again by itself."""
    require(actor, Right.RECORD)
    household = _in(s, household_id, HouseholdState.ACTIVE)
    if not today < until <= today + LONGEST_PAUSE:
        raise Invalid({"until": _("Choose a day after today, within a year.")})
    household.paused_until = until
    _turn(s, actor, household, HouseholdState.PAUSED, reason(why))


def leave(s: Session, actor: Person, household_id: int, today: date, state: HouseholdState, why: str) -> int:
    """Moved away or deceased: at once, and what was open ends with it, procedurally. Gives how many problems ended."""
    require(actor, Right.RECORD)
    household = _in(s, household_id, HouseholdState.ACTIVE, HouseholdState.PAUSED)
    if state not in LEFT:
        raise Invalid({"state": _("Choose: moved away or deceased.")})
    words = reason(why)
    household.paused_until = None
    ended = end_beneath(s, actor, household_id, today, words)
    _turn(s, actor, household, state, words)
    due.drop_open(s, household_id, words)
    return ended


def close(s: Session, actor: Person, household_id: int, today: date, why: str) -> None:
    """Help is no longer needed. Refused while a problem is open, and the page says which."""
    require(actor, Right.RECORD)
    household = _in(s, household_id, HouseholdState.ACTIVE, HouseholdState.PAUSED)
    words = reason(why)
    needs = s.exec(select(Need).where(Need.household_id == household_id, Need.state != NeedState.CLOSED)).all()
    if needs:
        lines = []
        for need in needs:
            under = told(beneath(s, need.id or 0))
            lines.append(_("{need}: {what}").format(need=need.words, what=under) if under else need.words)
        raise Refused(_("Not closed: {n} problems are open: {what}.").format(n=len(needs), what=_("; ").join(lines)))
    household.paused_until = None
    _turn(s, actor, household, HouseholdState.CLOSED, words)
    due.drop_open(s, household_id, words)


def activate(s: Session, actor: Person, household_id: int, today: date, why: str) -> None:
    """End a pause before its day, or open a closed file again. What is due is counted anew from today; what ended
    because somebody moved or died is open again with their file."""
    require(actor, Right.RECORD)
    household = loaded(s, Household, household_id)
    if household.state is HouseholdState.ACTIVE:
        raise Refused(_("This file is active already."))
    words = reason(why)
    _wake(s, household, today)
    if household.state in LEFT:
        open_beneath(s, actor, household_id, today, household.state_why, words)
    _turn(s, actor, household, HouseholdState.ACTIVE, words)


def wake(s: Session, today: date) -> int:
    """Whose pause has ended is active again. Gives how many; run once a day."""
    asked = select(Household).where(Household.state == HouseholdState.PAUSED, col(Household.paused_until) <= today)
    found = s.exec(asked).all()
    for household in found:
        _wake(s, household, today)
        _turn(s, None, household, HouseholdState.ACTIVE, "")
    return len(found)


def _wake(s: Session, household: Household, today: date) -> None:
    household.paused_until, household.due_since = None, today
    assert household.id is not None
    due.drop_open(s, household.id, _("Its window passed during the pause."), before=today)


def _in(s: Session, household_id: int, *states: HouseholdState) -> Household:
    household = loaded(s, Household, household_id)
    if household.state not in states:
        raise Refused(_("This file is {state}. Open it again first.").format(state=_(household.state.label)))
    return household


def _turn(s: Session, actor: Person | None, household: Household, state: HouseholdState, why: str) -> None:
    assert household.id is not None
    turn.note(s, household.id, TurnKind.STATE, household.state, state, why, actor.id if actor else None)
    household.state, household.state_why = state, why
    household.version += 1
    due.settle(s, household)
    s.flush()
    if actor:
        log.write(s, actor.id, actor.name, Deed.EDIT, "household", household.id, f"state {state}")
