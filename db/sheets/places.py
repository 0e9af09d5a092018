"""Where a cell stands: `B5` is column 2, row 5."""

import re

REFERENCE = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576  # of any spreadsheet program


def column_number(letters: str) -> int:
    """A → 1, Z → 26, AA → 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(65 + left) + letters
    return letters


def place(row: int, column: int) -> str:
    """The name of a cell counted from 0."""
    return f"{column_letters(column + 1)}{row + 1}"


def span(text: str) -> tuple[int, int, int, int] | None:
    """`A1:B5` as first row and column, last row and column, counted from 0; one cell is a span of itself."""
    first, _colon, last = text.partition(":")
    ends = REFERENCE.fullmatch(first), REFERENCE.fullmatch(last or first)
    if ends[0] is None or ends[1] is None:
        return None
    (left, top), (right, bottom) = ((column_number(end[1]) - 1, int(end[2]) - 1) for end in ends if end)
    return top, left, bottom, right
