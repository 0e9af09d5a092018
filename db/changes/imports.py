"""A file taken in: everything that its preview shows, or nothing.

Written in bulk, by the rules of the deeds that write one household, visit or problem at a time.
"""

from collections.abc import Callable
from datetime import datetime

from sqlmodel import Session, select

from db import passwords
from db.changes import account, assess, batch, estate
from db.changes.gate import checked, loaded
from db.changes.imports_homes import new_files
from db.changes.imports_known import known_files
from db.changes.imports_rows import Writing
from db.changes.numbering import numbers
from db.choices import BatchKind
from db.clock import day_of
from db.errors import Conflict
from db.models import Account, AccountFields, Building, BuildingFields, Estate, Household, LogHead
from db.queries.import_preview import Preview, preview
from db.queries.import_preview_choices import Choices
from db.queries.import_preview_work import Work
from db.rights import Person, Right, require
from db.uncollected import uncollected
from db.words import N_, _

AT_ONCE = 2000  # households between two words of progress
Progress = Callable[[int, int], object]
MOVED_ON = N_("The register has changed since this preview was made. Nothing was written: look it through again.")


def take_in(
    s: Session,
    actor: Person,
    found: Preview,
    choices: Choices,
    now: datetime,
    progress: Progress | None = None,
    *,
    title: str = "",
    sha256: str = "",
) -> int:
    """Write what the preview shows under these choices, in the caller's one transaction; gives the batch, or 0 where
    all of it is on file already. `weigh` comes after it."""
    require(actor, Right.IMPORT)
    loaded(s, Estate, s.exec(select(Estate.id)).first())  # archive numbers are given one import at a time
    work = _still(s, actor, found, choices, now)
    if not work:
        return 0
    made = batch.open_batch(s, actor, BatchKind.IMPORT, title or found.table.title or found.table.sheet, now, sha256)
    assert made.id is not None
    with uncollected():
        buildings = _buildings(s, actor, made.id, work)
        _accounts(s, actor, made.id, work, now)
        writing = Writing(s, actor, made.id, now, buildings, progress or (lambda done, total: None))
        _homes(writing, work)
        batch.seal(s, actor, made.id, {name: n for name, n in work.counts.items() if n})
    return made.id


def _homes(w: Writing, work: Work) -> None:
    new = [home for home in work.homes if not home.household_id]
    known = [home for home in work.homes if home.household_id]
    keys, total = list(numbers(w.s, Household, len(new))), len(work.homes)
    for first in range(0, len(new), AT_ONCE):
        new_files(w, new[first : first + AT_ONCE], keys[first : first + AT_ONCE])
        w.progress(min(first + AT_ONCE, len(new)), total)
    for first in range(0, len(known), AT_ONCE):
        known_files(w, known[first : first + AT_ONCE])
        w.progress(len(new) + min(first + AT_ONCE, len(known)), total)


def weigh(s: Session, actor: Person, batch_id: int, now: datetime, after: int = 0, n: int = 0) -> int:
    """The risk of the files that an import touched: right after it, in pieces of work of their own, as it takes as long
    as writing them did and others want to write too. Gives the last file of this piece, 0 at the end; `n` files are a
    piece, or all that come `after` one. Was it cut short, the next morning does it."""
    require(actor, Right.IMPORT)
    return batch.weighed(s, batch_id, lambda ids: assess.assess(s, ids, now), after, n)


def _still(s: Session, actor: Person, found: Preview, choices: Choices, now: datetime) -> Work:
    """The work, if the register still is what the preview was made of. An unmoved log says so at once."""
    today = day_of(now)
    if s.exec(select(LogHead.mac)).first() != found.stamp:
        again = preview(s, actor, found.table, found.records, found.choices, today)
        if again.work != found.work:
            raise Conflict(_(MOVED_ON), {})
    if choices == found.choices:
        return found.work
    return preview(s, actor, found.table, found.records, choices, today).work


def _buildings(s: Session, actor: Person, batch_id: int, work: Work) -> dict[str, int]:
    """Made or changed; gives the new ones by key. The order of all of them is worked out anew."""
    if not work.buildings:
        return {}
    before = {b.id or 0: b.model_dump() for b in s.exec(select(Building))}
    new = dict[str, int]()
    for each in work.buildings:
        if each.record_id:
            ours = loaded(s, Building, each.record_id)
            answers = {name: getattr(ours, name) for name in BuildingFields.model_fields} | dict(each.values)
            estate.edit_building(s, actor, each.record_id, ours.version, answers)
        else:
            new[each.key] = estate.add_building(s, actor, each.values)
    lines = [each.row or None for each in work.buildings if not each.record_id]
    batch.added(s, batch_id, Building, list(new.values()), lines)
    batch.changed_many(s, batch_id, Building, before, {each.record_id: each.row for each in work.buildings})
    return new


def _accounts(s: Session, actor: Person, batch_id: int, work: Work, now: datetime) -> None:
    """A new account cannot be signed in to until an administrator gives it a password."""
    for each in work.accounts:
        if each.record_id:
            ours = loaded(s, Account, each.record_id)
            before = ours.model_dump()
            answers = {name: getattr(ours, name) for name in AccountFields.model_fields} | dict(each.values)
            account.edit_account(s, actor, each.record_id, ours.version, checked(AccountFields, answers).model_dump())
            batch.changed(s, batch_id, ours, before, each.row)
        else:
            key = account.add_account(s, actor, each.values, passwords.fresh(), now)
            batch.added(s, batch_id, Account, [key], [each.row])
