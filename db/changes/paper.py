"""What leaves the house is written to the log: who, for whom, over which days, by which filters. Never the values."""

from collections.abc import Iterable, Sequence

from sqlmodel import Session

from db import log
from db.briefing import BriefingAsked
from db.choices import Deed
from db.rights import BRIEF, Person, Right, require


def log_export(
    s: Session, actor: Person, what: str, rows: int, filters: Sequence[str] = (), how: Iterable[str] = ()
) -> None:
    """A list taken out as a spreadsheet. `filters` are the names of those that were set; `how`: masked, locked."""
    require(actor, Right.EXPORT)
    said = f"{rows} rows" + (f", by {', '.join(filters)}" if filters else "")
    _write(s, actor, Deed.EXPORT, what, None, "; ".join([said, *how]))


def log_print(s: Session, actor: Person, what: str, record_id: int | None = None, detail: str = "") -> None:
    """A paper about people made for printing."""
    require(actor, Right.SEE_PEOPLE)
    _write(s, actor, Deed.PRINT, what, record_id, detail)


def log_briefing(s: Session, actor: Person, asked: BriefingAsked) -> None:
    """A briefing made for download or on the command line."""
    require(actor, BRIEF[asked.audience])
    filters = [name for name, value in (("building", asked.building_id), ("hardship", asked.hardship)) if value]
    said = f"{asked.audience}, {asked.start.isoformat()} to {asked.end.isoformat()}"
    said += f", {len(asked.pictures)} pictures" if asked.pictures else ""
    _write(s, actor, Deed.PRINT, "briefing", None, said + (f", by {', '.join(filters)}" if filters else ""))


def _write(s: Session, actor: Person, deed: Deed, what: str, record_id: int | None, detail: str) -> None:
    # The command line has no account: whoever may start it there holds the data folder itself.
    log.write(s, actor.id or None, actor.name, deed, what, record_id, detail)
