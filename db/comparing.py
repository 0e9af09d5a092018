"""The register beside a list of owners and tenants: how each file stands to it, and what a person may decide. Pure.

Nothing follows by itself. The list may hold part of the estate, and it names owners: parents who live with them, and
tenants, are often not on it. So who is missing is asked for at the next visit, never taken for gone.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from db import alike, telling
from db.choices import Answer, Case, HouseholdState, OccupantRole, OccupantState
from db.listed import Compared, Dweller, Home, Line, Listed, NewPhone, Place, told_names
from db.words import N_, _

PAUSE = timedelta(days=90)  # offered for a door that stands empty
ROWS = 8  # of one door, told
ROOM = 60  # for telephones, as the register keeps them
HOW = {"sound": N_("names that sound alike"), "shape": N_("names one character apart")}


Beside = Mapping[tuple[int, str], set[str]]  # the names of all files of a room
ByName = Mapping[str, Sequence[Listed]]


class _Match(NamedTuple):
    """`how` is empty for the same name."""

    one: Listed
    who: Dweller
    how: str


def compare(homes: Sequence[Home], listed: Sequence[Listed], today: date) -> Compared:
    rooms: dict[tuple[int, str], list[Listed]] = defaultdict(list)
    names: dict[str, list[Listed]] = defaultdict(list)
    for one in listed:
        if one.place:
            rooms[one.place.building_id, one.place.room].append(one)
        if one.of.name:
            names[alike.name_key(one.of.name)].append(one)
    beside = _names_by_room(homes)
    lines, counts, ours = list[Line](), dict.fromkeys(("not_listed", "unnamed", "agreed"), 0), set[Place]()
    for home in homes:
        here = _at(home.place, rooms.get((home.place.building_id, home.place.room), ()))
        ours |= {one.place for one in here if one.place}
        if not home.people:
            counts["unnamed"] += 1
            continue
        found = _line(home, here, beside, names) if here else _elsewhere(home, [], beside, names)
        if isinstance(found, Line):
            lines.append(found)
        else:
            counts["agreed" if here else "not_listed"] += 1
    doors = {one.place for one in listed if one.place}
    unread = {one.of.row: one.of for one in listed if one.place is None}
    return Compared(tuple(lines), **counts, strange=len(doors - ours), unread=tuple(unread.values()))


def _names_by_room(homes: Sequence[Home]) -> Beside:
    found: dict[tuple[int, str], set[str]] = defaultdict(set)
    for home in homes:
        found[home.place.building_id, home.place.room] |= {alike.name_key(each.name) for each in home.people}
    return found


def _at(place: Place, there: Sequence[Listed]) -> list[Listed]:
    """A unit that nobody wrote may be any."""
    units = [(one, one.place.unit if one.place else None) for one in there]
    exact = [one for one, unit in units if unit == place.unit]
    return exact or [one for one, unit in units if None in (unit, place.unit)]


def _line(home: Home, here: list[Listed], beside: Beside, names: ByName) -> Line | None:
    """None where file and list agree and nothing is to be done."""
    matches = list(_matched(home, here))
    known = beside[home.place.building_id, home.place.room]
    strangers = [one for one in here if one.of.name and alike.name_key(one.of.name) not in known]
    others = [one for one in strangers if all(one is not match.one for match in matches)]
    empty = all(one.of.state is OccupantState.VACANT for one in here)
    if empty and home.state is HouseholdState.PAUSED:
        return None
    if empty:
        said = [] if matches or not others else [_not_there(home)]
        return _made(home, Case.VACANT, here, said, (Answer.PAUSE, Answer.ASK, Answer.LEAVE))
    if not matches:
        return _elsewhere(home, here, beside, names)
    return _gone(home, here, matches, others) or _there(home, here, matches, others)


def _matched(home: Home, here: Sequence[Listed]) -> Iterator[_Match]:
    """Who of the file stands on the list; by a name alike only where neither is anybody else."""
    free = {alike.name_key(each.name): each for each in home.people}
    rest = []
    for one in here:
        if (who := free.get(alike.name_key(one.of.name))) is not None:
            yield _Match(one, who, "")
        elif one.of.name:
            rest.append(one)
    named = {alike.name_key(one.of.name) for one in here}
    left = [who for key, who in free.items() if key not in named]
    for one in rest:
        for who in left:
            if alike.shaped_alike(one.of.name, who.name):
                yield _Match(one, who, "shape")
            elif alike.sound_alike(one.of.name, who.name):
                yield _Match(one, who, "sound")
            else:
                continue
            break


def _is_gone(one: Listed) -> bool:
    return one.of.state in (OccupantState.DECEASED, OccupantState.MOVED, OccupantState.SOLD)


def _is_there(one: Listed) -> bool:
    if one.of.role in (OccupantRole.TENANT, OccupantRole.OCCUPANT):
        return one.of.state in (None, OccupantState.LIVING) and not one.of.said
    return one.of.state is OccupantState.LIVING


def _gone(home: Home, here: list[Listed], matches: list[_Match], others: list[Listed]) -> Line | None:
    """Died, moved or sold. A file ends only where nobody else of it is left, and only by a person's word."""
    gone = {match.who.id for match in matches if _is_gone(match.one)}
    if not gone:
        return None
    there = {match.who.id for match in matches if _is_there(match.one)}
    died = any(match.one.of.state is OccupantState.DECEASED for match in matches)
    ends = gone == {each.id for each in home.people} and not gone & there and not any(m.how for m in matches)
    if ends and died:
        return _made(home, Case.DECEASED, here, (), (Answer.DECEASED, Answer.ASK, Answer.LEAVE))
    if ends:
        return _made(home, Case.MOVED, here, (), (Answer.MOVED, Answer.ASK, Answer.LEAVE))
    said = list(_taken_for(matches))
    if gone & there:
        said.append(_("The list says two things of one person."))
    elif len(home.people) > len(gone):
        said.append(_("Others live in this file: it stays open."))
    return _made(home, Case.ASK, here, said, (Answer.ASK, Answer.LEAVE))


