"""Who is called on, and why: the walk of a day in order, and what has passed its day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal, null, or_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db import settings, telling
from db.choices import HouseholdState, MeasureState, Outcome, PlanState, PlanWhy, Tier
from db.clock import day_of
from db.models import Account, Building, Household, Measure, PlannedVisit, Round
from db.queries.rows import as_one_walks, head_name
from db.rhythm import Rhythm
from db.rights import Person, Right, require
from db.words import _, filled

MOST = 12  # of a list on the home page; the rest has a page of its own
MOST_CALLS = 60  # more nobody walks in a day
SOON = timedelta(days=2)  # a window without a day in it is for today when it ends as soon as this
PRESSING = (PlanWhy.MAJOR_CHANGE, PlanWhy.FOLLOW_UP, PlanWhy.CHECK, PlanWhy.ASKED, PlanWhy.EVENT, PlanWhy.WEATHER)
AT_ONCE = (PlanWhy.FOLLOW_UP, PlanWhy.MAJOR_CHANGE, PlanWhy.CHECK)  # or for these reasons, as soon as it opens


@dataclass(frozen=True)
class Call:
    """A household to call on. `why` says what brings one there, `ask` what to bring up, `late` how many days past."""

    household_id: int
    no: int
    door: str
    head: str
    tier: Tier | None
    why: tuple[str, ...]
    ask: tuple[str, ...] = ()
    late: int = 0
    has_note: bool = False  # what to know before knocking
    responsible: str = ""
    met_on: date | None = None


def calls(s: Session, viewer: Person, account_id: int | None, today: date) -> list[Call]:
    """Who is called on today, in walking order, each household once with all its reasons; of everybody with None.

    Planned visits that are meant for today, or were meant for a day before and are still in their window; planned
    windows without a day that end soon or are for a reason that does not wait; regular windows that end today or
    tomorrow and that no plan looks after.
    """
    require(viewer, Right.SEE_PEOPLE)
    beats = settings.the_rhythm(s)
    there: dict[int, list[Any]] = {}
    for row in (*s.execute(_planned(account_id, today)), *s.execute(_ending(account_id, today))):
        there.setdefault(row.id, []).append(row)
    promised = _promised(s, there, today)
    found = [_call(rows, beats, promised.get(key, ()), today) for key, rows in there.items()]
    place = {key: _place(rows[0]) for key, rows in there.items()}
    return sorted(found, key=lambda call: place[call.household_id])[:MOST_CALLS]


def overdue(
    s: Session, viewer: Person, today: date, most: int = MOST, account_id: int | None = None, but: Sequence[int] = ()
) -> tuple[Call, ...]:
    """Households whose regular window has passed, worst first; of everybody or of one person, without some."""
    require(viewer, Right.SEE_PEOPLE)
    wanted = (_is_overdue(account_id, today), col(Household.id).not_in(but))
    asked = households().add_columns(*_as_planned()).where(*wanted)
    beats = settings.the_rhythm(s)
    found = s.execute(asked.order_by(col(Household.due_on), col(Household.no)).limit(most))
    return tuple(_call([row], beats, (), today) for row in found)


def overdue_total(s: Session, viewer: Person, today: date, account_id: int) -> int:
    """How many of one person's households are overdue: as many as the register lists."""
    require(viewer, Right.SEE_PEOPLE)
    asked = columns(func.count()).select_from(Household).where(_is_overdue(account_id, today))
    return s.execute(asked).scalar_one()


def missed(s: Session, viewer: Person, today: date, account_id: int | None = None) -> int:
    """How many planned visits have passed their window, of everybody or of one person."""
    require(viewer, Right.SEE_PEOPLE)
    p = PlannedVisit
    asked = columns(func.count()).select_from(p).join(Household, col(Household.id) == col(p.household_id))
    return s.execute(asked.where(open_plan(account_id), col(p.end) < today)).scalar_one()


def _planned(account_id: int | None, today: date) -> Select[Any]:
    p = PlannedVisit
    no_day = col(p.on).is_(None) & or_(col(p.end) <= today + SOON, col(p.why).in_(AT_ONCE))
    asked = (
        households()
        .add_columns(col(p.why), col(p.words), col(p.on), col(p.end), col(Round.name).label("round"))
        .join(p, col(p.household_id) == col(Household.id))
        .outerjoin(Round, col(Round.id) == col(p.round_id))
        .where(open_plan(account_id), col(p.start) <= today, col(p.end) >= today, or_(col(p.on) <= today, no_day))
    )
    return asked.order_by(*as_one_walks(), col(p.end)).limit(MOST_CALLS)


def _ending(account_id: int | None, today: date) -> Select[Any]:
    p, h = PlannedVisit, Household
    planned = exists().where(col(p.household_id) == col(h.id), col(p.state) == PlanState.OPEN, col(p.end) >= today)
    ends = col(h.due_on).between(today, today + timedelta(days=1)) & (col(h.open_on) <= today)
    asked = households().add_columns(*_as_planned()).where(active(account_id), ends, ~planned)
    return asked.order_by(*as_one_walks()).limit(MOST_CALLS)


