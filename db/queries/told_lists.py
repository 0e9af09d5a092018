"""The filters of a list in words, as its file says what it was limited to: name, what was chosen, is it personal.

What is personal is left out of a file without names: a list of masked people who all have one illness tells of them.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from sqlmodel import Session

from db import privacy
from db.choices import Tier
from db.fields import Choice
from db.queries.asked import OF_PEOPLE, Asked
from db.queries.candidates import Wanted
from db.queries.figures import AGES
from db.queries.offered import offered
from db.queries.open_work import Work
from db.queries.told_filters import told_filters
from db.rights import Person
from db.words import _

Told = tuple[str, str, bool]


def told_register(s: Session, viewer: Person, asked: Asked) -> tuple[Told, ...]:
    """The register's filters."""
    only = tuple(one for one in asked.only if one not in OF_PEOPLE)
    plain = set(told_filters(s, viewer, replace(asked, kinds=(), risks=(), only=only, text="")))
    return tuple((*each, each not in plain) for each in told_filters(s, viewer, asked))


def told_work(s: Session, viewer: Person, work: Work) -> tuple[Told, ...]:
    """The conditions of the follow-up lists."""
    there = offered(s, viewer)
    return tuple(_of_work(work, there.buildings, there.staff))


def told_wanted(s: Session, viewer: Person, wanted: Wanted) -> tuple[Told, ...]:
    """The place of a round or an event, and what brings a household onto its list."""
    there = offered(s, viewer)
    return tuple(_of_wanted(wanted, there.buildings, there.staff))


def _of_work(work: Work, buildings: Mapping[int, str], staff: Mapping[int, str]) -> Iterator[Told]:
    yield _("State"), _("Ended") if work.is_ended else _("Still open"), False
    kind = work.need or work.measure
    if kind:
        yield _("Kind of problem") if work.need else _("Measure"), _(kind.label), True
    if work.age is not None:
        yield _("Open for"), _age(work.age), False
    if work.ended:
        yield _("How it ended"), _(work.ended.label), False
    if work.since:
        yield _("Ended since"), work.since.isoformat(), False
    for is_set, words in (
        (work.is_late, _("Late only")),
        (work.is_unanswered, _("Without a reply only")),
        (work.is_promise, _("Promises only")),
    ):
        if is_set:
            yield _("Only"), words, False
    if work.building_id is not None:
        yield _("Building"), buildings.get(work.building_id, "?"), False
    if work.responsible_id is not None:
        yield _("Responsible visitor"), staff.get(work.responsible_id, "?"), False


def _age(span: int) -> str:
    """0 to 7 days, and so on; the last is open."""
    first = AGES[span - 1] + 1 if span else 0
    if span == len(AGES):
        return _("{n} days or more").format(n=first)
    return _("{first} to {last} days").format(first=first, last=AGES[span])


def _of_wanted(wanted: Wanted, buildings: Mapping[int, str], staff: Mapping[int, str]) -> Iterator[Told]:
    if wanted.building_ids:
        yield _("Building"), str(privacy.told([buildings.get(each, "?") for each in wanted.building_ids])), False
    if wanted.floor_from is not None:
        yield _("From floor"), str(wanted.floor_from), False
    if wanted.floor_to is not None:
        yield _("Up to floor"), str(wanted.floor_to), False
    if wanted.tiers:
        yield _("Tier"), str(privacy.told([_tier(tier) for tier in wanted.tiers])), False
    if wanted.responsible_id is not None:
        yield _("Responsible visitor"), staff.get(wanted.responsible_id, "?"), False
    reasons: list[Choice] = [*wanted.kinds, *wanted.hazards]
    said = [_(each.label) for each in reasons]
    said += [_("Cannot walk down")] if wanted.cannot_walk else []
    said += wanted.words.split()
    if said:
        yield _("On the list because"), str(privacy.told(said)), True


def _tier(tier: Tier | None) -> str:
    return _(tier.label) if tier else _("Not assessed")
