"""The filters of the register in words, as a picture or a paper prints what it was limited to."""

from collections.abc import Iterable, Iterator, Mapping

from sqlmodel import Session

from db.fields import Choice
from db.privacy import told
from db.queries.asked import Asked, Only, allowed
from db.queries.offered import offered
from db.rights import Person
from db.words import N_, _

ONLY = {
    Only.OVERDUE: N_("Overdue"),
    Only.DUE: N_("Due now"),
    Only.MONTH: N_("Still to be seen this month"),
    Only.OPEN: N_("Something open"),
    Only.ADVISED: N_("Tier to decide"),
}


def told_filters(s: Session, viewer: Person, asked: Asked) -> tuple[tuple[str, str], ...]:
    """Each filter that is set: its name, and what was chosen. What this viewer may not filter by is not among them."""
    may, _said = allowed(viewer, asked)
    there = offered(s, viewer)
    return tuple(_set(may, there.buildings, there.staff))


def _set(asked: Asked, buildings: Mapping[int, str], staff: Mapping[int, str]) -> Iterator[tuple[str, str]]:
    if asked.building_ids:
        yield _("Building"), str(told([buildings.get(each, "?") for each in asked.building_ids]))
    if asked.kinds:
        yield _("Kind of hardship"), _chosen(asked.kinds)
    if asked.tiers:
        yield _("Tier"), _chosen(asked.tiers, _("Not assessed"))
    if asked.risks:
        yield _("Gravest risk last seen"), _chosen(asked.risks, _("Not recorded"))
    if asked.responsible_id is not None:
        yield _("Responsible visitor"), staff.get(asked.responsible_id, "?")
    if asked.only:
        yield _("Only"), str(told([_(ONLY[one]) for one in asked.only]))
    if asked.not_seen_days is not None:
        yield _("Not seen for"), _("{n} days or more").format(n=asked.not_seen_days)
    if asked.visited_from is not None:
        yield _("Last visit from"), asked.visited_from.isoformat()
    if asked.visited_to is not None:
        yield _("Last visit until"), asked.visited_to.isoformat()
    if asked.outcomes:
        yield _("Last outcome"), _chosen(asked.outcomes)
    if asked.states != Asked().states:
        yield _("State of the file"), _chosen(asked.states)
    if asked.text:
        yield _("Find a person or a door"), asked.text


def _chosen(values: Iterable[Choice | None], unknown: str = "") -> str:
    return str(told([unknown if value is None else _(value.label) for value in values]))
