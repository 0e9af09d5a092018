"""What was taken in, joined or compared, with its counts, who did it, who took it back, and why one cannot be."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from db.changes import batch_since
from db.choices import BatchKind
from db.models import Account, Batch
from db.rights import Person, Right, require

MOST = 100


@dataclass(frozen=True)
class Done:
    """One batch. `counts`: how many of each noun; `by` is empty where it was done at the command line."""

    id: int
    kind: BatchKind
    title: str
    counts: Mapping[str, int]
    by: str
    at: datetime
    undone_by: str = ""
    undone_at: datetime | None = None

    @property
    def is_undone(self) -> bool:
        return self.undone_at is not None


def imports(s: Session, viewer: Person, kind: BatchKind | None = None) -> list[Done]:
    """The newest first. Whether one can be taken back is asked for the one that is looked at (`why_not`): it looks at
    every record of it."""
    require(viewer, Right.IMPORT)
    asked = select(Batch).order_by(col(Batch.id).desc()).limit(MOST)
    if kind is not None:
        asked = asked.where(Batch.kind == kind)
    return _told(s, list(s.exec(asked)))


def same_file(s: Session, viewer: Person, sha256: str) -> list[Done]:
    """Imports of exactly this file that still stand."""
    require(viewer, Right.IMPORT)
    asked = select(Batch).where(Batch.sha256 == sha256, col(Batch.undone_at).is_(None)).order_by(col(Batch.id).desc())
    return _told(s, list(s.exec(asked))) if sha256 else []


def why_not(s: Session, viewer: Person, batch_id: int) -> str:
    """Why a batch cannot be taken back, in a sentence; an empty text when it can."""
    require(viewer, Right.IMPORT)
    return batch_since.why_not(s, batch_id)


def _told(s: Session, batches: list[Batch]) -> list[Done]:
    ids = {key for each in batches for key in (each.by_id, each.undone_by_id) if key is not None}
    who = {a.id: a.display or a.name for a in s.exec(select(Account).where(col(Account.id).in_(ids)))}
    return [
        Done(
            each.id or 0,
            each.kind,
            each.title,
            json.loads(each.counts or "{}"),
            who.get(each.by_id, ""),
            each.at,
            who.get(each.undone_by_id, "") if each.undone_by_id else "",
            each.undone_at,
        )
        for each in batches
    ]
