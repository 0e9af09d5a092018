"""What was known of a household in the evening of a day gone by, told from its rows before they are stored.

The same as `db.changes.facts` gathers of stored rows; a record is named by its place in its list.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from db import rhythm
from db.changes.facts import BACK, LEAST, LISTS, LOOKS
from db.choices import MeasureState
from db.demo import lasting
from db.demo.files import File
from db.demo.loop import Loop, Stop
from db.demo.usual import SCALES
from db.rhythm import FACE_TO_FACE, OURS
from db.risk.facts import Call, Facts, Promise, Trouble

Span = tuple[date, date | None]


class Past:
    def __init__(self, file: File, stops: Sequence[Stop], loop: Loop) -> None:
        self._file, self._stops, self._loop = file, stops, loop
        self._calls = [_call(stop) for stop in stops]
        self._open = _open(loop)
        self._hardships = lasting.hardships(file.family)
        self._birthdays, self._ring = lasting.birthdays(file.family), lasting.others_to_ring(file.family)

    def days(self) -> Iterator[date]:
        """On which something was found, begun or ended."""
        yield from (stop.day for stop in self._stops)
        yield from (day for spans in self._open for span in spans for day in span if day is not None)
        late = (row for row in self._loop.measures if row.get("is_promise") and row.get("done_on") is not None)
        yield from (row["done_on"] for row in late if row["done_on"] > row["due"])
        yield from (woken for _from, woken in self._file.pauses if woken is not None)

    def on(self, day: date) -> Facts:
        file = self._file
        until = next((n for n in range(len(self._stops), 0, -1) if self._stops[n - 1].day <= day), 0)
        stops = self._stops[:until]
        home = next((stop.day for stop in reversed(stops) if stop.is_face), None)
        met = next((stop.day for stop in reversed(stops) if stop.is_seen), None)
        health, safety, stability = (_level(stops, scale) for scale in SCALES)
        tier, since = file.tier_at(day)
        return Facts(
            household_id=0,
            day=day,
            opened_on=file.opened_on,
            people=lasting.people(file.family, day),
            hardships=self._hardships,
            calls=tuple(self._newest(day, stops)),
            troubles=tuple(self._troubles(day)),
            promises=tuple(self._promises(day)),
            health=health,
            safety=safety,
            stability=stability,
            due_on=rhythm.due(OURS, tier, self._counted_from(day), home, met, since if tier else None).due_on,
            others_to_ring=self._ring,
            is_met=met is not None,
            tier=tier,
            birthdays=self._birthdays,
        )

    def _newest(self, day: date, stops: Sequence[Stop]) -> Iterator[Call]:
        """Newest first, and of the older ones the same as are gathered of stored rows."""
        is_met, notes, looks = False, 0, 0
        for n, stop in enumerate(reversed(stops)):
            call = self._calls[stop.place]
            is_met = is_met or call.seen
            is_noted = call.seen and call.looked
            notes, looks = notes + is_noted, looks + (is_noted and call.face)
            is_told = is_noted and (notes == 1 or call.face and looks <= LOOKS)
            if n < LEAST or call.day >= day - BACK or not is_met or is_told:
                yield call

    def _troubles(self, day: date) -> list[Trouble]:
        needs = ((n, row) for n, row in enumerate(self._loop.needs) if any(_holds(s, day) for s in self._open[n]))
        found = [Trouble(n, row["severity"], row["raised_on"]) for n, row in needs]
        return sorted(found, key=lambda trouble: (trouble.raised_on, trouble.id))

    def _promises(self, day: date) -> list[Promise]:
        """A promise given up does not say when: it is told as if it had never weighed."""
        found = [
            Promise(n, row["due"])
            for n, row in enumerate(self._loop.measures)
            if row.get("is_promise")
            and (row["state"] is MeasureState.OPEN or row.get("done_on") is not None and day < row["done_on"])
            and row["added_on"] <= day
        ]
        return sorted(found, key=lambda promise: (promise.due, promise.id))

    def _counted_from(self, day: date) -> date:
        woken = self._file.row.get("due_since")
        return woken if woken is not None and woken <= day else self._file.opened_on


def _level(stops: Sequence[Stop], scale: str) -> int | None:
    return next((int(stop.row[scale]) for stop in reversed(stops) if stop.row.get(scale) is not None), None)


def _call(stop: Stop) -> Call:
    row = stop.row
    told: dict[str, Any] = {name: tuple(row.get(name) or ()) for name in LISTS}
    return Call(
        id=stop.place,
        day=stop.day,
        outcome=row["outcome"],
        face=row["way"] in FACE_TO_FACE,
        **told | {scale: row.get(scale) for scale in SCALES},
    )


def _open(loop: Loop) -> list[list[Span]]:
    """For each problem the spans of evenings in which it was open: from the first day, to the day before the second."""
    spans: list[list[Span]] = [[(need["raised_on"], None)] for need in loop.needs]
    for closing in loop.closings:
        ended, again, own = closing.get("confirmed_on"), closing.get("reopened_on"), spans[closing["need_id"]]
        if ended is not None:
            own[-1] = own[-1][0], ended
            if again is not None:
                own.append((again, None))
    return spans


def _holds(span: Span, day: date) -> bool:
    return span[0] <= day and (span[1] is None or day < span[1])
