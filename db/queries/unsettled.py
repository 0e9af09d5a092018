"""What a household is to be asked about when somebody calls: problems that are open, and those that ended lately."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, exists, or_
from sqlmodel import Session, col, select

from db import papers, telling
from db.choices import Level, MeasureState, NeedKind, NeedState
from db.models import Evaluation, Measure, Need
from db.rights import Person, Right, require
from db.words import _

STILL = [state for state in MeasureState if state.is_open]


@dataclass(frozen=True)
class Work(papers.Work):
    """A measure: under way, waiting for approval, or done and nobody has said yet whether it helped."""

    id: int

    @classmethod
    def of(cls, m: Measure) -> "Work":
        return cls(m.kind, m.words, m.doer, m.doer_name, m.due, m.is_promise, m.state, m.id or 0)

    @property
    def told(self) -> str:
        """装扶手、坡道　浴室门口，12月1日前，当面答应"""
        due = _("by {day}").format(day=telling.day(self.due))
        return _(", ").join(filter(None, (self.what, due, _("promised") if self.is_promise else "")))


@dataclass(frozen=True)
class Trouble:
    id: int
    kind: NeedKind
    words: str
    severity: Level
    state: NeedState
    raised_on: date
    visit_id: int | None
    works: tuple[Work, ...]


def unsettled(s: Session, viewer: Person, household_id: int, since: date) -> tuple[Trouble, ...]:
    """Open problems, those closed for now, and those closed since a day and not asked about afterwards: what is grave
    first, then what is old."""
    require(viewer, Right.RECORD)
    asked_about = exists().where(col(Evaluation.need_id) == col(Need.id), col(Evaluation.on) >= col(Need.closed_on))
    lately = and_(col(Need.closed_on) >= since, ~asked_about)
    asked = select(Need).where(
        Need.household_id == household_id,
        or_(col(Need.state) != NeedState.CLOSED, col(Need.check_on).is_not(None), lately),
    )
    needs = s.exec(asked.order_by(col(Need.severity).desc(), col(Need.raised_on), col(Need.id))).all()
    if not needs:
        return ()
    works: dict[int, list[Work]] = {}
    unrated = and_(col(Measure.state) == MeasureState.DONE, col(Measure.helped).is_(None))
    measures = select(Measure).where(
        col(Measure.need_id).in_([need.id for need in needs]), or_(col(Measure.state).in_(STILL), unrated)
    )
    for m in s.exec(measures.order_by(col(Measure.due), col(Measure.id))):
        works.setdefault(m.need_id, []).append(Work.of(m))
    return tuple(
        Trouble(
            need.id or 0,
            need.kind,
            need.words,
            need.severity,
            need.state,
            need.raised_on,
            need.visit_id,
            tuple(works.get(need.id or 0, ())),
        )
        for need in needs
    )
