"""What is done about a problem: promises and measures, fee relief that somebody else decides, slips to offices."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from db.choices import Doer, Helped, HouseholdState, MeasureKind, MeasureState, OutsideHelp, ReferralState
from db.clock import CHINA
from db.demo.course import Course
from db.demo.files import GONE, File
from db.demo.loop import Loop, Stop, consent_to
from db.demo.offices import ACCEPTED, DONE, OFFICES, REFUSED, addressed
from db.demo.rows import Row
from db.demo.staff import Team
from db.demo.talk import lines
from db.demo.thread import Thread

HELPED = ((Helped.YES, Helped.LITTLE, Helped.NO, None), (66, 18, 6, 10))
BY_OTHERS = lines("""
    已办，电话核实过
    回过话，已经办了
    已经落实，本人知道
""")
GIVEN_UP = lines("""
    本人说不用了，已自己解决
    现场不具备条件，改用别的办法
    约了两次没约上，本人让先放一放
""")
NOT_APPROVED = lines("""
    缺收入证明，补齐后再报。
    本年度已减免过一次，建议改为分期。
    数额超出项目权限，先报公司。
""")
APPROVED = ("同意，入当期账单。", "同意，按户备案。", "", "")
RELIEVED = ("已减免，收据本人签收", "财务已冲账，告知本人")
DATE = re.compile(r"(\d+)月(\d+)日")


class Doings:
    """Adds what is done about the problems of one household to its loop, as it stands on the evening of `last`."""

    def __init__(self, dice: Random, file: File, team: Team, last: date, loop: Loop) -> None:
        self.dice, self.file, self.team, self.last, self.loop = dice, file, team, last, loop

    def do(self, need: int, thread: Thread, course: Course, raised: Stop, settled_on: date | None) -> None:
        """`settled_on`: the day the end was seen; everything is done by then."""
        dice, is_promised = self.dice, thread.name in raised.promised
        if settled_on is None and not is_promised and dice.random() < 0.6:
            return  # written down, and nothing done about it yet
        if is_promised:
            sentence, place = raised.promised[thread.name]
            made = {"kind": course.promises[place], "words": sentence.rstrip("。"), "is_promise": True}
            made |= {"due": _day_in(sentence, raised.day)}
            self._measure(need, course.results[place], made, raised, settled_on)
        if dice.random() < (0.3 if is_promised else 0.7):
            made = {"due": raised.day + timedelta(days=dice.randint(5, 20))}
            self._ours(need, course, made, raised, settled_on)
        if course.others and dice.random() < 0.35:
            kind, doer, words = dice.choice(course.others)
            due = raised.day + timedelta(days=dice.randint(10, 40))
            made = {"kind": kind, "words": words, "doer": doer, "doer_name": self._name(doer), "due": due}
            self._measure(need, dice.choice(BY_OTHERS), made, raised, settled_on)
        if dice.random() < course.relief[0]:
            self._relief(need, course, raised, settled_on)
        office = addressed(raised.asked.get(thread.name, ""))
        if office is not None and dice.random() < 0.75:
            self._slip(need, office, raised.asked[thread.name], raised, settled_on)

    def do_more(self, need: int, course: Course, stop: Stop) -> None:
        """A next step, agreed at a later visit."""
        due = stop.day + timedelta(days=self.dice.randint(7, 30))
        self._ours(need, course, {"due": due, "is_promise": self.dice.random() < 0.4}, stop, None)

    def _ours(self, need: int, course: Course, made: Row, stop: Stop, settled_on: date | None) -> None:
        place = self.dice.randrange(len(course.ours))
        kind, words = course.ours[place]
        result = course.results[len(course.promises) + place]
        self._measure(need, result, {"kind": kind, "words": words} | made, stop, settled_on)

    def _name(self, doer: Doer) -> str:
        if doer is Doer.FAMILY:
            return self.file.family.child
        return "沈主任" if doer is Doer.COMMITTEE and self.dice.random() < 0.5 else ""

    def _measure(self, need: int, result: str, made: Row, raised: Stop, settled_on: date | None) -> Row:
        """Done a little before or after its day; some are given up, some are late and still open."""
        dice, due = self.dice, made["due"]
        row: Row = {"need_id": need, "visit_id": raised.place, "state": MeasureState.OPEN, "doer": Doer.WE,
                    "added_by_id": raised.by, "added_on": raised.day} | made  # fmt: skip
        self.loop.measures.append(row)
        late = (self.last - due).days
        if settled_on is not None:
            is_done, is_over = dice.random() < 0.92, True
        else:
            is_done = dice.random() < (0.2 if late < 0 else 0.55 if late < 25 else 0.78)
            is_over = is_done or (late > 3 and dice.random() < 0.3)
        if is_done:
            by = settled_on or self.last
            day = due + timedelta(days=dice.choice((-4, -2, -1, 0, 0, 0, 1, 3, 8)))
            self._done(row, result, self._between(raised.day, day, by), by)
        elif is_over:
            row["state"], row["result"] = MeasureState.DROPPED, dice.choice(GIVEN_UP)
        return row

    def _done(self, row: Row, result: str, day: date, rated_on: date) -> None:
        row["state"], row["done_on"], row["result"] = MeasureState.DONE, day, result
        row["helped"] = self.dice.choices(*HELPED)[0]
        row["helped_on"] = self.dice.choice((day, rated_on)) if row["helped"] else None

    def _relief(self, need: int, course: Course, raised: Stop, settled_on: date | None) -> None:
        """Asked by who visits, decided by a manager; turned down now and then, and asked once more."""
        dice, by = self.dice, settled_on or self.last
        asked_on = raised.day + timedelta(days=dice.randint(0, 4))
        waits = settled_on is None and self.file.state is HouseholdState.ACTIVE and dice.random() < 0.55
        if waits:
            asked_on = max(asked_on, self.last - timedelta(days=dice.randint(0, 9)))
        if asked_on + timedelta(days=3) > by and settled_on is not None or asked_on > self.last:
            return
        amount = dice.randrange(200, 1500, 50)
        row: Row = {"need_id": need, "visit_id": raised.place if asked_on == raised.day else None,
                    "kind": MeasureKind.FEE_RELIEF, "words": course.relief[1], "amount": amount,
                    "due": asked_on + timedelta(days=30), "doer": Doer.WE, "state": MeasureState.WAITING,
                    "added_by_id": raised.by, "added_on": asked_on}  # fmt: skip
        self.loop.measures.append(row)
        place, day = len(self.loop.measures) - 1, asked_on
        for _once_more in range(2):
            asked: Row = {"measure_id": place, "amount": amount, "asked_by_id": raised.by, "asked_on": day}
            self.loop.approvals.append(asked)
            row["amount"], row["state"] = amount, MeasureState.WAITING
            decided_on = day + timedelta(days=dice.randint(1, 14))
            if waits or (decided_on > by and settled_on is None and self.file.state not in GONE):
                return
            decided_on = min(decided_on, by)
            asked["approved"] = dice.random() < 0.66
            asked["decided_by_id"], asked["decided_on"] = self.team.manager(dice), decided_on
            asked["why"] = dice.choice(APPROVED if asked["approved"] else NOT_APPROVED)
            if asked["approved"]:
                row["state"] = MeasureState.OPEN
                if settled_on is not None or dice.random() < 0.8:
                    done_on = self._between(decided_on, decided_on + timedelta(days=dice.randint(2, 20)), by)
                    self._done(row, dice.choice(RELIEVED), done_on, by)
                return
            row["state"], day = MeasureState.REFUSED, decided_on + timedelta(days=dice.randint(2, 9))
            amount = max(100, amount * 2 // 3 // 50 * 50)
            if day + timedelta(days=1) > by or dice.random() < 0.5:
                return

    def _slip(self, need: int, office: OutsideHelp, reason: str, raised: Stop, settled_on: date | None) -> None:
        """It rests on a consent of the day it is sent; answered in time, late, or not at all."""
        dice, by, receiver = self.dice, settled_on or self.last, OFFICES[office]["name"]
        sent_on = self._between(raised.day, raised.day + timedelta(days=dice.choice((0, 0, 1, 2, 4))), by)
        row: Row = {
            "need_id": need,
            "organisation_id": receiver,
            "consent_id": consent_to(dice, self.file, receiver, sent_on, raised.by),
            "reason": reason,
            "reply_by": sent_on + timedelta(days=dice.choice((7, 10, 15, 15, 20, 30))),
            "sent_by_id": raised.by,
            "sent_on": sent_on,
            "recorded_at": datetime.combine(sent_on, time(17, dice.randrange(60)), CHINA),
            "state": ReferralState.SENT,
        }
        self.loop.slips.append(row)
        waited = (self.last - sent_on).days
        if settled_on is not None:
            state = dice.choices((ReferralState.DONE, ReferralState.REFUSED), (82, 18))[0]
        elif waited < 3:
            state = ReferralState.SENT
        elif waited > 60:
            weights = (50, 24, 16, 10)
            state = dice.choices((*_ANSWERS, ReferralState.SENT), weights)[0]
        else:
            state = dice.choices((*_ANSWERS, ReferralState.SENT), (8, 8, 34, 50))[0]
        if state is ReferralState.SENT:
            return
        answers = {ReferralState.DONE: DONE[office], ReferralState.REFUSED: REFUSED[office]}
        row["state"], row["reply"] = state, dice.choice(answers.get(state, ACCEPTED))
        row["replied_on"] = self._between(sent_on, sent_on + timedelta(days=dice.randint(2, 28)), by)

    def finish(self, need: int) -> None:
        """Everything beneath a problem was done before its file was closed."""
        for row in self._beneath(need, self.loop.measures):
            words = RELIEVED if row["kind"] is MeasureKind.FEE_RELIEF else BY_OTHERS
            result = self.dice.choice(words)
            self._done(row, result, self._between(row["added_on"], row["due"], self.last), self.last)
        for row in self._beneath(need, self.loop.slips):
            row["state"], row["reply"], row["replied_on"] = ReferralState.DONE, "已办结。", self.last

    def give_up(self, need: int, why: str) -> None:
        """The household left: what was open beneath its problem ends with it."""
        for row in self._beneath(need, self.loop.measures):
            row["state"], row["result"] = MeasureState.DROPPED, why
        for row in self._beneath(need, self.loop.slips):
            row["state"], row["reply"], row["replied_on"] = ReferralState.TAKEN_BACK, why, self.last

    def _beneath(self, need: int, rows: Sequence[Row]) -> list[Row]:
        return [row for row in rows if row["need_id"] == need and row["state"].is_open]

    def _between(self, first: date, day: date, last: date) -> date:
        """The day itself where it lies between two others, else one thrown."""
        if first <= day <= last:
            return day
        return first + timedelta(days=self.dice.randint(0, max(0, (last - first).days)))


_ANSWERS = (ReferralState.DONE, ReferralState.REFUSED, ReferralState.ACCEPTED)


def _day_in(sentence: str, said_on: date) -> date:
    """The day a promise names, after the day it was made; a fortnight where it names none."""
    found = DATE.search(sentence)
    if found is None:
        return said_on + timedelta(days=14)
    month, day = map(int, found.groups())
    return date(said_on.year + (month < said_on.month), month, day)
