"""A row of a list of people: their household, who they are, what is hard for them."""

from db.intake import people, places
from db.intake.cells import is_said
from db.intake.draft import Draft, Plan, formulas_left
from db.intake.table import Record
from db.words import _

NOTE = 500  # characters, as the register keeps them


def record(d: Draft, plan: Plan) -> Record:
    places.place(d)
    people.responsible(d)
    residents = people.residents(d, plan)
    hardships = people.hardships(d, plan)
    formulas_left(d)
    if not residents and not places.is_told(d):
        places.nobody_told(d)
    elif is_said(d.cell("resident.name")) and not places.is_told(d) and "household.door" not in d.spots:
        d.say("", _("No door is written in this row."))
    if residents and d.kept:
        _note(d, residents[0])
    elif d.kept:
        said = _("Nobody is named in this row, so there is no note to keep this in: {what}")
        d.say("", said.format(what="；".join(d.kept)[:200]))
    return Record(
        plan.table.sheet,
        d.row,
        household=d.answers.get("household", {}),
        residents=residents,
        hardships=hardships,
        problems=tuple(d.problems),
    )


def _note(d: Draft, person: dict[str, object]) -> None:
    """What no field takes, below the note of the list itself. Nothing is cut off."""
    note = "\n".join(filter(None, (str(person.get("note") or ""), *d.kept)))
    person["note"] = note
    if len(note) > NOTE:
        said = _("The note, with all that no field takes, has {n} characters, {most} have room. Shorten it.")
        d.say("", said.format(n=len(note), most=NOTE), grave=True)
