"""Stores the loops of many households: places become ids, and slips are numbered when all of them are known."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlmodel import Session, SQLModel

from db.demo.loop import Loop
from db.demo.offices import OFFICES
from db.demo.rows import Row, insert_for_ids, insert_rows
from db.models import (
    Approval,
    Evaluation,
    Measure,
    Need,
    NeedClosing,
    Organisation,
    PlannedVisit,
    Referral,
    Turn,
)

Ids = Sequence[Mapping[int, int] | Sequence[int]]  # of each household: the ids of what its rows name by place


class LoopShelf:
    def __init__(self, s: Session) -> None:
        self._s = s
        rows = [{"kind": kind, **told} for kind, told in OFFICES.items()]
        ids = insert_for_ids(s, Organisation, rows)
        self._offices = {row["name"]: key for row, key in zip(rows, ids, strict=True)}
        self._slips: list[Row] = []

    def store(
        self, loops: Sequence[Loop], homes: Sequence[int], visits: Ids, consents: Ids, residents: Ids
    ) -> dict[str, Ids]:
        """Gives the ids of what others name by place, by the columns that name it."""
        home: Row = {}
        known: dict[str, Ids] = {"visit_id": visits, "from_visit_id": visits, "consent_id": consents}
        known["resident_id"] = residents

        def put(model: type[SQLModel], name: str, of_home: bool = True) -> list[list[int]]:
            """The rows of one kind; gives their ids by household."""
            lists = [getattr(loop, name) for loop in loops]
            rows = [
                _placed(row, known, n) | ({"household_id": homes[n]} if of_home else home)
                for n, own in enumerate(lists)
                for row in own
            ]
            ids = iter(insert_for_ids(self._s, model, rows))
            return [[next(ids) for _row in own] for own in lists]

        known["need_id"] = put(Need, "needs")
        known["measure_id"] = put(Measure, "measures")
        put(NeedClosing, "closings", False)
        put(Evaluation, "evaluations", False)
        put(Approval, "approvals", False)
        put(PlannedVisit, "plans")
        put(Turn, "turns")
        for n, loop in enumerate(loops):
            self._slips += [_placed(row, known, n) | {"household_id": homes[n]} for row in loop.slips]
        return known

    def finish(self) -> None:
        """The slips in the order in which they were sent, numbered within their year."""
        self._slips.sort(key=lambda row: row["recorded_at"])
        count: Counter[int] = Counter()
        for row in self._slips:
            year = row["sent_on"].year
            count[year] += 1
            row |= {"year": year, "no": count[year], "organisation_id": self._offices[row["organisation_id"]]}
        insert_rows(self._s, Referral, self._slips)


def _placed(row: Row, known: Mapping[str, Ids], household: int) -> dict[str, Any]:
    """A row with ids instead of places."""
    return row | {name: ids[household][row[name]] for name, ids in known.items() if row.get(name) is not None}
