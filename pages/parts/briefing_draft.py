"""The draft on this page: gathered, written and drawn anew only when something of it has changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from db import clock, frozen, sign_in, store
from db.briefing import BriefingAsked
from db.changes.paper import log_briefing
from db.edits import Mark
from db.errors import Refused
from db.manuscript import Corrected, Manuscript
from db.queries.briefing import facts
from db.queries.briefing_drafts import Written, gathered, people_in, written
from db.rights import Person, Right
from db.templates import Layout
from db.words import _, speaking
from pages.parts import state
from reports import composing
from reports.blocks import Section
from reports.locked import locked
from reports.paper import Paper

HELD = "briefing.drawn"


@dataclass(frozen=True)
class Draft:
    """`delivered` are the sections as the facts write them, `version` is that of what people wrote into it."""

    said: Manuscript
    version: int
    delivered: tuple[Section, ...]
    paper: Paper
    marks: Mapping[str, Mark]
    named: tuple[str, ...]  # people, doors and numbers in words typed for outside

    @property
    def asked(self) -> BriefingAsked:
        return self.said.facts.asked

    @cached_property
    def seen(self) -> str:
        """What whoever signs it has looked at."""
        return frozen.fingerprint(self.said.facts)


def drawn(
    person: Person, asked: BriefingAsked, today: date, spoken: str, layout: Layout, corrects: Corrected | None = None
) -> Draft:
    asked = replace(asked, receivers=(layout or Layout()).receivers)
    with speaking(spoken), store.reading() as s:
        found = gathered(s, person, asked, today)
        there = written(s, person, asked, spoken)
    said = Manuscript(found, spoken, layout or Layout(), there.edits, corrects=corrects)
    held: Draft | None = state.value(HELD)
    if held is None or (held.said, held.version) != (said, there.version):
        held = _draw(person, said, there)
        state.put(HELD, held)
    return held


def _draw(person: Person, said: Manuscript, there: Written) -> Draft:
    delivered = composing.as_delivered(said)
    paper = composing.paper(said, composing.composed(said))
    return Draft(
        said, there.version, delivered, paper, composing.marks(said, delivered), _named(person, said, delivered)
    )


def _named(person: Person, said: Manuscript, delivered: Sequence[Section]) -> tuple[str, ...]:
    """Who can be known from what was typed into a paper for outside; what the facts say has been masked already."""
    if not person.may(Right.SEE_PEOPLE):
        return ()
    typed = [said.layout.around.title, composing.cover(said).note, *(edit.words for edit in said.edits.values())]
    known = "\n".join(map(composing.full_text, delivered))
    with store.reading() as s:
        return tuple(each for each in people_in(s, person, typed) if each not in known)


def made(
    secret: str | None,
    asked: BriefingAsked,
    spoken: str,
    layout: Layout | None = None,
    corrects: Corrected | None = None,
    is_docx: bool = False,
    password: str = "",
) -> bytes:
    """The draft as a file, when it is asked for: written to the log, then drawn. A password locks the PDF.

    Runs later and in a thread that knows nothing of the page, so who asks is looked up anew.
    """
    asked = replace(asked, receivers=(layout or Layout()).receivers)
    with speaking(spoken):
        with store.writing() as s:
            viewer = sign_in.person(s, secret, clock.now())
            if viewer is None:
                raise Refused(_("Sign in to go on."))
            log_briefing(s, viewer, asked)
            found = facts(s, viewer, asked, clock.today())
            there = written(s, viewer, asked, spoken)
        said = Manuscript(found, spoken, layout or Layout(), there.edits, corrects=corrects)
        sections = composing.composed(said)
        if is_docx:
            return composing.docx(said, sections)
        content = composing.paper(said, sections).content
        return locked(content, password) if password else content
