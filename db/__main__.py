"""The command line of the data: `python -m db …`, for schedulers, administrators and tests.

Exit 0: done. 1: refused, with a sentence on stderr. 2: wrong usage. Passwords come from standard input only.
"""

import argparse
import getpass
import json
import locale
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import SQLModel

from db import backup, clock, import_command, passwords, store
from db.changes import account, daily, start
from db.choices import Role
from db.errors import Refused
from db.rights import Person
from db.words import _, best_language, use_language
from reports.briefing_command import building_named, day, hardship  # this is the edge: see tests/test_laws.py

# Whoever can start this holds the data folder itself; the log says that it was done here.
HERE = Person(0, "python -m db", Role.ADMIN)
Asked = argparse.Namespace
Answer = dict[str, Any]


def main(arguments: Sequence[str] | None = None) -> int:
    use_language(best_language(os.environ.get("LC_ALL") or os.environ.get("LANG")))
    asked = parser().parse_args(arguments)
    try:
        said, told = asked.do(asked)
    except Refused as refused:
        print(refused, file=sys.stderr)
        return 1
    except OSError as failed:
        print(_("The file could not be read or written: {why}").format(why=failed.strerror or failed), file=sys.stderr)
        return 1
    except SQLAlchemyError as failed:
        why = getattr(failed, "orig", None) or type(failed).__name__
        print(_("The database did not answer: {why}").format(why=why), file=sys.stderr)
        return 1
    print(json.dumps(told, ensure_ascii=False) if asked.json else said)
    return 0


def parser() -> argparse.ArgumentParser:
    made = argparse.ArgumentParser(prog="python -m db", description="The data of Nuanfang.")
    deeds = made.add_subparsers(title="deeds", required=True, metavar="DEED")

    one = _deed(deeds, "init", init, "name the estate and make its first administrator; password on standard input")
    one.add_argument("--estate", required=True, metavar="NAME")
    one.add_argument("--admin", required=True, metavar="NAME", help="the administrator's user name")

    one = _deed(deeds, "demo", demo, "open a demonstration estate in an empty house; prints its keeper's password")
    one.add_argument("--households", type=int, default=120, metavar="N", help="(120)")
    one.add_argument("--visits", type=int, default=2400, metavar="N", help="(2400)")
    one.add_argument("--seed", type=int, default=1, metavar="S", help="the same seed invents the same people (1)")
    one.add_argument("--today", type=day, metavar="DATE", help="the last day of its two years, YYYY-MM-DD (today)")

    _user(deeds.add_parser("user", help="accounts", description="Accounts."))

    one = _deed(
        deeds, "import", import_command.take_in, "households, residents, visits from a spreadsheet; all or none"
    )
    one.add_argument("file", type=Path, metavar="FILE", help="XLSX, XLS or CSV")
    one.add_argument("--dry-run", action="store_true", help="only say what would come of it")
    one = _deed(deeds, "undo", import_command.undo, "take back an import, a joining or a comparison as a whole")
    one.add_argument("batch", type=int, metavar="BATCH", help="its number, as import told it")

    one = _deed(deeds, "export", export, "a list as a spreadsheet; written to the log")
    one.add_argument("what", choices=["households", "visits"])
    one.add_argument("-o", dest="out", required=True, type=Path, metavar="FILE.xlsx", help="the file to write")
    one.add_argument("--building", metavar="B", help="one building only, by its name")
    one.add_argument("--hardship", type=hardship, metavar="KIND", help="one hardship only: its value (alone) or word")
    one.add_argument("--masked", action="store_true", help="without names, doors, phones and illnesses")

    one = _deed(deeds, "backup", back_up, "write a backup while people work, and look it through")
    one.add_argument("-o", dest="out", required=True, type=Path, metavar="FILE", help="the file to write")
    one = _deed(deeds, "restore", restore, "put a backup in place of the data; close the app first")
    one.add_argument("file", type=Path, metavar="FILE")
    one = _deed(deeds, "verify", verify, "whether the data and its log are whole; with FILE, whether a backup is")
    one.add_argument("file", type=Path, nargs="?", metavar="FILE")
    return made


def _user(made: argparse.ArgumentParser) -> None:
    deeds = made.add_subparsers(title="deeds", required=True, metavar="DEED")
    roles = "{" + ",".join(Role) + "}"
    one = _deed(deeds, "add", user_add, "a new account; password on standard input, or an invented one is told")
    one.add_argument("name", metavar="NAME", help="the user name")
    one.add_argument("--role", type=Role, choices=list(Role), required=True, metavar=roles)
    for field in ("display", "department", "position"):
        one.add_argument(f"--{field}", default="", metavar="TEXT")
    one = _deed(deeds, "role", user_role, "another role; open sessions end")
    one.add_argument("name", metavar="NAME")
    one.add_argument("role", type=Role, choices=list(Role), metavar=roles)
    one = _deed(deeds, "password", user_password, "another password, from standard input; open sessions end")
    one.add_argument("name", metavar="NAME")
    for deed, change, line in (
        ("disable", account.disable_account, "nobody comes in by this name; open sessions end"),
        ("enable", account.enable_account, "let this name in again"),
        ("unlock", account.unlock_account, "forget the wrong guesses at this name"),
        ("delete", account.delete_account, "for good; visits keep saying who made them"),
    ):
        one = _deed(deeds, deed, _on_account(change), line)
        one.add_argument("name", metavar="NAME")


