"""Which file a door of a list is about: the one of that door, one that is likely the same, or none yet."""

from collections.abc import Iterator, Mapping
from typing import Any

from db import alike, telling
from db.choices import LineChoice, LineState
from db.queries.import_preview_choices import Choices
from db.queries.import_preview_register import OPEN, Register
from db.queries.import_preview_rows import Group, Like, Told, door_told
from db.words import _

CROWD = 12  # people with one telephone: then it is an office's
MOST = 5  # likenesses shown
ASKED = (LineChoice.JOIN, LineChoice.KEEP, LineChoice.SKIP)


def match(group: Group, register: Register, choices: Choices) -> None:
    """Set the group's target, or what its rows are asked."""
    first = group.rows[0]
    door = first.door
    at = register.at(door[0], door[2], first.record.household["room"]) if door and door[0] else []
    known = [key for key in at if group.people.keys() & _names(register, key)]
    if known:
        group.target = max(known, key=lambda key: (register.homes[key]["state"] in OPEN, -key))
        return
    living = [key for key in at if register.homes[key]["state"] in OPEN]
    if not group.people:
        _by_door_alone(group, register, living, choices)
    elif living:
        _ask(group, register, choices, LineState.DOUBTFUL, [_of_the_door(group, register, key) for key in living])
    elif door is None:
        _by_name_alone(group, register, choices)
    elif likes := list(_elsewhere(group, register)):
        _ask(group, register, choices, LineState.DOUBLE, likes)


def _names(register: Register, household_id: int) -> set[str]:
    return {alike.name_key(each["name"]) for each in register.living[household_id]}


def _by_door_alone(group: Group, register: Register, living: list[int], choices: Choices) -> None:
    if len(living) == 1:
        group.target = living[0]
    elif living:
        likes = [like(register, key, _("the same door")) for key in living]
        _ask(group, register, choices, LineState.DOUBTFUL, likes, keeps=False)
    else:
        for row in group.rows:
            row.refuse(_("No file is kept for this door, and no name is written to open one."))


def _by_name_alone(group: Group, register: Register, choices: Choices) -> None:
    [(name, told)] = list(group.people.items())[:1]
    same = [each for each in register.names.get(name, ()) if not _contradicts(told, each)]
    files = sorted({each["household_id"] for each in same})
    if len(files) == 1:
        group.target = files[0]
        return
    likes = [like(register, key, _("the same name")) for key in files] or list(_elsewhere(group, register))
    if likes:
        state = LineState.DOUBTFUL if files else LineState.DOUBLE
        _ask(group, register, choices, state, likes, keeps=False)
        return
    why = _("Nobody of this name is on file, and without a door no file can be opened. Write the door.")
    if address := door_told(group.rows[0]):
        why = _("“{door}” is not a whole door, and nobody of this name is on file. Write building and room.")
        why = why.format(door=address[:60])
    for row in group.rows:
        row.refuse(why)


def _of_the_door(group: Group, register: Register, household_id: int) -> Like:
    """Who keeps the file of this door, and whether somebody there is nearly called so."""
    for name, told in group.people.items():
        for each in register.living[household_id]:
            if why := near(told, each):
                group.matched.setdefault(name, each["id"])
                said = _("the same door; {name} is like {ours}: {why}")
                said = said.format(name=told.values["name"], ours=each["name"], why=why)
                return like(register, household_id, said, each)
    return like(register, household_id, _("the same door, and no name in common"))


def _elsewhere(group: Group, register: Register) -> Iterator[Like]:
    """Files of other doors where somebody of the same name, birth date or telephone lives."""
    seen = set[int]()
    for name, told in group.people.items():
        for each in _candidates(name, told, register):
            key = each["household_id"]
            if key in seen or len(seen) >= MOST:
                continue
            if why := _same(name, told, each):
                seen.add(key)
                group.matched.setdefault(name, each["id"])
                yield like(register, key, why, each)


def _candidates(name: str, told: Told, register: Register) -> Iterator[Mapping[str, Any]]:
    yield from register.names.get(name, ())
    for phone in alike.telephones(told.values["phone"]) if told.values["phone"] else ():
        if len(register.phones.get(phone, ())) <= CROWD:
            yield from register.phones.get(phone, ())
    if told.values["birth_date"] and not told.values["birth_text"]:
        yield from register.births.get(told.values["birth_date"], ())


