"""How two files become one: what is chosen, what is filled in, what stands side by side. Pure, on stored records."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from db import alike, privacy
from db.errors import Invalid
from db.fields import field_of
from db.models import Household, HouseholdFields, Resident, ResidentFields
from db.words import _

# What belongs together and is taken from one file as a whole.
TOGETHER = {
    "door": ("building_id", "unit", "floor", "room", "door_sure"),
    "tier": ("tier", "tier_why", "tier_since", "tier_by_id", "settled_tier"),
    "responsible_id": ("responsible_id",),
}
TEXTS = ("raw_address", "safety_note", "avoid", "tags")  # both stand, one after the other
RESIDENT_TEXTS = ("outside_contacts", "note")
SEPARATOR = {"tags": " "}


class Differing(NamedTuple):
    """Something that the two files say differently, of which one must be chosen."""

    key: str  # of TOGETHER, or the name of a field
    keeps: str
    other: str


def choices(keep: Household, gone: Household, told: Mapping[str, tuple[str, str]]) -> Iterator[Differing]:
    """What a person chooses. `told` says each key in words, of the file that stays and of the other."""
    for key, names in TOGETHER.items():
        if (
            _is_said(keep, names)
            and _is_said(gone, names)
            and _differ(keep, gone, names[:4] if key == "door" else names[:1])
        ):
            yield Differing(key, *told[key])


def household(keep: Household, gone: Household, take: Collection[str]) -> dict[str, Any]:
    """The columns of the file that stays, as far as they change. `take`: keys for which the other file is right."""
    new: dict[str, Any] = {}
    for key, names in TOGETHER.items():
        if key in take or not _is_said(keep, names):
            if _is_said(gone, names):
                new |= {name: getattr(gone, name) for name in names}
        elif key == "door" and (keep.building_id, keep.room) == (gone.building_id, gone.room):
            new |= {name: getattr(gone, name) for name in ("unit", "floor") if getattr(keep, name) is None}
    problems = {}
    for name in TEXTS:
        text = side_by_side(getattr(keep, name), getattr(gone, name), SEPARATOR.get(name, "；"))
        most = field_of(HouseholdFields, name).limits["max_chars"]
        if len(text) > most:
            problems[name] = too_long(_(field_of(HouseholdFields, name).show.label), len(text), most)
        new[name] = text
    if problems:
        raise Invalid(problems)
    new["safety_review_on"] = _first(keep.safety_review_on, gone.safety_review_on, min)
    new["safety_author_id"] = keep.safety_author_id or gone.safety_author_id
    new["verified_on"] = _first(keep.verified_on, gone.verified_on, max)
    new["by_hand"] = keep.by_hand or gone.by_hand  # who once refused has refused
    new["opened_on"] = min(keep.opened_on, gone.opened_on)
    decided = {*new, *TEXTS, *(name for names in TOGETHER.values() for name in names)}
    for name in HouseholdFields.model_fields:
        if name not in decided and getattr(keep, name) in (None, ""):
            new[name] = getattr(gone, name)
    return {name: value for name, value in new.items() if getattr(keep, name) != value}


def resident(keep: Resident, gone: Resident) -> dict[str, Any]:
    """The columns of the person who stays. What the other file says differently goes into the note: nothing is lost."""
    new: dict[str, Any] = {}
    beside = []
    for name in ResidentFields.model_fields:
        mine, theirs = getattr(keep, name), getattr(gone, name)
        if isinstance(mine, bool):
            new[name] = mine or theirs
        elif name in RESIDENT_TEXTS:
            new[name] = side_by_side(mine, theirs)
        elif mine in (None, ""):
            new[name] = theirs
        elif theirs not in (None, "", mine):
            beside.append((name, theirs))
    phones = alike.telephones(keep.phone) >= alike.telephones(gone.phone)
    told = [_beside(name, theirs) for name, theirs in beside if not (name == "phone" and phones)]
    new["note"] = side_by_side(new["note"], "；".join(told))
    problems = {}
    for name in RESIDENT_TEXTS:
        most = field_of(ResidentFields, name).limits["max_chars"]
        if len(new[name]) > most:
            said = too_long(_(field_of(ResidentFields, name).show.label), len(new[name]), most)
            problems[name] = _("{name}: {why}").format(name=keep.name, why=said)
    if problems:
        raise Invalid(problems)
    return {name: value for name, value in new.items() if getattr(keep, name) != value}


def same_people(keep: Sequence[Resident], gone: Sequence[Resident]) -> dict[int, int]:
    """Who of the other file is likely who: by name, then by a name alike and the same birth or telephone."""
    found: dict[int, int] = {}
    for is_same in (_same_name, _likely):
        for theirs in gone:
            free = (mine for mine in keep if mine.id not in found.values())
            if theirs.id not in found and (hit := next((mine for mine in free if is_same(mine, theirs)), None)):
                assert theirs.id is not None and hit.id is not None
                found[theirs.id] = hit.id
    return found


def side_by_side(one: str, other: str, between: str = "；") -> str:
    """Both texts, the second left out where the first says it already."""
    if not other or other in one:
        return one
    return other if one in other else f"{one}{between}{other}"


def too_long(label: str, n: int, most: int) -> str:
    said = _("{label}: both texts together have {n} characters, {most} have room. Shorten one of them first.")
    return said.format(label=label, n=n, most=most)


def _beside(name: str, value: Any) -> str:
    return _("{label}: {value}").format(label=_(field_of(ResidentFields, name).show.label), value=privacy.text(value))


def _same_name(one: Resident, other: Resident) -> bool:
    born = one.birth_date is None or other.birth_date is None or one.birth_date.year == other.birth_date.year
    return born and alike.name_key(one.name) == alike.name_key(other.name)


def _likely(one: Resident, other: Resident) -> bool:
    by_name = alike.shaped_alike(one.name, other.name) or alike.sound_alike(one.name, other.name)
    exact = not (one.birth_text or other.birth_text)
    by_birth = alike.born_alike(one.birth_date, other.birth_date, is_exact=exact)
    return by_name and (by_birth or bool(alike.telephones(one.phone) & alike.telephones(other.phone)))


def _is_said(record: Household, names: Sequence[str]) -> bool:
    return getattr(record, names[0]) is not None


def _differ(one: Household, other: Household, names: Sequence[str]) -> bool:
    return any(
        (mine := getattr(one, name)) is not None and (theirs := getattr(other, name)) is not None and mine != theirs
        for name in names
    )


def _first(one: Any, other: Any, of: Any) -> Any:
    return of(one, other) if one is not None and other is not None else one or other
