"""Why a file cannot be taken, and what was left out of one, as codes: the process that reads files speaks no language.

`sentences` says them to people. Nothing is imported here but what Python has loaded anyway: reading starts quickly.
"""

from enum import StrEnum


class Why(StrEnum):
    EMPTY = "empty"
    LARGE = "large"
    UNPACKS = "unpacks"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    MACRO = "macro"
    LINK = "link"
    EMBEDDED = "embedded"
    PASSWORD = "password"
    HTML = "html"
    XML = "xml"
    BINARY = "binary"
    OPEN_DOCUMENT = "open_document"
    WORDS = "words"
    ARCHIVE = "archive"
    PICTURE = "picture"
    NO_TABLE = "no_table"
    LETTERS = "letters"
    ROWS = "rows"
    COLUMNS = "columns"
    CELL = "cell"
    TOO_MUCH = "too_much"
    SLOW = "slow"
    BUSY = "busy"
    NOTHING = "nothing"


class Left(StrEnum):
    """What a reader of the preview is told was left out, or was assumed."""

    PICTURES = "pictures"
    COMMENTS = "comments"
    CHARTS = "charts"
    EMPTY_SHEET = "empty_sheet"
    CHART_SHEET = "chart_sheet"
    HIDDEN_LARGE = "hidden_large"
    NAMED = "named"
    QUOTES = "quotes"


class Unreadable(Exception):  # noqa: N818 (it is an answer, not a fault)
    """The file is refused. `where` fills the places of the sentence."""

    def __init__(self, why: Why, **where: str | int) -> None:
        self.why, self.where = why, where
        super().__init__(why)
