"""Two files of one household become one, in one deed that can be taken back as a whole. Nothing is lost: what the other
file holds moves over, and its number goes on leading here.
"""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, delete, select

from db import joining, search
from db.changes import batch, turn, visit
from db.changes.batch_rows import pointing
from db.changes.gate import loaded
from db.choices import BatchKind, PlanState, PlanWhy, TurnKind
from db.errors import Invalid, Refused
from db.models import (
    Apart,
    Draft,
    FormerNumber,
    Gram,
    Hardship,
    Household,
    PlannedVisit,
    Resident,
)
from db.rights import Person, Right, require
from db.words import _

COUNTED = {"visit": "visits", "need": "needs", "measure": "measures"}
TURNS = {TurnKind.TIER: "tier", TurnKind.RESPONSIBLE: "responsible_id"}


def merge(
    s: Session,
    actor: Person,
    keep_id: int,
    gone_id: int,
    now: datetime,
    take: Collection[str] = (),
    people: Mapping[int, int] | None = None,
) -> int:
    """Join the file `gone_id` into `keep_id`; gives the batch that takes it back.

    `take`: keys of `joining.choices` for which the file that goes is right. `people`: a resident of the file that goes
    and the one of the file that stays who is the same person; without it, whoever is likely the same. Everybody else
    moves over.
    """
    require(actor, Right.IMPORT)
    if keep_id == gone_id:
        raise Invalid({"other_id": _("A file cannot be compared with itself.")})
    keep, gone = loaded(s, Household, keep_id), loaded(s, Household, gone_id)
    if s.exec(select(Draft.id).where(Draft.household_id == gone_id)).first() is not None:
        said = _("Somebody is writing a visit for no. {no:04}. Let it be saved or thrown away first.")
        raise Refused(said.format(no=gone.no))
    title = _("No. {gone:04} into no. {keep:04}").format(gone=gone.no, keep=keep.no)
    journal = _Journal(s, batch.open_batch(s, actor, BatchKind.MERGE, title, now).id or 0)
    counts = _people(s, journal, keep_id, gone_id, people)
    counts |= _hardships(s, journal, keep_id, gone_id)
    _plans(s, journal, keep_id, gone_id)
    _apart(s, journal, keep_id, gone_id)
    moved = _move(s, journal, keep_id, gone_id)
    before = {kind: getattr(keep, name) for kind, name in TURNS.items()}
    journal.change(keep, joining.household(keep, gone, take))
    for kind, name in TURNS.items():
        if before[kind] != getattr(keep, name):
            turn.note(s, keep_id, kind, before[kind], getattr(keep, name), title, actor.id)
    _take_away(s, journal, gone)
    former = FormerNumber(no=gone.no, household_id=keep_id)
    s.add(former)
    s.flush()
    batch.added(s, journal.batch_id, FormerNumber, [former.id or 0])
    visit.refresh(s, keep_id)
    search.renew(s, keep_id)
    batch.seal(s, actor, journal.batch_id, counts | moved)
    return journal.batch_id


class _Journal:
    """Changes records and writes down how they were."""

    def __init__(self, s: Session, batch_id: int) -> None:
        self.s, self.batch_id = s, batch_id

    def change(self, record: Any, new: Mapping[str, Any]) -> None:
        whole = isinstance(record, Household)  # of which much is worked out
        before = record.model_dump() if whole else {name: getattr(record, name) for name in new}
        for name, value in new.items():
            setattr(record, name, value)
        if not new:
            return
        if hasattr(record, "version"):
            record.version += 1
        self.s.add(record)
        self.s.flush()
        batch.changed(self.s, self.batch_id, record, before)

    def remove(self, record: SQLModel) -> None:
        batch.removed(self.s, self.batch_id, record)
        self.s.delete(record)
        self.s.flush()


def _people(
    s: Session, journal: _Journal, keep_id: int, gone_id: int, people: Mapping[int, int] | None
) -> dict[str, int]:
    mine, theirs = _residents(s, keep_id), _residents(s, gone_id)
    same = joining.same_people(mine, theirs) if people is None else dict(people)
    by_id = {one.id: one for one in (*mine, *theirs)}
    if not set(same) <= {one.id for one in theirs} or not set(same.values()) <= {one.id for one in mine}:
        raise Invalid({"people": _("This person belongs to another household. Choose again.")})
    if len(set(same.values())) < len(same):
        raise Invalid({"people": _("Two people cannot be the same third one. Choose again.")})
    has_head = any(one.is_head for one in mine)
    for one in theirs:
        assert one.id is not None
        if one.id in same:
            stays = by_id[same[one.id]]
            new = joining.resident(stays, one)
            new["is_head"] = stays.is_head or (one.is_head and not has_head)
            journal.change(stays, {name: value for name, value in new.items() if getattr(stays, name) != value})
            for column in pointing("resident"):
                for record in _rows(s, column.table.name, column.name, one.id):
                    journal.change(record, {column.name: same[one.id]})
            journal.remove(one)
        else:
            journal.change(one, {"household_id": keep_id, "is_head": one.is_head and not has_head})
    return {"residents": len(theirs) - len(same), "joined": len(same)}


