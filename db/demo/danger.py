"""Danger in the invented estate: one household in so many has somebody whom nobody saw, or who speaks of the end."""

from itertools import cycle

from db.choices import HouseholdState, Trigger
from db.demo.files import File

EACH = 60  # households to one danger
ALONE = frozenset({"alone", "extreme", "bereaved"})
MAY_DESPAIR = frozenset({"alone", "bereaved", "illness", "lost"})
FEWEST = 3  # visits of a household that has been known for a while


class Danger:
    """Each danger meets the first household it can happen to, so that even a small estate has one to look at."""

    def __init__(self) -> None:
        self._kinds = cycle((Trigger.UNSEEN, Trigger.DESPAIR))
        self._households, self._coming = 0, list[Trigger]()

    def of(self, file: File, visits: int) -> Trigger | None:
        if self._households % EACH == 0:
            self._coming.append(next(self._kinds))
        self._households += 1
        if not self._coming or file.state is not HouseholdState.ACTIVE or visits < FEWEST:
            return None
        whom = ALONE if self._coming[0] is Trigger.UNSEEN else MAY_DESPAIR
        return self._coming.pop(0) if file.family.kind in whom else None
