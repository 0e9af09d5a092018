"""When somebody comes: as often as the tier asks, before festivals, in heat and cold, and sometimes not at all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from db.choices import Outcome, Tier, Way
from db.clock import CHINA
from db.demo.files import EVERY, File
from db.demo.seasons import COLD, HEAT, festivals, working_day

FORGOTTEN, SHUT = 0.13, 0.24  # of the households: not visited lately; with doors shut several times in a row
NO_LONGER = 12  # days that a shut door is left at
HOURS = (9, 9, 9, 10, 10, 10, 10, 11, 14, 14, 15, 15, 15, 16, 16, 17, 19)


@dataclass(frozen=True)
class Call:
    """A visit before a word of it is written."""

    at: datetime
    way: Way
    outcome: Outcome

    @property
    def day(self) -> date:
        return self.at.date()


def weight(file: File, start: date) -> float:
    """How often a household is due in all: by its tier, and by how long its file is open."""
    return max(0, (file.end - max(start, file.opened_on)).days) / EVERY[file.tier]


def shares(weights: Sequence[float], visits: int) -> list[int]:
    """How many of the visits each household has; all are given out."""
    whole = sum(weights)
    exact = [visits * each / whole for each in weights] if whole else [visits / len(weights)] * len(weights)
    found = [int(each) for each in exact]
    rest = sorted(range(len(exact)), key=lambda n: (found[n] - exact[n], n))
    for n in rest[: visits - sum(found)]:
        found[n] += 1
    return found


def calls(dice: Random, file: File, count: int, start: date) -> list[Call]:
    """The visits of one household in order of time."""
    if not count:
        return []
    first = max(start, file.opened_on)
    last = max(first, file.end)
    # Some are forgotten for a while at the end: the register must have somebody to remind of.
    every = max(1, (last - first).days // count)
    late = dice.random()
    behind = dice.uniform(1.4, 2.5) if late < FORGOTTEN else dice.uniform(0.02, 0.98)
    until = max(first, last - timedelta(days=int(behind * min(every, EVERY[file.tier]))))
    days = _days(dice, first, until, count)
    missed = _missed(dice, len(days), late)
    found, taken, span = [], set[date](), (until - first).days
    for n, day in enumerate(sorted(days)):
        while day in taken and count * 2 < span:
            day = day + timedelta(days=1) if day < until else first + timedelta(days=dice.randrange(span))
        taken.add(day)
        at = datetime.combine(day, time(dice.choice(HOURS), dice.randrange(0, 60, 5)), CHINA)
        found.append(_call(dice, file, at, missed[n]))
    found.sort(key=lambda each: each.at)
    if late >= SHUT and found[-1].way is not Way.SIGNAL and dice.random() < 0.9:
        found[-1] = Call(found[-1].at, Way.HOME, Outcome.MET)  # whoever is not forgotten was met at home
    elif not found[-1].outcome.seen and (file.end - found[-1].day).days > NO_LONGER:
        found[-1] = Call(found[-1].at, Way.HOME, Outcome.MET)  # nobody leaves it at a door that stayed shut
    return found


def unanswered(dice: Random, planned: Sequence[Call], end: date) -> list[Call]:
    """The same, but for the last two: called on twice within days, and no answer."""
    found, day = list(planned[:-2]), end - timedelta(days=dice.randint(0, 2))
    before = max(found[-1].day, day - timedelta(days=dice.randint(1, 2)))
    for on, hour in ((before, 18), (max(day, before), 19)):
        found.append(Call(datetime.combine(on, time(hour, 10), CHINA), Way.HOME, Outcome.NO_ANSWER))
    return found


def met_lately(planned: Sequence[Call], end: date) -> list[Call]:
    """The same, but the last one met somebody at home, some days ago at most."""
    last = planned[-1]
    day = max(last.day, end - timedelta(days=NO_LONGER))
    return [*planned[:-1], Call(last.at + (day - last.day), Way.HOME, Outcome.MET)]


def _days(dice: Random, first: date, until: date, count: int) -> list[date]:
    """Even steps with a shake, drawn to the days before a festival and to heat and cold."""
    span = (until - first).days
    step = span / count
    rounds = [each.day for each in festivals(first, until)] if step > 5 else []
    found = []
    for n in range(count):
        offset = span - step * (count - 1 - n) if n == count - 1 else step * (n + dice.uniform(0.1, 0.9))
        day = first + timedelta(days=int(offset))
        for festival in rounds:
            if 0 < (festival - day).days < step and dice.random() < 0.55:
                day = festival - timedelta(days=dice.randint(1, 10))
                break
        else:
            shaken = day + timedelta(days=int(step * dice.uniform(-0.6, 0.6)))
            if day.month not in (*HEAT, *COLD) and shaken.month in (*HEAT, *COLD) and step > 5:
                day = shaken
        day = min(max(day, first), until)
        found.append(working_day(day, first) if dice.random() < 0.9 else day)
    return found


def _missed(dice: Random, count: int, late: float) -> list[bool]:
    """Doors stay shut now and then; for some households several times in a row."""
    missed = [dice.random() < 0.1 for _n in range(count)]
    if count > 4 and FORGOTTEN <= late < SHUT:
        run = dice.randint(2, min(5, count - 1))
        at = count - run if late < (FORGOTTEN + SHUT) / 2 else dice.randint(1, count - run)
        missed[at : at + run] = [True] * run
    return missed


def _call(dice: Random, file: File, at: datetime, is_missed: bool) -> Call:
    often = file.tier is Tier.ONE
    roll = dice.random()
    if often and file.family.single and roll < 0.16:
        return Call(at, Way.SIGNAL, Outcome.MET)
    way = (
        Way.PHONE if roll < (0.46 if often else 0.24) else Way.DOOR if roll < 0.55 and dice.random() < 0.3 else Way.HOME
    )
    if is_missed:
        if way is Way.PHONE:
            return Call(at, way, dice.choice((Outcome.NOT_REACHED, Outcome.NOT_REACHED, Outcome.NO_ANSWER)))
        shut = (Outcome.NO_ANSWER, Outcome.NOT_IN, Outcome.REFUSED)
        return Call(at, way, dice.choices(shut, (5, 4, 2))[0])
    family = not file.family.single and dice.random() < 0.13
    return Call(at, way, Outcome.FAMILY if family else Outcome.MET)