def _deed(deeds: Any, name: str, do: Callable[[Asked], tuple[str, Answer]], line: str) -> argparse.ArgumentParser:
    made: argparse.ArgumentParser = deeds.add_parser(name, help=line, description=line[0].upper() + line[1:] + ".")
    made.add_argument("--json", action="store_true", help="print one object")
    made.set_defaults(do=do)
    return made


def init(asked: Asked) -> tuple[str, Answer]:
    password = typed_password()
    with store.writing() as s:
        start.open_estate(s, {"name": asked.estate}, asked.admin, password, clock.now())
    return _("The estate is set up. Sign in as {name}.").format(name=asked.admin), {"admin": asked.admin}


def demo(asked: Asked) -> tuple[str, Answer]:
    name, password = _(start.KEEPER), passwords.fresh()
    sizes = {"households": asked.households, "visits": asked.visits, "seed": asked.seed}
    with store.writing() as s:
        start.open_demonstration(s, asked.today or clock.today(), name, password, clock.now(), **sizes)
    said = _("The demonstration is open. User name: {name}, password: {password}").format(name=name, password=password)
    return said, {**sizes, "name": name, "password": password}


def user_add(asked: Asked) -> tuple[str, Answer]:
    typed = typed_password()
    password = typed or passwords.fresh()
    answers = {field: getattr(asked, field) for field in ("name", "role", "display", "department", "position")}
    with store.writing() as s:
        account.add_account(s, HERE, answers, password, clock.now(), once=not typed)
    told = {"name": asked.name, "role": str(asked.role)}
    if typed:
        return _("{name} may sign in.").format(name=asked.name), told
    said = _("{name} may sign in once with {password} and then chooses another password.")
    return said.format(name=asked.name, password=password), {**told, "password": password}


def user_role(asked: Asked) -> tuple[str, Answer]:
    with store.writing() as s:
        account.change_role(s, HERE, account.find_account(s, asked.name), asked.role)
    return _("Done."), {"name": asked.name, "role": str(asked.role)}


def user_password(asked: Asked) -> tuple[str, Answer]:
    password = typed_password()
    with store.writing() as s:
        account.reset_password(s, HERE, account.find_account(s, asked.name), password, once=False)
    return _("Done."), {"name": asked.name}


def _on_account(change: Callable[[Any, Person, int], None]) -> Callable[[Asked], tuple[str, Answer]]:
    def do(asked: Asked) -> tuple[str, Answer]:
        with store.writing() as s:
            change(s, HERE, account.find_account(s, asked.name))
        return _("Done."), {"name": asked.name}

    return do


def export(asked: Asked) -> tuple[str, Answer]:
    from db import privacy  # the spreadsheet's tools are only needed here
    from db.changes.paper import log_export
    from db.queries import register, register_visits
    from db.queries.asked import Asked as Filters
    from db.queries.loop_papers import the_estate
    from db.queries.told_lists import told_register
    from reports.files import spreadsheet
    from reports.particulars import Particulars

    with store.writing() as s:
        daily.catch_up(s, clock.today())  # a scheduler may come before anybody has opened a page today
        wanted = Filters(
            building_ids=(building_named(s, asked.building),) if asked.building else (),
            kinds=(asked.hardship,) if asked.hardship else (),
            states=(),
        )
        rows: Sequence[SQLModel]
        model: type[SQLModel]
        if asked.what == "visits":
            title, model, rows = _("Register of visits"), register.VisitRow, register_visits.export(s, HERE, wanted)
        else:
            title, model = _("Register of households"), register.HouseholdRow
            rows = register.export(s, HERE, wanted, clock.today())
        if asked.masked:
            rows = [privacy.masked(row) for row in rows]
        filters = [name for name in ("building", "hardship") if getattr(asked, name)]
        log_export(s, HERE, asked.what, len(rows), filters, ["masked"] if asked.masked else [])
        limits = [
            (name, privacy.MASK if asked.masked and is_personal else chosen)
            for name, chosen, is_personal in told_register(s, HERE, wanted)
        ]
        estate = the_estate(s)[0].name
    told = Particulars(title, estate, clock.now(), HERE.name, len(rows), asked.masked, limits)
    asked.out.write_bytes(spreadsheet(rows, title=title, model=model, told=told))
    return _("{n} rows written.").format(n=len(rows)), {"rows": len(rows), "file": str(asked.out)}


def back_up(asked: Asked) -> tuple[str, Answer]:
    backup.backup(HERE, asked.out)
    return _("The backup is whole: {name}").format(name=asked.out), {"file": str(asked.out)}


def restore(asked: Asked) -> tuple[str, Answer]:
    before = backup.restore(HERE, asked.file)
    said = _("Restored. Start the app again.")
    if before:
        said += " " + _("What was there before is kept as {name}").format(name=before)
    return said, {"before": str(before) if before else None}


def verify(asked: Asked) -> tuple[str, Answer]:
    backup.verify(asked.file)
    return _("Whole: the data, and the log."), {"whole": True}


def typed_password() -> str:
    """Exactly as typed, without the line's end; a terminal is asked without showing it."""
    if sys.stdin.isatty():
        return getpass.getpass(_("Password: "))
    typed = sys.stdin.buffer.read()
    try:
        text = typed.decode("utf-8-sig")
    except UnicodeDecodeError:  # Windows pipes in the encoding of its console
        text = typed.decode(locale.getpreferredencoding(False), errors="replace")
    return text.removesuffix("\n").removesuffix("\r")


if __name__ == "__main__":
    sys.exit(main())
