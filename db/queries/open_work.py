"""What is open, as lists that are narrowed down and paged in the database. For who may see people."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col

from db import telling
from db.choices import ClosingKind, MeasureKind, MeasureState, NeedKind, NeedState, ReferralState
from db.models import (
    Account,
    Approval,
    Building,
    Household,
    Measure,
    Need,
    NeedClosing,
    Organisation,
    Referral,
)
from db.queries.figures import span
from db.queries.kept import kept
from db.queries.rows import Page, head_name
from db.queries.work_rows import MeasureRow, NeedRow, OfHousehold, SlipRow, Waiting
from db.rights import Person, Right, require
from db.words import language

ALL = 100_000  # rows of an exported list


@dataclass(frozen=True)
class Work:
    """What is asked of a list. What does not belong to it asks for nothing there."""

    is_ended: bool = False
    need: NeedKind | None = None
    measure: MeasureKind | None = None
    age: int | None = None  # the span of `figures.AGES`
    ended: ClosingKind | None = None
    since: date | None = None  # ended on that day or later
    is_late: bool = False
    is_unanswered: bool = False
    is_promise: bool = False
    building_id: int | None = None
    responsible_id: int | None = None
    page: int = 1
    size: int = 50

    def named(self) -> list[str]:
        """The names of the conditions that are set, for the log: never what was asked."""
        plain, view = Work(), ("page", "size")
        return [
            name
            for name in self.__dataclass_fields__
            if name not in view and getattr(self, name) != getattr(plain, name)
        ]


def needs(s: Session, viewer: Person, work: Work, today: date) -> Page[NeedRow]:
    """Problems: the gravest first and the oldest among them; those that ended, the latest first."""
    require(viewer, Right.SEE_PEOPLE)
    n, c = Need, NeedClosing
    holds = (col(c.confirmed_on).is_not(None) & col(c.reopened_on).is_(None)) | _is_waiting()
    asked = (
        _of(
            n,
            n.id,
            n.kind,
            n.words,
            n.severity,
            n.state,
            n.raised_on,
            n.closed_on,
            col(c.kind).label("ended"),
            c.confirmed_on,
        )
        .outerjoin(c, and_(col(c.need_id) == col(n.id), holds))
        .where(
            *_common(work),
            col(n.state).in_((NeedState.CLOSED,) if work.is_ended else (NeedState.OPEN, NeedState.IN_HAND)),
        )
    )
    if work.need:
        asked = asked.where(col(n.kind) == work.need)
    if work.age is not None:
        asked = asked.where(span(work.age, today))
    if work.ended:
        asked = asked.where(col(c.kind) == work.ended)
    if work.since:
        asked = asked.where(col(n.closed_on) >= work.since)
    order = [col(n.closed_on).desc()] if work.is_ended else [col(n.severity).desc(), col(n.raised_on)]

    def row(found: Any) -> NeedRow:
        is_asked = found.ended is not None and found.confirmed_on is None
        days = ((found.closed_on or today) - found.raised_on).days
        ended = None if is_asked else found.ended
        return _row(NeedRow, found, days=days, ended=ended, is_asked=is_asked)

    return _page(s, asked, [*order, col(n.id)], work, row)


def measures(s: Session, viewer: Person, work: Work, today: date) -> Page[MeasureRow]:
    """Measures and promises: what is due first; those that ended, the latest first."""
    require(viewer, Right.SEE_PEOPLE)
    m = Measure
    told: tuple[Any, ...] = (m.id, m.kind, m.words, m.is_promise, m.doer, m.doer_name, m.due, m.state, m.result)
    is_open = col(m.state).in_([state for state in MeasureState if state.is_open])
    asked = _of(m, *told).where(*_common(work), ~is_open if work.is_ended else is_open)
    if work.measure:
        asked = asked.where(col(m.kind) == work.measure)
    if work.is_promise:
        asked = asked.where(col(m.is_promise))
    if work.is_late:
        asked = asked.where(col(m.due) < today, col(m.state) == MeasureState.OPEN)
    order = [col(m.done_on).desc().nulls_last(), col(m.id).desc()] if work.is_ended else [col(m.due), col(m.id)]

    def row(found: Any) -> MeasureRow:
        late = (today - found.due).days if found.state is MeasureState.OPEN else 0
        return _row(MeasureRow, found, late=max(late, 0))

    return _page(s, asked, order, work, row)


def slips(s: Session, viewer: Person, work: Work, today: date) -> Page[SlipRow]:
    """Slips: those without a reply first, the latest of them on top; those that ended, the newest first."""
    require(viewer, Right.SEE_PEOPLE)
    r, o = Referral, Organisation
    is_open = col(r.state).in_([state for state in ReferralState if state.is_open])
    told: tuple[Any, ...] = (
        r.id,
        r.year,
        col(r.no).label("slip"),
        col(o.name).label("to"),
        r.reason,
        r.sent_on,
        r.reply_by,
        r.state,
        r.reply,
    )
    asked = _of(r, *told).join(o, col(o.id) == col(r.organisation_id))
    asked = asked.where(*_common(work), ~is_open if work.is_ended else is_open)
    if work.is_unanswered or work.is_late:
        asked = asked.where(_unanswered())
    if work.is_late:
        asked = asked.where(col(r.reply_by) < today)
    first = [case((_unanswered(), 0), else_=1), col(r.reply_by), col(r.id)]
    order = [col(r.replied_on).desc().nulls_last(), col(r.id).desc()] if work.is_ended else first

    def row(found: Any) -> SlipRow:
        late = (today - found.reply_by).days if found.state is ReferralState.SENT else 0
        return _row(SlipRow, found, number=telling.slip(found.year, found.slip), late=max(late, 0))

    return _page(s, asked, order, work, row)


def waiting(s: Session, viewer: Person, most: int = 100) -> tuple[tuple[Waiting, ...], int]:
    """Fee relief and closings that wait for a decision, the longest waiting first; and how many there are."""
    require(viewer, Right.SEE_PEOPLE)
    return _waiting(s, viewer, viewer.id, most, language())


@kept
def _waiting(s: Session, viewer: Person, account_id: int, most: int, _spoken: str) -> tuple[tuple[Waiting, ...], int]:
    m, a, n, c = Measure, Approval, Need, NeedClosing
    relief = (
        _of(m, m.id, m.words, a.amount, a.asked_by_id, col(a.asked_on).label("on"))
        .join(a, and_(col(a.measure_id) == col(m.id), col(a.decided_on).is_(None)))
        .where(col(m.state) == MeasureState.WAITING)
    )
    ended = (
        _of(
            n, c.id, n.words, col(c.kind).label("ended"), c.evidence, c.word, c.asked_by_id, col(c.asked_on).label("on")
        )
        .join(c, and_(col(c.need_id) == col(n.id), _is_waiting()))
        .where(col(n.state) != NeedState.CLOSED)
    )
    found: list[Waiting] = []
    total = 0
    for asked, on, by in ((relief, a.asked_on, a.asked_by_id), (ended, c.asked_on, c.asked_by_id)):
        who = columns(col(Account.display)).where(col(Account.id) == col(by)).correlate(a, c).scalar_subquery()
        rows = s.execute(
            asked.add_columns(who.label("by"), func.count().over().label("n")).order_by(col(on)).limit(most)
        ).all()
        total += rows[0].n if rows else 0
        found += [_one_waiting(account_id, row._mapping) for row in rows]
    return tuple(sorted(found, key=lambda one: one.on)[:most]), total


def _one_waiting(account_id: int, row: Any) -> Waiting:
    told = {
        name: row[name] for name in ("id", "no", "words", "on", "amount", "ended", "evidence", "word") if name in row
    }
    door = telling.door(row["building"], row["unit"], row["room"])
    return Waiting(
        **told, door=door, head=row["head"] or "", by=row["by"] or "", is_own=row["asked_by_id"] == account_id
    )


def _is_waiting() -> ColumnElement[bool]:
    """Of closings: asked for, and neither confirmed nor sent back."""
    return col(NeedClosing.confirmed_on).is_(None) & col(NeedClosing.sent_back_on).is_(None)


def _unanswered() -> ColumnElement[bool]:
    return col(Referral.state) == ReferralState.SENT


def _of(table: Any, *told: Any) -> Select[Any]:
    """Records with what is told of their household."""
    h = Household
    return (
        columns(*told)
        .add_columns(col(h.no), col(h.unit), col(h.room), col(Building.name).label("building"))
        .add_columns(head_name(), col(Account.display).label("responsible"))
        .select_from(table)
        .join(h, col(h.id) == table.household_id)
        .join(Building, col(Building.id) == col(h.building_id))
        .outerjoin(Account, col(Account.id) == col(h.responsible_id))
    )


def _common(work: Work) -> list[ColumnElement[bool]]:
    found = []
    if work.building_id is not None:
        found.append(col(Household.building_id) == work.building_id)
    if work.responsible_id is not None:
        found.append(col(Household.responsible_id) == work.responsible_id)
    return found


def _page(s: Session, asked: Select[Any], order: list[Any], work: Work, row: Any) -> Page[Any]:
    total = s.execute(asked.with_only_columns(func.count(), maintain_column_froms=True)).scalar_one()
    number = min(max(work.page, 1), max(1, -(-total // work.size)))
    one = asked.order_by(*order).limit(work.size).offset((number - 1) * work.size)
    return Page([row(found) for found in s.execute(one)] if total else [], total, number, work.size)


def _row(model: type[SQLModel], found: Any, **worked_out: Any) -> Any:
    told = {name: value for name, value in found._mapping.items() if name in model.model_fields}
    door = telling.door(found.building, found.unit, found.room)
    of = {"door": door, "head": found.head or "", "responsible": found.responsible or ""}
    assert issubclass(model, OfHousehold)
    return model.model_construct(**{**told, **of, **worked_out})
