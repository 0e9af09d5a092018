"""What is laid beside the rows of a list for a layout: each of it asked once for all households or visits."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Row, func
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col

from db import privacy, rules, telling
from db.choices import HardshipKind, MeasureState, NeedState, Relation
from db.fields import On, fields_of
from db.models import (
    Building,
    Hardship,
    HardshipFields,
    Household,
    HouseholdFields,
    Measure,
    Need,
    NeedClosing,
    Resident,
    ResidentFields,
    Visit,
    VisitFields,
)
from db.queries import layout_rows as told
from db.words import _

ById = Mapping[int, Sequence[Row[Any]]]
BETWEEN = "；"


def of_homes(s: Session, chosen: Any) -> dict[int, dict[str, Any]]:
    """What is typed of each household, and when its file was opened."""
    wanted = [*_typed(Household, HouseholdFields), col(Household.opened_on)]
    found = s.execute(columns(col(Household.id), *wanted).where(col(Household.id).in_(chosen)))
    return {row.id: {name: value for name, value in row._mapping.items() if name != "id"} for row in found}


def residents(s: Session, chosen: Any) -> ById:
    """By household, the head first."""
    r = Resident
    wanted = columns(col(r.id), col(r.household_id), *_typed(r, ResidentFields))
    wanted = wanted.where(col(r.household_id).in_(chosen)).order_by(col(r.is_head).desc(), col(r.id))
    return _by(s.execute(wanted), "household_id")


def hardships(s: Session, chosen: Any) -> ById:
    """By household, those that have not ended."""
    h = Hardship
    wanted = columns(col(h.id), col(h.household_id), col(h.resident_id), *_typed(h, HardshipFields))
    wanted = wanted.where(col(h.household_id).in_(chosen), col(h.ended_on).is_(None)).order_by(col(h.id))
    return _by(s.execute(wanted), "household_id")


def open_needs(s: Session, chosen: Any) -> dict[int, int]:
    counted = columns(col(Need.household_id), func.count()).where(col(Need.state) != NeedState.CLOSED)
    counted = counted.where(col(Need.household_id).in_(chosen)).group_by(col(Need.household_id))
    return dict(s.execute(counted).tuples().all())


def visits(s: Session, chosen: Any) -> dict[int, Row[Any]]:
    """What is typed of each visit, and where it was."""
    h = Household
    wanted = columns(
        col(Visit.id), col(Visit.household_id), col(h.unit), col(h.room), col(Building.name).label("building"),
        *_typed(Visit, VisitFields),
    )  # fmt: skip
    wanted = wanted.join(h, col(h.id) == col(Visit.household_id)).join(Building, col(Building.id) == col(h.building_id))
    return {row.id: row for row in s.execute(wanted.where(col(Visit.id).in_(chosen)))}


def raised(s: Session, chosen: Any) -> tuple[ById, ById, ById]:
    """Problems by visit; their measures, and how each ended (confirmed, and not reopened since), by problem."""
    n, m, c = Need, Measure, NeedClosing
    needs = columns(col(n.id), col(n.visit_id), col(n.words), col(n.kind), col(n.state))
    needs = needs.where(col(n.visit_id).in_(chosen)).order_by(col(n.id))
    ids = columns(col(n.id)).where(col(n.visit_id).in_(chosen))
    measures = columns(col(m.need_id), col(m.kind), col(m.words), col(m.state), col(m.done_on), col(m.due))
    measures = measures.where(col(m.need_id).in_(ids)).order_by(col(m.id))
    ended = columns(col(c.need_id), col(c.word), col(c.evidence), col(c.confirmed_on))
    ended = ended.where(col(c.need_id).in_(ids), col(c.confirmed_on).is_not(None), col(c.reopened_on).is_(None))
    return (
        _by(s.execute(needs), "visit_id"),
        _by(s.execute(measures), "need_id"),
        _by(s.execute(ended.order_by(col(c.id))), "need_id"),
    )


def of_person(one: Any, home: Sequence[Any], hard: Sequence[Any], today: date) -> dict[str, Any]:
    """All that a row says of one person. Hardships of the whole household stand with its head."""
    first = next((each for each in home if each.is_head), home[0])
    own = [each for each in hard if each.resident_id == one.id or (each.resident_id is None and one.id == first.id)]
    kinds = list(dict.fromkeys(each.kind for each in own))
    of_all = {each.kind for each in hard if each.resident_id in (None, one.id)}
    ring = next((each for each in home if each.is_emergency and each.id != one.id), None)
    guardian = next((each for each in home if each.relation is Relation.GUARDIAN and each.id != one.id), None)
    typed = {name: value for name, value in one._mapping.items() if name not in ("id", "household_id")}
    return typed | {
        "kinds": kinds,
        "causes": _of_each(own, kinds, lambda each: privacy.text(each.cause)),
        "since": _shared(each.since for each in own),
        "evidence": _of_each(own, kinds, lambda each: each.evidence),
        "duration": _shared(each.duration for each in own),
        "age": rules.age(one.birth_date, today),
        "birth": one.birth_text or one.birth_date,
        "living": told.lives_with(one, home, of_all) if one.lives_here else "",
        "condition": told.health(one.self_care, kinds),
        "allowance": _("Yes") if HardshipKind.MINIMUM_INCOME in of_all else "",
        "contact": ring.name if ring else one.outside_contacts,
        "contact_phone": ring.phone if ring else "",
        "guardian": guardian.name if guardian else "",
        "guardian_phone": guardian.phone if guardian else "",
    }


def _of_each(own: Sequence[Any], kinds: Sequence[HardshipKind], tell: Callable[[Any], str]) -> str:
    """What holds of all hardships once; else one part for each kind in their order, as our own import reads it."""
    parts = [tell(next(each for each in own if each.kind is kind)) for kind in kinds]
    return parts[0] if len(set(parts)) == 1 else BETWEEN.join(parts)


def asked_for(visit: Any, needs: Sequence[Any]) -> str:
    """The problems in their words; where none was written down, what was said, or at least what it was about."""
    if needs:
        return BETWEEN.join(need.words for need in needs)
    return visit.said or str(privacy.told(visit.appeals))


def done_about(visit: Any, measures: Sequence[Any]) -> str:
    said = [_measure(each) for each in measures]
    said += [visit.own_words] if visit.own_words else []
    return BETWEEN.join(said) or str(privacy.told(visit.own_measures))


def _measure(one: Any) -> str:
    words = one.words or _(one.kind.label)
    if one.state is MeasureState.DONE and one.done_on:
        return _("{what} (done {day})").format(what=words, day=telling.day(one.done_on))
    if one.state.is_open:
        return _("{what} (by {day})").format(what=words, day=telling.day(one.due))
    return _("{what} ({state})").format(what=words, state=_(one.state.label))


def came_of_it(one: Any) -> str:
    """9月25日：满意。扶手已装好"""
    words = _("{day}: {word}. {evidence}")
    return words.format(day=telling.day(one.confirmed_on), word=_(one.word.label), evidence=one.evidence)


def _shared(values: Iterable[Any]) -> Any:
    """What all have in common; nothing where they differ."""
    there = set(values)
    return there.pop() if len(there) == 1 else None


def _typed(table: type[SQLModel], fields: type[SQLModel]) -> list[Any]:
    return [col(getattr(table, field.name)) for field in fields_of(fields, On.EXPORT)]


def _by(found: Iterable[Row[Any]], name: str) -> ById:
    sorted_: dict[int, list[Row[Any]]] = defaultdict(list)
    for row in found:
        sorted_[getattr(row, name)].append(row)
    return sorted_
