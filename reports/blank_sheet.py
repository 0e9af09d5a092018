"""The visit sheet to be filled in by hand, in the order of the form: it is drawn from the same fields."""

from datetime import date, datetime
from typing import Any

from reportlab.platypus.flowables import Flowable
from sqlmodel import SQLModel

from db.fields import Choice, On, Shown, field_of, fields_of
from db.models import PARTS, MeasureFields, NeedFields
from db.papers import BlankSheet
from db.words import _, language
from reports import sheet
from reports.flowables import Text
from reports.forms import GAP, Cell, Grid, day_gaps, headed
from reports.outline import heading
from reports.paper import About, Paper, bound, file_named
from reports.saying import LEADS, joined, styled
from reports.table import Column, Table

PROBLEMS = 3  # empty rows for problems and what is done about them
SHORT = 3  # options of a choice that shares its row with the next
# Lines to write on, for a long text and for a middling one: the words of the form take more room in English.
LINES = {"zh_CN": (4, 2), "en": (3, 1)}
LONG, MIDDLE = 2000, 500  # characters from which a text gets more lines than one


def pdf(found: BlankSheet) -> bytes:
    return drawn(found).content


def drawn(found: BlankSheet) -> Paper:
    """Both sides of one page."""
    story = head(found)
    for number, part in enumerate(PARTS, 1):
        story += [Text(heading(1, number, _(LEADS[part.__name__])), sheet.FORM_HEADING), *drawn_part(part)]
    story += [*last(len(PARTS) + 1), *signatures()]
    title = _("Visit sheet")
    return bound(story, About(title, found.estate.name, title, found.made_on), sheet.FORM)


def name_for() -> str:
    return file_named(_("Visit sheet"))


def head(found: BlankSheet) -> list[Flowable]:
    mark = _("Demonstration") if found.is_demonstration else _("Internal. Keep safe.")
    hints = joined(
        _("Tick the boxes; where a label has ＊, several."),
        _("Write what you saw and heard, not what you think of it: “silent for a quarter of an hour”."),
        _("Talk of not wanting to live, a smell of gas, a child in danger: act first, write afterwards."),
    )
    visitors = _("Visited by (department, position)")
    return [
        *headed(_("Visit sheet"), found.estate.name, mark),
        Text(hints, sheet.FORM_SMALL),
        Grid([[Cell(_("Door"), share=1.3), Cell(_("Name"))], [Cell(visitors, share=1.3), Cell(_("Archive number"))]]),
    ]


def drawn_part(part: type[SQLModel]) -> list[Flowable]:
    fields = fields_of(part, On.FORM)
    names = {field.name for field in fields}
    rows: list[list[Cell]] = []
    before = False
    for field in fields:
        if field.name.endswith("_why") and field.name.removesuffix("_why") in names:
            continue  # its line stands behind the level
        has_why = f"{field.name}_why" in names
        is_short = issubclass(field.kind, Choice) and len(field.kind) <= SHORT and not has_why
        if is_short and before:
            rows[-1].append(cell(field))
        else:
            rows.append([cell(field, has_why)])
        before = is_short and not before
    found: list[Flowable] = [Grid(rows, styled(sheet.FORM_TEXT))]
    return found + problems() if part is PARTS[-1] else found


def cell(field: Shown, has_why: bool = False) -> Cell:
    """How a field is asked for on paper; a level leaves a line for its reason."""
    label = _(field.show.label) + ("＊" if field.many else "")
    kind: Any = field.kind
    if issubclass(kind, Choice):
        boxes = [_(each.label) + (GAP * 6 if each == "other" else "") for each in kind]
        if has_why:
            boxes[-1] += "　" + _("Reason") + GAP * 12
        return Cell(label, boxes=tuple(boxes))
    if issubclass(kind, bool):
        return Cell(label, boxes=(_("Yes"), _("No")))
    if issubclass(kind, datetime):
        return Cell(label, day_gaps() + "　" + _("at {gap}:{gap}").format(gap=GAP * 2))
    if issubclass(kind, date):
        return Cell(label, day_gaps())
    most, (long, middle) = field.limits.get("max_chars", 0), LINES[language()]
    return Cell(label, lines=long if most >= LONG else middle if most >= MIDDLE else 1)


def problems() -> list[Flowable]:
    """What is to be done, line by line, as the form asks for it."""
    asked: list[tuple[type[SQLModel], str]] = [(NeedFields, "words")]
    asked += [(MeasureFields, name) for name in ("kind", "doer", "due")]
    heads = [_(field_of(model, name).show.label) for model, name in asked]
    columns = [Column(label, share) for label, share in zip(heads, (4, 3.4, 1.8, 1.8), strict=True)]
    columns.append(Column(_(field_of(MeasureFields, "is_promise").show.label), 1.8, "centre"))
    empty = " " if language() == "en" else "　\n　"
    return [Table(columns, [[empty, "", "", "", "□"]] * PROBLEMS)]


def last(number: int) -> list[Flowable]:
    photos = (_("agreed to, {gap} taken").format(gap=GAP * 2), _("not agreed to, none taken"))
    title = heading(1, number, _("Photos and papers"))
    rows = [[Cell(_("Photos"), boxes=photos)], [Cell(_("Papers brought"), lines=1)]]
    return [Text(title, sheet.FORM_HEADING), Grid(rows, styled(sheet.FORM_TEXT))]


def signatures() -> list[Flowable]:
    rows = [
        [Cell(_("Visitors sign")), Cell(_("Household signs, if it likes"))],
        [Cell(_("Entered by")), Cell(_("Entered on"), day_gaps())],
    ]
    within = _("Enter it within 24 hours; the office keeps the sheet or destroys it.")
    return [Text(" ", sheet.FORM_SMALL), Grid(rows, styled(sheet.FORM_TEXT)), Text(within, sheet.FORM_SMALL)]
