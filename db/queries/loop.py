"""The problems of a household with all that hangs beneath them, and what comes next for each."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from sqlmodel import Session, SQLModel, col, select

from db import privacy, telling
from db.choices import NeedState, Purpose, ReferralState
from db.models import (
    Account,
    Approval,
    Building,
    ClosingFields,
    Consent,
    Evaluation,
    EvaluationFields,
    Household,
    Measure,
    MeasureFields,
    Need,
    NeedClosing,
    NeedFields,
    Organisation,
    Referral,
    ReferralFields,
    Resident,
)
from db.need_file import ApprovalFile, ClosingFile, EvaluationFile, MeasureFile, NeedFile, SlipFile
from db.next_step import OF_MEASURE, Next, Open, Step, late, next_step
from db.rights import Person, Right, require
from db.rules import holds
from db.words import _

Fields = TypeVar("Fields", bound=SQLModel)


def open_needs(s: Session, viewer: Person, household_id: int, today: date) -> tuple[NeedFile, ...]:
    """What is open, what is late first, then by how grave it is."""
    asked = select(Need).where(Need.household_id == household_id, Need.state != NeedState.CLOSED)
    found = _files(s, viewer, s.exec(asked.order_by(col(Need.id))).all(), today)
    return tuple(sorted(found, key=lambda each: (-each.next.late, -int(each.fields.severity), each.id)))


def closed_needs(s: Session, viewer: Person, household_id: int, today: date, most: int = 5) -> tuple[NeedFile, ...]:
    """What ended last."""
    asked = select(Need).where(Need.household_id == household_id, Need.state == NeedState.CLOSED)
    newest = asked.order_by(col(Need.closed_on).desc(), col(Need.id).desc()).limit(most)
    return _files(s, viewer, s.exec(newest).all(), today)


def needs(s: Session, viewer: Person, need_ids: Collection[int], today: date) -> tuple[NeedFile, ...]:
    """These problems, each with all that hangs beneath it."""
    if not need_ids:
        return ()
    return _files(s, viewer, s.exec(select(Need).where(col(Need.id).in_(need_ids))).all(), today)


def need(s: Session, viewer: Person, need_id: int, today: date) -> NeedFile:
    """One problem with its whole history, for who may work on it."""
    require(viewer, Right.RECORD)
    return _files(s, viewer, [s.get_one(Need, need_id)], today)[0]


def of_measure(s: Session, viewer: Person, measure_id: int, today: date) -> tuple[NeedFile, MeasureFile]:
    found = need(s, viewer, s.get_one(Measure, measure_id).need_id, today)
    return found, next(each for each in found.measures if each.id == measure_id)


def of_slip(s: Session, viewer: Person, referral_id: int, today: date) -> tuple[NeedFile, SlipFile]:
    found = need(s, viewer, s.get_one(Referral, referral_id).need_id, today)
    return found, next(each for each in found.slips if each.id == referral_id)


def of_closing(s: Session, viewer: Person, closing_id: int, today: date) -> tuple[NeedFile, ClosingFile]:
    found = need(s, viewer, s.get_one(NeedClosing, closing_id).need_id, today)
    return found, next(each for each in found.closings if each.id == closing_id)


def _files(s: Session, viewer: Person, needs: Sequence[Need], today: date) -> tuple[NeedFile, ...]:
    """One question for each kind of record beneath, however many problems there are.

    A partner reads of none: that a flat asked for fee relief, or was referred and to whom, says whose it is and what
    is hard there, however well the words are masked.
    """
    if not needs or not viewer.may(Right.SEE_PEOPLE):
        return ()
    ids = [each.id for each in needs]
    households = {each.household_id for each in needs}
    names = dict(s.exec(select(Account.id, Account.display)).all())
    there = select(Household, Building.name).join(Building, col(Building.id) == col(Household.building_id))
    homes = {h.id: (h, name) for h, name in s.exec(there.where(col(Household.id).in_(households)))}
    people = dict(s.exec(select(Resident.id, Resident.name).where(col(Resident.household_id).in_(households))).all())
    measures = _measures(s, viewer, ids, names, today)
    slips = _slips(s, viewer, ids, names, today)
    closings = _closings(s, viewer, ids, names)
    told = _evaluations(s, viewer, ids, names)
    found = []
    for n in needs:
        home, building = homes[n.household_id]
        of = people.get(n.resident_id or 0, "")
        key = n.id or 0
        found.append(
            NeedFile(
                key, n.version, n.household_id, home.no,
                telling.door(building, home.unit, home.room),
                typed(viewer, NeedFields, n), of, n.state, n.raised_on,
                names.get(n.raised_by_id, ""), n.closed_on, n.check_on, tuple(measures[key]), tuple(slips[key]),
                tuple(closings[key]), tuple(told[key]),
                _next(measures[key], slips[key], closings[key], today),
            )
        )  # fmt: skip
    return tuple(found)


def _next(
    measures: Iterable[MeasureFile], slips: Iterable[SlipFile], closings: Sequence[ClosingFile], today: date
) -> Next:
    waiting = [
        Open(OF_MEASURE[m.state], _(m.fields.kind.label), m.who, m.fields.due) for m in measures if m.state.is_open
    ]
    waiting += [
        Open(Step.ANSWER, f"{each.to} {each.number}", each.contact, each.fields.reply_by)
        for each in slips
        if each.state.is_open
    ]
    states = {m.state for m in measures} | {each.state for each in slips}
    return next_step(waiting, states, bool(closings) and closings[0].is_waiting, today)


def _measures(
    s: Session, viewer: Person, ids: Sequence[int | None], names: Mapping[Any, str], today: date
) -> dict[int, list[MeasureFile]]:
    approvals = defaultdict(list)
    asked = select(Approval).join(Measure, col(Measure.id) == col(Approval.measure_id))
    sees = viewer.may(Right.SEE_PEOPLE)
    for a in s.exec(asked.where(col(Measure.need_id).in_(ids)).order_by(col(Approval.id).desc())):
        by, decided = names.get(a.asked_by_id, ""), names.get(a.decided_by_id, "")
        amount = a.amount if sees else None
        why = private(viewer, a.why)
        told = ApprovalFile(a.id or 0, amount, a.asked_by_id, by, a.asked_on, a.approved, decided, a.decided_on, why)
        approvals[a.measure_id].append(told)
    found = defaultdict(list)
    for m in s.exec(select(Measure).where(col(Measure.need_id).in_(ids)).order_by(col(Measure.due), col(Measure.id))):
        found[m.need_id].append(
            MeasureFile(
                m.id or 0, m.version, m.need_id, typed(viewer, MeasureFields, m), m.state,
                names.get(m.added_by_id, ""), m.added_on, m.done_on, private(viewer, m.result), m.helped,
                late(m.due, today) if m.state.is_open else 0, tuple(approvals[m.id or 0]),
            )
        )  # fmt: skip
    return found


def _slips(
    s: Session, viewer: Person, ids: Sequence[int | None], names: Mapping[Any, str], today: date
) -> dict[int, list[SlipFile]]:
    found = defaultdict(list)
    asked = (
        select(Referral, Organisation, Consent)
        .join(Organisation, col(Organisation.id) == col(Referral.organisation_id))
        .join(Consent, col(Consent.id) == col(Referral.consent_id))
        .where(col(Referral.need_id).in_(ids))
    )
    for r, to, consent in s.exec(asked.order_by(col(Referral.id))):
        found[r.need_id].append(
            SlipFile(
                r.id or 0, r.version, r.need_id, telling.slip(r.year, r.no), to.name,
                " ".join(filter(None, (to.contact, to.phone))), typed(viewer, ReferralFields, r), r.state,
                names.get(r.sent_by_id, ""), r.sent_on, private(viewer, r.reply), r.replied_on, consent.given_on,
                holds(consent, Purpose.SHARING, today, to.name),
                late(r.reply_by, today) if r.state is ReferralState.SENT else 0,
            )
        )  # fmt: skip
    return found


def _closings(
    s: Session, viewer: Person, ids: Sequence[int | None], names: Mapping[Any, str]
) -> dict[int, list[ClosingFile]]:
    found = defaultdict(list)
    asked = select(NeedClosing).where(col(NeedClosing.need_id).in_(ids)).order_by(col(NeedClosing.id).desc())
    for c in s.exec(asked):
        found[c.need_id].append(
            ClosingFile(
                c.id or 0, typed(viewer, ClosingFields, c), names.get(c.asked_by_id, ""), c.asked_on,
                names.get(c.confirmed_by_id, ""), c.confirmed_on, names.get(c.sent_back_by_id, ""), c.sent_back_on,
                private(viewer, c.sent_back_why), names.get(c.reopened_by_id, ""), c.reopened_on,
                private(viewer, c.reopened_why),
            )
        )  # fmt: skip
    return found


def _evaluations(
    s: Session, viewer: Person, ids: Sequence[int | None], names: Mapping[Any, str]
) -> dict[int, list[EvaluationFile]]:
    found = defaultdict(list)
    asked = select(Evaluation).where(col(Evaluation.need_id).in_(ids)).order_by(col(Evaluation.id).desc())
    for e in s.exec(asked):
        fields, by = typed(viewer, EvaluationFields, e), names.get(e.by_id, "")
        before, after = (e.risk_before, e.risk_after) if viewer.may(Right.SEE_PEOPLE) else (None, None)
        found[e.need_id].append(EvaluationFile(e.id or 0, fields, e.on, by, before, after))
    return found


def typed(viewer: Person, model: type[Fields], stored: SQLModel) -> Fields:
    """What was typed, without what the table adds, masked."""
    return privacy.mask(viewer, model.model_construct(**{name: getattr(stored, name) for name in model.model_fields}))


def private(viewer: Person, words: str) -> str:
    """Words about people that stand outside the typed fields: reasons, results, replies."""
    return words if viewer.may(Right.SEE_PEOPLE) else ""
