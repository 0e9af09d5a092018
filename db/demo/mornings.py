"""The figures of each morning of the last year and more, as `db.queries.figures.counted` would have counted them.

Nothing is asked of the stored rows: every household adds the spans of days in which it counts.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from sqlmodel import Session

from db import rhythm
from db.demo.files import File
from db.demo.loop import Loop, Stop
from db.demo.rows import insert_rows
from db.models import Figure
from db.rhythm import OURS

NAMES = ("active", "followed", "overdue", "met", "due", "needs")
KEPT = 400  # mornings, today's included
ONE = timedelta(days=1)


class Mornings:
    """For each name the steps up and down from one morning to the next."""

    def __init__(self, today: date) -> None:
        self.first, self.today = today - timedelta(days=KEPT - 1), today
        self._steps = {name: [0] * (KEPT + 1) for name in NAMES}

    def store(self, s: Session) -> None:
        days = [self.first + timedelta(days=n) for n in range(KEPT)]
        for name, steps in self._steps.items():
            numbers = zip(days, accumulate(steps), strict=False)
            insert_rows(s, Figure, [{"day": day, "name": name, "number": number} for day, number in numbers])

    def count(self, file: File, stops: Sequence[Stop], loop: Loop) -> None:
        self._needs(loop)
        seen = [stop.day for stop in stops if stop.is_seen]
        face = [stop.day for stop in stops if stop.is_face]
        for first, last in self._active(file):
            self._add("active", first, last)
            self._followed(file, first, last, seen, face)

    def _add(self, name: str, first: date, last: date) -> None:
        """One more on the mornings from the first to the last."""
        first, last = max(first, self.first), min(last, self.today)
        if first <= last:
            steps = self._steps[name]
            steps[(first - self.first).days] += 1
            steps[(last - self.first).days + 1] -= 1

    def _needs(self, loop: Loop) -> None:
        since: list[date | None] = [need["raised_on"] + ONE for need in loop.needs]
        for closing in loop.closings:
            place, ended = closing["need_id"], closing.get("confirmed_on")
            begun = since[place]
            if ended is None or begun is None:
                continue
            self._add("needs", begun, ended)
            again = closing.get("reopened_on")
            by_itself = closing.get("reopened_by_id") is None  # before the morning was counted
            since[place] = again if again is None or by_itself else again + ONE
        for begun in since:
            if begun is not None:
                self._add("needs", begun, self.today)

    def _active(self, file: File) -> Iterator[tuple[date, date]]:
        """The mornings on which it was active, from the opening of its file on."""
        first = file.opened_on + ONE
        for paused_on, woken_on in file.pauses:
            yield first, paused_on
            if woken_on is None:
                return
            first = woken_on
        yield first, file.turned_on or self.today

    def _followed(self, file: File, first: date, last: date, seen: Sequence[date], face: Sequence[date]) -> None:
        """From one meeting or change of tier to the next nothing moves but the day."""
        woken = file.row.get("due_since")
        begun = woken if woken is not None and woken <= first else file.opened_on
        turns = {first - ONE, last, *(day for day in seen if first <= day < last)}
        turns |= {since for since, _tier in file.tiers if first <= since < last}
        for before, until in pairwise(sorted(turns)):
            if until < self.first:
                continue
            tier, since = file.tier_at(before)
            home, met = _last(face, before), _last(seen, before)
            open_on, due_on, _call = rhythm.due(OURS, tier, begun, home, met, since if tier else None)
            if due_on is None or open_on is None:
                continue
            start = before + ONE
            self._add("followed", start, until)
            self._add("overdue", max(start, due_on + ONE), until)
            left_from = start
            if met is not None:
                left_from = max(start, _next_month(met))
                self._add("met", start, min(until, left_from - ONE))
                self._add("due", start, min(until, left_from - ONE))
            self._add("due", max(left_from, due_on.replace(day=1)), until)


def _last(days: Sequence[date], by: date) -> date | None:
    at = bisect_right(days, by)
    return days[at - 1] if at else None


def _next_month(day: date) -> date:
    return (day.replace(day=1) + timedelta(days=31)).replace(day=1)
