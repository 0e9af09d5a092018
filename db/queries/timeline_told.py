"""What the entries of a time line say: read once for the page, then told one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, SQLModel, col, select

from db import telling
from db.choices import Deed, HouseholdState, Tier, TurnKind
from db.choices.story import Event
from db.fields import On, fields_of
from db.models import (
    Account,
    Consent,
    Hardship,
    HardshipFields,
    Household,
    HouseholdFields,
    LogEntry,
    MeasureFields,
    NeedFields,
    Resident,
    ResidentFields,
    ScaleResultFields,
    Turn,
    VisitFields,
)
from db.need_file import NeedFile
from db.queries import loop
from db.queries.visit_files import VisitFile, visits_by_id
from db.rights import Person, Right
from db.words import N_, _

EDITED: dict[str, tuple[str, type[SQLModel]]] = {
    "household": (N_("The file"), HouseholdFields),
    "resident": (N_("A person"), ResidentFields),
    "hardship": (N_("A hardship"), HardshipFields),
    "scale result": (N_("An assessment"), ScaleResultFields),
    "visit": (N_("A visit"), VisitFields),
    "need": (N_("A problem"), NeedFields),
    "measure": (N_("A measure"), MeasureFields),
}
Hit = tuple[Event, int, int | None]


@dataclass(frozen=True)
class Told:
    what: str = ""
    words: str = ""
    by: str = ""
    visit: VisitFile | None = None


class Teller:
    """Holds the records behind one page of the line, masked for its viewer."""

    def __init__(self, s: Session, viewer: Person, hits: Sequence[Hit], today: date) -> None:
        self.viewer = viewer
        self.sees = viewer.may(Right.SEE_PEOPLE)
        self.names: dict[Any, str] = dict(s.exec(select(Account.id, Account.display)).all())
        self.needs = {each.id: each for each in loop.needs(s, viewer, {n for _e, _k, n in hits if n}, today)}
        self.visits = visits_by_id(s, viewer, _keys(hits, Event.VISITED))
        self.turns = _by_id(s, Turn, _keys(hits, Event.TURNED))
        self.homes = _by_id(s, Household, _keys(hits, Event.OPENED))
        self.consents = _by_id(s, Consent, _keys(hits, Event.CONSENTED, Event.WITHDRAWN))
        self.log = _by_id(s, LogEntry, _keys(hits, Event.EDITED))
        self.who = self._who(s, hits)
        self.about = self._about(s)

    def _who(self, s: Session, hits: Sequence[Hit]) -> dict[tuple[str, int | None], str]:
        """Who ended a measure or wrote down a reply: the records do not say it, the log does."""
        found: dict[tuple[str, int | None], str] = {}
        for record, events in (("measure", (Event.DONE, Event.DROPPED)), ("referral", (Event.REPLIED,))):
            if keys := _keys(hits, *events):
                asked = select(LogEntry.record_id, LogEntry.who).where(
                    LogEntry.record == record, col(LogEntry.record_id).in_(keys), LogEntry.deed == Deed.EDIT
                )
                found |= {(record, key): who for key, who in s.exec(asked.order_by(col(LogEntry.id)))}
        return found

    def _about(self, s: Session) -> dict[tuple[str, int | None], str]:
        """Whom an edited person or hardship is."""
        keys = {
            record: [entry.record_id for entry in self.log.values() if entry.record == record]
            for record in ("resident", "hardship")
        }
        found: dict[tuple[str, int | None], str] = {}
        if keys["resident"]:
            people = select(Resident.id, Resident.name).where(col(Resident.id).in_(keys["resident"]))
            found |= {("resident", key): name for key, name in s.exec(people)}
        if keys["hardship"]:
            hard: Any = select(Hardship.id, Hardship.kind).where(col(Hardship.id).in_(keys["hardship"]))
            found |= {("hardship", key): _(kind.label) for key, kind in s.exec(hard)}
        return found

    def tell(self, event: Event, key: int, need_id: int | None) -> Told:
        match event:
            case Event.VISITED:
                return Told(visit=self.visits[key])
            case Event.OPENED:
                return Told(telling.number(self.homes[key].no))
            case Event.TURNED:
                return self._turned(self.turns[key])
            case Event.CONSENTED | Event.WITHDRAWN:
                return self._agreed(self.consents[key], event)
            case Event.EDITED:
                return self._edited(self.log[key])
        need = self.needs[need_id or 0]
        if event in (Event.ADDED, Event.DONE, Event.DROPPED):
            return self._measure(need, event, key)
        if event in (Event.RELIEF_ASKED, Event.DECIDED):
            return self._relief(need, event, key)
        if event in (Event.SENT, Event.REPLIED):
            return self._slip(need, event, key)
        return self._need(need, event, key)

    def _turned(self, turn: Turn) -> Told:
        match turn.kind:
            case TurnKind.TIER:
                before, after = (_(Tier(v).label) if v else _("Not assessed") for v in (turn.before, turn.after))
            case TurnKind.STATE:
                before, after = (_(HouseholdState(v).label) if v else "" for v in (turn.before, turn.after))
            case _:
                before, after = (
                    self.names.get(int(v)) or "" if v.isdecimal() else "" for v in (turn.before, turn.after)
                )
        stays = turn.kind is TurnKind.TIER and turn.before == turn.after
        words = _("{what}: stays {after}") if stays else _("{what}: {before} → {after}")
        what = words.format(what=_(turn.kind.label), before=before, after=after)
        by = self.names.get(turn.by_id, "") if turn.by_id else _("by itself")
        return Told(what, loop.private(self.viewer, turn.why), by)

    def _agreed(self, consent: Consent, event: Event) -> Told:
        who = "" if event is Event.WITHDRAWN else self.names.get(consent.recorded_by_id, "")
        until = _("until {day}").format(day=telling.paper_day(consent.until)) if consent.until else ""
        receiver = loop.private(self.viewer, consent.receiver)  # it may name what is hard: 残联
        words = _(", ").join(filter(None, (receiver, _(consent.way.label), until)))
        return Told(_(consent.purpose.label), words, who)

    def _edited(self, entry: LogEntry) -> Told:
        label, model = EDITED[entry.record]
        labels = {field.name: _(field.show.label) for field in fields_of(model, ~On(0))} | {"ended_on": _("Has ended")}
        changed = [labels[name] for name in entry.detail.split(", ") if name in labels]
        what = _("{what} added") if entry.deed is Deed.ADD else _("{what} changed")
        about = self.about.get((entry.record, entry.record_id), "")
        words = "　".join(filter(None, (about, _(", ").join(changed))))
        return Told(what.format(what=_(label)), words, entry.who)

    def _measure(self, need: NeedFile, event: Event, key: int) -> Told:
        one = next(each for each in need.measures if each.id == key)
        if event is Event.ADDED:
            due = _("due {day}").format(day=telling.dated(one.fields.due, one.added_on))
            promised = _("promised at the door") if one.fields.is_promise else ""
            return Told(one.what, _(", ").join(filter(None, (one.who, due, promised))), one.added_by)
        helped = _(one.helped.label) if one.helped else ""
        return Told(one.what, "　".join(filter(None, (one.result, helped))), self.who.get(("measure", key), ""))

    def _relief(self, need: NeedFile, event: Event, key: int) -> Told:
        one, asked = next((m, a) for m in need.measures for a in m.approvals if a.id == key)
        amount = _("{n} yuan").format(n=asked.amount) if asked.amount else ""
        if event is Event.RELIEF_ASKED:
            return Told(amount or _(one.fields.kind.label), one.fields.words if self.sees else "", asked.asked_by)
        decided = _("Approved") if asked.approved else _("Not approved")
        return Told("　".join(filter(None, (decided, amount))), asked.why, asked.decided_by)

    def _slip(self, need: NeedFile, event: Event, key: int) -> Told:
        one = next(each for each in need.slips if each.id == key)
        if event is Event.SENT:
            consent = _("Slip {number}, consent of {day}")
            words = consent.format(number=one.number, day=telling.paper_day(one.consent_on))
            reason = loop.private(self.viewer, one.fields.reason)
            return Told(one.to, "\n".join(filter(None, (reason, words))), one.sent_by)
        return Told(f"{one.to}　{_(one.state.label)}", one.reply, self.who.get(("referral", key), ""))

    def _need(self, need: NeedFile, event: Event, key: int) -> Told:
        kind, what = need.fields.kind, need.title
        if event is Event.RAISED:
            told = (_(kind.label) if self.sees else "", _(need.fields.severity.label), need.of)
            return Told(what, _(", ").join(filter(None, told)), need.raised_by)
        if event is Event.EVALUATED:
            one = next(each for each in need.evaluations if each.id == key)
            said = [_(one.fields.solved.label), _(one.fields.word.label), one.risk_change]
            return Told(what, "　".join(filter(None, (*said, one.fields.new_difficulty))), one.by)
        end = next(each for each in need.closings if each.id == key)
        match event:
            case Event.SENT_BACK:
                return Told(what, end.sent_back_why, end.sent_back_by)
            case Event.REOPENED:
                return Told(what, end.reopened_why, end.reopened_by or _("by itself"))
        f = end.fields
        check = _("Look again on {day}.").format(day=telling.paper_day(f.check_on)) if f.check_on else ""
        evidence = loop.private(self.viewer, f.evidence)
        words = "　".join(filter(None, (_(f.kind.label), evidence, _(f.word.label), check)))
        return Told(what, words, _(", ").join(dict.fromkeys(filter(None, (end.asked_by, end.confirmed_by)))))


def _keys(hits: Sequence[Hit], *events: Event) -> list[int]:
    return [key for event, key, _need in hits if event in events]


def _by_id(s: Session, table: Any, keys: Sequence[int]) -> dict[int, Any]:
    return {each.id: each for each in s.exec(select(table).where(col(table.id).in_(keys)))} if keys else {}
