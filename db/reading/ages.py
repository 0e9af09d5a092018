"""Ages: 78, 78岁, 七十八, 3个月."""

import re

from db.reading import numerals
from db.reading.cell import as_typed, remembered, says_nothing, text_of
from db.reading.days import OLDEST
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

YEARS = re.compile(
    rf"(?:年龄:?|[虚实周]岁?|满)?(\d{{1,3}}|[{numerals.WRITTEN}]{{1,5}})(?:周?岁|years?(?:old)?|y)?", re.IGNORECASE
)
MONTHS = re.compile(rf"(?:\d{{1,2}}|[{numerals.WRITTEN}]{{1,3}})个?月|(?:\d{{1,3}}|[{numerals.WRITTEN}]{{1,3}})[天日]")


def age(value: Cell, year: int | None = None) -> Read[int]:
    """Years of age. A year of birth in the column of ages (1948) is taken from `year`, the sheet's own."""
    return _age(value if isinstance(value, str) else text_of(value), year)


@remembered
def _age(typed: str, year: int | None) -> Read[int]:
    text = text_of(typed)
    if says_nothing(text):
        return Read(None)
    kept, text = as_typed(typed), text.replace(" ", "")
    if MONTHS.fullmatch(text):
        return Read(0, left=kept)
    if found := YEARS.fullmatch(text):
        years = numerals.number(found[1])
        if years is not None and years <= OLDEST:
            unsure = "虚" in text
            note = _("“{text}” counts the years in the old way, one more than the birthdays.").format(text=kept)
            return Read(years, note if unsure else "", not unsure, kept if unsure else "")
    if year and (born := re.fullmatch(r"((?:18|19|20)\d\d)年?", text)) and 0 <= year - int(born[1]) <= OLDEST:
        said = _("“{text}” is a year of birth: {n} years in {year}.")
        return Read(year - int(born[1]), said.format(text=kept, n=year - int(born[1]), year=year), False, kept)
    said = _("“{text}” is no age. It goes into the note.").format(text=kept[:60])
    return Read(None, said, sure=False, left=kept)
