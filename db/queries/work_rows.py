"""The rows of what is open: problems, measures and promises, slips, and what waits for somebody's word."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlmodel import SQLModel

from db.choices import ClosingKind, Doer, Level, MeasureKind, MeasureState, NeedKind, NeedState, ReferralState, Word
from db.fields import On, Show
from db.words import N_


class OfHousehold(SQLModel):
    """Whose it is."""

    id: int
    no: Annotated[int, Show(N_("Archive number"), personal=False, on=On.TOLD)]
    door: Annotated[str, Show(N_("Door"), personal=True, on=On.TOLD)]
    head: Annotated[str, Show(N_("Head of household"), personal=True, on=On.TOLD)]


class NeedRow(OfHousehold):
    """A problem as lists show it. `ended` once its end is confirmed; `is_asked` while that is waited for."""

    kind: Annotated[NeedKind, Show(N_("Kind of problem"), personal=True, on=On.TOLD)]
    words: Annotated[str, Show(N_("The problem"), personal=True, on=On.TOLD)]
    severity: Annotated[Level, Show(N_("How grave"), personal=False, on=On.TOLD)]
    state: Annotated[NeedState, Show(N_("State"), personal=False, on=On.TOLD)]
    raised_on: Annotated[date, Show(N_("Raised on"), personal=False, on=On.TOLD)]
    days: Annotated[int, Show(N_("Days open"), personal=False, on=On.TOLD)]
    closed_on: Annotated[date | None, Show(N_("Closed on"), personal=False, on=On.TOLD)]
    ended: Annotated[ClosingKind | None, Show(N_("How it ended"), personal=False, on=On.TOLD)]
    is_asked: Annotated[bool, Show(N_("Closing waits for confirmation"), personal=False, on=On.EXPORT)]
    responsible: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.TOLD)]


class MeasureRow(OfHousehold):
    kind: Annotated[MeasureKind, Show(N_("Measure"), personal=True, on=On.TOLD)]
    words: Annotated[str, Show(N_("In words"), personal=True, on=On.TOLD)]
    is_promise: Annotated[bool, Show(N_("Promised at the door"), personal=False, on=On.TOLD)]
    doer: Annotated[Doer, Show(N_("Who does it"), personal=False, on=On.TOLD)]
    doer_name: Annotated[str, Show(N_("Name of who does it"), personal=True, on=On.TOLD)]
    due: Annotated[date, Show(N_("Due"), personal=False, on=On.TOLD)]
    late: Annotated[int, Show(N_("Days late"), personal=False, on=On.TOLD)]
    state: Annotated[MeasureState, Show(N_("State"), personal=False, on=On.TOLD)]
    result: Annotated[str, Show(N_("Result"), personal=True, on=On.EXPORT)]
    responsible: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.TOLD)]


class SlipRow(OfHousehold):
    """A referral. `number` as printed on the slip: 2026-031."""

    number: Annotated[str, Show(N_("Slip"), personal=False, on=On.TOLD)]
    to: Annotated[str, Show(N_("Receiver"), personal=True, on=On.TOLD)]
    reason: Annotated[str, Show(N_("What is asked for"), personal=True, on=On.TOLD)]
    sent_on: Annotated[date, Show(N_("Sent on"), personal=False, on=On.TOLD)]
    reply_by: Annotated[date, Show(N_("Reply wanted by"), personal=False, on=On.TOLD)]
    late: Annotated[int, Show(N_("Days late"), personal=False, on=On.TOLD)]
    state: Annotated[ReferralState, Show(N_("Their reply"), personal=False, on=On.TOLD)]
    reply: Annotated[str, Show(N_("Their reply in words"), personal=True, on=On.EXPORT)]
    responsible: Annotated[str, Show(N_("Responsible visitor"), personal=False, on=On.TOLD)]


@dataclass(frozen=True)
class Waiting:
    """What waits for a decision: fee relief (`amount`), or the end of a problem (`ended`)."""

    id: int  # of the measure or of the closing
    no: int
    door: str
    head: str
    words: str
    by: str
    on: date
    is_own: bool  # asked by whoever is looking: somebody else decides it
    amount: int | None = None
    ended: ClosingKind | None = None
    evidence: str = ""
    word: Word | None = None
