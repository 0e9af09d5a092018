"""Planned visits: days agreed at the door, great changes heard of, this month's regular visits, festival rounds."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from random import Random

from db import rhythm
from db.changes.plan import AROUND
from db.choices import PlanState, PlanWhy, Way
from db.clock import day_of
from db.demo.files import GONE, File
from db.demo.loop import Loop, Stop
from db.demo.rounds import Made
from db.demo.rows import Row
from db.demo.staff import HE, MANAGER, SUN, Team
from db.planning import last_to_plan, month, working_days
from db.rhythm import FACE_TO_FACE, GREAT, OURS

ONE = timedelta(days=1)
PASSED = "暂停期间已过期。"
MERGED = "没赶上，并入下一次。"
ALSO = {"hospital": "住院", "fall": "跌倒", "diagnosis": "新确诊", "bereavement": "家人去世", "job_loss": "失业",
        "discharged": "出院", "carer_left": "照料人离开"}  # fmt: skip


class Plans:
    """The plans of one household, each in the state its visits have brought it to."""

    def __init__(self, dice: Random, file: File, stops: Sequence[Stop], team: Team, today: date, loop: Loop) -> None:
        self.dice, self.file, self.team, self.today, self.loop = dice, file, team, today, loop
        self.stops = stops
        self._seen = [stop for stop in stops if stop.is_seen]
        self._face = [stop for stop in stops if stop.is_face]
        self._seen_on = [stop.day for stop in self._seen]
        self._face_on = [stop.day for stop in self._face]

    def tell(self, rounds: Sequence[Made]) -> None:
        for stop in self.stops:
            self.loop.plans += self._after(stop)
        self.loop.plans += self._month()
        for each in rounds:
            if each.is_for(self.file) and self._is_wanted(each):
                self.loop.plans.append(
                    {"start": each.start, "end": each.end, "why": PlanWhy.FESTIVAL, "words": each.words,
                     "round_id": each.id, "made_on": each.made_on, "made_by_id": self.team.ids[MANAGER.name]}
                )  # fmt: skip
        for row in self.loop.plans:
            self._fulfil(row)
        missed = [row for row in self.loop.plans if row["why"] is PlanWhy.INTERVAL and row["state"] is PlanState.OPEN]
        for row, following in pairwise(missed):
            if following["start"] <= self.today:  # nobody makes two visits of one
                row["state"], row["dropped_why"] = PlanState.DROPPED, MERGED

    def _is_wanted(self, each: Made) -> bool:
        """Of a round that is over, nearly only those who were seen since are told of: the rest were left out."""
        was_seen = bool(self._face_on) and self._face_on[-1] >= each.start
        return each.end >= self.today or was_seen or self.dice.random() < 0.12

    def _after(self, stop: Stop) -> Iterator[Row]:
        """What a visit plans by itself, as `db.changes.plan.after_visit` does."""
        made_on = day_of(stop.row["recorded_at"])
        if (on := stop.row.get("next_on")) is not None:
            focus = stop.row.get("next_focus", "")
            yield {"start": max(stop.day + ONE, on - AROUND), "end": on + AROUND, "on": on, "why": PlanWhy.FOLLOW_UP,
                   "words": focus, "from_visit_id": stop.place, "made_on": made_on,
                   "phone_counts": stop.row.get("way", Way.HOME) not in FACE_TO_FACE}  # fmt: skip
        changes = stop.row.get("changes") or ()
        if not stop.is_face and set(changes) & GREAT:
            end = max(stop.day, made_on) + timedelta(days=OURS.change_days)
            words = "、".join(ALSO.get(str(each), str(each)) for each in changes)
            yield {"start": stop.day, "end": end, "why": PlanWhy.MAJOR_CHANGE, "words": words,
                   "from_visit_id": stop.place, "made_on": made_on}  # fmt: skip

    def _month(self) -> Iterator[Row]:
        """Two of the colleagues have had their month proposed and saved on its first working day."""
        first, last = month(self.today)
        days = working_days(first, last)
        made_on = days[0]
        file = self.file
        tier, since = file.tier_at(made_on - ONE)
        beat = OURS.beats.get(tier) if tier else None
        theirs = self.team.now[file.building] in (HE, SUN)
        if beat is None or not theirs or made_on >= self.today or not file.was_active(made_on):
            return
        begun = file.row.get("due_since")
        counted = begun if begun is not None and begun <= made_on else file.opened_on
        home, met = self._last(self._face_on, made_on), self._last(self._seen_on, made_on)
        open_on, due_on, _call = rhythm.due(OURS, tier, counted, home, met, since)
        while open_on is not None and due_on is not None and due_on <= last_to_plan(last) and open_on <= last:
            fit = [day for day in days if max(open_on, made_on) <= day <= min(due_on, last)]
            is_late = due_on < made_on
            if is_late and self.dice.random() < 0.6:
                return  # left out by hand: it was being looked into already
            if is_late:
                fit = days[:5]
            on = self.dice.choice(fit or [max(open_on, made_on)])
            yield {"start": open_on, "end": max(due_on, on), "on": on, "why": PlanWhy.INTERVAL, "made_on": made_on,
                   "made_by_id": self.team.ids[MANAGER.name], "phone_counts": beat.phone}  # fmt: skip
            if is_late:
                return
            due_on = on + timedelta(days=beat.days)
            open_on = max(due_on - timedelta(days=beat.slack), on + ONE)

    def _last(self, days: Sequence[date], before: date) -> date | None:
        at = bisect_left(days, before)
        return days[at - 1] if at else None

    def _fulfil(self, row: Row) -> None:
        """By the first visit in the window or after it, as `db.changes.due.fulfil` does; or given up by a turn."""
        counts = bool(row.get("phone_counts"))
        stops, days = (self._seen, self._seen_on) if counts else (self._face, self._face_on)
        later = stops[bisect_left(days, row["start"]) :]
        hit = next((stop for stop in later if stop.place != row.get("from_visit_id")), None)
        done_on = hit.day if hit else None
        row["state"], row["dropped_why"] = PlanState.OPEN, ""
        if hit is not None and not self._passed(row, hit.day):
            row["state"], row["visit_id"], row["fulfilled_on"] = PlanState.FULFILLED, hit.place, hit.day
        elif self._passed(row, done_on):
            row["state"], row["dropped_why"] = PlanState.DROPPED, PASSED
        elif self.file.state in GONE:
            row["state"], row["dropped_why"] = PlanState.DROPPED, self.file.row["state_why"]
        row["account_id"] = self.team.keeper(self.file.building, max(row["made_on"], done_on or self.today))

    def _passed(self, row: Row, done_on: date | None) -> bool:
        """Its window ended during a pause, and nobody had come before."""
        return any(
            woken is not None
            and row["made_on"] <= woken
            and row["end"] < woken
            and (done_on is None or done_on >= woken)
            for _paused, woken in self.file.pauses
        )
