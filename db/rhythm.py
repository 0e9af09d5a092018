"""How often a household is seen: presets from published rules, and the day the next visit is due. Pure."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import NamedTuple

from db.choices import Change, Tier, Way
from db.words import N_, _


@dataclass(frozen=True)
class Beat:
    """Of one tier, in days: a visit at least every `days`, in a window that opens `slack` days before the last one.

    With `phone` a call counts as the visit. `call` asks besides for a sign of life (call, daily sign or visit) at least
    every so many days; 0 asks for none.
    """

    days: int
    slack: int
    phone: bool = False
    call: int = 0

    def __str__(self) -> str:
        """每 7 天一次，最后 2 天内都可以，每 2 天问一次平安"""
        said = [_("every {n} days").format(n=self.days)]
        if self.slack:
            said.append(_("up to {n} days early").format(n=self.slack))
        if self.phone:
            said.append(_("a call counts"))
        if self.call:
            said.append(_("a sign of life every {n} days").format(n=self.call))
        return _(", ").join(said)


@dataclass(frozen=True)
class Rhythm:
    """One beat a tier; a tier without one is never due. `change_days` is the window after a great change."""

    name: str
    source: str
    beats: Mapping[Tier, Beat]
    change_days: int = 1


class Due(NamedTuple):
    """The window of the next regular visit, and the day a sign of life is due. All None: nothing is due."""

    open_on: date | None = None
    due_on: date | None = None
    call_on: date | None = None


def _beats(*beats: Beat | None) -> dict[Tier, Beat]:
    return {tier: beat for tier, beat in zip(Tier, beats, strict=True) if beat}


OURS = Rhythm(
    N_("Week, month, quarter, half-year"),
    N_("Ours: violates none of the rules below."),
    _beats(Beat(7, 2, call=2), Beat(30, 7), Beat(91, 21), Beat(182, 30, phone=True)),
)
PRESETS: dict[str, Rhythm] = {
    "ours": OURS,
    "inner_mongolia_2022": Rhythm(
        N_("Inner Mongolia 2022"),
        N_("Opinion on calling on older adults in difficulty, 2022: weekly, monthly, quarterly, calls count."),
        _beats(Beat(7, 2, phone=True), Beat(30, 7, phone=True), Beat(91, 21, phone=True), None),
    ),
    "weihai_2020": Rhythm(
        N_("Weihai 2020"),
        N_("Regulation of 2020, article 22: very old and alone every two days, by visit or phone; the rest ours."),
        _beats(Beat(2, 1, phone=True), Beat(30, 7), Beat(91, 21), Beat(182, 30, phone=True)),
    ),
    "red_yellow_green": Rhythm(
        N_("Red, yellow, green"),
        N_("Tumxuk 2025: red daily, yellow weekly, green monthly, calls count."),
        _beats(Beat(1, 0, phone=True), Beat(7, 2, phone=True), Beat(30, 7, phone=True), None),
    ),
    "weining_2021": Rhythm(
        N_("Weining 2021"),
        N_("Orange weekly, yellow half-monthly, green monthly, purple monthly by phone."),
        _beats(Beat(7, 2), Beat(15, 4), Beat(30, 7), Beat(30, 7, phone=True)),
    ),
}
# What a visit within 24 hours is asked for after (Inner Mongolia 2022).
GREAT = frozenset(set(Change) - {Change.MOVE, Change.OTHER})
FACE_TO_FACE = frozenset({Way.HOME, Way.DOOR})


def due(
    rhythm: Rhythm,
    tier: Tier | None,
    since: date,
    home: date | None,
    any_way: date | None,
    tier_since: date | None = None,
) -> Due:
    """When the next visit is due. `home` is the day last met face to face, `any_way` the day last heard of.

    Counted from the last meeting, or from `since` (file opened, or opened again) where that is later. A tier set
    today makes nobody overdue yesterday.
    """
    beat = rhythm.beats.get(tier) if tier else None
    if beat is None:
        return Due()
    last = any_way if beat.phone else home
    is_first = last is None or last < since
    last_day = (since if is_first or last is None else last) + timedelta(days=beat.days)
    opens = since if is_first else last_day - timedelta(days=beat.slack)
    if tier_since is not None and tier_since > last_day:
        last_day = tier_since
    heard = max(day for day in (since, any_way) if day is not None)
    call = heard + timedelta(days=beat.call) if beat.call else None
    return Due(opens, last_day, call)


def to_text(rhythm: Rhythm) -> str:
    beats = {tier.value: asdict(beat) for tier, beat in rhythm.beats.items()}
    told = {"name": rhythm.name, "source": rhythm.source, "beats": beats, "change_days": rhythm.change_days}
    return json.dumps(told, ensure_ascii=False, sort_keys=True)


def from_text(text: str) -> Rhythm:
    """As it was set; ours where nothing was."""
    if not text:
        return OURS
    told = json.loads(text)
    beats = {Tier(value): Beat(**beat) for value, beat in told["beats"].items()}
    return Rhythm(told["name"], told["source"], beats, told["change_days"])
