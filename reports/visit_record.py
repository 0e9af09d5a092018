"""The record of one visit (走访记录表): the six parts as they were recorded, who went, and lines to sign."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from reportlab.platypus.flowables import Flowable
from sqlmodel import SQLModel

from db import privacy, telling
from db.choices import AttachmentKind
from db.clock import day_of
from db.fields import Choice, On, Shown, fields_of
from db.models import PARTS, VisitFields
from db.need_file import MeasureFile, NeedFile
from db.papers import VisitRecord
from db.words import _
from reports import sheet
from reports.flowables import Text
from reports.forms import Cell, Grid, flat, headed
from reports.outline import heading
from reports.paper import About, Paper, bound, file_named
from reports.saying import LEADS, ended, listed, styled, words
from reports.sheet import Style
from reports.slip import high

PIECE = 700  # characters in one cell: a longer text goes on in the next row, which may stand on the next page
BESIDE = 40  # characters up to which a text shares its row with its neighbour


def pdf(found: VisitRecord) -> bytes:
    return drawn(found).content


def drawn(found: VisitRecord) -> Paper:
    """On one page where it fits there, in smaller letters if need be."""
    for style in (sheet.FORM_TEXT, sheet.FORM_SMALL):
        story = list(form(found, styled(style)))
        if high(story) <= sheet.FORM.height:
            break
    title = _("Visit record")
    return bound(story, About(title, found.estate.name, found.door, found.made_on), sheet.FORM)


def name_for(day: date, visit_id: int) -> str:
    return file_named(_("Visit record"), day.isoformat(), str(visit_id))


def form(found: VisitRecord, style: Style) -> Iterator[Flowable]:
    mark = _("Demonstration") if found.is_demonstration else _("Internal. Keep safe.")
    yield from headed(_("Visit record"), found.estate.name, mark)
    yield Grid(who(found), style)
    for number, part in enumerate(PARTS, 1):
        yield Text(heading(1, number, _(LEADS[part.__name__])), sheet.FORM_HEADING)
        there = [*rows(found, part), *(troubles(found) if part is PARTS[-1] else ())]
        met = _("Nothing was written.") if found.fields.outcome.seen else _("Nobody was met.")
        yield Grid(there or [[Cell(_("Not recorded"), met)]], style)
    yield Text(heading(1, len(PARTS) + 1, _("Photos and papers")), sheet.FORM_HEADING)
    yield Grid([*attached(found), *empty(found), *signatures(found)], style)


def who(found: VisitRecord) -> list[list[Cell]]:
    age = _("{n} years old").format(n=found.age) if found.age is not None else ""
    return [
        [Cell(_("Door"), found.door), Cell(_("Archive number"), telling.number(found.no))],
        [
            Cell(_("Head of household"), _(", ").join(filter(None, (flat(found.head), age))) or _("Not recorded")),
            Cell(_("Kind of hardship"), words(found.kinds) or _("None on file")),
        ],
        [Cell(_("Visited by"), listed(found.staff) or _("Not recorded"))],
    ]


def rows(found: VisitRecord, part: type[SQLModel]) -> Iterator[list[Cell]]:
    """A row for each field that was recorded, two short ones side by side."""
    before: Cell | None = None
    for field, told in written(found.fields, part):
        label = _(field.show.label)
        if len(told) <= BESIDE and not _is_long(field):
            if before:
                yield [before, Cell(label, told)]
            before = None if before else Cell(label, told)
            continue
        if before:
            yield [before]
            before = None
        yield from ([Cell(label, piece)] for label, piece in pieces(label, flat(told)))
    if before:
        yield [before]


def _is_long(field: Shown) -> bool:
    kind: Any = field.kind
    return not issubclass(kind, Choice) and field.limits.get("max_chars", 0) >= 1000


def asked(part: type[SQLModel]) -> list[Shown]:
    """The fields of a part, without the reasons of its levels."""
    fields = fields_of(part, On.FORM)
    names = {f"{field.name}_why" for field in fields}
    return [field for field in fields if field.name not in names]


def written(f: VisitFields, part: type[SQLModel]) -> Iterator[tuple[Shown, str]]:
    """What was recorded in a part, in words; a level with its reason behind it."""
    for field in asked(part):
        value, why = getattr(f, field.name), ended(getattr(f, f"{field.name}_why", ""))
        is_empty = value in (None, "", [])
        if why or not is_empty:
            told = _("Not recorded") if is_empty else ended(_told(value))
            yield field, _("{what} ({why})").format(what=told, why=why) if why else told


def _told(value: object) -> str:
    match value:
        case datetime():
            return f"{telling.paper_day(day_of(value))} {telling.time(value)}"
        case date():
            return telling.paper_day(value)
    return privacy.text(value)


def pieces(label: str, told: str) -> Iterator[tuple[str, str]]:
    """A text cut so that each row fits a page."""
    for start in range(0, len(told), PIECE):
        yield label if not start else _("{label}, continued").format(label=label), told[start : start + PIECE]


def troubles(found: VisitRecord) -> Iterator[list[Cell]]:
    """The problems this visit raised, each with what is to be done."""
    for number, need in enumerate(found.troubles, 1):
        label = _("Problem {n}").format(n=number) if len(found.troubles) > 1 else _("Problem")
        yield from ([Cell(label, piece)] for label, piece in pieces(label, problem(need)))
    if not found.troubles:
        yield [Cell(_("Problem"), _("None was raised at this visit."))]


def problem(need: NeedFile) -> str:
    kind = _("{what} ({why})").format(what=_(need.fields.kind.label), why=_(need.fields.severity.label))
    told = [_("{need}: {what}").format(need=kind, what=flat(need.fields.words)), *map(measure, need.measures)]
    return _("; ").join(told)


def measure(one: MeasureFile) -> str:
    due = _("due {day}").format(day=telling.paper_day(one.fields.due))
    promised = _("promised at the door") if one.fields.is_promise else ""
    return _(", ").join(filter(None, (flat(one.what), flat(one.who), due, promised)))


def attached(found: VisitRecord) -> Iterator[list[Cell]]:
    told = []
    for kind, label in ((AttachmentKind.PHOTO, _("Photos")), (AttachmentKind.PAPER, _("Papers"))):
        mine = [one for one in found.attached if one.kind is kind]
        named = listed(flat(one.caption) or _("without words") for one in mine)
        told.append((label, _("{n}: {what}").format(n=len(mine), what=named) if mine else _("None")))
    if all(len(words) <= BESIDE for _label, words in told):
        yield [Cell(*each) for each in told]
    else:
        yield from ([Cell(label, piece)] for each in told for label, piece in pieces(*each))


def empty(found: VisitRecord) -> Iterator[list[Cell]]:
    """What the form asks and nobody wrote: unknown, not none."""
    there = {field.name for part in PARTS for field, _words in written(found.fields, part)}
    left = [_(field.show.label) for part in PARTS for field in asked(part) if field.name not in there]
    if left:
        yield [Cell(_("Not recorded"), listed(left))]


def signatures(found: VisitRecord) -> Iterator[list[Cell]]:
    entered = f"{found.recorded_by}　{telling.paper_day(day_of(found.recorded_at))}"
    corrected = telling.paper_day(day_of(found.edited_at)) if found.edited_at else _("never")
    yield [Cell(_("Entered by"), entered), Cell(_("Corrected on"), corrected)]
    yield [Cell(_("Visitors sign"), lines=1), Cell(_("Date"), lines=1)]
    yield [Cell(_("Household signs, if it likes"), lines=1), Cell(_("Manager, signature"), lines=1)]