def _there(home: Home, here: list[Listed], matches: list[_Match], others: list[Listed]) -> Line:
    lives = any(_is_there(match.one) for match in matches)
    is_let = any(match.one.of.state in (OccupantState.RENTED, OccupantState.VACANT) for match in matches)
    if not lives and (is_let or any(one.of.role is OccupantRole.TENANT for one in others)):
        said = _("Who owns the flat and has let it need not live there: whom of this file one still meets is not said.")
        return _made(home, Case.ASK, here, [said], (Answer.ASK, Answer.VERIFY, Answer.LEAVE))
    said_so = list(_taken_for(matches))
    if not lives:
        said_so.append(_("The list does not say who lives there."))
    new = tuple(_new_phones(home, matches))
    if new:
        fits = all(each.old and len(each.both) <= ROOM for each in new)
        answers = (Answer.PHONE, *((Answer.BOTH,) if fits else ()), Answer.VERIFY, Answer.LEAVE)
        return _made(home, Case.PHONE, here, said_so, answers, lives=lives, phones=new)
    answers = (Answer.VERIFY, Answer.LEAVE)
    return _made(home, Case.VERIFY, here, said_so, answers, lives=lives, is_sure=not said_so)


def _new_phones(home: Home, matches: Sequence[_Match]) -> Iterator[NewPhone]:
    """The first number of the list for each person that stands nowhere in the file yet."""
    ours = {number for each in home.people for number in alike.telephones(each.phone)}
    seen = set[int]()
    for match in matches:
        if alike.telephones(match.one.of.phone) - ours and match.who.id not in seen:
            seen.add(match.who.id)
            yield NewPhone(match.who.id, match.who.name, match.who.phone, match.one.of.phone)


def _elsewhere(home: Home, here: list[Listed], beside: Beside, names: ByName) -> Line | None:
    """Nobody of the file at its door. Somebody of the same name elsewhere is the same if the telephone says so."""
    said, moved = [], None
    for who in home.people:
        for one in names.get(alike.name_key(who.name), ()):
            if one in here or _is_gone(one) or one.of.state in (OccupantState.VACANT, OccupantState.RENTED):
                continue
            if alike.telephones(who.phone) & alike.telephones(one.of.phone):
                words = _("Row {row} has {name}, with the same telephone, at {door}.")
                moved = moved or one
            else:
                words = _("Row {row} has a {name} at {door}: perhaps another person of this name.")
            said.append(words.format(row=one.of.row, name=one.of.name, door=one.of.door))
    if moved is not None:
        ends = (Answer.MOVED,) if len(home.people) == 1 else ()
        there = moved.place
        leads = (Answer.DOOR,) if there and (there.building_id, there.room) not in beside else ()
        answers = (*leads, Answer.ASK, *ends, Answer.LEAVE)
        return _made(home, Case.MOVED, here, said, answers, to=moved)
    if not here:
        return None
    said = [_not_there(home), *said[:2]]
    return _made(home, Case.ASK, here, said, (Answer.ASK, Answer.VERIFY, Answer.LEAVE))


def _made(
    home: Home,
    case: Case,
    here: Sequence[Listed],
    said: Sequence[str],
    offered: tuple[Answer, ...],
    *,
    is_sure: bool = False,
    lives: bool = False,
    phones: tuple[NewPhone, ...] = (),
    to: Listed | None = None,
) -> Line:
    told = list(dict.fromkeys([*map(row_told, here[:ROWS]), *said]))
    if home.state is HouseholdState.PAUSED:
        offered = tuple(each for each in offered if each not in (Answer.ASK, Answer.PAUSE))
        if home.paused_until:
            told.append(_("This file is paused until {day}.").format(day=telling.paper_day(home.paused_until)))
    rows = dict.fromkeys([*(one.of.row for one in here), *((to.of.row,) if to else ())])
    place = to.place.building_id if to and to.place else 0
    return Line(home, case, offered, tuple(told), tuple(rows), is_sure, lives, phones, to.of if to else None, place)


def row_told(one: Listed) -> str:
    """第 12 行：陈玉芬，业主，自住，2019年3月1日"""
    of = one.of
    words = [of.name, _(of.role.label) if of.role else "", _(of.state.label) if of.state else of.said]
    told = [*words, telling.paper_day(of.day) if of.day else ""]
    return _("Row {row}: {what}").format(row=of.row, what=_(", ").join(filter(None, told)))


def _taken_for(matches: Sequence[_Match]) -> Iterator[str]:
    for match in matches:
        if match.how:
            said = _("{name} on the list is taken for {ours}: {why}.")
            yield said.format(name=match.one.of.name, ours=match.who.name, why=_(HOW[match.how]))


def _not_there(home: Home) -> str:
    said = _("{names}: not on the list at this door. Tenants, and parents who live with the owner, often are not.")
    return said.format(names=told_names([each.name for each in home.people]))
