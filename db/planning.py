"""A proposal of who is seen when, by whom: each visit within its window, each person's days level. Pure.

Heavy tiers are given their days first, and within a tier the most pressing first. A visit goes to one of the days of
its window that its visitor has emptiest; of these to the one on which most neighbours are seen already.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from heapq import heapify, heappop, heappush
from typing import NamedTuple

from db.choices import Tier

ONE = timedelta(days=1)
LONGEST = timedelta(days=120)  # no window is longer, so that one can be found by where it begins
SLACK = 1  # visits a day may have more than the emptiest one, when neighbours are seen on it
MOST = 8  # calls one person can make in a day


class Meant(NamedTuple):
    """One visit of a proposal: whom to see, in which window, on which day, by whom."""

    household_id: int
    account_id: int | None
    start: date
    end: date
    on: date
    phone_counts: bool = False


class Home(NamedTuple):
    """A household to be seen. `open_on` and `due_on` are its next window, `days` and `slack` its rhythm; `place` sorts
    as one walks and begins with the building; `agreed` are days on which it is seen anyway."""

    household_id: int
    tier: Tier | None
    account_id: int | None
    open_on: date
    due_on: date
    days: int
    slack: int
    place: tuple[int | str, ...]
    phone_counts: bool = False
    agreed: tuple[date, ...] = ()


@dataclass
class Proposal:
    """`lines` by person and day as one walks. `tiers` is each line's tier, by its household. `left` are households
    overdue already for which no day has room."""

    lines: list[Meant] = field(default_factory=list)
    left: list[int] = field(default_factory=list)
    tiers: dict[int, Tier | None] = field(default_factory=dict)
    days: Sequence[date] = ()
    most: int = MOST

    def load(self) -> dict[tuple[int | None, date], int]:
        """How many visits each person makes on each day."""
        found: dict[tuple[int | None, date], int] = {}
        for line in self.lines:
            found[line.account_id, line.on] = found.get((line.account_id, line.on), 0) + 1
        return found

    def by_month(self) -> dict[tuple[int | None, date, Tier | None], int]:
        """Visits by person, first day of the month, and tier."""
        found: dict[tuple[int | None, date, Tier | None], int] = {}
        for line in self.lines:
            key = line.account_id, line.on.replace(day=1), self.tiers[line.household_id]
            found[key] = found.get(key, 0) + 1
        return found


def working_days(first: date, last: date, free: Iterable[date] = ()) -> list[date]:
    """Monday to Friday, without the days named free and with no other."""
    closed = set(free)
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return [day for day in days if day.weekday() < 5 and day not in closed]


def month(day: date, months: int = 1) -> tuple[date, date]:
    """The first and the last day of the month a day lies in, or of so many months from there on."""
    first = day.replace(day=1)
    after = first
    for _month in range(months):
        after = (after + timedelta(days=31)).replace(day=1)
    return first, after - ONE


def last_to_plan(last: date) -> date:
    """A window that ends on the weekend behind the last day is this period's too: nobody would keep it in the next."""
    while (last + ONE).weekday() >= 5:
        last += ONE
    return last


def propose(
    homes: Iterable[Home],
    days: Sequence[date],
    first: date,
    last: date,
    most: int = MOST,
    busy: Mapping[tuple[int | None, date], int] | None = None,
) -> Proposal:
    """Every visit whose window ends by the last day, each following window counted from the visit before.

    Nobody is proposed outside the window, save who is overdue at the beginning: then on the first day with room, or
    not at all. A window without a working day is kept on a free day. Where all its days are full, the day's most gives
    way, not the rule.
    """
    people: dict[int | None, list[Home]] = {}
    for home in homes:
        people.setdefault(home.account_id, []).append(home)
    found = Proposal(days=days, most=most)
    edge = last_to_plan(last)
    for who in sorted(people, key=lambda key: (key is None, key or 0)):
        load = {day: n for (person, day), n in (busy or {}).items() if person == who}
        lines, left = _one_person(people[who], days, first, last, edge, most, load)
        places = {home.household_id: home.place for home in people[who]}
        lines.sort(key=lambda line: (line.on, places[line.household_id], line.household_id))
        found.lines += lines
        found.left += left
        found.tiers |= {home.household_id: home.tier for home in people[who]}
    return found


class _Days:
    """One person's days: how full each is, and which buildings are seen on it."""

    def __init__(self, days: Sequence[date], load: dict[date, int], most: int) -> None:
        self.days, self.load, self.most = days, load, most
        self.seen: dict[tuple[date, int | str], int] = {}

    def within(self, start: date, end: date) -> Sequence[date]:
        """The working days of a window; its free ones where it has no other."""
        from_, to = bisect_left(self.days, start), bisect_right(self.days, end)
        if from_ < to:
            return self.days[from_:to]
        return [start + timedelta(days=n) for n in range((end - start).days + 1)]

    def best(self, days: Sequence[date], building: int | str) -> date:
        counts = [self.load.get(day, 0) for day in days]
        level = min(counts) + SLACK
        fit = [day for day, n in zip(days, counts, strict=True) if n <= level and n < self.most]
        fit = fit or [day for day, n in zip(days, counts, strict=True) if n == min(counts)]
        middle = days[len(days) // 2]  # early enough to be put off once, late enough not to come twice in a month
        return min(
            fit,
            key=lambda day: (
                -self.seen.get((day, building), 0),
                self.load.get(day, 0),
                abs((day - middle).days),
                day,
            ),
        )

    def soonest(self, start: date) -> date | None:
        """The first day with room from a day on."""
        days = self.days[bisect_left(self.days, start) :]
        return next((day for day in days if self.load.get(day, 0) < self.most), None)

    def take(self, day: date, building: int | str) -> None:
        self.load[day] = self.load.get(day, 0) + 1
        self.seen[day, building] = self.seen.get((day, building), 0) + 1


def _one_person(
    homes: Sequence[Home], days: Sequence[date], first: date, last: date, edge: date, most: int, load: dict[date, int]
) -> tuple[list[Meant], list[int]]:
    room = _Days(days, load, most)
    lines: list[Meant] = []
    left: list[int] = []
    for tier in (*Tier, None):
        queue = [
            (home.due_on, home.place, home.household_id, home.open_on, home)
            for home in homes
            if home.tier is tier and home.due_on <= edge and home.open_on <= last
        ]
        heapify(queue)
        while queue:
            due_on, place, key, open_on, home = heappop(queue)
            agreed = _agreed(home, open_on, due_on, first, last)
            if agreed is not None:
                on = agreed
            elif due_on >= first:
                on = room.best(room.within(max(open_on, first), min(due_on, last)), place[0])
            elif (soonest := room.soonest(first)) is not None:
                on = soonest
            else:
                left.append(key)
                continue
            if agreed is None:
                room.take(on, place[0])
                end = max(due_on, on)
                opens = max(open_on, end - LONGEST)
                lines.append(Meant(key, home.account_id, opens, end, on, home.phone_counts))
            following = on + timedelta(days=home.days)
            opens = max(following - timedelta(days=home.slack), on + ONE)
            if following <= edge and opens <= last:
                heappush(queue, (following, place, key, opens, home))
    return lines, left


def _agreed(home: Home, open_on: date, due_on: date, first: date, last: date) -> date | None:
    """A visit agreed otherwise that keeps this window: within it or, where it is overdue, as the first to come."""
    end = last if due_on < first else due_on
    return min((day for day in home.agreed if max(open_on, first) <= day <= min(end, last)), default=None)
