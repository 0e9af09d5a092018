"""Files that may be one household kept twice, with what matches. Nobody is compared with everybody: only those who
share a telephone, a door, a birth date, or a name and one of these are looked at side by side.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from db import alike
from db.choices import Sex
from db.models import Apart, Household, Resident
from db.queries.find import Found, listed
from db.rights import Person, Right, require
from db.words import N_, _

CROWD = 12  # more files than these with one telephone or birth date share an office's number or a 1 January
NAMESAKES = 60
MATCHES = {
    "door": (5, N_("the same door")),
    "room": (2, N_("the same room, the unit missing in one")),
    "name": (4, N_("the same name")),
    "sound": (3, N_("names that sound alike")),
    "shape": (3, N_("names one character apart")),
    "birth": (3, N_("the same birth date")),
    "year": (1, N_("the same year of birth")),
    "phone": (3, N_("the same telephone")),
}
ENOUGH = 5  # a door; or a name with a telephone or a birth date


@dataclass(frozen=True)
class Twin:
    """Two files that may be one. `matches` are keys of `MATCHES`; `people` are the two names compared."""

    one: Found
    other: Found
    matches: tuple[str, ...]
    people: tuple[str, str]
    score: int

    @property
    def why(self) -> str:
        return _(", ").join(_(MATCHES[match][1]) for match in self.matches)


@dataclass(frozen=True)
class _Body:
    household_id: int
    name: str
    birth: date | None
    is_exact: bool
    phones: frozenset[str]
    sex: Sex | None


def doubles(s: Session, viewer: Person, most: int = 200) -> list[Twin]:
    """The likeliest first. Those once kept apart stay away."""
    require(viewer, Right.IMPORT)
    people = _people(s)
    doors = _doors(s)
    apart = set(s.exec(select(Apart.one_id, Apart.other_id)))
    found: dict[tuple[int, int], tuple[int, tuple[str, ...], tuple[str, str]]] = {}
    for one, other in _side_by_side(people, doors):
        pair = (one, other) if one < other else (other, one)
        if pair in apart or pair in found:
            continue
        told = _compared(pair, people, doors)
        if told[0] >= ENOUGH:
            found[pair] = told
    best = sorted(found.items(), key=lambda item: (-item[1][0], item[0]))[:most]
    lines = listed(s, {household_id for pair, _told in best for household_id in pair})
    return [Twin(lines[pair[0]], lines[pair[1]], matches, names, score) for pair, (score, matches, names) in best]


def _people(s: Session) -> dict[int, list[_Body]]:
    r = Resident
    asked = columns(col(r.household_id), col(r.name), col(r.birth_date), col(r.birth_text), col(r.phone), col(r.sex))
    stored = s.execute(asked.where(col(r.lives_here)).order_by(col(r.id))).tuples()
    found: dict[int, list[_Body]] = defaultdict(list)
    for household_id, name, birth, birth_text, phone, sex in stored:
        found[household_id].append(_Body(household_id, name, birth, not birth_text, alike.telephones(phone), sex))
    return found


def _doors(s: Session) -> dict[int, tuple[int, int | None, str]]:
    stored = s.exec(select(Household.id, Household.building_id, Household.unit, Household.room))
    return {key: (building, unit, alike.room_key(room)) for key, building, unit, room in stored if key is not None}


def _side_by_side(
    people: dict[int, list[_Body]], doors: dict[int, tuple[int, int | None, str]]
) -> Iterator[tuple[int, int]]:
    """Pairs of files worth comparing. A name alone is no reason: a birth or a telephone must go with it."""
    everybody = [body for each in people.values() for body in each]
    yield from _pairs((((building, room), key) for key, (building, _unit, room) in doors.items()), CROWD)
    yield from _pairs(((phone, body.household_id) for body in everybody for phone in body.phones), CROWD)
    yield from _pairs(((body.birth, body.household_id) for body in everybody if body.birth and body.is_exact), CROWD)
    yield from _pairs(((key, body.household_id) for body in everybody for key in _named_keys(body)), NAMESAKES)


def _named_keys(body: _Body) -> Iterator[Hashable]:
    """What likens people of one name beyond the crowds of those born on a 1 January, or with an office's number."""
    if body.birth:
        yield alike.name_key(body.name), body.birth.year
    for sound in alike.sounds(body.name) if body.phones or (body.birth and body.is_exact) else ():
        yield from ((sound, phone) for phone in body.phones)
        if body.birth and body.is_exact:
            yield sound, body.birth


def _pairs(keyed: Iterable[tuple[Hashable, int]], crowd: int) -> Iterator[tuple[int, int]]:
    together: dict[Hashable, set[int]] = defaultdict(set)
    for key, household_id in keyed:
        together[key].add(household_id)
    for ids in together.values():
        if 1 < len(ids) <= crowd:
            yield from combinations(sorted(ids), 2)


def _compared(
    pair: tuple[int, int], people: dict[int, list[_Body]], doors: dict[int, tuple[int, int | None, str]]
) -> tuple[int, tuple[str, ...], tuple[str, str]]:
    """Points, what matches, and the two people it rests on: those of the two files who are most alike."""
    place = _same_door(doors[pair[0]], doors[pair[1]])
    best: tuple[int, tuple[str, ...], tuple[str, str]] = (_points(place), place, ("", ""))
    for one in people.get(pair[0], ()):
        for other in people.get(pair[1], ()):
            same = (*place, *_same_person(one, other))
            if _points(same) > best[0]:
                best = (_points(same), same, (one.name, other.name))
    return best


def _points(matches: tuple[str, ...]) -> int:
    return sum(MATCHES[match][0] for match in matches)


def _same_door(one: tuple[int, int | None, str], other: tuple[int, int | None, str]) -> tuple[str, ...]:
    if (one[0], one[2]) != (other[0], other[2]):
        return ()
    if one[1] == other[1]:
        return ("door",)
    return ("room",) if None in (one[1], other[1]) else ()


def _same_person(one: _Body, other: _Body) -> Iterator[str]:
    """Nothing unless the names are alike: a daughter's telephone stands in many a file."""
    if alike.name_key(one.name) == alike.name_key(other.name):
        yield "name"
    elif one.sex and other.sex and one.sex != other.sex:
        return
    elif alike.shaped_alike(one.name, other.name):
        yield "shape"
    elif alike.sound_alike(one.name, other.name):
        yield "sound"
    else:
        return
    if alike.born_alike(one.birth, other.birth, is_exact=one.is_exact and other.is_exact):
        yield "birth" if one.is_exact and other.is_exact else "year"
    if one.phones & other.phones:
        yield "phone"
