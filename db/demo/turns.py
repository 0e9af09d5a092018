"""The turns of a file: its tier as it was before the factors were weighed, paused and woken, ended, handed over by the
colleague who left."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random

from db.choices import HouseholdState, Tier, TurnKind
from db.clock import CHINA
from db.demo.files import GONE, PAUSED, File
from db.demo.loop import Loop, Stop
from db.demo.rows import Row
from db.demo.staff import LEFT, Team

ACTIVE = HouseholdState.ACTIVE
RESTED = 0.06  # of the active files: those that were paused for a while
HANDED_OVER = "丁晓岚离职，楼栋整体移交"
LONG = timedelta(days=18)  # between two visits: room for a pause
ONE = timedelta(days=1)


class Turns:
    def __init__(self, dice: Random, file: File, stops: Sequence[Stop], team: Team, today: date, loop: Loop) -> None:
        self.dice, self.file, self.stops, self.team, self.today, self.loop = dice, file, stops, team, today, loop

    def tell(self) -> None:
        self.loop.turns += self._tiers()
        self.loop.turns += self._states()
        file, team = self.file, self.team
        if team.first[file.building] is LEFT and file.opened_on < team.left_on:
            before, after = team.ids[LEFT.name], team.responsible(file.building)
            manager = team.manager(self.dice)
            self.loop.turns.append(self.turn(TurnKind.RESPONSIBLE, before, after, HANDED_OVER, manager, team.left_on))
        self.loop.turns.sort(key=lambda row: row["at"])

    def _tiers(self) -> Iterator[Row]:
        file, dice, since = self.file, self.dice, self.file.row["tier_since"]
        if file.tier is None:
            return
        by, why = file.row["tier_by_id"], file.row["tier_why"]
        before = None
        if since > file.opened_on and dice.random() < 0.75:
            before = self._before()
            file.tiers.append((file.opened_on, before))
            yield self.turn(TurnKind.TIER, "", before, "", by, file.opened_on)
        file.tiers.append((since, file.tier))
        yield self.turn(TurnKind.TIER, before or "", file.tier, why, by, since)

    def _before(self) -> Tier:
        """The tier next to this one: mostly the lighter one, as most come to notice by getting worse."""
        order = list(Tier)
        assert self.file.tier is not None
        at = order.index(self.file.tier)
        rises = self.dice.random() < 0.65
        return order[at + 1] if at == 0 or rises and at < len(order) - 1 else order[at - 1]

    def _states(self) -> Iterator[Row]:
        file, dice, building = self.file, self.dice, self.file.building
        if file.turned_on is not None:
            by = self.team.manager(dice) if file.state in GONE else self.team.keeper(building, file.turned_on)
            if file.state is HouseholdState.PAUSED:
                file.pauses.append((file.turned_on, None))
            yield self.turn(TurnKind.STATE, ACTIVE, file.state, file.row["state_why"], by, file.turned_on)
            return
        long = [(one, two) for one, two in zip(self.stops, self.stops[1:], strict=False) if two.day - one.day > LONG]
        if long and dice.random() < RESTED:
            one, two = dice.choice(long)
            start, woken = one.day + timedelta(days=dice.randint(1, 4)), two.day - timedelta(days=dice.randint(1, 4))
            file.pauses.append((start, woken))
            file.row["due_since"] = woken
            by = self.team.keeper(building, start)
            yield self.turn(TurnKind.STATE, ACTIVE, HouseholdState.PAUSED, dice.choice(PAUSED[:2]), by, start)
            yield self.turn(TurnKind.STATE, HouseholdState.PAUSED, ACTIVE, "", None, woken)

    def turn(self, kind: TurnKind, before: object, after: object, why: str, by: int | None, day: date) -> Row:
        hour = time(6) if by is None else time(self.dice.randint(9, 16), self.dice.randrange(60))
        return {"kind": kind, "before": str(before), "after": str(after), "why": why, "by_id": by,
                "at": datetime.combine(day, hour, CHINA)}  # fmt: skip
