"""Whether it helped: measures by kind, what was said at follow-ups, and the risk before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import case, func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from db.choices import Helped, MeasureKind, MeasureState, Solved, Word
from db.models import Evaluation, Measure
from db.queries.kept import kept
from db.rights import Person, Right, require


@dataclass(frozen=True)
class Worked:
    """The measures of one kind that were done. `helped` counts those of which somebody said whether they helped."""

    kind: MeasureKind
    done: int
    helped: Mapping[Helped, int]

    @property
    def not_asked(self) -> int:
        return self.done - sum(self.helped.values())


@dataclass(frozen=True)
class Outcomes:
    """Of follow-ups since a day: how far problems were solved, what residents said, and which way the risk went."""

    measures: tuple[Worked, ...]
    solved: Mapping[Solved, int]
    words: Mapping[Word, int]
    lower: int
    same: int
    higher: int
    risk_unknown: int

    @property
    def asked(self) -> int:
        return sum(self.solved.values())


@kept
def outcomes(s: Session, viewer: Person, since: date | None) -> Outcomes:
    """Sums only, for whoever may read a briefing; the commonest measure first."""
    require(viewer, Right.BRIEF_OUTWARD)
    lower, same, higher, unknown = _risk(s, since)
    return Outcomes(
        measures=_measures(s, since),
        solved=_counts(s, Evaluation.solved, since),
        words=_counts(s, Evaluation.word, since),
        lower=lower,
        same=same,
        higher=higher,
        risk_unknown=unknown,
    )


def _measures(s: Session, since: date | None) -> tuple[Worked, ...]:
    m = Measure
    asked: Any = columns(col(m.kind), col(m.helped), func.count()).where(col(m.state) == MeasureState.DONE)
    if since:
        asked = asked.where(col(m.done_on) >= since)
    found: dict[MeasureKind, dict[Helped | None, int]] = {}
    for kind, helped, n in s.execute(asked.group_by(col(m.kind), col(m.helped))):
        found.setdefault(kind, {})[helped] = n
    each = (
        Worked(kind, sum(of.values()), {helped: of[helped] for helped in Helped if helped in of})
        for kind, of in found.items()
    )
    return tuple(sorted(each, key=lambda one: (-one.done, list(MeasureKind).index(one.kind))))


def _counts(s: Session, column: Any, since: date | None) -> dict[Any, int]:
    asked = columns(column, func.count())
    if since:
        asked = asked.where(col(Evaluation.on) >= since)
    return dict(s.execute(asked.group_by(column)).tuples().all())


def _risk(s: Session, since: date | None) -> tuple[int, int, int, int]:
    e = Evaluation
    before, after = col(e.risk_before), col(e.risk_after)
    unknown = before.is_(None) | after.is_(None)
    asked = columns(
        *(func.count(case((which, 1))) for which in (after < before, after == before, after > before, unknown))
    )
    if since:
        asked = asked.where(col(e.on) >= since)
    lower, same, higher, not_known = s.execute(asked).one()
    return lower, same, higher, not_known
