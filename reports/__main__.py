"""The command line for papers: `python -m reports briefing …`, for schedulers and tests.

Exit 0: done. 1: refused, with a sentence on stderr. 2: wrong usage.
"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from db import clock, store
from db.changes import daily
from db.changes.paper import log_print
from db.errors import Refused
from db.queries import loop_papers
from db.queries.archive import archive as archive_of
from db.queries.cards import cards as cards_of
from db.queries.visit_record import visit_record
from db.words import DEFAULT, LANGUAGES, _, use_language
from reports.briefing_command import HERE, briefing, checked, day, formatted, of_the_briefing, there_is_an_estate
from reports.issue_command import account_named


def main(arguments: Sequence[str] | None = None) -> int:
    whole = parser()
    asked = whole.parse_args(arguments)
    if asked.make is briefing:
        checked(asked, whole.error)
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
        one = papers.add_parser(name, help=what, description=f"{what[0].upper()}{what[1:]}.")
        one.add_argument("--language", choices=list(LANGUAGES), default=DEFAULT, help=f"({DEFAULT})")
        one.add_argument("-o", dest="out", required=True, type=Path, metavar="FILE", help="the file to write")
        one.set_defaults(make=make)
        return one

    one = paper("briefing", "the briefing on a period", briefing)
    of_the_briefing(one)

    one = paper("household", "the whole file of a household", household)
    one.add_argument("household", type=int, metavar="NO", help="the archive number")
    formatted(one)
    one = paper("visit", "the record of one visit", visit)
    one.add_argument("visit", type=int, metavar="ID", help="as it stands in the address of the page: /visit?visit=ID")
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


def household(asked: argparse.Namespace) -> None:
    from reports.archive import pdf
    from reports.archive_docx import docx

    with store.writing() as s:
        there_is_an_estate(s)
        daily.catch_up(s, clock.today())
        found = replace(archive_of(s, HERE, asked.household, clock.today()), made_by="")  # nobody who has a name
        log_print(s, HERE, "household", found.file.id, asked.format)
    asked.out.write_bytes(docx(found) if asked.format == "docx" else pdf(found))


def visit(asked: argparse.Namespace) -> None:
    from reports.visit_record import pdf

    with store.writing() as s:
        there_is_an_estate(s)
        found = visit_record(s, HERE, asked.visit, clock.today())
        log_print(s, HERE, "visit", asked.visit)
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


if __name__ == "__main__":
    sys.exit(main())
