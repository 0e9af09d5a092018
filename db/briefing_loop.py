"""What a briefing says of problems: what was raised, done, asked of others, how it ended, and what lies ahead."""

from dataclasses import dataclass, field
from datetime import date

from db.choices import (
    Appeal,
    ClosingKind,
    Doer,
    Helped,
    MeasureKind,
    NeedKind,
    OutsideHelp,
    PlanWhy,
    ReferralState,
    Solved,
    Word,
)
from db.untold import HIDDEN, Untold, summed


@dataclass(frozen=True)
class Common:
    """One kind of problem or appeal (None: rarer ones together): how often, in how many homes, how often before."""

    kind: NeedKind | Appeal | None
    n: int
    households: int
    before: int | None


@dataclass(frozen=True)
class Commons:
    """The commonest first. `households`: with any of them, each once; one may stand in several kinds."""

    kinds: tuple[Common, ...] = ()
    n: int = 0
    households: int = 0
    before: int | None = 0


@dataclass(frozen=True)
class Works:
    """Measures of one side: done in the period by kind, added in it, under way at its end and of these past their day.
    Fee relief is told as money."""

    done: dict[MeasureKind | None, int] = field(default_factory=dict)
    added: int = 0
    under_way: int = 0
    late: int = 0

    @property
    def finished(self) -> int:
        return summed(self.done.values())


@dataclass(frozen=True)
class Slip:
    number: str
    to: str
    household: str
    reason: str
    sent_on: date
    reply_by: date
    state: ReferralState  # at the end of the period
    reply: str
    late: int


@dataclass(frozen=True)
class Slips:
    """Referrals: open before + sent − ended (done, refused, taken back) = open. Of the open ones some are accepted, the
    rest wait for a reply, `late` of these past their day."""

    carried: int = 0
    sent: int = 0
    done: int = 0
    refused: int = 0
    taken_back: int = 0
    open: int = 0
    accepted: int = 0
    late: int = 0
    listed: tuple[Slip, ...] = ()
    left_out: int = 0

    @property
    def waiting(self) -> int:
        return HIDDEN if isinstance(self.accepted, Untold) else self.open - self.accepted


@dataclass(frozen=True)
class Relief:
    """So many requests over so many yuan."""

    n: int = 0
    yuan: int = 0


@dataclass(frozen=True)
class Money:
    """Relief of property fees: asked for, approved and refused in the period, waiting at its end. No other money is
    known here."""

    asked: Relief = Relief()
    approved: Relief = Relief()
    refused: Relief = Relief()
    waiting: Relief = Relief()

    @property
    def is_empty(self) -> bool:
        return not (self.asked.n or self.approved.n or self.refused.n or self.waiting.n)


@dataclass(frozen=True)
class Balance:
    """Problems: carried over + raised + reopened − closed = open. Each is counted by itself. `middle`: days from a
    problem to its solution, the middle one of those solved in the period."""

    carried: int = 0
    raised: int = 0
    reopened: int = 0
    closed: dict[ClosingKind | None, int] = field(default_factory=dict)
    open: int = 0
    middle: int | None = None
    stays_closed: bool = False  # none of those closed has come back, and the period reaches to today

    @property
    def ended(self) -> int:
        return summed(self.closed.values())


@dataclass(frozen=True)
class Effect:
    """What was said at follow-ups of the period, each problem and visit once; whether measures done in it helped; and
    which way the household's gravest risk went."""

    asked: int = 0
    solved: dict[Solved | None, int] = field(default_factory=dict)
    words: dict[Word | None, int] = field(default_factory=dict)
    helped: dict[Helped | None, int] = field(default_factory=dict)  # None: nobody has said
    lower: int = 0
    same: int = 0
    higher: int = 0
    unknown: int = 0


@dataclass(frozen=True)
class Promise:
    """A promise past its day."""

    household: str
    words: str
    who: str
    due: date
    late: int


@dataclass(frozen=True)
class Promises:
    """Promises made at the door: carried over + made − kept − given up = open. Of those kept some were in time, of the
    open ones some are `late`; these are listed. What was given up bears no day: it is told with what was made."""

    carried: int = 0
    made: int = 0
    kept: int = 0
    in_time: int = 0
    given_up: int = 0
    open: int = 0
    late: int = 0
    listed: tuple[Promise, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Ask:
    """What is asked of an office, one line: `to` its name, else `kind`s it. It rests on a slip (`ref`, its number),
    else on a problem (`need`), else on a visit (`visited`)."""

    kind: tuple[OutsideHelp | Doer, ...]
    to: str
    household: str
    words: str
    ref: str = ""
    need: int | None = None
    visited: date | None = None
    by: date | None = None
    late: int = 0


@dataclass(frozen=True)
class NextVisit:
    on: date
    household: str
    why: PlanWhy
    focus: str


@dataclass(frozen=True)
class Coming:
    """The days after the period: visits planned by reason, households whose regular visit falls due, promises due. None
    is too little to be told."""

    start: date
    end: date
    planned: dict[PlanWhy | None, int] = field(default_factory=dict)
    due: int | None = 0
    promises: int | None = 0
    listed: tuple[NextVisit, ...] = ()
    left_out: int = 0


@dataclass(frozen=True)
class Leaves:
    """What leaves the house with this paper (untranslated), how many of it, and in which form; `of` as below."""

    what: str
    n: int | None
    how: str
    of: tuple[OutsideHelp | str, ...] = ()


@dataclass(frozen=True)
class Withheld:
    """What stays (untranslated), how many of it where it is counted, and why; `of` fills in {offices} there."""

    what: str
    n: int | None
    why: str
    of: tuple[OutsideHelp | str, ...] = ()
