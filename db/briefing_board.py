"""A briefing as a notice board may have it: no number from 1 to 4, and none to be found by subtracting."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from db.briefing import Briefing
from db.briefing_loop import Balance, Money, Promises, Relief, Slips
from db.briefing_visits import Crew, Round
from db.untold import HIDDEN, hidden, is_little, without_little

COUNTS = (
    "totals", "crew", "round", "problems", "appeals", "hazards", "hazard_homes", "measures", "helps", "ours", "theirs",
    "slips", "money", "balance", "effect", "promises", "coming",
)  # fmt: skip
NO_COUNTS = ("middle", "yuan", "trend", "before")  # days, money; and what is whole or not there at all


def on_the_board(found: Briefing) -> Briefing:
    """What adds up is looked at first, what is little goes last: so no fact that comes later is forgotten."""
    wrong = tuple(what for what, parts, whole in found.sums() if sum(parts) != whole)
    told = replace(
        found,
        crew=_crew(found.crew),
        round=_round(found.round) if found.round else None,
        slips=_slips(found.slips),
        money=_money(found.money),
        balance=_balance(found.balance),
        promises=_promises(found.promises),
        effect=replace(found.effect, lower=0, same=0, higher=0, unknown=0),  # risk is not told
        parts_company=wrong,
    )
    return replace(told, **{name: without_little(getattr(told, name), NO_COUNTS) for name in COUNTS})


def _of(fact: Any, names: Sequence[str], whole: int, signs: Mapping[str, int] | None = None) -> dict[str, Any]:
    """Those parts of a fact that may not be told, by name, as hidden."""
    parts = [getattr(fact, name) * (signs or {}).get(name, 1) for name in names]
    return {names[place]: HIDDEN for place in hidden(parts, whole)}


def _crew(crew: Crew) -> Crew:
    return replace(crew, staff=HIDDEN) if is_little(crew.staff) else crew


def _round(told: Round) -> Round:
    return replace(told, **_of(told, ("visited", "afterwards", "missed", "left", "dropped"), told.planned))


def _slips(told: Slips) -> Slips:
    names = ("carried", "sent", "done", "refused", "taken_back")
    parts = _of(told, names, told.open, {"done": -1, "refused": -1, "taken_back": -1})
    if hidden([told.accepted, told.waiting], told.open):
        parts["accepted"] = HIDDEN
    return replace(told, **parts)


def _promises(told: Promises) -> Promises:
    parts = _of(told, ("carried", "made", "kept", "given_up"), told.open, {"kept": -1, "given_up": -1})
    if "kept" in parts:
        parts["in_time"] = HIDDEN
    return replace(told, **parts)


def _balance(told: Balance) -> Balance:
    names = ("carried", "raised", "reopened", "ended")
    parts = _of(told, names, told.open, {"ended": -1})
    if "ended" in parts:
        parts |= {"closed": {None: parts.pop("ended")}, "middle": None}
    return replace(told, **parts)


def _money(told: Money) -> Money:
    """Asked for before or in the period = decided in it or waiting: of a first period this is no more than that."""
    names = ("refused", "waiting", "approved", "asked")
    untold = hidden([getattr(told, name).n for name in names], sum(getattr(told, name).n for name in names))
    return replace(told, **{names[place]: Relief() for place in untold})
