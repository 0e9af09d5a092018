"""Side by side: each deed in its turn, so that whatever else the machine does slows all of them alike."""

from collections.abc import Callable
from time import perf_counter
from typing import NamedTuple

Deed = Callable[[], object]


class Line(NamedTuple):
    """One line of the table: what, ours and the peer's in seconds, and how many times the peer's ours may take."""

    what: str
    ours: float
    peer: float
    most: float | None = None

    @property
    def ratio(self) -> float:
        return self.ours / self.peer

    @property
    def holds(self) -> str:
        if self.most is None:
            return ""
        return "yes" if self.ratio <= self.most else "NO"


def in_turns(times: int, *deeds: Callable[[], float], warm: int = 3) -> list[float]:
    """The least each deed says it took, after some turns that only warm up: the work itself, without the waiting."""
    for _turn in range(warm):
        for deed in deeds:
            deed()
    took: list[list[float]] = [[] for _deed in deeds]
    for _turn in range(times):
        for told, deed in zip(took, deeds, strict=True):
            told.append(deed())
    return [min(told) for told in took]


def timed(deed: Deed) -> Callable[[], float]:
    """A deed that says how long it took."""

    def told() -> float:
        start = perf_counter()
        deed()
        return perf_counter() - start

    return told
