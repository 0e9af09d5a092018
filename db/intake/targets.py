"""What a column can mean: each target with its label, the kinds of table it belongs to, its names and its look.

Every field that is typed somewhere is a target by its label in both languages, so that a field added to a model can be
taken in at once; what lists have besides (a door in one cell, an age, whom to ring) is written down here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import NamedTuple

from sqlmodel import SQLModel

from db.choices import HardshipKind, TableKind
from db.fields import Choice, On, Shown, fields_of
from db.intake import synonyms, titles
from db.intake.looks import Look
from db.models import (
    AccountFields,
    BuildingFields,
    ClosingFields,
    HardshipFields,
    HouseholdFields,
    MeasureFields,
    NeedFields,
    ResidentFields,
    VisitFields,
)
from db.reading.chosen import own_words
from db.reading.words_known import TABLES
from db.words import LANGUAGES, N_, told_in

HOMES, CALLS, OWNERS = TableKind.HOUSEHOLDS, TableKind.VISITS, TableKind.OWNERS
LONGEST = 60  # characters of a title
OUT = "out"  # a column that is left out: serial numbers, or as a person chooses
BOTH = frozenset({HOMES, CALLS})
PLACES = frozenset({HOMES, CALLS, OWNERS})
# Kept by the house itself, told by another target, or no answer of a list.
NOT_TOLD = {"household.building_id", "household.responsible_id", "need.resident_id"}
NOT_TOLD |= {"measure.kind", "measure.is_promise"}  # told by the words of the measure


@dataclass(frozen=True)
class Target:
    """`key` is noun and field. `many`: several columns may mean it (家庭成员1, 家庭成员2)."""

    key: str
    label: str  # untranslated
    kinds: frozenset[TableKind]
    synonyms: tuple[str, ...] = ()
    look: Look = Look.ANY
    choice: type[Choice] | None = None
    field: Shown | None = None
    many: bool = False

    @property
    def noun(self) -> str:
        return self.key.partition(".")[0]

    @property
    def name(self) -> str:
        return self.key.rpartition(".")[2]


NOUNS: tuple[tuple[str, type[SQLModel], frozenset[TableKind]], ...] = (
    ("visit", VisitFields, frozenset({CALLS})),
    ("need", NeedFields, frozenset({CALLS})),
    ("measure", MeasureFields, frozenset({CALLS})),
    ("closing", ClosingFields, frozenset({CALLS})),
    ("household", HouseholdFields, BOTH),
    ("resident", ResidentFields, BOTH),
    ("hardship", HardshipFields, BOTH),
    ("building", BuildingFields, frozenset({TableKind.BUILDINGS})),
    ("account", AccountFields, frozenset({TableKind.STAFF})),
)
LOOKS = {
    "household.unit": Look.ANY,
    "household.floor": Look.ANY,
    "resident.name": Look.NAME,
    "resident.sex": Look.SEX,
    "resident.birth_date": Look.BIRTH,
    "resident.relation": Look.RELATION,
    "resident.phone": Look.PHONE,
    "resident.identity_tail": Look.ANY,  # four characters, or all of them
    "hardship.kind": Look.HARDSHIP,
    "hardship.cause": Look.ANY,  # often told in words
    "need.words": Look.ANY,
}
# What lists have beside the fields of ours. Of two that bear one name, the first that the kind of table knows counts.
MORE = (
    Target("visit.staff", N_("Who visited"), frozenset({CALLS}), look=Look.NAME),
    Target("closing.back", N_("Call back"), frozenset({CALLS})),
    Target("closing.day", N_("Day on which it ended"), frozenset({CALLS}), look=Look.DAY),
    Target("need.state", N_("State of settling"), frozenset({CALLS})),
    Target("measure.words", N_("What was put right"), frozenset({CALLS})),
    Target("visit.remarks", N_("Remarks"), frozenset({CALLS})),
    Target("household.building", N_("Building"), PLACES),
    Target("household.door", N_("Home address"), PLACES, look=Look.DOOR),
    Target("household.responsible", N_("Responsible visitor"), BOTH, look=Look.NAME),
    Target("resident.head", N_("Name of the head of household"), BOTH, look=Look.NAME),
    Target("resident.age", N_("Age"), BOTH, look=Look.AGE),
    Target("resident.disability", N_("Kind and grade of disability"), BOTH),
    Target("resident.living", N_("Who they live with"), BOTH),
    Target("resident.condition", N_("State of health"), BOTH),
    Target("resident.illness", N_("Illnesses"), BOTH),
    Target("contact.name", N_("Whom to ring in need"), BOTH, look=Look.NAME),
    Target("contact.phone", N_("Telephone in need"), BOTH, look=Look.PHONE),
    Target("contact.relation", N_("Relation of whom to ring"), BOTH, look=Look.RELATION),
    Target("guardian.name", N_("Guardian"), BOTH, look=Look.NAME),
    Target("guardian.phone", N_("Guardian's telephone"), BOTH, look=Look.PHONE),
    Target("guardian.relation", N_("Guardian's relation"), BOTH, look=Look.RELATION),
    Target("family.members", N_("Members of the family"), BOTH, look=Look.NAME, many=True),
    Target("owner.name", N_("Owner"), frozenset({OWNERS}), look=Look.NAME),
    Target("owner.phone", N_("Owner's telephone"), frozenset({OWNERS}), look=Look.PHONE),
    Target("tenant.name", N_("Tenant"), frozenset({OWNERS}), look=Look.NAME),
    Target("tenant.phone", N_("Tenant's telephone"), frozenset({OWNERS}), look=Look.PHONE),
    Target("occupant.role", N_("Owner or tenant"), frozenset({OWNERS})),
    Target("occupant.state", N_("How it is lived in"), frozenset({OWNERS})),
    Target("occupant.moved_in", N_("Moved in on"), frozenset({OWNERS}), look=Look.DAY),
    Target("occupant.moved_out", N_("Moved out on"), frozenset({OWNERS}), look=Look.DAY),
)
WORDS: Mapping[str, str] = synonyms.PLACE | synonyms.PEOPLE | synonyms.CALLS | synonyms.LISTS


def _targets() -> Iterator[Target]:
    ours = {target.key for target in MORE}
    for noun, model, kinds in NOUNS:
        for field in fields_of(model, ~On(0)):
            key = f"{noun}.{field.name}"
            if key in NOT_TOLD or key in ours:
                continue
            here = PLACES if key in ("household.unit", "household.floor", "household.room") else kinds
            if key == "resident.note":
                here = frozenset({HOMES})  # a visit has remarks of its own
            labels = tuple(told_in(language, field.show.label) for language in LANGUAGES)
            choice = field.kind if issubclass(field.kind, Choice) else None
            yield Target(key, field.show.label, here, labels, _look(key, field), choice, field)
    yield from MORE
    for kind in HardshipKind:
        if kind.value in synonyms.FLAGS:
            yield Target(f"kind.{kind.value}", kind.ours, BOTH, look=Look.YES_NO)
    yield Target(OUT, N_("Left out"), frozenset(TableKind))


def _look(key: str, field: Shown) -> Look:
    if key in LOOKS:
        return LOOKS[key]
    if issubclass(field.kind, Choice):
        return Look.CHOICE
    kinds = {bool: Look.YES_NO, int: Look.NUMBER, date: Look.DAY, datetime: Look.DAY}
    return kinds.get(field.kind, Look.ANY)


TARGETS: tuple[Target, ...] = tuple(_targets())
BY_KEY: Mapping[str, Target] = {target.key: target for target in TARGETS}


def targets_of(kind: TableKind) -> list[Target]:
    return [target for target in TARGETS if kind in target.kinds]


class Named(NamedTuple):
    """A target that a title names. `is_exact`: in its very words, not only nearly."""

    target: Target
    is_exact: bool


@cache
def _known() -> Mapping[str, tuple[Target, ...]]:
    """Targets by the key of each of their names."""
    found: dict[str, list[Target]] = {}

    def add(name: str, target: Target) -> None:
        there = found.setdefault(titles.key(name), [])
        if target not in there:
            there.append(target)

    for target in TARGETS:
        for language in LANGUAGES:
            if target.noun != "kind":
                add(told_in(language, target.label), target)
        for name in (*target.synonyms, *WORDS.get(target.key, "").split()):
            add(name, target)
    for value, words in synonyms.FLAGS.items():
        for word in words.split():
            add(word, BY_KEY[f"kind.{value}"])
            add(f"是否{word}", BY_KEY[f"kind.{value}"])
    for name in synonyms.OUT.split():
        add(name, BY_KEY[OUT])
    found.pop("", None)
    return {key: tuple(each) for key, each in found.items()}


def named(title: str) -> list[Named]:
    """What a title names, by its own words; else what it nearly names."""
    known = _known()
    for key in (titles.key(title), titles.bare(title)):
        if key in known:
            return [Named(target, True) for target in known[key]]
    for key in titles.near(title):
        if key in known:
            return [Named(target, False) for target in known[key]]
    return []


@cache
def _also_data() -> frozenset[str]:
    """Titles that stand in cells as well: 残疾, 户主, 电话. They tell no head from a row."""
    words = {titles.key(word) for choice in TABLES for word in own_words(choice)}
    return frozenset(words | {titles.key(word) for table in TABLES.values() for word in table})


@cache
def head_words() -> frozenset[str]:
    """Keys of titles that are hardly ever anything else."""
    return frozenset(key for key in _known() if key not in _also_data() and len(key) > 1)


@lru_cache(maxsize=4096)
def tells_head(title: str) -> bool:
    """A title in the very words of a target."""
    return len(title) <= LONGEST and not head_words().isdisjoint((titles.key(title), titles.bare(title)))


def nearly_tells_head(title: str) -> bool:
    """The same for a title that is only near: good enough for the first head of a sheet."""
    if len(title) > LONGEST:
        return False
    return tells_head(title) or (titles.bare(title) not in _also_data() and bool(named(title)))
