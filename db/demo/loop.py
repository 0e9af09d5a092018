"""The loop of one household, before it is stored: its visits as the loop sees them, and the rows that come of them.

A row names another one of its household by its place in the list, in the column that will hold the other's id.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from db import rhythm
from db.choices import ConsentWay, Purpose
from db.clock import day_of
from db.demo.files import GUARDED, File
from db.demo.rows import Row
from db.demo.thread import Phase, Thread
from db.demo.visits import Teller
from db.models import Consent
from db.risk.warnings import Early
from db.risk.weigh import Result
from db.rules import holds


@dataclass
class Stop:
    """A visit: what was told of each thread, the sentence promised (with its place in the thread) and the one asked of
    others. `before` and `after` are the household's gravest risk without and with it."""

    place: int
    day: date
    row: Row
    told: list[tuple[Thread, Phase]]
    promised: dict[str, tuple[str, int]]
    asked: dict[str, str]
    before: int | None = None
    after: int | None = None

    @property
    def by(self) -> int:
        return int(self.row["recorded_by_id"])

    @property
    def is_seen(self) -> bool:
        return bool(self.row["outcome"].seen)

    @property
    def is_face(self) -> bool:
        return self.is_seen and self.row["way"] in rhythm.FACE_TO_FACE

    @classmethod
    def of(cls, place: int, row: Row, teller: Teller) -> "Stop":
        return cls(place, day_of(row["at"]), row, teller.told, teller.promised, teller.asked)


@dataclass
class Loop:
    needs: list[Row] = field(default_factory=list)
    closings: list[Row] = field(default_factory=list)
    evaluations: list[Row] = field(default_factory=list)
    measures: list[Row] = field(default_factory=list)
    approvals: list[Row] = field(default_factory=list)
    slips: list[Row] = field(default_factory=list)
    plans: list[Row] = field(default_factory=list)
    turns: list[Row] = field(default_factory=list)
    results: list[tuple[date, Result]] = field(default_factory=list)
    alerts: list[tuple[date, Early, Row]] = field(default_factory=list)  # with who saw it, and when


def consent_to(dice: Random, file: File, receiver: str, day: date, by: int) -> int:
    """The place of a consent that lets a receiver be told on a day; where there is none, it is asked for that day."""
    for n, row in enumerate(file.consents):
        if holds(Consent(**row), Purpose.SHARING, day, receiver):
            return n
    way = ConsentWay.GUARDIAN if file.family.kind in GUARDED else dice.choice((ConsentWay.WRITTEN, ConsentWay.SPOKEN))
    given = {"purpose": Purpose.SHARING, "receiver": receiver, "way": way, "given_on": day, "resident_id": None}
    file.consents.append(given | {"recorded_by_id": by})
    return len(file.consents) - 1


def measure_risk(stops: Sequence[Stop], scales: Sequence[str]) -> None:
    """The gravest risk before and with each visit; a scale left empty keeps its last word."""
    last: dict[str, int] = {}
    for stop in stops:
        stop.before = max(last.values(), default=None)
        last |= {scale: int(stop.row[scale]) for scale in scales if stop.row.get(scale) is not None}
        stop.after = max(last.values(), default=None)
