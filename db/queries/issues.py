"""Briefings as they were issued: the list, one of them opened, the number the next one gets."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from db import frozen, numbers, settings
from db.choices import Audience, BriefingKind
from db.errors import NotFound
from db.manuscript import Basis, Corrected, facts_of
from db.models import Account, Dispatch, DispatchFields, Issue, Setting
from db.numbers import Numbers, following
from db.rights import BRIEF, Person, Right, require
from db.words import _

RECEIPT = timedelta(days=7)  # after which a receipt that has not come is late
PER_PAGE = 20


@dataclass(frozen=True)
class IssueLine:
    """One row of the list. `corrects` and `corrected` are (id, number) of the other issue; `waiting` receipts have not
    come yet, `late` of these past their day."""

    id: int
    audience: Audience
    kind: BriefingKind
    numbers: Numbers
    title: str
    start: date
    end: date
    language: str
    pages: int
    issued_on: date
    by: str
    corrects: tuple[int, int] | None
    corrected: tuple[int, int] | None
    sent: int
    waiting: int
    late: int


@dataclass(frozen=True)
class DispatchRow:
    id: int
    version: int
    fields: DispatchFields
    late: int  # days

    @property
    def is_received(self) -> bool:
        return self.fields.received_on is not None


@dataclass(frozen=True)
class Opened:
    """One issue with its file. `is_whole`: the bytes are those that were signed."""

    line: IssueLine
    why: str
    at: datetime
    facts_of: date
    sha256: str
    is_whole: bool
    content: bytes
    has_docx: bool
    dispatches: tuple[DispatchRow, ...]


@dataclass(frozen=True)
class Listed:
    lines: tuple[IssueLine, ...]
    total: int
    years: tuple[int, ...]


def issues(
    s: Session,
    viewer: Person,
    today: date,
    words: str = "",
    year: int | None = None,
    audience: Audience | None = None,
    page: int = 1,
) -> Listed:
    """The newest first. `words` are looked for in all that the issues say; every one must be there."""
    may = _audiences(viewer)
    there = col(Issue.audience).in_(may)
    years = s.exec(select(Issue.year).where(there).distinct().order_by(col(Issue.year).desc())).all()
    wanted: list[ColumnElement[bool]] = [there]
    if year is not None:
        wanted.append(col(Issue.year) == year)
    if audience is not None:
        wanted.append(col(Issue.audience) == audience)
    wanted += [col(Issue.words).contains(word, autoescape=True) for word in words.lower().split()[:8]]
    total = s.exec(select(func.count()).select_from(Issue).where(*wanted)).one()
    asked = _lines(today).where(*wanted).order_by(col(Issue.at).desc(), col(Issue.id).desc())
    rows = s.execute(asked.limit(PER_PAGE).offset((page - 1) * PER_PAGE)).all()
    return Listed(tuple(map(_line, rows)), total, tuple(years))


def opened(s: Session, viewer: Person, issue_id: int, today: date) -> Opened:
    there = _readable(s, viewer, issue_id)
    line = _line(s.execute(_lines(today).where(col(Issue.id) == issue_id)).one())
    sent = s.exec(select(Dispatch).where(col(Dispatch.issue_id) == issue_id).order_by(col(Dispatch.id))).all()
    return Opened(
        line=line,
        why=there.why,
        at=there.at,
        facts_of=facts_of(there.facts).made_on,
        sha256=there.sha256,
        is_whole=hashlib.sha256(there.content).hexdigest() == there.sha256,
        content=there.content,
        has_docx=there.docx is not None,
        dispatches=tuple(_dispatch(each, today) for each in sent),
    )


def basis(s: Session, viewer: Person, issue_id: int) -> tuple[Basis, str, Corrected]:
    """What a correction of it begins with: what it was made of, its language, and which issue it is."""
    require(viewer, Right.ISSUE)
    there = _readable(s, viewer, issue_id)
    number = Numbers(there.year, there.no, there.total_no)
    return frozen.from_text(Basis, there.asked), there.language, Corrected(issue_id, number, there.issued_on)


def numbers_now(s: Session, viewer: Person, audience: Audience, today: date) -> Numbers:
    """The number an issue would get now."""
    require(viewer, BRIEF[audience])
    series = col(Issue.audience) == audience
    no = s.exec(select(func.max(Issue.no)).where(series, col(Issue.year) == today.year)).one()
    total = s.exec(select(func.max(Issue.total_no)).where(series)).one()
    before = started(s, viewer).get(audience, Numbers(today.year, 0, 0))
    return following(today.year, Numbers(today.year, no or 0, total or 0), before)


def last(s: Session, viewer: Person, today: date) -> IssueLine | None:
    """The newest issue this viewer may read, to say when the last one went out."""
    return next(iter(issues(s, viewer, today).lines), None)


def started(s: Session, viewer: Person) -> dict[Audience, Numbers]:
    """The issues that came before the first one here, by series."""
    require(viewer, Right.BRIEF_OUTWARD)
    return numbers.from_text(settings.text(s, settings.ISSUES_BEFORE))


def version_of_started(s: Session, viewer: Person) -> int:
    require(viewer, Right.ISSUE)
    found = s.get(Setting, settings.ISSUES_BEFORE)
    return found.version if found else 0


def version_of_dispatch(s: Session, viewer: Person, dispatch_id: int) -> int:
    require(viewer, Right.RECORD)
    found = s.get(Dispatch, dispatch_id)
    return found.version if found else 0


def _audiences(viewer: Person) -> list[Audience]:
    return [audience for audience in Audience if viewer.may(BRIEF[audience])]


def _readable(s: Session, viewer: Person, issue_id: int) -> Issue:
    there = s.get(Issue, issue_id)
    if there is None or there.audience not in _audiences(viewer):  # whether there is one is no answer either
        raise NotFound(_("There is no such issue."))
    return there


def _lines(today: date) -> "Select[*tuple[Any, ...]]":
    """Everything of a row but the file and the facts, which are long."""
    i, before, after = Issue, aliased(Issue), aliased(Issue)
    sent = columns(func.count()).where(col(Dispatch.issue_id) == col(i.id))
    waiting = sent.where(col(Dispatch.received_on).is_(None))
    late = waiting.where(col(Dispatch.sent_on) < today - RECEIPT)
    return (
        columns(
            *(col(each) for each in (i.id, i.audience, i.kind, i.year, i.no, i.total_no, i.title, i.start, i.end)),
            *(col(each) for each in (i.language, i.pages, i.issued_on, i.corrects_id)),
            col(Account.display).label("by"),
            col(before.no).label("corrects_no"),
            col(after.id).label("corrected_id"),
            col(after.no).label("corrected_no"),
            sent.scalar_subquery().label("sent"),
            waiting.scalar_subquery().label("waiting"),
            late.scalar_subquery().label("late"),
        )
        .join(Account, col(Account.id) == col(i.issued_by_id))
        .outerjoin(before, col(before.id) == col(i.corrects_id))
        .outerjoin(after, col(after.corrects_id) == col(i.id))
    )


def _line(row: Any) -> IssueLine:
    return IssueLine(
        id=row.id,
        audience=row.audience,
        kind=row.kind,
        numbers=Numbers(row.year, row.no, row.total_no),
        title=row.title,
        start=row.start,
        end=row.end,
        language=row.language,
        pages=row.pages,
        issued_on=row.issued_on,
        by=row.by,
        corrects=(row.corrects_id, row.corrects_no) if row.corrects_id is not None else None,
        corrected=(row.corrected_id, row.corrected_no) if row.corrected_id is not None else None,
        sent=row.sent,
        waiting=row.waiting,
        late=row.late,
    )


def _dispatch(stored: Dispatch, today: date) -> DispatchRow:
    assert stored.id is not None
    fields = DispatchFields.model_validate(stored, from_attributes=True)
    late = 0 if fields.received_on else max((today - stored.sent_on - RECEIPT).days, 0)
    return DispatchRow(stored.id, stored.version, fields, late)
