"""The threads of a household as problems: raised at a visit, followed, ended with evidence, now and then come back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from db.choices import ClosingKind, HouseholdState, Level, NeedState, PlanState, PlanWhy, Solved, Word
from db.demo import courses_home, courses_life
from db.demo.course import Course
from db.demo.doings import Doings
from db.demo.files import GONE, File
from db.demo.loop import Loop, Stop
from db.demo.rows import Row
from db.demo.staff import Team
from db.demo.talk import lines
from db.demo.thread import Phase, Thread

COURSES = courses_home.COURSES | courses_life.COURSES
WRITTEN, WRITTEN_OPEN = 0.56, 0.97  # of the threads that were settled, of those that go on: written down as a problem
RECENT = 14  # days a closing may still wait for its confirmation
WORDS = ((Word.SATISFIED, Word.MOSTLY, Word.NOT, Word.NOT_ASKED), (56, 24, 5, 15))
SEEN_BY = ("上门看过：", "上门看过：", "电话回访：", "回访：", "")
SENT_BACK = lines("""
    缺照片，补一张再报。
    只写了“已办”，写清是谁办的、哪天办的。
    本人怎么说没有写，回访后再报。
""")
AGAIN = lines("""
    本人来电，说又和从前一样。
    邻居反映又出现，上门看过属实。
    家属说只好了半个月。
""")
PROCEDURAL = lines("""
    已转由街道办理，后续由窗口直接答复。
    本人不再要求，已说明可随时再提。
    家属接手自己办，留了联系方式。
    不符合条件，政策已当面讲清。
""")
NEW = lines("""
    说最近夜里睡不好。
    又添了一样药，记不住。
    家里老人也要人照看。
    电费比上月多。
