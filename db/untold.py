"""Numbers that a notice board is not told: nothing is left of the number itself, wherever it goes from here."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from db.queries.heat_map import FEWEST
from db.words import N_, _

Fact = TypeVar("Fact")


class Untold(int):
    """A number withheld. `said` stands in its place (untranslated); one of which nothing is said counts as none, so
    that a sentence leaves it out as it leaves out a nought."""

    said: str

    def __new__(cls, said: str = "") -> "Untold":
        made = super().__new__(cls, 0)
        made.said = said
        return made

    def __bool__(self) -> bool:
        return bool(self.said)

    def __format__(self, spec: str) -> str:
        return _(self.said) if self.said else ""

    def __str__(self) -> str:
        return format(self)

    def __repr__(self) -> str:
        return f"Untold({self.said!r})"

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Untold) and other.said == self.said

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self.said)


FEW, HIDDEN = Untold(N_("fewer than 5")), Untold()


def is_little(n: int) -> bool:
    return not isinstance(n, Untold) and 0 < n < FEWEST


def is_untold(*numbers: int) -> bool:
    return any(isinstance(n, Untold) for n in numbers)


def is_nothing(*numbers: int) -> bool:
    """Whether there is none of any: what is withheld is there."""
    return not any(n or isinstance(n, Untold) for n in numbers)


def summed(numbers: Iterable[int]) -> int:
    """The sum; of one number that number itself, and nothing where one of several is not told."""
    there = list(numbers)
    if len(there) == 1:
        return there[0]
    return HIDDEN if is_untold(*there) else sum(there)


def hidden(parts: Sequence[int], whole: int) -> set[int]:
    """Which parts (by place) may not be told beside their whole: the little ones and the smallest of the others, so
    that none is found by subtracting. Parts below nought are taken off."""
    little = {place for place, n in enumerate(parts) if is_little(abs(n))}
    if not little:
        return set()
    more = sorted((place for place, n in enumerate(parts) if abs(n) >= FEWEST), key=lambda place: abs(parts[place]))
    return little | set(more[:1]) if more and not is_little(whole) else set(range(len(parts)))


def without_little(fact: Fact, but: Iterable[str] = ()) -> Fact:
    """The fact with `FEW` for every number from 1 to 4 in it; fields named in `but` are no counts."""
    changed: Any = fact
    match fact:
        case Untold() | bool() | str() | None:
            pass
        case int():
            changed = FEW if is_little(fact) else fact
        case Mapping():
            changed = {key: without_little(each, but) for key, each in fact.items()}
        case tuple():
            changed = tuple(without_little(each, but) for each in fact)
        case _ if is_dataclass(fact) and not isinstance(fact, type):
            told = {f.name: getattr(fact, f.name) for f in fields(fact) if f.name not in but}
            changed = replace(fact, **{name: without_little(each, but) for name, each in told.items()})
    return changed
