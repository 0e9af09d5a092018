"""A cell as the text that is kept: where nothing is understood, in notes, in samples, in fields of words."""

import re
from functools import lru_cache

from db.reading import numerals
from db.reading.cell import EXACT, as_typed, remembered, says_nothing, text_of, without_identities
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

# Identity numbers right or wrong, and what is as long: the card of a bank.
LONG_FIGURES = re.compile(r"(?<![\dXx])\d{11,}(\d{3}[\dXx])(?![\dXx])")
SHORT = 10  # characters: what says that there is nothing is shorter
STROKES = " \u3000\n\t-—–－_/\\.。·…*~?、,，"
WHOLE = re.compile(r"(-?\d{1,9})(?:个|层|户|栋|人|元|单元)?")


def told(cell: Cell) -> str:
    """On one line, as somebody wrote it, without the padding and without identity numbers."""
    if isinstance(cell, float) and abs(cell) >= EXACT:
        return "…"  # its last digits are lost, and the first ones say who it is
    text = as_typed(cell)
    return LONG_FIGURES.sub(r"…\1", text) if len(text) >= 15 else text


def words(cell: Cell) -> str:
    """For a field of words: line breaks and blanks within stay, identity numbers go."""
    if not isinstance(cell, str):
        return told(cell)
    return str(harmless(cell)).strip()


def harmless(cell: Cell) -> Cell:
    """For every column but theirs: the cell without identity numbers, before anybody makes a name or a room of one."""
    match cell:
        case str():
            return cell if len(cell) < 15 else LONG_FIGURES.sub(r"…\1", without_identities(cell))
        case float() if abs(cell) >= EXACT:
            return told(cell)
        case int() if cell >= EXACT // 10:
            return told(cell)
    return cell


def text(cell: Cell) -> Read[str]:
    return Read(words(cell) or None)


@remembered
def whole(cell: Cell) -> Read[int]:
    """A whole number, with or without what is counted: 3, 3个, 六层."""
    typed = text_of(cell)
    if says_nothing(typed):
        return Read(None)
    if found := WHOLE.fullmatch(typed):
        return Read(int(found[1]))
    if (counted := numerals.number(re.sub(r"[个层户栋人]$", "", typed))) is not None:
        return Read(counted)
    said = _("“{text}” is no whole number.").format(text=told(cell)[:60])
    return Read(None, said, sure=False, left=told(cell))


def is_blank(cell: Cell) -> bool:
    return cell is None or cell == "" or (isinstance(cell, str) and not cell.strip())


def is_said(cell: Cell) -> bool:
    """Something stands there, and it is not 无."""
    if isinstance(cell, str):
        return _is_said(cell) if len(cell) <= SHORT else bool(cell.strip(STROKES))
    return cell is not None


@lru_cache(maxsize=8192)
def _is_said(text: str) -> bool:
    return not says_nothing(text_of(text))
