"""The typed words that leave the house with a paper for outside: what is known of people has been taken out of them,
what nobody can know has not. Who signs reads just these once more."""

from collections.abc import Iterator
from dataclasses import dataclass

from db.briefing import Briefing
from db.briefing_visits import Case
from db.choices import Audience
from db.models import VisitFields


@dataclass(frozen=True)
class Passage:
    """`section` is its key: where it can be written anew."""

    section: str
    household: str
    words: str


def passages(found: Briefing) -> tuple[Passage, ...]:
    """Each once in each section, in the order of the paper. A notice board gets the purpose of a round and no more."""
    if found.asked.audience is Audience.INTERNAL:
        return ()
    told = (Passage(key, home, words.strip()) for key, home, words in _typed(found) if words.strip())
    return tuple(dict.fromkeys(told))


def _typed(found: Briefing) -> Iterator[tuple[str, str, str]]:
    if found.round:
        yield "visits", "", found.round.words
    for case in found.cases:
        for words in _of_case(case):
            yield "cases", case.household, words
    for standing in found.at_risk:
        for _scale, why in standing.grave:
            yield "risks", standing.household, why
    for slip in found.slips.listed:
        yield "measures", slip.household, slip.reason
        yield "measures", slip.household, slip.reply
    for promise in found.promises.listed:
        yield "promises", promise.household, promise.words
    for ask in found.asks:
        yield "asks", ask.household, ask.words
    for visit in found.coming.listed:
        yield "next", visit.household, visit.focus
    for photo in found.photos:
        yield "attachments", photo.household, photo.caption


def _of_case(case: Case) -> Iterator[str]:
    for name in VisitFields.model_fields:
        value = getattr(case.told, name)
        if type(value) is str:
            yield value
    for step in (*case.done, *case.open):
        yield step.words
        yield step.result
