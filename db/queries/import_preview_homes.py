"""What the rows of one door would write into its file: people, hardships, and what changes of those that are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from db import alike, privacy
from db.choices import LineChoice, LineState, Relation
from db.fields import field_of
from db.models import HardshipFields, HouseholdFields
from db.queries import import_preview_match as matching
from db.queries.import_preview_calls import Staff
from db.queries.import_preview_choices import Choices
from db.queries.import_preview_compare import NOTE, Change, change, person, plain_fields
from db.queries.import_preview_register import OPEN, Register
from db.queries.import_preview_rows import Group, Row, Told, household_values
from db.queries.import_preview_work import Hard, Home, Someone
from db.words import _

# A door is a door however it is spelled; who is responsible and the tier are turns of the file.
PASSED_OVER = frozenset({"building_id", "room", "raw_address", "door_sure", "by_hand"})
NO_DOOR = {"building", "responsible"}


@dataclass
class Draft:
    """A household's work while it is put together."""

    group: Group
    values: dict[str, Any] = field(default_factory=dict)
    house_row: Row | None = None
    people: list[Told] = field(default_factory=list)
    hards: list[tuple[Row, Hard]] = field(default_factory=list)

    @property
    def ours(self) -> int:
        return max(self.group.target, 0)


def drafted(group: Group, register: Register, choices: Choices, staff: Staff) -> Draft | None:
    """Compare the group with its file. None: it is left out, or nothing of it can be taken."""
    draft = Draft(group)
    if group.target < 0:
        return None
    group.rows = [row for row in group.rows if not row.is_refused]
    if not group.rows:
        return None
    if group.target:
        _known_house(draft, register, staff)
    elif not _new_house(draft, staff):
        return None
    _nobody_here(group, staff)
    for name, told in group.people.items():
        if not told.row.is_refused and _person(draft, name, told, register, choices):
            draft.people.append(told)
    for row in group.rows:
        for values in row.hards:
            _hardship(draft, row, values, register)
    if is_gone(draft, register):
        for row in group.rows:
            if any(not each.get("closing") for each in row.record.needs):
                row.refuse(_("This file is closed. Reopen the file first."))
    return draft


def _told_of_house(group: Group, staff: Staff) -> dict[str, Any]:
    """The household's own fields, from the first row that says something of each."""
    told: dict[str, Any] = {}
    for row in group.rows:
        for name, value in row.record.household.items():
            if name not in NO_DOOR and value not in (None, ""):
                told.setdefault(name, value)
        who = row.record.household.get("responsible") or row.record.household.get("responsible_id")
        if isinstance(who, str) and (found := staff.get(who)):
            told["responsible_id"] = found
    if isinstance(told.get("responsible_id"), str):
        del told["responsible_id"]
    return told


def _nobody_here(group: Group, staff: Staff) -> None:
    """Who is responsible and no account here stands in the note of whom the row is about."""
    for row in group.rows:
        who = row.record.household.get("responsible")
        if not isinstance(who, str) or not who or staff.get(who) is not None:
            continue
        staff.unknown[who] = staff.unknown.get(who, 0) + 1
        line = _("{label}: {value}").format(label=_(field_of(HouseholdFields, "responsible_id").show.label), value=who)
        for told in row.people[:1]:
            note = "\n".join(filter(None, (str(told.values.get("note") or ""), line)))
            if len(note) <= NOTE and line not in str(told.values.get("note") or ""):
                told.values["note"] = told.answers["note"] = note


def _new_house(draft: Draft, staff: Staff) -> bool:
    first = draft.group.rows[0]
    door = first.door
    assert door is not None
    values = household_values(first, door[0] or 1, _told_of_house(draft.group, staff) | {"unit": door[2]})
    if values is None:
        for row in draft.group.rows[1:]:
            row.refuse(_("The row of this door that comes first, {n}, cannot be taken in.").format(n=first.record.row))
        return False
    del values["building_id"]
    if door[0]:
        values["building_id"] = door[0]
    draft.values = values
    first.fresh = True
    return True


def _known_house(draft: Draft, register: Register, staff: Staff) -> None:
    group = draft.group
    ours = register.homes[group.target]
    for row in group.rows:
        row.no = ours["no"]
    told = _told_of_house(group, staff)
    same_door = group.rows[0].door is not None and group.rows[0].door[0] == ours["building_id"]
    passed_over = PASSED_OVER if same_door else PASSED_OVER | {"unit", "floor"}
    if any(name not in passed_over and name in ours for name in told):
        first = group.rows[0]
        checked = household_values(first, ours["building_id"], told | {"room": ours["room"]})
        if checked is None:
            return
        told = {name: value for name, value in told.items() if not (name in ("unit", "floor") and ours[name])}
        values, changes = plain_fields(HouseholdFields, "household", told, checked, ours, passed_over)
        if "tags" in values:
            values["tags"] = " ".join(dict.fromkeys(f"{ours['tags']} {values['tags']}".split()))
            if values["tags"] == ours["tags"]:
                del values["tags"]
                changes = [each for each in changes if each.field != "tags"]
        if values:
            draft.values, draft.house_row = values, first
            first.changes += changes


