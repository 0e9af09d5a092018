"""What the papers for the walk and the loop say: facts gathered and masked before a line is drawn, never asked anew."""

from dataclasses import dataclass, field
from datetime import date, datetime

from db.choices import (
    AttachmentKind,
    Circumstance,
    ConsentWay,
    Doer,
    HardshipKind,
    HouseholdState,
    Level,
    MeasureKind,
    MeasureState,
    NeedKind,
    Outcome,
    PlanWhy,
    ReferralState,
    Relation,
    Sex,
    Tier,
    Way,
)
from db.models import EstateFields, OrganisationFields, VisitFields
from db.need_file import NeedFile
from db.next_step import Next
from db.queries.alerts import AlertRow
from db.queries.household import File
from db.queries.risk import Why
from db.queries.timeline import Entry
from db.words import _


@dataclass(frozen=True)
class Someone:
    """One who lives there, or is to be rung."""

    name: str
    sex: Sex | None
    age: int | None
    relation: Relation | None
    phone: str
    is_head: bool
    is_emergency: bool
    lives_here: bool
    note: str


@dataclass(frozen=True)
class Work:
    """A measure that is still open."""

    kind: MeasureKind
    words: str
    doer: Doer
    doer_name: str
    due: date
    is_promise: bool
    state: MeasureState

    @property
    def what(self) -> str:
        """装扶手、坡道　浴室门口"""
        return "　".join(filter(None, (_(self.kind.label), self.words)))

    @property
    def who(self) -> str:
        return " ".join(filter(None, (_(self.doer.label), self.doer_name)))

    def late(self, day: date) -> int:
        """Days past its due day; 0 while there is time, or while others have yet to approve it."""
        return max((day - self.due).days, 0) if self.state is MeasureState.OPEN else 0


@dataclass(frozen=True)
class Sent:
    """A slip that still waits for an end."""

    number: str
    to: str
    sent_on: date
    reply_by: date
    state: ReferralState


@dataclass(frozen=True)
class Trouble:
    """A problem that is not closed, with what is under way for it."""

    kind: NeedKind
    words: str
    severity: Level
    of: str  # whose problem, where it is one person's
    raised_on: date
    works: tuple[Work, ...]
    slips: tuple[Sent, ...]
    next: Next


@dataclass(frozen=True)
class Planned:
    why: PlanWhy
    start: date
    end: date
    on: date | None
    words: str


@dataclass(frozen=True)
class LastTime:
    at: datetime
    way: Way
    outcome: Outcome


@dataclass(frozen=True)
class Known:
    """A household as whoever goes there must know it. `others` is typed: names and numbers that are in no file."""

    id: int
    no: int
    door: str
    tier: Tier | None
    state: HouseholdState
    responsible: str
    safety_note: str
    safety_review_on: date | None
    avoid: str
    circumstances: tuple[Circumstance, ...]
    tags: str
    people: tuple[Someone, ...]
    others: tuple[str, ...]
    kinds: tuple[HardshipKind, ...]
    last: LastTime | None
    met_at: datetime | None
    promised: str  # as typed at the last meeting, besides what was entered as a promise
    focus: str
    troubles: tuple[Trouble, ...]
    plans: tuple[Planned, ...]
    due_on: date | None
    call_on: date | None
    may_photo: bool

    @property
    def head(self) -> Someone | None:
        return next((one for one in self.people if one.is_head), self.people[0] if self.people else None)

    @property
    def to_ring(self) -> tuple[Someone, ...]:
        """Whom to ring when nobody opens: emergency contacts, then family elsewhere, then who lives there."""
        with_number = [one for one in self.people if one.phone]
        return tuple(sorted(with_number, key=lambda one: (not one.is_emergency, one.lives_here, not one.is_head)))

    @property
    def works(self) -> tuple[Work, ...]:
        return tuple(sorted((w for each in self.troubles for w in each.works), key=lambda work: work.due))

    @property
    def promises(self) -> tuple[Work, ...]:
        return tuple(work for work in self.works if work.is_promise)

    @property
    def slips(self) -> tuple[Sent, ...]:
        return tuple(sorted((slip for each in self.troubles for slip in each.slips), key=lambda slip: slip.reply_by))

    def overdue(self, day: date) -> int:
        """Days past the last day of the regular visit; nothing paused, closed, moved or deceased is ever due."""
        active = self.state is HouseholdState.ACTIVE
        return max((day - self.due_on).days, 0) if active and self.due_on is not None else 0


@dataclass(frozen=True)
class Card:
    """A household to be called on, and why that day."""

    known: Known
    why: tuple[str, ...]


@dataclass(frozen=True)
class Cards:
    """The door-step cards of a day, in walking order. `visitor` is empty when they are everybody's."""

    estate: str
    is_demonstration: bool
    day: date
    made_on: date
    visitor: str
    cards: tuple[Card, ...]


@dataclass(frozen=True)
class BlankSheet:
    """All that stands printed on a visit sheet to be filled in by hand."""

    estate: EstateFields
    is_demonstration: bool
    made_on: date


@dataclass(frozen=True)
class Slip:
    """What another office is told, and no more: what the consent covers."""

    number: str
    estate: EstateFields
    is_demonstration: bool
    sent_on: date
    sent_by: str
    department: str
    position: str
    to: OrganisationFields
    person: str
    door: str
    phone: str
    reason: str
    reply_by: date
    consent_on: date
    consent_way: ConsentWay
    consent_until: date | None


@dataclass(frozen=True)
class ConsentSheet:
    """What a household is told before it signs. Without a household it is filled in by hand."""

    estate: EstateFields
    is_demonstration: bool
    made_on: date
    no: int | None
    door: str
    people: tuple[tuple[str, int | None], ...]  # who lives there, with their age
    receiver: str
    contact: str
    contact_phone: str


@dataclass(frozen=True)
class Handover:
    """What one colleague hands to another. `gone` counts files that go over and need no visits any more."""

    estate: EstateFields
    is_demonstration: bool
    made_on: date
    giver: str
    taker: str
    households: tuple[Known, ...]
    gone: int


@dataclass(frozen=True)
class Attached:
    """A photo or a paper kept with a visit. `content` is missing where no consent to photos holds, and of papers."""

    kind: AttachmentKind
    caption: str
    on: date
    content: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Archive:
    """The whole file of a household (一户一档). `story` begins with its first day, `why` is what its tier rests on."""

    estate: EstateFields
    is_demonstration: bool
    made_on: date
    made_by: str
    file: File
    known: Known
    why: Why | None
    story: tuple[Entry, ...]
    warnings: tuple[AlertRow, ...]  # not seen yet
    attached: tuple[Attached, ...]
    photos_left_out: int  # for want of consent, or because there are too many


@dataclass(frozen=True)
class VisitRecord:
    """One visit as it was recorded, with the problems it raised. `staff` with department and position of that day."""

    estate: EstateFields
    is_demonstration: bool
    made_on: date
    no: int
    door: str
    head: str
    age: int | None
    kinds: tuple[HardshipKind, ...]
    fields: VisitFields
    staff: tuple[str, ...]
    recorded_by: str
    recorded_at: datetime
    edited_at: datetime | None
    troubles: tuple[NeedFile, ...]
    attached: tuple[Attached, ...]
