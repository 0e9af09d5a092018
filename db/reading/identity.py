"""Identity numbers, at the door: four characters are kept, birth and sex are told by the rest, which goes no further.

Nothing here remembers what it read, and neither note nor remainder ever holds a number.
"""

import re
from dataclasses import dataclass
from datetime import date

from db.choices import Sex
from db.reading.cell import EXACT, says_nothing, text_of
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECKS = "10X98765432"
BLANKS = re.compile(r"(?<=[\dX*])[ '`‘’,.-]+(?=[\dX*])")
WHOLE = re.compile(r"(?<![\dA-Z*])(?:\d{17}[\dX]|\d{15})(?![\dA-Z*])")
TAIL = re.compile(r"(?:[\dX]{0,6}\*+)?(\d{3}[\dX])")
ROUNDED = re.compile(r"\d(?:\.\d+)?E\+?\d+")
FIGURES = re.compile(r"[\dX*]*\d[\dX*]{3,}")


@dataclass(frozen=True)
class Identity:
    """The last four characters, and what the number tells where the list has no column for it."""

    tail: str
    birth: date | None = None
    sex: Sex | None = None


def identity(value: Cell) -> Read[Identity]:
    text = text_of(value).upper().replace("×", "X").replace("✕", "X")
    if says_nothing(text):
        return Read(None)
    if (isinstance(value, int | float) and abs(value) >= EXACT) or ROUNDED.fullmatch(text):
        said = _("The spreadsheet has rounded this identity number: set the cell to text and write it again.")
        return Read(None, said, sure=False)
    text = BLANKS.sub("", text).strip("'`‘’ ")
    found = WHOLE.search(text)
    if found:
        read = _eighteen(found[0]) if len(found[0]) == 18 else _fifteen(found[0])
        left = FIGURES.sub("…", f"{text[: found.start()]} {text[found.end() :]}").strip(" ()/:,")
        return Read(read.value, read.note, read.sure, left)
    if tail := TAIL.fullmatch(text):
        return Read(Identity(tail[1]))
    if figures := FIGURES.search(text):
        n = len(re.sub(r"[^\dX]", "", figures[0]))
        said = _("The identity number has {n} figures instead of 18. It is not taken.").format(n=n)
        return Read(None, said, sure=False, left=FIGURES.sub("", text).strip(" ()/:,…"))
    return Read(None, left=text)


def _eighteen(number: str) -> Read[Identity]:
    born = _born(number[6:14])
    sex = Sex.MALE if int(number[16]) % 2 else Sex.FEMALE
    notes = []
    if CHECKS[sum(w * int(c) for w, c in zip(WEIGHTS, number, strict=False)) % 11] != number[17]:
        notes.append(_("The identity number's last character does not fit the rest. Check it."))
    if born is None:
        notes.append(_("The identity number names no day of birth. Check it."))
    return Read(Identity(number[14:], born, sex), " ".join(notes), not notes)


def _fifteen(number: str) -> Read[Identity]:
    """As given out until 1999: no check, two figures of the year."""
    born = _born(f"19{number[6:12]}")
    note = "" if born else _("The identity number names no day of birth. Check it.")
    return Read(Identity(number[11:], born, Sex.MALE if int(number[14]) % 2 else Sex.FEMALE), note, not note)


def _born(figures: str) -> date | None:
    try:
        born = date(int(figures[:4]), int(figures[4:6]), int(figures[6:]))
    except ValueError:
        return None
    return born if born.year >= 1880 else None
