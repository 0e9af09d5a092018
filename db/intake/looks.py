"""What the cells of a column look like: a phone looks like a phone, a door like a door."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache

from db.fields import Choice
from db.reading import days, said
from db.reading.cell import EXACT, says_nothing, text_of
from db.reading.chosen import chosen, chosen_many
from db.reading.names import names
from db.reading.numerals import number
from db.sheets.book import Cell, Formula
from db.words import N_

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
PHONE = re.compile(
    r"(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|(?:\(?0\d{2,3}\)?[- ]?)[2-9]\d{2,3}[- ]?\d{4}|[2-9]\d{6,7}"
)
NO_DOOR = re.compile(r"\d{5,}|(?:19|20)\d\d[-./年]\d{1,2}(?:[-./月]\d{1,2}日?)?|\d{1,2}月.*|.*\d[岁人元个次].*")
DOOR = re.compile(
    r".*\d\s*(?:栋|幢|座|号楼|号|弄|单元|门|室|#|楼|层).*|.*[A-Za-z一二三四五六七八九十]\s*(?:栋|幢|座|号楼|单元).*"
    r"|\D{0,12}[A-Za-z\d]{1,4}(?:\s*[-–—－/ ]\s*[A-Za-z\d]{1,5}){1,3}\D{0,2}|[A-Za-z]?\d{3,4}[A-Za-z]?"
    r"|(?i:(?:building|unit|room|apt|flat|block)\b.*)"
)
FIGURES = re.compile(r"[\dXx*]{15,19}|\d(?:\.\d+)?[eE]\+?1[4-8]")
NAME = re.compile(rf"[{HAN}·]{{2,12}}|[A-Z][A-Za-z.'-]*(?: [A-Z][A-Za-z.'-]*){{0,3}}")
BETWEEN = re.compile(r"[、,;/\n]+")


class Look(Enum):
    """A kind of contents and what people call it; `ANY` may hold anything."""

    ANY = ""
    PHONE = N_("telephone numbers")
    DOOR = N_("doors")
    DAY = N_("days")
    BIRTH = N_("days of birth")
    SEX = N_("sexes")
    RELATION = N_("relations")
    HARDSHIP = N_("kinds of hardship")
    IDENTITY = N_("identity numbers")
    NAME = N_("names")
    AGE = N_("ages")
    YES_NO = N_("yes or no")
    NUMBER = N_("small numbers")
    CHOICE = N_("words of this choice")


# A name does not tell a column from others, nor does a word, but these do.
TELLING = (Look.PHONE, Look.IDENTITY, Look.DOOR, Look.SEX)


@dataclass(frozen=True)
class Fit:
    """How many of the cells that say something look like it."""

    n: int
    of: int

    @property
    def share(self) -> float:
        return self.n / self.of if self.of else 0.0

    @property
    def contradicts(self) -> bool:
        """Enough cells, and next to none of them fits."""
        return self.of >= 3 and self.share < 0.25


def fit(look: Look, cells: Sequence[Cell], choice: type[Choice] | None = None) -> Fit:
    """`cells` are some of a column's; those that are empty or say 无 tell nothing."""
    if look is Look.ANY or (look is Look.CHOICE and choice is None):
        return Fit(0, 0)
    telling = [cell for cell in cells if not isinstance(cell, Formula) and not says_nothing(text_of(cell))]
    fits = _of_choice(choice) if look is Look.CHOICE and choice is not None else FITS[look]
    return Fit(sum(map(fits, telling)), len(telling))


@cache
def _of_choice(choice: type[Choice]) -> Callable[[Cell], bool]:
    def fits(cell: Cell) -> bool:
        return chosen_many(choice, cell).value is not None or chosen(choice, cell).value is not None

    return fits


def _phone(cell: Cell) -> bool:
    return not isinstance(cell, date) and bool(PHONE.search(text_of(cell))) and not _identity(cell)


def _door(cell: Cell) -> bool:
    if isinstance(cell, date | bool):
        return False
    text = text_of(cell)
    return len(text) <= 60 and bool(DOOR.fullmatch(text)) and not NO_DOOR.fullmatch(text) and not _phone(cell)


def _day(cell: Cell) -> bool:
    if isinstance(cell, date):
        return True
    if isinstance(cell, int | float) and not 20_000 <= cell <= 60_000:
        return False
    return days.moment(cell, 2026).value is not None or "旬" in text_of(cell)


def _birth(cell: Cell) -> bool:
    if isinstance(cell, datetime | date):
        return True
    return days.birth(cell).value is not None


def _identity(cell: Cell) -> bool:
    if isinstance(cell, float):
        return cell >= EXACT
    return bool(FIGURES.search(text_of(cell).replace(" ", "")))


def _names(cell: Cell) -> bool:
    if not isinstance(cell, str) or len(cell) > 200 or any(c.isdigit() for c in cell):
        return False
    text = text_of(cell)
    if "(" in text:
        return names(cell).value is not None
    parts = [part for each in BETWEEN.split(text) for part in ([each] if each.isascii() else each.split())]
    return bool(parts) and all(NAME.fullmatch(part.strip()) for part in parts)


def _age(cell: Cell) -> bool:
    found = number(text_of(cell).removesuffix("岁"))
    return found is not None and 0 <= found <= 120


def _number(cell: Cell) -> bool:
    found = number(re.sub(r"[个层户栋人]$", "", text_of(cell)))
    return found is not None and found < 1000


def _hardship(cell: Cell) -> bool:
    return isinstance(cell, str) and said.hardships(cell).value is not None


FITS: dict[Look, Callable[[Cell], bool]] = {
    Look.PHONE: _phone,
    Look.DOOR: _door,
    Look.DAY: _day,
    Look.BIRTH: _birth,
    Look.SEX: lambda cell: said.sex(cell).value is not None and not isinstance(cell, int | float),
    Look.RELATION: lambda cell: said.relation(cell).value is not None,
    Look.HARDSHIP: _hardship,
    Look.IDENTITY: _identity,
    Look.NAME: _names,
    Look.AGE: _age,
    Look.YES_NO: lambda cell: said.yes_no(cell).value is not None,
    Look.NUMBER: _number,
}