def _person(draft: Draft, name: str, told: Told, register: Register, choices: Choices) -> bool:
    """Find who it is in the file; False: left out."""
    group, row = draft.group, told.row
    living = register.living[group.target] if group.target else []
    told.ours = next((each for each in living if alike.name_key(each["name"]) == name), None)
    if told.ours is None and (joined := group.matched.get(name)):
        told.ours = next((each for each in living if each["id"] == joined), None)
    if told.ours is None and group.state is LineState.NEW:
        taken = {each["id"] for each in living if alike.name_key(each["name"]) in group.people}
        for each in living:
            if each["id"] not in taken and (why := matching.near(told, each)):
                if not _which(draft, told, each, why, register, choices):
                    return False
                break
    if told.ours is None:
        row.fresh = True
        return True
    told.set, told.changes = person(told.answers, told.values, told.ours)
    if told.values["name"] != told.ours["name"] and alike.name_key(told.ours["name"]) != name:
        said = _("Name on the list: {name}").format(name=told.values["name"])
        told.set["note"] = "\n".join(filter(None, (told.set.get("note", told.ours["note"]), said)))
        told.changes.append(Change("resident", "note", _("Note"), "", said))
    row.changes += told.changes
    return True


def _which(draft: Draft, told: Told, each: Mapping[str, Any], why: str, register: Register, choices: Choices) -> bool:
    """Somebody of this door is nearly called so: one person, or two?"""
    row = told.row
    row.state, row.proposed, row.offered = LineState.DOUBLE, LineChoice.SKIP, matching.ASKED
    row.likes = (matching.like(register, draft.group.target, why, each),)
    match choices.of(row.key, LineChoice.SKIP).choice:
        case LineChoice.JOIN:
            told.ours = each
        case LineChoice.SKIP | LineChoice.TAKE:
            return False
    return True


def _hardship(draft: Draft, row: Row, values: dict[str, Any], register: Register) -> None:
    """The same kind twice is the same hardship, whether of one person or of the whole household."""
    about = next((told for told in row.people if told in draft.people), None)
    person_at = draft.people.index(about) if about is not None and about.ours is None else None
    resident_id = about.ours["id"] if about is not None and about.ours is not None else None
    for _row, hard in draft.hards:
        if hard.values["kind"] == values["kind"] and hard.person == person_at and hard.resident_id == resident_id:
            return
    for ours in register.hards[draft.group.target] if draft.group.target else ():
        if ours["kind"] == values["kind"] and ours["resident_id"] in (None, resident_id):
            gaps = {name: v for name, v in values.items() if name != "kind" and v and not ours[name]}
            if gaps:
                draft.hards.append((row, Hard(row.record.row, ours["id"], values | gaps, None, ours["resident_id"])))
                row.changes += [change(HardshipFields, "hardship", name, None, v) for name, v in gaps.items()]
            return
    draft.hards.append((row, Hard(row.record.row, 0, values, person_at, resident_id)))
    if draft.group.target:
        row.changes.append(change(HardshipFields, "hardship", "kind", None, values["kind"]))
        row.edited = row.edited or (draft.group.target, values["kind"], resident_id) in register.ended


def is_gone(draft: Draft, register: Register) -> bool:
    return bool(draft.ours) and register.homes[draft.ours]["state"] not in OPEN


def home_of(draft: Draft, taken: set[str]) -> Home:
    """The work of a household, of those rows that are taken in."""
    group = draft.group
    places: dict[int, int] = {}
    people: list[Someone] = []
    for place, told in enumerate(draft.people):
        if told.row.key not in taken:
            continue
        if told.ours is None:
            places[place] = len(people)
            people.append(Someone(told.row.record.row, 0, told.values))
        elif told.set:
            people.append(Someone(told.row.record.row, told.ours["id"], told.set))
    if not draft.ours:
        people = _with_head(people)
    hards = tuple(
        Hard(hard.row, hard.hardship_id, hard.values, places.get(hard.person) if hard.person is not None else None,
             hard.resident_id)
        for row, hard in draft.hards
        if row.key in taken and (hard.person is None or hard.person in places)
    )  # fmt: skip
    first = group.rows[0]
    values = draft.values if draft.house_row is None or draft.house_row.key in taken else {}
    building = first.door[1] if first.door and not draft.ours else ""
    return Home(first.record.row, draft.ours, values, building, tuple(people), hards)


def _with_head(people: list[Someone]) -> list[Someone]:
    """Whoever the list calls the head; else the first."""
    said = [n for n, each in enumerate(people) if each.values["is_head"] or each.values["relation"] is Relation.HEAD]
    head = said[0] if said else 0
    return [
        Someone(each.row, each.resident_id, dict(each.values) | {"is_head": n == head}) for n, each in enumerate(people)
    ]


def who(row: Row) -> str:
    return privacy.text([each.values["name"] for each in row.people]) or privacy.text(
        [each.get("name") for each in row.record.residents]
    )
