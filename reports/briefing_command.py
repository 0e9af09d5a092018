"""The briefing on the command line: which days, of what, for whom, by which template, as PDF or DOCX."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import NoReturn

from sqlmodel import Session, col, select

from db import clock, store
from db.briefing import BriefingAsked
from db.briefing_days import days_of, whole
from db.changes.issue import Wanted
from db.changes.paper import log_briefing
from db.choices import Audience, BriefingKind, HardshipKind, Role
from db.errors import Refused
from db.manuscript import Manuscript
from db.models import Building, Estate, Round
from db.queries.briefing import facts
from db.queries.briefing_drafts import template_named
from db.queries.briefing_round import of_round
from db.rights import Person
from db.templates import Layout
from db.words import LANGUAGES, _, told_in
from reports import issue_command
from reports.issue_command import issued, of_the_issue

# Whoever can start this holds the data folder itself; the log says that it was done here.
HERE = Person(0, "python -m reports", Role.ADMIN)


def of_the_briefing(one: argparse.ArgumentParser) -> None:
    """Its arguments."""
    one.add_argument("--from", dest="start", type=day, metavar="DATE", help="first day, YYYY-MM-DD")
    one.add_argument("--to", dest="end", type=day, metavar="DATE", help="last day, YYYY-MM-DD")
    one.add_argument(
        "--kind", type=BriefingKind, choices=[kind for kind in BriefingKind if kind is not BriefingKind.DAYS],
        metavar="{month,quarter,year,round}",
        help="instead of both days: this month, quarter or year; with --from alone the whole one that day is in",
    )  # fmt: skip
    one.add_argument("--round", dest="round_name", metavar="NAME", help="for --kind round: its name")
    one.add_argument("--template", metavar="NAME", help="by one of the office's templates (as delivered)")
    one.add_argument("--building", metavar="NAME", help="one building only, by its name")
    one.add_argument(
        "--hardship", type=hardship, metavar="KIND", help="one hardship only: its value (alone) or word (独居老人)"
    )
    one.add_argument(
        "--audience", type=Audience, choices=list(Audience), default=Audience.INTERNAL,
        metavar="{" + ",".join(Audience) + "}", help="for whom it is; decides what leaves the house (internal)",
    )  # fmt: skip
    formatted(one)
    of_the_issue(one)


def formatted(one: argparse.ArgumentParser) -> None:
    one.add_argument("--format", choices=["pdf", "docx"], default="pdf", help="(pdf)")


def day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a day written YYYY-MM-DD") from None


def hardship(text: str) -> HardshipKind:
    """A kind by its value, or by its word in any language."""
    wanted = text.strip().lower()
    for kind in HardshipKind:
        if wanted in {kind.value, *(told_in(language, kind.label).lower() for language in LANGUAGES)}:
            return kind
    raise argparse.ArgumentTypeError(f"{text!r} is none of: {', '.join(HardshipKind)}")


def briefing(asked: argparse.Namespace) -> None:
    from reports import composing  # after the arguments are right: the drawing tools take their time

    with store.writing() as s:  # kept in the log even if the file then cannot be written: it was asked for
        there_is_an_estate(s)
        wanted = replace(
            period(s, asked),
            building_id=building_named(s, asked.building) if asked.building else None,
            hardship=asked.hardship,
            audience=asked.audience,
        )
        template = template_named(s, HERE, asked.template) if asked.template else None
        layout = template.layout if template else Layout()
        if asked.issue:
            signed = issued(s, asked, Wanted(wanted, asked.language, layout, template.id if template else None))
        else:
            wanted = replace(wanted, receivers=layout.receivers)
            said = Manuscript(facts(s, HERE, wanted, clock.today()), asked.language, layout)
            log_briefing(s, HERE, wanted)
    if asked.issue:
        asked.out.write_bytes(signed)
        return
    sections = composing.composed(said)
    is_docx = asked.format == "docx"
    asked.out.write_bytes(composing.docx(said, sections) if is_docx else composing.paper(said, sections).content)


def checked(asked: argparse.Namespace, wrong: Callable[[str], NoReturn]) -> None:
    """What the arguments must say together; `wrong` ends with a sentence on the usage."""
    issue_command.checked(asked, wrong)
    is_round = asked.kind is BriefingKind.ROUND
    if is_round != bool(asked.round_name):
        wrong("--kind round and --round NAME go together")
    if is_round and (asked.start or asked.end):
        wrong("a round has its own days")
    if not asked.kind and not (asked.start and asked.end):
        wrong("--from and --to, or --kind, are required")
    if asked.end and not asked.start:
        wrong("--to goes with --from")
    if asked.end and asked.end < asked.start:
        wrong("--to lies before --from")


def period(s: Session, asked: argparse.Namespace) -> BriefingAsked:
    """The days, from those that were named."""
    if asked.kind is BriefingKind.ROUND:
        return of_round(s, HERE, round_named(s, asked.round_name), clock.today(), asked.audience)
    kind = asked.kind or BriefingKind.DAYS
    if asked.end:
        return BriefingAsked(asked.start, asked.end, kind=kind)
    today = clock.today()
    start, end = whole(kind, asked.start) if asked.start else days_of(kind, today)
    if start <= today:
        end = min(end, today)  # as far as it has come: part of it beside a whole one is no comparison
    return BriefingAsked(start, end, kind=kind)


def there_is_an_estate(s: Session) -> None:
    if s.exec(select(Estate.id)).first() is None:
        raise Refused(_("There is no estate yet. Start the app once, or run python -m db init."))


def building_named(s: Session, name: str) -> int:
    found = s.exec(select(Building.id).where(Building.name == name.strip())).first()
    if found is None:
        names = s.exec(select(Building.name)).all()
        raise Refused(_("There is no building {name}. There are: {names}").format(name=name, names=", ".join(names)))
    return found


def round_named(s: Session, name: str) -> int:
    """The newest round of this name: 春节走访 comes every year."""
    found = s.exec(select(Round.id).where(Round.name == name.strip()).order_by(col(Round.start).desc())).first()
    if found is None:
        raise Refused(_("There is no round {name}.").format(name=name.strip()))
    return found
