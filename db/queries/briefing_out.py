"""What leaves the house with a briefing, beside what is withheld and why: for whoever looks before it goes."""

from collections import Counter
from collections.abc import Iterator

from db.briefing import Briefing
from db.briefing_loop import Leaves, Withheld
from db.choices import Audience
from db.queries.briefing_files import Files
from db.words import N_

IN_FULL, MASKED, NUMBERS = N_("in full"), N_("surname only, no door, no number"), N_("as numbers")
NO_CONSENT = N_("no valid consent to all who get it")
NOT_TO_THESE = N_("no valid consent that names: {offices}")
NEVER = N_("never leaves the house")
ON_THE_BOARD = N_("a notice board names nobody")
A_FAMILY = N_("one could find out whose they are")


def leaves(found: Briefing, files: Files) -> Iterator[Leaves]:
    """All that stands in the paper about people, by kind; and who gets it."""
    audience = found.asked.audience
    how = IN_FULL if audience is Audience.INTERNAL else MASKED
    if audience is Audience.COMMITTEE:
        yield Leaves(N_("Goes to"), None, "{offices}", (*files.receivers.offices, *files.receivers.others))
        if files.receivers.unknown:
            yield Leaves(N_("Also named as receivers; no consent to these can be known"), None, "{offices}",
                         files.receivers.unknown)  # fmt: skip
    yield Leaves(N_("Sums of visits, problems and measures"), None, NUMBERS)
    for what, n in (
        (N_("Visits one by one"), len(found.visits)),
        (N_("Cases told in words"), len(found.cases)),
        (N_("Households at grave risk"), len(found.at_risk)),
        (N_("Referral slips"), len(found.slips.listed)),
        (N_("Promises past their day"), len(found.promises.listed)),
        (N_("Requests to other offices"), len(found.asks)),
        (N_("Next visits"), len(found.coming.listed)),
    ):
        if n:
            yield Leaves(what, n, how)
    if found.warnings.listed:
        yield Leaves(N_("Early warnings"), len(found.warnings.listed), IN_FULL)
    if found.photos:
        named = N_("without words") if audience is Audience.NOTICE else how
        yield Leaves(N_("Photos"), len(found.photos), named)
    if found.papers:
        yield Leaves(N_("Papers"), len(found.papers), N_("by name only"))
    if found.figures:
        yield Leaves(N_("Pictures"), len(found.figures), IN_FULL if audience is Audience.INTERNAL else NUMBERS)


def withheld(found: Briefing, files: Files, papers: int, warnings: int) -> Iterator[Withheld]:
    """What was there and does not stand in it. `papers` and `warnings`: how many there are."""
    audience = found.asked.audience
    if found.photos_left_out:
        yield Withheld(N_("Photos"), found.photos_left_out, N_("no valid consent for this"))
    for picture in found.figures_left_out:
        yield Withheld(picture.asked.picture.label, 1, picture.why)
    if audience is Audience.INTERNAL:
        return
    why = NO_CONSENT if audience is Audience.COMMITTEE else ON_THE_BOARD
    if audience is Audience.COMMITTEE:
        yield from _households(files)
    for what, n in (
        (N_("Households"), found.households_left_out if audience is Audience.NOTICE else 0),
        (N_("Visits one by one"), found.visits_left_out),
        (N_("Households at grave risk"), found.at_risk_left_out),
        (N_("Referral slips"), found.slips.left_out),
        (N_("Promises past their day"), found.promises.left_out),
        (N_("Requests to other offices"), found.asks_left_out),
        (N_("Next visits"), found.coming.left_out),
    ):
        if n:
            yield Withheld(what, n, why)
    yield Withheld(N_("Full names, doors, phone and identity numbers"), None, NEVER)
    yield Withheld(N_("Where hazards were found"), None, NEVER)
    if papers:
        yield Withheld(N_("Papers"), papers, NEVER)
    if warnings:
        yield Withheld(N_("Early warnings one by one"), warnings, NEVER)
    if audience is Audience.NOTICE:
        yield Withheld(N_("Hardships, causes, risk and tiers"), None, ON_THE_BOARD)
        if found.too_few:
            yield Withheld(N_("Numbers that rest on too few households"), len(found.too_few), A_FAMILY)


def _households(files: Files) -> Iterator[Withheld]:
    """Those visited and not listed, by the receivers that they have not agreed to."""
    visited = (home for home in files.visited if home not in files.listed)
    for missing, n in Counter(files.missing(home) for home in visited).most_common():
        yield Withheld(N_("Households"), n, NOT_TO_THESE, missing)
