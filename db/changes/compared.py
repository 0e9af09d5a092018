"""What a person has decided after comparing the register with a list: done through the usual deeds, and one batch."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table
from sqlalchemy import select as columns
from sqlmodel import Session, SQLModel, col, select

from db.changes import batch, household, plan, state, touched
from db.changes.batch_rows import BY_ITSELF, in_order, some, to_text
from db.changes.batch_since import way_home
from db.changes.gate import loaded
from db.choices import Answer, BatchKind, HouseholdState, PlanWhy
from db.clock import day_of
from db.comparing import PAUSE
from db.errors import Conflict, NotAllowed, Refused
from db.listed import Line
from db.models import BatchRow, Household, HouseholdFields, Resident, ResidentFields
from db.queries.compared import homes
from db.rights import Person, Right, require
from db.words import _

CHECK = timedelta(days=30)  # within which the visit that asks should be made
WORDS = 300  # of a reason, or of what to look at
# Rows that none of these deeds changes, and that weigh much or are found again from the others.
UNTOUCHED = {"household", "attachment", "draft", "gram"}
COUNTED = {
    Answer.VERIFY: "verified",
    Answer.PHONE: "phones",
    Answer.BOTH: "phones",
    Answer.PAUSE: "paused",
    Answer.DOOR: "doors",
    Answer.MOVED: "moved",
    Answer.DECEASED: "deceased",
    Answer.ASK: "checks",
}


class Decision(NamedTuple):
    """`until`: the last day of a pause, where another one is chosen than the usual."""

    line: Line
    answer: Answer
    until: date | None = None


def settle(
    s: Session, actor: Person, decisions: Sequence[Decision], now: datetime, title: str, sha256: str = ""
) -> int:
    """Do all that was decided, or nothing; gives the batch that takes it back."""
    require(actor, Right.IMPORT)
    chosen = [each for each in decisions if each.answer is not Answer.LEAVE]
    if not chosen:
        raise Refused(_("Nothing was decided yet. Nothing was written."))
    _still(s, chosen)
    made = batch.open_batch(s, actor, BatchKind.CHECK, title, now, sha256)
    assert made.id is not None
    today = day_of(now)
    ids = [each.line.home.id for each in chosen]
    deep = [each.line.home.id for each in chosen if each.answer is not Answer.VERIFY]
    files = {key: one.model_dump() for key, one in _files(s, ids).items()}
    before = _beneath(s, deep)
    lines = {each.line.home.id: each.line.rows[0] if each.line.rows else None for each in chosen}
    for each in chosen:
        _do(s, actor, each, today, title)
    _verify(s, [each.line.home.id for each in chosen if _is_verified(each)], today)
    touched.settle(s)
    batch.changed_many(s, made.id, Household, files, lines)
    _write_down(s, made.id, before, _beneath(s, deep))
    batch.seal(s, actor, made.id, counted(chosen))
    return made.id


def counted(decisions: Sequence[Decision]) -> dict[str, int]:
    """How many of each were decided."""
    return dict(Counter(COUNTED[each.answer] for each in decisions if each.answer is not Answer.LEAVE))


def _still(s: Session, chosen: Sequence[Decision]) -> None:
    """Every file is as it was when it was compared, and nothing is done that was not offered."""
    there = {home.id: home.stamp for home in homes(s)}
    moved = [each.line.home.no for each in chosen if there.get(each.line.home.id) != each.line.home.stamp]
    if moved:
        said = _("Changed by somebody since the list was compared: {what}. Nothing was written: compare again.")
        first = [_("No. {no:04}").format(no=no) for no in moved[:6]]
        more = [_("and {n} more").format(n=len(moved) - 6)] if len(moved) > 6 else []
        raise Conflict(said.format(what=_(", ").join([*first, *more])), {})
    once = len({each.line.home.id for each in chosen}) == len(chosen)
    if not once or any(each.answer not in each.line.offered for each in chosen):
        raise Refused(_("This cannot be decided so. Compare again."))


def _is_verified(each: Decision) -> bool:
    return each.answer is Answer.VERIFY or (each.answer in (Answer.PHONE, Answer.BOTH) and each.line.lives)


def _files(s: Session, ids: Sequence[int]) -> dict[int, Household]:
    found: dict[int, Household] = {}
    for few in some(ids):
        for one in s.exec(select(Household).where(col(Household.id).in_(few))):
            found[one.id or 0] = one
    return found


def _verify(s: Session, ids: Sequence[int], today: date) -> None:
    """Somebody was found where the file says: no word of it changes but the day."""
    for one in _files(s, ids).values():
        if one.verified_on != today:
            one.verified_on = today
            one.version += 1
            s.add(one)
    s.flush()


def _do(s: Session, actor: Person, each: Decision, today: date, title: str) -> None:
    home = each.line.home
    try:
        match each.answer:
            case Answer.PHONE | Answer.BOTH:
                _phones(s, actor, each)
            case Answer.PAUSE:
                state.pause(s, actor, home.id, today, each.until or today + PAUSE, _why(each.line, title))
            case Answer.MOVED:
                state.leave(s, actor, home.id, today, HouseholdState.MOVED, _why(each.line, title))
            case Answer.DECEASED:
                state.leave(s, actor, home.id, today, HouseholdState.DECEASED, _why(each.line, title))
            case Answer.DOOR:
                _door(s, actor, each.line, today)
            case Answer.ASK:
                _ask(s, actor, each.line, today)
    except NotAllowed:
        raise
    except Refused as refused:
        raise Refused(_("No. {no:04}: {why}").format(no=home.no, why=refused)) from refused


def _why(line: Line, title: str) -> str:
    return _("By the list “{title}”. {what}").format(title=title[:60], what=" ".join(line.why))[:WORDS]


def _phones(s: Session, actor: Person, each: Decision) -> None:
    for new in each.line.phones:
        one = loaded(s, Resident, new.resident_id)
        stands = {name: getattr(one, name) for name in ResidentFields.model_fields}
        phone = new.new if each.answer is Answer.PHONE else new.both
        household.edit_resident(s, actor, new.resident_id, one.version, stands | {"phone": phone})


def _door(s: Session, actor: Person, line: Line, today: date) -> None:
    assert line.to is not None
    home = loaded(s, Household, line.home.id)
    stands = {name: getattr(home, name) for name in HouseholdFields.model_fields}
    there = {
        "building_id": line.to_building_id,
        "unit": line.to.unit,
        "floor": None,
        "room": line.to.room,
        "raw_address": line.to.door,
        "door_sure": line.to.sure,
    }
    household.edit_household(s, actor, line.home.id, home.version, today, stands | there)


def _ask(s: Session, actor: Person, line: Line, today: date) -> None:
    """A visit of today was made before the list was looked through: it has not asked."""
    seen = loaded(s, Household, line.home.id).last_met_at
    start = today + timedelta(days=1) if seen and day_of(seen) >= today else today
    answers = {"start": start, "end": start + CHECK, "why": PlanWhy.ASKED, "words": question(line)}
    plan.plan_visit(s, actor, line.home.id, today, answers)


def question(line: Line) -> str:
    """What the visitor is asked to find out."""
    said = _("Who lives here now? {what}")
    return said.format(what=" ".join(line.why))[:WORDS]


Rows = dict[str, dict[int, Mapping[str, Any]]]


def _beneath(s: Session, ids: Sequence[int]) -> Rows:
    """All that belongs to these files, by table: whatever a deed brings about is seen by comparing two of these."""
    found: Rows = {}
    for table in in_order():
        if "id" not in table.c or table.name in UNTOUCHED or not (path := way_home(table)):
            continue
        rows = found.setdefault(table.name, {})
        for few in some(ids):
            rows |= {row["id"]: dict(row) for row in s.execute(_of_files(table, path, few)).mappings()}
    return found


def _of_files(table: Table, path: Sequence[tuple[Any, Any]], ids: Sequence[int]) -> Any:
    asked = columns(table)
    for join, on in path:
        asked = asked.join(join, on)
    return asked.where(col(Household.id).in_(ids))


def _write_down(s: Session, batch_id: int, before: Rows, after: Rows) -> None:
    models: dict[str, type[SQLModel]] = {
        mapper.local_table.name: mapper.class_  # type: ignore[attr-defined]
        for mapper in SQLModel._sa_registry.mappers
    }
    for name, rows in after.items():
        was = before[name]
        changed = {key: was[key] for key, row in rows.items() if key in was and was[key] != row}
        batch.changed_many(s, batch_id, models[name], changed)
        for key in was.keys() - rows.keys():  # a closing that waited for its confirmation: the file ends without it
            s.add(BatchRow(batch_id=batch_id, record=name, record_id=key, before=to_text(was[key])))
        new = [key for key, row in rows.items() if key not in was and (name not in BY_ITSELF or row.get("made_by_id"))]
        if new:
            batch.added(s, batch_id, models[name], new)
