"""The briefing in words: its sections in their order, each written from the facts, in either language."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from db.briefing import Briefing
from db.choices import Audience
from db.untold import FEW, is_untold
from db.words import N_, _, language
from reports import written_ahead, written_cases, written_done, written_found, written_visits
from reports.blocks import Block, Listing, Para, Section
from reports.pictures import pictures

Write = Callable[[Briefing], Sequence[Block]]
VISITS, FOUND = N_("The visits"), N_("What was asked for, heard and seen")
RISKS, DONE = N_("Causes and risks"), N_("Measures and follow-up")
ASKS, NEXT, PICTURES, ATTACHED = N_("What is asked of whom"), N_("What comes next"), N_("Pictures"), N_("Attachments")
# Key, the part it stands in, its title, and what writes it. The opening stands before all headings.
SECTIONS: tuple[tuple[str, str, str, Write], ...] = (
    ("opening", "", "", written_visits.opening),
    ("visits", VISITS, VISITS, written_visits.visits),
    ("problems", FOUND, N_("Common problems"), written_found.problems),
    ("cases", FOUND, N_("Special and urgent cases"), written_cases.cases),
    ("causes", RISKS, N_("Causes"), written_found.causes),
    ("risks", RISKS, N_("Risk and tiers"), written_found.risks),
    ("hazards", RISKS, N_("Hazards found"), written_found.hazards),
    ("warnings", RISKS, N_("Early warnings"), written_found.warnings),
    ("measures", DONE, N_("Measures and referrals"), written_done.measures),
    ("money", DONE, N_("Relief of property fees"), written_done.money),
    ("balance", DONE, N_("Problems opened and closed"), written_done.balance),
    ("effect", DONE, N_("Effect"), written_done.effect),
    ("promises", DONE, N_("Promises kept and open"), written_done.promises),
    ("asks", ASKS, ASKS, written_ahead.asks),
    ("next", NEXT, NEXT, written_ahead.coming),
    ("pictures", PICTURES, PICTURES, pictures),
    ("attachments", ATTACHED, ATTACHED, written_ahead.attachments),
)
# On the notice board a part is called by what is left of it.
ON_THE_BOARD = {FOUND: N_("What was asked for"), RISKS: N_("Hazards found"), DONE: N_("What was done")}


def sections(facts: Briefing) -> tuple[Section, ...]:
    """All that there is to write for this audience, in the delivered order."""
    return tuple(
        Section(key, _(title) if title else "", tuple(map(_traced, blocks)), _part(facts, part))
        for key, part, title, write in SECTIONS
        if (blocks := write(facts))
    )


def _traced(block: Block) -> Block:
    """A number that is withheld leads nowhere, and the words in its place follow without a space in Chinese."""
    if not isinstance(block, Para | Listing):
        return block
    told = tuple(trace for trace in block.traces if not is_untold(trace.n))
    if isinstance(block, Para) and language() != "en":
        block = replace(block, words=block.words.replace(f" {FEW}", str(FEW)))
    return replace(block, traces=told)


def _part(facts: Briefing, part: str) -> str:
    if not part:
        return ""
    return _(ON_THE_BOARD.get(part, part) if facts.asked.audience is Audience.NOTICE else part)
