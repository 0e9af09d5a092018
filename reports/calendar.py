"""Planned visits as a calendar file (.ics): the window and the door, never a name, never why.

A calendar lives on telephones and in other firms' clouds. An entry keeps its UID, so that a file taken again next week
changes what is there and adds nothing twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from icalendar import Calendar, Event

from db import telling
from db.queries.plan import PlanRow
from db.words import _

SPECIFICATION = "-//Nuanfang//Visits//ZH"


def ics(rows: Sequence[PlanRow], title: str, made_at: datetime) -> bytes:
    """Each window as an event of whole days; the day meant stands in its title. Nothing planned is no event."""
    found = Calendar()
    found.add("prodid", SPECIFICATION)
    found.add("version", "2.0")
    found.add("method", "PUBLISH")
    found.add("x-wr-calname", title)
    for row in rows:
        found.add_component(_event(row, made_at))
    return found.to_ical()


def _event(row: PlanRow, made_at: datetime) -> Event:
    event = Event()
    key = f"plan-{row.id}" if row.id else f"window-{row.no}-{row.end.isoformat()}"
    event.add("uid", f"{key}@nuanfang")
    event.add("sequence", row.version)
    event.add("dtstamp", made_at)
    event.add("dtstart", row.start)
    event.add("dtend", row.end + timedelta(days=1))
    words = _("Visit {door}, meant for {day}") if row.on else _("Visit {door}")
    event.add("summary", words.format(door=row.door, day=telling.day(row.on) if row.on else ""))
    event.add("status", "CONFIRMED" if row.id else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event
