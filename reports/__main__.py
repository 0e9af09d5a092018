"""The command line for papers: `python -m reports briefing …`, for schedulers and tests.

Exit 0: done. 1: refused, with a sentence on stderr. 2: wrong usage.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from db import clock, store
from db.briefing import BriefingAsked
from db.changes import daily
from db.changes.paper import log_briefing, log_print
from db.choices import Audience, HardshipKind, Role
from db.errors import Refused
from db.models import Account, Building, Estate
from db.queries import loop_papers
from db.queries.briefing import facts
from db.queries.cards import cards as cards_of
from db.rights import Person
from db.sign_in import key_of
from db.words import DEFAULT, LANGUAGES, _, told_in, use_language

# Whoever can start this holds the data folder itself; the log says that it was done here.
HERE = Person(0, "python -m reports", Role.ADMIN)


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    use_language(asked.language)
    try:
        asked.make(asked)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as failed:
        print(_("The file could not be written: {why}").format(why=failed.strerror), file=sys.stderr)
        return 1
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m reports", description="Papers of Nuanfang, as files.")
    papers = made.add_subparsers(title="papers", required=True, metavar="PAPER")

    def paper(name: str, what: str, make: Callable[[argparse.Namespace], None]) -> argparse.ArgumentParser:
        one = papers.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}, as PDF.")
        one.add_argument("--language", choices=list(LANGUAGES), default=DEFAULT, help=f"({DEFAULT})")
        one.add_argument("-o", dest="out", required=True, type=Path, metavar="FILE", help="the file to write")
        one.set_defaults(make=make)
        return one

    one = paper("briefing", "the briefing on a period", briefing)
    one.add_argument("--from", dest="start", required=True, type=day, metavar="DATE", help="first day, YYYY-MM-DD")
    one.add_argument("--to", dest="end", required=True, type=day, metavar="DATE", help="last day, YYYY-MM-DD")
    one.add_argument("--building", metavar="NAME", help="one building only, by its name")
    one.add_argument(
        "--hardship", type=hardship, metavar="KIND", help="one hardship only: its value (alone) or word (独居老人)"
    )
    one.add_argument(
        "--audience", type=Audience, choices=list(Audience), default=Audience.INTERNAL,
        metavar="{" + ",".join(Audience) + "}", help="for whom it is; decides what leaves the house (internal)",
    )  # fmt: skip
    one.add_argument("--format", choices=["pdf"], default="pdf", help="(pdf)")

    one = paper("cards", "the door-step cards of a day, four to a page", cards)
    one.add_argument("--date", required=True, type=day, metavar="DATE", help="the day of the calls, YYYY-MM-DD")
    one.add_argument("--visitor", metavar="NAME", help="one visitor's calls only (everybody's)")
    one = paper("slip", "a referral slip with its receipt", slip)
    one.add_argument("number", metavar="NUMBER", help="as written on it: 2026-031")
    one = paper("consent", "the consent sheet of a household", consent)
    one.add_argument("household", type=int, metavar="HOUSEHOLD_NO", help="the archive number")
    one.add_argument(
        "--to", metavar="ORGANISATION", help="who is to be told, as it stands in the list (a line is left)"
    )
    one = paper("handover", "what a colleague must know of the households of another", handover)
    one.add_argument("--visitor", required=True, metavar="NAME", help="who hands over")
    one.add_argument("--to", metavar="NAME", help="who takes over (left open)")
    one.add_argument("--household", type=int, metavar="NO", help="one household only, by its archive number")
    paper("sheet", "the visit sheet, to be filled in by hand", sheet)
    return made


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
    from reports.briefing import pdf  # after the arguments are right: the drawing tools take their time

    if asked.end < asked.start:
        parser().error("--to lies before --from")
    with store.writing() as s:  # kept in the log even if the file then cannot be written: it was asked for
        there_is_an_estate(s)
        building_id = building_named(s, asked.building) if asked.building else None
        wanted = BriefingAsked(asked.start, asked.end, building_id, asked.hardship, asked.audience)
        found = facts(s, HERE, wanted, clock.today())
        log_briefing(s, HERE, wanted)
    asked.out.write_bytes(pdf(found))


def cards(asked: argparse.Namespace) -> None:
    from reports.cards import pdf

    with store.writing() as s:
        there_is_an_estate(s)
        daily.catch_up(s, clock.today())  # a scheduler may come before anybody has opened a page today
        who = account_named(s, asked.visitor) if asked.visitor else None
        found = cards_of(s, HERE, asked.date, who, clock.today())
        log_print(s, HERE, "cards", None, f"{len(found.cards)} households")
    asked.out.write_bytes(pdf(found))


def slip(asked: argparse.Namespace) -> None:
    from reports.slip import pdf

    with store.writing() as s:
        there_is_an_estate(s)
        referral_id = loop_papers.slip_id(s, HERE, asked.number)
        found = loop_papers.slip(s, HERE, referral_id, clock.today())
        log_print(s, HERE, "referral", referral_id)
    asked.out.write_bytes(pdf(found))


def consent(asked: argparse.Namespace) -> None:
    from reports.consent_sheet import pdf

    with store.writing() as s:
        there_is_an_estate(s)
        household_id = loop_papers.household_numbered(s, HERE, asked.household)
        receiver = loop_papers.organisation_named(s, HERE, asked.to) if asked.to else ""
        found = loop_papers.consent_sheet(s, HERE, household_id, receiver, clock.today())
        log_print(s, HERE, "consent sheet", household_id)
    asked.out.write_bytes(pdf(found))


def handover(asked: argparse.Namespace) -> None:
    from reports.handover import pdf

    with store.writing() as s:
        there_is_an_estate(s)
        daily.catch_up(s, clock.today())
        giver = account_named(s, asked.visitor)
        taker = account_named(s, asked.to) if asked.to else None
        only = [loop_papers.household_numbered(s, HERE, asked.household)] if asked.household is not None else None
        found = loop_papers.handover(s, HERE, clock.today(), giver, taker, only)
        log_print(s, HERE, "handover", only[0] if only else None, f"{len(found.households)} households")
    asked.out.write_bytes(pdf(found))


def sheet(asked: argparse.Namespace) -> None:
    from reports.blank_sheet import pdf

    with store.reading() as s:  # nobody stands on it: nothing to log
        there_is_an_estate(s)
        found = loop_papers.blank_sheet(s, HERE, clock.today())
    asked.out.write_bytes(pdf(found))


def there_is_an_estate(s: Session) -> None:
    if s.exec(select(Estate.id)).first() is None:
        raise Refused(_("There is no estate yet. Start the app once, or run python -m db init."))


def account_named(s: Session, name: str) -> int:
    """By the user name, or by the name others read where only one has it."""
    found = s.exec(select(Account.id).where(Account.key == key_of(name))).all()
    found = found or s.exec(select(Account.id).where(Account.display == name.strip())).all()
    if len(found) != 1 or found[0] is None:
        raise Refused(_("There is no account of the name {name}.").format(name=name.strip()))
    return found[0]


def building_named(s: Session, name: str) -> int:
    found = s.exec(select(Building.id).where(Building.name == name.strip())).first()
    if found is None:
        names = s.exec(select(Building.name)).all()
        raise Refused(_("There is no building {name}. There are: {names}").format(name=name, names=", ".join(names)))
    return found


if __name__ == "__main__":
    sys.exit(main())
