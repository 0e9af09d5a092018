"""Signing a briefing on the command line, in somebody's name: for month's end, when nobody is at the screen."""

import argparse
from collections.abc import Callable
from typing import NoReturn

from sqlmodel import Session, select

from db import clock
from db.changes import daily, issue
from db.changes.issue import Wanted
from db.errors import Refused
from db.models import Account
from db.rights import Person
from db.sign_in import key_of
from db.words import _


def of_the_issue(one: argparse.ArgumentParser) -> None:
    """Its arguments."""
    one.add_argument("--issue", action="store_true", help="sign it: it takes its number and is kept as it is")
    one.add_argument("--by", metavar="NAME", help="for --issue: in whose name it is signed")


def checked(asked: argparse.Namespace, wrong: Callable[[str], NoReturn]) -> None:
    if asked.issue != bool(asked.by):
        wrong("--issue and --by NAME go together")


def issued(s: Session, asked: argparse.Namespace, wanted: Wanted) -> bytes:
    """By what the files say now, with what was written into its draft. Gives the file as it is kept."""
    from reports.composing import made  # after the arguments are right: the drawing tools take their time

    daily.catch_up(s, clock.today())
    who = person_named(s, asked.by)
    one = issue.issue(s, who, wanted, clock.today(), made)
    return issue.take(s, who, one, is_docx=asked.format == "docx")


def person_named(s: Session, name: str) -> Person:
    found = s.get_one(Account, account_named(s, name))
    if found.id is None or not found.active or found.deleted:
        raise Refused(_("There is no account of the name {name}.").format(name=name.strip()))
    return Person(found.id, found.display or found.name, found.role, found.department, found.position)


def account_named(s: Session, name: str) -> int:
    """By the user name, or by the name others read where only one has it."""
    found = s.exec(select(Account.id).where(Account.key == key_of(name))).all()
    found = found or s.exec(select(Account.id).where(Account.display == name.strip())).all()
    if len(found) != 1 or found[0] is None:
        raise Refused(_("There is no account of the name {name}.").format(name=name.strip()))
    return found[0]
