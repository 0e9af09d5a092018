"""Amounts of money in whole yuan: 200元, ¥1,200.50, 1.2万, 一百."""

import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from db.reading import numerals
from db.reading.cell import as_typed, remembered, says_nothing, text_of
from db.reading.read import Read
from db.sheets.book import Cell
from db.words import _

MOST = 1_000_000_000
FIGURES = re.compile(
    r"(?:人民币|RMB|CNY|[¥$])? ?(-?\d[\d, ]*(?:\.\d+)?) ?([千万]?)(?:元整?|块钱?|圆整?|RMB|yuan|CNY)?", re.IGNORECASE
)
SPELLED = re.compile(rf"(?:人民币)?([{numerals.WRITTEN}万]+)(?:元整?|块钱?|圆整?)?")
TIMES = {"": 1, "千": 1_000, "万": 10_000}
ABOUT = re.compile(r"^(?:约|大约|共|合计|计|每[月年人次户])|(?:/|每)[月年人次户天]$|左右$|以内$")


def amount(value: Cell) -> Read[int]:
    """Whole yuan; half a yuan is rounded up and said."""
    return _amount(value if isinstance(value, str) else text_of(value))


@remembered
def _amount(typed: str) -> Read[int]:
    text = text_of(typed)
    if says_nothing(text):
        return Read(None)
    kept, bare = as_typed(typed), ABOUT.sub("", ABOUT.sub("", text)).strip()
    found = _decimal(bare)
    if found is None or not 0 < found <= MOST:
        said = _("“{text}” is no amount. It goes into the note.").format(text=kept[:60])
        return Read(None, said, sure=False, left=kept)
    whole = int(found.quantize(Decimal(1), ROUND_HALF_UP))
    if whole != found or whole == 0:
        said = _("“{text}” was rounded to {n} yuan.").format(text=kept, n=max(whole, 1))
        return Read(max(whole, 1), said, sure=False, left=kept)
    return Read(whole, left="" if bare == text else kept)


def _decimal(text: str) -> Decimal | None:
    if figures := FIGURES.fullmatch(text):
        try:
            return Decimal(re.sub(r"[, ]", "", figures[1])) * TIMES[figures[2]]
        except InvalidOperation:
            return None
    if spelled := SPELLED.fullmatch(text):
        number = numerals.number(spelled[1])
        return None if number is None else Decimal(number)
    return None
