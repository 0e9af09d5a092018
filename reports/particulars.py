"""What a spreadsheet says of itself, for whoever finds it in a year: what it is, when and by whom it was made."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from db import privacy
from db.untold import is_untold
from db.words import _


@dataclass(frozen=True)
class Particulars:
    """`filters` are names of filters with what was chosen; `rows` counts what is on the list, not its head."""

    title: str
    estate: str
    made_at: datetime
    by: str
    rows: int
    is_masked: bool
    filters: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()


def lines(told: Particulars) -> list[tuple[str, object]]:
    return list(_lines(told))


def _lines(told: Particulars) -> Iterator[tuple[str, object]]:
    yield _("List"), told.title
    yield _("Estate"), told.estate
    yield _("Made on"), told.made_at
    yield _("Made by"), told.by
    yield _("Rows on the list"), str(told.rows) if is_untold(told.rows) else told.rows
    if told.filters:
        yield from told.filters
    else:
        yield _("Filters"), _("None: everything on file")
    yield _("Names and doors"), _masked() if told.is_masked else _open()
    for note in told.notes:
        yield _("Note"), note


def _masked() -> str:
    return _("Masked: names as {name}, doors, phones and illnesses as {mask}").format(
        name=privacy.someone("陈"), mask=privacy.MASK
    )


def _open() -> str:
    return _("In full. Personal information: only for the work it was made for; destroy it after use.")
