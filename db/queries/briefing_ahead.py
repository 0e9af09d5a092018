"""What a briefing says lies ahead: the visits to come, by number and one by one."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from db.briefing import BriefingAsked
from db.briefing_days import following
from db.briefing_loop import Coming, NextVisit
from db.choices import Doer, OutsideHelp, PlanWhy
from db.models import Visit
from db.queries.briefing_few import is_few, tallied
from db.queries.briefing_files import Files
from db.queries.briefing_lists import Lists
from db.queries.briefing_loop import is_left

ONE_BY_ONE = (PlanWhy.FOLLOW_UP, PlanWhy.MAJOR_CHANGE, PlanWhy.CHECK, PlanWhy.ASKED)  # rounds and rhythm are numbers
SAME = {OutsideHelp.COMMITTEE: Doer.COMMITTEE, OutsideHelp.STREET: Doer.STREET}


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