def _promised(s: Session, ids: Iterable[int], today: date) -> Mapping[int, list[str]]:
    """What was promised at these doors and is not done yet."""
    m = Measure
    asked = columns(col(m.household_id), col(m.kind), col(m.words), col(m.due)).where(
        col(m.household_id).in_(list(ids)), col(m.is_promise), col(m.state) == MeasureState.OPEN
    )
    found: dict[int, list[str]] = {}
    for household_id, kind, words, due in s.execute(asked.order_by(col(m.due), col(m.id))):
        late = filled(_(" ({n} {n:day|days} late)"), n=(today - due).days) if due < today else ""
        told = _("Promised: {what}").format(what=words or _(kind.label)) + late
        found.setdefault(household_id, []).append(told)
    return found


def active(account_id: int | None) -> ColumnElement[bool]:
    there = col(Household.state) == HouseholdState.ACTIVE
    return there if account_id is None else there & (col(Household.responsible_id) == account_id)


def _is_overdue(account_id: int | None, today: date) -> ColumnElement[bool]:
    return active(account_id) & (col(Household.due_on) < today)


def open_plan(account_id: int | None) -> ColumnElement[bool]:
    """Planned visits still to be made; one without a name is for whoever is responsible."""
    p = PlannedVisit
    whole = and_(col(p.state) == PlanState.OPEN, col(Household.state) == HouseholdState.ACTIVE)
    if account_id is None:
        return whole
    nobody = col(p.account_id).is_(None) & (col(Household.responsible_id) == account_id)
    return whole & or_(col(p.account_id) == account_id, nobody)


def households() -> Select[Any]:
    h = Household
    stored: tuple[Any, ...] = (
        h.id,
        h.no,
        h.unit,
        h.floor,
        h.room,
        h.tier,
        h.due_on,
        h.last_met_at,
        h.last_home_at,
        h.last_visit_at,
    )
    return (
        columns(*(col(each) for each in stored))
        .add_columns(col(h.last_outcome), (col(h.safety_note) != "").label("has_note"))
        .add_columns(col(Building.name).label("building"), col(Building.position), head_name())
        .add_columns(col(Account.display).label("responsible"))
        .select_from(h)
        .join(Building, col(Building.id) == col(h.building_id))
        .outerjoin(Account, col(Account.id) == col(h.responsible_id))
    )


def _as_planned() -> tuple[Any, ...]:
    """A regular window as a plan would be told."""
    why, words = literal(PlanWhy.INTERVAL.value).label("why"), literal("").label("words")
    return (why, words, null().label("on"), null().label("round"))


def door_of(row: Any) -> str:
    return telling.door(row.building, row.unit, row.room)


def _place(row: Any) -> tuple[Any, ...]:
    return (row.position, row.unit or 0, -99 if row.floor is None else row.floor, row.room, row.no)


def _call(rows: Sequence[Any], beats: Rhythm, promised: Iterable[str], today: date) -> Call:
    row = rows[0]
    late = max((today - row.due_on).days, 0) if row.due_on else 0
    return Call(
        household_id=row.id,
        no=row.no,
        door=door_of(row),
        head=row.head or "",
        tier=row.tier,
        why=tuple(dict.fromkeys(_reasons(rows, beats, today))),
        ask=tuple(dict.fromkeys((*promised, *(each.words for each in rows if each.words)))),
        late=late,
        has_note=row.has_note,
        responsible=row.responsible or "",
        met_on=_met_on(row, beats),
    )


def _reasons(rows: Sequence[Any], beats: Rhythm, today: date) -> Iterator[str]:
    """The most pressing first."""
    for row in sorted(rows, key=lambda each: PRESSING.index(each.why) if each.why in PRESSING else len(PRESSING)):
        match PlanWhy(row.why):
            case PlanWhy.INTERVAL:
                yield _regular(row, beats, today)
            case PlanWhy.FESTIVAL | PlanWhy.WEATHER | PlanWhy.EVENT if row.round:
                yield row.round
            case PlanWhy.FOLLOW_UP if row.on:
                yield _("{why}, agreed for {day}").format(why=_(PlanWhy.FOLLOW_UP.label), day=telling.day(row.on))
            case why:
                yield _(why.label)
    if (tried := _tried(rows[0].last_visit_at, rows[0].last_outcome, today)) is not None:
        yield _("today: {outcome}").format(outcome=_(tried.label))


def _tried(at: datetime | None, outcome: Outcome | None, today: date) -> Outcome | None:
    """Somebody was there today already, in vain."""
    return outcome if at and outcome and not outcome.seen and day_of(at) == today else None


def _met_on(row: Any, beats: Rhythm) -> date | None:
    """The last meeting that counts for this household's rhythm."""
    beat = beats.beats.get(row.tier) if row.tier else None
    met = row.last_met_at if beat is None or beat.phone else row.last_home_at
    return day_of(met) if met else None


def _regular(row: Any, beats: Rhythm, today: date) -> str:
    """每周一次，上次 11月16日，今天到期"""
    beat = beats.beats.get(row.tier) if row.tier else None
    told = [telling.every(beat.days)] if beat else []
    met = _met_on(row, beats)
    told.append(_("last met {day}").format(day=telling.near_day(met, today)) if met else _("never met"))
    if row.due_on in (today, today + timedelta(days=1)):
        told.append(_("due today") if row.due_on == today else _("due tomorrow"))
    return _(", ").join(told)
