"""A problem as it is read: what it is, what is done about it, who was asked, how it ended. Frozen, masked already."""

from dataclasses import dataclass
from datetime import date

from db import privacy
from db.choices import Helped, Level, MeasureState, NeedState, ReferralState
from db.models import ClosingFields, EvaluationFields, MeasureFields, NeedFields, ReferralFields
from db.next_step import Next
from db.words import _


@dataclass(frozen=True)
class ApprovalFile:
    """Fee relief as it was asked and decided once."""

    id: int
    amount: int | None
    asked_by_id: int
    asked_by: str
    asked_on: date
    approved: bool | None
    decided_by: str
    decided_on: date | None
    why: str


@dataclass(frozen=True)
class MeasureFile:
    id: int
    version: int
    need_id: int
    fields: MeasureFields
    state: MeasureState
    added_by: str
    added_on: date
    done_on: date | None
    result: str
    helped: Helped | None
    late: int  # days past its day while open
    approvals: tuple[ApprovalFile, ...]  # newest first

    @property
    def what(self) -> str:
        """扶手或坡道　浴室门口"""
        words = self.fields.words if self.fields.words != privacy.MASK else ""
        return "　".join(filter(None, (_(self.fields.kind.label), words)))

    @property
    def who(self) -> str:
        return " ".join(filter(None, (_(self.fields.doer.label), self.fields.doer_name)))


@dataclass(frozen=True)
class SlipFile:
    id: int
    version: int
    need_id: int
    number: str
    to: str
    contact: str
    fields: ReferralFields
    state: ReferralState
    sent_by: str
    sent_on: date
    reply: str
    replied_on: date | None
    consent_on: date
    is_covered: bool  # by a consent that still holds
    late: int  # days past the day a reply was wanted, while none came


@dataclass(frozen=True)
class ClosingFile:
    id: int
    fields: ClosingFields
    asked_by: str
    asked_on: date
    confirmed_by: str
    confirmed_on: date | None
    sent_back_by: str
    sent_back_on: date | None
    sent_back_why: str
    reopened_by: str
    reopened_on: date | None
    reopened_why: str

    @property
    def is_waiting(self) -> bool:
        return self.confirmed_on is None and self.sent_back_on is None


@dataclass(frozen=True)
class EvaluationFile:
    id: int
    fields: EvaluationFields
    on: date
    by: str
    risk_before: int | None
    risk_after: int | None

    @property
    def risk_change(self) -> str:
        """风险：较重 → 较轻"""
        if self.risk_before is None or self.risk_after is None:
            return ""
        words = [_(Level(str(each)).label) for each in (self.risk_before, self.risk_after)]
        return _("Risk: {level}").format(level=" → ".join(words))


@dataclass(frozen=True)
class NeedFile:
    """A problem as this viewer may read it."""

    id: int
    version: int
    household_id: int
    no: int
    door: str
    fields: NeedFields
    of: str  # whose problem, where it is one person's
    state: NeedState
    raised_on: date
    raised_by: str
    closed_on: date | None
    check_on: date | None
    measures: tuple[MeasureFile, ...]
    slips: tuple[SlipFile, ...]
    closings: tuple[ClosingFile, ...]  # newest first
    evaluations: tuple[EvaluationFile, ...]  # newest first
    next: Next

    @property
    def title(self) -> str:
        """Its words; who may not read them is told only that there is a problem."""
        return self.fields.words if self.fields.words not in ("", privacy.MASK) else _("A problem")

    @property
    def waiting(self) -> ClosingFile | None:
        return self.closings[0] if self.closings and self.closings[0].is_waiting else None

    @property
    def beneath(self) -> list[str]:
        """What is still open beneath it, in words."""
        measures = [each.what for each in self.measures if each.state.is_open]
        return measures + [f"{each.to} {each.number}" for each in self.slips if each.state.is_open]