""")


@dataclass
class Problem:
    """A thread with the visits that told of it."""

    thread: Thread
    raised: Stop
    followed: list[Stop] = field(default_factory=list)
    settled: Stop | None = None


def problems(stops: Iterable[Stop]) -> list[Problem]:
    """The threads in the order in which they were raised."""
    found, going = list[Problem](), dict[str, Problem]()
    for stop in stops:
        for thread, phase in stop.told:
            known = going.get(thread.name)
            if phase is Phase.SETTLED and known:
                going.pop(thread.name).settled = stop
            elif known:
                known.followed.append(stop)
            elif phase is Phase.RAISED:
                going[thread.name] = Problem(thread, stop)
                found.append(going[thread.name])
    return found


class Needs:
    """Writes down the problems of one household, as the deeds would leave them on the evening of `last`."""

    def __init__(self, dice: Random, file: File, stops: Sequence[Stop], team: Team, last: date, loop: Loop) -> None:
        self.dice, self.file, self.stops, self.team, self.loop = dice, file, stops, team, loop
        self.is_gone = file.state in GONE
        self.last = file.turned_on if self.is_gone and file.turned_on else last
        self.doings = Doings(dice, file, team, self.last, loop)

    def tell(self) -> None:
        for problem in problems(self.stops):
            if self.dice.random() < (WRITTEN if problem.settled else WRITTEN_OPEN):
                self._raise(problem)
        touched = {row["need_id"] for row in (*self.loop.measures, *self.loop.slips)}
        for place, need in enumerate(self.loop.needs):
            if need["state"] is NeedState.OPEN and place in touched:
                need["state"] = NeedState.IN_HAND

    def _raise(self, problem: Problem) -> None:
        dice, raised, course = self.dice, problem.raised, COURSES[problem.thread.name]
        place = len(self.loop.needs)
        severity = max(1, problem.thread.peak - (dice.random() < 0.2))
        need: Row = {
            "kind": course.kind,
            "words": dice.choice(course.words),
            "severity": Level(str(severity)),
            "resident_id": course.place,
            "visit_id": raised.place,
            "token": f"{raised.row['token']}.{problem.thread.name}",
            "state": NeedState.OPEN,
            "raised_on": raised.day,
            "raised_by_id": raised.by,
            "closed_on": None,
            "check_on": None,
        }
        self.loop.needs.append(need)
        end = problem.settled.day if problem.settled else None
        self.doings.do(place, problem.thread, course, raised, end)
        if end is None and problem.followed and dice.random() < 0.75:
            self.doings.do_more(place, course, problem.followed[-1])
        self._evaluate(place, problem)
        if problem.settled and not (self.file.state is not HouseholdState.CLOSED and self._is_left(problem.settled)):
            self._close(place, need, course, problem.settled.day, problem.settled.by)
        if self.is_gone and need["state"] is not NeedState.CLOSED:
            self._end(place, need, course)
        if self.is_gone:
            need["check_on"] = None

    def _is_left(self, settled: Stop) -> bool:
        """It is over, but nobody has written the closing yet."""
        return self.dice.random() < (0.3 if (self.last - settled.day).days < 45 else 0.01)

    def _evaluate(self, place: int, problem: Problem) -> None:
        dice = self.dice
        for stop in [each for each in problem.followed if each.is_seen and dice.random() < 0.3]:
            solved = dice.choice((Solved.NO, Solved.PARTLY, Solved.PARTLY))
            word = dice.choice((Word.MOSTLY, Word.NOT_ASKED, Word.NOT_ASKED, Word.NOT))
            self._evaluated(place, stop, solved, word)
        if problem.settled and dice.random() < 0.75:
            solved = dice.choice((Solved.YES, Solved.YES, Solved.YES, Solved.PARTLY))
            self._evaluated(place, problem.settled, solved, dice.choices(*WORDS)[0])

    def _evaluated(self, place: int, stop: Stop, solved: Solved, word: Word) -> None:
        new = self.dice.choice(NEW) if self.dice.random() < 0.08 else ""
        self.loop.evaluations.append(
            {"need_id": place, "visit_id": stop.place, "on": stop.day, "by_id": stop.by, "solved": solved,
             "word": word, "new_difficulty": new, "risk_before": stop.before, "risk_after": stop.after}
        )  # fmt: skip

    def _close(self, place: int, need: Row, course: Course, seen_on: date, by: int, is_first: bool = True) -> None:
        """Asked by who saw the end, sent back now and then, confirmed by a manager or still waiting for one."""
        dice = self.dice
        asked_on = self._by_then(seen_on, (0, 0, 0, 1, 2, 4))
        kinds = (ClosingKind.SOLVED, ClosingKind.PROCEDURAL, ClosingKind.FOR_NOW)
        kind = dice.choices(kinds, (68, 12, 20))[0] if is_first else ClosingKind.SOLVED
        if self.file.state is HouseholdState.CLOSED and kind is ClosingKind.FOR_NOW:
            kind = ClosingKind.SOLVED
        if dice.random() < 0.05:
            closing = self._asked(place, course, kind, asked_on, by)
            closing["sent_back_on"] = asked_on = self._by_then(asked_on, (1, 1, 2, 4))
            closing["sent_back_by_id"], closing["sent_back_why"] = self.team.manager(dice), dice.choice(SENT_BACK)
            asked_on = self._by_then(asked_on, (1, 2, 3, 6))
        closing = self._asked(place, course, kind, asked_on, by)
        late = asked_on + timedelta(days=dice.choice((0, 1, 1, 2, 3, 5, 8)))
        is_recent = (self.last - asked_on).days < RECENT
        if not self.is_gone and (late > self.last or is_recent and dice.random() < 0.6):
            return  # waits for confirmation
        confirmed_on = min(late, self.last)
        closing["confirmed_by_id"], closing["confirmed_on"] = self.team.manager(dice), confirmed_on
        need["state"], need["closed_on"], need["check_on"] = NeedState.CLOSED, confirmed_on, closing["check_on"]
        if closing["check_on"] is not None:
            self._come_back(place, need, course, closing)
        elif is_first and dice.random() < 0.06 and (self.last - confirmed_on).days > 20:
            on = self._by_then(confirmed_on, (12, 18, 30, 45))
            closing["reopened_by_id"] = self.team.keeper(self.file.building, on)
            closing["reopened_why"] = dice.choice(AGAIN)
            self._open_again(place, need, course, closing, on)

    def _asked(self, place: int, course: Course, kind: ClosingKind, on: date, by: int) -> Row:
        dice = self.dice
        told = dice.choice(PROCEDURAL if kind is ClosingKind.PROCEDURAL else course.evidence)
        way = "" if kind is ClosingKind.PROCEDURAL else dice.choice(SEEN_BY)
        check = on + timedelta(days=dice.choice((30, 45, 60, 60, 90))) if kind is ClosingKind.FOR_NOW else None
        closing: Row = {
            "need_id": place,
            "kind": kind,
            "evidence": f"{on.month}月{on.day}日{way}{told}",
            "word": dice.choices(*WORDS)[0],
            "check_on": check,
            "asked_by_id": by,
            "asked_on": on,
        }
        self.loop.closings.append(closing)
        return closing

    def _come_back(self, place: int, need: Row, course: Course, closing: Row) -> None:
        """Closed for now: on its day, or when the pause over it ends, it is open again with a check planned."""
        on = self.file.awake_on(max(closing["check_on"], closing["confirmed_on"] + timedelta(days=1)))
        if on is None or on > self.last or (self.is_gone and on == self.last):
            if need["check_on"] == self.last + timedelta(days=1):  # today is not caught up with yet
                need["check_on"] = closing["check_on"] = self.last + timedelta(days=8)
            return
        self.loop.plans.append(
            {"start": on, "end": on, "why": PlanWhy.CHECK, "words": need["words"], "need_id": place, "made_on": on,
             "account_id": self.team.keeper(self.file.building, on), "state": PlanState.OPEN}
        )  # fmt: skip
        self._open_again(place, need, course, closing, on)

    def _open_again(self, place: int, need: Row, course: Course, closing: Row, on: date) -> None:
        """What was, stays written; the next visits at home look, until it can be closed."""
        closing["reopened_on"] = on
        need["state"], need["closed_on"], need["check_on"] = NeedState.OPEN, None, None
        for looked in [stop for stop in self.stops if stop.is_face and stop.day >= on]:
            is_well = self.dice.random() < 0.8
            told = (row for row in self.loop.evaluations if row["visit_id"] == looked.place)
            if all(row["need_id"] != place for row in told):
                self._evaluated(place, looked, Solved.YES if is_well else Solved.NO, self.dice.choices(*WORDS)[0])
            if is_well:
                self._close(place, need, course, looked.day, looked.by, is_first=False)
                return

    def _end(self, place: int, need: Row, course: Course) -> None:
        """The file ended: a file that was closed had its problems solved before, otherwise they end with it."""
        if self.file.state is HouseholdState.CLOSED:
            if (waits := self._waiting(place)) is not None:
                self.loop.closings.remove(waits)
            self.doings.finish(place)
            self._close(place, need, course, self.last, self.team.keeper(self.file.building, self.last), False)
            return
        why = self.file.row["state_why"]
        self.doings.give_up(place, why)
        if (waits := self._waiting(place)) is not None:
            self.loop.closings.remove(waits)
        by = self.team.manager(self.dice)
        self.loop.closings.append(
            {"need_id": place, "kind": ClosingKind.PROCEDURAL, "evidence": why, "word": Word.NOT_ASKED,
             "asked_by_id": by, "asked_on": self.last, "confirmed_by_id": by, "confirmed_on": self.last}
        )  # fmt: skip
        need["state"], need["closed_on"], need["check_on"] = NeedState.CLOSED, self.last, None

    def _waiting(self, place: int) -> Row | None:
        of = (row for row in self.loop.closings if row["need_id"] == place)
        return next((row for row in of if "confirmed_on" not in row and "sent_back_on" not in row), None)

    def _by_then(self, day: date, days: Sequence[int]) -> date:
        return min(self.last, day + timedelta(days=self.dice.choice(days)))
