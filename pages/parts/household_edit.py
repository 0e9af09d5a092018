"""What of a household's file is changed, and how: one function opens one dialog."""

from collections.abc import Mapping
from datetime import date

from db.changes import household as change
from db.fields import On, fields_of
from db.models import (
    ConsentFields,
    Hardship,
    HardshipFields,
    Household,
    HouseholdFields,
    Resident,
    ResidentFields,
    ScaleResultFields,
)
from db.queries.household import File, HardshipFile, ResidentFile, version_of
from db.rights import Person
from db.words import _
from pages.parts import edit

# The tier is decided beside what speaks for it (`household_why`), never in passing.
FILE = [field.name for field in fields_of(HouseholdFields, On.FORM) if field.name not in ("tier", "tier_why")]


def file(actor: Person, found: File, buildings: Mapping[int, str], staff: Mapping[int, str], today: date) -> None:
    edit.dialog(
        _("Change the file"),
        HouseholdFields,
        f"household.{found.id}.{found.version}",
        lambda s, version, answers: change.edit_household(s, actor, found.id, version, today, answers),
        version=found.version,
        newest=lambda s: version_of(s, actor, Household, found.id),
        value=edit.held(found.fields),
        options={"building_id": buildings, "responsible_id": staff},
        only=FILE,
    )


def add_resident(actor: Person, found: File) -> None:
    edit.dialog(
        _("Add a person"),
        ResidentFields,
        f"resident.new.{found.id}.{len(found.residents)}",
        lambda s, _version, answers: change.add_resident(s, actor, found.id, answers),
    )


def resident(actor: Person, one: ResidentFile) -> None:
    edit.dialog(
        _("Change a person"),
        ResidentFields,
        f"resident.{one.id}.{one.version}",
        lambda s, version, answers: change.edit_resident(s, actor, one.id, version, answers),
        version=one.version,
        newest=lambda s: version_of(s, actor, Resident, one.id),
        value=edit.held(one.fields),
    )


def scale(actor: Person, one: ResidentFile, today: date) -> None:
    edit.dialog(
        _("Add an assessment"),
        ScaleResultFields,
        f"scale.{one.id}.{len(one.scales)}",
        lambda s, _version, answers: change.add_scale_result(s, actor, one.id, answers),
        value={"assessed_on": today},
    )


def add_hardship(actor: Person, found: File) -> None:
    edit.dialog(
        _("Add a hardship"),
        HardshipFields,
        f"hardship.new.{found.id}.{len(found.hardships)}",
        lambda s, _version, answers: change.add_hardship(s, actor, found.id, answers),
    )


def hardship(actor: Person, one: HardshipFile) -> None:
    edit.dialog(
        _("Change a hardship"),
        HardshipFields,
        f"hardship.{one.id}.{one.version}",
        lambda s, version, answers: change.edit_hardship(s, actor, one.id, version, answers),
        version=one.version,
        newest=lambda s: version_of(s, actor, Hardship, one.id),
        value=edit.held(one.fields),
    )


def add_consent(actor: Person, found: File, today: date) -> None:
    edit.dialog(
        _("Record a consent"),
        ConsentFields,
        f"consent.new.{found.id}.{len(found.consents)}",
        lambda s, _version, answers: change.add_consent(s, actor, found.id, today, answers),
        value={"given_on": today},
    )
