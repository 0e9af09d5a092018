"""Whether anybody has touched the records of a batch since: then it cannot be taken back as a whole any more."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, exists, or_
from sqlalchemy import select as columns
from sqlalchemy.orm import aliased
from sqlmodel import Session, col

from db.changes.batch_rows import (
    ALONG,
    BY_ITSELF,
    DECIDED,
    DERIVED,
    UNTOLD,
    from_text,
    in_order,
    plain,
    pointing,
    set_columns,
    some,
    table_of,
)
from db.clock import day_of
from db.models import Batch, BatchRow, Household
from db.telling import day
from db.words import N_, _

SHOWN = 6  # files named in the sentence
# How a record reached its household: the column that says so, or another record that does.
THROUGH = {"household": "id", "scaleresult": "resident_id", "evaluation": "need_id", "needclosing": "need_id"}
THROUGH |= {"approval": "measure_id"}
NOUNS = {
    "household": N_("the file itself"),
    "resident": N_("a resident"),
    "hardship": N_("a hardship"),
    "consent": N_("a consent"),
    "scaleresult": N_("a scale result"),
    "visit": N_("a visit"),
    "visitby": N_("who went"),
    "need": N_("a problem"),
    "needclosing": N_("the end of a problem"),
    "evaluation": N_("a follow-up"),
    "measure": N_("a measure"),
    "approval": N_("an approval"),
    "referral": N_("a referral"),
    "plannedvisit": N_("a planned visit"),
    "attachment": N_("a photo or paper"),
    "draft": N_("a visit being written"),
    "apart": N_("a mark that two files are not the same"),
    "formernumber": N_("a file joined into it"),
}
R = BatchRow


class Touch(NamedTuple):
    """One record that somebody has touched. `no`: of its household, 0 where there is none."""

    no: int
    what: str


def why_not(s: Session, batch_id: int) -> str:
    """A sentence that says why this batch cannot be taken back, or an empty text."""
    s.flush()
    if (later := _later(s, batch_id)) is not None:
        said = _("“{title}” of {day} came later and touched the same records. Take that back first.")
        return said.format(title=later.title, day=day(day_of(later.at)))
    found = sorted({*_changed(s, batch_id), *_pointing(s, batch_id)})
    if not found:
        return ""
    by_no: dict[int, list[str]] = {}
    for touch in found:
        by_no.setdefault(touch.no, []).append(touch.what)
    first = [_told(no, what) for no, what in list(by_no.items())[:SHOWN]]
    if len(by_no) > SHOWN:
        first.append(_("and {n} more").format(n=len(by_no) - SHOWN))
    said = _("Not taken back: somebody has worked on these since: {what}.")
    return said.format(what=_("; ").join(first))


def _told(no: int, what: list[str]) -> str:
    words = _(", ").join(what)
    return _("No. {no:04} ({what})").format(no=no, what=words) if no else words


def _later(s: Session, batch_id: int) -> Batch | None:
    """The newest batch after this one, and not taken back, that holds one of its records."""
    other = aliased(R)
    shared = exists().where(
        col(other.record) == col(R.record), col(other.record_id) == col(R.record_id), col(other.batch_id) == batch_id
    )
    mine = columns(col(R.batch_id)).where(col(R.batch_id) > batch_id, shared)
    asked = columns(Batch).where(col(Batch.id).in_(mine), col(Batch.undone_at).is_(None))
    return s.execute(asked.order_by(col(Batch.id).desc()).limit(1)).scalar()


def _changed(s: Session, batch_id: int) -> Iterator[Touch]:
    """Records that no longer say what the batch left, or are gone, or are there again."""
    asked = columns(col(R.record), col(R.record_id), col(R.before), col(R.after)).where(col(R.batch_id) == batch_id)
    by_table: dict[str, list[Any]] = {}
    for row in s.execute(asked):
        if row.record not in BY_ITSELF or row.before or row.after != "{}":  # a plan that the deed itself told
            by_table.setdefault(row.record, []).append(row)
    for name, rows in by_table.items():
        table = table_of(name)
        ids = [row.record_id for row in rows]
        there: dict[int, Mapping[str, Any]] = {}
        for few in some(ids):
            found = s.execute(columns(table).where(table.c.id.in_(few))).mappings()
            there |= {row["id"]: dict(row) for row in found}
        wrong = [row.record_id for row in rows if not _stands(name, row, there.get(row.record_id))]
        yield from _touches(s, table, wrong, there)


def _stands(name: str, row: Any, now: Mapping[str, Any] | None) -> bool:
    if now is None or not row.after:
        return now is None and not row.after
    after = from_text(row.after)
    if row.before:  # a changed record: only what the batch changed
        passed_over = DERIVED.get(name, frozenset()) | UNTOLD
        if name == "household" and now["tier_by_id"] is None and now["tier"] is not None:
            passed_over |= DECIDED
        return all(c not in now or plain(now[c]) == v for c, v in after.items() if c not in passed_over)
    found = set_columns(name, now)
    if found != after and name == "household" and now["tier_by_id"] is None and now["tier"] is not None:
        for c in DECIDED:
            found.pop(c, None), after.pop(c, None)
    return found == after


def _pointing(s: Session, batch_id: int) -> Iterator[Touch]:
    """Records of others that point to what the batch added."""
    for table in in_order():
        new = added_ids(batch_id, table.name)
        for key in pointing(table.name) if s.execute(new.limit(1)).first() else ():
            if (key.table.name, key.name) in ALONG or (key.table.name, key.name) == ("plannedvisit", "visit_id"):
                continue
            wanted = key.in_(new) & not_along(batch_id, key.table)
            if "id" not in key.table.c:  # who went on a visit, by a colleague that the batch added
                if s.execute(columns(key).where(wanted).limit(1)).first():
                    yield _touch(0, key.table.name)
                continue
            yield from _touches(s, key.table, s.execute(columns(key.table.c.id).where(wanted)).scalars().all(), {})


def added_ids(batch_id: int, name: str) -> Any:
    """The numbers of the records of one table that a batch added."""
    return columns(col(R.record_id)).where(col(R.batch_id) == batch_id, col(R.record) == name, col(R.before) == "")


def not_along(batch_id: int, table: Table) -> ColumnElement[bool]:
    """Of a table that points to what was added: the rows that neither belong to the batch nor go with it."""
    told = list[ColumnElement[bool]]()
    if "id" in table.c:
        own = columns(col(R.record_id)).where(col(R.batch_id) == batch_id, col(R.record) == table.name)
        told.append(table.c.id.not_in(own))
    if table.name == "plannedvisit":  # planned by a rule, or by a visit that goes
        told.append(table.c.made_by_id.is_not(None))
        told.append(or_(table.c.from_visit_id.is_(None), table.c.from_visit_id.not_in(added_ids(batch_id, "visit"))))
    if table.name == "visitby":
        told.append(table.c.visit_id.not_in(added_ids(batch_id, "visit")))
    return and_(*told)


def _touches(s: Session, table: Table, ids: Any, gone: Mapping[int, Any]) -> Iterator[Touch]:
    for few in some(list(ids)):
        numbers = household_numbers(s, table, few)
        for key in few:
            yield _touch(numbers.get(key, 0), table.name)


def household_numbers(s: Session, table: Table, ids: Any) -> dict[int, int]:
    """The archive number of each record's household."""
    no = columns(table.c.id, col(Household.no)).where(table.c.id.in_(ids))
    path = way_home(table)
    if path is None:
        return {}
    for join, on in path:
        no = no.join(join, on)
    return dict(s.execute(no).tuples().all())


def way_home(table: Table) -> list[tuple[Any, Any]] | None:
    """The joins from a table to the household each of its records is about; None where it is about none."""
    household, steps = table_of("household"), list[tuple[Any, Any]]()
    while table is not household and "household_id" not in table.c:
        if (through := THROUGH.get(table.name)) is None:
            return None
        aim = next(iter(table.c[through].foreign_keys)).column.table
        steps.append((aim, aim.c.id == table.c[through]))
        table = aim
    if table is not household:
        steps.append((household, household.c.id == table.c.household_id))
    return steps


def _touch(no: int, name: str) -> Touch:
    return Touch(no, _(NOUNS.get(name, N_("a record"))))
