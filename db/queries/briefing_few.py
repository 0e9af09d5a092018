"""What a notice board may be told of: no number of any kind rests on so few households that one could be recognised."""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from db.briefing import BriefingAsked
from db.briefing_visits import Place
from db.choices import Audience
from db.queries.heat_map import FEWEST

Key = TypeVar("Key", bound=Hashable)


def told(asked: BriefingAsked, homes: Mapping[Key, Sequence[int]]) -> dict[Key | None, Sequence[int]]:
    """By kind, the household of each count; the commonest kind first.

    On the notice board kinds in fewer than `FEWEST` households go together under None, and if these are too few
    themselves, the next rarest kind joins them: nothing can be found by subtracting. Empty: all of it is too few.
    """
    kinds = sorted(homes, key=lambda kind: -len(homes[kind]))
    if asked.audience is not Audience.NOTICE:
        return {kind: homes[kind] for kind in kinds}
    many = [kind for kind in kinds if len(set(homes[kind])) >= FEWEST]
    few = [home for kind in kinds if kind not in many for home in homes[kind]]
    while few and is_few(asked, few) and many:
        few += homes[many.pop()]
    if is_few(asked, few):
        return {}
    found: dict[Key | None, Sequence[int]] = {kind: homes[kind] for kind in many}
    return found | ({None: few} if few else {})


def tallied(asked: BriefingAsked, homes: Mapping[Key, Sequence[int]]) -> dict[Key | None, int]:
    """How often each kind, as `told` allows."""
    return {kind: len(there) for kind, there in told(asked, homes).items()}


def is_few(asked: BriefingAsked, homes: Iterable[int]) -> bool:
    """Whether something of these households is too little to be told to this audience. None at all is no secret."""
    return asked.audience is Audience.NOTICE and 0 < len(set(homes)) < FEWEST


def places(asked: BriefingAsked, found: Sequence[Place], others: str) -> tuple[Place, ...]:
    """The buildings; on the notice board small ones go together, and one row alone says nothing. How many are on file
    in each is not told there: beside those visited it would tell of the rest."""
    if asked.audience is not Audience.NOTICE:
        return tuple(found)
    many = [each for each in found if not _is_small(each)]
    few = [each for each in found if _is_small(each)]
    while few and _is_small(_together(few, others)) and many:
        smallest = min(many, key=lambda each: (each.on_file, each.visited))
        many.remove(smallest)
        few.append(smallest)
    rows = (*many, *([_together(few, others)] if few else []))
    is_told = len(rows) > 1 and any(each.visited for each in many) and not any(map(_is_small, rows))
    return tuple(replace(each, on_file=0) for each in rows) if is_told else ()


def _together(few: Sequence[Place], name: str) -> Place:
    return Place(
        name,
        on_file=sum(each.on_file for each in few),
        visited=sum(each.visited for each in few),
        visits=sum(each.visits for each in few),
        is_others=True,
    )


def _is_small(place: Place) -> bool:
    """A building of which it could be told who lives there; one where nobody is on file tells nothing."""
    return any(0 < n < FEWEST for n in (place.on_file, place.visited))
