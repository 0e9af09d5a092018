"""What a briefing says is asked of whom: one line for each matter, with the paper it rests on.

A slip and a measure of others stand until they are answered or done. What a visit only proposed bears no day, and
lapses: once somebody of the household was met again, or after ninety days, unless a problem that was raised at that
visit is still open. A visit of before the period proposes nothing any more; its problems have their own lines.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from db import telling
from db.briefing_loop import Ask
from db.choices import Audience, Doer, OutsideHelp, ReferralState
from db.clock import day_of
from db.models import Visit
from db.next_step import late
from db.queries.briefing_files import Files
from db.queries.briefing_lists import ENDED, Lists, slip_state

LAPSES = timedelta(days=90)
SAME = {OutsideHelp.COMMITTEE: Doer.COMMITTEE, OutsideHelp.STREET: Doer.STREET}
Found = list[tuple[int, Ask]]  # by household


def asks(files: Files, lists: Lists, visits: Sequence[Visit], day: date) -> tuple[tuple[Ask, ...], int]:
    """What others are still to do, the committee and the street first. And how many lines may not be listed."""
    if files.asked.audience is Audience.NOTICE:
        return (), 0
    found = [*_by_slip(files, lists, day)]
    found += _by_measure(files, lists, day, {(ask.need, kind) for _home, ask in found for kind in ask.kind})
    found = [*_by_visit(files, visits, found, lists, day)]
    listed = [ask for home, ask in found if home in files.listed]
    return tuple(sorted(listed, key=_order)), len(found) - len(listed)


def _order(ask: Ask) -> tuple[int, str, date]:
    first = min((_place(kind) for kind in ask.kind), default=9)
    return first, ask.to, ask.by or date.max


def _place(kind: OutsideHelp | Doer) -> int:
    match kind:
        case Doer.COMMITTEE | OutsideHelp.COMMITTEE:
            return 0
        case Doer.STREET | OutsideHelp.STREET:
            return 1
    return 2


def _by_slip(files: Files, lists: Lists, day: date) -> Iterator[tuple[int, Ask]]:
    """Each slip that is open, with the day of the measure it asks for where that comes first."""
    for row in lists.slips:
        state, home = slip_state(row, day), row.household_id
        if state in ENDED:
            continue
        meant = [one.due for one in lists.others if one.need_id == row.need_id and one.doer == SAME.get(row.office)]
        over = late(row.reply_by, day) if state is ReferralState.SENT else 0
        by = min((row.reply_by, *meant))
        ref, words = telling.slip(row.year, row.no), files.words(row.reason, home)
        over = max(over, *(late(due, day) for due in meant), 0)
        yield home, Ask((row.office,), row.to, files.label(home), words, ref, row.need_id, by=by, late=over)


def _by_measure(files: Files, lists: Lists, day: date, sent: Iterable[Any]) -> Iterator[tuple[int, Ask]]:
    """Measures of others, save those of a problem about which the same office has a slip."""
    for row in lists.others:
        home = row.household_id
        if any((row.need_id, office) in sent for office, doer in SAME.items() if doer is row.doer):
            continue
        words = files.words(row.words, home)
        name = files.words(row.doer_name, home) if row.doer is Doer.OTHER else ""
        over = late(row.due, day)
        yield home, Ask((row.doer,), name, files.label(home), words, need=row.need_id, by=row.due, late=over)


def _by_visit(files: Files, visits: Sequence[Visit], told: Found, lists: Lists, day: date) -> Found:
    """What is told already, and what visits proposed beyond that. A measure that only says 'others' learns from its
    visit whom it means."""
    of: dict[int, list[int]] = defaultdict(list)  # places in `told`, by household
    for place, (home, _ask) in enumerate(told):
        of[home].append(place)
    found, new = list(told), list[tuple[int, Ask]]()
    sent: Mapping[int, list[Any]] = _by_household(lists.slips)
    met: set[int] = set()
    for visit in reversed(visits):  # the newest says what is still wanted
        home, on = visit.household_id, day_of(visit.at)
        has_lapsed = home in met or on < day - LAPSES
        met |= {home} if visit.outcome.seen else set()
        if (has_lapsed and visit.id not in lists.open_from) or not set(visit.outside_help) - {OutsideHelp.FAMILY}:
            continue
        words = files.words(visit.outside_words, home)
        there = [*(found[place][1] for place in of[home]), *(ask for at, ask in new if at == home)]
        known = {kind for ask in there for kind in ask.kind}
        known |= {row.office for row in sent[home] if row.sent_on >= on}  # asked since, whatever the answer was
        kinds = tuple(kind for kind in visit.outside_help if kind not in known and SAME.get(kind) not in known)
        if place := next((n + 1 for n in of[home] if _is_same(found[n][1].words, words)), 0):
            found[place - 1] = home, _learned(found[place - 1][1], kinds)
        elif set(kinds) - {OutsideHelp.FAMILY} and not any(_is_same(ask.words, words) for ask in there):
            new.append((home, Ask(kinds, "", files.label(home), words, visited=on)))
    return [*found, *new]


def _by_household(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = defaultdict(list)
    for row in rows:
        found[row.household_id].append(row)
    return found


def _is_same(one: str, other: str) -> bool:
    """Whether two wordings are of one matter: 家庭医生核对用药 stands in 请家庭医生核对用药，写大字说明。"""
    a, b = (text.strip("。.；; ").removeprefix("请") for text in (one, other))
    return bool(a and b) and (a in b or b in a)


def _learned(ask: Ask, kinds: Sequence[OutsideHelp]) -> Ask:
    meant = tuple(kind for kind in kinds if kind is not OutsideHelp.FAMILY)
    return replace(ask, kind=meant) if ask.kind == (Doer.OTHER,) and not ask.to and meant else ask
