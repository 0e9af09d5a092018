"""A briefing on its way: its facts, what was written into it, the templates, and who is named in typed words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from sqlmodel import Session, col, select

from db import edits, frozen, templates
from db.briefing import Briefing, BriefingAsked
from db.choices import Audience, OutsideHelp
from db.edits import Edit, key_of
from db.errors import Refused
from db.manuscript import Basis
from db.models import BriefingDraft, Issue, Round, Template
from db.queries.briefing import facts
from db.queries.briefing_files import names_on_file, read_files
from db.queries.briefing_period import read_visits
from db.queries.kept import kept
from db.rights import BRIEF, Person, Right, require
from db.templates import Layout
from db.words import _

MOST_ROUNDS = 12  # to choose from


@dataclass(frozen=True)
class Written:
    """What people wrote into a briefing; `version` 0: nobody has."""

    edits: dict[str, Edit]
    version: int


@dataclass(frozen=True)
class Saved:
    id: int
    name: str
    layout: Layout
    version: int


@dataclass(frozen=True)
class Kept:
    """A household that the paper does not list, and the receivers that it has not agreed to (kinds, or names)."""

    household: str
    missing: tuple[OutsideHelp | str, ...]


@dataclass(frozen=True)
class RoundLine:
    id: int
    name: str
    start: date
    end: date


@kept
def gathered(s: Session, viewer: Person, asked: BriefingAsked, today: date) -> Briefing:
    """The facts; the very same object until somebody does something, so that a page need not draw it again."""
    return facts(s, viewer, asked, today)


def written(s: Session, viewer: Person, asked: BriefingAsked, language: str) -> Written:
    """Who only reads what leaves the house reads it as it comes from the facts."""
    require(viewer, BRIEF[asked.audience])
    if not viewer.may(Right.RECORD):
        return Written({}, 0)
    found = s.exec(select(BriefingDraft).where(BriefingDraft.key == key_of(asked, language))).first()
    return Written(edits.from_text(found.edits), found.version) if found else Written({}, 0)


def saved(s: Session, viewer: Person) -> tuple[Saved, ...]:
    """The office's templates, the one used last first."""
    require(viewer, Right.BRIEF_OUTWARD)
    if not viewer.may(Right.RECORD):
        return ()
    found = s.exec(select(Template).order_by(col(Template.used_on).desc(), col(Template.id).desc())).all()
    return tuple(Saved(t.id, t.name, templates.from_text(t.value), t.version) for t in found if t.id is not None)


def last_used(s: Session, viewer: Person, audience: Audience) -> int | None:
    """The template of the last issue for these readers, else the one used last at all; None: as delivered."""
    require(viewer, Right.BRIEF_OUTWARD)
    there = [each.id for each in saved(s, viewer)]
    asked = select(Issue.asked).where(col(Issue.audience) == audience).order_by(col(Issue.at).desc()).limit(1)
    before = s.exec(asked).first()
    used = frozen.from_text(Basis, before).template_id if before else None
    if used in there or (before and used is None):
        return used
    return there[0] if there else None


def template_named(s: Session, viewer: Person, name: str) -> Saved:
    there = {each.name: each for each in saved(s, viewer)}
    if name.strip() not in there:
        names = ", ".join(there) or _("none")
        raise Refused(_("There is no template {name}. There are: {names}").format(name=name.strip(), names=names))
    return there[name.strip()]


def version_of_template(s: Session, viewer: Person, template_id: int) -> int:
    require(viewer, Right.RECORD)
    found = s.get(Template, template_id)
    return found.version if found else 0


def people_in(s: Session, viewer: Person, texts: Iterable[str]) -> tuple[str, ...]:
    """Names of people on file, doors and numbers that stand in typed words, as they stand there."""
    require(viewer, Right.SEE_PEOPLE)
    told = "\n".join(filter(None, texts))
    if not told:
        return ()
    return names_on_file(s).told_in(told)


@kept
def not_listed(s: Session, viewer: Person, asked: BriefingAsked, today: date) -> tuple[Kept, ...]:
    """Who was visited and is not listed in the paper for the committee, as one walks: to ask them at the next visit."""
    require(viewer, Right.SEE_PEOPLE)
    files = read_files(s, asked, read_visits(s, asked), (), today)
    inside = replace(files, asked=replace(asked, audience=Audience.INTERNAL))
    homes = files.in_order(home for home in files.households if files.missing(home))
    return tuple(Kept(inside.label(home), files.missing(home)) for home in homes)


def rounds(s: Session, viewer: Person, today: date) -> tuple[RoundLine, ...]:
    """The rounds that have begun, the newest first."""
    require(viewer, Right.BRIEF_OUTWARD)
    asked = select(Round).where(col(Round.start) <= today).order_by(col(Round.start).desc(), col(Round.id).desc())
    return tuple(RoundLine(r.id, r.name, r.start, r.end) for r in s.exec(asked.limit(MOST_ROUNDS)) if r.id is not None)
