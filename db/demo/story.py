"""The story of a household over two years: which threads it has, and how grave things are on a day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from db.demo import threads_fire, threads_health, threads_home, threads_life, usual
from db.demo.people import Family
from db.demo.thread import Phase, Thread
from db.rhythm import GREAT

THREADS = (*threads_home.THREADS, *threads_fire.THREADS, *threads_health.THREADS, *threads_life.THREADS)


@dataclass
class Happening:
    """A thread in this household: from when it can be found, until when it lasts, and how far it was told."""

    thread: Thread
    start: date
    end: date
    is_raised: bool = False
    is_settled: bool = False


class Story:
    """Threads follow each other, seldom more than two at once. What is told depends on when somebody comes."""

    def __init__(self, dice: Random, family: Family, start: date, end: date, often: float) -> None:
        themes = set(family.themes)
        self._may = [t for t in THREADS if not t.themes or t.themes & themes]
        self.usual = dict(zip(usual.SCALES, usual.LEVELS[family.kind], strict=True))
        self.happenings = list(self._threads(dice, start, end, often))
        self.end = end

    def _threads(self, dice: Random, start: date, end: date, often: float) -> list[Happening]:
        found: list[Happening] = []
        day, used = start + timedelta(days=dice.randint(-20, 60)), list[Thread]()
        while day < end:
            free = [t for t in self._may if t not in used[-6:] and (not t.months or day.month in t.months)]
            if free:
                # What belongs to this household comes before what could happen to anybody.
                thread = dice.choices(free, [t.weight * (2 if t.themes else 1) for t in free])[0]
                lasts = timedelta(days=dice.randint(*thread.days))
                found.append(Happening(thread, day, day + lasts))
                used.append(thread)
                day += timedelta(days=int(lasts.days * dice.uniform(0.3, 1.3)))
            day += timedelta(days=int(dice.expovariate(1 / often)) + 6)
        return found

    def befall(self, day: date, name: str = "") -> bool:
        """Let something grave be told first on this day (a thread by its name, or a great change), if any such thing
        can happen to this household."""
        going = [each.thread for each in self.happenings if each.is_raised and not each.is_settled]
        may = [t for t in self._may if (t.name == name if name else t.change in GREAT and t.peak == 3)]
        grave = [t for t in may if t not in going]
        if grave:
            self.happenings.insert(0, Happening(grave[0], day, day + timedelta(days=grave[0].days[1])))
        return bool(grave)

    def at(self, day: date) -> list[tuple[Thread, Phase]]:
        """What a visit on this day has to tell; threads move on by being told."""
        told: list[tuple[Thread, Phase]] = []
        for each in self.happenings:
            if each.start > day or each.is_settled or len(told) == 2:
                continue
            if not each.is_raised:
                if each.end < day:  # over before anybody came
                    each.is_settled = True
                    continue
                each.is_raised = True
                told.append((each.thread, Phase.RAISED))
            elif each.end <= day:
                each.is_settled = True
                told.append((each.thread, Phase.SETTLED))
            else:
                told.append((each.thread, Phase.GOING))
        return told

    def levels(self, told: list[tuple[Thread, Phase]]) -> dict[str, int]:
        """The three scales as they look on that day, 0 to 3."""
        found = dict(self.usual)
        for thread, phase in told:
            level = {Phase.RAISED: thread.peak, Phase.GOING: max(1, thread.peak - 1), Phase.SETTLED: 0}[phase]
            found[thread.scale] = min(3, max(found[thread.scale], level))
        return found
