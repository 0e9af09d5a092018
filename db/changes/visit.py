"""Recording and changing a visit, and what the household's file repeats of its visits."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, select

from db import log, search, settings
from db.changes import draft, due, plan
from db.changes.gate import MEANWHILE, checked, edit, loaded
from db.choices import Deed, HouseholdState, Level
from db.clock import day_of
from db.errors import Conflict, Invalid
from db.fields import field_of
from db.models import PARTS, Account, Household, Visit, VisitBy, VisitFields
from db.rhythm import FACE_TO_FACE
from db.rights import Person, Right, require
from db.words import _

A_FAST_CLOCK = timedelta(minutes=5)
EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
SCALES = ("health", "safety", "stability")


def record_visit(
    s: Session,
    actor: Person,
    household_id: int,
    token: str,
    now: datetime,
    answers: Mapping[str, Any],
    staff_ids: Sequence[int] = (),
    draft_id: int | None = None,
) -> int:
    """Store a visit and take its draft away. A form sent twice (same token) is one visit, and gives the same id."""
    require(actor, Right.RECORD)
    fields = checked(VisitFields, answers)
    fields.at = fields.at.replace(second=0, microsecond=0)
    sound(fields, now)
    # The household's row is locked first: two sends of one form queue here, and the second finds the visit.
    loaded(s, Household, household_id)
    if (known := s.exec(select(Visit).where(Visit.token == token)).first()) is not None:
        return _the_same(known, fields)
    staff = _staff(s, staff_ids or [actor.id])
    visit = Visit(
        **fields.model_dump(), household_id=household_id, token=token, recorded_by_id=actor.id, recorded_at=now
    )
    visit.words = search.visit_words(visit, [_name(who) for who in staff])
    s.add(visit)
    s.flush()
    assert visit.id is not None
    _accompany(s, visit.id, staff)
    draft.hand_over(s, actor, draft_id, visit.id)
    search.add(s, household_id, visit.words)
    _plan(s, visit, now)
    refresh(s, household_id)
    log.write(s, actor.id, actor.name, Deed.ADD, "visit", visit.id)
    return visit.id


def edit_visit(
    s: Session,
    actor: Person,
    visit_id: int,
    version: int,
    now: datetime,
    answers: Mapping[str, Any],
    staff_ids: Sequence[int] = (),
    draft_id: int | None = None,
) -> None:
    """Change a visit opened at `version`; without `staff_ids` those who went stay as they are."""
    require(actor, Right.RECORD)
    visit = loaded(s, Visit, visit_id)
    fields = checked(VisitFields, answers)
    fields.at = fields.at.replace(second=0, microsecond=0)
    sound(fields, now)
    there = s.exec(select(VisitBy).where(VisitBy.visit_id == visit_id).order_by(col(VisitBy.account_id))).all()
    stale = visit.version != version
    changed = edit(s, visit, version, fields)
    if staff_ids and {by.account_id for by in there} != set(staff_ids):
        staff = _staff(s, staff_ids)
        if stale:
            raise Conflict(_(MEANWHILE), {"staff": ([by.name for by in there], [_name(who) for who in staff])})
        s.exec(delete(VisitBy).where(col(VisitBy.visit_id) == visit_id))
        _accompany(s, visit_id, staff)
        visit.version += 0 if changed else 1
        changed = [*changed, "staff"]
    draft.hand_over(s, actor, draft_id, visit_id)
    if not changed:
        return
    names = s.exec(select(VisitBy.name).where(VisitBy.visit_id == visit_id).order_by(col(VisitBy.account_id))).all()
    visit.words = search.visit_words(visit, names)
    visit.edited_at = now
    s.add(visit)
    s.flush()
    search.renew(s, visit.household_id)
    _plan(s, visit, now)
    refresh(s, visit.household_id)
    log.write(s, actor.id, actor.name, Deed.EDIT, "visit", visit_id, ", ".join(changed))


def refresh(s: Session, household_id: int) -> None:
    """Work out anew what the file repeats of its visits. The newest is the latest to have happened, not to be entered.

    A scale left empty says nothing new, so each keeps the word of the newest visit that filled it in.
    """
    household = s.get_one(Household, household_id)
    visits: Sequence[Any] = s.exec(
        select(Visit.at, Visit.way, Visit.outcome, Visit.health, Visit.safety, Visit.stability)  # type: ignore[call-overload]
        .where(Visit.household_id == household_id)
        .order_by(col(Visit.at).desc(), col(Visit.id).desc())
    ).all()
    for name, value in repeated(visits).items():
        setattr(household, name, value)
    due.settle(s, household)
    s.flush()
    due.fulfil(s, household_id)


def repeated(visits: Sequence[Any]) -> dict[str, Any]:
    """What a file repeats of its visits, given the newest first."""
    face = (visit.at for visit in visits if visit.outcome.seen and visit.way in FACE_TO_FACE)
    found = {
        "visits": len(visits),
        "last_visit_at": visits[0].at if visits else None,
        "last_outcome": visits[0].outcome if visits else None,
        "last_met_at": next((visit.at for visit in visits if visit.outcome.seen), None),
        "last_home_at": next(face, None),
    }
    levels = []
    for scale in SCALES:
        level = next((int(told) for visit in visits if (told := getattr(visit, scale)) is not None), None)
        found[f"last_{scale}"] = level
        levels.append(level)
    found["last_risk"] = max((level for level in levels if level is not None), default=None)
    return found


def _plan(s: Session, visit: Visit, now: datetime) -> None:
    household = s.get_one(Household, visit.household_id)
    if household.state in (HouseholdState.ACTIVE, HouseholdState.PAUSED):
        plan.after_visit(s, visit, day_of(now), settings.the_rhythm(s), household.responsible_id)


def sound(fields: VisitFields, now: datetime) -> None:
    """What no single field can know."""
    problems = {}
    if fields.at > now + A_FAST_CLOCK:
        problems["at"] = _("A visit that has not happened yet cannot be recorded. Check the day and the time.")
    elif fields.at < EARLIEST:
        problems["at"] = _("Check the year of the visit.")
    if fields.next_on is not None and fields.next_on < day_of(fields.at):
        problems["next_on"] = _("The next visit would be before this one. Choose a later day.")
    for scale in SCALES:
        if getattr(fields, scale) is Level.GRAVE and not getattr(fields, f"{scale}_why"):
            said = _("{field}: grave. Say in a few words what was seen.")
            problems[f"{scale}_why"] = said.format(field=_(field_of(VisitFields, scale).show.label))
    if fields.outcome.seen and not _says_anything(fields):
        problems["said"] = _(
            "You met, but nothing is noted yet. Choose an appeal (“none for now” too) or write a line."
        )
    if problems:
        raise Invalid(problems)


def _says_anything(fields: VisitFields) -> bool:
    meeting, *rest = PARTS
    return any(getattr(fields, name) for part in rest for name in part.model_fields) or bool(fields.changes)


def _the_same(known: Visit, fields: VisitFields) -> int:
    """The visit that this form became. Other words under the same token come from a second window: both are shown."""
    assert known.id is not None
    new = fields.model_dump()
    differing = {name: (getattr(known, name), value) for name, value in new.items() if getattr(known, name) != value}
    if differing:
        raise Conflict(_(MEANWHILE), differing, known.id)
    return known.id


def _staff(s: Session, ids: Sequence[int]) -> list[Account]:
    found = s.exec(select(Account).where(col(Account.id).in_(ids)).order_by(col(Account.id))).all()
    if not found or len(found) != len(set(ids)):
        raise Invalid({"staff": _("One of the visitors is no longer known. Choose again.")})
    return list(found)


def _accompany(s: Session, visit_id: int, staff: Sequence[Account]) -> None:
    """Department and position as held today: papers about this visit keep saying so after a promotion."""
    for who in staff:
        assert who.id is not None
        by = VisitBy(visit_id=visit_id, account_id=who.id, name=_name(who))
        by.department, by.position = who.department, who.position
        s.add(by)
    s.flush()


def _name(who: Account) -> str:
    return who.display or who.name
