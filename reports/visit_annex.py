"""The briefing's table of visits, one by one: a line a visit, so that hundreds stay a few pages."""

from db import telling
from db.briefing import Briefing
from db.choices import Audience
from db.words import _
from reports import fitting
from reports.blocks import Block, Note
from reports.saying import listed, words

INLINE = 15  # visits; a longer table stands behind the text
HOME = 1  # the column of households
POST = ("（", " (")  # begin it, behind a name


def visit_table(facts: Briefing) -> list[Block]:
    story: list[Block] = []
    if facts.visits:
        told, posts = short(facts)
        heads = (_("When"), _("Household"), _("Kind of hardship"), _("Visited by"), _("Way"), _("Outcome"))
        rows = tuple(
            (
                telling.moment(v.at),
                v.household,
                words(v.hardships) or _("None on file"),
                listed(map(told.__getitem__, v.staff)) or _("Not recorded"),
                _(v.way.label),
                telling.outcome(v.way, v.outcome),
            )
            for v in facts.visits
        )
        lead = _("Visited by: {names}").format(names=listed(posts)) if posts else ""
        title = _("Visits of the period, one by one")
        story.append(fitting.listing(title, heads, rows, HOME, lead, is_dense=True))
    if facts.visits_left_out and facts.asked.audience is Audience.COMMITTEE:
        said = _("Counted but not listed, as sharing was not agreed to: visits {visits}, households {households}.")
        story.append(Note(said.format(visits=facts.visits_left_out, households=facts.households_left_out)))
    return story


def short(facts: Briefing) -> tuple[dict[str, str], list[str]]:
    """What each of the staff is called in the rows, and those whose post is told above, once. Two of one name are told
    apart by their posts everywhere."""
    there = dict.fromkeys(name for v in facts.visits for name in v.staff)
    bare = {name: _bare(name) for name in there}
    called = list(bare.values())
    told = {name: alone if called.count(alone) == 1 else name for name, alone in bare.items()}
    return told, [name for name in there if told[name] != name]


def _bare(name: str) -> str:
    """何静 of 何静（客服部 管家）."""
    at = min((at for mark in POST if (at := name.find(mark)) > 0), default=len(name))
    return name[:at]
