"""Rows of the plainer lists: buildings, staff, and who owns and rents the flats."""

from typing import Any

from db.intake import places
from db.intake.cells import told
from db.intake.draft import Draft, Plan, formulas_left
from db.intake.table import Record
from db.intake.targets import BY_KEY
from db.reading import days, phones
from db.reading.names import names
from db.words import _


def building(d: Draft, plan: Plan) -> Record:
    answers = d.of("building")
    if not answers.get("name"):
        d.say(_(BY_KEY["building.name"].label), _("The name of the building is missing."), grave=True)
    _not_taken(d)
    formulas_left(d)
    return Record(plan.table.sheet, d.row, building=answers, problems=tuple(d.problems))


def account(d: Draft, plan: Plan) -> Record:
    """Who has no user name signs in by the name he is known by."""
    answers = d.of("account")
    if not answers.get("name") and answers.get("display"):
        answers["name"] = answers["display"]
    if not answers.get("name"):
        d.say(_(BY_KEY["account.name"].label), _("The name is missing."), grave=True)
    _not_taken(d)
    formulas_left(d)
    return Record(plan.table.sheet, d.row, account=answers, problems=tuple(d.problems))


def occupants(d: Draft, plan: Plan) -> Record:
    """Owner and tenant of one door; the state and the days are those of the door."""
    places.place(d)
    about: dict[str, Any] = {}
    if (cell := d.cell("occupant.state")) is not None:
        about["state"] = told(cell)
    for name in ("moved_in", "moved_out"):
        key = f"occupant.{name}"
        if (cell := d.cell(key)) is not None and (on := d.take(key, days.day(cell, plan.year))):
            about[name] = on
    people = [person | about for role in ("owner", "tenant") for person in _people(d, role)]
    formulas_left(d)
    if not people and not places.is_told(d):
        places.nobody_told(d)
    return Record(
        plan.table.sheet,
        d.row,
        household=d.answers.get("household", {}),
        residents=tuple(people or ([about] if about else [])),
        problems=tuple(d.problems),
    )


def _people(d: Draft, role: str) -> list[dict[str, Any]]:
    """The telephone is the first one's where several are named."""
    if (cell := d.cell(f"{role}.name")) is None:
        return []
    found = [each.name for each in names(cell).value or ()] or [told(cell)]
    people: list[dict[str, Any]] = [{"name": name, "role": role} for name in found]
    if (cell := d.cell(f"{role}.phone")) is not None and (number := d.take(f"{role}.phone", phones.phones(cell))):
        people[0]["phone"] = number
    return people


def _not_taken(d: Draft) -> None:
    """These have no note: what no field takes is told, so that nobody thinks it was kept."""
    if d.kept:
        d.say("", _("Not taken in: {what}").format(what="；".join(d.kept)[:200]))
