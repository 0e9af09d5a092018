"""The log: who, when, what, on which record. Never the values.

Each entry's `mac` covers the entry before it, and the head keeps their number and the last mac, so that an entry
changed, taken out, swapped or cut off at the end is found by `verify`.
"""

import hashlib
import json
from datetime import datetime

from sqlmodel import Session, col, select

from db import clock
from db.choices import Deed
from db.models import LogEntry, LogHead


def write(
    s: Session,
    account_id: int | None,
    who: str,
    deed: Deed,
    record: str = "",
    record_id: int | None = None,
    detail: str = "",
    at: datetime | None = None,
) -> None:
    """Add an entry in the deed's own transaction. Reading the head for update queues the writers."""
    head = s.exec(select(LogHead).with_for_update()).one()
    entry = LogEntry(
        at=at or clock.now(),
        account_id=account_id,
        who=_plain(who, 40),
        deed=deed,
        record=record,
        record_id=record_id,
        detail=_plain(detail, 400),
        mac="",
    )
    entry.mac = _mac(head.mac, entry)
    head.count += 1
    head.mac = entry.mac
    s.add(entry)
    s.add(head)
    s.flush()


def verify(s: Session) -> str:
    """An empty text when the chain holds, else what is wrong with it."""
    mac, count = "", 0
    for entry in s.exec(select(LogEntry).order_by(col(LogEntry.id))):
        if entry.mac != _mac(mac, entry):
            return f"entry {entry.id} does not follow from the one before"
        mac, count = entry.mac, count + 1
    head = s.exec(select(LogHead)).one()
    if (head.count, head.mac) != (count, mac):
        return f"{head.count} entries were written, {count} are there"
    return ""


def _mac(before: str, entry: LogEntry) -> str:
    told = [
        before,
        entry.at.isoformat(),
        entry.account_id,
        entry.who,
        str(entry.deed),
        entry.record,
        entry.record_id,
        entry.detail,
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _plain(text: str, most: int) -> str:
    """One line: a typed line break could forge an entry in a printed log."""
    return "".join(c if c.isprintable() else " " for c in text)[:most]
