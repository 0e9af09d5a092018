"""Two lists that are taken out as spreadsheets: the issues of the briefing, and the log."""

from datetime import date, datetime
from typing import Annotated

from sqlmodel import Session, SQLModel, col, select

from db.choices import Audience, BriefingKind, Deed
from db.clock import midnight
from db.fields import On, Show
from db.models import LogEntry
from db.queries.issues import issues
from db.rights import Person, Right, require
from db.words import N_


class IssueRow(SQLModel):
    """An issue of the briefing."""

    year: Annotated[int, Show(N_("Year"), personal=False, on=On.EXPORT)]
    no: Annotated[int, Show(N_("Issue no."), personal=False, on=On.EXPORT)]
    title: Annotated[str, Show(N_("Title"), personal=False, on=On.EXPORT)]
    kind: Annotated[BriefingKind, Show(N_("Kind of briefing"), personal=False, on=On.EXPORT)]
    audience: Annotated[Audience, Show(N_("For whom"), personal=False, on=On.EXPORT)]
    start: Annotated[date, Show(N_("From"), personal=False, on=On.EXPORT)]
    end: Annotated[date, Show(N_("To"), personal=False, on=On.EXPORT)]
    pages: Annotated[int, Show(N_("Pages"), personal=False, on=On.EXPORT)]
    issued_on: Annotated[date, Show(N_("Issued on"), personal=False, on=On.EXPORT)]
    by: Annotated[str, Show(N_("Who issued it"), personal=False, on=On.EXPORT)]
    sent: Annotated[int, Show(N_("Sent to offices"), personal=False, on=On.EXPORT)]
    waiting: Annotated[int, Show(N_("Receipts not back"), personal=False, on=On.EXPORT)]


class LogRow(SQLModel):
    """A line of the log: never values, only what was done to which record."""

    at: Annotated[datetime, Show(N_("When"), personal=False, on=On.EXPORT)]
    who: Annotated[str, Show(N_("Who"), personal=False, on=On.EXPORT)]
    deed: Annotated[Deed, Show(N_("Deed"), personal=False, on=On.EXPORT)]
    record: Annotated[str, Show(N_("Record"), personal=False, on=On.EXPORT)]
    record_id: Annotated[int | None, Show(N_("Record no."), personal=False, on=On.EXPORT)]
    detail: Annotated[str, Show(N_("Detail"), personal=False, on=On.EXPORT)]


def issue_rows(
    s: Session, viewer: Person, today: date, words: str = "", year: int | None = None, audience: Audience | None = None
) -> list[IssueRow]:
    """Every issue that matches, as the list on the screen, of all its pages."""
    require(viewer, Right.EXPORT)
    found: list[IssueRow] = []
    page, total = 1, 1
    while len(found) < total:
        part = issues(s, viewer, today, words, year, audience, page)
        if not part.lines:
            break
        for line in part.lines:
            told = {name: getattr(line, name) for name in IssueRow.model_fields if name not in ("year", "no")}
            found.append(IssueRow(year=line.numbers.year, no=line.numbers.no, **told))
        page, total = page + 1, part.total
    return found


def log_rows(s: Session, viewer: Person, first: date) -> list[LogRow]:
    """The log from a day on, the newest line first."""
    require(viewer, Right.LOG)
    require(viewer, Right.EXPORT)
    asked = select(LogEntry).where(col(LogEntry.at) >= midnight(first))
    found = s.exec(asked.order_by(col(LogEntry.id).desc()))
    names = list(LogRow.model_fields)
    return [LogRow.model_construct(**{name: getattr(each, name) for name in names}) for each in found]
