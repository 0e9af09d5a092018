"""What a thread is as a problem of the household: how it is called, what is done about it, what shows its end."""

from dataclasses import dataclass

from db.choices import Doer, MeasureKind, NeedKind


@dataclass(frozen=True, kw_only=True)
class Course:
    """`promises` are the kinds of the thread's promised sentences, in their order. `ours` and `others` are what is
    done besides: kind and words, and by whom. `results` tell what came of each of the promises, then of each of ours;
    `evidence` what showed the end, `relief` how likely part of the property fee is asked to be waived, and why."""

    kind: NeedKind
    words: tuple[str, ...]
    promises: tuple[MeasureKind, ...] = ()
    ours: tuple[tuple[MeasureKind, str], ...]
    others: tuple[tuple[MeasureKind, Doer, str], ...] = ()
    results: tuple[str, ...]
    evidence: tuple[str, ...]
    place: int | None = None  # whose problem, among the residents; none: the whole household's
    relief: tuple[float, str] = (0, "")
