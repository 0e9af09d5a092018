"""The risk of one household over the last weeks: weighed in the evenings on which something changed, as the deeds
would have weighed it, and the tier as people decided on it since."""

from datetime import date, timedelta
from random import Random

from db.changes.tier import told
from db.choices import HouseholdState, Tier, TurnKind
from db.demo.files import WATCHED, File
from db.demo.loop import Loop
from db.demo.past import Past
from db.demo.seasons import working_day
from db.demo.talk import lines
from db.demo.turns import Turns
from db.risk.factors import changes_on, held
from db.risk.rules import OURS
from db.risk.triggers import triggers
from db.risk.warnings import warnings
from db.risk.weigh import Result, weigh
from db.words import DEFAULT, speaking, told_in

BY_HAND = 0.015  # of the households: those that want no automatic evaluation
# How likely a person decides on an advice at all, by whether it is closer, and the days that takes.
DECIDED, SOON, IN_TIME = (0.9, 0.97), (4, 15), (1, 6)
OTHERWISE = 0.05  # of the decisions: not as advised
CLOSER_WHY = lines("""
    近来话少，多去几次再定。
    入冬前多去几次，开春再定。
    本人报喜不报忧，多去看看。
""")
WIDER_WHY = lines("""
    近两次上门，起居都正常，先照原来的走。
    隐患当天已处理，下次上门核实。
    和社区核对过，已有人在跟，不重复上门。
    本人要求少去，改为多打电话。
""")
FRESH, SEEN, SEEN_FRESH = 6, 0.95, 0.4  # days; of the warnings: those seen by somebody, of older and of fresh ones
ONE = timedelta(days=1)


class Risk:
    """Each evening as `db.changes.assess` would leave it."""

    def __init__(self, dice: Random, file: File, past: Past, turns: Turns, loop: Loop) -> None:
        self.dice, self.file, self.past, self.turns, self.loop = dice, file, past, turns, loop
        self.today, self.team = turns.today, turns.team
        self.was: Result | None = None
        self.since: date | None = None
        self.next: date | None = None
        self.settled: Tier | None = None
        self.left: Tier | None = None  # an advice that nobody takes up
        self.decides_on: date | None = None
        self.known = set[tuple[str, str]]()

    def tell(self) -> None:
        dice, file = self.dice, self.file
        row = file.row
        row["by_hand"] = file.state is HouseholdState.ACTIVE and file.tier is not None and dice.random() < BY_HAND
        day = first = max(self.today - WATCHED, file.opened_on)
        coming = {each for each in self.past.days() if first < each} | {self.today}
        while day <= self.today:
            if file.was_active(day):
                self._evening(day)
            also = (each for each in (self.next, self.decides_on) if each is not None)
            day = min((each for each in (*coming, *also) if each > day), default=self.today + ONE)
        row["risk_next"], row["settled_tier"] = self.next, self.settled
        if self.was is not None:
            row["risk_score"], row["risk_tier"], row["risk_since"] = self.was.score, self.was.tier, self.since
        self.loop.turns.sort(key=lambda turn: turn["at"])

    def _evening(self, day: date) -> None:
        if self.decides_on is not None and day >= self.decides_on:
            self._decide(day)
        facts, is_by_hand = self.past.on(day), self.file.row["by_hand"]
        stands = triggers(facts)
        before = {(trigger, hit.record_id) for trigger, hit in self.was.triggers.items()} if self.was else set()
        new = [trigger for trigger, hit in stands.items() if (trigger, hit.record_id) not in before]
        if new and not is_by_hand and facts.tier is not Tier.ONE:
            why = "、".join(told_in(DEFAULT, trigger.label) for trigger in new)
            self._set(day, Tier.ONE, why, None)
            facts = self.past.on(day)
        found = None if is_by_hand else weigh(OURS, held(facts), stands)
        for early in warnings(facts, stands, self.was, found):
            if (early.kind, early.about) not in self.known:
                self.known.add((early.kind, early.about))
                self.loop.alerts.append((day, early, self._seen(day)))
        if found is not None:
            if self.was is None or found.tier is not self.was.tier:
                self.since = day
            if found != self.was:
                self.loop.results.append((day, found))
            self._look_at(day, facts.tier, found.tier)
        self.was, self.next = found, changes_on(facts)

    def _look_at(self, day: date, tier: Tier | None, advised: Tier) -> None:
        """Whether a person takes the advice up, and when: what is closer sooner."""
        if advised in (tier, self.settled):
            self.decides_on = self.left = None
        elif self.decides_on is None and advised is not self.left:
            is_closer = tier is not None and advised < tier
            self.left = advised
            if self.dice.random() < (DECIDED[is_closer] if tier else 0.3):
                self.left, span = None, IN_TIME if is_closer else SOON
                self.decides_on = working_day(day + timedelta(days=self.dice.randint(*span)), day + ONE)

    def _decide(self, day: date) -> None:
        """As advised by now, the reason told by the factors; or otherwise, and a person says why."""
        self.decides_on = None
        tier = self.file.tier
        if self.was is None or self.was.tier in (tier, self.settled) or day == self.today:
            return
        by = self.team.keeper(self.file.building, day) if self.dice.random() < 0.7 else self.team.manager(self.dice)
        if tier is not None and self.dice.random() < OTHERWISE:
            why = self.dice.choice(CLOSER_WHY if tier < self.was.tier else WIDER_WHY)
            self._set(day, tier, why, by, self.was.tier)
            return
        with speaking(DEFAULT):
            self._set(day, self.was.tier, told(self.was), by, self.was.tier)

    def _set(self, day: date, tier: Tier, why: str, by: int | None, advised: Tier = Tier.ONE) -> None:
        file = self.file
        before = file.tier
        turn = self.turns.turn(TurnKind.TIER, before or "", tier, why, by, day)
        if by is None:  # at once: when the visit was written down, after all that people decided on that day
            turn["at"] += timedelta(hours=12)
        self.loop.turns.append(turn)
        if before is not tier:
            file.tiers.append((day, tier))
            file.row["tier_since"] = day
        file.row |= {"tier": tier, "tier_why": why, "tier_by_id": by, "version": file.row["version"] + 1}
        self.settled = advised

    def _seen(self, day: date) -> dict[str, object]:
        """By whom and when: most of the older ones."""
        dice = self.dice
        on = day + timedelta(days=dice.choice((0, 1, 1, 1, 2, 4)))
        is_fresh = (self.today - day).days < FRESH
        by = self.team.keeper(self.file.building, on) if dice.random() < 0.6 else self.team.manager(dice)
        if dice.random() > (SEEN_FRESH if is_fresh else SEEN) or on >= self.today:
            return {"seen_on": None, "seen_by_id": None}
        return {"seen_on": on, "seen_by_id": by}
