"""Lists in layouts: the register's households, its people or its visits, with all that a layout may ask of them.

Filtered, sorted and masked as the register itself is: the rows come from its own questions, the rest is laid beside.
"""

from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from db import privacy, telling
from db.choices import Ledger, Listed, Whom
from db.clock import day_of
from db.fields import On, fields_of
from db.layouts import BUILT_IN, Column, Layout, from_text
from db.models import Household, Visit
from db.models import Layout as Stored
from db.queries import layout_beside as beside
from db.queries import layout_rows as told
from db.queries import register, register_visits
from db.queries.asked import Asked, allowed, of_households, of_visits
from db.queries.layout_rows import MODELS, WHOLE_FIRST, WORKED_OUT, CallRow, HomeRow, PersonRow
from db.rights import Person, Right, require


def layouts(s: Session, viewer: Person) -> list[tuple[int, int, Layout]]:
    """The office's own, by name: id, version and what each says."""
    require(viewer, Right.EXPORT)
    found = s.exec(select(Stored).order_by(col(Stored.name)))
    return [(each.id or 0, each.version, from_text(each.of, each.name, each.value)) for each in found]


def built_in(ledger: Ledger) -> Layout:
    """One that offices ask for; `Ledger.SUMS` is no list and has none."""
    return whole() if ledger is Ledger.WHOLE else BUILT_IN[ledger]


def whole() -> Layout:
    """One row a person with every field that is exported; our own import reads it back."""
    known = [key for key in known_columns(Listed.PEOPLE) if key not in WORKED_OUT]
    rest = [key for key in known if key not in WHOLE_FIRST]
    return Layout(Listed.PEOPLE, tuple(Column(key) for key in (*WHOLE_FIRST, *rest)), ledger=Ledger.WHOLE)


def known_columns(of: Listed) -> list[str]:
    """The keys of all that a list knows, in the order of its fields."""
    return [field.name for field in fields_of(MODELS[of], On.EXPORT)]


def rows_of(s: Session, viewer: Person, layout: Layout, asked: Asked, today: date) -> list[Any]:
    """The rows that a layout is filled from."""
    match layout.of:
        case Listed.HOUSEHOLDS:
            return homes(s, viewer, asked, today)
        case Listed.PEOPLE:
            return people(s, viewer, asked, today, layout.whom)
        case Listed.VISITS:
            return calls(s, viewer, asked)


def people(s: Session, viewer: Person, asked: Asked, today: date, whom: Whom = Whom.EVERYBODY) -> list[PersonRow]:
    """Everybody on file in the households that match, household by household, the head first."""
    require(viewer, Right.EXPORT)
    chosen = _chosen(viewer, asked, today)
    stored, living, hard = beside.of_homes(s, chosen), beside.residents(s, chosen), beside.hardships(s, chosen)
    found: list[PersonRow] = []
    for row in register.export(s, viewer, asked, today):
        of_home = stored[row.id] | {
            "no": row.no,
            "building": row.building,
            "responsible": row.responsible,
            "state": row.state,
            "door": telling.door(row.building, row.unit, row.room),
            "last_visit_on": day_of(row.last_visit_at) if row.last_visit_at else None,
            "last_outcome": row.last_outcome,
        }
        there, of_them = living.get(row.id, ()), hard.get(row.id, ())
        for one in there:
            person = PersonRow.model_construct(**{**of_home, **beside.of_person(one, there, of_them, today)})
            if told.is_of(whom, person):
                found.append(privacy.mask(viewer, person))
    return found


def homes(s: Session, viewer: Person, asked: Asked, today: date) -> list[HomeRow]:
    """The households that match, with who lives there in words."""
    require(viewer, Right.EXPORT)
    chosen = _chosen(viewer, asked, today)
    stored, living, hard = beside.of_homes(s, chosen), beside.residents(s, chosen), beside.hardships(s, chosen)
    still_open = beside.open_needs(s, chosen)
    found: list[HomeRow] = []
    for row in register.export(s, viewer, asked, today):
        there = living.get(row.id, ())
        more = {
            "members": told.members([one for one in there if one.lives_here]),
            "phone": next((one.phone for one in there if one.phone), ""),
            "causes": list(dict.fromkeys(each.cause for each in hard.get(row.id, ()) if each.cause)),
            "open_needs": still_open.get(row.id, 0),
            "last_visit_on": day_of(row.last_visit_at) if row.last_visit_at else None,
        }
        found.append(privacy.mask(viewer, HomeRow.model_construct(**{**stored[row.id], **row.__dict__, **more})))
    return found


def calls(s: Session, viewer: Person, asked: Asked) -> list[CallRow]:
    """Every visit that matches, newest first, and what became of what was asked for at it."""
    require(viewer, Right.EXPORT)
    may, _said = allowed(viewer, asked)
    both = select(Visit.id, Visit.household_id).join(Household, col(Household.id) == col(Visit.household_id))
    matching = both.where(*of_visits(viewer, may))
    chosen, homes_ = (matching.with_only_columns(col(each)) for each in (Visit.id, Visit.household_id))
    stored, hard = beside.visits(s, chosen), beside.hardships(s, homes_)
    needs, measures, closings = beside.raised(s, chosen)
    found: list[CallRow] = []
    for row in register_visits.export(s, viewer, asked):
        visit, raised = stored[row.id], needs.get(row.id, ())
        more = {
            "kinds": list(dict.fromkeys(each.kind for each in hard.get(visit.household_id, ()))),
            "asked": beside.asked_for(visit, raised),
            "done": beside.done_about(visit, [each for need in raised for each in measures.get(need.id, ())]),
            "settled": told.how_it_stands(need.state for need in raised),
            "came_of_it": beside.BETWEEN.join(
                beside.came_of_it(each) for need in raised for each in closings.get(need.id, ())
            ),
        }
        call = CallRow.model_construct(**{**row.__dict__, **visit._mapping, **more})
        found.append(privacy.mask(viewer, call))
    return found


def _chosen(viewer: Person, asked: Asked, today: date) -> Any:
    may, _said = allowed(viewer, asked)
    return select(Household.id).where(*of_households(viewer, may, today))
