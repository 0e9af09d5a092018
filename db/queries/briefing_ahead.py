"""What a briefing says lies ahead: what is asked of whom, with the paper it rests on, and the visits to come."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from db import telling
from db.briefing import BriefingAsked
from db.briefing_days import following
from db.briefing_loop import Ask, Coming, NextVisit
from db.choices import Audience, Doer, OutsideHelp, PlanWhy, ReferralState
from db.clock import day_of
from db.models import Visit
from db.next_step import late
from db.queries.briefing_few import is_few, tallied
from db.queries.briefing_files import Files
from db.queries.briefing_lists import ENDED, Lists, slip_state
from db.queries.briefing_loop import is_left

ONE_BY_ONE = (PlanWhy.FOLLOW_UP, PlanWhy.MAJOR_CHANGE, PlanWhy.CHECK, PlanWhy.ASKED)  # rounds and rhythm are numbers
SAME = {OutsideHelp.COMMITTEE: Doer.COMMITTEE, OutsideHelp.STREET: Doer.STREET}


def asks(files: Files, lists: Lists, visits: Sequence[Visit], day: date) -> tuple[tuple[Ask, ...], int]:
    """What others are still to do, the committee and the street first: by slip, by measure, and what visits proposed
    where nothing was sent yet. And how many lines may not be listed."""
    if files.asked.audience is Audience.NOTICE:
        return (), 0
    found = [*_by_slip(files, lists, day), *_by_measure(files, lists, day)]
    known: dict[int, set[Any]] = defaultdict(set)
    for home, ask in found:
        known[home] |= set(ask.kind)
    found += _by_visit(files, visits, known, lists)
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
    for row in lists.slips:
        state, home = slip_state(row, day), row.household_id
        if state not in ENDED:
            over = late(row.reply_by, day) if state is ReferralState.SENT else 0
            ref = telling.slip(row.year, row.no)
            words = files.words(row.reason, home)
            yield home, Ask((row.office,), row.to, files.label(home), words, ref, by=row.reply_by, late=over)


def _by_measure(files: Files, lists: Lists, day: date) -> Iterator[tuple[int, Ask]]:
    for row in lists.others:
        home = row.household_id
        words = files.words(row.words, home)
        name = files.words(row.doer_name, home) if row.doer is Doer.OTHER else ""
        over = late(row.due, day)
        yield home, Ask((row.doer,), name, files.label(home), words, need=row.need_id, by=row.due, late=over)


def _by_visit(
    files: Files, visits: Sequence[Visit], known: dict[int, set[Any]], lists: Lists
) -> Iterator[tuple[int, Ask]]:
    sent: dict[int, list[Any]] = defaultdict(list)
    for row in lists.slips:
        sent[row.household_id].append(row)
    for visit in reversed(visits):  # the newest says what is still wanted
        home, on = visit.household_id, day_of(visit.at)
        there = known[home]
        there |= {row.office for row in sent[home] if row.sent_on >= on}  # asked for since, whatever the answer was
        new = tuple(kind for kind in visit.outside_help if kind not in there and SAME.get(kind) not in there)
        there.update(new)
        if set(new) - {OutsideHelp.FAMILY}:
            words = files.words(visit.outside_words, home)
            yield home, Ask(new, "", files.label(home), words, visited=on)


def coming(files: Files, lists: Lists, agreed: Sequence[Visit], day: date) -> tuple[Coming, bool]:
    """The numbers, and one by one what was agreed or is to be looked at again; and whether the plans are too few to be
    told. `agreed`: visits at which a next one was, and no plan was made of it."""
    asked = files.asked
    first, last = following(day, asked.kind)
    plans = [(row.day, row.household_id, row.why, row.words) for row in lists.plans]
    for visit in agreed:
        if visit.next_on is not None and first <= visit.next_on <= last:
            plans.append((visit.next_on, visit.household_id, PlanWhy.FOLLOW_UP, visit.next_focus))
    homes: dict[PlanWhy, list[int]] = defaultdict(list)
    for _on, home, why, _words in plans:
        homes[why].append(home)
    wanted = sorted((each for each in plans if each[2] in ONE_BY_ONE), key=lambda each: each[0])
    listed = [each for each in wanted if each[1] in files.listed]
    planned = tallied(asked, homes)
    promised = [row.household_id for row in lists.promises if is_left(row, day) and first <= row.due <= last]
    found = Coming(
        start=first,
        end=last,
        planned=planned,
        due=_told(asked, lists.due),
        promises=_told(asked, promised),
        listed=tuple(
            NextVisit(on, files.label(home), why, files.words(words, home)) for on, home, why, words in listed
        ),
        left_out=len(wanted) - len(listed),
    )
    return found, bool(homes) and not planned


def _told(asked: BriefingAsked, homes: Sequence[int] | None) -> int | None:
    return None if homes is None or is_few(asked, homes) else len(homes)
