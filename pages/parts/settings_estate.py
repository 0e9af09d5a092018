"""The estate as papers name it, and its buildings."""

import streamlit as st

from db import store
from db.changes import estate as change
from db.models import BuildingFields, EstateFields
from db.queries.estate import Ours, Standing, estate, standing
from db.rights import Person
from db.words import _
from pages.parts import edit, look


def show(person: Person) -> None:
    with store.reading() as s:
        ours = estate(s, person)
        buildings = standing(s, person)
    left, right = st.columns([2, 3], gap="large")
    with left:
        _estate(person, ours)
    with right:
        look.section(_("Buildings"), str(len(buildings)) if buildings else "")
        if not buildings:
            look.nothing(
                _("No building yet. Add the first; households are found by building, unit and room."), "apartment"
            )
        for each in buildings:
            _building(person, each)
        kind = "secondary" if buildings else "primary"
        if st.button(_("Add a building"), icon=":material/add:", type=kind, key="settings.add"):  # type: ignore[arg-type]
            edit.dialog(
                _("Add a building"),
                BuildingFields,
                f"building.new.{len(buildings)}",
                lambda s, _version, answers: change.add_building(s, person, answers),
            )
        st.caption(_("Buildings stand in the order of their names: 2 before 10."))


def _estate(person: Person, ours: Ours) -> None:
    look.section(_("The estate"))
    with st.container(border=True, gap="small"):
        for label, value in ours.told:
            look.fact(label, value or _("not filled in"))
        if st.button(_("Change"), icon=":material/edit:", key="settings.estate"):
            edit.dialog(
                _("Change the estate"),
                EstateFields,
                f"estate.{ours.version}",
                lambda s, version, answers: change.edit_estate(s, person, version, answers),
                version=ours.version,
                newest=lambda s: estate(s, person).version,
                value=ours.fields,
            )


def _building(person: Person, each: Standing) -> None:
    with st.container(border=True), look.row():
        with look.words():
            st.text(each.name)
            st.text(_size(each))
        if st.button(_("Change"), key=f"settings.building.{each.id}"):
            edit.dialog(
                _("Change a building"),
                BuildingFields,
                f"building.{each.id}.{each.version}",
                lambda s, version, answers: change.edit_building(s, person, each.id, version, answers),
                version=each.version,
                newest=lambda s: next(b.version for b in standing(s, person) if b.id == each.id),
                value=each.fields,
            )


def _size(each: Standing) -> str:
    """Its shape in a line; the floors that are there, and what is unlike the others."""
    shape, doors = each.shape, each.fields["doors"]
    if shape.is_lane:
        words = _("{doors} lane houses × {floors} floors: {n} homes, {files} on file")
    elif shape.units * len(shape.levels) * doors == shape.homes:
        words = _("{units} units × {floors} floors × {doors} doors = {n} homes, {files} on file")
    else:
        words = _("{units} units, {floors} floors, mostly {doors} doors each: {n} homes, {files} on file")
    said = [words.format(units=shape.units, floors=len(shape.levels), doors=doors, n=shape.homes, files=each.files)]
    if shape.shops:
        said.append(_("{n} floors of shops").format(n=shape.shops))
    if each.fields["missing_floors"]:
        said.append(_("without floor {floors}").format(floors=each.fields["missing_floors"]))
    if each.fields["other_doors"]:
        said.append(_("doors by floor {doors}").format(doors=each.fields["other_doors"]))
    return _("; ").join(said)
