"""Where in the app the rows behind a figure are listed: the page's name and its address, by the filters it knows.

A list of today cannot show a day gone by, and one hardship or round is no filter of theirs: then a figure has no page.
"""

from collections.abc import Mapping

from db.briefing import Briefing
from db.choices import ClosingKind, HouseholdState, Outcome, Tier
from reports.blocks import Trace

EVERY_STATE = ",".join(HouseholdState)


def plain(words: str, n: int) -> Trace:
    """A figure counted from what no list of the app shows by itself."""
    return Trace(words, n)


def visits(facts: Briefing, words: str, n: int, outcome: Outcome | None = None) -> Trace:
    asked = facts.asked
    if asked.hardship is not None or asked.round_id is not None:
        return plain(words, n)
    days = {"from": asked.start.isoformat(), "to": asked.end.isoformat()}
    query = {"show": "visits", **_building(facts), "state": EVERY_STATE, **days}
    return _trace(words, n, "register", query | ({"outcome": outcome} if outcome else {}))


def households(facts: Briefing, words: str, n: int) -> Trace:
    """Those visited: the register knows each household's last visit only."""
    if not _is_now(facts):
        return plain(words, n)
    query = {**_building(facts), "state": EVERY_STATE, "from": facts.asked.start.isoformat()}
    return _trace(words, n, "register", query)


def on_file(facts: Briefing, words: str, n: int, tier: Tier | None = None, only: str = "") -> Trace:
    """Active households as they are today."""
    if not _is_now(facts):
        return plain(words, n)
    query = _building(facts) | ({"tier": tier} if tier else {}) | ({"only": only} if only else {})
    return _trace(words, n, "register", query)


def open_problems(facts: Briefing, words: str, n: int) -> Trace:
    return _trace(words, n, "follow_up", _building(facts)) if _is_now(facts) else plain(words, n)


def closed_problems(facts: Briefing, words: str, n: int, kind: ClosingKind | None) -> Trace:
    """The list shows how a problem ended last: of one that came back since, it shows nothing."""
    if kind is None or not (_is_now(facts) and facts.balance.stays_closed):
        return plain(words, n)
    query = {"ended": kind, "since": facts.asked.start.isoformat(), **_building(facts)}
    return _trace(words, n, "follow_up", query)


def promises(facts: Briefing, words: str, n: int, is_late: bool = False) -> Trace:
    if not _is_now(facts):
        return plain(words, n)
    late = {"late": "1"} if is_late else {}
    return _trace(words, n, "follow_up", {"show": "measures", **late, "promise": "1", **_building(facts)})


def slips(facts: Briefing, words: str, n: int, is_late: bool = False) -> Trace:
    if not _is_now(facts):
        return plain(words, n)
    late = {"late": "1"} if is_late else {}
    return _trace(words, n, "follow_up", {"show": "slips", **late, **_building(facts)})


def _trace(words: str, n: int, page: str, query: Mapping[str, str]) -> Trace:
    return Trace(words, n, page, tuple((name, str(value)) for name, value in query.items()))


def _building(facts: Briefing) -> dict[str, str]:
    return {} if facts.asked.building_id is None else {"building": str(facts.asked.building_id)}


def _is_now(facts: Briefing) -> bool:
    """Whether the lists of today show what the period ends with."""
    asked = facts.asked
    return asked.end >= facts.made_on and asked.hardship is None and asked.round_id is None
