"""A table as text: in which letters it is written, what parts its cells, and what to make of quotation marks."""

import csv
import re
from itertools import islice

from db.sheets.answer import Answer
from db.sheets.limits import MOST_COLUMNS, MOST_OF_A_FORMULA
from db.sheets.scan import Formulas
from db.sheets.why import Left, Unreadable, Why

BYTE_ORDER = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
SEPARATORS = (",", "\t", ";")
LOOKED_AT = 200  # lines
CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1b-\x1f\x7f]")
# ="0013" is how programs keep a spreadsheet from taking the noughts away; anything else behind = is a formula.
KEPT_AS_TEXT = re.compile(r'="([^"]*)"')
FORMULA = re.compile(r"\s*=[\w(+\-@'\"\[]")


TITLE = ""  # its one sheet is named after the file, by whoever knows that name


def read(content: bytes, answer: Answer) -> None:
    text = _decoded(content)
    if CONTROL.search(text):
        raise Unreadable(Why.NO_TABLE)
    said = re.match(r"sep=(.)\r?\n", text)
    if said:  # a line for spreadsheet programs, not part of the table
        text = text[said.end() :]
    csv.field_size_limit(len(text) + 1)  # ours is told with the place of the cell, later
    rows = _rows(text, said[1] if said and said[1] in SEPARATORS else _separator(text), answer)
    formulas: Formulas = {}
    used = 0
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            if not cell or cell.isspace():
                continue
            if column >= MOST_COLUMNS or number >= answer.last_row:
                answer.refuse_far(TITLE, column + 1, number + 1)
            used = number + 1
            if "=" in cell[:40] and FORMULA.match(cell):
                if kept := KEPT_AS_TEXT.fullmatch(cell.strip()):
                    row[column] = kept[1]
                else:
                    formulas.setdefault(number, {})[column] = cell.strip()[:MOST_OF_A_FORMULA]
        del row[MOST_COLUMNS:]
    answer.sheet(TITLE, rows[:used], formulas)
    answer.end("csv")


def _decoded(content: bytes) -> str:
    """By its byte order mark, else strictly as UTF-8, else as GB18030: text that is UTF-8 by chance there is none."""
    try:
        for mark, encoding in BYTE_ORDER:
            if content.startswith(mark):
                return content[len(mark) :].decode(encoding)
        if b"\0" in content:
            raise Unreadable(Why.NO_TABLE)
        try:
            return content.decode("utf-8")
        except UnicodeDecodeError:
            return content.decode("gb18030")
    except UnicodeDecodeError as unknown:
        raise Unreadable(Why.LETTERS) from unknown


def _separator(text: str) -> str:
    """The one that parts most lines into the same number of cells; of equals the one that makes more of them."""
    lines = text[:100_000].splitlines()[:LOOKED_AT]

    def worth(separator: str) -> tuple[int, int]:
        counts = [len(row) for row in islice(csv.reader(lines, delimiter=separator), LOOKED_AT) if len(row) > 1]
        usual = max(set(counts), key=counts.count, default=0)
        return counts.count(usual) if usual else 0, usual

    return max(SEPARATORS, key=worth)


def _rows(text: str, separator: str, answer: Answer) -> list[list[str]]:
    """Quotation marks are taken as the format has them; where they do not pair, as what makes rows more even."""
    lines = _lines(text)
    try:
        return list(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        answer.note(Left.QUOTES)
    plain = list(csv.reader(lines, delimiter=separator, quoting=csv.QUOTE_NONE))
    return max(plain, list(csv.reader(lines, delimiter=separator)), key=_even)


def _lines(text: str) -> list[str]:
    """Lines as this format knows them; `splitlines` would also break at marks that stand inside a cell."""
    return [f"{line}\n" for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def _even(rows: list[list[str]]) -> int:
    widths = [len(row) for row in rows if len(row) > 1]
    return widths.count(max(set(widths), key=widths.count)) if widths else 0
