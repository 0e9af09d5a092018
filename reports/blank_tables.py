"""Blank tables to fill in and bring back: a head that our import knows, words to choose from, a row of hints."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from sqlmodel import SQLModel
from xlsxwriter import Workbook
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from db.choices import HardshipKind, TableKind
from db.fields import Choice, On, field_of, fields_of
from db.models import (
    AccountFields,
    BuildingFields,
    HardshipFields,
    HouseholdFields,
    ResidentFields,
    VisitFields,
)
from db.words import _
from reports.files import SETTINGS, formats_of, sheet_name, text_for

LAST_ROW = 2000  # down to which the words to choose from are offered
LONGEST_LIST = 255  # characters that a list may have in the cell itself; longer ones stand on a sheet of their own
WIDE = 16  # digits


@dataclass(frozen=True)
class Ask:
    """One column. `words` can be chosen from; with `many` several of them, separated by commas."""

    title: str
    hint: str = ""
    words: Sequence[str] = ()
    many: bool = False
    is_day: bool = False
    is_text: bool = False


def blank_table(kind: TableKind, buildings: Sequence[str] = (), staff: Sequence[str] = ()) -> bytes:
    """`buildings` and `staff` are the names that can be chosen; others can be typed."""
    asks = list(_asks(kind, {"building": buildings, "staff": staff}))
    out = BytesIO()
    with Workbook(out, SETTINGS) as book:
        book.set_properties({"title": _(kind.label)})
        formats = formats_of(book)
        hint = book.add_format({"italic": True, "font_color": "#6B6158", "text_wrap": True, "valign": "top"})
        made = book.add_worksheet(sheet_name(_(kind.label)))
        lists = _Lists(book)
        for column, ask in enumerate(asks):
            made.write_string(0, column, text_for(ask.title), formats["head"])
            said = _("How to fill in: {hint}").format(hint=ask.hint) if column == 0 else ask.hint
            if said:
                made.write_string(1, column, text_for(said), hint)
            kinds = {"num_format": "yyyy-mm-dd"} if ask.is_day else {"num_format": "@"} if ask.is_text else {}
            made.set_column(column, column, WIDE, book.add_format(kinds) if kinds else None)
            if ask.words:
                _offer(made, column, ask, lists)
        made.set_row(1, 48)
        made.freeze_panes(2, 0)
        made.set_landscape()
        made.set_paper(9)
        made.fit_to_pages(1, 0)
        made.repeat_rows(0)
    return out.getvalue()


def _offer(made: Worksheet, column: int, ask: Ask, lists: "_Lists") -> None:
    """A list to choose from. Something else can be typed: the import says what it does not understand."""
    how: dict[str, Any] = {"validate": "list", "source": lists.source(ask.words), "show_error": False}
    made.data_validation(2, column, LAST_ROW, column, how)


class _Lists:
    """The words of long lists, on a hidden sheet that is made when one needs it."""

    def __init__(self, book: Workbook) -> None:
        self.book, self.column = book, 0
        self.sheet: Worksheet | None = None

    def source(self, words: Sequence[str]) -> Any:
        if len(",".join(words)) <= LONGEST_LIST and not any("," in word for word in words):
            return list(words)
        if self.sheet is None:
            self.sheet = self.book.add_worksheet(_("Words to choose from"))
            self.sheet.hide()
        for line, word in enumerate(words):
            self.sheet.write_string(line, self.column, text_for(word))
        name, self.column = xl_col_to_name(self.column), self.column + 1
        return f"='{_('Words to choose from')}'!${name}$1:${name}${len(words)}"


def _asks(kind: TableKind, names: Mapping[str, Sequence[str]]) -> Iterator[Ask]:
    must = _("Required.")
    building = Ask(_("Building"), must, names["building"], is_text=True)
    door = (
        Ask(_("Unit"), _("A number; empty where there are no units.")),
        Ask(_("Room"), must, is_text=True),
    )
    staff = Ask(_("Responsible visitor"), "", names["staff"])
    match kind:
        case TableKind.HOUSEHOLDS:
            yield building
            yield from door
            yield from _of(ResidentFields, "name", "sex", "birth_date", "relation", "phone")
            kinds = [_(each.label) for each in HardshipKind]
            yield Ask(_("Kind of hardship"), _("Several: with commas between them."), kinds, many=True)
            yield from _of(HardshipFields, "cause", "evidence")
            yield from _of(ResidentFields, "disability_kind", "disability_grade", "self_care", "outside_contacts")
            yield from _of(HouseholdFields, "tier")
            yield staff
            yield from _of(HouseholdFields, "safety_note")
            yield from _of(ResidentFields, "note")
        case TableKind.VISITS:
            yield building
            yield from door
            yield Ask(_("Name of the head of household"))
            yield from _of(VisitFields, "at")
            yield Ask(_("Who visited"), must, names["staff"], many=True)
            yield from _of(VisitFields, "way", "outcome", "appeals", "said")
            yield Ask(_("What residents asked for"), _("Each problem that is to be seen to."))
            yield Ask(_("What was put right"), _("What is done about it, by whom, until when."))
            yield Ask(_("State of settling"), "", [_("Settled"), _("Being seen to"), _("Not settled")])
            yield Ask(_("Call back"), _("What the resident says of it, and when."))
            yield from _of(VisitFields, "next_on")
        case TableKind.BUILDINGS:
            yield from _of(BuildingFields, *(field.name for field in fields_of(BuildingFields, On.FORM)))
        case TableKind.STAFF:
            yield from _of(AccountFields, *(field.name for field in fields_of(AccountFields, On.FORM)))
        case _:
            raise ValueError(kind)


def _of(model: type[SQLModel], *names: str) -> Iterator[Ask]:
    for name in names:
        field = field_of(model, name)
        words = [_(each.label) for each in field.kind.offered()] if issubclass(field.kind, Choice) else []
        is_day = field.kind in (date, datetime)
        hints = [_("Required.") if field.required else "", _("Such as 2026-03-05.") if is_day else ""]
        hints += [_("Several: with commas between them.") if field.many else "", _(field.show.help)]
        yield Ask(
            _(field.show.label),
            " ".join(filter(None, hints)),
            words,
            field.many,
            is_day,
            field.kind is str,
        )


FOR_FILLING_IN = (TableKind.HOUSEHOLDS, TableKind.VISITS, TableKind.BUILDINGS, TableKind.STAFF)