def _same(name: str, told: Told, each: Mapping[str, Any]) -> str:
    """What matches, in words; nothing where it is too little."""
    found = []
    if alike.name_key(each["name"]) == name:
        if _contradicts(told, each):
            return ""
        found.append(_("the same name"))
    elif said := _alike(told, each):
        found.append(said)
    if _born(told, each):
        found.append(_("the same birth date"))
    if shared := alike.telephones(told.values["phone"]) & alike.telephones(each["phone"]):
        found.append(_("the same telephone"))
    named = alike.name_key(each["name"]) == name
    return _(", ").join(found) if named or shared or len(found) > 1 else ""


def near(told: Told, each: Mapping[str, Any]) -> str:
    """Whether two people of one door are likely one: brothers and sisters share a character, so more must match."""
    if not (said := _alike(told, each)):
        return ""
    if _born(told, each):
        return _(", ").join((said, _("the same birth date")))
    if told.values["identity_tail"] and told.values["identity_tail"] == each["identity_tail"]:
        return _(", ").join((said, _("the same end of the identity number")))
    unknown = told.values["birth_date"] is None or each["birth_date"] is None
    return said if unknown and alike.sound_alike(told.values["name"], each["name"]) else ""


def _alike(told: Told, each: Mapping[str, Any]) -> str:
    one, other = told.values["name"], each["name"]
    if told.values["sex"] and each["sex"] and told.values["sex"] != each["sex"]:
        return ""  # a man and a woman whose names are alike
    if alike.shaped_alike(one, other):
        return _("names one character apart")
    return _("names that sound alike") if alike.sound_alike(one, other) else ""


def _born(told: Told, each: Mapping[str, Any]) -> bool:
    exact = not told.values["birth_text"] and not each["birth_text"]
    return exact and alike.born_alike(told.values["birth_date"], each["birth_date"])


def _contradicts(told: Told, each: Mapping[str, Any]) -> bool:
    """Two people of one name: born on other days, or with other identity numbers, or other telephones."""
    new = told.values
    if new["birth_date"] and each["birth_date"]:
        exact = not new["birth_text"] and not each["birth_text"]
        return not alike.born_alike(new["birth_date"], each["birth_date"], is_exact=exact)
    if new["identity_tail"] and each["identity_tail"]:
        return bool(new["identity_tail"] != each["identity_tail"])
    ours, theirs = alike.telephones(new["phone"]), alike.telephones(each["phone"])
    return bool(ours and theirs and not ours & theirs)


def like(register: Register, household_id: int, why: str, who: Mapping[str, Any] | None = None) -> Like:
    home = register.homes[household_id]
    who = who or next((each for each in register.living[household_id] if each["is_head"]), None)
    building = register.names_of[home["building_id"]]
    door = telling.door(building, home["unit"], home["room"])
    return Like(household_id, home["no"], door, who["name"] if who else "", why, who["id"] if who else 0)


def _ask(
    group: Group, register: Register, choices: Choices, state: LineState, likes: list[Like], keeps: bool = True
) -> None:
    """One question for all rows of the group. Nothing is guessed: until somebody answers, they are left out."""
    group.state, group.likes = state, tuple(likes)
    first = group.rows[0]
    decision = choices.of(first.key, LineChoice.SKIP)
    for row in group.rows:
        row.key, row.state, row.likes, row.proposed = first.key, state, group.likes, LineChoice.SKIP
        row.offered = ASKED if keeps else (LineChoice.JOIN, LineChoice.SKIP)
    match decision.choice:
        case LineChoice.JOIN:
            ids = [each.household_id for each in likes]
            group.target = decision.household_id if decision.household_id in ids else ids[0]
            _moved(group, register)
        case LineChoice.KEEP if keeps:
            group.matched.clear()
        case _:
            group.target = -1  # left out


def _moved(group: Group, register: Register) -> None:
    """Joined into a file of another door: ours stays, and theirs is not lost."""
    home, first = register.homes[group.target], group.rows[0]
    door = first.door
    if door is None or register.at(door[0], door[2], first.record.household["room"]).count(home["id"]):
        return
    told = next(iter(group.people.values()))
    said = _("Address on the list: {door}").format(
        door=str(first.record.household.get("raw_address") or "") or door_told(first)
    )
    told.answers["note"] = told.values["note"] = "\n".join(filter(None, (told.values["note"], said)))
