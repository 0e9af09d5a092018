"""The whole story of a household on one line, newest first, sorted and cut into pages in the database."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import Integer, String, bindparam, cast, false, func, literal, union_all
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db.choices import Deed, MeasureKind
from db.choices.story import Event, StoryKind
from db.days import china_day
from db.models import (
    Approval,
    Consent,
    Evaluation,
    Hardship,
    Household,
    LogEntry,
    Measure,
    Need,
    NeedClosing,
    Referral,
    Resident,
    ScaleResult,
    Turn,
    Visit,
)
from db.queries.timeline_told import Teller, Told
from db.queries.visit_files import VisitFile
from db.rights import Person, Right

# What the log says of deeds that the line shows from their own records.
SHOWN_ELSEWHERE = (
    "closing asked", "closing confirmed", "closing sent back", "reopened", "approved", "not approved", "asked again",
    "done", "given up", "helped", "tier", "tier_why", "tier, tier_why", "responsible_id",
)  # fmt: skip
FOR_STAFF = frozenset({StoryKind.NEED, StoryKind.MEASURE, StoryKind.REFERRAL, StoryKind.EDIT})


@dataclass(frozen=True)
class Entry:
    """One thing that happened. `what` names it, `words` say more; a visit comes whole."""

    event: Event
    day: date
    what: str
    words: str
    by: str
    need_id: int | None = None
    visit: VisitFile | None = None


def kinds(s: Session, viewer: Person, household_id: int) -> dict[StoryKind, int]:
    """How many things of each kind there are to read."""
    counted, _page = _questions(_wanted(viewer, ()))
    found = dict(s.execute(counted, {"home": household_id}).all())
    return {kind: found[kind.value] for kind in StoryKind if kind.value in found}


def timeline(
    s: Session,
    viewer: Person,
    household_id: int,
    today: date,
    only: Collection[StoryKind] = (),
    page: int = 1,
    size: int = 10,
) -> tuple[Entry, ...]:
    """One page, newest first; on one day what followed stands above what it followed from."""
    _counted, asked = _questions(_wanted(viewer, only))
    rows = s.execute(asked, {"home": household_id, "size": size, "before": (max(page, 1) - 1) * size}).all()
    hits = [(Event(event), date.fromisoformat(day), key, need_id) for event, day, key, need_id in rows]
    teller = Teller(s, viewer, [(event, key, need_id) for event, _day, key, need_id in hits], today)
    return tuple(_entry(teller.tell(event, key, need_id), event, day, need_id) for event, day, key, need_id in hits)


def _entry(told: Told, event: Event, day: date, need_id: int | None) -> Entry:
    return Entry(event, day, told.what, told.words, told.by, need_id, told.visit)


def _wanted(viewer: Person, only: Collection[StoryKind]) -> frozenset[StoryKind]:
    """What was changed, and what is done about whose problem, is read by staff only."""
    return frozenset(only or StoryKind) - (frozenset() if viewer.may(Right.SEE_PEOPLE) else FOR_STAFF)


@cache
def _questions(wanted: frozenset[StoryKind]) -> tuple[Any, Any]:
    """Number by kind, and one page. Putting them together takes longer than asking them, so they are kept."""
    arms: list[Any] = [arm for kind, made in ARMS.items() if kind in wanted for arm in made()]
    line = union_all(*(arms or [_arm(*NOTHING)])).subquery()
    asked = columns(line.c.event, line.c.day, line.c.id, line.c.need_id)
    newest = asked.order_by(line.c.day.desc(), line.c.rank.desc(), line.c.id.desc())
    paged = newest.limit(bindparam("size")).offset(bindparam("before"))
    return columns(line.c.kind, func.count()).group_by(line.c.kind), paged


def _arm(kind: StoryKind, event: Event, table: Any, day: Any, *where: Any, need_id: Any = None) -> Any:
    told = cast(day, String) if day.type.python_type is date else china_day(day)
    return columns(
        literal(kind.value).label("kind"),
        literal(event.value).label("event"),
        literal(RANK[event]).label("rank"),
        told.label("day"),
        col(table.id).label("id"),
        (cast(literal(None), Integer) if need_id is None else need_id).label("need_id"),
    ).where(day.is_not(None), *where)


HOME: Any = bindparam("home", type_=Integer)
NOTHING = (StoryKind.EDIT, Event.EDITED, LogEntry, col(LogEntry.at), false())
RANK: Mapping[Event, int] = {event: rank for rank, event in enumerate(Event)}


def _visits() -> list[Any]:
    return [_arm(StoryKind.VISIT, Event.VISITED, Visit, col(Visit.at), Visit.household_id == HOME)]


def _needs() -> list[Any]:
    here = col(NeedClosing.need_id).in_(select(Need.id).where(Need.household_id == HOME))
    told = col(Evaluation.need_id).in_(select(Need.id).where(Need.household_id == HOME))
    c, of = NeedClosing, col(NeedClosing.need_id)
    waiting = col(c.confirmed_on).is_(None), col(c.sent_back_on).is_(None)
    kind = StoryKind.NEED
    return [
        _arm(kind, Event.RAISED, Need, col(Need.raised_on), Need.household_id == HOME, need_id=col(Need.id)),
        _arm(kind, Event.ASKED_TO_CLOSE, c, col(c.asked_on), here, *waiting, need_id=of),
        _arm(kind, Event.SENT_BACK, c, col(c.sent_back_on), here, need_id=of),
        _arm(kind, Event.CLOSED, c, col(c.confirmed_on), here, need_id=of),
        _arm(kind, Event.REOPENED, c, col(c.reopened_on), here, need_id=of),
        _arm(kind, Event.EVALUATED, Evaluation, col(Evaluation.on), told, need_id=col(Evaluation.need_id)),
    ]


def _measures() -> list[Any]:
    m, of, here = Measure, col(Measure.need_id), Measure.household_id == HOME
    relief = col(m.kind) != MeasureKind.FEE_RELIEF  # its asking is told instead
    mine = col(Approval.measure_id) == col(m.id)
    dropped = LogEntry.record == "measure", LogEntry.detail == "given up", col(LogEntry.record_id) == col(m.id)
    kind = StoryKind.MEASURE
    return [
        _arm(kind, Event.ADDED, m, col(m.added_on), here, relief, need_id=of),
        _arm(kind, Event.DONE, m, col(m.done_on), here, need_id=of),
        _arm(kind, Event.DROPPED, m, col(LogEntry.at), here, *dropped, need_id=of),
        _arm(kind, Event.RELIEF_ASKED, Approval, col(Approval.asked_on), mine, here, need_id=of),
        _arm(kind, Event.DECIDED, Approval, col(Approval.decided_on), mine, here, need_id=of),
    ]


def _referrals() -> list[Any]:
    r, of, here = Referral, col(Referral.need_id), Referral.household_id == HOME
    return [
        _arm(StoryKind.REFERRAL, Event.SENT, r, col(r.sent_on), here, need_id=of),
        _arm(StoryKind.REFERRAL, Event.REPLIED, r, col(r.replied_on), here, need_id=of),
    ]


def _turns() -> list[Any]:
    return [
        _arm(StoryKind.TURN, Event.OPENED, Household, col(Household.opened_on), Household.id == HOME),
        _arm(StoryKind.TURN, Event.TURNED, Turn, col(Turn.at), Turn.household_id == HOME),
    ]


def _consents() -> list[Any]:
    here = Consent.household_id == HOME
    return [
        _arm(StoryKind.CONSENT, Event.CONSENTED, Consent, col(Consent.given_on), here),
        _arm(StoryKind.CONSENT, Event.WITHDRAWN, Consent, col(Consent.withdrawn_on), here),
    ]


def _edits() -> list[Any]:
    """From the log: additions to the file, and fields changed afterwards."""
    people = select(Resident.id).where(Resident.household_id == HOME)
    theirs: dict[str, Any] = {
        "household": select(Household.id).where(Household.id == HOME),
        "resident": people,
        "hardship": select(Hardship.id).where(Hardship.household_id == HOME),
        "scale result": select(ScaleResult.id).where(col(ScaleResult.resident_id).in_(people)),
        "visit": select(Visit.id).where(Visit.household_id == HOME),
        "need": select(Need.id).where(Need.household_id == HOME),
        "measure": select(Measure.id).where(Measure.household_id == HOME),
    }
    found = []
    for record, ids in theirs.items():
        deeds = [Deed.EDIT, Deed.ADD] if record in ("resident", "hardship", "scale result") else [Deed.EDIT]
        said = col(LogEntry.detail).not_in(SHOWN_ELSEWHERE), ~col(LogEntry.detail).startswith("state ")
        where = LogEntry.record == record, col(LogEntry.record_id).in_(ids), col(LogEntry.deed).in_(deeds)
        found.append(_arm(StoryKind.EDIT, Event.EDITED, LogEntry, col(LogEntry.at), *where, *said))
    return found


ARMS = {
    StoryKind.VISIT: _visits,
    StoryKind.NEED: _needs,
    StoryKind.MEASURE: _measures,
    StoryKind.REFERRAL: _referrals,
    StoryKind.TURN: _turns,
    StoryKind.CONSENT: _consents,
    StoryKind.EDIT: _edits,
}
