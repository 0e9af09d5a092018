"""Planned visits: made by people, by rules and in rounds; handed from one colleague to another."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, update
from sqlmodel import Session, col, select

from db import log
from db.changes import due, turn
from db.changes.gate import checked, edit, loaded
from db.changes.need import reason
from db.choices import Deed, HouseholdState, PlanState, PlanWhy, Role, TurnKind
from db.clock import day_of
from db.errors import Invalid, Refused
from db.models import Account, Household, PlanFields, PlannedVisit, Round, RoundFields, Visit
from db.planning import LONGEST, Meant, month
from db.rhythm import FACE_TO_FACE, GREAT, Rhythm
from db.rights import Person, Right, require
from db.words import _

AROUND = timedelta(days=3)  # a follow-up agreed for a day is kept within so many days of it
AT_ONCE = 1000  # values in one statement


def plan_visit(s: Session, actor: Person, household_id: int, today: date, answers: Mapping[str, Any]) -> int:
    require(actor, Right.RECORD)
    household = loaded(s, Household, household_id)
    fields = checked(PlanFields, answers)
    _check(s, fields, today)
    if household.state is not HouseholdState.ACTIVE:
        raise Refused(_("This file is {state}. Open it again first.").format(state=_(household.state.label)))
    plan = PlannedVisit(**fields.model_dump(), household_id=household_id, made_by_id=actor.id, made_on=today)
    plan.account_id = plan.account_id or household.responsible_id
    s.add(plan)
    s.flush()
    due.fulfil(s, household_id)
    assert plan.id is not None
    log.write(s, actor.id, actor.name, Deed.ADD, "planned visit", plan.id)
    return plan.id


def move_plan(s: Session, actor: Person, plan_id: int, version: int, today: date, answers: Mapping[str, Any]) -> None:
    require(actor, Right.RECORD)
    plan = loaded(s, PlannedVisit, plan_id)
    if plan.state is not PlanState.OPEN:
        raise Refused(_("This planned visit has ended already."))
    fields = checked(PlanFields, answers)
    _check(s, fields, today)
    if changed := edit(s, plan, version, fields):
        due.fulfil(s, plan.household_id)
        log.write(s, actor.id, actor.name, Deed.EDIT, "planned visit", plan_id, ", ".join(changed))


def drop_plan(s: Session, actor: Person, plan_id: int, why: str) -> None:
    require(actor, Right.RECORD)
    plan = loaded(s, PlannedVisit, plan_id)
    if plan.state is not PlanState.OPEN:
        raise Refused(_("This planned visit has ended already."))
    plan.state, plan.dropped_why = PlanState.DROPPED, reason(why)
    plan.version += 1
    s.add(plan)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "planned visit", plan_id, "given up")


def start_round(
    s: Session, actor: Person, today: date, answers: Mapping[str, Any], household_ids: Sequence[int]
) -> int:
    """A round for an occasion: one planned visit for each household chosen. Who is not active is left out, and who is
    in a round of this name already: a round begun twice plans nobody twice."""
    require(actor, Right.PLAN)
    fields = checked(RoundFields, answers)
    if fields.end < max(fields.start, today):
        raise Invalid({"end": _("The window would be over before it begins. Choose later days.")})
    if fields.end - fields.start > LONGEST:
        raise Invalid({"end": _("At most {n} days from the first to the last.").format(n=LONGEST.days)})
    if fields.why not in (PlanWhy.FESTIVAL, PlanWhy.WEATHER, PlanWhy.EVENT):
        raise Invalid({"why": _("Choose: festival, weather or event.")})
    found = _active(s, household_ids)
    if not found:
        raise Refused(_("No household was chosen. Nothing was planned."))
    there = _in_round(s, fields)
    found = {key: told for key, told in found.items() if key not in there}
    if not found:
        raise Refused(_("All of these are in this round already. Nothing was planned."))
    made = Round(**fields.model_dump(), made_by_id=actor.id, made_on=today)
    s.add(made)
    s.flush()
    assert made.id is not None
    _insert(
        s,
        [
            _row(Meant(key, who, fields.start, fields.end, fields.start), fields.why, actor, today)
            | {"on": None, "round_id": made.id, "words": fields.words, "phone_counts": fields.why is PlanWhy.WEATHER}
            for key, (who, _seen) in found.items()
        ],
    )
    for key, (_who, seen) in found.items():
        if seen is not None and seen >= fields.start:  # a round that has begun already: who was seen is done
            due.fulfil(s, key)
    log.write(s, actor.id, actor.name, Deed.ADD, "round", made.id, f"{len(found)} households")
    return made.id


def _in_round(s: Session, fields: RoundFields) -> set[int]:
    """The households that a round of this name, whose days meet these, has planned already."""
    asked = (
        select(PlannedVisit.household_id)
        .join(Round, col(Round.id) == col(PlannedVisit.round_id))
        .where(Round.name == fields.name, col(Round.end) >= fields.start, col(Round.start) <= fields.end)
        .where(PlannedVisit.state != PlanState.DROPPED)
    )
    return set(s.exec(asked))


def save_month(s: Session, actor: Person, today: date, meant: Sequence[Meant]) -> int:
    """Keep a proposed month; regular visits planned before and still open are planned anew. Gives how many.

    Whose file was paused or ended since it was proposed is left out.
    """
    require(actor, Right.PLAN)
    if not meant:
        return 0
    if min(one.on for one in meant) < today:
        raise Refused(_("This proposal is older than today. Propose anew."))
    active = _active(s, [one.household_id for one in meant])
    kept = [one for one in meant if one.household_id in active]
    _first, last = month(max(one.on for one in meant))
    for some in _few(list(active)):
        s.execute(
            update(PlannedVisit)
            .where(
                col(PlannedVisit.household_id).in_(some),
                col(PlannedVisit.state) == PlanState.OPEN,
                col(PlannedVisit.why) == PlanWhy.INTERVAL,
                col(PlannedVisit.on) <= last,
            )
            .values(state=PlanState.DROPPED, dropped_why=_("Planned anew."), version=col(PlannedVisit.version) + 1)
        )
    _insert(s, [_row(one, PlanWhy.INTERVAL, actor, today) for one in kept])
    log.write(s, actor.id, actor.name, Deed.ADD, "planned visit", None, f"{len(kept)} visits")
    return len(kept)


def _active(s: Session, household_ids: Sequence[int]) -> dict[int, tuple[int | None, date | None]]:
    """Of these households those that are active, with who is responsible and the day somebody there was last met."""
    found: dict[int, tuple[int | None, date | None]] = {}
    for some in _few(list(dict.fromkeys(household_ids))):
        asked = select(Household.id, Household.responsible_id, Household.last_met_at).where(
            col(Household.id).in_(some), Household.state == HouseholdState.ACTIVE
        )
        for key, who, met in s.exec(asked):
            if key is not None:
                found[key] = who, day_of(met) if met else None
    return found


def _few(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[first : first + AT_ONCE] for first in range(0, len(ids), AT_ONCE))


def _row(one: Meant, why: PlanWhy, actor: Person, today: date) -> dict[str, Any]:
    told = PlannedVisit(**one._asdict(), why=why, made_by_id=actor.id or None, made_on=today).model_dump()
    told.pop("id")
    return told


def _insert(s: Session, rows: list[dict[str, Any]]) -> None:
    for first in range(0, len(rows), AT_ONCE):
        s.execute(insert(PlannedVisit), rows[first : first + AT_ONCE])
    s.flush()


def reassign(s: Session, actor: Person, today: date, from_id: int | None, to_id: int, why: str) -> list[int]:
    """Give all of one person's households to a colleague, with what is planned for them. Gives the households."""
    require(actor, Right.PLAN)
    words = reason(why)
    to = s.get(Account, to_id)
    if to is None or not _works_here(to) or to_id == from_id:
        raise Invalid({"to_id": _("Choose a colleague who works here.")})
    asked = select(Household).where(Household.responsible_id == from_id, Household.state != HouseholdState.CLOSED)
    found = s.exec(asked.order_by(col(Household.id))).all()
    for household in found:
        assert household.id is not None
        household.responsible_id = to_id
        household.version += 1
        s.add(household)
        turn.note(s, household.id, TurnKind.RESPONSIBLE, from_id, to_id, words, actor.id)
    ids = [household.id for household in found if household.id is not None]
    plans = select(PlannedVisit).where(PlannedVisit.state == PlanState.OPEN, PlannedVisit.account_id == from_id)
    mine = set(ids)
    for plan in s.exec(plans):
        if plan.household_id in mine:
            plan.account_id = to_id
            plan.version += 1
            s.add(plan)
    s.flush()
    log.write(s, actor.id, actor.name, Deed.EDIT, "household", None, f"{len(ids)} households to account {to_id}")
    return ids