def _residents(s: Session, household_id: int) -> list[Resident]:
    return list(s.exec(select(Resident).where(Resident.household_id == household_id).order_by(col(Resident.id))))


def _hardships(s: Session, journal: _Journal, keep_id: int, gone_id: int) -> dict[str, int]:
    """The same kind of the same person, not ended in either file, is one hardship; the rest moves with the file."""
    h = Hardship
    there = {
        (each.kind, each.resident_id): each
        for each in s.exec(select(h).where(h.household_id == keep_id, col(h.ended_on).is_(None)))
    }
    n = 0
    for each in s.exec(select(h).where(h.household_id == gone_id, col(h.ended_on).is_(None))).all():
        if (mine := there.get((each.kind, each.resident_id))) is None:
            continue
        new: dict[str, Any] = {"evidence": joining.side_by_side(mine.evidence, each.evidence)}
        if len(new["evidence"]) > 200:
            continue  # both stay: a certificate is not cut
        if mine.since and each.since:
            new["since"] = min(mine.since, each.since)
        for name in ("cause", "since", "duration"):
            if getattr(mine, name) is None:
                new[name] = getattr(each, name)
        if any(getattr(each, name) not in (None, getattr(mine, name), new.get(name)) for name in ("cause", "duration")):
            continue  # they say different things of it
        journal.change(mine, {name: value for name, value in new.items() if getattr(mine, name) != value})
        journal.remove(each)
        n += 1
    return {"hardships": n}


def _plans(s: Session, journal: _Journal, keep_id: int, gone_id: int) -> None:
    """One household is called on once: a second regular window, or a second one of the same round, is given up."""
    p = PlannedVisit
    open_ = select(p).where(p.state == PlanState.OPEN)
    mine = {(each.why, each.round_id) for each in s.exec(open_.where(p.household_id == keep_id))}
    for each in s.exec(open_.where(p.household_id == gone_id)).all():
        regular = each.why is PlanWhy.INTERVAL or each.round_id is not None
        if regular and (each.why, each.round_id) in mine:
            words = _("Joined with another file, which has the same visit planned.")
            journal.change(each, {"state": PlanState.DROPPED, "dropped_why": words})


def _apart(s: Session, journal: _Journal, keep_id: int, gone_id: int) -> None:
    """What was kept apart from the file that goes is kept apart from the one that stays."""
    a = Apart
    known = {
        each.other_id if each.one_id == keep_id else each.one_id
        for each in s.exec(select(a).where((col(a.one_id) == keep_id) | (col(a.other_id) == keep_id)))
    }
    for each in s.exec(select(a).where((col(a.one_id) == gone_id) | (col(a.other_id) == gone_id))).all():
        third = each.other_id if each.one_id == gone_id else each.one_id
        if third == keep_id or third in known:
            journal.remove(each)
        else:
            low, high = sorted((keep_id, third))
            journal.change(each, {"one_id": low, "other_id": high})


def _move(s: Session, journal: _Journal, keep_id: int, gone_id: int) -> dict[str, int]:
    """Whatever points to the file that goes points to the one that stays. Read from the models: none is forgotten."""
    aside = {str(model.__tablename__) for model in (Gram, Apart, Resident)}
    moved = {}
    for column in pointing("household"):
        if column.table.name not in aside:
            records = _rows(s, column.table.name, column.name, gone_id)
            for record in records:
                journal.change(record, {column.name: keep_id})
            if records and column.table.name in COUNTED:
                moved[COUNTED[column.table.name]] = len(records)
    return moved


def _take_away(s: Session, journal: _Journal, gone: Household) -> None:
    s.exec(delete(Gram).where(col(Gram.household_id) == gone.id))
    journal.remove(gone)


def _rows(s: Session, table: str, column: str, key: int) -> list[Any]:
    model: Any = next(
        mapper.class_
        for mapper in SQLModel._sa_registry.mappers
        if mapper.local_table.name == table  # type: ignore[attr-defined]
    )
    return list(s.exec(select(model).where(getattr(model, column) == key)).all())
