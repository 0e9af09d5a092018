"""Briefings as they were issued: their number, the facts and the bytes frozen with it, where they were sent."""

from datetime import date, datetime
from typing import Annotated

from sqlalchemy import Index, Text
from sqlmodel import Field, SQLModel

from db.choices import Audience, BriefingKind
from db.fields import Moment, On, One, Show
from db.words import N_


class Issue(SQLModel, table=True):
    """第 `no` 期 of `year` in its audience's series, 总第 `total_no` 期 of it. Nothing of it is ever changed; what was
    wrong is corrected by another issue that names this one. `asked`, `composed` and `facts` are JSON, `words` is
    searched."""

    __table_args__ = (
        Index("ix_issue_number", "audience", "year", "no", unique=True),
        Index("ix_issue_period", "end", "id"),
    )

    id: int | None = Field(default=None, primary_key=True)
    kind: BriefingKind = Field(sa_type=One(BriefingKind))
    audience: Audience = Field(sa_type=One(Audience))
    language: str = Field(max_length=10)
    year: int
    no: int
    total_no: int
    title: str
    start: date
    end: date
    asked: str = Field(sa_type=Text)
    facts: str = Field(sa_type=Text)
    composed: str = Field(sa_type=Text)
    words: str = Field(sa_type=Text)
    content: bytes
    docx: bytes | None = None
    pages: int
    sha256: str = Field(max_length=64)
    issued_by_id: int = Field(foreign_key="account.id")
    issued_on: date
    at: datetime = Field(sa_type=Moment)
    corrects_id: int | None = Field(default=None, foreign_key="issue.id", index=True)
    why: str = ""  # what is corrected


class DispatchFields(SQLModel):
    """To whom an issue went, and that it arrived."""

    to: Annotated[str, Show(N_("Delivered to"), personal=False)] = Field(min_length=1, max_length=80)
    sent_on: Annotated[date, Show(N_("Sent on"), personal=False)]
    way: Annotated[str, Show(N_("How it was sent"), personal=False, help=N_("By hand, by post, by e-mail."))] = Field(
        default="", max_length=40
    )
    received_on: Annotated[date | None, Show(N_("Received on"), personal=False)] = None
    received_by: Annotated[str, Show(N_("Received by"), personal=False)] = Field(default="", max_length=60)


class Dispatch(DispatchFields, table=True):
    id: int | None = Field(default=None, primary_key=True)
    issue_id: int = Field(foreign_key="issue.id", index=True)
    by_id: int = Field(foreign_key="account.id")
    version: int = 1


class BriefingDraft(SQLModel, table=True):
    """What was written into a briefing before it is issued. `key` says which briefing; `edits` is JSON: for each
    section the text, and the text it was written over."""

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(unique=True, max_length=200)
    edits: str = Field(default="", sa_type=Text)
    changed_by_id: int = Field(foreign_key="account.id")
    changed_at: datetime = Field(sa_type=Moment)
    version: int = 1


class Template(SQLModel, table=True):
    """Which sections, in which order, under which titles; the note, the receivers, the copies. `value` is JSON."""

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(unique=True, max_length=40)
    value: str = Field(sa_type=Text)
    used_on: date | None = None  # the last one used is next month's
    version: int = 1


class EditFields(SQLModel):
    """A section's own words, instead of those written from the facts."""

    words: Annotated[str, Show(N_("Text of this section"), personal=True, on=On.FORM)] = Field(
        default="", max_length=6000
    )


class TemplateFields(SQLModel):
    """What stands around the text of every issue made by a template."""

    title: Annotated[
        str,
        Show(
            N_("Title"),
            personal=False,
            on=On.FORM,
            help=N_("Empty: the usual one. These are filled in: {estate} {house} {company} {when}"),
        ),
    ] = Field(default="", max_length=80)
    note: Annotated[
        str,
        Show(N_("Editor's note"), personal=True, on=On.FORM, help=N_("A few words before the text; may stay empty.")),
    ] = Field(default="", max_length=600)
    note_for: Annotated[
        Audience,
        Show(N_("The note is for"), personal=False, on=On.FORM, help=N_("It stands in no paper for other readers.")),
    ] = Audience.INTERNAL
    own_receivers: Annotated[
        bool, Show(N_("Receivers of its own, instead of the estate's"), personal=False, on=On.FORM)
    ] = False
    report_to: Annotated[str, Show(N_("Reports to"), personal=False, on=On.FORM)] = Field(default="", max_length=200)
    send_to: Annotated[str, Show(N_("Sent to"), personal=False, on=On.FORM)] = Field(default="", max_length=200)
    pass_to: Annotated[str, Show(N_("Passed down to"), personal=False, on=On.FORM)] = Field(default="", max_length=200)
    copies: Annotated[int | None, Show(N_("Copies printed"), personal=False, on=On.FORM)] = Field(
        default=None, ge=1, le=9999
    )
    shows_running: Annotated[
        bool, Show(N_("Say which issue it is since the first, beside that of the year"), personal=False, on=On.FORM)
    ] = False
    watermark: Annotated[
        str, Show(N_("Watermark"), personal=False, on=On.FORM, help=N_("Across every page; may stay empty."))
    ] = Field(default="", max_length=20)


class StartedFields(SQLModel):
    """Issues of a series that came before the first one here, so that its numbers go on."""

    no: Annotated[int, Show(N_("Last number of this year"), personal=False, on=On.FORM)] = Field(
        default=0, ge=0, le=9999
    )
    total: Annotated[int, Show(N_("Issues since the first"), personal=False, on=On.FORM)] = Field(
        default=0, ge=0, le=99999
    )