def _works_here(who: Account) -> bool:
    """A partner reads; nobody's door is theirs to knock on."""
    return who.active and who.role is not Role.READER


def after_visit(s: Session, visit: Visit, today: date, beats: Rhythm, responsible_id: int | None) -> None:
    """What a visit plans by itself: the day agreed at the door, and a visit within 24 hours of a great change it heard
    of without seeing anybody face to face. A visit that is put right puts its plans right."""
    known = {
        plan.why: plan
        for plan in s.exec(
            select(PlannedVisit).where(PlannedVisit.from_visit_id == visit.id, PlannedVisit.state != PlanState.DROPPED)
        )
    }
    at = day_of(visit.at)
    wanted: dict[PlanWhy, tuple[date, date, date | None, str]] = {}
    if visit.next_on is not None:
        start = max(at + timedelta(days=1), visit.next_on - AROUND) if visit.next_on > at else visit.next_on
        wanted[PlanWhy.FOLLOW_UP] = (start, visit.next_on + AROUND, visit.next_on, visit.next_focus)
    face = visit.outcome.seen and visit.way in FACE_TO_FACE
    if set(visit.changes) & GREAT and not face:
        last = max(at, today) + timedelta(days=beats.change_days)
        words = _(", ").join(_(change.label) for change in visit.changes)
        wanted[PlanWhy.MAJOR_CHANGE] = (at, last, None, words)
    for why in (PlanWhy.FOLLOW_UP, PlanWhy.MAJOR_CHANGE):
        plan, asked = known.get(why), wanted.get(why)
        if plan is not None and asked is None:
            plan.state, plan.dropped_why = PlanState.DROPPED, _("The visit it came from was put right.")
            plan.version += 1
            s.add(plan)
        elif asked is not None:
            plan = plan or PlannedVisit(
                household_id=visit.household_id,
                why=why,
                from_visit_id=visit.id,
                account_id=responsible_id or visit.recorded_by_id,
                made_on=today,
                start=asked[0],
                end=asked[1],
            )
            # What was agreed by phone may be kept by phone.
            plan.phone_counts = why is PlanWhy.FOLLOW_UP and visit.way not in FACE_TO_FACE
            # The window of a great change is not moved by putting words right.
            if plan.id is None or why is PlanWhy.FOLLOW_UP:
                plan.start, plan.end, plan.on, plan.words = asked
            s.add(plan)
    s.flush()


def _check(s: Session, fields: PlanFields, today: date) -> None:
    problems = {}
    if fields.end < fields.start:
        problems["end"] = _("The window would be over before it begins. Choose later days.")
    elif fields.end < today:
        problems["end"] = _("This window has passed. Choose later days.")
    elif fields.end - fields.start > LONGEST:
        problems["end"] = _("At most {n} days from the first to the last.").format(n=LONGEST.days)
    if fields.on is not None and not fields.start <= fields.on <= fields.end:
        problems["on"] = _("Choose a day within the window.")
    if fields.account_id is not None:
        who = s.get(Account, fields.account_id)
        if who is None or not _works_here(who):
            problems["account_id"] = _("Choose a colleague who works here.")
    if problems:
        raise Invalid(problems)
