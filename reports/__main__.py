"""The command line for papers: `python -m reports briefing …`, for schedulers and tests.

Exit 0: done. 1: refused, with a sentence on stderr. 2: wrong usage.
"""

import argparse
import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from sqlmodel import Session, select

from db import clock, store
from db.briefing import BriefingAsked
from db.changes.paper import log_briefing
from db.choices import Audience, HardshipKind, Role
from db.errors import Refused
from db.models import Building, Estate
from db.queries.briefing import facts
from db.rights import Person
from db.words import DEFAULT, LANGUAGES, _, told_in, use_language

# Whoever can start this holds the data folder itself; the log says that it was done here.
HERE = Person(0, "python -m reports", Role.ADMIN)


def main(arguments: Sequence[str] | None = None) -> int:
    asked = parser().parse_args(arguments)
    use_language(asked.language)
    try:
        briefing(asked)
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
    one = papers.add_parser(
        "briefing", help="the briefing on a period", description="The briefing on a period, as PDF."
    )
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
    one.add_argument("--language", choices=list(LANGUAGES), default=DEFAULT, help=f"({DEFAULT})")
    one.add_argument("--format", choices=["pdf"], default="pdf", help="(pdf)")
    one.add_argument("-o", dest="out", required=True, type=Path, metavar="FILE", help="the file to write")
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
        if s.exec(select(Estate.id)).first() is None:
            raise Refused(_("There is no estate yet. Start the app once, or run python -m db init."))
        building_id = building_named(s, asked.building) if asked.building else None
        wanted = BriefingAsked(asked.start, asked.end, building_id, asked.hardship, asked.audience)
        found = facts(s, HERE, wanted, clock.today())
        log_briefing(s, HERE, wanted)
    asked.out.write_bytes(pdf(found))


def building_named(s: Session, name: str) -> int:
    found = s.exec(select(Building.id).where(Building.name == name.strip())).first()
    if found is None:
        names = s.exec(select(Building.name)).all()
        raise Refused(_("There is no building {name}. There are: {names}").format(name=name, names=", ".join(names)))
    return found


if __name__ == "__main__":
    sys.exit(main())
